"""Sample minutes for tests that write files of their own from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.corpus import sample_paths

if TYPE_CHECKING:
    from pathlib import Path


def plain_samples() -> list[tuple[Path, str]]:
    """The clean samples that are UTF-8 text, each with it; the corpus holds other encodings and containers as well."""
    found = []
    for path in sample_paths():
        if path.parent.name == "minutes" and path.suffix == ".txt":
            try:
                found.append((path, path.read_bytes().decode("utf-8")))
            except UnicodeDecodeError:
                continue
    return found
