"""Reading: bytes of any container become a `Document`, or a `SourceError` that says why not."""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import TYPE_CHECKING

from ingest.errors import NotMinutes, TooLarge
from ingest.records import Document

if TYPE_CHECKING:
    from ingest.limits import Limits
    from ingest.read.extracted import Extracted

__all__ = ["extract"]


def extract(data: bytes, source: str, limits: Limits) -> Document:
    """Read one source that is not a folder or an archive of files.

    `source` is its path or URI (`minutes/a.docx`, `a.zip!/b.html`, `-`); its ending is a hint, never trusted
    against the bytes. `Document.text` has unix line breaks, `Document.sha256` is that of the raw bytes.
    Raises SourceError, whichever the bytes, and nothing else.
    """
    if len(data) > limits.max_bytes:
        raise TooLarge(source, f"{len(data):,} 字节，超过 {limits.max_bytes:,} 字节的上限", "请拆分后再导入")
    found = _read(data, source, limits)
    if not found.text.strip():
        raise NotMinutes(source, "空文件", "请换一个有正文的文件")
    if len(found.text) > limits.max_characters:
        raise TooLarge(source, f"超过 {limits.max_characters:,} 字的上限", "请拆分后再导入")
    return Document(
        source=source,
        name=PurePath(source).name or source,
        media_type=found.media_type,
        sha256=hashlib.sha256(data).hexdigest(),
        text=found.text,
        encoding=found.encoding,
        pages=found.pages,
    )


def _read(data: bytes, source: str, limits: Limits) -> Extracted:
    """Hand the bytes to the reader of their kind; each is imported when the first file asks for it."""
    from ingest.read.kind import kind_of

    match kind_of(data, source):
        case "text":
            from ingest.read import text

            return text.read(data, source)
        case "html":
            from ingest.read import html

            return html.read(data, source)
        case "mhtml":
            from ingest.read import mhtml

            return mhtml.read(data, source)
        case "docx":
            from ingest.read import docx

            return docx.read(data, source, limits)
        case "pdf":
            from ingest.read import pdf

            return pdf.read(data, source, limits)
        case "office":
            from ingest.read import doc

            return doc.read(data, source, limits)
