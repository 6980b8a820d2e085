"""Recurring series: weather, market closes, horoscopes, lottery.

Such articles have the same template every day and another happening. Known ones are told by their
titles; others are learned from the past: one outlet's bracket tag or title frame on three days or
more whose texts resemble each other. Each gets the day it is about, those that came before the
third day as well, and from then on different days do not come into one family or one event. Notices
of persons are no series: their names tell them apart, and the same one is printed again the day
after.
"""

import re
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from dedup.core.arrays import pack
from dedup.core.article import Micros
from dedup.core.days import calendar_day
from dedup.core.fingerprint import Fingerprint
from dedup.core.kernels.smallest import common, smallest

_TAG = re.compile(r"[\[【<(]([^\]】>)]{2,20})[\]】>)]")
_KNOWN = re.compile(
    r"날씨|기상|운세|로또|편성표|TV하이라이트|(?:대체로|가끔|차차)\s*(?:맑|흐)"
    r"|아침\s*최저|낮\s*최고|(?:코스피|코스닥|환율|뉴욕증시|증시).{0,12}(?:마감|출발|개장|시황)|오늘의\s|표정\]|^\W[^\]】]{0,14}(?:마감|시황|개장)[\]】]|\d%.{0,12}마감"
    r"|\bweather\b|\bforecast for\b|\bhoroscope|\blottery\b|\bmarkets? (?:close|wrap|open)|\bstocks (?:close|end)"
    r"|\b(?:index|shares|stocks|won|yen|dollar)\b.{0,48}\bclos(?:e|es|ed|ing)\b",
    re.IGNORECASE,
)
# One of these stands in whatever is known: titles without any are not searched.
_SIGNS = (
    "날씨", "기상", "운세", "로또", "편성표", "하이라이트", "맑", "흐", "아침", "최고", "마감", "출발",
    "개장", "시황", "오늘의", "표정]", "weather", "forecast", "horoscope", "lottery", "market", "stock",
    "clos",
)  # fmt: skip
_HANGUL = re.compile("[가-힣]")
# The same in other languages: how markets closed, what gold and currencies cost, weather, horoscopes,
# draws of a lottery.
_ELSEWHERE = re.compile(
    r"\b(?:aktien|dax|börsen?|devisen|anleihen)\b.{0,40}\b(?:schluss|schließ\w+|eröffn\w+|ausblick)\b"
    r"|\b(?:wetter(?:bericht|vorhersage|aussichten)?|horoskop|lottozahlen|goldpreis|ölpreise)\b"
    r"|\b(?:bourse|cac 40)\b.{0,40}\b(?:termine\w*|clôtur\w+|finit|ouvr\w+)\b|\bmétéo\b|\btirages? du loto\b"
    r"|\b(?:bolsa|ibex|psi|ibovespa|dólar|euro)\b.{0,40}\b(?:cierra|abre|sube|cae|avanza|retrocede|fecha|encerra|sobe|cai)\b"
    r"|\b(?:pronóstico del tiempo|el tiempo (?:hoy|para|en)|previsão do tempo|meteorologia|horóscopo|euromillones)\b"
    r"|\b(?:borsa|piazza affari)\b.{0,40}\b(?:chiu\w+|apre|apertura)\b|\b(?:previsioni )?meteo\b|\boroscopo\b"
    r"|\b(?:aex|beurs)\b.{0,40}\b(?:sluit|opent)\b|\bweerbericht\b"
    r"|\bborsa\b.{0,30}\b(?:kapat\w+|tamamla\w+|yükseldi|geriledi|başladı)\b|\bhava durumu\b|\baltın fiyatları\b"
    r"|\b(?:giá (?:vàng|xăng)|tỷ giá|vn-index|xổ số|dự báo thời tiết|tử vi)\b"
    r"|\b(?:ihsg|rupiah)\b.{0,30}\b(?:ditutup|dibuka)\b|\b(?:harga emas|prakiraan cuaca|ramalan zodiak)\b"
    r"|\bкурс (?:доллара|евро|валют)|\bпогод[аыу]\b|\bгороскоп|\bкурс валют"
    r"|أسعار الذهب|سعر (?:الذهب|الدولار)|(?:حالة|توقعات) الطقس|حظك اليوم"
    r"|सेंसेक्स|निफ्टी|राशिफल|मौसम|सोने-चांदी"
    r"|大引け|寄り付き|日経平均|外為|(?:の|、)天気|天気予報|占い"
    r"|收评|午评|收盘|天气预报|双色球|大乐透|中间价|运势"
    r"|หุ้น(?:ไทย)?ปิด|ราคาทอง|พยากรณ์อากาศ|ดูดวง|ตรวจหวย",
    re.IGNORECASE,
)
_NOTICE = re.compile(r"^\W*(?:인사|부고|부음|동정)\W")
_DIGITS = re.compile(r"\d+")
SKETCH = 48  # smallest stem hashes kept of the newest article of a series
DAYS = 3  # on which a series must have appeared before it is one
RESEMBLANCE = (
    0.12  # mean share of common stems from one day to the next; daily templates have .15 to .5
)
KEYS = 20_000  # series remembered; the least recent go first
EARLY = 8  # articles remembered of what may become a series, the newest
NEAR_DAYS = 2  # a day named further from publication is not what the article is about


class Issue(Struct, frozen=True, array_like=True):
    """An article and the day that it is about."""

    n: int
    day: int


class Memory(Struct, array_like=True):
    """What is remembered of one possible series."""

    days: list[int]  # the last eight on which it appeared
    total: float
    pairs: int
    sketch: bytes
    early: list[Issue]  # that came before it was known


class Series:
    """Learns series from the past of one log; one writer."""

    def __init__(self) -> None:
        self._memories: OrderedDict[str, Memory] = OrderedDict()

    def learn(self, n: int, fingerprint: Fingerprint, *, at: Micros) -> tuple[int, Sequence[Issue]]:
        """Take article `n` of the log; return its day, and issues before it found out only now.

        The day is the one that it is about, 0 where it is no issue.
        """
        moment = fingerprint.published if fingerprint.published is not None else at
        return self.day_of(
            n,
            outlet=fingerprint.outlet,
            title=fingerprint.title,
            stems=np.frombuffer(fingerprint.stems, np.uint32),
            named=np.frombuffer(fingerprint.days, np.int32).tolist(),
            published=calendar_day(moment, language=fingerprint.language),
        )

    def day_of(
        self,
        n: int,
        *,
        outlet: str,
        title: str,
        stems: NDArray[np.uint32],
        named: Sequence[int],
        published: int,
    ) -> tuple[int, Sequence[Issue]]:
        """Return what `learn` does; days are day numbers."""
        if _NOTICE.match(title):
            return 0, ()
        known = _is_known(title)
        memory = self._learn(outlet, title, stems, published)
        if not known and memory is None:
            return 0, ()
        day = _target(title, named, published)
        if memory is None:
            return day, ()
        if _recurs(memory):
            early, memory.early = memory.early, []
            return day, early
        if known:
            return day, ()
        memory.early = [*memory.early[1 - EARLY :], Issue(n, day)]
        return 0, ()

    def _learn(
        self, outlet: str, title: str, stems: NDArray[np.uint32], published: int
    ) -> Memory | None:
        """Remember an article of what may be a series; return what is remembered of that."""
        tag = _TAG.search(title)
        if not outlet or not (tag or _DIGITS.search(title)):
            return None
        frame = tag[1] if tag else " ".join(title.split()[:2])
        key = f"{outlet}\t{bool(tag):d}\t{_DIGITS.sub('#', frame)}"
        memory = self._memories.pop(key, None) or Memory([], 0.0, 0, b"", [])
        self._memories[key] = memory
        if len(self._memories) > KEYS:
            self._memories.popitem(last=False)
        sketch = smallest(stems, SKETCH)
        if memory.days and memory.days[-1] != published:
            before = np.frombuffer(memory.sketch, np.uint32)
            memory.pairs += 1
            memory.total += _resemblance(before, sketch)
        if published not in memory.days:
            memory.days = [*memory.days[-7:], published]
        memory.sketch = sketch.tobytes()
        return memory

    def dump(self) -> Iterator[tuple[str, bytes]]:
        """Yield the memories as a section."""
        yield "series.memories", pack(self._memories)

    def load(self, sections: Mapping[str, bytes]) -> None:
        """Replace the memories by dumped ones."""
        held = msgspec.msgpack.decode(sections["series.memories"], type=dict[str, Memory])
        self._memories = OrderedDict(held)


def _is_known(title: str) -> bool:
    lowered = title.lower()
    if any(map(lowered.__contains__, _SIGNS)) and _KNOWN.search(title):
        return True
    return not _HANGUL.search(title) and _ELSEWHERE.search(title) is not None


def _recurs(memory: Memory) -> bool:
    enough = memory.pairs > 0 and memory.total / memory.pairs >= RESEMBLANCE
    return len(memory.days) >= DAYS and enough


def _target(title: str, named: Sequence[int], published: int) -> int:
    """Return the day that an issue published on one day is about."""
    if "모레" in title:
        return published + 2
    if "내일" in title:
        return published + 1
    near = [day for day in named if abs(day - published) <= NEAR_DAYS]
    return max(near) if near else published


def _resemblance(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> float:
    """Estimate the Jaccard coefficient of two stem sets from their smallest hashes (KMV)."""
    both, either = common(a, b, SKETCH)
    return float(both / either) if either else 0.0
