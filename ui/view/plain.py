"""Answers, meetings and documents as lines for a terminal; control characters of a document never reach it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.i18n import knows, say
from ui.view.cards import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.records import AgendaItem, Fact, Minutes, Person
    from rag.records import Answer, Citation, MeetingRow
    from ui.i18n import Language


KEPT = "\n\t\xa0\u2002\u2003\u3000"


def field_name(name: str, lang: Language | None = None) -> str:
    """A field of the records as people call it; one that has no such name, as it is written."""
    return say(f"field.{name}", lang) if knows(f"field.{name}") else name


def printable(text: str) -> str:
    r"""The text with every control character but line breaks, tabs and wide blanks made visible as `�`.

    >>> printable("审议\x1b[2J通过")
    '审议�[2J通过'
    """
    return "".join(sign if sign.isprintable() or sign in KEPT else "�" for sign in text)


def squeezed(text: str) -> str:
    r"""The text on one line, runs of blanks as one, control characters made visible.

    >>> squeezed("出  席：\n  甲")
    '出 席： 甲'
    """
    return " ".join(printable(text).split())


def answer_text(answer: Answer) -> str:
    """The answer with its marks, then what each mark stands for; a refusal with its kind and what lies nearest."""
    lines = [say("answer.notice", text=squeezed(answer.notice))] if answer.notice else []
    if answer.refusal is None:
        lines += [printable(answer.text), "", say("answer.evidence")]
        lines += [citation_line(one) for one in answer.citations]
        return "\n".join(lines)
    kind = say(f"refusal.{answer.refusal.kind}")
    lines.append(say("answer.refused", kind=kind, why=printable(answer.refusal.message)))
    if answer.refusal.nearest:
        lines += ["", say("answer.nearest")]
        lines += [citation_line(one) for one in answer.refusal.nearest]
    return "\n".join(lines)


def citation_line(citation: Citation) -> str:
    """`[1] 《…纪要》 三、… · “quote” (start–end)`: the quote on one line, its place in code points."""
    where = f"[{citation.mark}] 《{squeezed(citation.meeting or citation.document)}》"
    item = f" {squeezed(citation.item)}" if citation.item else ""
    page = " " + say("answer.page", page=citation.page) if citation.page is not None else ""
    return f"{where}{item}{page} · “{squeezed(citation.quote)}” ({citation.span.start}–{citation.span.end})"


def document_text(name: str, document_id: str, characters: int, meetings: Sequence[MeetingRow]) -> str:
    """A document of the archive, with its id, and a line for each meeting in it."""
    lines = [say("list.document", name=squeezed(name), id=document_id, characters=characters)]
    for one in meetings:
        date = day(one.held_on) if one.held_on else say("list.undated")
        lines.append(say("list.meeting", date=date, title=squeezed(one.title), items=one.item_count))
    return "\n".join(lines)


def minutes_text(minutes: Minutes) -> str:
    """One meeting as read: header, people, items with their decisions, then what was wrong with the text."""
    title = squeezed(minutes.title.value) if minutes.title else say("parse.untitled")
    lines = [f"《{title}》", *_header(minutes), *_people(minutes)]
    for item in minutes.items:
        lines += _item(item, minutes)
    return "\n".join([*lines, *_quality(minutes)])


def _header(minutes: Minutes) -> list[str]:
    dates = {"held_on": minutes.held_on, "issued_on": minutes.issued_on, "published_on": minutes.published_on}
    facts: dict[str, Fact[str] | Fact[int] | None] = {
        "body": minutes.body,
        "kind": minutes.kind,
        "term": minutes.term,
        "session_year": minutes.session_year,
        "session": minutes.session,
        "document_number": minutes.document_number,
        "index_number": minutes.index_number,
        "venue": minutes.venue,
    }
    rows = {name: str(fact.value) for name, fact in facts.items() if fact is not None}
    rows |= {name: fact.value.iso for name, fact in dates.items() if fact is not None}
    if minutes.place is not None:
        parts = (minutes.place.province, minutes.place.city, minutes.place.district)
        rows["place"] = " ".join(part for part in parts if part)
    lines = [_row(name, value) for name, value in rows.items()]
    return [_row("source", minutes.document.source), *lines]


def _row(name: str, value: str) -> str:
    return f"  {say(f'field.{name}')}：{squeezed(value)}"


def _people(minutes: Minutes) -> list[str]:
    lists = {
        "chair": (minutes.chair,),
        "present": minutes.present,
        "in_attendance": minutes.in_attendance,
        "invited": minutes.invited,
        "apologies": minutes.apologies,
        "recorder": (minutes.recorder,),
    }
    return [_row(name, _names(one for one in people if one)) for name, people in lists.items() if any(people)]


def _names(people: Iterable[Person]) -> str:
    return "、".join(f"{one.name}（{one.role or one.unit}）" if one.role or one.unit else one.name for one in people)


def _item(item: AgendaItem, minutes: Minutes) -> list[str]:
    label = item.label.value if item.label else f"{item.ordinal}."
    title = item.title.value if item.title else say("parse.untitled_item")
    inferred = say("parse.inferred") if item.title and item.title.span is None else ""
    gap = "" if label.endswith(("、", "）", "：")) else " "
    lines = ["", squeezed(label + gap + title) + inferred]
    if item.body_absent:
        lines.append("  " + say("parse.no_body"))
    lines += _facts("actions", item.actions) + _facts("reporting_units", item.reporting_units)
    for decision in item.decisions:
        quote = squeezed(minutes.document.quote(decision.span))
        lines.append(f"  {say('field.decision')}：{say('parse.outcome', outcome=decision.outcome)}“{quote}”")
    for directive in item.directives:
        lines.append(f"  {say('field.directive')}：“{squeezed(minutes.document.quote(directive.span))}”")
    return lines


def _facts(name: str, facts: Sequence[Fact[str]]) -> list[str]:
    return [_row(name, "、".join(fact.value for fact in facts))] if facts else []


def _noise(kind: str) -> str:
    return say(f"noise.{kind}") if knows(f"noise.{kind}") else kind


def _quality(minutes: Minutes) -> list[str]:
    """What cleaning passed over (by kind), what it could not prove, and what the text does not say."""
    quality, kinds = minutes.quality, dict[str, int]()
    for removal in quality.removed:
        kinds[removal.kind] = kinds.get(removal.kind, 0) + len(removal.span)
    removed = "、".join(say("parse.removed", kind=_noise(kind), count=count) for kind, count in kinds.items())
    lines = ["", say("parse.quality"), _row("encoding", quality.encoding or say("parse.container"))]
    lines.append(_row("removed", removed or say("parse.nothing")))
    for one in quality.damaged:
        reading = say("parse.reading", reading=one.reading) if one.reading else say("parse.unreadable")
        lines.append(_row("damaged", f"{minutes.document.quote(one.span)} {reading} ({one.span.start}–{one.span.end})"))
    absent = "、".join(field_name(name) for name in quality.absent)
    lines.append(_row("absent", absent or say("parse.nothing")))
    return lines
