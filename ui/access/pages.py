"""The page for signing in: plain HTML that needs no script, with everything escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ui.i18n import say

if TYPE_CHECKING:
    from ui.i18n import Language

STYLE = """
:root { color-scheme: light dark; font: 16px/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
body { min-height: 100vh; margin: 0; display: grid; place-items: center; background: Canvas; color: CanvasText; }
form { width: min(22rem, 100vw - 3rem); display: grid; gap: .9rem; }
h1 { font-size: 1.5rem; margin: 0; } label { display: grid; gap: .25rem; font-size: .9rem; }
input, button { font: inherit; padding: .55rem .7rem; border-radius: .5rem; border: 1px solid #8a94a6; }
button { background: #1d4ed8; color: #fff; border-color: #1d4ed8; cursor: pointer; }
input:focus-visible, button:focus-visible { outline: 2px solid #60a5fa; outline-offset: 2px; }
[role=alert] { margin: 0; padding: .5rem .7rem; border-radius: .5rem; background: #fee2e2; color: #991b1b; }
@media (prefers-color-scheme: dark) { [role=alert] { background: #47230f; color: #ffb494; } }
"""


def sign_in_page(lang: Language, trouble: str = "", name: str = "") -> str:
    """The form; `trouble` is what went wrong with the last try, `name` who tried, and need not say so again."""
    alert = f'<p role="alert">{escape(trouble)}</p>' if trouble else ""
    at_name, at_password = ("", " autofocus") if name else (" autofocus", "")
    return f"""<!doctype html>
<html lang="{"en" if lang == "en" else "zh-CN"}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(say("access.title", lang))}</title><style>{STYLE}</style></head>
<body><form method="post" action="/login">
<h1>{escape(say("access.title", lang))}</h1>{alert}
<label>{escape(say("access.name", lang))}
<input name="name" value="{escape(name)}" autocomplete="username" required{at_name}></label>
<label>{escape(say("access.password", lang))}
<input name="password" type="password" autocomplete="current-password" required{at_password}></label>
<button type="submit">{escape(say("access.sign_in", lang))}</button>
</form></body></html>"""


def sign_out_form(lang: Language, name: str) -> str:
    """Who is signed in, and the button that signs them out."""
    return (
        f'<form class="jy-who" method="post" action="/logout"><span>{escape(name)}</span> '
        f'<button type="submit">{escape(say("access.sign_out", lang))}</button></form>'
    )
