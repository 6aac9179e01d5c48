"""The one door to reading: a path or bytes in, the meetings recorded in it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.errors import NotMinutes

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.limits import Limits
    from ingest.records import Document, Minutes, Quality


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
    del data, limits
    raise NotMinutes(source, "尚未实现", "请稍候")


def read_path(path: Path, limits: Limits | None = None) -> Reading:
    """Read one file. Raises SourceError, or OSError where the file cannot be opened."""
    return read_bytes(path.read_bytes(), str(path), limits)
