"""A routine on paper: what stands on it, for whom, and how it prints."""

from __future__ import annotations

import base64
import contextlib
import re
import zlib
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from voiceguide.cli import main
from voiceguide.library import shipped
from voiceguide.loader import parse_routine, read_routine
from voiceguide.planning import planned
from voiceguide.problems import VoiceguideError
from voiceguide.settings import Settings
from voiceguide.sheet.contents import Sheet, sheet_of
from voiceguide.sheet.page import page_of

Run = Callable[..., Result]
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg=="
)
KNEE = """\
---
title: Knee <img src=x onerror=alert(1)>
about: a new knee
---
Welcome. You will need a mat. Wear what is loose.

Caution: Stop if the calf swells. Call us.

## Quad sets & co

![Quad](quad.png)

1. Lie on your back with your right leg long.
2. Press your right knee down. Hold for 5 seconds. Tip: Breathe on.
3. Repeat 10 times. Rest for 30 seconds, and do 3 sets.
4. Repeat on the other side.

## Bridge
1. Lie on your back with your knees bent. Caution: Do not arch.
2. Lift your hips. Stay for 5-7 breaths, then lower.

## Box
1. Breathe in for 4 seconds, hold for 4 seconds, breathe out for 4 seconds.
2. Repeat 5 times.

## Slides (optional)
1. Slide your heel. Hold for 3 seconds.
"""
ANNA = """\
[pose."Quad sets & co"]
side = "left"
rounds = 6
sets = 2
[pose."Bridge"]
hold = "4 breaths"
note = "left knee: go <b>gently</b>"
picture = "anna.png"
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    for name, data in {
        "scripts/knee.md": KNEE.encode(),
        "scripts/quad.png": PNG,
        "clients/anna.toml": ANNA.encode(),
        "clients/anna.png": PNG,
        "clients/ben.toml": b"[pose.Bridge]\nskip = true\n",
    }.items():
        path = Path(name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return lambda *words: CliRunner().invoke(main, list(map(str, words)), catch_exceptions=False)


def sheet(text: str = KNEE, **asked: Any) -> Sheet:
    return sheet_of(planned(parse_routine(text), Settings(**asked)))


def steps(sheet: Sheet, pose: int) -> list[str]:
    return [" ".join(phrase.words for phrase in line) for line in sheet.poses[pose].steps]


def paper_of(pdf: bytes) -> tuple[float, ...]:
    """Give the size of a PDF's first page, in points; what it packs is unpacked."""
    assert pdf.startswith(b"%PDF-")
    whole = pdf
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        with contextlib.suppress(zlib.error):
            whole += zlib.decompressobj().decompress(packed)
    box = re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)", whole)
    assert box
    return tuple(map(float, box.groups()))


def test_steps_stand_as_they_were_written_with_doses_in_words() -> None:
    told = sheet()
    assert steps(told, 0) == [
        "Lie on your back with your right leg long.",
        "Press your right knee down. Hold for 5 seconds. Tip: Breathe on.",
        "Repeat 10 times. Rest for 30 seconds, and do 3 sets.",
        "Repeat on the other side.",
    ]
    assert told.poses[0].doses == (
        "Hold for 5 seconds", "3 sets of 10", "rest 30 seconds between sets", "each side",
    )  # fmt: skip
    assert steps(told, 2)[0].startswith("Breathe in for 4 seconds, hold")
    assert told.poses[2].doses == ("5 times",)
    assert told.cautions[:2] == ("Stop if the calf swells.", "Call us.")
    assert [phrase.words for phrase in told.welcome] == ["Wear what is loose."]
    assert (told.about, told.needs, told.client) == ("a new knee", "a mat", "")


@pytest.mark.parametrize("path", sorted(shipped().glob("*.md")), ids=lambda path: path.stem)
def test_every_shipped_routine_is_on_its_sheet_word_for_word(path: Path) -> None:
    told = sheet_of(planned(read_routine(path)))
    written = [
        line.partition(". ")[2]
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.match(r"\d+\. ", line)
    ]
    assert [each for pose in range(len(told.poses)) for each in steps(told, pose)] == written
    assert all(pose.doses for pose in told.poses if "old for" in str(pose.steps))
    assert not told.problems


def test_what_is_led_otherwise_is_shown_as_it_is_led() -> None:
    told = sheet(hold=2.0, range="high")
    assert steps(told, 0)[1] == "Press your right knee down. Hold for 10 seconds. Tip: Breathe on."
    assert steps(told, 1)[1] == "Lift your hips. Stay for 14 breaths. Lower."
    assert told.poses[1].doses == ("Stay for 14 breaths",)


def test_a_clients_sheet_has_their_doses_side_and_notes(run: Run) -> None:
    result = run("sheet", "knee", "--for", "anna")
    assert result.exit_code == 0, result.output
    assert result.stdout == f"{Path('output/knee-anna-sheet.html')}\n"
    page = Path("output/knee-anna-sheet.html").read_text(encoding="utf-8")
    plain = unescape(re.sub(r"<[^>]+>", " ", page.split("<body>")[1]))
    for words in ("For Anna", "left leg long", "Only the left side.", "2 sets of 6", "4 breaths"):
        assert words in plain
    for words in ("right leg", "other side", "Repeat 10", "5-7"):
        assert words not in plain
    assert page.count("data:image/png") == 2
    assert "'Slides' is optional, and not on the sheet" in result.stderr


def test_all_clients_at_once_and_one_that_is_wrong_keeps_no_other(run: Run) -> None:
    Path("clients/c.toml").write_text("pac = 1\n")
    result = run("sheet", "knee", "--for", "*", "--out", "for/{client}.html")
    assert result.exit_code == 1 and "2 written, 1 not" in result.stderr
    assert {path.name for path in Path("for").iterdir()} == {"anna.html", "ben.html"}
    assert run("sheet", "knee", "--for", "*", "--out", "one.html").exit_code == 1


def test_text_is_text(run: Run) -> None:
    run("sheet", "knee", "--for", "anna")
    page = Path("output/knee-anna-sheet.html").read_text(encoding="utf-8")
    assert "<img src=x" not in page and "Knee &lt;img src=x onerror=alert(1)&gt;" in page
    assert "go &lt;b&gt;gently&lt;/b&gt;" in page and "Quad sets &amp; co" in page


def test_a_file_that_is_there_is_left_unless_asked(run: Run) -> None:
    path = Path("output/knee-sheet.html")
    path.parent.mkdir()
    path.write_text("mine")
    result = run("sheet", "knee")
    assert result.exit_code == 1 and "--replace" in result.stderr and path.read_text() == "mine"
    assert run("sheet", "knee", "--replace").exit_code == 0
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert list(path.parent.iterdir()) == [path]


def test_names_tell_what_is_another(run: Run) -> None:
    assert "knee-without-bridge-sheet.html" in run("sheet", "knee", "--skip", "Bridge").stdout
    result = run("sheet", "knee", "--out", "sheet.doc")
    assert result.exit_code == 2 and "a sheet is a .html or a .pdf" in result.stderr
    assert run("sheet", "knee", "--out", "{client}.html").exit_code == 2


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "example.org", "https://", "https://[", "https://a b", "http://a/\n",
     "", f"https://a/{'x' * 500}"],
)  # fmt: skip
def test_a_link_is_an_address(run: Run, link: str) -> None:
    assert run("sheet", "knee", "--link", link).exit_code == 2
    assert not Path("output").exists()


def test_a_picture_that_is_not_there_is_told(run: Run) -> None:
    Path("scripts/quad.png").unlink()
    result = run("sheet", "knee")
    assert result.exit_code == 0
    assert "no picture 'quad.png' for 'Quad sets & co'" in result.stderr


def test_what_a_square_or_a_pdf_needs_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for missing in ("segno", "weasyprint"):
        monkeypatch.setitem(__import__("sys").modules, missing, None)
    monkeypatch.delitem(__import__("sys").modules, "voiceguide.page.square", raising=False)
    result = run("sheet", "knee", "--link", "https://example.org/")
    assert result.exit_code == 1 and "pip install 'voiceguide[studio]'" in result.stderr
    result = run("sheet", "knee", "--out", "knee.pdf")
    assert result.exit_code == 1 and "pip install 'voiceguide[pdf]'" in result.stderr
    assert not Path("knee.pdf").exists() and not Path("output").exists()


def test_a_pdf_is_on_the_paper_that_was_asked_for(run: Run) -> None:
    pytest.importorskip("weasyprint", exc_type=OSError)
    for paper, width, height in (("a4", 595, 842), ("letter", 612, 792)):
        out = f"{paper}.pdf"
        assert run("sheet", "knee", "--out", out, "--paper", paper).exit_code == 0
        assert paper_of(Path(out).read_bytes()) == pytest.approx((width, height), abs=1)


def test_a_session_made_before_has_its_sheet(run: Run) -> None:
    run("make", "knee", "--for", "anna", "--out", "anna.mp3", "--quiet")
    assert run("sheet", "anna.mp3", "--out", "again.html").exit_code == 0
    page = Path("again.html").read_text(encoding="utf-8")
    assert "left leg long" in page and "2 sets of 6" in page


@pytest.mark.parametrize("paper", [("A4", 595, 842), ("Letter", 612, 792)], ids=str)
def test_it_prints_from_a_browser_whole_and_asks_for_nothing(
    open_page: Callable[..., Any], run: Run, tmp_path: Path, paper: tuple[str, int, int]
) -> None:
    name, width, height = paper
    run("sheet", "knee", "--for", "anna", "--link", "https://example.org/anna.mp3")
    page = open_page((tmp_path / "output" / "knee-anna-sheet.html").as_uri())
    assert page.inner_text("h1") == "Knee <img src=x onerror=alert(1)>"
    assert page.get_by_text("Date").is_visible()
    sizes = page.evaluate("[...document.images].map((image) => image.naturalWidth > 0)")
    assert sizes == [True, True, True]
    assert page.evaluate("document.querySelector('.square a').href").endswith("/anna.mp3")
    page.emulate_media(media="print")
    # Nothing is wider than the paper between its margins.
    page.set_viewport_size({"width": round((width - 85) / 0.75), "height": height})
    wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(wide)
    data = page.pdf(format=name, prefer_css_page_size=True)
    assert paper_of(data) == pytest.approx((width, height), abs=1)


def test_the_sheet_is_fit_for_all(open_page: Callable[..., Any], run: Run, tmp_path: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    run("sheet", "knee", "--link", "https://example.org/anna.mp3")
    page = open_page((tmp_path / "output" / "knee-sheet.html").as_uri())
    results = axe.Axe().run(page)
    assert not results.violations_count, results.generate_report()


def test_a_link_that_is_none_is_refused_for_programs_too() -> None:
    with pytest.raises(VoiceguideError, match="is no address"):
        page_of(sheet(), link="javascript:alert(1)")
