"""What a model is given to read: tokens of our prompt against a tutorial's five chunks of 500 characters.

`python -m evals.tokens` asks the questions of `cases/sought.jsonl` that the sample minutes answer, listens to the first
prompt of each that the product puts to a model, and counts its tokens by the product's own counter, instructions
included. The tutorial's prompt is its five nearest chunks and the question under one line. Beside the tokens: how often
the gold quote stands in the prompt. What the product answers or refuses without a model is left out.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING

from evals.baselines import fixed, tutorial
from evals.cases import load_sought
from evals.fields import fold
from evals.retrieval import filled
from evals.retrieval_cache import CachedEmbedder
from evals.retrieval_own import own
from rag.answer.ask import answer, begin
from rag.index.embed import open_embedder
from rag.index.tokens import count_tokens
from rag.records import ModelReply
from rag.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evals.baselines import Search
    from evals.cases import Sought
    from evals.retrieval_sets import QuestionSet
    from rag.archive import Archive

TOP = 5
INSTRUCTION = "请根据以下材料回答问题，材料中没有答案就说不知道。"


@dataclass(frozen=True, slots=True)
class Cost:
    """Tokens of a prompt, and whether it holds the gold quote."""

    tokens: int
    held: bool


@dataclass(frozen=True, slots=True)
class Sum:
    """Of n prompts: tokens on average, at the middle and at most, and the share that holds the gold quote."""

    n: int
    mean: float
    median: float
    most: int
    held: float


@dataclass(slots=True)
class Listener:
    """A `rag.ports.ChatModel` that remembers what it was asked and never has an answer."""

    name: str = "listener"
    heard: list[str] = field(default_factory=list)

    def stream(self, system: str, user: str, schema: dict[str, object]) -> Iterator[ModelReply]:
        """One reply: not answerable."""
        del schema
        self.heard.append(f"{system}\n{user}")
        yield ModelReply({"answerable": False, "claims": []}, final=True)


def ours(archive: Archive, one: Sought) -> Cost | None:
    """The first prompt of a question; None where no model is asked."""
    chat = Listener()
    for _ in answer(begin(one.question, (), archive.shelf, archive.settings), chat):
        pass
    return cost(chat.heard[0], one.quote) if chat.heard else None


def cost(prompt: str, quote: str) -> Cost:
    """Tokens, and whether the quote stands in the prompt, sentence marks between its parts aside."""
    return Cost(count_tokens(prompt), fold(quote) in fold(prompt))


def summed(costs: Sequence[Cost]) -> Sum:
    """The sum over prompts. Raises StatisticsError for none."""
    tokens = [one.tokens for one in costs]
    return Sum(len(costs), round(mean(tokens), 1), median(tokens), max(tokens), round(mean(x.held for x in costs), 3))


def measure(archive: Archive, questions: QuestionSet, search: Search) -> dict[str, Sum]:
    """Both prompts of every question that a model would be asked; `search` is the tutorial's."""
    mine, theirs = [], []
    for one in load_sought():
        asked = ours(archive, one) if one.quote else None
        if asked is None:
            continue
        mine.append(asked)
        chunks = (questions.texts[hit.text][hit.span.start : hit.span.end] for hit in search(one.question)[:TOP])
        theirs.append(cost("\n\n".join([INSTRUCTION, *chunks, f"问题：{one.question}"]), one.quote))
    return {"ours": summed(mine), f"{TOP} chunks of 500": summed(theirs)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both sums and keep them."""
    parser = argparse.ArgumentParser(prog="python -m evals.tokens", description=__doc__)
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "jiyao-evals", help="kept vectors")
    parser.add_argument("--out", type=Path, help="folder for tokens.json")
    options = parser.parse_args(arguments)
    with (
        tempfile.TemporaryDirectory() as home,
        CachedEmbedder(open_embedder(Settings(home=options.cache)), options.cache) as embedder,
        filled(questions := own(), Path(home), embedder) as archive,
    ):
        sums = measure(archive, questions, tutorial(fixed(questions), archive))
    for name, one in sums.items():
        sys.stdout.write(f"{name:<16} n {one.n}: {one.mean:.0f} tokens (median {one.median:.0f}, most {one.most}), ")
        sys.stdout.write(f"gold quote in {one.held:.1%}\n")
    if options.out is not None:
        options.out.mkdir(parents=True, exist_ok=True)
        kept = {name: asdict(one) for name, one in sums.items()}
        (options.out / "tokens.json").write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
