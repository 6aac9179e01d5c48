"""What a text is made of for exact search: one Han character, one run of letters or one run of digits a unit."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

# CJK ideographs with extension A, compatibility forms, the planes above, and 〇.
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_UNIT = re.compile(rf"[{_HAN}]|[0-9]+|(?:(?![{_HAN}])[^\W\d_])+")


def units(text: str) -> list[str]:
    """The units of `text` after NFKC and lower case; everything else (blanks, punctuation) is passed over.

    >>> units("共１２项，ABC 办法")
    ['共', '12', '项', 'abc', '办', '法']
    """
    return _UNIT.findall(unicodedata.normalize("NFKC", text).lower())


def grams(text: str) -> list[str]:
    """The units of `text`, then each pair of neighbours: what the lexical index counts.

    >>> grams("第3次")
    ['第', '3', '次', '第3', '3次']
    """
    single = units(text)
    return single + [first + second for first, second in pairwise(single)]
