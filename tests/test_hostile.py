"""A folder as people really have it: the bad files get one clear line each, the good ones go in, twice is once."""

from __future__ import annotations

import hashlib
import json
import os
import random
import sqlite3
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest

from tests.program import environment, jiyao
from tests.samples import plain_samples

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 1024 * 1024
BAD = (
    "broken.docx",
    "broken.pdf",
    "empty.txt",
    "encrypted.zip",
    "gone.txt",
    "huge.txt",
    "novel.txt",
    "photo.jpg",
    "random.txt",
    "spaces.txt",
)
GOOD = ("good.txt", "good.docx", "hostile.html", "minutes.txt", "packed.zip")


def make_encrypted_zip(path: Path) -> None:
    """A zip whose only member is marked as encrypted, in its local header and in the directory."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("secret.txt", "会议纪要" * 50)
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    path.write_bytes(data)


def make_good(folder: Path, texts: list[str]) -> None:
    """The same kind of minutes in each container; the fourth is a folder with a file's name."""
    plain, document, page, inner, packed = texts
    (folder / "good.txt").write_text(plain, encoding="utf-8")
    word = docx.Document()
    for line in document.splitlines():
        word.add_paragraph(line)
    word.save(str(folder / "good.docx"))
    paragraphs = "".join(f"<p>{line}</p>" for line in page.splitlines())
    script = (
        "<script>document.title='被执行'</script><img src=x onerror=alert(1)><iframe src='http://192.0.2.1/'></iframe>"
    )
    (folder / "hostile.html").write_text(
        f"<html><head><meta charset=utf-8></head><body>{script}{paragraphs}</body></html>", encoding="utf-8"
    )
    (folder / "minutes.txt").mkdir()
    (folder / "minutes.txt" / "inside.txt").write_text(inner, encoding="gb18030")
    with zipfile.ZipFile(folder / "packed.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("纪要/packed.txt", packed)


def make_bad(folder: Path) -> None:
    """One file for each way in which a file is not minutes."""
    (folder / "empty.txt").touch()
    (folder / "spaces.txt").write_text(" \n\u3000\n" * 40, encoding="utf-8")
    (folder / "random.txt").write_bytes(random.Random(7).randbytes(60_000))  # noqa: S311 - noise, not a secret
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(2_000))
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\n" + bytes(range(256)) * 8)
    (folder / "novel.txt").write_text(
        "那天夜里下了很大的雨，他一个人走在河堤上，想起许多年前的事。\n" * 60, encoding="utf-8"
    )
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(50 * MEGABYTE)
    make_encrypted_zip(folder / "encrypted.zip")
    whole = (folder / "good.docx").read_bytes()
    (folder / "broken.docx").write_bytes(whole[: len(whole) // 2])
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five good sources among ten bad ones."""
    made = tmp_path_factory.mktemp("hostile") / "纪要 与杂物"
    made.mkdir()
    make_good(made, [text for _, text in plain_samples()[:5]])
    make_bad(made)
    return made


def dump(home: Path) -> str:
    """A hash over every row of the catalogue, whatever its tables are called."""
    seen = hashlib.sha256()
    [catalogue] = [path for path in home.iterdir() if path.is_file() and path.read_bytes()[:15] == b"SQLite format 3"]
    with sqlite3.connect(f"file:{catalogue}?mode=ro", uri=True) as connection:
        for line in connection.iterdump():
            seen.update(line.encode("utf-8"))
    connection.close()
    return seen.hexdigest()


def test_bad_files_get_a_line_and_good_ones_go_in(folder: Path, tmp_path: Path) -> None:
    env = environment(tmp_path / "home")
    first = jiyao("ingest", folder, env=env)
    assert "Traceback" not in first.stderr
    lines = [line for line in first.stderr.splitlines() if line.strip()]
    for name in BAD:
        about = [line for line in lines if name in line]
        assert len(about) == 1, f"{name} wants one line, got {about}\n{first.stderr}"
    assert not [line for line in lines if any(f"/{name}" in line for name in GOOD)], first.stderr
    assert first.returncode == 0, "something went in, so the run as a whole is no failure"

    listed = [json.loads(line) for line in jiyao("list", "--json", env=env).stdout.splitlines()]
    assert len(listed) == len(GOOD)
    assert all(one["meetings"] for one in listed)

    before = dump(tmp_path / "home")
    second = jiyao("ingest", folder, env=env)
    assert second.returncode == 0
    assert dump(tmp_path / "home") == before, "the same bytes again change nothing"


def test_what_a_page_carries_is_text_not_code(folder: Path, tmp_path: Path) -> None:
    extracted = jiyao("text", folder / "hostile.html", env=environment(tmp_path / "home"))
    assert extracted.returncode == 0
    assert "被执行" not in extracted.stdout
    assert "192.0.2.1" not in extracted.stdout


def test_a_file_we_may_not_read_is_named(folder: Path, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read every file")
    locked = tmp_path / "locked.txt"
    locked.write_bytes((folder / "good.txt").read_bytes())
    locked.chmod(0)
    done = jiyao("ingest", locked, env=environment(tmp_path / "home"))
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if "locked.txt" in line]
    assert "Traceback" not in done.stderr


def test_a_folder_of_nothing_but_bad_files_is_a_failure(folder: Path, tmp_path: Path) -> None:
    done = jiyao("ingest", folder / "empty.txt", folder / "photo.jpg", env=environment(tmp_path / "home"))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 2
