"""The archive's documents, and what became of uploaded files, as escaped HTML tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ui.i18n import say
from ui.view.markup import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.i18n import Language

FiledStatus = Literal["new", "unchanged", "superseded", "refused"]


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of one uploaded file; `reason` says why it was refused."""

    name: str
    status: FiledStatus
    meetings: int = 0
    items: int = 0
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """An upload as it goes: `now` is the file being read, `total` how many there are."""

    total: int
    filed: tuple[Filed, ...] = ()
    now: str | None = None
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """One document of the archive as the table shows it; `dates` are the days its meetings were held.

    `damaged` places are hurt, `removed` characters were passed over; `twins` are the documents that record the same
    meeting.
    """

    id: str
    name: str
    meetings: tuple[str, ...]
    items: int
    dates: tuple[str, ...]
    damaged: int = 0
    removed: int = 0
    twins: tuple[str, ...] = ()


def upload_html(upload: Upload, lang: Language | None = None) -> str:
    """How far an upload has come, and one row a file with the reason for each refusal."""
    done = len(upload.filed)
    now = say("upload.now", lang, name=upload.now) if upload.now else _tally(upload.filed, lang)
    bar = f'<progress value="{done}" max="{max(1, upload.total)}"></progress>' if upload.now else ""
    line = say("upload.progress", lang, done=done, total=upload.total)
    failure = f'<div class="jy-notice">{safe(upload.failure)}</div>' if upload.failure else ""
    head = f'<div class="jy-progress"><span>{safe(line)}</span><span>{safe(now)}</span>{bar}</div>{failure}'
    rows = "".join(_filed_row(one, lang) for one in upload.filed)
    columns = ("column.file", "column.result", "column.found")
    return head + (_table(columns, rows, "jy-filed", lang) if rows else "")


def _tally(filed: Sequence[Filed], lang: Language | None) -> str:
    counts = {name: sum(one.status == name for one in filed) for name in ("new", "unchanged", "superseded", "refused")}
    return say("ingest.summary", lang, **counts)


def _filed_row(one: Filed, lang: Language | None) -> str:
    found = one.reason or say("column.counts", lang, meetings=one.meetings, items=one.items)
    state = f'<span class="jy-badge jy-{one.status}">{safe(say(f"filed.{one.status}", lang))}</span>'
    return f"<tr><td>{safe(one.name)}</td><td>{state}</td><td>{safe(found)}</td></tr>"


def documents_html(held: Sequence[Held], lang: Language | None = None) -> str:
    """The documents of the archive, each to be picked by its id, or the line that there are none yet."""
    if not held:
        return f'<p class="jy-empty">{safe(say("library.empty", lang))}</p>'
    total = say("list.total", lang, documents=len(held), meetings=sum(len(one.meetings) for one in held))
    rows = "".join(_held_row(one, lang) for one in held)
    columns = ("column.document", "column.meetings", "column.items", "column.date", "column.quality")
    return f'<p class="jy-total">{safe(total)}</p>' + _table(columns, rows, "jy-held", lang)


def _held_row(one: Held, lang: Language | None) -> str:
    meetings = "".join(f"<div>{safe(title)}</div>" for title in one.meetings)
    dates = "<br>".join(safe(date) for date in one.dates)
    labelled = {
        "column.items": str(one.items),
        "column.date": dates,
        "column.quality": safe(_quality(one, lang)),
    }
    cells = "".join(f'<td data-label="{safe(say(key, lang))}">{cell}</td>' for key, cell in labelled.items())
    name = f'<button type="button" class="jy-open" data-pick="{safe(one.id)}">{safe(one.name)}</button>'
    return f"<tr><td>{name}{_twins(one, lang)}</td><td>{meetings}</td>{cells}</tr>"


def _quality(one: Held, lang: Language | None) -> str:
    counts = {"quality.damaged_count": one.damaged, "quality.removed_count": one.removed}
    told = [say(key, lang, count=count) for key, count in counts.items() if count]
    return say("quality.and", lang).join(told) or say("quality.fine", lang)


def _twins(one: Held, lang: Language | None) -> str:
    if not one.twins:
        return ""
    why = " ".join(say("quality.twin", lang, name=name) for name in one.twins)
    return f' <span class="jy-badge jy-superseded" title="{safe(why)}">{safe(say("quality.twin_badge", lang))}</span>'


def _table(columns: Sequence[str], rows: str, kind: str, lang: Language | None) -> str:
    head = "".join(f"<th>{safe(say(column, lang))}</th>" for column in columns)
    body = f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
    return f'<div class="jy-scroll"><table class="jy-table {kind}">{body}</table></div>'
