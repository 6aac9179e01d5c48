"""The wall around everything that is served: who may come in, how much they may send, what browsers are told.

A plain ASGI layer, so that the page, the API and MCP stand behind the same one. It leaves the visitor in the scope.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from anyio import to_thread
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from ui.access.gate import COOKIE, Call
from ui.access.pages import sign_in_page
from ui.access.visitor import Foreign, NotSignedIn, Refused, Throttled, Unfit, Visitor
from ui.i18n import accepted, say

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from ui.access.gate import Gate
    from ui.i18n import Language

VISITOR = "jiyao.visitor"
"""Where the scope of a request holds who makes it."""
FORM = 16 * 1024
"""Bytes that the form for signing in may hold."""
MANY = 10
"""Files of the largest size that one request may bring."""
UPLOADS = ("/gradio_api/upload",)
"""Paths that only serve to change the archive."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; media-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; "
        "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    ),  # Gradio starts itself by scripts in its page, and compiles small ones of its own
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def visitor_in(scope: Scope) -> Visitor:
    """Who makes a request. Raises NotSignedIn where it did not come through the wall."""
    visitor = scope.get(VISITOR)
    if not isinstance(visitor, Visitor):
        raise NotSignedIn("登录：请求没有经过登录检查；请从网页或 API 的地址进入")
    return visitor


class Wall:
    """Lets through whom the gate knows. `most` bounds one request, in bytes."""

    def __init__(self, app: ASGIApp, gate: Gate, most: int) -> None:
        self._app, self._gate, self._most = app, gate, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, _with_headers(send))
        else:
            await self._socket(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        if scope["path"] == "/login" and not self._gate.open:
            await (await self._signing_in(request))(scope, receive, send)
            return
        if scope["path"] == "/logout" and request.method == "POST":
            await self._signing_out(request)(scope, receive, send)
            return
        try:
            scope[VISITOR] = visitor = self._gate.visitor(_call(request))
            if scope["path"].endswith(UPLOADS):
                visitor.must("editor")
        except Refused as refused:
            await _turned_away(request, refused)(scope, receive, send)
            return
        if _declared(request) > self._most:
            await _problem("too_large", f"请求：超过 {self._most:,} 字节的上限；请分几次上传", 413)(
                scope, receive, send
            )
            return
        await self._app(scope, _bounded(receive, self._most), send)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            scope[VISITOR] = self._gate.visitor(_call(HTTPConnection(scope), "WEBSOCKET"))
        except Refused:
            await send({"type": "websocket.close", "code": 1008})
            return
        await self._app(scope, receive, send)

    async def _signing_in(self, request: Request) -> Response:
        lang = accepted(request.headers.get("accept-language"))
        if request.method != "POST":
            return HTMLResponse(sign_in_page(lang))
        if not 0 < _declared(request) <= FORM:
            return _problem("bad_request", "登录：表单不对；请在网页上重试", 400)
        form = await request.form(max_files=0, max_fields=8)
        name, password = str(form.get("name", "")), str(form.get("password", ""))
        try:
            session = await to_thread.run_sync(self._gate.sign_in, _call(request), name, password)
        except Refused as refused:
            return HTMLResponse(
                sign_in_page(lang, _trouble(refused, lang), name), status_of(refused), _waiting(refused)
            )
        response = RedirectResponse("/", 303)
        secure = request.url.scheme == "https"
        response.set_cookie(COOKIE, session, httponly=True, samesite="strict", secure=secure, path="/")
        return response

    def _signing_out(self, request: Request) -> Response:
        try:
            self._gate.sign_out(_call(request))
        except Refused as refused:
            return _turned_away(request, refused)
        response = RedirectResponse("/login", 303)
        response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
        return response


def status_of(refused: Refused) -> int:
    """The HTTP status of a refusal."""
    named: dict[type[Refused], int] = {NotSignedIn: 401, Throttled: 429, Unfit: 422}
    return named.get(type(refused), 403)


def kind_of(refused: Refused) -> str:
    """What programs tell a refusal by."""
    named: dict[type[Refused], str] = {
        NotSignedIn: "not_signed_in",
        Throttled: "throttled",
        Unfit: "unfit",
        Foreign: "foreign_request",
    }
    return named.get(type(refused), "forbidden")


def _trouble(refused: Refused, lang: Language) -> str:
    """Why somebody was not signed in, in the language of the form."""
    if isinstance(refused, Throttled):
        return say("access.wait", lang, wait=refused.wait)
    return say("access.wrong", lang) if isinstance(refused, NotSignedIn) else str(refused)


def _turned_away(request: Request, refused: Refused) -> Response:
    """A person who is not known is shown where to sign in; anyone else is told why."""
    reads = request.method == "GET" and "text/html" in request.headers.get("accept", "")
    if isinstance(refused, NotSignedIn) and reads:
        return RedirectResponse("/login", 303)
    response = _problem(kind_of(refused), str(refused), status_of(refused))
    if isinstance(refused, NotSignedIn):
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _problem(kind: str, message: str, status: int) -> JSONResponse:
    return JSONResponse({"error": {"kind": kind, "message": message}}, status)


def _waiting(refused: Refused) -> dict[str, str]:
    return {"Retry-After": str(refused.wait)} if isinstance(refused, Throttled) else {}


def _call(connection: HTTPConnection, method: str | None = None) -> Call:
    address = connection.client.host if connection.client else ""
    method = method or cast("str", connection.scope["method"])
    return Call(method, connection.headers, connection.cookies.get(COOKIE), address)


def _declared(request: Request) -> int:
    length = request.headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() else 0


def _bounded(receive: Receive, most: int) -> Receive:
    """What arrives, until there is too much of it: then the connection counts as gone."""
    left = most

    async def bounded() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        return message if left >= 0 else {"type": "http.disconnect"}

    return bounded


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
