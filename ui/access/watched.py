"""The archive as visitors may use it: the one place where roles are checked and the journal is written.

The page, the HTTP API and the tools of MCP all go through here, so none of them can forget to.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, cast

from rag.report.reports import Reports

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ingest.errors import SourceError
    from ingest.read.walk import Source
    from rag.archive import Archive
    from rag.records import Added, Answer, Claim, Progress, State, Turn
    from ui.access.journal import Journal
    from ui.access.visitor import Role, Visitor


def watched(archive: Archive, journal: Journal, who: Callable[[], Visitor]) -> Archive:
    """The archive for whoever `who` names at each call. What a role does not reach raises Forbidden."""
    return cast("Archive", _Watched(archive, journal, who))


class _Watched:
    """What only reads is handed on as it is; what asks or changes is checked, written down, then handed on."""

    def __init__(self, archive: Archive, journal: Journal, who: Callable[[], Visitor]) -> None:
        self._archive, self._journal, self._who = archive, journal, who

    def __getattr__(self, name: str) -> object:
        return getattr(self._archive, name)

    def add(self, source: Source) -> Added:
        """As the archive does, for an editor."""
        self._watch("editor", "ingest", source.uri)
        return self._archive.add(source)

    def add_all(self, paths: Iterable[str]) -> Iterator[Added | SourceError]:
        """As the archive does, for an editor."""
        named = list(paths)
        self._watch("editor", "ingest", "；".join(named))
        return self._archive.add_all(named)

    def remove(self, document_id: str) -> None:
        """As the archive does, for an editor."""
        self._watch("editor", "remove", document_id)
        self._archive.remove(document_id)

    def reread(self, document_id: str) -> Added:
        """As the archive does, for an editor."""
        self._watch("editor", "reread", document_id)
        return self._archive.reread(document_id)

    def ask(
        self, question: str, history: Sequence[Turn] = (), model: str | None = None, within: Sequence[str] = ()
    ) -> Answer:
        """As the archive does, for a reader."""
        self._watch("reader", "ask", question)
        return self._archive.ask(question, history, model, within)

    def ask_stream(
        self, question: str, history: Sequence[Turn] = (), model: str | None = None, within: Sequence[str] = ()
    ) -> Iterator[Claim | Answer]:
        """As the archive does, for a reader."""
        self._watch("reader", "ask", question)
        return self._archive.ask_stream(question, history, model, within)

    @property
    def reports(self) -> Reports:
        """As the archive's, with notes for an editor alone."""
        inner = self._archive.reports
        return _Reports(**{one.name: getattr(inner, one.name) for one in fields(inner)}, watch=self._watch)

    def _watch(self, role: Role, action: str, detail: str) -> Visitor:
        visitor = self._who()
        visitor.must(role)
        self._journal.record(visitor.name, action, detail)
        return visitor


@dataclass(frozen=True)
class _Reports(Reports):
    """Reports whose notes are checked, and signed with the visitor's own name unless it is this machine's owner."""

    watch: Callable[[Role, str, str], Visitor] = field(kw_only=True)

    def note(self, key: str, state: State, note: str = "", by: str | None = None) -> Progress:
        """As reports do, for an editor."""
        visitor = self.watch("editor", "note", f"{key} {state} {note}".strip())
        return super().note(key, state, note, by if visitor.by == "machine" else visitor.name)
