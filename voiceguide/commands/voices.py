"""``voiceguide voices``: who can speak."""

from __future__ import annotations

import click

from voiceguide.commands.output import example


@click.command(epilog=example("voiceguide voices", "voiceguide make middle-back --voice en-gb"))
@click.option(
    "--all", "every", is_flag=True, help="List voices of every language, not only English."
)
@click.option("--sample", is_flag=True, help="Tell how to hear them.")
def voices(every: bool, sample: bool) -> None:
    """List the voices there are."""
    from voiceguide.speech.voices import find_voice, list_variants, list_voices

    usual = find_voice().name
    for voice in list_voices():
        if every or voice.language.lower().startswith("en"):
            mark = "*" if voice.name == usual else " "
            click.echo(f"{mark} {voice.name:<24} {voice.description}")
    click.echo(f"* is the usual one; name another with --voice, as in --voice {usual}")
    variants = list_variants()
    if variants:
        named = next((name for name in variants if name.startswith("f")), variants[0])
        click.echo(f"Any of them can be varied, as in {usual}+{named}.")
    if not every:
        click.echo("voiceguide voices --all lists other languages, too.")
    if sample:
        click.echo("Hear one by having it say something, then play the file:")
        click.echo(f'  voiceguide say "Inhale, and lift." --voice {usual} --out hear.wav')
