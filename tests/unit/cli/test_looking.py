"""cli.explain, cli.show and view: what a person sees of a state."""

import json
import shutil
from datetime import timedelta
from io import StringIO
from pathlib import Path

import msgspec
import pytest
from builders import START, article, write_feed
from rich.cells import cell_len
from rich.console import Console
from strategies import sentences

from dedup import embedded
from dedup.adapters.files.feed import FileFeed
from dedup.adapters.files.paths import expand
from dedup.adapters.state_sqlite.store import SqliteStore
from dedup.cli import closing, explain, replay, show
from dedup.core.watermark import RANK
from dedup.errors import InputError, StateError
from dedup.outputs import Outputs
from dedup.settings import Settings
from dedup.stages.prepare import reader
from dedup.upkeep import rebuild
from dedup.view import viewed
from dedup.wiring import decoder

SETTINGS = Settings()
HOUR_LATER = START.replace(hour=10).isoformat()


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A text, a trimmed copy of it, another story, and one that is withdrawn."""
    folder = tmp_path_factory.mktemp("looking")
    body = "\n\n".join(sentences(1, 9))
    feed = [
        article("a", body=body, title="[속보] 항구에 새 등대 켜져"),
        article("b", body=body[:300], outlet="나루일보", received=HOUR_LATER, title="새 등대"),
        article("c", body="\n\n".join(sentences(4, 6)), outlet="솔빛신문", received=HOUR_LATER),
        article("d", outlet="솔빛신문", body="\n\n".join(sentences(9, 6)), received=HOUR_LATER),
        {"id": "d", "status": "canceled"},
    ]
    path = write_feed(folder / "feed.jsonl", feed)
    embedded.replay_files([str(path)], settings=SETTINGS, outputs=Outputs(), state=folder / "state")
    return folder / "state"


def test_a_state_of_another_shard_is_rebuilt_and_looked_at_as_that_shard(tmp_path: Path) -> None:
    body = "\n\n".join(sentences(1, 9))
    path = write_feed(tmp_path / "feed.jsonl", [article("a", body=body)])
    feed = FileFeed(
        expand([str(path)]), order="given", batch=9, limit=10**6,
        read=reader(decoder(SETTINGS.input)), folder=None,
    )  # fmt: skip
    embedded.replay_feed(
        feed, settings=SETTINGS, outputs=Outputs(), state=tmp_path / "state", shard=3
    )
    assert rebuild(tmp_path / "state", settings=SETTINGS) == 1
    with SqliteStore.existing(tmp_path / "state") as store:
        snapshot = store.load()
    assert snapshot is not None
    assert [json.loads(row.value)["shard"] for row in snapshot.outbox] == [3, 3]
    with viewed(tmp_path / "state", settings=SETTINGS) as view:
        assert view.explain("a", "a").first.article == "a"


def printed(what, *arguments, width=120, emoji=True, **options):
    console = Console(width=width, file=StringIO(), highlight=False, emoji=emoji)
    what(*arguments, console, **options)
    return console.file.getvalue()


def test_a_copy_is_explained_with_every_signal_and_its_passage(state: Path) -> None:
    with viewed(state, settings=SETTINGS) as view:
        found = view.explain("b", "a")
    said = printed(explain.show, found)
    assert "one family  yes" in said
    assert "in the feed together" in said
    assert "100 % shared" in said
    for feature in (*found.comparison.text.features, *found.comparison.event.features):
        assert feature.name.replace("_", " ") in said
    assert found.first.text[:20] in said


@pytest.mark.parametrize("width", [80, 120, 200])
def test_lines_of_wide_characters_fit_the_terminal(state: Path, width: int) -> None:
    with viewed(state, settings=SETTINGS) as view:
        explained, shown = view.explain("b", "a"), view.show("a")
    tables = printed(explain.show, explained, width=width).split("\n\n", 2)[2]
    assert max(map(cell_len, tables.splitlines())) <= width
    shown_text = printed(show.lay_open, shown, width=width, most=10)
    assert max(map(cell_len, shown_text.splitlines())) <= width


def test_two_stories_have_nothing_to_show_side_by_side(state: Path) -> None:
    with viewed(state, settings=SETTINGS) as view:
        said = printed(explain.show, view.explain("c", "a"))
    assert "one family  no" in said
    assert "in the feed apart" in said
    assert "No passage" in said


def test_a_family_is_shown_by_its_id_or_by_an_article(state: Path) -> None:
    with viewed(state, settings=SETTINGS) as view:
        found = view.show("b")
        assert view.show(found.id) == found
        event = view.show("b", level="event")
    assert [one.member.article for one in found.members] == ["a", "b"]
    assert found.members[0].match is None
    assert found.members[1].coverage == 1.0
    assert event.level == "event"
    said = printed(show.lay_open, found, most=10)
    assert "stands for it" in said
    assert "100 %" in said
    assert "and 1 more" in printed(show.lay_open, found, most=1)


def test_what_was_withdrawn_after_it_was_over_is_not_shown(tmp_path: Path) -> None:
    body = "\n\n".join(sentences(1, 9))
    later = START + timedelta(days=SETTINGS.detect.window_days + 2)
    feed = [
        article("a", body=body),
        article("b", body=body, outlet="나루일보", received=HOUR_LATER),
        *(article(f"later {n}", received=later.isoformat()) for n in range(2 * RANK)),
        {"id": "a", "status": "canceled", "received": later.isoformat()},
    ]
    path = write_feed(tmp_path / "feed.jsonl", feed)
    embedded.replay_files(
        [str(path)], settings=SETTINGS, outputs=Outputs(), state=tmp_path / "state"
    )
    with viewed(tmp_path / "state", settings=SETTINGS) as view:
        found = view.show("b")
        with pytest.raises(InputError, match="a was withdrawn"):
            view.explain("a", "b")
    assert [one.member.article for one in found.members] == ["b"]
    assert found.representative is None
    assert "나루일보" in printed(show.lay_open, found, most=10)


def test_what_is_shown_is_json_too(state: Path) -> None:
    with viewed(state, settings=SETTINGS) as view:
        shown, explained = view.show("a"), view.explain("a", "b")
    assert json.loads(msgspec.json.encode(shown))["members"][1]["match"]["features"]
    assert json.loads(msgspec.json.encode(explained))["comparison"]["same_family"] is True


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("nobody", "holds no article nobody"), ("d", "The article d was withdrawn")],
)
def test_what_cannot_be_explained_is_one_sentence(state: Path, name: str, sentence: str) -> None:
    with viewed(state, settings=SETTINGS) as view, pytest.raises(InputError, match=sentence):
        view.explain("a", name)


def test_an_unknown_cluster_is_one_sentence(state: Path) -> None:
    with viewed(state, settings=SETTINGS) as view, pytest.raises(InputError, match="neither"):
        view.show("F-0")


def test_times_are_text_and_a_day_without_a_time_is_the_moment_nearest_to_the_arrival(
    tmp_path: Path,
) -> None:
    day = START.date().isoformat()
    feed = [
        article("a", published=day, received=f"{day}T09:30:00Z"),
        article("b", published=day, received="2031-12-01T00:00:00Z"),
        article("c", published=f"{day}T08:00:00+09:00", received=HOUR_LATER),
    ]
    path = write_feed(tmp_path / "feed.jsonl", feed)
    embedded.replay_files(
        [str(path)], settings=SETTINGS, outputs=Outputs(), state=tmp_path / "state"
    )
    with viewed(tmp_path / "state", settings=SETTINGS) as view:
        shown = [view.show(name) for name in "abc"]
    times = [
        json.loads(msgspec.json.encode(one))["members"][0]["member"]["published"] for one in shown
    ]
    assert times[0] == f"{day}T09:30:00Z"
    assert times[1].startswith(f"{day}T23:59:59")
    assert f"{day} 09:30Z" in printed(show.lay_open, shown[0], most=10)
    assert times[2].endswith("T23:00:00Z")


def test_members_stand_in_the_order_of_publication_whenever_they_came(tmp_path: Path) -> None:
    body = "\n\n".join(sentences(1, 9))
    hours = {"a": 12, "b": 9, "c": 15, "d": 10}
    feed = [
        article(
            name,
            body=body,
            outlet=name,
            published=f"2031-03-03T{hour:02d}:00:00Z",
            received=f"2031-03-04T00:00:0{number}Z",
        )
        for number, (name, hour) in enumerate(hours.items())
    ]
    path = write_feed(tmp_path / "feed.jsonl", feed)
    embedded.replay_files(
        [str(path)], settings=SETTINGS, outputs=Outputs(), state=tmp_path / "state"
    )
    with viewed(tmp_path / "state", settings=SETTINGS) as view:
        shown = view.show("a")
    assert [one.member.article for one in shown.members] == ["b", "d", "a", "c"]


def test_no_state_and_a_state_of_other_settings_are_refused(state: Path, tmp_path: Path) -> None:
    with pytest.raises(StateError, match="no state"), viewed(tmp_path, settings=SETTINGS):
        pass
    other = Settings.model_validate({"detect": {"window_days": 3}})
    with pytest.raises(StateError, match=r"rebuild.* new prefix"), viewed(state, settings=other):
        pass


def test_the_folder_of_all_shards_says_where_they_are(state: Path, tmp_path: Path) -> None:
    shutil.copytree(state, tmp_path / "shard-0")
    with (
        pytest.raises(StateError, match=rf"no state in {tmp_path}: .* {tmp_path}/shard-0\.$"),
        viewed(tmp_path, settings=SETTINGS),
    ):
        pass


def test_looking_changes_nothing_and_waits_for_nobody(state: Path) -> None:
    before = (state / "state.sqlite").read_bytes()
    with viewed(state, settings=SETTINGS) as view, viewed(state, settings=SETTINGS) as other:
        assert view.show("a") == other.show("a")
    assert (state / "state.sqlite").read_bytes() == before


def test_what_looks_like_markup_or_an_emoji_is_printed_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ["a:apple:1", "b[/b]:apple:"]
    body = "\n\n".join(sentences(1, 9))
    feed = [article(names[0], body=body, outlet="[/Sport]:apple:")]
    feed.append(article(names[1], body=body, outlet="[/b]:apple:", received=HOUR_LATER))
    path = write_feed(tmp_path / "feed.jsonl", feed)
    folder = tmp_path / "state"
    found = replay.closed_replay([str(path)], settings=SETTINGS, outputs=Outputs(), state=folder)
    assert "[/Sport]:apple:" in found.most_copied
    assert "[/Sport]:apple:" in printed(closing.show, found, emoji=False)
    show.show(names[0], state=folder)
    explain.explain(*names, state=folder)
    said = capsys.readouterr().out
    for name in names:
        assert said.count(name) >= 2
    for outlet in ("[/Sport]:apple:", "[/b]:apple:"):
        assert said.count(outlet) >= 2


def test_two_subjects_of_one_wording_are_said_to_be_the_reason(tmp_path: Path) -> None:
    wording = (
        "{0} 군수는 {1}일 군청에서 새 도서관의 첫 삽을 떴다고 밝혔다. {0} 도서관은 {2}억원을 들여 "
        "{3}제곱미터 터에 짓는다.\n\n열람실과 어린이방, 공연장이 들어서고 책 {4}권을 갖춘다. {0} "
        "군민은 누구나 회원증을 만들어 책을 빌릴 수 있다. 공사는 지역 건설사가 맡았다."
    )
    filled_in = {"a": ("물마루", 11, 120, 4_300, 52_000), "b": ("꽃다지", 17, 86, 2_950, 31_500)}
    feed = [
        article(name, title=f"{given[0]} 도서관 첫 삽", body=wording.format(*given), outlet=name)
        for name, given in filled_in.items()
    ]
    path = write_feed(tmp_path / "feed.jsonl", feed)
    folder = tmp_path / "state"
    embedded.replay_files([str(path)], settings=SETTINGS, outputs=Outputs(), state=folder)
    with viewed(folder, settings=SETTINGS) as view:
        said = printed(explain.show, view.explain("b", "a"))
    assert "One wording about two subjects" in said
    assert "held down: about another subject" in said
