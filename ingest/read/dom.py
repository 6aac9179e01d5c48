"""A parsed page as lines of text: what a reader of the page would see, from top to bottom.

Knows how elements lie on a page, nothing of what the text means. Walks without recursion, once over each node.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.read.rows import row_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_BLOCKS = _tags(
    "address article aside blockquote body br caption center dd details dir div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu ol p plaintext pre section summary table"
    " tbody tfoot thead ul xmp"
)
_CELLS = _tags("td th")
_PREFORMATTED = _tags("listing plaintext pre textarea xmp")
# Never prose: code, controls, pictures, site navigation, and the pinyin set above characters (rt, rp).
_SKIPPED = _tags(
    "audio button canvas footer head iframe input math nav noframes noscript object option rp rt script select style"
    " svg template textarea title video"
)
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
# Chinese is written without spaces, so a line break of the source between two of its characters is none.
_SOURCE_BREAK = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t]*\n[ \t\n]*(?=[\u2e80-\u9fff\uff00-\uffef])")
_LABELLED = re.compile(r"\s*[（(第]?[0-9０-９一二三四五六七八九十]+[）)、.．条项]")


class _Lines:
    """Lines of one cell, or of the page: closed lines, and the pieces of the line being written."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self._pieces: list[str] = []

    def write(self, piece: str) -> None:
        self._pieces.append(piece)

    def end_line(self) -> None:
        if self._pieces:
            for line in "".join(self._pieces).split("\n"):
                if line.strip():
                    self.done.append(line.strip(" \t"))
            self._pieces.clear()


class _Page:
    """The state of a walk: the cell being written, the cells of the rows around it, the numbers of lists."""

    def __init__(self) -> None:
        self.cells = [_Lines()]
        self.rows: list[list[list[str]]] = []
        self.items: list[tuple[int, int | None]] = []
        self.numbers: list[int | None] = []
        self.preformatted = 0

    @property
    def lines(self) -> _Lines:
        return self.cells[-1]

    def text(self, text: str) -> None:
        if not self.preformatted:
            text = _BLANKS.sub(" ", _SOURCE_BREAK.sub("", text))
        self.lines.write(text)

    def enter(self, tag: str, node: LexborNode) -> None:
        if tag in _BLOCKS or tag == "tr":
            self.lines.end_line()
        if tag in _PREFORMATTED:
            self.preformatted += 1
        if tag == "tr":
            self.rows.append([])
        elif tag in _CELLS:
            self.cells.append(_Lines())
        elif tag in {"ol", "ul"}:
            self.numbers.append(_whole(node, "start", 1) if tag == "ol" else None)
        elif tag == "li":
            self.items.append((len(self.lines.done), self._next_number(node)))

    def leave(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.lines.end_line()
        if tag in _PREFORMATTED:
            self.preformatted -= 1
        if tag == "tr":
            self.lines.end_line()
            self.lines.done += row_lines(self.rows.pop())
        elif tag in _CELLS:
            self._leave_cell()
        elif tag in {"ol", "ul"}:
            self.numbers.pop()
        elif tag == "li":
            self._label_item()

    def _leave_cell(self) -> None:
        cell = self.cells.pop()
        cell.end_line()
        if self.rows:
            self.rows[-1].append(cell.done)
        else:
            self.lines.done += cell.done

    def _next_number(self, node: LexborNode) -> int | None:
        number = self.numbers[-1] if self.numbers else None
        if number is not None:
            number = _whole(node, "value", number)
            self.numbers[-1] = number + 1
        return number

    def _label_item(self) -> None:
        """Write the number that a browser sets before an item of `<ol>`, unless the page wrote one itself."""
        at, number = self.items.pop()
        done = self.lines.done
        if number is not None and at < len(done) and not _LABELLED.match(done[at]):
            done[at] = f"{number}. {done[at]}"


def lines_of(root: LexborNode) -> list[str]:
    """The visible lines below an element, without blank ones; a table row is a line, cells divided by ` | `."""
    page = _Page()
    for node, tag, entering in _walk(root):
        if tag is None:
            page.text(node.text_content or "")
        elif entering:
            page.enter(tag, node)
        else:
            page.leave(tag)
    page.lines.end_line()
    return page.lines.done


def _walk(root: LexborNode) -> Iterator[tuple[LexborNode, str | None, bool]]:
    """Each visible element on the way in and on the way out, and each text node (tag None)."""
    path: list[tuple[LexborNode, str]] = []
    node: LexborNode | None = root
    while node is not None:
        if node.is_text_node:
            yield node, None, True
        elif node.is_element_node and _is_visible(node, tag := node.tag or "", is_root=not path):
            yield node, tag, True
            if (child := node.first_child) is not None:
                path.append((node, tag))
                node = child
                continue
            yield node, tag, False
        while path and (following := node.next) is None:
            node, tag = path.pop()
            yield node, tag, False
        node = following if path else None


def _is_visible(node: LexborNode, tag: str, *, is_root: bool) -> bool:
    if tag in _SKIPPED and not is_root:
        return False
    attributes = node.attributes
    return not attributes or not ("hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""))


def _whole(node: LexborNode, attribute: str, default: int) -> int:
    value = (node.attributes.get(attribute) or "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < len("10000") else default
