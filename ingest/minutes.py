"""The one door to reading: a path or bytes in, the meetings recorded in it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.errors import NotMinutes
from ingest.limits import Limits
from ingest.read import extract
from ingest.records import Quality

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.records import Document, Minutes


@dataclass(frozen=True, slots=True)
class Reading:
    """What one source gave: its document, its meetings in the order of the text, and what was wrong with it."""

    document: Document
    meetings: tuple[Minutes, ...]
    quality: Quality


def read_bytes(data: bytes, source: str, limits: Limits | None = None) -> Reading:
    """Read one source that is not a folder or an archive.

    `source` is its path or URI; its ending is a hint, never trusted against the bytes. Raises SourceError.
    """
    return read_document(extract(data, source, limits or Limits()))


def read_document(document: Document) -> Reading:
    """Read a document whose text is already extracted, as the catalogue keeps it. Raises NotMinutes."""
    from ingest.clean import clean  # both build a hundred patterns: 200 ms that only reading pays
    from ingest.parse.meetings import meetings

    cleaned = clean(document)
    quality = Quality(document.encoding, cleaned.removed, cleaned.damaged)
    found = meetings(document, cleaned.reading, quality)
    if not found:
        raise NotMinutes(
            document.source, "没有找到会议（未见会议名称、召开时间或议题）", "请确认这是会议纪要或会议报道"
        )
    return Reading(document, found, quality)


def read_path(path: Path, limits: Limits | None = None) -> Reading:
    """Read one file. Raises SourceError, or OSError where the file cannot be opened."""
    return read_bytes(path.read_bytes(), str(path), limits)
