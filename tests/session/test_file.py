import contextlib
import json
import os
import shutil
import stat
import subprocess
import tracemalloc
from array import array
from pathlib import Path

import fake_voice
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutagen.id3 import GEOB, ID3, TIT2
from mutagen.mp3 import MP3

from voiceguide.audio.clip import FRAME_MS, Clip
from voiceguide.audio.decode import read_samples
from voiceguide.audio.mp3_frames import SILENT_FRAME, info_frame
from voiceguide.cache import Store
from voiceguide.problems import VoiceguideError
from voiceguide.script import Cue, Script, ScriptPose
from voiceguide.session import file as session
from voiceguide.session import manifest as keeping
from voiceguide.session.containers import Material
from voiceguide.session.file import check_target, read_session
from voiceguide.session.manifest import Origin
from voiceguide.speech.speak import speak
from voiceguide.timeline import Timeline, from_json, lay_out

WORDS = ["Inhale.", "Exhale.", "Hold for two breaths.", "Rest."]
SETTINGS = {"voice": "fake", "rate": 120, "pace": 1.25}
ORIGIN = Origin("## Rest\n1. Rest.\n", (1, 1), SETTINGS)
NOTHING = Origin()

CUES = (
    Cue("pause", length_ms=1000),
    Cue("say", "Rest."),
    Cue("pause", length_ms=503),
    # Breaths that their words fill, one after the other with nothing between.
    *(Cue("inhale", "Inhale.", 0, 0), Cue("exhale", "Exhale.", 0, 0)) * 4,
    Cue("inhale", "Inhale.", 3501, 0),
    Cue("exhale", "Exhale.", 4500, 0),
    Cue("say", "Hold for two breaths.", 0, 1, "left", 2, 14),
    Cue("hold", length_ms=16_001, pose=1),
    Cue("pause", length_ms=3000),
)


def write_session(path: Path, timeline: Timeline, clips: dict[str, Clip], origin: Origin) -> None:
    session.write_session(path, Material(timeline, clips, None, Store()), origin)


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Clip]:
    return speak(WORDS, fake_voice.voice(), 120, Store(tmp_path_factory.mktemp("cache")))


def timeline_of(clips: dict[str, Clip], cues=CUES, poses=("Cat-Cow", "Brücke 日本")) -> Timeline:
    script = Script("Middle back", tuple(ScriptPose(name, 1, 1) for name in poses), tuple(cues))
    return lay_out(script, lambda say: clips[say].length_ms, measured=True)


@pytest.fixture
def made(clips: dict[str, Clip], tmp_path: Path) -> tuple[Path, Timeline]:
    timeline = timeline_of(clips)
    write_session(tmp_path / "s.mp3", timeline, clips, ORIGIN)
    return tmp_path / "s.mp3", timeline


def holds_its_timeline(samples: array, timeline: Timeline) -> None:
    assert len(samples) == timeline.length_ms * 48
    spoken = 0
    for timed in timeline.cues:
        start, end = timed.start_ms * 48, timed.end_ms * 48
        if timed.cue.say:
            early = max(spoken, start - FRAME_MS * 48)
            onset = next(at for at in range(early, end) if abs(samples[at]) > 200)
            assert abs(onset - start) <= FRAME_MS * 48, timed
            spoken = end
        else:
            # Only the frame at which the next words begin may sound a little before its time.
            assert not any(samples[start : max(start, end - 36 * 48)]), timed


def test_the_sound_is_exactly_what_the_timeline_says(made: tuple[Path, Timeline]):
    path, timeline = made
    holds_its_timeline(array("h", read_samples(path)), timeline)


@pytest.mark.skipif(not shutil.which("mpg123"), reason="a second decoder, where there is one")
def test_another_decoder_agrees(made: tuple[Path, Timeline]):
    path, timeline = made
    run = subprocess.run(
        ["mpg123", "-q", "-s", "-e", "s16", str(path)], capture_output=True, check=True
    )
    assert run.stderr == b""
    holds_its_timeline(array("h", run.stdout), timeline)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.builds(
            lambda say, length: Cue("say" if say else "hold", say, length),
            st.sampled_from(["", *WORDS]),
            st.integers(1, 3000),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_any_cues_come_out_as_long_as_they_are(
    clips: dict[str, Clip], tmp_path: Path, cues: list[Cue]
):
    timeline = timeline_of(clips, cues, poses=())
    write_session(tmp_path / "s.mp3", timeline, clips, NOTHING)
    holds_its_timeline(array("h", read_samples(tmp_path / "s.mp3")), timeline)


def test_players_are_told_the_length_and_where_to_seek(made: tuple[Path, Timeline]):
    path, timeline = made
    about = MP3(path).info
    assert about.length == pytest.approx(timeline.length_ms / 1000, abs=0.001)
    assert (about.sample_rate, about.channels, about.bitrate) == (48_000, 1, 64_000)
    sound = path.read_bytes()[ID3(path).size :]
    info = sound[: len(SILENT_FRAME)]
    assert info == info_frame(timeline.length_ms * 48)
    assert int.from_bytes(info[29:33], "big") * len(SILENT_FRAME) + len(info) == len(sound)
    assert int.from_bytes(info[33:37], "big") == len(sound)
    table = info[37:137]
    assert list(table) == sorted(table)
    for percent in (0, 25, 50, 99):
        assert table[percent] / 256 == pytest.approx(percent / 100, abs=0.01)


def test_what_is_inside_is_read_back(made: tuple[Path, Timeline]):
    path, timeline = made
    inside = read_session(path)
    assert (inside.title, inside.artist, inside.genre) == ("Middle back", "voiceguide", "Speech")
    assert inside.settings == SETTINGS
    assert inside.origin == ORIGIN
    assert inside.timeline.as_json() == timeline.as_json()
    starts = [start for start, _ in timeline.pose_times()]
    end = timeline.length_ms
    assert [(one.name, one.start_ms, one.end_ms) for one in inside.chapters] == [
        ("Opening", 0, starts[0]),
        ("Cat-Cow", starts[0], starts[1]),
        ("Brücke 日本", starts[1], end - 3000),
        ("Closing", end - 3000, end),
    ]


def test_the_author_is_the_artist(clips: dict[str, Clip], tmp_path: Path):
    timeline = timeline_of(clips)
    timeline = timeline._replace(script=timeline.script._replace(author="Zoë"))
    write_session(tmp_path / "s.mp3", timeline, clips, NOTHING)
    assert read_session(tmp_path / "s.mp3").artist == "Zoë"


@pytest.mark.parametrize("count", [1, 253, 254, 255, 256, 600])
def test_chapters_are_listed_in_order_however_many(count: int, clips, tmp_path: Path):
    poses = [f"Pose {'x' * (number % 7)} {number}" for number in range(count)]
    cues = [Cue("pause", length_ms=10)]
    cues += [Cue("hold", length_ms=20, pose=number) for number in range(count)]
    write_session(tmp_path / "s.mp3", timeline_of(clips, cues, poses), clips, NOTHING)
    names = ["Opening", *poses]
    assert [chapter.name for chapter in read_session(tmp_path / "s.mp3").chapters] == names
    tag = ID3(tmp_path / "s.mp3")
    # In the order of the file, for players that do not read the table of contents.
    titles = {frame.element_id: str(frame.sub_frames["TIT2"]) for frame in tag.getall("CHAP")}
    raw = (tmp_path / "s.mp3").read_bytes()
    assert [titles[name] for name in sorted(titles, key=lambda name: _place(raw, name))] == names
    # And as the table of contents has it, with no list of more than it can count.
    lists = {frame.element_id: frame for frame in tag.getall("CTOC")}
    assert all(len(one.child_element_ids) <= 255 for one in lists.values())
    (top,) = (one for one in lists.values() if one.flags & 2)
    listed = []
    for name in top.child_element_ids:
        listed += lists[name].child_element_ids if name in lists else [name]
    assert [titles[name] for name in listed] == names


def _place(raw: bytes, name: str) -> int:
    frame = b"CHAP"
    at = raw.index(frame)
    while raw[at + 10 : at + 10 + len(name) + 1] != name.encode() + b"\0":
        at = raw.index(frame, at + 1)
    return at


def test_the_file_has_the_access_that_new_files_have(made: tuple[Path, Timeline], tmp_path: Path):
    (tmp_path / "plain").touch()
    assert stat.S_IMODE(made[0].stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)


def test_folders_are_made_and_links_are_followed(clips: dict[str, Clip], tmp_path: Path):
    write_session(tmp_path / "new" / "er" / "s.mp3", timeline_of(clips), clips, NOTHING)
    link = tmp_path / "link.mp3"
    link.symlink_to(tmp_path / "new" / "real.mp3")
    write_session(link, timeline_of(clips), clips, NOTHING)
    assert link.is_symlink()
    assert (tmp_path / "new" / "real.mp3").is_file()


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (OSError(28, "No space left on device"), "the disk is full"),
        (OSError(5, "Input/output error"), "Input/output error"),
        (KeyboardInterrupt(), None),
    ],
)
def test_a_good_file_stays_until_its_replacement_is_whole(
    trouble: BaseException, told: str | None, made, clips, monkeypatch: pytest.MonkeyPatch
):
    path, timeline = made
    before = path.read_bytes()

    def pieces(*_: object):
        yield b"half of it"
        raise trouble

    monkeypatch.setattr("voiceguide.session.mp3.sound_of", pieces)
    with pytest.raises(VoiceguideError if told else KeyboardInterrupt, match=told):
        write_session(path, timeline, clips, NOTHING)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_real_limit_on_files_is_told(made, clips: dict[str, Clip]):
    resource = pytest.importorskip("resource")
    path, timeline = made
    before = path.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limits[1]))
    try:
        with pytest.raises(VoiceguideError, match="can't be written"):
            write_session(path, timeline, clips, NOTHING)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_clips_that_reach_out_of_their_cues_are_an_internal_error(clips, tmp_path: Path):
    timeline = lay_out(timeline_of(clips).script, lambda _: 100, measured=True)
    with pytest.raises(RuntimeError, match="internal error"):
        write_session(tmp_path / "s.mp3", timeline, clips, NOTHING)
    assert list(tmp_path.iterdir()) == []


def test_memory_does_not_grow_with_the_length(clips: dict[str, Clip], tmp_path: Path):
    def peak(hold_ms: int) -> int:
        timeline = timeline_of(clips, [*CUES, Cue("hold", length_ms=hold_ms, pose=1)])
        tracemalloc.start()
        write_session(tmp_path / "s.mp3", timeline, clips, NOTHING)
        try:
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(1000)
    short, long = peak(10 * 60_000), peak(3 * 3_600_000)
    assert (tmp_path / "s.mp3").stat().st_size > 80_000_000
    assert long < short + 50_000


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("folder", "is a folder"),
        ("file/s.mp3", "not a folder"),
        ("pipe", "not a file"),
        ("a" * 300 + ".mp3", "can't be written"),
        ("nul\0.mp3", "can't be written"),
    ],
)
def test_a_place_that_cannot_be_written_is_told_beforehand(name: str, told: str, tmp_path: Path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
    with pytest.raises(VoiceguideError, match=told):
        check_target(tmp_path / name)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder", "pipe"]


def test_a_place_that_can_be_written_is_left_as_it_is(made: tuple[Path, Timeline], tmp_path: Path):
    check_target(made[0], 60_000)
    check_target(tmp_path / "not" / "yet" / "s.mp3", 60_000)
    assert list(tmp_path.iterdir()) == [made[0]]


def test_a_disk_too_small_is_told_beforehand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    usage = shutil.disk_usage(tmp_path)._replace(free=10_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    check_target(tmp_path / "s.mp3", 60_000)
    with pytest.raises(VoiceguideError, match="no room"):
        check_target(tmp_path / "s.mp3", 3_600_000)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_of_others_is_told(tmp_path: Path, clips: dict[str, Clip]):
    tmp_path.chmod(0o500)
    with pytest.raises(VoiceguideError, match="not yours"):
        check_target(tmp_path / "s.mp3")
    with pytest.raises(VoiceguideError, match="can't be written"):
        write_session(tmp_path / "s.mp3", timeline_of(clips), clips, NOTHING)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is no sound file"),
        (b"\xff", "is no sound file"),
        (b"# Middle back\n", "is no sound file"),
        (b"RIFF\0\0\0\0WAVE", "not made by voiceguide"),
        (b"\x89PNG\r\n\x1a\n", "is no sound file"),
        (SILENT_FRAME * 9, "not made by voiceguide"),
        (b"ID3", "was not made by|damaged|can't be read"),
        (b"ID3\x03\0\0\x7f\x7f\x7f\x7f", "not made|damaged|can't be read"),
        (b"ID3\xff\0\0\0\0\0\0", "not made|damaged|can't be read"),
    ],
)
def test_other_files_are_told_from_ours(content: bytes, told: str, tmp_path: Path):
    (tmp_path / "s.mp3").write_bytes(content)
    with pytest.raises(VoiceguideError, match=told):
        read_session(tmp_path / "s.mp3")


def test_what_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(VoiceguideError, match="there is no file"):
        read_session(tmp_path / "s.mp3")
    with pytest.raises(VoiceguideError, match="is a folder"):
        read_session(tmp_path)
    with pytest.raises(VoiceguideError):
        read_session(Path("nul\0.mp3"))


def test_someone_elses_mp3_is_told(made: tuple[Path, Timeline]):
    path, _ = made
    tag = ID3()
    tag.add(TIT2(encoding=3, text="A song"))
    tag.add(GEOB(encoding=3, mime="text/plain", filename="", desc="other", data=b"{}"))
    tag.save(path)
    with pytest.raises(VoiceguideError, match="not made by voiceguide"):
        read_session(path)


def put_inside(path: Path, kept: bytes) -> None:
    tag = ID3(path)
    (frame,) = tag.getall("GEOB")
    frame.data = kept
    tag.save(path)


GOOD = {
    "version": 2,
    "settings": {},
    "routine": {"text": "", "poses": []},
    "timeline": {"title": "", "measured": True, "length_ms": 0, "poses": [], "cues": []},
}
CUE = {
    "start_ms": 0,
    "end_ms": 1,
    "kind": "say",
    "say": "",
    "pose": None,
    "side": None,
    "round": None,
    "line": None,
}
SHORT = {**GOOD["timeline"], "length_ms": 1, "cues": [CUE]}
POSE = {"name": "A", "start_ms": 0, "end_ms": 0, "sides": 1, "rounds": 1}


@pytest.mark.parametrize(
    "kept",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"{}",
        b"[" * 100_000,
        json.dumps({**GOOD, "settings": []}).encode(),
        json.dumps({**GOOD, "settings": {"rate": float("nan")}}).encode(),
        json.dumps({**GOOD, "routine": "## A"}).encode(),
        json.dumps({**GOOD, "routine": {"text": 1, "poses": []}}).encode(),
        json.dumps({**GOOD, "routine": {"text": "", "poses": ["1"]}}).encode(),
        json.dumps({**GOOD, "timeline": {}}).encode(),
        json.dumps({**GOOD, "timeline": {**GOOD["timeline"], "length_ms": True}}).encode(),
        json.dumps({**GOOD, "timeline": {**GOOD["timeline"], "length_ms": 1.5}}).encode(),
        json.dumps({**GOOD, "timeline": {**GOOD["timeline"], "poses": [{}]}}).encode(),
        json.dumps({**GOOD, "timeline": {**GOOD["timeline"], "cues": {"0": CUE}}}).encode(),
        json.dumps({**GOOD, "timeline": {**GOOD["timeline"], "cues": [CUE, 1]}}).encode(),
        json.dumps(
            {**GOOD, "timeline": {**GOOD["timeline"], "cues": [{**CUE, "pose": "0"}]}}
        ).encode(),
        # Of a shape that `show` and `verify` could tell nothing of.
        json.dumps({**GOOD, "timeline": {**GOOD["timeline"], "length_ms": 5}}).encode(),
        json.dumps({**GOOD, "timeline": {**GOOD["timeline"], "poses": [POSE]}}).encode(),
        *(
            json.dumps({**GOOD, "timeline": {**SHORT, "cues": [{**CUE, **change}]}}).encode()
            for change in ({"kind": "song"}, {"side": "top"}, {"pose": 0})
        ),
    ],
)
def test_damage_inside_is_told(kept: bytes, made: tuple[Path, Timeline]):
    put_inside(made[0], kept)
    with pytest.raises(VoiceguideError, match="damaged"):
        read_session(made[0])


def test_another_version_is_told(made: tuple[Path, Timeline]):
    put_inside(made[0], json.dumps({**GOOD, "version": 3}).encode())
    with pytest.raises(VoiceguideError, match="another version"):
        read_session(made[0])


def test_fields_that_are_not_known_are_left_out(made: tuple[Path, Timeline]):
    timeline = {**SHORT, "cues": [{**CUE, "more": 1}], "more": 1}
    put_inside(made[0], json.dumps({**GOOD, "timeline": timeline, "more": 1}).encode())
    assert read_session(made[0]).timeline.as_json() == from_json(SHORT).as_json()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(deadline=None)
@given(
    JSON
    | st.builds(lambda inner: {**GOOD, "timeline": inner}, JSON)
    | st.builds(lambda inner: {**GOOD, "timeline": {**GOOD["timeline"], "cues": [inner]}}, JSON)
)
def test_no_shape_inside_is_worse_than_an_error(inside: object):
    with contextlib.suppress(VoiceguideError):
        keeping.from_bytes(json.dumps(inside).encode(), Path("s.mp3"))
