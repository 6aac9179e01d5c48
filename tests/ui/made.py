"""Answers made by hand over small documents: what the tests of the views draw."""

from __future__ import annotations

from ingest.records import Damage, Document, Span
from rag.records import Answer, Citation, Claim, MeetingRow, Refusal, RefusalKind, Status

TITLE = "澄溪区人民政府第7次常务会议纪要"
ITEM = "二、会议审议了《澄溪区河道管护办法》。会议指出，河道管护事关安全。会议原则同意该办法，由区水务局印发。"
TEXT = f"{TITLE}\n2024年3月5日\n一、会议听取了防汛准备情况汇报。\n{ITEM}\n三、其他事项。"
HOSTILE = '<script>window.hit=1</script><img src=x onerror="window.hit=1">[x](javascript:window.hit=1) **b** `c` $$d$$'


def document(text: str = TEXT, name: str = "chengxi-07.txt") -> Document:
    return Document(name, name, "text/plain", "0" * 64, text, "utf-8")


def span_of(part: str, text: str = TEXT) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def meeting(text: str = TEXT, title: str = TITLE, held_on: str | None = "2024-03-05", items: int = 3) -> MeetingRow:
    return MeetingRow(
        id="d1#1",
        document_id="d1",
        document_name="chengxi-07.txt",
        index=1,
        title=title,
        body="澄溪区人民政府",
        kind="常务会议",
        session=7,
        term=None,
        session_year=None,
        held_on=held_on,
        issued_on=None,
        published_on=None,
        document_number=None,
        index_number=None,
        district="澄溪区",
        city=None,
        province=None,
        venue=None,
        span=Span(0, len(text)),
        item_count=items,
    )


def citation(
    part: str = "会议原则同意该办法，由区水务局印发。", *, mark: int = 1, damage: tuple[Damage, ...] = ()
) -> Citation:
    return Citation(
        mark,
        "d1",
        "chengxi-07.txt",
        TITLE,
        "二、河道管护办法",
        span_of(part),
        part,
        context=span_of(ITEM),
        damage=damage,
    )


def answer(*, status: Status = "verbatim", text: str = "会议原则同意该办法。", notice: str | None = None) -> Answer:
    claim = Claim(text, (1,), status)
    return Answer("河道办法通过了吗？", (claim,), (citation(),), None, "decision", {}, "extractive", notice=notice)


def refusal(kind: RefusalKind = "not_recorded", message: str = "纪要没有记载地铁规划。") -> Answer:
    nearest = (citation("河道管护事关安全"),)
    return Answer("地铁呢？", (), (), Refusal(kind, message, nearest), "passage", {}, "extractive")
