"""Runs `jiyao` as people do: as a program of its own, with nothing in its environment but what a test names."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests import netguard

if TYPE_CHECKING:
    from collections.abc import Mapping

MAIN = "import sys; from ui.cli import main; sys.argv[0] = 'jiyao'; main()"
COMMAND = (sys.executable, "-c", MAIN)
ROOT = Path(__file__).resolve().parents[1]


def environment(home: Path, **more: str) -> dict[str, str]:
    """What a login gives (PATH, HOME, TMPDIR), the archive's home, and nothing else."""
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR", "SYSTEMROOT") if name in os.environ}
    return kept | {"HOME": str(home.parent), "JIYAO_HOME": str(home), "PYTHONPATH": str(ROOT)} | more


def guarded(home: Path, folder: Path) -> tuple[dict[str, str], Path]:
    """An environment whose Python refuses the network and writes each attempt to the file given back."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(netguard.__file__, folder / "netguard.py")
    (folder / "sitecustomize.py").write_text("import netguard\nnetguard.install()\n", encoding="utf-8")
    log = folder / "attempts.txt"
    more = {"PYTHONPATH": os.pathsep.join((str(folder), str(ROOT))), netguard.LOG: str(log)}
    return environment(home, **more), log


def jiyao(
    *arguments: str | Path, env: Mapping[str, str], stdin: str = "", cwd: Path | None = None, timeout: float = 280
) -> subprocess.CompletedProcess[str]:
    """One run of the program to its end; standard input is what `stdin` holds, then closed."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        env=dict(env),
        input=stdin,
        cwd=cwd or env["HOME"],
        capture_output=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )
