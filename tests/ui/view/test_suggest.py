from __future__ import annotations

from dataclasses import replace

from ingest.records import Span
from rag.records import ItemRow
from tests.ui.made import meeting
from ui.view.suggest import suggestions

ITEM = ItemRow(
    "i1", "d1#1", "d1", 1, "numbered", "一、", 1, "审议《澄溪区河道管护办法》", title_inferred=False, title_span=None,
    actions=("审议",), reporting_units=("区水务局",), span=Span(0, 1), body_absent=False,
)  # fmt: skip


def test_questions_name_what_the_archive_holds() -> None:
    assert suggestions([meeting()], [ITEM]) == [
        "澄溪区人民政府第7次常务会议研究了哪些议题？",
        "会议对《澄溪区河道管护办法》作了什么决定？",
        "区水务局汇报了哪些事项？",
        "哪些议题获得原则同意？",
    ]


def test_the_newest_meeting_is_named() -> None:
    newer = replace(meeting(held_on="2025-01-02"), session=8)
    assert suggestions([meeting(), newer, meeting(held_on=None), meeting(held_on="XXXX-XX-24")], [])[0].startswith(
        "澄溪区人民政府第8次"
    )


def test_an_empty_archive_suggests_nothing() -> None:
    assert suggestions([], []) == []


def test_a_title_too_long_for_a_button_is_not_used() -> None:
    long = replace(meeting(title="关于" * 20), session=None)
    assert suggestions([long], []) == []
