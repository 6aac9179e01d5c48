"""The gate: what was pinned holds, and a planted regression falls through it."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING

import pytest

from evals.baselines import ours
from evals.corpus import sample_paths
from evals.run import gate, suites
from evals.run.against import retrieval
from evals.run.bench import TUNED, Bench
from evals.run.page import page
from evals.run.records import Failure, Result, Run, corpus_hash, read
from ingest.clean.traced import Traced
from ingest.contract import minutes_as_dict
from ingest.errors import SourceError
from ingest.limits import Limits
from ingest.parse.meetings import meetings
from ingest.read import extract
from ingest.records import Quality
from rag.archive import Archive
from rag.index.embed.fake import HashedBigrams
from rag.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from evals.baselines import Hit
    from evals.fields import Json
    from evals.run.suites import Found


def made(found: Iterable[Found], suite: str) -> Run:
    results = [one for one in found if isinstance(one, Result)]
    return Run("2031-01-01T00:00:00+00:00", corpus_hash(), "0", "none", results=results, seconds={suite: 1.0})


def read_unclean(data: bytes, source: str) -> list[Json]:
    """Reading with the cleaning left out: the planted regression."""
    try:
        document = extract(data, source, Limits())
        found = meetings(document, Traced.of(document.text), Quality(document.encoding))
    except SourceError:
        return []
    return [minutes_as_dict(one) for one in found]


def test_reading_without_cleaning_falls() -> None:
    falls = gate.falls(made(suites.parsing(("noisy",), read_unclean), "parsing"), gate.load(), frozenset({"parsing"}))
    assert any("parsing/macro_f1/ours/noisy" in one for one in falls)


def test_a_guard_that_lets_everything_pass_falls() -> None:
    broken = made(suites.guard(lambda *_: True), "guard")
    falls = gate.falls(broken, gate.load(), frozenset({"guard"}))
    assert {one.partition("：")[0] for one in falls} >= {
        "guard/lies_stopped/ours/outcome",
        "guard/lies_stopped/ours/unit",
    }


def test_a_guard_that_stops_everything_falls_too() -> None:
    falls = gate.falls(made(suites.guard(lambda *_: False), "guard"), gate.load(), frozenset({"guard"}))
    assert any("truths_passed" in one for one in falls)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """A dozen minutes, so that the honest run takes a moment."""
    paths = tuple(one for one in sample_paths() if one.suffix == ".txt")[:12]
    settings = Settings(home=tmp_path_factory.mktemp("few"))
    with Archive.open(settings, embedder=HashedBigrams(), write=True) as archive:
        list(archive.add_all(map(str, paths)))
        yield Bench(TUNED, archive, (), (), paths)


def test_shuffled_ranks_fall(few: Bench) -> None:
    honest = ours(few.archive)
    floors = gate.pinned(made(retrieval(few, {"ours": honest}), "retrieval"), gate.Floors("few"))
    assert set(floors.floors) == {f"retrieval/{one}/ours/tuned" for one in ("R@10", "RR", "nDCG@10")}

    def shuffled(question: str) -> list[Hit]:
        hits = honest(question)
        Random(question).shuffle(hits)  # noqa: S311 - the same disorder every time
        return hits

    worse = made(retrieval(few, {"ours": shuffled}), "retrieval")
    falls = gate.falls(worse, floors, frozenset({"retrieval"}))
    assert {one.partition("：")[0] for one in falls} >= {"retrieval/RR/ours/tuned", "retrieval/nDCG@10/ours/tuned"}


def test_what_the_guard_reaches_today_holds() -> None:
    assert gate.falls(made(suites.guard(), "guard"), gate.load(), frozenset({"guard"})) == []


def test_a_metric_that_went_missing_is_a_fall() -> None:
    assert gate.falls(made([], "guard"), gate.load(), frozenset({"guard"}))


def test_floors_go_up_quietly_and_down_only_on_purpose() -> None:
    floors = gate.Floors("old", floors={"guard/right/ours/all": 0.9, "asking/right/ours/all": 0.5})
    better = made([Result("guard", "right", 0.95, 10)], "guard")
    assert gate.pinned(better, floors).floors == {"guard/right/ours/all": 0.95, "asking/right/ours/all": 0.5}
    worse = made([Result("guard", "right", 0.5, 10)], "guard")
    with pytest.raises(gate.Lowered, match="guard/right/ours/all"):
        gate.pinned(worse, floors)
    assert gate.pinned(worse, floors, allow_regression=True).floors["guard/right/ours/all"] == 0.5


def test_a_baseline_never_becomes_a_floor() -> None:
    run = made([Result("retrieval", "right", 0.4, 10, system="bm25")], "retrieval")
    assert gate.pinned(run, gate.Floors("old")).floors == {}


def test_a_run_is_kept_and_read_back(tmp_path: Path) -> None:
    run = made([Result("guard", "a", None, 0), Result("asking", "right", 0.5, 4, low=0.1, high=0.9)], "asking")
    run.failures.append(Failure("asking", "q1", "问？", "答。", "应", ("引文",)))
    (tmp_path / "run.json").write_text(run.as_json(), "utf-8")
    assert read(tmp_path / "run.json") == run
    (tmp_path / "broken.json").write_text(json.dumps({"results": [{}]}), "utf-8")
    with pytest.raises(ValueError, match="不是一次评测的结果"):
        read(tmp_path / "broken.json")


def test_the_page_escapes_what_it_quotes_and_fetches_nothing() -> None:
    run = made([Result("asking", "right", 0.5, 4, split="<i>"), Result("asking", "right", 0.7, 4)], "asking")
    run.failures.append(Failure("asking", "q1", "<script>alert(1)</script>", "<b>", "&", ("<img src=x>",)))
    html = page(run, made([Result("asking", "right", 0.4, 4)], "asking"))
    assert "<script" not in html
    assert "<img" not in html
    assert "http" not in html
    assert "+0.300" in html
