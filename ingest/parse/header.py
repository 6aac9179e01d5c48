"""The head of minutes: title, body, kind, session, numbers, chair, venue."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.parse import bodies
from ingest.parse.dates import ROC_YEARS
from ingest.parse.numerals import number
from ingest.parse.particulars import HEAD
from ingest.records import Fact

if TYPE_CHECKING:
    from ingest.parse.sheet import Sheet

_KIND = (
    r"(?:董事会|监事会|理事会|股东大?会)(?:第[0-9一二三四五六七八九十]{1,4}次)?(?:临时)?会议|党组(?:20[0-9]{2}年(?:度)?)?第?[0-9一二三四五六七八九十]{1,4}次(?:[（(]扩大[)）])?会议|党组(?:召开)?(?:[（(]扩大[)）])?会议|常务(?:扩大)?会议?|党组(?:[（(]扩大[)）])?会议?|专题(?:办公)?会议?|全体(?:[（(]扩大[)）])?会议|(?:[县区市省镇乡州旗局院校厅处]长|总经理|董事长|主任|书记|党政)?办公会议?|县务会议|"
    r"常委会(?:召开)?(?:第?[0-9一二三四五六七八九十]{1,4}次)?(?:[（(]扩大[)）]|扩大)?会议|(?:党组暨)?主任(?:[（(]扩大[)）])?会议|(?:党工委|党委)(?:[（(]扩大[)）])?会议?(?=$|[^\u4e00-\u9fff同]|会议|纪要|记录|研究|召开|传达|学习|听取|，)|全体(?:成员|委员)会议|召集委员会议|部务会(?:议|(?=会议|纪要|记录))|局务会议|工作会议(?=纪要|记录|$)|协作会议|(?:会商|研判|座谈|现场办公|论证|评审|动员|部署|务虚)会议?(?=$|[^\u4e00-\u9fff]|会议|纪要|记录|，)|(?:党政)?(?:视频)?(?:工作)?(?:调度|推进|协调|联席)会议?|行政会议|政务会议|市政会议|县政会议|府务会议|区务会议|"
    r"执行会议|委员会会议|主管会报|[镇乡署处馆校所部局县区市会]务会(?:议|报)|(?:业务|首长|行政|扩大)会报|委员会议(?=纪|记|$)|碰头会|务虚会|院务会议|班子会议|课发会|例会|(?<=次)会议"
)
_N = "[0-9零〇○一二三四五六七八九十百]{1,5}"
_KINDS = re.compile(
    rf"(?=[党常专全县区市省镇主书局办部协视工调推联行政府执委务院班课例会碰召乡州旗局校厅处总董署馆所首业扩研座现论评动监理股])(?P<kind>{_KIND})(?!召集人|办公室)"
)
"""The first look is at one character: most places are left after it."""
_SESSION = re.compile(
    rf"第\s*(?P<n>{_N})\s*次(?!会议精神|集体学习|全国|全会|党代)|(?:(?<![0-9第])(?=[0-9]{{1,3}}次)|(?<=届)(?={_N}次常务))(?P<m>{_N})次(?=(?:[省市区县镇]?(?:人民)?政府|管委会)?(?:{_KIND}))"
)
_TERM = re.compile(
    rf"第?(?P<n>{_N})届(?![一二三四五六七八九十]{1, 3}次(?:全体|全会|会议|委员)|全国|人民代表|人大|中央|[一二三四五六七八九十]+[次中]全会)"
)
_TERM_ALONE = re.compile(rf"(?m:^)[ \t]*[（(]?第?(?P<n>{_N})届第{_N}次[)）]?[ \t]*(?m:$)")
"""Term and session on a line of their own, under the title: （十八届第27次）."""
_YEAR = re.compile(
    rf"(?P<n>20[0-9]{{2}}|二[○〇零][一二三四五六七八九○〇零]{{2}})\s*年(?:度)?(?=[\u4e00-\u9fff（）()]{{0,10}}第?\s*{_N}\s*次)|(?:民国)?(?P<m>1[0-9]{{2}})年(?:度)?(?=第\s*{_N}\s*次)"
)
_LINE_TITLE = re.compile(
    r"会\s?议|纪\s?要|纪录|记录|常务会|党组会|专题会|调度会|会报|例会|逐字稿|实录|(?:说明|公听|听证|座谈|协商|恳谈|研商|议事)会[”」]?(?:$|录音|发言|实录|整理)"
)
_NOT_TITLE = re.compile(
    r"[。；;]|主持召开.*[，,]|^(?:会议(?!纪要$|记录$|纪录$)|(?:传达|听取|审议|安排部署|研究部署)(?!.*(?:纪要|记录)$)|经|现将|根据|信息名称|内容概述|名\s*称|标\s*题|上一篇|下一篇|来源|当前位置|主题分类|索\s*引)|^[（(](?!扩大)[^（()）]*[）)]$|^[一二三四五六七八九十]+、|[|]|^[\u4e00-\u9fff ]{2,6}[:：]"
)
_TITLE_LABEL = re.compile(
    r"(?m)^[ \t]*(?:信息名称|标\s?题|名\s?称|公文名称)\s*[:：|\t]+\s*(?P<title>[^\n|]{4,80}?)[ \t|]*$"
)
_OTHER_BODY = re.compile(r"(?:深改委|改革委员会|财经委员会|政治局|中央[\u4e00-\u9fff]{0,8}|[省市区县]委)$")
"""Whose session or term it is when it is not that of the meeting."""
_COMING = re.compile(r"(?:决定|研究|筹备|提请)[^。\n：]{0,12}召开[^。，\n：]{0,16}$")
"""A meeting that this one prepares: 会议决定于8月6日召开区人大常委会第三十二次会议."""
_HELD = re.compile(r"主持召开|召开|举行|主持|召集(?=[^。\n]{2,160}研究)")
_DATED = re.compile(r"[0-9〇○一二三四五六七八九十]\s*[日月]|今天|昨天|近日|[0-9]{6}")
_TITLE_SQUASHED = re.compile(
    r"(?:^|\s|[号期）)])(?P<title>[\u4e00-\u9fff][\u4e00-\u9fff0-9（）()、〇○]{4,46}?(?:会议纪要|会议纪录|会议记录|纪要|纪录))(?![\u4e00-\u9fff]{0,2}如下)"
)
"""A title at the head of a text without line breaks."""
_PLAINLY = re.compile(r"会\s?议\s?(?:纪\s?要|纪\s?录|记\s?录)$")
_MASTHEAD = re.compile(r"第[0-9一二三四五六七八九十百]{1,4}[期号]$")
"""The head of a series of papers, which names the meeting only where no other line does."""
_MAX_TITLE = 60
_BARE_TITLE = re.compile(r"(?:会议)?(?:纪要|记录|纪录)")


@dataclass(frozen=True, slots=True)
class Naming:
    """What the meeting calls itself."""

    title: Fact[str] | None = None
    body: Fact[str] | None = None
    kind: Fact[str] | None = None
    session: Fact[int] | None = None
    term: Fact[int] | None = None
    session_year: Fact[int] | None = None


def naming(sheet: Sheet, end: int) -> Naming:
    """Title, body, kind, session, term and session year from the title line, else from the lead sentence."""
    title = _title(sheet, end)
    stretches = [stretch for stretch in (title, lead(sheet, end), (0, end)) if stretch]
    body, kind = _body(sheet, stretches)
    if title:
        body = bodies.headed(sheet, title, body)
    if kind is None and title and _PLAINLY.search(sheet.text, *title):
        kind = Fact("会议", sheet.span(*title))
    return Naming(
        title=sheet.fact(*title) if title else None,
        body=bodies.by_office(sheet, body),
        kind=kind,
        session=_number(sheet, stretches, _SESSION, "次"),
        term=_number(sheet, stretches[:-1] or stretches, _TERM, "届") or _number(sheet, [(0, end)], _TERM_ALONE, "届"),
        session_year=_number(sheet, stretches, _YEAR, "次"),
    )


def lead(sheet: Sheet, end: int) -> tuple[int, int] | None:
    """The sentence that says who held the meeting and when."""
    undated: tuple[int, int] | None = None
    for first, last in sheet.sentences(0, end):
        text = sheet.text[first:last]
        if "会" not in text or not _HELD.search(text):
            continue
        if _DATED.search(text, 0, 80):
            return first, last
        undated = undated or (first, last)
    return undated


def _title(sheet: Sheet, end: int) -> tuple[int, int] | None:
    """The line that names the meeting: short, no sentence, best with a session or 纪要 in it."""
    candidates: list[tuple[int, int, int]] = []
    for first, last in sheet.lines:
        if first >= end:
            break
        text = sheet.text[first:last].lstrip("#*• ")
        if len(text) > _MAX_TITLE or _NOT_TITLE.search(text) or not _LINE_TITLE.search(text):
            continue
        score = (
            2 * bool(re.search(r"纪要|纪录|记录", text))
            + 2 * bool(_SESSION.search(text))
            + bool(re.search(_KIND, text))
            + ("政府" in text)
            + 3 * text.startswith("关于")
            - 3 * bool(_MASTHEAD.search(text))
        )
        candidates.append((score, first + (last - first - len(text)), last))
    if candidates:
        best = max(candidates, key=lambda one: (one[0], -one[1]))
        return _with_line_above(sheet, best[1], best[2])
    label = _TITLE_LABEL.search(sheet.text, 0, end)
    if label:
        return label.span("title")
    squashed = _TITLE_SQUASHED.search(sheet.text, 0, min(end, HEAD))
    return squashed.span("title") if squashed else None


def _with_line_above(sheet: Sheet, first: int, last: int) -> tuple[int, int]:
    """会议纪要 alone on its line names nothing: the line above it belongs to the title."""
    if not _BARE_TITLE.fullmatch(sheet.text, first, last):
        return first, last
    lines = [line for line in sheet.lines if line[1] <= first]
    return (lines[-1][0], last) if lines and lines[-1][1] - lines[-1][0] + last - first <= _MAX_TITLE else (first, last)


def _number(sheet: Sheet, stretches: list[tuple[int, int]], pattern: re.Pattern[str], word: str) -> Fact[int] | None:
    """The number that a pattern reads first; all its matches hold `word`."""
    for first, last in stretches:
        for match in pattern.finditer(sheet.text, first, last) if sheet.text.find(word, first, last) >= 0 else ():
            if _OTHER_BODY.search(sheet.text, max(first, match.start() - 12), match.start()):
                continue
            if _COMING.search(sheet.text, max(first, match.start() - 30), match.start()):
                continue
            group = next(name for name in ("n", "m") if match.re.groupindex.get(name) and match[name])
            value = number(match[group])
            value = value + ROC_YEARS if value is not None and pattern is _YEAR and group == "m" else value
            if value is not None:
                return Fact(value, sheet.span(*match.span(group)))
    return None


def _body(sheet: Sheet, stretches: list[tuple[int, int]]) -> tuple[Fact[str] | None, Fact[str] | None]:
    """The body's fullest name and the kind of meeting."""
    body: Fact[str] | None = None
    kind: Fact[str] | None = None
    for first, last in stretches:
        for match in _KINDS.finditer(sheet.text, first, last):
            if kind is None:
                at, until = match.span("kind")
                kind = Fact(_kind_word(sheet.written(at, until)), sheet.span(at, until))
            named = bodies.named_before(sheet, first, match)
            if named and (body is None or bodies.fuller(named.value, body.value)):
                body = named
            break
    return body, kind


def _kind_word(text: str) -> str:
    word = re.sub(
        r"[（(]扩大[)）]|扩大|视频|工作|召开|党组暨|(?:20[0-9]{2}年(?:度)?)?第?[0-9一二三四五六七八九十]{1,4}次",
        "",
        text,
    )
    return (
        word
        if word.endswith("会议") or not word.endswith("会") or word in {"务虚会", "碰头会", "例会", "课发会"}
        else f"{word}议"
    )
