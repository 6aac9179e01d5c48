"""PDF text layers to text: a line of the page is a line of the text, a page break is a line break.

Nothing is removed: running heads and page numbers stay for cleaning to recognise, and lines that the page
breaks in mid-sentence stay broken.
"""

from __future__ import annotations

import threading
import unicodedata
from typing import TYPE_CHECKING

from ingest.errors import Encrypted, Scanned, SourceError, TooLarge, Undecodable, Unsupported
from ingest.read.extracted import Extracted, unix_newlines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfDocument

    from ingest.limits import Limits

_MEDIA_TYPE = "application/pdf"
# PDFium keeps state for the whole process and is not thread-safe.
_PDFIUM = threading.Lock()
# A scan may carry a few letters a page: the scanner's watermark, a stamp.
_LETTERS_A_PAGE = 10
_NONSENSE = 0.3
# PDF units, far outside any page: the default bounds cut off what runs over the page's edge, and the call
# without bounds loses the rare characters of names beyond U+FFFF.
_EVERYTHING = (-1e6, -1e6, 1e6, 1e6)
# Radicals that fonts hand out for the characters they look like. Unicode decomposes the Kangxi ones (NFKC) but
# not this block; from EquivalentUnifiedIdeograph.txt, those that are characters of running text.
_RADICALS = (
    "⺁⺄⺊⺌⺍⺒⺟⺠⺧⺩⺫⺬⺶⺼⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂乙卜小小巳母民牛王目示羊肉西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄斉齐歯齿竜龙龜亀龟",
)
_KANGXI = ("\u2f00", "\u2fd5")
_COMPATIBILITY = (("\uf900", "\ufaff"), ("\U0002f800", "\U0002fa1f"))


def _table() -> dict[int, str | None]:
    """Characters that stand for another one, each with the one it stands for.

    Not full NFKC, which would turn ，：；（） into ASCII. U+0002 is how PDFium writes a hyphen at a line's end.
    """
    ranges = (_KANGXI, *_COMPATIBILITY)
    unified: dict[int, str | None] = {
        code: plain
        for first, last in ranges
        for code in range(ord(first), ord(last) + 1)
        if (plain := unicodedata.normalize("NFKC", chr(code))) != chr(code)
    }
    radicals = zip(map(ord, _RADICALS[0]), _RADICALS[1], strict=True)
    return {**unified, **dict(radicals), 0x0002: "-", 0x0000: None, 0xFFFE: None, 0xFFFF: None}


_UNIFIED = _table()


def read(data: bytes, source: str, limits: Limits) -> Extracted:
    """Read the text layer. Raises Encrypted, Scanned, TooLarge, Undecodable, Unsupported (damaged)."""
    from pypdfium2 import PdfDocument, PdfiumError

    with _PDFIUM:
        try:
            with PdfDocument(data) as document:
                pages = list(_pages(document, source, limits))
        except PdfiumError as error:
            raise _translated(error.err_code, source) from error
    letters = sum(char.isalnum() for page in pages for char in page)
    if letters < _LETTERS_A_PAGE * len(pages):
        raise Scanned(source, f"共 {len(pages)} 页，没有文字层（扫描件）", "请先做文字识别（OCR），再导入识别出的文本")
    text = "\n".join(pages)
    if sum(map(_is_nonsense, text)) > _NONSENSE * len(text):
        raise Undecodable(source, "字体没有文字对照表，取出的不是可读文字", "请用原始 Word 文件，或先做文字识别（OCR）")
    starts, at = [], 0
    for page in pages:
        starts.append(at)
        at += len(page) + 1
    return Extracted(text, _MEDIA_TYPE, pages=tuple(starts))


def _pages(document: PdfDocument, source: str, limits: Limits) -> Iterator[str]:
    if len(document) > limits.max_pages:
        raise TooLarge(source, f"共 {len(document)} 页，超过 {limits.max_pages} 页的上限", "请拆分后再导入")
    characters = 0
    for number in range(len(document)):
        page = document[number]
        layer = page.get_textpage()
        text = unix_newlines(layer.get_text_bounded(*_EVERYTHING)).translate(_UNIFIED).strip("\n")
        layer.close()
        page.close()
        characters += len(text)
        if characters > limits.max_characters:
            raise TooLarge(source, f"超过 {limits.max_characters:,} 字的上限", "请拆分后再导入")
        yield text


def _translated(code: int | None, source: str) -> SourceError:
    from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

    if code in {FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY}:
        return Encrypted(source, "PDF 设有打开密码", "请去掉密码另存后再导入")
    return Unsupported(source, "PDF 已损坏，无法读取", "请重新下载，或打开后另存再导入")


def _is_nonsense(char: str) -> bool:
    return unicodedata.category(char) in {"Co", "Cn", "Cc"} and char not in "\n\t"
