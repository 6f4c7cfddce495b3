"""What is said and when, one rule at a time."""

from __future__ import annotations

import pytest
from middle_back import ROUTINE

from voiceguide.building.builder import build
from voiceguide.building.pacing import Pacing
from voiceguide.english.meaning import understood
from voiceguide.english.positions import is_rest
from voiceguide.problems import Place
from voiceguide.routine import Duration, Part, Pose, Rounds, Routine, Sides

FOUR = Duration(4, 4, "breaths")
HALF_A_MINUTE = Duration(30, 30, "s")


def part(kind, text, step=0, **more):
    short = f"{kind.capitalize()}." if kind in ("inhale", "exhale") else ""
    return understood(Part(kind, text, short=more.pop("short", short), step=step, **more))


def pose(*parts, name="Pose", **more):
    return Pose(name, parts=parts, resting=is_rest(name), **more)


def script(*poses, **pacing):
    return build(Routine("r.md", "Morning", poses=poses), Pacing(**pacing))


def led(*poses, **pacing):
    """Give the cues of the poses, without names and gaps between poses, as short text."""
    return [_short(cue) for cue in script(*poses, **pacing).cues if cue.pose is not None][1:]


def _short(cue):
    length = f" {cue.length_ms / 1000:g}" if cue.length_ms else ""
    return f"{cue.kind}{length} {cue.say}".strip()


def test_opening_and_closing_stand_outside_the_poses():
    cues = script(pose(part("plain", "Sit tall."))).cues
    before = list(cues[: [cue.pose for cue in cues].index(0)])
    assert [_short(cue) for cue in before] == [
        "pause 1",
        "say Welcome to Morning.",
        "pause 0.5",
        "say Move gently, and stop at any time if you feel pain, dizziness or shortness of breath.",
        "pause 3",
    ]
    assert [_short(cue) for cue in cues[-5:]] == [
        "pause 3",
        "say Take a moment to notice how you feel.",
        "pause 0.5",
        "say Thank you for taking this time for yourself.",
        "pause 3",
    ]
    assert all(cue.pose is None for cue in (*before, *cues[-5:]))


def test_a_written_welcome_and_closing_take_the_place_of_ours():
    routine = Routine(
        "r.md", "Morning", welcome=(Part("plain", "Hello."),), closing=(Part("plain", "Goodbye."),)
    )
    assert list(build(routine, Pacing()).words()) == [
        "Hello.",
        "Move gently, and stop at any time if you feel pain, dizziness or shortness of breath.",
        "Goodbye.",
    ]


def test_poses_are_named_first_and_parted_by_a_gap_that_belongs_to_the_one_before():
    sit = part("plain", "Sit tall.")
    cues = [cue for cue in script(*(pose(sit, name=n) for n in "ABC")).cues if cue.pose is not None]
    names = [next(cue.say for cue in cues if cue.pose == index) for index in range(3)]
    assert names == ["A.", "Next, B.", "And last, C."]
    gaps = [cue for cue in cues if cue.kind == "pause" and cue.length_ms == 8000]
    assert [cue.pose for cue in gaps] == [0, 1]


def test_movement_comes_once_a_step_after_its_last_plain_sentence():
    assert led(
        pose(
            part("plain", "Lie on your back."),
            part("plain", "Bend your knees."),
            part("plain", "Tuck your chin.", step=1),
        )
    ) == [
        "pause 0.5",
        "say Lie on your back.",
        "pause 0.5",
        "say Bend your knees.",
        "move 12",
        "say Tuck your chin.",
        "move 2",
    ]


def test_a_hold_runs_from_the_end_of_its_words_and_a_way_out_has_time_of_its_own():
    assert led(
        pose(
            part("plain", "Gaze over your right shoulder."),
            part("hold", "Hold for {}.", duration=FOUR),
            part("plain", "Release.", role="way out"),
            part("hold", "Stay for {}.", duration=Duration(1, 1, "breaths")),
        )
    ) == [
        "pause 0.5",
        "say Gaze over your right shoulder.",
        "move 2",
        "say Hold for four breaths.",
        "hold 24",
        "hold 8 Last breath.",
        "say Release.",
        "move 4",
        "say Stay for one breath.",
        "hold 8",
    ]


def test_a_silent_hold_says_nothing():
    cues = led(pose(part("plain", "Sit."), part("hold", "", duration=HALF_A_MINUTE)))
    assert cues[3:5] == ["hold 20", "hold 10 Ten more seconds."]


def test_the_manner_of_breaths_is_said():
    deep = part("hold", "Take {}.", duration=FOUR._replace(manner="slow"))
    assert "say Take four slow breaths." in led(pose(deep))


def test_a_length_that_begins_a_sentence_has_a_capital():
    assert "say Thirty seconds here." in led(pose(part("hold", "{} here.", duration=HALF_A_MINUTE)))


def test_cautions_come_with_their_action_and_before_the_introduction():
    words = [
        cue.say
        for cue in script(
            pose(
                part("plain", "Turn to the right."),
                part("plain", "Do not force it.", role="caution"),
                intro=(
                    Part("plain", "This is a twist.", step=-1),
                    Part("plain", "Keep your eyes up.", step=-1, sentence=1),
                    Part("plain", "Do not drop your head.", step=-1, sentence=1, role="caution"),
                ),
            )
        ).cues
        if cue.pose == 0 and cue.say
    ]
    assert words == [
        "Pose.",
        "Keep your eyes up.",
        "Do not drop your head.",
        "This is a twist.",
        "Turn to the right.",
        "Do not force it.",
    ]


def test_a_caution_with_words_of_its_own_comes_before_the_action():
    words = led(
        pose(part("plain", "Turn."), part("plain", "Never lock your knee.", role="caution"))
    )
    assert words.index("say Never lock your knee.") < words.index("say Turn.")


def test_a_caution_that_speaks_of_what_is_done_is_said_before_the_time_to_do_it():
    bare = part("plain", "Do not pull.", role="caution")
    words = led(pose(part("plain", "Lay your hand on your head."), bare))
    said = [each for each in words if not each.startswith("pause")]
    assert said[:2] == ["say Lay your hand on your head.", "say Do not pull."]
    assert said[2].startswith("move")


def test_a_pose_left_in_a_hold_is_led_out_of_it():
    hold = part("hold", "Hold for {}.", duration=HALF_A_MINUTE)
    assert led(pose(hold))[-2:] == ["say Slowly come out of the pose.", "move 4"]
    out = part("plain", "Then come back to standing.", step=1)
    assert "say Slowly come out of the pose." not in led(pose(hold, out))
    said = script(pose(hold)).notes
    assert said == (
        'Pose: no way out of the hold is written, so "Slowly come out of the pose." is said',
    )


LIFT = part("plain", "Lift your right leg.")
HOLD = part("hold", "Hold for {}.", duration=HALF_A_MINUTE)
HELD = ["hold 20", "hold 10 Ten more seconds."]


def test_no_second_side_begins_within_a_hold():
    one = pose(LIFT, HOLD, sides=Sides(("right", "left"), 0, 2))
    assert led(one) == [
        "pause 0.5",
        "say Lift your right leg.",
        "move 4",
        "say Hold for thirty seconds.",
        *HELD,
        "say And release.",
        "move 4",
        "say Now the left side.",
        "move 6",
        "say Lift your left leg.",
        "move 4",
        "say Hold for thirty seconds.",
        *HELD,
        "say Slowly come out of the pose.",
        "move 4",
    ]
    assert script(one).notes == (
        'Pose: no way out of the hold is written, so "And release." and '
        '"Slowly come out of the pose." are said',
    )


def test_a_change_of_side_that_releases_by_its_own_words_needs_no_others():
    sides = Sides(
        ("right", "left"), 0, 2, tail="Release your leg and breathe.", tail_leads_out=True
    )
    assert "say And release." not in led(pose(LIFT, HOLD, sides=sides))


def test_no_round_begins_within_a_hold():
    cues = led(pose(LIFT, HOLD, part("plain", "Release.", role="way out"), rounds=(
        Rounds(3, 3, 0, 2),
    )))  # fmt: skip
    out = ["say And release.", "move 4"]
    assert cues[4:] == [
        *HELD, *out, "say Two more.", "pause 3",
        "say Lift your right leg.", "move 4", "say Hold for thirty seconds.",
        *HELD, *out, "pause 3", "say Last one.", "pause 0.5",
        "say Lift your right leg.", "move 4", "say Hold for thirty seconds.",
        *HELD, "say Release.", "move 4",
    ]  # fmt: skip


def test_alternating_sides_are_released_in_between():
    sides = Sides(("right", "left"), 0, 2, alternate=True)
    words = [words for *_, words in _tagged(pose(LIFT, HOLD, rounds=(Rounds(2, 2, 0, 2),),
                                                 sides=sides))]  # fmt: skip
    assert words.count("And release.") == 3
    assert words[-1] == "Slowly come out of the pose."


def test_rounds_on_each_side_are_released_once_each():
    one = pose(LIFT, HOLD, rounds=(Rounds(2, 2, 0, 2),), sides=Sides(("right", "left"), 0, 2))
    assert [words for words in led(one) if "release" in words] == ["say And release."] * 3


def test_what_is_meant_during_a_hold_is_said_before_it():
    assert led(
        pose(
            LIFT,
            HOLD,
            part("plain", "Flex your foot.", role="tip"),
            part("plain", "Keep your back flat."),
            part("plain", "Lower your leg.", role="way out"),
            part("plain", "Keep your eyes closed."),
        )
    ) == [
        "pause 0.5",
        "say Lift your right leg.",
        "pause 0.5",
        "say Flex your foot.",
        "pause 0.5",
        "say Keep your back flat.",
        "move 4",
        "say Hold for thirty seconds.",
        *HELD,
        "say Lower your leg.",
        "move 4",
        "say Keep your eyes closed.",
        "move 2",
    ]


def test_a_way_back_in_rounds_parts_the_movements():
    """Nothing is held: each movement has its time, and no other way out is needed."""
    cues = led(
        pose(
            part("plain", "Extend your leg into the air."),
            part("plain", "Return the leg.", role="way out"),
            rounds=(Rounds(3, 3, 0, 2),),
        )
    )
    assert cues[1:] == [
        "say Extend your leg into the air.",
        "move 4",
        "say Return the leg.",
        "move 4",
        "say Two more.",
        "pause 0.5",
        # Once it is known, each way takes half of the tempo.
        "say Extend your leg into the air.",
        "move 2",
        "say Return the leg.",
        "move 2",
        "move 2 Last one.",
        "move 2 Return the leg.",
    ]


def test_a_way_back_on_a_breath_keeps_the_rhythm():
    breaths = (
        part("inhale", "Inhale, lift your arms above your head."),
        part("exhale", "Exhale, lower your arms all the way to your sides.", 1, role="way out"),
    )
    release = part("plain", "Come back to standing.", 2, role="way out")
    cues = led(pose(*breaths, release, rounds=(Rounds(3, 3, 0, 2),)))
    assert cues[-4:] == [
        "inhale 3.5 Last one. Inhale.",
        "exhale 4.5 Exhale.",
        "say Come back to standing.",
        "move 4",
    ]
    assert "pause 3" not in cues


def test_a_note_is_neither_said_nor_timed_but_told():
    note = part("plain", "Do this 3 times a day.", role="note", place=Place("r.md", 9, 1))
    sit = part("plain", "Sit tall.")
    for guidance in ("full", "brief", "minimal"):
        assert led(pose(sit, note), guidance=guidance) == led(pose(sit), guidance=guidance)
    assert script(pose(sit, note)).notes == ('Pose, line 9: left unsaid: "Do this 3 times a day."',)
    opening = Routine("r.md", "Morning", welcome=(sit, note), closing=(note,))
    assert build(opening, Pacing()).notes == (
        'Welcome, line 9: left unsaid: "Do this 3 times a day."',
        'Closing, line 9: left unsaid: "Do this 3 times a day."',
    )
    assert "Do this 3 times a day." not in build(opening, Pacing()).words()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("The Bridge", "Next, The Bridge."),
        ("Bridge 2.", "Next, Bridge two."),
        ("2. Bridge", "Next, Bridge."),
        ("Bridge (Setu Bandhasana)", "Next, Bridge, Setu Bandhasana."),
        ("Bridge (low) 2.", "Next, Bridge, low, two."),
        ("Bridge [low], slowly", "Next, Bridge, low, slowly."),
        ("Bridge!", "Next, Bridge!"),
        ("Bridge:", "Next, Bridge."),
        ("90/90 Stretch", "Next, 90/90 Stretch."),
        ("...", "Next, Pose 2."),
    ],
)
def test_a_name_reads_well_whatever_it_ends_in(name, said):
    sit = part("plain", "Sit tall.")
    cues = script(*(pose(sit, name=each) for each in ("One", name, "Three"))).cues
    assert next(cue.say for cue in cues if cue.pose == 1) == said


def test_a_prop_is_fetched_once_in_a_pose_whatever_the_sides():
    strap = part("plain", "Loop a strap around your right foot.")
    one = pose(strap, sides=Sides(("right", "left"), 0, 1))
    moves = [cue.length_ms for cue in script(one, one).cues if cue.kind == "move"]
    assert moves == [20_000, 6000, 4000] * 2


def test_lying_on_the_other_side_takes_its_time():
    one = pose(part("plain", "Lie on your right side."), sides=Sides(("right", "left"), 0, 1))
    assert [cue.length_ms for cue in script(one).cues if cue.kind == "move"] == [12_000, 6000, 8000]


def test_a_final_rest_ends_with_a_gentle_waking():
    hold = part("hold", "Rest for {}.", duration=Duration(300, 300, "s"))
    assert led(pose(hold, name="Final Rest"))[-2] == (
        "say When you are ready, gently begin to move your fingers and toes."
    )


BREATHS = (
    part("inhale", "Inhale, reach up, and look at your hands."),
    part("exhale", "Exhale. ", step=1),
    part("plain", "Fold down, knees soft.", step=1, short="Fold down."),
)


def test_breath_led_rounds_keep_an_exact_rhythm():
    cues = led(pose(*BREATHS, rounds=(Rounds(4, 4, 0, 3, tail="Move with your breath."),)))
    assert cues == [
        "pause 0.5",
        "inhale 3.5 Inhale, reach up, and look at your hands.",
        "exhale 4.5 Exhale.",
        "pause 0.5",
        "say Fold down, knees soft.",
        "move 4",
        "say Three more.",
        "pause 0.5",
        "say Move with your breath.",
        "inhale 3.5 Inhale, reach up.",
        "exhale 4.5 Exhale. Fold down.",
        "inhale 3.5 Inhale.",
        "exhale 4.5 Exhale.",
        "inhale 3.5 Last one. Inhale.",
        "exhale 4.5 Exhale.",
    ]


def test_a_clause_that_does_not_fit_the_half_breath_gives_way_to_the_breath_word():
    cues = led(pose(*BREATHS, rounds=(Rounds(3, 3, 0, 3),)), pace=0.5)
    assert "inhale 1.75 Inhale." in cues
    assert "exhale 2.25 Exhale." in cues


def test_of_two_rounds_the_second_is_one_more_and_not_last():
    words = list(script(pose(*BREATHS, rounds=(Rounds(2, 2, 0, 3),))).words())
    assert "One more." in words
    assert not any("Last one" in text for text in words)


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Inhale, reach up, and smile.", "Inhale, reach up."),
        ("Inhale and reach up, smiling.", "Inhale and reach up."),
        ("On an inhale, reach up; smile.", "On an inhale, reach up."),
        ("Reach up as you inhale, smiling.", "Reach up as you inhale."),
        ("Inhale \u2014 reach up \u2014 smile.", "Inhale \u2014 reach up."),
        ("Inhale.", "Inhale."),
    ],
)
def test_the_second_round_says_the_first_clause_of_a_breath(text, clause):
    cues = led(pose(part("inhale", text), rounds=(Rounds(2, 2, 0, 1),)))
    assert cues[-1] == f"inhale 3.5 {clause}"


def test_other_rounds_are_parted_and_shortened_but_keep_holds_and_ways_out():
    cues = led(
        pose(
            part("plain", "Press your feet down, toes wide.", short="Press your feet down."),
            part("plain", "Lift your hips, slowly.", short="Lift your hips."),
            part("hold", "Hold for {}.", duration=Duration(2, 2, "breaths"), step=1),
            part("plain", "Lower down, and rest your arms.", step=1, role="way out"),
            rounds=(Rounds(3, 3, 0, 4, tail="Slowly."),),
        )
    )
    assert cues[1:] == [
        "say Press your feet down, toes wide.",
        "pause 0.5",
        "say Lift your hips, slowly.",
        "move 4",
        "say Hold for two breaths.",
        "hold 16",
        "say Lower down, and rest your arms.",
        "move 4",
        "say Two more.",
        "pause 0.5",
        "say Slowly.",
        "pause 3",
        "say Press your feet down.",
        "pause 0.5",
        "say Lift your hips.",
        "move 4",
        "say Hold for two breaths.",
        "hold 16",
        "say Lower down, and rest your arms.",
        "move 4",
        "pause 3",
        "say Last one.",
        "pause 0.5",
        "say Press your feet down.",
        "move 4",
        "say Hold for two breaths.",
        "hold 16",
        "say Lower down, and rest your arms.",
        "move 4",
    ]


def test_from_the_third_round_a_step_with_a_breath_keeps_its_breath_words_alone():
    cues = led(
        pose(
            part("inhale", "Inhale and rise."),
            part("plain", "Reach up."),
            part("hold", "Hold for {}.", duration=Duration(1, 1, "breaths")),
            rounds=(Rounds(3, 3, 0, 3),),
        )
    )
    third = cues[cues.index("say Last one.") :]
    assert third[:5] == ["say Last one.", "pause 0.5", "inhale 3.5 Inhale.", "pause 0.5",
                         "say Hold for one breath."]  # fmt: skip


def _tagged(*poses, **pacing):
    cues = script(*poses, **pacing).cues
    return [(cue.side, cue.round, cue.say) for cue in cues if cue.pose is not None and cue.say][1:]


def test_sides_go_outside_rounds_and_the_side_is_named_at_the_change():
    assert _tagged(
        pose(
            part("plain", "Sit."),
            part("plain", "Do not rush.", step=1, role="caution"),
            part("plain", "Lift your right arm.", step=1),
            part("plain", "Feel light.", step=1, role="tip"),
            rounds=(Rounds(3, 3, 1, 4, tail="Easily."),),
            sides=Sides(("right", "left"), 1, 4),
        )
    ) == [
        (None, None, "Sit."),
        ("right", 1, "Do not rush."),
        ("right", 1, "Lift your right arm."),
        ("right", 1, "Feel light."),
        ("right", 1, "Two more."),
        ("right", 1, "Easily."),
        ("right", 2, "Lift your right arm."),
        ("right", 3, "Last one."),
        ("left", None, "Now the left side."),
        ("left", 1, "Do not rush."),
        ("left", 1, "Lift your left arm."),
        ("left", 1, "Two more."),
        ("left", 2, "Lift your left arm."),
        ("left", 3, "Last one."),
    ]


def test_there_is_time_to_change_sides():
    cues = led(pose(part("plain", "Lift your right arm."), sides=Sides(("right", "left"), 0, 1)))
    assert cues[3:5] == ["say Now the left side.", "move 6"]


def test_where_no_side_is_named_the_other_one_is():
    assert _tagged(
        pose(
            part("plain", "Lift one leg, and rest the other."),
            sides=Sides(("first", "second"), 0, 1, noun="leg", tail="Take your time."),
        )
    ) == [
        ("first", None, "Lift one leg, and rest the other."),
        ("second", None, "Now the other leg."),
        ("second", None, "Take your time."),
        ("second", None, "Lift the other leg, and rest the first."),
    ]


def test_rounds_that_begin_before_the_side_is_named_are_led_for_each_side():
    words = _tagged(
        pose(
            part("inhale", "Inhale."),
            part("exhale", "Exhale and turn to the right.", step=1),
            rounds=(Rounds(2, 2, 0, 2),),
            sides=Sides(("right", "left"), 1, 2),
        )
    )
    assert [(side, number) for side, number, _ in words] == [
        ("right", 1),
        ("right", 1),
        ("right", 1),
        ("right", 2),
        ("right", 2),
        ("left", None),
        ("left", 1),
        ("left", 1),
        ("left", 1),
        ("left", 2),
        ("left", 2),
    ]


def test_alternating_sides_change_at_each_round():
    turning = pose(
        part("plain", "Lift your right leg, and lower it.", short="Lift your right leg."),
        rounds=(Rounds(3, 3, 0, 1),),
        sides=Sides(("right", "left"), 0, 1, alternate=True),
    )
    assert _tagged(turning) == [
        ("right", 1, "Lift your right leg, and lower it."),
        ("left", 1, "Left side."),
        ("left", 1, "Lift your left leg, and lower it."),
        ("left", 1, "Two more."),
        ("right", 2, "Lift your right leg."),
        ("left", 2, "Lift your left leg."),
        ("right", 3, "Last one."),
        ("left", 3, "Left side."),
    ]
    assert (script(turning).poses[0].sides, script(turning).poses[0].rounds) == (2, 3)


def test_alternating_breaths_name_the_side_within_the_breath():
    turning = pose(
        part("inhale", "Inhale, grow tall."),
        part("exhale", "Exhale, turn.", step=1),
        rounds=(Rounds(3, 3, 0, 2),),
        sides=Sides(("first", "second"), 0, 2, alternate=True),
    )
    assert [words for _, number, words in _tagged(turning) if number == 3] == [
        "Last one. First side. Inhale.",
        "Exhale.",
        "Other side. Inhale.",
        "Exhale.",
    ]


def test_both_sides_again_only_when_asked_for():
    twist = pose(
        part("plain", "Turn to the right."),
        rounds=(Rounds(2, 2, 0, 1, "if desired", optional=True, both_sides=True),),
        sides=Sides(("right", "left"), 0, 1),
    )
    assert script(twist).notes == ('Pose: left out as optional: "if desired"',)
    assert script(twist).poses[0].rounds == 1
    assert _tagged(twist, optional=True) == [
        ("right", 1, "Turn to the right."),
        ("left", 1, "Now the left side."),
        ("left", 1, "Turn to the left."),
        (None, 1, "Both sides once more."),
        ("right", 2, "Now the right side."),
        ("right", 2, "Turn to the right."),
        ("left", 2, "Now the left side."),
        ("left", 2, "Turn to the left."),
    ]


def test_a_second_side_that_is_optional_is_left_out():
    twist = pose(
        part("plain", "Turn."), sides=Sides(("first", "second"), 0, 1, words="x", optional=True)
    )
    assert script(twist).poses[0].sides == 1
    assert script(twist).notes == ('Pose: left out as optional: "x"',)
    assert script(twist, optional=True).poses[0].sides == 2


def test_rounds_within_rounds():
    nested = pose(
        part("plain", "Lift your arm."),
        part("plain", "Nod.", step=1),
        rounds=(Rounds(2, 2, 0, 2, optional=True), Rounds(2, 2, 1, 2)),
    )
    assert [words for *_, words in _tagged(nested, optional=True)] == [
        "Lift your arm.",
        "Nod.",
        "One more.",
        "Nod.",
        "One more.",
        "Lift your arm.",
        "Nod.",
        "One more.",
        "Nod.",
    ]


def test_optional_parts_are_left_out_and_told():
    bow = pose(
        part("plain", "Bow.", source="Bow if you like.", optional=True, place=Place("r.md", 7, 1)),
        part("plain", "Rise."),
    )
    assert led(bow)[1] == "say Rise."
    assert script(bow).notes == ('Pose, line 7: left out as optional: "Bow if you like."',)
    assert "say Bow." in led(bow, optional=True)


def test_what_is_assumed_or_chosen_is_told():
    notes = script(
        pose(
            part("hold", "Hold for {}.", duration=Duration(30, 30, "s", assumed=True)),
            part("hold", "Stay.", duration=Duration(3, 5, "breaths", "range", "3-5 breaths")),
            part("plain", "Release.", role="way out"),
            rounds=(Rounds(10, 10, 0, 3, assumed=True),),
        )
    ).notes
    assert notes == (
        "Pose: a hold of thirty seconds, assumed: no time is written",
        'Pose: "3-5 breaths" taken as four breaths',
        "Pose: 10 rounds, assumed: no number is written",
    )


def test_pace_stretches_breaths_movement_and_pauses_but_not_seconds():
    one = pose(
        part("inhale", "Inhale."),
        part("plain", "Lift your arm."),
        part("hold", "Hold for {}.", duration=HALF_A_MINUTE),
        part("plain", "Release.", role="way out"),
    )
    assert led(one, pace=1.5)[1:] == [
        "inhale 5.25 Inhale.",
        "pause 0.75",
        "say Lift your arm.",
        "move 6",
        "say Hold for thirty seconds.",
        "hold 20",
        "hold 10 Ten more seconds.",
        "say Release.",
        "move 6",
    ]


def test_a_written_breath_lasts_as_written():
    four = part("inhale", "Inhale for a count of four.", duration=Duration(4, 4, "s"))
    assert led(pose(four))[-1] == "inhale 4 Inhale for a count of four."


def test_less_guidance_says_less():
    said = {
        guidance: set(build(ROUTINE, Pacing(guidance=guidance)).words())
        for guidance in ("full", "brief", "minimal")
    }
    tip = "Feel the middle of your back let go."
    plain = "Lie back so that the roll crosses just below your shoulder blades."
    halfway = "Halfway."
    assert {tip, plain, halfway} <= said["full"]
    assert {plain, halfway} <= said["brief"]
    assert tip not in said["brief"]
    assert not {tip, plain, halfway} & said["minimal"]
    assert "Lie back over the roll." in said["minimal"]
    for words in said.values():
        assert {"Do not pull on your knee to turn further.", "Hold for four breaths."} <= words
        assert {"Release.", "Last breath.", "Ten more seconds.", "Now the left side."} <= words


def test_a_routine_without_poses_still_opens_and_closes():
    assert [cue.pose for cue in script().cues] == [None] * len(script().cues)
    assert script().poses == ()


def test_sets_are_led_by_name_with_their_rest_between():
    rest = Duration(30, 30, "s")
    cues = led(
        pose(
            part("plain", "Lift your heels."),
            rounds=(Rounds(2, 2, 0, 1, sets=True, rest=rest), Rounds(3, 3, 0, 1)),
        )
    )
    assert cues[1:] == [
        "say Lift your heels.",
        "move 4",
        "say Two more.",
        "pause 0.5",
        "say Lift your heels.",
        "move 4",
        "move 4 Last one.",
        "say Rest for thirty seconds.",
        "rest 20",
        "rest 10 Ten more seconds.",
        "say Second set.",
        "pause 0.5",
        "move 4 One.",
        "move 4 Two more.",
        "move 4 Last one.",
    ]


def test_a_pose_tells_its_sets_and_all_of_its_rounds():
    one = pose(part("plain", "Lift."), rounds=(Rounds(3, 3, 0, 1, sets=True), Rounds(10, 10, 0, 1)))
    made = script(one)
    assert (made.poses[0].rounds, made.poses[0].sets) == (30, 3)
    assert {cue.set for cue in made.cues if cue.pose == 0} == {None, 1, 2, 3}


def test_short_holds_in_counted_movements_last_as_long_as_written():
    hold = part("hold", "Hold for {}.", duration=Duration(5, 5, "s"))
    release = part("plain", "Lower them.", role="way out")
    cues = led(pose(part("plain", "Lift your hips."), hold, release, rounds=(Rounds(4, 4, 0, 3),)))
    assert cues[-3:] == ["move 2 Last one.", "hold 5 Hold.", "move 2 Lower them."]
    assert cues[-6:-3] == ["move 2 Two more.", "hold 5 Hold.", "move 2 Lower them."]


def test_work_and_rest_are_said_as_what_they_are():
    cues = led(
        pose(
            part("work", "Work for {}.", duration=Duration(20, 20, "s")),
            rounds=(Rounds(2, 2, 0, 1, rest=Duration(10, 10, "s")),),
        )
    )
    assert cues[1:] == [
        "say Work for twenty seconds.",
        "work 10",
        "work 10 Ten more seconds.",
        "say One more.",
        "pause 0.5",
        "say Rest for ten seconds.",
        "rest 10",
        "say Work for twenty seconds.",
        "work 10",
        "work 10 Ten more seconds.",
    ]


def test_a_measured_breath_is_led_back_to_back():
    phases = [("inhale", 4), ("hold", 7), ("exhale", 8)]
    parts = [
        part(kind, "" if kind == "hold" else f"{kind.capitalize()}.", short=f"{kind.capitalize()}.",
             duration=Duration(seconds, seconds, "s"))
        for kind, seconds in phases
    ]  # fmt: skip
    cues = led(pose(*parts, rounds=(Rounds(3, 3, 0, 3),)))
    kinds = [cue.split()[:2] for cue in cues if cue.split()[0] in ("inhale", "hold", "exhale")]
    assert kinds == [[kind, str(seconds)] for _ in range(3) for kind, seconds in phases]
    first = cues.index("inhale 4 Inhale.")
    assert not [cue for cue in cues[first:] if cue.startswith("pause")], cues
