"""Chinese and Arabic numerals as minutes write them, up to 9999."""

from __future__ import annotations

import re
from functools import lru_cache

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "○": 0, "Ｏ": 0, "O": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "参": 3, "肆": 4, "伍": 5, "陆": 6}
_DIGITS |= {"柒": 7, "捌": 8, "玖": 9, "元": 1}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}

NUMERAL = r"[0-9零〇○一二三四五六七八九十百]"
"""A character of a number, for patterns; `一二三` may be a run of digits or a count."""

_PURE = re.compile(r"[0-9]+")


@lru_cache(maxsize=1024)
def number(text: str) -> int | None:
    """The whole number a numeral says, or None where it is none.

    >>> number("25"), number("十二"), number("二十"), number("一百零三"), number("二○二二"), number("廿")
    (25, 12, 20, 103, 2022, None)
    """
    text = text.strip()
    if _PURE.fullmatch(text):
        return int(text) if len(text) <= 9 else None
    if not text or any(char not in _DIGITS and char not in _UNITS for char in text):
        return None
    if not any(char in _UNITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text)) if len(text) <= 9 else None
    return _counted(text)


def _counted(text: str) -> int | None:
    """Read a numeral with place units: 二十五, 一百零三, 两千."""
    total, digit = 0, 0
    ceiling = 10_000
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
            continue
        unit = _UNITS[char]
        if unit >= ceiling:
            return None
        total += (digit or 1) * unit
        ceiling, digit = unit, 0
    return total + digit
