"""Traditional to simplified, character by character: the one door to OpenCC."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ingest.clean.step import Swept

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.clean.traced import Traced

_CHUNK = 1 << 16
_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character: OpenCC cannot be given one
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

# OpenCC's t2s keeps every 著, since 著名 and 著作 are simplified words too. Where it opens one of these words, or
# follows a verb that takes the particle, it stands for 着; never in front of a character that makes it 著 itself.
_PARTICLE = re.compile(
    "著(?=[力手眼重实陆落想急火装色墨凉])"
    "|(?<=[味随沿绕朝看靠抱怀带持在临担负系挥响表现志跟接动满盯握拉含执沉附胶衣穿面趁顺闪围])著(?![名作者书述录称文])"
)


@cache
def _converter(way: str) -> Callable[[str], str]:
    import opencc  # loads its dictionaries: 10 ms that only reading pays

    convert: Callable[[str], str] = opencc.OpenCC(way).convert
    return convert


def _chunks(text: str) -> list[str]:
    """Pieces of bounded length, cut behind a line end where one is near, so that no word is cut in two."""
    pieces, at = [], 0
    while at < len(text):
        end = min(at + _CHUNK, len(text))
        if end < len(text):
            end = (text.rfind("\n", at, end) + 1) or end
        pieces.append(text[at:end])
        at = end
    return pieces


def simplified(text: str) -> str:
    """The text in simplified characters, each in its own place.

    Raises ValueError where the conversion would change the length, since then no offset could be trusted.

    >>> simplified("會議聽取了關於區著名商標的匯報")
    '会议听取了关于区著名商标的汇报'
    """
    if not _HAN.search(text):
        return text
    text = _SURROGATE.sub("\ufffd", text)
    convert = _converter("t2s")
    out = "".join(map(convert, _chunks(text)))
    if len(out) != len(text):
        message = f"simplifying must keep length: {len(text)} characters became {len(out)}"
        raise ValueError(message)
    out = out.replace("衞", "卫") if "衞" in out else out  # as Hong Kong and Macao write 卫, which t2s does not know
    return _PARTICLE.sub("着", out) if "著" in out else out


def traditional(text: str) -> str:
    """The text as a site's converter would have written it in traditional characters, each in its own place.

    >>> traditional("会议听取了汇报")
    '會議聽取了匯報'
    """
    convert = _converter("s2t")
    return "".join(map(convert, text))


def simplify(text: Traced) -> Swept:
    """Fold traditional characters into simplified ones; 著 becomes 着 only where it is the verb's complement.

    >>> from ingest.clean.traced import Traced
    >>> simplify(Traced.of("著力解決，意味著，著名專著")).text.text
    '着力解决，意味着，著名专著'
    """
    return Swept(text.fold(simplified(text.text)))
