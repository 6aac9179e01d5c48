"""Characters that only look like the ones meant: Kangxi radicals and compatibility ideographs, as PDF tools emit."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from ingest.clean.step import Swept

if TYPE_CHECKING:
    from ingest.clean.traced import Traced

_LOOKALIKE = re.compile("[\u2e80-\u2fd5\uf900-\ufad9\U0002f800-\U0002fa1d]")
# Radicals of the supplement that are whole characters, which Unicode gives no compatibility mapping (CJKRadicals.txt).
_SUPPLEMENT = dict(
    zip("⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻥⻦⻨⻩⻬⻮⻰", "民西见角贝车长门青韦页风飞食马鱼鸟麦黄齐齿龙", strict=True)
)


def _meant(lookalike: re.Match[str]) -> str:
    char = lookalike[0]
    folded = _SUPPLEMENT.get(char) or unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


def plain_ideographs(text: Traced) -> Swept:
    """Radicals and compatibility ideographs become the characters they stand for.

    >>> from ingest.clean.traced import Traced
    >>> plain_ideographs(Traced.of("⼈⺠政府⽉度会议")).text.text
    '人民政府月度会议'
    """
    return Swept(text.fold(_LOOKALIKE.sub(_meant, text.text))) if _LOOKALIKE.search(text.text) else Swept(text)
