"""The whole of cleaning: it raises nothing, its spans hold, and clean text comes through."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.clean import clean
from ingest.clean.script import simplified, traditional
from ingest.records import Document

if TYPE_CHECKING:
    from ingest.clean import Cleaned

MINUTES = Path(__file__).parents[4] / "shared" / "minutes"
TWINS = sorted((MINUTES / "noisy_twins").glob("*.txt"))

PLAIN = """某区政府第3次常务会议纪要

2024年3月5日上午，区长甲某某主持召开区政府第3次常务会议。现纪要如下：

一、会议听取了区发展改革局关于“十四五”规划《纲要》中期评估情况的汇报
会议指出，1—2月份全区生产总值增长5.2%，完成投资1,234.5万元（含续建项目17个）。怎么看？关键看实效。
会议原则同意评估报告，由区发展改革局修改完善后，于3月底前提请区委常委会审议。

二、会议审议了《某区供水管理办法》
会议要求，一要压实责任；二要加强协作。热线12345、12319要保持畅通。

出席：甲某某 乙  某 丙某某
列席：丁某某 戊  某
记录：己某某

某区人民政府办公室
2024年3月8日
"""

NOISE = st.sampled_from(
    [
        *[
            "区(qū)",
            "?！笆奈濉遍_",
            "首页>政务公开",
            "2024318上午",
            "??",
            "�",
            "上一篇：",
            "久久在线",
            "13900001111",
            "<p>",
            "&nbsp;",
            "。",
            "（一）",
            "会议",
        ],
        *["相关阅读", "索引号：", "著", "字号：大中", "17月份", "ICP备", "@", "１２", "\n", "\n— 3 —\n", "\u3000", " "],
    ]
)
WIDENED = {",": "，", ";": "；", ":": "："}
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.one_of(NOISE, st.text(max_size=5)), max_size=40).map("".join))


def cleaned(text: str) -> Cleaned:
    return clean(Document("memory:甲", "甲", "text/plain", "0" * 64, text))


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_is_read_and_every_span_stands_in_it(text: str) -> None:
    result = cleaned(text)
    reading = result.reading
    spans = [reading.span(at, at + 1) for at in range(len(reading))]
    assert all(span.end <= len(text) for span in spans)
    assert all(one.start <= two.start and one.end <= two.end for one, two in pairwise(spans))
    for found in (result.removed, result.damaged):
        starts = [one.span.start for one in found]
        assert starts == sorted(starts)
        assert all(one.span.end <= len(text) for one in found)
    assert not any(one.span.touches(two.span) for one, two in pairwise(result.damaged))


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_character_that_cleaning_left_alone_is_the_one_in_the_document(text: str) -> None:
    result = cleaned(text)
    mended = [one.span for one in result.damaged]
    for at, char in enumerate(result.reading.text):
        span = result.reading.span(at, at + 1)
        if len(span) == 1 and not any(one.touches(span) for one in mended):
            folded = cleaned(text[span.start : span.end]).reading.text
            assert char in {folded, *WIDENED.get(folded, ""), " ", "\n", "着", simplified(text[span.start : span.end])}


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="會議審議關於後裡著雲國𠀋鵾a1 。"))
def test_simplifying_keeps_length(text: str) -> None:
    assert len(simplified(text)) == len(text)


def test_clean_minutes_come_through_unchanged() -> None:
    result = cleaned(PLAIN)
    assert result.reading.text == PLAIN
    assert not result.removed
    assert not result.damaged


def test_traditional_minutes_differ_in_script_only() -> None:
    result = cleaned(traditional(PLAIN))
    assert result.reading.text == PLAIN
    assert not result.removed
    assert not result.damaged


def test_cleaning_twice_changes_nothing_more() -> None:
    once = cleaned("首页 > 政务公开\n" + PLAIN + "\n打印 关闭\n上一篇：某通知").reading.text
    assert _squeezed(cleaned(once).reading.text) == _squeezed(once) == _squeezed(PLAIN)


def test_a_text_longer_than_one_chunk_is_simplified_whole() -> None:
    text = "會議聽取了區民政局關於養老服務的匯報。" * 8000
    assert cleaned(text).reading.text == "会议听取了区民政局关于养老服务的汇报。" * 8000


def _squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.skipif(not TWINS, reason="needs ../shared/minutes/noisy_twins beside the checkout")
@pytest.mark.parametrize("twin", TWINS, ids=lambda path: path.stem)
def test_a_noisy_twin_reads_as_its_clean_original(twin: Path) -> None:
    stem, noise = twin.stem.split("__")
    source = (MINUTES / f"{stem}.txt").read_text("utf-8")
    if noise == "hardwrap24" and "](" in source:
        pytest.skip("a link that was broken in two is no link any more")
    original = cleaned(source).reading.text
    result = cleaned(twin.read_text("utf-8"))
    if noise in {"chrome", "pinyin_full", "pinyin_some", "hardwrap24", "trad_s2t"}:
        assert _squeezed(result.reading.text) == _squeezed(original)
        assert not result.damaged
    else:
        assert result.damaged, "lost characters, lost dates and spam are marked"
