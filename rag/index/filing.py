"""Minutes into rows for the catalogue's tables; the one place that says how a record is laid down."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from rag.index.codec import pack_damage, pack_document, pack_person, pack_removal, pack_span
from rag.rows import FILLED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.minutes import Reading
    from ingest.records import AgendaItem, Decision, Directive, Fact, Minutes, PartialDate, Person, Quality, Span

STATED = (
    "title", "body", "kind", "session", "term", "session_year", "held_on", "issued_on", "published_on",
    "document_number", "index_number", "venue",
)  # fmt: skip
STANDARD_INPUT = "-"
PRESENTER = "presenter"  # kept beside the lists, so that a name is found wherever it stands
LISTS = ("present", "in_attendance", "invited", "apologies")

Row = dict[str, Any]
"""Column name → value, as SQLAlchemy takes it; never leaves this room."""


@dataclass(slots=True)
class Rows:
    """One document's rows, a list a table, in the order in which foreign keys let them in."""

    document: Row
    meetings: list[Row] = field(default_factory=list)
    items: list[Row] = field(default_factory=list)
    decisions: list[Row] = field(default_factory=list)
    people: list[Row] = field(default_factory=list)
    units: list[Row] = field(default_factory=list)


def source_key(uri: str, sha256: str) -> str:
    """What makes a source the same one when it comes again: where it lies, whatever folder it was named from.

    Standard input has no place, so there only the bytes count.
    """
    uri = uri.encode("utf-8", "backslashreplace").decode("utf-8")  # a file name may hold what is no character
    if uri == STANDARD_INPUT:
        return f"{uri}#{sha256}"
    return uri if "://" in uri else os.path.abspath(uri)  # noqa: PTH100 - a URI may hold `!/`, which is no path


def document_id(sha256: str) -> str:
    """The id of the document with these bytes: 64 bits of their hash."""
    return f"d{sha256[:16]}"


def meeting_id(document: str, index: int) -> str:
    """The id of a document's meeting, counted from 1."""
    return f"{document}.{index}"


def rows_of(reading: Reading) -> Rows:
    """Everything a reading says, as rows; chunks and vectors are filed apart."""
    document = reading.document
    own = document_id(document.sha256)
    rows = Rows(
        {
            "id": own,
            "source": document.source,
            "name": document.name,
            "media_type": document.media_type,
            "encoding": document.encoding,
            "sha256": document.sha256,
            "characters": len(document.text),
            "pages": list(document.pages),
            "added_at": datetime.now(UTC).isoformat(timespec="microseconds"),
            "quality": _quality(reading.quality),
            "text": document.text,
        }
    )
    for index, minutes in enumerate(reading.meetings, 1):
        _file_meeting(rows, minutes, meeting_id(own, index), own, index)
    return rows


def _file_meeting(rows: Rows, minutes: Minutes, meeting: str, document: str, index: int) -> None:
    rows.meetings.append(_meeting(minutes) | {"id": meeting, "document_id": document, "index": index})
    for name, position, person in (*_people(minutes), *_presenters(minutes)):
        rows.people.append(
            {
                "meeting_id": meeting, "document_id": document, "list": name, "position": position,
                "name": person.name, "unit": person.unit, "role": person.role, **_place(person.span),
            }
        )  # fmt: skip
    for ordinal, item in enumerate(minutes.items, 1):
        own = f"{meeting}.{ordinal}"
        owners = {"item_id": own, "meeting_id": meeting, "document_id": document}
        rows.items.append(_item(item) | {"id": own, "meeting_id": meeting, "document_id": document, "ordinal": ordinal})
        rows.units += [_unit(own, None, "reporting", fact) for fact in item.reporting_units]
        filed: list[tuple[str, Row, Decision | Directive]] = [
            *((f"{own}.d{n}", _decision(one), one) for n, one in enumerate(item.decisions, 1)),
            *((f"{own}.m{n}", _directive(one), one) for n, one in enumerate(item.directives, 1)),
        ]
        for decision, values, one in filed:
            rows.decisions.append(values | owners | {"id": decision})
            rows.units += [_unit(own, decision, "responsible", fact) for fact in one.responsible]
            rows.units += [_unit(own, decision, "supporting", fact) for fact in one.supporting]


def _called(values: dict[str, Any]) -> str:
    """What to call a meeting whose minutes have no title line: 青洲市澜湖区人民政府第6次常务会议."""
    session = f"第{values['session']}次" if values["session"] else ""
    return f"{values['body']}{session}{values['kind']}" if values["body"] and values["kind"] else ""


def _meeting(minutes: Minutes) -> Row:
    facts: dict[str, Fact[Any] | None] = {name: getattr(minutes, name) for name in STATED}
    spans = {name: pack_span(fact.span) for name, fact in facts.items() if fact is not None and fact.span is not None}
    people = {"chair": minutes.chair, "recorder": minutes.recorder}
    spans |= {name: pack_span(person.span) for name, person in people.items() if person is not None}
    place = minutes.place
    if place is not None and place.span is not None:
        spans["place"] = pack_span(place.span)
    values = {name: None if fact is None else fact.value for name, fact in facts.items()}
    dates = {name: _iso(values[name]) for name in ("held_on", "issued_on", "published_on")}
    levels = {name: getattr(place, name, None) for name in ("district", "city", "province")}
    title = values["title"] or _called(values) or minutes.document.name
    filled = [name for name, one in (*facts.items(), *people.items()) if one is not None and one.reason == FILLED]
    counted = {"item_count": len(minutes.items), "quality": _quality(minutes.quality) | {"filled": filled}}
    return values | dates | levels | counted | {"title": title, "spans": spans} | _place(minutes.span)


def _people(minutes: Minutes) -> Iterator[tuple[str, int, Person]]:
    for name in LISTS:
        for position, person in enumerate(getattr(minutes, name)):
            yield name, position, person
    for name, one in (("chair", minutes.chair), ("recorder", minutes.recorder)):
        if one is not None:
            yield name, 0, one


def _presenters(minutes: Minutes) -> Iterator[tuple[str, int, Person]]:
    for position, person in enumerate(one for item in minutes.items for one in item.presenters):
        yield PRESENTER, position, person


def _item(item: AgendaItem) -> Row:
    title = item.title
    details = {
        "actions": [fact.value for fact in item.actions],
        "reporting_units": [fact.value for fact in item.reporting_units],
        "presenters": [pack_person(person) for person in item.presenters],
        "documents": [pack_document(named) for named in item.documents],
        "findings": [pack_span(span) for span in item.findings],
        "demands": [pack_span(span) for span in item.demands],
        "filled": ["reporting_units"] if any(one.reason == FILLED for one in item.reporting_units) else [],
        "title_span": pack_span(title.span) if title is not None and title.span is not None else None,
    }
    return {
        "kind": item.kind,
        "label": _value(item.label),
        "number": item.number,
        "title": _value(title),
        "title_inferred": title is not None and title.reason is not None,
        "body_absent": item.body_absent,
        "details": details,
        **_place(item.span),
    }


def _decision(one: Decision) -> Row:
    facts = {name: getattr(one, name) for name in ("outcome_text", "subject", "condition", "next_step", "deadline")}
    return _demand(one, facts) | {"outcome": one.outcome, "persons": []}


def _directive(one: Directive) -> Row:
    facts = {"outcome_text": None, "subject": None, "condition": None, "next_step": None, "deadline": one.deadline}
    return _demand(one, facts) | {"outcome": None, "persons": [fact.value for fact in one.persons]}


def _demand(one: Decision | Directive, facts: dict[str, Fact[str] | None]) -> Row:
    spans = {name: pack_span(fact.span) for name, fact in facts.items() if fact is not None and fact.span is not None}
    units = {name: [fact.value for fact in getattr(one, name)] for name in ("responsible", "supporting")}
    values = {name: _value(fact) for name, fact in facts.items()}
    return values | units | {"deadline_date": _iso(one.deadline_date), "spans": spans} | _place(one.span)


def _unit(item: str, decision: str | None, part: str, fact: Fact[str]) -> Row:
    start, end = (fact.span.start, fact.span.end) if fact.span is not None else (None, None)
    owners = {"item_id": item, "decision_id": decision, "part": part}
    return owners | {"name": fact.value, "start": start, "end": end}


def _quality(quality: Quality) -> Row:
    return {
        "encoding": quality.encoding,
        "removed": [pack_removal(one) for one in quality.removed],
        "damaged": [pack_damage(one) for one in quality.damaged],
        "absent": list(quality.absent),
    }


def _place(span: Span) -> Row:
    return {"start": span.start, "end": span.end}


def _value(fact: Fact[str] | None) -> str | None:
    return None if fact is None else fact.value


def _iso(date: PartialDate | None) -> str | None:
    return None if date is None else date.iso
