"""Parts of the detector → named sections, and back: its memory as a store keeps it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from dedup.core.arrays import Log, Section, whole


class Part(Protocol):
    """One part of the memory, but for its logs."""

    def dump(self) -> Iterator[tuple[str, bytes]]:
        """Yield what changes as named sections."""
        ...

    def load(self, sections: Mapping[str, bytes]) -> None:
        """Replace what changes by dumped sections."""
        ...


class Growing(Protocol):
    """A part that has logs."""

    def logs(self) -> Iterator[tuple[str, Log]]:
        """Yield what is only appended to."""
        ...


class Memory:
    """All parts, in a fixed order."""

    def __init__(self, *, parts: Sequence[Part], growing: Sequence[Growing]) -> None:
        self._parts = parts
        self._growing = growing

    def changing(self, kept: Mapping[str, int]) -> Iterator[Section]:
        """Yield what changes, whole, byte for byte the same for the same memory.

        `kept` is where the sections before these ended, by their names.
        """
        for part in self._parts:
            for name, data in part.dump():
                yield whole(name, data, kept)

    def grown(self, kept: Mapping[str, int]) -> Iterator[Section]:
        """Yield the new end of everything that only grows, from `kept` on."""
        for name, log in self._logs():
            yield log.since(name, kept.get(name, 0))

    def load(self, sections: Mapping[str, Section]) -> None:
        """Replace everything by sections of one moment, put together."""
        told = _Whole(sections)
        for part in self._parts:
            part.load(told)
        for name, log in self._logs():
            log.load(sections[name])

    def _logs(self) -> Iterator[tuple[str, Log]]:
        for part in self._growing:
            yield from part.logs()


class _Whole(Mapping[str, bytes]):
    """The bytes of sections by name, each read when it is asked for."""

    def __init__(self, sections: Mapping[str, Section]) -> None:
        self._sections = sections

    def __getitem__(self, name: str) -> bytes:
        return self._sections[name].data

    def __iter__(self) -> Iterator[str]:
        return iter(self._sections)

    def __len__(self) -> int:
        return len(self._sections)
