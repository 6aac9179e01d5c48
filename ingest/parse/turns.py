"""Turns of a verbatim record: who has the floor, and what they say until another takes it.

A record gives each speaker a line of their own (主任：) or opens the paragraph with them (文化局丁局长一舟：…,
丁一舟（区文化局）：…). What happens between the speeches stands in brackets (（丙委员表示附议）) and is a turn of nobody. The
record's own parts (案由, 说明, 决议, 散会) end a turn and are none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.parse.posts import ROLE, courtesy
from ingest.parse.surnames import COMPOUND, surname_cost

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LEAST = 5
"""Turns from which on a text is a record of what was said."""
_NAMED = 3
"""Of these, turns of somebody with a name or the chair, where the speakers open their paragraphs: units alone may be
charged with something, one after another."""
_BRACKET = r"[（(][^（()）\n]{1,24}[)）]"
_CLOCK = r"[（(]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?[)）]?"
"""When somebody begins to speak, behind the name in what a recorder wrote down."""
_LINE = re.compile(
    rf"(?m)^(?P<mark>[ \t#>*○〇◎●]{{0,12}}+)(?P<who>[^\s：:，。；、？！…（()）《》「」“”\[\]|]{{1,16}}[ \t]?(?:{_BRACKET})?)(?:\*\*)?"
    rf"(?:[ \t]{{0,4}}[：:](?:\*\*)?[ \t]{{0,4}}(?P<rest>[^\n]*)|[ \t]{{1,8}}(?P<clock>{_CLOCK})[ \t]{{0,8}})$"
    r"|^[ \t]{0,8}>?[ \t]{0,8}(?P<scene>[（(][^\n]{2,120}[)）])[。 \t]{0,4}$"
)
_PART = re.compile(
    r"(?m)^[ \t#]{0,8}+(?:【(?:报告|讨论|临时|提案|审议|散会|其他)[^】\n]{0,10}】|[壹贰叁参肆伍陆柒捌玖拾]{1,2}、|[一二三四五六七八九十]{1,2}、(?=[^\n]{0,6}(?:事项|动议|散会|致词))|"
    r"(?:报告案|讨论案|提案|议案|案由|案号|议题)[ \t]*(?:[一二三四五六七八九十0-9]{1,3}|第)?[^\n。？！]{0,40}$|第[一二三四五六七八九十0-9]{1,3}[案次]|"
    r"(?:案由|说明|办法|拟办|决议|决定|裁[示定]|(?:主席|主持人)?(?:裁示|指示|结论)|提案(?:单位|人)|附议人|连署人?|发言(?:纪录|记录|摘要|内容)|讨论(?:摘要|情形|纪录)?|"
    r"审查意见|表决结果|备注|附件|附记|与会单位发言[^\n：:]{0,4}|各单位意见)[ \t]*[：:]|散会)"
)
"""What opens a part of the record itself."""
_LABEL = re.compile(
    r"人员|名单|内容|时间|日期|地点|出席|列席|参加|与会(?!者)|到会|请假|缺席|应邀|邀请|记录|纪录|会议|议题|议程|事项|"
    r"要求|如下|意见|决议|决定|结论|裁示|指示|说明|案由|办法|纪要|抄送|分送|发送|提案|动议|标题|主旨|依据|附件|备注|理由|单位$|部门$|电话|网址|方案|"
    r"[省市区县镇乡](?:人民)?政府|办公室$|[0-9]{2}$"
)
"""What a line before a list or a part of the minutes says; nobody speaks there."""
_OFFICE = re.compile(
    r"(?:代理)?(?:主席|主持人|召集人|会议主席|司仪|主秘|秘书|祕书|议长|与会者?|记者|民众|居民|家长|问|答|[QA]|[A-Z]|[QA][0-9]{1,2})"
)
"""Who speaks without a name: the chair, the secretary, question and answer, letters for people."""
_UNIT = re.compile(r"(?:[局处司署科课室股组队院会部团所厅委办中心公司研究院校社区村里府院]|代表|集团|银行)$")
_POST = rf"(?:{ROLE}|执行长|教授|里长|村长|校长|老师|律师|代表|阿姨|大姐|大爷|师傅|总|先生|女士|小姐|顾问|同学|志工|医师|建筑师|技师|发言人|立委|次长)"
_BEHIND = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{1,4}}?)(?P<post>{_POST})")
_INSIDE = re.compile(rf"(?P<surname>[\u4e00-\u9fff]{{1,2}}?)(?P<post>{_POST})(?P<given>[\u4e00-\u9fff○]{{1,2}})")
_BEFORE = re.compile(rf"(?P<unit>[\u4e00-\u9fff]{{0,12}}?)(?P<post>{_POST})(?P<name>[\u4e00-\u9fff·]{{2,4}})")
_ANY_POST = re.compile(rf"(?P<unit>[\u4e00-\u9fff]{{0,12}}?)(?P<post>{_POST})")
_ROLL = re.compile(r"^[^。？！?!…]{0,160}$")
"""What stands behind 主席： in the head of minutes: names and posts, and no sentence."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, as far as the label tells: name, post and unit; `label` is the whole of it."""

    label: str
    name: str | None = None
    post: str | None = None
    unit: str | None = None
    surname: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says: `[start, end)` of the text with the label, `[body, end)` without; nobody's has no speaker."""

    speaker: Speaker | None
    start: int
    body: int
    end: int


def speaker(label: str) -> Speaker:
    """A speaker's label taken apart.

    >>> speaker("文化局丁局长一舟").name, speaker("丁委员").surname, speaker("丁一舟（区文化局）").unit
    ('丁一舟', '丁', '区文化局')
    >>> speaker("资讯组").unit, speaker("主席（丁副召集人一舟）").name
    ('资讯组', '丁一舟')
    """
    bare, _, aside = label.strip().partition("（" if "（" in label else "(")
    bare, aside = bare.strip(), aside.strip("）) ")
    one = _bare(bare, label)
    if aside:
        other = _bare(aside, label)
        if other.name and not one.name:
            return Speaker(label, other.name, one.post or other.post, one.unit or other.unit, other.surname)
        return Speaker(label, one.name, one.post or other.post, one.unit or other.unit or aside, one.surname)
    return one


def _bare(text: str, label: str) -> Speaker:
    if _OFFICE.fullmatch(text):
        return Speaker(label, post=text)
    named = _with_post_inside(text, label) or _with_post_beside(text, label)
    if named is not None:
        return named
    post = _ANY_POST.fullmatch(text)
    return Speaker(label, post=text, unit=post["unit"] or None) if post else Speaker(label, unit=text)


def _with_post_inside(text: str, label: str) -> Speaker | None:
    """文化局丁局长一舟: the unit, then the post inside the name."""
    for at in range(max(len(text) - 2, 1)):
        found = _INSIDE.fullmatch(text, at)
        if found and _surname(found["surname"], found["given"]):
            name = found["surname"] + found["given"]
            return Speaker(label, name, found["post"], text[:at] or None, found["surname"])
    return None


def _with_post_beside(text: str, label: str) -> Speaker | None:
    """丙委员, 丁一舟, 文化局局长丁一舟: a surname with its post, a bare name, a name behind its post."""
    behind = _BEHIND.fullmatch(text)
    if behind and surname_cost(behind["name"] + "某") is not None:
        whole = behind["name"] if len(behind["name"]) > 1 and behind["name"] not in COMPOUND else None
        return Speaker(label, whole, behind["post"], surname=behind["name"][:1])
    if _is_name(text):
        return Speaker(label, text, surname=text[: 2 if text[:2] in COMPOUND else 1])
    before = _BEFORE.fullmatch(text)
    if before and _is_name(before["name"]):
        return Speaker(label, before["name"], before["post"], before["unit"] or None, before["name"][:1])
    return None


def _surname(surname: str, given: str) -> bool:
    one = surname in COMPOUND if len(surname) > 1 else surname_cost(surname + given) is not None
    return one and courtesy(f"{surname}委员{given}") is not None


def _is_name(text: str) -> bool:
    return (
        2 <= len(text) <= (4 if text[:2] in COMPOUND else 3)
        and surname_cost(text) is not None
        and not (_UNIT.search(text))
    )


@lru_cache(maxsize=64)
def turns(text: str) -> tuple[Turn, ...]:
    """The turns of a simplified text in order; none where it is no record of what was said."""
    found = [one for one in _LINE.finditer(text) if one["scene"] or _speaks(one)]
    opened = next((one.start() for one in found if not one["scene"] and not _heads(one)), len(text))
    found = [one for one in found if one.start() >= opened]
    spoken = [one for one in found if not one["scene"]]
    if len(spoken) < LEAST or not (_set_apart(spoken) or _attributed(spoken)):
        return ()
    first = spoken[0].start()
    parts = [one.start() for one in _PART.finditer(text, first)]
    return tuple(_between([one for one in found if one.start() >= first], sorted(parts), len(text)))


def _set_apart(spoken: Iterable[re.Match[str]]) -> bool:
    return sum(not one["rest"] for one in spoken) >= LEAST


def _attributed(spoken: Iterable[re.Match[str]]) -> bool:
    """Whether people speak: some with a name or the chair's office, and more than one of them."""
    named = [one["who"] for one in spoken if (who := speaker(one["who"])).name or who.surname or not who.unit]
    return len(named) >= _NAMED and len(set(named)) > 1


def _speaks(line: re.Match[str]) -> bool:
    """Whether a line with a colon opens a turn: its label names somebody who may speak."""
    who = line["who"].strip()
    bare = re.sub(_BRACKET, "", who)
    if _LABEL.search(bare) or _PART.match(line[0]):
        return False
    one = speaker(who)
    if ("#" in line["mark"] or line["clock"]) and not line["rest"]:
        return True
    return bool(one.name or one.surname or one.post or _UNIT.search(bare))


def _heads(line: re.Match[str]) -> bool:
    """Whether a line that names the chair stands in the head of the record, with names behind it and no sentence."""
    bare = re.sub(_BRACKET, "", line["who"]).strip()
    return bool(_OFFICE.fullmatch(bare) and line["rest"]) and _ROLL.match(line["rest"]) is not None


def _between(found: list[re.Match[str]], parts: list[int], end: int) -> Iterator[Turn]:
    for at, one in enumerate(found):
        stop = found[at + 1].start() if at + 1 < len(found) else end
        behind = bisect_right(parts, one.start())
        stop = min(stop, parts[behind]) if behind < len(parts) else stop
        if one["scene"]:
            yield Turn(None, one.start("scene"), one.start("scene"), one.end("scene"))
            continue
        body = one.start("rest") if one["rest"] else one.end()
        yield Turn(speaker(one["who"]), one.start("who"), body, stop)
