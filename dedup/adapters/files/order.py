"""Deliveries in the order given → one spool file in order of (article time, id).

An external merge sort: runs of bounded size are sorted in memory and spill to disk. A record
without a time of its own takes the time of the article before it in the order given, across files.
What one id says at one time is in the order of its revisions, then of the files' paths and of the
records in them, whatever the order in which the files are given; a withdrawal comes last, so that
nothing withdrawn stays published. A spool is read from any offset without reading what is before.
"""

import heapq
import os
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec.structs import replace

from dedup.core.article import Article, Micros, Rejection
from dedup.failpoint import failpoint
from dedup.ports import Delivery

Read = Callable[[Delivery], Article | Rejection]
# article time, id, withdrawn, revision, update time, partition, position
Key = tuple[int, str, bool, int, int, str, int]

RUN_BYTES = 128 * 2**20  # of records held while sorting
RECORD_BYTES = 512  # of one besides its value: most of what short records take
RUNS = 64  # files open at the same time while merging; the usual limit of a process is 256
BUFFER = 2**20  # bytes of each file being merged

_NONE = -(2**63)  # before every revision and every time

_LENGTH = struct.Struct("<I")
_encoder = msgspec.msgpack.Encoder()
_keyed = msgspec.msgpack.Decoder(tuple[Key, Delivery])
_delivery = msgspec.msgpack.Decoder(Delivery)


def in_order(
    deliveries: Iterable[Delivery], *, read: Read, folder: Path, run_bytes: int = RUN_BYTES
) -> Iterator[Delivery]:
    """Yield the deliveries in order; `folder` takes the runs where they do not fit into memory."""
    run: list[tuple[Key, Delivery]] = []
    runs: list[Path] = []
    size = made = 0
    for keyed in _with_keys(deliveries, read):
        run.append(keyed)
        size += RECORD_BYTES + len(keyed[1].value or b"")
        if size < run_bytes:
            continue
        if len(runs) == RUNS:
            made += 1
            runs = [_spill(_merged(runs), folder / f"run-{made}"), *_removed(runs)]
        made += 1
        runs.append(_spill(_sorted(run), folder / f"run-{made}"))
        failpoint("during-order")
        run, size = [], 0
    merged = heapq.merge(_merged(runs), _sorted(run), key=_key)
    for _, delivery in merged:
        yield delivery
    _removed(runs)


def write_spool(deliveries: Iterable[Delivery], path: Path) -> None:
    """Write deliveries to a new spool, which is complete and durable when it has its name."""
    draft = path.with_suffix(".draft")
    with draft.open("wb", buffering=BUFFER) as file:
        for delivery in deliveries:
            _append(file, _encoder.encode(delivery))
        failpoint("during-order")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def read_spool(path: Path, *, partition: str, after: int) -> Iterator[Delivery]:
    """Yield the deliveries at offset `after` and later, placed in `partition` by their offset."""
    with path.open("rb", buffering=BUFFER) as file:
        file.seek(after)
        position = after
        for record in _records(file):
            end = position + _LENGTH.size + len(record)
            yield replace(
                _delivery.decode(record), partition=partition, position=position, next=end
            )
            position = end


def _with_keys(deliveries: Iterable[Delivery], read: Read) -> Iterator[tuple[Key, Delivery]]:
    before = Micros(0)  # 1970-01-01, where no article with a time has come yet
    for delivery in deliveries:
        article = read(delivery) if delivery.refused is None else delivery.refused
        place = delivery.partition, delivery.position
        if isinstance(article, Rejection):
            yield (before, "", False, _NONE, _NONE, *place), delivery
            continue
        own = article.received if article.received is not None else article.published
        before = before if own is None else own
        one = replace(delivery, stamp=before, inherited=True) if own is None else delivery
        revision = _NONE if article.revision is None else article.revision
        updated = _NONE if article.updated is None else article.updated
        yield (before, article.id, article.retracted, revision, updated, *place), one


def _key(keyed: tuple[Key, Delivery]) -> Key:
    return keyed[0]


def _sorted(run: list[tuple[Key, Delivery]]) -> list[tuple[Key, Delivery]]:
    run.sort(key=_key)
    return run


def _spill(run: Iterable[tuple[Key, Delivery]], path: Path) -> Path:
    with path.open("wb", buffering=BUFFER) as file:
        for keyed in run:
            _append(file, _encoder.encode(keyed))
    return path


def _merged(runs: Sequence[Path]) -> Iterator[tuple[Key, Delivery]]:
    return heapq.merge(*(_run(path) for path in runs), key=_key)


def _run(path: Path) -> Iterator[tuple[Key, Delivery]]:
    with path.open("rb", buffering=BUFFER) as file:
        for record in _records(file):
            yield _keyed.decode(record)


def _removed(runs: Sequence[Path]) -> Sequence[Path]:
    for path in runs:
        path.unlink()
    return ()


def _append(file: BinaryIO, record: bytes) -> None:
    file.write(_LENGTH.pack(len(record)))
    file.write(record)


def _records(file: BinaryIO) -> Iterator[bytes]:
    while head := file.read(_LENGTH.size):
        yield file.read(_LENGTH.unpack(head)[0])
