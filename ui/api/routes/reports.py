"""The ledger, matters over time, comparisons, and passages found."""

from typing import Annotated

from fastapi import APIRouter, Query

from ingest.records import Outcome
from rag.answer.search import search as passages
from rag.archive import Archive
from rag.contract import citation_as_dict, comparison_as_dict, ledger_as_dict, timeline_as_dict
from rag.contract.report import meeting_as_dict
from rag.records import State
from rag.report.records import LedgerFilter, RowKind
from ui.api.desk import AtDesk
from ui.api.models.report import ComparisonOut, LedgerOut, ProgressIn, ProgressOut, SearchOut, TimelineOut
from ui.api.problems import ERRORS

router = APIRouter(tags=["reports"], responses=ERRORS)
DAY = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
Day = Annotated[str | None, Query(pattern=DAY, description="ISO day, month or year")]
Several = Annotated[list[str], Query(default_factory=list, max_length=50)]
Words = Annotated[str, Query(min_length=1, max_length=2000, pattern=r"\S")]


@router.get("/ledger", operation_id="ledger", response_model=LedgerOut)
def ledger(  # noqa: PLR0913 - one argument a filter
    *,
    desk: AtDesk,
    unit: Several,
    place: Several,
    meeting: Several,
    outcome: Annotated[list[Outcome], Query(default_factory=list)],
    state: Annotated[list[State], Query(default_factory=list)],
    kind: Annotated[list[RowKind], Query(default_factory=list)],
    since: Day = None,
    until: Day = None,
    as_of: Day = None,
    overdue: bool = False,
) -> object:
    """Every decision and directive that passes the filters; a filter that is left out leaves nothing out."""
    wanted = LedgerFilter(
        units=tuple(unit),
        places=tuple(place),
        meetings=tuple(meeting),
        outcomes=tuple(outcome),
        states=tuple(state),
        kinds=tuple(kind),
        since=since,
        until=until,
        as_of=as_of,
        overdue_only=overdue,
    )
    return ledger_as_dict(desk.archive.reports.ledger(wanted))


@router.post("/ledger/{key}/progress", operation_id="note_progress")
def progress(key: str, noted: ProgressIn, desk: AtDesk) -> ProgressOut:
    """Note where a duty of the ledger stands; what was noted before is kept."""
    done = desk.archive.reports.note(key, noted.state, noted.note)
    return ProgressOut(state=done.state, note=done.note, set_at=done.set_at, set_by=done.set_by)


@router.get("/timeline", operation_id="timeline", response_model=TimelineOut)
def timeline(matter: Words, desk: AtDesk) -> object:
    """What each meeting did with a matter, the earliest first."""
    return timeline_as_dict(desk.archive.reports.timeline(matter))


@router.get("/compare", operation_id="compare", response_model=ComparisonOut)
def compare(
    left: Words, right: Words, desk: AtDesk, topic: Annotated[str | None, Query(max_length=2000)] = None
) -> object:
    """Two sides, each a place or a meeting by id or name, on a topic or on everything."""
    return comparison_as_dict(desk.archive.reports.compare(left, right, topic))


@router.get("/search", operation_id="search", response_model=SearchOut)
def search(q: Words, desk: AtDesk, limit: Annotated[int, Query(ge=1, le=50)] = 10) -> object:
    """Passages that words or meaning find, within what `q` itself names (place, meeting, day)."""
    return found(q, desk.archive, limit)


def found(text: str, archive: Archive, limit: int) -> dict[str, object]:
    """The passages as the contract has them."""
    hits = [
        {
            "meeting": meeting_as_dict(one.meeting),
            "item": one.item.label if one.item else None,
            "title": one.item.title if one.item else None,
            "score": one.score,
            "citation": citation_as_dict(one.citation),
        }
        for one in passages(text, archive.shelf, archive.settings, limit)
    ]
    return {"query": text, "hits": hits}
