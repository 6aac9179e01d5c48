"""Names of files and of members of archives as text that can be printed, stored and read."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING

from ingest.read.plausible import plausibility

if TYPE_CHECKING:
    from zipfile import ZipInfo

_UTF8_FLAG = 0x800
_LEGACY = ("gb18030", "big5hkscs")
_LITTER = frozenset(("thumbs.db", "desktop.ini", "__macosx"))
_HIDDEN = (".", "~$")


def printable(name: str) -> str:
    """The name without control characters, its undecodable bytes (surrogates on POSIX) read as legacy Chinese."""
    if any("\ud800" <= char <= "\udfff" for char in name):
        name = from_bytes(name.encode("utf-8", "surrogateescape"))
    return "".join("\ufffd" if unicodedata.category(char) == "Cc" else char for char in name)


def from_bytes(name: bytes) -> str:
    """A name in UTF-8, else in the one of GB18030 and Big5 that makes more sense.

    >>> from_bytes("会议纪要.txt".encode("gbk")), from_bytes("會議紀錄.txt".encode("big5"))
    ('会议纪要.txt', '會議紀錄.txt')
    """
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return max((name.decode(legacy, "replace") for legacy in _LEGACY), key=plausibility)


def member_name(member: ZipInfo) -> str:
    r"""The path of a member, divided by `/`.

    Chinese Windows writes it in GBK, divides it by `\` and sets no flag, upon which zipfile takes it for cp437.
    """
    name = member.filename
    if not member.flag_bits & _UTF8_FLAG:
        with suppress(UnicodeEncodeError):  # named by the extra field that newer Pythons read
            name = from_bytes(name.encode("cp437"))
    return printable(name.replace("\\", "/"))


def is_wanted(name: str) -> bool:
    """Whether a file found below a path is meant to be read: not hidden, no lock file, no litter of the system."""
    return name in {".", ".."} or not (name.startswith(_HIDDEN) or name.lower() in _LITTER)
