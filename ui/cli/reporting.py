"""What the reporting commands share: days, where the report goes, and how it is printed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.app import ANSWERED, emit, warn
from ui.i18n import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.export.files import Report

_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


def a_day(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """An ISO day, month or year as typed. Raises UsageError for anything else."""
    if value is not None and not _DAY.fullmatch(value):
        raise click.UsageError(say("report.bad_day", value=value))
    return value


def output_options(formats: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """`--json` and `-o FILE` for a report that can be written to these suffixes."""

    def add(command: Callable[..., int]) -> Callable[..., int]:
        to_file = click.option(
            "-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
            help=say("report.output", formats=formats),
        )  # fmt: skip
        return click.option("--json", "as_json", is_flag=True, help=say("report.json"))(to_file(command))

    return add


def put(report: Report, output: Path | None, *, as_json: bool) -> int:
    """Write the report to its file, or print it as JSON or Markdown. Raises Unwritable."""
    from ui.export.files import as_dict, as_markdown, write

    if output is not None:
        write(report, output)
        warn(say("report.written", file=output))
    elif as_json:
        emit(as_dict(report))
    else:
        click.echo(as_markdown(report))
    return ANSWERED
