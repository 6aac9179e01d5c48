"""Refuses every connection and name look-up that would leave this machine, and remembers that it was tried.

It listens to the interpreter's own audit events, which `_socket` raises before it acts, so no library can
slip past by having imported `socket` earlier. Standard library only: a copy of this file is also put on the
path of the subprocesses that `tests/test_offline.py` starts.
"""

from __future__ import annotations

import ipaddress
import os
import sys

LOG = "JIYAO_TEST_NETWORK_LOG"
LOOKUPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
SENDS = {"socket.connect", "socket.sendto", "socket.sendmsg"}

attempts: list[str] = []
"""What was refused in this process, as `event host`."""


class LeftTheMachine(ConnectionRefusedError):
    """A connection or look-up that a test must not need."""


def is_local(host: object) -> bool:
    """Whether talking to this host stays on the machine.

    >>> is_local("127.0.0.1"), is_local("::1"), is_local("localhost"), is_local("10.0.0.1"), is_local("pypi.org")
    (True, True, True, False, False)
    """
    if not isinstance(host, str):  # None and "" mean every local interface; Unix sockets have no host
        return True
    if host in {"", "localhost", "0.0.0.0", "::"}:  # noqa: S104 - compared with, not bound to
        return True
    try:
        return ipaddress.ip_address(host.split("%", maxsplit=1)[0]).is_loopback
    except ValueError:
        return False


def is_numeric(host: object) -> bool:
    """Whether this is an address already, so that looking it up asks nobody."""
    try:
        ipaddress.ip_address(str(host))
    except ValueError:
        return False
    return True


def host_of(event: str, arguments: tuple[object, ...]) -> object:
    """The host an audit event is about; None where it is not about one (a Unix socket, a look-up of a number)."""
    if event in LOOKUPS:
        host = arguments[0].decode() if isinstance(arguments[0], bytes) else arguments[0]
        return None if is_numeric(host) else host
    address = arguments[1]
    return address[0] if isinstance(address, tuple) else None


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """The audit hook: raises LeftTheMachine, and writes the attempt down for whoever asks later."""
    if event not in SENDS and event not in LOOKUPS:
        return
    host = host_of(event, arguments)
    if is_local(host):
        return
    attempt = f"{event} {host}"
    attempts.append(attempt)
    if os.environ.get(LOG):
        with open(os.environ[LOG], "a", encoding="utf-8") as log:  # noqa: PTH123 - pathlib is slow to import here
            log.write(f"{attempt} {sys.argv[:3]}\n")
    raise LeftTheMachine(f"{attempt}: nothing in Jiyao may leave the machine")


def install() -> None:
    """Watch this interpreter from now on; an audit hook cannot be taken off again."""
    sys.addaudithook(watch)
