"""How the page's questions are taken apart, and what is answered where they fail."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from voiceguide.problems import VoiceguideError, fail
from voiceguide.studio.desk import lines, told
from voiceguide.studio.folder import ChangedError, Folder
from voiceguide.studio.wish import Wish, settings_from

MOST_TEXT = 250_000
"""Of a routine in a question, in bytes; what is dropped may be ten times as large."""
MOST_DROPPED = 10_000_000
_NO_QUESTION = "This is no question that the page asks."
_WISH = {
    "text": str,
    "name": str,
    "poses": (list, type(None)),
    "settings": dict,
    "client": str,
}


async def body(request: Request, most: int) -> bytes:
    """Take what was sent. Raises VoiceguideError: it has more bytes than that."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise fail(f"this is larger than {most // 1_000_000} MB", "give one routine or article")
        parts.append(part)
    return b"".join(parts)


async def asked(request: Request, shape: dict[str, Any]) -> dict[str, Any]:
    """Take a question in JSON apart. Raises HTTPException: it has not this shape."""
    try:
        question = json.loads(await body(request, 2 * MOST_TEXT))
        kept = {name: question[name] for name in shape}
    except (ValueError, KeyError, TypeError, RecursionError):
        raise HTTPException(400, _NO_QUESTION) from None
    if not all(isinstance(value, shape[name]) for name, value in kept.items()):
        raise HTTPException(400, _NO_QUESTION)
    return kept


async def wish_from(request: Request, folder: Folder) -> Wish:
    """Take apart which session is asked for.

    Raises HTTPException: the question has another shape. Raises VoiceguideError: a dial or the
    client is none.
    """
    question = await asked(request, _WISH)
    led = question["poses"]
    if led is not None and not all(isinstance(number, int) for number in led):
        raise HTTPException(400, _NO_QUESTION)
    name = question["client"]
    return Wish(
        question["text"],
        folder.place_of(question["name"]),
        led,
        settings_from(question["settings"]),
        folder.client(name) if name else None,
    )


def path_asked(request: Request) -> Path:
    """Give the name of a file that is sent along, without any folder."""
    return Path(Path(request.query_params.get("name", "")).name or "pasted.txt")


def failed(_: Request, error: Exception) -> Response:
    """Answer with what is wrong."""
    assert isinstance(error, VoiceguideError)
    problems = [told(problem) for problem in error.problems]
    return JSONResponse({"problems": problems, "told": lines(error.problems)}, 422)


def changed(_: Request, error: Exception) -> Response:
    """Answer that a file is no longer what it was."""
    assert isinstance(error, ChangedError)
    return JSONResponse({"told": f"{error} changed on the disk since it was opened."}, 409)


def plain(_: Request, error: Exception) -> Response:
    """Answer what HTTP has a number for."""
    assert isinstance(error, HTTPException)
    return JSONResponse({"told": error.detail}, error.status_code)
