"""From a routine to its plan: what is said and kept quiet when, without any sound.

Nothing is written here, and nothing read but the header of a chime that is a file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from voiceguide.building.builder import build, vocabulary
from voiceguide.building.cues import TooManyCuesError
from voiceguide.building.lengths import least_ms
from voiceguide.building.needs import things_needed
from voiceguide.building.pacing import Pacing, pacing_from
from voiceguide.doubts import doubts
from voiceguide.english.speech_length import estimate_speech_ms
from voiceguide.english.wording import things_words
from voiceguide.problems import Problem, VoiceguideError, fail
from voiceguide.routine import Routine
from voiceguide.script import Script
from voiceguide.settings import BREATH_CHIME_MS, CHIMES_MS, USUAL_CHIME, Settings, override
from voiceguide.timeline import Timeline, lay_out

LONGEST_MS = 6 * 3600 * 1000
"""A session longer than this is more likely a slip of the pen than a wish."""

LONGEST_EVER_MS = 100 * 3600 * 1000
"""Nothing longer is laid out at all: it would take more memory than a computer has."""

MOST_CUES, MOST_CUES_EVER = 50_000, 250_000
"""Most cues of a session, and of one that may be long: counting aloud fills 6 hours with 30,000."""


class Planned(NamedTuple):
    """A plan: the routine with its numbers taken where a length is asked for, at what pacing.

    ``steps`` tell what was done to come to that length.
    """

    routine: Routine
    pacing: Pacing
    timeline: Timeline
    steps: tuple[str, ...] = ()


def plan(routine: Routine, settings: Settings | None = None, *, long: bool = False) -> Timeline:
    """Lay a routine out on the clock without sound, with estimated lengths of speech.

    Nothing is written, and nothing read but the header of a chime that is a file: `make` measures
    it, and may find it a little shorter or longer.

    ``settings`` go before those of the routine. Raises `VoiceguideError` where the session is
    longer than 6 hours, unless it may be ``long``, or can't have the length that they ask for.
    """
    return planned(routine, settings, long=long).timeline


def planned(routine: Routine, settings: Settings | None = None, *, long: bool = False) -> Planned:
    """Lay a routine out as `plan` does, and tell how it came to the length asked for."""
    check_files(routine, settings or Settings(), "chime")
    pacing = pacing_of(override(routine.settings, settings or Settings()))
    return estimated(routine, pacing, long=long)


def check_files(routine: Routine, given: Settings, *names: str) -> None:
    """See that a person names the sound files that a session was made with: no file may.

    Raises VoiceguideError: with one problem for each that is not named.
    """
    problems = [
        Problem(
            f"{routine.path} was made with the {name} {routine.files[name][:80]}",
            f"give the file again with --{name}, or --{name} none",
        )
        for name in names
        if name in routine.files and getattr(given, name) is None
    ]
    if problems:
        raise VoiceguideError(problems)


def doubts_of(routine: Routine) -> Sequence[Problem]:
    """Tell what a routine's plan shows to be hardly meant, or why it has none.

    Raises nothing: an error in the plan is among the problems.
    """
    try:
        return tuple(doubts(routine, plan(routine)))
    except VoiceguideError as error:
        return error.problems


def doubts_in(routine: Routine, settings: Settings, timeline: Timeline) -> Sequence[Problem]:
    """Tell what is hardly meant in a plan of a routine with these settings, as warnings."""
    # What a chime lasts makes no session another: a file that is not asked for is not opened.
    own, asked = pacing_from(routine.settings), pacing_from(override(routine.settings, settings))
    return tuple(doubts(routine, timeline, is_as_written=asked == own))


def sentences(routine: Routine, settings: Settings | None = None) -> tuple[str, ...]:
    """Give everything that is said in a session of a routine, at any pace from 0.5 to 2.

    Raises VoiceguideError: as `plan`.
    """
    pacing = pacing_of(override(routine.settings, settings or Settings()))
    return words_of(estimated(routine, pacing, long=True))


def needs_of(routine: Routine) -> str:
    """Say what a routine needs: in its welcome's own words, then what only its poses name."""
    from voiceguide.english.needs import stated_needs  # no plan needs it

    stated = stated_needs(part.text for part in routine.welcome)
    led = [pose for pose in routine.poses if not pose.optional] or routine.poses
    return ", ".join(filter(None, [stated, things_words(things_needed(routine, led))]))


def words_of(plan: Planned) -> tuple[str, ...]:
    """Give everything that may be said in a session that was planned so."""
    return vocabulary(plan.timeline.script, plan.routine, plan.pacing)


def estimated(routine: Routine, pacing: Pacing, *, long: bool, slack: float = 0.0) -> Planned:
    """Lay a routine out at this pacing, with estimated lengths of speech.

    ``slack`` is how far off a length that is asked for it may be, as a share of it.
    """

    def speech_ms(words: str) -> int:
        return estimate_speech_ms(words, pacing.rate)

    return laid_out(routine, pacing, speech_ms, measured=False, long=long, slack=slack)


def laid_out(  # noqa: PLR0913 - each is named in a call
    routine: Routine,
    pacing: Pacing,
    speech_ms: Callable[[str], int],
    *,
    measured: bool,
    long: bool,
    slack: float = 0.0,
) -> Planned:
    """Build a routine and lay it out, at the length that the pacing asks for if it does."""

    def on_clock(script: Script) -> Timeline:
        return lay_out(script, speech_ms, measured=measured)

    def built(routine: Routine, pacing: Pacing) -> Timeline:
        least = least_ms(routine, pacing)
        if least > (LONGEST_EVER_MS if long else LONGEST_MS):
            raise _too_long(routine, least)
        most = MOST_CUES_EVER if long else MOST_CUES
        try:
            return on_clock(build(routine, pacing, most))
        except TooManyCuesError:
            hint = _ROUNDS_HINT if long else _LONG_HINT
            raise fail(f"{routine.path} asks for more than {most:,} cues", hint) from None

    if pacing.length_ms:
        from voiceguide.fitting.fit import fit  # few ask for it

        plan = Planned(*fit(routine, pacing, built, on_clock, slack))
    else:
        plan = Planned(routine, pacing, built(routine, pacing))
    if plan.timeline.length_ms > LONGEST_MS and not long:
        raise _too_long(routine, plan.timeline.length_ms)
    return plan


_ROUNDS_HINT = "look for rounds that go round each other, or a number that is too large"
_LONG_HINT = "look for a number that is too large, or add --long if this is what you want"


def _too_long(routine: Routine, length_ms: int) -> VoiceguideError:
    hint = _LONG_HINT
    if length_ms > LONGEST_EVER_MS:
        hint = _ROUNDS_HINT
    return fail(f"{routine.path} would last {length_ms / 3_600_000:,.1f} hours", hint)


def pacing_of(settings: Settings) -> Pacing:
    """Give the pacing that settings ask for, with the time that their chimes take.

    That of a chime which is a file is what its header tells.

    Raises VoiceguideError: a chime that is no sound.
    """
    chime = settings.chime or USUAL_CHIME
    if chime in CHIMES_MS:
        return paced(settings, CHIMES_MS[chime])
    from voiceguide.soundscape.chime_file import length_ms

    return paced(settings, length_ms(Path(chime)))


def paced(settings: Settings, chime_ms: int) -> Pacing:
    """Give the pacing that settings ask for, with chimes that take so long."""
    breath_ms = BREATH_CHIME_MS if chime_ms else 0
    return pacing_from(settings)._replace(chime_ms=chime_ms, breath_chime_ms=breath_ms)
