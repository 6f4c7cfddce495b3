"""The items of one dose put together: what each amount, side and rest in it stands for."""

from __future__ import annotations

from collections.abc import Sequence

from voiceguide.english.amounts import COUNTED, Amount, Item, two_numbers
from voiceguide.english.dose import Between, Dose, Rest
from voiceguide.english.dose_words import ALTERNATED, Token

SIDED = ("each_side", "each", "alternating")
# What measures is never dropped: one of these that nothing has taken makes it no dose.
_OWED = (
    "rest", "each", "each_side", "in_turn", "right", "left", "noun", "sets", "reps", "holds",
    "moves", "alternating", "between", "label", "exercises", "plus", "ratio", "half",
)  # fmt: skip
_PARTED: dict[str, Between] = {
    "sets": "sets", "reps": "rounds", "moves": "rounds", "holds": "rounds", "exercises": "poses",
    "noun": "steps",
}  # fmt: skip


class DoseReader:
    """Puts the items of one dose together; gives up where they contradict each other."""

    def __init__(self, items: Sequence[Item], end: int) -> None:
        self.items = list(items)
        self.dose = Dose(items[0].start, end)
        self.used: set[int] = set()

    def read(self) -> Dose | None:
        """Give the dose, or None where something in it that measures has no meaning of its own."""
        dose = self.dose
        dose.clocked = any(self._kind(at) in ("label", "holds", "x") for at in self._all()) or any(
            isinstance(item, Amount) and item.clock for item in self.items
        )
        self.used.update(  # "between 20 and 30 seconds"
            at for at in self._all() if self._kind(at) == "between" and self._free(at + 1)
        )
        self._labels()
        self._rests()
        self._products()
        self._sides()
        dose.each |= any(self._kind(at) == "in_all" for at in self._all())
        for at, item in enumerate(self.items):
            if isinstance(item, Amount) and at not in self.used and not self._place(at, item):
                return None
        if any(self._kind(at) in _OWED for at in self._all() if at not in self.used):
            return None
        if dose.sets is None and dose.reps:  # "3 x 20 s with 15 s rest between sets"
            dose.rests = [
                rest._replace(between="rounds") if rest.between == "sets" else rest
                for rest in dose.rests
            ]
        if dose.alternating and not (dose.reps or dose.sets):
            return None  # "pedal, alternating left and right, for 40 seconds"
        found = (dose.sets, dose.reps, dose.hold, dose.work, dose.noun or None, *dose.rests)
        return dose if any(each is not None for each in found) else None

    def _all(self) -> range:
        return range(len(self.items))

    def _kind(self, at: int) -> str:
        if not 0 <= at < len(self.items):
            return ""
        item = self.items[at]
        return "amount" if isinstance(item, Amount) else item.kind

    def _words(self, at: int) -> str:
        item = self.items[at]
        return "" if isinstance(item, Amount) else item.words

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
        for at in self._all():
            if self._kind(at) != "label":
                continue
            label = self._words(at).rstrip(" :=").split()
            name = label[0] if label[0] not in ("break", "pause", "recovery", "rests") else "rest"
            place = self._skip(at + 1, 1)
            amount = self._free(place)
            if name.startswith("side"):
                if self._kind(place) in SIDED or (amount and self._two(place)):
                    self.used |= {at, place}
                    self._side("side")
                continue
            if amount is None:
                continue
            self.used |= {at, place}
            if name == "rest":
                self.dose.rests.append(Rest(amount, _parts(label) or self._between(place)))
            elif name == "sets" and amount.unit in ("", "sets"):
                self._set("sets", amount)
            elif name.startswith(("rep", "round")) and amount.unit in ("", "reps", "moves"):
                self._set("reps", amount)
            elif name in ("hold", "duration", "time"):
                self._set("hold", amount if amount.unit else amount._replace(unit="s"))
            elif name == "work":
                self._set("work", amount if amount.unit else amount._replace(unit="s"))
            else:
                self.used -= {at, place}

    def _rests(self) -> None:
        timed = any(isinstance(one, Amount) and one.unit == "s" for one in self.items)
        for at in self._all():
            if self._kind(at) != "rest":
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
            self.used |= {at, place}
            self.dose.rests.append(Rest(amount, self._between(max(at, place))))
        for at in self._all():  # "half a minute between sets"
            amount = self._free(at)
            if amount is not None and amount.is_time:
                parted = self._between(at)
                if parted:
                    self.used.add(at)
                    self.dose.rests.append(Rest(amount, parted))

    def _between(self, at: int) -> Between:
        """Find what a rest parts: "between sets", "between each rep", "after each round"."""
        place = self._skip(at + 1, 1, ("glue",))
        if self._kind(place) != "between":
            return ""
        self.used.add(place)
        each = self._skip(place + 1, 1, ("glue",))
        if self._kind(each) == "each":
            self.used.add(each)
            each = self._skip(each + 1, 1, ("glue",))
        named = _PARTED.get(self._kind(each), "")
        if named:
            self.used.add(each)
        return named

    def _products(self) -> None:
        """Read "3 x 10", "3 x 30 s", "30 s x 3", "x 3", "5x", "40/20"."""
        for at, item in enumerate(self.items):
            if isinstance(item, Token) and item.kind == "ratio":
                self.used.add(at)
                work, rest = two_numbers(item.words)
                self._set("work", Amount(work, work, "s", "exactly", item.start, item.end))
                amount = Amount(rest, rest, "s", "exactly", item.start, item.end)
                self.dose.rests.append(Rest(amount, "rounds"))
            if self._kind(at) != "x":
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
        for at in self._all():
            kind = self._kind(at)
            two = kind == "noun" and self._words(at) == "sides" and self._two(at - 1)
            if two or kind == "each_side":
                self._side("side", at)
            elif kind in ("each", "slash") and self._kind(at + 1) == "noun":
                self._side(self._words(at + 1), at, at + 1)
                if self._kind(at + 2) == "in_turn":
                    self.used.add(at + 2)
                    self.dose.alternating = True
            elif kind == "each" and self._kind(at + 1) in ("sets", "reps"):
                self.used |= {at, at + 1}  # "10 repetitions per set"
            elif kind == "each" and self._words(at).endswith(
                ("each", "each 1", "every 1", "ea", "ea .")
            ):
                before = self._kind(self._skip(at - 1, -1))
                last = self._kind(self._skip(at + 1, 1, ("comma", "glue"))) == ""
                if last and not counted:
                    self._side("side", at)
                elif counted or before == "hold":
                    self.used.add(at)  # "3 sets of 10 each", "holding each for 5 seconds"
            elif kind == "alternating":
                self.dose.alternating = True
                nouns = [word for word in self._words(at).split() if word in ALTERNATED]
                self._side(nouns[0] if nouns else self.dose.noun or "side", at)
            elif kind in ("right", "left") and at not in self.used:
                self._pair(at)

    def _each_counts(self) -> bool:
        """Tell "3 sets of 10 each" and "6 holds of 10 seconds each" from "10 each"."""
        units = {one.unit for one in self.items if isinstance(one, Amount)}
        counted = "s" in units and units & {"holds", "moves", "reps"}
        crossed = any(self._kind(at) == "x" for at in self._all())
        return "sets" in units or (bool(counted) and not crossed)

    def _pair(self, at: int) -> None:
        """Read "10 L, 10 R" and "15x R, 15x L": the second amount says the first again."""
        here = self._amount_by(at)
        for other in range(at + 1, min(at + 9, len(self.items))):
            again = self._amount_by(other) if self._kind(other) in ("right", "left") else None
            if here is None or again is None or again == here:
                continue
            one, two = self.items[here], self.items[again]
            if not isinstance(one, Amount) or not isinstance(two, Amount):
                continue
            if not two.unit and one.unit in COUNTED:
                two = two._replace(unit=one.unit)  # "12 lifts right and 12 left"
            if (one.low, one.high, one.unit) == (two.low, two.high, two.unit):
                self.used.add(again)
                self._side("side", at, other)

    def _amount_by(self, at: int) -> int | None:
        """Give the place of the amount before a side: "10 on the right", "15x R"."""
        place = self._skip(at - 1, -1, ("glue", "work", "x"))
        return place if self._kind(place) == "amount" else None

    def _two(self, at: int) -> bool:
        """Take the number of "2 sides"."""
        amount = self._free(at)
        if amount is None or (amount.low, amount.high, amount.unit) != (2, 2, ""):
            return False
        self.used.add(at)
        return True

    def _side(self, noun: str, *places: int) -> None:
        self.dose.noun = noun
        self.dose.each |= self._kind(places[0]) != "alternating" if places else False
        self.used.update(places)

    def _set(self, name: str, amount: Amount) -> None:
        if getattr(self.dose, name) is not None:
            raise ContradictionError
        setattr(self.dose, name, amount)
        if amount.unit == "moves":
            self.dose.moves = (amount.start, amount.end)

    def _place(self, at: int, amount: Amount) -> bool:
        """Say what an amount is that nothing else has taken; False where that is not known."""
        dose = self.dose
        following = self._skip(at + 1, 1)
        if amount.unit == "sets":
            self._set("sets", amount)
        elif amount.unit in ("reps", "moves", "holds"):
            # "15 reps, twice"
            again = amount.often and dose.reps is not None and dose.sets is None
            self._set("sets" if again else "reps", amount)
        elif amount.is_time:
            if self._kind(following) == "work":
                self._set("work", amount)
            elif self._kind(at + 1) in ("holds", "moves"):  # "ten 5-second squeezes"
                self.used.add(at + 1)
                self._set("hold", amount)
            elif dose.hold is None:
                self._set("hold", amount)
            else:
                return False
        elif dose.reps is None:
            self._set("reps", amount)
        else:
            return False
        return True


def _parts(label: Sequence[str]) -> Between:
    """Give what a label says that a rest parts: "Rest between sets: 40 s"."""
    if len(label) < 3:
        return ""
    return "sets" if label[-1].startswith("set") else "rounds"


class ContradictionError(Exception):
    """Two amounts claim to be the same thing."""
