"""The catalogue: everything an archive knows, and the truth from which both indexes can be made again.

One transaction a document. Reading methods may be called from any thread; writing ones from the one process that
holds the archive's lock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from rag.errors import WrongEmbedder
from rag.index import tables as t
from rag.index.filing import rows_of
from rag.index.lookups import Lookups, digest

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import numpy as np
    from numpy.typing import NDArray
    from sqlalchemy import Connection, Select

    from ingest.minutes import Reading
    from rag.index.filing import Rows
    from rag.ports import Embedder
    from rag.records import Chunk

Store = Literal["lexical", "vectors"]
STORES: tuple[Store, ...] = ("lexical", "vectors")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a source stands to the catalogue.

    `same` is the document that has its bytes, `before` another one that it held until now, `known` whether the
    catalogue knows that these bytes lie there.
    """

    same: str | None
    before: str | None
    known: bool


class Catalogue(Lookups):
    """Writes documents whole or not at all; `Lookups` has the questions one may ask."""

    def stand(self, key: str, sha256: str) -> Standing:
        """What the catalogue holds for these bytes and for this source; `key` is from `source_key`."""
        with self.database.read() as connection:
            same = connection.execute(select(t.documents.c.id).where(t.documents.c.sha256 == sha256)).scalar()
            before = connection.execute(select(t.sources.c.document_id).where(t.sources.c.uri == key)).scalar()
        return Standing(same, before if before != same else None, before is not None and before == same)

    def add(self, reading: Reading, key: str, chunks: Sequence[Chunk], vectors: NDArray[np.float32]) -> None:
        """File one document with its chunks and their vectors (n, dimension); what `key` held before goes."""
        rows = rows_of(reading)
        with self.database.write() as connection:
            connection.execute(insert(t.documents), rows.document)
            self._point(connection, key, rows.document["id"])
            self._fill(connection, rows)
            self._add_chunks(connection, chunks, vectors)

    def replace(self, reading: Reading, chunks: Sequence[Chunk], vectors: NDArray[np.float32]) -> None:
        """Put what is read from a document now in the place of what was; where it lies and since when stays."""
        rows = rows_of(reading)
        own = rows.document["id"]
        sources, since = select(t.sources.c.uri), select(t.documents.c.added_at)
        with self.database.write() as connection:
            uris = connection.execute(sources.where(t.sources.c.document_id == own)).scalars().all()
            added_at = connection.execute(since.where(t.documents.c.id == own)).scalar_one()
            self._drop(connection, own)
            connection.execute(insert(t.documents), rows.document | {"added_at": added_at})
            connection.execute(insert(t.sources), [{"uri": uri, "document_id": own} for uri in uris])
            self._fill(connection, rows)
            self._add_chunks(connection, chunks, vectors)

    def point(self, key: str, document: str) -> None:
        """Note that a source holds the bytes of a document that is there already."""
        with self.database.write() as connection:
            self._point(connection, key, document)

    def remove(self, document: str) -> bool:
        """Take a document and all that was read from it out; False where there is none."""
        with self.database.write() as connection:
            return self._drop(connection, document)

    def bind(self, embedder: Embedder) -> None:
        """Write down which embedder made the vectors. Raises WrongEmbedder where another one did."""
        self.check(embedder.name)
        if self.database.value("embedder") is None:
            with self.database.write(quiet=True) as connection:
                self._put(connection, {"embedder": embedder.name, "dimension": str(embedder.dimension)})

    def check(self, name: str) -> None:
        """Raise WrongEmbedder where another embedder than `name` made the vectors."""
        bound = self.database.value("embedder")
        if bound is not None and bound != name:
            raise WrongEmbedder(
                f"{self.database.path.parent}：档案的向量由 {bound} 生成，现在的模型是 {name}；"
                "请恢复原来的 JIYAO_EMBEDDING_MODEL，或换一个 --home 用 jiyao ingest 重新导入"
            )

    def replace_vectors(self, embedder: Embedder, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Bind the archive to another embedder, with its vectors for all chunks, in one transaction."""
        with self.database.write() as connection:
            connection.execute(delete(t.vectors))
            self._add_vectors(connection, ids, vectors)
            self._put(connection, {"embedder": embedder.name, "dimension": str(embedder.dimension)})
            self._note(connection, ids, ("vectors",))

    def pending(self, store: Store, limit: int | None = None) -> list[str]:
        """Ids of chunks that `store` may not know as the catalogue does, at most `limit`."""
        query = select(t.pending.c.chunk_id).where(t.pending.c.store == store).order_by(t.pending.c.chunk_id)
        with self.database.read() as connection:
            return list(connection.execute(query.limit(limit)).scalars())

    def waiting(self, stores: Collection[Store] = STORES) -> int:
        """How many chunks any of these stores may not know."""
        query = select(func.count(t.pending.c.chunk_id.distinct())).where(t.pending.c.store.in_(stores))
        with self.database.read() as connection:
            return connection.execute(query).scalar_one()

    def settle(self, store: Store, ids: Sequence[str] | None = None) -> None:
        """Note that `store` has taken these chunks up, or, with None, that it was made anew from all of them."""
        query = delete(t.pending).where(t.pending.c.store == store)
        with self.database.write(quiet=True) as connection:
            if ids is None:
                connection.execute(query)
            elif ids:
                one = query.where(t.pending.c.chunk_id == bindparam("one"))
                connection.execute(one, [{"one": chunk} for chunk in ids])

    def _point(self, connection: Connection, key: str, document: str) -> None:
        """Let a source name a document; what it named before goes when no other source names it."""
        query = select(t.sources.c.document_id).where(t.sources.c.uri == key)
        before = connection.execute(query).scalar()
        if before == document:
            return
        connection.execute(delete(t.sources).where(t.sources.c.uri == key))
        connection.execute(insert(t.sources), {"uri": key, "document_id": document})
        if before is not None and not connection.execute(_sources(before)).first():
            self._drop(connection, before)

    @staticmethod
    def _fill(connection: Connection, rows: Rows) -> None:
        """What was read of a document that is there."""
        parts = (
            (t.meetings, rows.meetings), (t.items, rows.items), (t.decisions, rows.decisions),
            (t.people, rows.people), (t.units, rows.units),
        )  # fmt: skip
        for table, values in parts:
            if values:
                connection.execute(insert(table), values)

    def _add_chunks(self, connection: Connection, chunks: Sequence[Chunk], vectors: NDArray[np.float32]) -> None:
        rows = [
            {
                "id": one.id, "document_id": one.document_id, "meeting_id": one.meeting_id, "item_id": one.item_id,
                "position": position, "start": one.span.start, "end": one.span.end, "context": one.context,
                "text": one.text, "digest": digest(one),
            }
            for position, one in enumerate(chunks)
        ]  # fmt: skip
        if rows:
            connection.execute(insert(t.chunks), rows)
            self._add_vectors(connection, [one.id for one in chunks], vectors)
            self._note(connection, [one.id for one in chunks], STORES)

    def _drop(self, connection: Connection, document: str) -> bool:
        query = select(t.chunks.c.id).where(t.chunks.c.document_id == document)
        self._note(connection, list(connection.execute(query).scalars()), STORES)
        gone = connection.execute(delete(t.documents).where(t.documents.c.id == document))
        return gone.rowcount > 0

    @staticmethod
    def _add_vectors(connection: Connection, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        stored = vectors.astype("<f2")
        rows = [{"chunk_id": one, "vector": row.tobytes()} for one, row in zip(ids, stored, strict=True)]
        if rows:
            connection.execute(insert(t.vectors), rows)

    @staticmethod
    def _note(connection: Connection, ids: Sequence[str], stores: tuple[Store, ...]) -> None:
        rows = [{"chunk_id": one, "store": store} for one in ids for store in stores]
        if rows:
            connection.execute(upsert(t.pending).on_conflict_do_nothing(), rows)

    @staticmethod
    def _put(connection: Connection, values: dict[str, str]) -> None:
        statement = upsert(t.meta)
        statement = statement.on_conflict_do_update(index_elements=["key"], set_={"value": statement.excluded.value})
        connection.execute(statement, [{"key": key, "value": value} for key, value in values.items()])


def _sources(document: str) -> Select[tuple[str]]:
    return select(t.sources.c.uri).where(t.sources.c.document_id == document).limit(1)
