"""Plain text and Markdown: decoded and otherwise left as it is, unless it turns out to be a page."""

from __future__ import annotations

from pathlib import PurePosixPath

from ingest.read import html
from ingest.read.decode import decode
from ingest.read.extracted import Extracted

_MARKDOWN = frozenset((".md", ".markdown"))


def read(data: bytes, source: str) -> Extracted:
    """Read a text; what looks like a page is read as one, whatever its ending.

    Raises NotMinutes, TooLarge, Undecodable.
    """
    decoded = decode(data, source)
    if html.is_page(decoded.text):
        return html.read_text(decoded.text, source, decoded.encoding)
    markdown = PurePosixPath(source).suffix.lower() in _MARKDOWN
    return Extracted(decoded.text, "text/markdown" if markdown else "text/plain", decoded.encoding)
