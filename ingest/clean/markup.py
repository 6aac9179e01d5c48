"""What is left of HTML and Markdown in a text that should have none: tags, entities, heading marks."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from ingest.clean.step import Swept, cut_matches
from ingest.clean.traced import Edit
from ingest.records import Removal

if TYPE_CHECKING:
    from ingest.clean.traced import Traced

_READING = re.compile(
    "<r[tp]\\b[^<>]{0,200}>[^<>]{0,80}(?:</r[tp]>)?", re.IGNORECASE
)  # ruby: what stands over a character
_BLOCK = "p|br|div|h[1-6]|li|ul|ol|tr|table|tbody|thead|section|article|hr|blockquote|center|dl|dt|dd"
_INLINE = (
    "span|strong|b|em|i|u|font|a|img|sup|sub|small|o:p|ruby|rb|label|td|th|input|button|form|style|script|meta|link"
)
_BREAK = re.compile(
    f"</?(?:{_BLOCK})\\b[^<>]{{0,400}}>(?:\\s{{0,4}}</?(?:{_BLOCK})\\b[^<>]{{0,400}}>){{0,20}}", re.IGNORECASE
)
_TAG = re.compile(f"</?(?:{_INLINE})\\b[^<>]{{0,400}}>|<!--[^<>]{{0,400}}-->|<!DOCTYPE[^<>]{{0,200}}>", re.IGNORECASE)
_ENTITY = re.compile("&(?:amp;){0,2}(?:#\\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[a-zA-Z]{2,8}\\d{0,2});")
_MARKDOWN = re.compile(
    "^#{1,6} +|\\*\\*(?=[^*\\n])|\\[(?:查看|阅读|点击)[^\\]\\n]{0,12}\\]\\([^()\\s]{0,400}\\)", re.MULTILINE
)
_MARKS = ("#", "**", "](")
"""What a branch of the pattern holds each."""


def drop_markup(text: Traced) -> Swept:
    r"""Tags go, and those of blocks end a line; entities become their characters; Markdown's marks go.

    >>> from ingest.clean.traced import Traced
    >>> drop_markup(Traced.of("<p>会<ruby>议<rt>yì</rt></ruby>指出。</p><p>&ldquo;三农&rdquo;工作</p>")).text.text
    '\n会议指出。\n“三农”工作\n'
    """
    if "<" in text.text:
        swept = cut_matches(text, "markup", _READING)
        removed, text = list(swept.removed), swept.text
        breaks = [match.span() for match in _BREAK.finditer(text.text)]
        removed += (Removal("markup", text.span(*span)) for span in breaks)
        text = text.edit(Edit(start, end, "\n") for start, end in breaks)
        swept = cut_matches(text, "markup", _TAG)
        swept = Swept(swept.text, (*removed, *swept.removed))
    else:
        swept = Swept(text)
    return _drop_marks(swept)


def _drop_marks(swept: Swept) -> Swept:
    """Entities and Markdown's marks."""
    text, removed = swept.text, swept.removed
    if "&" in text.text:
        found = [(match, html.unescape(re.sub("&(?:amp;)+", "&", match[0]))) for match in _ENTITY.finditer(text.text)]
        text = text.edit(Edit(*match.span(), char) for match, char in found if char != match[0])
    if not any(mark in text.text for mark in _MARKS):
        return Swept(text, removed)
    last = cut_matches(text, "markup", _MARKDOWN)
    return Swept(last.text, (*removed, *last.removed))
