"""The small judgements that an import is made of, each in a table."""

from __future__ import annotations

import pytest

from voiceguide.importing import import_article, source_of
from voiceguide.importing.blocks import Block, clean
from voiceguide.importing.clutter import reason_against
from voiceguide.importing.columns import Heading, heading_of, labelled_amounts
from voiceguide.importing.dosing import dose_steps
from voiceguide.importing.labels import cut_label, label_of
from voiceguide.importing.one_liners import one_liner
from voiceguide.importing.pose_names import from_heading, from_words
from voiceguide.importing.purpose import as_caution, moves, purpose
from voiceguide.importing.text_mending import joined
from voiceguide.problems import VoiceguideError


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("This pose can help with a stiff neck.", "benefit"),
        ("A twist is a lovely way to end the day.", "benefit"),
        ("Relieves tired legs.", "benefit"),
        ("Do not let your knee pass your toes.", "caution"),
        ("See a doctor if the pain goes on.", "caution"),
        ("Turning on a round back may strain the discs.", "caution"),
        ("Stop if you feel dizzy.", "caution"),
        ("Hold this pose for at least three minutes.", "time"),
        ("Repeat on the other side.", "time"),
        ("Do these every day for two weeks.", "talk"),
        ("You will need a mat and a strap.", "needs"),
        ("During the twist, keep your spine long.", "step"),
        ("I do these in my pajamas.", "talk"),
    ],
)
def test_what_a_sentence_is_for(words: str, kind: str) -> None:
    assert purpose(words) == kind


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("Lift your left leg.", True),
        ("Sit tall.", True),
        ("Inhale and reach up.", True),
        ("Plant both feet.", True),
        ("Twist each leg into its socket.", True),  # of a table: only the other words tell
        ("Add the chicken thighs.", False),
        ("Brown the lamb shoulder.", False),
        ("Fold both sides to the center.", False),
        ("Rest the sauce for 30 seconds.", False),
    ],
)
def test_whether_words_speak_of_the_listener(words: str, body: bool) -> None:
    assert moves(words) is body


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("By Mo Lind on February 1, 2023", "a by-line"),
        ("By lifting your hips, open the chest.", ""),
        ("Medically reviewed by Lena Ohm, DPT", "a by-line"),
        ("[insert image /img/bridge.jpg]", "an image note"),
        ("Photo: A. Finch", "an image note"),
        ("Figure 4 on your back", ""),
        ("ADVERTISEMENT", "an advert"),
        ("Use code YOGA for 10% off", "an advert"),
        ("Related: Why your hips hurt", "a related link"),
        ("You might also like these teas", "a related link"),
        ("Subscribe to our newsletter", "a newsletter box"),
        ("Share this on Facebook", "share buttons"),
        ("Share your weight between both feet.", ""),
        ("Follow us on Instagram", "share buttons"),
        ("Follow your breath.", ""),
        ("Press your hands together.", ""),
        ("Back", "share buttons"),
        ("We use cookies. Accept all cookies?", "a notice of the site"),
        ("© 2023 Slow Mornings", "a notice of the site"),
        ("Poole R, et al. Backs. 2019", "a source"),
        ("https://example.org/x", "a source"),
        ("Telephone 01234 567890", "an address"),
        ("Ada Finch is a yoga teacher based in Leeds.", "about the author"),
        ("Bridge Pose is a backbend.", ""),
        ("***", "no words"),
        ("word " * 700, "a paragraph too long to be led"),
    ],
)
def test_why_words_are_left_out(words: str, reason: str) -> None:
    assert reason_against(Block("text", words)) == reason


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ("How to do it", "steps"), ("Step-by-step instructions", "steps"), ("Benefits", "benefit"),
        ("Muscles worked:", "benefit"), ("Caution", "caution"),
        ("Safety and precautions", "caution"),
        ("Pro tip", "tip"), ("What you'll need", "needs"), ("Make it easier", "variation"),
        ("Standing stretches", "group"), ("10 gentle exercises for hips", "group"),
        ("Cat-Cow", None), ("Wall stretch", None), ("Tree Pose", None), ("Figure Four", None),
    ],
)  # fmt: skip
def test_what_a_heading_says_of_what_stands_below(heading: str, label: str | None) -> None:
    assert label_of(heading) == label


def test_labels_that_open_a_paragraph() -> None:
    assert cut_label("Benefits: calms the mind.") == ("benefit", "calms the mind.")
    assert cut_label("Inhale: lift your arms.") == (None, "Inhale: lift your arms.")


@pytest.mark.parametrize(
    ("words", "steps"),
    [
        ("Reps: 10", ["Repeat 10 times."]), ("Repetitions: 8-10", ["Repeat 8-10 times."]),
        ("Sets: 3", ["Do 3 sets."]), ("Hold: 30 seconds", ["Hold for 30 seconds."]),
        ("Duration: 1 minute", ["Do this for 1 minute."]), ("Breaths: 5", ["Hold for 5 breaths."]),
        ("Sets: 3 Reps: 10 Hold: 5 s",
         ["Hold for 5 s.", "Do 3 sets of 10 repetitions."]),
        ("Sets: 2 | Reps: 8 per leg | Rest: 1 min",
         ["Do 2 sets of 8 repetitions on each leg, rest for 1 min between sets."]),
        ("Reps: 12 Sides: both", ["Repeat 12 times on each side."]),
        ("Hold: your foot", []), ("Lift your leg.", []), ("Time: now", []),
    ],
)  # fmt: skip
def test_labelled_figures_become_steps(words: str, steps: list[str]) -> None:
    assert dose_steps("", labelled_amounts(words), shown=True).steps == steps


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("Exercise", Heading("name")), ("Hold (sec)", Heading("hold", "sec")),
        ("hold_seconds", Heading("hold", "seconds")), ("repCount", Heading("reps")),
        ("Sets x Reps", Heading("dose")), ("Rest between sets", Heading("rest", "", "sets")),
        ("rest_between_reps_s", Heading("rest", "s", "reps")), ("#", Heading("number")),
        ("Breaths", Heading("hold", "breaths")), ("each_side", Heading("sides")),
        ("How to", Heading("steps")), ("Muscles", None), ("Price", None),
    ],
)  # fmt: skip
def test_what_heads_a_column_or_field(words: str, heading: Heading | None) -> None:
    assert heading_of(words) == heading


def test_a_time_without_a_unit_is_seconds_and_told() -> None:
    said = dose_steps("Plank", [(Heading("hold"), "30"), (Heading("rest"), "n/a")], shown=False)
    assert said.steps == ["Hold for 30 seconds."]
    assert said.assumed == ["hold 30 is taken for seconds"]


def test_a_dose_that_is_no_number_is_told() -> None:
    said = dose_steps("Row", [(Heading("reps"), "AMRAP"), (Heading("tempo"), "3-1-3")], shown=True)
    assert (said.steps, said.left_out) == (["Tempo: 3-1-3."], ["reps: AMRAP"])


@pytest.mark.parametrize(
    ("words", "name", "steps"),
    [
        ("Neck tilt - 20 sec each side", "Neck tilt", ["Neck tilt for 20 sec each side."]),
        ("Bridge: 3x10", "Bridge", ["Bridge.", "3x10."]),
        ("Plank 3 x 30 s", "Plank", ["3 x 30 s."]),
        ("Chest opener – hold 30 seconds", "Chest opener", ["hold 30 seconds."]),
        ("Happy baby (8 breaths)", "Happy baby", ["Happy baby for 8 breaths."]),
        ("Cat cow x 10", "Cat cow", ["Cat cow.", "Repeat 10 times."]),
        ("10 squats", "Squats", ["Squats.", "10 times."]),
        ("2 sets of 12 lunges each side", "Lunges", ["Lunges.", "2 sets of 12 each side."]),
        ("30 seconds of marching", "Marching", ["30 seconds of marching."]),
        ("Warrior 2", None, []), ("10 reps", None, []), ("2 blankets", None, []),
        ("Hold for 30 seconds", None, []), ("Rest: 60 s", None, []), ("Week 2: 10 reps", None, []),
        ("Bake - 20 minutes.Cool.", None, []), ("Monday - 3 x 10", None, []),
        ("Lift your leg - 10 times", None, []),
    ],
)  # fmt: skip
def test_an_exercise_in_a_line(words: str, name: str | None, steps: list[str]) -> None:
    found = one_liner(words)
    assert (found.name if found else None) == name
    assert (found.steps if found else []) == steps


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["the oth-", "er leg"], "the other leg"), (["hip-", "width apart"], "hip-width apart"),
        (["for 10-", "15 seconds"], "for 10-15 seconds"),
        (["right-", "and left"], "right- and left"),
        (["Re-", "peat"], "Repeat"), (["lift", "  slowly"], "lift slowly"),
    ],
)  # fmt: skip
def test_lines_are_joined_with_the_words_that_their_ends_cut(lines: list[str], words: str) -> None:
    assert joined(lines) == words


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("1. Cat-Cow", "Cat-Cow"), ("Exercise 2 – Side bend", "Side bend"),
        ("#3 Cobra", "Cobra"), ("EXERCISE 1: HEEL SLIDES", "Heel slides"),
        ("How to do the Bridge", "Bridge"),
        ("Pose 4", ""), ("Child's Pose (Balasana)", "Child's Pose (Balasana)"), ("3:", ""),
        ("Method 1: On the floor", "On the floor"), ("Seated fold:", "Seated fold"),
    ],
)  # fmt: skip
def test_names_in_headings(heading: str, name: str) -> None:
    assert from_heading(heading) == name


@pytest.mark.parametrize(
    ("intro", "steps", "name"),
    [
        ("Another opener, Bridge Pose is strong.", "Lie down.", "Bridge Pose"),
        ("After work a passive backbend can help.", "Lie on a roll.", "Passive Backbend"),
        ("Twists are lovely.", "Sit tall.", "Seated Twist"),
        ("Twists are lovely.", "Stand tall.", "Twist"),
        ("", "Inhale, let your belly sink. Exhale, round like a cat.", "Cat-Cow"),
        ("", "Round your back like a cat.", "Cat"),
        ("This gentle backbend is kind.", "Lie down.", "Backbend"),
        ("It strengthens the back.", "Lift your chest.", ""),
        ("Rest here in child's pose.", "Kneel.", "Child’s Pose"),
    ],
)
def test_names_in_the_words_of_a_pose(intro: str, steps: str, name: str) -> None:
    assert from_words(intro, steps) == name


@pytest.mark.parametrize(
    ("words", "cleaned"),
    [
        ("Hold [40s]", "Hold (40s)"), ("# Sit **tall**", "Sit tall"), ("> - rest", "rest"),
        ("a [link](http://x.y) and ![picture](p.jpg)", "a link and"),
        ("as shown[1], [2-4]", "as shown,"),
        ("<!-- no -->yes", "no yes"), ("_soft_ snake_case", "soft snake_case"),
        ("a\u00a0b\u200bc\0d\u2028e\ud800", "a bc d e"), ("Flow 🌿", "Flow"),
        ("½ minute", "½ minute"),
    ],
)  # fmt: skip
def test_nothing_is_left_that_our_markdown_would_mark(words: str, cleaned: str) -> None:
    assert clean(words) == cleaned


def test_caution_is_said_only_where_it_would_not_be_read() -> None:
    assert as_caution("Do not bounce.") == "Do not bounce."
    assert as_caution("Warning: this may hurt.") == "Caution: this may hurt."
    assert (
        as_caution("Turning is bad for a sore back.") == "Caution: Turning is bad for a sore back."
    )


def markdown(text: str, name: str = "x.txt") -> str:
    return import_article(source_of(text.encode(), name)).markdown


def test_a_hold_written_only_in_the_introduction_is_kept() -> None:
    text = b"Cobra\n\nHold for at least two minutes.\n\n1. Lie on your belly.\n2. Lift your chest."
    found = import_article(source_of(text, "x.txt"))
    (pose,) = found.routine.poses
    (hold,) = [part.duration for part in pose.parts if part.duration]
    assert (hold.low, hold.high, hold.assumed) == (120, None, False)


def test_a_time_meant_for_all_goes_to_each_without_one() -> None:
    poses = "## A\n\n1. Lift your leg.\n\n## B\n\n1. Lift your arm for 5 seconds.\n"
    told = markdown(f"Hold each stretch for 20 seconds.\n\n{poses}")
    assert "1. Lift your leg.\n2. Hold this pose for 20 seconds." in told
    assert told.count("Hold this pose") == 1


def test_what_cannot_be_led_is_kept_as_a_note() -> None:
    found = import_article(
        source_of(b"1. Lie on your back.\n2. Lift your leg. Hold for 0 seconds. Breathe.", "x.txt")
    )
    assert "> Not led: Hold for 0 seconds." in found.markdown
    assert "2. Lift your leg. Breathe." in found.markdown
    assert any("Hold for 0 seconds" in each.words for each in found.left_out)
    assert not [p for p in found.routine.problems if p.severity == "error"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty"), (b" \n\t", "is empty"), (b"%PDF-1.7", "is a PDF"),
        (b"PK\x03\x04x", "a Word document"), (bytes(range(256)) * 9, "is not a text file"),
        (b"x" * 10_000_001, "too large"), (b"Lie on your back. " * 12_000, "more text than"),
    ],
    ids=range(7),
)  # fmt: skip
def test_what_is_no_article(data: bytes, told: str) -> None:
    with pytest.raises(VoiceguideError, match=told):
        import_article(source_of(data, "x.txt"))


def test_a_text_in_utf_16_without_a_mark() -> None:
    data = "Lie on your back. Hug your knees. Hold for 30 seconds.".encode("utf-16-le")
    assert "Hug your knees." in import_article(source_of(data, "x.txt")).markdown
