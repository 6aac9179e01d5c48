"""One archive behind all threads of the page, and what the tabs ask of it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import JiyaoError, SourceError
from rag.errors import StoreError
from rag.find.scope import collapse
from rag.records import Answer
from ui.view.cards import Origin, cards, day
from ui.view.library import Filed, Held, Upload
from ui.view.quality import Checked
from ui.view.suggest import newest
from ui.web.memory import Memory
from ui.web.papers import Papers
from ui.web.relay import relayed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.limits import Limits
    from ingest.read.walk import Source
    from rag.archive import Archive
    from rag.records import Added, Claim, ItemRow, MeetingRow, Turn
    from ui.view.cards import Card
    from ui.web.talk import Exchange

TICK = 0.5  # seconds after which a visitor who waits is told so, and can be let go
SUGGEST_FROM = 3  # meetings whose items are looked through for suggested questions


class Session:
    """The archive, opened for writing, as the page's threads share it; it looks after its own threads.

    `remember` is how many documents are kept ready for the cards of the next answer.
    """

    def __init__(self, archive: Archive, limits: Limits, remember: int = 64) -> None:
        self._archive = archive
        self.limits = limits
        self._origin = lru_cache(remember)(self._read_origin)
        self.papers = Papers(archive, self._origin)
        self.memory = Memory(archive, self.shown)

    def ask(
        self, question: str, history: Sequence[Turn], within: Sequence[str] = ()
    ) -> Iterator[Claim | Answer | None]:
        """Verified claims as they come, the whole answer last, None for each TICK without either. Raises JiyaoError.

        `within` are the ids of the meetings that alone may answer, none for all.
        """
        return relayed(self._archive.ask_stream(question, history, within=within), TICK)

    def told(self, exchange: Exchange, part: Claim | Answer | None) -> Exchange:
        """The exchange with what just came: one more claim, or the answer with its cards; None is one more wait."""
        if part is None:
            return replace(exchange, waited=exchange.waited + TICK)
        if not isinstance(part, Answer):
            return replace(exchange, claims=(*exchange.claims, part))
        return replace(exchange, answer=part, shown=self.shown(part))

    def shown(self, answer: Answer) -> tuple[Card, ...]:
        """The cards of an answer; what it cites of documents that are gone is shown by its quotes."""
        cited = answer.citations if answer.refusal is None else answer.refusal.nearest
        held = {one.id for one in self._archive.documents()}
        return cards(answer, {one: self._origin(one) for one in {each.document_id for each in cited} & held})

    def _read_origin(self, document_id: str) -> Origin:
        meetings = tuple(one for one in self._archive.meetings() if one.document_id == document_id)
        items = tuple(item for one in meetings for item in self._archive.items(one.id))
        return Origin(self._archive.document(document_id), meetings, self._archive.reading(document_id), items)

    def meetings(self) -> list[MeetingRow]:
        """Every meeting of the archive."""
        return self._archive.meetings()

    def some_items(self) -> list[ItemRow]:
        """The items of the newest meetings, for suggested questions."""
        latest = newest(self._archive.meetings())[:SUGGEST_FROM]
        return [item for meeting in latest for item in self._archive.items(meeting.id)]

    def held(self) -> list[Held]:
        """The documents as the table shows them, the last one added first."""
        meetings, documents = self._archive.meetings(), self._archive.documents()
        twins = _twins(meetings)
        found = []
        for document in reversed(documents):
            inside = [one for one in meetings if one.document_id == document.id]
            found.append(
                Held(
                    document.id,
                    document.name,
                    tuple(one.title for one in inside),
                    sum(one.item_count for one in inside),
                    tuple(day(one.held_on) for one in inside),
                    document.damaged,
                    document.removed,
                    tuple(sorted({one.name for one in documents if one.id in twins.get(document.id, ())})),
                )
            )
        return found

    def upload(self, paths: Sequence[str]) -> Iterator[Upload]:
        """Read uploaded files (zips are opened), one step a file; what a step names as filed is durable."""
        from ingest.read.walk import walk

        upload = Upload(sum(1 for _ in walk(paths, self.limits)))  # walked twice: a zip can hold more than memory
        for source in walk(paths, self.limits):
            yield replace(upload, now=_name(source, paths))
            try:
                filed = self._file(source, paths)
            except JiyaoError as error:
                yield replace(upload, failure=str(error))
                return
            upload = replace(upload, filed=(*upload.filed, filed))
        self._origin.cache_clear()
        yield upload

    def name_of(self, document_id: str) -> str:
        """What people call a document; empty where it is not held."""
        return next((one.name for one in self._archive.documents() if one.id == document_id), "")

    def check(self, document_id: str) -> Checked:
        """What reading finds wrong with a document now. Raises StoreError, NotMinutes."""
        row = next((one for one in self._archive.documents() if one.id == document_id), None)
        held = next((one for one in self.held() if one.id == document_id), None)
        reading = self._archive.reading(document_id)
        absent = tuple(dict.fromkeys(name for one in reading.meetings for name in one.quality.absent))
        quality = replace(reading.quality, absent=absent)
        if row is None or held is None:  # removed by another visitor while it was read
            raise StoreError(f"{document_id}：档案里没有这份文件；请刷新网页")
        return Checked(held, reading.document, quality, row.added_at)

    def reread(self, document_id: str) -> Added:
        """Read a document again from its stored text. Raises StoreError, NotMinutes: then all stays as it was."""
        added = self._archive.reread(document_id)
        self._origin.cache_clear()
        return added

    def remove(self, document_id: str) -> None:
        """Take a document out of the archive. Raises StoreError where it is not there any more."""
        self._archive.remove(document_id)
        self._origin.cache_clear()

    def _file(self, source: Source | SourceError, paths: Sequence[str]) -> Filed:
        """Put one file in. Raises StoreError; what is wrong with the file itself is its result."""
        name = _name(source, paths)
        try:
            if isinstance(source, SourceError):
                raise source
            added = self._archive.add(replace(source, uri=self._address(name, source.data)))
        except SourceError as refused:
            return Filed(name, "refused", reason=f"{refused.fact}；{refused.remedy}")
        return Filed(name, added.status, added.meetings, added.items)

    def _address(self, name: str, data: bytes) -> str:
        """Where an upload is filed: under its name, or under a numbered one where another file has that name.

        A browser tells no folder, so two files of one name may be two minutes; neither may push the other out.
        """
        kept = {document.source: document.sha256 for document in self._archive.documents()}
        own = sha256(data).hexdigest()
        numbered = (name, *(f"{Path(name).stem}（{number}）{Path(name).suffix}" for number in range(2, len(kept) + 3)))
        return next(address for address in numbered if kept.get(address, own) == own)


def _twins(meetings: Sequence[MeetingRow]) -> dict[str, set[str]]:
    """For each document the others that record a meeting of its own too."""
    document = {one.id: one.document_id for one in meetings}
    same: dict[str, set[str]] = {}
    for left, kept in collapse(meetings)[1].items():
        same.setdefault(kept, {document[kept]}).add(document[left])
    found: dict[str, set[str]] = {}
    for group in same.values():
        for one in group:
            found.setdefault(one, set()).update(group - {one})
    return found


def _name(source: Source | SourceError, paths: Sequence[str]) -> str:
    """The name a person gave the file: without the folder that the upload was kept in, a zip's members with it."""
    uri = source.source if isinstance(source, SourceError) else source.uri
    for path in paths:
        if uri.startswith(path):
            return Path(path).name + uri[len(path) :]
    return Path(uri).name
