"""All poses gone round again: "Do the circuit three times." in a welcome."""

import pytest

from voiceguide.planning import plan
from voiceguide.reading.reader import understand
from voiceguide.report import reading_json
from voiceguide.routine import Routine

POSES = "\n## Push-ups\n1. Do 4 push-ups.\n\n## Plank\n1. Hold a plank for 20 seconds.\n"


def circuit(welcome: str) -> Routine:
    return understand(f"# Circuit\n{welcome}\n{POSES}", "circuit.md")


@pytest.mark.parametrize(
    ("welcome", "rounds"),
    [
        ("Do the circuit three times.", [3, 3]),
        ("Go through the whole routine twice.", [2, 2]),
        ("3 rounds of the circuit.", [3, 3]),
        ("Repeat the whole circuit 2-3 times.", [2, 3]),
        ("Repeat all of these exercises 2-3 times.", [1, 1]),
        ("Do the whole routine twice a day.", [1, 1]),
        ("Do the circuit for 20 minutes.", [1, 1]),
        ("Repeat each exercise 3 times.", [1, 1]),
    ],
)
def test_how_often_all_is_gone_round_is_read(welcome: str, rounds: list[int]):
    assert reading_json("", circuit(welcome))["rounds"] == rounds


def test_each_round_is_led_by_name_and_the_last_is_told():
    timeline = plan(circuit("Do the circuit three times."))
    names = [pose.name for pose in timeline.script.poses]
    assert names == [
        "Push-ups", "Plank", "Push-ups, round 2", "Plank, round 2", "Push-ups, round 3",
        "Plank, round 3",
    ]  # fmt: skip
    said = [cue.say for cue in timeline.script.cues if cue.say.endswith("round.")]
    assert said == ["Second round.", "Last round."]
    holds = [cue.length_ms for cue in timeline.script.cues if cue.kind == "hold"]
    assert sum(holds) == 3 * 20_000


def test_more_rounds_than_anybody_means_are_told():
    assert circuit("Do the circuit 400 times.").problems
