"""`jiyao ask`: one question, or a file of them with one load of the models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ingest.errors import JiyaoError
from ui.cli.app import ANSWERED, FAILED, REFUSED, App, emit, pass_app
from ui.cli.command import Command
from ui.i18n import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.archive import Archive
    from rag.records import Answer, Turn
    from ui.questions import Asked


def _as_dict(answer: Answer, asked_id: str | int | None) -> dict[str, object]:
    from rag.contract import answer_as_dict

    return answer_as_dict(answer) | {"id": asked_id}


def _history(path: str) -> tuple[Turn, ...]:
    from ui.questions import read_history

    try:
        return read_history(Path(path).read_bytes())
    except (ValueError, OSError) as error:
        raise click.UsageError(say("ask.bad_history", file=path, why=error)) from error


def _lines(path: str) -> Iterator[tuple[int, bytes]]:
    """The lines of a file (`-`: standard input) that hold anything, numbered from 1, as they arrive."""
    try:
        with click.open_file(path, "rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, line
    except OSError as error:
        raise click.UsageError(say("ask.bad_batch", file=path, why=error.strerror)) from error


def _one(archive: Archive, asked: Asked, model: str | None, *, as_json: bool) -> int:
    """Ask and print. 0 answered, 3 refused."""
    from ui.view.plain import answer_text

    answer = archive.ask(asked.question, asked.history, model)
    if as_json:
        emit(_as_dict(answer, asked.id))
    else:
        click.echo(answer_text(answer))
    return REFUSED if answer.refusal is not None else ANSWERED


def _batch(archive: Archive, path: str, model: str | None) -> int:
    """An answer a line; a line that is no question, or fails, is named on standard error. 0, or 1 if any was."""
    code = ANSWERED
    for number, line in _lines(path):
        try:
            _one(archive, _asked(line), model, as_json=True)
        except (_Broken, JiyaoError) as error:
            click.echo(json.dumps({"line": number, "error": str(error)}, ensure_ascii=False), err=True)
            code = FAILED
    return code


class _Broken(Exception):
    """A line of a batch that is no question."""


def _asked(line: bytes) -> Asked:
    from ui.questions import read_asked

    try:
        return read_asked(line)
    except ValueError as error:
        raise _Broken(error) from error


@click.command("ask", cls=Command, help=say("ask.help"))
@click.argument("question", required=False, metavar="[QUESTION]")
@click.option("--json", "as_json", is_flag=True, help=say("ask.json"))
@click.option("--history", metavar="FILE", help=say("ask.history"))
@click.option("--model", metavar="NAME", help=say("ask.model"))
@click.option("--batch", metavar="FILE", help=say("ask.batch"))
@pass_app
def command(  # noqa: PLR0913 - click hands over one argument an option
    app: App, question: str | None, history: str | None, model: str | None, batch: str | None, *, as_json: bool
) -> int:
    """0 answered, 3 refused; a batch: 0, or 1 where a line could not be asked."""
    from ui.questions import Asked

    if (question is None) == (batch is None) or (batch is not None and history is not None):
        raise click.UsageError(say("ask.one_of"))
    if batch is not None and not as_json:
        raise click.UsageError(say("ask.batch_json"))
    if question is not None and not question.strip():
        raise click.UsageError(say("ask.empty"))
    turns = _history(history) if history is not None else ()
    with app.archive() as archive:
        if batch is not None:
            return _batch(archive, batch, model)
        return _one(archive, Asked(_readable(question or ""), None, turns), model, as_json=as_json)


def _readable(question: str) -> str:
    """The question without the half characters that a terminal in another encoding leaves in arguments."""
    return question.encode("utf-8", "replace").decode("utf-8")
