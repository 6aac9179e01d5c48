"""Advertising a hacked page carries: whole lines of it, and words of it written over place names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.clean.step import Swept, Wound, cut_out, mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.clean.traced import Traced

_GET = "(?:下载|官网|入口|登录入口|登陆入口|登录网址)(?:安装|地址)?"
_APP = f"(?:[pP][pP])(?:官方|最新|安卓|苹果|免费)?{_GET}"
_GAMES = (
    "(?:娱乐|平台|在线)?(?:投注|官网|官方网址|网址|下注|竞猜|网投|娱乐城|娱乐平台|[aA][pP][pP]|下载|注册)(?:大全|平台)?"
)
# What such pages offer. Words that minutes say too (体育彩票, 彩票公益金, 手机版, 赌博网站) are not in it alone.
# Every branch opens with a literal character: so the search skips all other places at once.
_PITCH = "|".join(
    (
        *(
            f"{kind}版?(?:{_GET}|[aA]{_APP}|观看|看片|影院|在线观看)"
            for kind in ("官方", "最新", "安卓", "苹果", "正版", "免费", "手机")
        ),
        *(f"{first}{_APP}" for first in "aA"),
        *(f"{site}(?:官网|网址|平台入口|入口)" for site in ("登录", "登陆")),
        *(f"{free}(?:观看|看片|影院|视频播放|免费观看)" for free in ("在线", "高清")),
        *(f"{game}{_GAMES}" for game in ("体育", "彩票", "棋牌", "电竞", "真人", "捕鱼", "麻将")),
        *(f"{fun}(?:城|官网|网址|注册)" for fun in ("娱乐", "博彩")),
        *(
            f"{house}(?:体育|官网|娱乐|[aA][pP][pP])"
            for house in ("必威", "亚博", "万博", "乐鱼", "华体会", "开云", "九游会")
        ),
        "官网(?:下载|登录|登陆|入口|网址|直营|最新版)(?:入口|地址)?",
        "久久(?:精品|综合|热|草|艹|爱|在线|视频|人人|国产|亚洲)(?:在线)?|久艹(?:在线)?|久草(?:在线)?|久操(?:在线)?",
        "国产精品|精品国产|日韩精品|成人(?:网站|视频|电影|影院)|av在线|AV在线|中文字幕|一区二区",
        "老虎机|百家乐|真人荷官|时时彩|pk10|PK10|开奖(?:结果|直播)|注册送\\d{1,4}|送彩金|体验金|bet365|BET365",
        "澳门(?:新?葡京|金沙|威尼斯人|皇冠|永利|六合|[精最]准)[^\n，。]{0,8}",
    )
)
_SPAM = re.compile(_PITCH)
_LINE_LENGTH = 80
_SAID = re.compile(
    "[。；：（《“]|会议|议会|审议|政府|部门|工作|[纪记]录|纪要|第.{1,6}[次届]|[区县市党]委|方案|规划|项目|办法|整治|打击|建设|[一二三四五六七八九十]、"
)

_PLACE_GOES_ON = re.compile("委|人民政府|政府|[省区县市镇乡]|常务会")
_FOREIGN = re.compile("官方|平台网址|官网|娱乐|投注|久|成人|精品")  # in a sentence, only something written over it
_ALONE = re.compile("(?:^|[\n，《“])([\u4e00-\u9fff]{1,3})$")
_POLICED = re.compile(
    "打击|整治|取缔|查处|关停|治理|封堵|清理|赌|涉黄|诈骗|禁止|违法"
)  # what is fought is not advertised
_CLAUSE = 20
_VERBS = re.compile("审议|听取|关于|主持|召开|研究|传达|学习|参加|中共|使用|推广|取缔|打击|整治|关闭|下载")
_NAME = 8  # characters in front of the pitch that may belong to it
_REPEATED = 2


def _line_around(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """The line that holds `start:end`, unless it is longer than an advertisement."""
    first = plain.rfind("\n", max(0, start - _LINE_LENGTH), start) + 1
    last = plain.find("\n", end, start + _LINE_LENGTH)
    last = len(plain) if last < 0 else last
    return (first, last) if last - first <= _LINE_LENGTH else None


def drop_spam_lines(text: Traced) -> Swept:
    r"""Short lines that advertise go; a line that tells of a meeting or a plan is never one.

    >>> from ingest.clean.traced import Traced
    >>> drop_spam_lines(Traced.of("会议结束。\n某某体育官网\n区体育彩票公益金")).text.text
    '会议结束。\n\n区体育彩票公益金'
    """
    plain = text.text
    ranges: list[tuple[int, int]] = []
    for match in _SPAM.finditer(plain):
        line = _line_around(plain, *match.span())
        if line and line not in ranges[-1:] and not _SAID.search(plain, *line):
            ranges.append(line)
    return cut_out(text, "spam", ranges)


def _reach(befores: list[str]) -> int:
    """How many characters in front of an advertisement belong to it.

    Where it is repeated, the longest ending that all texts in front of it share; else a short word that stands alone.
    """
    if len(befores) < _REPEATED:
        alone = _ALONE.search(befores[0])
        return len(alone[1]) if alone and not _VERBS.search(alone[1]) else 0
    shortest = min(map(len, befores))
    ends = (
        len({before[-1 - at] for before in befores}) == 1 and befores[0][-1 - at].isalnum() for at in range(shortest)
    )
    return next((at for at, same in enumerate(ends) if not same), shortest)


def mark_spam_names(text: Traced) -> Swept:
    """An advertisement written over a place's name is marked as damage, and the reading goes on without it.

    What stood there cannot be known, nor is it guessed.

    >>> from ingest.clean.traced import Traced
    >>> page = "甲乙官方app下载委书记主持召开会议。审议《甲乙官方app下载城镇规划》。"
    >>> swept = mark_spam_names(Traced.of(page))
    >>> swept.text.text, len(swept.damaged)
    ('委书记主持召开会议。审议《城镇规划》。', 2)
    """
    plain = text.text
    found: dict[str, list[tuple[int, int]]] = {}
    for match in _SPAM.finditer(plain):
        if not _POLICED.search(plain, max(0, match.start() - _CLAUSE), match.start()):
            found.setdefault(match[0], []).append(match.span())
    wounds: list[Wound] = []
    for pitch, places in found.items():
        if _FOREIGN.search(pitch) or any(_PLACE_GOES_ON.match(plain, end) for _, end in places):
            reach = _reach([plain[max(0, start - _NAME) : start] for start, _ in places])
            wounds += [Wound(start - reach, end) for start, end in places]
    return mark(text, "spam", _apart(wounds), spoken=False)


def _apart(wounds: list[Wound]) -> Iterator[Wound]:
    reached = 0
    for wound in sorted(wounds, key=lambda one: one.start):
        if wound.start >= reached:
            reached = wound.end
            yield wound
