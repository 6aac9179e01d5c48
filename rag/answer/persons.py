"""People that a plain text names beside a title or a deed (区长甲主持, 乙同志汇报), and what the quotes say of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.parse.surnames import COMMON, COMPOUND, RARER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.answer.plain import Cover

_HAN = re.compile("[㐀-鿿]")
_NAME_LONG = re.compile("[㐀-鿿]{2,4}")
_POSTS = (
    "省长|市长|区长|县长|镇长|乡长|州长|局长|主任|书记|部长|处长|科长|院长|校长|董事长|总经理|秘书长|主席|组长|司长|厅长|会长|"
    "行长|队长|所长|站长"
)
_TITLE = f"{_POSTS}|律师|教授|专家|同志|代表|先生|女士|记者|委员"
_DOES = (
    "同志|先生|女士|主持|出席|列席|汇报|作了?汇报|传达|宣读|牵头|签发|担任|任组长|分管|负责|缺席|请假|等|"
    "副?[区市县局省镇]长|主任|书记"
)
_NO_SURNAME = frozenset(
    "于由和经相项全向位权员信同连应时从以但别代到强平安明成能有管要主那但令过所况干束计公元与在对就将把为是之各该其会上下前后"
)
_SURNAMES = (COMMON | RARER) - _NO_SURNAME
_TITLES, _DEEDS, _SIZES = re.compile(_TITLE), re.compile(_DOES), (3, 2, 4)
_UNIT_END = re.compile("[局办委厅部处室院所队站区县市镇乡村会司组道社团]$")


def _could_be_name(name: str) -> bool:
    if _UNIT_END.search(name) or not all(map(_HAN.match, name)):
        return False
    if name[:2] in COMPOUND:
        return len(name) in {3, 4}
    return name[:1] in _SURNAMES and len(name) in {2, 3}


def _beside(cover: Cover) -> Iterator[tuple[int, list[str]]]:
    """Where a name may stand beside a title or a deed, with what it may be, likeliest first."""
    text = cover.text
    for match in _TITLES.finditer(text):
        at = match.end()
        names = [text[at : at + size] for size in _SIZES if _could_be_name(text[at : at + size])]
        yield at, [name for name in names if cover.marks[at + len(name) : at + len(name) + 1] != "n"] or names[:1]
    for match in _DEEDS.finditer(text):
        at = match.start()
        names = [text[at - size : at] for size in _SIZES if at >= size and _could_be_name(text[at - size : at])]
        names = [name for name in names if at == len(name) or cover.marks[at - len(name) - 1] != "n"]
        yield at - len(names[0]) if names else at, names


def strange_people(cover: Cover, quotes: str) -> Iterator[str]:
    """Names of people in a claim, beside a title or a deed, that its quotes do not hold."""
    for at, names in _beside(cover):
        if names and not any(name in quotes for name in names) and "n" in cover.marks[at : at + len(names[0])]:
            yield names[0]


_MEMBER_START = re.compile("有|为|是|及|和|与|包括|分别|：")
_MEMBER_END = re.compile("[等和及与]")


def strange_members(cover: Cover, quotes: str) -> Iterator[str]:
    """Members of a list (甲、乙和丙) that its quotes do not hold, where each is short enough to be a name."""
    for clause in re.finditer("[^，。；：！？]+", cover.text):
        members = clause[0].split("、")
        for index, member in enumerate(members):
            name = _MEMBER_END.split(member)[0] if index else _MEMBER_START.split(member)[-1]
            if len(members) > 1 and _NAME_LONG.fullmatch(name) and not _known(name, quotes):
                yield name


def _known(name: str, quotes: str) -> bool:
    """Whether the quotes hold every pair of neighbouring characters of a short word."""
    return all(name[at : at + 2] in quotes for at in range(len(name) - 1))


_POST = re.compile(rf"(?:常务|党组)?[副代]?(?:{_POSTS})")
_DEED = {
    "chair": "主持",
    "present": "出席|参加|参会",
    "attending": "列席",
    "absent": "请假|缺席",
    "reports": "汇报|作了说明|介绍|宣读|传达|解读",
}
_DEED_WORD = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _DEED.items()))
_HEADED = re.compile("(?:主持|出席|列席|参加|请假|缺席)(?:会议)?(?:人员|人|的?领导|的?还?有|的是|：)")


def recast_people(cover: Cover, quotes: Sequence[str]) -> Iterator[str]:
    """People of the claim whose post or part in the meeting is another one in every quote that names them."""
    text = cover.text
    for at, names in _beside(cover):
        name = next((one for one in names if any(one in quote for quote in quotes)), "")
        of = [quote for quote in quotes if name in quote]
        if not name or not of:
            continue
        start = text.find(name, at)
        post, deed = _post_before(text, start), _deed_after(text, start + len(name))
        if post and not any(_same_post(post, quote, name) for quote in of):
            yield f"{post}{name}"
        elif deed and not any(deed in _deeds_of(quote, name) for quote in of):
            yield f"{name}{_DEED[deed].partition('|')[0]}"


def _post_before(text: str, at: int) -> str:
    found = [match for match in _POST.finditer(text[:at]) if match.end() == at]
    return found[-1][0] if found else ""


def _same_post(post: str, quote: str, name: str) -> bool:
    """Whether the nearest post in front of a name in the quote (副区长甲、乙: of both) is the claim's, or none is."""
    before = re.split("[，。；：]", quote[: quote.find(name)])[-1]
    posts = [match[0] for match in _POST.finditer(before)]
    after = _POST.match(quote, quote.find(name) + len(name))
    return not posts or posts[-1] == post or (after is not None and after[0] == post)


def _deed_after(text: str, at: int) -> str:
    clause = re.split("[，。；：！？]", text[at:])[0]
    found = _DEED_WORD.search(clause)
    return str(found.lastgroup) if found else ""


def _deeds_of(quote: str, name: str) -> set[str]:
    """What the quote says a person did: the next such word behind the name, and the heading of the list it is in."""
    at = quote.find(name)
    after = _DEED_WORD.search(quote, at)
    heads = list(_HEADED.finditer(quote[:at]))
    deeds = {str(after.lastgroup)} if after else set()
    if heads:
        head = _DEED_WORD.search(heads[-1][0])
        deeds |= {str(head.lastgroup)} if head else set()
    return deeds
