"""The whole way, from a routine to its plan or session: what the command line and programs call.

Nothing here prints. Sound is imported only when there is something to speak.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from voiceguide.building.builder import build, vocabulary
from voiceguide.building.cues import TooManyCuesError
from voiceguide.building.lengths import least_ms
from voiceguide.building.needs import things_needed
from voiceguide.building.pacing import Pacing, pacing_from
from voiceguide.doubts import doubts
from voiceguide.english.needs import stated_needs
from voiceguide.english.speech_length import estimate_speech_ms
from voiceguide.english.wording import things_words
from voiceguide.problems import Problem, VoiceguideError, fail
from voiceguide.routine import Routine
from voiceguide.script import CHIME_SOUNDS, Script
from voiceguide.settings import BREATH_CHIME_MS, CHIMES_MS, USUAL_CHIME, Settings, override
from voiceguide.timeline import Timeline, lay_out

if TYPE_CHECKING:
    from voiceguide.audio.clip import Clip
    from voiceguide.cache import Store
    from voiceguide.session.manifest import Origin, SoundMeasure
    from voiceguide.soundscape.soundscape import Soundscape
    from voiceguide.speech.crew import Crew
    from voiceguide.speech.engine import Voice
    from voiceguide.speech.lexicon import Lexicon

LONGEST_MS = 6 * 3600 * 1000
"""A session longer than this is more likely a slip of the pen than a wish."""

LONGEST_EVER_MS = 100 * 3600 * 1000
"""Nothing longer is laid out at all: it would take more memory than a computer has."""

MOST_CUES, MOST_CUES_EVER = 50_000, 250_000
"""Most cues of a session, and of one that may be long: counting aloud fills 6 hours with 30,000."""

_TRIES = 3

OnClip = Callable[[int, int, str], None]
"""Called as each sentence is ready: how many are, of how many, and which one it is."""

Stage = Literal["voice", "speak", "sound", "verify"]
"""What takes time: until the first sentence is spoken anew, speaking, mixing and encoding, and
listening to what was made."""

OnStage = Callable[[Stage], None]


class Made(NamedTuple):
    """A session that was made: its file, and its timeline with measured times.

    ``spoken`` is how many sentences were spoken for it; the others were kept from before.
    ``steps`` tell what was done to come to the length that was asked for, () where none was.
    ``told`` are warnings: of what a program's or a person's own voice took unusually long for, and
    of a shared store that is away.
    """

    path: Path
    timeline: Timeline
    spoken: int
    steps: tuple[str, ...] = ()
    told: tuple[Problem, ...] = ()

    def _repr_html_(self) -> str:
        """Give what a notebook shows: the cover, a player, the poses."""
        from voiceguide.session.notebook import session_html

        return session_html(self.path, self.timeline)


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
    _check_files(routine, settings or Settings(), "chime")
    pacing = pacing_of(override(routine.settings, settings or Settings()))
    return _estimated(routine, pacing, long=long)


def _check_files(routine: Routine, given: Settings, *names: str) -> None:
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
    """Tell what is hardly meant in a plan of a routine with these settings, as warnings.

    Raises VoiceguideError: as `plan`.
    """
    own, asked = pacing_of(routine.settings), pacing_of(override(routine.settings, settings))
    return tuple(doubts(routine, timeline, is_as_written=asked == own))


def sentences(routine: Routine, settings: Settings | None = None) -> tuple[str, ...]:
    """Give everything that is said in a session of a routine, at any pace from 0.5 to 2.

    Raises VoiceguideError: as `plan`.
    """
    pacing = pacing_of(override(routine.settings, settings or Settings()))
    return words_of(_estimated(routine, pacing, long=True))


def needs_of(routine: Routine) -> str:
    """Say what a routine needs: in its welcome's own words, then what only its poses name."""
    stated = stated_needs(part.text for part in routine.welcome)
    led = [pose for pose in routine.poses if not pose.optional] or routine.poses
    return ", ".join(filter(None, [stated, things_words(things_needed(routine, led))]))


def words_of(plan: Planned) -> tuple[str, ...]:
    """Give everything that may be said in a session that was planned so."""
    return vocabulary(plan.timeline.script, plan.routine, plan.pacing)


def _estimated(routine: Routine, pacing: Pacing, *, long: bool) -> Planned:
    def speech_ms(words: str) -> int:
        return estimate_speech_ms(words, pacing.rate)

    return _laid_out(routine, pacing, speech_ms, measured=False, long=long)


def _laid_out(
    routine: Routine,
    pacing: Pacing,
    speech_ms: Callable[[str], int],
    *,
    measured: bool,
    long: bool,
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

        plan = Planned(*fit(routine, pacing, built, on_clock))
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
        return _paced(settings, CHIMES_MS[chime])
    from voiceguide.soundscape.chime_file import length_ms

    return _paced(settings, length_ms(Path(chime)))


def _paced(settings: Settings, chime_ms: int) -> Pacing:
    breath_ms = BREATH_CHIME_MS if chime_ms else 0
    return pacing_from(settings)._replace(chime_ms=chime_ms, breath_chime_ms=breath_ms)


class Job(NamedTuple):
    """One session to make, checked as far as can be without speaking.

    ``trouble`` tells why the usual voice is not the one that speaks, often nothing; ``doubts``
    what in it is hardly meant.
    """

    routine: Routine
    settings: Settings
    target: Path
    voice: Voice
    words: tuple[str, ...]
    script: Script
    pacing: Pacing
    around: Soundscape
    lexicon: Lexicon
    captions: tuple[Path, ...] = ()
    trouble: str = ""
    crew: Crew | None = None
    doubts: Sequence[Problem] = ()
    store: Store | None = None


def prepare(  # noqa: PLR0913 - each is named in a call
    routine: Routine,
    target: str | Path,
    settings: Settings | None = None,
    *,
    long: bool = False,
    captions: Sequence[str] = (),
    crew: Crew | None = None,
    store: Store | None = None,
) -> Job:
    """Check everything that can be checked before a word is spoken.

    ``captions`` are the kinds to write beside the session, such as "vtt": those of
    `voiceguide.session.captions.CAPTIONS`; those that its last making wrote there are written anew
    in any case. The ``crew`` starts as soon as it is known that there
    is something to speak. What is spoken is kept in the ``store``, by default the user's.

    Raises `VoiceguideError`: no such voice, a rate it can't speak, a folder that can't be written
    or is full, a sentence that can't be said, a chime or bed that is no sound, a session that is
    too long.
    """
    from voiceguide.cache import Store, bound_bytes
    from voiceguide.session.file import check_target, kept_beside
    from voiceguide.soundscape.soundscape import (
        Soundscape,
        bedding_of,
        chimes_of,
        is_stereo,
        voicing_of,
    )
    from voiceguide.speech.own_words import load_lexicon
    from voiceguide.speech.speak import check_words, lacking
    from voiceguide.speech.voices import check_rate, find_voice, one_that_speaks, with_fallback

    _check_files(routine, settings or Settings(), "bed", "chime")
    asked = override(routine.settings, settings or Settings())
    store = store or Store()
    pacing = pacing_of(asked)
    plan = _estimated(routine, pacing, long=long)
    check_rate(pacing.rate)
    bound_bytes()
    # What the routine's own text or a session's file asks for may not open or run anything.
    given = settings or Settings()
    voice = find_voice(asked.voice, by_hand=given.voice is not None)
    if asked.fallback:
        other = find_voice(asked.fallback, by_hand=given.fallback is not None)
        voice = with_fallback(voice, other)
    words = words_of(plan)
    lexicon = load_lexicon(Path(routine.path), routine.said)
    check_words(words, voice, lexicon)
    voicing = voicing_of(asked)

    def start(voice: Voice) -> bool:
        lacks = lacking(words, voice, pacing.rate, store, voicing=voicing, lexicon=lexicon)
        if crew:
            crew.awaits(lacks)
        return bool(lacks)

    lacks = start(voice)
    chimes = chimes_of(asked, store)
    strike = chimes.get(CHIME_SOUNDS["chime"])
    if strike and strike.length_ms != pacing.chime_ms:
        # Of a file it is known only now how long it sounds.
        pacing = _paced(asked, strike.length_ms)
        plan = _estimated(routine, pacing, long=long)
        words = words_of(plan)
        check_words(words, voice, lexicon)
    target = Path(target)
    timeline = plan.timeline
    check_target(target, timeline.length_ms, stereo=is_stereo(asked))
    kinds = dict.fromkeys([*captions, *kept_beside(target)])
    beside = tuple(target.with_suffix(f".{kind}") for kind in kinds)
    for path in beside:
        check_target(path)
    around = Soundscape(chimes, voicing, bedding_of(asked, store))
    trouble = ""
    if crew and lacks and asked.voice is None:
        voice, trouble = one_that_speaks(voice, crew)
        if trouble:
            check_words(words, voice, lexicon)
            start(voice)
    told = doubts_in(routine, given, timeline)
    asked = replace(asked, voice=voice.name, rate=pacing.rate)
    return Job(
        routine, asked, target, voice, words, timeline.script, pacing, around, lexicon, beside,
        trouble, crew, told, store,
    )  # fmt: skip


def run(
    job: Job,
    on_clip: OnClip | None = None,
    *,
    verify: bool = False,
    on_stage: OnStage | None = None,
) -> Made:
    """Speak what was not spoken before, and write the session and its captions.

    ``on_stage`` is called as each stage begins.
    To ``verify`` it, all of it is decoded before it gets its name, as ``voiceguide verify`` does.

    Raises `VoiceguideError`; whatever goes wrong, a file that was there before stays as it was.
    """
    from voiceguide.audio.clip import LostSoundError
    from voiceguide.cache import Store, bound_bytes, keep_under
    from voiceguide.soundscape.soundscape import chimes_of

    ready = anew = 0
    begin: OnStage = on_stage or (lambda _: None)

    def count(words: str, was_spoken: bool) -> None:
        nonlocal ready, anew
        ready += 1
        if on_clip:
            on_clip(min(ready, len(job.words)), len(job.words), words)
        if was_spoken and not anew:
            begin("speak")
        anew += was_spoken

    store = job.store or Store()
    for _ in range(_TRIES):
        try:
            timeline, steps, told = _written(job, store, count, begin, verify=verify)
            break
        except LostSoundError:
            # What another process takes out of the store meanwhile is made again.
            chimes = chimes_of(job.settings, store)
            job = job._replace(around=job.around._replace(chimes=chimes))
    else:
        raise fail(f"sounds are taken out of {store.folder} as they are made", "make it again")
    if store.grew:
        keep_under(store.folder, bound_bytes())
    store.settle()
    return Made(job.target, timeline, anew, steps, (*told, *store.told()))


def _written(
    job: Job,
    store: Store,
    on_clip: Callable[[str, bool], None],
    begin: OnStage,
    *,
    verify: bool,
) -> tuple[Timeline, tuple[str, ...], tuple[Problem, ...]]:
    """Speak, lay out and write a session; give its timeline, and the last fields of `Made`.

    Raises VoiceguideError as `run` does. Raises LostSoundError: what was in the store is gone.
    """
    from voiceguide.session.captions import CAPTIONS
    from voiceguide.session.containers import Material, needs_samples
    from voiceguide.session.cover import draw_cover
    from voiceguide.session.file import write_session
    from voiceguide.session.manifest import measures_of
    from voiceguide.speech.speak import speak, unusual

    def listen(path: Path) -> None:
        begin("verify")
        _verified(path)

    begin("voice")
    bedding = job.around.bedding

    def said_aloud(words: Sequence[str]) -> dict[str, Clip]:
        return speak(
            words,
            job.voice,
            job.pacing.rate,
            store,
            on_clip,
            voicing=job.around.voicing,
            lexicon=job.lexicon,
            whole=needs_samples(job.target, bed=bedding is not None),
            crew=job.crew,
        )

    clips = said_aloud(job.words)
    begin("sound")
    steps: tuple[str, ...] = ()
    if job.pacing.length_ms:
        timeline, steps = _fitted_to_speech(job, clips, said_aloud)
    else:
        timeline = lay_out(job.script, lambda words: clips[words].length_ms, measured=True)
    told = tuple(unusual(clips, job.voice))
    clips |= job.around.chimes
    measures = measures_of(timeline, clips)
    said = job.lexicon.kept_for(clips)
    origin = _origin(job, measures, said)
    material = Material(timeline, clips, bedding, store)
    beside = {path: CAPTIONS[path.suffix[1:]].text(timeline) for path in job.captions}
    check = listen if verify else None
    cover = draw_cover(timeline, store)
    write_session(job.target, material, origin, cover, check=check, beside=beside)
    return timeline, steps, told


def _origin(job: Job, measures: Mapping[str, SoundMeasure], said: Mapping[str, str]) -> Origin:
    """Gather what a session can be made again from."""
    from voiceguide.session.manifest import Origin

    routine = job.routine
    led = [(pose.text, pose.number, pose.again, int(pose.optional)) for pose in routine.poses]
    if not any(pose.number for pose in routine.poses):
        led = []
    return Origin(
        routine.source,
        () if led else routine.chosen,
        asdict(job.settings),
        measures,
        said,
        routine.others,
        tuple(led),
        routine.client,
    )


def _fitted_to_speech(
    job: Job, clips: dict[str, Clip], said_aloud: Callable[[Sequence[str]], dict[str, Clip]]
) -> tuple[Timeline, tuple[str, ...]]:
    """Find the numbers anew with speech as it was measured, until all that they say is spoken.

    What other numbers say is put to ``clips``; there are only so many, so it comes to an end.
    """
    rate = job.pacing.rate
    while True:
        estimated = sum(estimate_speech_ms(words, rate) for words in clips) or 1
        slower = sum(clip.length_ms for clip in clips.values()) / estimated

        known = {words: clip.length_ms for words, clip in clips.items()}

        def speech_ms(words: str, known: Mapping[str, int] = known, by: float = slower) -> int:
            return known.get(words) or round(by * estimate_speech_ms(words, rate))

        plan = _laid_out(job.routine, job.pacing, speech_ms, measured=True, long=True)
        new = [words for words in plan.timeline.script.words() if words not in clips]
        if not new:
            return plan.timeline, plan.steps
        if job.crew:
            job.crew.awaits({})  # once more than was expected
        clips |= said_aloud(new)


def make(  # noqa: PLR0913 - each is named in a call
    routine: Routine,
    target: str | Path,
    settings: Settings | None = None,
    *,
    long: bool = False,
    captions: Sequence[str] = (),
    on_clip: OnClip | None = None,
    verify: bool = False,
    store: str | None = None,
) -> Made:
    """Make the session of a routine at ``target``, in the format that its ending names.

    ``settings`` go before those of the routine. ``on_clip`` is called as each sentence is ready,
    with how many are, of how many, and its words.

    Raises VoiceguideError: what `prepare` finds before a word is spoken, or the voice or the disk
    failed on the way; a file that was there before then stays as it was.

    ``captions`` are the kinds to write beside it, such as "vtt": those of
    `voiceguide.session.captions.CAPTIONS`.
    To ``verify`` it, all of it is decoded and held against its timeline before it gets its name.
    ``store`` is the address of a store that several machines share, such as ``s3://bucket/clips``,
    by default that in ``VOICEGUIDE_STORE``.
    """
    from voiceguide.cache import Store
    from voiceguide.speech.crew import Crew

    with Crew() as crew:
        job = prepare(routine, target, settings, long=long, captions=captions, crew=crew,
                      store=Store(shared=store))  # fmt: skip
        return run(job, on_clip, verify=verify)


def _verified(path: Path) -> None:
    from voiceguide.verifying.faults import fault_lines
    from voiceguide.verifying.verdict import verify

    lines = fault_lines(verify(path).faults, 20)
    if lines:
        raise fail(
            "the session is not as it should be, and was not kept:\n" + "\n".join(lines),
            "make it again; if that does not help, look at its bed and its loudness",
        )
