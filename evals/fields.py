"""The fields of parsed minutes as lists of comparable values, and when two values are the same.

Works on the JSON of `jiyao parse --json`, gold and parsed alike; conventions stand in `corpus/README.md`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Any

from ingest.clean.script import simplified

Json = Mapping[str, Any]
LIKENESS = 0.8
"""Shared share of characters (difflib) from which two phrases say the same; below lie other clauses of a sentence."""
HALF = 0.5
"""A phrase inside another counts as the same from this share of its length."""

_AID = re.compile("[(（][a-zà-üāēīōūǎěǐǒǔǖǘǚǜ]+[)）]")
_ALIAS = re.compile(r"\([^()]*简称[^()]*\)")
_SPACE = re.compile(r"\s+")
_SOFT = re.compile("^(?:予以|并|再|尽快|抓紧|及时|认真|于|在|务必)+")


@cache
def fold(value: str) -> str:
    """Simplified script, one width, no blanks, no reading aids: the form in which values are compared.

    >>> fold("區(qū)政府 會議（１２次）")
    '区政府会议(12次)'
    """
    plain = unicodedata.normalize("NFKC", simplified(_AID.sub("", value)))
    return _SPACE.sub("", plain).translate(str.maketrans("“”‘’「」『』", '""\'\'""""'))


def same(one: str, other: str) -> bool:
    """Equal once folded."""
    return fold(one) == fold(other)


def like(one: str, other: str) -> bool:
    """The same phrase within `LIKENESS`, or one inside the other with at least half of its length."""
    left, right = (_SOFT.sub("", _ALIAS.sub("", fold(value)).strip("。；;,:：")) for value in (one, other))
    if not left or not right:
        return left == right
    short, long = sorted((left, right), key=len)
    if short in long and len(short) >= HALF * len(long):
        return True
    return _ratio(left, right) >= LIKENESS


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if one and other else 0.0


def within(one: str, other: str) -> bool:
    """Equal once folded, or one inside the other: 通报 and 会议通报了 name one outcome."""
    short, long = sorted((fold(one), fold(other)), key=len)
    return bool(short) and short in long


def same_body(one: str, other: str) -> bool:
    """区政府 and 澜湖区人民政府 are one body, 区政府 and 区委常委会 are not."""
    short, long = sorted((_body(one), _body(other)), key=len)
    return bool(short) and long.endswith(short)


def _body(name: str) -> str:
    return fold(name).replace("人民政府", "政府").replace("管理委员会", "管委会").removeprefix("中共")


def same_label(one: str, other: str) -> bool:
    """Labels are the same without their marks: `一、` and `一`, `（一）` and `(一)`."""
    return _bare_label(one) == _bare_label(other)


def _bare_label(label: str) -> str:
    return fold(label).strip("、.,:;")


@dataclass(frozen=True, slots=True)
class Field:
    """One scored field: its name, how to list its values, and when two of them agree."""

    name: str
    values: Callable[[Json], Sequence[str]]
    agree: Callable[[str, str], bool] = same


def _plain(*path: str) -> Callable[[Json], Sequence[str]]:
    def values(record: Json) -> Sequence[str]:
        value: Any = record
        for key in path:
            value = value.get(key) if value else None
        if value in (None, "", False):
            return ()
        return [str(value)] if not isinstance(value, list) else [_name(one) for one in value]

    return values


def _name(one: str | Json) -> str:
    return one if isinstance(one, str) else str(one["name"])


def _with_unit(key: str) -> Callable[[Json], Sequence[str]]:
    return lambda record: [f"{one['unit']}|{one['name']}" for one in record[key] if one.get("unit")]


def _decided(key: str) -> Callable[[Json], Sequence[str]]:
    return _plain("decision", key)


def _outcomes(item: Json) -> Sequence[str]:
    return [str(one["outcome"]) for one in item["decisions"]]


def _directed(key: str) -> Callable[[Json], Sequence[str]]:
    def values(item: Json) -> Sequence[str]:
        found = (one.get(key) for one in item["directives"])
        flat = (value if isinstance(value, list) else [value] for value in found if value)
        return [str(_name(one)) for several in flat for one in several]

    return values


MEETING: tuple[Field, ...] = (
    Field("title", _plain("title")),
    Field("body", _plain("body"), same_body),
    Field("kind", _plain("kind"), like),
    Field("session", _plain("session")),
    Field("term", _plain("term")),
    Field("session_year", _plain("session_year")),
    Field("held_on", _plain("held_on")),
    Field("issued_on", _plain("issued_on")),
    Field("published_on", _plain("published_on")),
    Field("document_number", _plain("document_number")),
    Field("index_number", _plain("index_number")),
    Field("chair", _plain("chair", "name")),
    Field("chair_role", _plain("chair", "role"), like),
    Field("district", _plain("place", "district")),
    Field("city", _plain("place", "city")),
    Field("province", _plain("place", "province")),
    Field("venue", _plain("venue"), like),
    Field("present", _plain("present")),
    Field("present_units", _with_unit("present")),
    Field("in_attendance", _plain("in_attendance")),
    Field("in_attendance_units", _with_unit("in_attendance")),
    Field("invited", _plain("invited")),
    Field("apologies", _plain("apologies")),
    Field("recorder", _plain("recorder")),
)

ITEM: tuple[Field, ...] = (
    Field("item", lambda _: ["item"]),
    Field("label", _plain("label"), same_label),
    Field("item_title", _plain("title"), like),
    Field("item_kind", _plain("kind")),
    Field("actions", _plain("actions")),
    Field("reporting_units", _plain("reporting_units")),
    Field("presenters", _plain("presenters")),
    Field("documents", _plain("documents"), lambda one, other: same(one.strip("《》"), other.strip("《》"))),
    Field("body_absent", _plain("body_absent")),
    Field("outcome", _decided("outcome")),
    Field("all_outcomes", _outcomes),
    Field("outcome_text", _decided("outcome_text"), within),
    Field("decision_text", _decided("text"), like),
    Field("condition", _decided("condition"), like),
    Field("next_step", _decided("next_step"), like),
    Field("responsible_units", _decided("responsible_units")),
    Field("supporting_units", _decided("supporting_units")),
    Field("deadline", _decided("deadline"), like),
    Field("deadline_date", _decided("deadline_date")),
    Field("directives", _directed("text"), like),
    Field("directive_units", _directed("responsible_units")),
    Field("directive_supporting", _directed("supporting_units")),
    Field("directive_persons", _directed("responsible_persons")),
    Field("directive_deadlines", _directed("deadline_date")),
)


def aligned(expected: Sequence[Json], found: Sequence[Json]) -> list[tuple[Json | None, Json | None]]:
    """Items of gold and of the parse side by side, in order, the pairing with the highest total likeness."""
    best: list[list[float]] = [[0.0] * (len(found) + 1) for _ in range(len(expected) + 1)]
    for row, one in enumerate(expected, 1):
        for column, other in enumerate(found, 1):
            paired = best[row - 1][column - 1] + _kinship(one, other)
            best[row][column] = max(paired, best[row - 1][column], best[row][column - 1])
    pairs: list[tuple[Json | None, Json | None]] = []
    row, column = len(expected), len(found)
    while row or column:
        if row and (not column or best[row][column] == best[row - 1][column]):
            row -= 1
            pairs.append((expected[row], None))
        elif column and best[row][column] == best[row][column - 1]:
            column -= 1
            pairs.append((None, found[column]))
        else:
            row, column = row - 1, column - 1
            pairs.append((expected[row], found[column]))
    return pairs[::-1]


def _kinship(one: Json, other: Json) -> float:
    """How much two items are one: label, title and deciding sentence; too little is no pairing at all."""
    titles = [fold(str(item["title"] or "")) for item in (one, other)]
    texts = [fold(str((item["decision"] or {}).get("text", ""))) for item in (one, other)]
    labels = [str(item["label"] or "") for item in (one, other)]
    label = HALF if all(labels) and same_label(labels[0], labels[1]) else 0.0
    kinship = label + max(_ratio(titles[0], titles[1]), _ratio(texts[0], texts[1]))
    return kinship if kinship >= HALF else 0.0
