"""Which meeting a question names by words of its title alone: 茶园步道说明会 for 石溪乡茶园步道路线说明会会议纪录."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.clean.script import simplified

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.records import MeetingRow

_NAMED = re.compile(r"^[^，。？！,?!]{4,30}?会(?:议)?(?!议|员|计|长|场)")
_LEAST = 6
"""Characters from which on the words are those of one title, and not of any meeting."""


def titled(question: str, meetings: Sequence[MeetingRow]) -> MeetingRow | None:
    """The one meeting whose title holds, in their order, the words that open a simplified question up to 会.

    None where no title holds them, or several do.
    """
    named = _NAMED.match(question.strip())
    words = re.sub(r"^(?:请问|在|那|关于)", "", named[0]) if named else ""
    if len(words) < _LEAST:
        return None
    found = [row for row in meetings if row.title and _in_order(words, simplified(row.title))]
    return found[0] if len(found) == 1 else None


def beyond_title(question: str, title: str) -> str:
    """A question without the words that open it and name its meeting by the words of its title."""
    named = _NAMED.match(question)
    return question[named.end() :].lstrip("上中，, ") if named and _in_order(named[0], title) else question


def _in_order(words: str, title: str) -> bool:
    """Whether a title holds all characters of some words in their order.

    >>> _in_order("茶园步道说明会", "石溪乡茶园步道路线说明会会议纪录"), _in_order("步道茶园会", "茶园步道说明会")
    (True, False)
    """
    rest = iter(title)
    return all(one in rest for one in words)
