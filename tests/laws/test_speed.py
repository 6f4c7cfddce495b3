"""Why a session is made quickly: nothing is spoken or encoded twice, and memory stays flat.

And that it is right all the same: to the sample, in two decoders, wherever one begins to listen.
"""

import hashlib
import json
import os
import subprocess
import sys
from array import array
from itertools import pairwise
from pathlib import Path

import av
import fake_voice
import pytest
import soundfile

from voiceguide import library
from voiceguide.audio.clip import FRAME_MS, SAMPLE_RATE
from voiceguide.audio.decode import read_samples
from voiceguide.building.builder import build, vocabulary
from voiceguide.building.pacing import pacing_from
from voiceguide.loader import read_routine
from voiceguide.pipeline import Made, make
from voiceguide.routine import Routine
from voiceguide.settings import Settings, override
from voiceguide.speech import voices
from voiceguide.speech.calibration import PARAGRAPH

ROUTINE = """\
# Short evening

## Cat-Cow

1. Come to your hands and knees.
2. Inhale, drop your belly and look up.
3. Exhale, round your back and look down.
4. Repeat 3 times.

## Sleeping Leaf

1. Sit back on your heels and fold forward.
2. Hold for 30 seconds.
3. Walk your hands back.

## Long Twist

1. Sit tall with your legs in front of you.
2. Turn to the right and place your right hand behind you.
3. Hold for 3 breaths and release to center.
4. Repeat on the other side.
"""


def read(tmp_path: Path, text: str = ROUTINE, **chosen: list[str]) -> Routine:
    path = tmp_path / "evening.md"
    path.write_text(text, encoding="utf-8")
    return read_routine(path, **chosen)


def words_of(routine: Routine, settings: Settings) -> set[str]:
    pacing = pacing_from(override(routine.settings, settings))
    return set(vocabulary(build(routine, pacing), routine, pacing))


class Spoken:
    """A folder with a store of its own, and all that its fake voice speaks, in order."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.log = folder, folder / "log"
        self.voice = fake_voice.voice(f"count {self.log}")

    def make(self, routine: Routine, settings: Settings | None = None) -> Made:
        return make(routine, self.folder / "s.mp3", settings)

    def since(self, before: int) -> list[str]:
        return self.all()[before:]

    def all(self) -> list[str]:
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return [line for line in lines if line not in PARAGRAPH]


@pytest.fixture
def spoken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Spoken:
    counted = Spoken(tmp_path)
    monkeypatch.setattr(voices, "find_voice", lambda *_, **__: counted.voice)
    monkeypatch.setenv("VOICEGUIDE_CACHE", str(tmp_path / "cache"))
    return counted


def test_each_sentence_is_spoken_once_however_often_it_is_said(spoken: Spoken, tmp_path: Path):
    routine = read(tmp_path)
    made = spoken.make(routine)
    said = [timed.cue.say for timed in made.timeline.cues if timed.cue.say]
    assert len(said) > len(set(said))
    assert sorted(spoken.all()) == sorted(words_of(routine, Settings()))
    assert made.spoken == len(spoken.all())


@pytest.mark.parametrize(
    "changed",
    [
        Settings(),
        Settings(pace=0.5),
        Settings(pace=1.25),
        Settings(pace=2),
    ],
)
def test_other_silences_speak_nothing_and_start_no_worker(
    changed: Settings, spoken: Spoken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    routine = read(tmp_path)
    first = spoken.make(routine)
    count = len(spoken.all())

    monkeypatch.delattr(subprocess, "Popen")
    again = spoken.make(routine, changed)
    assert again.spoken == 0
    assert len(spoken.all()) == count
    if changed.pace:
        assert again.timeline.length_ms != first.timeline.length_ms


@pytest.mark.parametrize(
    "changed",
    [
        Settings(breath=(4500, 5500)),
        Settings(hold=2),
        Settings(range="high"),
        Settings(guidance="brief"),
        Settings(optional=True),
    ],
)
def test_other_settings_speak_only_what_was_never_said(
    changed: Settings, spoken: Spoken, tmp_path: Path
):
    routine = read(tmp_path)
    spoken.make(routine)
    count = len(spoken.all())
    made = spoken.make(routine, changed)
    new = words_of(routine, changed) - words_of(routine, Settings())
    assert sorted(spoken.since(count)) == sorted(new)
    assert made.spoken == len(new)


def test_a_longer_hold_speaks_its_number_and_nothing_else(spoken: Spoken, tmp_path: Path):
    spoken.make(read(tmp_path))
    count = len(spoken.all())
    spoken.make(read(tmp_path, ROUTINE.replace("30 seconds", "40 seconds")))
    assert spoken.since(count) == ["Hold for forty seconds."]


def test_an_edited_sentence_is_the_only_one_spoken(spoken: Spoken, tmp_path: Path):
    spoken.make(read(tmp_path))
    count = len(spoken.all())
    made = spoken.make(read(tmp_path, ROUTINE.replace("Walk your hands back.", "Slowly sit up.")))
    assert spoken.since(count) == ["Slowly sit up."]
    assert made.spoken == 1


@pytest.mark.parametrize("chosen", [{"skip": ["Sleeping Leaf"]}, {"poses": ["2", "1", "3"]}])
def test_other_poses_speak_only_what_leads_over_to_them(
    chosen: dict[str, list[str]], spoken: Spoken, tmp_path: Path
):
    whole = read(tmp_path)
    spoken.make(whole)
    count = len(spoken.all())
    part = library.select(whole, chosen.get("poses", ()), chosen.get("skip", ()))
    spoken.make(part)
    new = words_of(part, Settings()) - words_of(whole, Settings())
    assert sorted(spoken.since(count)) == sorted(new)
    assert all(any(name in said for name in ("Cat-Cow", "Leaf", "Twist")) for said in new)


def test_another_routine_speaks_only_what_the_first_did_not(spoken: Spoken, tmp_path: Path):
    spoken.make(read(tmp_path))
    count = len(spoken.all())
    other = "# Short evening\n\n## Cat-Cow\n\n1. Come to your hands and knees.\n2. Rest there.\n"
    spoken.make(read(tmp_path, other))
    assert "Come to your hands and knees." in spoken.all()
    assert "Come to your hands and knees." not in spoken.since(count)
    assert "Rest there." in spoken.since(count)


PROGRAM = """
import json, sys
sys.path[:0] = {paths!r}
import fake_voice
from voiceguide.pipeline import make
from voiceguide.loader import read_routine
from voiceguide.speech import voices
voices.find_voice = lambda *_, **__: fake_voice.voice()
made = make(read_routine(sys.argv[1]), sys.argv[2])
"""
PEAK = """
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
peak_kb = int(status["VmHWM"].split()[0])
print(json.dumps([made.timeline.length_ms, made.spoken, peak_kb, sorted(sys.modules)]))
"""


def started(routine: Path, target: Path, more: str = "") -> subprocess.Popen[bytes]:
    program = PROGRAM.format(paths=[path for path in sys.path if path]) + more
    return subprocess.Popen(
        [sys.executable, "-c", program, str(routine), str(target)], stdout=subprocess.PIPE
    )


def test_two_at_once_on_one_store_are_both_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VOICEGUIDE_CACHE", str(tmp_path / "cache"))
    (tmp_path / "evening.md").write_text(ROUTINE)
    targets = [tmp_path / "one.mp3", tmp_path / "two.mp3"]
    both = [started(tmp_path / "evening.md", target) for target in targets]
    assert [run.wait(timeout=120) for run in both] == [0, 0]
    assert started(tmp_path / "evening.md", tmp_path / "alone.mp3").wait(timeout=120) == 0
    sounds = {
        hashlib.sha256(read_samples(target)).hexdigest()
        for target in [*targets, tmp_path / "alone.mp3"]
    }
    assert len(sounds) == 1
    assert not list((tmp_path / "cache" / "unfinished").iterdir())


linux = pytest.mark.skipif(
    sys.platform != "linux", reason="kilobytes of memory, as Linux counts them"
)


def peak_kb(folder: Path, hold_s: int, settings: str = "") -> tuple[int, set[str]]:
    """Make a session twice; give the most memory the second time, and the modules it loaded."""
    routine = folder / "evening.md"
    routine.write_text(settings + ROUTINE.replace("30 seconds", f"{hold_s} seconds"))
    assert started(routine, folder / "s.mp3").wait(timeout=120) == 0
    run = started(routine, folder / "s.mp3", PEAK)
    length, anew, peak, modules = json.loads(run.communicate(timeout=120)[0])
    assert length > hold_s * 1000
    assert anew == 0
    return int(peak), set(modules)


@linux
def test_memory_does_not_grow_with_the_length(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VOICEGUIDE_CACHE", str(tmp_path / "cache"))
    short, modules = peak_kb(tmp_path, 600)
    long, _ = peak_kb(tmp_path, 10_800)
    assert not {"av", "pydub", "pyttsx3", "numpy", "PIL"} & modules
    # Nor anything that an MP3 does not need.
    others = {"codecs", "packets", "samples", "tags.mp4", "tags.riff", "tags.vorbis"}
    assert not {f"voiceguide.session.{name}" for name in others} & modules
    # Nor what speaks.
    speaking = {"pool", "calibration", "worker", "mastering"}
    assert not {f"voiceguide.speech.{name}" for name in speaking} & modules
    assert (tmp_path / "s.mp3").stat().st_size > 10_800 * 8000
    assert short < 120_000
    assert abs(long - short) < 5_000


@linux
@pytest.mark.parametrize("bed", ["rain", "drone"])
def test_nor_does_it_over_a_bed(bed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VOICEGUIDE_CACHE", str(tmp_path / "cache"))
    settings = f"---\nbed: {bed}\n---\n"
    short, _ = peak_kb(tmp_path, 600, settings)
    long, _ = peak_kb(tmp_path, 10_800, settings)
    assert (tmp_path / "s.mp3").stat().st_size > 10_800 * 16_000
    assert max(short, long) < 120_000
    assert long - short < 10_000


def with_pyav(path: Path) -> array:
    return array("h", read_samples(path))


def with_libsndfile(path: Path) -> array:
    with soundfile.SoundFile(path) as sound:
        return array("h", bytes(sound.buffer_read(sound.frames, dtype="int16")))


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("session")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(voices, "find_voice", lambda *_, **__: fake_voice.voice())
        return make(read(folder), folder / "s.mp3")


@pytest.mark.parametrize("decode", [with_pyav, with_libsndfile])
def test_the_sound_is_where_the_timeline_has_it(decode, session: Made):
    samples = decode(session.path)
    cues = session.timeline.cues
    assert len(samples) == session.timeline.length_ms * SAMPLE_RATE // 1000
    frame = FRAME_MS * SAMPLE_RATE // 1000
    for timed, after in pairwise([*cues, cues[-1]._replace(start_ms=cues[-1].end_ms)]):
        start, end = timed.start_ms * SAMPLE_RATE // 1000, timed.end_ms * SAMPLE_RATE // 1000
        if timed.cue.sound:
            found = next(at for at in range(max(0, start - frame), end) if abs(samples[at]) > 200)
            assert abs(found - start) <= frame, timed
        else:
            # The words after it may begin half a frame early, and sound a frame ahead of that.
            quiet = end - 3 * frame // 2 if after.cue.sound else end
            assert not any(samples[start : max(start, quiet)]), timed


def test_two_decoders_agree_to_the_last_bit_but_one(session: Made):
    one, two = with_pyav(session.path), with_libsndfile(session.path)
    assert len(one) == len(two)
    assert max(abs(a - b) for a, b in zip(one, two, strict=True)) <= 1


def places(session: Made) -> list[int]:
    """Give samples to begin to listen at: within words, within silence, early and late."""
    inside = [(timed.start_ms + timed.end_ms) // 2 for timed in session.timeline.cues]
    return [at * SAMPLE_RATE // 1000 + 7 for at in inside[2:-2:5]]


def test_seeking_is_exact_with_libsndfile(session: Made):
    straight = with_libsndfile(session.path)
    with soundfile.SoundFile(session.path) as sound:
        for at in reversed(places(session)):
            sound.seek(at)
            heard = array("h", bytes(sound.buffer_read(4000, dtype="int16")))
            wanted = straight[at : at + 4000]
            # The last bit may be rounded the other way.
            assert max(abs(one - two) for one, two in zip(heard, wanted, strict=True)) <= 1


def test_seeking_is_exact_with_pyav(session: Made):
    """The first frame after a seek lacks the one before it; the next is as it always was."""
    straight = with_pyav(session.path)
    with av.open(str(session.path)) as container:
        stream = container.streams.audio[0]
        resampler = av.AudioResampler(format="s16")
        for at in reversed(places(session)):
            container.seek(
                int(at / SAMPLE_RATE / stream.time_base) + stream.start_time, stream=stream
            )
            frames = container.decode(stream)
            first = next(frames)
            began = round((first.pts - stream.start_time) * stream.time_base * SAMPLE_RATE)
            assert at - 2 * first.samples <= began <= at
            for frame, _ in zip(frames, range(3), strict=False):
                start = round((frame.pts - stream.start_time) * stream.time_base * SAMPLE_RATE)
                (plain,) = resampler.resample(frame)
                heard = array("h", bytes(plain.planes[0])[: plain.samples * 2])
                assert heard == straight[start : start + len(heard)], start


START = """
import contextlib, sys
sys.argv[0] = "voiceguide"
with contextlib.suppress(SystemExit):
    from voiceguide.cli import main
    main()
print(*sorted(sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "asked", [["--help"], ["plan", "evening.md"], ["plan", "evening.md", "--json"]]
)
def test_starting_loads_no_sound(asked: list[str], tmp_path: Path):
    (tmp_path / "evening.md").write_text(ROUTINE)
    root = Path(voices.__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-c", START, *asked],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout
    loaded = run.stderr.split()
    heavy = ("av", "pydub", "pyttsx3", "numpy", "mutagen", "lxml", "email")
    assert not [name for name in loaded if name in heavy]
    rooms = {"audio", "cache", "session", "soundscape", "speech", "verifying"}
    ours = [name.split(".") for name in loaded if name.startswith("voiceguide.")]
    assert not [name for name in ours if name[1] in rooms or name[1:3] == ["importing", "article"]]


COUNTED = """
import contextlib, sys
import click, dataclasses, fractions, locale, pathlib, textwrap  # have patterns of their own
from re import _compiler
compiled, really = [], _compiler.compile
_compiler.compile = lambda *asked: compiled.append(asked[0]) or really(*asked)
import voiceguide.cli, voiceguide.importing.sources, voiceguide.pipeline, voiceguide.report
print(len(compiled), file=sys.stderr)
sys.argv = ["voiceguide", "plan", "evening.md"]
with contextlib.suppress(SystemExit):
    voiceguide.cli.main()
print(len(compiled), file=sys.stderr)
"""


def test_a_plan_compiles_only_what_its_words_need(tmp_path: Path):
    """Patterns take most of the time of a plan, and there are more than 200 of them."""
    (tmp_path / "evening.md").write_text(ROUTINE)
    root = Path(voices.__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-c", COUNTED],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    on_loading, in_all = map(int, run.stderr.split())
    assert on_loading == 0
    assert in_all < 120
