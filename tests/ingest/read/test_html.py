"""Pages: which part is the minutes, where lines break, and what of the page stays out."""

from __future__ import annotations

from contextlib import suppress

import pytest

from ingest.errors import NotMinutes, TooLarge
from ingest.read import extract
from ingest.read.html import is_page
from tests.ingest.read.make import LIMITS, MINUTES

BODY = MINUTES.splitlines()
NAVIGATION = "<ul class=nav><li><a href=/>首页</a></li><li><a>政务公开</a></li><li><a>第18次常务会议纪要</a></li></ul>"
TABLE = (
    "<table class=meta><tr><th>索 引 号：</th><td>00123/2031-7</td><th>成文日期：</th><td>2031-05-13</td></tr>"
    "<tr><th>文　　号：</th><td>青政纪〔2031〕7号</td></tr></table>"
)
FOOTER = "<div class=bottom>主办：青岚区人民政府办公室 电话：000-0000000</div><footer>版权所有</footer>"


def text_of(page: str, ending: str = "html", encoding: str = "utf-8") -> str:
    return extract(page.encode(encoding), f"a.{ending}", LIMITS).text


def page_of(content: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{NAVIGATION}{TABLE}{content}{FOOTER}</body></html>"


@pytest.mark.parametrize(
    "container",
    [
        "id=zoom",
        "id=UCAP-CONTENT",
        'class="view TRS_Editor"',
        "class=article-content",
        "class=xxgk_content",
        "id=anything",
    ],
)
def test_the_text_is_metadata_title_and_content(container: str) -> None:
    content = "".join(f"<p>{line}</p>" for line in BODY[1:])
    text = text_of(page_of(f"<h1>{BODY[0]}</h1><div {container}>{content}</div>"))
    lines = text.split("\n")
    assert lines[0] == "索 引 号： | 00123/2031-7 | 成文日期： | 2031-05-13"
    assert lines[1] == "文　　号： | 青政纪〔2031〕7号"
    assert [line for line in lines if line in BODY] == BODY
    assert len(lines) == len(set(lines))
    assert "版权所有" not in text


def test_known_containers_leave_navigation_and_footer_out() -> None:
    text = text_of(page_of(f"<div id=zoom>{'<br>'.join(BODY)}</div>"))
    assert "首页" not in text
    assert "电话" not in text


def test_a_page_of_line_breaks_keeps_its_lines() -> None:
    assert text_of(f"<html><body>{'<br>'.join(BODY)}</body></html>").split("\n") == BODY


def test_a_container_that_holds_only_part_of_the_minutes_is_not_taken() -> None:
    text = text_of(page_of(f"<div id=zoom><p>{BODY[2]}</p></div><div>{'<br>'.join(BODY[3:])}</div>"))
    assert all(line in text for line in BODY[2:])


def test_title_and_date_come_from_the_head_where_the_page_shows_none() -> None:
    head = '<title>青岚区第19次常务会议纪要_青岚区人民政府</title><meta name="PubDate" content="2031-05-20 09:30">'
    text = text_of(page_of(f"<div id=zoom>{'<br>'.join(BODY[2:])}</div>", head))
    assert text.startswith("发布日期：2031-05-20 09:30\n")
    assert "\n青岚区第19次常务会议纪要\n" in text
    assert "_青岚区人民政府" not in text


def test_the_head_adds_nothing_that_the_page_shows() -> None:
    head = f'<meta name="ArticleTitle" content="{BODY[0]}"><meta name="PubDate" content="2031-05-20">'
    text = text_of(page_of(f"<div id=zoom>{BODY[0]}<br>发布日期：2031-05-20<br>{'<br>'.join(BODY[1:])}</div>", head))
    assert text.count(BODY[0]) == 1
    assert text.count("2031-05-20") == 1


def test_what_is_not_shown_is_not_read() -> None:
    hidden = (
        "<script>var 甲='会议';</script><style>.乙{}</style><!-- 丙 -->"
        "<span style='display: none'>丁</span><p hidden>戊</p>"
        "<noscript>己</noscript><select><option>庚</option></select><svg><text>辛</text></svg><iframe src=x>壬</iframe>"
    )
    text = text_of(f"<html><body><p>会议议定{hidden}以下事项。</p></body></html>")
    assert text.replace("\n", "") == "会议议定以下事项。"


def test_entities_pinyin_and_source_line_breaks() -> None:
    ruby = "<ruby>区<rp>(</rp><rt>qū</rt><rp>)</rp></ruby>"
    page = f"<html><p>&ldquo;十五五&rdquo;规划&#65306;{ruby}政府\n  研究 了 plan\n B</p>"
    assert text_of(page) == "“十五五”规划：区政府研究 了 plan B"


def test_tables_and_lists() -> None:
    page = (
        "<html><table><tr><td>责任<br>单位</td><td>区水务局</td><td></td></tr></table>"
        "<ol start=3><li>研究方案</li><li>一、已有序号</li><li><p>审议报告</p></li></ol><ul><li>其他</li></ul>"
    )
    assert text_of(page).split("\n") == ["责任 单位 | 区水务局", "3. 研究方案", "一、已有序号", "5. 审议报告", "其他"]


def test_layout_tables_do_not_glue_columns() -> None:
    rows = "".join(f"<p>{line}</p>" for line in BODY)
    lines = text_of(f"<html><table><tr><td><a>栏目</a></td><td>{rows}</td></tr></table>").split("\n")
    assert lines == ["栏目", *BODY]


@pytest.mark.parametrize("ending", ["txt", "doc", "html", "md"])
def test_a_page_is_a_page_under_any_ending(ending: str) -> None:
    page = "".join(f"<p>{line}</p>" for line in BODY)
    assert text_of(page, ending, "gb18030") == "\n".join(BODY)


@pytest.mark.parametrize("text", ["# 纪要\n\n一、同意<br>二、缓议\n" + MINUTES, "a < b and c > d\n" + MINUTES])
def test_text_with_a_tag_in_it_stays_text(text: str) -> None:
    assert not is_page(text)
    assert text_of(text, "md") == text


def test_web_archives_are_read_as_their_page() -> None:
    page = "<html><body>" + "".join(f"<p>{line}</p>" for line in BODY) + "</body></html>"
    quoted = "".join(f"={byte:02X}" for byte in page.encode("gb18030"))
    archive = (
        'From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="cut"\r\n\r\n--cut\r\n'
        'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
        f"{quoted}\r\n--cut\r\nContent-Type: image/png\r\n\r\nxx\r\n--cut--\r\n"
    )
    document = extract(archive.encode("ascii"), "a.doc", LIMITS)
    assert document.text == "\n".join(BODY)
    assert (document.media_type, document.encoding) == ("multipart/related", "gb18030")


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "会议",
        "</b><div>" * 50_000 + "会议",
        "<p " + " ".join(f"a{number}=1" for number in range(50_000)) + ">会议",
        "<div>" + "".join(f"<font a={number}>" for number in range(400)) + "</div>" + "<p>会</p>" * 20_000,
    ],
    ids=["deep", "deep in disguise", "attributes", "formatting"],
)
def test_pages_made_to_exhaust_a_parser_are_refused(page: str) -> None:
    with pytest.raises(TooLarge):
        text_of(page)


@pytest.mark.parametrize(
    "page",
    ["<!--" * 100_000, "<script>" * 300, "<", "<html><frameset>会议", "<p hidden>会议</p>", "<title>会议</title>"],
)
def test_odd_pages_end_in_a_document_or_a_refusal(page: str) -> None:
    with suppress(NotMinutes):
        assert text_of(page).strip()


def test_a_large_attribute_and_many_siblings_are_no_reason_to_refuse() -> None:
    page = f"<html><body><img src='data:{'A/' * 100_000}'><p title='{'会 ' * 5_000}'>{'</p><p>'.join(BODY * 100)}</p>"
    assert text_of(page).split("\n") == BODY * 100
