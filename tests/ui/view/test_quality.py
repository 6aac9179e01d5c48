from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from ingest.records import Damage, Quality, Removal, Span
from tests.ui.made import TEXT, document, span_of
from ui.view.library import Held, documents_html
from ui.view.quality import AROUND, MOST, WHOLE, Checked, report_html

HELD = Held("d1", "chengxi-07.txt", ("第7次会议",), 3, ("2024-03-05",), 0, 0, ("另一份.html",))


def drawn(text: str, quality: Quality) -> str:
    return report_html(Checked(HELD, document(text), quality, "2024-04-01T00:00:00Z"), "zh")


def shown(report: str) -> str:
    body = report.partition('<div class="jy-text">')[2]
    return re.sub(r"<[^>]+>", "", re.sub(r"<i>.*?</i>", "", body).replace("<br>", "\n"))


def test_a_short_document_is_shown_whole_with_its_marks_in_place() -> None:
    quality = Quality(
        "gb18030",
        (Removal("spam", span_of("防汛准备")), Removal("private", span_of("其他事项"))),
        (Damage("byte_slip", span_of("水务"), "水务"), Damage("lost", span_of("河道"))),
        ("venue",),
    )
    report = drawn(TEXT, quality)
    assert '<del class="jy-gone" title="广告">防汛准备</del>' in report
    assert "读作“水务”" in report
    assert "无法确定原文" in report
    assert "其他事项" not in report, "a private number is held back here too"
    assert shown(report) == TEXT.replace("其他事项", "••••")
    assert "广告 1 处、联系方式 1 处" in report
    assert "编码错位 1 处、字符丢失 1 处" in report
    assert "与“另一份&#46;html”记的是同一次会议" in report


def test_a_long_document_is_shown_around_its_marks_with_what_was_left_out_counted() -> None:
    text = "甲" * WHOLE + "坏字" + "乙" * WHOLE
    report = drawn(text, Quality("utf-8", (), (Damage("lost", Span(WHOLE, WHOLE + 2)),)))
    skipped = f"…… 略 {WHOLE - AROUND} 字 ……"
    assert shown(report) == f"{skipped}{'甲' * AROUND}坏字{'乙' * AROUND}{skipped}"


def test_a_long_document_without_a_mark_shows_its_beginning() -> None:
    assert shown(drawn("甲" * (WHOLE + 200), Quality("utf-8"))).startswith("甲" * AROUND * 2 + "…… 略")


def test_thousands_of_marks_are_counted_and_not_all_drawn() -> None:
    text = "甲乙" * 20_000
    removed = tuple(Removal("pinyin", Span(at, at + 1)) for at in range(0, len(text), 4))
    report = drawn(text, Quality("utf-8", removed))
    assert MOST <= report.count("<del") < MOST + AROUND, "and what lies between them"
    assert f"后面还有 {len(removed) - MOST} 处标记未显示" in report
    assert f"注音 {len(removed)} 处" in report


def test_the_table_names_each_document_to_be_picked_and_points_out_the_same_meeting() -> None:
    table = documents_html([HELD], "zh")
    assert 'data-pick="d1"' in table
    assert "重复" in table
    assert "另一份" in table


def test_the_table_counts_what_is_wrong_in_the_readers_language() -> None:
    hurt = replace(HELD, damaged=2, removed=30)
    assert "受损 2 处；剔除 30 字" in unescape(documents_html([hurt], "zh"))
    english = unescape(documents_html([hurt], "en"))
    assert "2 damaged; 30 characters passed over" in english
    assert "受损" not in english
    assert "nothing wrong" in documents_html([HELD], "en")
