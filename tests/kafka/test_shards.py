"""Two languages, two shards: each is one order with one state, wherever its detector runs."""

import json
from typing import Any

import pytest
from builders import news_day
from commands import dedup
from kafka.stage import Installation, Stage, dated, until

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]

LANGUAGES = {"DEDUP_SHARDS": '{"ko": 0, "*": 1}'}
NEWS = dated(news_day(160, seed=8))


def _feed(begin: int, end: int) -> list[dict[str, Any]]:
    """The same news in two languages, by turns; texts that are told apart by the shard alone."""
    return [
        one | {"id": f"{language}-{one['id']}", "language": language}
        for one in NEWS[begin:end]
        for language in ("ko", "en")
    ]


def _published(installation: Installation) -> list[list[bytes]]:
    """The values in each partition of `clusters`."""
    records = installation.records("clusters")
    return [[one.value for one in records if one.partition == shard] for shard in (0, 1)]


def _withdraw(installation: Installation, by_tombstone: str, by_status: str) -> None:
    """Withdraw two articles, as feeds do: without a word about the language."""
    canceled = json.dumps({"id": by_status, "status": "canceled"}).encode()
    installation.produce([(by_tombstone.encode(), None), (by_status.encode(), canceled)])


def _retracted(installation: Installation) -> list[set[str]]:
    """The articles withdrawn in each shard."""
    updates = [[json.loads(line) for line in shard] for shard in _published(installation)]
    return [{one["article"] for one in shard if one["change"] == "retracted"} for shard in updates]


def _all_through(installation: Installation, ids: set[str], stages: list[Stage]) -> None:
    """Return when every article was told of."""

    def told() -> bool:
        for stage in stages:
            assert stage.process.poll() is None, stage.said()[-2000:]
        lines = [line for shard in _published(installation) for line in shard]
        return all(any(f'"article":"{name}"'.encode() in line for line in lines) for name in ids)

    until("every article is told of", told)


def test_each_shard_publishes_what_a_replay_of_its_log_writes(installation: Installation) -> None:
    installation.topics(shards=3)
    first, second = _feed(0, 100), _feed(100, 160)
    installation.articles(first)
    apart = [
        installation.run("--stage", "prepare", log="prepare.log", **LANGUAGES),
        *(
            installation.run(
                "--stage", "detect", "--shard", shard, log=f"detect-{shard}.log", **LANGUAGES
            )
            for shard in (0, 1)
        ),
    ]
    _all_through(installation, {one["id"] for one in first}, apart)
    for stage in apart:
        assert stage.stop() == 0
    together = installation.run(log="together.log", **LANGUAGES)
    installation.articles(second)
    _all_through(installation, {one["id"] for one in second}, [together])
    folder = installation.folder / "state" / "shard-1"
    looked = dedup("show", f"en-{NEWS[159]['id']}", "--state", folder)  # folds what is since
    assert looked.returncode == 0, looked.stderr
    ko, en = (f"{language}-{NEWS[159]['id']}" for language in ("ko", "en"))
    _withdraw(installation, ko, en)
    until("each is withdrawn in its shard", lambda: _retracted(installation) == [{ko}, {en}])
    assert together.stop() == 0
    (told,) = [line for line in together.said().splitlines() if "nobody detects" in line]
    assert json.loads(told)["partitions"] == [2]
    assert not any("nobody detects" in stage.said() for stage in apart)
    published = _published(installation)
    for shard in (0, 1):
        assert published[shard] == installation.log_replay(shard=shard)
        assert all(b'"shard":%d,' % shard in line for line in published[shard])
    assert len(published[0]) == len(published[1])
