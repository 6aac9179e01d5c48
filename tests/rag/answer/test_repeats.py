"""A question that was asked before gets the same answer, says so in its times, and never that of an older archive."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from ingest.read.walk import Source
from rag.answer.repeats import AT_ONCE, Answers
from rag.index.embed.fake import HashedBigrams
from rag.records import Turn
from rag.settings import Settings
from tests.rag.answer.asked import HERE, opened

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

QUESTION = "溪岚区第9次常务会议由谁主持？"


def test_a_repeat_is_the_same_answer_and_says_that_it_was_kept(tmp_path: Path) -> None:
    with opened(tmp_path) as archive:
        first, again = archive.ask(QUESTION), archive.ask(QUESTION)
        assert set(first.timings_ms) >= {"read", "answer"}
        assert set(again.timings_ms) == {"kept"}
        assert replace(again, timings_ms=first.timings_ms) == first
        assert list(archive.ask_stream(QUESTION))[:-1] == list(first.claims)
        followed = archive.ask(QUESTION, [Turn("user", "第10次会议呢？"), Turn("assistant", "无")])
        assert "kept" not in followed.timings_ms


def test_an_answer_does_not_outlive_what_it_was_read_from(tmp_path: Path) -> None:
    path = HERE / "minutes" / "xilan-9.txt"
    with opened(tmp_path) as archive:
        before = archive.ask(QUESTION)
        (held,) = {one.document_id for one in before.citations}
        archive.remove(held)
        gone = archive.ask(QUESTION)
        assert gone.refusal is not None
        archive.add(Source(str(path), path.read_bytes()))
        back = archive.ask(QUESTION)
        assert "kept" not in back.timings_ms
        assert back.text == before.text


class Crowded(HashedBigrams):
    """An embedder that sees how many questions are with it at once, and keeps each until others could have come."""

    def __init__(self) -> None:
        super().__init__()
        self.inside, self.most = 0, 0
        self._counting = threading.Lock()

    def embed_query(self, text: str) -> NDArray[np.float32]:
        with self._counting:
            self.inside += 1
            self.most = max(self.most, self.inside)
        time.sleep(0.02)
        with self._counting:
            self.inside -= 1
        return super().embed_query(text)


def test_of_many_who_ask_at_once_few_are_worked_for_and_all_are_answered(tmp_path: Path) -> None:
    crowded = Crowded()
    questions = [f"关于第{number}批老旧小区改造，会议怎么安排的？" for number in range(12)]
    with opened(tmp_path, embedder=crowded) as archive, ThreadPoolExecutor(len(questions)) as people:
        answers = list(people.map(archive.ask, questions))
        assert [one.question for one in answers] == questions
        assert 1 <= crowded.most <= AT_ONCE
        away = Answers(archive.shelf, Settings(home=tmp_path, embedding_model="of-a-service"))
        again = partial(away.ask, history=(), within=frozenset(), chat=None)
        list(people.map(lambda one: list(again(one)), questions))
        assert crowded.most > AT_ONCE, "where a service embeds, more may wait for it"
