from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from evals.baselines import BM25, OTHERS, Hit, starts, words
from evals.cases import load_sought
from evals.retrieval import holds, means, measure, ranked
from evals.retrieval_cache import CachedEmbedder
from evals.retrieval_sets import Ask, Evidence, QuestionSet
from ingest.records import Span
from rag.index.embed.fake import HashedBigrams

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = Ask("q", "？", (Evidence("a"), Evidence("b")))
QUOTED = Ask("q", "？", (Evidence("a", Span(10, 20)),))


def hit(text: str, start: int, end: int) -> Hit:
    return Hit(text, Span(start, end))


def test_a_text_counts_once_however_many_of_its_chunks_are_found() -> None:
    assert ranked(WHOLE, [hit("c", 0, 5), hit("c", 5, 9), hit("b", 0, 5), hit("b", 5, 9), hit("a", 0, 5)]) == [
        "c",
        "e1",
        "e0",
    ]


def test_evidence_is_found_where_half_of_it_is_shown() -> None:
    assert ranked(QUOTED, [hit("a", 0, 14), hit("a", 14, 30)]) == ["a:0", "e0"]
    assert holds(Span(0, 15), Span(10, 20))
    assert not holds(Span(0, 14), Span(10, 20))


def test_a_question_without_a_hit_counts_as_a_miss() -> None:
    scores = means([WHOLE, QUOTED], {"q": []})
    assert scores["nDCG@10"] == 0


def test_metrics_are_those_of_the_ranking() -> None:
    scores = means([QUOTED], {"q": ["a:0", "e0"]})
    assert scores["R@1"] == 0
    assert scores["R@5"] == 1
    assert scores["RR"] == pytest.approx(0.5)


def test_fixed_chunks_cover_a_text_to_its_end() -> None:
    assert list(starts(500)) == [0]
    assert [(at, min(at + 500, 1200)) for at in starts(1200)] == [(0, 500), (450, 950), (900, 1200)]


def test_words_find_what_blanks_do_not() -> None:
    texts = ["古渡口的石桥在前年修好。", "茶馆每天早上六点开门。"]
    assert BM25(texts, words).best("石桥修好了吗？") == [0]
    assert BM25(texts, str.split).best("石桥修好了吗？") == []


def test_every_method_answers_on_a_set_of_plain_texts(tmp_path: Path) -> None:
    texts = {"a": "古渡口的石桥在前年修好。", "b": "茶馆每天早上六点开门。", "c": "山上的灯塔无人看守。"}
    asks = (Ask("1", "石桥什么时候修好？", (Evidence("a"),)), Ask("2", "茶馆几点开门？", (Evidence("b"),)))
    scores = measure(QuestionSet("made", texts, asks), tmp_path, HashedBigrams())
    assert [one.method for one in scores] == list(OTHERS)
    assert all(one.n == 2 for one in scores)
    assert scores[-1].means["R@1"] == 1


def test_vectors_are_kept_by_text_and_side(tmp_path: Path) -> None:
    with CachedEmbedder(HashedBigrams(), tmp_path) as first:
        made = first.embed_passages(["古渡口", "茶馆"])
        first.embed_query("茶馆")
        assert first.fresh == 3
    with CachedEmbedder(HashedBigrams(), tmp_path) as again:
        assert np.array_equal(again.embed_passages(["古渡口", "茶馆"]), made)
        assert again.fresh == 0


def test_sought_questions_have_gold_where_the_minutes_answer() -> None:
    asked = load_sought()
    assert len({one.id for one in asked}) == len(asked)
    assert {one.set for one in asked} == {"on", "para", "off"}
    assert all(bool(one.quote) == bool(one.source) == (one.set != "off") for one in asked)
    assert all(sum(one.set == name for one in asked) >= 40 for name in ("on", "para", "off"))
