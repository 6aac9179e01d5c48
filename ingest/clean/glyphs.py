"""Characters that a conversion has swallowed and replaced by ?, □ or U+FFFD. What they were is never guessed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.clean.step import Swept, Wound, mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.clean.traced import Traced

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_STANDS = f"[{_HAN}、，。；：”’》）)〕]"  # what may stand in front of a character that is gone
_FOLLOWS = f"[{_HAN}\\d、，。；：,;“”‘’《》（()）〔〕 \n]"
# A pattern opens with its literal mark, and looks back over it: so the search skips all other characters.
_LOST = re.compile(
    f"\\?(?<={_STANDS}.)\\?{{0,7}}(?={_FOLLOWS}|\\Z)|\\?(?<=[“‘《（(].)\\?{{0,7}}(?=[{_HAN}])|\ufffd\ufffd{{0,63}}|？(?=[，、；：。])"
)
_BOX = re.compile(f"[□■〓▯](?<={_STANDS}.)[□■〓▯]{{0,7}}(?={_STANDS})")
_CLAUSE = 30  # characters looked back for the question that a mark may end
_ASKS = re.compile(
    "什么|怎么|怎样|怎能|如何|为何|何[时处以为人事]|谁|哪|吗|呢|几[个时多]|多少|是否|[能可]否|是不是|有没有|能不能|会不会|要不要"
    "|难道|岂|何不"
)
_BREAKS = "。！？；!?;\n"
_CHECKBOX = re.compile("[是否有无男女同意]{1,2}[□■]")


def _asked(plain: str, at: int) -> bool:
    """Whether the clause in front of a question mark asks something."""
    clause = plain[max(0, at - _CLAUSE) : at]
    start = max(clause.rfind(mark_) for mark_ in _BREAKS) + 1
    return _ASKS.search(clause, start) is not None


def _lost(plain: str) -> Iterator[Wound]:
    for match in _LOST.finditer(plain):
        if match[0] not in {"?", "？"} or not _asked(plain, match.start()):
            yield Wound(*match.span())
    for match in _BOX.finditer(plain):
        if not _CHECKBOX.search(plain, max(0, match.start() - 8), match.end() + 8):
            yield Wound(*match.span())


def mark_lost(text: Traced) -> Swept:
    """Mark where characters are gone, and leave the marks in the reading; a question keeps its mark.

    >>> from ingest.clean.traced import Traced
    >>> page = "3月5日下?，县长主持召开县政府常务会议??会议要求确保安全。"
    >>> [len(damage.span) for damage in mark_lost(Traced.of(page)).damaged]
    [1, 2]
    >>> mark_lost(Traced.of("钱从哪里来?人往哪里去?会议作了研究。")).damaged
    ()
    """
    return mark(text, "lost", sorted(_lost(text.text), key=lambda wound: wound.start))
