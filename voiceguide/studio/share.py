"""Finished sessions for the phone: read only, on the local network, while somebody wants it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import secrets
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import platformdirs
import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from voiceguide.page.following import followed
from voiceguide.page.player_file import STATIC as PLAYER_STATIC
from voiceguide.page.square import square
from voiceguide.problems import fail
from voiceguide.session.captions import chapters_json
from voiceguide.session.cover import draw_cover
from voiceguide.studio.feed import Shared, feed, ident_of, shared
from voiceguide.studio.folder import Folder
from voiceguide.studio.guard import Named
from voiceguide.studio.listening import listen, quiet

STATIC = Path(__file__).parent / "static"
PORT = 8724
WARNING = "Whoever is in this network and has the address can hear these sessions."


class Link(NamedTuple):
    """Where sessions are shared: the address, which ends in a slash, and it as a drawn square."""

    address: str
    square: str


def local_address() -> str:
    """Give this machine's address in the local network.

    Raises VoiceguideError: it is in none.
    """
    with contextlib.suppress(OSError), socket.socket(type=socket.SOCK_DGRAM) as asked:
        asked.connect(("10.255.255.255", 1))  # nothing is sent: it only picks the way
        found = str(asked.getsockname()[0])
        if not found.startswith(("127.", "0.")):
            return found
    raise fail("this computer is in no network", "join the one that the phone is in")


class Sharing:
    """What is shared now, if anything; it lives in the loop of the studio's server."""

    def __init__(
        self,
        folder: Folder,
        at: str | None = None,
        on_share: Callable[[Link], None] | None = None,
    ) -> None:
        self.folder, self.at, self.on_share = folder, at, on_share
        self._server: uvicorn.Server | None = None
        self._task: asyncio.Task[None] | None = None
        self.link: Link | None = None

    async def start(self) -> Link:
        """Begin to share, or give where it is shared already.

        Raises VoiceguideError: this machine is in no network, or no port is free.
        """
        if self.link:
            return self.link
        host = self.at or local_address()
        listening = _bound(host)
        port = listening.getsockname()[1]
        address = f"http://{host}:{port}/{_token(self.folder.root)}/"
        self._server = _Quiet(quiet(sharing(self.folder, address, host, port)))
        self._task = asyncio.create_task(self._server.serve(sockets=[listening]))
        self.link = Link(address, square(address))
        if self.on_share:
            self.on_share(self.link)
        return self.link

    async def stop(self) -> None:
        """Share no more; the address is the same when it begins again."""
        if self._server and self._task:
            self._server.should_exit = True
            await self._task
        self._server = self._task = self.link = None

    async def renew(self) -> Link:
        """Share at another address: whoever has the old one is shut out."""
        await self.stop()
        _forget(self.folder.root)
        return await self.start()


class _Quiet(uvicorn.Server):
    """A server beside another, which alone hears of Ctrl-C."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def sharing(folder: Folder, address: str, host: str, port: int) -> Starlette:
    """Make what is shared of a folder: players, sounds and a feed, below one secret path."""

    def find(request: Request) -> Shared:
        name = Path(request.path_params["name"]).stem
        # A player asks for many pieces of one sound: no other session is opened for them.
        asked = [path for path in folder.sessions() if ident_of(path) == name]
        for each in shared(asked):
            return each
        raise HTTPException(404)

    def page(_: Request) -> Response:
        return HTMLResponse((STATIC / "shared.html").read_text("utf-8"))

    def listed(_: Request) -> Response:
        found = [
            {"id": each.ident, "title": each.title, "length_ms": each.length_ms}
            for each in shared(folder.sessions())
        ]
        return JSONResponse({"sessions": found, "feed": f"{address}feed.xml"})

    def session(request: Request) -> Response:
        each = find(request)
        data = followed(each.path, {})
        about = {"src": f"sounds/{each.ident}.mp3", "cover": f"covers/{each.ident}.png"}
        return JSONResponse(data | about)

    def sound(request: Request) -> Response:
        return FileResponse(find(request).path, media_type="audio/mpeg")

    def cover(request: Request) -> Response:
        return Response(draw_cover(find(request).timeline), media_type="image/png")

    def chapters(request: Request) -> Response:
        return Response(
            chapters_json(find(request).timeline), media_type="application/json+chapters"
        )

    def feed_of(_: Request) -> Response:
        name = f"{folder.root.name or 'voiceguide'}: sessions"
        data = feed(name, address, shared(folder.sessions()))
        return Response(data, media_type="application/rss+xml")

    below = [
        Route("/", page),
        Route("/sessions.json", listed),
        Route("/sessions/{name}", session),
        Route("/sounds/{name}", sound),
        Route("/covers/{name}", cover),
        Route("/chapters/{name}", chapters),
        Route("/feed.xml", feed_of),
        Mount("/player", StaticFiles(directory=PLAYER_STATIC)),
        Mount("/static", StaticFiles(directory=STATIC / "shared")),
    ]
    token = address.rstrip("/").rsplit("/", 1)[1]
    names = Middleware(Named, names=frozenset({host}), port=port)
    return Starlette(routes=[Mount(f"/{token}", routes=below)], middleware=[names])


def _bound(host: str) -> socket.socket:
    try:
        return listen(host, (*range(PORT, PORT + 20), 0))
    except OSError as problem:
        reason = problem.strerror or problem
        hint = "name another address with --address"
        raise fail(f"nothing can be shared at {host}: {reason}", hint) from problem


def _tokens() -> Path:
    return Path(platformdirs.user_data_dir("voiceguide", appauthor=False)) / "shared.json"


def _token(root: Path) -> str:
    """Give the secret of a folder's address: the same as last time, so that bookmarks work."""
    kept: dict[str, str] = {}
    with contextlib.suppress(OSError, ValueError):
        kept = json.loads(_tokens().read_text("utf-8"))
    token = kept.get(str(root))
    if not token or not token.isascii() or not token.replace("-", "").replace("_", "").isalnum():
        kept[str(root)] = token = secrets.token_urlsafe(12)
        _keep(kept)
    return token


def _forget(root: Path) -> None:
    with contextlib.suppress(OSError, ValueError):
        kept = json.loads(_tokens().read_text("utf-8"))
        kept.pop(str(root), None)
        _keep(kept)


def _keep(kept: dict[str, str]) -> None:
    path = _tokens()
    with contextlib.suppress(OSError):  # without it, the address is another one next time
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(kept, file)
