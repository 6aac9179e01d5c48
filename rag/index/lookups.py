"""The questions one may ask the catalogue; every answer is records, in an order that does not change."""

from __future__ import annotations

from hashlib import blake2s
from typing import TYPE_CHECKING, TypeVar, get_args

import numpy as np
from sqlalchemy import func, select

from rag.index import rows
from rag.index import tables as t
from rag.index.chunk import searched
from rag.index.held import Held
from rag.records import Attendance

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from numpy.typing import NDArray
    from sqlalchemy import ColumnElement, RowMapping, Select

    from ingest.records import Document, Quality
    from rag.index.database import Database, Standing
    from rag.records import Chunk, DecisionRow, DocumentRow, ItemRow, MeetingRow, PersonRow

T = TypeVar("T")
Row = TypeVar("Row", bound=tuple[object, ...])
LISTS: frozenset[Attendance] = frozenset(get_args(Attendance))
HELD = 20_000  # vectors read at once for the first question about a part: 0.3 s once, 30 MB
MOST_HELD = 200_000  # and for the second one, since a process that answers several gains by it: 1 s at 100,000, 150 MB
TEXTS_HELD = 10_000  # chunks kept from one question to the next: some 15 MB
ROWS_HELD = 20_000  # rows of each kind kept likewise: items, the largest, some 40 MB
BATCH = 10_000  # values in one IN list; SQLite takes 32,766

Condition = tuple["ColumnElement[object]", "Collection[object] | None"]
"""A column and the values it may have; None where anything goes."""

Vectors = tuple[list[str], "NDArray[np.float32]"]
"""Chunk ids, and a row of numbers a chunk."""


def digest(chunk: Chunk) -> str:
    """What makes two chunks embed alike: the same words under the same context."""
    return blake2s(searched(chunk).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class Lookups:
    """Reading methods, safe in any thread. A filter is a collection of allowed values; None filters nothing."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._meetings: tuple[int, list[MeetingRow]] = (-1, [])
        self._chunks: tuple[int, int] = (-1, 0)
        nothing = np.zeros((0, 0), np.float32)
        self._held: tuple[int, list[str], NDArray[np.float32], dict[str, int]] = (-1, [], nothing, {})
        self._asked = -1
        self._texts: tuple[int, dict[str, Chunk]] = (-1, {})
        self._items: Held[ItemRow] = Held(ROWS_HELD)
        self._decisions: Held[DecisionRow] = Held(ROWS_HELD)
        self._people: Held[PersonRow] = Held(ROWS_HELD)
        self._ids: Held[str] = Held(MOST_HELD)

    def generation(self) -> int:
        """A number that grows with every change; what was derived under another one is stale."""
        return self.database.generation()

    def standing(self) -> Standing:
        """The generation, with whether both indexes have followed it."""
        return self.database.standing()

    def counts(self) -> dict[str, int]:
        """How many documents, meetings, items, chunks and pending index entries there are."""
        tables = (t.documents, t.meetings, t.items, t.chunks, t.pending)
        with self.database.read() as connection:
            return {one.name: connection.execute(select(func.count()).select_from(one)).scalar_one() for one in tables}

    def size(self) -> int:
        """How many chunks there are: what every question asks first, so counted once for an archive as it stands."""
        now = self.generation()
        if self._chunks[0] != now:
            with self.database.read() as connection:
                self._chunks = (now, connection.execute(select(func.count()).select_from(t.chunks)).scalar_one())
        return self._chunks[1]

    def documents(self) -> list[DocumentRow]:
        """Every document, the first added first."""
        counted = select(func.count()).where(t.meetings.c.document_id == t.documents.c.id).scalar_subquery()
        columns = [column for column in t.documents.c if column.name != "text"]
        query = select(*columns, counted.label("meetings")).order_by(t.documents.c.added_at, t.documents.c.id)
        return self._all(query, rows.document_row)

    def document(self, document: str) -> Document | None:
        """The document with this id."""
        return self._one(select(t.documents).where(t.documents.c.id == document), rows.document)

    def quality(self, document: str) -> Quality | None:
        """What was wrong with a document."""
        query = select(t.documents.c.quality).where(t.documents.c.id == document)
        return self._one(query, lambda row: rows.quality(row["quality"]))

    def meeting_quality(self, meeting: str) -> Quality | None:
        """What was wrong with one meeting of a document, and which of its fields are absent."""
        query = select(t.meetings.c.quality).where(t.meetings.c.id == meeting)
        return self._one(query, lambda row: rows.quality(row["quality"]))

    def meetings(self, ids: Collection[str] | None = None) -> list[MeetingRow]:
        """Meetings in the order in which their documents were added."""
        now = self.generation()
        held, found = self._meetings
        if held != now:
            query = (
                select(t.meetings, t.documents.c.name.label("document_name"))
                .join(t.documents)
                .order_by(t.documents.c.added_at, t.documents.c.id, t.meetings.c.index)
            )
            found = self._all(query, rows.meeting)
            self._meetings = (now, found)
        return [one for one in found if ids is None or one.id in ids]

    def meeting(self, meeting: str) -> MeetingRow | None:
        """The meeting with this id."""
        return next(iter(self.meetings({meeting})), None)

    def items(self, meetings: Collection[str] | None = None, ids: Collection[str] | None = None) -> list[ItemRow]:
        """Agenda items, by meeting and in the order of its agenda."""
        found = self._of_meetings(self._items, select(t.items), meetings, [(t.items.c.id, ids)], rows.item)
        return sorted(found, key=lambda one: (one.meeting_id, one.ordinal))

    def decisions(
        self,
        meetings: Collection[str] | None = None,
        items: Collection[str] | None = None,
        outcomes: Collection[str] | None = None,
        units: Collection[str] | None = None,
    ) -> list[DecisionRow]:
        """Decisions and directives, by document in the order of its text.

        `outcomes` leaves directives out; `units` are names as `unit_names` gives them, of who answers or helps.
        """
        conditions: list[Condition] = [(t.decisions.c.item_id, items), (t.decisions.c.outcome, outcomes)]
        found = self._of_meetings(self._decisions, select(t.decisions), meetings, conditions, rows.decision)
        if units is not None:
            found = [one for one in found if not {*one.responsible, *one.supporting}.isdisjoint(units)]
        return sorted(found, key=lambda one: (one.document_id, one.span, one.id))

    def people(
        self,
        meetings: Collection[str] | None = None,
        names: Collection[str] | None = None,
        lists: Collection[Attendance] | None = None,
    ) -> list[PersonRow]:
        """Names in lists, by meeting, list and the order of the text; the chair and the recorder are lists of one.

        Presenters belong to their items, see `ItemRow`.
        """
        conditions: list[Condition] = [(t.people.c.name, names), (t.people.c.list, lists)]
        found = self._of_meetings(self._people, select(t.people), meetings, conditions, rows.person)
        found = [one for one in found if one.list in LISTS]
        return sorted(found, key=lambda one: (one.meeting_id, one.list, one.position))

    def unit_names(self) -> list[str]:
        """Every unit that an item, a decision or a directive names, and every person's, once, sorted."""
        items, people = select(t.units.c.name), select(t.people.c.unit).where(t.people.c.unit.is_not(None))
        return sorted(self._values(items.union(people)))

    def people_names(self) -> list[str]:
        """Every name in a list, once, sorted; presenters of items included."""
        return sorted(self._values(select(t.people.c.name).distinct()))

    def chunks(self, ids: Sequence[str]) -> list[Chunk]:
        """Chunks in the order of their ids; an id that is gone is left out."""
        now = self.generation()
        if self._texts[0] != now:
            self._texts = (now, {})
        held = self._texts[1]
        found = {one: chunk for one in ids if (chunk := held.get(one)) is not None}
        if missing := [one for one in ids if one not in found]:
            fresh = {one.id: one for one in self._where(select(t.chunks), [(t.chunks.c.id, missing)], rows.chunk)}
            if len(held) + len(fresh) > TEXTS_HELD:
                held.clear()
            held |= fresh
            found |= fresh
        return [found[one] for one in ids if one in found]

    def chunks_of(self, meetings: Collection[str] | None = None, items: Collection[str] | None = None) -> list[Chunk]:
        """The chunks of meetings or items, by document in the order of its text."""
        conditions: list[Condition] = [(t.chunks.c.meeting_id, meetings), (t.chunks.c.item_id, items)]
        return sorted(
            self._where(select(t.chunks), conditions, rows.chunk), key=lambda one: (one.document_id, one.span)
        )

    def chunk_ids(
        self, meetings: Collection[str] | None = None, items: Collection[str] | None = None
    ) -> frozenset[str]:
        """The candidates that a filter leaves, for `among`."""
        query, of_items = select(t.chunks.c.meeting_id, t.chunks.c.id), [(t.chunks.c.item_id, items)]
        return frozenset(self._of_meetings(self._ids, query, meetings, of_items, lambda row: row["id"]))

    def vectors(self, ids: Collection[str] | None = None) -> Vectors:
        """Chunk ids, sorted, and their vectors as unit rows of float32; all of them without `ids`.

        Kept in memory from one question to the next: always where all are asked for, else up to HELD chunks at once
        and up to MOST_HELD when a second question comes.
        """
        generation, held, matrix, places = self._held
        if generation != (now := self.generation()):
            if ids is not None and self.size() > (MOST_HELD if self._asked == now else HELD):
                self._asked = now
                return self.read_vectors(ids)
            held, matrix = self.read_vectors()
            places = {one: place for place, one in enumerate(held)}
            self._held = (now, held, matrix, places)
        if ids is None:
            return held, matrix
        found = sorted(one for one in ids if one in places)
        return found, matrix[[places[one] for one in found]]

    def read_vectors(self, ids: Collection[str] | None = None) -> Vectors:
        """As `vectors`, from the file, kept nowhere."""
        query = select(t.vectors.c.chunk_id, t.vectors.c.vector)
        with self.database.read() as connection:
            if ids is None:
                found = [(*row,) for row in connection.execute(query.order_by(t.vectors.c.chunk_id))]
            else:
                batches = (query.where(t.vectors.c.chunk_id.in_(some)) for some in in_batches(sorted(ids)))
                found = sorted((*row,) for one in batches for row in connection.execute(one))
        return [chunk for chunk, _ in found], _unit_rows([vector for _, vector in found])

    def vectors_by_digest(self, digests: Collection[str]) -> dict[str, NDArray[np.float32]]:
        """Vectors that texts of the same digest have been given before."""
        joined = select(t.chunks.c.digest, t.vectors.c.vector).join(t.vectors)
        found: dict[str, NDArray[np.float32]] = {}
        with self.database.read() as connection:
            for some in in_batches(sorted(digests)):
                for key, vector in connection.execute(joined.where(t.chunks.c.digest.in_(some))):
                    found[key] = _unit_rows([vector])[0]
        return found

    def _where(self, query: Select[Row], conditions: list[Condition], build: Callable[[RowMapping], T]) -> list[T]:
        """The rows that meet every condition."""
        return [one for narrow in _narrowed(query, conditions) for one in self._all(narrow, build)]

    def _of_meetings(
        self,
        held: Held[T],
        query: Select[Row],
        meetings: Collection[str] | None,
        others: Sequence[Condition],
        build: Callable[[RowMapping], T],
    ) -> list[T]:
        """The rows of these meetings that meet the other conditions; with none, from memory."""
        column = query.selected_columns["meeting_id"]
        if meetings is None or any(values is not None for _, values in others):
            return self._where(query, [(column, meetings), *others], build)

        def read(missing: list[str]) -> list[tuple[str, T]]:
            return self._where(query, [(column, missing)], lambda row: (row["meeting_id"], build(row)))

        return held.get(self.generation(), meetings, read)

    def _all(self, query: Select[Row], build: Callable[[RowMapping], T]) -> list[T]:
        with self.database.read() as connection:
            return [build(row) for row in connection.execute(query).mappings()]

    def _one(self, query: Select[tuple[object, ...]], build: Callable[[RowMapping], T]) -> T | None:
        return next(iter(self._all(query, build)), None)

    def _values(self, query: object) -> list[str]:
        with self.database.read() as connection:
            return list(connection.execute(query).scalars().all())  # type: ignore[call-overload]


def _narrowed(query: Select[Row], conditions: list[Condition]) -> Iterator[Select[Row]]:
    """The query under every condition, in as many parts as the longest list of values needs."""
    given = [(column, values) for column, values in conditions if values is not None]
    given.sort(key=lambda one: len(one[1]))
    for column, values in given[:-1]:
        query = query.where(column.in_(list(values)))
    if not given:
        yield query
        return
    column, values = given[-1]
    for some in in_batches(list(values)):
        yield query.where(column.in_(some))


def _unit_rows(stored: Sequence[bytes]) -> NDArray[np.float32]:
    """Float16 rows as float32, made unit again: rounding changes a length by 1e-4, as much as neighbours differ."""
    matrix = np.frombuffer(b"".join(stored), "<f2").astype(np.float32).reshape(len(stored), -1 if stored else 0)
    return np.asarray(matrix / np.linalg.norm(matrix, axis=1, keepdims=True), np.float32)


def in_batches(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Slices short enough for one IN list."""
    for at in range(0, len(values), BATCH):
        yield values[at : at + BATCH]
