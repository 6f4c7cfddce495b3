"""Chimes where something changes, and the breath that goes on through a hold."""

from __future__ import annotations

from itertools import pairwise

from middle_back import ROUTINE

from voiceguide.building.builder import build
from voiceguide.building.chime_cues import breathe, ring
from voiceguide.building.pacing import Pacing
from voiceguide.script import Breath, Cue

PACING = Pacing(chime_ms=4008, breath_chime_ms=1512)


def kinds(cues: tuple[Cue, ...]) -> list[str]:
    return [cue.kind for cue in cues]


def test_each_pose_and_each_change_of_side_begins_with_a_chime() -> None:
    cues = build(ROUTINE, PACING).cues
    said = [after.say for cue, after in pairwise(cues) if cue.kind == "chime"]
    assert said == [
        "Cat-Cow.",
        "Next, Passive Backbend.",
        "Next, Seated Twist.",
        "Now the left side.",
        "Next, Cobra.",
        "And last, Bridge.",
    ]
    assert all(cue.length_ms == 4008 for cue in cues if cue.kind == "chime")


def test_without_a_chime_nothing_is_different() -> None:
    with_chimes = build(ROUTINE, PACING).cues
    without = build(ROUTINE, Pacing()).cues
    assert "chime" not in kinds(without)
    left = [cue for cue in with_chimes if cue.kind != "chime"]
    assert [cue._replace(length_ms=0) for cue in left] == [
        cue._replace(length_ms=0) for cue in without
    ]


def test_a_chime_takes_up_the_gap_between_poses() -> None:
    led, gap = Cue("say", "Rest.", 0, 0), Cue("pause", "", 8000, 0)
    named = Cue("say", "Next, Cobra.", 0, 1)

    def lengths(gap_ms: int) -> list[int]:
        cues = ring([led, gap._replace(length_ms=gap_ms), named], PACING)
        return [cue.length_ms for cue in cues[2:]]

    assert lengths(8000) == [3992, 4008, 0]
    assert lengths(4500) == [4500, 4008, 0]


def test_alternating_sides_do_not_ring() -> None:
    sides = ["right", "left", "right", "left"]
    cues = [Cue("say", "Bend.", 0, 0, side, 1 + n // 2) for n, side in enumerate(sides)]
    assert kinds(ring(cues, PACING)) == ["chime", "say", "say", "say", "say"]


def test_minimal_guidance_breathes_with_the_chime_from_the_second_round() -> None:
    minimal = PACING._replace(guidance="minimal")
    first = Cue("inhale", "Inhale.", 3500, 0, None, 1)
    second = first._replace(round=2)
    longer = second._replace(say="Last one. Inhale.")
    short = second._replace(length_ms=1000)
    cues = [first, second, longer, short]
    said = [cue.say for cue in ring(cues, minimal)[1:]]
    assert said == ["Inhale.", "", "Last one. Inhale.", "Inhale."]
    assert [cue.say for cue in ring(cues, PACING)[1:]] == [cue.say for cue in cues]


def hold(at_ms: int, pose: int = 0) -> Cue:
    return Cue("hold", "", 8000, pose, breath=Breath(3500, 4500, at_ms))


def test_a_hold_in_breaths_goes_on_from_the_breath_before_it() -> None:
    inhale, exhale = Cue("inhale", "Inhale.", 3500, 0), Cue("exhale", "Exhale.", 4500, 0)
    press = Cue("say", "Press down.", 0, 0)

    def starts(*cues: Cue) -> list[int]:
        return [cue.breath.at_ms for cue in breathe(cues) if cue.breath]

    assert starts(hold(0), hold(8000)) == [0, 8000]
    assert starts(inhale, press, hold(0), hold(8000)) == [3500, 11500]
    assert starts(inhale, exhale, hold(0)) == [0]
    assert starts(inhale, hold(0), press, hold(0)) == [3500, 0]
    assert starts(inhale, hold(0, pose=1)) == [0]
