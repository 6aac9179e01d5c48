"""The page around the minutes: menus above the body, and below it credits, footers and other documents.

What may be a word of the minutes inside the body (主办单位, 公共服务, 一个标题) is noise only outside it; so the
body's bounds are found first, by what minutes have and pages have not: sentences of a meeting, item labels, people.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.clean.chrome import ONE_TOKEN, TOKENS, is_buttons
from ingest.clean.step import Swept, cut_out
from ingest.clean.words import CREDITS, ELSEWHERE, LABELS, any_of
from ingest.records import Removal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingest.clean.traced import Traced

_LINE = re.compile("[^\n]+")
_MEETING = re.compile("会议|审议|听取|研究|同意|强调|指出|部署|召开|议定|决定")
_NUMERAL = "[一二三四五六七八九十壹贰叁参肆伍陆柒捌玖拾]"
_PEOPLE = "出 ?席|列 ?席|主 ?持|记 ?录|请 ?假|缺 ?席|参 ?会|参 ?加|应邀|主 ?席|纪 ?录"
_BODY_LINE = re.compile(
    f" *(?:{_NUMERAL}{{1,3}}、|[（(]{_NUMERAL}{{1,3}}[)）]|第{_NUMERAL}{{1,3}}[项条]"
    f"|(?:{_PEOPLE})[^:：\n]{{0,12}}[:：])"
)
_SENTENCE = 10  # a shorter line is a title or a button
_PARAGRAPH = 80  # so long a line about a meeting is a paragraph even without a full stop
_REACH = 400  # lines looked at from either end

_ELSEWHERE = re.compile(f"^[ •·>»【\\[]{{0,8}}{any_of(ELSEWHERE.split())}[ :：】\\]>»]{{0,6}}$")
_CREDIT_WORD = any_of(CREDITS.split())
_CREDIT = re.compile(f"^ *[（(]?(?:{_CREDIT_WORD} ?[:：/|]|编辑 |文[/丨|])[^\n。]{{0,80}}$")
_CREDIT_AFTER = re.compile(
    f"(?<=[。！”）) ]) *[（(]?(?:(?:{_CREDIT_WORD} ?[:：/|]|编辑 |文[/丨|])[^\n。]{{0,80}}"
    "|(?:[主承]办(?:单位)?|版权所有)[:：][^\n。]{0,200})$"
)
_ADDRESS = re.compile(
    "(?:[主承协]办(?:单位)?|技术支持|[运维]维单位|维护单位|网站管理|(?:通讯)?地 ?址|邮 ?编|邮政编码"
    "|(?:联系|办公|值班|监督|举报)?电 ?话|服务热线|传 ?真|邮 ?箱|[Ee]-?[Mm]ail|办公时间|联系人) ?[:：]"
)
_SPACED = (" ?".join(label) for label in sorted(LABELS.split(), key=len, reverse=True))
_DATA = re.compile(f"^[ |•·]{{0,6}}(?:{'|'.join(_SPACED)}) ?[:：|]")
_NAMED = re.compile("(?:信息名称|文件名称|公文名称|名 ?称|标 ?题|内容概述) ?[:：|] ?\\|? ?([^\n|]{4,80})")
_TITLE_END = "(?:纪要|会议|通知|公告|公示|意见|方案|报告|解读|名单|简介|办法|规划|批复|决定)"
_TITLE = re.compile(
    f"^[ •·*>»\\d.、-]{{0,8}}([^\n。，,；;]{{4,80}}?{_TITLE_END}[^\n。，,；;\\d]{{0,12}}?)"
    "[ \\[【（(]{0,4}(\\d{2,4}[-/.年]\\d{1,2}(?:[-/.月]\\d{1,2}日?)?)?[ \\]】）)]{0,4}$"
)
_NEIGHBOUR = re.compile(" *[上下]一[篇条]")
_SESSION = re.compile("第 ?(?:[一二三四五六七八九十百]{1,5}|\\d{1,4}) ?次")
_SITES = re.compile("^ *(?:[^ |\n]{2,14}(?:人民政府|政府网|门户网站|政府门户)[ |·]{0,4}){2,}$|^ *中国政府网")
_BULLET = re.compile("^ *[•·●▪■◆◇▶»›-] ?[^\n，。；：:]{1,12}$")
_MENU_BULLETS = 3
_MENU_RUN = re.compile(f"(?<![\u4e00-\u9fff])(?>{ONE_TOKEN.pattern}(?:[ |·•_-]{{1,12}}+|$)){{2,40}}+", re.MULTILINE)
_MENU_GAP = re.compile("[ |·•_-]+")
_EDGE = 600


def _is_body(line: str) -> bool:
    if _BODY_LINE.match(line):
        return True
    closed = "。" in line or "；" in line or len(line) >= _PARAGRAPH
    return len(line) >= _SENTENCE and closed and _MEETING.search(line) is not None and not _CREDIT.match(line)


def _lines_back(plain: str) -> Iterator[tuple[int, int]]:
    """The last lines that hold anything, last first."""
    end = len(plain)
    for _ in range(_REACH):
        start = plain.rfind("\n", 0, end) + 1
        if start < end:
            yield start, end
        if not start:
            return
        end = start - 1


def _first_lines(plain: str) -> Iterator[tuple[int, int]]:
    for count, match in enumerate(_LINE.finditer(plain)):
        if count == _REACH:
            return
        yield match.span()


@lru_cache(maxsize=1)  # four steps ask, and few texts change between them
def body_of(plain: str) -> tuple[int, int] | None:
    """From the start of the first line of the body to the end of its last; None where no line is one."""
    first = next((start for start, end in _first_lines(plain) if _is_body(plain[start:end])), None)
    last = next((end for start, end in _lines_back(plain) if _is_body(plain[start:end])), None)
    return None if first is None or last is None else (first, max(first, last))


def _menu(lines: list[tuple[int, int]], plain: str) -> Iterator[tuple[int, int]]:
    """The lines above the body that belong to a menu; one unknown entry between two known ones belongs to it too."""
    said = [plain[start:end] for start, end in lines]
    known = [bool(TOKENS.match(line) or _SITES.match(line)) for line in said]
    bullets = [_BULLET.match(line) is not None for line in said]
    listed = sum(bullets) >= _MENU_BULLETS and any(is_known for is_known in known)
    for place, span in enumerate(lines):
        between = 0 < place < len(lines) - 1 and known[place - 1] and known[place + 1]
        if known[place] or (listed and bullets[place]) or (between and _is_entry(said[place])):
            yield span


def _is_entry(line: str) -> bool:
    return re.fullmatch(" *[\u4e00-\u9fff]{2,6} *", line) is not None


def drop_menu(text: Traced) -> Swept:
    r"""Menus above the body go.

    >>> from ingest.clean.traced import Traced
    >>> page = "政务公开\n魅力某地\n数据开放\n某区政府第3次常务会议纪要\n一、会议听取了汇报。"
    >>> drop_menu(Traced.of(page)).text.text.strip()
    '某区政府第3次常务会议纪要\n一、会议听取了汇报。'
    """
    plain = text.text
    body = body_of(plain)
    if body is None:
        return Swept(text)
    above = [span for span in _first_lines(plain) if span[1] <= body[0]]
    return cut_out(text, "chrome", _menu(above, plain))


def drop_menu_runs(text: Traced) -> Swept:
    """Menu words in a row go at either end of a body that was squashed on one line.

    >>> from ingest.clean.traced import Traced
    >>> drop_menu_runs(Traced.of("首页 政务公开 政务服务 某区召开常务会议。会议听取了工作汇报。")).text.text
    '某区召开常务会议。会议听取了工作汇报。'
    """
    body = body_of(text.text)
    if body is None:
        return Swept(text)
    edges = ((body[0], min(body[0] + _EDGE, body[1])), (max(body[0] + _EDGE, body[1] - _EDGE), body[1]))
    likely = [edge for edge in edges if _goes_on(text.text, *edge)]
    runs = (match for edge in likely for match in _MENU_RUN.finditer(text.text, *edge))
    return cut_out(text, "chrome", (run.span() for run in runs if is_buttons(run[0])))


def _goes_on(plain: str, start: int, end: int) -> bool:
    """Whether a menu word stands behind a separator, as the second of every run does: a quick look."""
    return any(ONE_TOKEN.match(plain, gap.end(), end) for gap in _MENU_GAP.finditer(plain, start, end))


def _foreign_data(block: list[str], plain: str, body: tuple[int, int]) -> bool:
    """Whether a table of data under the body tells of another document than the one above it."""
    named = [title.strip()[:30] for line in block for title in _NAMED.findall(line)]
    if named:
        return not any(title in plain[: body[1]] for title in named)
    above = {found[0].strip(" |•·:：").replace(" ", "") for found in _data_lines(plain[: body[0]])}
    below = {found[0].strip(" |•·:：").replace(" ", "") for line in block for found in _data_lines(line)}
    return bool(above & below)


def _data_lines(part: str) -> Iterator[re.Match[str]]:
    return (found for line in part.splitlines() if (found := _DATA.match(line)))


def _other_title(line: str, plain: str, body: tuple[int, int]) -> bool:
    """Whether a line under the body is the title of another document: dated and not ours, or of another session."""
    match = _TITLE.match(line)
    if not match or match[1].strip() in plain[: body[1]]:
        return False
    session = _SESSION.search(match[1])
    return bool(match[2]) or (session is not None and session[0] not in plain[: body[1]])


def _sort_tail(plain: str, body: tuple[int, int]) -> Iterator[tuple[str, tuple[int, int]]]:
    """The lines under the body that are not the minutes', each with what it is."""
    lines = [match.span() for match in _LINE.finditer(plain, body[1])]
    data = [plain[start:end] for start, end in lines if _DATA.match(plain[start:end])]
    foreign, elsewhere = bool(data) and _foreign_data(data, plain, body), False
    for start, end in lines:
        line = plain[start:end]
        if _ELSEWHERE.match(line):
            elsewhere = True
            yield "chrome", (start, end)
        elif TOKENS.match(line) or _CREDIT.match(line) or (_ADDRESS.search(line) and "。" not in line):
            yield "chrome", (start, end)
        elif (
            line.strip()
            and not _NEIGHBOUR.match(line)
            and (elsewhere or (foreign and _DATA.match(line)) or _other_title(line, plain, body))
        ):
            yield "foreign_metadata", (start, end)


def drop_tail(text: Traced) -> Swept:
    r"""Under the body, credits, addresses, other documents' titles and their tables of data go; people and dates stay.

    >>> from ingest.clean.traced import Traced
    >>> page = "会议听取了区民政局的工作情况汇报。\n2024年3月5日\n相关阅读\n某区第4次常务会议"
    >>> drop_tail(Traced.of(page)).text.text.strip()
    '会议听取了区民政局的工作情况汇报。\n2024年3月5日'
    """
    plain = text.text
    body = body_of(plain)
    if body is None:
        return Swept(text)
    found = list(_sort_tail(plain, body))
    swept = cut_out(text, "chrome", (span for _, span in found))
    return Swept(swept.text, tuple(_kinds(found, text)))


def drop_credits(text: Traced) -> Swept:
    """Who reported and edited, behind the last sentence of the body, goes; it needs phrases of chrome gone before.

    >>> from ingest.clean.traced import Traced
    >>> drop_credits(Traced.of("区政府召开常务会议。会议还研究了其他事项。 来源：某某日报")).text.text
    '区政府召开常务会议。会议还研究了其他事项。'
    """
    body = body_of(text.text)
    found = body and _CREDIT_AFTER.search(text.text, max(body[0], body[1] - _EDGE), body[1])
    return cut_out(text, "chrome", [found.span()]) if found else Swept(text)


def _kinds(found: Iterable[tuple[str, tuple[int, int]]], text: Traced) -> Iterator[Removal]:
    return (Removal(kind, text.span(*span)) for kind, span in found)
