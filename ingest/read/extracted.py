"""What a reader hands to the door: the text of one container, before it becomes a `Document`."""

from dataclasses import dataclass

_BREAKS = str.maketrans("\v\f\x85\u2028\u2029", "\n\n\n\n\n")


@dataclass(frozen=True, slots=True)
class Extracted:
    """Text with its media type; `encoding` and `pages` mean what they mean in `ingest.records.Document`."""

    text: str
    media_type: str
    encoding: str | None = None
    pages: tuple[int, ...] = ()


def unix_newlines(text: str) -> str:
    r"""Every kind of line break becomes one `\n`.

    This is part of extraction, not of cleaning: the bytes of a line break belong to the machine that wrote
    the file, and offsets into `Document.text` must not depend on it.

    >>> unix_newlines("一\r\n二\r三\f四")
    '一\n二\n三\n四'
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.translate(_BREAKS) if any(mark in text for mark in "\v\f\x85\u2028\u2029") else text
