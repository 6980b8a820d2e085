"""Flags, environment and file → settings."""

import json
import re
import tomllib
from errno import EACCES
from pathlib import Path
from typing import Any

import pytest

import dedup.settings
from dedup.core.verify import NAMES
from dedup.errors import SettingsError
from dedup.settings import Settings

VARIABLE = "DEDUP_DETECT__WINDOW_DAYS"


def written(folder: Path, text: str) -> Path:
    path = folder / "dedup.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_document_names_every_setting_with_its_default(tmp_path: Path) -> None:
    document = Path(dedup.settings.__file__).with_name("SETTINGS.md").read_text("utf-8")
    (block,) = re.findall(r"```toml\n(.*?)```", document, re.DOTALL)
    assert Settings.load(file=written(tmp_path, block), environment={}) == Settings()
    fitted = ("detect.same_text.bias", "detect.same_text.features",
              "detect.same_event.bias", "detect.same_event.features")  # fmt: skip
    named = names(tomllib.loads(block.replace("# order", "order")))
    whole = Settings().model_dump(exclude_none=False)
    assert named == {name for name in names(whole) if not name.startswith(fitted)}


def names(table: dict[str, Any], *, within: str = "") -> set[str]:
    """The names of all settings in a table, sections before them with dots between."""
    found: set[str] = set()
    for name, value in table.items():
        place = f"{within}{name}"
        found |= names(value, within=f"{place}.") if isinstance(value, dict) else {place}
    return found


def test_a_section_in_a_section_is_set_name_by_name_or_as_a_whole():
    loaded = Settings.load(
        environment={
            "DEDUP_DETECT__SAME_EVENT": '{"join": 1.5, "merge": 2.5}',
            "DEDUP_DETECT__SAME_EVENT__MERGE": "3",
            "DEDUP_DETECT__SAME_TEXT__THRESHOLD": "0.4",
        }
    )
    assert (loaded.detect.same_event.join, loaded.detect.same_event.merge) == (1.5, 3)
    assert loaded.detect.same_text.threshold == 0.4


def test_a_flag_beats_the_environment_which_beats_the_file(tmp_path: Path) -> None:
    file = written(tmp_path, "[detect]\nwindow_days = 3\nevent_window_hours = 48\n")
    loaded = Settings.load(file=file, environment={})
    assert (loaded.detect.window_days, loaded.detect.event_window_hours) == (3, 48)
    loaded = Settings.load(file=file, environment={VARIABLE: "4"})
    assert (loaded.detect.window_days, loaded.detect.event_window_hours) == (4, 48)
    flags = {"detect": {"window_days": 5, "event_window_hours": None}}
    loaded = Settings.load(file=file, environment={VARIABLE: "4"}, flags=flags)
    assert (loaded.detect.window_days, loaded.detect.event_window_hours) == (5, 48)


def test_tables_in_the_environment_are_json() -> None:
    loaded = Settings.load(environment={"DEDUP_INPUT__MAP": '{"body": "text"}'})
    assert loaded.input.map == {"body": "text"}


@pytest.mark.parametrize("given", ["inf", "-inf", "nan", "1e300"])
@pytest.mark.parametrize(
    "name", ["INPUT__FUTURE_TOLERANCE_HOURS", "STATE__RETENTION_DAYS", "RUN__ALIVE_SECONDS"]
)
def test_a_time_has_an_end(name: str, given: str) -> None:
    with pytest.raises(SettingsError, match=name.lower().replace("__", ".")):
        Settings.load(environment={f"DEDUP_{name}": given})


@pytest.mark.parametrize("given", ["inf", "nan", "1e308", "-1e7"])
@pytest.mark.parametrize("name", ["BIAS", "JOIN", "MERGE"])
def test_a_weight_is_a_number(name: str, given: str) -> None:
    with pytest.raises(SettingsError, match=f"same_event.{name.lower()}"):
        Settings.load(environment={f"DEDUP_DETECT__SAME_EVENT__{name}": given})


def test_a_weight_in_a_table_is_a_number(tmp_path: Path) -> None:
    file = written(tmp_path, f"[detect.same_text.features]\n{NAMES[0]} = nan\n")
    with pytest.raises(SettingsError, match="finite number"):
        Settings.load(file=file, environment={})


def test_a_value_can_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("9\n")
    loaded = Settings.load(environment={f"{VARIABLE}_FILE": str(tmp_path / "secret")})
    assert loaded.detect.window_days == 9


@pytest.mark.parametrize("password", ["{brace", "[bracket", '{"a": 1}', "[1]"])
def test_a_text_may_begin_as_json_does(password: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(f"{password}\n")
    for given in (
        {"DEDUP_KAFKA__PASSWORD": password},
        {"DEDUP_KAFKA__PASSWORD_FILE": str(tmp_path / "secret")},
    ):
        loaded = Settings.load(environment=given)
        assert loaded.kafka.password.get_secret_value() == password


@pytest.mark.parametrize("given", ["1", "1,0", "[0, 1]", "0,1,1"])
def test_shards_are_numbers_however_they_are_given(given: str, tmp_path: Path) -> None:
    chosen = (1,) if given == "1" else (0, 1)
    assert Settings.load(environment={"DEDUP_RUN__SHARD": given}).run.shard == chosen
    text = given if given[0] == "[" or given == "1" else f"[{given}]"
    file = written(tmp_path, f"[run]\nshard = {text}\n")
    assert Settings.load(file=file, environment={}).run.shard == chosen
    flags = {"run": {"shard": chosen[::-1]}}
    assert Settings.load(environment={}, flags=flags).run.shard == chosen


@pytest.mark.parametrize("given", ["-1", "x", "1.5", "[1000]"])
def test_a_shard_that_cannot_be_is_refused(given: str) -> None:
    with pytest.raises(SettingsError, match=r"run\.shard"):
        Settings.load(environment={"DEDUP_RUN__SHARD": given})


@pytest.mark.parametrize("language", ["KO", "ko-KR", "kor", "korean", ""])
def test_a_shard_of_a_language_that_no_article_has_is_refused(language: str) -> None:
    shards = json.dumps({language: 1, "*": 0})
    with pytest.raises(SettingsError, match=f'shards .*no article has the language "{language}"'):
        Settings.load(environment={"DEDUP_SHARDS": shards})


def test_what_kubernetes_sets_for_a_service_of_our_name_is_ignored() -> None:
    address = "tcp://10.0.0.7:8080"
    of_a_service = {
        "DEDUP_SERVICE_HOST": "10.0.0.7",
        "DEDUP_SERVICE_PORT": "8080",
        "DEDUP_SERVICE_PORT_HTTP": "8080",
        "DEDUP_SERVICE_PORT_HTTP_METRICS": "8080",
        "DEDUP_PORT": address,
        "DEDUP_PORT_8080_TCP": address,
        "DEDUP_PORT_8080_TCP_PROTO": "tcp",
        "DEDUP_PORT_8080_TCP_PORT": "8080",
        "DEDUP_PORT_8080_TCP_ADDR": "10.0.0.7",
    }
    assert Settings.load(environment=of_a_service) == Settings()


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DEDUP_WINDOW", "1"),
        ("DEDUP_WINDOW_SERVICE_HOST", "10.0.0.7"),
        ("DEDUP_SERVICE_WINDOW", "1"),
        ("DEDUP_PORT_WINDOW", "1"),
        ("DEDUP_DETECT__WIDOW", "1"),
        ("DEDUP_DETECT", "1"),
        ("DEDUP_DETECT__SAME_EVENT__JOINT", "1"),
        ("DEDUP_DETECT__WINDOW_DAYS__JOIN", "1"),
        (VARIABLE, "many"),
        (f"{VARIABLE}_FILE", "/absent/file"),
        ("DEDUP_INPUT__MAP", "{torn"),
        ("DEDUP_INPUT__TIMEZONE", '{"published": "Mars/Base"}'),
    ],
)
def test_what_cannot_be_meant_is_an_error(variable: str, value: str) -> None:
    with pytest.raises(SettingsError, match=r"(?i)window|widow|input|joint|a section"):
        Settings.load(environment={variable: value})


@pytest.mark.parametrize("text", ["[detect]\nwidow = 1\n", "[widow]\n", "[detect\n", "level = 1\n"])
def test_a_file_with_an_unknown_name_is_an_error(text: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        Settings.load(file=written(tmp_path, text), environment={})


@pytest.mark.parametrize(
    "text",
    [
        "[detect.same_event]\nbias = nan\n",
        "[detect.same_event.features]\nmain = inf\n",
        "[input]\nfuture_tolerance_hours = inf\n",
    ],
)
def test_a_number_without_an_end_is_an_error(text: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="finite"):
        Settings.load(file=written(tmp_path, text), environment={})


@pytest.mark.parametrize("text", ["[work]\nbatch = 1" + "0" * 5000, "x = " + "[" * 100_000])
def test_a_file_without_an_end_is_an_error(text: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"dedup\.toml cannot be read"):
        Settings.load(file=written(tmp_path, text), environment={})


@pytest.mark.parametrize("value", ['{"batch": 1' + "0" * 5000 + "}", '{"a": ' + "[" * 100_000])
def test_json_without_an_end_is_an_error(value: str) -> None:
    with pytest.raises(SettingsError, match="DEDUP_WORK is not JSON"):
        Settings.load(environment={"DEDUP_WORK": value})


def test_a_section_that_is_none_has_no_parts() -> None:
    given = {"DEDUP_DETECT": '{"same_text": 3}', "DEDUP_DETECT__SAME_TEXT__BIAS": "1"}
    with pytest.raises(SettingsError, match="DEDUP_DETECT__SAME_TEXT__BIAS sets what another"):
        Settings.load(environment=given)


def test_a_file_in_a_closed_folder_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(path: Path) -> bool:  # root may read everything
        raise PermissionError(EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "is_file", closed)
    with pytest.raises(SettingsError, match="cannot be read: Permission denied"):
        Settings.load(file=tmp_path / "mine.toml", environment={})


def test_only_what_shapes_updates_is_part_of_the_digest() -> None:
    ordinary = Settings.load(environment={}).digest()
    assert Settings.load(environment={"DEDUP_WORK__BATCH": "7"}).digest() == ordinary
    assert Settings.load(environment={VARIABLE: "6"}).digest() != ordinary
    assert Settings.load(environment={"DEDUP_OUTPUT__PASSAGES": "text"}).digest() != ordinary


def test_variables_of_the_tests_are_no_settings() -> None:
    Settings.load(environment={"DEDUP_TEST_KAFKA": "x", "DEDUP_FAILPOINT": "y", "PATH": "/bin"})
