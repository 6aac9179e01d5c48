"""Rows of meetings as the catalogue gave them, kept from question to question while the archive stands as it did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

T = TypeVar("T")


class Held(Generic[T]):
    """At most `most` rows by their meeting; when more come all go, and likewise when the generation is another.

    Threads share it: two that miss the same meeting both read it.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: tuple[int, dict[str, tuple[T, ...]]] = (-1, {})

    def get(
        self, generation: int, meetings: Collection[str], read: Callable[[list[str]], Iterable[tuple[str, T]]]
    ) -> list[T]:
        """The rows of these meetings, those of each in the order of `read`, which names the meeting of every row."""
        if self._held[0] != generation:
            self._held = (generation, {})
        held = self._held[1]
        found = {one: rows for one in meetings if (rows := held.get(one)) is not None}
        if missing := [one for one in dict.fromkeys(meetings) if one not in found]:
            parts: dict[str, list[T]] = {one: [] for one in missing}
            for meeting, row in read(missing):
                parts[meeting].append(row)
            fresh = {one: tuple(rows) for one, rows in parts.items()}
            self._keep(held, fresh)
            found |= fresh
        return [row for rows in found.values() for row in rows]

    def _keep(self, held: dict[str, tuple[T, ...]], fresh: dict[str, tuple[T, ...]]) -> None:
        more = sum(map(len, fresh.values()))
        if sum(map(len, tuple(held.values()))) + more > self._most:
            held.clear()
        if more <= self._most:
            held |= fresh
