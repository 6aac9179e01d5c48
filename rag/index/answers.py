"""Answers as plain data for the catalogue, and back: what was said stays as it was said, whatever is read again."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ingest.records import Damage, Span
from rag.records import Answer, Citation, Claim, Refusal, Usage


def pack_answer(answer: Answer) -> dict[str, Any]:
    """Every field of an answer by its name."""
    return asdict(answer)


def unpack_answer(packed: dict[str, Any]) -> Answer:
    """The answer of `pack_answer`, after JSON has made lists of its tuples. Raises KeyError, TypeError otherwise."""
    claims = tuple(Claim(one["text"], tuple(one["citations"]), one["status"]) for one in packed["claims"])
    refusal = packed["refusal"]
    fields = packed | {
        "claims": claims,
        "citations": tuple(map(_citation, packed["citations"])),
        "refusal": None if refusal is None else _refusal(refusal),
        "usage": Usage(**packed["usage"]),
    }
    return Answer(**fields)


def _refusal(packed: dict[str, Any]) -> Refusal:
    return Refusal(packed["kind"], packed["message"], tuple(map(_citation, packed["nearest"])))


def _citation(packed: dict[str, Any]) -> Citation:
    context = packed["context"]
    damage = tuple(Damage(one["kind"], Span(**one["span"]), one["reading"]) for one in packed["damage"])
    fields = packed | {
        "span": Span(**packed["span"]),
        "context": None if context is None else Span(**context),
        "damage": damage,
    }
    return Citation(**fields)
