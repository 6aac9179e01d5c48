"""Bytes to text: which encoding, by proof where there is one, by the sense of the text where there is none.

Knows nothing of markup beyond the charset a page declares about itself, which is a hint and no more.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from ingest.errors import NotMinutes, Undecodable
from ingest.read.extracted import unix_newlines
from ingest.read.plausible import SAMPLE, plausibility

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# Charset names as codecs, each widened to its superset: pages that declare GB2312 use what only GB18030 has.
# A list, because Python also "decodes" idna, punycode, unicode_escape and others that are no charset.
_CHARSETS = {
    "ascii": "cp1252",
    "big5": "big5hkscs",
    "big5hkscs": "big5hkscs",
    "cp1252": "cp1252",
    "cp932": "cp932",
    "cp949": "cp949",
    "cp950": "cp950",
    "euc_jp": "euc_jp",
    "euc_kr": "cp949",
    "gb18030": "gb18030",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-1": "cp1252",
    "shift_jis": "cp932",
    "utf-8": "utf-8",
}
_CHINESE = ("gb18030", "big5hkscs", "cp950", "utf-8")
_WIDE = ("utf-16-le", "utf-16-be")
_DECLARED = re.compile(
    rb"""(?:<meta\b[^>]{0,300}?charset|<\?xml\b[^>]{0,100}?encoding)\s{0,9}=\s{0,9}["']?([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_BYTES = bytes(range(0x80, 0x100))
# In UTF-8 a character of three bytes, or a no-break space or middle dot, which pages write between words.
_NOT_BY_CHANCE = re.compile("[\x80-\xff\u0800-\U0010ffff]")
_CONTROL = re.compile("[\0-\x08\x0e-\x1f]")
_CONTROL_SHARE = 0.01
# Real minutes score 0.65 or more, wrong readings below 0 (`ingest.read.plausible`).
_PROSE = 0.25
# What may be lost of a text that is otherwise clean; a file that loses more is something else.
_LOSS_SHARE = 0.02
_LOSS_OF_A_LINE = 0.1
# Text in a Latin script, which a declaration is believed about: bytes beyond ASCII are its exception.
_LATIN_SHARE = 0.3
_REMEDY = "请另存为 UTF-8 文本后再导入"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without byte order mark and with unix line breaks, and the name of the codec that gave it."""

    text: str
    encoding: str


def decode(data: bytes, source: str, declared: str | None = None) -> Decoded:
    """Decode the bytes of a text or of a page; `declared` is a charset named outside them (a MIME header).

    In the order of proof: byte order mark, NULs as only UTF-16 has them, strict UTF-8 with characters of
    three bytes, and then the reading that makes sense as Chinese, to which a declaration only lends the first
    try. A few undecodable bytes (1 in 50 characters) become U+FFFD, damage for cleaning to mark.
    Raises NotMinutes for an empty file, Undecodable for bytes that are no text.
    """
    decoded = _decode(data, declared)
    if decoded is None:
        raise Undecodable(source, "字节不是任何可证实编码的文本", _REMEDY)
    text = decoded.text
    if not text.strip():
        raise NotMinutes(source, "空文件", "请换一个有正文的文件")
    if len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        raise Undecodable(source, "含有大量控制字符，是二进制数据而不是文本", _REMEDY)
    return Decoded(unix_newlines(text).replace("\0", "\ufffd"), decoded.encoding)


def declared_charset(data: bytes) -> str | None:
    """The charset that the first 4,096 bytes of a page or an XML file declare, as a codec name of Python.

    >>> declared_charset(b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">')
    'gb18030'
    """
    found = _DECLARED.search(data, 0, _DECLARED_WITHIN)
    return _codec(found[1].decode("ascii")) if found else None


def _codec(name: str | None) -> str | None:
    """The codec that reads a charset name, or None for a name that is no charset of ours."""
    try:
        return _CHARSETS.get(codecs.lookup(name or "").name)
    except (LookupError, ValueError):
        return None


def _decode(data: bytes, declared: str | None) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _tolerant(data[len(mark) :], encoding)
    if b"\0" in data and (wide := _wide(data)):
        return wide
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _contest(data, declared)
    # A few characters of GBK can be UTF-8 by chance, but as Cyrillic or Greek.
    if text.isascii() or _NOT_BY_CHANCE.search(text):
        return Decoded(text, "utf-8")
    return _contest(data, declared) or Decoded(text, "utf-8")


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 without a mark, where one byte order makes sense; else None."""
    score, encoding = max((plausibility(_sample(data, name), ascii_counts=True), name) for name in _WIDE)
    return _tolerant(data, encoding) if score >= _PROSE else None


def _contest(data: bytes, declared: str | None) -> Decoded | None:
    """The candidate whose text makes most sense; a declaration wins only where two make as much."""
    hint = _codec(declared) or declared_charset(data)
    scored = [(_score(data, name), name) for name in dict.fromkeys((hint, *_CHINESE)) if name]
    if len(data) % 2 == 0:
        scored += [(plausibility(_sample(data, name), ascii_counts=True), name) for name in _WIDE]
    for score, name in sorted(scored, key=lambda one: -one[0]):
        if score >= _PROSE and (decoded := _tolerant(data, name)):
            return decoded
    if hint and len(data) - len(data.translate(None, _HIGH_BYTES)) <= _LATIN_SHARE * len(data):
        return _strict(data, hint)
    return None


def _score(data: bytes, encoding: str) -> float:
    """Plausibility from the first byte beyond ASCII on, which a lead byte of every encoding is."""
    found = _HIGH.search(data)
    start = found.start() if found else 0
    return plausibility(_sample(data[start : start + 4 * SAMPLE], encoding))


def _sample(data: bytes, encoding: str) -> str:
    """The head of the data decoded, without complaint about a character that the cut splits."""
    return codecs.getincrementaldecoder(encoding)("replace").decode(data[: 4 * SAMPLE])


def _tolerant(data: bytes, encoding: str) -> Decoded | None:
    """Decoded with at most 1 in 50 characters lost, or the only lost one of a line; else None."""
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    if lost > max(1, _LOSS_SHARE * len(text)) or lost > _LOSS_OF_A_LINE * len(text):
        return None
    return Decoded(text.removeprefix("\ufeff"), encoding)


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None
