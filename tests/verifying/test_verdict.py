"""A finished session held against its timeline: good ones, fair re-encodings, and bad ones."""

import json
from collections.abc import Callable
from pathlib import Path

import av
import fake_voice
import numpy as np
import pytest
from click.testing import CliRunner
from mutagen.id3 import ID3

from voiceguide import pipeline as making
from voiceguide.audio import mp3_mono
from voiceguide.audio.clip import MONO_FRAME_BYTES, Clip, Voicing
from voiceguide.audio.decode import read_samples
from voiceguide.audio.mp3_frames import SILENT_FRAME
from voiceguide.cache import Store
from voiceguide.cli import main
from voiceguide.problems import VoiceguideError
from voiceguide.script import Cue, Script, ScriptPose
from voiceguide.session.containers import CONTAINERS, Material
from voiceguide.session.file import read_session, write_session
from voiceguide.session.manifest import Origin, measures_of
from voiceguide.session.mp3 import sound_of
from voiceguide.session.readback import check_written
from voiceguide.speech.mastering import BadClipError, make_clip
from voiceguide.speech.speak import speak
from voiceguide.timeline import Timeline, lay_out
from voiceguide.verifying import level_faults
from voiceguide.verifying.measure import measure
from voiceguide.verifying.verdict import Verdict, verify

SAID = [
    "Inhale.",
    "Exhale slowly.",
    "Come to stand with your feet a little apart.",
    "Now the left side.",
    "Hold for two breaths and let your shoulders fall away from your ears.",
]
CUES = (
    Cue("pause", length_ms=1000),
    Cue("say", SAID[2], 0, 0),
    Cue("move", length_ms=2000, pose=0),
    *(Cue("inhale", SAID[0], 3500, 0), Cue("exhale", SAID[1], 4500, 0)) * 3,
    Cue("say", SAID[4], 0, 0),
    Cue("hold", length_ms=10_000, pose=0),
    Cue("say", SAID[3], 0, 1),
    Cue("move", length_ms=6000, pose=1),
    Cue("say", SAID[2], 0, 1),
    Cue("pause", length_ms=3000),
)


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Clip]:
    return speak(SAID, fake_voice.voice(), 120, Store(tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="module")
def timeline(clips: dict[str, Clip]) -> Timeline:
    poses = (ScriptPose("Cat-Cow", 1, 3), ScriptPose("Twist", 2, 1))
    script = Script("Middle back", poses, CUES)
    return lay_out(script, lambda say: clips[say].length_ms, measured=True)


def material(timeline: Timeline, clips: dict[str, Clip]) -> Material:
    return Material(timeline, clips, None, Store())


def write(path: Path, timeline: Timeline, clips: dict[str, Clip]) -> Path:
    origin = Origin("## A\n1. B.\n", (), {}, measures_of(timeline, clips))
    write_session(path, material(timeline, clips), origin)
    return path


@pytest.fixture(scope="module")
def good(timeline: Timeline, clips: dict[str, Clip], tmp_path_factory) -> Path:
    return write(tmp_path_factory.mktemp("good") / "s.mp3", timeline, clips)


@pytest.fixture(scope="module")
def sound(good: Path) -> np.ndarray:
    return np.frombuffer(read_samples(good), "<i2") / np.float32(32768)


@pytest.fixture
def heard(good: Path, tmp_path: Path) -> Callable[..., Verdict]:
    """Encode other samples under the tag of the good session, and verify that."""

    def encoded(samples: np.ndarray, *, kbps: int = 128, rate: int = 48_000) -> Verdict:
        path = tmp_path / "other.mp3"
        with av.open(str(path), "w") as container:
            stream = container.add_stream("libmp3lame", rate=rate)
            stream.codec_context.layout = "mono"
            stream.codec_context.format = "fltp"
            stream.codec_context.bit_rate = kbps * 1000
            whole = av.AudioFrame.from_ndarray(
                samples[None].astype(np.float32), format="fltp", layout="mono"
            )
            whole.sample_rate = 48_000
            resampler = av.AudioResampler("fltp", "mono", rate, frame_size=1152)
            for part in (whole, None):
                for frame in resampler.resample(part):
                    container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        ID3(good).save(path, v2_version=3)
        return verify(path)

    return encoded


def told(verdict: Verdict) -> list[str]:
    return [fault.message for fault in verdict.faults]


def place(timeline: Timeline, number: int, clips: dict[str, Clip]) -> slice:
    """Where the samples of a cue stand, by its number."""
    timed = timeline.cues[number]
    start = (timed.start_ms + 12) // 24 * 24 * 48
    return slice(start, start + clips[timed.cue.sound].samples)


def test_a_good_session_is_good(good: Path, timeline: Timeline):
    verdict = verify(good)
    assert verdict.faults == ()
    assert verdict.length_ms == timeline.length_ms
    assert (verdict.cues, verdict.holds) == (10, 1)
    assert verdict.onset_worst_ms <= 16
    assert verdict.hold_worst_ms <= 24
    assert verdict.true_peak_dbtp <= -1
    assert verdict.asked_lufs == -19


@pytest.mark.parametrize(("kbps", "rate"), [(48, 48_000), (128, 48_000), (96, 44_100)])
def test_so_is_a_fair_encoding_of_it(heard, sound: np.ndarray, kbps: int, rate: int):
    assert told(heard(sound, kbps=kbps, rate=rate)) == []


def test_a_cue_that_is_not_there(heard, sound, timeline, clips):
    bad = sound.copy()
    bad[place(timeline, 5, clips)] = 0
    verdict = heard(bad)
    assert told(verdict) == ['"Inhale." can\'t be heard']
    assert verdict.faults[0].at_ms == timeline.cues[5].start_ms


def test_a_hold_that_is_too_short(heard, sound, timeline):
    middle = (timeline.cues[10].start_ms + 5000) * 48
    verdict = heard(np.delete(sound, slice(middle, middle + 200 * 48)))
    assert told(verdict) == [
        f"the hold of 10 s is {verdict.hold_worst_ms} ms too short",
        "the sound ends 200 ms too early",
    ]
    assert abs(verdict.hold_worst_ms - 200) <= 24


def test_a_hold_that_is_not_silent(heard, sound, timeline):
    bad = sound.copy()
    start = (timeline.cues[10].start_ms + 4000) * 48
    bad[start : start + 48_000] += 0.01 * np.sin(np.arange(48_000) / 30)
    (message,) = told(heard(bad))
    assert message.startswith("the hold of 10 s is not silent: 40 dB under full scale")


@pytest.mark.parametrize(("number", "after_ms"), [(10, 5000), (11, -90)])
def test_a_click_in_a_hold_or_beside_a_cue(heard, sound, timeline, number: int, after_ms: int):
    bad = sound.copy()
    at = timeline.cues[number].start_ms + after_ms
    bad[at * 48] += 0.4
    verdict = heard(bad)
    assert told(verdict) == ["a click: the sound jumps from one sample to the next"]
    assert abs(verdict.faults[0].at_ms - at) <= 50


def test_clipping(heard, sound):
    messages = told(heard(np.clip(sound * 30, -1, 1)))
    assert any(message.startswith("the sound clips") for message in messages)
    assert any("true peak" in message for message in messages)


def test_a_session_that_is_too_loud_as_a_whole(heard, sound):
    messages = told(heard(sound * np.float32(10 ** (3 / 20))))
    assert [message for message in messages if message.startswith("speech is")]
    assert not [message for message in messages if "something else" in message]


def test_one_cue_that_is_too_loud(heard, sound, timeline, clips):
    bad = sound.copy()
    bad[place(timeline, 6, clips)] *= 0.7
    (message,) = told(heard(bad))
    assert message.startswith('"Exhale slowly." is 3.')
    assert message.endswith("dB too quiet beside the rest")


def test_a_session_that_ends_too_early(good: Path, tmp_path: Path):
    block = good.read_bytes()
    (tmp_path / "cut.mp3").write_bytes(block[: -500 * MONO_FRAME_BYTES])
    verdict = verify(tmp_path / "cut.mp3")
    assert told(verdict) == ["the sound ends 12.0 s too early"]


def test_two_cues_exchanged(heard, sound, timeline, clips):
    bad = sound.copy()
    first, second = place(timeline, 3, clips), place(timeline, 11, clips)
    one, other = sound[first].copy(), sound[second].copy()
    bad[first] = bad[second] = 0
    bad[first.start : first.start + len(other)] = other
    bad[second.start : second.start + len(one)] = one
    messages = told(heard(bad))
    assert 'something else is heard in place of "Inhale."' in messages
    assert 'something else is heard in place of "Now the left side."' in messages


def test_chapters_exchanged(good: Path, tmp_path: Path):
    path = tmp_path / "swapped.mp3"
    path.write_bytes(good.read_bytes())
    tag = ID3(path)
    first, second = tag.getall("CHAP")[1:3]
    first.sub_frames, second.sub_frames = second.sub_frames, first.sub_frames
    tag.save(path, v2_version=3)
    assert told(verify(path)) == [
        "the chapter is 'Twist', not 'Cat-Cow'",
        "the chapter is 'Cat-Cow', not 'Twist'",
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda entries: entries[::-1],
        lambda entries: entries[:-1],
        lambda entries: [*entries, entries[0]],
        lambda entries: entries[:0],
    ],
)
def test_contents_that_do_not_list_the_chapters_in_order(
    good: Path, timeline: Timeline, tmp_path: Path, change: Callable[[list[str]], list[str]]
):
    path = tmp_path / "listed.mp3"
    path.write_bytes(good.read_bytes())
    check_written(path, timeline, {})
    tag = ID3(path)
    (contents,) = tag.getall("CTOC")
    contents.child_element_ids = change(contents.child_element_ids)
    tag.save(path, v2_version=3)
    assert told(verify(path)) == ["the table of contents does not list the chapters in their order"]
    with pytest.raises(VoiceguideError, match="does not list its chapters in their order"):
        check_written(path, timeline, {})


def test_a_session_that_does_not_tell_what_it_should_measure(tmp_path, timeline, clips):
    path = tmp_path / "old.mp3"
    write_session(path, material(timeline, clips), Origin())
    with pytest.raises(VoiceguideError, match="does not keep what its sounds are to measure"):
        verify(path)


def test_what_is_kept_of_an_hour_is_small(good: Path):
    measures = measure(good)
    kept = sum(each.nbytes for each in (measures.power, measures.peaks, measures.steps))
    assert kept < 1600 * (measures.length_ms / 1000 + 2)


def test_the_command(good: Path, tmp_path: Path):
    run = CliRunner().invoke(main, ["verify", str(good)])
    assert run.exit_code == 0
    assert "as it should be" in run.stdout
    about = json.loads(CliRunner().invoke(main, ["verify", str(good), "--json"]).stdout)
    assert about["good"] is True
    assert about["faults"] == []
    cut = tmp_path / "cut.mp3"
    cut.write_bytes(good.read_bytes()[: -500 * MONO_FRAME_BYTES])
    run = CliRunner().invoke(main, ["verify", str(cut)])
    assert run.exit_code == 1
    assert "the sound ends 12.0 s too early" in run.stdout.splitlines()[0]
    run = CliRunner().invoke(main, ["verify", str(tmp_path / "none.mp3")])
    assert run.exit_code == 1
    assert "there is no file" in run.stderr


def test_what_is_verified_and_falls_short_is_not_kept(tmp_path, monkeypatch, timeline, clips):
    monkeypatch.setattr(level_faults, "ALLOWED_PEAK_DBTP", -60.0)
    path = tmp_path / "s.mp3"
    path.write_bytes(b"before")
    origin = Origin("", (), {}, measures_of(timeline, clips))
    with pytest.raises(VoiceguideError, match="true peak"):
        write_session(path, material(timeline, clips), origin, check=making._verified)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda sound: sound[:-MONO_FRAME_BYTES], "frames, not"),
        (lambda sound: sound[:-1], "its last frame is cut off"),
        (
            lambda sound: sound[:MONO_FRAME_BYTES] + bytes(9) + sound[MONO_FRAME_BYTES + 9 :],
            "frame broken",
        ),
        (lambda sound: bytes(9) + sound[9:], "does not tell its length"),
        (
            lambda sound: (
                sound[: 2 * MONO_FRAME_BYTES]
                + sound[3 * MONO_FRAME_BYTES :]
                + sound[-MONO_FRAME_BYTES:]
            ),
            "not in its place",
        ),
    ],
)
def test_what_is_written_wrongly_is_found_at_once(  # noqa: PLR0917
    tmp_path, timeline, clips, monkeypatch, change: Callable[[bytes], bytes], told: str
):
    origin = Origin("", (), {}, measures_of(timeline, clips))
    bad = change(b"".join(sound_of(timeline, clips)))
    changed = CONTAINERS["mp3"]._replace(sound=lambda _: iter([bad]))
    monkeypatch.setitem(CONTAINERS, "mp3", changed)
    with pytest.raises(VoiceguideError, match=told):
        write_session(tmp_path / "s.mp3", material(timeline, clips), origin)
    assert list(tmp_path.iterdir()) == []


def test_a_sound_that_is_missing_is_found_at_once(good: Path, timeline):
    lengths = {name: each.samples for name, each in read_session(good).origin.measures.items()}
    check_written(good, timeline, lengths)
    with pytest.raises(VoiceguideError, match="not in its place"):
        check_written(good, timeline, {**lengths, SAID[2]: 48_000 * 8})


@pytest.mark.parametrize(
    "wrong",
    [
        lambda frames: frames[MONO_FRAME_BYTES:] + frames[:MONO_FRAME_BYTES],
        lambda frames: frames[: 20 * MONO_FRAME_BYTES] + frames[: -20 * MONO_FRAME_BYTES],
        lambda frames: SILENT_FRAME * (len(frames) // MONO_FRAME_BYTES),
    ],
)
def test_a_clip_that_is_not_its_sound_is_never_kept(monkeypatch, wrong):
    length = np.arange(48_000)
    tone = 6000 * np.sin(length / 40) * np.sin(length * np.pi / 48_000)
    samples = tone.astype("<i2").tobytes()
    make_clip(samples, 0, Voicing())
    encode = mp3_mono.encode
    monkeypatch.setattr(mp3_mono, "encode", lambda sound: wrong(encode(sound)))
    with pytest.raises(BadClipError):
        make_clip(samples, 0, Voicing())
