"""Well-formed routines for Hypothesis: any mixture of parts, rounds and sides."""

from __future__ import annotations

from hypothesis import strategies as st

from voiceguide.building.pacing import Pacing
from voiceguide.english.meaning import understood
from voiceguide.english.positions import is_rest
from voiceguide.problems import Place
from voiceguide.routine import Duration, Part, Pose, Rounds, Routine, Sides

_PLAIN = (
    ("Sit tall.", "Sit tall."),
    ("Lie on your back, with your arms wide.", "Lie on your back."),
    ("Place your right hand on your left knee.", "Place your right hand on your left knee."),
    ("Lift one leg, and let the other leg rest.", "Lift one leg."),
    ("Roll up a blanket.", "Roll up a blanket."),
    ("Let your breath stay slow and full.", ""),
    ("Bend your knee at a right angle.", ""),
)
_CAUTIONS = ("Do not lock your knees.", "Avoid turning your head to the right.")
_TIPS = ("Feel free to use a strap.", "Feel your back open.")
_WAYS_OUT = ("Release to center.", "Lower your left leg.", "Slowly come back up.")
_NOTES = ("Do this three times a day.",)
_KINDS = ("plain", "plain", "caution", "tip", "hold", "out", "note", "inhale", "exhale")
_BREATHS = {
    "inhale": ("Inhale, reach your right arm up, and look after it.", "Inhale, rise."),
    "exhale": ("Exhale and fold.", "Exhale, turn to the left.", "Exhale."),
}


def durations() -> st.SearchStrategy[Duration]:
    def make(low: int, more: int | None, unit: str) -> Duration:
        high = None if more is None else low + more
        kind = "at least" if high is None else "exactly" if more == 0 else "range"
        return Duration(low, high, unit, kind)  # type: ignore[arg-type]

    more = st.one_of(st.none(), st.integers(0, 5))
    return st.one_of(
        st.builds(make, st.integers(1, 400), more, st.just("s")),
        st.builds(make, st.integers(1, 40), more, st.just("breaths")),
    )


def _sentence(step: int, sentence: int) -> st.SearchStrategy[Part]:
    return _unread(step, sentence).map(understood)


@st.composite
def _unread(draw: st.DrawFn, step: int, sentence: int) -> Part:
    kind = draw(st.sampled_from(_KINDS))
    more = {
        "step": step,
        "sentence": sentence,
        "optional": draw(st.integers(0, 9)) == 0,
        "place": Place("r.md", 10 * step + sentence + 1, 1),
    }
    if kind == "hold":
        text = draw(st.sampled_from(("Hold for {}.", "Stay for {}.", "")))
        return Part("hold", text, duration=draw(durations()), **more)
    if kind in _BREATHS:
        text = draw(st.sampled_from(_BREATHS[kind]))
        return Part(kind, text, short=f"{kind.capitalize()}.", **more)
    if kind == "plain":
        text, short = draw(st.sampled_from(_PLAIN))
        return Part("plain", text, short=short, **more)
    texts, role = {
        "caution": (_CAUTIONS, "caution"),
        "tip": (_TIPS, "tip"),
        "out": (_WAYS_OUT, "way out"),
        "note": (_NOTES, "note"),
    }[kind]
    return Part("plain", draw(st.sampled_from(texts)), role=role, **more)


@st.composite
def poses(draw: st.DrawFn) -> Pose:
    parts: list[Part] = []
    for step in range(draw(st.integers(0, 4))):
        parts += [draw(_sentence(step, each)) for each in range(draw(st.integers(1, 4)))]
    cuts = sorted(draw(st.lists(st.integers(0, len(parts)), max_size=4)))
    rounds = [
        Rounds(low, low + more, first, last, tail=tail, optional=optional)
        for (first, last), low, more, tail, optional in zip(
            zip(cuts[::2], cuts[1::2], strict=False),
            draw(st.lists(st.integers(1, 5), min_size=2, max_size=2)),
            draw(st.lists(st.integers(0, 3), min_size=2, max_size=2)),
            ("Slowly.", ""),
            draw(st.lists(st.booleans(), min_size=2, max_size=2)),
            strict=False,
        )
    ]
    sides = None
    if parts and draw(st.booleans()):
        first = draw(st.integers(0, len(parts) - 1))
        sides = Sides(
            draw(st.sampled_from([("right", "left"), ("left", "right"), ("first", "second")])),
            first,
            draw(st.integers(first + 1, len(parts))),
            draw(st.sampled_from(["side", "leg"])),
            alternate=draw(st.booleans()),
            optional=draw(st.integers(0, 5)) == 0,
        )
        if draw(st.booleans()):
            rounds.append(Rounds(2, 3, sides.first, sides.last, optional=True, both_sides=True))
    spoken = _sentence(-1, 0).filter(lambda part: part.kind == "plain" and part.role != "way out")
    intro = draw(st.lists(spoken, max_size=2))
    name = draw(st.sampled_from(["Cobra", "Bridge!", "Final Rest", "..."]))
    return Pose(name, tuple(intro), tuple(parts), tuple(rounds), sides, resting=is_rest(name))


def routines() -> st.SearchStrategy[Routine]:
    return st.builds(
        Routine,
        st.just("r.md"),
        st.just("Morning"),
        poses=st.lists(poses(), max_size=3).map(tuple),
    )


def pacings() -> st.SearchStrategy[Pacing]:
    # Of a named tuple `builds` would make up the figures that are not given, too.
    return st.fixed_dictionaries(
        {
            "inhale_ms": st.integers(2000, 6000),
            "exhale_ms": st.integers(2000, 6000),
            "pace": st.floats(0.5, 2.0),
            "hold": st.floats(0.2, 3.0),
            "range": st.sampled_from(["low", "mid", "high"]),
            "optional": st.booleans(),
            "guidance": st.sampled_from(["full", "brief", "minimal"]),
            "counting": st.sampled_from(["words", "tones", "none"]),
            "rate": st.integers(90, 160),
        }
    ).map(lambda given: Pacing(**given))
