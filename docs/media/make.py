"""Make the README's picture and sound anew, from the routine that it tells of.

    python docs/media/make.py

It makes the session as anyone would, and takes out of it, as they are, its cover and the frames of
half a minute: nothing is drawn or encoded for show.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import mutagen
from mutagen.id3 import ID3, TIT2

from voiceguide import make, read_routine

HERE = Path(__file__).parent
ROUTINE = HERE.parents[1] / "scripts" / "middle-back.md"
SECONDS = 30
FRAME_MS, FRAME_BYTES = 24, 192
"""Each frame of a session without a bed; it needs none of those before it."""


def main() -> None:
    """Write cover.png and cat-cow.mp3 beside this file."""
    with tempfile.TemporaryDirectory() as folder:
        made = make(read_routine(ROUTINE), Path(folder) / "middle-back.mp3")
        tags = ID3(made.path)
        (HERE / "cover.png").write_bytes(tags.getall("APIC")[0].data)
        cues = made.timeline.cues
        start = next(timed.start_ms for timed in cues if timed.cue.kind == "inhale")
        sound = made.path.read_bytes()
        length_s = mutagen.File(made.path).info.length
        frames = sound[len(sound) - round(length_s * 1000 / FRAME_MS) * FRAME_BYTES :]
        first = start // FRAME_MS * FRAME_BYTES
        cut = frames[first : first + SECONDS * 1000 // FRAME_MS * FRAME_BYTES]
    assert cut[:2] == b"\xff\xfb", "the session's frames are not where they are looked for"
    sample = HERE / "cat-cow.mp3"
    sample.write_bytes(cut)
    about = ID3()
    about.add(TIT2(encoding=3, text="Cat-Cow: half a minute"))
    about.save(sample, padding=lambda _: 0)
    print(f"{sample}: {sample.stat().st_size} bytes, from {start / 1000:.0f} s on")


if __name__ == "__main__":
    main()
