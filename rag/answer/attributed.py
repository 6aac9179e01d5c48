"""Who said a thing: the sentence that holds it, under the one that opens what its speaker says.

Reports of a meeting name a speaker once (甲某要求，…) and go on for a paragraph; transcripts put the name on a line
of its own. So the speaker is sought backwards from the sentence, as far as the next one who speaks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.answer.cite import trimmed
from rag.answer.draft import Draft, Evidence
from rag.answer.naming import opens_speech
from rag.answer.nearby import nearest

if TYPE_CHECKING:
    from rag.answer.asking import Asking
    from rag.records import Query

_SAID = r"(?:提|说|讲|要求|强调|表示|介绍|指出|谈|建议|主张|希望)"
_WHO_SAID = re.compile(
    rf"(?:谁|哪位(?:领导|同志)?|何人|哪个人)(?:来|在会上|会上|当时|给)?{_SAID}(?!供|交|案|请)(?:的|了|过|出|到)|"
    rf"(?:这|那)?(?:句|番)?(?:话|要求|意见|建议|说法|看法|主张)是(?:谁|哪位)"
)
_HOLDS = 0.3
"""Share of the question's characters and pairs that a sentence must hold to be the one that is meant."""


def asks_who_said(query: Query) -> bool:
    """Whether a question asks who said something, not who put a matter on the agenda.

    >>> bool(_WHO_SAID.search("先修学校这话是谁说的")), bool(_WHO_SAID.search("这个方案是谁提交的"))
    (True, False)
    """
    return bool(_WHO_SAID.search(query.simplified)) and not query.people


def attributed(asking: Asking) -> tuple[Draft, ...]:
    """The sentence meant, behind the one in which its speaker opens; empty where none is meant or nobody is named."""
    best = next(iter(nearest(asking)), None)
    if best is None or best.shared < _HOLDS:
        return ()
    place = best.draft.evidence[0]
    pages = asking.shelf.pages(place.meeting.document_id)
    before = [one for one in pages.sentences(place.meeting.span) if one.span.start <= place.span.start]
    for one in reversed(before):
        opened = opens_speech(one.text)
        if opened is None:
            continue
        if not opened:  # the meeting itself speaks: nobody is named
            return ()
        span = trimmed(pages, one.span)
        if span.touches(place.span):
            return (Draft(pages.words(span), (Evidence(place.meeting, span),)),)
        return (Draft(pages.words(span), (Evidence(place.meeting, span),)), best.draft)
    return ()
