"""Many people asking one served archive at once: does any question fail, how long do they wait, does memory grow.

`python -m evals.load` starts `jiyao serve --api-only` as people would, on loopback, over the sample minutes, anew for
each way of asking, so that nothing is at hand that people would not find at hand. One person alone asks each question
once; `--people` who start together and go on without a pause share the same questions, each still asked once; then
they ask with repeats, as people do (of what is asked, the n-th in favour is asked 1/n as often as the first); then the
same with reading for `--think` seconds between two questions; then `--questions` more, with the memory of the server
before and after. It prints one table. Times are of this machine; the ratio to one person alone says more.

Where nobody pauses, as many questions as people are always under way, and one that is asked once costs processor time
that nobody else's can save: with c processors the wait is at least people/c times the mean of one person alone. Only
repeats, or people who read what they are told, make it less.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import mean, median, quantiles
from typing import TYPE_CHECKING

from evals.corpus import sample_paths

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CASES = [Path(__file__).parent / "cases" / name for name in ("samples.jsonl", "more.jsonl")]
MAIN = "from ui.cli import main; main()"
START = 120.0  # seconds that a server may take to answer
PATIENCE = 120.0  # seconds that a question may take
ROUNDS = 8
"""Questions of each person who asks without a pause."""
KEPT = 8
"""Connections that ask while memory is watched."""
SEED = 7
WARM = [f"第{number}次会议研究了哪些事项？" for number in range(1, 9)]
"""Questions that load what a server loads at its first ones."""


@dataclass(frozen=True, slots=True)
class Phase:
    """What one way of asking came to: seconds of each question that was answered, and how many were not."""

    name: str
    seconds: tuple[float, ...]
    failed: int

    @property
    def p95(self) -> float:
        """Seconds within which 95 of 100 questions were answered."""
        return quantiles(self.seconds, n=20)[-1] if len(self.seconds) > 1 else self.seconds[0]

    def row(self, alone: Phase) -> str:
        """One line of the table; the last figures set it against one person alone."""
        times = f"p50={median(self.seconds) * 1000:6.0f} p95={self.p95 * 1000:6.0f} ms"
        counts = f"n={len(self.seconds):5} failed={self.failed:3}"
        ratios = f"p95 ×{self.p95 / alone.p95:.1f} mean ×{mean(self.seconds) / mean(alone.seconds):.1f}"
        return f"{self.name:28} {counts} {times} {ratios}"


@dataclass(frozen=True, slots=True)
class Server:
    """A served archive: where it listens, and its process."""

    port: int
    pid: int

    def ask(self, question: str) -> float:
        """The seconds until the whole answer was there. Raises OSError, ValueError where there was none."""
        began = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            body = json.dumps({"question": question, "model": ""})
            connection.request("POST", "/api/ask", body, {"Content-Type": "application/json"})
            answer = json.loads(connection.getresponse().read())
        finally:
            connection.close()
        if "answer" not in answer:
            message = f"{question}: {answer}"
            raise ValueError(message)
        return time.perf_counter() - began

    def megabytes(self) -> float:
        """Memory that the server holds (resident set), as Linux says it."""
        lines = Path(f"/proc/{self.pid}/status").read_text("utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


@contextmanager
def served() -> Iterator[Server]:
    """A server of its own over the sample minutes, ended at the end."""
    with tempfile.TemporaryDirectory(prefix="jiyao-load-") as home, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        env = os.environ | {"JIYAO_HOME": home}
        run = [sys.executable, "-c", MAIN]
        subprocess.run([*run, "ingest", *map(str, sample_paths())], env=env, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own program
        process = subprocess.Popen([*run, "serve", "--api-only", "--port", str(port)], env=env)  # noqa: S603 - as above
        try:
            _wait(port, process)
            yield Server(port, process.pid)
        finally:
            process.terminate()
            process.wait(30)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    message = f"the server did not open port {port}"
    raise RuntimeError(message)


def phase(name: str, server: Server, questions: Sequence[str], people: int, think: float = 0.0) -> Phase:
    """The questions dealt out to so many people, who start together and read for `think` seconds after each answer."""
    together = threading.Barrier(people)
    dice = random.Random(SEED)  # noqa: S311 - spreads people over time, hides nothing
    starts = [dice.uniform(0, think) for _ in range(people)]

    def person(number: int) -> list[float | None]:
        together.wait()
        time.sleep(starts[number])
        return [_timed(server, one, think) for one in questions[number::people]]

    with ThreadPoolExecutor(people) as pool:
        told = [one for part in pool.map(person, range(people)) for one in part]
    answered = tuple(one for one in told if one is not None)
    return Phase(name, answered, len(told) - len(answered))


def _timed(server: Server, question: str, think: float) -> float | None:
    try:
        took = server.ask(question)
    except (OSError, ValueError, http.client.HTTPException) as error:
        print(f"failed: {error}", file=sys.stderr)  # noqa: T201 - a script speaks
        return None
    time.sleep(think)
    return took


def pool_of(paths: Sequence[Path]) -> list[str]:
    """The questions of case files that need no conversation before them, each once, in an order of chance."""
    cases = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]
    found = list(dict.fromkeys(str(one["question"]) for one in cases if not one.get("history")))
    random.Random(SEED).shuffle(found)  # noqa: S311 - hides nothing
    return found


def with_repeats(pool: Sequence[str], count: int) -> list[str]:
    """So many questions, the n-th of the pool asked 1/n as often as its first (Zipf's law)."""
    weights = [1 / rank for rank in range(1, len(pool) + 1)]
    return random.Random(SEED).choices(pool, weights, k=count)  # noqa: S311 - hides nothing


def _alone(name: str, questions: Sequence[str], people: int, think: float = 0.0) -> Phase:
    """A phase on a server of its own, warmed by questions that the phase does not ask."""
    with served() as server:
        phase("warm", server, WARM, 1)
        return phase(name, server, questions, people, think)


def main() -> int:
    """0 where no question failed."""
    parser = argparse.ArgumentParser(description="Many people asking one served archive at once.")
    parser.add_argument("--people", type=int, default=32)
    parser.add_argument("--think", type=float, default=10.0, help="seconds between an answer and the next question")
    parser.add_argument("--questions", type=int, default=1000, help="questions while memory is watched")
    chosen = parser.parse_args()
    many, pool = chosen.people, pool_of(CASES)
    mixed = with_repeats(pool, many * ROUNDS)
    alone = _alone("one person alone, once", pool, 1)
    once = _alone(f"{many} without a pause, once", pool, many)
    mix = _alone(f"{many} without a pause, mix", mixed, many)
    paced = _alone(f"{many} reading {chosen.think:g} s, once", pool[: many * 4], many, chosen.think)
    with served() as server:
        phase("warm", server, pool, KEPT)
        before = server.megabytes()
        long = phase("memory", server, list(islice(cycle(pool), chosen.questions)), KEPT)
        after = server.megabytes()
    phases = (alone, once, mix, paced, long)
    lines = [one.row(alone) for one in phases]
    lines.append(f"the mix asks {len(set(mixed))} different questions in {len(mixed)}")
    lines.append(f"memory {before:.0f} → {after:.0f} MB over {chosen.questions} questions")
    print("\n".join(lines))  # noqa: T201 - the table
    return 1 if any(one.failed for one in phases) else 0


if __name__ == "__main__":
    sys.exit(main())
