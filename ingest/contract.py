"""Minutes as the JSON object of `jiyao parse --json`: stable keys, values in simplified script, texts verbatim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.records import AgendaItem, Decision, Directive, Document, Fact, Minutes, PartialDate, Person

Json = dict[str, Any]
"""A JSON object on its way out; nothing inside the house takes one as input."""


def minutes_as_dict(minutes: Minutes) -> Json:
    """One meeting as the contract has it."""
    return {
        "source": minutes.document.source,
        "meeting_index": minutes.index,
        "title": _value(minutes.title),
        "body": _value(minutes.body),
        "kind": _value(minutes.kind),
        "session": _value(minutes.session),
        "term": _value(minutes.term),
        "session_year": _value(minutes.session_year),
        "held_on": _date(minutes.held_on),
        "issued_on": _date(minutes.issued_on),
        "published_on": _date(minutes.published_on),
        "document_number": _value(minutes.document_number),
        "index_number": _value(minutes.index_number),
        "chair": _person(minutes.chair),
        "place": _place(minutes),
        "venue": _value(minutes.venue),
        "present": [_person(one) for one in minutes.present],
        "in_attendance": [_person(one) for one in minutes.in_attendance],
        "invited": [_person(one) for one in minutes.invited],
        "apologies": [_person(one) for one in minutes.apologies],
        "recorder": minutes.recorder.name if minutes.recorder else None,
        "items": [_item(minutes.document, one) for one in minutes.items],
        "quality": _quality(minutes),
    }


def _value(fact: Fact[Any] | None) -> Any:  # noqa: ANN401 (a JSON value)
    return None if fact is None else fact.value


def _date(fact: Fact[PartialDate] | None) -> str | None:
    return None if fact is None else fact.value.iso


def _person(person: Person | None) -> Json | None:
    return None if person is None else {"name": person.name, "unit": person.unit, "role": person.role}


def _place(minutes: Minutes) -> Json:
    place = minutes.place
    if place is None:
        return {"district": None, "city": None, "province": None, "stated": []}
    return {"district": place.district, "city": place.city, "province": place.province, "stated": list(place.stated)}


def _item(document: Document, item: AgendaItem) -> Json:
    decisions = [_decision(document, one) for one in item.decisions]
    return {
        "label": _value(item.label),
        "number": item.number,
        "title": _value(item.title),
        "title_inferred": item.title is not None and item.title.reason is not None,
        "kind": item.kind,
        "actions": [one.value for one in item.actions],
        "reporting_units": [one.value for one in item.reporting_units],
        "presenters": [_person(one) for one in item.presenters],
        "documents": [one.title for one in item.documents],
        "decision": decisions[0] if decisions else None,
        "decisions": decisions,
        "directives": [_directive(document, one) for one in item.directives],
        "start": item.span.start,
        "end": item.span.end,
        "body_absent": item.body_absent,
    }


def _decision(document: Document, decision: Decision) -> Json:
    return {
        "text": document.quote(decision.span),
        "outcome": decision.outcome,
        "outcome_text": decision.outcome_text.value,
        "condition": _value(decision.condition),
        "next_step": _value(decision.next_step),
        "responsible_units": [one.value for one in decision.responsible],
        "supporting_units": [one.value for one in decision.supporting],
        "deadline": _value(decision.deadline),
        "deadline_date": decision.deadline_date.iso if decision.deadline_date else None,
        "start": decision.span.start,
        "end": decision.span.end,
    }


def _directive(document: Document, directive: Directive) -> Json:
    return {
        "text": document.quote(directive.span),
        "responsible_units": [one.value for one in directive.responsible],
        "responsible_persons": [one.value for one in directive.persons],
        "supporting_units": [one.value for one in directive.supporting],
        "deadline": _value(directive.deadline),
        "deadline_date": directive.deadline_date.iso if directive.deadline_date else None,
        "start": directive.span.start,
        "end": directive.span.end,
    }


def _quality(minutes: Minutes) -> Json:
    quality = minutes.quality
    return {
        "encoding": quality.encoding,
        "removed": [{"kind": one.kind, "start": one.span.start, "end": one.span.end} for one in quality.removed],
        "damaged": [
            {
                "kind": one.kind,
                "start": one.span.start,
                "end": one.span.end,
                "text": minutes.document.quote(one.span),
                "reading": one.reading,
            }
            for one in quality.damaged
        ],
        "absent": list(quality.absent),
    }
