# noqa: INP001, a tool to run, not a package
"""Print the DOCX and PDF minutes of `evals/corpus` from their plain sources, `tools/corpus/*.txt`.

One line, one paragraph; its first mark says how it looks: `!` red heading, `>` number line, `#` title, `##` item
heading, `-` set right, `|` a row of the table, `1)` an automatically numbered point. One PDF is set by
reportlab in a font that is named but not embedded, with page numbers, as offices did for years; the other is printed
by Chromium, which must be on the PATH. `uv run --with reportlab python -m tools.print_corpus`
"""

from __future__ import annotations

import html
import subprocess
import tempfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt, RGBColor

from evals.corpus import ROOM
from evals.corpus.damage import KINDS

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate

SOURCES = Path(__file__).parent / "corpus"
MINUTES = ROOM / "minutes"
NOISY = ROOM / "noisy"
LAYOUTS = ROOM / "layouts"
DOCX = {
    "hejiang-17": MINUTES,
    "shuoning-special-03": MINUTES,
    "qingtang-table": LAYOUTS,
    "canghuang-table-61": LAYOUTS,
    "hepu-flood-02": LAYOUTS,
    "digang-town-22": LAYOUTS,
}
PRINTED = {"zean-special-05": MINUTES, "lanting-plaza-16": LAYOUTS}
TYPESET = ("wangchuan-22",)
DAMAGED = {
    "lanhu-09": ("pinyin_some",),
    "lanhu-10": ("in_the_wild",),
    "yunling-06": ("hard_wrap",),
    "tongyang-29-news": ("byte_slip", "pinyin_changed"),
    "wangchuan-24": ("spam_place", "spam_lines"),
    "fengpu-36-news": ("fullwidth_digits", "one_line_tight"),
}
MARKS = ("##", "#", "!", ">", "-", "|", "1)")
PAGE = """<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>{title}</title><style>
@page {{ size: A4; margin: 32mm 27mm }}
body {{ font: 16pt/29pt "Noto Sans CJK SC", sans-serif; text-align: justify }}
p {{ margin: 0; text-indent: 2em }} .title {{ font-size: 21pt; text-align: center; text-indent: 0; margin: 12pt 0 }}
.number {{ text-align: center; text-indent: 0 }} .right {{ text-align: right }} .item {{ text-indent: 2em }}
</style>{body}</html>"""


def _marked(line: str) -> tuple[str, str]:
    mark = next((mark for mark in MARKS if line.startswith(mark + " ")), "")
    return mark, line[len(mark) :].strip()


def _lines(name: str) -> list[tuple[str, str]]:
    return [_marked(line) for line in (SOURCES / f"{name}.txt").read_text("utf-8").splitlines() if line.strip()]


def write_docx(name: str, folder: Path) -> None:
    """A red-headed paper with a table of attendance and, where the source says so, automatic numbering."""
    paper = Document()
    table = None
    for mark, text in _lines(name):
        if mark == "|":
            cells = [cell.strip() for cell in text.strip("|").split("|")]
            table = table or paper.add_table(rows=0, cols=len(cells), style="Table Grid")
            for cell, value in zip(table.add_row().cells, cells, strict=True):
                cell.text = value
            continue
        paragraph = paper.add_paragraph(style="List Number" if mark == "1)" else None)
        run = paragraph.add_run(text)
        run.bold = mark in {"!", "#", "##"}
        if mark in {"!", "#", ">"}:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if mark == "-":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if mark == "!":
            run.font.size, run.font.color.rgb = Pt(26), RGBColor(0xC0, 0, 0)
    paper.save(str(folder / f"{name}.docx"))


def typeset_pdf(name: str) -> None:
    """A paper of several pages whose lines, and sometimes words, are broken by the page; `— 2 —` under each."""
    from reportlab.lib.enums import TA_CENTER, TA_RIGHT
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    song = {"fontName": "STSong-Light", "wordWrap": "CJK"}
    plain = ParagraphStyle("plain", fontSize=16, leading=29, firstLineIndent=32, **song)
    styles = {
        "#": ParagraphStyle("title", plain, fontSize=21, leading=40, firstLineIndent=0, alignment=TA_CENTER),
        ">": ParagraphStyle("number", plain, firstLineIndent=0, alignment=TA_CENTER),
        "-": ParagraphStyle("right", plain, alignment=TA_RIGHT),
    }

    def number(canvas: Canvas, page: BaseDocTemplate) -> None:
        canvas.setFont("STSong-Light", 14)
        canvas.drawCentredString(page.pagesize[0] / 2, 45, f"— {page.page} —")

    paper = SimpleDocTemplate(str(MINUTES / f"{name}.pdf"), title=name, leftMargin=77, rightMargin=77, invariant=1)
    story = [Paragraph(html.escape(text), styles.get(mark, plain)) for mark, text in _lines(name)]
    paper.build(story, onFirstPage=number, onLaterPages=number)


def print_pdf(name: str, folder: Path) -> None:
    """A paper of one page as a browser prints it."""
    classes = {"#": "title", "##": "item", ">": "number", "-": "right"}
    lines = _lines(name)
    body = "".join(f'<p class="{classes.get(mark, "")}">{html.escape(text)}</p>' for mark, text in lines)
    with tempfile.TemporaryDirectory() as scratch:
        page = Path(scratch) / "page.html"
        page.write_text(PAGE.format(title=html.escape(name), body=body), "utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        subprocess.run(  # noqa: S603, a fixed command on our own page
            [*command, f"--user-data-dir={scratch}/profile", f"--print-to-pdf={folder / name}.pdf", page.as_uri()],
            check=True,
            capture_output=True,
        )


def write_noisy(name: str, kinds: tuple[str, ...]) -> None:
    """The committed samples of damage: `NAME__damage.txt`, the kinds applied one after the other."""
    damagers = {kind.name: kind.apply for kind in KINDS}
    text = (SOURCES / f"{name}.txt").read_text("utf-8")
    for kind in kinds:
        text = damagers[kind](text, Random(f"{name}:{kind}"))  # noqa: S311, a repeatable draw
    (NOISY / f"{name}__{'_'.join(kinds)}.txt").write_text(text, "utf-8")


if __name__ == "__main__":
    for one, room in DOCX.items():
        write_docx(one, room)
    for one in TYPESET:
        typeset_pdf(one)
    for one, room in PRINTED.items():
        print_pdf(one, room)
    for one, damages in DAMAGED.items():
        write_noisy(one, damages)
