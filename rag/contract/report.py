"""The JSON that the reporting commands print (DESIGN §7); keys are only ever added."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from rag.answer.phrases import meeting_name
from rag.contract.answer import citation_as_dict

if TYPE_CHECKING:
    from rag.records import Claim, MeetingRow
    from rag.report.records import (
        Comparison,
        Digest,
        Duty,
        ItemSummary,
        Ledger,
        LedgerRow,
        Summary,
        Timeline,
        Value,
    )

Json = dict[str, Any]
"""A JSON object on its way out; nothing inside the house takes one as input."""


def summary_as_dict(summary: Summary) -> Json:
    """One summary; a field that the minutes do not give is null, an empty list or absent from `header`."""
    return {
        "meeting": meeting_as_dict(summary.meeting),
        "header": {
            one.name: value_as_dict(value)
            for one in fields(summary.header)
            if (value := getattr(summary.header, one.name)) is not None
        },
        "overview": [_claim(one) for one in summary.overview],
        "items": [item_as_dict(one) for one in summary.items],
        "attendance": {
            roll.list: {
                "count": int(roll.count.text),
                "citations": list(roll.count.citations),
                "names": [one.text for one in roll.names],
            }
            for roll in summary.rolls
        },
        "citations": [citation_as_dict(one) for one in summary.citations],
        "length": summary.length,
        "script": summary.script,
        "mode": summary.mode,
        "model": summary.model,
        "prompt": summary.prompt,
        "usage": {
            "prompt_tokens": summary.usage.prompt_tokens,
            "completion_tokens": summary.usage.completion_tokens,
        },
        "notice": summary.notice,
    }


def item_as_dict(item: ItemSummary) -> Json:
    """One agenda item; its first decision's fields stand at the top, all of them under `decisions`."""
    first = item.decisions[0] if item.decisions else None
    marks = {
        mark
        for value in (item.title, *item.reported_by, *item.documents, *item.demands)
        if value is not None
        for mark in value.citations
    }
    marks |= {mark for duty in (*item.decisions, *item.directives) for mark in duty.text.citations}
    marks |= set(item.lead.citations) if item.lead else set()
    return {
        "label": item.item.label,
        "title": _text(item.title),
        "kind": item.item.kind,
        "summary": item.lead.text if item.lead else None,
        "decision": _text(first.text) if first else None,
        "outcome": _text(first.outcome) if first else None,
        "condition": _text(first.condition) if first else None,
        "next_step": _text(first.next_step) if first else None,
        "responsible_units": [one.text for one in first.responsible] if first else [],
        "supporting_units": [one.text for one in first.supporting] if first else [],
        "deadline": _text(first.deadline) if first else None,
        "deadline_date": _text(first.deadline_date) if first else None,
        "actions": [one.text for one in item.actions],
        "reported_by": [one.text for one in item.reported_by],
        "documents": [one.text for one in item.documents],
        "demands": [value_as_dict(one) for one in item.demands],
        "decisions": [duty_as_dict(one) for one in item.decisions],
        "directives": [duty_as_dict(one) for one in item.directives],
        "body_absent": item.body_absent,
        "citations": sorted(marks),
    }


def duty_as_dict(duty: Duty) -> Json:
    """A decision or a directive, every field with its marks."""
    single = ("text", "outcome", "subject", "condition", "next_step", "deadline", "deadline_date")
    several = ("responsible", "persons", "supporting")
    return {
        **{name: value_as_dict(value) if (value := getattr(duty, name)) else None for name in single},
        **{name: [value_as_dict(one) for one in getattr(duty, name)] for name in several},
    }


def ledger_as_dict(ledger: Ledger) -> Json:
    """The ledger with its rows."""
    return {"as_of": ledger.as_of, "total": ledger.total, "rows": [ledger_row_as_dict(one) for one in ledger.rows]}


def ledger_row_as_dict(row: LedgerRow) -> Json:
    """One row of the ledger; `citation` is its whole sentence."""
    plain = (
        "key", "kind", "matter", "outcome", "outcome_text", "condition", "next_step", "deadline", "deadline_date",
        "overdue",
    )  # fmt: skip
    lists = ("responsible", "persons", "supporting")
    progress = row.progress
    return {
        **{name: getattr(row, name) for name in plain},
        **{name: list(getattr(row, name)) for name in lists},
        "meeting": meeting_as_dict(row.meeting),
        "item": row.item.label,
        "progress": {
            "state": progress.state, "note": progress.note, "set_at": progress.set_at, "set_by": progress.set_by
        },
        "citation": citation_as_dict(row.citation),
    }  # fmt: skip


def timeline_as_dict(timeline: Timeline) -> Json:
    """A matter's steps, the earliest first."""
    return {
        "matter": timeline.matter,
        "why": timeline.why,
        "undated": timeline.undated,
        "events": [
            {
                "meeting": meeting_as_dict(one.meeting),
                "item": one.item.label,
                "title": one.item.title,
                "what": one.what.text,
                "citations": [citation_as_dict(citation) for citation in one.citations],
            }
            for one in timeline.events
        ],
    }


def comparison_as_dict(comparison: Comparison) -> Json:
    """Two sides on one topic."""
    return {
        "topic": comparison.topic,
        "sides": [{"name": one.name, "items": [item_as_dict(item) for item in one.items]} for one in comparison.sides],
        "common": list(comparison.common),
        "citations": [citation_as_dict(one) for one in comparison.citations],
    }


def digest_as_dict(digest: Digest) -> Json:
    """A period's or a district's meetings."""
    return {
        "name": digest.name,
        "outcomes": digest.outcomes,
        "undated": digest.undated,
        "summaries": [summary_as_dict(one) for one in digest.summaries],
    }


def meeting_as_dict(meeting: MeetingRow) -> Json:
    """What tells a meeting from others."""
    return {
        "id": meeting.id,
        "name": meeting_name(meeting),
        "body": meeting.body,
        "session": meeting.session,
        "held_on": meeting.held_on,
        "document": meeting.document_name,
    }


def value_as_dict(value: Value) -> Json:
    """A value with its marks, and how it came about."""
    return {
        "text": value.text,
        "citations": list(value.citations),
        "standing": value.standing,
        **({"reason": value.reason} if value.reason else {}),
    }


def _claim(claim: Claim) -> Json:
    return {"text": claim.text, "citations": list(claim.citations), "status": claim.status}


def _text(value: Value | None) -> str | None:
    return None if value is None else value.text
