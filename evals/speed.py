"""How fast minutes are read, how cost grows with size, how much memory that takes, and how soon reading can start.

`python -m evals.speed` prints one table. Speeds are megabytes (10^6 bytes) of UTF-8 text a second of one core's time
(process time, so that other programs on the machine count little), over all files together and, from bytes to
minutes, file by file, where small files pay for what every file costs; growth is the time a megabyte takes in a large
text over that in a small one, 1.0 where cost is linear. Numbers are of this machine; compare them only within one run.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
import tracemalloc
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from evals.corpus import sample_paths
from ingest.clean import clean
from ingest.limits import Limits
from ingest.minutes import read_bytes
from ingest.parse.meetings import meetings
from ingest.read import extract
from ingest.records import Document, Quality

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MEGABYTE = 1_000_000
SMALL, LARGE = 0.3, 5.0
"""Megabytes of the texts between which growth is measured."""
LINEAR = 1.5
"""Growth above which cost is not called linear any more."""
ROUNDS = 5
SEEDS = Path(__file__).parents[2] / "shared" / "seeds"

HEAD = (
    "澜湖区人民政府第{n}次常务会议纪要\n2024年3月19日下午，区长程砚秋主持召开区政府第{n}次常务会议。\n"
    "出席：程砚秋、许知远\n"
)
ITEM = (
    "一、关于滨河步道修缮的事项\n"
    "会议听取了区住建局关于滨河步道修缮的汇报，原则同意该方案，由区住建局牵头，5月底前完成。\n"
)
PARAGRAPH = "会议强调，区教育局要会同区财政局抓紧修改完善《校车安全管理办法》，按程序提请区委常委会审议，年底前完成。\n"
HOSTILE = {
    "labels": "一、二、三、",
    "brackets": "《（〔“",
    "names": "程砚秋 ",
    "units": "区住建局、",
    "dates": "2024年3月",
    "lost bytes": "十?！笆奈濉",
    "titles": "会议纪要\n",
    "sentences": "会议同意，由区",
    "one character": "会",
    "bars of a table": "|",
    "points that start anew": "1、会议\n",
}
"""What a hostile text repeats, by what of the parser it leans on."""


@dataclass(frozen=True, slots=True)
class Speed:
    """Megabytes a second of one stretch of reading: the median of `n` rounds, and the slowest and fastest."""

    name: str
    middle: float
    slowest: float
    fastest: float
    n: int


@dataclass(frozen=True, slots=True)
class Growth:
    """Seconds a megabyte in a small and in a large text of one kind."""

    name: str
    small: float
    large: float
    share: float = 1.0
    """Of `LARGE` megabytes, how much the large text has."""

    @property
    def ratio(self) -> float:
        """1.0 where cost is linear."""
        return self.large / self.small


def document(text: str, name: str = "made.txt") -> Document:
    """A text as if it had been extracted."""
    return Document(name, name, "text/plain", sha256(text.encode()).hexdigest(), text)


def megabytes(documents: Sequence[Document]) -> float:
    """The size of the texts in UTF-8."""
    return sum(len(one.text.encode()) for one in documents) / MEGABYTE


def real_texts() -> list[Document]:
    """The plain texts of the sample corpus."""
    paths = [path for path in sample_paths() if path.suffix == ".txt"]
    return [extract(path.read_bytes(), path.name, Limits()) for path in paths]


def seeds() -> list[Document]:
    """Real minutes beside the checkout, where they are present."""
    return [extract(path.read_bytes(), path.name, Limits()) for path in sorted(SEEDS.glob("*.txt"))]


def seconds(work: Callable[[], object]) -> float:
    """Process time that some work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def speeds(name: str, documents: Sequence[Document], rounds: int = ROUNDS) -> list[Speed]:
    """Cleaning, parsing and both, over all documents, after one round that fills the caches."""
    size = megabytes(documents)
    cleaned = [clean(one) for one in documents]

    def parse() -> None:
        for one, read in zip(documents, cleaned, strict=True):
            meetings(one, read.reading, Quality(None))

    parse()
    taken = [(seconds(lambda: [clean(one) for one in documents]), seconds(parse)) for _ in range(rounds)]
    columns = {"clean": [one for one, _ in taken], "parse": [two for _, two in taken], "both": list(map(sum, taken))}
    return [
        Speed(f"{name}, {part}", size / median(each), size / max(each), size / min(each), rounds)
        for part, each in columns.items()
    ]


def file_speed(name: str, documents: Sequence[Document], rounds: int = ROUNDS) -> Speed:
    """From bytes to minutes: the median file, the slowest and the fastest, each over the median of its rounds."""
    files = [(one.text.encode(), one.name) for one in documents]
    taken = [[seconds(partial(read_bytes, *file)) for file in files] for _ in range(rounds)]
    each = [
        len(data) / MEGABYTE / median(column) for (data, _), column in zip(files, zip(*taken, strict=True), strict=True)
    ]
    return Speed(f"{name}, bytes, a file", median(each), min(each), max(each), len(each))


def read(text: str) -> None:
    """Clean and parse one text."""
    made = document(text)
    meetings(made, clean(made).reading, Quality(None))


def repeated(unit: str, size: float) -> str:
    """A text of `size` megabytes that says one thing again and again."""
    return unit * max(1, round(size * MEGABYTE / len(unit.encode())))


def many_meetings(size: float) -> str:
    """Minutes of many meetings in one text, each with a number of its own: no page that holds itself twice."""
    one = HEAD + ITEM + PARAGRAPH * 8
    count = max(1, round(size * MEGABYTE / len(one.encode())))
    return "".join(HEAD.format(n=at + 1) + ITEM + PARAGRAPH * 8 for at in range(count))


def one_meeting(size: float) -> str:
    """One meeting whose item goes on for paragraphs."""
    return HEAD.format(n=6) + ITEM + repeated(PARAGRAPH, size)


def growth(name: str, make: Callable[[float], str], large: float = LARGE) -> Growth:
    """The cost of a megabyte of a small text (the best of three) and of a large one."""
    small = min(seconds(lambda: read(make(SMALL))) for _ in range(3))
    return Growth(name, small / SMALL, seconds(lambda: read(make(large))) / large, large / LARGE)


def growths(large: float = LARGE) -> list[Growth]:
    """Growth on each kind of text."""
    kinds: dict[str, Callable[[float], str]] = {"many meetings": many_meetings, "one long meeting": one_meeting}
    kinds |= {f"hostile: {name}": _repeating(unit) for name, unit in HOSTILE.items()}
    return [growth(name, make, large) for name, make in kinds.items()]


def _repeating(unit: str) -> Callable[[float], str]:
    return lambda size: HEAD.format(n=6) + repeated(unit, size)


def peak_memory(text: str) -> float:
    """Bytes of Python objects at the peak, a byte of UTF-8 text."""
    tracemalloc.start()
    read(text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / len(text.encode())


def import_seconds(rounds: int = ROUNDS) -> list[float]:
    """What `import ingest` and its door take in a fresh process, beyond the start of Python itself."""
    return _fresh("import ingest, ingest.minutes", rounds)


def first_seconds(rounds: int = ROUNDS) -> list[float]:
    """What the first minutes take in a fresh process, import and tables and all."""
    return _fresh(f"from ingest.minutes import read_bytes; read_bytes({(HEAD + ITEM).encode()!r}, 'a.txt')", rounds)


def _fresh(work: str, rounds: int) -> list[float]:
    """Seconds that a line of Python takes in processes of its own."""
    code = f"import time; t = time.perf_counter(); {work}; print(time.perf_counter() - t)"
    run = [sys.executable, "-c", code]
    return [float(subprocess.run(run, capture_output=True, text=True, check=True).stdout) for _ in range(rounds)]  # noqa: S603 (our own code)


def table(large: float, rounds: int) -> str:
    """Everything, as plain text, each line with its n."""
    lines = [f"{'MB of UTF-8 a second a core':32} median  slowest fastest  n"]
    for name, documents in (("samples", real_texts()), ("seeds", seeds())):
        found = [*speeds(name, documents, rounds), file_speed(name, documents, rounds)] if documents else []
        lines += [
            f"{one.name:32} {one.middle:6.2f}  {one.slowest:6.2f}  {one.fastest:6.2f}  {one.n:2}" for one in found
        ] or [f"{name:32} not applicable: none beside the checkout"]
    lines += ["", f"{'seconds a MB':32} {SMALL} MB  {large:g} MB  growth (n = 3, 1)"]
    for each in growths(large):
        verdict = "" if each.ratio <= LINEAR else f"  not linear (> {LINEAR})"
        lines.append(f"{each.name:32} {each.small:6.2f} {each.large:6.2f}   {each.ratio:5.2f}{verdict}")
    lines += [
        "",
        f"peak memory: {peak_memory(many_meetings(1.0)):.1f} bytes a byte of text (1 MB, many meetings, n = 1)",
    ]
    for name, taken in (("import ingest.minutes", import_seconds(rounds)), ("the first file", first_seconds(rounds))):
        lines.append(f"{name}: {median(taken) * 1000:.0f} ms, worst {max(taken) * 1000:.0f} (n = {rounds})")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    options = argparse.ArgumentParser(prog="python -m evals.speed", description=__doc__)
    options.add_argument("--large", type=float, default=LARGE, help="megabytes of the large text")
    options.add_argument("--rounds", type=int, default=ROUNDS, help="rounds of each speed")
    chosen = options.parse_args(arguments)
    sys.stdout.write(table(chosen.large, chosen.rounds) + "\n")


if __name__ == "__main__":
    main()
