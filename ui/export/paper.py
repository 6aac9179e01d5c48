"""A sheet of official paper: fonts, spacing, page numbers and marks that lead to their sources.

Everything that knows how Word files are built is here; `ui.export.docx` says only what stands in one.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

TITLE, TEXT, HEI, KAI, SONG = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
FALLBACK = {
    TITLE: "华文中宋;SimSun;Noto Serif CJK SC",
    TEXT: "仿宋;FangSong;FZFangSong-Z02S;Noto Serif CJK SC",
    HEI: "SimHei;Noto Sans CJK SC",
    KAI: "楷体;KaiTi;Noto Serif CJK SC",
    SONG: "SimSun;Noto Serif CJK SC",
}
"""What to set a font in where it is not installed, best first (`w:altName`)."""
TITLE_SIZE, TEXT_SIZE, SMALL_SIZE = 22.0, 16.0, 14.0
"""Points of 2号, 3号 and 4号."""
LINE = 28.95
"""Points from line to line: 22 lines on 225 mm."""
SHOWN = 6
"""Marks that one statement shows; what is counted over a whole agenda has one an item."""
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Paper:
    """A document being written, from the top."""

    def __init__(self) -> None:
        self._document = Document()
        self._bookmarks = 0
        self._set_page()
        self._set_fonts()

    def title(self, text: str) -> None:
        """The title, centred, over the text."""
        self._line(text, TITLE, TITLE_SIZE, centred=True, after=LINE / 2)

    def centred(self, text: str) -> None:
        """A centred line below the title: the document's number."""
        self._line(text, TEXT, TEXT_SIZE, centred=True, after=LINE / 2)

    def heading(self, text: str, level: int = 1, marks: Sequence[str] = ()) -> None:
        """A heading: level 0 opens a part of the paper, 1 is 一、 in 黑体, 2 is （一） in 楷体."""
        font = KAI if level > 1 else HEI
        self._line(text, font, TEXT_SIZE, marks=marks, level=level, indent=level > 0)

    def text(self, text: str, marks: Sequence[str] = (), *, strong: bool = False) -> None:
        """A paragraph, its first line two characters in."""
        self._line(text, TEXT, TEXT_SIZE, marks=marks, strong=strong, indent=True)

    def source(self, mark: str, text: str) -> None:
        """An entry of the list of sources; marks of this name lead here."""
        paragraph = self._line("", SONG, SMALL_SIZE - 3.5, line=LINE * 0.6)
        self._bookmark(paragraph, mark)
        self._run(paragraph, f"[{mark}] {text}", SONG, SMALL_SIZE - 3.5)

    def save(self, target: IO[bytes]) -> None:
        """Write the whole document."""
        self._document.save(target)

    def _line(  # noqa: PLR0913 - the parts of a line's look
        self,
        text: str,
        font: str,
        size: float,
        *,
        marks: Sequence[str] = (),
        level: int | None = None,
        strong: bool = False,
        centred: bool = False,
        indent: bool = False,
        after: float = 0.0,
        line: float = LINE,
    ) -> Paragraph:
        paragraph: Paragraph = self._document.add_paragraph()
        form = paragraph.paragraph_format
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
        form.space_before, form.space_after = Pt(0), Pt(after)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if indent:
            form.first_line_indent = Pt(2 * size)
        if level is not None:
            form.keep_with_next = True
            outline = OxmlElement("w:outlineLvl")
            outline.set(qn("w:val"), str(level))
            paragraph._p.get_or_add_pPr().append(outline)  # noqa: SLF001 - python-docx has no other door to the outline
        if text:
            run = self._run(paragraph, text, font, size)
            run.bold = strong
        if marks:
            self._links(paragraph, list(dict.fromkeys(marks)), size)
        return paragraph

    def _run(self, paragraph: Paragraph, text: str, font: str, size: float) -> Run:
        run = paragraph.add_run(_ILLEGAL.sub("�", text))
        run.font.size = Pt(size)
        run.font.name = "Times New Roman"
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)  # noqa: SLF001 - as above
        return run

    def _links(self, paragraph: Paragraph, marks: Sequence[str], size: float) -> None:
        """Small raised marks `[1,4]`, each of which leads to its source; of many the first, and how many they are."""
        for at, mark in enumerate(marks[:SHOWN]):
            self._run(paragraph, "," if at else "[", SONG, size).font.superscript = True
            run = self._run(paragraph, mark, SONG, size)
            run.font.superscript = True
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), _anchor(mark))
            paragraph._p.append(link)  # noqa: SLF001 - as above
            link.append(run._element)  # noqa: SLF001 - as above
        more = f"…{len(marks)}" if len(marks) > SHOWN else ""
        self._run(paragraph, f"{more}]", SONG, size).font.superscript = True

    def _bookmark(self, paragraph: Paragraph, mark: str) -> None:
        self._bookmarks += 1
        for name in ("w:bookmarkStart", "w:bookmarkEnd"):
            element = OxmlElement(name)
            element.set(qn("w:id"), str(self._bookmarks))
            if name == "w:bookmarkStart":
                element.set(qn("w:name"), _anchor(mark))
            paragraph._p.append(element)  # noqa: SLF001 - as above

    def _set_page(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.footer_distance = Mm(28)
        paragraph = section.footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._run(paragraph, "— ", SONG, SMALL_SIZE)
        run = self._run(paragraph, "", SONG, SMALL_SIZE)
        for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
            run._element.append(_field(kind, text))  # noqa: SLF001 - as above
        self._run(paragraph, " —", SONG, SMALL_SIZE)

    def _set_fonts(self) -> None:
        """Name what each font falls back to, where the package has a table of fonts; readers without it choose."""
        style = self._document.styles["Normal"]
        style.font.name = "Times New Roman"
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), TEXT)
        style.font.size = Pt(TEXT_SIZE)
        table = next(
            (one for one in self._document.part.package.iter_parts() if one.partname.endswith("fontTable.xml")), None
        )
        if table is None:
            return
        fonts = "".join(
            f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
            for name, other in FALLBACK.items()
        )
        table._blob = table.blob.replace(b"</w:fonts>", f"{fonts}</w:fonts>".encode())  # noqa: SLF001 - a part without a class of its own


def _anchor(mark: str) -> str:
    """A bookmark's name: letters, digits and underscores only."""
    return "source_" + mark.replace("-", "_")


def _field(kind: str | None, text: str | None) -> BaseOxmlElement:
    """One piece of a field that Word counts itself: its begin and end, and between them what is counted."""
    element = OxmlElement("w:instrText" if kind is None else "w:fldChar")
    if kind is None:
        element.set(qn("xml:space"), "preserve")
        element.text = text
    else:
        element.set(qn("w:fldCharType"), kind)
    return element
