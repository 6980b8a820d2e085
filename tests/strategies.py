"""Whole small feeds for Hypothesis: stories, and everything that newsrooms and wires do to them."""

from collections.abc import Callable, Sequence

from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from dedup.core.article import DAY, HOUR, SECOND, Article, Micros, Rejection
from dedup.core.fingerprint import Fingerprint, prepare

START = 1_930_435_200 * SECOND  # 2031-03-05T00:00:00Z
OUTLETS = ("한마루", "가온통신", "나루일보", "솔빛신문", "다온뉴스", "The Harbor Post", "")

# Templates are shared by all stories and names are not: siblings of one template are the hard case.
KOREAN = (
    "{place}시는 {number}일 {thing} 사업의 첫 삽을 뜨고 주민 설명회를 열었다.",
    "{who} 시장은 이날 브리핑에서 {thing}에 예산 {number}억원을 들이겠다고 밝혔다.",
    "현장을 찾은 주민들은 {thing} 공사 소음이 {number}데시벨을 넘는다며 대책을 요구했다.",
    "{place} 소방서에 따르면 불은 창고 {number}동을 태우고 두 시간 만에 꺼졌다.",
    "경찰은 {who} 씨를 불러 {thing} 계약이 맺어진 경위를 묻고 장부를 넘겨받았다.",
    "조합원 {number}명은 {place} 공장 앞에서 교섭을 다시 열라고 외쳤다.",
    "{who} 감독은 {place} 원정에서 {number}경기 만에 승리를 거둔 뒤 선수들을 칭찬했다.",
    "연구진은 {thing} 시료 {number}개를 분석해 농도가 절반으로 줄었다고 설명했다.",
    '"{thing}만 믿고 기다릴 수는 없다"고 {who} 대표는 잘라 말했다.',
    "{place}항을 떠난 배 {number}척이 짙은 안개 때문에 회항했다.",
    "법원은 {who} 전 의원이 낸 {thing} 가처분 신청을 {number}일 만에 기각했다.",
    "올해 {place} 들녘의 {thing} 수확량은 지난해보다 {number}% 늘 것으로 보인다.",
)
ENGLISH = (
    "The {place} council approved the {thing} plan by {number} votes after a long debate.",
    "{who} told reporters that the {thing} would open within {number} weeks.",
    "Residents near {place} harbour complained that {number} trucks pass the {thing} every hour.",
    "Engineers found {number} cracks in the {thing} and closed the road to {place}.",
    '"Nobody asked us about the {thing}," said {who}, who farms {number} acres.',
    "Shares of the {place} yard rose {number} percent once the {thing} order was signed.",
)
WHO = ("도담", "해솔", "라온", "미르", "새론", "Arden Vale", "Mira Tolland", "다솜")
PLACE = ("버들", "은가람", "갈래", "물결", "매화", "Eastmere", "Corvale", "솔내")
THING = (
    "저온창고",
    "유람선",
    "분수대",
    "출렁다리",
    "비료공장",
    "ferry terminal",
    "tidal barrage",
    "도자기",
)


class Act(Struct, frozen=True):
    """One delivery, as chosen; `pick` chooses an earlier article, `story` what is told."""

    kind: str
    story: int
    pick: int
    minutes: int  # since the delivery before
    outlet: int


def sentences(story: int, count: int) -> list[str]:
    """The first sentences of a story; its names and numbers are nobody else's."""
    pool = ENGLISH if story % 5 == 4 else KOREAN
    named = {
        "who": f"{WHO[story % 8]}{story}호",
        "place": f"{PLACE[story * 3 % 8]}",
        "thing": f"{THING[story * 5 % 8]}",
    }
    return [
        pool[(story + k) % len(pool)].format(**named, number=17 + 13 * story + 7 * k)
        for k in range(count)
    ]


def _text(*parts: Sequence[str]) -> str:
    return "\n\n".join(sentence for part in parts for sentence in part)


# What can happen: (fresh article, an earlier one, the sentences of both, choice) → delivery.
Deed = Callable[[Article, Article, Sequence[str], Sequence[str], int], Article]
DEEDS: dict[str, Deed] = {
    "own": lambda fresh, _o, _s, _t, _p: fresh,
    "copy": lambda fresh, other, _s, _t, _p: replace(
        fresh, title=other.title, body=other.body, language=other.language
    ),
    "copied again": lambda fresh, other, _s, _t, _p: replace(fresh, body=other.body),
    "trim": lambda fresh, _o, _s, theirs, _p: replace(
        fresh, body=_text(theirs[: 1 + len(theirs) // 2])
    ),
    "shuffle": lambda fresh, _o, _s, theirs, _p: replace(
        fresh, body=_text(theirs[::2], theirs[1::2])
    ),
    "extend": lambda fresh, _o, own, theirs, _p: replace(fresh, body=_text(theirs, own[-2:])),
    "composite": lambda fresh, _o, own, theirs, _p: replace(fresh, body=_text(theirs[:4], own[:4])),
    "revise": lambda fresh, other, own, theirs, _p: replace(  # a new text, by number
        fresh, id=other.id, revision=int(fresh.id[1:]), body=_text(theirs[1:], own[-1:])
    ),
    "rewrite": lambda fresh, other, _s, _t, _p: replace(fresh, id=other.id),  # without a number
    "retract": lambda fresh, other, _s, _t, _p: Article(
        id=other.id, retracted=True, stamp=fresh.stamp
    ),
    "again": lambda _f, other, _s, _t, _p: other,
    "late": lambda fresh, other, _s, _t, _p: replace(
        fresh, received=Micros((fresh.received or 0) - 6 * DAY), body=other.body
    ),
    "future": lambda fresh, _o, _s, _t, pick: replace(
        fresh, received=Micros((fresh.received or 0) + (pick - 15) * 40 * HOUR), stamp=None
    ),
    "undated": lambda fresh, other, _s, _t, _p: replace(
        fresh, received=None, published=None, stamp=None, body=other.body
    ),
    "bare": lambda fresh, other, _s, _t, _p: replace(fresh, title="", outlet="", body=other.body),
    "caption": lambda fresh, _o, own, _t, _p: replace(fresh, body=own[0]),
    "empty": lambda fresh, _o, _s, _t, _p: replace(fresh, title="…", body=""),
}


acts = st.builds(
    Act,
    kind=st.sampled_from(tuple(DEEDS)),
    story=st.integers(0, 9),
    pick=st.integers(0, 30),
    minutes=st.sampled_from((0, 1, 1, 7, 7, 7, 45, 45, 300, 1_500)),
    outlet=st.integers(0, len(OUTLETS) - 1),
)


def feeds() -> st.SearchStrategy[list[Fingerprint]]:
    """Feeds as the detector gets them, prepared, in log order: short ones, and full ones."""
    short, full = st.lists(acts, min_size=1, max_size=15), st.lists(acts, min_size=45, max_size=60)
    return st.one_of(short, full, full).map(played)


def played(chosen: Sequence[Act]) -> list[Fingerprint]:
    """Turn choices into fingerprints; what prepare refuses is not there."""
    moment = START
    articles: list[Article] = []
    for number, act in enumerate(chosen):
        moment += act.minutes * 60 * SECOND
        articles.append(_article(act, number=number, moment=Micros(moment), earlier=articles))
    prepared = [prepare(article) for article in articles]
    return [one for one in prepared if not isinstance(one, Rejection)]


def _article(act: Act, *, number: int, moment: Micros, earlier: Sequence[Article]) -> Article:
    own = sentences(act.story, 5 + act.pick % 7)
    fresh = Article(
        id=f"a{number}",
        outlet=OUTLETS[act.outlet],
        title=f"{own[0][:24]}…",
        body="\n\n".join(own),
        language="en" if act.story % 5 == 4 else "ko",
        published=Micros(moment - act.pick * 60 * SECOND),
        received=moment,
        stamp=moment,
    )
    if not earlier:
        return fresh
    other = earlier[-1 - act.pick % len(earlier)]
    return DEEDS[act.kind](fresh, other, own, other.body.split("\n\n"), act.pick)
