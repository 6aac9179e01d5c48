"""All reports of an archive behind one door: what the command line, the page and the API call."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rag.errors import NotHeld
from rag.index.notes import progress_of, read_progress, write_progress
from rag.report import compare, items, ledger, timeline
from rag.report.kept import Kept
from rag.report.ledger import Duties
from rag.report.pick import pick
from rag.report.records import Summary
from rag.report.summary import summarise
from rag.report.worded import worded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rag.find.shelf import Shelf
    from rag.ports import ChatModel
    from rag.records import Progress, Script, State
    from rag.report.items import ItemFilter, ItemsFound
    from rag.report.records import (
        Comparison,
        Digest,
        ItemSummary,
        Ledger,
        LedgerFilter,
        LedgerRow,
        Length,
        Timeline,
    )


@dataclass(frozen=True, slots=True)
class Reports:
    """Every method raises StoreError where the archive does not hold what is named, or cannot be read.

    What needs a look at every document is made once, and again only after the archive has changed.
    """

    shelf: Shelf
    chat: Callable[[str | None], ChatModel | None] = lambda _: None
    kept: Kept = field(default_factory=Kept)
    duties: Duties = field(default_factory=Duties)

    def summarize(
        self, meeting: str, length: Length = "brief", script: Script = "simplified", model: str | None = ""
    ) -> Summary:
        """One meeting, by its id or words of its name, summed up, every field cited.

        `model` words it, None the one of the settings, "" none: then the sentences are those of the minutes.
        """
        *_, summary = self.summarize_stream(meeting, length, script, model)
        assert isinstance(summary, Summary)  # noqa: S101 - the stream's last word is the summary
        return summary

    def summarize_stream(
        self, meeting: str, length: Length = "brief", script: Script = "simplified", model: str | None = ""
    ) -> Iterator[ItemSummary | Summary]:
        """Items as they are worded, then the whole summary; without a model the summary at once."""
        plain = summarise(self.shelf, pick(self.shelf.meetings(), meeting), length, script)
        chat = self.chat(model)
        if chat is None:
            yield plain
        else:
            yield from worded(plain, self.shelf, chat)

    def digest(
        self, places: Sequence[str] = (), since: str | None = None, until: str | None = None, length: Length = "brief"
    ) -> Digest:
        """The meetings of places and a range of ISO days, each summed up; empty filters leave nothing out."""
        return compare.digest(self.shelf, places, since, until, length)

    def timeline(self, matter: str) -> Timeline:
        """What each meeting did with a matter, the earliest first."""
        return timeline.timeline(self.shelf, matter)

    def recurring(self) -> list[tuple[str, int]]:
        """The matters that several meetings took up, with how many did."""
        return self.kept.get("recurring", self._generation(), lambda: timeline.recurring(self.shelf))

    def items(self, wanted: ItemFilter = items.EVERYTHING, first: int = 0, count: int = items.PAGE) -> ItemsFound:
        """The agenda items that fit, `count` of them from the one at `first` on, each with a quote to show."""
        entries = self.kept.get("items", self._generation(), lambda: items.entries(self.shelf))
        return items.found(self.shelf, entries, wanted, first, count)

    def compare(self, left: str, right: str, topic: str | None = None) -> Comparison:
        """Two sides, each a place or a meeting by id or name, on a topic."""
        return compare.compare(self.shelf, left, right, topic)

    def ledger(self, wanted: LedgerFilter = ledger.EVERYTHING) -> Ledger:
        """Every decision and directive that passes the filter, with where it stands."""
        return ledger.sifted(self._duties(), read_progress(self.shelf.catalogue.database), wanted)

    def note(self, key: str, state: State, note: str = "", by: str | None = None) -> Progress:
        """Note where a duty of the ledger stands; what was noted before is kept."""
        if all(row.key != key for row in self._duties()):
            raise NotHeld(f"{key}：台账里没有这一项；请用 jiyao ledger 查看编号")
        return write_progress(self.shelf.catalogue.database, key, state, note, by)

    def notes(self, key: str) -> list[Progress]:
        """Everything noted of one duty, the first first."""
        return progress_of(self.shelf.catalogue.database, key)

    def _duties(self) -> tuple[LedgerRow, ...]:
        return self.kept.get("duties", self._generation(), lambda: self.duties.of(self.shelf))

    def _generation(self) -> int:
        return self.shelf.catalogue.generation()
