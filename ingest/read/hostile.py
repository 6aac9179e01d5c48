"""What is taken out of a page, and which pages are refused, before a parser sees them.

The HTML standard asks for work that grows with depth x tags and with the square of the attributes of one tag.
A hundred thousand nested tags take a parser minutes; counting them here takes milliseconds.
"""

from __future__ import annotations

import re

from ingest.errors import TooLarge

# Browsers (Blink) flatten what is nested deeper.
_DEPTH = 512
# Sum over all tags of the tags open at that point; a large real page stays under a tenth of it.
_WORK = 5_000_000
_ATTRIBUTES = 500
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})")
_INVISIBLE = re.compile(r"<(?:!--|script\b|style\b)", re.IGNORECASE)
_CLOSING = {
    "<!--": re.compile("--!?>"),
    "<script": re.compile(r"</script[^>]{0,20}>", re.IGNORECASE),
    "<style": re.compile(r"</style[^>]{0,20}>", re.IGNORECASE),
}
# These never nest: they are empty, or the next of their kind closes them.
_FLAT_NAMES = "area base br col dd dt embed hr img input li link meta option p param source td th tr track wbr"
_FLAT = frozenset(_FLAT_NAMES.split())
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_BETWEEN = re.compile(r"[\s/\"]+")


def without_scripts(html: str) -> str:
    """The page without comments, scripts and styles, in one pass; what is never closed stays for the parser."""
    kept: list[str] = []
    at, unclosed = 0, set[str]()
    while found := _INVISIBLE.search(html, at):
        kind = found[0].lower()
        # `<!-->` is a whole comment: its dashes open and close it.
        closing = None if kind in unclosed else _CLOSING[kind].search(html, found.start() + len("<!"))
        kept.append(html[at : found.start() if closing else found.end()])
        at = closing.end() if closing else found.end()
        if not closing:
            unclosed.add(kind)
    return "".join([*kept, html[at:]]) if kept else html


def refuse_hostile(html: str, source: str) -> None:
    """Raise TooLarge for a page whose tags or attributes would take a parser more than linear time."""
    depth = work = 0
    opened: dict[str, int] = {}
    for tag in _TAG.finditer(html):
        name = tag[2].lower()
        if name in _FLAT:
            work += depth
        elif not tag[1]:
            opened[name] = opened.get(name, 0) + 1
            depth += 1
            work += depth
        elif opened.get(name):
            opened[name] -= 1
            depth -= 1
        if depth > _DEPTH or work > _WORK:
            raise _refusal(source, f"网页标签嵌套过深（超过 {_DEPTH} 层或总量过大）")
    if any(_attributes(tag) > _ATTRIBUTES for tag in html.split("<")[1:] if len(tag) > 2 * _ATTRIBUTES):
        raise _refusal(source, f"一个网页标签带有超过 {_ATTRIBUTES} 个属性")


def _attributes(tag: str) -> int:
    """How many attributes a tag may have, at most: the gaps between words outside quotes."""
    if not tag[0].isalpha():
        return 0
    return len(_BETWEEN.findall(_QUOTED.sub('"', tag).partition(">")[0]))


def _refusal(source: str, fact: str) -> TooLarge:
    return TooLarge(source, fact, "请在浏览器中复制正文，另存为文本后再导入")
