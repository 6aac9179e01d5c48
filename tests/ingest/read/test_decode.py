"""Every encoding, with a right, a wrong and no declaration; and what is no text at all."""

from __future__ import annotations

import codecs
import random

import pytest

from ingest.errors import NotMinutes, Undecodable
from ingest.read.decode import decode
from tests.ingest.read.make import MINUTES, TRADITIONAL

ENCODED = (
    (MINUTES, "utf-8", "utf-8"),
    (MINUTES, "utf-8-sig", "utf-8"),
    (MINUTES, "gb2312", "gb18030"),
    (MINUTES, "gbk", "gb18030"),
    (MINUTES + "𠮷㐂", "gb18030", "gb18030"),
    (TRADITIONAL, "gbk", "gb18030"),
    (TRADITIONAL, "big5", "big5hkscs"),
    (TRADITIONAL, "cp950", "big5hkscs"),
    (TRADITIONAL + "㗎嘅", "big5hkscs", "big5hkscs"),
    (MINUTES, "utf-16", "utf-16-le"),
    (MINUTES, "utf-16-le", "utf-16-le"),
    (MINUTES, "utf-16-be", "utf-16-be"),
    (MINUTES, "utf-32", "utf-32-le"),
)


@pytest.mark.parametrize("cut", [16, None])
@pytest.mark.parametrize(("text", "written", "read"), ENCODED)
def test_each_encoding_is_proved_from_its_bytes(text: str, written: str, read: str, cut: int | None) -> None:
    decoded = decode(text[:cut].encode(written), "a.txt")
    assert decoded.text == text[:cut]
    assert decoded.encoding == read


@pytest.mark.parametrize("declared", ["gb2312", "big5", "utf-8", "windows-1252", "shift_jis", "nonsense", "punycode"])
@pytest.mark.parametrize(("text", "written"), [(MINUTES, "utf-8"), (MINUTES, "gbk"), (TRADITIONAL, "big5")])
def test_a_wrong_declaration_does_not_win(text: str, written: str, declared: str) -> None:
    page = f'<meta charset="{declared}">{text}'
    assert decode(page.encode(written), "a.html").text == page
    assert decode(text.encode(written), "a.html", declared).text == text


def test_utf16_without_mark_and_without_ascii() -> None:
    assert decode("会议原则同意区水务局的方案".encode("utf-16-be"), "a.txt").encoding == "utf-16-be"


def test_no_break_spaces_in_utf8_are_not_taken_for_gbk() -> None:
    assert decode("2031-05-12\xa0\xa0\xa0".encode(), "a.txt").text.endswith("\xa0\xa0\xa0")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_few_lost_bytes_are_damage_not_death(encoding: str) -> None:
    data = MINUTES.encode(encoding)
    at = len("青岚区人民政府常务会议纪要\n".encode(encoding))
    decoded = decode(data[:at] + b"\xff" + data[at:], "a.txt")
    assert decoded.text.count("\ufffd") == 1
    assert decoded.text.replace("\ufffd", "") == MINUTES


def test_a_character_cut_off_at_the_end_is_damage() -> None:
    assert decode(MINUTES.encode("gb18030") + b"\xb5", "a.txt").text == MINUTES + "\ufffd"


@pytest.mark.parametrize(
    "data",
    [
        random.Random(3).randbytes(5_000),  # noqa: S311 - noise, not a secret
        random.Random(4).randbytes(5_000).replace(b"\0", b""),  # noqa: S311
        bytes(range(32)) * 10,
        b"\xff",
        codecs.BOM_UTF16_LE + b"A",
        MINUTES.encode().replace("。".encode(), b"\xff\xfe\xff\xfe" * 3),
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(Undecodable, match=r"a\.bin：.+；.+"):
        decode(data, "a.bin")


@pytest.mark.parametrize("data", [b"", b"\n \r\n", codecs.BOM_UTF8, " \u3000\n".encode(), "  ".encode("utf-16")])
def test_blank_files_say_so(data: bytes) -> None:
    with pytest.raises(NotMinutes, match="空文件"):
        decode(data, "a.txt")


def test_line_breaks_of_every_machine_become_one() -> None:
    assert decode("甲\r\n乙\r丙\n丁\u2028戊\f己".encode(), "a.txt").text == "甲\n乙\n丙\n丁\n戊\n己"


def test_a_declaration_is_believed_about_latin_script_only() -> None:
    text = "Minutes of the café committee, résumé of the débat: agreed in principle."
    assert decode(text.encode("cp1252"), "a.html", "iso-8859-1").text == text
    with pytest.raises(Undecodable):
        decode(random.Random(5).randbytes(500).replace(b"\0", b""), "a.html", "iso-8859-1")  # noqa: S311


def test_a_stray_null_is_marked() -> None:
    assert decode(MINUTES.encode() + b"\0", "a.txt").text == MINUTES + "\ufffd"
