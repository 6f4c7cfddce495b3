"""The routines that are timed: about 200 different sentences, as long as their holds make them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from math import lcm

MOVES = [
    "Soften",
    "Loosen",
    "Make more room around",
    "Move a warm hand over",
    "Turn a little to ease",
    "Take the effort out of",
    "Draw small and lazy circles with",
    "Give more space to",
    "Rock from side to side to ease",
    "Lengthen",
]
PARTS = [
    "your shoulders",
    "the back of your neck",
    "your lower ribs",
    "your whole spine",
    "your hips and thighs",
    "both of your ankles",
    "the small of your back",
    "your elbows and wrists",
    "the soles of your feet",
    "your jaw and forehead",
    "the front of your chest",
]
ENDS = [
    "",
    " a little",
    " very slowly",
    " with care",
    " kindly",
    " lightly",
    " without any hurry",
]
POSES = [
    "Morning Reach",
    "Long Valley",
    "Folded Leaf",
    "Quiet Harbour",
    "Tall Reed",
    "Low Bridge",
    "Resting Stone",
    "Curled Fern",
    "Drifting Boat",
    "Evening Star",
]
STEPS = 18
"""Sentences in each pose; with names, holds and reminders that makes 200 to 210."""


def routine(hold_s: int, poses: int = len(POSES)) -> str:
    """Write the routine, each of its poses ending in a hold of so many seconds."""
    lines = ["# Two hundred sentences", ""]
    said = islice(sentences(), poses * STEPS)
    for name in POSES[:poses]:
        lines += [f"## {name}", ""]
        lines += [f"{step}. {next(said)}" for step in range(1, STEPS + 1)]
        lines += [f"{STEPS + 1}. Hold for {hold_s} seconds.", ""]
    return "\n".join(lines)


def sentences() -> Iterator[str]:
    """Give every way to put a move, a part of the body and an end together, once."""
    for number in range(lcm(len(MOVES), len(PARTS), len(ENDS))):
        move, part = MOVES[number % len(MOVES)], PARTS[number % len(PARTS)]
        yield f"{move} {part}{ENDS[number % len(ENDS)]}."
