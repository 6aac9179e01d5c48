"""`jiyao user …`: who may come in from other machines, as what, and what they did."""

from __future__ import annotations

import sys

import click

from ui.access.gate import Gate
from ui.access.secrets import SHORTEST
from ui.access.visitor import ROLES, Role
from ui.cli.app import ANSWERED, App, one_line, pass_app
from ui.cli.command import Command, Commands
from ui.i18n import say

BY = "命令行"
"""Who the journal names for what is done here: whoever may write the archive's files."""


@click.group("user", cls=Commands, help=say("user.help"))
def command() -> None:
    """Holds the commands below."""


@command.command("add", cls=Command, help=say("user.add"))
@click.argument("name", metavar="NAME")
@click.option("--role", type=click.Choice(ROLES), default="reader", show_default=True, help=say("user.role"))
@click.option("--program", is_flag=True, help=say("user.program"))
@pass_app
def add(app: App, name: str, role: Role, *, program: bool) -> int:
    """0 added."""
    gate = _gate(app)
    gate.users.add(name, role, None if program else _password())
    gate.journal.record(BY, "user_add", f"{name} {role}")
    click.echo(say("user.added", name=name, role=role))
    return ANSWERED


@command.command("list", cls=Command, help=say("user.list"))
@pass_app
def listed(app: App) -> int:
    """0, also where there are none."""
    users = _gate(app).users.all()
    for one in users:
        click.echo(say("user.line", name=one_line(one.name), role=one.role, tokens=len(one.tokens)))
    if not users:
        click.echo(say("user.none"))
    return ANSWERED


@command.command("remove", cls=Command, help=say("user.remove"))
@click.argument("name", metavar="NAME")
@pass_app
def remove(app: App, name: str) -> int:
    """0 removed."""
    gate = _gate(app)
    gate.users.remove(name)
    gate.journal.record(BY, "user_remove", name)
    click.echo(say("user.removed", name=one_line(name)))
    return ANSWERED


@command.command("password", cls=Command, help=say("user.password"))
@click.argument("name", metavar="NAME")
@pass_app
def password(app: App, name: str) -> int:
    """0 changed; sessions of the old password end."""
    gate = _gate(app)
    gate.users.find(name)
    gate.users.set_password(name, _password())
    gate.journal.record(BY, "user_password", name)
    click.echo(say("user.changed", name=one_line(name)))
    return ANSWERED


@command.command("token", cls=Command, help=say("user.token"))
@click.argument("name", metavar="NAME")
@click.option("--revoke", is_flag=True, help=say("user.revoke"))
@pass_app
def token(app: App, name: str, *, revoke: bool) -> int:
    """0, with the token alone on standard output."""
    gate = _gate(app)
    if revoke:
        click.echo(say("user.revoked", name=one_line(name), n=gate.users.drop_tokens(name)))
    else:
        click.echo(gate.users.give_token(name))
    gate.journal.record(BY, "user_revoke" if revoke else "user_token", name)
    return ANSWERED


@command.command("log", cls=Command, help=say("user.log"))
@pass_app
def log(app: App) -> int:
    """0, with the journal on standard output, one JSON line each."""
    for line in _gate(app).journal.lines():
        click.echo(line)
    return ANSWERED


def _gate(app: App) -> Gate:
    return Gate.of(app.settings().home)


def _password() -> str:
    """A password, typed twice unseen; or the first line of an input that is no terminal."""
    if sys.stdin.isatty():
        typed: str = click.prompt(say("user.ask_password", n=SHORTEST), hide_input=True, confirmation_prompt=True)
        return typed
    return sys.stdin.readline().rstrip("\r\n")
