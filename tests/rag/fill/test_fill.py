"""A model may fill what the rules left absent, and only with what the text proves; it is asked over real HTTP."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ingest.minutes import read_bytes
from ingest.read.walk import Source
from ingest.records import Fact, PartialDate
from rag.answer.model import Forms, OpenAIChat
from rag.archive import Archive
from rag.errors import Malformed, SettingsError
from rag.fill import fill, fill_reading
from rag.index.embed.fake import HashedBigrams
from rag.rows import FILLED
from rag.settings import Settings
from tests.servers.scripted_openai import KEY, Play, ScriptedOpenAI

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ingest.records import Minutes

TEXT = """望湖区人民政府常务会议纪要
（第9期）
这一天是二〇三一年三月四日，大家聚在望湖书院东厅，由温子谦区长把议程走完。
出席：顾长宁、黎安
一、关于滨河步道修缮的事项
会议认为，滨河步道修缮事关民生。材料出自区城市更新局，由该局在会上介绍。会议原则同意该方案。
二、关于早市搬迁的事项
会议同意早市搬迁方案。
此次纪要由柳青禾一人整理成文，2031年3月8日送出。
"""
"""Fiction, told so that rules for the genre miss some of it."""


def told(*found: tuple[str, int, str, str]) -> str:
    """A reply of the model."""
    keys = ("field", "item", "value", "quote")
    return json.dumps({"found": [dict(zip(keys, one, strict=True)) for one in found]}, ensure_ascii=False)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[ScriptedOpenAI]:
    with ScriptedOpenAI() as server:
        yield server


def chat(endpoint: ScriptedOpenAI, home: Path, *plays: Play) -> OpenAIChat:
    endpoint.script(*plays)
    settings = Settings(home=home, model="scripted", base_url=endpoint.url, api_key=KEY, model_timeout=20)
    return OpenAIChat(settings, forms=Forms())


@pytest.fixture
def minutes() -> Minutes:
    """What the rules read, bare of what each case wants to see filled, so that no case hangs on a rule's reach."""
    (one,) = read_bytes(TEXT.encode(), "wanghu.txt").meetings
    items = tuple(replace(item, reporting_units=(), presenters=()) for item in one.items)
    bare = replace(one, session=None, held_on=None, issued_on=None, venue=None, chair=None, recorder=None, items=items)
    assert bare.title is not None
    assert len(items) == 2
    return bare


def test_an_honest_fill_is_taken_and_marked(endpoint: ScriptedOpenAI, tmp_path: Path, minutes: Minutes) -> None:
    head = told(
        ("held_on", 0, "二〇三一年三月四日", "这一天是二〇三一年三月四日，大家聚在望湖书院东厅"),
        ("venue", 0, "望湖书院东厅", "大家聚在望湖书院东厅"),
        ("recorder", 0, "柳青禾", "此次纪要由柳青禾一人整理成文"),
        ("issued_on", 0, "2031-3-8", "整理成文，2031年3月8日送出"),
    )
    units = told(("reporting_units", 1, "区城市更新局", "材料出自区城市更新局，由该局在会上介绍"))
    filled = fill(minutes, chat(endpoint, tmp_path, Play(head), Play(units)))
    held = filled.held_on
    assert held is None, "nothing in its quote says that this is the day of the meeting"
    assert filled.issued_on is not None
    assert (filled.issued_on.value, filled.issued_on.reason) == (PartialDate(2031, 3, 8), FILLED)
    assert filled.venue is not None
    assert filled.venue.span is not None
    assert (filled.venue.value, filled.venue.reason) == ("望湖书院东厅", FILLED)
    assert filled.document.quote(filled.venue.span) == "大家聚在望湖书院东厅"
    assert filled.recorder is not None
    assert (filled.recorder.name, filled.recorder.reason) == ("柳青禾", FILLED)
    assert filled.document.quote(filled.recorder.span) == "柳青禾"
    (unit,) = filled.items[0].reporting_units
    assert (unit.value, unit.reason) == ("区城市更新局", FILLED)
    assert filled.items[1] == minutes.items[1]
    assert len(endpoint.asked) == 2, "one call for the head, one for the items"


LIES = {
    "a value that is not in its quote": ("venue", 0, "望湖宾馆", "大家聚在望湖书院东厅"),
    "a quote that is not in the text": ("venue", 0, "望湖书院西厅", "大家聚在望湖书院西厅"),
    "a quote that stands twice": ("venue", 0, "同意", "会议同意"),
    "a quote that says nothing about the field": ("chair", 0, "柳青禾", "此次纪要由柳青禾一人整理成文"),
    "a recorder who is no name": ("recorder", 0, "一人整理", "此次纪要由柳青禾一人整理成文"),
    "a day that is another one": ("issued_on", 0, "2031年3月18日", "整理成文，2031年3月8日送出"),
    "a session that is an issue": ("session", 0, "9", "（第9期）"),
    "a unit that is a matter": ("body", 0, "滨河步道修缮", "关于滨河步道修缮的事项"),
    "a field nobody asked for": ("present", 0, "黎安", "出席：顾长宁、黎安"),
    "a field that does not exist": ("__class__", 0, "黎安", "出席：顾长宁、黎安"),
    "a unit of an item that is not there": (
        "reporting_units",
        7,
        "区城市更新局",
        "材料出自区城市更新局，由该局在会上介绍",
    ),
    "a unit of another item": ("reporting_units", 2, "区城市更新局", "材料出自区城市更新局，由该局在会上介绍"),
    "a number where words are due": ("venue", 0, "三月四日", "这一天是二〇三一年三月四日，大家聚在望湖书院东厅"),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_no_lie_is_taken(
    endpoint: ScriptedOpenAI, tmp_path: Path, minutes: Minutes, lie: tuple[str, int, str, str]
) -> None:
    assert fill(minutes, chat(endpoint, tmp_path, Play(told(lie)))) == minutes


def test_what_the_rules_found_is_never_changed(endpoint: ScriptedOpenAI, tmp_path: Path, minutes: Minutes) -> None:
    stated = replace(minutes, venue=Fact("望湖厅", minutes.span))
    reply = told(
        ("venue", 0, "望湖书院东厅", "大家聚在望湖书院东厅"),
        ("title", 0, "滨河步道修缮会议", "会议认为，滨河步道修缮事关民生"),
        ("document_number", 0, "第9期", "（第9期）"),
    )
    assert fill(stated, chat(endpoint, tmp_path, Play(reply))) == stated


def test_one_date_is_not_two(endpoint: ScriptedOpenAI, tmp_path: Path, minutes: Minutes) -> None:
    reply = told(
        ("issued_on", 0, "2031年3月8日", "整理成文，2031年3月8日送出"),
        ("held_on", 0, "2031年3月8日", "会议同意早市搬迁方案。\n此次纪要由柳青禾一人整理成文，2031年3月8日送出"),
    )
    filled = fill(minutes, chat(endpoint, tmp_path, Play(reply)))
    assert filled.issued_on is not None
    assert filled.held_on is None


def test_what_is_not_in_form_is_passed_over(endpoint: ScriptedOpenAI, tmp_path: Path, minutes: Minutes) -> None:
    good = {"field": "venue", "item": 0, "value": "望湖书院东厅", "quote": "大家聚在望湖书院东厅"}
    bad: list[object] = [3, {"field": "venue"}, {**good, "value": ["望湖书院东厅"]}, {**good, "quote": ""}]
    reply = json.dumps({"found": [*bad, good]}, ensure_ascii=False)
    filled = fill(minutes, chat(endpoint, tmp_path, Play(reply)))
    assert filled.venue is not None
    for nothing in ('{"found": "无"}', '{"found": []}'):
        assert fill(minutes, chat(endpoint, tmp_path, Play(nothing))) == minutes


def test_no_json_is_an_error_and_the_reading_stands(endpoint: ScriptedOpenAI, tmp_path: Path, minutes: Minutes) -> None:
    with pytest.raises(Malformed):
        fill(minutes, chat(endpoint, tmp_path, Play("没有找到。")))
    reading = read_bytes(TEXT.encode(), "wanghu.txt")
    same, notice = fill_reading(reading, chat(endpoint, tmp_path, Play("没有找到。")))
    assert same == reading
    assert notice.startswith("wanghu.txt：模型未能补全缺项；")
    assert "\n" not in notice


def opened(home: Path, url: str, **more: object) -> Archive:
    values = {"home": home, "model": "scripted", "base_url": url, "api_key": KEY, "model_timeout": 5.0, **more}
    return Archive.open(Settings.model_validate(values), embedder=HashedBigrams(), write=True)


SOURCE = Source("/minutes/wanghu.txt", TEXT.encode())


def test_it_is_off_until_it_is_asked_for(endpoint: ScriptedOpenAI, tmp_path: Path) -> None:
    assert not Settings.read({}).fill
    assert Settings.read({"JIYAO_FILL": "1"}).fill
    endpoint.script(Play(told()))
    with opened(tmp_path, endpoint.url) as archive:
        assert archive.add(SOURCE).notice == ""
    assert endpoint.asked == []


def test_the_archive_keeps_who_filled_a_field(endpoint: ScriptedOpenAI, tmp_path: Path) -> None:
    endpoint.script(Play(told(("recorder", 0, "柳青禾", "此次纪要由柳青禾一人整理成文"))), Play(told()))
    with opened(tmp_path, endpoint.url, fill=True) as archive:
        added = archive.add(SOURCE)
        assert added.notice == ""
        (meeting,) = archive.meetings()
        assert meeting.filled == ("recorder",)
        assert archive.document(meeting.document_id).quote(meeting.spans["recorder"]) == "柳青禾"
        assert [one.name for one in archive.catalogue.people() if one.list == "recorder"] == ["柳青禾"]


def test_a_model_that_is_down_costs_a_line_and_no_file(tmp_path: Path) -> None:
    with opened(tmp_path, "http://127.0.0.1:9/v1", fill=True) as archive:
        added = archive.add(SOURCE)
        assert (added.status, added.items) == ("new", 2)
        assert "模型未能补全缺项" in added.notice
        assert "连接不上" in added.notice
        assert archive.meetings()[0].filled == ()


def test_without_a_model_it_says_so_before_anything_goes_in(tmp_path: Path) -> None:
    with opened(tmp_path, "", fill=True, model="") as archive, pytest.raises(SettingsError, match="JIYAO_FILL"):
        archive.add(SOURCE)
