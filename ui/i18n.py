"""Every sentence of the command line and the page, in Chinese and in English: one table.

Chinese is the default; `JIYAO_LANG=en` turns the command line to English, the browser's language the page.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal

from ui.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

Language = Literal["zh", "en"]


def language(environ: Mapping[str, str] | None = None) -> Language:
    """The language of the command line: English where `JIYAO_LANG` starts with `en`, Chinese otherwise.

    >>> language({"JIYAO_LANG": "en_GB"}), language({})
    ('en', 'zh')
    """
    env = os.environ if environ is None else environ
    return "en" if env.get("JIYAO_LANG", "").lower().startswith("en") else "zh"


def accepted(header: str | None) -> Language:
    """The language of a page for a browser that sends this Accept-Language: its first one counts.

    >>> accepted("en-GB,en;q=0.9,zh;q=0.8"), accepted("zh-CN,zh;q=0.9"), accepted(None)
    ('en', 'zh', 'zh')
    """
    first = (header or "").partition(",")[0].strip().lower()
    return "zh" if not first or first.startswith("zh") else "en"


def say(key: str, lang: Language | None = None, /, **fields: object) -> str:
    """The sentence under `key` with its fields filled in. Raises KeyError on an unknown key or a missing field.

    >>> say("list.total", "zh", documents=1, meetings=2)
    '共 1 份文件、2 次会议'
    """
    chinese, english = WORDS[key]
    return (english if (lang or language()) == "en" else chinese).format(**fields)


def knows(key: str) -> bool:
    """Whether the table has this key."""
    return key in WORDS
