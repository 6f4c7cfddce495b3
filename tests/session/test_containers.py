"""Sessions in other formats: to the sample, with their chapters, nothing encoded twice."""

import errno
import gc
import os
import shutil
import subprocess
import sys
import tracemalloc
from pathlib import Path

import av
import fake_voice
import numpy as np
import pytest
import soundfile
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from mutagen.flac import FLAC
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus

from voiceguide import cache as upkeep
from voiceguide.audio.clip import SOUNDS, Clip, LostSoundError, keep_clip
from voiceguide.audio.flac import pack, samples_of
from voiceguide.cache import Store
from voiceguide.cli import main
from voiceguide.formats import FORMATS
from voiceguide.loader import read_routine
from voiceguide.pipeline import make
from voiceguide.problems import VoiceguideError
from voiceguide.script import Cue, Script, ScriptPose
from voiceguide.session import codecs
from voiceguide.session import packets as packed
from voiceguide.session.codecs import AAC, OPUS
from voiceguide.session.containers import CONTAINERS, Material, container_in
from voiceguide.session.file import check_target, read_session, write_session
from voiceguide.session.manifest import Origin, measures_of
from voiceguide.session.packets import packets_of, runs_of
from voiceguide.session.samples import samples_of_session
from voiceguide.settings import Settings
from voiceguide.speech.speak import speak
from voiceguide.timeline import Timeline, chapters_of, lay_out
from voiceguide.verifying.verdict import verify

SAID = ["Inhale.", "Exhale slowly.", "Come to stand.", "Now rest, and let your shoulders fall."]
CUES = (
    Cue("pause", length_ms=1000),
    Cue("say", SAID[2], 0, 0),
    Cue("move", length_ms=2003, pose=0),
    # Breaths that their words fill, one after the other with nothing between.
    *(Cue("inhale", SAID[0], 0, 0), Cue("exhale", SAID[1], 0, 0)) * 3,
    Cue("say", SAID[3], 0, 1),
    Cue("hold", length_ms=10_001, pose=1),
    Cue("pause", length_ms=3000),
)
POSES = ("Cat-Cow", "Brücke 日本")
OTHERS = ["m4b", "opus", "flac", "wav"]
LOSSLESS = ["flac", "wav"]
CODECS = {"m4b": AAC, "opus": OPUS}
COVER = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)
"""A PNG of one black pixel."""
ROUTINE = "## Cat-Cow\n\n1. Inhale, look up.\n2. Exhale, look down.\n3. Repeat 2 times.\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def clips(store: Store) -> dict[str, Clip]:
    return speak(SAID, fake_voice.voice(), 120, store)


def timeline_of(clips: dict[str, Clip], cues=CUES, poses=POSES) -> Timeline:
    script = Script("Evening", tuple(ScriptPose(name, 1, 1) for name in poses), tuple(cues))
    return lay_out(script, lambda say: clips[say].length_ms, measured=True)


@pytest.fixture(scope="module")
def timeline(clips: dict[str, Clip]) -> Timeline:
    return timeline_of(clips)


@pytest.fixture(scope="module", params=OTHERS)
def made(request, timeline, clips, store, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("made") / f"s.{request.param}"
    origin = Origin(ROUTINE, (), {"pace": 1.25}, measures_of(timeline, clips))
    write_session(path, Material(timeline, clips, None, store), origin, COVER)
    return path


def decoded(path: Path) -> np.ndarray:
    with av.open(str(path)) as container:
        resampler = av.AudioResampler("fltp", rate=48_000)
        parts = [
            each.to_ndarray()
            for frame in [*container.decode(audio=0), None]
            for each in resampler.resample(frame)
        ]
    return np.concatenate(parts, axis=1)[0]


def test_every_sound_is_in_its_place_and_every_silence_is_silent(
    made: Path, timeline: Timeline, clips: dict[str, Clip], store: Store
):
    sound = decoded(made)
    wanted = np.concatenate([*samples_of_session(timeline, clips, store)])[:, 0] / 32768
    # FFmpeg gives the last packet of an M4B whole; the file itself is as long as laid out.
    whole = len(wanted) + AAC.packet if made.suffix == ".m4b" else len(wanted)
    assert len(wanted) == timeline.length_ms * 48
    assert len(wanted) <= len(sound) <= whole
    if made.suffix[1:] in LOSSLESS:
        assert np.abs(sound - wanted).max() < 1e-4
    for timed in timeline.cues:
        part = sound[timed.start_ms * 48 : timed.end_ms * 48]
        if timed.cue.sound:
            assert np.abs(part[: 100 * 48]).max() > 0.01, timed
        else:
            # A codec smears a sound over its packets: two before it, and one after.
            assert np.abs(part[1100:-2100]).max(initial=0) < 1e-5, timed


@pytest.mark.parametrize("made", ["opus", "flac", "wav"], indirect=True)
def test_another_decoder_agrees(made: Path, timeline: Timeline):
    sound, rate = soundfile.read(made, dtype="float32")
    assert (len(sound), rate) == (timeline.length_ms * 48, 48_000)
    assert np.abs(sound - decoded(made)).max() < 1e-4


@pytest.mark.parametrize("bed", [None, "brown"])
@pytest.mark.parametrize("kind", OTHERS)
def test_a_session_passes_its_own_examination(kind: str, bed: str | None, tmp_path: Path):
    routine = tmp_path / "a.md"
    routine.write_text(ROUTINE, encoding="utf-8")
    path = tmp_path / f"a.{kind}"
    make(read_routine(routine), path, Settings(bed=bed))
    assert verify(path).faults == ()
    with av.open(str(path)) as container:
        assert container.streams.audio[0].codec_context.channels == (2 if bed else 1)
    again = read_routine(path)
    assert (again.settings.bed, [pose.name for pose in again.poses]) == (bed, ["Cat-Cow"])


def test_it_tells_all_that_an_mp3_does(made: Path, timeline: Timeline):
    inside = read_session(made)
    assert (inside.title, inside.artist, inside.genre) == ("Evening", "voiceguide", "Speech")
    assert inside.chapters == tuple(chapters_of(timeline))
    assert inside.timeline.as_json() == timeline.as_json()
    assert (inside.origin.text, inside.settings) == (ROUTINE, {"pace": 1.25})


def test_players_find_title_chapters_and_cover(made: Path, timeline: Timeline):
    with av.open(str(made)) as container:
        assert [video.codec_context.name for video in container.streams.video] == ["png"]
        found = [
            (each["metadata"]["title"], round(each["start"] * each["time_base"] * 1000))
            for each in container.chapters()
        ]
        told = container.metadata | container.streams.audio[0].metadata
    assert found == [(each.name, each.start_ms) for each in chapters_of(timeline)]
    assert {name.lower(): value for name, value in told.items()}["title"] == "Evening"


def test_the_transcript_is_inside(made: Path):
    kinds = {".m4b": (MP4, "\xa9lyr"), ".flac": (FLAC, "LYRICS"), ".opus": (OggOpus, "LYRICS")}
    if made.suffix in kinds:
        kind, name = kinds[made.suffix]
        assert SAID[3] in kind(made)[name][0]
    else:
        assert SAID[3].encode("utf-16-le") in made.read_bytes()


@pytest.mark.parametrize("codec", CODECS.values(), ids=CODECS)
def test_nothing_is_encoded_twice(codec, clips, store, tmp_path: Path, monkeypatch):
    encoded = []
    alone = packed._alone
    monkeypatch.setattr(packed, "_alone", lambda *of: encoded.append(1) or alone(*of))
    shutil.copytree(store.folder / SOUNDS, tmp_path / SOUNDS)
    store = Store(tmp_path)
    cues = [cue for say in SAID for cue in (Cue("say", say), Cue("hold", length_ms=500))] * 2
    first = list(packets_of(timeline_of(clips, cues, ()), clips, codec, store))
    assert len(encoded) == len(SAID)
    assert list(packets_of(timeline_of(clips, cues, ()), clips, codec, store)) == first
    slower = [cue if cue.say else Cue("hold", length_ms=1777) for cue in cues]
    list(packets_of(timeline_of(clips, slower, ()), clips, codec, store))
    assert len(encoded) == len(SAID)
    with monkeypatch.context() as changed:
        changed.setattr(packed, "PACKETS_VERSION", packed.PACKETS_VERSION + 1)
        list(packets_of(timeline_of(clips, slower, ()), clips, codec, store))
    assert len(encoded) == 2 * len(SAID)
    for path in (tmp_path / "packets").rglob("*"):
        if path.is_file():
            path.write_bytes(b"damaged")
    assert list(packets_of(timeline_of(clips, cues, ()), clips, codec, store)) == first


@pytest.mark.parametrize("codec", CODECS.values(), ids=CODECS)
def test_packets_of_another_take_of_the_same_words_are_not_taken(codec, clips, store, tmp_path):
    shutil.copytree(store.folder / SOUNDS, tmp_path / SOUNDS)
    store = Store(tmp_path)
    timeline = timeline_of(clips, [Cue("say", SAID[0])], ())
    first = list(packets_of(timeline, clips, codec, store))
    clip = clips[SAID[0]]
    samples = samples_of(clip, store)
    other = keep_clip(store, clip, pack(samples[: len(samples) // 2].ljust(len(samples), b"\0")))
    assert other.key == clip.key
    assert other.sound != clip.sound
    assert list(packets_of(timeline, {SAID[0]: other}, codec, store)) != first
    assert list(packets_of(timeline, clips, codec, store)) == first


@pytest.mark.parametrize("name", OTHERS)
def test_where_the_samples_are_gone_no_lossy_sound_takes_their_place(name, clips, tmp_path):
    timeline = timeline_of(clips, [Cue("say", SAID[0])], ())
    path = tmp_path / f"s.{name}"
    path.write_text("the old one")
    with pytest.raises(LostSoundError):
        write_session(path, Material(timeline, clips, None, Store(tmp_path / "empty")), Origin())
    assert path.read_text() == "the old one"


def test_a_wav_that_cannot_be_opened_is_told_once(tmp_path: Path, monkeypatch):
    told: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", told.append)
    with pytest.raises(OSError, match="missing"):
        codecs.write_wav(tmp_path / "missing" / "a.wav", [], 1)
    gc.collect()
    assert told == []


cues_of_any_kind = st.lists(
    st.builds(
        lambda say, length: Cue("say" if say else "hold", say, length),
        st.sampled_from(["", *SAID]),
        st.integers(1, 2000),
    ),
    min_size=1,
    max_size=20,
)


@given(cues_of_any_kind, st.sampled_from([AAC, OPUS]))
def test_runs_follow_each_other_and_lose_no_clip(clips, cues, codec):
    timeline = timeline_of(clips, cues, ())
    runs = runs_of(timeline, clips, codec)
    at, placed = 0, []
    for run in runs:
        assert run.first >= at
        at = run.first + codec.packets_for(run.samples)
        begun = run.first * codec.packet
        placed += [begun + start for start, _ in run.clips]
    starts = [timed.start_ms * 48 for timed in timeline.cues if timed.cue.sound]
    assert len(starts) == len(placed)
    assert all(abs(a - b) <= codec.packet // 2 for a, b in zip(starts, placed, strict=True))


@pytest.mark.parametrize("kind", OTHERS)
def test_memory_does_not_grow_with_the_length(kind, clips, store):
    def peak(hours: float) -> int:
        hold = Cue("hold", length_ms=int(hours * 3_600_000))
        timeline = timeline_of(clips, [Cue("say", SAID[0]), hold, Cue("say", SAID[1])], ())
        tracemalloc.start()
        for _ in CONTAINERS[kind].sound(Material(timeline, clips, None, store)):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(0.01)
    assert peak(10) < peak(0.2) + (1 << 20)


@pytest.mark.parametrize("kind", OTHERS)
def test_a_full_disk_leaves_the_good_file(  # noqa: PLR0917
    kind, timeline, clips, store, tmp_path, monkeypatch
):
    path = tmp_path / f"s.{kind}"
    path.write_bytes(b"good")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    writer = {"m4b": "mp4.write_atoms", "wav": "riff.write_chunk"}.get(
        kind, "vorbis.write_comments"
    )
    monkeypatch.setattr(f"voiceguide.session.tags.{writer}", full)
    with pytest.raises(VoiceguideError, match="the disk is full"):
        write_session(path, Material(timeline, clips, None, store), Origin())
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"good"]


@pytest.mark.parametrize("kind", OTHERS)
def test_what_was_written_wrongly_is_not_kept(  # noqa: PLR0917
    kind, timeline, clips, store, tmp_path, monkeypatch
):
    material = Material(timeline, clips, None, store)
    sound = list(CONTAINERS[kind].sound(material))
    cut = CONTAINERS[kind]._replace(sound=lambda _: iter(sound[:-2]))
    monkeypatch.setitem(CONTAINERS, kind, cut)
    with pytest.raises(VoiceguideError, match="not written as it should be"):
        write_session(tmp_path / f"s.{kind}", material, Origin())
    assert list(tmp_path.iterdir()) == []


def test_what_is_encoded_anew_is_bounded_like_what_is_spoken(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("VOICEGUIDE_CACHE", str(tmp_path / "cache"))
    bounded = []
    monkeypatch.setattr(upkeep, "keep_under", lambda *_: bounded.append(1))
    routine = tmp_path / "a.md"
    routine.write_text(ROUTINE, encoding="utf-8")
    counts = []
    for name in ("a.mp3", "a.mp3", "a.opus", "a.opus"):
        make(read_routine(routine), tmp_path / name)
        counts.append(len(bounded))
    assert counts == [1, 1, 2, 2]


def test_what_others_made_is_refused(tmp_path: Path, made: Path):
    path = tmp_path / made.name
    kind = made.suffix[1:]
    if kind in CODECS:
        packets = codecs.encode(iter([np.zeros((9600, 1), np.int16)]), CODECS[kind], 1)
        codecs.mux(path, CODECS[kind], 1, packets, 9600)
    else:
        write = codecs.write_flac if kind == "flac" else codecs.write_wav
        write(path, iter([np.zeros((9600, 1), np.int16)]), 1)
    with pytest.raises(VoiceguideError, match="was not made by voiceguide"):
        read_session(path)
    path.write_bytes(made.read_bytes()[:60])
    with pytest.raises(VoiceguideError, match=r"damaged|was not made by|no sound file"):
        read_session(path)


def test_every_format_that_can_be_named_has_its_record():
    assert tuple(CONTAINERS) == FORMATS


def test_a_file_is_told_by_how_it_begins_and_not_by_its_name(made: Path, tmp_path: Path):
    path = tmp_path / "other.mp3"
    path.write_bytes(made.read_bytes())
    assert container_in(path) is CONTAINERS[made.suffix[1:]]
    assert read_session(path) == read_session(made)


LOADED = """
import sys
from pathlib import Path
from voiceguide.session.file import read_session
for name in sys.argv[1:]:
    read_session(Path(name))
print(*sorted(name for name in sys.modules if name.startswith(("voiceguide.", "mutagen."))))
"""


def test_what_is_inside_is_read_without_what_other_formats_need(made: Path):
    run = subprocess.run(
        [sys.executable, "-c", LOADED, made], capture_output=True, text=True, check=True
    )
    loaded = set(run.stdout.split())
    own = {"m4b": "mp4", "opus": "vorbis", "flac": "vorbis", "wav": "riff"}
    others = {f"voiceguide.session.tags.{name}" for name in own.values()}
    assert loaded & others == {f"voiceguide.session.tags.{own[made.suffix[1:]]}"}
    if made.suffix != ".m4b":  # whose chapters are not among its tags
        assert "voiceguide.session.codecs" not in loaded


def test_a_wav_has_a_longest_length(tmp_path: Path):
    with pytest.raises(VoiceguideError, match="at most 4 GB"):
        check_target(tmp_path / "s.wav", 13 * 3_600_000)


def test_the_name_or_the_option_says_what_to_make(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(ROUTINE, encoding="utf-8")

    def run(*words: str) -> str:
        result = CliRunner().invoke(main, [*words])
        return "" if result.exit_code == 0 else result.output

    assert run("make", "a.md", "--format", "OPUS") == ""
    assert run("make", "a.md", "--out", "here.m4b") == ""
    assert run("make", "here.m4b", "--pace", "fast") == ""
    assert read_session(Path("output/here.m4b")).settings["pace"] == 0.75
    assert sorted(path.name for path in Path("output").iterdir()) == ["a.opus", "here.m4b"]
    assert "no .flac" in run("make", "a.md", "--out", "x.wav", "--format", "flac")
    assert ".mp3, .m4b, .opus, .flac or .wav" in run("make", "a.md", "--out", "x.ogg")
    assert run("show", "here.m4b") == run("verify", "here.m4b") == ""
