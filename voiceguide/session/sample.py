"""A few sentences in a file of their own, to hear a voice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from voiceguide.audio.clip import Clip
from voiceguide.cache import Store
from voiceguide.files import whole
from voiceguide.problems import Problem, VoiceguideError
from voiceguide.script import Cue, Script
from voiceguide.session.mp3 import sound_of
from voiceguide.speech.crew import Crew
from voiceguide.speech.engine import Voice
from voiceguide.speech.lexicon import BUILT_IN, Lexicon
from voiceguide.speech.speak import speak
from voiceguide.speech.voices import DEFAULT_WPM
from voiceguide.timeline import lay_out

_PAUSE_MS = 500


def write_sample(  # noqa: PLR0913 - the last are named in a call
    path: Path,
    sentences: Sequence[str],
    voice: Voice,
    rate_wpm: int,
    store: Store,
    *,
    lexicon: Lexicon = BUILT_IN,
    crew: Crew | None = None,
) -> int:
    """Speak sentences into a .wav or .mp3 file, and give its length in milliseconds.

    They sound as they do in a session, half a second apart.

    Raises VoiceguideError: they can't be spoken, or the file can't be written.
    """
    clips = speak(sentences, voice, rate_wpm, store, lexicon=lexicon, whole=True, crew=crew)
    return _write(path, sentences, clips, store)


def write_choir(
    path: Path, said: Iterable[tuple[Voice, Sequence[str]]], store: Store
) -> tuple[int, tuple[Problem, ...]]:
    """Write what each voice says into one .wav or .mp3 file, one after the other.

    Gives its length in milliseconds, and a warning for each voice that is left out.

    Raises VoiceguideError: none of them can speak, or the file can't be written.
    """
    clips: dict[str, Clip] = {}
    missing: list[Problem] = []
    for voice, sentences in said:
        try:
            spoken = speak(sentences, voice, DEFAULT_WPM, store, whole=True)
        except VoiceguideError as error:
            first = error.problems[0]
            left_out = f"{voice.name} is left out: {first.message}"
            missing.append(Problem(left_out, first.hint, severity="warning"))
            continue
        clips |= {f"{voice.name}: {words}": clip for words, clip in spoken.items()}
    if not clips:
        raise VoiceguideError(missing)
    return _write(path, list(clips), clips, store), tuple(missing)


def _write(path: Path, sentences: Sequence[str], clips: Mapping[str, Clip], store: Store) -> int:
    pause = Cue("pause", length_ms=_PAUSE_MS)
    cues = [cue for said in sentences for cue in (Cue("say", said), pause)][:-1]
    script = Script("", (), tuple(cues))
    timeline = lay_out(script, lambda words: clips[words].length_ms, measured=True)
    with whole(path) as growing:
        if path.suffix.lower() == ".wav":
            from voiceguide.session.codecs import write_wav
            from voiceguide.session.samples import samples_of_session

            write_wav(growing, samples_of_session(timeline, clips, store), 1)
        else:
            growing.write_bytes(b"".join(sound_of(timeline, clips)))
    return timeline.length_ms
