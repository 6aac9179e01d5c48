"""A sheet from plain text, as cleaning would hand it on."""

from __future__ import annotations

from ingest.clean import clean
from ingest.minutes import Reading, read_bytes
from ingest.parse.sheet import Sheet
from ingest.records import Document


def document(text: str) -> Document:
    return Document("甲.txt", "甲.txt", "text/plain", "0" * 64, text, "utf-8")


def sheet(text: str, places: frozenset[str] = frozenset()) -> Sheet:
    made = document(text)
    return Sheet(made, clean(made).reading, traditional=False, local=places)


def reading(text: str) -> Reading:
    return read_bytes(text.encode(), "甲.txt")
