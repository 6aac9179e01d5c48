"""Commands that load when they are called, speak the reader's language and end in an exit code.

click's own headings and usage errors are English only; here they come from `ui.i18n`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

import click

from ingest.errors import JiyaoError
from ui.cli.app import FAILED, INTERRUPTED, UNREAD, set_home, warn
from ui.i18n import say

if TYPE_CHECKING:
    from collections.abc import Callable


def _home_option() -> click.Option:
    return click.Option(
        ["--home"], metavar="DIR", expose_value=False, is_eager=True, callback=set_home, help=say("cli.home")
    )


def _options(command: click.Command, context: click.Context, formatter: click.HelpFormatter) -> None:
    options = [one for one in command.get_params(context) if isinstance(one, click.Option)]
    records = [record for one in options if (record := one.get_help_record(context)) is not None]
    with formatter.section(say("cli.options")):
        formatter.write_dl(records)


def _usage(command: click.Command, context: click.Context, formatter: click.HelpFormatter) -> None:
    formatter.write_usage(
        context.command_path, " ".join(command.collect_usage_pieces(context)), say("cli.usage") + ": "
    )


def _say_help(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = say("cli.help")
    return option


class Command(click.Command):
    """A command of `jiyao`: takes `--home` and returns its exit code."""

    def __init__(self, name: str | None, callback: Callable[..., int] | None = None, **settings: object) -> None:
        super().__init__(name, callback=callback, **settings)  # type: ignore[arg-type]
        self.params.append(_home_option())

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, but what is left over is named in the reader's language."""
        ctx.allow_extra_args = True
        left = super().parse_args(ctx, args)
        if left:
            raise click.UsageError(say("cli.extra", extra=" ".join(left)), ctx)
        return left

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """`用法：jiyao …`."""
        _usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options under their heading."""
        _options(self, ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, its own line translated."""
        return _say_help(super().get_help_option(ctx))


class Commands(click.Group):
    """A command that holds others: takes `--home`, and speaks the reader's language."""

    def __init__(self, name: str | None, callback: Callable[..., object] | None = None, **settings: object) -> None:
        super().__init__(name, callback=callback, **settings)  # type: ignore[arg-type]
        self.params.append(_home_option())

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but an unknown command is named in the reader's language."""
        if args and not args[0].startswith("-") and args[0] not in self.list_commands(ctx):
            raise click.UsageError(say("cli.no_command", name=args[0]), ctx)
        return super().resolve_command(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """`用法：jiyao …`."""
        _usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then one line a command."""
        _options(self, ctx, formatter)
        with formatter.section(say("cli.commands")):
            formatter.write_dl([(name, self.about(name)) for name in self.list_commands(ctx)])

    def about(self, name: str) -> str:
        """The line of help for a command."""
        return self.commands[name].help or ""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, its own line translated."""
        return _say_help(super().get_help_option(ctx))


class Program(Commands):
    """The command line: `commands_at` names each command's module, imported when the command is called."""

    def __init__(self, name: str, commands_at: dict[str, str], *, help: str) -> None:  # noqa: A002 - click's word
        super().__init__(name, help=help)
        self._modules = commands_at

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which people come to need them."""
        del ctx
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now; each module calls it `command`."""
        del ctx
        module = self._modules.get(cmd_name)
        if module is None:
            return None
        command: click.Command = import_module(module).command
        return command

    def about(self, name: str) -> str:
        """The line of help for a command, which is not imported for it."""
        return say(f"{name}.help")

    def main(self, args: list[str] | None = None, prog_name: str | None = None, **extra: object) -> NoReturn:  # type: ignore[override]
        """Run, and leave with the exit code of DESIGN: an expected error is one line, any other a traceback."""
        extra["standalone_mode"] = False
        try:
            code = super().main(args, prog_name, **extra)  # type: ignore[call-overload]
            sys.stdout.flush()
        except click.Abort:
            code = INTERRUPTED
        except click.ClickException as error:
            warn(usage_line(error))
            code = error.exit_code
        except JiyaoError as error:
            warn(error)
            code = FAILED
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; whoever stopped reading our output has had what they wanted."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _close_output()
            return UNREAD


def _close_output() -> None:
    """Point standard output at nothing, so that the interpreter's last flush does not fail again."""
    import os

    with open(os.devnull, "w", encoding="utf-8") as nothing:  # noqa: PTH123 - a device, not a path of ours
        os.dup2(nothing.fileno(), sys.stdout.fileno())


def usage_line(error: click.ClickException) -> str:
    """What was wrong with the line typed, and where help is, on one line."""
    if isinstance(error, click.MissingParameter):
        fact = say("cli.missing", name=_hint(error))
    elif isinstance(error, click.NoSuchOption):
        fact = say("cli.no_option", name=error.option_name)
    elif isinstance(error, click.BadOptionUsage):
        fact = say("cli.no_value", name=error.option_name)
    elif isinstance(error, click.BadParameter) and error.param is not None:
        fact = say("cli.bad_value", name=_hint(error), why=error.message)
    else:
        fact = error.message
    context = getattr(error, "ctx", None)
    path = context.command_path if isinstance(context, click.Context) else "jiyao"
    return fact + say("cli.try_help", path=path)


def _hint(error: click.BadParameter) -> str:
    return error.param.get_error_hint(error.ctx).strip("'") if error.param is not None else ""
