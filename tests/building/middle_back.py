"""The middle-back routine as it reads to the build stage, put together by hand."""

from __future__ import annotations

from voiceguide.english.meaning import understood
from voiceguide.problems import Place
from voiceguide.routine import Duration, Part, Pose, Rounds, Routine, Sides

PATH = "scripts/middle-back.md"


def at(line: int) -> Place:
    return Place(PATH, line, 1)


def part(line: int, kind: str, text: str, short: str = "", **more: object) -> Part:
    read = Part(kind, text, short=short, step=line, place=at(line), **more)  # type: ignore[arg-type]
    return understood(read)


def intro(line: int, text: str, sentence: int = 0, **more: object) -> Part:
    place = at(line)
    read = Part("plain", text, step=-1, sentence=sentence, place=place, **more)  # type: ignore[arg-type]
    return understood(read)


CAT_COW = Pose(
    "Cat-Cow",
    intro=(intro(7, "We begin by waking up the whole length of your spine."),),
    parts=(
        part(
            8,
            "plain",
            "Come onto all fours, with your wrists under your shoulders and your knees under "
            "your hips.",
            "Come onto all fours.",
        ),
        part(8, "plain", "Put a blanket under your knees if you like.", role="tip"),
        part(9, "plain", "Spread your fingers and press down evenly through your hands."),
        part(
            10,
            "inhale",
            "Inhale, let your belly sink, and lift your chest and your tailbone.",
            "Inhale.",
        ),
        part(
            11,
            "exhale",
            "Exhale, round your back, tuck your tailbone, and let your head hang.",
            "Exhale.",
        ),
        part(12, "rounds", "", source="Repeat 5-7 times."),
    ),
    rounds=(Rounds(5, 7, 3, 5, "5-7 times", "Let each round go a little further.", place=at(12)),),
    place=at(5),
)

BACKBEND = Pose(
    "Passive Backbend",
    intro=(intro(16, "Here there is nothing to do but rest."),),
    parts=(
        part(17, "plain", "Roll up a blanket or a towel."),
        part(17, "plain", "Lay the roll across your mat."),
        part(17, "plain", "A thinner roll is gentler.", role="tip"),
        part(
            18,
            "plain",
            "Lie back so that the roll crosses just below your shoulder blades.",
            "Lie back over the roll.",
        ),
        part(19, "plain", "Let your arms open wide and your neck be at ease."),
        part(19, "plain", "Let your breath stay slow and full."),
        part(
            20,
            "hold",
            "Stay here for {}.",
            duration=Duration(180, None, "s", "at least", "at least three minutes", place=at(20)),
        ),
        part(
            21,
            "plain",
            "To come out, roll slowly onto your right side and rest there.",
            role="way out",
        ),
        part(22, "plain", "When you are ready, press up to sit."),
    ),
    place=at(14),
)

TWIST = Pose(
    "Seated Twist",
    parts=(
        part(26, "plain", "Sit cross-legged."),
        part(26, "plain", "A chair is just as good.", role="tip"),
        part(
            27,
            "inhale",
            "Inhale, sit tall, and bring your right hand behind you and your left hand to your "
            "right knee.",
            "Inhale.",
        ),
        part(28, "exhale", "Exhale, and turn your heart gently to the right.", "Exhale."),
        part(28, "plain", "Grow longer through your spine.", "Grow longer through your spine."),
        part(28, "plain", "Feel the middle of your back let go.", role="tip"),
        part(28, "plain", "Do not pull on your knee to turn further.", role="caution"),
        part(
            29,
            "plain",
            "Look over your right shoulder, only as far as your neck allows.",
            "Look over your right shoulder.",
        ),
        part(
            29,
            "hold",
            "Hold for {}.",
            duration=Duration(3, 5, "breaths", "range", "3-5 breaths", place=at(29)),
        ),
        part(29, "plain", "Release to center.", role="way out"),
        part(
            29,
            "hold",
            "Stay at center for {}.",
            duration=Duration(1, 1, "breaths", "exactly", "one breath", place=at(29)),
        ),
        part(30, "side", "", source="Repeat on the other side."),
        part(30, "rounds", "", source="Repeat both sides if desired.", optional=True),
    ),
    sides=Sides(("right", "left"), 2, 11, place=at(30)),
    rounds=(
        Rounds(
            2,
            2,
            2,
            11,
            "Repeat both sides if desired.",
            optional=True,
            both_sides=True,
            place=at(30),
        ),
    ),
    place=at(24),
)

COBRA = Pose(
    "Cobra",
    intro=(intro(34, "Let the muscles of your back do the work, rather than your arms."),),
    parts=(
        part(35, "plain", "Lie on your stomach with your legs long and your forehead on the mat."),
        part(35, "plain", "Place your hands under your shoulders."),
        part(
            36,
            "inhale",
            "Inhale and curl your chest off the floor, drawing your shoulders back.",
            "Inhale.",
        ),
        part(36, "plain", "You might float your hands for a moment.", role="tip"),
        part(37, "plain", "Press lightly into your hands.", "Press lightly into your hands."),
        part(
            38,
            "hold",
            "Hold for {}.",
            duration=Duration(2, 2, "breaths", "exactly", "2 breaths", place=at(38)),
        ),
        part(38, "plain", "Release.", role="way out"),
        part(38, "rounds", "", source="Repeat 2 more times."),
    ),
    rounds=(Rounds(3, 3, 2, 7, "2 more times", place=at(38)),),
    place=at(32),
)

BRIDGE = Pose(
    "Bridge",
    intro=(
        intro(42, "This one opens the front of your body as well."),
        intro(
            42,
            "Keep your gaze on one point above you, and do not turn your head.",
            1,
            role="caution",
        ),
    ),
    parts=(
        part(
            43, "plain", "Lie on your back, bend your knees, and set your feet flat on the floor."
        ),
        part(44, "plain", "Press your shoulders down and draw them under you.", "Press down."),
        part(
            45,
            "plain",
            "Press into your feet, and send your hips up.",
            "Press into your feet.",
        ),
        part(46, "plain", "Clasp your hands beneath you."),
        part(47, "plain", "Bring your attention to your upper back."),
        part(
            48,
            "hold",
            "Stay for {}.",
            duration=Duration(5, 7, "breaths", "range", "5-7 breaths", place=at(48)),
        ),
        part(
            48,
            "plain",
            "Gently lower down, unclasp your hands, and rest them at your sides.",
            role="way out",
        ),
        part(49, "rounds", "", source="Repeat 3 more times, moving slowly."),
    ),
    rounds=(
        Rounds(4, 4, 1, 7, "3 more times", "Move slowly on the way up and down.", place=at(49)),
    ),
    place=at(40),
)

ROUTINE = Routine(
    PATH,
    "Middle Back",
    welcome=(intro(3, "Welcome to a slow session for the middle of your back."),),
    poses=(CAT_COW, BACKBEND, TWIST, COBRA, BRIDGE),
)
