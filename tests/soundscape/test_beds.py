"""Beds: loops without a seam, gains of copied frames, and how loud the bed is at each moment."""

from __future__ import annotations

import math
import wave
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceguide.audio import mp3_gain as gain
from voiceguide.audio import mp3_stereo as stereo
from voiceguide.audio.clip import (
    FRAME_MS,
    FRAME_SAMPLES,
    SAMPLE_RATE,
    STEREO_FRAME_BYTES,
    frames_for,
)
from voiceguide.audio.loudness import Meter
from voiceguide.audio.pcm import Samples
from voiceguide.cache import Store
from voiceguide.problems import VoiceguideError
from voiceguide.settings import BEDS
from voiceguide.soundscape import bed_loop as loops
from voiceguide.soundscape import bed_mix as mix
from voiceguide.soundscape import bed_synth as beds
from voiceguide.soundscape.bed_levels import HalfBreath, Shape, SoundSpan, levels


def lufs(sound: Samples) -> float:
    meter = Meter()
    meter.add(sound)
    return meter.integrated()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("store"))


def write_wav(path: Path, sound: np.ndarray) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((2, 2, SAMPLE_RATE, 0, "NONE", ""))
        file.writeframes(np.round(sound * 32767).astype("<i2").tobytes())
    return path


def test_the_beds_to_be_asked_for_are_those_that_can_be_made() -> None:
    only_with_a_swell = {bed.with_swell for bed in beds.BEDS.values()} - {""}
    assert only_with_a_swell < set(beds.BEDS)
    assert set(BEDS) - {"none"} == set(beds.BEDS) - only_with_a_swell


@pytest.mark.parametrize("name", beds.BEDS)
def test_a_bed_lasts_a_minute_and_joins_itself(name: str) -> None:
    sound = beds.synthesise(name)
    assert len(sound) == beds.LOOP_FRAMES * FRAME_SAMPLES >= 60 * SAMPLE_RATE
    assert np.isfinite(sound).all()
    steps = np.abs(np.diff(sound, axis=0))
    joint = np.abs(sound[0] - sound[-1])
    assert (joint <= steps.max(axis=0)).all()
    # And not only its height: its slope goes on too.
    bends = np.abs(np.diff(sound, n=2, axis=0)).max(axis=0)
    assert (np.abs(sound[1] - 2 * sound[0] + sound[-1]) <= bends).all()
    assert abs(20 * math.log10(sound[:, 0].std() / sound[:, 1].std())) < 1
    assert np.abs(np.corrcoef(sound.T)[0, 1]) < 0.9, "it is no stereo"


def test_a_bed_is_the_same_each_time() -> None:
    assert np.array_equal(beds.synthesise("brown"), beds.synthesise("brown"))


@pytest.mark.parametrize("name", ["waves", "brown"])
def test_frames_of_a_loop_join_over_and_over(name: str, store: Store) -> None:
    loop = loops.loop_of(name, store)
    places = np.arange(loop.length - 200, loop.length + 200) % loop.length
    sound = stereo.decode(gain.picked(loop.variants, places, np.zeros(400, int)))
    steps = np.abs(np.diff(sound, axis=0))
    joint = slice(197 * FRAME_SAMPLES, 202 * FRAME_SAMPLES)
    assert steps[joint].max() <= steps.max()
    assert steps[joint].mean() < 1.5 * steps.mean()


def test_a_loop_has_its_level_and_is_kept(store: Store) -> None:
    loop = loops.loop_of("brown", store)
    places = np.arange(loop.length)
    sound = stereo.decode(gain.picked(loop.variants, places, np.zeros(loop.length, int)))
    assert lufs(sound) == pytest.approx(loops.LUFS, abs=0.1)
    again = loops.loop_of("brown", store)
    assert np.array_equal(again.variants, loop.variants)


@settings(deadline=None, max_examples=30)
@given(step=st.integers(-60, 4))
def test_a_step_of_gain_is_half_a_decibel(step: int) -> None:
    time = np.arange(40 * FRAME_SAMPLES) / SAMPLE_RATE
    tone = (0.1 * np.sin(2 * math.pi * 440 * time)).astype(np.float32)
    sound = np.stack([tone, tone * 0.5], axis=1)

    def read(by: float) -> stereo.Frames:
        def part(first: int, last: int) -> Samples:
            before = np.zeros((max(0, -first) * FRAME_SAMPLES, 2), np.float32)
            after = np.zeros((max(0, last - 40) * FRAME_SAMPLES, 2), np.float32)
            inside = sound[max(0, first) * FRAME_SAMPLES : min(40, last) * FRAME_SAMPLES]
            return np.concatenate([before, inside, after]) * np.float32(by)

        return stereo.encode(part, 0, 40)

    variants = np.stack([read(10 ** (n * gain.STEP_DB / 20)) for n in range(gain.VARIANTS)])
    places = np.arange(40)
    heard = stereo.decode(gain.picked(variants, places, np.full(40, step)))
    middle = slice(8 * FRAME_SAMPLES, 30 * FRAME_SAMPLES)
    wanted = sound[FRAME_SAMPLES:][middle].std(axis=0) * 10 ** (step * gain.STEP_DB / 20)
    assert 20 * np.log10(heard[middle].std(axis=0) / wanted) == pytest.approx(0, abs=0.1)


SHAPE = Shape()
gaps = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 200)), min_size=1, max_size=12)


def spans_of(pairs: list[tuple[int, int]]) -> list[SoundSpan]:
    spans, at = [], 0
    for gap, length in pairs:
        spans.append(SoundSpan(at + gap, at + gap + length))
        at += gap + length
    return spans


@given(gaps)
def test_the_bed_is_down_whenever_there_is_speech_and_never_above_its_level(
    pairs: list[tuple[int, int]],
) -> None:
    spans = spans_of(pairs)
    length = spans[-1].last + 500
    level = levels(length, spans).at(0, length)
    assert level.max() <= SHAPE.silence + 1e-6
    for span in spans:
        assert level[span.first : span.last].max() <= SHAPE.under + 1e-6


@given(gaps, st.integers(1, 40))
def test_levels_are_the_same_in_any_pieces(pairs: list[tuple[int, int]], count: int) -> None:
    spans = spans_of(pairs)
    length = spans[-1].last + 300
    whole = levels(length, spans)
    cuts = np.linspace(0, length, count + 1).astype(int)
    parts = [whole.at(first, last) for first, last in pairwise(cuts)]
    assert np.array_equal(np.concatenate(parts), whole.at(0, length))


def test_the_bed_goes_down_and_up_as_the_table_says() -> None:
    speech = SoundSpan(2000, 2100)
    level = levels(5000, [speech]).at(0, 5000)

    def at(ms: float) -> float:
        return float(np.interp(2000 + ms / FRAME_MS, np.arange(5000), level))

    end = 100 * FRAME_MS
    assert at(-700) == pytest.approx(-14)
    assert at(-300) == pytest.approx(-17, abs=0.1)
    assert at(0) == pytest.approx(-20)
    assert at(end + 1000) == pytest.approx(-20, abs=0.1)
    assert at(end + 2250) == pytest.approx(-17, abs=0.1)
    assert at(end + 3550) == pytest.approx(-14)


def test_the_bed_fades_in_and_out() -> None:
    level = levels(5000, []).at(0, 5000)
    assert level[0] == -math.inf
    assert level[84] == pytest.approx(-17, abs=0.2)
    assert level[168] == pytest.approx(-14, abs=0.01)
    assert level[5000 - 335] == pytest.approx(-14, abs=0.01)
    assert level[5000 - 167] == pytest.approx(-17, abs=0.2)
    assert level[-1] < -40


def test_a_swell_rises_through_each_inhale_and_falls_through_each_exhale() -> None:
    breaths = [HalfBreath(1000 + 150 * n, 1150 + 150 * n, n % 2 == 0) for n in range(8)]
    level = levels(4000, [], breaths).at(0, 4000)
    for each in breaths:
        way = np.diff(level[each.first : each.last])
        assert (way >= 0).all() if each.rising else (way <= 0).all()
        assert abs(level[each.last - 1] - level[each.first]) > 5
    assert level[500] == level[3000] == SHAPE.silence


def tone(seconds: float) -> np.ndarray:
    time = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    edge = np.clip(np.minimum(time, time[-1] - time) * 100, 0, 1)
    return (0.2 * np.sin(2 * math.pi * 997 * time**1.01) * edge).astype(np.float32)


def sounds_at(*starts: int) -> list[mix.MixedSound]:
    voice = tone(1.5)
    count = frames_for(len(voice))
    return [mix.MixedSound(start, start + count, "a tone", "", lambda: voice) for start in starts]


@pytest.mark.parametrize("name", ["waves", "brown"])
def test_a_mix_is_the_bed_with_the_voice_where_it_belongs(name: str, store: Store) -> None:
    loop = loops.loop_of(name, store)
    sounds = sounds_at(300, 420, 900)
    length = 1500
    plan = levels(length, [SoundSpan(each.first, each.last) for each in sounds])
    bed = mix.Bed(loop, plan, -16)
    block = b"".join(mix.mixed(length, sounds, bed, store))
    assert len(block) == length * STEREO_FRAME_BYTES
    heard = stereo.decode(np.frombuffer(block, np.uint8).reshape(-1, STEREO_FRAME_BYTES))
    voice = sounds[0].read()
    for sound in sounds:
        start = (sound.first - 1) * FRAME_SAMPLES
        around = heard[start - 2000 : start + len(voice) + 2000].mean(axis=1)
        found = int(np.argmax(np.correlate(around, voice, "valid"))) - 2000
        assert abs(found) <= 1
        part = heard[start : start + len(voice)].mean(axis=1)
        assert np.dot(part, voice) / np.dot(voice, voice) == pytest.approx(1, abs=0.02)
    silence = heard[550 * FRAME_SAMPLES : 860 * FRAME_SAMPLES]
    if name == "brown":
        assert lufs(silence) == pytest.approx(-30, abs=0.5)
        between = heard[(sounds[0].last + 1) * FRAME_SAMPLES :][: 40 * FRAME_SAMPLES]
        assert lufs(between) == pytest.approx(-36, abs=1)


def test_a_bed_of_noise_lets_a_sentence_be_encoded_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = loops.loop_of("rain", store)
    sounds = sounds_at(300, 500, 731)
    plan = levels(1500, [SoundSpan(each.first, each.last) for each in sounds])
    encoded: list[int] = []
    encode = stereo.encode
    monkeypatch.setattr(mix, "encode", lambda *given: encoded.append(1) or encode(*given))
    first = b"".join(mix.mixed(1500, sounds, mix.Bed(loop, plan, -16), store))
    assert len(encoded) == 1
    assert b"".join(mix.mixed(1500, sounds, mix.Bed(loop, plan, -16), store)) == first
    assert len(encoded) == 1, "what was kept is not encoded again"
    monkeypatch.setattr(mix, "MIX_VERSION", mix.MIX_VERSION + 1)
    assert b"".join(mix.mixed(1500, sounds, mix.Bed(loop, plan, -16), store)) == first
    assert len(encoded) == 2, "what an older version kept is not taken"


def test_a_bed_of_noise_jumps_unheard(store: Store) -> None:
    loop = loops.loop_of("waves", store)
    mute = np.zeros(SAMPLE_RATE, np.float32)
    count = frames_for(len(mute))
    starts = range(500, 3500, 250)
    sounds = [mix.MixedSound(at, at + count, f"nothing {at}", "", lambda: mute) for at in starts]
    bed = mix.Bed(loop, levels(4000, [SoundSpan(each.first, each.last) for each in sounds]), -16)
    block = b"".join(mix.mixed(4000, sounds, bed, store))
    heard = stereo.decode(np.frombuffer(block, np.uint8).reshape(-1, STEREO_FRAME_BYTES))

    def power_db(at: int) -> float:
        part = heard[at * FRAME_SAMPLES : (at + 5) * FRAME_SAMPLES]
        return 10 * math.log10(float(np.mean(part**2)))

    changes = [abs(power_db(at) - power_db(at - 8)) for at in starts]
    assert np.median(changes) < 2.5
    assert max(changes) < 6
    steps = np.abs(np.diff(heard, axis=0)).max(axis=1)
    joints = np.zeros(len(steps), bool)
    for at in starts:
        joints[(at - 6) * FRAME_SAMPLES : (at + 2) * FRAME_SAMPLES] = True
    assert steps[joints].max() <= steps[~joints].max()
    assert steps[joints].mean() < 1.2 * steps[~joints].mean()


def test_a_file_becomes_a_loop_without_a_seam(tmp_path: Path, store: Store) -> None:
    time = np.arange(7 * SAMPLE_RATE) / SAMPLE_RATE
    sound = np.stack([np.sin(2 * math.pi * pitch * time) for pitch in (220.5, 331.7)], axis=1)
    path = write_wav(tmp_path / "tones.wav", 0.3 * sound)
    loop = loops.loop_of(str(path), store)
    assert not loop.noise
    assert 5 * SAMPLE_RATE / FRAME_SAMPLES < loop.length < 7 * SAMPLE_RATE / FRAME_SAMPLES
    places = np.arange(2 * loop.length) % loop.length
    heard = stereo.decode(gain.picked(loop.variants, places, np.zeros(len(places), int)))
    steps = np.abs(np.diff(heard, axis=0))
    joint = slice((loop.length - 3) * FRAME_SAMPLES, (loop.length + 2) * FRAME_SAMPLES)
    assert steps[joint].max() <= np.quantile(steps, 0.999) * 1.2
    # Where two tones fade into each other they add up to a little more or less.
    assert lufs(heard) == pytest.approx(loops.LUFS, abs=1)


def bad_files(folder: Path) -> dict[str, Path]:
    files = {
        "no audio": folder / "words.mp3",
        "empty": folder / "empty.wav",
        "short": write_wav(folder / "short.wav", np.full((4800, 2), 0.1)),
        "silent": write_wav(folder / "silent.wav", np.zeros((4 * SAMPLE_RATE, 2))),
        "missing": folder / "nowhere.ogg",
        "folder": folder,
    }
    files["no audio"].write_text("these are words\n" * 100)
    files["empty"].write_bytes(b"")
    with wave.open(str(folder / "long.wav"), "wb") as file:
        file.setparams((1, 1, 8000, 0, "NONE", ""))
        file.writeframes(b"\x80" * 8000 * 3600)
    return files | {"long": folder / "long.wav"}


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("no audio", "can't be read"),
        ("empty", "can't be read"),
        ("short", "too short"),
        ("silent", "holds no sound"),
        ("missing", "No such file"),
        ("folder", "can't be read"),
        ("long", "longer than 30 minutes"),
    ],
)
def test_what_is_no_bed_is_told(what: str, told: str, tmp_path: Path) -> None:
    path = bad_files(tmp_path)[what]
    with pytest.raises(VoiceguideError, match=told) as raised:
        loops.loop_of(str(path), Store(tmp_path / "store"))
    assert raised.value.problems[0].hint
