"""Slips of one byte in GBK text: 保“十四五”開 that has become ?！笆奈濉遍_.

One byte is lost (often a ? stands for it) and the bytes behind it pair up wrongly, up to an ASCII character that was
a character's second byte, or to a second lost byte. Pairs that are no character are dropped on the way. Realigning
the bytes gives candidates; one is taken only if it is wholly plausible and clearly better than every other.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise, product
from typing import TYPE_CHECKING, NamedTuple

from ingest.clean import gbk
from ingest.clean.script import simplified, traditional
from ingest.clean.step import Swept, Wound, mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.clean.gbk import Code
    from ingest.clean.traced import Traced

_LOST = "?\ufffd□"  # what stands for a byte that no character could be made of
_ANY = frozenset(range(256))
_NO_CHARACTER_LEAD = frozenset((*range(0xAA, 0xB0), *range(0xF8, 0xFF)))  # GBK's user-defined rows, which tools drop
_NO_CHARACTER_TRAIL = frozenset(range(0xA1, 0xFF))
_REACH = 16  # characters that one slip may spoil
_DROPS = 8
_WINDOW = 10_000  # characters on either side that tell how this text pairs its characters
_SEEN = gbk.FREQUENT + 1  # a pair this very text has elsewhere
_CLEARLY = 2  # points
_PLANS = ("十二五", "十三五", "十四五", "十五五")
_PHRASE = 5  # characters: so long a phrase is not repeated by chance
_GAIN = 8  # points a reading that names a plan must be better than what stands there
_CERTAIN = 24  # points any other must be better: six pairs that this text has elsewhere
_MOST = 0.5  # of its pairs must be familiar: two words in a row need not be
_STRANGE = 0.8  # of the pairs are unknown in a slip that cannot be read
_GAP = 4  # characters between two signs of one slip
_BEAM = 12
_ATTEMPTS = 200  # a text with more broken places than these is broken otherwise


class _Option(NamedTuple):
    """One way to read `start:end` of a paragraph: the text, in the script of its bytes, and what speaks for it."""

    gain: float
    start: int
    end: int
    text: str


class _Context:
    """The text around a broken place, simplified; it tells which pairs of characters this document has."""

    def __init__(self, nearby: str) -> None:
        self.nearby = simplified(nearby)
        self._pairs = frozenset(map("".join, pairwise(self.nearby)))

    def pair(self, first: str, second: str) -> int:
        """How well two characters go together, here or anywhere."""
        known = gbk.familiarity(first, second)
        return _SEEN if known and first + second in self._pairs else known

    def has_word(self, line: list[str], at: int) -> bool:
        """Whether the two characters at `at` are a word of this text, or belong to the name of a five-year plan."""
        return line[at] + line[at + 1] in self._pairs or any(plan in "".join(line) for plan in _PLANS)

    def has_phrase(self, phrase: str) -> bool:
        """Whether a phrase too long for chance stands elsewhere too."""
        return len(phrase) >= _PHRASE and simplified(phrase) in self.nearby


@cache
def _signs() -> re.Pattern[str]:
    """What a slip leaves behind: marks for lost bytes, ASCII that was a second byte, and rare characters."""
    common = "".join(sorted({code.char for code in gbk.plausible().values() if code.char > "\u3400"}))
    return re.compile(
        f"[{_LOST}\ue000-\uf8ff\\\\^_`{{}}~]{{1,9}}|(?P<rare>[^\\W\\d\ue000-\uf8ff\0-\u33ff\uac00-\ud7ff\uff00-\uffef{common}]{{1,9}})"
    )


def _clusters(plain: str) -> Iterator[tuple[int, int]]:
    """Places where a mark and a character that minutes hardly use stand near each other; a rare name has no mark."""
    start, end, marked, rare = 0, -_GAP, False, False
    for match in _signs().finditer(plain):
        if match.start() - end > _GAP or "\n" in plain[end : match.start()]:
            if rare and marked:
                yield start, end
            start, marked, rare = match.start(), False, False
        end = match.end()
        marked, rare = marked or not match["rare"], rare or bool(match["rare"])
    if rare and marked:
        yield start, end


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


def _second_byte(char: str) -> frozenset[int]:
    """What a character may have been if it was a character's second byte: itself, any byte, or none."""
    if char in _LOST:
        return _ANY
    return frozenset((ord(char),)) if "@" <= char <= "~" else frozenset()


def _hypotheses(run: str, begin: _Start) -> Iterator[tuple[int, list[tuple[Code, ...]]]]:
    """Realign a run one byte of which is lost; yield each length at which it may end, with the characters per place."""
    pending: list[frozenset[int]] = [] if begin.odd else [_ANY]
    slots: list[tuple[Code, ...]] = []
    for at in range(1 if begin.marked else 0, len(run)):
        char = run[at]
        if slots and len(pending) == 1:
            second = _second_byte(char)
            last = _slot(pending[0], second or _ANY)
            if last:
                yield at + bool(second), [*slots, last]
        code = gbk.bytes_of(char)
        if code is None or char in _LOST:
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


def _best(slots: list[tuple[Code, ...]], before: str, after: str, context: _Context) -> tuple[int, list[Code]]:
    """The way through the characters of each place whose pairs are most familiar."""
    ways: list[tuple[int, list[Code]]] = [(0, [])]
    for slot in slots:
        longer = [
            (score + context.pair(way[-1].simple if way else before, code.simple), [*way, code])
            for score, way in ways
            for code in slot
        ]
        ways = sorted(longer, key=lambda one: -one[0])[:_BEAM]
    return max(((score + context.pair(way[-1].simple, after), way) for score, way in ways), key=lambda one: one[0])


def _proven(slots: list[tuple[Code, ...]], way: list[Code], before: str, after: str, context: _Context) -> bool:
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


def _fits(char: str, line: list[str], at: int, sides: list[int], context: _Context) -> bool:
    tried = [*line[:at], char, *line[at + 1 :]]
    return any(context.pair(tried[side], tried[side + 1]) >= gbk.FREQUENT for side in sides)


def _score(text: str, context: _Context) -> int:
    return sum(context.pair(first, second) for first, second in pairwise(text))


def _familiar(text: str, context: _Context) -> bool:
    scores = [score for first, second in pairwise(simplified(text)) if (score := context.pair(first, second))]
    return len(scores) > 0 and sum(score > 0 for score in scores) >= _MOST * len(scores)


def _scripts(run: str) -> tuple[str, ...]:
    """The run as it stands and as it stood before a site converted its script: only one of them has the right bytes."""
    return tuple(dict.fromkeys((run, simplified(run), traditional(run))))


def _options(plain: str, start: int, context: _Context) -> Iterator[_Option]:
    """Every plausible reading of a slip that begins at `start`."""
    end = plain.find("\n", start, start + _REACH)
    run = plain[start : start + _REACH if end < 0 else end]
    marked = run[0] in _LOST
    before = simplified(plain[max(0, start - 1) : start])
    ways = product(_scripts(run), (False,) if marked else (False, True), range(_DROPS + 1))
    for script, odd, drop in ways:
        for length, slots in _hypotheses(script, _Start(marked, odd, drop or len(run))):
            after = simplified(plain[start + length : start + length + 1])
            raw = _score(before + simplified(run[:length]) + after, context)
            score, way = _best(slots, before, after, context)
            text = "".join(code.char for code in way)
            if _familiar(text, context) and _proven(slots, way, before, after, context):
                yield _Option(score - raw - bool(drop) - (not marked), start, start + length, text)


def _certain(option: _Option, plain: str, context: _Context) -> bool:
    """Whether enough speaks for a reading: many pairs this text has, its whole phrase, or a five-year plan's name."""
    phrase = plain[option.start - 1 : option.start] + option.text + plain[option.end : option.end + 1]
    named = option.gain >= _GAIN and any(plan in option.text for plan in _PLANS)
    return option.gain >= _CERTAIN or named or context.has_phrase(phrase)


def _broken(plain: str, start: int, reach: int, context: _Context) -> Wound | None:
    """A slip without a reading: from its mark to the mark that ends it, when hardly a pair between them is familiar."""
    end = next(
        (at for at in range(max(start + 2, reach - 1), min(start + _REACH, len(plain))) if _second_byte(plain[at])), 0
    )
    pairs = [context.pair(*pair) for pair in pairwise(simplified(plain[start:end]))]
    strange = sum(score < 0 for score in pairs)
    return Wound(start, end + 1) if strange and strange >= _STRANGE * sum(score != 0 for score in pairs) else None


def _decide(plain: str, cluster: tuple[int, int]) -> Wound | None:
    """The reading of a broken place, or None where what stands there may be right."""
    ahead = plain[max(0, cluster[0] - _WINDOW) : max(0, cluster[0] - _REACH)]
    context = _Context(f"{ahead}\n{plain[cluster[1] + _REACH : cluster[1] + _WINDOW]}")
    first = max(plain.rfind("\n", 0, cluster[0]) + 1, cluster[0] - _GAP)
    marks = [at for at in range(first, min(cluster[0] + 1, len(plain))) if plain[at] in _LOST]
    starts = marks[-1:] or range(first, cluster[0] + 1)
    options = [one for at in starts for one in _options(plain, at, context) if one.end >= cluster[1]]
    options.sort(reverse=True)
    rivals = [one for one in options if one.text != options[0].text]
    clear = options and (not rivals or options[0].gain - rivals[0].gain >= _CLEARLY)
    if clear and _certain(options[0], plain, context):
        return Wound(options[0].start, options[0].end, simplified(options[0].text))
    return _broken(plain, marks[-1], cluster[1], context) if marks else None


def mend_slips(text: Traced) -> Swept:
    """Realign slipped bytes where one reading survives; mark the place without a reading where none or several do.

    >>> from ingest.clean.traced import Traced
    >>> mend_slips(Traced.of("为确?！笆奈濉遍_好局、起好步。")).text.text
    '为确保“十四五”开好局、起好步。'
    """
    plain, wounds = text.text, list[Wound]()
    decided: dict[tuple[str, int], tuple[int, Wound | None]] = {}  # a text may be broken at the same words many times
    for start, end in _clusters(plain):
        ahead = max(0, start - _REACH)
        around = plain[ahead : end + _REACH], start - ahead
        if around not in decided and len(decided) < _ATTEMPTS:
            decided[around] = start, _decide(plain, (start, end))
        place, wound = decided.get(around, (0, None))
        moved = wound and Wound(wound.start + start - place, wound.end + start - place, wound.repair)
        if moved and (not wounds or moved.start >= wounds[-1].end):
            wounds.append(moved)
    return mark(text, "byte_slip", wounds)
