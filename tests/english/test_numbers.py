import pytest

from voiceguide.english.numbers import in_words, length_in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (1, "one"),
        (13, "thirteen"),
        (20, "twenty"),
        (45, "forty-five"),
        (99, "ninety-nine"),
        (100, "one hundred"),
        (108, "one hundred and eight"),
        (300, "three hundred"),
        (1000, "one thousand"),
        (1234, "one thousand two hundred and thirty-four"),
        (2_000_005, "two million and five"),
    ],
)
def test_numbers_are_spoken_as_words(number, words):
    assert in_words(number) == words


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [
        (1, "breaths", "one breath"),
        (4, "breaths", "four breaths"),
        (1, "s", "one second"),
        (30, "s", "thirty seconds"),
        (60, "s", "one minute"),
        (75, "s", "seventy-five seconds"),
        (90, "s", "ninety seconds"),
        (100, "s", "one minute and forty seconds"),
        (120, "s", "two minutes"),
        (121, "s", "two minutes and one second"),
        (150, "s", "two and a half minutes"),
        (180, "s", "three minutes"),
        (300, "s", "five minutes"),
    ],
)
def test_lengths_are_spoken_as_a_teacher_says_them(number, unit, words):
    assert length_in_words(number, unit) == words


def test_the_manner_of_breaths_is_said_with_their_number():
    assert length_in_words(5, "breaths", "deep") == "five deep breaths"
    assert length_in_words(1, "breaths", "deep") == "one deep breath"
