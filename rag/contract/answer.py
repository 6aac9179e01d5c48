"""The JSON that `jiyao ask --json` prints for an answer (DESIGN §7); keys are only ever added."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.records import Answer, Citation, Claim


def answer_as_dict(answer: Answer) -> dict[str, object]:
    """The answer as plain data; `start` and `end` count code points of `Document.text`."""
    refusal = answer.refusal
    return {
        "question": answer.question,
        "answer": answer.text,
        "refused": refusal is not None,
        "refusal_kind": None if refusal is None else refusal.kind,
        "claims": [_claim(one) for one in answer.claims],
        "citations": [citation_as_dict(one) for one in answer.citations],
        "intent": answer.intent,
        "filters": answer.filters,
        "mode": answer.mode,
        "model": answer.model,
        "prompt": answer.prompt,
        "usage": {
            "prompt_tokens": answer.usage.prompt_tokens,
            "completion_tokens": answer.usage.completion_tokens,
        },
        "retrieval": answer.retrieval,
        "timings_ms": answer.timings_ms,
        "notice": answer.notice,
    }


def _claim(claim: Claim) -> dict[str, object]:
    return {"text": claim.text, "citations": list(claim.citations), "status": claim.status}


def citation_as_dict(citation: Citation) -> dict[str, object]:
    """One citation; `title` is the meeting's."""
    return {
        "mark": citation.mark,
        "document_id": citation.document_id,
        "document": citation.document,
        "title": citation.meeting,
        "item": citation.item,
        "quote": citation.quote,
        "start": citation.span.start,
        "end": citation.span.end,
        "page": citation.page,
        "damaged": [{"start": one.span.start, "end": one.span.end, "reading": one.reading} for one in citation.damage],
    }
