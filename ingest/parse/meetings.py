"""One cleaned document to its meetings: most have one, some hold two."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.parse import header, particulars, places
from ingest.parse.agenda import Layout, layout
from ingest.parse.attendance import listed
from ingest.parse.days import Days, days
from ingest.parse.items import Setting, item
from ingest.parse.reports import overview
from ingest.parse.sheet import Sheet
from ingest.parse.turns import turns
from ingest.records import Minutes, Quality

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.clean.traced import Traced
    from ingest.parse.header import Naming
    from ingest.records import Document, Fact, PartialDate, Place

_LEAD = re.compile(
    r"(?m)^[ \t]*(?!会议(?:还|研究|一致)?(?:决定|同意|议定|明确|原则|通过))(?=[^\n]{0,140}(?:召开|举行))(?=[^\n]{0,60}(?:[0-9一二三四五六七八九十○〇]\s?[年月日]|今天|昨天))[^\n]{0,160}(?:常务会|办公会|专题会|党组会|全体会|会议)"
)
_TIME_LABEL = re.compile(r"(?m)^[ \t]*(?:[一壹]、)?(?:会议)?时\s*间\s*[:：]")
_HEAD_LINE = re.compile(
    r"会\s?议|纪\s?要|纪录|〔20[0-9]{2}〕|^[（(]?第.{1,6}[期号次][)）]?$|办公室|^[12][0-9]{3}年|^20[0-9]{2}-"
)
_BETWEEN = re.compile(
    r"(?m)^[ \t]*(?:出\s*席|列\s*席|主\s*持|记\s*录|[一二]、|[（(]一[)）]|会议(?:听取|审议|研究|原则同意))"
)
_TRADITIONAL_SHARE = 0.05
"""Share of characters that simplification changes, above which a source counts as traditional: running
traditional text changes about a third, simplified text with a rare name far below a hundredth."""

_GENERIC_BODY = re.compile(r"[省市区县](?:人民)?政府")
_OFFICE = re.compile("人民政府|政府办公室|党政办公室|委员会|[省市区县]议会")
_TITLE_MARK = re.compile(r"^[【\[][^】\]]{1,8}[】\]]")
_OFFICE_LABEL = re.compile(r"(?:主办单位|发布机构|发布单位|公开机构)\s*[:：|]*\s*")
_SAMPLE = 3_000
"""Characters that are enough to tell the script."""
_PIECE = 60
"""Characters of it that are compared at once."""

ABSENT = (
    "title",
    "body",
    "kind",
    "session",
    "held_on",
    "issued_on",
    "published_on",
    "document_number",
    "chair",
    "present",
    "items",
)
"""The fields whose absence the quality report names."""


def meetings(document: Document, reading: Traced, quality: Quality) -> tuple[Minutes, ...]:
    """Every meeting that the reading records, in order; none where no meeting is found."""
    traditional = is_traditional(document.text, reading)
    local = places.local(reading.text)
    found: list[Minutes] = []
    for start, end in _split(reading.text):
        sheet = Sheet(document, reading.cut(start, end), traditional, local)
        one = _meeting(sheet, len(found) + 1, quality)
        if one is not None:
            found.append(one)
    return tuple(found)


def is_traditional(source: str, reading: Traced) -> bool:
    """In which script the source is written, by how much of it simplification has changed."""
    seen = min(len(reading), _SAMPLE)
    original, read = reading.original(source, 0, seen), reading.text[:seen]
    if original == read:
        return False
    enough = _TRADITIONAL_SHARE * max(1, seen)
    changed = 0
    for at in range(0, seen, _PIECE):
        changed += _changed(original[at : at + _PIECE], read[at : at + _PIECE])
        if changed > enough:
            return True
    return False


def _changed(original: str, read: str) -> int:
    """How many characters of a piece are read as others; most pieces are read as they stand."""
    if original == read:
        return 0
    return sum("\u3400" <= one <= "\u9fff" for one, two in zip(original, read, strict=True) if one != two)


def _split(text: str) -> list[tuple[int, int]]:
    """Where each meeting's part begins: at a later lead sentence, with the heading lines right above it."""
    starts = [0]
    for pattern in (_LEAD, _TIME_LABEL):
        leads = [match.start() for match in pattern.finditer(text)]
        for before, at in pairwise(leads):
            if _BETWEEN.search(text, before + 1, at):
                starts.append(_with_heading(text, at))
    starts = sorted(set(starts))
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _with_heading(text: str, at: int) -> int:
    start = at
    while start > 0:
        line_start = text.rfind("\n", 0, start - 1) + 1
        line = text[line_start : start - 1].strip()
        if line and (
            len(line) > 60
            or not _HEAD_LINE.search(line)
            or "。" in line
            or re.match(r"(?:记|主|列|出)\s*(?:录|持|席)", line)
        ):
            break
        start = line_start
    return start


def _meeting(sheet: Sheet, index: int, quality: Quality) -> Minutes | None:
    drawn = layout(sheet)
    head = _head_end(sheet, drawn)
    named = header.naming(sheet, head)
    if named.kind is None and named.title is None and not _met(sheet, drawn):
        return None
    last = drawn.blocks[-1].end if drawn.blocks else len(sheet.text)
    when = days(sheet, header.lead(sheet, head), last, named.session_year, named.title)
    setting = Setting(_reckoned_from(when), overview(sheet, 0, drawn.header_end), drawn.settled)
    recorded, present = listed(sheet, drawn.lists, "recorder"), listed(sheet, drawn.lists, "present")
    where = places.place(sheet.text, sheet.span, _bodies(sheet, named))
    minutes = Minutes(
        document=sheet.document,
        index=index,
        span=sheet.span(0, len(sheet.text)),
        reading=sheet.reading,
        quality=quality,
        items=tuple(item(sheet, block, at, setting) for at, block in enumerate(drawn.blocks, 1)),
        title=named.title,
        body=_full_body(sheet, named.body, where),
        kind=named.kind,
        session=named.session,
        term=named.term,
        session_year=named.session_year,
        held_on=when.held,
        issued_on=when.issued,
        published_on=when.published,
        document_number=particulars.document_number(sheet),
        index_number=particulars.index_number(sheet),
        chair=particulars.chair(sheet, head, listed(sheet, drawn.lists, "chair")) or particulars.presiding(present),
        place=where,
        venue=particulars.venue(sheet, head),
        present=present,
        in_attendance=listed(sheet, drawn.lists, "in_attendance"),
        invited=listed(sheet, drawn.lists, "invited"),
        apologies=listed(sheet, drawn.lists, "apologies"),
        recorder=recorded[0] if recorded else None,
    )
    return _with_absent(minutes)


def _met(sheet: Sheet, drawn: Layout) -> bool:
    """Whether a text that names no meeting records one all the same."""
    return "会议" in sheet.text and bool(drawn.blocks or turns(sheet.text))


def _full_body(sheet: Sheet, body: Fact[str] | None, where: Place | None) -> Fact[str] | None:
    """区政府 by its full name, where the text states it: 青洲市澜湖区人民政府."""
    if body is not None and body.value.endswith(("镇", "乡")):
        whole = sheet.text.find(f"{body.value}人民政府")
        return sheet.fact(whole, whole + len(body.value) + len("人民政府")) if whole >= 0 else body
    if body is not None and body.value.endswith(("党委", "党工委")):
        short = body.value.removeprefix("中共").removesuffix("党委").removesuffix("党工委")
        formal = f"中共{short}{'工作' if body.value.endswith('工委') else ''}委员会"
        whole = sheet.text.find(formal)
        return sheet.fact(whole, whole + len(formal)) if whole >= 0 else body
    if body is None or where is None or not _GENERIC_BODY.fullmatch(body.value):
        return body
    name = {"区": where.district, "县": where.district, "市": where.district or where.city, "省": where.province}.get(
        body.value[0]
    )
    if not name or not name.endswith(body.value[0]):
        return body
    above = f"(?:{where.city})?" if where.city and where.city != name else ""
    found = max(re.finditer(f"{above}{name}人民政府", sheet.text), key=lambda one: len(one.group()), default=None)
    return sheet.fact(*found.span()) if found else body


def _reckoned_from(when: Days) -> PartialDate | None:
    """The day from which a deadline without a year is reckoned: held, else issued, else published."""
    known = [fact.value for fact in (when.held, when.issued, when.published) if fact is not None]
    return next((date for date in known if date.year is not None), known[0] if known else None)


def _head_end(sheet: Sheet, drawn: Layout) -> int:
    """The head reaches to the first item or speech; without numbered items it takes in the whole lead sentence."""
    said = turns(sheet.text)
    if said and (not drawn.blocks or said[0].start <= drawn.header_end):
        return max(said[0].start, 1)
    if not drawn.blocks:
        return len(sheet.text)
    if drawn.blocks[0].label is not None:
        return max(drawn.header_end, 1)
    stop = sheet.text.find("。", drawn.header_end)
    return stop + 1 if stop >= 0 else len(sheet.text)


def _bodies(sheet: Sheet, named: Naming) -> Iterator[str]:
    """Texts that name the body, best first; the lines of offices are looked through only where a better one fails."""
    yield from (_TITLE_MARK.sub("", fact.value) for fact in (named.body, named.title) if fact)
    for first, last in sheet.lines:
        if last - first <= 40 and _OFFICE.search(sheet.text, first, last):
            yield _OFFICE_LABEL.sub("", sheet.text[first:last]).strip()


def _with_absent(minutes: Minutes) -> Minutes:
    from dataclasses import replace

    absent = tuple(name for name in ABSENT if not getattr(minutes, name))
    return replace(minutes, quality=replace(minutes.quality, absent=absent))
