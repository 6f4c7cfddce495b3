"""The way from a plan to a session: what the command line and programs call.

Nothing here prints. Sound is imported only when there is something to speak.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from voiceguide.building.pacing import Pacing
from voiceguide.english.speech_length import estimate_speech_ms
from voiceguide.planning import (
    check_files,
    doubts_in,
    estimated,
    laid_out,
    paced,
    pacing_of,
    words_of,
)
from voiceguide.problems import Problem, fail
from voiceguide.routine import Routine
from voiceguide.script import CHIME_SOUNDS, Script
from voiceguide.settings import Settings, override
from voiceguide.timeline import Timeline, lay_out

if TYPE_CHECKING:
    from voiceguide.audio.clip import Clip
    from voiceguide.cache import Store
    from voiceguide.session.manifest import Origin, SoundMeasure
    from voiceguide.soundscape.soundscape import Soundscape
    from voiceguide.speech.crew import Crew
    from voiceguide.speech.engine import Voice
    from voiceguide.speech.lexicon import Lexicon

_TRIES = 3
_ESTIMATES_ERR = 0.1
"""As a share of a length that is asked for: speech as measured decides whether it can be had."""

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

    check_files(routine, settings or Settings(), "bed", "chime")
    asked = override(routine.settings, settings or Settings())
    store = store or Store()
    pacing = pacing_of(asked)
    plan = estimated(routine, pacing, long=long, slack=_ESTIMATES_ERR)
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
        pacing = paced(asked, strike.length_ms)
        plan = estimated(routine, pacing, long=long, slack=_ESTIMATES_ERR)
        words = words_of(plan)
        check_words(words, voice, lexicon)
    target = _here(target)
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


def _here(target: str | Path) -> Path:
    if "://" in str(target):
        raise fail("a session is written to this machine", "make_all writes to addresses, too")
    return Path(target)


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

        plan = laid_out(job.routine, job.pacing, speech_ms, measured=True, long=True)
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
