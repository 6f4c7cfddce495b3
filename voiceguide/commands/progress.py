"""The one line that tells how far a session is.

It is drawn over and over in its place, so it is always narrower than the terminal; nothing
is sent but letters, spaces and carriage returns.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Sequence

import click

from voiceguide.commands.screen import cells, columns, fitted, is_drawn_on, shown

_STAGES = {
    "prepare": "getting ready",
    "voice": "getting the voice ready",
    "speak": "speaking",
    "sound": "mixing and encoding",
    "verify": "listening to all of it",
}
_STILL_S = 1.0
_NARROW = 60
"""Where a terminal has fewer columns, the line does without the file's name."""
_NAME, _BAR, _LEAST_BAR, _LEAST_WORDS = 16, 20, 10, 8
_KNOWN_AFTER_S, _KNOWN_AFTER_LETTERS = 3.0, 200
"""A pace is taken for known when so much was spoken, for so long."""


class Progress:
    """How far a session is: a line in its place on a terminal, one plain line elsewhere.

    ``words`` are all that is to be said. Where nothing moves for a second, the line tells what is
    being done, and for how long. How much time is left is told once it is known from the pace of
    what was spoken so far, and else not at all.
    """

    def __init__(
        self, name: str, *, quiet: bool = False, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._name, self._quiet, self._clock = shown(name), quiet, clock
        self._stream = sys.stderr
        # A line is drawn over by going back to its start, which a dumb terminal can't.
        self._drawn = not quiet and is_drawn_on(self._stream)
        self._stage, self._said = "prepare", ""
        self._ready = self._all = 0
        self._letters = self._all_letters = self._letters_before = 0
        self._moved = self._spoken_since = clock()
        self._shown = 0
        self._lock = threading.Lock()
        self._ended = threading.Event()

    def __enter__(self) -> Progress:
        if self._drawn:
            threading.Thread(target=self._tick, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        with self._lock:
            self._show("")

    def begin(self, words: Sequence[str]) -> None:
        """Tell that these words are to be said."""
        self._all, self._all_letters = len(words), sum(map(len, words))
        if not self._drawn and not self._quiet:
            noun = "sentence" if self._all == 1 else "sentences"
            click.echo(shown(f"{self._name}: {self._all} {noun}"), err=True)

    def stage(self, name: str) -> None:
        """Tell what is being done from now on, one of `voiceguide.pipeline.Stage`."""
        with self._lock:
            self._moved = self._clock()
            if name == "speak":
                self._spoken_since, self._letters_before = self._moved, self._letters
            self._stage, self._said = name, ""
            self._draw()

    def tell(self, ready: int, sentences: int, words: str) -> None:
        """Tell that one more of the sentences is ready."""
        del sentences
        with self._lock:
            self._ready, self._said = ready, shown(words)
            self._letters += len(words)
            self._moved = self._clock()
            self._draw()

    def line(self, width: int) -> str:
        """Give the line as it is now, in at most so many columns."""
        now = self._clock()
        name = f"{fitted(self._name, _NAME)}  " if width >= _NARROW else ""
        if self._stage not in ("voice", "speak") or not self._ready:
            return fitted(f"{name}{self._doing(now)}", width)
        count = f"{self._ready}/{self._all}".rjust(2 * len(str(self._all)) + 1)
        if now - self._moved < _STILL_S and self._said:
            return self._with_bar(name, count, (self._left(now), self._said), width)
        doing = self._doing(now)
        line = self._with_bar(name, count, (doing,), width)
        return line if line.endswith(doing) else fitted(f"{count.strip()}  {doing}", width)

    def _doing(self, now: float) -> str:
        seconds = int(now - self._moved)
        return f"{_STAGES[self._stage]} …" + (f"  {seconds} s" if seconds else "")

    def _with_bar(self, name: str, count: str, told: Sequence[str], width: int) -> str:
        """Give a bar and what is told beside it, the last of which may be cut."""
        *first, last = filter(None, told)
        wanted = cells(f"{name}[]  {count}" + "".join(f"  {each}" for each in first))
        bar = max(_LEAST_BAR, min(_BAR, width - wanted - _LEAST_WORDS - 2))
        done = bar * self._ready // self._all
        line = f"{name}[{'#' * done}{'-' * (bar - done)}]  {count}"
        for each in first:
            line += f"  {each}" if cells(line) + 2 + cells(each) <= width else ""
        room = width - cells(line) - 2
        line += f"  {fitted(last, room)}" if room >= min(_LEAST_WORDS, cells(last)) else ""
        return fitted(line, width)

    def _left(self, now: float) -> str:
        took, spoken = now - self._spoken_since, self._letters - self._letters_before
        if self._stage != "speak" or took < _KNOWN_AFTER_S or spoken < _KNOWN_AFTER_LETTERS:
            return ""
        left_s = (self._all_letters - self._letters) * took / spoken
        if left_s < 60:
            return f"about {5 * round(left_s / 5)} s left" if left_s >= 5 else "a few seconds left"
        return f"about {round(left_s / 60)} min left"

    def _tick(self) -> None:
        while not self._ended.wait(_STILL_S):
            with self._lock:
                self._draw()

    def _draw(self) -> None:
        if self._drawn and not self._ended.is_set():
            self._show(self.line(columns(self._stream) - 1))

    def _show(self, line: str) -> None:
        """Put a line in the place of the one before; an empty one clears it away."""
        if not self._drawn or (not line and not self._shown):
            return
        wide = cells(line)
        self._stream.write(f"\r{line}{' ' * (self._shown - wide)}")
        if not line:
            self._stream.write("\r")
        self._stream.flush()
        self._shown = wide
