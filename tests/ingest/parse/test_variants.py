"""The same minutes in the ways clerks have of labelling, listing and deciding: each is read alike."""

from __future__ import annotations

from typing import Any

import pytest

from ingest.contract import minutes_as_dict
from tests.ingest.parse.sheets import reading

HEAD = "青岚区人民政府第7次常务会议纪要\n2031年4月2日上午，区长闻远川主持召开区政府第7次常务会议。现纪要如下：\n"
MATTERS = (
    "关于水塔更新方案\n会议原则同意该方案，由区水务局修改后印发。",
    "关于社区食堂补助\n会议同意补助20万元，由区民政局负责落实。",
    "关于夜市管理\n会议决定缓议。",
)
LABELS = (
    "一、|二、|三、",
    "一．|二．|三．",
    "一：|二：|三：",
    "一 |二 |三 ",
    "㈠|㈡|㈢",
    "一）|二）|三）",
    "(一)|(二)|(三)",
    "⒈|⒉|⒊",
    "1．|2．|3．",
    "1 |2 |3 ",
    "1）|2）|3）",
    "⑴|⑵|⑶",
    "①|②|③",
    "【1】|【2】|【3】",
    "第一项 |第二项 |第三项 ",
    "第1项：|第2项：|第3项：",
    "议题 1：|议题 2：|议题 3：",
    "议题（一）：|议题（二）：|议题（三）：",
    "【议题一】|【议题二】|【议题三】",
    "事项一：|事项二：|事项三：",
    "第一个议题：|第二个议题：|第三个议题：",
    "I. |II. |III. ",
    "壹、|贰、|叁、",
    "★ |★ |★ ",
)
PRESENT = (
    "出席：",
    "出席领导：",
    "参会人员：",
    "与会人员：",
    "到会人员：",
    "出 席 人：",
    "出席（按姓氏笔画为序）：",
    "会议出席：",
    "参加会议人员：",
)
AWAY = ("请假：", "请假人员：", "因事请假：", "缺席（请假）：", "未出席人员：")
CHAIRS = (
    "会议主持：闻远川（区长）",
    "主持人：闻远川区长",
    "召集人：闻远川",
    "2031年4月2日，区委副书记、区长闻远川组织召开会议。",
    "2031年4月2日，受区委书记卞文委托，区长闻远川主持召开会议。",
    "2031年4月2日，区政府召开会议，会议由区长闻远川主持。",
    "2031年4月2日，区长闻远川在区信访局会议室召集区住建局、区税务局负责人，专题研究办证问题。",
    "2031年4月2日，区长闻远川到松涧镇现场办公，并主持召开会议。",
)
DAYS = (
    "时间：2031/4/2",
    "会议时间：2031.4.2",
    "时间:二〇三一年四月二日",
    "2031年4月2日至3日，区长闻远川主持召开会议。",
)
OUTCOMES = {
    "原则上同意该方案。": "原则同意",
    "会议对方案进行了审议，原则同意。": "原则同意",
    "会议决定：同意该方案。": "同意",
    "会议认可该方案。": "同意",
    "审议结果：通过。": "审议通过",
    "会议认为条件不成熟，暂缓。": "暂缓",
    "会议决定本次不研究。": "暂缓",
    "会议决定不予支持。": "不予通过",
    "会议决定，退回区水务局修改后重新上报。": "退回修改",
    "会议商定，由区水务局牵头实施。": "议定",
}


def _read(text: str) -> dict[str, Any]:
    return minutes_as_dict(reading(text).meetings[0])


@pytest.mark.parametrize("labels", LABELS)
def test_matters_are_counted_in_many_ways(labels: str) -> None:
    pairs = zip(labels.split("|"), MATTERS, strict=True)
    items = _read(HEAD + "\n".join(label + matter for label, matter in pairs) + "\n出席：季若溪、陶知行\n")["items"]
    assert [one["title"] for one in items] == [matter.split("\n")[0] for matter in MATTERS]
    assert [one["decision"]["outcome"] for one in items] == ["原则同意", "同意", "暂缓"]


@pytest.mark.parametrize("heading", PRESENT)
def test_those_present_stand_under_many_headings(heading: str) -> None:
    text = f"{HEAD}一、关于水塔\n会议同意。\n二、关于食堂\n会议同意。\n{heading}季若溪、陶知行\n列席：区水务局卞文\n"
    assert [one["name"] for one in _read(text)["present"]] == ["季若溪", "陶知行"]


@pytest.mark.parametrize("heading", AWAY)
def test_those_away_stand_under_many_headings(heading: str) -> None:
    text = f"{HEAD}一、关于水塔\n会议同意。\n二、关于食堂\n会议同意。\n出席：陶知行\n{heading}季若溪\n"
    assert [one["name"] for one in _read(text)["apologies"]] == ["季若溪"]


@pytest.mark.parametrize("line", CHAIRS)
def test_the_chair_is_named_in_many_ways(line: str) -> None:
    text = f"青岚区人民政府专题会议纪要\n{line}\n一、关于水塔\n会议同意。\n二、关于食堂\n会议同意。\n"
    assert _read(text)["chair"]["name"] == "闻远川"


@pytest.mark.parametrize("line", DAYS)
def test_the_day_is_written_in_many_ways(line: str) -> None:
    text = f"青岚区人民政府专题会议纪要\n{line}\n一、关于水塔\n会议同意。\n二、关于食堂\n会议同意。\n"
    assert _read(text)["held_on"] == "2031-04-02"


@pytest.mark.parametrize(("said", "outcome"), OUTCOMES.items())
def test_outcomes_are_worded_in_many_ways(said: str, outcome: str) -> None:
    text = f"{HEAD}一、关于水塔更新方案\n区水务局汇报了情况。{said}\n二、关于食堂\n会议同意。\n"
    assert _read(text)["items"][0]["decision"]["outcome"] == outcome


def test_words_that_only_look_like_labels_count_nothing() -> None:
    lines = ["一、关于水塔", "决议一致通过。", "提案一并审议。", "二、关于食堂", "会议同意。"]
    assert [one["label"] for one in _read(HEAD + "\n".join(lines) + "\n")["items"]] == ["一、", "二、"]
