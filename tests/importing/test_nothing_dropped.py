"""The law of importing: what measures in an exercise is in the routine, or is told as left out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceguide.importing import Imported, import_article, import_file, source_of
from voiceguide.problems import VoiceguideError

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TEXTS = [
    path
    for folder in ("articles", "shapes")
    for path in sorted((HERE / folder).glob("*.*"))
    if path.suffix != ".txt" or path.name != "expected.txt"
]
CORPORA = sorted((ROOT / "benchmarks" / "corpus").glob("*.json"))
UNITS = {
    "s": r"s(?:ec(?:ond)?s?)?", "min": r"m(?:in(?:ute)?s?)?", "breaths": r"breaths?",
    "reps": r"rep(?:etition)?s?|times|x|×", "sets": r"sets?|rounds", "hours": r"hours?",
}  # fmt: skip
AMOUNT = re.compile(
    r"(?<![\w.])(?P<n>\d+)(?:\s?(?:-|–|to)\s?(?P<m>\d+))?[ -]?(?:(?P<unit>"
    + "|".join(UNITS.values())
    + r")(?![\w]))",
    re.IGNORECASE,
)


def amounts(words: str) -> set[tuple[str, str]]:
    """Give each number that stands beside a unit, with the unit's family."""
    found = set()
    for match in AMOUNT.finditer(words):
        unit = next(u for u, p in UNITS.items() if re.fullmatch(p, match["unit"], re.IGNORECASE))
        found |= {(number, unit) for number in (match["n"], match["m"]) if number}
    return found


def written_or_told(found: Imported) -> str:
    told = [f"{each.reason} {each.words}" for each in found.left_out]
    return "\n".join([found.markdown, *told, *found.assumed])


def visible(path: Path) -> str:
    """Give the text of a file as a reader sees it."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix not in (".html", ".htm"):
        return re.sub(r"([a-z])-\n([a-z])", r"\1\2", text)
    tree = lxml.html.document_fromstring(path.read_bytes())
    for unseen in tree.xpath("//script|//style|//comment()|//noscript|//*[@hidden]"):
        unseen.drop_tree()
    return " ".join(tree.itertext())


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_amount_of_a_text_is_written_or_told(path: Path) -> None:
    wanted = amounts(visible(path))
    assert not wanted - amounts(written_or_told(import_file(str(path))))


@pytest.mark.parametrize("path", CORPORA, ids=lambda path: path.name)
def test_every_amount_of_a_corpus_is_written_or_told(path: Path) -> None:
    for entry in json.loads(path.read_text(encoding="utf-8")):
        steps = [f"{number}. {step}" for number, step in enumerate(entry["steps"], 1)]
        text = "\n".join([f"## {entry['name']}", "", *steps])
        try:
            found = import_article(source_of(text.encode(), "x.md"))
        except VoiceguideError:
            continue
        assert not amounts(text) - amounts(written_or_told(found)), entry["id"]


NAMES = ["Bridge", "Neck tilt", "Calf raise", "Pigeon pose", "Shoulder rolls", "Side plank", "Clam"]
DOSES = [
    "{0} sec each side", "{0}x{1}", "{0} x {1} s", "{0} reps", "hold {0} s x {1}", "{0} breaths",
    "{0} sets of {1}", "{0}-{1} reps", "{0} sets of {1} with {2} s rest", "({0} min)",
    "{0}s L, {0}s R", "{0} reps, tempo {1}-{2}-{1}", "twice {0}", "until tired, {0} kg", "{0}",
    "{0}/{1}",
]  # fmt: skip
LINES = [
    "{name} - {dose}", "{name}: {dose}", "1. {name} – {dose}", "• {name}, {dose}", "{dose} {name}",
    "| {name} | {dose} |", "**{name}** ({dose})", "## {name} ({dose})\n\n1. Lift one leg.",
    "{name}\na) Sit tall.\nb) Hold for {0} s.\n{1} times.", "- **{name}:** {dose}",
    "{name}\nSets: {0}\nReps: {1}\nRest: {2} s", "Rest {0} seconds between exercises.",
    "{name}\n\nLie down, lift your hips. Hold for {0}\n\nPage 3 of 4\n\nseconds. Repeat {1} times.",
    "| Exercise | Sets | Reps | Hold |\n|---|---|---|---|\n| {name} | {0} | {1} | {2} s |",
    "Do this {0} times a day for {1} weeks.", "Tip: stay {0} seconds.", "Here's a {0}-minute flow!",
    "Let me know if {0} minutes are too long.", "Benefits: {0} % less pain.",
]  # fmt: skip
# Every number is another; the few that are too many to lead must be told.
NUMBERS = st.lists(st.integers(11, 130), min_size=60, max_size=60, unique=True)


@st.composite
def sheets(draw: st.DrawFn) -> tuple[str, set[str]]:
    """A text of exercises in mixed shapes, and the numbers in it."""
    numbers = iter(map(str, draw(NUMBERS)))
    lines = []
    for _ in range(draw(st.integers(1, 10))):
        three = [next(numbers) for _ in range(3)]
        dose = draw(st.sampled_from(DOSES)).format(*[next(numbers) for _ in range(3)])
        line = draw(st.sampled_from(LINES))
        lines.append(line.format(*three, name=draw(st.sampled_from(NAMES)), dose=dose))
        lines += draw(st.sampled_from([[], [""], ["", "Lift your right leg slowly.", ""]]))
    text = "\n".join(["Evening sheet", "", *lines])
    return text, set(re.findall(r"\d{2,}", text))


@settings(max_examples=400, deadline=None)
@given(sheets())
def test_no_number_of_a_sheet_is_dropped(sheet: tuple[str, set[str]]) -> None:
    text, numbers = sheet
    try:
        found = import_article(source_of(text.encode(), "x.txt"))
    except VoiceguideError:
        return
    written = written_or_told(found)
    assert not numbers - set(re.findall(r"\d+", written)), written
