"""The archive: minutes go in, what they say can be asked. The facade that everything above stands on."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from functools import cached_property, partial
from typing import TYPE_CHECKING, Self

from ingest.errors import SourceError
from ingest.minutes import read_document
from rag.errors import NotHeld, SettingsError, StoreError
from rag.records import Added, Answer, Health

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import TracebackType

    from ingest.minutes import Reading
    from ingest.read.walk import Source
    from ingest.records import Document
    from rag.answer.repeats import Answers
    from rag.find.shelf import Shelf
    from rag.index.catalogue import Catalogue
    from rag.index.filer import Completer, Parser
    from rag.index.lexical import TantivyIndex
    from rag.index.nearest import Nearest
    from rag.index.stores import Stores
    from rag.index.talks import Talks
    from rag.ports import ChatModel, Embedder
    from rag.records import Claim, DocumentRow, ItemRow, MeetingRow, Turn
    from rag.report.reports import Reports
    from rag.settings import Settings

__all__ = ["Added", "Archive", "Health"]

FLUSH = 500  # chunks that may wait for the indexes while a batch is read


class Archive:
    """A context manager over the stores of one home. Methods may be called from several threads.

    `embedder`, `catalogue`, `lexical` and `vectors` are what finding and answering are wired to.
    """

    def __init__(self, settings: Settings, stores: Stores, embedder: Embedder | None, parse: Parser) -> None:
        self.settings = settings
        self._stores = stores
        self._embedder = embedder
        self._parse = parse
        self._writing = threading.RLock()
        self._loading = threading.Lock()  # apart from writing: a question need not wait for a file to be read

    @classmethod
    def open(
        cls,
        settings: Settings,
        *,
        embedder: Embedder | None = None,
        write: bool = False,
        parse: Parser = read_document,
        reindex: bool = False,
    ) -> Self:
        """Open the archive and heal what a killed process left; one process writes, any number read.

        `reindex` embeds all chunks again with the embedder of now. Raises StoreError: Locked where another
        process writes and does not end within `settings.lock_wait`, WrongEmbedder, Damaged.
        """
        from rag.index.stores import open_stores

        with ExitStack() as undo:
            stores = open_stores(settings, write=write or reindex)
            undo.callback(stores.release)
            archive = cls(settings, stores, embedder, parse)
            if reindex:
                archive._embed_again()
            if stores.lock.held:
                stores.heal_to_write(archive.embedder.name)
            else:
                stores.heal_to_read()
            undo.pop_all()
        return archive

    @property
    def catalogue(self) -> Catalogue:
        """Everything known, by SQL."""
        return self._stores.catalogue

    @property
    def lexical(self) -> TantivyIndex:
        """BM25 over chunks."""
        return self._stores.lexical

    @property
    def vectors(self) -> Nearest:
        """Nearest chunks by cosine."""
        return self._stores.vectors

    @property
    def embedder(self) -> Embedder:
        """The embedder of the settings. Raises SettingsError, WrongEmbedder."""
        embedder = self._any_embedder()
        self.catalogue.check(embedder.name)
        return embedder

    def add(self, source: Source) -> Added:
        """Read one source and file it, with its index entries.

        Raises SourceError, StoreError, SettingsError, ModelError; a model that fails to fill leaves a notice instead.
        """
        with self._writing:
            added = self._file(source)
            self._stores.flush()
            return added

    def add_all(self, paths: Iterable[str]) -> Iterator[Added | SourceError]:
        """File what lies at the paths, one result a file: durable when it is handed out.

        The indexes follow in batches and at the end. Raises StoreError, ModelError; what was handed out stays.
        """
        from ingest.read.walk import walk

        self._must_write()
        try:
            for source in walk(paths, self.settings.limits):
                yield source if isinstance(source, SourceError) else self._one_of_many(source)
        finally:
            with self._writing:
                self._stores.flush()

    def remove(self, document_id: str) -> None:
        """Take a document out, and all that was read from it. Raises NotHeld where there is none."""
        with self._writing:
            self._must_write()
            if not self.catalogue.remove(document_id):
                raise _missing(document_id)
            self._stores.flush()

    def reread(self, document_id: str) -> Added:
        """Read a document again from its stored text, as after an upgrade; what was read before goes in one step.

        Raises StoreError where there is none, NotMinutes where it is no longer taken for minutes: then all stays.
        """
        from rag.index.filer import file_again

        with self._writing:
            self._must_write()
            document = self.document(document_id)
            added = file_again(document, self._parse, self.catalogue, self.embedder, complete=self._completer)
            self._stores.flush()
            return added

    def documents(self) -> list[DocumentRow]:
        """Every document, the first added first."""
        return self.catalogue.documents()

    def meetings(self) -> list[MeetingRow]:
        """Every meeting, in the order of the documents."""
        return self.catalogue.meetings()

    def items(self, meeting_id: str) -> list[ItemRow]:
        """The agenda of one meeting."""
        return self.catalogue.items({meeting_id})

    def document(self, document_id: str) -> Document:
        """A document as it was extracted. Raises NotHeld where there is none."""
        found = self.catalogue.document(document_id)
        if found is None:
            raise _missing(document_id)
        return found

    def reading(self, document_id: str) -> Reading:
        """A document read again from its stored text, for the clean view. Raises NotHeld where there is none."""
        return self._parse(self.document(document_id))

    def ask(
        self, question: str, history: Sequence[Turn] = (), model: str | None = None, within: Sequence[str] = ()
    ) -> Answer:
        """Answer from the minutes, or refuse honestly. `model` names another chat model; "" asks none.

        `within` are the ids of the meetings that alone may answer, none for all. Raises StoreError (where none of
        them is held any more, too), SettingsError; a model that fails leaves the extractive answer and a notice.
        """
        *_, answer = self.ask_stream(question, history, model, within)
        assert isinstance(answer, Answer)  # noqa: S101 - the stream's last word is the answer
        return answer

    def ask_stream(
        self, question: str, history: Sequence[Turn] = (), model: str | None = None, within: Sequence[str] = ()
    ) -> Iterator[Claim | Answer]:
        """Verified claims as they are ready, then the whole answer. Raises as `ask` does."""
        chat, chosen = self._chat(model), frozenset(within)
        if chosen and all(row.id not in chosen for row in self.shelf.meetings()):
            raise StoreError("所选的会议已不在档案里；请重新选择范围")
        yield from self._answers.ask(question, history, chosen, chat)

    @cached_property
    def _answers(self) -> Answers:
        from rag.answer.repeats import Answers

        return Answers(self.shelf, self.settings)

    @cached_property
    def talks(self) -> Talks:
        """The conversations people had with this archive, and what they thought of the answers."""
        from rag.index.talks import Talks

        return Talks(self.catalogue.database)

    @cached_property
    def reports(self) -> Reports:
        """Summaries, the ledger, matters over time: everything said of whole meetings rather than asked."""
        from rag.report.reports import Reports

        return Reports(self.shelf, self._chat)

    @cached_property
    def shelf(self) -> Shelf:
        """The stores as finding and answering see them."""
        from rag.answer.injected import instructs
        from rag.find.shelf import Shelf

        return Shelf(self.catalogue, self.lexical, self.vectors, self.embedder, skip=instructs)

    def health(self) -> Health:
        """What is held, how it is searched, what does not work as it should."""
        return self._stores.health()

    def close(self) -> None:
        """Bring the indexes into step and let everything go."""
        with self._writing:
            self._stores.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _file(self, source: Source) -> Added:
        from rag.index.filer import file_source

        self._must_write()
        limits, complete = self.settings.limits, self._completer
        return file_source(source, self._parse, limits, self.catalogue, self.embedder, complete=complete)

    def _one_of_many(self, source: Source) -> Added | SourceError:
        try:
            with self._writing:
                added = self._file(source)
                if self._stores.waiting() >= FLUSH:
                    self._stores.flush()
        except SourceError as refused:
            return refused
        return added

    def _must_write(self) -> None:
        if not self._stores.lock.held:
            raise StoreError(f"{self.settings.home}：档案是只读打开的；请以写方式打开")

    def _any_embedder(self) -> Embedder:
        with self._loading:
            if self._embedder is None:
                from rag.index.embed import open_embedder

                self._embedder = open_embedder(self.settings)
            return self._embedder

    def _chat(self, named: str | None) -> ChatModel | None:
        """The chat model of that name, or of the settings where none is named; None where there is none."""
        model = self.settings.model if named is None else named
        if not model:
            return None
        from rag.answer.model import OpenAIChat

        return OpenAIChat(self.settings, model)

    @cached_property
    def _completer(self) -> Completer | None:
        """What fills absent fields, where the settings ask for it. Raises SettingsError where they name no model."""
        if not self.settings.fill:
            return None
        from rag.fill import fill_reading

        chat = self._chat(self.settings.model)
        if chat is None:
            raise SettingsError("JIYAO_FILL：没有配置模型；请设 OPENAI_BASE_URL 和 JIYAO_MODEL，或取消 JIYAO_FILL")
        return partial(fill_reading, chat=chat)

    def _embed_again(self) -> None:
        from rag.index.filer import embed_again

        embed_again(self.catalogue, self._any_embedder())


def _missing(document_id: str) -> NotHeld:
    return NotHeld(f"{document_id}：档案里没有这份文件；见 jiyao list")
