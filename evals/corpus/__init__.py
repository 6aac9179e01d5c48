"""The house's own minutes: fictional districts and people, in the layouts and noises of the genre.

`minutes/` holds clean files, `noisy/` committed samples of damaged ones, `layouts/` further layouts that are only read
and asked nothing, `heldout/`, `heldout-2/` and `heldout-3/` minutes nothing is tuned on, `gold/` what a reader should
find.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOM = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Case:
    """One file and the gold that was written for it by hand: a JSON object a line, a line a meeting."""

    path: Path
    gold: Path


def _files(folder: str) -> list[Path]:
    return sorted(path for path in (ROOM / folder).glob("*") if path.is_file() and not path.name.startswith("."))


def sample_paths() -> list[Path]:
    """The files the demo loads: every clean file, then every noisy one, each group by name."""
    return _files("minutes") + _files("noisy")


def gold_path(path: Path) -> Path:
    """Where the gold of a file lies; a noisy file `NAME__damage.txt` shares the gold of `NAME`.

    That of held-out files lies apart, so that nobody comes upon it who only looks up a convention.
    """
    folder = "gold-heldout" if path.parent.name.startswith("heldout") else "gold"
    return ROOM / folder / f"{path.stem.partition('__')[0]}.jsonl"


def _cases(folder: str) -> list[Case]:
    pairs = (Case(path, gold_path(path)) for path in _files(folder))
    return [case for case in pairs if case.gold.exists()]


def cases() -> list[Case]:
    """Every clean file that has gold, by name."""
    return _cases("minutes")


def noisy_cases() -> list[Case]:
    """Every committed noisy file that has gold, by name."""
    return _cases("noisy")


def layout_cases() -> list[Case]:
    """Files of further layouts, in no archive that questions are asked of, so that no answer turns on them."""
    return _cases("layouts")


def heldout_cases() -> list[Case]:
    """Files that nothing is tuned on: read their scores, not their misses."""
    return _cases("heldout")


def second_heldout_cases() -> list[Case]:
    """A later batch of the same, written by someone who had not read the reader: other offices, three files damaged."""
    return _cases("heldout-2")


def third_heldout_cases() -> list[Case]:
    """A third blind batch: formal minutes of other offices, three files damaged."""
    return _cases("heldout-3")


def every_heldout_case() -> list[Case]:
    """All three batches: what the held-out questions are asked of."""
    return [*heldout_cases(), *second_heldout_cases(), *third_heldout_cases()]
