import json
import re
from pathlib import Path

import pytest

from dedup.adapters.prometheus import COUNTERS, GAUGES, HISTOGRAMS, PREFIX, PrometheusMeter

DEPLOY = Path(__file__).parents[3] / "deploy"
NAMES = {
    *(f"{PREFIX}{name}_total" for name in COUNTERS),
    *(PREFIX + name for name in (*HISTOGRAMS, *GAUGES)),
}


def test_every_metric_is_documented_with_its_labels() -> None:
    table = dict(
        re.findall(
            r"^\| `(dedup_\w+)` \| ([a-z_, ]*)\|",
            (DEPLOY / "README.md").read_text("utf-8"),
            re.MULTILINE,
        )
    )
    assert set(table) == NAMES
    declared = {f"{PREFIX}{name}_total": labels for name, (_, labels) in COUNTERS.items()}
    declared |= {PREFIX + name: labels for name, (_, labels, _) in HISTOGRAMS.items()}
    declared |= {PREFIX + name: labels for name, (_, labels) in GAUGES.items()}
    for name, labels in declared.items():
        assert table[name].strip() == ", ".join(labels), name


@pytest.mark.parametrize(
    "path", ["grafana/dashboards/dedup.json", "prometheus/alerts.yml"], ids=["dashboard", "alerts"]
)
def test_dashboard_and_alerts_ask_for_metrics_that_exist(path: str) -> None:
    text = (DEPLOY / path).read_text("utf-8")
    asked = {re.sub(r"_(bucket|sum|count)$", "", name) for name in re.findall(r"dedup_\w+", text)}
    assert asked
    assert asked <= NAMES


def test_what_is_counted_is_in_the_text() -> None:
    meter = PrometheusMeter()
    meter.count("deliveries", 3, outcome="admitted", reason="")
    meter.count("transactions_aborted")
    meter.observe("stage_seconds", 0.02, stage="publish")
    meter.observe("pipeline_seconds", 0.04)
    meter.level("ready", 1)
    text = meter.text().decode()
    assert 'dedup_deliveries_total{outcome="admitted",reason=""} 3.0' in text
    assert "dedup_transactions_aborted_total 1.0" in text
    assert 'dedup_stage_seconds_count{stage="publish"} 1.0' in text
    assert 'dedup_pipeline_seconds_bucket{le="0.05"} 1.0' in text
    assert "dedup_ready 1.0" in text


def test_a_label_that_is_not_declared_is_an_error() -> None:
    with pytest.raises(ValueError, match="label"):
        PrometheusMeter().count("deliveries", outcome="admitted", article="a1")


def test_the_dashboard_is_json_with_panels_that_do_not_overlap() -> None:
    board = json.loads((DEPLOY / "grafana/dashboards/dedup.json").read_text("utf-8"))
    corners = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in board["panels"]]
    assert len(corners) == len(set(corners))
