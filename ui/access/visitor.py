"""Who is asking, what they may do, and the ways of being turned away.

JiyaoError                 (ingest.errors)
└── Refused                a visitor is turned away; every message is one line with the next step
    ├── NotSignedIn        nobody known: no session, or an expired one, or a wrong password or token
    ├── Throttled          too many wrong passwords; `wait` says for how many seconds
    ├── Forbidden          known, but the role does not reach this far
    ├── Unfit              a name or a password that cannot be taken
    └── Foreign            a request that another site made the browser send
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from ingest.errors import JiyaoError

Role = Literal["reader", "editor", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
"""From least to most: a reader asks and reads, an editor changes the archive, an admin looks after users."""

NAMES: dict[Role, str] = {"reader": "读者", "editor": "编辑", "admin": "管理员"}


class Refused(JiyaoError):
    """A visitor is turned away."""


class NotSignedIn(Refused):
    """Nobody known is asking."""


class Throttled(Refused):
    """Too many wrong passwords; `wait` is in whole seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"登录：错误次数过多；请 {wait} 秒后再试")
        self.wait = wait


class Forbidden(Refused):
    """The visitor's role does not reach this far."""


class Unfit(Refused):
    """A name or a password that cannot be taken."""


class Foreign(Refused):
    """Another site made the browser send this."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is asking. `by` says how they are known: as whoever sits at this machine, by a session, or by a token."""

    name: str
    role: Role
    by: Literal["machine", "session", "token"]

    def may(self, role: Role) -> bool:
        """Whether this visitor's role reaches as far as `role`.

        >>> Visitor("周敏", "editor", "session").may("reader"), Visitor("周敏", "editor", "session").may("admin")
        (True, False)
        """
        return ROLES.index(self.role) >= ROLES.index(role)

    def must(self, role: Role) -> None:
        """Raise Forbidden where the role does not reach that far."""
        if not self.may(role):
            raise Forbidden(f"{self.name}：{NAMES[self.role]}不能做这件事，要{NAMES[role]}身份；请联系管理员")


OWNER = Visitor("本机", "admin", "machine")
"""Whoever sits at a machine on which no users are kept: the archive's files are theirs anyway."""
