"""The sample minutes as they come in from the wild: each clean file in one damaged form, the kinds in turn.

What is asked of the clean minutes can be asked of these as well: kinds that make a field unreadable for anyone are
left out, so whatever an answer loses is lost by us.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.corpus import cases, noisy_cases
from evals.corpus.damage import twins
from ingest.limits import Limits
from ingest.read import extract

if TYPE_CHECKING:
    from pathlib import Path


def damaged(folder: Path) -> list[Path]:
    """Write the damaged minutes into `folder`; those that are kept in a damaged form only stay what they are."""
    written = []
    for at, case in enumerate(cases()):
        text = extract(case.path.read_bytes(), case.path.name, Limits()).text
        kinds = [twin for kind, twin in twins(text, case.path.stem) if not kind.hides]
        path = folder / f"{case.path.stem}.txt"
        path.write_text(kinds[at % len(kinds)], "utf-8", newline="")
        written.append(path)
    return written + [case.path for case in noisy_cases()]
