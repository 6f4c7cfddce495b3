"""All that voiceguide says itself. What the author says is in `voiceguide.english.phrasing`.

``{}`` stands for the length of a hold as it was chosen.
"""

from __future__ import annotations

from collections.abc import Sequence

from voiceguide.english.numbers import in_words, length_in_words
from voiceguide.routine import SideName, Unit

SAFETY = "Move gently, and stop at any time if you feel pain, dizziness or shortness of breath."
CLOSING = ("Take a moment to notice how you feel.", "Thank you for taking this time for yourself.")
"""What a session ends with; the last of them alone in minimal guidance."""

HOLD = "Hold for {}."
STAY_HERE = "Stay here for {}."
"""Leads a hold that is not among the steps: assumed, or named in the introduction."""
KEEP_GOING = "Keep going for {}."
STAY_WITH_IT = "Stay with it for {}."
"""Leads a hold of which the author gives the length alone: "After 10 seconds, ..."."""

WORK = "Work for {}."
REST = "Rest for {}."
HOLD_NOW, RELEASE_NOW, REST_NOW = "Hold.", "Release.", "Rest."
"""Said within what is short, or within a breath that is held, so that the rhythm stays exact."""

HALFWAY = "Halfway."
TEN_MORE_SECONDS = "Ten more seconds."
LAST_BREATH = "Last breath."
COUNTDOWN = ("Five.", "Four.", "Three.", "Two.", "One.")
"""Said one a second, up to the end of a hold."""
HOLD_LINES = (
    "Soften your face and your jaw.",
    "Let your breath be slow and easy.",
    "Let go of any effort you do not need.",
    "Let each breath out be a little longer.",
)
"""What a long hold may say where the author has too little for it."""

RELEASE = "And release."
"""Leads out of a hold that the next round would begin in."""
COME_OUT = "Slowly come out of the pose."
WAKE = "When you are ready, gently begin to move your fingers and toes."
"""Leads out of the final rest."""

LAST_ONE = "Last one."
"""Opens the last round."""

INHALE, EXHALE = "Inhale.", "Exhale."
BREATHE_IN, BREATHE_OUT = "Breathe in.", "Breathe out."


def welcome_words(title: str) -> str:
    """Open a session; a full stop is for the caller, as a title may end in a mark of its own."""
    return f"Welcome to {title}"


def pose_words(name: str, index: int, count: int) -> str:
    """Announce the pose at ``index`` of ``count``, without a full stop.

    ``name`` is as it is spoken, "" where it can't be.
    """
    name = name or f"Pose {index + 1}"
    if index and index == count - 1:
        return f"And last, {name}"
    return f"Next, {name}" if index else name


def next_words(name: str, position: str, *, index: int, count: int) -> str:
    """Tell a pose before it begins: "Next: Cobra, lying on your stomach", without a full stop."""
    name = name or f"Pose {index + 1}"
    first = "Last" if index and index == count - 1 else "Next" if index else "First"
    # "Standing on one leg, standing" would say it twice.
    told = position and not set(position.split()[-1:]) & set(name.lower().split())
    return f"{first}: {name}, {position}" if told else f"{first}: {name}"


def things_words(things: Sequence[Sequence[str]]) -> str:
    """Name things, of each all that will do: "a mat and a blanket or a towel"; "" for none."""
    named = [" or ".join(f"a {each}" for each in some) for some in things]
    return " and ".join(filter(None, [", ".join(named[:-1]), *named[-1:]]))


def ready_words(things: Sequence[Sequence[str]], seconds: int) -> tuple[str, ...]:
    """Give time to get ready, with what is needed: "You will need a mat and a blanket.".

    Of each thing there may be several that will do: "a blanket or a towel".
    """
    need = (f"You will need {things_words(things)}.",) if things else ()
    return (*need, f"Take {length_in_words(seconds, 's')} to get ready.")


def hold_words(phrase: str, number: int, unit: Unit, manner: str = "") -> str:
    """Announce a hold by its phrase, with the length that was chosen: "Hold for four breaths."."""
    return phrase.replace("{}", length_in_words(number, unit, manner))


_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth")


def set_words(number: int, sets: int) -> str:
    """Open a set after the first: "Second set.", "Last set."."""
    if number == sets and number > 2:
        return "Last set."
    named = _ORDINALS[number - 1] if number <= len(_ORDINALS) else ""
    return f"{named} set." if named else f"Set {in_words(number)}."


def round_words(number: int, rounds: int) -> str:
    """Open a round of all poses after the first: "Second round.", "Last round."."""
    return set_words(number, rounds).replace("set", "round").replace("Set", "Round")


def count_words(number: int, times: int) -> str:
    """Count a movement on its beginning: "Seven.", and of the last "Two more.", "Last one."."""
    if number == times:
        return LAST_ONE
    return left_words(2) if number == times - 1 else f"{in_words(number).capitalize()}."


def left_words(times: int, *, both_sides: bool = False) -> str:
    """Say how many rounds are left: "Five more."."""
    if both_sides:
        return "Both sides once more." if times == 1 else f"Both sides, {in_words(times)} more."
    return f"{in_words(times).capitalize()} more."


def side_words(name: SideName, noun: str) -> str:
    """Name a side in passing: "Left side."."""
    if name == "second":
        return f"Other {noun}."
    return f"First {noun}." if name == "first" else f"{name.capitalize()} side."


def one_side_words(name: SideName, noun: str) -> str:
    """Say that there is no other side: "Only the left leg."."""
    return f"Only the {name} {noun if noun in ('leg', 'arm', 'hand', 'foot') else 'side'}."


def switch_words(name: SideName, noun: str) -> str:
    """Lead the change of side: "Now the left side."."""
    if name == "second":
        return f"Now the other {noun}."
    return f"Back to the first {noun}." if name == "first" else f"Now the {name} side."
