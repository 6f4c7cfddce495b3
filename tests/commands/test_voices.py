"""``voiceguide voices``: who can speak, and how to get others."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from voiceguide.speech import voices
from voiceguide.speech.engines import hibari

Run = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("short")


def test_voices_names_the_usual_one(run: Run) -> None:
    result = run("voices")
    assert result.exit_code == 0
    assert any(line.startswith("*") for line in result.stdout.splitlines())


def test_each_is_told_with_what_it_is_and_where_from(run: Run):
    told = run("voices").stdout.splitlines()
    (row,) = [line.split() for line in told if line.startswith("* ") and "usual" not in line]
    assert row[3] in ("espeak", "nsss", "sapi5") and row[4] == "synthetic"
    at = told.index("Not installed:")
    assert told[at + 1].split()[:3] == ["heart", "en-us", "natural"]
    assert told[at + 2].strip() == "pip install hibari-tts"
    assert all(len(line) <= 80 for line in told)


@pytest.mark.usefixtures("natural")
def test_natural_voices_come_first(run: Run):
    told = run("voices").stdout.splitlines()
    rows = [line[2:].split() for line in told if line.startswith(("  ", "* "))]
    natures = [row[3] for row in rows if len(row) > 4 and row[3] in ("natural", "synthetic")]
    assert natures == sorted(natures) and "natural" in natures
    assert "as in --voice heart" not in run("voices").stdout
    (heart,) = [line for line in told if "heart" in line and line.startswith("*")][:1]
    assert heart.split() == ["*", "heart", "en-us", "hibari", "natural", "8", "MB", "Apache-2.0"]
    assert "    voiceguide voices get emma" in told
    assert "French" not in told and "fr-fr" in run("voices", "--all").stdout


def test_a_sample_has_each_of_them(run: Run, monkeypatch: pytest.MonkeyPatch):
    some = [voices.find_voice(name) for name in ("en-us", "en-gb")]
    monkeypatch.setattr(voices, "list_voices", lambda: some)
    result = run("voices", "--sample", "hear.wav")
    assert result.exit_code == 0 and result.stdout.startswith("hear.wav: 2 voices, ")
    assert Path("hear.wav").stat().st_size > 5 * 96_000
    assert run("voices", "--sample", "hear.ogg").exit_code == 2
    Path("hear.wav").unlink()
    assert run("voices", "--sample").stdout == result.stdout


@pytest.mark.usefixtures("natural")
def test_a_voice_is_got_counted_and_removed(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("VOICEGUIDE_VOICES", str(tmp_path / "voices"))
    served = tmp_path / "served"
    served.mkdir()
    model = b"a model" * 1000
    about = hibari.registry()
    about["emma"] |= {"bytes": len(model), "sha256": hashlib.sha256(model).hexdigest()}
    monkeypatch.setattr(hibari, "registry", lambda: about)
    monkeypatch.setattr(hibari, "PLACE", f"{served.as_uri()}/")
    (served / about["emma"]["file"]).write_bytes(model)
    assert "voices, " not in run("cache").stdout
    result = run("voices", "get", "emma")
    assert (result.exit_code, result.stdout) == (0, "emma: 0.0 MB, licence Apache-2.0\n")
    assert "hibari  natural" in next(
        row for row in run("voices").stdout.splitlines() if "emma" in row
    )
    assert "voices, 0.0 MB" in run("cache").stdout
    result = run("voices", "remove", "emma")
    assert result.exit_code == 0 and result.stdout.startswith("taken away: emma")
    assert run("voices", "remove", "emma").exit_code == 1
    assert not list((tmp_path / "voices").iterdir())


def test_nothing_of_that_name_is_told(run: Run):
    for words in (["get", "nobody"], ["remove", "heart"], ["get", "heart"]):
        result = run("voices", *words)
        assert result.exit_code == 1 and result.stderr, words
    assert "pip install" in run("voices", "get", "heart").stderr


@pytest.mark.usefixtures("natural")
def test_where_the_usual_voice_does_not_load_one_line_says_who_speaks_and_why(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "onnxruntime.py").write_text("raise OSError('msvcp140.dll is missing')\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("VOICEGUIDE_CACHE", str(tmp_path / "cache"))
    made = run("make", "short", "--quiet")
    said = run("say", "Inhale.", "--out", "a.wav")
    for result in (made, said):
        assert result.exit_code == 0, result.stderr
        (line,) = (line for line in result.stderr.splitlines() if "heart" in line)
        assert "heart does not speak here" in line and "msvcp140.dll is missing" in line
    named = run("say", "Exhale.", "--out", "b.wav", "--voice", "heart")
    assert named.exit_code == 1 and "msvcp140.dll is missing" in named.stderr
    listed = [voices.find_voice(name) for name in ("heart", "en-gb")]
    monkeypatch.setattr(voices, "list_voices", lambda: listed)
    sample = run("voices", "--sample", "c.wav")
    assert sample.exit_code == 0 and sample.stdout.startswith("c.wav: 1 voice, ")
    assert sample.stderr.startswith("warning: heart is left out: ")
    monkeypatch.setattr(voices, "list_voices", lambda: listed[:1])
    assert run("voices", "--sample", "d.wav").exit_code == 1
    assert not Path("d.wav").exists()
    sound = run("say", "--ipa", "ʃə", "--out", "b.wav")
    assert sound.exit_code == 1 and "can't be told sounds" in sound.stderr
    assert not Path("b.wav").exists()
