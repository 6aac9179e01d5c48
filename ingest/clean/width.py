"""Full-width digits, letters and per cent signs; full-width punctuation is good Chinese and stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.clean.step import Swept

if TYPE_CHECKING:
    from ingest.clean.traced import Traced

_WIDE = "".join(map(chr, (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF05)))
_NARROW = str.maketrans(_WIDE, "".join(chr(ord(wide) - 0xFEE0) for wide in _WIDE))
_ANY = re.compile("[０-９Ａ-Ｚａ-ｚ％]")


def narrow(text: Traced) -> Swept:
    """Full-width digits, letters and ％ to ASCII.

    >>> from ingest.clean.traced import Traced
    >>> narrow(Traced.of("共１２项，占５０％，３月５日。")).text.text
    '共12项，占50%，3月5日。'
    """
    return Swept(text.translate(_NARROW)) if _ANY.search(text.text) else Swept(text)
