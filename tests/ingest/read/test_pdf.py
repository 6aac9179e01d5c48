"""PDF: the text layer page by page, and the PDFs that have none to give."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from ingest.errors import Encrypted, Scanned, SourceError, TooLarge, Unsupported
from ingest.limits import Limits
from ingest.read import extract
from ingest.records import Span
from tests.ingest.read.make import LIMITS, MINUTES, make_pdf

FIRST, SECOND = MINUTES.rstrip("\n"), "三、关于其他事项\n会议议定，区民政局牵头落实。\n- 2 -"
KEYS = f"/O <{'41' * 32}> /U <{'42' * 32}>"
PASSWORD = f"/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 {KEYS} >>"


def test_lines_and_pages_are_kept() -> None:
    document = extract(make_pdf(FIRST, SECOND), "a.pdf", LIMITS)
    assert document.text == f"{FIRST}\n{SECOND}"
    assert document.pages == (0, len(FIRST) + 1)
    at = document.text.index("三、关于其他事项")
    assert (document.page_of(at - 2), document.page_of(at)) == (1, 2)
    assert document.quote(Span(at, at + 2)) == "三、"
    assert (document.media_type, document.encoding) == ("application/pdf", None)


def test_radicals_become_the_characters_they_stand_for_and_punctuation_stays() -> None:
    page = "⼀、会议强调：⻓期坚持，⻔类齐全；（⾦额）ＡＢ１２豈" + "会议议定以下事项。"
    text = extract(make_pdf(page), "a.pdf", LIMITS).text
    assert text == "一、会议强调：长期坚持，门类齐全；（金额）ＡＢ１２豈" + "会议议定以下事项。"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (make_pdf("", ""), Scanned),
        (make_pdf("扫描王", "扫描王"), Scanned),
        (make_pdf(FIRST, trailer=PASSWORD), Encrypted),
        (b"%PDF-1.7\n" + bytes(range(256)) * 8, Unsupported),
        (make_pdf(FIRST)[:60], Unsupported),
    ],
    ids=["blank", "watermark", "password", "broken", "cut"],
)
def test_what_cannot_be_read_says_why(data: bytes, error: type[SourceError]) -> None:
    with pytest.raises(error, match=r"a\.pdf：.+；.+"):
        extract(data, "a.pdf", LIMITS)


def test_limits_hold() -> None:
    data = make_pdf(FIRST, SECOND)
    with pytest.raises(TooLarge, match="2 页"):
        extract(data, "a.pdf", Limits(max_pages=1))
    with pytest.raises(TooLarge, match="字的上限"):
        extract(data, "a.pdf", Limits(max_characters=100))


def test_threads_may_read_at_once() -> None:
    data = make_pdf(FIRST, SECOND)
    with ThreadPoolExecutor(4) as pool:
        texts = {document.text for document in pool.map(lambda _: extract(data, "a.pdf", LIMITS), range(16))}
    assert texts == {f"{FIRST}\n{SECOND}"}
