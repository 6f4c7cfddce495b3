"""Workouts in JSON and YAML: read field by field, or refused with the field and the reason."""

from __future__ import annotations

import sys

import pytest

from voiceguide.importing import Imported, import_article, source_of
from voiceguide.importing.sources import language_of
from voiceguide.problems import VoiceguideError


def imported(text: str, name: str = "x.json") -> Imported:
    return import_article(source_of(text.encode(), name))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"exercises": [\n {"name": "Bridge", "reps" 10}]}', "x.json:2:28: this is no JSON: "),
        ('{"exercises": []}', "no list of exercises was found in x.json: it has exercises"),
        ("[]", "no list of exercises was found in x.json: it has a list without records"),
        ('{"title": "Hips", "minutes": 5}', "it has title, minutes"),
        (
            '{"exercises": [{"name": "Bridge", "reps": 8}, {"name": "Cobra", "reps": {"a": 1}}]}',
            "x.json: exercises 2, reps is no amount: a 1",
        ),
        (
            '{"exercises": [{"name": "Bridge", "reps": [8, 10, 12]}]}',
            "x.json: exercises 1, reps is no amount: 8 10 12",
        ),
        ('{"exercises": [{"name": "Bake bread", "duration": "40 min"}]}', "does not read like"),
        ("[" * 3000 + "]" * 3000, "more than a workout"),
        ('{"exercises": [' + '{"name": "Bridge"},' * 11000 + "{}]}", "more than a workout"),
    ],
    ids=range(9),
)
def test_what_is_no_workout(text: str, told: str) -> None:
    with pytest.raises(VoiceguideError) as caught:
        imported(text)
    (problem,) = caught.value.problems
    assert told in problem.message and problem.hint


def test_every_field_is_led_noted_or_told() -> None:
    found = imported(
        '{"name": "Hips", "level": "hard", "tags": ["yoga", "hips"], "exercises": ['
        '{"name": "Bridge", "reps": "as many as you like", "hold": 1.5, "muscles": "glutes",'
        ' "load": {"kg": 5}, "tip": "Press your heels down."}]}'
    )
    assert found.routine.title == "Hips"
    assert "Tip: Press your heels down." in found.markdown
    assert "> muscles: glutes" in found.markdown
    assert "Hold for 1.5 seconds." in found.markdown
    assert [each.words for each in found.left_out] == [
        "level: hard", "tags: yoga, hips", "exercises 1, load: kg 5",
        "Bridge, reps: as many as you like",
    ]  # fmt: skip
    assert found.assumed == ("Bridge: hold 1.5 is taken for seconds",)


def test_an_exercise_without_a_name_gets_one_from_its_words() -> None:
    found = imported('[{"steps": ["Lie down.", "Lift into a bridge."], "hold": "5 breaths"}]')
    assert [pose.name for pose in found.routine.poses] == ["Bridge"]


@pytest.mark.parametrize(
    ("text", "name", "language"),
    [
        ("x", "x.json", "JSON"), ("x", "x.yml", "YAML"), ('{"name": "x"}', "x.txt", "JSON"),
        ("name: x\nexercises:\n  - name: y\n    reps: 3\n", "x.txt", "YAML"),
        ("- name: Cobra\n  hold: 20\n", "x.txt", "YAML"),
        ("[insert image]\nSit tall.", "x.txt", None), ("{sit}", "x.txt", None),
        ("Exercises:\n- Sit tall: it helps.\n", "x.md", None),
        ("Steps:\n\n1. Sit tall.\n", "x.txt", None), ("- name your fears\n", "x.txt", None),
    ],
)  # fmt: skip
def test_data_is_told_from_prose(text: str, name: str, language: str | None) -> None:
    assert language_of(text, name[1:]) == language


def test_broken_yaml_is_refused_with_its_place() -> None:
    with pytest.raises(VoiceguideError, match=r"x\.yaml:2:11: this is no YAML: "):
        imported("exercises:\n  - name: : Cobra\n", "x.yaml")


def test_a_name_that_stands_for_itself_again_and_again_is_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    with pytest.raises(VoiceguideError, match="more than a workout"):
        imported("\n".join([*lines, "exercises: *a11"]), "x.yaml")


def test_without_pyyaml_the_command_that_installs_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(VoiceguideError) as caught:
        imported("exercises:\n  - name: Cobra\n", "x.yaml")
    assert "pip install pyyaml" in caught.value.problems[0].hint


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('{"exercises": {"Squat": {"sets": 3, "reps": 10}, "Plank": {"hold": "30 s"}}}', "x.json"),
        ("exercises:\n  Squat:\n    sets: 3\n    reps: 10\n  Plank: 3 x 30 s\n", "x.yaml"),
    ],
)
def test_exercises_by_their_names(text: str, name: str) -> None:
    poses = imported(text, name).routine.poses
    assert [pose.name for pose in poses] == ["Squat", "Plank"]
    assert [rounds.low for rounds in poses[0].rounds] == [3, 10]
