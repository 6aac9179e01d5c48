"""Small records as JSON lists, there and back; a span is `[start, end]`."""

from __future__ import annotations

from ingest.records import Damage, NamedDocument, Person, Removal, Span

Packed = list[str | int | None]
"""A record's fields in their order, spans spread out."""


def pack_span(span: Span) -> list[int]:
    """`[start, end]`."""
    return [span.start, span.end]


def unpack_spans(packed: dict[str, list[int]]) -> dict[str, Span]:
    """Spans by field name."""
    return {name: Span(*one) for name, one in packed.items()}


def pack_person(person: Person) -> Packed:
    """`[name, start, end, unit, role]`."""
    return [person.name, person.span.start, person.span.end, person.unit, person.role]


def unpack_person(packed: Packed) -> Person:
    """The person of `pack_person`."""
    name, start, end, unit, role = packed
    return Person(str(name), _span(start, end), _text(unit), _text(role))


def pack_document(named: NamedDocument) -> Packed:
    """`[title, start, end, alias]`."""
    return [named.title, named.span.start, named.span.end, named.alias]


def unpack_document(packed: Packed) -> NamedDocument:
    """The named document of `pack_document`."""
    title, start, end, alias = packed
    return NamedDocument(str(title), _span(start, end), _text(alias))


def pack_removal(one: Removal) -> Packed:
    """`[kind, start, end]`."""
    return [one.kind, one.span.start, one.span.end]


def unpack_removal(packed: Packed) -> Removal:
    """The removal of `pack_removal`."""
    kind, start, end = packed
    return Removal(str(kind), _span(start, end))


def pack_damage(one: Damage) -> Packed:
    """`[kind, start, end, reading]`."""
    return [one.kind, one.span.start, one.span.end, one.reading]


def unpack_damage(packed: Packed) -> Damage:
    """The damage of `pack_damage`."""
    kind, start, end, reading = packed
    return Damage(str(kind), _span(start, end), _text(reading))


def _span(start: str | int | None, end: str | int | None) -> Span:
    return Span(int(start or 0), int(end or 0))


def _text(value: str | int | None) -> str | None:
    return None if value is None else str(value)
