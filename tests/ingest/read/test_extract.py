"""The door: which reader takes which bytes, and that nothing but a SourceError ever leaves it."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.errors import NotMinutes, SourceError, Unsupported
from ingest.read import extract
from ingest.records import Document
from tests.ingest.read.make import LIMITS, MINUTES, TRADITIONAL, make_docx, make_pdf, make_zip, paragraph, word

DOCX, PDF = make_docx(*MINUTES.splitlines()), make_pdf(MINUTES)
PAGE = f"<html><body><p>{MINUTES}</p></body></html>".encode()
ENDINGS = (
    ".txt",
    ".md",
    ".html",
    ".mhtml",
    ".docx",
    ".pdf",
    ".doc",
    ".rtf",
    ".wps",
    ".odt",
    ".zip",
    ".png",
    ".bin",
    "",
)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(("data", "media_type"), [(DOCX, "wordprocessingml"), (PDF, "pdf")])
def test_the_signature_counts_not_the_ending(data: bytes, media_type: str, ending: str) -> None:
    assert media_type in extract(data, f"a{ending}", LIMITS).media_type


@pytest.mark.parametrize("ending", [".txt", ".text", "", ".2031年5月", ".doc", ".pdf", ".bak"])
def test_text_is_read_under_endings_that_do_not_forbid_it(ending: str) -> None:
    document = extract(MINUTES.encode("gbk"), f"会议/纪要{ending}", LIMITS)
    assert document == Document(
        source=f"会议/纪要{ending}",
        name=f"纪要{ending}",
        media_type="text/plain",
        sha256=hashlib.sha256(MINUTES.encode("gbk")).hexdigest(),
        text=MINUTES,
        encoding="gb18030",
    )


def test_markdown_keeps_its_marks() -> None:
    document = extract(f"# 纪要\n\n{MINUTES}".encode(), "a.md", LIMITS)
    assert document.text == f"# 纪要\n\n{MINUTES}"
    assert document.media_type == "text/markdown"


@pytest.mark.parametrize(
    ("data", "name", "fact"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a.txt", "图片"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "a.html", "图片"),
        (b"RIFF1234WEBP", "a", "图片"),
        (b"MZ\x90" + bytes(50), "a.txt", "可执行"),
        (b"\x7fELF" + bytes(50), "a", "可执行"),
        (b"Rar!\x1a\x07\x01", "a.docx", "rar"),
        (make_zip({"[Content_Types].xml": "x", "xl/workbook.xml": "x"}), "a.docx", "xlsx"),
        (make_zip({"OFD.xml": "x"}), "a.ofd", "ofd"),
        (make_zip({"a.txt": "x"}), "a.txt", "压缩包"),
        (MINUTES.encode(), "a.xlsx", "数据表"),
        (MINUTES.encode(), "a.PNG", "图片"),
        (MINUTES.encode(), "a.exe", "程序"),
    ],
)
def test_what_nobody_reads_is_named(data: bytes, name: str, fact: str) -> None:
    with pytest.raises(Unsupported, match=fact):
        extract(data, name, LIMITS)


@pytest.mark.parametrize("data", [b"", b" \n", word(""), b"<html></html>"])
def test_nothing_to_read(data: bytes) -> None:
    with pytest.raises(NotMinutes, match="空文件"):
        extract(data, "a.html", LIMITS)


def test_the_door_opens_without_third_parties() -> None:
    late = ("selectolax", "resiliparse", "pypdfium2", "docx")
    code = f"import sys, ingest.read, ingest.read.walk; print([name for name in {late} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


WHOLE = (
    DOCX,
    PDF,
    PAGE,
    MINUTES.encode("gbk"),
    TRADITIONAL.encode("big5"),
    MINUTES.encode("utf-16"),
    make_zip({"a.txt": MINUTES}),
    word(f"<w:tbl><w:tr><w:tc>{paragraph('会议')}</w:tc></w:tr></w:tbl>"),
    b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\nContent-Type: text/html\n\n" + PAGE,
    b"{\\rtf1 x}",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Bytes of a sound container with a few of them replaced, taken out or put in."""
    data = bytearray(draw(st.sampled_from(WHOLE)))
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(data)))
        data[at : at + draw(st.integers(0, 30))] = draw(st.binary(max_size=30))
    return bytes(data)


@settings(max_examples=300, deadline=None)
@given(
    data=st.one_of(st.binary(max_size=400), st.text(max_size=200).map(str.encode), damaged()),
    ending=st.sampled_from(ENDINGS),
)
@example(data=b"<!-->", ending=".html")
@example(data=b"PK\x05\x06" + bytes(18), ending=".docx")
@example(data=b"%PDF-", ending=".txt")
def test_any_bytes_under_any_ending_end_in_a_document_or_a_reason(data: bytes, ending: str) -> None:
    try:
        document = extract(data, f"夹/a{ending}", LIMITS)
    except SourceError as error:
        message = str(error)
    else:
        document.text.encode("utf-8")  # no lone surrogates
        message = "" if "\r" in document.text or not document.text.strip() else "夹/a：；"
    assert message.startswith("夹/a")
    assert "\n" not in message
    assert "；" in message
