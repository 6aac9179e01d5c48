"""Several meetings or places named one after another (甲区第3次会议和7月2日的乙区会议): each a side of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from rag.find.matter import is_specific
from rag.find.query import read_query
from rag.find.scope import Side

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from rag.find.scope import Scope
    from rag.find.vocabulary import Vocabulary
    from rag.records import MeetingRow, Query

_JOINS = re.compile(
    r"以及|还是|对比|相比|比起|较之|[和与跟同及、，,；;]|(?<=[会议次区县市镇日])比(?![较例如赛重率选对照])"
)
_BODY = re.compile(r"政府|[党省市区县州]委|国务院|管委会|常委会|[部厅局]务")
"""By what a piece names a body of its own, so that it does not take the place of the one before."""
_NAME = 6
"""Characters of a piece that may be no more than a place, which only the meetings behind it tell from other words."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """What one piece names: a meeting by its day or number (`one`), or a place or body with all that met there.

    `shared` is the piece with the number or time that the last piece may name for all of them (甲区和乙区第6次会议);
    `alone` says that it may also be the last one's own.
    """

    query: Query
    one: bool
    shared: Query | None = None
    alone: bool = False


def each_named(
    question: str,
    scope: Scope,
    vocabulary: Vocabulary,
    today: dt.date | None,
    resolved: Callable[[Query], Scope],
) -> Scope:
    """The meetings that a question names side by side, where it names two or more; else the scope as it was.

    Filters read from a whole question are held together: the day of the one meeting and the number of the other
    leave none. So each piece between 和, 与, 、 is read alone; one that tells of no place of its own is of the
    place before it. Nothing changes unless every piece names meetings, one that names a day or a number just one.
    """
    sides: list[Side] = []
    unplaced = None
    for piece in _pieces(simplified(question), vocabulary, today):
        found = resolved(piece.shared or piece.query)
        found = resolved(piece.query) if found.failed is not None and piece.alone else found
        if found.failed is not None or (piece.one and len(found.meetings) != 1):
            return scope
        unplaced = found.unplaced or unplaced
        sides.append(Side(_called(piece.query), found.ids, piece.query.strangers, piece.query.matter))
    sides = _apart(sides)
    if not all(is_specific(one.matter) for one in sides):
        sides = [replace(one, matter="") for one in sides]
    if len(sides) < 2:  # noqa: PLR2004 - several are two or more
        return _numbered(question, scope)
    named = {one for side in sides for one in side.ids}
    rows: tuple[MeetingRow, ...] = tuple(row for row in scope.held if row.id in named)
    same = named == set(scope.ids) and scope.failed is None
    if same:
        return replace(scope, sides=tuple(sides))
    return replace(scope, meetings=rows, stated=True, failed=None, unplaced=unplaced, sides=tuple(sides))


_MOST = 4
_SO_MANY = re.compile(r"[两二三四][次场](?!以上)|前后两|这几[次场]")


def _numbered(question: str, scope: Scope) -> Scope:
    """The few meetings that a question counts (该区的两次会议), each a side; else the scope as it was."""
    if scope.failed is not None or not 1 < len(scope.meetings) <= _MOST or not _SO_MANY.search(simplified(question)):
        return scope
    return replace(scope, sides=tuple(Side("", (row.id,)) for row in scope.meetings))


_EACH = re.compile(r"各自?(?:[作做提讲说定有]出?)?$|^各自?|谁家.*$|两[边家地方]|双方")


def about_sides(query: Query, scope: Scope) -> Query:
    """The question with a matter that is free of the names of its sides, and of the words that point at each."""
    if not scope.sides:
        return query
    names = sorted({name for side in scope.sides for name in (side.name, *side.spoken) if name}, key=len, reverse=True)
    bare = re.sub("|".join(map(re.escape, names)), " ", query.matter) if names else query.matter
    words = (_EACH.sub("", word) for word in bare.split())
    return replace(query, matter=" ".join(word for word in words if len(word) > 1))


def _called(piece: Query) -> str:
    return "".join((*piece.places[:1], *piece.bodies[:1], *piece.kinds[:1]))


def _apart(sides: Sequence[Side]) -> list[Side]:
    """The sides without the meetings of narrower ones (a city beside one of its districts), none named twice."""
    kept: dict[frozenset[str], Side] = {}
    for side in sides:
        mine = set(side.ids)
        narrower = {one for other in sides if set(other.ids) < mine for one in other.ids}
        ids = tuple(one for one in side.ids if one not in narrower)
        if ids:
            kept.setdefault(frozenset(ids), replace(side, ids=ids))
    every = [one for ids in kept for one in ids]
    return list(kept.values()) if len(every) == len(set(every)) else []


def _pieces(question: str, vocabulary: Vocabulary, today: dt.date | None) -> list[_Piece]:
    """The pieces of a question that name meetings, as they read by themselves."""
    if not _JOINS.search(question):
        return []
    found: list[_Piece] = []
    places: tuple[str, ...] = ()
    pieces = [one for one in map(str.strip, _JOINS.split(question)) if one]
    for words in pieces:
        piece = read_query(words, (), vocabulary, today)
        if not piece.filters and len(words) <= _NAME and words is not pieces[-1]:
            piece = read_query(f"{words}会议", (), vocabulary, today)
            piece = replace(piece, places=piece.strangers, matter=words) if piece.strangers else piece
        own = piece.places or piece.strangers
        times = piece.periods or piece.on
        one = bool(piece.sessions or piece.document_numbers or times)
        if one and not own and places and not piece.bodies and not _BODY.search(words):
            piece = replace(piece, places=places)
            found = [other for other in found if other.one or other.query.places != places]
        if not (one or own or piece.bodies) and piece.kinds and found and found[-1].query.kinds and "精神" not in words:
            piece = replace(piece, places=places, bodies=found[-1].query.bodies)
            own = piece.places
        places = own or places
        if one or own or piece.bodies:
            found.append(_Piece(piece, one and not _is_range(piece)))
    return _sharing(found)


def _is_range(piece: Query) -> bool:
    """Whether a piece names a place and no more of a time than a range of days (甲区2023年)."""
    exact = piece.sessions or piece.document_numbers or piece.on or any(one.first == one.last for one in piece.periods)
    return bool(piece.places) and not exact


def _sharing(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The pieces, those that name only a place with what the last one says of number, time and kind."""
    last = pieces[-1] if pieces else None
    if last is None:
        return []
    of_last = {name: getattr(last.query, name) for name in ("sessions", "periods", "on", "kinds")}
    return [
        piece
        if piece.one or piece.query.periods or piece is last
        else replace(
            piece,
            shared=replace(
                piece.query, **{name: getattr(piece.query, name) or value for name, value in of_last.items()}
            ),
            alone=last.one or not last.query.periods,
        )
        for piece in pieces
    ]
