"""A session's file, written whole: its sound and its metadata.

The file grows under another name beside its own and takes its name when it is whole, so that a
good file stays until there is a better one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from voiceguide.files import check_place, together
from voiceguide.formats import format_of
from voiceguide.problems import VoiceguideError, fail
from voiceguide.session.containers import Material, container_of
from voiceguide.session.contents import Session, read_tags
from voiceguide.session.manifest import Origin
from voiceguide.session.tags.metadata import metadata_of

_TAG_BYTES = 1 << 20


def check_target(path: Path, length_ms: int = 0, *, stereo: bool = False) -> None:
    """See that a session of this length can be written to ``path``, before any work is done.

    Raises VoiceguideError: it is a folder, can't be written, there is no room on the disk, or such
    a file can't be so long.
    """
    container = container_of(path)
    size = length_ms * container.bytes_per_ms * (2 if stereo else 1)
    most = container.most_bytes
    if most is not None and size > most:
        holds = f"a {format_of(path).upper()} holds at most {round(most / (1 << 30))} GB"
        raise fail(f"{path}: {holds}, too few for this session", "make a .flac")
    check_place(path, size + _TAG_BYTES)


def kept_beside(path: Path) -> list[str]:
    """Give the kinds of captions beside a session that say what it says now.

    They would be stale once it is made again. What a person changed in them is theirs.
    """
    from voiceguide.session.captions import CAPTIONS

    there = [kind for kind in CAPTIONS if path.with_suffix(f".{kind}").is_file()]
    if not there or not path.is_file():
        return []
    try:
        timeline = read_session(path).timeline
        texts = {kind: path.with_suffix(f".{kind}").read_bytes() for kind in there}
    except (VoiceguideError, OSError):
        return []
    # What a session keeps of itself lacks its author, which two of them have in a line.
    said = {kind: _without_author(CAPTIONS[kind].text(timeline).encode()) for kind in there}
    return [kind for kind in there if _without_author(texts[kind]) == said[kind]]


def _without_author(text: bytes) -> list[bytes]:
    marks = (b"[ar:", b'"author":')
    return [line for line in text.splitlines() if not line.strip().startswith(marks)]


def write_session(  # noqa: PLR0913 - the last two are named in a call
    path: Path,
    material: Material,
    origin: Origin,
    cover: bytes = b"",
    *,
    check: Callable[[Path], None] | None = None,
    beside: Mapping[Path, str] | None = None,
) -> None:
    """Write the session in the format that its name ends in, with its metadata.

    ``beside`` are the texts of files that change with it, such as its captions.
    ``cover`` is a PNG, b"" for none; the session's timeline and ``origin`` are kept inside. Makes
    the folder where it is missing. What is written is read back; ``check`` may look at it more
    closely and raise, before it takes its name.

    Raises VoiceguideError: it can't be written; what stood under their names is as it was.
    """
    beside = beside or {}
    with together([path, *beside]) as (growing, *others):
        for other, text in zip(others, beside.values(), strict=True):
            other.write_text(text, encoding="utf-8", newline="\n")
        metadata = metadata_of(material.timeline, origin, cover)
        container_of(path).make(growing, material, metadata)
        if check:
            check(growing)


def read_session(path: Path) -> Session:
    """Read the title, chapters, timeline and settings inside a session's file.

    Raises VoiceguideError: there is no such file, or voiceguide did not make it.
    """
    try:
        if path.is_dir():
            raise fail(f"{path} is a folder", "name a session in it")
        if not path.is_file():
            raise fail(f"there is no file {path}")
    except (OSError, ValueError) as problem:
        raise fail(f"{path} can't be read: {problem}") from problem
    return read_tags(path)
