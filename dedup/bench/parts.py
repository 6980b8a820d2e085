"""Texts → what signing and searching cost alone, ours and the peers' side by side."""

from collections import deque
from collections.abc import Iterable, Sequence
from math import sqrt
from time import perf_counter_ns, process_time
from typing import Any

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from dedup.bench.peers import BANDS, Datasketch, Peer, Rensa, jaccard, shingles
from dedup.core.article import Article
from dedup.core.fingerprint import Fingerprint
from dedup.core.index import ROWS, Postings
from dedup.core.kernels.rare import band_keys
from dedup.core.kernels.sketch import (
    PERMUTATIONS,
    fold,
    permutations,
    shingle_hashes,
    sign,
)
from dedup.core.kernels.text import lower_case
from dedup.core.kernels.words import tables
from dedup.formats import fingerprint as codec
from dedup.formats import update_json
from dedup.settings import Settings
from dedup.wiring import decoder, new_detector, signer

OURS = "dedup"
_EACH = np.ones(1, np.float32)  # every band counts the same
PAIRS = 400  # near-copies whose coefficient is estimated; theory says an error of .036 at J = .8


class Figure(Struct, frozen=True, kw_only=True):
    """One measured figure; `times` is how many times better than datasketch's, where it has one."""

    group: str
    name: str
    who: str
    value: float
    unit: str
    times: float | None = None


class Ours:
    """Our signatures and our band index, as the peers are used."""

    name = OURS

    def __init__(self) -> None:
        self._postings = Postings()
        self._base = 0
        self._alive = np.ones(1 << 20, np.bool_)
        self._counts = np.zeros(1 << 20, np.float32)
        self._touched = np.zeros(1 << 20, np.int32)

    def sign(self, text: str) -> NDArray[np.uint32]:
        """Return a signature: equal to datasketch's over the same shingle hashes."""
        points = np.frombuffer(text.encode("utf-32-le"), np.uint32)
        look_up = tables()
        folded = fold(*lower_case(points, look_up.kinds, look_up.lower))
        signature: NDArray[np.uint32] = sign(shingle_hashes(folded), *permutations())
        return signature

    def estimate(self, a: NDArray[np.uint32], b: NDArray[np.uint32]) -> float:
        """Return the share of equal slots."""
        return float(np.count_nonzero(a == b)) / PERMUTATIONS

    def find_and_file(self, number: int, signature: NDArray[np.uint32]) -> bool:
        """Count what has a band in common, then file the signature."""
        keys = band_keys(signature, BANDS, ROWS)
        found = self._postings.weigh(
            keys, _EACH, base=self._base, alive=self._alive,
            scores=self._counts, touched=self._touched,
        )  # fmt: skip
        self._counts[found] = 0
        self._postings.add(keys, number, base=self._base)
        return bool(found.size)

    def remove(self, number: int, signature: NDArray[np.uint32]) -> None:
        """Let it expire, the oldest first: what is filed after it takes it out."""
        del signature
        self._base = number + 1


def measure_signing(
    texts: Sequence[str], peers: Sequence[type[Datasketch | Rensa]]
) -> list[Figure]:
    """Measure articles a second on one core, and the error of the estimate on near-copies."""
    pairs = [(text, _half_changed(text, k)) for k, text in enumerate(texts[:PAIRS])]
    exact = [jaccard(shingles(a), shingles(b)) for a, b in pairs]
    found: list[Figure] = []
    for who in _all(peers):
        who.sign(texts[0])
        start = process_time()
        for text in texts:
            who.sign(text)
        rate = len(texts) / (process_time() - start)
        errors = [
            who.estimate(who.sign(a), who.sign(b)) - true
            for (a, b), true in zip(pairs, exact, strict=True)
        ]
        error = sqrt(sum(e * e for e in errors) / max(1, len(errors)))
        name = "text to signature"
        found += (
            Figure(group="signature", name=name, who=who.name, value=rate, unit="articles/s"),
            Figure(
                group="signature", name="error of Jaccard", who=who.name, value=error, unit="RMSE"
            ),
        )
    return with_ratios(found)


def measure_index(
    texts: Iterable[str], peers: Sequence[type[Datasketch | Rensa]], *, window: int
) -> list[Figure]:
    """Measure query, insert and expiry per article with `window` articles held."""
    found: list[Figure] = []
    kept = list(texts)
    for who in _all(peers):
        signatures = [who.sign(text) for text in kept]
        held: deque[int] = deque()
        begun = 0.0
        for number, signature in enumerate(signatures):
            if number == window:  # from here on one comes and one goes
                begun = process_time()
            who.find_and_file(number, signature)
            held.append(number)
            if len(held) > window:
                gone = held.popleft()
                who.remove(gone, signatures[gone])
        cost = (process_time() - begun) / max(1, len(signatures) - window) * 1e6
        name = f"query, insert and expiry, {window:,} held"
        found.append(
            Figure(group="index", name=name, who=who.name, value=cost, unit="µs an article")
        )
    return with_ratios(found, less_is_better=True)


def measure_latency(lines: Sequence[bytes], *, settings: Settings) -> list[Figure]:
    """Measure how long each article takes from its JSON line to its updates' lines."""
    decode, prepare = decoder(settings.input).decode, signer(settings.input)
    detector = new_detector(settings.detect)
    took: list[int] = []
    early = detector.stats()
    for line in lines:
        if len(took) == len(lines) // 5:
            early = detector.stats()
        start = perf_counter_ns()
        article = decode(line)
        fingerprint = prepare([article])[0] if isinstance(article, Article) else article
        if isinstance(fingerprint, Fingerprint):
            codec.encode(fingerprint)
            for update in detector.admit(fingerprint).updates:
                update_json.encode(update)
        took.append(perf_counter_ns() - start)
    settled = np.array(took[len(took) // 5 :]) / 1000
    late = detector.stats()
    # of those that came later: tables of one size, whatever the window, are no article's
    held = (late.array_bytes - early.array_bytes) / max(1, late.articles - early.articles)
    figures = (
        ("latency", "p50", float(np.quantile(settled, 0.5)), "µs"),
        ("latency", "p99", float(np.quantile(settled, 0.99)), "µs"),
        ("memory", "arrays of the detector", held, "bytes an article"),
    )
    return [
        Figure(group=group, name=name, who=OURS, value=value, unit=unit)
        for group, name, value, unit in figures
    ]


def with_ratios(figures: Sequence[Figure], *, less_is_better: bool = False) -> list[Figure]:
    """Set `times` against datasketch's figure of the same name."""
    base = {figure.name: figure.value for figure in figures if figure.who == "datasketch"}
    out: list[Figure] = []
    for figure in figures:
        theirs = base.get(figure.name)
        times = None
        if theirs and figure.value and figure.unit != "RMSE":
            times = theirs / figure.value if less_is_better else figure.value / theirs
        out.append(replace(figure, times=times))
    return out


def _all(peers: Sequence[type[Datasketch | Rensa]]) -> list[Peer | Any]:
    return [*(peer() for peer in peers), Ours()]


def _half_changed(text: str, number: int) -> str:
    """Return the text with its beginning or end cut: near-copies with coefficients of .3 to .95."""
    share = 0.05 + 0.6 * (number % 13) / 13
    cut = int(len(text) * share)
    return text[cut:] if number % 2 else text[: len(text) - cut]
