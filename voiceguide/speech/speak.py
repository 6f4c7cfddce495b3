"""Words become clips: from the store where they were spoken before, else spoken now."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from voiceguide.audio.clip import (
    MONO_FRAME_BYTES,
    SOUNDS,
    Clip,
    Voicing,
    clip_from,
    keep_clip,
    load_clip,
)
from voiceguide.cache import Store, key_of
from voiceguide.problems import Problem, VoiceguideError
from voiceguide.speech.crew import Crew, by_engine
from voiceguide.speech.engine import Voice
from voiceguide.speech.fits import Fits, could_be, fits_of, unusual_of
from voiceguide.speech.lexicon import (
    BUILT_IN,
    LONGEST,
    Lexicon,
    for_engine,
    plain,
    unreadable,
)
from voiceguide.speech.voices import check_rate

if TYPE_CHECKING:
    from voiceguide.speech.calibration import Calibration
    from voiceguide.speech.pool import Workers
    from voiceguide.speech.requests import MadeClip, MakeClip
    from voiceguide.speech.twins import Said

PROCESSING = 3
"""To be raised when a clip is trimmed, levelled or encoded differently: all is spoken anew.

Not in `mastering`, which it guards: that loads sound libraries, and a key must not.
"""

OnClip = Callable[[str, bool], None]

_AS_IT_IS = Voicing()


def check_words(words: Iterable[str], voice: Voice, lexicon: Lexicon = BUILT_IN) -> None:
    """See that each of the words holds something that a voice can say and read, and not too much.

    Raises VoiceguideError: with a problem for each that doesn't.
    """
    distinct = list(dict.fromkeys(words))
    problems = _not_recorded(distinct, voice)
    for said in distinct:
        speaker = speaker_of(said, voice)
        text = for_engine(said, speaker, lexicon)
        strange = unreadable(said, speaker.language)
        if strange:
            problems.append(
                Problem(
                    f'the voice {speaker.name} can\'t read "{strange[:20]}" in "{said[:60]}"',
                    'write it in Latin letters, or name a voice of its language: "voiceguide '
                    'voices --all"',
                )
            )
        elif not text:
            problems.append(Problem(f"nothing in {said[:60]!r} can be spoken", "write it in words"))
        elif len(text) > LONGEST:
            problems.append(
                Problem(
                    f'a sentence of {len(text)} characters is too long: "{said[:60]}…"',
                    f"end sentences with a full stop, within {LONGEST} characters",
                )
            )
    if problems:
        raise VoiceguideError(problems)


def _not_recorded(words: list[str], voice: Voice) -> list[Problem]:
    """Tell of the words that no one says: by their numbers, and those that have none yet."""
    if not voice.instead:
        return []
    silent = {said: speaker_of(said, voice) for said in words}
    silent = {said: speaker for said, speaker in silent.items() if not speaker.driver}
    others = "or name who says them: --fallback heart"
    missing = [speaker.name for speaker in silent.values() if speaker is not voice]
    new = [said for said, speaker in silent.items() if speaker is voice]
    problems = []
    if missing:
        told = ", ".join(missing)
        problems.append(Problem(f"{voice.name} lacks {told}", f"record these numbers, {others}"))
    if new:
        told = ", ".join(f'"{said[:40]}"' for said in new[:3]) + (" …" if len(new) > 3 else "")
        count = f"{len(new)} {'sentence' if len(new) == 1 else 'sentences'}"
        problems.append(
            Problem(
                f"{voice.name} has no number for {count}: {told}",
                f"put them on its sheet with `voiceguide record`, {others}",
            )
        )
    return problems


def speak(  # noqa: PLR0913 - the last two are named in a call
    words: Iterable[str],
    voice: Voice,
    rate_wpm: int,
    store: Store,
    on_clip: OnClip | None = None,
    *,
    voicing: Voicing = _AS_IT_IS,
    lexicon: Lexicon = BUILT_IN,
    whole: bool = False,
    crew: Crew | None = None,
) -> dict[str, Clip]:
    """Give a clip for each of the words, speaking only what the store does not have.

    ``crew`` has workers that may have been started before, and are kept where they are awaited.
    ``rate_wpm`` is in real words a minute. ``on_clip`` is called, in the caller's thread, with
    the words of each clip as it is ready, and whether it was spoken anew. The clips stay in
    memory: their sum grows with the number of different sentences, about 8 kB a second.
    ``whole`` asks for clips whose samples are in the store as well.

    Raises VoiceguideError: something can't be spoken, at that rate, or be kept.
    """
    distinct = list(dict.fromkeys(words))
    check_rate(rate_wpm)
    check_words(distinct, voice, lexicon)
    store.clear_left()
    # Words that the engine reads alike share a clip.
    by_key: dict[str, list[str]] = {}
    for said in distinct:
        by_key.setdefault(clip_key(said, voice, rate_wpm, voicing, lexicon), []).append(said)
    for kind in ("clips", SOUNDS) if whole else ("clips",):
        store.fetch(kind, by_key)
    clips: dict[str, Clip] = {}

    def ready(key: str, clip: Clip, *, anew: bool) -> None:
        for said in by_key[key]:
            clips[said] = clip
            if on_clip:
                on_clip(said, anew)

    def fits(said: str) -> Fits:
        speaker = speaker_of(said, voice)
        return fits_of(said, for_engine(said, speaker, lexicon), speaker, rate_wpm, lexicon)

    def look(key: str) -> Clip | None:
        clip = load_clip(store, key, whole=whole)
        return clip if clip and (clip.shape or could_be(clip, fits(by_key[key][0]))) else None

    missing: dict[str, str] = {}
    for key, alike in by_key.items():
        clip = look(key)
        if clip is None:
            missing[key] = alike[0]
        else:
            ready(key, clip, anew=False)
    if missing:
        from voiceguide.speech.folders import clear_folders  # most speak nothing anew

        clear_folders()
        manner = _Manner(voice, rate_wpm, voicing, lexicon, look)
        kept = {clip.key: (said, clip.shape) for said, clip in clips.items() if clip.shape}
        with ExitStack() as ending:
            workers = crew or ending.enter_context(Crew())
            # Closed at once when on_clip raises.
            for key, clip, anew in ending.enter_context(
                closing(_spoken(missing, manner, store, kept, workers))
            ):
                ready(key, clip, anew=anew)
    store.settle()
    if crew:
        crew.done()
    return {said: clips[said] for said in distinct}


class _Manner(NamedTuple):
    voice: Voice
    rate_wpm: int
    voicing: Voicing
    lexicon: Lexicon
    look: Callable[[str], Clip | None]


def lacking(  # noqa: PLR0913 - as speak
    words: Iterable[str],
    voice: Voice,
    rate_wpm: int,
    store: Store,
    *,
    voicing: Voicing = _AS_IT_IS,
    lexicon: Lexicon = BUILT_IN,
) -> dict[str, Voice]:
    """Give who says each of what `speak` would speak anew, by the key of its clip."""
    speakers = {
        clip_key(said, voice, rate_wpm, voicing, lexicon): speaker_of(said, voice) for said in words
    }
    store.fetch("clips", speakers)
    return {key: speaker for key, speaker in speakers.items() if not store.has("clips", key)}


def _spoken(
    missing: dict[str, str],
    manner: _Manner,
    store: Store,
    kept: Mapping[str, tuple[str, str]],
    crew: Crew,
) -> Generator[tuple[str, Clip, bool]]:
    """Speak the words under each key and put them into the store.

    Gives (key, clip, whether it was spoken here) as they come: what another process is about to
    speak is awaited, and is then in the store. What was ``kept`` before is not said a second
    time for other words.

    Raises VoiceguideError: something can't be spoken, at that rate, or be kept.
    """
    from voiceguide.speech.calibration import calibrate  # not needed where all is in the store
    from voiceguide.speech.twins import Said

    store.check()
    heard = {key: Said(*said) for key, said in kept.items()}
    speakers = {key: speaker_of(said, manner.voice) for key, said in missing.items()}
    for keys in by_engine(speakers):
        workers = crew.workers(speakers[keys[0]], len(keys))
        shapes: dict[str, Calibration] = {}
        requests: dict[str, MakeClip] = {}
        for key in keys:
            speaker = speakers[key]
            if speaker.id not in shapes:
                treatment = manner.voicing.treatment
                shapes[speaker.id] = calibrate(speaker, workers, store, treatment)
            requests[key] = _request(missing[key], speaker, shapes[speaker.id], manner)
        yield from _each_once(workers, requests, heard, store, manner.look)


def _each_once(
    workers: Workers,
    requests: dict[str, MakeClip],
    heard: dict[str, Said],
    store: Store,
    look: Callable[[str], Clip | None],
) -> Generator[tuple[str, Clip, bool]]:
    from voiceguide.speech.claims import Claims
    from voiceguide.speech.twins import Said, without_twins

    left = dict(requests)
    with Claims(store.folder) as claims:

        def is_mine(key: str) -> bool:
            if not claims.take(key):
                return False
            if look(key) is None:
                return True
            claims.release(key)  # another spoke it since it was looked for
            return False

        while left:
            free = {key: left[key] for key in claims.free(left)}
            for key, answer in without_twins(workers, free, heard, store, is_mine):
                clip = _keep(answer, key, store)
                claims.release(key)
                left.pop(key, None)
                heard[key] = Said(requests[key]["words"], clip.shape)
                yield key, clip, True
            for key in [*left]:
                found = look(key)
                if found is not None:
                    heard[key] = Said(left.pop(key)["words"], found.shape)
                    yield key, found, False
            if left:
                claims.pause()


def _request(said: str, speaker: Voice, shape: Calibration, manner: _Manner) -> MakeClip:
    pace = shape.pace(speaker, manner.rate_wpm)
    text = for_engine(said, speaker, manner.lexicon)
    fits = fits_of(said, text, speaker, manner.rate_wpm, manner.lexicon)
    return {
        "do": "clip",
        "words": said,
        "by": speaker.name,
        "mend": speaker.mend,
        "text": text,
        "voice": speaker.id,
        "rate": pace.rate,
        "stretch": pace.stretch,
        "gain_db": shape.gain_db,
        "lufs": manner.voicing.lufs,
        "treatment": manner.voicing.treatment,
        "fits": fits,
    }


def _keep(answer: MadeClip, key: str, store: Store) -> Clip:
    """Put a new clip and its sound into the store, and give it.

    Raises VoiceguideError: the store can't be written.
    """
    from voiceguide.speech.requests import as_bytes

    clip = replace(clip_from(as_bytes(answer["clip"]), key), shape=answer["shape"])
    return keep_clip(store, clip, as_bytes(answer["sound"]))


def unusual(clips: Mapping[str, Clip], voice: Voice) -> Iterator[Problem]:
    """Tell what was said unusually fast or slowly by a voice whose pace is its own."""
    if voice.dial and not voice.instead:
        return
    own = {said: clip for said, clip in clips.items() if not speaker_of(said, voice).dial}
    yield from unusual_of(own, voice.name)


def speaker_of(said: str, voice: Voice) -> Voice:
    """Give who says these words: the voice itself, or another that has them instead of it."""
    if not voice.instead:
        return voice
    return voice.instead.get(plain(said), voice)


def clip_key(
    said: str, voice: Voice, rate_wpm: int, voicing: Voicing, lexicon: Lexicon = BUILT_IN
) -> str:
    """Name a clip by all that shapes its sound; the engine's pitch is never changed."""
    voice = speaker_of(said, voice)
    return key_of(
        {
            "text": for_engine(said, voice, lexicon),
            "engine": voice.engine,
            "version": voice.version,
            "voice": voice.id,
            "rate": rate_wpm if voice.dial else 0,
            "lufs": voicing.lufs,
            "treatment": voicing.treatment,
            "processing": PROCESSING,
            "encoder": f"LAME, {MONO_FRAME_BYTES} bytes a frame, no reservoir",
        }
    )
