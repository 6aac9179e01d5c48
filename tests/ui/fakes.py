"""An archive in memory: a line that shares most characters with the question is quoted, anything else is refused."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Self

from ingest.errors import NotMinutes, SourceError, Undecodable
from ingest.minutes import Reading
from ingest.read.walk import Source
from ingest.records import Document, Quality, Span
from rag.archive import Archive
from rag.errors import StoreError
from rag.index.database import Database
from rag.index.talks import Talks
from rag.records import Added, Answer, Citation, Claim, DocumentRow, Health, ItemRow, MeetingRow, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rag.records import Turn


class FakeArchive(Archive):
    def __init__(self) -> None:
        self._documents: dict[str, Document] = {}
        self.histories: list[tuple[Turn, ...]] = []
        self.models: list[str | None] = []
        self.interrupt_after: int | None = None
        self.broken: str | None = None
        self.fault: BaseException | None = None
        self._talks: Talks | None = None

    @property
    def talks(self) -> Talks:
        """Conversations in a catalogue of their own, made when first asked for."""
        if self._talks is None:
            self._talks = Talks(Database(Path(tempfile.mkdtemp()) / "catalogue.sqlite3"))
        return self._talks

    def reread(self, document_id: str) -> Added:
        document = self._documents[document_id]
        return Added(document.source, "superseded", document_id, 1, self._item_count(document))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def add(self, source: Source) -> Added:
        try:
            text = source.data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise Undecodable(source.uri, "不是 UTF-8", "请转换编码") from error
        if "会议" not in text:
            raise NotMinutes(source.uri, "没有会议记录", "请确认这是会议纪要")
        digest = hashlib.sha256(source.data).hexdigest()
        old = next((one for one in self._documents.values() if one.source == source.uri), None)
        if old is not None and old.sha256 == digest:
            return Added(source.uri, "unchanged", digest[:8], 1, self._item_count(old))
        if old is not None:
            del self._documents[old.sha256[:8]]
        document = Document(source.uri, Path(source.uri).name, "text/plain", digest, text, "utf-8")
        self._documents[digest[:8]] = document
        return Added(source.uri, "superseded" if old else "new", digest[:8], 1, self._item_count(document))

    def add_all(self, paths: Iterable[str]) -> Iterator[Added | SourceError]:
        for number, path in enumerate(paths):
            if number == self.interrupt_after:
                raise KeyboardInterrupt
            try:
                yield self.add(Source(path, Path(path).read_bytes()))
            except SourceError as error:
                yield error
            except OSError as error:
                yield SourceError(path, str(error.strerror), "请检查路径")

    def remove(self, document_id: str) -> None:
        del self._documents[document_id]

    def documents(self) -> list[DocumentRow]:
        return [
            DocumentRow(
                key,
                one.source,
                one.name,
                one.media_type,
                "utf-8",
                one.sha256,
                len(one.text),
                1,
                "2024-01-01T00:00:00Z",
                "",
            )
            for key, one in self._documents.items()
        ]

    def meetings(self) -> list[MeetingRow]:
        return [self._meeting(key, one) for key, one in self._documents.items()]

    def items(self, meeting_id: str) -> list[ItemRow]:
        document = self._documents[meeting_id.partition("#")[0]]
        found = []
        for ordinal, span in enumerate(self._spans(document)):
            found.append(
                ItemRow(
                    id=f"{meeting_id}/{ordinal}",
                    meeting_id=meeting_id,
                    document_id=document.sha256[:8],
                    ordinal=ordinal,
                    kind="numbered",
                    label=None,
                    number=ordinal,
                    title=document.quote(span)[:40],
                    title_inferred=False,
                    title_span=span,
                    actions=(),
                    reporting_units=(),
                    span=span,
                    body_absent=False,
                )
            )
        return found

    def document(self, document_id: str) -> Document:
        return self._documents[document_id]

    def reading(self, document_id: str) -> Reading:
        return Reading(self._documents[document_id], (), Quality("utf-8"))

    def ask(
        self, question: str, history: Sequence[Turn] = (), model: str | None = None, within: Sequence[str] = ()
    ) -> Answer:
        self._fail()
        self.histories.append(tuple(history))
        self.models.append(model)
        chosen = {one.partition("#")[0] for one in within} or self._documents.keys()
        best: tuple[float, str, Span] | None = None
        for key, document in self._documents.items():
            if key not in chosen:
                continue
            for span in self._spans(document):
                line = document.quote(span)
                score = len(set(question) & set(line)) / len(set(question))
                if best is None or score > best[0]:
                    best = (score, key, span)
        if best is None or best[0] < 0.5:
            near = (self._cite(1, best[1], best[2]),) if best else ()
            refusal = Refusal("not_recorded", f"纪要没有记载：{question}", near)
            return Answer(question, (), (), refusal, "passage", {}, "extractive")
        citation = self._cite(1, best[1], best[2])
        claim = Claim(citation.quote, (1,), "verbatim")
        return Answer(question, (claim,), (citation,), None, "passage", {}, "extractive")

    def health(self) -> Health:
        self._fail()
        documents = len(self._documents)
        return Health(
            home="/archive",
            writable=True,
            documents=documents,
            meetings=documents,
            chunks=documents * 3,
            pending=0,
            embedder="fake",
            vectors="exact",
        )

    def _fail(self) -> None:
        """Fail as a test has asked."""
        if self.broken is not None:
            raise StoreError(self.broken)
        if self.fault is not None:
            raise self.fault

    def ask_stream(
        self, question: str, history: Sequence[Turn] = (), model: str | None = None, within: Sequence[str] = ()
    ) -> Iterator[Claim | Answer]:
        answer = self.ask(question, history, model, within)
        yield from answer.claims
        yield answer

    def _cite(self, mark: int, key: str, span: Span) -> Citation:
        document = self._documents[key]
        quote = Span(span.start, min(span.end, span.start + 60))
        return Citation(
            mark, key, document.name, document.text.split("\n")[0], "议题", quote, document.quote(quote), context=span
        )

    def _meeting(self, key: str, document: Document) -> MeetingRow:
        whole = Span(0, len(document.text))
        return MeetingRow(
            id=f"{key}#1",
            document_id=key,
            document_name=document.name,
            index=1,
            title=document.text.split("\n")[0],
            body=None,
            kind=None,
            session=None,
            term=None,
            session_year=None,
            held_on="2024-03-05",
            issued_on=None,
            published_on=None,
            document_number=None,
            index_number=None,
            district=None,
            city=None,
            province=None,
            venue=None,
            span=whole,
            item_count=self._item_count(document),
        )

    def _spans(self, document: Document) -> list[Span]:
        found, at = [], 0
        for line in document.text.split("\n"):
            if line.strip():
                found.append(Span(at, at + len(line)))
            at += len(line) + 1
        return found

    def _item_count(self, document: Document) -> int:
        return len(self._spans(document))
