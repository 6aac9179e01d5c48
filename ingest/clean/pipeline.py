"""The order of cleaning, and why it is this one.

1. `drop_markup`, `drop_invisible`, `plain_ideographs`: what is no text is in everything's way.
2. `drop_pinyin`: readings stand between characters, so every step that looks at neighbours wants them gone.
3. `mend_slips` works on bytes: before widths and scripts are folded, since a folded character has other bytes.
4. `plain_spaces`, `shorten_runs`, `narrow`, `widen_marks`, `simplify`, `close_words`: now words are written one way.
5. `split_label`, `drop_page_numbers`, `join_lines`: from here on a line is a paragraph, a title, an item, a footer;
   `drop_repeated` compares them whole.
6. `drop_menu`, `drop_tail` before the chrome they share words with: they need the headings it would take away.
7. `drop_chrome_lines`, `drop_chrome_phrases`; then what of the frame stood behind them, and spam.
8. `mask_private` when lines are whole, so that no number is hidden by a line end.
9. `mend_dates` when nothing foreign is left between its digits; `restore_lines` knows titles by their dates.
10. `mark_lost` last, for whatever nobody could read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.clean.chrome import drop_chrome_lines, drop_chrome_phrases, split_label
from ingest.clean.frame import drop_credits, drop_menu, drop_menu_runs, drop_tail
from ingest.clean.glyphs import mark_lost
from ingest.clean.lines import drop_page_numbers, join_lines
from ingest.clean.lost_ymd import mend_dates
from ingest.clean.markup import drop_markup
from ingest.clean.mojibake import mend_slips
from ingest.clean.pinyin import drop_pinyin
from ingest.clean.private import mask_private
from ingest.clean.radicals import plain_ideographs
from ingest.clean.relined import restore_lines
from ingest.clean.repeats import drop_repeated
from ingest.clean.script import simplify
from ingest.clean.spaces import drop_invisible, plain_spaces, shorten_runs
from ingest.clean.spacing import close_words
from ingest.clean.spam import drop_spam_lines, mark_spam_names
from ingest.clean.step import in_turn
from ingest.clean.traced import Traced
from ingest.clean.width import narrow, widen_marks
from ingest.records import Removal, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.records import Damage, Document

STEPS = (
    drop_markup,
    drop_invisible,
    plain_ideographs,
    drop_pinyin,
    mend_slips,
    plain_spaces,
    shorten_runs,
    narrow,
    widen_marks,
    simplify,
    close_words,
    split_label,
    drop_page_numbers,
    join_lines,
    drop_repeated,
    drop_menu,
    drop_tail,
    drop_chrome_lines,
    drop_chrome_phrases,
    drop_menu_runs,
    drop_credits,
    drop_spam_lines,
    mark_spam_names,
    mask_private,
    mend_dates,
    restore_lines,
    mark_lost,
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The reading of a document, and what stands between it and the document, ascending by where it stands.

    Removals of one kind that touch are one; no two damages share a character.
    """

    reading: Traced
    removed: tuple[Removal, ...]
    damaged: tuple[Damage, ...]


def _merged(removed: Iterable[Removal]) -> tuple[Removal, ...]:
    merged: list[Removal] = []
    for one in sorted(removed, key=lambda removal: (removal.span.start, removal.span.end)):
        last = merged[-1] if merged else None
        if last and last.kind == one.kind and one.span.start <= last.span.end:
            merged[-1] = Removal(last.kind, Span(last.span.start, max(last.span.end, one.span.end)))
        else:
            merged.append(one)
    return tuple(merged)


def _apart(damaged: tuple[Damage, ...]) -> tuple[Damage, ...]:
    """The damages in the order of the document; where two touch, the earlier step knew more and is kept."""
    ranked = sorted(enumerate(damaged), key=lambda one: (one[1].span.start, one[0]))
    kept: list[tuple[int, Damage]] = []
    for rank, one in ranked:
        if kept and kept[-1][1].span.touches(one.span):
            if rank < kept[-1][0]:
                kept[-1] = rank, one
        else:
            kept.append((rank, one))
    return tuple(one for _, one in kept)


def clean(document: Document) -> Cleaned:
    """Free a document from the noise of the web: its simplified, traced reading, with what was removed and damaged.

    Raises nothing: a text that no step knows comes back as it is.
    """
    swept = in_turn(Traced.of(document.text), STEPS)
    return Cleaned(swept.text, _merged(swept.removed), _apart(swept.damaged))
