"""Places a question names: those the archive holds filter it, others are strangers to be told about."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from rag.find.named import Named, blanked
from rag.find.vocabulary import short_place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.find.vocabulary import Vocabulary

_HAN = "\u4e00-\u9fff"
_BEFORE_MEETING = (
    r"(?=(?:的)?(?:区|县|市|省)?(?:人民)?(?:政府|[区县市省]委|第\s*[0-9一二三四五六七八九十百〇]+\s*次|常务会|"
    r"党组|专题会|的?会议|的?纪要|(?:19|20)\d\d年|\d{1,2}月|去年|今年|上半年|下半年|最近|呢|哪|有哪|有没有|谁|都|开过|召开|研究|讨论))"
)
_SHAPED = re.compile(
    rf"([{_HAN}]{{1,6}}?(?:自治区|自治州|自治县|新区|区|县|市|旗|州|盟|省|镇|乡|街道)){_BEFORE_MEETING}"
)
_FURNITURE = re.compile(
    r"^(?:谁|没有?|未|参加|出席|列席|主持|记录|了|哪些人|几个人|多少人|人|请问|请教|请|问一下|问下|想问|想知道|我想|帮我|麻烦|查一下|查查|查|看看|看|告诉我|说说|那么|那|还有|"
    r"另外|换成|[这那上下前后头][一两几]?[次场回]|[次场](?=[区县市省州镇乡])|以及|和|与|跟|及|或|在|对|由|从|关于|比较|对比|一下|下|给我|列出|列举|到|的|、|，|,|。|\s)+"
)
_NO_PLACE = re.compile(
    r"[这那哪上下前后][一两几]?次|号楼|会议|学习|传达|研究|听取|审议|通过|要求|^(?:我|本|全|该|各|某|这|那|哪|哪个|哪些|什么|几|两|三|有|多|每|"
    r"同|其他|另|此|当|上|下|前|后|是|不是)*(?:个)?(?:省|市|区|县|州|旗|盟|镇|乡|街道|新区)+$"
    r"|(?:城|郊|园|社|小|景|灾|校|辖|市|县|片|山|保护|开发|示范|高新|新|街|库|老|厂|地|林|牧|矿|港|特|军|城中|"
    r"超|股|房|夜|菜|都|上|门|专|先行|试验|引领|功能|集聚|工业|产业|疫|封控|管控|风险|合作|自贸|综保|保税|湖|"
    r"库|滩|湿地|核心|缓冲|东|西|南|北|中心城|主城|建成|规划)(?:区|市)$"
)
_LEADS = re.compile(r"(?:参加|出席|列席|主持|召开)了?|了|在|对|和|与|跟|的(?=.)")
_DAY = re.compile(r"^[日号月年](?=[省市区县州])")
"""The end of a date that a place follows: 8月16日市政府."""
_SHORT = 2
_GENERIC = re.compile(r"[我本全](?:省|市|区|县|州|旗|镇|乡)")


@cache
def _known_places() -> tuple[frozenset[str], frozenset[str]]:
    """Every division's full name; and those that need a meeting behind them to be told from other words.

    Those are the short names of cities and provinces, said without their level, and districts that end as a common
    word does: 新城区, or a 东山区 that may be the end of 某东山区.
    """
    from ingest.parse.places import gazetteer

    full = gazetteer()
    short = {
        short_place(name)
        for name, divisions in full.items()
        for one in divisions
        if (one.level != "district" or name.endswith("市")) and len(short_place(name)) >= _SHORT
    }
    common = {one for one in full if not one.endswith("市") and _NO_PLACE.search(one)}
    return frozenset(full) - common, frozenset(short) | {one for one in common if len(one) > _SHORT}


def places(text: str, vocabulary: Vocabulary, masked: tuple[tuple[int, int], ...] = ()) -> tuple[Named, Named]:
    """The places held, and the strangers: named like a place, known or shaped so, but of no meeting here.

    Of `江州市青禾区` only the last, narrowest name filters. A name right before a unit or a body still is a place.
    """
    open_text = blanked(text, masked)
    held = _held(open_text, vocabulary)
    strangers = Named()
    rest = blanked(open_text, [*held.ranges, *_known_units(open_text, vocabulary)])
    full, guarded = _known_places()
    for length in range(8, 1, -1):
        for at in range(len(rest) - length + 1):
            piece = rest[at : at + length]
            known = (piece in full and rest[at + length - 1 : at + length + 1] != "市场") or (
                piece in guarded and _stands_for_place(rest, at + length)
            )
            if known and not _overlaps((at, at + length), strangers.ranges):
                strangers.add(piece, at, at + length)
    for one in _SHAPED.finditer(rest):
        name = _DAY.sub("", _FURNITURE.sub("", _LEADS.split(one[1])[-1]))
        start = one.end(1) - len(name)
        if name and not _NO_PLACE.search(name) and not _overlaps((start, one.end(1)), strangers.ranges):
            strangers.add(name, start, one.end(1))
    return held, strangers


def _known_units(text: str, vocabulary: Vocabulary) -> list[tuple[int, int]]:
    """Where units stand that the archive knows (甲街道): no place of a meeting is sought in their names."""
    return [one.span() for unit in vocabulary.units if unit in text for one in re.finditer(re.escape(unit), text)]


def _stands_for_place(text: str, end: int) -> bool:
    return bool(re.match(rf"的?{_BEFORE_MEETING[3:-1]}", text[end:]))


def _overlaps(span: tuple[int, int], ranges: list[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in ranges)


def _held(text: str, vocabulary: Vocabulary) -> Named:
    spots: list[tuple[int, int, str]] = []
    here = [(spoken, name) for spoken, name in vocabulary.places.items() if spoken in text]
    for spoken, name in sorted(here, key=lambda pair: -len(pair[0])):
        for one in re.finditer(re.escape(spoken), text):
            if not any(start < one.end() and one.start() < end for start, end, _ in spots):
                spots.append((one.start(), one.end(), name))
    found = Named()
    spots.sort()
    for at, (start, end, name) in enumerate(spots):
        narrower = (
            at + 1 < len(spots) and spots[at + 1][0] - end <= 1 and text[end : spots[at + 1][0]] in {"", "市", "省"}
        )
        if narrower:
            found.ranges.append((start, end))
        else:
            found.add(name, start, end)
    return found


def governments(text: str, held: Iterable[str]) -> tuple[str, ...]:
    """Those of the places whose own body is meant: 青禾市政府 is not the government of its districts."""
    return tuple(
        name
        for name in held
        for spoken in (name, short_place(name))
        if re.search(
            rf"{re.escape(spoken)}(?:人民)?(?:政府|[市省区县]?委|常务会|党组|第\s*[0-9一二三四五六七八九十百]+\s*次)",
            text,
        )
    )


_SOURCES = ("新闻网", "日报", "时报", "晚报", "发布", "融媒", "政府网", "电视台")
"""How news outlets are called after the place they are of."""


def spoken(place: str) -> tuple[str, ...]:
    """The ways a text may name a place: in full, and a known city or province without its level (江州日报)."""
    short = short_place(place)
    if short != place and short in _known_places()[1]:
        return place, short
    sources = (f"{short}{source}" for source in _SOURCES) if short != place else ()
    return (place, *(f"{parent}{short}" for parent in _parents(place)), *sources)


def _parents(place: str) -> tuple[str, ...]:
    """What stands in front of a district's short name where it is told without its level (江州青禾)."""
    from ingest.parse.places import gazetteer

    if short_place(place) == place:
        return ()
    above = {name for one in gazetteer().get(place, ()) for name in (one.city, one.province) if name}
    return tuple(sorted(short_place(name) for name in above))


def own_place(text: str) -> bool:
    """Whether the question says 我区, 本县 or 全市: the one place of the archive, where there is one."""
    return bool(_GENERIC.search(text))
