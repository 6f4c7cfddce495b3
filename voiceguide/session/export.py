"""A session in the formats that are no MP3: what each is made of, how it is written and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from voiceguide.audio.clip import Clip
from voiceguide.cache import Store
from voiceguide.problems import VoiceguideError, fail
from voiceguide.session.containers import CODECS, encode, length_of, mux, write_flac, write_wav
from voiceguide.session.contents import told_by
from voiceguide.session.packets import packets_of
from voiceguide.session.samples import samples_of_session
from voiceguide.session.tags.about import Told
from voiceguide.session.tags.id3 import id3_of
from voiceguide.session.tags.mp4 import write_atoms
from voiceguide.session.tags.riff import append_tag
from voiceguide.session.tags.vorbis import write_comments
from voiceguide.soundscape.over_bed import Bedding, samples_over_bed
from voiceguide.timeline import Chapter, Timeline

_SHORT = 60
"""Letters of a chapter's name that every format keeps."""


def sound_for(
    kind: str,
    timeline: Timeline,
    clips: Mapping[str, Clip],
    bedding: Bedding | None,
    store: Store,
) -> Iterator[Any]:
    """Give the sound of a session in what a format is made of: packets or samples.

    Over a bed everything is encoded each time; without one, what was encoded before is copied.
    """
    codec = CODECS.get(kind)
    if codec and not bedding:
        return packets_of(timeline, clips, codec, store)
    if bedding:
        samples = samples_over_bed(timeline, clips, bedding, store)
        return encode(samples, codec, 2) if codec else samples
    return samples_of_session(timeline, clips, store)


def export(  # noqa: PLR0913 - the last one is named in a call
    path: Path, kind: str, sound: Iterable[Any], told: Told, samples: int, *, stereo: bool
) -> None:
    """Write a session's sound, as `sound_for` gives it, with what is told of it; and read it back.

    Raises VoiceguideError: what was written is not what was given. Raises OSError: it can't be
    written.
    """
    channels = 2 if stereo else 1
    codec = CODECS.get(kind)
    if codec:
        # An M4B has its chapters beside its sound, Ogg in its comments.
        mux(path, codec, channels, sound, samples, told.chapters if kind == "m4b" else ())
    elif kind == "flac":
        write_flac(path, sound, channels)
    else:
        write_wav(path, sound, channels)
    if kind == "m4b":
        write_atoms(path, told)
    elif kind == "wav":
        append_tag(path, id3_of(told))
    else:
        write_comments(path, kind, told)
    _check(path, told, samples)


def _check(path: Path, told: Told, samples: int) -> None:
    """See that a file just written has all packets, as long as laid out, and tells what it should.

    Nothing is decoded. Raises VoiceguideError: it has not. Raises OSError: it can't be read.
    """
    found = told_by(path)
    kept = found is not None and (found.title, found.artist, found.kept) == (
        told.title,
        told.artist,
        told.kept,
    )
    if not kept or found is None:
        raise _wrong("it does not tell what it was made from")
    if [_rough(each) for each in found.chapters] != [_rough(each) for each in told.chapters]:
        raise _wrong("its chapters are not those laid out")
    length = length_of(path)
    if length != samples:
        raise _wrong(f"it has {length} samples, not {samples}")


def _rough(chapter: Chapter) -> tuple[str, int]:
    return " ".join(chapter.name.split())[:_SHORT], chapter.start_ms


def _wrong(what: str) -> VoiceguideError:
    return fail(f"the session was not written as it should be: {what}", "make it again")
