"""How a parse is held against a hand-made reading: plain comparisons whose disagreements are sentences.

A reading has the keys of `jiyao parse --json`, without `decision` (the first of `decisions`) and without offsets, and
may say more: `{"any": […]}` for what the text leaves open, `"optional": true` for a directive that may be missing,
`responsible_units_may` and `stated_may` for values that are neither right nor wrong, `noise` for text that must be
removed, `damaged` for what must be reported as damaged.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

Json = dict[str, Any]
LIKENESS = 0.8
"""Share of common characters (difflib) from which an inferred title names the same matter."""
HEADER = [
    "title",
    "body",
    "kind",
    "session",
    "term",
    "session_year",
    "held_on",
    "issued_on",
    "published_on",
    "document_number",
    "index_number",
    "venue",
]
PEOPLE = ("present", "in_attendance", "invited", "apologies")
_MARK = re.compile(r"^(?:[(（][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十\d]+[、.．])")


def squeeze(value: object) -> str:
    """A value without blanks and in one width, so that only its characters are compared.

    >>> squeeze("关于《甲 乙》（试行）")
    '关于《甲乙》(试行)'
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(value)))


def agree(expected: object, found: object) -> bool:
    """Equal once squeezed; absent only equals absent; any of several where the text leaves it open."""
    match expected:
        case {"any": options}:
            return any(agree(one, found) for one in options)
        case None:
            return found is None
        case list():
            return isinstance(found, list) and len(found) == len(expected) and all(map(agree, expected, found))
        case _:
            return found is not None and squeeze(expected) == squeeze(found)


def contained(expected: object, found: object) -> bool:
    """One of the two inside the other: `修改完善` and `作进一步修改完善` are one condition."""
    if expected is None or found is None:
        return expected is found
    short, long = sorted((squeeze(expected), squeeze(found)), key=len)
    return bool(short) and short in long


def alike(expected: object, found: object) -> bool:
    """Contained, or of one wording within `LIKENESS`."""
    if contained(expected, found):
        return True
    ratio = SequenceMatcher(None, squeeze(expected), squeeze(found), autojunk=False).ratio()
    return expected is not None and found is not None and ratio >= LIKENESS


def same_sentence(expected: object, found: object) -> bool:
    """Equal but for the mark of the point they stand in."""
    return _MARK.sub("", squeeze(expected)) == _MARK.sub("", squeeze(found))


def differences(
    where: str, expected: Mapping[str, Any], found: Mapping[str, Any], fields: Iterable[str], how: Callable[..., bool]
) -> Iterator[str]:
    """A sentence for every field on which the two disagree."""
    for field in fields:
        if field in expected and not how(expected[field], found.get(field)):
            yield f"{where}{field}: expected {show(expected[field])}, found {show(found.get(field))}"


def header(expected: Json, found: Json) -> list[str]:
    """The disagreements on dates, numbers, names of the meeting, its chair, its place and its noise."""
    out = list(differences("", expected, found, HEADER, agree))
    chairs = (expected["chair"] or {}, found["chair"] or {})
    out += differences("chair.", chairs[0], chairs[1], ("name", "role"), agree)
    out += differences("place.", expected["place"], found["place"], ("district", "city", "province"), agree)
    stated, may = (set(expected["place"][key]) for key in ("stated", "stated_may"))
    read = set(found["place"]["stated"])
    if not stated <= read <= stated | may:
        out.append(f"place.stated: expected {sorted(stated)} (may be {sorted(may)}), found {sorted(read)}")
    return out


def noise(expected: Json, found: Json, text: str) -> list[str]:
    """What should have been removed or reported as damaged, and was not."""
    removed = [range(one["start"], one["end"]) for one in found["quality"]["removed"]]
    out: list[str] = []
    for words in expected.get("noise", ()):
        at = text.index(words)
        if not all(any(place in one for one in removed) for place in range(at, at + len(words)) if text[place].strip()):
            out.append(f"not removed: {words}")
    for one in expected.get("damaged", ()):
        close = [
            each for each in found["quality"]["damaged"] if one["text"] in each["text"] or each["text"] in one["text"]
        ]
        if not any(contained(one["reading"], each["reading"]) for each in close):
            out.append(f"damaged {one['text']}: expected the reading {one['reading']}, found {close}")
    return out


def people(expected: Json, found: Json) -> list[str]:
    """The disagreements on who was there: names first, then order, then unit and role of each."""
    out = list(differences("", expected, found, ("recorder",), agree))
    for role in PEOPLE:
        one, other = expected[role], found[role]
        names = [[person["name"] for person in side] for side in (one, other)]
        if names[0] == names[1]:
            for left, right in zip(one, other, strict=True):
                out += differences(f"{role} {left['name']} ", left, right, ("unit", "role"), agree)
        else:
            out.append(f"{role}: {_lists(*names)}")
    return out


def items(expected: Json, found: Json) -> list[str]:
    """The disagreements on what was on the agenda; where the counts differ, both lists of titles."""
    pairs = list(_pairs(expected, found))
    if not pairs:
        return [_counts(expected, found)] if found["items"] != expected["items"] else []
    out: list[str] = []
    for where, one, other in pairs:
        exact = ("label", "number", "kind", "title_inferred", "actions", "reporting_units", "documents", "body_absent")
        out += differences(where, one, other, exact, agree)
        out += differences(where, one, other, ("title",), alike if one["title_inferred"] else agree)
        names = [[person["name"] for person in side["presenters"]] for side in (one, other)]
        out += [f"{where}presenters: {_lists(*names)}"] if names[0] != names[1] else []
    return out


def decisions(expected: Json, found: Json) -> list[str]:
    """The disagreements on what was decided, item by item."""
    out: list[str] = []
    for where, one, other in _pairs(expected, found):
        first = other["decisions"][0] if other["decisions"] else None
        out += [f"{where}decision is not the first of decisions"] if other["decision"] != first else []
        if len(one["decisions"]) != len(other["decisions"]):
            sides = [[each["text"] for each in side["decisions"]] for side in (one, other)]
            out.append(f"{where}decisions: {_lists(*sides)}")
            continue
        for left, right in zip(one["decisions"], other["decisions"], strict=True):
            out += _decision(where, left, right)
    return out or _uncounted(expected, found)


def _decision(where: str, one: Json, other: Json) -> Iterator[str]:
    yield from differences(where, one, other, ("text",), same_sentence)
    yield from differences(where, one, other, ("outcome", "supporting_units", "deadline", "deadline_date"), agree)
    yield from differences(where, one, other, ("condition", "next_step"), contained)
    may = {squeeze(unit) for unit in one.get("responsible_units_may", ())}
    units = [unit for unit in other["responsible_units"] if squeeze(unit) not in may]
    yield from differences(where, one, {"responsible_units": units}, ("responsible_units",), agree)


def directives(expected: Json, found: Json) -> list[str]:
    """The disagreements on who was told to do what, item by item."""
    out: list[str] = []
    for where, one, other in _pairs(expected, found):
        rest = list(other["directives"])
        for each in one["directives"]:
            match = next((other for other in rest if same_sentence(each["text"], other["text"])), None)
            if match is None:
                out += [] if each.get("optional") else [f"{where}missing directive: {each['text']}"]
                continue
            rest.remove(match)
            fields = ("responsible_units", "responsible_persons", "supporting_units", "deadline", "deadline_date")
            out += differences(f"{where}{each['text'][:14]}… ", each, match, fields, agree)
        out += [f"{where}unexpected directive: {each['text']} ({show(each['responsible_units'])})" for each in rest]
    return out or _uncounted(expected, found)


def spans(found: Json, text: str) -> list[str]:
    """Every place the parse names that is not inside the text, and every quote that is not its slice."""
    out: list[str] = []
    for item in found["items"]:
        for one in (item, *item["decisions"], *item["directives"]):
            if not 0 <= one["start"] < one["end"] <= len(text):
                out.append(f"{item['label']} {one['start']}:{one['end']} leaves the {len(text)} characters")
            if "text" in one and one["text"] != text[one["start"] : one["end"]]:
                out.append(f"{item['label']} text is not its slice: {one['text'][:30]}")
    for kind in ("removed", "damaged"):
        wrong = [one for one in found["quality"][kind] if not 0 <= one["start"] <= one["end"] <= len(text)]
        out += [f"{kind} {one['start']}:{one['end']} leaves the text" for one in wrong]
    return out


def show(value: object) -> str:
    """A value as a message shows it."""
    match value:
        case {"any": options}:
            return " or ".join(show(one) for one in options)
        case list():
            return "[" + ", ".join(show(one) for one in value) + "]"
        case _:
            return str(value)


def _pairs(expected: Json, found: Json) -> Iterator[tuple[str, Json, Json]]:
    """Items side by side, with the words that say which; nothing where their counts differ."""
    if len(expected["items"]) == len(found["items"]):
        for ordinal, (one, other) in enumerate(zip(expected["items"], found["items"], strict=True), 1):
            yield f"item {ordinal} ({one['label'] or show(one['title'])[:10]}) ", one, other


def _uncounted(expected: Json, found: Json) -> list[str]:
    return [_counts(expected, found)] if len(expected["items"]) != len(found["items"]) else []


def _counts(expected: Json, found: Json) -> str:
    sides = [[f"{one['label'] or ''}{show(one['title'])}" for one in side["items"]] for side in (expected, found)]
    return f"{len(sides[0])} items expected, {len(sides[1])} found: {_lists(*sides)}"


def _lists(expected: Sequence[str], found: Sequence[str]) -> str:
    missing = [one for one in expected if one not in found]
    extra = [one for one in found if one not in expected]
    return f"missing {missing}, not expected {extra}" + ("" if missing or extra else ", or in another order")
