"""Web archives (.mht, .mhtml, and .doc files that Word saved as one): the page inside, read as a page."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.errors import MessageError
from typing import TYPE_CHECKING

from ingest.errors import NotMinutes, TooLarge, Unsupported
from ingest.read import html
from ingest.read.extracted import Extracted

if TYPE_CHECKING:
    from email.message import Message

_MEDIA_TYPE = "multipart/related"
# The parser recurses once a nested multipart; browsers write two.
_MULTIPARTS = 20
_HEADER = re.compile(rb"\s*(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,20}){1,60}")
_WITHIN = 8192


def is_web_archive(data: bytes) -> bool:
    """Whether the bytes begin with the header of a MIME message that carries a page."""
    found = _HEADER.match(data[:_WITHIN])
    header = found[0].lower() if found else b""
    return b"mime-version:" in header and (b"multipart/related" in header or b"text/html" in header)


def read(data: bytes, source: str) -> Extracted:
    """Read the first page of a web archive. Raises NotMinutes, TooLarge, Undecodable, Unsupported."""
    if data.lower().count(b"boundary=") > _MULTIPARTS:
        raise TooLarge(source, f"网页存档嵌套超过 {_MULTIPARTS} 层", "请在浏览器中另存为网页后再导入")
    try:
        part = _page(message_from_bytes(data))
        payload = part.get_payload(decode=True) if part else None
        charset = part.get_content_charset() if part else None
    except (MessageError, LookupError, ValueError) as error:
        raise Unsupported(source, "网页存档已损坏", "请在浏览器中另存为网页后再导入") from error
    if not isinstance(payload, bytes) or not payload.strip():
        raise NotMinutes(source, "网页存档里没有网页", "请在浏览器中另存为网页后再导入")
    page = html.read(payload, source, charset)
    return Extracted(page.text, _MEDIA_TYPE, page.encoding)


def _page(message: Message) -> Message | None:
    return next((part for part in message.walk() if part.get_content_type() == html.MEDIA_TYPE), None)
