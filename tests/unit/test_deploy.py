"""The files in `deploy/` and the compose file: what they name is there, and fits together."""

import asyncio
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from dedup.adapters.http import Doors
from dedup.cli.app import app
from dedup.settings import Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}


def read(path: str) -> Any:
    return yaml.safe_load((DEPLOY / path).read_text("utf-8"))


def mounts(service: str) -> dict[str, str]:
    """Target → source of the volumes of a service."""
    parts = [volume.split(":") for volume in SERVICES[service]["volumes"]]
    return {part[1]: part[0] for part in parts}


def ports(service: str) -> set[str]:
    """Ports within the network of the services that this one shows outside."""
    return {port.rpartition(":")[2] for port in SERVICES[service]["ports"]}


def test_a_plain_install_reads_every_compression_of_records() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    # aiokafka loads it when it is there, and asks for it only in extras of its own
    assert any(one.startswith("cramjam") for one in project["dependencies"])


@pytest.mark.parametrize("name", sorted(OURS))
def test_what_a_service_runs_is_a_command_with_settings_that_exist(name: str) -> None:
    service = OURS[name]
    command: Any = get_command(app)
    root = command.make_context("dedup", list(service["command"]))
    rest = [*root._protected_args, *root.args]
    while hasattr(command, "resolve_command"):
        called, command, rest = command.resolve_command(root, rest)
        root = command.make_context(called, rest, parent=root)
        rest = [*getattr(root, "_protected_args", ()), *root.args]
    Settings.load(environment={k: str(v) for k, v in service["environment"].items()})


def test_services_wait_for_what_can_be_waited_for() -> None:
    for service in SERVICES.values():
        for other, how in service.get("depends_on", {}).items():
            health = SERVICES[other].get("healthcheck", {})
            if how["condition"] == "service_healthy":
                assert "test" in health or (other in OURS and not health.get("disable"))
            if how["condition"] == "service_completed_successfully":
                assert SERVICES[other]["restart"] == "on-failure"


def test_every_volume_is_declared_and_every_file_is_there() -> None:
    sources = [source for name in SERVICES if "volumes" in SERVICES[name]
               for source in mounts(name).values()]  # fmt: skip
    assert {source for source in sources if "/" not in source} == set(COMPOSE["volumes"])
    for source in sources:
        assert "/" not in source or (ROOT / source).is_dir()


def test_the_stages_reach_the_broker_where_it_says_it_is() -> None:
    kafka = SERVICES["kafka"]["environment"]
    for service in OURS.values():
        where = service["environment"]["DEDUP_KAFKA__BOOTSTRAP"]
        assert kafka["KAFKA_ADVERTISED_LISTENERS"] == f"PLAINTEXT://{where}"
    assert kafka["KAFKA_LOG_DIRS"] in mounts("kafka")


def test_the_state_of_the_stage_outlives_its_container() -> None:
    command = OURS["stage"]["command"]
    assert command[command.index("--state") + 1] in mounts("stage")


def test_the_metrics_are_scraped_where_the_stage_serves_them() -> None:
    command = OURS["stage"]["command"]
    port = command[command.index("--http-port") + 1]
    config = read("prometheus/prometheus.yml")
    (job,) = config["scrape_configs"]
    assert job["static_configs"] == [{"targets": [f"stage:{port}"]}]
    assert job["job_name"] == "dedup"  # an alert asks for it
    assert "metrics_path" not in job
    assert port in ports("stage")
    assert command[command.index("--http-host") + 1] == "0.0.0.0"  # for the scraper
    assert mounts("prometheus")["/etc/prometheus"] == "./deploy/prometheus"
    for rules in config["rule_files"]:
        assert (DEPLOY / "prometheus" / rules).is_file()


def test_grafana_finds_its_source_and_its_dashboard() -> None:
    (source,) = read("grafana/provisioning/datasources/prometheus.yml")["datasources"]
    assert source["url"] == f"http://prometheus:{ports('prometheus').pop()}"
    (provider,) = read("grafana/provisioning/dashboards/dedup.yml")["providers"]
    dashboards = mounts("grafana")[provider["options"]["path"]]
    assert mounts("grafana")["/etc/grafana/provisioning"] == "./deploy/grafana/provisioning"
    board = yaml.safe_load((ROOT / dashboards / "dedup.json").read_text("utf-8"))
    used = {panel["datasource"]["uid"] for panel in board["panels"] if "datasource" in panel}
    assert used == {source["uid"]}


def test_the_runbook_says_what_to_do_about_every_alert() -> None:
    (group,) = read("prometheus/alerts.yml")["groups"]
    alerts = {rule["alert"] for rule in group["rules"]}
    runbook = (DEPLOY / "README.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(Dedup\w+)` \|", runbook, re.MULTILINE)) == alerts


def test_the_image_takes_what_the_build_needs_and_runs_as_nobody_in_particular() -> None:
    allowed = {
        line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"
    }
    taken = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    assert {name for names in taken for name in names.split()} == allowed
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    assert re.search(r"^USER dedup$", last, re.MULTILINE)
    assert "install --directory --owner=dedup --group=dedup /state" in last
    # The last word on the folder of kernels: whoever runs must be able to write there.
    cache = re.findall(r"NUMBA_CACHE_DIR=(\S+)", DOCKERFILE)
    assert len(set(cache)) == 1
    copied = re.findall(r"^COPY --from=build (.*)(?<= )(\S+) \S+$", last, re.MULTILINE)
    assert copied[-1] == ("--chown=dedup:dedup ", cache[0])


def test_the_kernels_of_the_image_are_compiled_where_they_are_installed() -> None:
    found = re.search(r'^RUN cd / && python -c "(.+)"$', DOCKERFILE, re.MULTILINE)
    assert found is not None
    subprocess.run([sys.executable, "-c", found[1]], check=True, timeout=300)


@pytest.mark.parametrize("wrong", [None, "detect-0 has made no progress"])
async def test_the_health_check_of_the_image_asks_the_stage(wrong: str | None) -> None:
    found = re.search(r'CMD \["python", "-c", "(.+)"\]', DOCKERFILE)
    assert found is not None
    doors = Doors(
        metrics=bytes, metrics_type="text/plain", probes={"/livez": lambda: wrong}, version={}
    )
    command = OURS["stage"]["command"]
    served = command[command.index("--http-port") + 1]
    assert f":{served}/" in found[1]
    async with doors.open(host="127.0.0.1", port=0) as port:
        asked = await asyncio.to_thread(
            subprocess.run,
            [sys.executable, "-c", found[1].replace(f":{served}/", f":{port}/")],
            capture_output=True,
            check=False,
            timeout=30,
        )
    assert (asked.returncode == 0) == (wrong is None), asked.stderr
