"""Realigning GBK bytes from which one is lost: every way to pair them again that gives plausible text.

Knows bytes and which pairs of characters are familiar; where a text is broken is `ingest.clean.mojibake`'s to say.
"""

from __future__ import annotations

from itertools import pairwise, product
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from ingest.clean import gbk
from ingest.clean.script import simplified, traditional

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingest.clean.gbk import Code

LOST = "?\ufffd□"  # what stands for a byte that no character could be made of
REACH = 32  # characters that one slip may spoil
_ANY = frozenset(range(256))
_NO_CHARACTER_LEAD = frozenset((*range(0xAA, 0xB0), *range(0xF8, 0xFF)))  # GBK's user-defined rows, which tools drop
_NO_CHARACTER_TRAIL = frozenset(range(0xA1, 0xFF))
_DROPS = 8  # characters from the start behind which a dropped pair is looked for
_SEEN = gbk.FREQUENT + 1  # a pair this very text has elsewhere
PLANS = ("十二五", "十三五", "十四五", "十五五")
_PHRASE = 5  # characters: so long a phrase is not repeated by chance
_MOST = 1 / 3  # of its pairs must be familiar: where one word ends and another begins they need not be
_BEAM = 12


_Way = tuple[int, list["Code"]]
"""Points, and a character for each place."""


class Option(NamedTuple):
    """One way to read `start:end` of a text: what it says, in the script of its bytes, and what speaks for it.

    `gain` is by how many points its pairs are more familiar than those that stand there; `proven` whether its
    characters of which one byte is lost are the only ones that fit.
    """

    gain: float
    proven: bool
    start: int
    end: int
    text: str


class _Row(dict[str, int]):
    """How well the characters of a text go behind one of them; any other one scores `unknown`, punctuation 0.

    Hundreds of characters are tried behind one, so a row is made once and asked without a call of ours.
    """

    def __init__(self, first: str, seen: Iterable[str]) -> None:
        super().__init__(gbk.followers(first) if gbk.is_han(first) else {})
        self.unknown = gbk.UNKNOWN if gbk.is_han(first) else 0
        self.update((char, _SEEN if self.unknown else 0) for char in seen)
        self.update(dict.fromkeys(gbk.PUNCTUATION, 0))


class Context:
    """The text around a broken place, simplified; it tells which pairs of characters this document has."""

    def __init__(self, nearby: str) -> None:
        self.nearby = simplified(nearby)
        self._seen: dict[str, set[str]] = {}
        for first, second in pairwise(self.nearby):
            self._seen.setdefault(first, set()).add(second)
        self._rows: dict[str, _Row] = {}

    def row(self, first: str) -> _Row:
        """How well characters go behind `first`, here or anywhere."""
        if first not in self._rows:
            self._rows[first] = _Row(first, filter(gbk.is_han, self._seen.get(first, ())))
        return self._rows[first]

    def pair(self, first: str, second: str) -> int:
        """How well two characters go together, here or anywhere."""
        row = self.row(first)
        return row.get(second, row.unknown) if gbk.is_han(second) else 0

    def has_word(self, line: list[str], at: int) -> bool:
        """Whether the two characters at `at` are a word of this text, or belong to the name of a five-year plan."""
        return line[at + 1] in self._seen.get(line[at], ()) or any(plan in "".join(line) for plan in PLANS)

    def has_phrase(self, phrase: str) -> bool:
        """Whether a phrase too long for chance stands elsewhere too."""
        return len(phrase) >= _PHRASE and simplified(phrase) in self.nearby


def _slot(lead: frozenset[int], trail: frozenset[int]) -> tuple[Code, ...]:
    if len(lead) == 1 and len(trail) == 1:
        code = gbk.plausible().get((next(iter(lead)), next(iter(trail))))
        return (code,) if code else ()
    if len(lead) == 1:
        return tuple(code for code in gbk.by_lead(*lead) if code.trail in trail)
    return tuple(code for code in gbk.by_trail(*trail) if code.lead in lead) if len(trail) == 1 else ()


class _Start(NamedTuple):
    """How a slip begins: at a mark for the lost byte or silently; before a character or, odd, within it.

    `drop` tells behind which character of the run a pair was dropped.
    """

    marked: bool
    odd: bool
    drop: int


def second_byte(char: str) -> frozenset[int]:
    """What a character may have been if it was a character's second byte: itself, any byte, or none."""
    if char in LOST:
        return _ANY
    return frozenset((ord(char),)) if "@" <= char <= "~" else frozenset()


def _hypotheses(run: str, begin: _Start) -> Iterator[tuple[int, list[tuple[Code, ...]]]]:
    """Realign a run one byte of which is lost; yield each length at which it may end, with the characters per place."""
    pending: list[frozenset[int]] = [] if begin.odd else [_ANY]
    slots: list[tuple[Code, ...]] = []
    for at in range(1 if begin.marked else 0, len(run)):
        char = run[at]
        if slots and len(pending) == 1:
            second = second_byte(char)
            last = _slot(pending[0], second or _ANY)
            if last:
                yield at + bool(second), [*slots, last]
        code = gbk.bytes_of(char)
        if code is None or char in LOST:
            return
        pending += (frozenset((one,)) for one in code)
        if begin.odd and at == 0:
            pending.insert(1, _ANY)
        if at == begin.drop:
            pending += (_NO_CHARACTER_LEAD, _NO_CHARACTER_TRAIL)
        while len(pending) > 1:
            slot = _slot(pending.pop(0), pending.pop(0))
            if not slot:
                return
            slots.append(slot)


class _Beam:
    """The best ways through the places of one hypothesis.

    Its lengths share their beginnings, so the ways through each beginning are kept: `ways[n]` lead through n places.
    """

    def __init__(self, before: str, context: Context) -> None:
        self.before = before
        self.context = context
        self.ways: list[list[_Way]] = [[(0, [])]]

    def best(self, slots: list[tuple[Code, ...]], after: str) -> _Way:
        """The way through the characters of each place whose pairs are most familiar."""
        for slot in slots[len(self.ways) - 1 : -1]:
            self.ways.append(self._longer(self.ways[-1], slot))
        ended = self._longer(self.ways[len(slots) - 1], slots[-1])
        return max(((score + self.context.pair(way[-1].simple, after), way) for score, way in ended), key=itemgetter(0))

    def _longer(self, ways: list[_Way], slot: tuple[Code, ...]) -> list[_Way]:
        longer: list[tuple[int, list[Code], Code]] = []
        for score, way in ways:
            row = self.context.row(way[-1].simple if way else self.before)
            get, unknown = row.get, row.unknown
            longer += [(score + get(code.simple, unknown), way, code) for code in slot]
        longer.sort(key=itemgetter(0), reverse=True)
        return [(score, [*way, code]) for score, way, code in longer[:_BEAM]]


def _proven(slots: list[tuple[Code, ...]], way: list[Code], before: str, after: str, context: Context) -> bool:
    """Whether each character of which one byte is unknown is the only one that goes well with its neighbours.

    At either end it must go well with what stands outside the slip, since a dropped pair may have stood between. Two
    such in a row, where a pair was dropped for certain, must make a word that this text has elsewhere.
    """
    line = [before, *(code.simple for code in way), after]
    wild = [False, *(len(slot) > 1 for slot in slots), False]
    for at, slot in enumerate(slots, 1):
        if not wild[at]:
            continue
        bridged = wild[at - 1] or wild[at + 1]
        left, right = at == 1 or wild[at - 1], at == len(slots) or wild[at + 1]
        sides = [at - 1] if left else [at] if right else [at - 1, at]
        if bridged and not context.has_word(line, sides[0]):
            return False
        if {code.simple for code in slot if _fits(code.simple, line, at, sides, context)} != {line[at]}:
            return False
    return True


def _fits(char: str, line: list[str], at: int, sides: list[int], context: Context) -> bool:
    tried = [*line[:at], char, *line[at + 1 :]]
    return any(context.pair(tried[side], tried[side + 1]) >= gbk.FREQUENT for side in sides)


def _score(text: str, context: Context) -> int:
    return sum(context.pair(first, second) for first, second in pairwise(text))


def _familiar(text: str, context: Context) -> bool:
    scores = [score for first, second in pairwise(simplified(text)) if (score := context.pair(first, second))]
    return len(scores) > 0 and sum(score > 0 for score in scores) >= _MOST * len(scores)


def _scripts(run: str) -> tuple[str, ...]:
    """The run as it stands and as it stood before a site converted its script: only one of them has the right bytes."""
    return tuple(dict.fromkeys((run, simplified(run), traditional(run))))


def options(plain: str, start: int, reach: int, context: Context) -> Iterator[Option]:
    """Every plausible reading of a slip that begins at `start` and ends at `reach` or behind it."""
    end = plain.find("\n", start, start + REACH)
    run = plain[start : start + REACH if end < 0 else end]
    marked = run[0] in LOST
    before = simplified(plain[max(0, start - 1) : start])
    # Where a mark stands for the lost byte, tools have dropped what is no character too; else both were kept.
    ways = product(_scripts(run), (False,) if marked else (False, True), range(_DROPS + 1 if marked else 1))
    for script, odd, drop in ways:
        beam = _Beam(before, context)
        for length, slots in _hypotheses(script, _Start(marked, odd, drop or len(run))):
            if start + length < reach:
                continue
            after = simplified(plain[start + length : start + length + 1])
            raw = _score(before + simplified(run[:length]) + after, context)
            score, way = beam.best(slots, after)
            text = "".join(code.char for code in way)
            if _familiar(text, context):
                gain = score - raw - bool(drop) - (not marked)
                yield Option(gain, _proven(slots, way, before, after, context), start, start + length, text)
