"""Word documents to text: body, tables and text boxes in the order of the page, as the reader of Word sees them.

Reads the XML itself: python-docx passes over text boxes (红头), content controls and automatic numbers, and shows
what tracked changes have deleted. Headers, footers, notes and comments are left out.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from ingest.errors import TooLarge, Unsupported
from ingest.read.extracted import Extracted, unix_newlines
from ingest.read.numbering import Numbering
from ingest.read.rows import row_lines
from ingest.read.xml import attribute, child, children, local, parse, value
from ingest.read.zips import Budget, open_zip, read_member

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from ingest.limits import Limits

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MAIN = "word/document.xml"
# Deleted by a tracked change, or not text of the page; `rt` is the pinyin above a character.
_SKIPPED = frozenset(("del", "delInstrText", "delText", "instrText", "moveFrom", "pPr", "rPr", "rt", "sdtPr", "sectPr"))
_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_OFF = frozenset(("0", "false", "off"))


def read(data: bytes, source: str, limits: Limits) -> Extracted:
    """Read a document. Raises Encrypted, TooLarge, Unsupported (damaged)."""
    budget = Budget.of(len(data), limits)
    with open_zip(data, source) as archive:
        names = set(archive.namelist())

        def part(name: str) -> Element | None:
            if name not in names:
                return None
            return parse(read_member(archive, archive.getinfo(name), source, budget), source)

        main = _target(part("_rels/.rels"), "officeDocument", "") or _MAIN
        folder, file = posixpath.split(main)
        document = part(main)
        relations = part(posixpath.join(folder, "_rels", f"{file}.rels"))
        if document is None:
            raise Unsupported(source, "文档已损坏，缺少正文", "请用 Word 或 WPS 打开后另存再导入")
        numbering, styles = (part(_target(relations, kind, folder) or "") for kind in ("numbering", "styles"))
    try:
        lines = _Story(Numbering(numbering, styles)).lines(document)
    except RecursionError as error:
        raise TooLarge(source, "文档嵌套过深", "请用 Word 或 WPS 复制正文，另存后再导入") from error
    return Extracted(unix_newlines("\n".join(lines)), MEDIA_TYPE)


def _target(relations: Element | None, kind: str, folder: str) -> str | None:
    """The part that a relation of this kind names, as a path inside the archive."""
    for relation in children(relations, "Relationship"):
        target = attribute(relation, "Target")
        if target and (attribute(relation, "Type") or "").endswith(f"/{kind}"):
            return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return None


class _Story:
    """One pass over the body. Keeps the number of each list, and a line whose end a tracked change has deleted."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._open = ""

    def lines(self, parent: Element) -> list[str]:
        """The lines of everything below an element that holds blocks."""
        return [line for block in parent for line in self._block(block)]

    def _block(self, block: Element) -> Iterator[str]:
        name = local(block)
        if name == "p":
            yield from self._paragraph(block)
        elif name == "tbl":
            for row in _rows(block):
                yield from row_lines([self.lines(cell) for cell in _cells(row)])
        elif name not in _SKIPPED:
            yield from self.lines(block)

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        properties = child(paragraph, "pPr")
        pieces: list[str] = []
        for box in _inline(paragraph, pieces):
            yield from self.lines(box)
        text = "".join(pieces)
        if child(child(properties, "rPr"), "del") is not None:
            self._open += text
            return
        # An empty paragraph moves its list on, too, as it does in Word.
        label = self._numbering.label(properties)
        text, self._open = (f"{label}{self._open}{text}" if (self._open + text).strip() else ""), ""
        yield from (line.strip(" \t") for line in text.split("\n") if line.strip())


def _rows(table: Element) -> Iterator[Element]:
    """The rows that no tracked change has deleted, those inside content controls included."""
    for part in table:
        if local(part) == "tr":
            if child(child(part, "trPr"), "del") is None:
                yield part
        elif local(part) not in _SKIPPED:
            yield from _rows(part)


def _cells(row: Element) -> Iterator[Element]:
    for part in row:
        if local(part) == "tc":
            yield part
        elif local(part) not in _SKIPPED:
            yield from _cells(part)


def _inline(parent: Element, pieces: list[str]) -> Iterator[Element]:
    """Write the text of a paragraph to `pieces`; yield the text boxes anchored in it."""
    alternatives = {local(part) for part in parent}
    for part in parent:
        name = local(part)
        if name == "txbxContent":
            yield part
        elif name == "t":
            pieces.append(part.text or "")
        elif name == "textpath":  # WordArt, in which old red letterheads are set
            pieces.append(f"{attribute(part, 'string') or ''}\n")
        elif name in _MARKS and local(parent) == "r":
            pieces.append(_MARKS[name])
        elif not (name in _SKIPPED or (name == "Fallback" and "Choice" in alternatives) or _is_hidden(part)):
            yield from _inline(part, pieces)


def _is_hidden(run: Element) -> bool:
    vanish = child(child(run, "rPr"), "vanish")
    return vanish is not None and value(vanish) not in _OFF
