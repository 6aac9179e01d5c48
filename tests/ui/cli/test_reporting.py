"""`summarize`, `digest`, `timeline`, `compare` and `ledger`, over a real archive of fictional minutes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from ingest.read.walk import Source
from rag.archive import Archive
from rag.index.embed.fake import HashedBigrams
from ui.cli import program
from ui.cli.app import App

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from rag.settings import Settings

EIGHTH = (
    "云泽区人民政府第8次常务会议纪要\n2024年5月20日，区长辛弃梧主持召开区政府第8次常务会议。\n"
    "一、关于《云泽区校舍加固实施方案（送审稿）》的事项\n会议听取了区教育局关于《云泽区校舍加固实施方案（送审稿）》"
    "起草情况的汇报。会议原则同意该方案，由区教育局牵头，区财政局配合，2024年8月底前完成。\n"
    "二、关于渡口整修的事项\n会议决定暂缓该项目。\n三、关于信访工作的情况汇报\n"
)
NINTH = (
    "云泽区人民政府第9次常务会议纪要\n2024年9月3日，区长辛弃梧主持召开区政府第9次常务会议。\n"
    "一、听取《云泽区校舍加固实施方案》落实情况的汇报\n会议听取了区教育局的汇报。会议要求，区教育局要加快进度。\n"
)
MARKED = (
    "砚湾区人民政府第3次常务会议纪要\n2024年6月3日，区长成竹主持召开区政府第3次常务会议。\n"
    "一、关于[平台](javascript:alert)建设的事项\n会议同意建设该平台，由区*大数据*局负责。\n"
)


def opener(settings: Settings, *, write: bool) -> Archive:
    return Archive.open(settings, embedder=HashedBigrams(), write=write)


@dataclass
class Desk:
    def __call__(self, *arguments: str | Path) -> Result:
        return CliRunner().invoke(program, [str(one) for one in arguments], obj=App(opener=opener))


@pytest.fixture
def desk(home: Path) -> Desk:
    from rag.settings import Settings

    with Archive.open(Settings(home=home), embedder=HashedBigrams(), write=True) as archive:
        for name, text in (("8.txt", EIGHTH), ("9.txt", NINTH), ("3.txt", MARKED)):
            archive.add(Source(name, text.encode()))
    return Desk()


def test_a_meeting_is_summed_up_as_markdown_with_footnotes(desk: Desk) -> None:
    done = desk("summarize", "云泽 第8次")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("# 云泽区人民政府第8次常务会议摘要")
    for said in (
        "结论：原则同意",
        "责任单位：区教育局",
        "配合单位：区财政局",
        "纪要只列了题目，没有正文",
        "[^1]: 8.txt",
    ):
        assert said in done.stdout
    assert "地点：未载明" in done.stdout


def test_a_summary_as_json_keeps_the_contract(desk: Desk) -> None:
    summary = json.loads(desk("summarize", "第8次", "--json").stdout)
    assert {"meeting", "overview", "items", "attendance", "citations"} <= set(summary)
    first = summary["items"][0]
    assert (first["outcome"], first["deadline_date"]) == ("原则同意", "2024-08-31")
    assert first["responsible_units"] == ["区教育局"]
    marks = {one["mark"] for one in summary["citations"]}
    assert set(first["citations"]) <= marks


def test_an_unknown_meeting_is_one_line(desk: Desk) -> None:
    done = desk("summarize", "第99次")
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert "档案中没有这次会议" in done.stderr


def test_a_matter_is_followed_from_draft_to_report(desk: Desk) -> None:
    told = json.loads(desk("timeline", "校舍加固实施方案", "--json").stdout)
    assert [one["meeting"]["held_on"] for one in told["events"]] == ["2024-05-20", "2024-09-03"]
    assert "同一文件" in told["why"]
    assert "校舍加固" in desk("timeline").stdout


def test_two_places_are_compared_and_a_stranger_is_named(desk: Desk) -> None:
    done = desk("compare", "云泽区", "砚湾区")
    assert done.exit_code == 0, done.output
    assert done.stdout.index("## 云泽区") < done.stdout.index("## 砚湾区")
    assert "没有这次会议" in desk("compare", "云泽区", "无名区").stderr


def test_a_digest_counts_outcomes_within_its_days(desk: Desk) -> None:
    done = desk("digest", "--place", "云泽区", "--since", "2024-05", "--until", "2024-06")
    assert "共 1 次会议、3 项议题" in done.stdout
    assert desk("digest", "--since", "2024-13").exit_code == 2
    assert "没有符合的记录" in desk("digest", "--since", "2031").stderr


def test_the_ledger_is_noted_in_and_filtered(desk: Desk) -> None:
    rows = json.loads(desk("ledger", "--unit", "区教育局", "--json").stdout)["rows"]
    assert rows
    assert all("区教育局" in (*one["responsible"], *one["supporting"]) for one in rows)
    key = rows[0]["key"]
    assert desk("ledger", "--set", key, "推进中", "--note", "已开工", "--by", "督查室").exit_code == 0
    noted = json.loads(desk("ledger", "--state", "推进中", "--json").stdout)["rows"]
    assert [(one["key"], one["progress"]["note"]) for one in noted] == [(key, "已开工")]
    assert desk("ledger", "--set", key, "不知道").exit_code == 2


def test_the_ledger_becomes_a_workbook(desk: Desk, tmp_path: Path) -> None:
    for option in ("--xlsx", "-o"):
        target = tmp_path / f"台账{option.strip('-')}.xlsx"
        assert desk("ledger", option, target).exit_code == 0
        assert target.read_bytes()[:2] == b"PK"


def test_markup_in_a_document_stays_text(desk: Desk) -> None:
    told = desk("summarize", "砚湾").stdout
    assert "[平台](" not in told
    assert "\\[平台\\](" in told
    assert "区\\*大数据\\*局" in told


def test_a_report_goes_to_a_file_by_its_suffix(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "摘要.json"
    assert desk("summarize", "第8次", "-o", target).exit_code == 0
    assert json.loads(target.read_text("utf-8"))["items"]
    refused = desk("summarize", "第8次", "-o", tmp_path / "摘要.xyz")
    assert refused.exit_code == 1
    assert not (tmp_path / "摘要.xyz").exists()
    nowhere = desk("summarize", "第8次", "-o", tmp_path / "none" / "a.md")
    assert nowhere.exit_code == 1
    assert "写不了" in nowhere.stderr
