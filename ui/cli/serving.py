"""What the commands that serve share: addresses, ports, and who may be let in where."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import click

from ingest.errors import JiyaoError
from ui.cli.app import warn
from ui.i18n import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from rag.archive import Archive
    from ui.access.gate import Gate

FIRST_PORT, PORTS_TRIED, LAST_PORT = 7860, 100, 65535


def free_port(host: str, port: int) -> int | None:
    """The port if it can be listened on (0: any), None if it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return None
        return int(probe.getsockname()[1])


def a_port(host: str, wanted: int | None) -> int:
    """The wanted port, or the first free one. Raises UsageError where it is taken."""
    tried = range(FIRST_PORT, FIRST_PORT + PORTS_TRIED) if wanted is None else (wanted,)
    found = next((free for port in tried if (free := free_port(host, port)) is not None), None)
    if found is None:
        raise click.UsageError(say("ui.port_taken", port=tried[0]))
    return found


def a_gate(home: Path, host: str) -> Gate:
    """The gate of an archive for an address. Raises UsageError where others could come in and no users are kept."""
    from ui.access.gate import Gate, loopback

    if loopback(host):
        return Gate.of(home)
    gate = Gate.of(home, guarded=True)
    if not host or not gate.users.all():
        raise click.UsageError(say("serve.no_users", host=host or "（空地址）"))
    warn(say("serve.plain", host=host))
    return gate


@contextmanager
def warming(archive: Archive) -> Iterator[None]:
    """Load what the first question would wait for while doors open: the embedded model, half a second and more."""
    thread = threading.Thread(target=_warm, args=[archive], name="warming")
    thread.start()
    try:
        yield
    finally:
        thread.join()


def _warm(archive: Archive) -> None:
    from rag.index.embed import embeds_here

    with suppress(JiyaoError, OSError):  # the question that needs what cannot be loaded says what to do
        if embeds_here(archive.settings):
            archive.embedder.embed_query("会议")


def address_options(command: Callable[..., int]) -> Callable[..., int]:
    """`--host` and `--port`."""
    port = click.option("--port", callback=_read_port, metavar="PORT", help=say("ui.port"))
    return click.option("--host", default="127.0.0.1", metavar="HOST", help=say("serve.host"))(port(command))


def _read_port(_context: click.Context, _option: click.Parameter, value: str | None) -> int | None:
    if value is None:
        return None
    if not (value.isascii() and value.isdigit() and int(value) <= LAST_PORT):
        raise click.BadParameter(say("ui.bad_port"))
    return int(value)
