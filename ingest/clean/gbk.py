"""The characters of GBK by their bytes, which of them minutes are written in, and which pairs of them are familiar.

`pairs.txt` holds, a line, a character, those that often follow it and those that may: derived from the word counts
of jieba's dictionary (MIT, © 2013 Sun Junyi) and a list of words of the genre, over the 3,755 characters of the first
level of GB 2312.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.clean.script import simplified

FREQUENT, KNOWN, UNKNOWN = 3, 1, -1
PUNCTUATION = "“”‘’、。，；：（）《》〈〉—…·！？〔〕【】％"
# GB 2312, rows 16 to 55: the common characters in the order of pinyin; the last five places of row 55 are empty.
_LEVEL_ONE = frozenset(
    bytes(byte for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for byte in (lead, trail))
    .removesuffix(b"\xd7\xfa\xd7\xfb\xd7\xfc\xd7\xfd\xd7\xfe")
    .decode("gb2312")
)
_LEADS, _TRAILS = range(0x81, 0xFF), (*range(0x40, 0x7F), *range(0x80, 0xFF))


@dataclass(frozen=True, slots=True)
class Code:
    """One character, its two bytes, and its simplified form."""

    char: str
    lead: int
    trail: int
    simple: str


def is_level_one(char: str) -> bool:
    """Whether GB 2312 counts a simplified character among the common ones."""
    return char in _LEVEL_ONE


@cache
def plausible() -> dict[tuple[int, int], Code]:
    """By its bytes each character that minutes are likely to hold: common ones in either script, and punctuation."""
    pairs = [(lead, trail) for lead in _LEADS for trail in _TRAILS]
    # Decoded at once, a pair a line: one by one, 24,000 pairs would hold up the first document that is read.
    lines = b"\n".join(map(bytes, pairs)).decode("gb18030", "replace").split("\n")
    chars = "".join(line[0] for line in lines)
    simple = simplified(chars)
    return {
        pair: Code(char, *pair, one)
        for char, pair, one in zip(chars, pairs, simple, strict=True)
        if is_level_one(one) or char in PUNCTUATION
    }


@cache
def by_lead(lead: int) -> tuple[Code, ...]:
    """The plausible characters that begin with a byte."""
    return tuple(code for code in plausible().values() if code.lead == lead)


@cache
def by_trail(trail: int) -> tuple[Code, ...]:
    """The plausible characters that end with a byte."""
    return tuple(code for code in plausible().values() if code.trail == trail)


@cache
def _followers() -> dict[str, tuple[str, str]]:
    rows = Path(__file__).with_name("pairs.txt").read_text("utf-8").splitlines()
    table = {}
    for row in rows:
        first, often, *rest = row.split(" ")
        table[first] = (often, "".join(rest))
    return table


def is_han(char: str) -> bool:
    """Whether a character is one of which pairs are familiar or not."""
    return "\u4e00" <= char <= "\u9fff"


def followers(first: str) -> dict[str, int]:
    """How well each simplified character that is known to follow `first` goes with it: FREQUENT or KNOWN."""
    often, sometimes = _followers().get(first, ("", ""))
    return dict.fromkeys(sometimes, KNOWN) | dict.fromkeys(often, FREQUENT)


def familiarity(first: str, second: str) -> int:
    """How well two simplified characters go together: FREQUENT, KNOWN or UNKNOWN; 0 beside punctuation.

    >>> familiarity("政", "府"), familiarity("奈", "濉"), familiarity("，", "政")
    (3, -1, 0)
    """
    return followers(first).get(second, UNKNOWN) if is_han(first) and is_han(second) else 0


def bytes_of(char: str) -> tuple[int, int] | None:
    """The two bytes a character had in GBK, or None; an ASCII character stands for its full-width form."""
    if " " < char < "\x7f":
        return 0xA3, ord(char) + 0x80
    code = char.encode("gb18030", "replace")
    return (code[0], code[1]) if len(code) == len("两个") else None
