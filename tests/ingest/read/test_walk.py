"""Paths to sources: order, what is passed over, archives in archives, and every reason why not."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from ingest.errors import Encrypted, NotMinutes, SourceError, TooLarge, Unsupported
from ingest.limits import Limits
from ingest.read import extract
from ingest.read.walk import Source, walk
from tests.ingest.read.make import LIMITS, MINUTES, encrypted, make_docx, make_zip

if TYPE_CHECKING:
    from pathlib import Path


def walked(*paths: object, limits: Limits = LIMITS) -> list[Source | SourceError]:
    return list(walk(map(str, paths), limits))


def names(found: list[Source | SourceError], base: Path) -> list[str]:
    uris = [one.uri if isinstance(one, Source) else f"{type(one).__name__} {one.source}" for one in found]
    return [uri.replace(f"{base}{os.sep}", "").replace(os.sep, "/") for uri in uris]


def test_folders_are_walked_in_order_without_litter(tmp_path: Path) -> None:
    for name in (
        "b/2.txt",
        "b/1.txt",
        "a.txt",
        "c/.git/x.txt",
        ".hidden.txt",
        "~$a.docx",
        "__MACOSX/._a.txt",
        "Thumbs.db",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(MINUTES, encoding="utf-8")
    assert names(walked(tmp_path), tmp_path) == ["a.txt", "b/1.txt", "b/2.txt"]
    assert names(walked(tmp_path / ".hidden.txt", tmp_path / "b"), tmp_path) == [".hidden.txt", "b/1.txt", "b/2.txt"]


def test_archives_are_folders_and_word_files_are_not(tmp_path: Path) -> None:
    inner = make_zip({"纪要.html": "<p>会议议定</p>", "__MACOSX/._x": "x", ".DS_Store": "x"})
    word = make_docx(MINUTES)
    (tmp_path / "a.zip").write_bytes(
        make_zip({"z/": "", "z/b.txt": MINUTES, "a.zip": inner, "w.docx": word, "../e.txt": "会"})
    )
    (tmp_path / "w.docx").write_bytes(word)
    found = walked(tmp_path)
    expected = ["a.zip!/../e.txt", "a.zip!/a.zip!/纪要.html", "a.zip!/w.docx", "a.zip!/z/b.txt", "w.docx"]
    assert names(found, tmp_path) == expected
    page = next(one for one in found if isinstance(one, Source) and one.uri.endswith("html"))
    assert extract(page.data, page.uri, LIMITS).name == "纪要.html"


def test_member_names_in_legacy_encodings(tmp_path: Path) -> None:
    for encoding, name in (
        ("gbk", "会议纪要.txt"),
        ("gbk", "上报\\纪要.txt"),
        ("big5", "會議紀錄.txt"),
        ("utf-8", "会议纪要.txt"),
    ):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("x" * len(name.encode(encoding)), MINUTES)
        data = file.getvalue().replace(b"x" * len(name.encode(encoding)), name.encode(encoding))
        (tmp_path / "a.zip").write_bytes(data)
        assert names(walked(tmp_path), tmp_path) == [f"a.zip!/{name}".replace("\\", "/")]


def nested(depth: int) -> bytes:
    data = make_zip({"a.txt": MINUTES})
    for _ in range(depth - 1):
        data = make_zip({"in.zip": data})
    return data


@pytest.mark.parametrize(("depth", "error"), [(1, None), (2, None), (3, TooLarge), (9, TooLarge)])
def test_archives_in_archives_have_a_bottom(tmp_path: Path, depth: int, error: type[SourceError] | None) -> None:
    (tmp_path / "a.zip").write_bytes(nested(depth))
    [one] = walked(tmp_path)
    assert isinstance(one, error or Source)


@pytest.mark.parametrize(
    ("data", "limits", "expected"),
    [
        (encrypted(make_zip({"a.txt": "x", "b.txt": "y"})), LIMITS, [Encrypted]),
        (make_zip({"a.txt": "x", "b.txt": b"y" * 50_000}), Limits(max_bytes=40_000), [Source, TooLarge]),
        (make_zip({f"{n}.txt": b"y" * 50_000 for n in range(9)}), Limits(max_expansion=50), [Source, TooLarge]),
        (make_zip({f"{number}.txt": "y" for number in range(9)}), Limits(max_members=8), [TooLarge]),
        (make_zip({".hidden": "x", "folder/": ""}), LIMITS, [NotMinutes]),
        (make_zip({}), LIMITS, [NotMinutes]),
    ],
    ids=["encrypted", "large member", "bomb", "members", "only litter", "empty"],
)
def test_bounds_of_archives(tmp_path: Path, data: bytes, limits: Limits, expected: list[type]) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    assert [type(one) for one in walked(tmp_path, limits=limits)] == expected


def test_a_damaged_archive_is_told_by_its_reader(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(make_zip({"a.txt": MINUTES})[:-30])
    [one] = walked(tmp_path)
    assert isinstance(one, Source)
    with pytest.raises(Unsupported, match="损坏"):
        extract(one.data, one.uri, LIMITS)


def test_a_damaged_member_does_not_stop_the_others(tmp_path: Path) -> None:
    data = make_zip({"a.txt": MINUTES, "b.txt": MINUTES})
    at = data.index(b"a.txt") + 40
    (tmp_path / "a.zip").write_bytes(data[:at] + b"\xff\xff" + data[at + 2 :])
    assert [type(one) for one in walked(tmp_path)] == [Unsupported, Source]


def test_large_files_are_not_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(1 << 40)
    [one] = walked(tmp_path)
    assert isinstance(one, TooLarge)


def test_paths_that_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "self").symlink_to(tmp_path / "self")
    found = walked(tmp_path, tmp_path / "缺.txt", "", "a\0b")
    assert [type(one) for one in found] == [SourceError] * 5
    assert all("\n" not in str(one) and "；" in str(one) for one in found)


def test_links_are_followed_once(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text(MINUTES, encoding="utf-8")
    (tmp_path / "real" / "up").symlink_to(tmp_path)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert names(walked(tmp_path), tmp_path) == ["link/a.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_in_a_folder_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    [one] = walked(tmp_path)
    assert isinstance(one, Unsupported)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_what_we_may_not_read_is_named(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    (tmp_path / "a.txt").touch(mode=0)
    locked.chmod(0)
    assert [str(one).split("：")[1][:6] for one in walked(tmp_path)] == ["没有读取权限"] * 2
    locked.chmod(0o700)


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="file names there are Unicode")
def test_file_names_that_are_not_utf8(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + "/纪要.txt".encode("gbk"), "wb") as file:  # noqa: PTH123 - a name of bytes
        file.write(MINUTES.encode())
    assert names(walked(tmp_path), tmp_path) == ["纪要.txt"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [(MINUTES.encode(), ["-"]), (make_zip({"a.txt": "x"}), ["-!/a.txt"]), (b"x" * 200, ["TooLarge -"])],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, data: bytes, expected: list[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    limits = Limits(max_bytes=199) if expected == ["TooLarge -"] else LIMITS
    assert names(walked("-", limits=limits), tmp_path) == expected
