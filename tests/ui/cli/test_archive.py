"""`list`, `remove` and `doctor`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.ui.cli.conftest import Line


def test_an_empty_archive_lists_nothing(line: Line) -> None:
    done = line("list")
    assert (done.exit_code, done.stdout) == (0, "共 0 份文件、0 次会议\n")


def test_documents_are_listed_with_their_meetings(filled: Line) -> None:
    done = filled("list")
    assert "共 1 份文件、1 次会议" in done.stdout
    assert "《澄溪区人民政府第7次常务会议纪要》" in done.stdout


def test_a_document_is_one_line_of_json(filled: Line) -> None:
    [one] = [json.loads(line) for line in filled("list", "--json").stdout.splitlines()]
    assert one["name"] == "chengxi-07.txt"
    assert one["meetings"][0]["title"] == "澄溪区人民政府第7次常务会议纪要"


def test_a_document_is_removed_by_id_or_by_name(filled: Line, minutes: Path) -> None:
    done = filled("remove", "chengxi-07.txt")
    assert (done.exit_code, filled.archive.documents()) == (0, [])
    assert "已移除 chengxi-07.txt" in done.stdout
    filled("ingest", minutes)
    [document] = filled.archive.documents()
    assert filled("remove", document.id).exit_code == 0


def test_what_is_not_there_cannot_be_removed(filled: Line) -> None:
    done = filled("remove", "别的.txt")
    assert done.exit_code == 2
    assert "别的.txt" in done.stderr
    assert len(filled.archive.documents()) == 1


def test_the_doctor_is_content_before_anything_was_ingested(line: Line) -> None:
    done = line("doctor")
    assert done.exit_code == 0
    assert "档案还没有建立" in done.stdout
    assert "不联网" in done.stdout
    assert line.homes == [], "an archive that is not there is not made by looking"


def test_the_doctor_counts_and_names_what_is_wrong(filled: Line, home: Path) -> None:
    home.mkdir()
    done = filled("doctor")
    assert "1 份文件、1 次会议" in done.stdout
    assert "索引：完整" in done.stdout
    filled.archive.broken = "目录损坏；请从备份恢复"
    done = filled("doctor", "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["problem"] == "目录损坏；请从备份恢复"


def test_the_doctor_never_shows_a_key(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    monkeypatch.setenv("OPENAI_BASE_URL", "https://user:hidden@models.example/v1?token=hidden")
    for arguments in (("doctor",), ("doctor", "--json")):
        done = line(*arguments)
        assert "secret" not in done.output
        assert "hidden" not in done.output
        assert "models.example" in done.stdout
    assert json.loads(line("doctor", "--json").stdout)["outside"] == ["models.example"]
