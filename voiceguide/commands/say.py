"""``voiceguide say``: hear a voice."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voiceguide.commands.options import setting_option
from voiceguide.commands.output import example
from voiceguide.commands.output import say as say_line

if TYPE_CHECKING:
    from voiceguide.speech.crew import Crew


@click.command(epilog=example(
    'voiceguide say "Inhale, and lift your heart."',
    'voiceguide say "Hold for four breaths." --voice en-gb --out hear.mp3',
    'voiceguide say --ipa "ʃəvˈɑːsənə"',
))  # fmt: skip
@click.argument("text")
@click.option(
    "-o", "--out", metavar="FILE",
    help="Write a .wav or .mp3 file; without it, the speech is played or, where nothing plays, "
    "written to hear.wav.",
)  # fmt: skip
@click.option("--ipa", is_flag=True, help="TEXT is sounds in the IPA, as a lexicon has them.")
@setting_option("voice")
@setting_option("rate")
def say(text: str, out: str | None, ipa: bool, voice: str | None, rate: int | None) -> None:
    """Speak TEXT, to hear a voice.

    It sounds as it does in a session, with the words of ./lexicon.toml and of your own.
    """
    path = Path(out).expanduser() if out else None
    if path and path.suffix.lower() not in (".wav", ".mp3"):
        raise click.UsageError(f"--out {out}: name a .wav or .mp3 file")
    from voiceguide.commands.player import play, player
    from voiceguide.files import check_place
    from voiceguide.speech.crew import Crew

    program = player() if path is None else None
    if path is None and program is None:
        path = Path("hear.wav")
    if path:
        check_place(path, 1_000_000)
    with Crew() as crew, tempfile.TemporaryDirectory() as folder:
        heard = path or Path(folder) / "say.wav"
        length_ms = _said(text, heard, crew, ipa=ipa, voice=voice, rate=rate)
        if program is not None:
            play(program, heard)
        else:
            say_line(f"{path}: {length_ms / 1000:.1f} s")


def _said(  # noqa: PLR0913 - the options
    text: str, path: Path, crew: Crew, *, ipa: bool, voice: str | None, rate: int | None
) -> int:
    """Write a text as it is said, and give its length in milliseconds.

    Raises VoiceguideError: it can't be said, or not by that voice.
    """
    from voiceguide.cache import Store
    from voiceguide.english.sentences import sentences_of
    from voiceguide.problems import fail
    from voiceguide.session.sample import write_sample
    from voiceguide.speech.own_words import load_lexicon, sounds
    from voiceguide.speech.speak import check_words, lacking
    from voiceguide.speech.voices import DEFAULT_WPM, find_voice, one_that_speaks

    wpm, store = rate or DEFAULT_WPM, Store()
    speaker = find_voice(voice)
    if ipa:
        words, lexicon = sounds(text)
        said = [words] if words else []
    else:
        said = sentences_of(" ".join(text.split()))
        lexicon = load_lexicon(Path("lexicon.toml"))
    if not said:
        raise fail("there is nothing to say", 'give a sentence, such as "Inhale."')
    if voice is None and lacking(said, speaker, wpm, store, lexicon=lexicon):
        speaker, trouble = one_that_speaks(speaker, crew)
        if trouble:
            say_line(f"voice: {speaker.name}, as {trouble}", err=True)
    if ipa and speaker.notation not in ("misaki", "espeak"):
        raise fail(f"{speaker.name} can't be told sounds", "name another --voice, such as heart")
    check_words(said, speaker, lexicon)
    return write_sample(path, said, speaker, wpm, store, lexicon=lexicon, crew=crew)
