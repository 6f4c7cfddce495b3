"""What a pattern needs stands in all that it could match, so that nothing is lost by asking first.

It is proved from the pattern itself rather than tried on texts: along each way through it, the
last letters are followed until one of the needs is complete; no way may end before.
"""

import gc
import importlib
import pkgutil
from re import _constants as op
from re import _parser
from typing import Any

import pytest

import voiceguide
from voiceguide.english.pattern import Pattern

ANY = "\0"
"""Stands for a letter that could be any, and completes nothing."""


class Ways:
    """Follows a pattern's ways, each known by how much of a need it ends with, until one is met."""

    def __init__(self, need: str) -> None:
        self.words = tuple(need.split("|"))
        self.longest = max(map(len, self.words))

    def step(self, ways: set[str], letter: str) -> set[str]:
        return {self.begun(way + letter) for way in ways if not (way + letter).endswith(self.words)}

    def begun(self, way: str) -> str:
        """Give the longest end of a way with which a word begins."""
        ends = (way[at:] for at in range(len(way)))
        return next((end for end in ends if any(w.startswith(end) for w in self.words)), "")

    def through(self, tree: Any, ways: set[str]) -> set[str]:
        for kind, what in tree:
            ways = self.past(kind, what, ways)
        return ways

    def past(self, kind: Any, what: Any, ways: set[str]) -> set[str]:
        match kind:
            case op.LITERAL:
                return self.step(ways, chr(what).lower())
            case op.IN if all(each is op.LITERAL for each, _ in what):
                return set().union(*(self.step(ways, chr(letter).lower()) for _, letter in what))
            case op.BRANCH:
                return set().union(*(self.through(branch, ways) for branch in what[1]))
            case op.SUBPATTERN:
                return self.through(what[-1], ways)
            case op.MAX_REPEAT | op.MIN_REPEAT:
                least, _, repeated = what
                for _ in range(min(least, self.longest)):
                    ways = self.through(repeated, ways)
                while more := self.through(repeated, ways) - ways:
                    ways = ways | more
                return ways
            case op.ASSERT:
                return ways if self.through(what[1], {""}) else set()
            case op.ASSERT_NOT | op.AT:
                return ways
        return self.step(ways, ANY)


def proved(pattern: Pattern, need: str) -> bool:
    tree = _parser.parse(pattern.source, pattern.flags)
    return not Ways(need).through(tree, {""})


@pytest.mark.parametrize(
    ("source", "need", "necessary"),
    [
        ("hold|stay", "hold|stay", True),
        ("hold|stay", "hold", False),
        ("hold|stay", "o|a", True),
        ("(?:slowly )?rest", "slowly", False),
        ("(?:slowly )+rest", "slowly", True),
        ("res(?:t|ts)", "rest", True),
        (r"re\wt", "rest", False),
        (r"re[sS]t", "rest", True),
        (r"a(?=\sside)", "side", True),
        (r"a(?!\sside)", "side", False),
        ("-{3,}", "---", True),
        ("-{2,}", "---", False),
    ],
)
def test_needs_are_proved(source: str, need: str, necessary: bool):
    assert proved(Pattern(source), need) is necessary


def test_no_pattern_needs_what_it_could_do_without():
    for module in pkgutil.walk_packages(voiceguide.__path__, "voiceguide."):
        if module.name.startswith(
            ("voiceguide.english.", "voiceguide.reading.", "voiceguide.building.")
        ):
            importlib.import_module(module.name)
    patterns = [each for each in gc.get_objects() if isinstance(each, Pattern)]
    assert len(patterns) > 100
    wrong = [
        (each.source, need) for each in patterns for need in each.needs if not proved(each, need)
    ]
    assert not wrong
    assert all(need == need.lower() for each in patterns for need in each.needs)
