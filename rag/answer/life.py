"""The career of someone, where a news text tells it beside the meeting: the sentences that do, whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from rag.answer.cite import trimmed
from rag.answer.draft import Draft, Evidence
from rag.find.standing import standing

if TYPE_CHECKING:
    from rag.find.scope import Scope
    from rag.find.shelf import Shelf
    from rag.records import Query

_ASKS = re.compile(
    r"任职经历|工作经历|从政经历|经历$|履历|简历|生平|历任|曾任|(?:当|任|担任|做)过(?:什么|哪些|啥)|"
    r"(?:以前|之前|此前|过去|原来|从前)(?:是|在|当|任|担任|做)?(?:干|做|什么|哪|啥|过)"
)
_TELLS = re.compile(
    r"曾任|历任|先后(?:任|担任)|出生于?|籍贯|[年月](?:至[^，。]{2,8})?(?:起)?(?:任|担任|出任|调任|升任)"
)


def life_of(query: Query, scope: Scope, shelf: Shelf) -> tuple[Draft, ...]:
    """The sentences that tell what someone was before; none where the question does not ask that, or none is there."""
    if not query.people or not _ASKS.search(query.simplified):
        return ()
    rows = {row.id: row for row in scope.meetings}
    found: dict[object, Draft] = {}
    for name in query.people:
        for chunk in standing(name, scope, shelf, parts=False).chunks:
            pages = shelf.pages(chunk.document_id)
            for one in pages.sentences(chunk.span):
                if name in simplified(one.text) and _TELLS.search(one.text):
                    place = trimmed(pages, one.span)
                    found[place] = Draft(pages.words(place), (Evidence(rows[chunk.meeting_id], place),))
    return tuple(found.values())
