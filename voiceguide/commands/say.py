"""``voiceguide say``: hear a voice."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from voiceguide.commands.options import setting_option
from voiceguide.commands.output import example


@click.command(epilog=example(
    'voiceguide say "Inhale, and lift your heart."',
    'voiceguide say "Hold for four breaths." --voice en-gb --out hear.mp3',
    'voiceguide say --ipa "ʃəvˈɑːsənə"',
))  # fmt: skip
@click.argument("text")
@click.option(
    "--out", metavar="FILE", help="Write a .wav or .mp3 file; without it, the speech is played."
)
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
    from voiceguide.cache import Store
    from voiceguide.english.sentences import sentences_of
    from voiceguide.files import check_place
    from voiceguide.problems import fail
    from voiceguide.session.sample import write_sample
    from voiceguide.speech.own_words import load_lexicon, sounds
    from voiceguide.speech.speak import check_words
    from voiceguide.speech.voices import DEFAULT_WPM, find_voice

    speaker = find_voice(voice)
    if ipa:
        if speaker.notation not in ("misaki", "espeak"):
            raise fail(
                f"{speaker.name} can't be told sounds", "name another --voice, such as heart"
            )
        words, lexicon = sounds(text)
        said = [words] if words else []
    else:
        said = sentences_of(" ".join(text.split()))
        lexicon = load_lexicon(Path("lexicon.toml"))
    if not said:
        raise fail("there is nothing to say", 'give a sentence, such as "Inhale."')
    check_words(said, speaker, lexicon)
    wpm = rate or DEFAULT_WPM
    if path:
        check_place(path, 1_000_000)
        length_ms = write_sample(path, said, speaker, wpm, Store(), lexicon=lexicon)
        click.echo(f"{path}: {length_ms / 1000:.1f} s")
        return
    from voiceguide.commands.player import play, player

    program = player()
    with tempfile.TemporaryDirectory() as folder:
        heard = Path(folder) / "say.wav"
        write_sample(heard, said, speaker, wpm, Store(), lexicon=lexicon)
        play(program, heard)
