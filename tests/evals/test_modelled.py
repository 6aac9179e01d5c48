"""A tutorial's chain and ours with the same scripted model: what each says, what it costs, what the guard stopped."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from evals.baselines import fixed, tutorial
from evals.cases import Expect, Question
from evals.corpus import ROOM
from evals.modelled import NAIVE, PLAIN, Price, measure, results, sampled
from evals.retrieval_own import of_archive
from evals.run.records import OURS, Failure, Result
from rag.archive import Archive
from rag.errors import Malformed
from rag.index.embed.fake import HashedBigrams
from rag.records import ModelReply, Usage
from rag.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

MINUTES = ROOM / "minutes" / "lanhu-06.txt"
ASKED = (
    Question(
        id="decided",
        question="校车安全管理办法审议结果如何？",
        type="decision",
        expect=Expect(answer_contains=("暂缓",)),
    ),
    Question(
        id="absent",
        question="校车安全管理办法的罚款是多少元？",
        type="unanswerable",
        expect=Expect(refused=True, refusal_kind="not_recorded"),
    ),
)


@dataclass
class Inventor:
    """A model that has one answer to everything, and would cite the first sentence for it."""

    says: str
    name: str = "inventor"

    def stream(self, system: str, user: str, schema: dict[str, object]) -> Iterator[ModelReply]:
        del system, user, schema
        claims = [{"text": self.says, "sentences": [1]}]
        data: dict[str, object] = {"answerable": True, "claims": claims, "answer": self.says}
        yield ModelReply(data, final=True, usage=Usage(1000, 10))


@dataclass
class Broken:
    """A model that never gets to the end of its JSON."""

    name: str = "broken"

    def stream(self, system: str, user: str, schema: dict[str, object]) -> Iterator[ModelReply]:
        del system, user, schema
        yield ModelReply({"answer": ""})
        raise Malformed("答案写到一半就到了长度上限")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    settings = Settings(home=tmp_path_factory.mktemp("home"))
    with Archive.open(settings, embedder=HashedBigrams(), write=True) as opened:
        list(opened.add_all([str(MINUTES)]))
        yield opened


def found(archive: Archive, says: str) -> tuple[dict[str, Result], list[Failure]]:
    texts = of_archive("few", archive, (), (MINUTES,))
    told = measure(archive, texts, tutorial(fixed(texts), archive), Inventor(says), ASKED)
    every = list(results(told, "tuned", Price(2, 8)))
    values = {f"{one.metric}/{one.system}": one for one in every if isinstance(one, Result)}
    return values, [one for one in every if isinstance(one, Failure)]


def test_an_invention_is_counted_of_the_chain_and_stopped_in_ours(archive: Archive) -> None:
    values, _ = found(archive, "每辆车罚款五百元")
    assert values[f"invented/{NAIVE}"].value == 1
    assert values[f"invented/{OURS}"].value == 0
    assert values[f"claims_dropped/{OURS}"].value == 1
    assert values[f"right/{NAIVE}"].value == 0
    assert values[f"right/{OURS}"].value == values[f"right/{PLAIN}"].value


def test_a_chain_that_says_it_does_not_know_has_refused(archive: Archive) -> None:
    values, _ = found(archive, "根據材料，無法確定。")
    assert values[f"invented/{NAIVE}"].value == 0
    assert values[f"refusal.recall/{NAIVE}"].value == 1
    assert values[f"refusal.precision/{NAIVE}"].value == 0.5


def test_tokens_and_their_cost_are_counted_where_a_model_was_asked(archive: Archive) -> None:
    values, _ = found(archive, "暂缓")
    assert values[f"tokens_read/{NAIVE}"].value == 1000
    assert values[f"cost_per_1000/{NAIVE}"].value == pytest.approx(1000 * (1000 * 2 + 10 * 8) / 1_000_000)
    assert values[f"model_asked/{PLAIN}"].value == 0
    assert values[f"cost_per_1000/{PLAIN}"].value == 0


def test_a_reply_that_breaks_off_is_a_wrong_answer_and_ends_nothing(archive: Archive) -> None:
    texts = of_archive("few", archive, (), (MINUTES,))
    told = measure(archive, texts, tutorial(fixed(texts), archive), Broken(), ASKED)
    assert [one.reason for one in told[NAIVE]] == ["no usable reply"] * 2
    assert [one.refused for one in told[NAIVE]] == [False, False]
    assert [one.text for one in told[OURS]] == [one.text for one in told[PLAIN]]


def test_the_sample_is_spread_over_the_file_and_stays_the_same() -> None:
    many = [ASKED[0].model_copy(update={"id": str(at)}) for at in range(100)]
    few = [int(one.id) for one in sampled(many, 10)]
    assert few == [int(one.id) for one in sampled(many, 10)]
    assert {later - earlier for earlier, later in pairwise(few)} == {10}
    assert sampled(many, 200) == tuple(many)
