"""What identifies a private person or rings a telephone is masked: it is never indexed and never answered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.clean.step import Swept, cut_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.clean.traced import Traced

_END = r"(?![\dA-Za-z/]|\.\d| ?[元万亿%％吨亩平立千公])"  # an amount or an index number is no telephone
# The first character is consumed before its surroundings are looked at: so the search skips whatever is no digit.
_NUMBERS = re.compile(
    r"[+(（\d](?<![\dA-Za-z./〔\[].)(?:"
    rf"(?<=1)[3-9]\d[- ]?\d{{4}}[- ]?\d{{4}}{_END}"  # mobile
    rf"|(?<=[+8])(?:86|6)[- ]?1[3-9]\d[- ]?\d{{4}}[- ]?\d{{4}}{_END}"
    # landlines with their area code
    rf"|(?:(?<=0)|(?<=[(（])0)\d{{2,3}}(?:[)）][- ]?|[-—– ]) ?[2-8]\d{{2,3}}[- ]?\d{{4}}(?:[-转]\d{{1,6}})?{_END}"
    # identity cards, GB 11643
    r"|(?<=[1-9])\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
    r"|(?<=6)2\d{14,17}(?![\dA-Za-z]))"  # bank card: UnionPay's prefix, ISO/IEC 7812 lengths
)
_LABELLED = re.compile(
    r"(?:电 ?话|传 ?真|手 ?机|热 ?线|座 ?机|Tel|TEL|tel|QQ群?|微信号?|身份证号?码?|账号|帐号|卡号)(?:号码)?[:： ]{1,3}"
    r"([A-Za-z_]{0,12}\d[\d -]{5,20}\d)(?![\d元万亿])"
)
_MAIL_END = re.compile(r"@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")
_MAIL_NAME = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-"
_MAIL_LENGTH = 64  # RFC 5321, the longest name in front of @


def _mails(plain: str) -> Iterator[tuple[int, int]]:
    for match in _MAIL_END.finditer(plain):
        before = plain[max(0, match.start() - _MAIL_LENGTH) : match.start()]
        name = len(before) - len(before.rstrip(_MAIL_NAME))
        if name:
            yield match.start() - name, match.end()


def _separate(ranges: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    reached = 0
    for start, end in sorted(ranges):
        if start >= reached:
            reached = end
            yield start, end


def mask_private(text: Traced) -> Swept:
    """Telephone, identity, card and account numbers and mail addresses go; public short numbers (12345, 110) stay.

    >>> from ingest.clean.traced import Traced
    >>> mask_private(Traced.of("联系电话：0555-8123456，手机13900001111，拨打12345。")).text.text
    '联系电话：，手机，拨打12345。'
    """
    plain = text.text
    ranges = [match.span() for match in _NUMBERS.finditer(plain)]
    ranges += [match.span(1) for match in _LABELLED.finditer(plain)]
    if "@" in plain:
        ranges += _mails(plain)
    return cut_out(text, "private", _separate(ranges))
