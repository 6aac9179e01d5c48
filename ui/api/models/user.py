"""Users, for admins."""

# pydantic reads annotations when models are made, so these modules do without deferred ones.
from typing import Annotated

from pydantic import SecretStr, StringConstraints

from ui.access.visitor import Role
from ui.api.models.base import In, Out

Name = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class UserOut(Out):
    """A user: whether they can sign in at the page, and how many tokens they have."""

    name: str
    role: Role
    signs_in: bool
    tokens: int


class UserIn(In):
    """A user to add; without a password it is a program, which only has tokens."""

    name: Name
    role: Role = "reader"
    password: SecretStr | None = None


class PasswordIn(In):
    """Another password."""

    password: SecretStr


class TokenOut(Out):
    """A fresh token; it is not kept and cannot be shown again."""

    token: str
