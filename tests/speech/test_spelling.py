"""What is no matter of sounds is in words before a voice sees it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from voiceguide.speech.spelling import in_words

TABLE = """
3x10                            | 3 by 10
Do 3×10.                        | Do 3 by 10.
Repeat x5.                      | Repeat 5 times.
Repeat 5x, then rest.           | Repeat 5 times, then rest.
90/90 stretch.                  | 90 90 stretch.
5/20                            | 5 20
pain above 3/10                 | pain above 3 out of 10
Hold for ½ minute.              | Hold for half a minute.
1½ minutes                      | 1 and a half minutes
1 1/2 min                       | 1 and a half minutes
3/4 of the way                  | three quarters of the way
A 1/4 turn.                     | A quarter turn.
Take a ½ step.                  | Take a half step.
Śavāsana, ŚAVĀSANA              | Shavasana, shavasana
~30 s                           | about 30 seconds
Do ≥5 reps.                     | Do at least 5 reps.
Do ≤ 5.                         | Do at most 5.
10-20 times                     | 10 to 20 times
4-7-8 breathing                 | 4 7 8 breathing
Hold 30 sec. then rest.         | Hold 30 seconds then rest.
Hold 30 sec.                    | Hold 30 seconds.
1 min                           | 1 minute
5kg                             | 5 kilograms
approx. 5                       | about 5
Warrior II                      | Warrior two
warrior iii.                    | warrior three.
A warrior I know.               | A warrior I know.
Phase II                        | Phase two
Roll the IT band.               | Roll the I T band.
IT Band Stretch.                | I T Band Stretch.
The IT-band.                    | The I T band.
Put it band side down.          | Put it band side down.
HOLD FOR THIRTY SECONDS         | Hold for thirty seconds
NEVER bounce.                   | Never bounce.
Do NOT bounce.                  | Do NOT bounce.
ACL                             | ACL
ādho mukha śvānāsana            | adho mukha shvanasana
naïve                           | naive
Relax 🧘 now.                    | Relax now.
Bend to 45°.                    | Bend to 45°.
L4-L5                           | L4-L5
e.g. a block                    | for example, a block
hands/knees                     | hands, knees
and/or                          | and or
5+ breaths                      | 5 or more breaths
At 12:30.                       | At 12:30.
A 20-second hold.               | A 20-second hold.
Close your eyes.                | Close your eyes.
"""
ROWS = [[each.strip() for each in row.split("|")] for row in TABLE.strip().splitlines()]


@pytest.mark.parametrize(("written", "said"), ROWS)
def test_it_is_in_words(written: str, said: str):
    assert in_words(written) == said


@example("0/×0")
@given(st.text("0123456789/x× ½~≥-–.IV%aA"))
def test_no_two_figures_with_a_slash_reach_a_voice(text: str):
    said = in_words(text)
    assert "×" not in said
    assert not any(left.isdigit() and right.isdigit() for left, right in slashed(said))


def slashed(text: str) -> list[tuple[str, str]]:
    return [
        (text[at - 1], text[at + 1])
        for at, mark in enumerate(text)
        if mark == "/" and 0 < at < len(text) - 1
    ]
