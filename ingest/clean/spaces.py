"""Spaces and line ends: every blank becomes one ASCII space, every line end one newline, the invisible goes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.clean.step import Swept, cut_matches

if TYPE_CHECKING:
    from ingest.clean.traced import Traced

# Soft hyphen, zero-width and directional marks, word joiner, BOM, variation selectors, other controls.
_HIDDEN = (
    "\\u00ad\\u034f\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufe00-\\ufe0f\\ufeff"
    "\\U000e0100-\\U000e01ef\\x00-\\x08\\x0e-\\x1f\\x7f"
)
# One set of characters opens the pattern, so the search skips all others at once.
_INVISIBLE = re.compile(f"[{_HIDDEN}\\r](?:(?<!\\r)|(?=\\n))(?:[{_HIDDEN}]|\\r(?=\\n))*")
_BLANK = "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u3164"
_BREAK = "\r\x0b\x0c\x85\u2028\u2029"
_FOLD = dict.fromkeys(_BLANK, " ") | dict.fromkeys(_BREAK, "\n")
_FOLDED = re.compile(f"[{_BLANK}{_BREAK}]")


def drop_invisible(text: Traced) -> Swept:
    r"""Zero-width characters, soft hyphens, byte order marks and stray controls go; nothing visible changes.

    >>> from ingest.clean.traced import Traced
    >>> drop_invisible(Traced.of("\ufeff常务\u200b会议\r\n")).text.text
    '常务会议\n'
    """
    return cut_matches(text, "spaces", _INVISIBLE)


_RUN = re.compile(" (?<= {9}) *|\n(?<=\n{3})\n*")  # consumed before it is looked back: the search skips the rest


def shorten_runs(text: Traced) -> Swept:
    """Runs of more than eight spaces, or of more than one blank line, are cut to that many.

    >>> from ingest.clean.traced import Traced
    >>> len(shorten_runs(Traced.of("正文：" + " " * 46 + "本报讯")).text)
    14
    """
    return cut_matches(text, "spaces", _RUN)


def plain_spaces(text: Traced) -> Swept:
    r"""Ideographic, no-break and thin spaces and tabs become ASCII spaces, odd line ends newlines; none is merged.

    >>> from ingest.clean.traced import Traced
    >>> plain_spaces(Traced.of("周\u3000庆\xa0出席")).text.text
    '周 庆 出席'
    """
    plain = text.text
    for blank in set(
        _FOLDED.findall(plain)
    ):  # a page has two or three kinds, so this beats a table for every character
        plain = plain.replace(blank, _FOLD[blank])
    return Swept(text.fold(plain))
