"""Numbers as a teacher says them."""

from __future__ import annotations

from voiceguide.routine import Unit

_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_LARGE = ((1_000_000, "million"), (1000, "thousand"), (100, "hundred"))


def spoken(number: int) -> str:
    """Give a whole number from zero up in words: 25 is "twenty-five"."""
    if number < 20:
        return _SMALL[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else "")
    size, name = next(pair for pair in _LARGE if number >= pair[0])
    many, rest = divmod(number, size)
    if not rest:
        return f"{spoken(many)} {name}"
    return f"{spoken(many)} {name}{' and ' if rest < 100 else ' '}{spoken(rest)}"


def spoken_length(number: int, unit: Unit, manner: str = "") -> str:
    """Give a hold's length in words: "four breaths", "ninety seconds", "two and a half minutes".

    ``manner`` is how the breaths are: "five deep breaths".
    """
    if unit == "breaths":
        return _counted(number, f"{manner} breath".strip())
    if number < 100 and number != 60:
        return _counted(number, "second")
    minutes, seconds = divmod(number, 60)
    if seconds == 0:
        return _counted(minutes, "minute")
    if seconds == 30:
        return f"{spoken(minutes)} and a half minutes"
    return f"{_counted(minutes, 'minute')} and {_counted(seconds, 'second')}"


def _counted(number: int, noun: str) -> str:
    return f"{spoken(number)} {noun}" + ("" if number == 1 else "s")
