"""The studio's addresses. Each only takes a question apart, asks, and sends what is answered."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from voiceguide import __version__
from voiceguide.page.pictures import picture_kind, pictures_beside
from voiceguide.page.player_file import STATIC as PLAYER_STATIC
from voiceguide.problems import VoiceguideError
from voiceguide.session.cover import draw_cover
from voiceguide.session.file import read_session
from voiceguide.settings import SETTINGS
from voiceguide.studio.asking import (
    MOST_DROPPED,
    MOST_TEXT,
    asked,
    body,
    changed,
    failed,
    path_asked,
    plain,
    wish_from,
)
from voiceguide.studio.desk import laid_out, read_as, taken_in, voice_sample, voices
from voiceguide.studio.folder import ChangedError, Folder
from voiceguide.studio.guard import Guard, Keys
from voiceguide.studio.jobs import Jobs
from voiceguide.studio.made import listed, opened
from voiceguide.studio.share import WARNING, Sharing
from voiceguide.studio.wish import order_of, read, settings_from

STATIC = Path(__file__).parent / "static"


def studio(  # noqa: PLR0913 - each is named in a call
    folder: Folder,
    keys: Keys,
    names: frozenset[str],
    port: int,
    sharing: Sharing,
    *,
    share: bool = False,
) -> Starlette:
    """Make the studio of a folder, for those who come by one of these names and this port.

    To ``share`` begins with it.
    """
    jobs = Jobs()
    rooms = _Rooms(folder, jobs, sharing)

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        del app
        working = asyncio.create_task(jobs.work())
        if share:
            await sharing.start()
        yield
        await sharing.stop()
        working.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await working

    routes = [
        Route("/", lambda _: FileResponse(STATIC / "index.html")),
        Route("/hello", lambda _: JSONResponse({"voiceguide": __version__})),
        Route("/api/link", lambda _: JSONResponse({"link": keys.link()})),
        Route("/api/home", rooms.home),
        Route("/api/voices", rooms.voices),
        Route("/api/routines/{name}", rooms.routine, methods=["GET"]),
        Route("/api/routines/{name}", rooms.save, methods=["PUT"]),
        Route("/api/plan", rooms.plan, methods=["POST"]),
        Route("/api/readings", rooms.readings, methods=["POST"]),
        Route("/api/take", rooms.take, methods=["POST"]),
        Route("/api/say", rooms.say, methods=["POST"]),
        Route("/api/jobs", rooms.jobs_now, methods=["GET"]),
        Route("/api/jobs", rooms.make, methods=["POST"]),
        Route("/api/jobs/changes", rooms.changes),
        Route("/api/jobs/{number:int}", rooms.cancel, methods=["DELETE"]),
        Route("/api/share", rooms.shares, methods=["GET"]),
        Route("/api/share", rooms.share, methods=["POST"]),
        Route("/api/share", rooms.unshare, methods=["DELETE"]),
        Route("/api/sessions/{name}", rooms.session),
        Route("/sessions/{name}", rooms.sound),
        Route("/covers/{name}", rooms.cover),
        Route("/pictures/{routine}/{picture:path}", rooms.picture),
        Mount("/player", StaticFiles(directory=PLAYER_STATIC)),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]  # fmt: skip
    return Starlette(
        routes=routes,
        lifespan=lifespan,
        middleware=[Middleware(Guard, keys=keys, names=names, port=port)],
        exception_handlers={
            VoiceguideError: failed,
            ChangedError: changed,
            HTTPException: plain,
        },
    )


class _Rooms:
    """One answer a question."""

    def __init__(self, folder: Folder, jobs: Jobs, sharing: Sharing) -> None:
        self.folder, self.jobs, self.sharing = folder, jobs, sharing

    def home(self, _: Request) -> Response:
        routines = []
        for name, path, is_own in self.folder.routines():
            routine = read(self.folder.read(name).text, path)
            routines.append(
                {"name": name, "title": routine.title or name, "about": routine.about,
                 "is_own": is_own, "path": str(path), "poses": len(routine.poses)}
            )  # fmt: skip
        return JSONResponse(
            {
                "folder": self.folder.shown,
                "routines": routines,
                "clients": [*self.folder.clients],
                "sessions": [*filter(None, map(listed, self.folder.sessions()))],
                "settings": list(SETTINGS),
                "limits": {"text": MOST_TEXT, "dropped": MOST_DROPPED},
            }
        )

    def voices(self, _: Request) -> Response:
        return JSONResponse(voices())

    def routine(self, request: Request) -> Response:
        return JSONResponse(self.folder.read(request.path_params["name"])._asdict())

    async def save(self, request: Request) -> Response:
        question = await asked(request, {"text": str, "mark": (str, type(None))})
        name = request.path_params["name"]
        kept = self.folder.save(name, question["text"], question["mark"])
        return JSONResponse(kept._asdict())

    async def plan(self, request: Request) -> Response:
        wish = await wish_from(request, self.folder)
        return JSONResponse(await asyncio.to_thread(laid_out, wish))

    async def readings(self, request: Request) -> Response:
        question = await asked(request, {"text": str, "name": str})
        path = self.folder.place_of(question["name"])
        return JSONResponse(await asyncio.to_thread(read_as, question["text"], path))

    async def take(self, request: Request) -> Response:
        data = await body(request, MOST_DROPPED)
        name = path_asked(request).name
        return JSONResponse(await asyncio.to_thread(taken_in, data, name))

    async def say(self, request: Request) -> Response:
        question = await asked(request, {"words": str, "name": str, "settings": dict})
        settings = settings_from(question["settings"])
        path = self.folder.place_of(question["name"])
        sound = await asyncio.to_thread(voice_sample, question["words"], settings, path)
        return Response(sound, media_type="audio/mpeg")

    def jobs_now(self, _: Request) -> Response:
        return JSONResponse(self.jobs.as_json())

    async def make(self, request: Request) -> Response:
        wish = await wish_from(request, self.folder)
        order = await asyncio.to_thread(order_of, wish, self.folder.output)
        return JSONResponse(self.jobs.add(order).as_json(), 202)

    async def changes(self, _: Request) -> Response:
        async def events() -> AsyncIterator[str]:
            async for jobs in self.jobs.changes():
                yield f"data: {json.dumps(jobs)}\n\n"

        return StreamingResponse(events(), media_type="text/event-stream")

    async def cancel(self, request: Request) -> Response:
        if not await self.jobs.cancel(request.path_params["number"]):
            raise HTTPException(404, "There is no such job.")
        return Response(status_code=204)

    def shares(self, _: Request) -> Response:
        link = self.sharing.link
        return JSONResponse({"warning": WARNING} | (link._asdict() if link else {}))

    async def share(self, request: Request) -> Response:
        renew = "anew" in request.query_params
        await (self.sharing.renew() if renew else self.sharing.start())
        return self.shares(request)

    async def unshare(self, request: Request) -> Response:
        await self.sharing.stop()
        return self.shares(request)

    def session(self, request: Request) -> Response:
        return JSONResponse(opened(self.folder, request.path_params["name"]))

    def sound(self, request: Request) -> Response:
        path = self.folder.session(request.path_params["name"])
        saved = path.name if "save" in request.query_params else None
        return FileResponse(path, filename=saved)

    def cover(self, request: Request) -> Response:
        path = self.folder.session(request.path_params["name"])
        return Response(draw_cover(read_session(path).timeline), media_type="image/png")

    def picture(self, request: Request) -> Response:
        name = request.path_params["routine"]
        routine = read(self.folder.read(name).text, self.folder.place_of(name))
        found = pictures_beside(routine.poses, self.folder.scripts)
        path = found.get(request.path_params["picture"])
        if path is None:
            raise HTTPException(404, "There is no such picture.")
        return FileResponse(path, media_type=picture_kind(path))
