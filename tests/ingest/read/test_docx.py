"""Word files: what Word shows is what is read, automatic numbers included."""

from __future__ import annotations

import io

import docx
import pytest

from ingest.errors import Encrypted, NotMinutes, SourceError, TooLarge, Unsupported
from ingest.limits import Limits
from ingest.read import extract
from tests.ingest.read.make import LIMITS, MINUTES, make_docx, make_zip, paragraph, word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def lines_of(data: bytes) -> list[str]:
    return extract(data, "a.docx", LIMITS).text.split("\n")


def test_paragraphs_and_tables_in_order() -> None:
    document = docx.Document()
    document.add_paragraph("会议纪要")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        [*table.rows[0].cells, *table.rows[1].cells], ["责任单位", "区水务局", "期限", "6月底前"], strict=True
    ):
        cell.text = text
    table.rows[1].cells[1].paragraphs[0].add_run().add_break()
    document.add_paragraph("出席：闻远川\t季若溪")
    document.sections[0].header.paragraphs[0].text = "页眉"
    file = io.BytesIO()
    document.save(file)
    found = extract(file.getvalue(), "夹/a.docx", LIMITS)
    assert found.text.split("\n") == ["会议纪要", "责任单位 | 区水务局", "期限 | 6月底前", "出席：闻远川\t季若溪"]
    assert (found.name, found.encoding, found.pages) == ("a.docx", None, ())
    assert found.media_type.endswith("wordprocessingml.document")


LEVELS = (
    ("chineseCounting", "%1、", ""),
    ("chineseCountingThousand", "（%2）", ""),
    ("decimal", "%3.", ""),
    ("decimalEnclosedCircle", "%4", '<w:suff w:val="nothing"/>'),
    ("decimal", "%3.%5", ""),
)


def numbered(level: int, text: str, instance: int = 1) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{instance}"/></w:numPr>')


def numbering(*instances: str) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for depth, (form, pattern, more) in enumerate(LEVELS)
    )
    return f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>' + "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{more}</w:num>'
        for number, more in enumerate(instances, 1)
    )


def test_automatic_numbers_are_written_out() -> None:
    body = (
        numbered(0, "水塔更新")
        + numbered(1, "经费")
        + numbered(2, "筹措")
        + numbered(3, "时限")
        + numbered(4, "细目")
        + paragraph("不编号")
        + numbered(1, "分工")
        + "".join(numbered(0, f"议题{number}") for number in range(2, 13))
        + numbered(1, "重新起头")
    )
    assert lines_of(word(body, numbering(""))) == [
        "一、水塔更新",
        "（一）经费",
        "1.筹措",
        "①时限",
        "1.1 细目",
        "不编号",
        "（二）分工",
        *(f"{label}、议题{number}" for number, label in enumerate([*"二三四五六七八九十", "十一", "十二"], 2)),
        "（一）重新起头",
    ]


def test_lists_go_on_or_start_over_as_the_file_says() -> None:
    over = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = numbered(0, "甲") + numbered(0, "乙", 2) + numbered(0, "丙", 3) + numbered(0, "丁", 3) + numbered(0, "戊", 0)
    assert lines_of(word(body, numbering("", "", over))) == ["一、甲", "二、乙", "一、丙", "二、丁", "戊"]


def test_numbers_come_from_styles_and_their_ancestors() -> None:
    styles = (
        '<w:style w:styleId="base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="item"><w:basedOn w:val="base"/></w:style>'
        '<w:style w:styleId="loop"><w:basedOn w:val="loop"/></w:style>'
    )
    body = paragraph("甲", '<w:pStyle w:val="item"/>') + paragraph("乙", '<w:pStyle w:val="loop"/>')
    assert lines_of(word(body, numbering(""), styles)) == ["一、甲", "乙"]


def test_bullets_have_no_label() -> None:
    level = '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>'
    instance = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    bullets = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>{instance}'
    assert lines_of(word(numbered(0, "甲"), bullets)) == ["甲"]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:r><w:t>原</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del>", "原"),
        ("<w:ins><w:r><w:t>增</w:t></w:r></w:ins>", "增"),
        ("<w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新处</w:t></w:r></w:moveTo>", "新处"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>显</w:t></w:r>", "显"),
        ("<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>", "链接"),
        (
            "<w:sdt><w:sdtPr><w:t>提示</w:t></w:sdtPr><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>",
            "控件",
        ),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple><w:r><w:t>3</w:t></w:r></w:fldSimple>", "3"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>qū</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>区</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "区",
        ),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:noBreakHyphen/></w:r>", "甲\n乙\t丙-"),
    ],
)
def test_what_a_paragraph_shows(inside: str, text: str) -> None:
    assert extract(word(f"<w:p>{inside}</w:p>"), "a.docx", LIMITS).text == text


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    body = paragraph("会议原则", "<w:rPr><w:del/></w:rPr>") + paragraph("同意。")
    assert lines_of(word(body)) == ["会议原则同意。"]


def test_text_boxes_are_read_once_and_before_their_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('青岚区人民政府文件')}</w:txbxContent>"
    drawing = (
        f"<mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
    )
    drawing += "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    assert lines_of(word(f"<w:p><w:r>{drawing}</w:r><w:r><w:t>正文</w:t></w:r></w:p>")) == [
        "青岚区人民政府文件",
        "正文",
    ]


def test_wordart_is_text() -> None:
    shape = '<w:pict><v:shape><v:textpath string="青岚区人民政府文件"/></v:shape></w:pict>'
    assert lines_of(word(f"<w:p><w:r>{shape}<w:t>正文</w:t></w:r></w:p>")) == ["青岚区人民政府文件", "正文"]


def test_deleted_rows_stay_out_and_controls_around_cells_do_not_hide_them() -> None:
    def row(text: str, properties: str = "") -> str:
        cell = f"<w:sdt><w:sdtContent><w:tc>{paragraph(text)}</w:tc></w:sdtContent></w:sdt>"
        return f"<w:tr><w:trPr>{properties}</w:trPr>{cell}</w:tr>"

    assert lines_of(word(f"<w:tbl>{row('留')}{row('删', '<w:del/>')}</w:tbl>")) == ["留"]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (make_docx(MINUTES)[:-200], Unsupported),
        (make_docx(MINUTES)[:2_000], Unsupported),
        (word("<w:p>")[:-1], SourceError),
        (make_zip({"[Content_Types].xml": "x", "word/other.xml": "x"}), Unsupported),
        (make_zip({"[Content_Types].xml": "x", "word/document.xml": "<a><b></a>"}), Unsupported),
        (
            make_zip({"[Content_Types].xml": "x", "word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            Unsupported,
        ),
        (
            make_zip({"[Content_Types].xml": "x", "word/document.xml": b"<?xml version='1.0' encoding='big5'?><a/>"}),
            SourceError,
        ),
        (OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le"), Encrypted),
        (OLE + bytes(512) + "Workbook".encode("utf-16-le"), Unsupported),
        (word(""), NotMinutes),
        (word(paragraph("会" * 300_000)), TooLarge),
        (word("<w:tbl><w:tr><w:tc>" * 2_000 + "</w:tc></w:tr></w:tbl>" * 2_000), TooLarge),
    ],
    ids=range(12),
)
def test_what_cannot_be_read_says_why(data: bytes, error: type[SourceError]) -> None:
    with pytest.raises(error):
        extract(data, "a.docx", LIMITS)


def test_limits_hold() -> None:
    data = make_docx(MINUTES)
    with pytest.raises(TooLarge, match="字节"):
        extract(data, "a.docx", Limits(max_bytes=100))
    with pytest.raises(TooLarge, match="字的上限"):
        extract(data, "a.docx", Limits(max_characters=10))
