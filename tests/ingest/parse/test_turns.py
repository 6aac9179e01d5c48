"""Who has the floor in a verbatim record, and what is none of theirs."""

from __future__ import annotations

import pytest

from ingest.parse.turns import speaker, turns

RECORD = """时间：3月5日下午2时
主席：丁副召集人一舟
案由：码头照明改善案
主席：先请工务局报告。
工务局乔科长远山：灯杆换好十二支，其余月底前完工。
秦委员若谷：夜里几点关灯？
工务局乔科长远山：十一点。
主席：好，照工务局所报办理。
（秦委员若谷表示附议。）
决议：照案通过。
散会：下午3时
"""


@pytest.mark.parametrize(
    ("label", "name", "post", "unit"),
    [
        ("工务局乔科长远山", "乔远山", "科长", "工务局"),
        ("秦委员", None, "委员", None),
        ("乔远山（区工务局）", "乔远山", None, "区工务局"),
        ("主席（丁副召集人一舟）", "丁一舟", "主席", None),
        ("数字服务科", None, None, "数字服务科"),
        ("科长乔远山", "乔远山", "科长", None),
    ],
)
def test_a_label_tells_name_post_and_unit(label: str, name: str | None, post: str | None, unit: str | None) -> None:
    found = speaker(label)
    assert (found.name, found.post, found.unit) == (name, post, unit)


def test_turns_end_at_the_next_speaker_and_at_the_parts_of_the_record() -> None:
    found = turns(RECORD)
    said = [(one.speaker.label if one.speaker else "", RECORD[one.body : one.end].strip()) for one in found]
    assert said[0] == ("主席", "先请工务局报告。")
    assert said[2] == ("秦委员若谷", "夜里几点关灯？")
    assert said[-1] == ("", "（秦委员若谷表示附议。）")
    assert not any("决议" in text or "案由" in text for _, text in said)


def test_a_name_with_the_time_it_begins_to_speak_opens_a_turn() -> None:
    text = "".join(f"乔远山 00:0{at}:08\n第{at}句。\n\n秦若谷（物业经理） 00:0{at}:31\n好。\n\n" for at in range(1, 4))
    found = turns(text)
    assert [one.speaker.name for one in found if one.speaker] == ["乔远山", "秦若谷"] * 3


@pytest.mark.parametrize(
    "text",
    [
        "责任单位：区发改局\n区住建局：负责施工。\n区财政局：负责资金。\n区教育局：负责学校。\n区民政局：负责救助。\n区水务局：负责排水。\n",
        "时间：3月5日\n地点：二楼\n主席：丁一舟\n记录：乔远山\n出席：秦若谷\n列席：常乐\n",
    ],
)
def test_lists_of_duties_and_of_people_are_no_talk(text: str) -> None:
    assert turns(text) == ()
