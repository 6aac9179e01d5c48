"""Passwords and tokens as they may lie on a disk: never themselves.

scrypt with n=2^15, r=8, p=1 takes 32 MiB and some 80 ms: the parameters that RFC 7914 and OWASP's password storage
cheat sheet give for interactive log-ins. Tokens hold 256 random bits, so one plain SHA-256 is enough for them.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import b64decode, b64encode

from ui.access.visitor import Unfit

COST, BLOCK, LANES = 2**15, 8, 1
MEMORY = 64 * 1024 * 1024
SALT, KEY = 16, 32
SHORTEST = 10
"""Characters of a password, at the least."""
PREFIX = "jiyao_"


def hashed(password: str) -> str:
    """A password as it may be kept, with a salt of its own. Raises Unfit where it is too short."""
    if len(password) < SHORTEST:
        raise Unfit(f"密码：不足 {SHORTEST} 个字符；请换一个更长的")
    salt = secrets.token_bytes(SALT)
    return f"scrypt${COST}${BLOCK}${LANES}${b64encode(salt).decode()}${b64encode(_key(password, salt)).decode()}"


def matches(password: str, kept: str) -> bool:
    """Whether a password is the one that was kept, in a time that does not tell how nearly.

    >>> matches("一二三四五六七八九十", hashed("一二三四五六七八九十")), matches("", NOBODY)
    (True, False)
    """
    _, cost, block, lanes, salt, key = kept.split("$")
    made = _key(password, b64decode(salt), int(cost), int(block), int(lanes))
    return hmac.compare_digest(made, b64decode(key))


def new_token() -> str:
    """A fresh token, to be shown once."""
    return PREFIX + secrets.token_urlsafe(32)


def fingerprint(token: str) -> str:
    """A token as it may be kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def _key(password: str, salt: bytes, cost: int = COST, block: int = BLOCK, lanes: int = LANES) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=cost, r=block, p=lanes, maxmem=MEMORY, dklen=KEY)


NOBODY = f"scrypt${COST}${BLOCK}${LANES}${b64encode(b'-' * SALT).decode()}${b64encode(b'-' * KEY).decode()}"
"""Compared with where there is no such user, so that a log-in takes as long as for one there is."""
