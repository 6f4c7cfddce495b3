"""The words on a sheet: the author's own, but where another dose or side is led."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from voiceguide.building.pacing import Pacing
from voiceguide.problems import Place
from voiceguide.reading.markdown import Section, parse
from voiceguide.reading.reader import understand
from voiceguide.reading.text import Text, sentences
from voiceguide.routine import Part, Pose, Routine
from voiceguide.sheet.doses import amount_of, led_words


class Phrase(NamedTuple):
    """A sentence, and whether it is to be seen before others."""

    words: str
    kind: Literal["", "caution", "tip"] = ""


Line = tuple[Phrase, ...]
"""A step, or a paragraph."""

_Pairs = list[tuple[Part, Part | None]]
"""Parts, each with what it is for anyone, if that is known."""


class Texts:
    """The texts of a routine, read once more: as they stand, and as they were understood."""

    def __init__(self, routine: Routine) -> None:
        self._texts = (routine.source, *routine.others)
        self._known: dict[int, dict[int, tuple[Section, Pose]]] = {}

    def of(self, pose: Pose) -> tuple[Section, Pose] | None:
        """Give what stands under a pose's heading, and the pose as it is for anyone."""
        if pose.text not in self._known:
            self._known[pose.text] = dict(self._read(self._texts[pose.text]))
        return self._known[pose.text].get(pose.place.line) if pose.place else None

    def _read(self, text: str) -> Iterator[tuple[int, tuple[Section, Pose]]]:
        poses = {each.place.line: each for each in understand(text, "").poses if each.place}
        for section in parse("", text).sections:
            line = section.name.place().line if section.name else 0
            if line in poses:
                yield line, (section, poses[line])


class Lines:
    """The words of one pose on a sheet."""

    def __init__(self, pose: Pose, texts: Texts, pacing: Pacing) -> None:
        self._pose, self._pacing = pose, pacing
        self._written = texts.of(pose)
        usual = self._written[1] if self._written else pose
        self._usual_sides = usual.sides is not None
        self._usual_rounds = {_spot(each.place): each for each in usual.rounds}
        self._usual_parts: Sequence[Part | None] = usual.parts
        if len(usual.parts) != len(pose.parts):
            self._usual_parts = (None,) * len(pose.parts)

    def intro_and_steps(self) -> tuple[list[Line], list[Line]]:
        """Give the paragraphs before its steps, and its steps."""
        pairs: _Pairs = [(part, part) for part in self._pose.intro if part.place]
        pairs += list(zip(self._pose.parts, self._usual_parts, strict=True))
        if self._written is None:
            # What has no text of its own is shown as it is led.
            numbers = sorted({part.step for part, _ in pairs})
            lines = [
                (number, tuple(self._led([part for part, _ in pairs if part.step == number])))
                for number in numbers
            ]
            return [line for at, line in lines if at < 0], [line for at, line in lines if at >= 0]
        section = self._written[0]
        intro = [tuple(self._line(text, pairs)) for text in section.paragraphs]
        steps = [tuple(self._line(text, pairs)) for text in section.steps]
        return list(filter(None, intro)), list(filter(None, steps))

    def _line(self, text: Text, pairs: _Pairs) -> Iterator[Phrase]:
        """Give a step sentence by sentence: as written or, where other is led, as led."""
        whole = list(sentences(text))
        for at, sentence in enumerate(whole):
            start = _where(sentence.place())
            end = _where(whole[at + 1].place()) if at + 1 < len(whole) else _after(text)
            here = [
                (part, usual)
                for part, usual in pairs
                if part.place and start <= _where(part.place) < end
            ]
            parts = [part for part, _ in here]
            if all(self._as_written(part, usual) for part, usual in here):
                yield Phrase(sentence.words, _kind(parts))
            else:
                yield from self._led(parts)

    def _as_written(self, part: Part, usual: Part | None) -> bool:
        """Tell whether what is written is what is led: no other dose, and no other side."""
        if usual is None:
            return False
        if part.kind == "side":
            return not self._usual_sides or self._pose.sides is not None
        if part.kind == "rounds":
            return self._rounds_as_written(part.place)
        if replace(part, duration=None) != replace(usual, duration=None):
            return False
        written, led = usual.duration, part.duration
        if written is None or led is None:
            return written is led
        if led.unit != written.unit:
            return False
        number = self._pacing.count(led) if part.kind == "hold" else self._pacing.chosen(led)
        open_end = written.high is None and led.high is None
        return written.low <= number and (open_end or number <= (written.high or written.low))

    def _rounds_as_written(self, place: Place | None) -> bool:
        for rounds in self._pose.rounds:
            usual = self._usual_rounds.get(_spot(rounds.place))
            if rounds.place != place or usual is None or usual.sets != rounds.sets:
                continue
            if usual.both_sides and self._usual_sides and self._pose.sides is None:
                return False
            number = self._pacing.times(rounds)
            if not usual.low <= number or (usual.high is not None and number > usual.high):
                return False
        return True

    def _led(self, parts: Sequence[Part]) -> Iterator[Phrase]:
        """Give parts in the words in which they are led; what is done again, by its number."""
        for part in parts:
            if part.role == "note":
                yield Phrase(part.source or part.text)
            elif part.kind == "side":
                if self._pose.sides and self._pose.sides.place == part.place:
                    yield Phrase(self._pose.sides.words)
            elif part.kind == "rounds":
                yield from self._again(part.place)
            elif part.text:
                words = led_words(part, self._pacing)
                label = {"caution": "Caution: ", "tip": "Tip: "}.get(part.role, "")
                yield Phrase(f"{label}{words}", _kind([part]))

    def _again(self, place: Place | None) -> Iterator[Phrase]:
        for rounds in self._pose.rounds:
            if rounds.place != place or (rounds.both_sides and self._pose.sides is None):
                continue
            number = self._pacing.times(rounds)
            noun = "set" if rounds.sets else "time"
            rest = rounds.rest and f", with {amount_of(rounds.rest, self._pacing, 'rest')} between"
            yield Phrase(f"{number} {noun}{'' if number == 1 else 's'}{rest or ''}.")
            if rounds.tail:
                yield Phrase(rounds.tail)


def _kind(parts: Sequence[Part]) -> Literal["", "caution", "tip"]:
    roles = {part.role for part in parts}
    if "caution" in roles:
        return "caution"
    return "tip" if roles == {"tip"} else ""


def _spot(place: Place | None) -> tuple[int, int]:
    return _where(place) if place else (0, 0)


def _where(place: Place) -> tuple[int, int]:
    return place.line, place.column


def _after(text: Text) -> tuple[int, int]:
    last = text.place(max(0, len(text.words) - 1), 1)
    return last.line, last.column + 1
