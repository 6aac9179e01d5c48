from __future__ import annotations

from dataclasses import replace

from ingest.clean.traced import Traced
from ingest.records import AgendaItem, Damage, Decision, Fact, Minutes, PartialDate, Person, Quality, Removal, Span
from tests.ui.made import ITEM, TEXT, TITLE, answer, citation, document, refusal, span_of
from ui.view.plain import answer_text, citation_line, document_text, minutes_text, printable, squeezed


def test_an_answer_is_its_lines_with_marks_then_the_evidence() -> None:
    start = TEXT.index("会议原则同意该办法")
    assert answer_text(answer()).split("\n") == [
        "会议原则同意该办法。[1]",
        "",
        "依据：",
        f"[1] 《{TITLE}》 二、河道管护办法 · “会议原则同意该办法，由区水务局印发。” ({start}–{start + 18})",
    ]


def test_a_refusal_names_its_kind_and_the_nearest_passages() -> None:
    drawn = answer_text(refusal())
    assert drawn.startswith("未作回答（纪要未记载）：纪要没有记载地铁规划。")
    assert "“河道管护事关安全”" in drawn


def test_a_notice_comes_first() -> None:
    assert answer_text(answer(notice="模型没有应答，以下摘自原文")).startswith("提示：模型没有应答")


def test_a_page_is_named() -> None:
    assert "第3页" in citation_line(replace(citation(), page=3))


def test_nothing_in_a_document_can_steer_a_terminal() -> None:
    assert printable("同\x1b]0;x\x07意\u202e\n下一行\u3000") == "同�]0;x�意�\n下一行\u3000"
    assert squeezed("a\x1b[2J\n\n b") == "a�[2J b"


def test_a_meeting_is_shown_with_what_was_wrong_with_its_text() -> None:
    item = AgendaItem(
        ordinal=2,
        span=span_of(ITEM),
        kind="numbered",
        label=Fact("二、", span_of("二、")),
        number=2,
        title=Fact("审议河道管护办法", reason="首句"),
        reporting_units=(Fact("区水务局", span_of("区水务局")),),
        decisions=(
            Decision(
                span_of("会议原则同意该办法，由区水务局印发。"), "原则同意", Fact("原则同意", span_of("原则同意"))
            ),
        ),
    )
    bare = replace(item, ordinal=3, label=None, title=None, decisions=(), reporting_units=(), body_absent=True)
    damaged = (Damage("mojibake", span_of("防汛"), None),)
    minutes = Minutes(
        document(),
        1,
        Span(0, len(TEXT)),
        Traced.of(TEXT),
        Quality("utf-8", (Removal("chrome", Span(0, 5)), Removal("chrome", Span(6, 8))), damaged, ("venue", "odd")),
        items=(item, bare),
        title=Fact("澄溪区人民政府第7次常务会议纪要", Span(0, 16)),
        held_on=Fact(PartialDate(2024, 3, 5), span_of("2024年3月5日")),
        session=Fact(7, Span(0, 1)),
        chair=Person("程潮", Span(0, 1), role="区长"),
    )
    lines = minutes_text(minutes).split("\n")
    assert lines[0] == "《澄溪区人民政府第7次常务会议纪要》"
    assert "  召开日期：2024-03-05" in lines
    assert "  主持：程潮（区长）" in lines
    assert "二、审议河道管护办法（推定）" in lines
    assert "  决定：【原则同意】“会议原则同意该办法，由区水务局印发。”" in lines
    assert "  只有标题，没有正文" in lines
    assert "  略去：网页外围 7 字" in lines
    assert any(line.startswith("  受损：防汛 （无法确定原文）") for line in lines)
    assert "  未载：地点、odd" in lines


def test_a_document_is_shown_with_its_meetings() -> None:
    from tests.ui.made import meeting

    assert document_text("a\x1b.txt", "d1", 12, [meeting(held_on=None)]).split("\n") == [
        "a�.txt  （d1，12 字）",
        "  日期不详    《澄溪区人民政府第7次常务会议纪要》  3 项",
    ]
