"""The kinds of file that a session can be, one record each: its sound, how it is written and read.

To add one: its record here, its metadata in a file of `voiceguide.session.tags`, and its ending in
`voiceguide.formats`. What a kind needs is imported in its functions, so that a session made again
loads nothing of the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeAlias, TypeVar

from voiceguide.audio.clip import Clip, samples_at
from voiceguide.cache import Store
from voiceguide.formats import USUAL, format_of
from voiceguide.session.tags.metadata import Metadata
from voiceguide.timeline import Timeline

if TYPE_CHECKING:
    from voiceguide.audio.pcm import Pcm
    from voiceguide.session.codecs import Codec
    from voiceguide.soundscape.over_bed import Bedding

S = TypeVar("S")


class Material(NamedTuple):
    """All that a session's sound is made from.

    ``clips`` are by `Cue.sound`, and ``timeline`` is laid out with their lengths. Without
    ``bedding`` the session is mono, over a bed stereo. ``store`` is the cache.
    """

    timeline: Timeline
    clips: Mapping[str, Clip]
    bedding: Bedding | None
    store: Store

    @property
    def samples(self) -> int:
        """Samples of the whole session, on each channel."""
        return samples_at(self.timeline.length_ms)

    @property
    def channels(self) -> int:
        """1 or 2."""
        return 2 if self.bedding else 1


class Container(NamedTuple, Generic[S]):
    """A kind of file whose sound is given, and written, in pieces ``S``.

    For an MP3 these are some frames each, for other compressed kinds one packet, else samples.
    """

    bytes_per_ms: int
    """What a channel that sounds throughout takes."""
    begins: bytes
    """A pattern of a file's first 12 bytes: they tell its kind, whatever its name is."""
    sound: Callable[[Material], Iterator[S]]
    """Gives the whole session, piece by piece."""
    write: Callable[[Path, Iterable[S], Material, Metadata], None]
    """Writes such pieces, and the metadata, into an empty file."""
    check: Callable[[Path, Material, Metadata], None]
    """Reads the file back, without decoding it, and raises VoiceguideError if it is not whole."""
    read: Callable[[Path], Metadata]
    """Reads the metadata. Raises whatever the libraries raise for what is broken."""
    most_bytes: int | None = None
    """The most that such a file can hold, where it is less than a disk does."""

    def make(self, path: Path, material: Material, metadata: Metadata) -> None:
        """Write a session into an empty file, and read it back.

        Raises VoiceguideError: what was written is not what was given. Raises OSError: it can't be
        written.
        """
        self.write(path, self.sound(material), material, metadata)
        self.check(path, material, metadata)


AnyContainer: TypeAlias = "Container[bytes] | Container[Pcm]"


def container_of(path: Path) -> AnyContainer:
    """Give the kind of file that a name's ending asks for: an MP3 where it asks for none."""
    return CONTAINERS[format_of(path) or USUAL]


def needs_samples(path: Path, *, bed: bool) -> bool:
    """Tell whether a session of that name is made of samples: all but MP3s without a bed are."""
    return bed or (format_of(path) or USUAL) != USUAL


def container_in(path: Path) -> AnyContainer | None:
    """Give the kind that a file is, by how it begins, or None where no session can be so.

    Raises OSError: it can't be read.
    """
    with path.open("rb") as file:
        head = file.read(12)
    kinds = CONTAINERS.values()
    return next((kind for kind in kinds if re.match(kind.begins, head, re.DOTALL)), None)


def _sound_mp3(material: Material) -> Iterator[bytes]:
    timeline, clips, bedding, store = material
    if bedding:
        from voiceguide.soundscape.over_bed import sound_over_bed

        return sound_over_bed(timeline, clips, bedding, store)
    from voiceguide.session.mp3 import sound_of

    return sound_of(timeline, clips)


def _write_mp3(path: Path, sound: Iterable[bytes], material: Material, metadata: Metadata) -> None:
    from voiceguide.session.tags.id3 import id3_of

    del material
    with path.open("wb") as file:
        file.write(id3_of(metadata))
        for piece in sound:
            file.write(piece)


def _check_mp3(path: Path, material: Material, metadata: Metadata) -> None:
    from voiceguide.session.readback import check_written

    del metadata
    samples = {name: clip.samples for name, clip in material.clips.items()}
    check_written(path, material.timeline, samples)


def _read_mp3(path: Path) -> Metadata:
    from voiceguide.session.tags.id3 import read_id3

    return read_id3(path)


def _sound_m4b(material: Material) -> Iterator[bytes]:
    from voiceguide.session.codecs import AAC

    return _packets(material, AAC)


def _write_m4b(path: Path, sound: Iterable[bytes], material: Material, metadata: Metadata) -> None:
    from voiceguide.session.codecs import AAC, mux
    from voiceguide.session.tags.mp4 import write_atoms

    # Its chapters go in with its sound, not with its other metadata.
    mux(path, AAC, material.channels, sound, material.samples, metadata.chapters)
    write_atoms(path, metadata)


def _read_m4b(path: Path) -> Metadata:
    from voiceguide.session.tags.mp4 import read_atoms

    return read_atoms(path)


def _sound_opus(material: Material) -> Iterator[bytes]:
    from voiceguide.session.codecs import OPUS

    return _packets(material, OPUS)


def _write_opus(path: Path, sound: Iterable[bytes], material: Material, metadata: Metadata) -> None:
    from voiceguide.session.codecs import OPUS, mux
    from voiceguide.session.tags.vorbis import write_comments

    mux(path, OPUS, material.channels, sound, material.samples)
    write_comments(path, "opus", metadata)


def _read_opus(path: Path) -> Metadata:
    from voiceguide.session.tags.vorbis import read_comments

    return read_comments(path, "opus")


def _write_flac(path: Path, sound: Iterable[Pcm], material: Material, metadata: Metadata) -> None:
    from voiceguide.session.codecs import write_flac
    from voiceguide.session.tags.vorbis import write_comments

    write_flac(path, sound, material.channels)
    write_comments(path, "flac", metadata)


def _read_flac(path: Path) -> Metadata:
    from voiceguide.session.tags.vorbis import read_comments

    return read_comments(path, "flac")


def _write_wav(path: Path, sound: Iterable[Pcm], material: Material, metadata: Metadata) -> None:
    from voiceguide.session.codecs import write_wav
    from voiceguide.session.tags.riff import write_chunk

    write_wav(path, sound, material.channels)
    write_chunk(path, metadata)


def _read_wav(path: Path) -> Metadata:
    from voiceguide.session.tags.riff import read_chunk

    return read_chunk(path)


def _packets(material: Material, codec: Codec) -> Iterator[bytes]:
    """Give packets: over a bed all are encoded anew, else what was encoded before is copied."""
    if material.bedding:
        from voiceguide.session.codecs import encode

        return encode(_samples(material), codec, material.channels)
    from voiceguide.session.packets import packets_of

    return packets_of(material.timeline, material.clips, codec, material.store)


def _samples(material: Material) -> Iterator[Pcm]:
    timeline, clips, bedding, store = material
    if bedding:
        from voiceguide.soundscape.over_bed import samples_over_bed

        return samples_over_bed(timeline, clips, bedding, store)
    from voiceguide.session.samples import samples_of_session

    return samples_of_session(timeline, clips, store)


def _check(path: Path, material: Material, metadata: Metadata) -> None:
    """See that a file is of some kind, tells what it should, and is as long as laid out."""
    from voiceguide.session.codecs import length_of
    from voiceguide.session.readback import check_length, check_metadata

    kind = container_in(path)
    check_metadata(kind.read(path) if kind else None, metadata)
    check_length(length_of(path), material.samples)


CONTAINERS: dict[str, AnyContainer] = {
    "mp3": Container(
        bytes_per_ms=8,
        begins=rb"ID3|\xff[\xe0-\xff]",
        sound=_sound_mp3,
        write=_write_mp3,
        check=_check_mp3,
        read=_read_mp3,
    ),
    "m4b": Container(
        bytes_per_ms=10,
        begins=rb"\0\0..ftyp",
        sound=_sound_m4b,
        write=_write_m4b,
        check=_check,
        read=_read_m4b,
    ),
    "opus": Container(
        bytes_per_ms=10,
        begins=rb"OggS",
        sound=_sound_opus,
        write=_write_opus,
        check=_check,
        read=_read_opus,
    ),
    "flac": Container(
        bytes_per_ms=48,
        begins=rb"fLaC",
        sound=_samples,
        write=_write_flac,
        check=_check,
        read=_read_flac,
    ),
    "wav": Container(
        bytes_per_ms=96,
        begins=rb"RIFF....WAVE",
        sound=_samples,
        write=_write_wav,
        check=_check,
        read=_read_wav,
        # Its sizes have 32 bits; some are left for the tag.
        most_bytes=(1 << 32) - (1 << 26),
    ),
}
"""The kinds by the endings of their names, as `voiceguide.formats.FORMATS` has them."""
