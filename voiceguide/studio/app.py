"""The studio's addresses. Each only takes a question apart, asks, and sends what is answered."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from voiceguide import __version__
from voiceguide.loader import read_again
from voiceguide.page.following import followed
from voiceguide.page.pictures import picture_kind, pictures_beside
from voiceguide.page.player_file import STATIC as PLAYER_STATIC
from voiceguide.problems import VoiceguideError, fail
from voiceguide.session.cover import draw_cover
from voiceguide.session.file import read_session
from voiceguide.settings import SETTINGS
from voiceguide.studio.desk import (
    laid_out,
    lines,
    read,
    settings_from,
    taken_in,
    told,
    voice_sample,
    voices,
)
from voiceguide.studio.folder import ChangedError, Folder
from voiceguide.studio.guard import Guard, Keys
from voiceguide.studio.jobs import Jobs
from voiceguide.studio.share import WARNING, Sharing

STATIC = Path(__file__).parent / "static"
MOST_TEXT = 250_000
"""Of a routine in a question, in bytes; what is dropped may be ten times as large."""
MOST_DROPPED = 10_000_000

Answer = Callable[[Request], Response]


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
            VoiceguideError: _failed,
            ChangedError: _changed,
            HTTPException: _plain,
        },
    )


class _Rooms:
    """One answer a question."""

    def __init__(self, folder: Folder, jobs: Jobs, sharing: Sharing) -> None:
        self.folder, self.jobs, self.sharing = folder, jobs, sharing

    def home(self, _: Request) -> Response:
        routines = []
        for name, path, is_own in self.folder.routines():
            routine = read(self.folder.read(name).text, name)
            routines.append(
                {"name": name, "title": routine.title or name, "about": routine.about,
                 "is_own": is_own, "path": str(path), "poses": len(routine.poses)}
            )  # fmt: skip
        return JSONResponse(
            {
                "folder": str(self.folder.root),
                "routines": routines,
                "sessions": [*filter(None, map(_listed, self.folder.sessions()))],
                "settings": list(SETTINGS),
                "limits": {"text": MOST_TEXT, "dropped": MOST_DROPPED},
            }
        )

    def voices(self, _: Request) -> Response:
        return JSONResponse(voices())

    def routine(self, request: Request) -> Response:
        return JSONResponse(self.folder.read(request.path_params["name"])._asdict())

    async def save(self, request: Request) -> Response:
        asked = await _asked(request, {"text": str, "mark": (str, type(None))})
        kept = self.folder.save(request.path_params["name"], asked["text"], asked["mark"])
        return JSONResponse(kept._asdict())

    async def plan(self, request: Request) -> Response:
        asked = await _asked(
            request, {"text": str, "name": str, "poses": (list, type(None)), "settings": dict}
        )
        settings = settings_from(asked["settings"])
        answer = await asyncio.to_thread(
            laid_out, asked["text"], asked["name"], asked["poses"], settings
        )
        return JSONResponse(answer)

    async def take(self, request: Request) -> Response:
        data = await _body(request, MOST_DROPPED)
        name = Path(request.query_params.get("name", "") or "pasted.txt").name
        return JSONResponse(await asyncio.to_thread(taken_in, data, name))

    async def say(self, request: Request) -> Response:
        asked = await _asked(request, {"words": str, "settings": dict})
        settings = settings_from(asked["settings"])
        sound = await asyncio.to_thread(voice_sample, asked["words"], settings)
        return Response(sound, media_type="audio/mpeg")

    def jobs_now(self, _: Request) -> Response:
        return JSONResponse(self.jobs.as_json())

    async def make(self, request: Request) -> Response:
        shape = {"text": str, "name": str, "poses": (list, type(None)), "settings": dict}
        asked = await _asked(request, shape)
        routine = read(asked["text"], asked["name"])
        settings_from(asked["settings"])
        kept = next((p for n, p, _ in self.folder.routines() if n == asked["name"]), None)
        stem = asked["name"] if kept else Path(f"{asked['name']}.md").stem
        job = self.jobs.add(
            asked
            | {
                "title": routine.title or stem,
                "path": str(kept or self.folder.scripts / f"{stem}.md"),
                "target": str(self.folder.output / f"{stem}.mp3"),
                "long": False,
            }
        )
        return JSONResponse(job.as_json(), 202)

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
        name = request.path_params["name"]
        path = self.folder.session(name)
        routine, led = read_again(path)
        of = self._routine_of(path)
        beside = pictures_beside(routine.poses, self.folder.scripts)
        data = followed(path, {each: f"pictures/{of}/{each}" for each in beside})
        settings = {
            key.replace("_", "-"): value for key, value in read_session(path).settings.items()
        }
        return JSONResponse(
            data
            | {
                "src": f"sessions/{name}",
                "cover": f"covers/{name}",
                "text": routine.source,
                "name": of,
                "led": [int(number) for number in led] or None,
                "settings": settings,
            }
        )

    def _routine_of(self, session: Path) -> str:
        """Name the routine of a session: the longest that its own name begins with."""
        names = [n for n, _, _ in self.folder.routines() if session.stem.startswith(n)]
        return max(names, key=len, default=session.stem)

    def sound(self, request: Request) -> Response:
        path = self.folder.session(request.path_params["name"])
        saved = path.name if "save" in request.query_params else None
        return FileResponse(path, filename=saved)

    def cover(self, request: Request) -> Response:
        path = self.folder.session(request.path_params["name"])
        return Response(draw_cover(read_session(path).timeline), media_type="image/png")

    def picture(self, request: Request) -> Response:
        routine = read(self.folder.read(request.path_params["routine"]).text, "routine")
        found = pictures_beside(routine.poses, self.folder.scripts)
        path = found.get(request.path_params["picture"])
        if path is None:
            raise HTTPException(404, "There is no such picture.")
        return FileResponse(path, media_type=picture_kind(path))


def _listed(path: Path) -> dict[str, Any] | None:
    try:
        session = read_session(path)
    except VoiceguideError:
        return None  # another file that lies in the folder
    about = path.stat()
    made = datetime.fromtimestamp(about.st_mtime).astimezone().isoformat(timespec="minutes")
    length_ms = session.timeline.length_ms
    return {"name": path.name, "title": session.title, "length_ms": length_ms, "made": made,
            "bytes": about.st_size, "plays": path.suffix.lower() == ".mp3"}  # fmt: skip


async def _body(request: Request, most: int) -> bytes:
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise fail(f"this is larger than {most // 1_000_000} MB", "give one routine or article")
        parts.append(part)
    return b"".join(parts)


async def _asked(request: Request, shape: dict[str, Any]) -> dict[str, Any]:
    """Take a question in JSON apart. Raises HTTPException: it has not this shape."""
    try:
        asked = json.loads(await _body(request, 2 * MOST_TEXT))
        kept = {name: asked[name] for name in shape}
    except (ValueError, KeyError, TypeError, RecursionError):
        raise HTTPException(400, "This is no question that the page asks.") from None
    if not all(isinstance(value, shape[name]) for name, value in kept.items()):
        raise HTTPException(400, "This is no question that the page asks.")
    return kept


def _failed(_: Request, error: Exception) -> Response:
    assert isinstance(error, VoiceguideError)
    problems = [told(problem) for problem in error.problems]
    return JSONResponse({"problems": problems, "told": lines(error.problems)}, 422)


def _changed(_: Request, error: Exception) -> Response:
    return JSONResponse({"told": f"{error} changed on the disk since it was opened."}, 409)


def _plain(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return JSONResponse({"told": error.detail}, error.status_code)
