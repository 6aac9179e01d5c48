"""Quotes from transcripts: people speak in many short sentences, and one of them alone seldom says what is meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from ingest.parse.turns import turns

if TYPE_CHECKING:
    from ingest.records import Span
    from rag.find.shelf import Pages

_LONGEST = 240
"""Characters a quote may grow to: what someone says in one breath, still read at a glance."""
_BEFORE = 60
"""Characters of the sentence before, up to which it is taken in: it names what the next one calls 这个."""
_ENDS = re.compile(r"[。！？!?]")


def _answered(text: str, after: int) -> int | None:
    """Where the first words of the next speaker end, to whom the floor was given; None where nobody follows."""
    said = next((one for one in turns(text) if one.start >= after and one.speaker is not None), None)
    if said is None or text[after : said.start].strip(" \n\t#>*○"):
        return None
    stops = [one.end() for one in _ENDS.finditer(text, said.body, said.end)]
    return max((one for one in stops if one <= said.body + _LONGEST), default=None)


_HANDS_OVER = re.compile(
    r"[？?]$|请[^，。]{0,16}(?:说明|裁示|回应|回复|补充|报告|指示|表示|分享)[^，。]{0,8}[。]?$|(?:好不好|是不是|可不可以|对不对)[。？?]$"
)
"""How a speaker asks another to go on: what is asked is settled in the next turn."""


def in_one_breath(pages: Pages, place: Span) -> Span:
    """The place of a sentence, and in a transcript what the speaker says around it in the same paragraph.

    Where that ends in a question to somebody, the first words of the answer too.
    """
    text = pages.reading.text
    if not turns(text):
        return place
    start, end = pages.reading.locate(place)
    opens = text.rfind("\n", 0, start) + 1
    closes = text.find("\n", end)
    closes = len(text) if closes < 0 else closes
    stops = [one.end() for one in _ENDS.finditer(text, opens, closes)]
    before = [one for one in stops if one < start]
    first = before[-2] if len(before) > 1 else opens
    start = first if before and start - first <= _BEFORE else start
    end = max((one for one in stops if end <= one <= start + _LONGEST), default=end)
    if text[start:end].endswith(("：", ":")):
        end = max((one.end() for one in _ENDS.finditer(text, end, end + _LONGEST)), default=end)
    if _HANDS_OVER.search(simplified(text[start:end])):
        end = _answered(text, closes) or end
    while start < end and text[start].isspace():
        start += 1
    return pages.reading.span(start, end)
