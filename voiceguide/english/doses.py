"""What exercise sheets write in shorthand: sets, repetitions, holds, rests and sides in one breath.

"3 x 10", "3 sets of 8-12, rest 60 s between sets", "30 s x 2 per side", "ten 5-second holds",
"Sets: 3 | Reps: 10 | Hold: 5 s", "10 L, 10 R". A stretch of words is a dose only where all of it
is: numbers, units, sides, words of counting and rest, and small words between. Anything else is
left to be read as a sentence, so that no number is taken out of one that says more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from voiceguide.english.amounts import COUNTED, Amount, Item, two_numbers, with_amounts
from voiceguide.english.dose_words import Token, tokens_of

Between = Literal["sets", "rounds", "steps", "poses", ""]


class Rest(NamedTuple):
    """Time to recover, and what it parts: "" where that is not written."""

    amount: Amount
    between: Between


@dataclass
class Dose:
    """What a stretch of shorthand asks for, at ``start`` to ``end``; None where it says nothing.

    ``work`` is time for a movement, ``hold`` for stillness. ``noun`` is what changes where it is
    done on both sides, "" where it is done once. ``clocked`` tells a way of writing that sentences
    do not have: labels, a product, a clock's time.
    """

    start: int
    end: int
    sets: Amount | None = None
    reps: Amount | None = None
    hold: Amount | None = None
    work: Amount | None = None
    rests: list[Rest] = field(default_factory=list)
    noun: str = ""
    clocked: bool = False

    @property
    def says_more(self) -> bool:
        """Whether it is more than one hold or one count, which a sentence says as well."""
        # A rest that parts nothing is said as it is written: "Rest for three minutes."
        rests = self.rests if self.reps or self.sets or self.hold or self.work else ()
        alone = [self.sets, self.work, *rests]
        alone += [rest for rest in self.rests if rest.between]
        pairs = (self.hold, self.reps, self.noun or None)
        return any(alone) or self.clocked or sum(each is not None for each in pairs) > 1


def find_dose(words: str) -> Dose | None:
    """Read words as a dose, or give None where they are none, or say more than one."""
    tokens = tokens_of(words)
    if tokens is None:
        return None
    items = with_amounts(tokens)
    if _is_told(items):
        return None  # "Circle each ankle 10 times."
    if not any(isinstance(item, Amount) or item.kind in _SIDED for item in items):
        return None
    try:
        return _Reader(items, len(words.rstrip(" .;,"))).read()
    except _ContradictionError:
        return None


def is_label(words: str) -> bool:
    """Tell a line that only labels amounts, as in "Sets: 3"."""
    if ":" not in words and "=" not in words:
        return False  # most steps: no label is without
    tokens = tokens_of(words)
    return bool(tokens and tokens[0].kind == "label")


_SIDED = ("each_side", "each")


def _is_told(items: Sequence[Item]) -> bool:
    """Tell whether a movement is named without a number: then it is what to do, and no dose."""
    return any(isinstance(item, Token) and item.kind == "moves" for item in items)


class _Reader:
    """Puts the items of one dose together; gives up where they contradict each other."""

    def __init__(self, items: Sequence[Item], end: int) -> None:
        self.items = list(items)
        self.dose = Dose(items[0].start, end)
        self.used: set[int] = set()

    def read(self) -> Dose | None:
        """Give the dose, or None where a number in it has no meaning of its own."""
        self.dose.clocked = any(
            isinstance(item, Token) and item.kind in ("label", "holds", "x") for item in self.items
        ) or any(isinstance(item, Amount) and item.clock for item in self.items)
        self._labels()
        self._rests()
        self._products()
        self._sides()
        for at, item in enumerate(self.items):
            if isinstance(item, Amount) and at not in self.used and not self._place(at, item):
                return None
        dose = self.dose
        found = (dose.sets, dose.reps, dose.hold, dose.work, dose.noun or None, *dose.rests)
        return dose if any(each is not None for each in found) else None

    def _kind(self, at: int) -> str:
        if not 0 <= at < len(self.items):
            return ""
        item = self.items[at]
        return "amount" if isinstance(item, Amount) else item.kind

    def _free(self, at: int) -> Amount | None:
        if not 0 <= at < len(self.items) or at in self.used:
            return None
        item = self.items[at]
        return item if isinstance(item, Amount) else None

    def _skip(self, at: int, step: int, over: Sequence[str] = ("glue",)) -> int:
        while self._kind(at) in over:
            at += step
        return at

    def _labels(self) -> None:
        for at, item in enumerate(self.items):
            if not isinstance(item, Token) or item.kind != "label":
                continue
            place = self._skip(at + 1, 1)
            amount = self._free(place)
            if amount is None:
                continue
            name = item.words.rstrip(" :=").split()[0]
            self.used.add(place)
            if name == "rest":
                self.dose.rests.append(Rest(amount, self._between(place)))
            elif name == "sets" and amount.unit in ("", "sets"):
                self._set("sets", amount)
            elif name.startswith(("rep", "round")) and amount.unit in ("", "reps", "moves"):
                self._set("reps", amount)
            elif name in ("hold", "duration", "time"):
                self._set("hold", amount if amount.unit else amount._replace(unit="s"))
            elif name == "work":
                self._set("work", amount if amount.unit else amount._replace(unit="s"))
            else:
                self.used.discard(place)

    def _rests(self) -> None:
        timed = any(isinstance(one, Amount) and one.unit == "s" for one in self.items)
        for at, item in enumerate(self.items):
            if not isinstance(item, Token) or item.kind != "rest":
                continue
            after = self._skip(at + 1, 1)
            before = self._skip(at - 1, -1)
            ahead, behind = self._free(after), self._free(before)
            place = before if behind and behind.is_time else after
            amount = behind if behind and behind.is_time else ahead
            if amount is not None and not amount.unit and timed and place == after:
                amount = amount._replace(unit="s")  # "hold for 30 seconds, rest for 15"
            if amount is None or not amount.is_time:
                continue
            self.used.add(place)
            self.dose.rests.append(Rest(amount, self._between(max(at, place))))

    def _between(self, at: int) -> Between:
        """Find what a rest parts: "between sets", "between each rep", "after each round"."""
        place = self._skip(at + 1, 1, ("glue",))
        if self._kind(place) != "between":
            return ""
        place = self._skip(place + 1, 1, ("glue", "each"))
        kind = self._kind(place)
        named: dict[str, Between] = {
            "sets": "sets", "reps": "rounds", "moves": "rounds", "holds": "rounds",
            "exercises": "poses", "noun": "steps",
        }  # fmt: skip
        return named.get(kind, "")

    def _products(self) -> None:
        """Read "3 x 10", "3 x 30 s", "30 s x 3", "x 3", "5x", "40/20"."""
        for at, item in enumerate(self.items):
            if isinstance(item, Token) and item.kind == "ratio":
                work, rest = two_numbers(item.words)
                self._set("work", Amount(work, work, "s", "exactly", item.start, item.end))
                amount = Amount(rest, rest, "s", "exactly", item.start, item.end)
                self.dose.rests.append(Rest(amount, "rounds"))
            if not isinstance(item, Token) or item.kind != "x":
                continue
            left, right = self._free(at - 1), self._free(at + 1)
            self.used |= {at - 1} if left else set()
            self.used |= {at + 1} if right else set()
            if left and right:
                self._product(left, right)
            elif left or right:
                count = left or right
                assert count is not None
                before = self.dose.reps
                again = before and (before.low, before.high) == (count.low, count.high)
                if not again or self._kind(at + 1) not in ("right", "left"):
                    self._set("reps", count)

    def _product(self, left: Amount, right: Amount) -> None:
        if right.is_time:
            self._set("sets" if left.unit == "sets" else "reps", left)
            self._set("hold", right)
        elif left.is_time:
            self._set("hold", left)
            self._set("sets" if right.unit == "sets" else "reps", right)
        elif left.unit in ("reps", "moves"):
            self._set("reps", left)
            self._set("sets", right)
        else:
            self._set("sets", left)
            self._set("reps", right)

    def _sides(self) -> None:
        counted = self._each_counts()
        for at, item in enumerate(self.items):
            if not isinstance(item, Token):
                continue
            both = item.kind == "noun" and item.words == "sides" and self._two(at - 1)
            if both or item.kind == "each_side":
                self._side("side")
            elif item.kind in ("each", "slash") and self._kind(at + 1) == "noun":
                self._side(self.items[at + 1].words)  # type: ignore[union-attr]
            elif item.kind == "each" and item.words.endswith(("each", "ea", "ea .")):
                last = self._kind(self._skip(at + 1, 1, ("comma", "glue"))) == ""
                if last and not counted:
                    self._side("side")
            elif item.kind in ("right", "left"):
                self._pair(at)

    def _each_counts(self) -> bool:
        """Tell "3 sets of 10 each" and "6 holds of 10 seconds each" from "10 each"."""
        units = {one.unit for one in self.items if isinstance(one, Amount)}
        counted = "s" in units and units & {"holds", "moves", "reps"}
        crossed = any(self._kind(at) == "x" for at in range(len(self.items)))
        return "sets" in units or (bool(counted) and not crossed)

    def _pair(self, at: int) -> None:
        """Read "10 L, 10 R" and "15x R, 15x L": the second amount says the first again."""
        if self._kind(at - 1) == "x":
            self._pair_of_counts(at)
            return
        here = self._free(self._skip(at - 1, -1, ("glue", "work")))
        if here is None:
            return
        for other in range(at + 1, min(at + 9, len(self.items))):
            place = self._skip(other - 1, -1, ("glue", "work"))
            again = self._free(place)
            if again is here:
                continue
            if again is not None and not again.unit and here.unit in COUNTED:
                again = again._replace(unit=here.unit)  # "12 lifts right and 12 left"
            if self._kind(other) not in ("right", "left") or again is None:
                continue
            if (here.low, here.high, here.unit) == (again.low, again.high, again.unit):
                self.used.add(other - 1)
                self._side("side")

    def _pair_of_counts(self, at: int) -> None:
        here = self.items[at - 2] if at > 1 else None
        for other in range(at + 1, min(at + 9, len(self.items))):
            again = self.items[other - 2]
            sided = self._kind(other) in ("right", "left") and self._kind(other - 1) == "x"
            if not sided or not isinstance(here, Amount) or not isinstance(again, Amount):
                continue
            if (here.low, here.high) == (again.low, again.high):
                self.dose.noun = "side"

    def _two(self, at: int) -> bool:
        """Take the number of "2 sides"."""
        amount = self._free(at)
        if amount is None or (amount.low, amount.high, amount.unit) != (2, 2, ""):
            return False
        self.used.add(at)
        return True

    def _side(self, noun: str) -> None:
        self.dose.noun = noun

    def _set(self, name: str, amount: Amount) -> None:
        if getattr(self.dose, name) is not None:
            raise _ContradictionError
        setattr(self.dose, name, amount)

    def _place(self, at: int, amount: Amount) -> bool:
        """Say what an amount is that nothing else has taken; False where that is not known."""
        dose = self.dose
        if amount.unit == "sets":
            self._set("sets", amount)
        elif amount.unit in ("reps", "moves", "holds"):
            self._set("reps", amount)
        elif amount.is_time:
            following = self._kind(self._skip(at + 1, 1))
            if following == "work":
                self._set("work", amount)
            elif following == "holds" or dose.hold is None:
                self._set("hold", amount)
            else:
                return False
        elif dose.reps is None:
            self._set("reps", amount)
        else:
            return False
        return True


class _ContradictionError(Exception):
    """Two amounts claim to be the same thing."""
