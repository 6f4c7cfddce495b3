"""``voiceguide say``: hear a voice."""

from __future__ import annotations

from pathlib import Path

import click

from voiceguide.commands.options import setting_option
from voiceguide.commands.output import example


@click.command(epilog=example(
    'voiceguide say "Inhale, and lift your heart." --out hear.wav',
    'voiceguide say "Hold for four breaths." --voice en-gb --out hear.mp3',
))  # fmt: skip
@click.argument("text")
@click.option("--out", required=True, metavar="FILE", help="Where to write: a .wav or .mp3 file.")
@setting_option("voice")
@setting_option("rate")
def say(text: str, out: str, voice: str | None, rate: int | None) -> None:
    """Speak TEXT into a file, to hear a voice.

    It sounds as it does in a session.
    """
    path = Path(out).expanduser()
    if path.suffix.lower() not in (".wav", ".mp3"):
        raise click.UsageError(f"--out {out}: name a .wav or .mp3 file")
    from voiceguide.cache import Store
    from voiceguide.english.sentences import sentences_of
    from voiceguide.files import check_place
    from voiceguide.problems import fail
    from voiceguide.session.sample import write_sample
    from voiceguide.speech.speak import check_words
    from voiceguide.speech.voices import DEFAULT_WPM, find_voice

    said = sentences_of(" ".join(text.split()))
    if not said:
        raise fail("there is nothing to say", 'give a sentence, such as "Inhale."')
    speaker = find_voice(voice)
    check_words(said, speaker)
    check_place(path, 1_000_000)
    length_ms = write_sample(path, said, speaker, rate or DEFAULT_WPM, Store())
    click.echo(f"{path}: {length_ms / 1000:.1f} s")
