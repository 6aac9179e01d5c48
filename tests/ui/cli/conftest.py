"""The command line over an archive in memory, run as click runs it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tests.ui.fakes import FakeArchive
from ui.cli import program
from ui.cli.app import App

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from rag.settings import Settings

MINUTES = "澄溪区人民政府第7次常务会议纪要\n2024年3月5日\n一、会议原则同意河道管护办法。\n二、会议听取防汛汇报。\n"


@dataclass
class Line:
    """A command line whose archive is `archive`; remembers with which homes it was opened, and whether to write."""

    archive: FakeArchive = field(default_factory=FakeArchive)
    homes: list[str] = field(default_factory=list)
    writes: list[bool] = field(default_factory=list)

    def open(self, settings: Settings, *, write: bool) -> FakeArchive:
        self.homes.append(str(settings.home))
        self.writes.append(write)
        return self.archive

    def __call__(self, *arguments: str | Path, stdin: str | bytes = "") -> Result:
        return CliRunner().invoke(program, [str(one) for one in arguments], obj=App(opener=self.open), input=stdin)


@pytest.fixture
def line(home: Path) -> Line:
    """Nothing in the archive yet."""
    del home
    return Line()


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    """One file of minutes."""
    path = tmp_path / "chengxi-07.txt"
    path.write_text(MINUTES, encoding="utf-8")
    return path


@pytest.fixture
def filled(line: Line, minutes: Path) -> Line:
    """A command line whose archive holds that file."""
    assert line("ingest", minutes).exit_code == 0
    return line
