"""What a cleaning step hands on, and the few ways in which steps change a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.clean.traced import Edit
from ingest.records import Damage, Removal

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable

    from ingest.clean.traced import Traced


@dataclass(frozen=True, slots=True)
class Swept:
    """The text a step leaves, what it passed over, and what it found damaged; spans point into the document."""

    text: Traced
    removed: tuple[Removal, ...] = ()
    damaged: tuple[Damage, ...] = ()


@dataclass(frozen=True, slots=True)
class Wound:
    """Damage at `text[start:end]` of a step's own text; `repair` is what the text shall read there, if proven."""

    start: int
    end: int
    repair: str | None = None


def cut_out(text: Traced, kind: str, ranges: Iterable[tuple[int, int]]) -> Swept:
    """Take the ascending, separate `ranges` of the text out of it."""
    edits = [Edit(start, end) for start, end in ranges if start < end]
    if not edits:
        return Swept(text)
    return Swept(text.edit(edits), tuple(Removal(kind, text.span(one.start, one.end)) for one in edits))


def cut_matches(text: Traced, kind: str, pattern: re.Pattern[str]) -> Swept:
    """Take every match of `pattern` out of the text."""
    return cut_out(text, kind, (match.span() for match in pattern.finditer(text.text)))


def mark(text: Traced, kind: str, wounds: Iterable[Wound], *, spoken: bool = True) -> Swept:
    """Mark ascending, separate wounds, and write down the reading of those that have one.

    Where wounds are not `spoken`, the text goes on without those that have no reading.
    """
    found = tuple(wounds)
    if not found:
        return Swept(text)
    edits = [Edit(one.start, one.end, one.repair or "") for one in found if one.repair is not None or not spoken]
    damaged = tuple(Damage(kind, text.span(one.start, one.end), one.repair) for one in found)
    return Swept(text.edit(edits), (), damaged)


def in_turn(text: Traced, steps: Iterable[Callable[[Traced], Swept]]) -> Swept:
    """The steps one after another, with all that they removed and found damaged."""
    removed: list[Removal] = []
    damaged: list[Damage] = []
    for step in steps:
        swept = step(text)
        text = swept.text
        removed += swept.removed
        damaged += swept.damaged
    return Swept(text, tuple(removed), tuple(damaged))
