from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ingest.parse.sheets import reading

if TYPE_CHECKING:
    from ingest.minutes import Reading

HEAD = "青岚区人民政府第7次常务会议纪要\n2031年4月2日上午，区长闻远川主持召开区政府第7次常务会议。纪要如下：\n"
TAIL = "出席：闻远川、季若溪\n青岚区人民政府办公室\n2031年4月9日\n"


def labels(text: str) -> list[str | None]:
    return [item.label.value if item.label else None for item in only(reading(text)).items]


def only(read: Reading):  # type: ignore[no-untyped-def]  # noqa: ANN201 (Minutes; the tests read its fields)
    assert len(read.meetings) == 1
    return read.meetings[0]


def test_items_are_cut_at_ascending_labels() -> None:
    body = "一、审议《灯塔管理办法》\n会议原则同意该办法。\n二、听取河道治理汇报\n会议强调，一要清淤，二要截污。\n"
    assert labels(HEAD + body + TAIL) == ["一、", "二、"]


def test_inner_ordinals_are_no_items() -> None:
    body = "一、审议《灯塔管理办法》\n会议要求：\n（一）要清淤。\n（二）要截污。\n二、听取河道治理汇报\n（一）要快。\n"
    assert labels(HEAD + body + TAIL) == ["一、", "二、"]


def test_a_lone_label_that_names_a_matter_opens_an_item() -> None:
    head = HEAD.replace("纪要如下：", "")
    items = only(
        reading(head + "一、听取灯塔维护情况的汇报\n会议听取了区水务局的汇报。会议要求，要抓紧检修。\n" + TAIL)
    ).items
    assert [(item.label.value, item.title.value) for item in items] == [("一、", "听取灯塔维护情况的汇报")]


def test_an_agenda_up_front_is_not_the_agenda_items() -> None:
    front = "会议议程：\n1. 审议灯塔办法\n2. 听取河道汇报\n"
    body = "一、关于灯塔办法\n会议原则同意灯塔办法，由区水务局修改完善后印发。\n二、关于河道治理\n会议强调，要抓好落实，确保汛期安全。\n"
    assert labels(HEAD + front + body + TAIL) == ["一、", "二、"]


def test_a_title_without_body_stays_an_item() -> None:
    body = "一、审议《灯塔管理办法》\n会议原则同意该办法。\n二、听取信访工作情况汇报\n"
    items = only(reading(HEAD + body + TAIL)).items
    assert [item.body_absent for item in items] == [False, True]
    assert items[1].title.value == "听取信访工作情况汇报"


def test_circulated_items_follow_the_numbered_ones() -> None:
    body = "一、审议《灯塔管理办法》\n会议原则同意该办法。\n会议书面通报并原则同意区史志办提出的关于《年鉴》的汇报。\n会议还研究了其他事项。\n"
    assert [item.kind for item in only(reading(HEAD + body + TAIL)).items] == ["numbered", "circulated"]


def test_two_meetings_in_one_file_are_two() -> None:
    second = HEAD.replace("第7次", "第8次").replace("4月2日", "4月16日")
    body = "一、审议《灯塔管理办法》\n会议原则同意该办法。\n二、听取河道治理汇报\n会议强调，要抓好落实。\n"
    read = reading(HEAD + body + TAIL + second + body + TAIL)
    assert [one.session.value for one in read.meetings if one.session] == [7, 8]
    assert [len(one.items) for one in read.meetings] == [2, 2]


def test_every_span_of_every_field_is_inside_the_document() -> None:
    body = "一、审议《灯塔管理办法》\n会议原则同意该办法，由区水务局于5月底前印发。\n"
    minutes = only(reading(HEAD + body + TAIL))
    whole = len(minutes.document.text)
    for item in minutes.items:
        assert 0 <= item.span.start < item.span.end <= whole
        for decision in item.decisions:
            assert item.span.holds(decision.span)
            assert minutes.document.quote(decision.span).startswith("会议原则同意该办法")


def test_a_demand_is_not_a_decision_and_hearing_is_not_approval() -> None:
    body = "一、听取河道治理汇报\n会议听取了区水务局关于河道治理的汇报。会议要求，要征得沿线居民同意。\n"
    assert only(reading(HEAD + body + TAIL)).items[0].decisions == ()
