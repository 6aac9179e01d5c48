"""The users of an archive: one file in its home, read again whenever it has changed."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from rag.errors import NotHeld, StoreError
from rag.index.locks import WriterLock
from ui.access.secrets import NOBODY, fingerprint, hashed, matches, new_token
from ui.access.visitor import NotSignedIn, Role, Unfit, Visitor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE, LOCK = "users.json", "USERS.LOCK"
PATIENCE = 10.0  # seconds to wait for another command that changes users
LONGEST = 64
"""Characters of a name."""


@dataclass(frozen=True, slots=True)
class User:
    """One user. `password` is hashed, None for a program that only has tokens; `tokens` are fingerprints."""

    name: str
    role: Role
    password: str | None = None
    tokens: tuple[str, ...] = ()


_FILE = TypeAdapter(tuple[User, ...])


class Users:
    """The users kept in the home of an archive. Every method raises StoreError where their file cannot be read."""

    def __init__(self, home: Path) -> None:
        self._path = home / FILE
        self._turn = threading.Lock()
        self._read: tuple[int, tuple[User, ...]] = (0, ())

    def all(self) -> tuple[User, ...]:
        """Every user, the first added first."""
        with self._turn:
            try:
                stamp = self._path.stat().st_mtime_ns
                if stamp != self._read[0]:
                    self._read = (stamp, _FILE.validate_json(self._path.read_bytes()))
            except FileNotFoundError:
                self._read = (0, ())
            except (OSError, ValidationError) as error:
                raise StoreError(f"{self._path}：用户文件读不了；请从备份恢复，或移走后重新 jiyao user add") from error
            return self._read[1]

    def find(self, name: str) -> User:
        """The user of that name. Raises NotHeld."""
        found = next((one for one in self.all() if one.name == name), None)
        if found is None:
            raise NotHeld(f"{name}：没有这个用户；见 jiyao user list")
        return found

    def add(self, name: str, role: Role, password: str | None) -> None:
        """Add a user. Raises Unfit where the name is taken or unfit, or the password is too short."""
        if not name.strip() or len(name) > LONGEST or not name.isprintable():
            raise Unfit(f"{name!r}：不能作用户名；请用 1 到 {LONGEST} 个可见字符")
        user = User(name, role, None if password is None else hashed(password))
        with self._changing():
            if any(one.name == name for one in self.all()):
                raise Unfit(f"{name}：已有这个用户；改密码用 jiyao user password")
            self._write((*self.all(), user))

    def remove(self, name: str) -> None:
        """Take a user out, with all tokens. Raises NotHeld."""
        with self._changing():
            gone = self.find(name)
            self._write(tuple(one for one in self.all() if one != gone))

    def set_password(self, name: str, password: str) -> None:
        """Give a user another password. Raises NotHeld, Unfit where it is too short."""
        made = hashed(password)
        with self._changing():
            self._put(replace(self.find(name), password=made))

    def give_token(self, name: str) -> str:
        """A new token of that user; it is not kept and cannot be shown again. Raises NotHeld."""
        token = new_token()
        with self._changing():
            user = self.find(name)
            self._put(replace(user, tokens=(*user.tokens, fingerprint(token))))
        return token

    def drop_tokens(self, name: str) -> int:
        """Make all tokens of a user worthless; how many there were. Raises NotHeld."""
        with self._changing():
            user = self.find(name)
            self._put(replace(user, tokens=()))
        return len(user.tokens)

    def by_password(self, name: str, password: str) -> User:
        """The user whose name and password these are. Raises NotSignedIn, after the same time for any reason."""
        user = next((one for one in self.all() if one.name == name), None)
        kept = NOBODY if user is None or user.password is None else user.password
        if not matches(password, kept) or user is None or user.password is None:
            raise NotSignedIn("登录：用户名或密码不对；请核对后再试")
        return user

    def by_token(self, token: str) -> Visitor:
        """The visitor whose token this is. Raises NotSignedIn."""
        kept = fingerprint(token)
        user = next((one for one in self.all() if kept in one.tokens), None)
        if user is None:
            raise NotSignedIn("令牌：无效或已作废；请用 jiyao user token 重新发放")
        return Visitor(user.name, user.role, "token")

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Held while the file is changed, so that two commands do not undo each other. Raises Locked."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        lock = WriterLock(self._path.parent / LOCK)
        lock.take(PATIENCE)
        try:
            yield
        finally:
            lock.release()

    def _put(self, user: User) -> None:
        self._write(tuple(user if one.name == user.name else one for one in self.all()))

    def _write(self, users: tuple[User, ...]) -> None:
        """Replace the file whole; only its owner can read it."""
        new = self._path.with_suffix(".new")
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(_FILE.dump_json(users, indent=1))
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._path)
        with self._turn:
            self._read = (0, ())  # two changes may fall into one tick of the clock
