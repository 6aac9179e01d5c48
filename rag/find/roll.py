"""Whether a name that stands in a list of people was one: talk in a transcript mentions people, and calls no roll."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from ingest.parse.posts import courtesy
from ingest.parse.turns import turns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rag.find.shelf import Pages
    from rag.records import PersonRow

_WORD = re.compile(r"代表|公众|委员|群众|居民|专家|来宾|同仁")
"""Words that a name cut out of them is none (3位公众代表出席)."""
_FEW = 5
"""A list of more names was read as a list; of fewer it may be a sentence."""


def called(rows: Iterable[PersonRow], pages: Callable[[str], Pages]) -> list[PersonRow]:
    """The people whose names stand in a roll: under its heading, or in a sentence that is no talk."""
    lists: dict[tuple[str, str], list[PersonRow]] = defaultdict(list)
    kept = list(rows)
    for one in kept:
        lists[one.meeting_id, one.list].append(one)
    misread = {key for key, group in lists.items() if len(group) <= _FEW and _is_talk(group, pages)}
    return [one for one in kept if (one.meeting_id, one.list) not in misread]


def _is_talk(group: list[PersonRow], pages: Callable[[str], Pages]) -> bool:
    first = group[0]
    source = pages(first.document_id)
    text = source.reading.text
    said = [source.reading.span(one.start, one.end) for one in turns(text)]
    if said and first.list != "chair":
        return any(turn.touches(one.span) for turn in said for one in group)
    return any(cut_out(text, *source.reading.locate(one.span)) for one in group)


def cut_out(text: str, start: int, end: int) -> bool:
    """Whether the name at a place is a part of a longer word; the post inside one (丁委员一舟) is none."""
    if courtesy(text[start:end]) is not None:
        return False
    first = max(start - 2, 0)
    return any(
        first + word.start() < end and start < first + word.end() and not text[start:end].startswith(word[0])
        for word in _WORD.finditer(text[first : end + 2])
        if first + word.end() > end or first + word.start() < start or len(word[0]) < end - start
    )
