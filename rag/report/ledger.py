"""The ledger of decisions (决策与督办台账): who must do what by when, and where each duty stands."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from rag.answer.cite import Desk
from rag.answer.draft import Evidence
from rag.find.units import same_unit
from rag.find.vocabulary import levels
from rag.index.notes import read_progress
from rag.records import Progress
from rag.report.records import Ledger, LedgerFilter, LedgerRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.find.shelf import Shelf
    from rag.records import DecisionRow, ItemRow, MeetingRow

DONE = "已办结"
EVERYTHING = LedgerFilter()


def ledger(shelf: Shelf, wanted: LedgerFilter = EVERYTHING, today: str | None = None) -> Ledger:
    """The duties that pass the filter, by the day of their meeting; `today` is ISO, else the day on the clock (UTC).

    Raises StoreError where a document cannot be read.
    """
    return sifted(Duties().of(shelf), read_progress(shelf.catalogue.database), wanted, today)


def sifted(
    rows: Sequence[LedgerRow], progress: Mapping[str, Progress], wanted: LedgerFilter, today: str | None = None
) -> Ledger:
    """The rows of `Duties` that pass the filter, each with where it stands by `progress`."""
    as_of = wanted.as_of or today or datetime.now(UTC).date().isoformat()
    noted = (_standing(row, progress.get(row.key, Progress()), as_of) for row in rows)
    return Ledger(tuple(row for row in noted if _passes(row, wanted)), len(rows), as_of)


def _standing(row: LedgerRow, known: Progress, as_of: str) -> LedgerRow:
    return replace(row, progress=known, overdue=known.state != DONE and is_overdue(row.deadline_date, as_of))


def duty_key(meeting: MeetingRow, sentence: str) -> str:
    """The name of a duty that outlives re-reading: 16 hexadecimal digits of its meeting's name and its sentence.

    Neither blanks nor the script count, so that a cleaner copy of the same minutes keeps what was noted.
    """
    named = "|".join(str(part or "") for part in (meeting.body, meeting.kind, meeting.session, meeting.held_on))
    said = re.sub(r"[\s\W]+", "", simplified(sentence))
    return sha256(f"{named}|{said}".encode()).hexdigest()[:16]


def is_overdue(deadline: str | None, as_of: str) -> bool:
    """Whether a deadline has passed for certain: a month is over on its last day, an unknown year never.

    >>> is_overdue("2024-05", "2024-05-31"), is_overdue("2024-05", "2024-06-01"), is_overdue("XXXX-05", "2030-01-01")
    (False, True, False)
    """
    if not deadline or "X" in deadline:
        return False
    return deadline < as_of[: len(deadline)]


@dataclass(frozen=True, slots=True)
class Filed:
    """What the catalogue keeps of a meeting that its duties follow from; its document never changes."""

    meeting: MeetingRow
    items: tuple[ItemRow, ...]
    decisions: tuple[DecisionRow, ...]


class Duties:
    """The duties of one archive. A document is read for them once, however often the archive changes around it."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Filed, tuple[LedgerRow, ...]]] = {}

    def of(self, shelf: Shelf) -> tuple[LedgerRow, ...]:
        """Every decision and directive by the day of its meeting, without what people noted of it.

        Raises StoreError where a document cannot be read.
        """
        meetings = sorted(shelf.meetings(), key=lambda one: (one.held_on or "XXXX", one.id))
        known = {one.meeting.id: (one, self._rows(shelf, one)) for one in _filed(shelf, meetings)}
        self._known = known  # at once: another thread may be reading
        rows: list[LedgerRow] = []
        seen: Counter[str] = Counter()
        for row in (row for _, of_meeting in known.values() for row in of_meeting):
            seen[row.key] += 1
            # the same sentence twice in one meeting: two duties, told apart by their order
            key = row.key if seen[row.key] == 1 else f"{row.key}-{seen[row.key]}"
            rows.append(replace(row, key=key, citation=replace(row.citation, mark=len(rows) + 1)))
        return tuple(rows)

    def _rows(self, shelf: Shelf, filed: Filed) -> tuple[LedgerRow, ...]:
        held = self._known.get(filed.meeting.id)
        if held is not None and held[0] == filed:
            return held[1]
        items = {one.id: one for one in filed.items}
        return tuple(_row(shelf, filed.meeting, items[one.item_id], one) for one in shelf.settled(filed.decisions))


def _filed(shelf: Shelf, meetings: Sequence[MeetingRow]) -> list[Filed]:
    order = [one.id for one in meetings]
    items, decisions = defaultdict(list), defaultdict(list)
    for item in shelf.items(order):
        items[item.meeting_id].append(item)
    for decision in shelf.filed(order):
        decisions[decision.meeting_id].append(decision)
    return [Filed(one, tuple(items[one.id]), tuple(decisions[one.id])) for one in meetings]


def _row(shelf: Shelf, meeting: MeetingRow, item: ItemRow, decision: DecisionRow) -> LedgerRow:
    desk = Desk(shelf)
    desk.mark(Evidence(meeting, decision.span, item))
    citation = desk.citations[0]
    return LedgerRow(
        key=duty_key(meeting, citation.quote),
        kind="decision" if decision.outcome else "directive",
        meeting=meeting,
        item=item,
        matter=item.title or decision.subject or citation.quote,
        outcome=decision.outcome,
        outcome_text=decision.outcome_text,
        condition=decision.condition,
        next_step=decision.next_step,
        responsible=decision.responsible,
        persons=decision.persons,
        supporting=decision.supporting,
        deadline=decision.deadline,
        deadline_date=decision.deadline_date,
        citation=citation,
    )


def _passes(row: LedgerRow, wanted: LedgerFilter) -> bool:
    units = (*row.responsible, *row.supporting, *row.persons)
    return (
        (not wanted.units or any(same_unit(one, unit) for unit in units for one in wanted.units))
        and (not wanted.places or any(_governs(row.meeting, one) for one in wanted.places))
        and (not wanted.meetings or row.meeting.id in wanted.meetings)
        and (not wanted.outcomes or row.outcome in wanted.outcomes)
        and (not wanted.states or row.progress.state in wanted.states)
        and (not wanted.kinds or row.kind in wanted.kinds)
        and held_between(row.meeting.held_on, wanted.since, wanted.until)
        and (row.overdue or not wanted.overdue_only)
    )


def held_between(held_on: str | None, since: str | None, until: str | None) -> bool:
    """Whether a day lies in a range, as far as the day is known; where a range is asked, an unknown year does not.

    >>> held_between("2024-05", "2024-05-10", None), held_between("2024-05-09", "2024-05-10", None)
    (True, False)
    """
    if since is None and until is None:
        return True
    known = (held_on or "XXXX").split("-XX")[0]
    if known.startswith("XXXX"):
        return False
    return (since is None or known >= since[: len(known)]) and (until is None or known[: len(until)] <= until)


def _governs(meeting: MeetingRow, place: str) -> bool:
    return any(place in level or level in place for level in levels(meeting)) or place in (meeting.body or "")
