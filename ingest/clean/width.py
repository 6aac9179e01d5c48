"""Digits, letters and per cent signs in half width, commas, semicolons and colons of Chinese prose in full width."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.clean.step import Swept

if TYPE_CHECKING:
    from ingest.clean.traced import Traced

_WIDE = "".join(map(chr, (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF05)))
_NARROW = {wide: chr(ord(wide) - 0xFEE0) for wide in _WIDE}
_ANY = re.compile("[０-９Ａ-Ｚａ-ｚ％]")
_MARK = re.compile(
    "[,;:](?:(?<=[\u3400-\u9fff》”’）)〕].)|(?<=[\\d%][,;])(?=[\u3400-\u9fff《“]))"
)  # never between digits or letters: 1,234, 9:30, http:
_FULL = {",": "，", ";": "；", ":": "："}


def narrow(text: Traced) -> Swept:
    """Full-width digits, letters and ％ to ASCII.

    >>> from ingest.clean.traced import Traced
    >>> narrow(Traced.of("共１２项，占５０％，３月５日。")).text.text
    '共12项，占50%，3月5日。'
    """
    plain = text.text
    return Swept(text.fold(_ANY.sub(lambda wide: _NARROW[wide[0]], plain))) if _ANY.search(plain) else Swept(text)


def widen_marks(text: Traced) -> Swept:
    """Half-width commas, semicolons and colons behind Chinese words to the full-width ones prose is written with.

    >>> from ingest.clean.traced import Traced
    >>> widen_marks(Traced.of("时间:3月5日9:30,区长主持会议,投资1,234万元;")).text.text
    '时间：3月5日9:30，区长主持会议，投资1,234万元；'
    """
    plain = text.text
    return Swept(text.fold(_MARK.sub(lambda mark: _FULL[mark[0]], plain))) if _MARK.search(plain) else Swept(text)
