"""What every command shares: where the archive is, how it is opened, and how commands speak.

A command is a function that returns its exit code: 0 answered, 1 error, 2 usage (click raises it), 3 refused.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

if TYPE_CHECKING:
    from rag.archive import Archive
    from rag.settings import Settings

ANSWERED, FAILED, REFUSED, INTERRUPTED, UNREAD = 0, 1, 3, 130, 141


class Opener(Protocol):
    """Opens the archive that settings name; tests hand in one that opens a fake."""

    def __call__(self, settings: Settings, *, write: bool) -> Archive:
        """Raises StoreError where the archive cannot be used."""
        ...


def open_archive(settings: Settings, *, write: bool) -> Archive:
    """The archive on disk. Raises StoreError."""
    from rag.archive import Archive

    return Archive.open(settings, write=write)


@dataclass(frozen=True, slots=True)
class App:
    """One run of the command line: `home` is `--home`, or None for `JIYAO_HOME` and then `~/.jiyao`."""

    home: Path | None = None
    opener: Opener = open_archive

    def settings(self) -> Settings:
        """What the environment and `--home` set. Raises SettingsError."""
        from rag.settings import Settings

        return Settings.read(home=self.home)

    def archive(self, *, write: bool = False) -> Archive:
        """The archive, opened; its `with` block closes it. Raises StoreError, SettingsError."""
        return self.opener(self.settings(), write=write)


pass_app = click.make_pass_decorator(App, ensure=True)


def set_home(context: click.Context, _option: click.Parameter, value: str | None) -> None:
    """Take `--home` in, wherever on the line it stands."""
    if value is not None:
        context.obj = replace(context.find_object(App) or App(), home=Path(value).expanduser())


def emit(data: object) -> None:
    """One JSON value on one line of standard output, handed on at once."""
    click.echo(json.dumps(data, ensure_ascii=False))


def one_line(message: object) -> str:
    """A message as one line, whatever line breaks and control characters it carries."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in str(message)).split())


def warn(message: object) -> None:
    """One line on standard error."""
    click.echo(one_line(message), err=True)
