"""One file for each client: what it may say, how it is led, and what is kept of it where."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from voiceguide.cli import main
from voiceguide.clients.mending import MENDS, read_mend
from voiceguide.problems import VoiceguideError
from voiceguide.session.file import read_session

Run = Callable[..., Result]

KNEE = """\
---
title: Knee
pace: slow
---
## Quad sets
1. Lie on your back with your right leg long.
2. Press your right knee down. Hold for 5 seconds. Relax for 3 seconds.
3. Repeat 10 times.
4. Repeat on the other side.

## Bridge
1. Lie on your back with your knees bent.
2. Lift your hips. Stay for 5-7 breaths, then lower.
3. 3 sets of 4.
"""
NECK = "## Turn\n1. Turn your head to the right.\n2. Hold for 20 seconds.\n\n## Nod\n1. Nod.\n"
ANNA = """\
title = "For Anna"
pace = 1.1
guidance = "brief"
poses = ["Bridge", "neck:2", "Quad sets"]

[pose."Bridge"]
hold = "4 breaths"
sets = 2
note = "left knee: go gently"

[pose."Quad sets"]
side = "left"
rounds = 6
"""
BEN = '[poses.Bridge]\nskip = true\n[poses."neck:Turn"]\nnote = "slowly"\n'


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    texts = {
        "scripts/knee.md": KNEE,
        "scripts/neck.md": NECK,
        "clients/anna.toml": ANNA,
        "clients/ben.toml": BEN,
    }
    for name, text in texts.items():
        path = Path(name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return lambda *words: CliRunner().invoke(main, list(map(str, words)), catch_exceptions=False)


@pytest.mark.parametrize("name", ["anna", "ben"])
def test_two_clients_of_one_routine(run: Run, name: str, golden) -> None:
    shown = run("plan", "knee", "--for", name)
    assert shown.exit_code == 0, shown.stderr
    golden(Path(__file__).parent / f"{name}.plan.txt", shown.stdout)


def test_a_plan_says_where_each_setting_comes_from(run: Run) -> None:
    told = run("plan", "knee", "--for", "anna", "--range", "low").stdout
    assert told.split("Settings:\n")[1].splitlines() == [
        "  pace: 1.1 (client anna)",
        "  guidance: brief (client anna)",
        "  range: low (command line)",
        "  all others: as usual (default)",
    ]
    assert "pace: 1.25 (routine)" in run("plan", "knee").stdout
    assert (
        "pace: 0.75 (command line)" in run("plan", "knee", "--for", "anna", "--pace", "fast").stdout
    )


def test_every_mend_is_led(run: Run) -> None:
    plan = json.loads(run("plan", "knee", "--for", "anna", "--json").stdout)
    assert [(pose["name"], pose["sides"], pose["rounds"]) for pose in plan["poses"]] == [
        ("Bridge", 1, 8),
        ("Nod", 1, 1),
        ("Quad sets", 1, 6),
    ]
    said = [cue["say"] for cue in plan["cues"]]
    assert "Left knee: go gently." in said and "Only the left side." in said
    assert any("left knee down" in each for each in said)
    assert not any("right knee" in each for each in said)
    assert any("four breaths" in each for each in said)
    held = [c["end_ms"] - c["start_ms"] for c in plan["cues"] if c["kind"] == "hold"]
    assert sum(held) == round(8 * 4 * 8000 * 1.1) + 6 * 8000 + 30_000


def test_all_clients_at_once_each_in_a_file_of_their_own(run: Run) -> None:
    result = run("make", "knee", "--for", "*")
    assert result.exit_code == 0, result.stderr
    assert {path.name for path in Path("output").iterdir()} == {"knee-anna.mp3", "knee-ben.mp3"}
    assert "'neck:Turn' is no pose of knee" in result.stderr
    out = "clients/{client}/{routine}.mp3"
    assert run("make", "knee", "--for", "*", "--out", out, "--quiet").exit_code == 0
    assert Path("clients/anna/knee.mp3").is_file() and Path("clients/ben/knee.mp3").is_file()


def test_a_mended_routine_and_the_file_make_it_again(run: Run) -> None:
    run("make", "knee", "--for", "anna", "--quiet")
    path = Path("scripts/knee.md")
    path.write_text(path.read_text().replace("Lift your hips.", "Lift your hips slowly."))
    run("make", "knee", "--for", "anna", "--quiet")
    said = read_session(Path("output/knee-anna.mp3")).timeline.script.words()
    assert "Lift your hips slowly." in said


def test_a_clients_session_is_made_again_from_itself_alone(run: Run) -> None:
    run("make", "knee", "--for", "anna", "--quiet")
    before = read_session(Path("output/knee-anna.mp3"))
    for path in [*Path("scripts").iterdir(), *Path("clients").glob("*.toml")]:
        path.unlink()
    assert run("make", "output/knee-anna.mp3", "--out", "again.mp3", "--quiet").exit_code == 0
    after = read_session(Path("again.mp3"))
    assert (after.timeline, after.title) == (before.timeline, "For Anna")
    assert after.origin == before.origin
    run("make", "output/knee-anna.mp3", "--pose", "Bridge", "--out", "b.mp3", "--quiet")
    said = [*read_session(Path("b.mp3")).timeline.script.words()]
    assert "Left knee: go gently." in said


def test_nothing_of_a_client_is_kept_elsewhere(run: Run, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("VOICEGUIDE_CACHE", str(tmp_path / "cache"))
    run("make", "knee", "--for", "anna", "--quiet", "--captions", "txt")
    run("make", "knee", "--quiet")
    about = [b"anna", b"go gently"]
    for path in filter(Path.is_file, tmp_path.rglob("*")):
        if "clients" in path.parts or path.stem == "knee-anna":
            continue
        assert not any(each in path.read_bytes().lower() for each in about), path
    assert Path("scripts/knee.md").read_text() == KNEE


@pytest.mark.parametrize("name", ["../anna", "a/b", ".", "/etc/passwd", "", "anna\n"])
def test_a_name_is_no_path(run: Run, name: str) -> None:
    Path("anna.toml").write_text(ANNA)
    Path("scripts/sub").mkdir()
    result = run("make", "knee", "--for", name)
    assert result.exit_code == (0 if name.strip() == "anna" else 1)


def test_a_file_may_be_anywhere_where_it_is_named(run: Run) -> None:
    Path("eva.toml").write_text('hold = 2\n[pose.Bridge]\nhold = "30 s"\n')
    assert run("make", "knee", "--for", "eva.toml", "--quiet").exit_code == 0
    assert Path("output/knee-eva.mp3").is_file()


def test_a_client_who_is_not_there_is_told(run: Run) -> None:
    assert "did you mean anna?" in run("plan", "knee", "--for", "ana").stderr
    assert run("plan", "knee", "--for", "*").exit_code == 2
    assert run("make", "knee", "--out", "{client}.mp3").exit_code == 2
    for path in Path("clients").iterdir():
        path.unlink()
    assert "there are no clients" in run("make", "knee", "--for", "*").stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("pace = ", "c.toml:1:1: this is no TOML: Invalid value"),
        ('\npace = "quick"', "c.toml:2:1: pace is slow, normal, fast or a factor"),
        ("pac = 1", "c.toml:1:1: unknown setting 'pac'"),
        ("title = 3", "c.toml:1:1: a title is a few words"),
        ("poses = 3", "c.toml:1:1: poses is a list of names"),
        ('poses = ["Bridge"]\n[poses.Bridge]\nskip = true', 'write [pose."Bridge"]'),
        ("[poses]\nBridge = 3", "c.toml:2:1: 'Bridge' has nothing of its own"),
        ('[pose.A]\nhold = "1 s"\n[pose.Bridge]\nhold = "30"', "c.toml:4:1: hold is a time"),
        ("[pose.Bridge]\nhold = 30", "c.toml:2:1: hold is a time such as"),
        ("[pose.Bridge]\nrounds = 0", "c.toml:2:1: rounds is a number from 1 to 100, not 0"),
        ("[pose.Bridge]\nsets = true", "c.toml:2:1: sets is a number"),
        ('[pose.Bridge]\nside = "up"', "c.toml:2:1: side is left or right, not 'up'"),
        ('[pose.Bridge]\nskip = "yes"', "c.toml:2:1: skip is true or false"),
        ('[pose.Bridge]\nnote = ""', "c.toml:2:1: note is a few words"),
        ('[pose.Bridge]\nhlod = "1 s"', "did you mean hold?"),
        ('[pose.Bridge]\nside = "left"', "c.toml:1:1: 'Bridge' is not led on two sides"),
        ("[pose.Brigde]\nskip = true", "c.toml:1:1: warning: 'Brigde' is no pose of"),
        ('[pose."Nod"]\nskip = true', "c.toml:1:1: warning: 'Nod' is no pose of knee"),
        ('voice = "command:rm"', "c.toml:1:1: a client's file runs no program"),
        ("[pose.Bridge]\nskip = true\n[pose.Quad]\nskip = true", "no pose is left to lead for c"),
        ('poses = ["hips:Nowhere"]', "has no pose 'Nowhere'"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(run: Run, text: str, told: str) -> None:
    Path("clients/c.toml").write_text(text, encoding="utf-8")
    result = run("plan", "knee", "--for", "c")
    assert told in " ".join(result.stderr.split())
    assert result.exit_code == (0 if "warning" in told else 1)


def test_whoever_changes_a_session_by_hand_is_told(run: Run, monkeypatch) -> None:
    from voiceguide.session import manifest

    really = manifest.to_bytes
    for kept in (
        {"text": 0, "number": 1, "hold": 3},
        {"number": 1},
        {"text": 0, "number": 2, "x": 1},
    ):

        def changed(timeline, origin, kept=kept):
            about = json.loads(really(timeline, origin))
            about["client"] = {"name": "x", "poses": [kept]}
            return json.dumps(about).encode()

        monkeypatch.setattr("voiceguide.session.tags.metadata.to_bytes", changed)
        run("make", "knee", "--out", "bad.mp3", "--quiet")
        result = run("make", "bad.mp3", "--out", "worse.mp3")
        assert result.exit_code == 1 and "is damaged" in result.stderr, result.stderr


def test_every_mend_can_be_read() -> None:
    plain = {
        "hold": "3-5 breaths",
        "rounds": 2,
        "sets": 3,
        "side": "left",
        "skip": True,
        "note": "gently",
        "picture": "a.png",
    }
    assert set(plain) == set(MENDS)
    mend = read_mend(plain)
    assert all(mend)
    assert mend.hold is not None and (mend.hold.low, mend.hold.high) == (3, 5)


def test_new_keeps_clients_from_git(run: Run) -> None:
    run("new", "one")
    assert not Path(".gitignore").exists()
    Path(".git").mkdir()
    Path(".gitignore").write_text("output/")
    assert "git ignores the folder clients" in run("new", "two").stderr
    run("new", "three")
    assert Path(".gitignore").read_text() == "output/\nclients/\n"


def test_a_problem_without_a_place_is_told_with_the_clients_name(run: Run) -> None:
    Path("clients/c.toml").write_text('length = "5h"\n', encoding="utf-8")
    result = run("make", "knee", "--for", "c", "--for", "ben")
    assert result.exit_code == 1 and "for c: 'Knee' can't last 5:00:00" in result.stderr
    assert "1 made, 1 not" in result.stderr


def test_errors_are_of_one_kind() -> None:
    from voiceguide.clients.client import read_client

    with pytest.raises(VoiceguideError):
        read_client(Path("nowhere.toml"))
