"""``voiceguide voices``: who can speak, and how to get others."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voiceguide.commands.output import echo, example, tell

if TYPE_CHECKING:
    from voiceguide.speech.engine import About, Voice

_SENTENCES = ("This is {}.", "Inhale, and slowly lift both arms. Exhale, and let them sink.")


@click.group(
    invoke_without_command=True,
    epilog=example(
        "voiceguide voices",
        "voiceguide make middle-back --voice en-gb",
        "voiceguide voices --sample",
        "voiceguide voices get emma",
    ),
)
@click.option(
    "--all", "every", is_flag=True, help="List voices of every language, not only English."
)
@click.option(
    "--sample", metavar="[FILE]", is_flag=False, flag_value="hear.wav",
    help="Have each say who it is, in one .wav or .mp3 file [default: hear.wav].",
)  # fmt: skip
@click.pass_context
def voices(ctx: click.Context, every: bool, sample: str | None) -> None:
    """List the voices there are, and those that can be had."""
    if ctx.invoked_subcommand:
        return
    from voiceguide.speech.voices import find_voice, list_offers, list_variants, list_voices

    usual = find_voice()
    listed = [voice for voice in list_voices() if every or _is_english(voice.language)]
    if sample:
        _write_sample(Path(sample).expanduser(), listed)
        return
    offers = [offer for offer in list_offers() if every or _is_english(offer.language)]
    shown = [*((voice.name, voice.language) for voice in listed)]
    shown += [(offer.name, offer.language) for offer in offers]
    widths = max(len(name) for name, _ in shown), max(len(language) for _, language in shown)
    for voice in sorted(listed, key=lambda voice: (not voice.about.natural, voice.name)):
        mark = "*" if voice.name == usual.name else " "
        kind = voice.engine.partition(" ")[0]
        about = _told(voice.name, widths, voice.language, kind, voice.about)
        echo(f"{mark} {about}")
    others = [f", as in --voice {voice.name}" for voice in listed if voice.name != usual.name]
    echo(f"* is the usual one; name another with --voice{others[-1] if others else ''}")
    variants = list_variants()
    if variants:
        named = next((name for name in variants if name.startswith("f")), variants[0])
        echo(f"Those of espeak can be varied, as in en-us+{named}.")
    if offers:
        echo("Not installed:")
    for offer in offers:
        echo(f"  {_told(offer.name, widths, offer.language, '', offer.about)}")
        echo(f"    {offer.how}")
    echo("Programs, recordings and Piper's models can speak, too: see docs/voices.md.")
    if not every:
        echo("voiceguide voices --all lists other languages, too.")


@voices.command(epilog=example("voiceguide voices get emma"))
@click.argument("name")
def get(name: str) -> None:
    """Get a voice that is not installed, from where its makers keep it.

    Nothing is got unasked: this is the only command that goes online, and the
    one that has to.
    """
    from voiceguide.speech.fetch import fetch
    from voiceguide.speech.voices import find_voice, wanted_for

    name = name.strip()
    files = wanted_for(name)
    size = sum(wanted.size for wanted in files)
    with click.progressbar(
        length=size, label=name, width=0, file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        fetch(files, lambda there, _: bar.update(there - bar.pos))
    voice = find_voice(name)
    echo(f"{voice.name}: {size / 1e6:.1f} MB, licence {voice.about.licence}")


@voices.command(epilog=example("voiceguide voices remove emma"))
@click.argument("name")
def remove(name: str) -> None:
    """Take away a voice that was got."""
    from voiceguide.speech.voices import stored_for

    files = stored_for(name.strip())
    size = sum(path.stat().st_size for path in files)
    for path in files:
        path.unlink()
    echo(f"taken away: {name.strip()}, {size / 1e6:.1f} MB")


def _is_english(language: str) -> bool:
    return language.lower().startswith("en")


def _told(name: str, widths: tuple[int, int], language: str, kind: str, about: About) -> str:
    nature = "natural" if about.natural else "synthetic"
    size = f"{about.size_mb:.0f} MB" if about.size_mb else ""
    columns = f"{name:<{widths[0]}}  {language:<{widths[1]}}  {kind:<7} {nature:<9} {size:>6}"
    line = f"{columns}  {about.licence}"
    return line.rstrip()


def _write_sample(path: Path, listed: Sequence[Voice]) -> None:
    if path.suffix.lower() not in (".wav", ".mp3"):
        raise click.UsageError(f"--sample {path}: name a .wav or .mp3 file")
    from voiceguide.cache import Store
    from voiceguide.english.sentences import sentences_of
    from voiceguide.files import check_place
    from voiceguide.session.sample import write_choir

    check_place(path, 1_000_000)
    said = []
    for voice in listed:
        name = voice.name.replace("-", " ").replace("_", " ")
        words = [each for text in _SENTENCES for each in sentences_of(text.format(name))]
        said.append((voice, words))
    length_ms, missing = write_choir(path, said, Store())
    tell(missing)
    heard = len(listed) - len(missing)
    echo(f"{path}: {heard} voice{'s' * (heard != 1)}, {length_ms / 1000:.1f} s")
