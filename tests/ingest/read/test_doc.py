"""Old Word files: through LibreOffice, through antiword, or with the advice to install one of them."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from ingest.errors import Unsupported
from ingest.read import extract
from tests.ingest.read.make import LIMITS, MINUTES, make_docx

if TYPE_CHECKING:
    from pathlib import Path

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "WordDocument".encode("utf-16-le")
RICH = b"{\\rtf1\\ansi hello}"
OFFICE = """
import pathlib, sys
out = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
assert sys.argv[1].startswith("-env:UserInstallation=file:") and "--headless" in sys.argv
assert pathlib.Path(sys.argv[-1]).read_bytes()
out.mkdir()
(out / "source.docx").write_bytes(pathlib.Path({made!r}).read_bytes())
"""
ANTIWORD = "import sys; sys.stdout.buffer.write('\\n会议纪要\\r\\n一、同意。\\n'.encode())"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are scripts with a shebang")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all the path there is."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def install(folder: Path, name: str, code: str) -> None:
    program = folder / name
    program.write_text(f"#!{sys.executable}\n{code}", encoding="utf-8")
    program.chmod(0o755)


@pytest.mark.parametrize(("data", "ending"), [(OLD, ".doc"), (OLD, ".wps"), (RICH, ".rtf")])
@pytest.mark.usefixtures("programs")
def test_without_a_program_the_remedy_is_named(data: bytes, ending: str) -> None:
    with pytest.raises(Unsupported, match="请安装 LibreOffice，或用 Word 或 WPS 另存为 docx"):
        extract(data, f"a{ending}", LIMITS)


@pytest.mark.parametrize(("data", "media_type"), [(OLD, "application/msword"), (RICH, "application/rtf")])
def test_libreoffice_turns_it_into_a_docx(programs: Path, tmp_path: Path, data: bytes, media_type: str) -> None:
    made = tmp_path / "made.docx"
    made.write_bytes(make_docx(*MINUTES.splitlines()))
    install(programs, "soffice", OFFICE.format(made=str(made)))
    document = extract(data, "a.wps", LIMITS)
    assert document.text == MINUTES.rstrip("\n")
    assert document.media_type == media_type


def test_antiword_gives_the_text_of_doc_only(programs: Path) -> None:
    install(programs, "antiword", ANTIWORD)
    assert extract(OLD, "a.doc", LIMITS).text.strip() == "会议纪要\n一、同意。"
    with pytest.raises(Unsupported, match="LibreOffice"):
        extract(RICH, "a.rtf", LIMITS)


@pytest.mark.parametrize("code", ["import sys; sys.exit(1)", "pass"])
def test_a_program_that_fails_is_a_reason(programs: Path, code: str) -> None:
    install(programs, "soffice", code)
    with pytest.raises(Unsupported, match="转换"):
        extract(OLD, "a.doc", LIMITS)
