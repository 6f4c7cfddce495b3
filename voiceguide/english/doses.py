"""What exercise sheets write in shorthand: sets, repetitions, holds, rests and sides in one breath.

"3 x 10", "3 sets of 8-12, rest 60 s between sets", "30 s x 2 per side", "ten 5-second holds",
"Sets: 3 | Reps: 10 | Hold: 5 s", "10 L, 10 R". A stretch of words is a dose only where all of it
is: numbers, units, sides, words of counting and rest, and small words between. Anything else is
left to be read as a sentence, so that no number is taken out of one that says more.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, NamedTuple

from voiceguide.english.body import SIDED, either
from voiceguide.english.numbers import NUMBER, in_digits, value
from voiceguide.english.pattern import Pattern
from voiceguide.english.repeats import Repeat
from voiceguide.english.times import TimeSpan
from voiceguide.routine import Qualifier, Unit

Between = Literal["sets", "rounds", "steps", "poses", ""]

_MOVES = (
    "squats?|lifts?|raises?|circles?|turns?|rolls?|nods?|tilts?|pumps?|presses|squeezes|swings?"
    "|bends?|taps?|slides?|rotations?|twists?|shrugs?|pulses|curls?|dips?|kicks?|pushes|lunges?"
    "|marches|crunches|bridges|clams?|rocks?|sit[\\s-]to[\\s-]stands?|push[\\s-]?ups?"
    "|press[\\s-]?ups?|sit[\\s-]?ups?|leg\\slifts?|(?:heel|calf|leg|arm|knee|toe)\\s(?:raises|lifts)"
)
_NOUNS = f"sides?|directions?|ways?|{either(SIDED)}"
# Each kind of token; the first that fits at a place is taken, spaces before it are skipped.
_TOKENS: tuple[tuple[str, str], ...] = (
    ("clock", r"\d{1,2}:[0-5]\d(?![\d:])(?:\s?(?:mins?|minutes?|m)\b\.?)?"),
    ("clock", r"\d{1,2}\s?['′’]\s?[0-5]?\d\s?(?:[\"″”]|'')"),
    ("number", rf"{NUMBER}|\d+(?=/\s?[a-z])"),
    ("minute", r"(?:minutes?|mins?|min\.)(?:[’']s?)?(?!\w)|m(?!\w)|['′’](?=\s|$)"),
    (
        "second",
        r"(?:seconds?|secs?|sec\.|counts?|beats?|heartbeats?)(?:[’']s?)?(?!\w)|s(?!\w)|″|[\"”]",
    ),
    ("hour", r"(?:hours?|hrs?)(?!\w)"),
    (
        "breath",
        r"(?:(?:full|deep|slow|long|easy|calm|complete|steady)\s)*(?:breaths?|respirations?"
        r"|breath(?:ing)?\scycles?|exhales|inhales|exhalations|inhalations)(?!\w)",
    ),
    (
        "label",
        r"(?:(?:sets|reps?|repetitions?|rounds?)(?:\s(?:goal|target))?|hold(?:\s(?:time|for))?|rest|work|tempo|sides?|duration|time)\s?[:=]",
    ),
    ("sets", r"sets?(?!\w)"),
    (
        "reps",
        r"(?:(?:slow|total|full|complete|controlled|gentle|smooth|more)\s)*"
        r"(?:times|repetitions?|reps?\.?|rounds?|repeats?|circuits?|cycles?)(?!\w)",
    ),
    ("holds", r"(?:holds|stretches|planks)(?!\w)"),
    ("moves", rf"(?:(?:slow|big|small|gentle|full|large|controlled)\s)*(?:{_MOVES})(?!\w)"),
    ("each", r"(?:on|for|to|with|per|in|over)?\s?(?:each|every|both|per|ea\.?)(?!\w)"),
    (
        "each_side",
        r"e/s(?!\w)|bilateral(?:ly)?(?!\w)|(?:l|left)\s?(?:[+&/]|and\s)\s?(?:r|right)(?!\w)|(?:r|right)\s?(?:[+&/]|and\s)\s?(?:l|left)(?!\w)",
    ),
    ("right", r"(?:right|r)(?!\w)"),
    ("left", r"(?:left|l)(?!\w)"),
    ("noun", rf"(?:{_NOUNS})(?!\w)"),
    ("between", r"(?:in\s)?between(?!\w)"),
    ("rest", r"(?:of\s)?(?:rest(?:s|ing)?|breaks?|pauses?|recover(?:y)?|off)(?!\w)"),
    ("work", r"(?:of\s)?(?:work|on)(?!\w)"),
    ("hold", r"(?:hold(?:ing)?|stay|keep|held)(?!\w)"),
    ("exercises", r"(?:exercises?|stretches|poses?|stations?)(?!\w)"),
    ("in_all", r"(?:in\s(?:total|all)|altogether|total)(?!\w)"),
    ("range", r"-|–|—|−|‑|‒|~|to(?!\w)|or(?!\w)|through(?!\w)"),
    ("x", r"[x×](?![a-wyz])"),
    ("plus", r"\+|(?:or|and)\smore(?!\w)"),
    ("ratio", r"\d{1,3}\s?/\s?\d{1,3}(?![\d/]|\s?(?:of\s|min|h))"),
    ("often", r"(?:once|twice|thrice)(?!\w)"),
    ("slash", r"/"),
    ("comma", r"[,;.|•·]"),
    (
        "glue",
        r"(?:do|done|perform|complete|repeat|aim\sfor|and|then|of|for|with|a|an|the|it|this|that"
        r"|on|in|at|by|about|around|approx\.?|approximately|at\sleast|up\sto|take|taking|followed\sby"
        r"|each\stime|now|your|have|minimum|only|make|go|work\sup)(?!\w)|[:()\[\]=]",
    ),
)
_TOKEN = Pattern(
    "|".join(f"(?P<{kind}_{at}>{source})" for at, (kind, source) in enumerate(_TOKENS))
)


class Token(NamedTuple):
    """A stretch of a dose: its kind, where it is, and its words in small letters."""

    kind: str
    start: int
    end: int
    words: str


class Amount(NamedTuple):
    """A number or a range with what it counts.

    ``unit`` is "s", "breaths", "reps", "sets", "holds", "moves" or "" where none is written.
    ``high`` is None for "or more".
    """

    low: int
    high: int | None
    unit: str
    qualifier: Qualifier
    start: int
    end: int
    clock: bool = False

    @property
    def is_time(self) -> bool:
        """Whether it is a length of time, or of breaths."""
        return self.unit in ("s", "breaths")

    @property
    def span(self) -> TimeSpan:
        """It as a length of time."""
        unit: Unit = "breaths" if self.unit == "breaths" else "s"
        return TimeSpan(self.start, self.end, self.low, self.high, unit, self.qualifier)

    @property
    def times(self) -> Repeat:
        """It as how often something is done."""
        return Repeat(self.start, self.end, self.low, self.high)


class Rest(NamedTuple):
    """Time to recover, and what it parts: "" where that is not written."""

    amount: Amount
    between: Between


@dataclass(slots=True)
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


def tokens_of(words: str) -> list[Token] | None:
    """Cut words into the tokens of a dose, or give None where anything else is in them."""
    small = in_digits(words.lower())
    tokens: list[Token] = []
    at = 0
    while at < len(small):
        if small[at].isspace() or small[at] == "\0":
            at += 1
            continue
        found = _TOKEN.match(small, at)
        if found is None or found.end() == at:
            return None
        kind = (found.lastgroup or "").rpartition("_")[0]
        tokens.append(Token(kind, at, found.end(), found.group().strip(" \0")))
        at = found.end()
    return tokens


def find_dose(words: str) -> Dose | None:
    """Read words as a dose, or give None where they are none, or say more than one."""
    tokens = tokens_of(words)
    if tokens is None:
        return None
    items = _with_amounts(tokens)
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


Item = Token | Amount
_SIDED = ("each_side", "each")

_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_COUNTED = ("reps", "sets", "holds", "moves")
_QUALIFIERS: dict[str, Qualifier] = {
    "at least": "at least",
    "minimum": "at least",
    "up to": "up to",
}
_DIGITS = Pattern(r"\d+")
_ABOUT = ("about", "around", "approx", "approx.", "approximately")


def _with_amounts(tokens: Sequence[Token]) -> list[Item]:
    """Put numbers and their units together; what else there is stays a token."""
    items: list[Item] = []
    at = 0
    while at < len(tokens):
        amount, end = _amount(tokens, at)
        if amount is None:
            items.append(tokens[at])
            at += 1
            continue
        items.append(amount)
        at = end
    return items


def _is_told(items: Sequence[Item]) -> bool:
    """Tell whether a movement is named without a number: then it is what to do, and no dose."""
    return any(isinstance(item, Token) and item.kind == "moves" for item in items)


def _amount(  # noqa: PLR0912 - each way to write one
    tokens: Sequence[Token], at: int
) -> tuple[Amount | None, int]:
    """Read the amount that begins at a token, if one does; and where it ends."""
    first = tokens[at]
    following = tokens[at + 1].kind if at + 1 < len(tokens) else ""
    if first.kind == "clock":
        seconds = Fraction(_clock_s(first.words))
        amount, end = _whole(seconds, seconds, "s", tokens, at, at + 1)
        return amount._replace(clock=True), end
    count_at = at if first.kind == "second" else at + 1
    if first.kind == "second" or (first.words in ("a", "the") and following == "second"):
        counted = _count_of(tokens, count_at)
        if counted is not None:
            return _whole(counted, counted, "s", tokens, at, count_at + 3)
    if first.words in ("a", "an") and following in _SECONDS:  # "a minute's rest"
        seconds = Fraction(_SECONDS[following])
        return _whole(seconds, seconds, "s", tokens, at, at + 2)
    if first.kind == "often":
        times = Fraction({"once": 1, "twice": 2}.get(first.words, 3))
        return _whole(times, times, "reps", tokens, at, at + 1)
    if first.kind != "number":
        return None, at
    low, end = value(first.words), at + 1
    unit, factor, end = _unit(tokens, end)
    low_factor = factor
    high = low
    kind = tokens[end].kind if end < len(tokens) else ""
    if unit == "s" and factor == 60 and kind == "number":
        more = low * 60 + value(tokens[end].words)
        after, _, beyond = _unit(tokens, end + 1)
        if after == "s":  # "1 min 30 s"
            return _whole(more, more, "s", tokens, at, beyond)
        last = end + 1 == len(tokens) or tokens[end + 1].kind in ("each", "slash", "comma", "x")
        if last:  # "1 min 30"
            amount, end = _whole(more, more, "s", tokens, at, end + 1)
            return amount._replace(clock=True), end
    if kind == "range" and end + 1 < len(tokens) and tokens[end + 1].kind == "number":
        high, end = value(tokens[end + 1].words), end + 2
        second, second_factor, end = _unit(tokens, end)
        if second:
            if not unit:
                low_factor = second_factor
            unit, factor = second, second_factor
    low, high = low * low_factor, high * factor
    if end < len(tokens) and tokens[end].kind == "plus":
        amount, end = _whole(low, high, unit, tokens, at, end + 1)
        return amount._replace(high=None, qualifier="at least"), end
    return _whole(low, high, unit, tokens, at, end)


def _count_of(tokens: Sequence[Token], at: int) -> Fraction | None:
    """Give the seconds of "count of 7" at a token."""
    three = tokens[at : at + 3]
    if len(three) < 3 or three[0].words not in ("count", "counts") or three[1].words != "of":
        return None
    return value(three[2].words) if three[2].kind == "number" else None


def _unit(tokens: Sequence[Token], at: int) -> tuple[str, int, int]:
    """Give the unit at a token ("" where there is none), its seconds, and where it ends."""
    if at < len(tokens) and tokens[at].kind == "range" and at + 1 < len(tokens):
        after = tokens[at + 1]
        if tokens[at].words == "-" and after.kind in (*_SECONDS, "breath"):
            at += 1  # "5-second"
    of = [token.words for token in tokens[at : at + 2]]
    if of in (["of", "a"], ["of", "an"]) and at + 2 < len(tokens):
        fraction = _SECONDS.get(tokens[at + 2].kind)
        if fraction:
            return "s", fraction, at + 3
    if at >= len(tokens):
        return "", 1, at
    kind = tokens[at].kind
    if kind in _SECONDS:
        return "s", _SECONDS[kind], at + 1
    if kind == "breath":
        return "breaths", 1, at + 1
    if kind in _COUNTED:
        return kind, 1, at + 1
    return "", 1, at


def _whole(  # noqa: PLR0913, PLR0917 - an amount and where it stands
    low: Fraction, high: Fraction, unit: str, tokens: Sequence[Token], at: int, end: int
) -> tuple[Amount, int]:
    bottom, top = math.ceil(low), math.ceil(high)
    before = tokens[at - 1].words if at else ""
    qualifier: Qualifier = "exactly" if bottom == top else "range"
    if before in _ABOUT and qualifier == "exactly":
        qualifier = "about"
    qualifier = _QUALIFIERS.get(before, qualifier)
    written = None if qualifier == "at least" else top
    return Amount(bottom, written, unit, qualifier, tokens[at].start, tokens[end - 1].end), end


def _clock_s(words: str) -> int:
    minutes, seconds = _two_numbers(words)
    return minutes * 60 + seconds


def _two_numbers(words: str) -> tuple[int, int]:
    one, two = _DIGITS.findall(words)[:2]
    return int(one), int(two)


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
                work, rest = _two_numbers(item.words)
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
            elif item.kind == "each" and item.words.endswith(("each", "ea", "ea.")):
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
            if again is not None and not again.unit and here.unit in _COUNTED:
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
