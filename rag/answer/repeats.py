"""Answers of which every word follows from the question and the archive as it stands: worked out once for all.

Without a model the same question of the same archive gets the same answer (DESIGN, 8). People ask what others have just
asked: of a new set of minutes, of the questions that the page suggests; a class or an office asks one thing at a time.
"""

from __future__ import annotations

import datetime as dt
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.answer.ask import answer, begin
from rag.index.embed import embeds_here
from rag.index.kept import Kept
from rag.records import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.find.shelf import Shelf
    from rag.ports import ChatModel
    from rag.records import Claim, Turn
    from rag.settings import Settings

KEPT = 1000
"""Answers that are kept: some 10 MB."""
AT_ONCE = 6
"""Questions that are worked on at once: while some are embedded, in one run, others are read and answered.

Fewer leave a processor idle (two: 0.85 of two busy where six take all they are given), since embedding is the larger
half of the work and Python runs one at a time. Many more would not be faster, and would not be fair: they would take
turns by chance, and some would wait four times as long as others. The rest wait in the order in which they came.
"""
WAITING = 16
"""The same where a service embeds, and most of a question's time is spent waiting for it."""


class Answers:
    """Asks one archive under one set of settings; threads share it."""

    def __init__(self, shelf: Shelf, settings: Settings) -> None:
        self._shelf, self._settings = shelf, settings
        self._kept: Kept[tuple[Claim | Answer, ...]] = Kept(KEPT)
        self._workers = ThreadPoolExecutor(AT_ONCE if embeds_here(settings) else WAITING, "answers")

    def ask(
        self, question: str, history: Sequence[Turn], within: frozenset[str], chat: ChatModel | None
    ) -> Iterator[Claim | Answer]:
        """The claims, then the whole answer; a model is asked every time."""
        if chat is None:
            yield from self._extract(question, history, within)
        else:
            yield from answer(begin(question, history, self._shelf, self._settings, within=within), chat, history)

    def _extract(self, question: str, history: Sequence[Turn], within: frozenset[str]) -> tuple[Claim | Answer, ...]:
        """What others were given has a single time: that for which it was waited."""
        began, today = time.perf_counter(), dt.datetime.now(tz=dt.UTC).date()
        key = (question, tuple(history), within, today)

        def work() -> tuple[Claim | Answer, ...]:
            return self._workers.submit(worked).result()

        def worked() -> tuple[Claim | Answer, ...]:
            asking = begin(question, history, self._shelf, self._settings, today, within=within)
            return tuple(answer(asking, None, history))

        parts, shared = self._kept.get(self._shelf.catalogue.standing(), key, work)
        if not shared:
            return parts
        waited = {"kept": round((time.perf_counter() - began) * 1000, 2)}
        return tuple(replace(one, timings_ms=waited) if isinstance(one, Answer) else one for one in parts)
