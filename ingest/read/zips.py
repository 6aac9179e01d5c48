"""Zip containers under bounds: opening, telling apart and reading members. Python's own errors end here."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from ingest.errors import Encrypted, SourceError, TooLarge, Unsupported

if TYPE_CHECKING:
    from ingest.limits import Limits

# What zipfile and the decompressors under it raise on bytes that are no sound archive, each seen in the wild
# or by fuzzing: bad magic, sizes that overflow, names that are not UTF-8, unknown versions and methods.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    IndexError,
    NotImplementedError,
    OSError,
    OverflowError,
    ValueError,
)
ENCRYPTED_FLAG = 0x1
ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
_OOXML = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}


@dataclass(slots=True)
class Budget:
    """What an archive and all archives inside it may still unpack to: bytes and members. Spent, never refilled."""

    limits: Limits
    bytes: int
    members: int

    @classmethod
    def of(cls, size: int, limits: Limits) -> Budget:
        """The budget of an archive of `size` bytes."""
        return cls(limits, size * limits.max_expansion, limits.max_members)


def open_zip(data: bytes | BinaryIO, source: str) -> zipfile.ZipFile:
    """Open an archive. Raises Unsupported where it is damaged."""
    try:
        return zipfile.ZipFile(io.BytesIO(data) if isinstance(data, bytes) else data)
    except _BROKEN as error:
        raise damaged(source) from error


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: str, budget: Budget) -> bytes:
    """One member, unpacked to at most `max_bytes` and charged to the budget; its stated size is not believed.

    Raises Encrypted, TooLarge, Unsupported (damaged, or packed by a method this Python has not).
    """
    if member.flag_bits & ENCRYPTED_FLAG:
        raise Encrypted(source, "压缩包设有密码", "请解压后再导入")
    bound = max(0, min(budget.limits.max_bytes, budget.bytes))
    try:
        with archive.open(member) as file:
            data = file.read(bound + 1)
    except _BROKEN as error:
        raise damaged(source) from error
    except RuntimeError as error:  # zipfile's own word for a password it was not given
        raise Encrypted(source, "压缩包设有密码", "请解压后再导入") from error
    budget.bytes -= len(data)
    if len(data) > bound:
        raise TooLarge(source, f"解压后超过 {bound:,} 字节的上限", "请单独解压、拆分后再导入")
    return data


def office_kind(data: bytes | BinaryIO, source: str) -> str | None:
    """`docx`, `odt`, `xlsx`, `pptx`, `ofd`, `epub`, `OOXML`, or None for an archive of files.

    Raises Unsupported where the archive is damaged.
    """
    with open_zip(data, source) as archive:
        names = set(archive.namelist())
    if "[Content_Types].xml" in names:
        folders = {name.partition("/")[0] + "/" for name in names}
        return next((kind for folder, kind in _OOXML.items() if folder in folders), "OOXML")
    if "OFD.xml" in names:
        return "ofd"
    if "mimetype" in names:
        return "odt" if "content.xml" in names else "epub"
    return None


def damaged(source: str) -> SourceError:
    """The error for an archive that cannot be unpacked."""
    return Unsupported(source, "压缩包已损坏，或用了不支持的压缩方式", "请重新下载或解压后再导入")
