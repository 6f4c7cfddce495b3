"""Who may ask the studio for anything: the person who started it, from a page that it sent.

Any page in a browser may send requests to 127.0.0.1, and any name may be made to lead there.
So the name that was asked for has to be this one's, whoever asks has to have the cookie that the
printed link gave, and what changes something has to come from the studio's own page.
"""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SENT_ALONG = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none';"
        " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
_SAFE = {"GET", "HEAD"}


class Keys:
    """The links that may be opened once each, and the secret that a browser keeps for them."""

    def __init__(self) -> None:
        self.secret = secrets.token_urlsafe(32)
        self._links: set[str] = set()

    def link(self) -> str:
        """Give the token of a new link."""
        self._links.add(token := secrets.token_urlsafe(16))
        return token

    def opened(self, token: str) -> bool:
        """Tell whether a link may be opened; from then on it may not."""
        if token not in self._links:
            return False
        self._links.remove(token)
        return True


class Named:
    """Lets through what is asked for by a server's own names, and adds the policy of pages."""

    def __init__(self, app: ASGIApp, names: frozenset[str], port: int) -> None:
        self.app = app
        self.hosts = {f"{name}:{port}" for name in names} | (names if port == 80 else frozenset())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or let the studio answer it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_along(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _SENT_ALONG.items():
                    headers.setdefault(name, value)
            await send(message)

        answer = self._answer(Request(scope)) or self.app
        await answer(scope, receive, send_along)

    def _answer(self, request: Request) -> Response | None:
        """Give what is answered in place of what was asked for; None where it may be had."""
        if request.headers.get("host", "").lower() not in self.hosts:
            return _refused("This name is not the studio's own.", 421)
        return None


class Guard(Named):
    """Lets through what the person asks for who started the studio."""

    def __init__(self, app: ASGIApp, names: frozenset[str], port: int, keys: Keys) -> None:
        super().__init__(app, names, port)
        self.keys = keys
        self.cookie = f"voiceguide-{port}"

    def _answer(self, request: Request) -> Response | None:
        if refused := super()._answer(request):
            return refused
        path = request.url.path.removeprefix(request.scope.get("root_path", ""))
        if path == "/hello" and request.method in _SAFE:
            return None
        if path == "/start" and request.method == "GET":
            return self._start(request)
        if path == "/api/link":
            given = request.headers.get("authorization", "").removeprefix("Bearer ")
            return None if self._knows(given) else _refused("This is for voiceguide itself.", 403)
        if not self._knows(request.cookies.get(self.cookie, "")):
            return _refused("Open the link that voiceguide studio printed.", 403)
        if request.method not in _SAFE and not self._is_own_page(request):
            return _refused("Only the studio's own page may ask for this.", 403)
        return None

    def _start(self, request: Request) -> Response:
        known = request.cookies.get(self.cookie, "")
        token = request.query_params.get("token", "")
        if not (self.keys.opened(token) or self._knows(known)):
            return _refused("This link was used. Start voiceguide studio again for another.", 403)
        answer = RedirectResponse("./", 303)
        answer.set_cookie(self.cookie, self.keys.secret, httponly=True, samesite="strict")
        return answer

    def _knows(self, given: str) -> bool:
        return secrets.compare_digest(given.encode(), self.keys.secret.encode())

    def _is_own_page(self, request: Request) -> bool:
        site = request.headers.get("sec-fetch-site")
        if site is not None:
            return site == "same-origin"
        origin = request.headers.get("origin")
        return origin is not None and urlsplit(origin).netloc.lower() in self.hosts


def _refused(words: str, status: int) -> Response:
    return PlainTextResponse(words + "\n", status)
