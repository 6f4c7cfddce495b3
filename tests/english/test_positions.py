"""Which words lead out of a hold, and which only place what is held."""

import pytest

from voiceguide.english.positions import comes_out, is_meanwhile, is_rest, leads_out


@pytest.mark.parametrize(
    "words",
    [
        "Rest your forehead on the floor.",
        "Rest your arms by your sides, palms up.",
        "Take your gaze down.",
        "Put your hands down on the mat.",
        "Bring your attention back to your breath.",
        "Rest both hands on your belly.",
        "Ease forward, and put one hand down onto the block.",
        "Keep your lower back flat.",
        "Relax your shoulders.",
        "Press your lower leg down on the block.",
    ],
)
def test_what_is_put_somewhere_has_not_left(words):
    assert not leads_out(words)
    assert not comes_out(words)


@pytest.mark.parametrize(
    "words",
    [
        "Rest.",
        "Rest for a moment.",
        "Rest there.",
        "Put your arms down.",
        "Lower your arms down to the floor.",
        "Take your foot down.",
        "Bring your leg back down.",
        "Place your foot back down on the mat.",
        "Float them back down by your sides.",
        "Put your right hand down on the mat, and come up.",
    ],
)
def test_what_comes_back_has_left(words):
    assert leads_out(words)


def test_what_comes_out_leads_out():
    for words in ("Release.", "Then unhook your foot.", "Let them go.", "Bring your arm back."):
        assert comes_out(words) and leads_out(words)


def test_what_is_meant_during_a_hold():
    assert is_meanwhile("Keep your back flat.")
    assert not is_meanwhile("Keep still, and then uncross your legs.")
    assert not is_meanwhile("Bend your knee.")


def test_poses_of_rest():
    assert all(map(is_rest, ("Savasana", "Final rest", "A resting pose", "Relaxation")))
    assert not is_rest("Crested crane")
