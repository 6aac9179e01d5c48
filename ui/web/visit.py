"""Who is behind what the page is doing: the visitor whom the wall let in with the request that Gradio works on."""

from __future__ import annotations

import gradio as gr  # noqa: TC002 - Gradio reads the annotations of handlers at run time
from gradio.context import LocalContext

from ui.access.pages import sign_out_form
from ui.access.visitor import Visitor  # noqa: TC001 - as above
from ui.access.wall import visitor_in
from ui.i18n import accepted


def visitor() -> Visitor:
    """Who called the handler that runs in this thread. Raises NotSignedIn outside of any handler."""
    request = LocalContext.request.get(None)
    inner = None if request is None else request.request
    return visitor_in({} if inner is None else inner.scope)


def signed_in(request: gr.Request) -> str:
    """Who is signed in, with the button to sign out; nothing where nobody needs to."""
    found = visitor()
    lang = accepted(request.headers.get("accept-language"))
    return sign_out_form(lang, found.name) if found.by == "session" else ""
