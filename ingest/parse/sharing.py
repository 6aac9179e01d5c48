"""The talk of a report shared out to its matters: to those its sentences open, and to those only announced.

A passage (会议指出…) behind an opening sentence goes on with its matter, unless its words are those of a matter that was
announced and not yet opened. Passages keep the order of the matters.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.parse.matters import Matter, alike, grams, parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ingest.parse.sheet import Sheet

_SIGN, _EVEN = 0.1, 1e-6
"""The likeness from which a passage is taken for one on another matter, and what decides between equal ones."""


@dataclass(slots=True)
class Section:
    """What one sentence opens, with the passages of talk behind it; the first section stands behind the overview."""

    start: int
    end: int
    opened: list[Matter]
    passages: list[tuple[int, int]] = field(default_factory=list)
    told: tuple[int, int] | None = None
    """What follows the overview before anybody speaks."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One matter with the passages on it; `joined` where they follow its own clause at once.

    `opened` says that a sentence of the narrative opens it.
    """

    start: int
    end: int
    passages: tuple[tuple[int, int], ...] = ()
    joined: bool = False
    opened: bool = False

    @property
    def told(self) -> int:
        """Where the text takes the matter up."""
        return self.start if self.opened or not self.passages else self.passages[0][0]


@dataclass(frozen=True, slots=True)
class _Unit:
    """An announced matter that no sentence opens, and the sections behind which it may be spoken of."""

    matter: Matter
    first: int
    last: int


def topics(sheet: Sheet, announced: Sequence[Matter], sections: Sequence[Section]) -> list[Topic]:
    """The matters of a report in the order of the text.

    One that is announced and never spoken of is one too where more matters are announced than sentences open; it
    keeps its place behind the one announced before it.
    """
    dull = _dull(sheet, announced, sections)
    openers = {one: _opener(sheet, one, sections, dull) for one in announced}
    pending = list(_units(sheet, announced, sections, openers, dull))
    likeness = Likeness(sheet.text[slice(*one)] for section in sections for one in section.passages)
    found: dict[Matter, Topic] = {}
    row = 0
    for at, section in enumerate(sections):
        rows = range(row, row + len(section.passages))
        row = rows.stop
        near = [one.matter for one in pending if one.first <= at <= one.last] if rows else []
        if not section.opened:
            near = _apart(sheet, near, rows, likeness)
        columns = [*section.opened, *near]
        scores = [[likeness.of(one, sheet.text[two.start : two.end]) for two in columns] for one in rows]
        ways = follow(scores, len(section.opened) - 1) if section.opened else share_out(scores)
        own = frozenset(section.opened)
        for place, matter in enumerate(columns):
            share = [one for one, way in zip(section.passages, ways, strict=True) if way == place]
            if share or matter in own:
                found[matter] = _topic(section, matter, share, opened=matter in own)
        pending = _left(pending, found)
    opened = sum(len(section.opened) for section in sections)
    silent = [one for one in announced if len(announced) > opened and not openers[one] and not _spoken(one, found)]
    return _in_order(announced, openers, found, silent)


def _opener(sheet: Sheet, announced: Matter, sections: Sequence[Section], dull: frozenset[str]) -> Matter | None:
    """The matter of an opening sentence that an announced one is, or None."""
    said = sheet.text[announced.start : announced.end]
    opened = (one for section in sections for one in section.opened)
    return next((one for one in opened if alike(said, sheet.text[one.start : one.end], dull)), None)


def _dull(sheet: Sheet, announced: Sequence[Matter], sections: Sequence[Section]) -> frozenset[str]:
    """The bigrams of several matters on one side, such as the name of the place."""
    sides = (announced, [one for section in sections for one in section.opened])
    held = [Counter(gram for one in side for gram in grams(sheet.text[one.start : one.end])) for side in sides]
    return frozenset(gram for count in held for gram, times in count.items() if times > 1)


def _units(
    sheet: Sheet,
    announced: Sequence[Matter],
    sections: Sequence[Section],
    openers: dict[Matter, Matter | None],
    dull: frozenset[str],
) -> Iterator[_Unit]:
    """What is announced and not opened: whole clauses, or what a clause lists beside things that are opened."""
    at = {one: place for place, section in enumerate(sections) for one in section.opened}
    first = 0
    for place, one in enumerate(announced):
        opener = openers[one]
        if opener:
            first = at[opener]
            continue
        following = (openers[two] for two in announced[place + 1 :])
        last = next((at[two] - 1 for two in following if two), len(sections))
        listed = parts(sheet, one)
        left = [two for two in listed if _opener(sheet, two, sections, dull) is None]
        for two in [one] if len(left) == len(listed) else left:
            yield _Unit(two, first, last)


def _apart(sheet: Sheet, near: list[Matter], rows: range, likeness: Likeness) -> list[Matter]:
    """A clause gives way to the things it lists where each of them has a passage of its own."""
    for place, matter in enumerate(near):
        listed = parts(sheet, matter)
        wider = [*near[:place], *listed, *near[place + 1 :]]
        if len(listed) == 1 or len(wider) > len(rows):
            continue
        scores = [[likeness.of(one, sheet.text[two.start : two.end]) for two in wider] for one in rows]
        best = [
            max(row[way] for row, got in zip(scores, share_out(scores), strict=True) if got == way)
            for way in range(len(wider))
        ]
        if all(best[at] >= _SIGN for at in range(place, place + len(listed))):
            return wider
    return near


def _topic(section: Section, matter: Matter, share: list[tuple[int, int]], *, opened: bool) -> Topic:
    """Talk follows the clause at once where the sentence opens nothing behind it."""
    if not opened:
        return Topic(matter.start, matter.end, tuple(share))
    alone = len(section.opened) == 1
    last = matter == section.opened[-1]
    joined = last and share == section.passages[: len(share)]
    return Topic(matter.start, section.end if last else matter.end, tuple(share), joined=joined or alone, opened=True)


def _left(pending: list[_Unit], found: dict[Matter, Topic]) -> list[_Unit]:
    """The units behind the last one that has been spoken of."""
    spoken = [place for place, unit in enumerate(pending) if _spoken(unit.matter, found)]
    return pending[spoken[-1] + 1 :] if spoken else pending


def _spoken(matter: Matter, found: dict[Matter, Topic]) -> bool:
    """Whether a matter, or something its clause lists, has got its passage."""
    return any(matter.start <= one.start and one.end <= matter.end for one in found)


def _in_order(
    announced: Sequence[Matter], openers: dict[Matter, Matter | None], found: dict[Matter, Topic], silent: list[Matter]
) -> list[Topic]:
    places = {one: (topic.told, 0) for one, topic in found.items()}
    before = 0
    for one in announced:
        told = found.get(openers[one] or one)
        before = told.told if told else before
        places.setdefault(one, (before, one.start))
    topics_of = found | {one: Topic(one.start, one.end) for one in silent}
    return [topics_of[one] for one in sorted(topics_of, key=lambda one: places[one])]


class Likeness:
    """How much a passage speaks of a matter: the matter's bigrams it has, the rarer among the passages the more."""

    def __init__(self, passages: Iterable[str]) -> None:
        self._grams = [grams(passage) for passage in passages]
        self._held = Counter(gram for one in self._grams for gram in one)

    def of(self, passage: int, matter: str) -> float:
        """From 0, where they share nothing, to 1."""
        wanted = grams(matter)
        shared = wanted & self._grams[passage]
        return sum(1 / self._held[gram] for gram in shared) / max(1, len(wanted))


def share_out(scores: Sequence[Sequence[float]]) -> list[int]:
    """Give each passage (row) to one of the matters (columns), in their order, so that the likeness in all is greatest.

    No matter goes without a passage where there are enough, and no passage is split where there are not; of equal
    ways the one that comes to later matters last; -1 where there is no matter.
    """
    if not scores or not scores[0]:
        return [-1] * len(scores)
    width = len(scores[0])
    every = len(scores) >= width
    ways: dict[int, tuple[float, list[int]]] = {
        at: (scores[0][at], [at]) for at in range(width) if not every or at == 0
    }
    for row in scores[1:]:
        longer: dict[int, tuple[float, list[int]]] = {}
        for last, (score, way) in ways.items():
            reach = range(last, min(last + 2, width)) if every else range(last + 1, width)
            for at in reach:
                if at not in longer or score + row[at] > longer[at][0]:
                    longer[at] = score + row[at], [*way, at]
        ways = longer
    if every:
        return ways[width - 1][1]
    return max(ways.items(), key=lambda one: (one[1][0], -one[0]))[1][1]


def follow(scores: Sequence[Sequence[float]], home: int) -> list[int]:
    """Give each passage (row) behind an opening sentence to a matter (column), never back to an earlier one.

    `home` is the matter that the sentence itself opened last: without a sign of another matter its talk goes on.
    """
    kept = [[score if at <= home or score >= _SIGN else -1.0 for at, score in enumerate(row)] for row in scores]
    ways: dict[int, tuple[float, list[int]]] = {-1: (0.0, [])}
    for row in kept:
        longer: dict[int, tuple[float, list[int]]] = {}
        for last, (score, way) in ways.items():
            for at in range(max(last, 0), len(row)):
                gained = score + row[at] + _EVEN * (at == home)
                if at not in longer or gained > longer[at][0]:
                    longer[at] = gained, [*way, at]
        ways = longer
    return max(ways.values(), key=lambda one: one[0])[1]
