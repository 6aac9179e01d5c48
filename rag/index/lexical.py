"""BM25 over units and their pairs, by tantivy: exact on every Chinese phrase, whatever a word splitter would say.

A derived cache in versioned folders. One process writes; others read, and see a commit or a rebuild at their next
search. The words of a chunk taken out weigh in BM25's statistics until tantivy merges its segment.

A filter leaves whole meetings, so it is asked for by meeting: of 110,000 chunks 4,000 by their own ids cost 25 ms, the
200 meetings that hold them 3. An index of an older layout, without that field, does not open and is made anew.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rag.errors import StoreError
from rag.index.units import grams
from rag.index.versions import Versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from tantivy import Index, IndexWriter, Query, Schema

HEAP = 64_000_000  # bytes a writer gathers before it makes a segment
TIES = 16  # hits fetched beyond the limit, so that equal scores at its edge are cut by id
ID, MEETING = "id", "meeting"  # the fields that a filter names


class TantivyIndex:
    """The `LexicalIndex` of an archive; ids are made from content, so one that is present is left as it is.

    Opening never fails: an index that is missing or broken is `usable` only after `rebuild`.
    """

    def __init__(self, home: Path) -> None:
        self._versions = Versions(home)
        self._lock = threading.RLock()
        self._index: Index | None = None
        self._folder: Path | None = None
        self._writer: IndexWriter | None = None

    def usable(self) -> bool:
        """Whether there is an index that opens."""
        with self._lock:
            try:
                return self._open() is not None
            except StoreError:
                return False

    def count(self) -> int:
        """Chunks in the index; 0 where there is none. Raises StoreError where it is broken."""
        with self._lock:
            index = self._open()
            if index is None:
                return 0
            index.reload()
            return int(index.searcher().num_docs)

    def update(self, upserts: Sequence[tuple[str, str]], deletes: Sequence[str]) -> None:
        """Put (chunk id, text) pairs in, take ids out, and make both durable. Raises StoreError."""
        with self._lock, _translated(self._versions.home):
            index = self._open() or self._create()
            self._writer = self._writer or index.writer(HEAP, 1)
            for one in deletes:
                self._writer.delete_documents_by_term("id", one)
            _put(self._writer, [pair for pair in upserts if not _knows(index, pair[0])])
            self._writer.commit()
            index.reload()

    def rebuild(self, texts: Iterable[Sequence[tuple[str, str]]]) -> None:
        """Make the index anew from batches of (chunk id, text); until it is whole the old one stands."""
        with self._lock, _translated(self._versions.home):
            self.close()
            folder = self._versions.fresh()
            index = _make(folder)
            writer = index.writer(HEAP, 1)
            for some in texts:
                _put(writer, some)
            writer.commit()
            writer.wait_merging_threads()
            self._versions.flip(folder)
            self._index, self._folder = index, folder
            index.reload()
            self._versions.sweep()

    def search(self, text: str, limit: int, among: frozenset[str] | None = None) -> list[tuple[str, float]]:
        """The best chunks as (id, BM25 score > 0), best first, equal ones by id; only ids in `among` where given.

        Raises StoreError.
        """
        words = list(dict.fromkeys(grams(text)))
        with self._lock, _translated(self._versions.home):
            index = self._open()
            if index is None or not words or among == frozenset():
                return []
            index.reload()
            found = _found(index, words, limit + TIES, MEETING, among and frozenset(map(_meeting, among)))
            if among is not None and any(one not in among for one, _ in found):  # a part of a meeting is allowed
                found = _found(index, words, limit + TIES, ID, among)
        return sorted((one for one in found if one[1] > 0), key=lambda one: (-one[1], one[0]))[:limit]

    def close(self) -> None:
        """End the writer; what was committed stays."""
        with self._lock:
            if self._writer is not None:
                self._writer.wait_merging_threads()
            self._writer = self._index = self._folder = None

    def _open(self) -> Index | None:
        from tantivy import Index

        current = self._versions.current()
        if current != self._folder:  # another process rebuilt it
            self._writer, self._index, self._folder = None, None, current
        if self._index is None and current is not None:
            with _translated(current):
                self._index = _of_layout(_with_tokenizer(Index.open(str(current))))
        return self._index

    def _create(self) -> Index:
        folder = self._versions.fresh()
        self._index = _make(folder)
        self._versions.flip(folder)
        self._folder = folder
        return self._index


def _schema() -> Schema:
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    builder.add_text_field(ID, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(MEETING, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name="units", index_option="freq")
    return builder.build()


def _make(folder: Path) -> Index:
    from tantivy import Index

    return _with_tokenizer(Index(_schema(), path=str(folder)))


def _with_tokenizer(index: Index) -> Index:
    from tantivy import TextAnalyzerBuilder, Tokenizer

    index.register_tokenizer("units", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    return index


def _of_layout(index: Index) -> Index:
    """The index, if it has the field of the meetings; tantivy raises ValueError where it has not."""
    from tantivy import Query

    Query.term_query(index.schema, MEETING, "", "basic")
    return index


def _meeting(chunk: str) -> str:
    """What a chunk's id begins with: the meeting it is of; the whole id where it has no parts."""
    return chunk.rpartition(".")[0] or chunk


def _knows(index: Index, chunk: str) -> bool:
    from tantivy import Query

    return bool(index.searcher().search(Query.term_query(index.schema, "id", chunk, "basic"), 1).hits)


def _put(writer: IndexWriter, texts: Sequence[tuple[str, str]]) -> None:
    from tantivy import Document

    for chunk, text in texts:
        writer.add_document(Document(id=chunk, meeting=_meeting(chunk), words=" ".join(grams(text))))


def _found(
    index: Index, words: list[str], limit: int, name: str, among: frozenset[str] | None
) -> list[tuple[str, float]]:
    """The best chunks with their scores, where given only those whose field of that name is in `among`."""
    searcher = index.searcher()
    hits = searcher.search(_query(index.schema, words, name, among), limit, count=False).hits
    return [(str(searcher.doc(address)[ID][0]), float(score)) for score, address in hits]


def _query(schema: Schema, words: list[str], name: str, among: frozenset[str] | None) -> Query:
    from tantivy import Occur, Query

    matches = Query.boolean_query([(Occur.Should, Query.term_query(schema, "words", one, "freq")) for one in words])
    if among is None:
        return matches
    allowed = Query.const_score_query(Query.term_set_query(schema, name, sorted(among)), 0.0)
    return Query.boolean_query([(Occur.Must, matches), (Occur.Must, allowed)])


@contextmanager
def _translated(home: Path) -> Iterator[None]:
    try:
        yield
    except (ValueError, OSError, RuntimeError) as error:  # what the binding raises for tantivy's own errors
        raise StoreError(f"{home}：全文索引不可用（{error}）；以写方式打开档案即可重建") from error
