"""How a click inside a page of the desk reaches its tab, how its source comes into view, and how a file leaves."""

from __future__ import annotations

import re
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio as gr

PICK = """
element.addEventListener("click", (event) => {
  const one = event.target.closest("[data-pick]");
  if (!one || !element.contains(one) || one.disabled) return;
  const row = one.closest("tr[data-pick], .jr-hit");
  element.querySelectorAll(".jr-chosen").forEach((other) => other.classList.remove("jr-chosen"));
  (row || one).classList.add("jr-chosen");
  const beside = element.closest(".jr-desk")?.querySelector(".jr-beside");
  beside?.classList.remove("jr-shut");
  if (beside && event.detail === 0) beside.dataset.awaited = "";
  trigger("select", { pick: one.dataset.pick });
});
element.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("tr[data-pick], g[data-pick]")) return;
  event.preventDefault();
  event.target.dispatchEvent(new MouseEvent("click", { bubbles: true }));
});
"""
"""Whatever carries `data-pick` says so when it is clicked; by a key, the pane beside is told that it is waited for."""

REVEAL = """
watch("value", () => {
  if (!element.querySelector(".jr-timeline")) return;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "nearest" });
});
"""
"""A matter over time comes into view, for it stands above the list it was chosen from."""

SHEET = """
const close = document.createElement("button");
Object.assign(close, { type: "button", className: "jr-close", textContent: "×" });
close.addEventListener("click", () => element.closest(".jr-beside").classList.add("jr-shut"));
const beside = element.closest(".jr-beside");
beside.prepend(close);
watch("value", () => {
  if (!("awaited" in beside.dataset)) return;
  delete beside.dataset.awaited;
  element.querySelector(".jy-card")?.focus();
});
beside.addEventListener("keydown", (event) => {
  if (event.key === "Escape") beside.closest(".jr-desk").querySelector(".jr-chosen")?.focus();
});
"""
"""On a narrow screen the pane beside is a sheet that can be closed; the next click in the text opens it again.

Whoever works by keyboard is led from what they picked to its source, and back by Escape.
"""

KEPT_FOR = 3600.0  # seconds after which a file that was offered is deleted; Gradio keeps its own copy by its own rule
_UNFIT = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|]+')
LONGEST = 80  # characters of a file's name; file systems stop at 255 bytes


def picked(event: gr.EventData) -> str:
    """What was clicked, as text; a browser may send anything."""
    data = event._data  # noqa: SLF001 - an attribute of this name may be missing, and then nothing was picked
    return str(data.get("pick", "")) if isinstance(data, dict) else ""


def number(text: str) -> int | None:
    """A whole number from 0 on, or None.

    >>> number("12"), number("-1"), number("x")
    (12, None, None)
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004 - no mark is longer


class Exports:
    """Files that were asked for, under names people know them by, until they have been fetched."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="jiyao-")

    def put(self, name: str, suffix: str, data: bytes) -> str:
        """Write the bytes of a file and say where; older ones are deleted."""
        home = Path(self._folder.name)
        for old in home.iterdir():
            if time.time() - old.stat().st_mtime > KEPT_FOR:
                for file in old.iterdir():
                    file.unlink()
                old.rmdir()
        path = Path(tempfile.mkdtemp(dir=home)) / f"{file_stem(name)}{suffix}"
        path.write_bytes(data)
        return str(path)


def file_stem(name: str) -> str:
    """A name that every file system takes.

    >>> file_stem("望川区/第21次: 会议"), file_stem("..")
    ('望川区 第21次 会议', 'jiyao')
    """
    fit = " ".join(_UNFIT.sub(" ", name).split()).strip(". ")[:LONGEST]
    return fit or "jiyao"


def fetch(target: str) -> str:
    """The script that fetches what a hidden download button offers, once its address has changed."""
    return f"() => setTimeout(() => document.querySelector('#{target} a, a#{target}, #{target}')?.click(), 150)"
