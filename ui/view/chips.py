"""The filters a question was read with, and the range it was held to, as small labels below the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.i18n import say
from ui.view.cards import day
from ui.view.plain import squeezed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ui.i18n import Language

NAMES = {
    "places": "filter.places",
    "strangers": "filter.places",
    "bodies": "filter.bodies",
    "sessions": "filter.sessions",
    "kinds": "filter.kinds",
    "periods": "filter.dates",
    "on": "filter.dates",
    "recency": "filter.dates",
    "beside": "filter.sessions",
    "units": "filter.units",
    "people": "filter.people",
    "posts": "filter.posts",
    "documents": "filter.documents",
    "outcomes": "filter.outcomes",
    "terms": "filter.terms",
    "session_years": "filter.years",
    "document_numbers": "filter.numbers",
    "next_steps": "filter.steps",
    "actions": "filter.actions",
    "due": "filter.due",
}
"""What people call each filter of `Query.filters`; one that is not here shows its values alone."""
WORDS = {
    "latest": "filter.latest",
    "earliest": "filter.earliest",
    "next": "filter.next",
    "previous": "filter.previous",
}
FIRST, LAST = "0001", "9999"  # years that leave a period open


def chips(filters: Mapping[str, Sequence[str]], lang: Language | None = None) -> list[tuple[str, str]]:
    """Each filter as (what it is called, its values), in the order in which the question reads them.

    >>> chips({"places": ["澄溪区"], "sessions": ["7"]}, "zh")
    [('地区', '澄溪区'), ('会次', '第7次')]
    """
    named = [(say(NAMES[name], lang) if name in NAMES else "", name, values) for name, values in filters.items()]
    return [(label, "、".join(_value(name, one, lang) for one in values)) for label, name, values in named if values]


def _value(name: str, value: str, lang: Language | None) -> str:
    if value in WORDS:
        return say(WORDS[value], lang)
    if name in {"sessions", "terms"}:
        return say("filter.session" if name == "sessions" else "filter.term", lang, n=value)
    if name == "periods":
        return _period(value, lang)
    return day(value) if name in {"on", "due"} else squeezed(value)


def _period(value: str, lang: Language | None) -> str:
    first, _, last = value.partition("/")
    if first == last:
        return first
    if last.startswith(LAST):
        return say("filter.since", lang, first=first)
    if first.startswith(FIRST):
        return say("filter.until", lang, last=last)
    if first[4:] == "-01-01" and last == f"{first[:4]}-12-31":
        return first[:4]
    return say("filter.period", lang, first=first, last=last)
