"""The order of cleaning, and why it is this one.

1. `spaces`, `width` come first: every later pattern is written for plain spaces and ASCII digits.
2. `pinyin` before anything that looks at neighbouring characters: it stands between them.
3. `script` before anything that knows words: each word is then written once, in simplified characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.clean.chrome import drop_chrome_lines, drop_chrome_phrases
from ingest.clean.frame import drop_menu, drop_tail
from ingest.clean.glyphs import mark_lost
from ingest.clean.lines import drop_page_numbers, join_lines
from ingest.clean.lost_ymd import mend_dates
from ingest.clean.pinyin import drop_pinyin
from ingest.clean.private import mask_private
from ingest.clean.script import simplify
from ingest.clean.spaces import drop_invisible, plain_spaces, shorten_runs
from ingest.clean.spam import drop_spam_lines, mark_spam_names
from ingest.clean.step import in_turn
from ingest.clean.traced import Traced
from ingest.clean.width import narrow
from ingest.records import Removal, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.records import Damage, Document

STEPS = (
    drop_invisible,
    plain_spaces,
    shorten_runs,
    narrow,
    drop_pinyin,
    simplify,
    drop_page_numbers,
    join_lines,
    drop_menu,
    drop_tail,
    drop_chrome_lines,
    drop_chrome_phrases,
    drop_spam_lines,
    mark_spam_names,
    mask_private,
    mend_dates,
    mark_lost,
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The reading of a document, and what stands between it and the document, ascending by where it stands."""

    reading: Traced
    removed: tuple[Removal, ...]
    damaged: tuple[Damage, ...]


def _merged(removed: Iterable[Removal]) -> tuple[Removal, ...]:
    """Removals in the order of the document; those of one kind that touch become one."""
    merged: list[Removal] = []
    for one in sorted(removed, key=lambda removal: (removal.span.start, removal.span.end)):
        last = merged[-1] if merged else None
        if last and last.kind == one.kind and one.span.start <= last.span.end:
            merged[-1] = Removal(last.kind, Span(last.span.start, max(last.span.end, one.span.end)))
        else:
            merged.append(one)
    return tuple(merged)


def clean(document: Document) -> Cleaned:
    """Free a document from the noise of the web: its simplified, traced reading, with what was removed and damaged."""
    swept = in_turn(Traced.of(document.text), STEPS)
    damaged = sorted(swept.damaged, key=lambda damage: (damage.span.start, damage.span.end))
    return Cleaned(swept.text, _merged(swept.removed), tuple(damaged))
