"""Portal chrome that is noise wherever it stands: lines of buttons, breadcrumbs, footers, counters, disclaimers.

Data about the minutes themselves (索引号, 文号, 成文日期, 发布时间) is not chrome: the header is read from it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.clean.step import Swept, cut_out
from ingest.clean.traced import Edit
from ingest.clean.words import BUTTONS, MENU, any_of, lines_with
from ingest.records import Removal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.clean.traced import Traced

_BETWEEN = " •·|>＞»›‹«<〉《》/\\[\\]【】()（）:：◇◆■□▪●○▶▲↑&丨—_,，、-"
_TOKEN = f"(?:{any_of((BUTTONS + MENU).split())}|走进[\u4e00-\u9fff]{{1,6}}|[打搜首关] (?:印|索|页|闭))"
TOKENS = re.compile(f"^[{_BETWEEN}]{{0,40}}+(?>{_TOKEN}[{_BETWEEN}]{{0,40}}+)++$", re.MULTILINE)
_BUTTON = re.compile(any_of(BUTTONS.split()))
ONE_TOKEN = re.compile(_TOKEN)
_MENU_LENGTH = 3  # so many menu words on one line are a menu even without a button

_CRUMB = "[^\\n>＞»›。，；]{1,40}"
_LINES = re.compile(
    r"[ •·|>»【\[（(]{0,20}+(?=[^\n ])(?:"
    r"(?:[您你]?(?:当前|现在|所在)的?|本页|[您你]的?(?:当前|现在|所在)?的?)位置(?:是|为)? ?[:：>][^\n。]{0,200}"
    rf"|(?:网站)?首页 ?[>＞»›/》→|-][^\n。]{{0,120}}|(?:>> ?)?{_CRUMB}(?:[>＞»›]{{1,2}}{_CRUMB}){{2,6}}[>＞»›]?"
    r"|[上下]一(?:篇|条|个|页|则)(?:文章|信息|新闻)? ?[:：>»][^\n。]{0,120}"
    r"|相关(?:解读|链接|阅读|报道|新闻|稿件)[:：][^\n。]{4,120}"
    r"|今天是[^\n。]{0,60}|欢迎(?:您)?(?:访问|光临|来到|进入|关注)[^\n。]{0,60}|您是(?:本站)?第[^\n]{0,20}位[^\n]{0,10}"
    r"|(?:微信)?扫(?:一扫|码|描)[^\n。]{0,24}|长按[^\n。]{0,16}二维码[^\n。]{0,10}"
    r"|分享(?:到|至|给)?[^\n。]{0,4}[:：][^\n。]{0,60}|字(?:号|体)(?:大小)?[^\n。]{0,2}[:：](?![^\n。]{0,40}20[0-9]{2}[-年/.])[^\n。]{0,40}"
    r"|(?:责任编辑|责编|流程编辑|网站编辑|网络编辑|值班编辑) ?[:：][^\n。]{0,40}"
    r"|(?:免责声明|版权声明|特别声明|特别提示|郑重声明) ?[:：][^\n]{0,400}"
    r"|[^\n]{0,160}(?:如遇作品内容、版权|版权侵权(?:联系|举报)|不代表本[网站平]|仅代表作者|本网站?所(?:刊|转)?载|转载请注明|未经[^\n。]{0,16}转载)[^\n]{0,200}"
    r"|(?!附件)[^\n。]{1,120}\.(?:docx?|pdf|xlsx?|zip|rar|wps|ofd|jpe?g|png)"
    r"(?: ?[（(\[]? ?[\d.]{1,8} ?[KMkm]?[Bb]?[)）\]]?)?"
    r")"
)

_WORDS = re.compile(
    "位置|首页|>|＞|»|›|上一[篇条个页则]|下一[篇条个页则]|相关[解链阅报新稿]|今天是|欢迎|您是|扫[一码描]|长按|分享|字[号体]|编辑|责编|声明|特别提示"
    "|如遇作品|版权|不代表本|仅代表|本网|转载|\\.(?:doc|pdf|xls|zip|rar|wps|ofd|jp|png)"
)
"""What every line of chrome holds one of; most lines hold none."""

# One of these makes a line of up to 300 characters without a sentence a footer.
_FOOTER = re.compile(
    "ICP备|公网安备|网站标识码|版权所有|Copy ?[Rr]ight|copy ?[Rr]ight|COPYRIGHT|All Rights? Reserved|不良信息举报"
    "|分辨率|浏览器版本|中文域名|Produced By|Powered [Bb]y"
)
_FOOTER_LENGTH = 300

_COUNTER = r"(?:次数|人次|量|数|率) ?[:：] ?(?:\[ ?\d{0,9} ?\]|\d{0,9})(?: ?次)?"
_FONT = (
    r"字[号体](?:大小)? ?[:：]? ?[【\[（(]? ?(?>(?:特大|超大|较大|大|中|小|默认|标准)号?[ |/·]{0,4}){2,6}+[\]】)）]?"
)
_HERE = r"的?位置 ?[:：] ?[^\s>＞»›。，；]{1,20}(?: ?[>＞»›] ?[^\s>＞»›。，；]{1,20}){1,7}"
_CREDIT = r" ?[:：] ?(?:[\u4e00-\u9fff·]{2,4}|[A-Za-z]{0,8}\d{1,8})(?:、[\u4e00-\u9fff·]{2,4}){0,3}"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
# Every branch opens with a literal character: so the search skips all others at once.
_PHRASES = re.compile(
    "|".join(
        (
            *(seen + _COUNTER for seen in ("浏览", "访问", "阅读", "点击", "点阅", "查看")),
            *(opening + _FONT for opening in ("", "【", r"\[", "（")),
            *(here + _HERE for here in ("当前", "现在", "所在")),
            *(whose + r"的?(?:当前|现在|所在)?" + _HERE for whose in "您你"),
            r"上一[篇条](?:文章|信息)? ?[:：] ?(?:(?![上下]一[篇条])[^\s。]){0,60}",
            r"下一[篇条](?:文章|信息)? ?[:：] ?(?:(?![上下]一[篇条])[^\s。]){0,60}",
            *(way + "扫一扫在?手机上?(?:打开|阅读|查看)当前页面?" for way in ("", "微信", "用手机", "用微信")),
            *(who + _CREDIT for who in ("责任编辑", "流程编辑", "责编", "网络编辑", "网站编辑", "值班编辑")),
            r"如遇作品内容、版权[^。\n]{0,80}。?",
            r"版权侵权(?:联系)?电话 ?[:：] ?[\d-]{0,20}",
            r"（原标题[:：][^）\n]{1,80}）",
            r"\(原标题[:：][^)\n]{1,80}\)",
            r"ICP备 ?\d{5,10}号?(?:-\d{1,3})?",
            r"公网安备 ?\d{8,16}号?",
            r"版权所有[:：，, ]{0,3}(?:[^。\n]{0,16}，)?(?:违者|侵权|翻版)必究",
            r"网站标识码 ?[:：]? ?\w{8,12}",
        )
    )
)
_BODY_LABEL = re.compile("[，,] ?正文 ?[:：] ?")
_TOP = 400


def is_buttons(line: str) -> bool:
    """Whether a line of nothing but menu words is a menu: it has a button, or three words."""
    return _BUTTON.search(line) is not None or len(ONE_TOKEN.findall(line)) >= _MENU_LENGTH


def _chrome_lines(plain: str) -> Iterator[tuple[int, int]]:
    """The lines that are wholly chrome; only one that holds a word of theirs is looked at."""
    for span in lines_with(_WORDS, plain):
        line = _LINES.fullmatch(plain, *span)
        if line:
            yield line.span()


def _footer_lines(plain: str) -> list[tuple[int, int]]:
    """Whole lines of bounded length that hold a footer's word and no sentence."""
    ranges: list[tuple[int, int]] = []
    for match in _FOOTER.finditer(plain):
        if ranges and match.start() < ranges[-1][1]:
            continue
        start = plain.rfind("\n", max(0, match.start() - _FOOTER_LENGTH), match.start()) + 1
        end = plain.find("\n", match.end(), start + _FOOTER_LENGTH)
        if end < 0 and len(plain) <= start + _FOOTER_LENGTH:
            end = len(plain)
        if end > 0 and (start or match.start() < _FOOTER_LENGTH) and "。" not in plain[start:end]:
            ranges.append((start, end))
    return ranges


def split_label(text: Traced) -> Swept:
    r"""A scraper's mark between a page's data and its text becomes a line end, which says the same.

    >>> from ingest.clean.traced import Traced
    >>> split_label(Traced.of("2024-03-08 10:00，正文：某区召开会议")).text.text
    '2024-03-08 10:00\n某区召开会议'
    """
    label = _BODY_LABEL.search(text.text, 0, _TOP)
    if not label:
        return Swept(text)
    return Swept(text.edit([Edit(*label.span(), "\n")]), (Removal("chrome", text.span(*label.span())),))


def drop_chrome_lines(text: Traced) -> Swept:
    r"""Lines that are wholly buttons, breadcrumbs, links to other pages, footers or disclaimers go.

    >>> from ingest.clean.traced import Traced
    >>> drop_chrome_lines(Traced.of("首页 > 政务公开\n一、会议听取了汇报。\n打印 关闭\n上一篇：某通知")).text.text
    '\n一、会议听取了汇报。\n\n'
    """
    plain = text.text
    buttons = [match.span() for match in TOKENS.finditer(plain) if is_buttons(match[0])]
    return cut_out(text, "chrome", sorted({*buttons, *_chrome_lines(plain), *_footer_lines(plain)}))


def drop_chrome_phrases(text: Traced) -> Swept:
    """Counters, font switches, breadcrumbs, editors' credits and record numbers inside a line go.

    A page squashed on one line has all its chrome there, so the phrases are bounded and end where words end.

    >>> from ingest.clean.traced import Traced
    >>> drop_chrome_phrases(Traced.of("发布时间：2024-03-05 浏览次数：12次 字号：大 中 小")).text.text
    '发布时间：2024-03-05  '
    """
    return cut_out(text, "chrome", (_with_province(text.text, *match.span()) for match in _PHRASES.finditer(text.text)))


def _with_province(plain: str, start: int, end: int) -> tuple[int, int]:
    """A record number begins with the one character of its province."""
    numbered = plain.startswith(("ICP备", "公网安备"), start) and start > 0 and plain[start - 1] in _PROVINCES
    return start - numbered, end
