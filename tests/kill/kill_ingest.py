"""Kills an ingest at random moments and looks at what is left: `python -m tests.kill.kill_ingest --rounds 20`.

A round fills a fresh archive, killed (SIGKILL) up to three times on the way. After each kill another process opens
the archive twice, since a torn vector index crashes only at the second opening, and must find every document that
was acknowledged. Then the ingest runs to its end, and the archive must search like one that was never disturbed.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from ingest.errors import SourceError
from rag.archive import Archive
from rag.settings import Settings
from tests.rag.fiction import minutes_text, parse_fiction

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = 24
NEAREST = 5


@dataclass(frozen=True, slots=True)
class Plan:
    """What one run of the script does."""

    rounds: int
    documents: int
    embedder: str
    seed: int


@dataclass(frozen=True, slots=True)
class State:
    """What an archive holds, and what it finds for each question."""

    ids: list[str]
    chunks: int
    found: dict[str, list[list[str | float]]]


@dataclass(slots=True)
class Tally:
    """What the rounds showed."""

    kills: int = 0
    acknowledged: int = 0
    missing: int = 0
    crashes: int = 0
    different: int = 0

    @property
    def whole(self) -> bool:
        """Whether nothing was lost, nothing crashed and every archive searched like the undisturbed one."""
        return self.kills > 0 and not (self.missing or self.crashes or self.different)


def opened(home: Path, embedder: str) -> Archive:
    """The archive of a home, to write; `embedder` as JIYAO_EMBEDDING_MODEL."""
    return Archive.open(Settings(home=home, embedding_model=embedder), write=True, parse=parse_fiction)


def ingest(home: Path, folder: Path, embedder: str) -> None:
    """Ingest the folder; each acknowledged document is one line of standard output."""
    with opened(home, embedder) as archive:
        for added in archive.add_all([str(folder)]):
            if isinstance(added, SourceError):
                raise added
            sys.stdout.write(added.document_id + "\n")
            sys.stdout.flush()


def look(home: Path, embedder: str, documents: int) -> None:
    """Print what the archive holds and finds, as one line of JSON."""
    with opened(home, embedder):
        pass
    with opened(home, embedder) as archive:
        health = archive.health()
        found: dict[str, list[list[str | float]]] = {}
        for seed in range(0, documents, max(1, documents // QUESTIONS)):
            question = f"云溪区政府第{seed}次常务会议第{seed * 10 + 1}号事项"
            lexical = archive.lexical.search(question, NEAREST)
            dense = archive.vectors.search(archive.embedder.embed_query(question), NEAREST)
            found[question] = [[chunk, round(score, 4)] for chunk, score in lexical + dense]
        state = State(sorted(one.id for one in archive.documents()), health.chunks, found)
        assert health.pending == 0, health
        assert health.vectors == "chroma", health
        sys.stdout.write(json.dumps(asdict(state), ensure_ascii=False) + "\n")


def child(act: str, home: Path, plan: Plan, folder: Path) -> subprocess.Popen[str]:
    """This script in a process of its own, doing one act."""
    arguments = [act, "--home", str(home), "--folder", str(folder), "--embedder", plan.embedder]
    command = [sys.executable, "-m", "tests.kill.kill_ingest", *arguments, "--documents", str(plan.documents)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8")


def state_of(home: Path, plan: Plan, folder: Path) -> State | None:
    """What `look` finds; None where it crashed."""
    process = child("look", home, plan, folder)
    out, _ = process.communicate()
    return State(**json.loads(out)) if process.returncode == 0 else None


def killed(home: Path, plan: Plan, folder: Path, after: float) -> tuple[list[str], bool]:
    """Ids that an ingest acknowledged until it was killed after so many seconds, and whether it still ran."""
    process = child("ingest", home, plan, folder)
    time.sleep(after)
    running = process.poll() is None
    process.send_signal(signal.SIGKILL)
    out, _ = process.communicate()
    complete = out if out.endswith("\n") else out[: out.rfind("\n") + 1]
    return complete.split(), running


def one_round(plan: Plan, base: Path, moments: random.Random, took: float, tally: Tally) -> State | None:
    """Kill, look, kill again, let it finish; what the archive holds in the end."""
    home, folder = base, base.parent / "minutes"
    acknowledged: set[str] = set()
    for _ in range(moments.randint(1, 3)):
        acks, running = killed(home, plan, folder, moments.uniform(0, took))
        tally.kills += running
        acknowledged |= set(acks)
        state = state_of(home, plan, folder)
        tally.crashes += state is None
        if state is not None:
            tally.missing += len(acknowledged - set(state.ids))
    tally.acknowledged += len(acknowledged)
    finished = child("ingest", home, plan, folder)
    finished.communicate()
    tally.crashes += finished.returncode != 0
    return state_of(home, plan, folder)


def run(plan: Plan, scratch: Path) -> Tally:
    """All rounds under `scratch`, told line by line."""
    folder = scratch / "minutes"
    folder.mkdir()
    for seed in range(plan.documents):
        (folder / f"{seed:04}.txt").write_text(minutes_text(seed), encoding="utf-8")
    began = time.monotonic()
    child("ingest", scratch / "whole", plan, folder).communicate()
    took = time.monotonic() - began
    whole = state_of(scratch / "whole", plan, folder)
    assert whole is not None, "the undisturbed archive cannot be opened"
    assert len(whole.ids) == plan.documents
    sys.stdout.write(f"undisturbed: {plan.documents} documents, {whole.chunks} chunks, {took:.1f} s\n")
    tally, moments = Tally(), random.Random(plan.seed)  # noqa: S311 - moments to pull the plug, not secrets
    for number in range(1, plan.rounds + 1):
        state = one_round(plan, scratch / f"round{number}", moments, took, tally)
        tally.different += state != whole
        sys.stdout.write(f"round {number}: {tally}\n")
        sys.stdout.flush()
    return tally


def main() -> int:
    """0 where every round left a whole archive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("act", nargs="?", choices=("run", "ingest", "look"), default="run")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--embedder", default="", help="hashed-bigrams, or empty for the embedded model")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if asked.act == "ingest":
        ingest(asked.home, asked.folder, asked.embedder)
    elif asked.act == "look":
        look(asked.home, asked.embedder, asked.documents)
    else:
        with tempfile.TemporaryDirectory() as scratch:
            tally = run(Plan(asked.rounds, asked.documents, asked.embedder, asked.seed), Path(scratch))
        return 0 if tally.whole else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
