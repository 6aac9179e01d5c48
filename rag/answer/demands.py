"""What a meeting asks for, point by point: a heading (三要高度重视…。) and the sentences that spell it out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.records import Span
from rag.answer.sentences import NUMBERED, POINT, points, reports
from rag.find.query import YES_NO
from rag.find.terms import Weights, joined
from rag.find.words import NEXT_STEPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.sentences import Body
    from rag.find.shelf import Sentence
    from rag.records import Query

_OPENS = re.compile(r"(?:并|同时|此外)?(?:各[\u4e00-\u9fff]{1,6})?要|会议|[\u4e00-\u9fff]{2,12}要")
_SEVERAL_POINTS = 2
_MOST = 3
_NEARLY, _FAR_LESS = 0.8, 0.7


def demanded(rest: Sequence[str], body: Body, at_least: float = 0.0) -> list[Span]:
    """The points that hold most of `rest`, among the demands, or anywhere in the item where only there they stand.

    All demands where `rest` says nothing, or no point holds any of it; none where the item demands nothing, or no
    point holds `at_least` such a share.
    """
    asked = body.demands()
    if not rest:
        return points(asked)
    everything = [
        one
        for one in body.sentences
        if not reports(one.text) and not any(row.span.touches(one.span) for row in body.decisions)
    ]
    others = grouped(everything)
    mine = [group for group in others if any(one in asked for one in group)]
    weights = Weights.of(rest, [_text(one) for one in others])
    best = max((weights.coverage(_text(one)) for one in mine), default=0.0)
    anywhere = max((weights.coverage(_text(one)) for one in others), default=0.0)
    among, top = (mine, best) if best > anywhere * _FAR_LESS else (others, anywhere)
    if top < at_least or not top:
        return [] if at_least else points(asked)
    held = sorted(((weights.coverage(_text(one)), -at) for at, one in enumerate(among)), reverse=True)[:_MOST]
    chosen = sorted(-at for share, at in held if share >= top * _NEARLY)
    return [span for at in chosen for span in _shortest(among[at], weights)]


def grouped(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    """Sentences point by point: by 一要, 二是, （三） where there are such, else by each sentence that says 要."""
    numbered = sum(bool(NUMBERED.match(one.text)) for one in sentences) >= _SEVERAL_POINTS
    return _split(sentences, NUMBERED if numbered else _OPENS)


def _split(sentences: Sequence[Sentence], opens: re.Pattern[str]) -> list[list[Sentence]]:
    found: list[list[Sentence]] = []
    for one in sentences:
        if not found or opens.match(one.text) or one.text.startswith("会议"):
            found.append([one])
        else:
            found[-1].append(one)
    return found


def _text(group: Sequence[Sentence]) -> str:
    return joined("".join(one.text for one in group))


def _shortest(group: Sequence[Sentence], weights: Weights) -> list[Span]:
    """A point whole where it is short; of a long one its heading and the sentences that hold what is asked."""
    whole = Span(group[0].span.start, group[-1].span.end)
    inner = _split(group, _OPENS)
    if len(inner) > _SEVERAL_POINTS and len(whole) > POINT:
        share, at = max((weights.coverage(_text(one)), -at) for at, one in enumerate(inner))
        return _shortest(inner[-at], weights) if share else []
    if len(whole) <= POINT:
        return [whole]
    shares = [weights.coverage(joined(one.text)) for one in group]
    top = max(shares)
    best = [one for share, one in zip(shares, group, strict=True) if share >= top * _NEARLY]
    after = group[1:2] if group[0] in best else []
    return list(dict.fromkeys(one.span for one in (group[0], *best, *after)))


def lacks_step(query: Query, body: Body) -> bool:
    """Whether a question asks if a next step is to follow (要报常委会吗) that no sentence of the item names."""
    if query.outcomes or not YES_NO.search(query.simplified):
        return False
    asked = next((written for pattern, written in NEXT_STEPS if pattern.search(query.simplified)), ())
    told = "".join(one.text for one in body.sentences)
    return bool(asked) and bool(body.decisions) and not any(step in told for step in asked)
