"""Paths to sources: files, folders and archives, one after the other, each readable or with the reason why not.

Nothing is ever written: members of archives are read in memory, whatever path their names pretend.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ingest.errors import Encrypted, NotMinutes, SourceError, TooLarge, Unsupported
from ingest.read.names import is_wanted, member_name, printable
from ingest.read.zips import ENCRYPTED_FLAG, ZIP_SIGNATURES, Budget, office_kind, open_zip, read_member

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zipfile import ZipFile, ZipInfo

    from ingest.limits import Limits

STDIN = "-"
_INSIDE = "!/"
_CHECK = "请检查路径后重试"


@dataclass(frozen=True, slots=True)
class Source:
    """One readable file: `uri` is its path, `a.zip!/b.html` for a member of an archive, `-` for standard input."""

    uri: str
    data: bytes


def walk(paths: Iterable[str], limits: Limits) -> Iterator[Source | SourceError]:
    """The files at and below the paths, in the order of the paths and sorted by name below each.

    Hidden files, lock files (`~$…`) and what operating systems strew about are passed over below a path, not
    where a path names them. Archives (.zip, nested up to the limits) are walked like folders; Word files are not.
    What cannot be read is yielded as a SourceError; nothing is raised. Files are read one at a time.
    """
    for path in paths:
        if path == STDIN:
            yield from _standard_input(limits)
        elif path:
            yield from _tree(Path(path), limits)
        else:
            yield SourceError("（空路径）", "没有给出文件名", _CHECK)


def _standard_input(limits: Limits) -> Iterator[Source | SourceError]:
    try:
        data = sys.stdin.buffer.read(limits.max_bytes + 1)
    except OSError as error:
        yield _unreadable(STDIN, error)
        return
    if len(data) > limits.max_bytes:
        yield _too_large(STDIN, limits)
    else:
        yield from _whole(data, STDIN, Budget.of(len(data), limits))


def _tree(top: Path, limits: Limits) -> Iterator[Source | SourceError]:
    """Everything at and below a path, without recursion; a folder met again through a link is not entered again."""
    waiting = [top]
    entered: set[tuple[int, int]] = set()
    while waiting:
        path = waiting.pop()
        uri = printable(str(path))
        try:
            if path.is_dir():
                status = path.stat()
                if (identity := (status.st_dev, status.st_ino)) not in entered:
                    entered.add(identity)
                    children = [child for child in path.iterdir() if is_wanted(child.name)]
                    waiting += sorted(children, reverse=True)
            else:
                yield from _file(path, uri, limits)
        except OSError as error:
            yield _unreadable(uri, error)


def _file(path: Path, uri: str, limits: Limits) -> Iterator[Source | SourceError]:
    """One file. An archive is opened where it lies: its members are bounded, its own size is not."""
    if not path.is_file():
        exists = path.exists()
        fact = "不是普通文件" if exists else "没有这个文件（或链接已失效）"
        yield Unsupported(uri, fact, _CHECK) if exists else SourceError(uri, fact, _CHECK)
        return
    with path.open("rb") as file:
        size = path.stat().st_size
        if file.read(4) in ZIP_SIGNATURES and _is_archive(file, uri):
            yield from _archive(file, uri, Budget.of(size, limits))
            return
        file.seek(0)
        data = file.read(limits.max_bytes + 1) if size <= limits.max_bytes else None
    yield _too_large(uri, limits) if data is None or len(data) > limits.max_bytes else Source(uri, data)


def _whole(data: bytes, uri: str, budget: Budget, depth: int = 0) -> Iterator[Source | SourceError]:
    """Bytes in memory: an archive is walked, at `depth` archives below the first; anything else is a source."""
    most = budget.limits.max_nesting
    if not (data[:4] in ZIP_SIGNATURES and _is_archive(data, uri)):
        yield Source(uri, data)
    elif depth >= most:
        yield TooLarge(uri, f"压缩包嵌套超过 {most} 层", "请先解压里层的压缩包")
    else:
        yield from _archive(data, uri, budget, depth)


def _is_archive(data: bytes | BinaryIO, uri: str) -> bool:
    """Whether a zip holds files rather than being one; a damaged one is a file, whose reader says what is wrong."""
    try:
        return office_kind(data, uri) is None
    except SourceError:
        return False


def _archive(data: bytes | BinaryIO, uri: str, budget: Budget, depth: int = 0) -> Iterator[Source | SourceError]:
    """The members of an archive, sorted by name; archives among them draw on the same budget."""
    try:
        with open_zip(data, uri) as archive:
            for name, member in _members(archive, uri, budget):
                yield from _member(archive, member, f"{uri}{_INSIDE}{name}", budget, depth)
                if budget.bytes < 0:
                    fact = f"解压后超过原大小的 {budget.limits.max_expansion} 倍，其余文件未读"
                    raise TooLarge(uri, fact, "请单独解压后再导入")
    except SourceError as error:
        yield error


def _members(archive: ZipFile, uri: str, budget: Budget) -> list[tuple[str, ZipInfo]]:
    """The files of an archive with their names. Raises Encrypted where all are, NotMinutes, TooLarge."""
    found = archive.infolist()
    budget.members -= len(found)
    if budget.members < 0:
        raise TooLarge(uri, "压缩包里的文件过多", "请拆分后再导入")
    named = [(member_name(member), member) for member in found if not member.is_dir()]
    wanted = [(name, member) for name, member in named if all(map(is_wanted, name.split("/")))]
    if not wanted:
        raise NotMinutes(uri, "压缩包里没有文件", "请换一个压缩包")
    if all(member.flag_bits & ENCRYPTED_FLAG for _, member in wanted):
        raise Encrypted(uri, "压缩包设有密码", "请解压后再导入")
    return sorted(wanted, key=lambda pair: pair[0])


def _member(archive: ZipFile, member: ZipInfo, uri: str, budget: Budget, depth: int) -> Iterator[Source | SourceError]:
    if member.file_size > budget.limits.max_bytes:
        yield _too_large(uri, budget.limits)
        return
    try:
        data = read_member(archive, member, uri, budget)
    except SourceError as error:
        if budget.bytes >= 0:  # else the archive itself is refused
            yield error
        return
    yield from _whole(data, uri, budget, depth + 1)


def _too_large(uri: str, limits: Limits) -> TooLarge:
    return TooLarge(uri, f"超过 {limits.max_bytes:,} 字节的上限", "请拆分后再导入")


def _unreadable(uri: str, error: OSError) -> SourceError:
    if isinstance(error, PermissionError):
        return SourceError(uri, "没有读取权限", "请检查文件权限后重试")
    return SourceError(uri, f"无法读取（{error.strerror or '系统错误'}）", _CHECK)
