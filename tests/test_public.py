"""What a program imports from voiceguide: all of it there, told of, and short to look at."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

import voiceguide
from voiceguide import VoiceguideError, make, parse_routine, plan

TEXT = "## Rest\n1. Lie down. Rest for 5 seconds.\n## Shrug\n1. Inhale and lift your shoulders.\n"


@pytest.mark.parametrize("name", voiceguide.__all__)
def test_every_public_name_is_there_and_says_what_it_is_for(name: str) -> None:
    value = getattr(voiceguide, name)
    assert inspect.isclass(value) or inspect.isfunction(value)
    assert value.__doc__ and not value.__doc__.startswith(f"{name}(")


@pytest.mark.parametrize(
    "name", [name for name in voiceguide.__all__ if inspect.isfunction(getattr(voiceguide, name))]
)
def test_every_function_says_what_it_raises(name: str) -> None:
    assert "Raises" in getattr(voiceguide, name).__doc__


def test_a_name_that_is_not_public_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="read_rutine"):
        voiceguide.read_rutine  # noqa: B018


def test_a_routine_and_its_plan_are_short_to_look_at() -> None:
    routine = parse_routine(TEXT)
    assert repr(routine) == "Routine('Routine', 2 poses)"
    assert plan(routine).length_ms > 5000


def test_a_notebook_shows_a_routine_its_plan_and_its_session(tmp_path: Path) -> None:
    routine = parse_routine(TEXT.replace("Shrug", "Shrug & drop"))
    assert "<li>Rest</li><li>Shrug &amp; drop</li>" in routine._repr_html_()
    assert "<td>Shrug &amp; drop</td>" in plan(routine)._repr_html_()
    made = make(routine, tmp_path / "rest.mp3")
    shown = made._repr_html_()
    assert re.search(r'<audio controls src="data:audio/mpeg;base64,[\w+/=]{9999,}"', shown)
    assert 'src="data:image/png;base64,' in shown
    made.path.unlink()
    assert "<audio" not in made._repr_html_() and "<td>Rest</td>" in made._repr_html_()


def test_an_error_has_every_problem_with_its_place() -> None:
    with pytest.raises(VoiceguideError) as caught:
        parse_routine("## A\n1. Hold for 30.\n2. Hold for 40.\n", "hips.md")
    assert [problem.place and problem.place.line for problem in caught.value.problems] == [2, 3]
    assert str(caught.value).startswith("hips.md:2:4: hold has no unit\n")


def test_what_has_a_public_name_is_no_module() -> None:
    """A package called as a function would take its place as soon as it is imported."""
    voiceguide.verify  # noqa: B018 - loads what is behind it
    assert callable(voiceguide.verify)
    folder = Path(voiceguide.__file__).parent
    rooms = {path.stem for path in folder.iterdir() if path.suffix in (".py", "")}
    assert not rooms & set(voiceguide.__all__)
