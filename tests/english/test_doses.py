"""Shorthand of exercise sheets, and what is no dose."""

from __future__ import annotations

import pytest

from voiceguide.english.amounts import Amount
from voiceguide.english.doses import find_dose


def told(amount: Amount | None) -> str:
    return "" if amount is None else f"{amount.low}-{amount.high}{amount.unit}"


@pytest.mark.parametrize(
    ("words", "sets", "reps", "hold", "noun"),
    [
        ("3 x 10", "3-3", "10-10", "", ""),
        ("3 sets of 8-12", "3-3sets", "8-12", "", ""),
        ("3x30s", "", "3-3", "30-30s", ""),
        ("20 sec. per leg x 3.", "", "3-3", "20-20s", "leg"),
        ("10 L, 10 R.", "", "10-10", "", "side"),
        ("Ten 5-second holds.", "", "10-10", "5-5s", ""),
        ("Reps: 10 | Sets: 2 | Hold: 5 sec", "2-2", "10-10", "5-5s", ""),
        ("2 sets, 15 repetitions each.", "2-2sets", "15-15reps", "", ""),
        ("Stay 1:15 each side.", "", "", "75-75s", "side"),
        ("Hold for a count of 7.", "", "", "7-7s", ""),
    ],
)
def test_a_dose(words: str, sets: str, reps: str, hold: str, noun: str):
    dose = find_dose(words)
    assert dose is not None
    found = (told(dose.sets), told(dose.reps), told(dose.hold), dose.noun)
    assert found == (sets, reps, hold, noun)


def test_rests_know_what_they_part():
    dose = find_dose("2-3 sets of 8-12, rest 60 s between sets.")
    assert dose and [(told(rest.amount), rest.between) for rest in dose.rests] == [
        ("60-60s", "sets")
    ]
    dose = find_dose("30s work / 15s rest x 6")
    assert dose and told(dose.work) == "30-30s" and told(dose.reps) == "6-6"


@pytest.mark.parametrize(
    "words",
    [
        "Circle each ankle 10 times.",
        "Lift 2 inches.",
        "Sit tall.",
        "3 sets of 10 of 12",
        "Warrior 2",
    ],
)
def test_what_says_more_is_no_dose(words: str):
    assert find_dose(words) is None
