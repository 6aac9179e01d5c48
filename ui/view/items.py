"""Items that were found as cards, and a matter over time as a chart with the words of each meeting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.clean.script import simplified
from rag.report.items import PAGE
from ui.export.wording import date_words, item_head
from ui.i18n import say
from ui.view.chart import Point, timeline_svg
from ui.view.markup import safe
from ui.view.parts import TONES, empty_html, mark_html, outcome_html, pager_html, quiet
from ui.view.plain import squeezed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.report.items import ItemEntry, ItemHit, ItemsFound
    from rag.report.records import Event, Timeline
    from ui.i18n import Language

CHIPS = 12
"""Recurring matters that are offered at once."""


def found_html(found: ItemsFound, words: str, page: int, lang: Language | None = None) -> str:
    """A page of hits under how many there are; `page` counts from 1."""
    if not found.hits:
        return empty_html(say("items.nothing", lang))
    told = say("items.near" if found.near else "items.total", lang, total=found.total)
    cards = "".join(_hit(one, words, lang) for one in found.hits)
    pager = pager_html(page, -(-found.total // PAGE), lang)
    return f'<p class="jr-count">{safe(told)}</p><div class="jr-hits">{cards}</div>{pager}'


def _hit(hit: ItemHit, words: str, lang: Language | None) -> str:
    entry, mark = hit.entry, hit.citation.mark
    title = lit(squeezed(item_head(entry.item)), words)
    badges = "".join(outcome_html(one) for one in entry.values["outcomes"])
    bare = quiet(say("report.no_body", lang)) if entry.item.body_absent else ""
    held = date_words(entry.meeting.held_on, lang) if entry.meeting.held_on else say("list.undated", lang).strip()
    units = "、".join(entry.values["units"][:4])
    where = "".join(f"<span>{safe(squeezed(one))}</span>" for one in (held, hit.citation.meeting, units) if one)
    quote = lit(squeezed(hit.citation.quote), words)
    return (
        f'<article class="jr-hit"><header><h4>{title}</h4>{badges}</header><div class="jy-item">{where}</div>'
        f'<p class="jr-quote">{quote}{mark_html(mark, "q:")}</p>{bare}<footer>'
        f'<button type="button" class="jr-link" data-pick="q:{mark}">{safe(say("items.show", lang))}</button>'
        f"{_steps(entry, mark, lang)}</footer></article>"
    )


def _steps(entry: ItemEntry, mark: int, lang: Language | None) -> str:
    if not entry.item.title:
        return ""
    text = safe(say("items.steps", lang))
    return f'<button type="button" class="jr-link" data-pick="m:{mark}">{text}</button>'


def lit(text: str, words: str) -> str:
    """A text with the words that were looked for marked, in whichever script they were typed.

    >>> lit("<整治河道>", "河道")
    '&#60;整治<mark>河道</mark>&#62;'
    """
    wanted = [re.escape(word) for word in simplified(words).split()]
    plain = simplified(text)
    if not wanted or len(plain) != len(text):
        return safe(text)
    found, at = "", 0
    for match in re.finditer("|".join(wanted), plain, re.IGNORECASE):
        found += safe(text[at : match.start()]) + f"<mark>{safe(text[match.start() : match.end()])}</mark>"
        at = match.end()
    return found + safe(text[at:])


def chips_html(matters: Sequence[tuple[str, int]], lang: Language | None = None) -> str:
    """Matters that several meetings took up, to click on; nothing where there is none. Picked by their place."""
    if not matters:
        return ""
    chips = "".join(
        f'<button type="button" class="jr-chip" data-pick="{at}">'
        f"{safe(say('items.times', lang, matter=squeezed(matter), count=count))}</button>"
        for at, (matter, count) in enumerate(matters[:CHIPS])
    )
    return f'<div class="jr-chips"><span>{safe(say("items.recurring", lang))}</span>{chips}</div>'


def timeline_html(timeline: Timeline, lang: Language | None = None) -> str:
    """The chart of a matter and under it what each meeting did, the earliest first."""
    close = f'<button type="button" class="jr-link" data-pick="close">{safe(say("items.close", lang))}</button>'
    head = f"<header><h3>{safe(squeezed(say('report.timeline_of', lang, matter=timeline.matter)))}</h3>{close}</header>"
    if not timeline.events:
        return f'<section class="jr-timeline">{head}{empty_html(say("report.nothing", lang))}</section>'
    points = [_point(one, at, lang) for at, one in enumerate(timeline.events, 1) if _year(one)]
    title = say("items.chart", lang, matter=squeezed(timeline.matter))
    chart = timeline_svg(points, title) if points else ""
    undated = len(timeline.events) - len(points)
    told = say("report.why", lang, why=timeline.why) if timeline.why else ""
    if undated:
        told += f"　{say('items.undated', lang, count=undated)}"
    events = "".join(_event(one, at, lang) for at, one in enumerate(timeline.events, 1))
    why = f'<p class="jr-why">{safe(squeezed(told))}</p>'
    return f'<section class="jr-timeline">{head}{chart}<ol class="jr-events">{events}</ol>{why}</section>'


def _year(event: Event) -> bool:
    return (event.meeting.held_on or "")[:4].isdigit()


def _point(event: Event, mark: int, lang: Language | None) -> Point:
    held = event.meeting.held_on or ""
    told = " ".join((date_words(held, lang), squeezed(_meeting(event)), event.outcome or ""))
    return Point(held, TONES.get(event.outcome or "", "none"), told.strip(), f"t:{mark}")


def _meeting(event: Event) -> str:
    return event.citations[0].meeting if event.citations else event.meeting.title


def _event(event: Event, mark: int, lang: Language | None) -> str:
    held = date_words(event.meeting.held_on, lang) if event.meeting.held_on else say("list.undated", lang).strip()
    badge = outcome_html(event.outcome) if event.outcome else ""
    where = f"{squeezed(_meeting(event))} {squeezed(item_head(event.item))}"
    return (
        f'<li><div><strong>{safe(held)}</strong>{badge}</div><div class="jy-item">{safe(where)}</div>'
        f"<p>{safe(squeezed(event.what.text))}{mark_html(mark, 't:')}</p></li>"
    )
