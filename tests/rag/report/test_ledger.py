"""The ledger: complete against the gold, filtered as asked, and its notes outlive a re-reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evals.ledger import measure
from ingest.read.walk import Source
from rag.archive import Archive
from rag.errors import StoreError
from rag.find.shelf import Pages, Shelf
from rag.find.units import same_unit
from rag.index.embed.fake import HashedBigrams
from rag.report.ledger import Duties
from rag.report.records import LedgerFilter
from rag.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

MINUTES = (
    "云泽区人民政府第8次常务会议纪要\n2024年5月20日，区长辛弃梧主持召开区政府第8次常务会议。\n"
    "一、关于校舍加固的事项\n会议听取了区教育局关于校舍加固的汇报。会议原则同意该方案，由区教育局牵头，"
    "区财政局配合，2024年8月底前完成。\n"
    "二、关于渡口整修的事项\n会议决定暂缓该项目。会议要求，区交通局要在2024年6月10日前提出新的方案。\n"
)


def opened(home: Path) -> Archive:
    return Archive.open(Settings(home=home), embedder=HashedBigrams(), write=True)


def test_decisions_and_directives_agree_with_the_gold(samples: Archive) -> None:
    scores = measure(samples.reports.ledger().rows)
    for kind, floor in (("decision", 0.98), ("directive", 0.95)):
        score = scores[kind]
        assert score.expected > 50
        assert (score.precision or 0) >= floor, score.misses
        assert (score.recall or 0) >= floor, score.misses


def test_every_row_quotes_its_sentence(samples: Archive) -> None:
    rows = samples.reports.ledger().rows
    assert [row.citation.mark for row in rows] == list(range(1, len(rows) + 1))
    assert len({row.key for row in rows}) == len(rows)
    for row in rows:
        span = row.citation.span
        assert samples.document(row.citation.document_id).text[span.start : span.end] == row.citation.quote


def test_filters_are_hard(samples: Archive) -> None:
    everything = samples.reports.ledger().rows
    unit = next(row.responsible[0] for row in everything if row.responsible)
    by_unit = samples.reports.ledger(LedgerFilter(units=(unit,)))
    assert 0 < len(by_unit.rows) < by_unit.total == len(everything)
    for row in by_unit.rows:
        assert any(same_unit(unit, one) for one in (*row.responsible, *row.supporting, *row.persons))
    deferred = samples.reports.ledger(LedgerFilter(outcomes=("暂缓",))).rows
    assert deferred
    assert {row.outcome for row in deferred} == {"暂缓"}
    late = samples.reports.ledger(LedgerFilter(since="2023-06", until="2023-12-31")).rows
    assert late
    assert all("2023-06" <= (row.meeting.held_on or "")[:7] <= "2023-12" for row in late)


def test_overdue_is_judged_by_the_day_asked_for(tmp_path: Path) -> None:
    with opened(tmp_path) as archive:
        archive.add(Source("a.txt", MINUTES.encode()))
        by_day = {
            day: [row.deadline_date for row in archive.reports.ledger(LedgerFilter(as_of=day, overdue_only=True)).rows]
            for day in ("2024-06-10", "2024-06-11", "2024-09-01")
        }
        assert by_day == {"2024-06-10": [], "2024-06-11": ["2024-06-10"], "2024-09-01": ["2024-08-31", "2024-06-10"]}
        key = archive.reports.ledger(LedgerFilter(as_of="2024-09-01", overdue_only=True)).rows[0].key
        archive.reports.note(key, "已办结", "验收通过", "甲")
        assert len(archive.reports.ledger(LedgerFilter(as_of="2024-09-01", overdue_only=True)).rows) == 1


def test_notes_outlive_another_copy_of_the_minutes_and_a_restart(tmp_path: Path) -> None:
    with opened(tmp_path) as archive:
        archive.add(Source("a.txt", MINUTES.encode()))
        key = archive.reports.ledger().rows[0].key
        archive.reports.note(key, "推进中", "已招标", "督查室")
        archive.reports.note(key, "已办结")
        archive.add(Source("a.txt", ("索引号：0001\n" + MINUTES.replace("，", ", ")).encode()))
    with opened(tmp_path) as archive:
        row = next(one for one in archive.reports.ledger().rows if one.key == key)
        assert row.progress.state == "已办结"
        assert [(one.state, one.note, one.set_by) for one in archive.reports.notes(key)] == [
            ("推进中", "已招标", "督查室"),
            ("已办结", "", None),
        ]


def test_a_note_on_no_duty_is_refused(samples: Archive) -> None:
    with pytest.raises(StoreError, match="台账里没有这一项"):
        samples.reports.note("0000", "已办结")


class Reader(Shelf):
    """A shelf that says which documents were looked at."""

    read: set[str]

    def pages(self, document_id: str) -> Pages:
        self.read.add(document_id)
        return super().pages(document_id)


def test_a_document_is_read_for_its_duties_once(tmp_path: Path) -> None:
    with opened(tmp_path) as archive:
        archive.add(Source("a.txt", MINUTES.encode()))
        reader, duties = Reader(archive.catalogue, archive.lexical, archive.vectors, archive.embedder), Duties()
        reader.read = set()
        before = duties.of(reader)
        assert {row.citation.document_id for row in before} == reader.read
        reader.read.clear()
        archive.add(Source("b.txt", MINUTES.replace("5月20日", "5月27日").replace("第8次", "第9次").encode()))
        after = duties.of(reader)
        assert after[: len(before)] == before
        assert {row.citation.document_id for row in after[len(before) :]} == reader.read
        assert after == archive.reports.ledger(LedgerFilter(as_of="2024-05-01")).rows
        (first, _) = archive.documents()
        archive.remove(first.id)
        assert {row.citation.document_id for row in duties.of(reader)} == reader.read
