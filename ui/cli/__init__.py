"""The command line. Its commands are imported when they are called: `jiyao --help` must be quick."""

from __future__ import annotations

import io
import sys

from ui.cli.command import Program
from ui.i18n import say

program = Program(
    "jiyao",
    {
        "ingest": "ui.cli.ingest",
        "ask": "ui.cli.ask",
        "ui": "ui.cli.ui",
        "serve": "ui.cli.serve",
        "mcp": "ui.cli.mcp",
        "user": "ui.cli.user",
        "summarize": "ui.cli.summarize",
        "ledger": "ui.cli.ledger",
        "timeline": "ui.cli.timeline",
        "compare": "ui.cli.compare",
        "digest": "ui.cli.digest",
        "list": "ui.cli.list",
        "parse": "ui.cli.parse",
        "text": "ui.cli.text",
        "remove": "ui.cli.remove",
        "eval": "ui.cli.eval",
        "doctor": "ui.cli.doctor",
    },
    help=say("cli.about"),
)


def main() -> None:
    """Run the command line; output is UTF-8 under any locale, and file names that are not become escapes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    program.main(prog_name="jiyao")
