from __future__ import annotations

from dataclasses import replace

from tests.ui.made import HOSTILE, TITLE, answer, refusal
from ui.export.talk import talk_markdown


def test_a_talk_is_taken_along_with_every_source() -> None:
    asked = replace(answer(), filters={"places": ["澄溪区"]})
    text = talk_markdown(
        [("通过了吗？", "澄溪区", asked), ("地铁呢？", "", refusal()), ("停下的", "", None)], "2024-05-01", "zh"
    )
    assert "## 1. 通过了吗？" in text
    assert "限定：澄溪区" in text
    assert "会议原则同意该办法。\\[1\\]" in text
    assert f"《{TITLE}》" in text
    assert "查找范围：地区：澄溪区" in text
    assert "未作回答（纪要未记载）：纪要没有记载地铁规划。" in text
    assert "没有答完" in text


def test_nothing_of_a_document_or_a_question_becomes_markup() -> None:
    text = talk_markdown([(HOSTILE, HOSTILE, answer(text=HOSTILE, notice=HOSTILE))], "2024-05-01", "zh")
    assert "<script" not in text.replace("\\<script", "")
    assert "<img" not in text.replace("\\<img", "")
    assert "[x](" not in text
