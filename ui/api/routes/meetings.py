"""Meetings: the list, one with its agenda, one summed up; and whether the archive works."""

from importlib.metadata import version

from fastapi import APIRouter

from rag.contract import summary_as_dict
from rag.contract.report import meeting_as_dict
from rag.records import ItemRow, MeetingRow, Script
from rag.report.pick import pick
from rag.report.records import Length
from ui.api.desk import AtDesk
from ui.api.models.report import HealthOut, MeetingListed, MeetingWhole, SummaryOut
from ui.api.problems import ERRORS

router = APIRouter(tags=["meetings"], responses=ERRORS)
LISTED = (
    "document_id", "title", "kind", "issued_on", "published_on", "document_number", "district", "city", "province",
    "venue", "item_count",
)  # fmt: skip
ITEM = (
    "id", "label", "number", "title", "title_inferred", "kind", "actions", "reporting_units", "body_absent",
)  # fmt: skip


@router.get("/meetings", operation_id="list_meetings")
def meetings(desk: AtDesk) -> list[MeetingListed]:
    """Every meeting, in the order of the documents."""
    return [MeetingListed.model_validate(listed(one)) for one in desk.archive.meetings()]


@router.get("/meetings/{meeting_id}", operation_id="get_meeting")
def meeting(meeting_id: str, desk: AtDesk) -> MeetingWhole:
    """One meeting, by its id or words of its name, with its agenda."""
    row = pick(desk.archive.meetings(), meeting_id)
    return MeetingWhole.model_validate(whole(row, desk.archive.items(row.id)))


@router.get("/meetings/{meeting_id}/summary", operation_id="summarize_meeting", response_model=SummaryOut)
def summary(
    meeting_id: str, desk: AtDesk, length: Length = "brief", script: Script = "simplified", model: str = ""
) -> object:
    """One meeting summed up, every field cited; `model` words it, where one is named."""
    return summary_as_dict(desk.archive.reports.summarize(meeting_id, length, script, model))


@router.get("/health", operation_id="health")
def health(desk: AtDesk) -> HealthOut:
    """Whether the archive works, and what it holds."""
    held = desk.archive.health()
    return HealthOut(
        status="troubled" if held.notes else "ok",
        version=version("jiyao"),
        documents=held.documents,
        meetings=held.meetings,
        chunks=held.chunks,
        pending=held.pending,
        writable=held.writable,
        embedder=held.embedder,
        vectors=held.vectors,
        model=desk.model,
        notes=list(held.notes),
    )


def listed(row: MeetingRow) -> dict[str, object]:
    """A meeting as the list has it."""
    return meeting_as_dict(row) | {name: getattr(row, name) for name in LISTED}


def whole(row: MeetingRow, items: list[ItemRow]) -> dict[str, object]:
    """A meeting with its agenda."""
    return listed(row) | {"items": [_item(one) for one in items]}


def _item(row: ItemRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in ITEM} | {"start": row.span.start, "end": row.span.end}
