from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from voiceguide.problems import Place, Problem

LINE = (
    "1. Sit tall, with your legs crossed or on a chair if that is kinder to your hips. "
    "Hold for 30. Then come back up, as slowly as you like, and shake out your arms."
)


def told(source: str, start: int, width: int) -> list[str]:
    place = Place("hips.md", 4, start + 1, width)
    return str(Problem("hold has no unit", "", place, "error", source)).splitlines()


def test_a_short_line_is_shown_whole():
    assert told("3. Hold for 30.", 3, 11)[1:] == [
        "    4 | 3. Hold for 30.",
        "      |    ^^^^^^^^^^^",
    ]


def test_of_a_long_line_what_is_round_the_place_is_shown():
    assert told(LINE, LINE.index("Hold"), 11)[1:] == [
        "    4 | …s kinder to your hips. Hold for 30. Then come back up, as slowly as yo…",
        "      |                         ^^^^^^^^^^^",
    ]
    assert told(LINE, len(LINE) - 5, 5)[1:] == [
        "    4 | … 30. Then come back up, as slowly as you like, and shake out your arms.",
        "      |                                                                    ^^^^^",
    ]


@given(st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1), st.data())
def test_the_carets_stand_under_the_place_within_80_columns(source: str, data: st.DataObject):
    source *= data.draw(st.integers(1, 40))
    start = data.draw(st.integers(0, len(source) - 1))
    width = data.draw(st.integers(1, len(source) - start))
    _, shown, carets = told(source, start, width)
    assert len(shown) <= 80 and len(carets) <= 80
    first, end = carets.index("^"), carets.rindex("^") + 1
    marked = shown[first:end].rstrip("…")
    assert source[start : start + width].startswith(marked)
    assert marked == source[start : start + width] or shown.endswith("…")
