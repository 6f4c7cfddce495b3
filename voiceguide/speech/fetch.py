"""Get the files of a voice: whole and checked, or not there; what broke off is gone on with."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from voiceguide.problems import fail
from voiceguide.speech.engine import Wanted

if TYPE_CHECKING:
    from http.client import HTTPResponse

TRIES = 4
_LIMIT_S = 30
_BLOCK = 1 << 16
_MOST_JSON = 16 << 20

OnBytes = Callable[[int, int], None]
"""Called with the bytes that are there, of how many, as they come."""


def fetch(files: Sequence[Wanted], on_bytes: OnBytes) -> None:
    """Get files into their places; those that are there and right are left as they are.

    Raises VoiceguideError: they can't be reached, are not what they should be, or can't be kept.
    """
    size = sum(wanted.size for wanted in files)
    before = 0
    for wanted in files:
        if not (wanted.path.is_file() and _right(wanted, wanted.path)):
            _fetch(wanted, before, size, on_bytes)
        before += wanted.size
        on_bytes(before, size)


def fetch_json(url: str) -> Any:
    """Give what is at an address, as JSON.

    Raises VoiceguideError: it can't be reached, or is no JSON.
    """
    try:
        with _opened(url) as answer:
            return json.loads(answer.read(_MOST_JSON))
    except (OSError, ValueError) as problem:
        _unreachable(url, problem)


def _fetch(wanted: Wanted, before: int, size: int, on_bytes: OnBytes) -> None:
    """Get one file; ``before`` of all ``size`` bytes are those of the files before it."""
    part = wanted.path.with_name(f"{wanted.path.name}.part")
    reason: Exception | None = None
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        part.touch()
    except OSError as problem:
        raise fail(f"{part} can't be written: {problem.strerror}") from problem
    for _ in range(TRIES):
        try:
            _go_on(wanted, part, lambda count: on_bytes(before + count, size))
        except (OSError, ValueError) as problem:  # http.client's are ValueErrors or OSErrors here
            reason = problem
            continue
        if part.stat().st_size >= wanted.size:
            break
    if part.stat().st_size < wanted.size:
        _unreachable(wanted.url, reason or OSError("it broke off"))
    if not _right(wanted, part):
        part.unlink()
        raise fail(
            f"what came from {wanted.url} is not what it should be, and was not kept",
            "try again; if that does not help, the file there is another than was told",
        )
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(wanted.path)


def _go_on(wanted: Wanted, part: Path, on_bytes: Callable[[int], None]) -> None:
    """Add to what is there already what is missing of it.

    Raises OSError or ValueError: the connection failed or broke off.
    """
    from http.client import HTTPException

    there = part.stat().st_size
    if there > wanted.size:
        part.write_bytes(b"")
        there = 0
    if there == wanted.size:
        return
    try:
        with _opened(wanted.url, there) as answer, part.open("ab") as file:
            if there and answer.status != 206:
                file.truncate(0)  # it begins from the beginning
            while (block := answer.read(_BLOCK)) and file.tell() < wanted.size:
                file.write(block[: wanted.size - file.tell()])
                on_bytes(file.tell())
    except HTTPException as problem:
        raise OSError(f"it broke off: {type(problem).__name__}") from problem


def _opened(url: str, start: int = 0) -> HTTPResponse:
    import urllib.request  # slow to load, for few

    headers = {"Range": f"bytes={start}-"} if start else {}
    request = urllib.request.Request(url, headers=headers)
    answer: HTTPResponse = urllib.request.urlopen(request, timeout=_LIMIT_S)
    return answer


def _right(wanted: Wanted, path: Path) -> bool:
    if path.stat().st_size != wanted.size:
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, wanted.algorithm).hexdigest() == wanted.digest


def _unreachable(url: str, problem: Exception) -> NoReturn:
    reason: object = problem
    with contextlib.suppress(AttributeError):
        reason = problem.reason  # type: ignore[attr-defined]
    raise fail(
        f"{url} can't be got: {reason}",
        "see that this computer is online, and try again: what came already is gone on with",
    ) from problem
