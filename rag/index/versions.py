"""Derived indexes live in numbered folders; CURRENT names the one that counts and is flipped in one step.

An index that is rebuilt grows in a new folder beside the old one, so a kill at any moment leaves one whole.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CURRENT = "CURRENT"
PREFIX = "v"


class Versions:
    """The folders `v1`, `v2`, … under `home`."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def current(self) -> Path | None:
        """The folder that counts; None where none was finished."""
        try:
            name = (self.home / CURRENT).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        folder = self.home / name
        return folder if name.startswith(PREFIX) and folder.is_dir() else None

    def fresh(self) -> Path:
        """A new empty folder that does not count yet."""
        self.home.mkdir(parents=True, exist_ok=True)
        numbers = [int(one.name[1:]) for one in self.home.glob(f"{PREFIX}*") if one.name[1:].isdigit()]
        folder = self.home / f"{PREFIX}{max(numbers, default=0) + 1}"
        folder.mkdir()
        return folder

    def flip(self, folder: Path) -> None:
        """Let `folder` count from now on, also after a power cut."""
        scratch = self.home / f"{CURRENT}.new"
        write_durably(scratch, folder.name)
        scratch.replace(self.home / CURRENT)
        sync_folder(self.home)

    def sweep(self) -> None:
        """Delete the folders that do not count: what a kill or a rebuild left behind."""
        counts = self.current()
        for folder in self.home.glob(f"{PREFIX}*"):
            if folder != counts:
                shutil.rmtree(folder, ignore_errors=True)  # a reader on Windows may still hold a file open


def write_durably(path: Path, text: str) -> None:
    """Write a small file and push it to the disk."""
    with path.open("w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Push a folder's entries to the disk, where the system can (Windows cannot)."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
