"""What happens to minutes on their way into an archive, as seeded text → text functions.

Each kind is drawn from pages seen in the wild: reading aids that put pinyin behind characters, content systems that
lose 年月日, byte slips of GBK, spam, squashed and hard-wrapped lines. A damager never touches more than its kind says;
the fields it makes unreadable for anyone are named in `Kind.hides`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_HAN = re.compile("[\u4e00-\u9fff]")
_REMARK = re.compile("会议(?:指出|强调|认为)，[^。\n]*。")
_UNFIT = re.compile("[0-9〔《》“”：；、]|[由请责经]|区|县|市|局|办|前|底|要求|同意|通过|决定")
_PLACE = re.compile("[\u4e00-\u9fff]{2}(?:新区|[省市县縣区區])")
_ROLL = re.compile("^(?:出席|列席|请假|出席人员|列席人员|应邀列席)[^\n]*$", re.MULTILINE)
_MONTHS, _DAYS, _TWO, _CLAUSE = 12, 31, 2, 8  # a clause shorter than this hides its damage among its neighbours
_ADVERTS = (
    "〖官网入口〗真人棋牌手机版下载",
    "最新彩票投注平台app登录入口",
    "久久精品在线观看免费",
    "体育平台官方网址大全www.example.invalid",
)
_DATE = re.compile("(?<![0-9])([12][0-9]{3})年([0-9]{1,2})月([0-9]{1,2})日")


@dataclass(frozen=True, slots=True)
class Kind:
    """One way of being damaged: its damager, and the gold fields nobody could read afterwards."""

    name: str
    apply: Callable[[str, Random], str]
    hides: frozenset[str] = frozenset()


@cache
def _characters() -> dict[str, tuple[str, str]]:
    """Simplified → traditional and pinyin, for the characters of GB2312 (OpenCC s2t and pypinyin, by character)."""
    table = (Path(__file__).parent / "characters.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines())
    return {simplified: (traditional, reading) for simplified, traditional, reading in rows}


def traditional(text: str, random: Random) -> str:
    """Simplified → traditional, character by character, as conversion scripts of portals do.

    >>> traditional("区政府会议", Random(0))
    '區政府會議'
    """
    del random
    table = _characters()
    return "".join(table.get(one, (one, ""))[0] for one in text)


def _toneless(reading: str) -> str:
    plain = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿü", "aaaaeeeeiiiioooouuuuvvvvnnnmv")
    return reading.translate(plain)


def _read_aloud(text: str, random: Random, share: float, *, tones: bool, every: bool) -> str:
    table = _characters()
    pieces = []
    for one in text:
        changed, reading = table.get(one, (one, ""))
        shown = one if every else changed
        wanted = bool(reading) and (every or changed != one) and random.random() < share
        aid = f"({reading if tones else _toneless(reading)})" if wanted else ""
        pieces.append(shown + aid)
    return "".join(pieces)


def pinyin_changed(text: str, random: Random) -> str:
    """Traditional script with pinyin behind each character that the conversion changed.

    >>> pinyin_changed("区政府会议", Random(0))
    '區(qū)政府會(huì)議(yì)'
    """
    return _read_aloud(text, random, 1.0, tones=True, every=False)


def pinyin_some(text: str, random: Random) -> str:
    """Traditional script with pinyin behind some of the changed characters."""
    return _read_aloud(text, random, 0.4, tones=True, every=False)


def pinyin_plain(text: str, random: Random) -> str:
    """Traditional script with pinyin that has lost its tones."""
    return _read_aloud(text, random, 0.6, tones=False, every=False)


def pinyin_every(text: str, random: Random) -> str:
    """Simplified script with pinyin behind every character, as pages for learners print it."""
    return _read_aloud(text, random, 1.0, tones=True, every=True)


def _readings(month: str, day: str) -> int:
    """How many ways the digits of a month and a day can be cut in two again."""
    digits = month + day
    pairs = [(digits[:cut], digits[cut:]) for cut in range(1, len(digits))]
    whole = (pair for pair in pairs if not any(part.startswith("0") for part in pair))
    return sum(int(one) <= _MONTHS and int(other) <= _DAYS for one, other in whole)


def dates_dropped(text: str, random: Random) -> str:
    """年, 月 and 日 lost from full dates that one reading can still restore; the others are left alone.

    >>> dates_dropped("2024年3月19日上午，2024年11月2日", Random(0))
    '2024319上午，2024年11月2日'
    """
    del random

    def drop(match: re.Match[str]) -> str:
        year, month, day = match.groups()
        return year + month + day if _readings(month, day) == 1 else match[0]

    return _DATE.sub(drop, text)


def hard_wrap(text: str, random: Random) -> str:
    """Lines broken after 24 characters, wherever that falls, as text copied out of a PDF."""
    del random
    return "\n".join(line[at : at + 24] for line in text.split("\n") for at in range(0, max(1, len(line)), 24))


def one_line(text: str, random: Random) -> str:
    """Everything on one line, a blank where a line ended."""
    del random
    return re.sub("[ \u3000]*\n\\s*", " ", text.strip())


def one_line_tight(text: str, random: Random) -> str:
    """Everything on one line with nothing where a line ended."""
    del random
    return re.sub("\\s*\n\\s*", "", text.strip())


def fullwidth_digits(text: str, random: Random) -> str:
    """Every digit in full width."""
    del random
    return text.translate({ord(str(digit)): chr(ord("０") + digit) for digit in range(10)})


def halfwidth_marks(text: str, random: Random) -> str:
    """Commas, colons, semicolons and brackets in half width, as many content systems store them."""
    del random
    return text.translate(str.maketrans("，：；（）", ",:;()"))


def spaced_names(text: str, random: Random) -> str:
    """Names of two characters padded with a no-break space in the lists, and doubled ones between names."""

    def pad(match: re.Match[str]) -> str:
        names = re.split("([、，\\s\u3000]+)", match[0])
        padded = (f"{one[0]}{random.choice(chr(0xA0) + chr(0x3000))}{one[1]}" if _two(one) else one for one in names)
        return "".join(padded).replace("、", "、\u00a0")

    return _ROLL.sub(pad, text)


def _two(name: str) -> bool:
    return len(name) == _TWO and bool(_HAN.match(name[0]) and _HAN.match(name[1]))


def portal(text: str, random: Random) -> str:
    """A portal page around the text: menus, metadata, neighbours, and a footer with a telephone number."""
    titled = (line.strip() for line in text.splitlines() if "会议" in line or "會議" in line)
    first = next(titled, text.strip().splitlines()[0])[:40]
    other = f"关于印发《办事大厅窗口管理规定》的通知（第{random.randint(60, 99)}号）"
    top = ["• 网站首页", "• 政务公开", "• 无障碍浏览", "• 长者模式", "当前位置： 首页 > 政务公开 > 会议公开 > 正文"]
    tail = ["打印本页 关闭窗口", "分享到：", f"上一篇：{other}", "下一篇：领导班子成员分工", "扫一扫在手机打开当前页"]
    foot = "主办单位：办公室 联系电话：0000-87654321 网站标识码：0000000000 网安备00000000000000号 版权所有"
    seen = f"浏览次数：{random.randint(10, 999)}　字号：[大 中 小]"
    return "\n".join([*top, first, seen, "", text, "", *tail, foot, ""])


def spam_lines(text: str, random: Random) -> str:
    """Lines of advertising between the paragraphs and under the text."""
    lines = text.split("\n")
    for _ in range(3):
        lines.insert(random.randrange(1, len(lines) + 1), random.choice(_ADVERTS))
    return "\n".join([*lines, random.choice(_ADVERTS)])


def spam_place(text: str, random: Random) -> str:
    """Spam written over the first place name in the text."""
    spam = random.choice(["某某官方app下载", "彩票平台网址", "棋牌娱乐官网"])
    return _PLACE.sub(spam, text, count=1)


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    """Clauses of remarks that hold no name, number, decision or document: what may be lost without losing a field."""
    for remark in _REMARK.finditer(text):
        at = remark.start()
        for clause in remark[0].split("，"):
            end = at + len(clause)
            if len(clause) >= _CLAUSE and not clause.startswith("会议") and not _UNFIT.search(clause):
                yield at, end
            at = end + 1


def byte_slip(text: str, random: Random) -> str:
    """One byte of GB18030 lost in a clause of remarks: every later pair of that clause is read wrongly."""
    places = list(_clauses(text))
    if not places:
        return text
    start, end = random.choice(places)
    cut = start + random.randrange(1, 4)
    slipped = text[cut:end].encode("gb18030")[1:]
    return text[:cut] + slipped.decode("gb18030", errors="replace").replace("\ufffd", "?") + text[end:]


def swallowed(text: str, random: Random) -> str:
    """`??` in the place of two characters of a remark, once or twice."""
    places = list(_clauses(text))
    for start, end in sorted(random.sample(places, min(2, len(places))), reverse=True):
        at = random.randrange(start + 1, end - 2)
        text = f"{text[:at]}??{text[at + 2 :]}"
    return text


def in_the_wild(text: str, random: Random) -> str:
    """Several at once: dates dropped, traditional with some pinyin, and a portal around."""
    return portal(pinyin_some(dates_dropped(text, random), random), random)


KINDS: tuple[Kind, ...] = (
    Kind("traditional", traditional),
    Kind("pinyin_changed", pinyin_changed),
    Kind("pinyin_some", pinyin_some),
    Kind("pinyin_plain", pinyin_plain),
    Kind("pinyin_every", pinyin_every),
    Kind("dates_dropped", dates_dropped),
    Kind("hard_wrap", hard_wrap),
    Kind("one_line", one_line),
    Kind("one_line_tight", one_line_tight),
    Kind("fullwidth_digits", fullwidth_digits),
    Kind("halfwidth_marks", halfwidth_marks),
    Kind("spaced_names", spaced_names),
    Kind("portal", portal),
    Kind("spam_lines", spam_lines),
    Kind("spam_place", spam_place, frozenset({"title", "body", "district", "city", "province"})),
    Kind("byte_slip", byte_slip),
    Kind("swallowed", swallowed),
    Kind("in_the_wild", in_the_wild),
)


def twins(text: str, name: str) -> Iterator[tuple[Kind, str]]:
    """Each kind with the damaged text it makes of `text`, where it changes anything; the same for the same name."""
    for kind in KINDS:
        damaged = kind.apply(text, Random(f"{name}:{kind.name}"))  # noqa: S311, a repeatable draw, not a secret
        if damaged != text:
            yield kind, damaged
