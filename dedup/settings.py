"""Flags, `DEDUP_…` environment variables and a TOML file → one frozen value, checked.

A flag beats the environment, which beats the file, which beats the default. Names are the same
everywhere: `[detect] window_days = 7` is `DEDUP_DETECT__WINDOW_DAYS=7`; a name ending in `_FILE`
reads its value from that file. A name nobody knows is an error, whoever gives it; only what
Kubernetes sets for a Service of our name is none of ours.
"""

import json
import os
import re
import tomllib
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_origin
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
)
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from dedup.core.language import known
from dedup.core.vectors import NAMES as SIGNALS
from dedup.core.verify import NAMES as FEATURES
from dedup.core.weights import COPY, EVENT
from dedup.errors import SettingsError
from dedup.formats.article_json import FIELDS, MAX_RECORD_BYTES, TIMES

PREFIX = "DEDUP_"
RESERVED = ("DEDUP_TEST_", "DEDUP_FAILPOINT")  # of the tests, no settings
FILE = "_file"
# What Kubernetes sets in every container beside a Service that is called dedup.
_OF_A_SERVICE = re.compile(
    "DEDUP_(SERVICE_(HOST|PORT(_[A-Z0-9]+)*)|PORT(_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)"
)


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{name} is no time zone") from error
    return name


def _rest(shards: dict[str, int]) -> dict[str, int]:
    if "*" not in shards:
        raise ValueError('"*" must say where all other languages go')
    for language in shards:
        if language != "*" and (not language or known(language) != language):
            raise ValueError(
                f'no article has the language "{language}": they are codes in lower case, without'
                ' region or script, such as "ko"'
            )
    return shards


Feature = Annotated[str, AfterValidator(lambda name: _named(name, FEATURES))]
Signal = Annotated[str, AfterValidator(lambda name: _named(name, SIGNALS))]
Ours = Annotated[str, AfterValidator(lambda name: _one_of(name, FIELDS))]
OurTime = Annotated[str, AfterValidator(lambda name: _one_of(name, TIMES))]
Zone = Annotated[str, AfterValidator(_zone)]


def _one_of(name: str, names: tuple[str, ...]) -> str:
    if name not in names:
        raise ValueError(f"{name} is none of our fields ({', '.join(names)})")
    return name


def _named(name: str, names: tuple[str, ...]) -> str:
    if name not in names:
        raise ValueError(f"{name} is none of {', '.join(names)}")
    return name


def _several(given: Any) -> Any:
    """Take one number where several may stand: `0`, or `0,1` as text."""
    if isinstance(given, str):
        return given.split(",") if given else ()
    return (given,) if isinstance(given, int) else given


def _each_once(shards: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(set(shards)))


Shard = Annotated[int, Field(ge=0, le=999)]
Chosen = Annotated[tuple[Shard, ...], BeforeValidator(_several), AfterValidator(_each_once)]
Shards = Annotated[dict[str, Shard], AfterValidator(_rest)]


class Section(BaseModel):
    """A part of the settings: frozen, and closed to names it does not know and endless numbers."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Input(Section):
    """How records are read."""

    map: dict[Ours, str] = {}  # our field → theirs
    timezone: dict[OurTime, Zone] = {}  # our field → the zone of its times without offset
    order: Literal["given", "time"] | None = None  # None: given for one file, else time
    max_record_bytes: int = Field(default=MAX_RECORD_BYTES, ge=1_024, le=2**30)
    future_tolerance_hours: float = Field(default=1.0, ge=0, le=876_600)  # a century: all


# Far beyond what decides anything: a log-odds of 7 is wrong once in a thousand times.
Weight = Annotated[float, Field(ge=-1e6, le=1e6)]


class SameText(Section):
    """When two articles carry the same text; `dedup tune` writes it."""

    threshold: float = Field(default=COPY.threshold, gt=0, lt=1)  # probability
    bias: Weight = COPY.bias
    features: dict[Feature, Weight] = dict(COPY.features)


class SameEvent(Section):
    """When two families report one happening; `dedup tune` writes it."""

    join: Weight = EVENT.join  # log-odds at which a family joins an event
    merge: Weight = EVENT.merge  # log-odds at which two events turn out to be one
    bias: Weight = EVENT.bias
    features: dict[Signal, Weight] = dict(EVENT.features)


class Detect(Section):
    """What shapes families and events: all of it is part of a state."""

    level: Literal["family", "both"] = "both"
    window_days: int = Field(default=7, ge=1, le=365)  # 99 % of copies come within 3 days
    event_window_hours: int = Field(default=96, ge=1, le=8_760)
    same_text: SameText = SameText()
    same_event: SameEvent = SameEvent()


class Output(Section):
    """What updates say."""

    passages: Literal["offsets", "text", "none"] = "offsets"


class State(Section):
    """What is kept, and how often."""

    snapshot_every: int = Field(default=10_000, ge=1)  # articles: seconds of folding after a crash
    # of a live state; a replay keeps everything
    retention_days: float = Field(default=30.0, gt=0, le=36_525)


class Work(Section):
    """How the work is cut: no result depends on it."""

    workers: int = Field(default=1, ge=1, le=256)
    batch: int = Field(default=500, ge=1, le=100_000)  # articles a step


class Kafka(Section):
    """How the brokers are reached, and what belongs to this installation."""

    bootstrap: str = "127.0.0.1:9092"  # host:port, …
    prefix: str = Field(default="", pattern=r"^[A-Za-z0-9._-]{0,100}$")  # of topics and groups
    security: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = "SCRAM-SHA-512"
    username: str = ""
    password: SecretStr = SecretStr("")
    ca: str = ""  # path of a PEM file; empty: the system's authorities
    certificate: str = ""  # of this client, PEM
    key: str = ""
    partitions: int = Field(default=1, ge=1)  # of `articles`, when it is created
    instance: str = ""  # name of this worker in its group; empty: the host's name
    source: str = "dedup"  # the CloudEvents source of updates


class Run(Section):
    """The live stage and its doors."""

    stage: Literal["both", "prepare", "detect"] = "both"
    state: str = ""  # folder of detection's memory
    shard: Chosen = ()  # empty: all
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=8080, ge=0, le=65_535)  # 0: any free one
    ready_lag: int = Field(default=10_000, ge=0)  # records behind, at most, to be ready
    # without progress, although there is work
    alive_seconds: float = Field(default=120.0, gt=0, le=604_800)


class Settings(BaseSettings):
    """Everything that can be set."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid")

    input: Input = Input()
    detect: Detect = Detect()
    output: Output = Output()
    state: State = State()
    work: Work = Work()
    kafka: Kafka = Kafka()
    run: Run = Run()
    shards: Shards = {"*": 0}  # language → shard; "*": every other

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take what is given and the defaults: only `load` looks around."""
        del settings_cls, env_settings, dotenv_settings, file_secret_settings
        return (init_settings,)

    def digest(self) -> str:
        """Return a hash of all that shapes the updates: states of two digests do not mix."""
        shaping = [self.detect.model_dump(mode="json"), self.output.model_dump(mode="json")]
        text = json.dumps(shaping, sort_keys=True)
        return blake2b(text.encode(), digest_size=16).hexdigest()

    @classmethod
    def load(
        cls,
        *,
        file: Path | None = None,
        flags: Mapping[str, Mapping[str, Any]] | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Self:
        """Bring the sources together. `flags` is section → name → value; None is not given.

        Raises SettingsError, one sentence, naming the first thing that is wrong.
        """
        given = {
            section: {name: value for name, value in values.items() if value is not None}
            for section, values in (flags or {}).items()
        }
        variables = os.environ if environment is None else environment
        if file is not None and not _is_file(file):
            raise SettingsError(f"There is no settings file {file}.")

        class Sourced(cls):  # type: ignore[misc, valid-type]  # sources differ by call
            @classmethod
            def settings_customise_sources(
                cls,
                settings_cls: type[BaseSettings],
                init_settings: PydanticBaseSettingsSource,
                env_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # ours is stricter
                dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # likewise
                file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # likewise
            ) -> tuple[PydanticBaseSettingsSource, ...]:
                toml = TomlConfigSettingsSource(settings_cls, file)
                return init_settings, Environment(settings_cls, variables), toml

        try:
            loaded = Sourced(**given)
        except ValidationError as error:
            raise SettingsError(_sentence(error)) from error
        except tomllib.TOMLDecodeError as error:
            raise SettingsError(f"{file} is not TOML: {error}.") from error
        except (OSError, ValueError, RecursionError) as error:  # numbers and nesting without end
            raise SettingsError(f"{file} cannot be read: {error}.") from error
        return cls.model_construct(**{name: getattr(loaded, name) for name in cls.model_fields})


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.") from error


class Environment(PydanticBaseSettingsSource):
    """`DEDUP_SECTION__NAME` → {section: {name: value}}, and so on for sections in sections.

    Names that nobody knows raise SettingsError.
    """

    def __init__(self, settings_cls: type[BaseSettings], variables: Mapping[str, str]) -> None:
        super().__init__(settings_cls)
        self._variables = variables

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Return nothing: all values are found at once."""
        del field
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        """Return what the environment sets."""
        found: dict[str, Any] = {}
        for variable, value in sorted(self._variables.items()):
            if not variable.startswith(PREFIX) or variable.startswith(RESERVED):
                continue
            if _OF_A_SERVICE.fullmatch(variable):
                continue
            *sections, name = variable[len(PREFIX) :].lower().split("__")
            fields, place = self.settings_cls.model_fields, found
            for section in sections:
                fields, place = _fields(fields.get(section)), place.setdefault(section, {})
                if not isinstance(place, dict):
                    raise SettingsError(f"{variable} sets what another variable made no section.")
            if name not in fields and name.endswith(FILE):
                name, value = name.removesuffix(FILE), _content(variable, value)
            if name not in fields:
                raise SettingsError(f"{variable} is no setting of this program.")
            place[name] = _parsed(variable, value, fields[name])
            if _fields(fields[name]) and not isinstance(place[name], dict):
                raise SettingsError(f"{variable} is a section; set {variable}__NAME, or give JSON.")
        return found


def _fields(field: FieldInfo | None) -> dict[str, FieldInfo]:
    """Return the settings of a section; none of anything else."""
    kind = None if field is None else field.annotation
    return kind.model_fields if isinstance(kind, type) and issubclass(kind, Section) else {}


def _content(variable: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{variable} names {path}, which cannot be read.") from error


def _parsed(variable: str, value: str, field: FieldInfo) -> Any:
    """Return tables and lists from their JSON; everything else is text, and checked as such.

    What such a text begins with says nothing: a password may begin with a brace.
    """
    several = bool(_fields(field)) or get_origin(field.annotation) in {dict, list, tuple}
    if not several or not value.startswith(("{", "[")):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError) as error:  # numbers and nesting without end, too
        raise SettingsError(f"{variable} is not JSON: {error}.") from error


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"] if part != "[key]")
    if first["type"] == "extra_forbidden":
        return f"There is no setting {where}."
    what = first["msg"].removeprefix("Value error, ").replace("Input should", "it should")
    return f"The setting {where} is wrong: {what}."
