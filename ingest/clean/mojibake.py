"""Slips of one byte in GBK text: 保“十四五”開 that has become ?！笆奈濉遍_.

One byte is lost (often a ? stands for it) and the bytes behind it pair up wrongly, up to an ASCII character that was
a character's second byte, or to a second lost byte. Pairs that are no character are dropped on the way. Realigning
the bytes gives candidates; one is taken only if it is wholly plausible and clearly better than every other.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.clean import gbk
from ingest.clean.realign import LOST, PLANS, REACH, Context, Option, options, second_byte
from ingest.clean.script import simplified
from ingest.clean.step import Swept, Wound, mark
from ingest.clean.words import lines_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.clean.traced import Traced

_WINDOW = 10_000  # characters on either side that tell how this text pairs its characters
_CLEARLY = 2  # points by which the best reading must be better than any other
_SLIPPED = 6  # points of gain that tell a slip even where it cannot be read
_NAMED = 8  # points that a reading with a plan's name must gain
_CERTAIN = 24  # points that any other must gain: six pairs that this text has elsewhere
_STRANGE = 0.8  # of the pairs are unknown in a slip that cannot be read
_GAP = 8  # characters between two signs of one slip
_BEFORE = 10  # characters in front of the first sign where the slip may begin
_ATTEMPTS = 100  # a text with more broken places than these is broken otherwise

_LOST_BYTE = re.compile(f"[{LOST}\ue000-\uf8ff\\\\^_`{{}}~]")
"""A mark for a lost byte, or ASCII that was a second byte: every slip holds one, and most lines hold none."""


@cache
def _signs() -> re.Pattern[str]:
    """What a slip leaves behind: marks for lost bytes, ASCII that was a second byte, and characters out of place."""
    common = "".join(sorted({code.char for code in gbk.plausible().values() if code.char > "\u3400"}))
    strange = "\u0100-\u01ff\u0400-\u04ff\u2500-\u257f\u3040-\u312f"  # pinyin, Cyrillic, boxes, kana: GBK rows 4 to 9
    rare = f"[^\\W\\d\ue000-\uf8ff\0-\u33ff\uac00-\ud7ff\uff00-\uffef{common}]|[{strange}]"
    return re.compile(f"{_LOST_BYTE.pattern}{{1,9}}|(?P<rare>(?:{rare}){{1,9}})")


def _clusters(plain: str) -> Iterator[tuple[int, int]]:
    """Places where a mark and a character that minutes hardly use stand near each other; a rare name has no mark."""
    start, end, marked, rare = 0, -_GAP, False, False
    for match in (sign for line in lines_with(_LOST_BYTE, plain) for sign in _signs().finditer(plain, *line)):
        if match.start() - end > _GAP or "\n" in plain[end : match.start()]:
            if rare and marked:
                yield start, end
            start, marked, rare = match.start(), False, False
        end = match.end()
        marked, rare = marked or not match["rare"], rare or bool(match["rare"])
    if rare and marked:
        yield start, end


def _certain(option: Option, plain: str, context: Context) -> bool:
    """Whether enough speaks for a reading: many pairs this text has, its whole phrase, or a five-year plan's name."""
    phrase = plain[option.start - 1 : option.start] + option.text + plain[option.end : option.end + 1]
    named = option.gain >= _NAMED and any(plan in option.text for plan in PLANS)
    return option.proven and (option.gain >= _CERTAIN or named or context.has_phrase(phrase))


def _broken(plain: str, start: int, reach: int, context: Context) -> Wound | None:
    """A slip without a reading: from its mark to the mark that ends it, when hardly a pair between them is familiar."""
    ends = range(max(start + 2, reach - 1), min(start + REACH, len(plain)))
    end = next((at for at in ends if second_byte(plain[at])), 0)
    pairs = [context.pair(*pair) for pair in pairwise(simplified(plain[start:end]))]
    strange = sum(score < 0 for score in pairs)
    return Wound(start, end + 1) if strange and strange >= _STRANGE * sum(score != 0 for score in pairs) else None


def _decide(plain: str, cluster: tuple[int, int]) -> Wound | None:
    """The reading of a broken place, a wound without one, or None where what stands there may be right."""
    ahead = plain[max(0, cluster[0] - _WINDOW) : max(0, cluster[0] - _BEFORE)]
    context = Context(f"{ahead}\n{plain[cluster[1] + REACH : cluster[1] + _WINDOW]}")
    first = max(plain.rfind("\n", 0, cluster[0]) + 1, cluster[0] - _BEFORE)
    marks = [at for at in range(first, min(cluster[0] + 1, len(plain))) if plain[at] in LOST]
    starts = marks[-1:] or range(first, cluster[0] + 1)
    found = sorted((one for at in starts for one in options(plain, at, cluster[1], context)), reverse=True)
    proven = [one for one in found if one.proven]
    clear = proven and all(one.text == proven[0].text or proven[0].gain - one.gain >= _CLEARLY for one in proven)
    if clear and _certain(proven[0], plain, context):
        return Wound(proven[0].start, proven[0].end, simplified(proven[0].text))
    if found and found[0].gain >= _SLIPPED:
        return Wound(found[0].start, found[0].end)
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
        ahead = max(0, start - REACH)
        around = plain[ahead : end + REACH], start - ahead
        if around not in decided and len(decided) < _ATTEMPTS:
            decided[around] = start, _decide(plain, (start, end))
        place, wound = decided.get(around, (0, None))
        moved = wound and Wound(wound.start + start - place, wound.end + start - place, wound.repair)
        if moved and (not wounds or moved.start >= wounds[-1].end):
            wounds.append(moved)
    return mark(text, "byte_slip", wounds)
