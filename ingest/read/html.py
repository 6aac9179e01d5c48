"""Web pages to text: the part of the page that holds the minutes, with its title and its metadata lines.

The text is [metadata lines] + [title] + [content], a line a block, `<br>` or table row. Hidden elements, scripts,
navigation and pinyin above characters (`<rt>`) are left out; everything else cleaning decides, which can say so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.errors import NotMinutes
from ingest.read.decode import decode
from ingest.read.dom import lines_of
from ingest.read.extracted import Extracted
from ingest.read.hostile import refuse_hostile, without_scripts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from selectolax.lexbor import LexborHTMLParser, LexborNode

MEDIA_TYPE = "text/html"
# Where the systems behind government portals put the article, the surest first: gov.cn, TRS, 博达 VSB, webplus,
# the disclosure (信息公开) pages, WeChat; then what such pages call it in general.
_CONTAINERS = (
    "#UCAP-CONTENT",
    ".TRS_Editor",
    ".trs_editor_view",
    ".TRS_UEDITOR",
    "#zoom",
    "#Zoom",
    "#vsb_content",
    ".v_news_content",
    ".wp_articlecontent",
    "#js_content",
    ".pages_content",
    ".xxgk_content",
    ".xxgk-content",
    ".xxgk_article",
    ".xxgk",
    "#article-content",
    ".article-content",
    ".article_content",
    ".articleContent",
    ".articlecontent",
    ".news_content",
    ".newsContent",
    ".detail-content",
    ".detail_content",
    ".info-content",
    ".content_text",
    ".conTxt",
    ".wz_content",
    "article",
    "[role=main]",
    "main",
    "#content",
    ".content",
)
# A part of the page is taken for the whole only if it keeps this share of the page's prose.
_KEPT = 0.8
_PROSE_LINE = 20
_PAUSE = re.compile("[，。；、,;]")
_MEETING = re.compile("会议|會議|纪要|紀要|记录|紀錄|议定|議定|审议|審議")
_METADATA = re.compile(
    r"(?:索引[号號]|信息名[称稱]|名[称稱]|信息[来來]源|成文日期|生成日期|产生日期|印[发發]日期"
    r"|[发發公][布佈开開](?:日期|[时時][间間])|文[号號]|[发發]文字[号號]|文件[编編][号號]|[发發][布文][机機][构關关]|[公][开開](?:方式|[类類]别|[时時]限)"
    r"|主[题題]分[类類]|体裁分类|有效性|[标標][题題]|(?:20\d\d[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?:\d{1,2}:\d\d(?::\d\d)?)?[|｜]?)?[来來]源)[:：|]"
)
_VISIBLE_DATE = re.compile(r"[发發][布佈](?:日期|[时時][间間])")
_GAPS = re.compile(r"[\s\u3000]+")
_TITLE_PART = re.compile(r"[_|｜]|\s[-—–]+\s|-{2,}|—{2,}")
_MARKUP = re.compile(
    r"</?(?:a|b|br|center|div|em|font|h[1-6]|i|li|ol|p|span|strong|table|tbody|td|th|tr|u|ul)\b[^<>]*>", re.IGNORECASE
)
_PAGE_START = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--|<!doctype html|<html\b|<head\b|<body\b)", re.IGNORECASE)
_SAMPLE = 20_000
_FEW_TAGS = 4
_TAG_SHARE = 0.08


def is_page(text: str) -> bool:
    """Whether text is a page: it starts as one, or tags make up a good part of its first 20,000 characters.

    >>> is_page("<p>会议议定：</p><p>一、同意。</p>"), is_page("会议议定<br>以下事项，由区财政局牵头落实。")
    (True, False)
    """
    if _PAGE_START.match(text):
        return True
    tags = _MARKUP.findall(text, 0, _SAMPLE)
    return len(tags) >= _FEW_TAGS and sum(map(len, tags)) >= _TAG_SHARE * min(len(text), _SAMPLE)


def read(data: bytes, source: str, declared: str | None = None) -> Extracted:
    """Read a page; `declared` is the charset its transport named.

    Raises NotMinutes, TooLarge (nested or attributed beyond measure), Undecodable.
    """
    decoded = decode(data, source, declared)
    return read_text(decoded.text, source, decoded.encoding)


def read_text(html: str, source: str, encoding: str) -> Extracted:
    """Read a page that is text already. Raises NotMinutes, TooLarge."""
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    html = without_scripts(html)
    refuse_hostile(html, source)
    try:
        tree = LexborHTMLParser(html)
    except SelectolaxError as error:
        raise NotMinutes(source, "网页无法解析", "请在浏览器中复制正文，另存为文本后再导入") from error
    body = lines_of(tree.body) if tree.body else []
    content = _content(tree, html, body)
    lines = [*_metadata(body, content), *_title(tree, content), *content]
    return Extracted("\n".join([*_published(tree, lines), *lines]), MEDIA_TYPE, encoding)


def _content(tree: LexborHTMLParser, html: str, body: list[str]) -> list[str]:
    """The smallest known part that keeps the prose of the page, else the whole body."""
    wanted = _prose(body)
    if not wanted:
        return body
    speaks = any(map(_MEETING.search, body))
    for lines in _parts(tree, html):
        if _prose(lines) >= _KEPT * wanted and (not speaks or any(map(_MEETING.search, lines))):
            return lines
    return body


def _prose(lines: Iterable[str]) -> int:
    """How many characters stand in lines that read as prose; a line that a page repeats counts once."""
    return sum(len(line) for line in set(lines) if len(line) >= _PROSE_LINE and _PAUSE.search(line))


def _parts(tree: LexborHTMLParser, html: str) -> Iterator[list[str]]:
    for selector in _CONTAINERS:
        if nodes := tree.css(selector):
            yield [line for node in _outermost(nodes) for line in lines_of(node)]
    yield _main_content(html)


def _outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    """The nodes in document order, without those that stand inside another one of them."""
    ids = {node.mem_id for node in nodes}
    return [node for node in nodes if not any(above.mem_id in ids for above in _above(node))]


def _above(node: LexborNode) -> Iterator[LexborNode]:
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def _main_content(html: str) -> list[str]:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLParserException

    try:
        text: str = extract_plain_text(
            html,
            preserve_formatting=True,
            main_content=True,
            list_bullets=False,
            alt_texts=False,
            skip_elements=["rt", "rp"],
        )
    except HTMLParserException:
        return []
    cells = (" | ".join(filter(None, map(str.strip, line.split("\t")))) for line in text.split("\n"))
    return [line for line in cells if line.strip()]


def _metadata(body: Sequence[str], content: Sequence[str]) -> list[str]:
    """Lines such as `索引号：…` that the page sets apart from its content; a value may stand on the next line.

    Those above the content are meant first: below it they may belong to another document.
    """
    inside = {_GAPS.sub("", line) for line in content}
    start = next((at for at, line in enumerate(body) if _GAPS.sub("", line) in inside), len(body))
    return _labelled(body[:start], inside) or _labelled(body[start:], inside)


def _labelled(lines: Sequence[str], inside: set[str]) -> list[str]:
    found: list[str] = []
    awaited = False
    for line in lines:
        bare = _GAPS.sub("", line)
        label = _METADATA.match(bare)
        if (label or awaited) and bare not in inside:
            found.append(line)
        awaited = label is not None and label.end() == len(bare)
    return found


def _title(tree: LexborHTMLParser, content: Sequence[str]) -> list[str]:
    """The title as a list of one, or none where the content states it already."""
    title = _meta(tree, "articletitle") or _heading(tree) or _page_title(tree)
    stated = _GAPS.sub("", "".join(content))
    return [title] if title and _GAPS.sub("", title) not in stated else []


def _heading(tree: LexborHTMLParser) -> str:
    return next((text for node in tree.css("h1") if _MEETING.search(text := " ".join(lines_of(node)))), "")


def _page_title(tree: LexborHTMLParser) -> str:
    """The part of `<title>` that speaks of a meeting; the others name the site and its sections."""
    node = tree.css_first("title")
    parts = _TITLE_PART.split(node.text()) if node else []
    return next((" ".join(part.split()) for part in parts if _MEETING.search(part)), "")


def _published(tree: LexborHTMLParser, lines: Sequence[str]) -> list[str]:
    """The date of publication from the page's head (`PubDate`), where no line shows one."""
    date = _meta(tree, "pubdate")
    return [f"发布日期：{date}"] if date and not any(map(_VISIBLE_DATE.search, lines)) else []


def _meta(tree: LexborHTMLParser, name: str) -> str:
    """A field of the head as the standard of government sites names it (ArticleTitle, PubDate), or empty."""
    for node in tree.css("meta[name][content]"):
        attributes = node.attributes
        if (attributes["name"] or "").strip().lower() == name:
            return " ".join((attributes["content"] or "").split())
    return ""
