"""Tells who is asking from what a request carries, and signs people in and out. Knows nothing of any web framework."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ui.access.journal import Journal
from ui.access.sessions import Sessions
from ui.access.throttle import Throttle
from ui.access.users import Users
from ui.access.visitor import OWNER, Foreign, NotSignedIn, Visitor

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ui.access.users import User

COOKIE = "jiyao_session"
CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE", "WEBSOCKET"})
SAME_SITE = frozenset({"same-origin", "none"})
"""What browsers say of a request (Sec-Fetch-Site) that this page made, or that a person typed."""


@dataclass(frozen=True, slots=True)
class Call:
    """What the gate must know of a request: header names are in lower case, `address` is the caller's."""

    method: str
    headers: Mapping[str, str]
    cookie: str | None
    address: str


@dataclass(frozen=True, slots=True)
class Gate:
    """The access to one archive. Where no users are kept, whoever sits at this machine is its owner.

    `guarded` means that the archive is served to other machines: then nobody is let in without being known, even
    after the last user has been removed.
    """

    users: Users
    journal: Journal
    guarded: bool = False
    sessions: Sessions = field(default_factory=Sessions)
    throttle: Throttle = field(default_factory=Throttle)

    @classmethod
    def of(cls, home: Path, *, guarded: bool = False) -> Gate:
        """The gate of the archive that lives there."""
        return cls(Users(home), Journal(home), guarded)

    @property
    def open(self) -> bool:
        """Whether everybody at this machine may come in."""
        return not self.guarded and not self.users.all()

    def visitor(self, call: Call) -> Visitor:
        """Who is asking. Raises NotSignedIn, and Foreign for what another site made a browser send.

        A bearer token wins over a session; a browser cannot be made to send one, so it needs no look at the origin.
        """
        scheme, _, token = call.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and not self.open:
            return self.users.by_token(token.strip())
        if self.open:
            _from_this_machine(call)
            _own(call, must_say=False)
            return OWNER
        began = self.sessions.user(call.cookie) if call.cookie else None
        user = next((one for one in self.users.all() if began is not None and one.name == began.name), None)
        if user is None or began is None or user.password != began.password:  # another password ends sessions
            raise NotSignedIn("登录：尚未登录，或登录已过期；请在网页登录，或带上 Authorization: Bearer 令牌")
        _own(call, must_say=True)
        return Visitor(user.name, user.role, "session")

    def sign_in(self, call: Call, name: str, password: str) -> str:
        """A new session for the user whose password this is. Raises NotSignedIn, Throttled, Foreign."""
        _own(call, must_say=True)
        self.throttle.check(name, call.address)
        self.throttle.wrong(name, call.address)
        try:
            user: User = self.users.by_password(name, password)
        except NotSignedIn:
            self.journal.record(name[:64], "sign_in_failed", call.address)
            raise
        self.throttle.right(name, call.address)
        self.journal.record(user.name, "sign_in", call.address)
        return self.sessions.begin(user)

    def sign_out(self, call: Call) -> None:
        """End the caller's session. Raises Foreign."""
        _own(call, must_say=True)
        if call.cookie:
            user = self.sessions.user(call.cookie)
            self.sessions.end(call.cookie)
            if user is not None:
                self.journal.record(user.name, "sign_out", call.address)


def loopback(host: str) -> bool:
    """Whether an address can only be reached from this machine.

    >>> loopback("localhost"), loopback("127.0.0.2"), loopback("0.0.0.0"), loopback("::1")
    (True, True, False, True)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _from_this_machine(call: Call) -> None:
    """Raise Foreign where the caller is elsewhere, or calls us by a name that is not this machine's.

    Such a name has been pointed here by another site, so as to read what only this machine may (DNS rebinding).
    """
    host = urlsplit(f"//{call.headers.get('host', '')}").hostname or ""
    if not loopback(host) or not loopback(call.address):
        raise Foreign(f"{host[:80]}：没有设用户时只能用本机地址打开；请用 127.0.0.1，或先 jiyao user add")


def _own(call: Call, *, must_say: bool) -> None:
    """Raise Foreign where a changing request does not come from our own pages; `must_say`: or does not say so.

    Browsers put Origin on every POST (fetch standard, 3.2); programs that use a session's cookie can as well.
    """
    if call.method not in CHANGING:
        return
    origin, site = call.headers.get("origin"), call.headers.get("sec-fetch-site")
    told = origin is not None or site is not None
    same = (origin is None or urlsplit(origin).netloc == call.headers.get("host")) and (
        site is None or site in SAME_SITE
    )
    if not same or (must_say and not told):
        raise Foreign("请求：不是从本网页发出的；请在网页上重试，程序请用 Authorization: Bearer 令牌")
