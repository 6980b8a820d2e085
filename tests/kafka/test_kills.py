"""Kill -9 of the stage at named places and at random moments: nothing lost, nothing twice."""

import random
import time

import pytest
from builders import news_day
from kafka.stage import Installation, Stage, dated

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(600)]

FEED = dated(news_day(300))
PLACES = (
    "before-commit:5",
    "during-commit:4",
    "after-commit-before-publish:3",
    "in-transaction:4",
    "after-publish:6",
)


def killed_at(place: str, stage: Stage) -> bool:
    """Whether a stage ended at a place: killed itself, or as the process that detects was."""
    code, said = stage.end(), stage.said()
    assert code == -9 or (code == 2 and "ended by itself (-9)" in said), said
    return f"failpoint {place.partition(':')[0]} reached" in said


def test_a_live_run_publishes_what_a_replay_writes(installation: Installation) -> None:
    installation.topics()
    installation.articles(FEED)
    stage = installation.run()
    expected = installation.expected(FEED)
    assert installation.all_out(len(expected), watched=[stage]) == expected
    assert stage.stop() == 0
    assert installation.updates() == expected


def test_killed_at_every_named_place_it_publishes_everything_once(
    installation: Installation,
) -> None:
    installation.topics()
    installation.articles(FEED)
    expected = installation.expected(FEED)
    prepare = installation.run("--stage", "prepare", log="prepare.log")
    for place in PLACES:
        stage = installation.run("--stage", "detect", "--batch", 7, DEDUP_FAILPOINT=place)
        assert killed_at(place, stage)
    last = installation.run("--stage", "detect", "--batch", 7)
    assert installation.all_out(len(expected), watched=[last, prepare]) == expected
    assert last.stop() == 0


def test_a_prepare_worker_killed_after_writing_repeats_its_work_unseen(
    installation: Installation,
) -> None:
    installation.topics()
    installation.articles(FEED)
    expected = installation.expected(FEED)
    for _ in range(2):
        stage = installation.run(
            "--stage", "prepare", "--batch", 20, DEDUP_FAILPOINT="after-append:2"
        )
        assert stage.end() == -9, stage.said()
    last = installation.run("--batch", 20)
    assert installation.all_out(len(expected), watched=[last]) == expected
    assert len(installation.records("fingerprints")) > len(FEED)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_fifty_kills_lose_and_double_nothing(installation: Installation) -> None:
    """Twelve inside an open transaction, twelve between commit and publish, the rest anywhere."""
    dice = random.Random(50)
    feed = dated(news_day(12_000, seed=5))  # more than fifty runs get through
    installation.topics()
    installation.articles(feed)
    expected = installation.expected(feed)
    places = 12 * ["in-transaction"] + 12 * ["after-commit-before-publish"] + 26 * [""]
    dice.shuffle(places)
    for number, place in enumerate(places):
        env = {"DEDUP_FAILPOINT": f"{place}:{dice.randint(2, 20)}"} if place else {}
        stage = installation.run("--batch", 3, log=f"{number:02}-{place or 'random'}.log", **env)
        if place:
            assert killed_at(place, stage)
        else:
            stage.resumed()
            time.sleep(dice.uniform(0, 2))
            stage.kill()
        print(  # noqa: T201  # the report of a long run
            f"kill {number + 1}: {place or 'anywhere'}, {len(installation.updates())} out"
        )
        assert installation.updates() == expected[: len(installation.updates())]
    last = installation.run()
    assert installation.all_out(len(expected), watched=[last]) == expected
