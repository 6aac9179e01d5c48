"""What the desk's tabs ask of the archive: summaries, items, matters, the ledger, and the source behind each mark."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from evals.run.records import read as read_run
from rag.answer.phrases import dated_name
from rag.find.vocabulary import levels
from rag.report.items import PAGE
from rag.report.records import LedgerFilter
from rag.report.values import is_traditional
from ui.doctor import examined
from ui.view.cards import one_card
from ui.view.suggest import newest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from evals.run.records import Run
    from rag.archive import Archive
    from rag.records import Citation, Progress, Script, State
    from rag.report.items import ItemFilter, ItemsFound
    from rag.report.records import Ledger, LedgerRow, Length, Summary, Timeline
    from ui.doctor import Report
    from ui.view.cards import Card, Origin

REMEMBERED = 32
"""Summaries and timelines kept ready for the next click."""


@dataclass(frozen=True, slots=True)
class DutyFacets:
    """Places narrowest first, units the busiest first, outcomes."""

    places: tuple[str, ...]
    units: tuple[str, ...]
    outcomes: frozenset[str]


class Papers:
    """One for all threads. Methods raise StoreError where what they are asked for is not in the archive (any more)."""

    def __init__(self, archive: Archive, origin: Callable[[str], Origin]) -> None:
        self._archive = archive
        self._origin = origin
        self._summary = lru_cache(REMEMBERED)(self._summarize)
        self._timeline = lru_cache(REMEMBERED)(self._follow)
        self._facets = lru_cache(1)(self._gather)
        self._noting = threading.Lock()

    def meetings(self) -> list[tuple[str, str]]:
        """Every meeting by what people call it, with its id, the newest first."""
        return [(dated_name(one), one.id) for one in newest(self._archive.meetings())]

    def summary(self, meeting: str, length: Length, script: Script) -> Summary:
        """The summary of a meeting."""
        return self._summary(self._generation(), meeting, length, script)

    def traditional(self, meeting: str) -> bool:
        """Whether a meeting's minutes are written in traditional script."""
        found = self._archive.catalogue.meeting(meeting)
        return found is not None and is_traditional(self._archive.shelf.pages(found.document_id))

    def items(self, wanted: ItemFilter, page: int = 1) -> ItemsFound:
        """A page of the items that fit; pages count from 1."""
        return self._archive.reports.items(wanted, (page - 1) * PAGE, PAGE)

    def timeline(self, matter: str) -> Timeline:
        """What each meeting did with a matter."""
        return self._timeline(self._generation(), matter)

    def recurring(self) -> list[tuple[str, int]]:
        """Matters that several meetings took up."""
        return self._archive.reports.recurring()

    def ledger(self, wanted: LedgerFilter) -> Ledger:
        """The duties that pass the filter."""
        return self._archive.reports.ledger(wanted)

    def duty(self, key: str) -> LedgerRow | None:
        """The duty with this key, as it stands; None where there is none."""
        return next((row for row in self.ledger(LedgerFilter()).rows if row.key == key), None)

    def duty_facets(self) -> DutyFacets:
        """What the duties of the archive can be filtered by."""
        return self._facets(self._generation())

    def note(self, key: str, state: State, note: str, by: str | None) -> Progress:
        """Note where a duty stands."""
        with self._noting:
            return self._archive.reports.note(key, state, note, by)

    def notes(self, key: str) -> list[Progress]:
        """Everything noted of a duty, the first first."""
        return self._archive.reports.notes(key)

    @property
    def home(self) -> Path:
        """The folder of the archive."""
        return self._archive.settings.home

    @property
    def last_file(self) -> Path:
        """Where `jiyao eval` leaves its last run."""
        return self.home / "evals" / "last.json"

    def last_run(self) -> Run | None:
        """The last evaluation, or None. Raises ValueError where the file is none, OSError where it cannot be read."""
        return read_run(self.last_file) if self.last_file.exists() else None

    def report(self) -> Report:
        """What the doctor finds."""
        return examined(self._archive.settings, self._archive.health())

    def counts(self) -> dict[str, int]:
        """How many items and duties there are, by the words they are called."""
        items = self._archive.catalogue.counts()["items"]
        return {"status.items": items, "status.duties": self.ledger(LedgerFilter()).total}

    def card(self, citation: Citation) -> Card:
        """The source behind a mark: its quote in the item around it."""
        return one_card(citation, self._origin(citation.document_id))

    def _summarize(self, _generation: int, meeting: str, length: Length, script: Script) -> Summary:
        return self._archive.reports.summarize(meeting, length, script)

    def _follow(self, _generation: int, matter: str) -> Timeline:
        return self._archive.reports.timeline(matter)

    def _gather(self, _generation: int) -> DutyFacets:
        rows = self.ledger(LedgerFilter()).rows
        units = Counter(unit for row in rows for unit in (*row.responsible, *row.supporting))
        return DutyFacets(
            tuple(dict.fromkeys(place for row in rows for place in levels(row.meeting))),
            tuple(unit for unit, _ in units.most_common()),
            frozenset(row.outcome for row in rows if row.outcome),
        )

    def _generation(self) -> int:
        return self._archive.catalogue.generation()
