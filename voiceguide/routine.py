"""A routine as it was understood: what the text means, before anything is chosen or timed.

Ranges stay ranges here ("3-5 breaths" is 3 to 5); `voiceguide.building` chooses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from voiceguide.problems import Place, Problem
from voiceguide.settings import Settings

Unit = Literal["s", "breaths"]
Qualifier = Literal["exactly", "range", "at least", "up to", "about"]
SideName = Literal["right", "left", "first", "second"]
Among = Literal["", "last", "but last"]
"""Which of a pose's rounds a hold belongs to: "" for all of them."""
PartKind = Literal["plain", "inhale", "exhale", "hold", "work", "rest", "rounds", "side"]
Role = Literal["", "caution", "tip", "way out", "note"]
Posture = Literal["standing", "sitting", "kneeling", "lying", "on a chair"]
Stillness = Literal["held", "breathing", "none"]
TempoKind = Literal["", "slow", "quick", "sit to stand"]
"""How fast a movement is done that is repeated: "" where its words do not tell."""

CHAIR = "chair"
"""The kind of prop that one sits down on and stands up from with ease."""
MAT, ROLL = "mat", "roll"
"""What one lies on, and what a mat or a blanket is rolled up into."""


class Duration(NamedTuple):
    """A length of time as it was written: whole seconds, or whole breaths.

    ``high`` is None for "at least". ``words`` are the source words; ``assumed`` is true
    where the text names no time and voiceguide supplied one. ``manner`` is how the breaths are
    ("deep", "full, deep"), said with their number. ``taken`` is the number that a session of a
    given length takes, 0 where its pacing chooses.
    """

    low: int
    high: int | None
    unit: Unit
    qualifier: Qualifier = "exactly"
    words: str = ""
    manner: str = ""
    assumed: bool = False
    place: Place | None = None
    taken: int = 0


class Prop(NamedTuple):
    """A prop that is taken up or put somewhere; ``kinds`` are those that its words name.

    ``in_use`` is one in the hand already ("using the belt, pull"), ``another`` one more of its
    kind.
    """

    kinds: frozenset[str]
    in_use: bool = False
    another: bool = False


class Action(NamedTuple):
    """What one sentence asks of a body, wherever that body is.

    ``postures`` are taken one after the other, "seated" on whatever one sat on before; ``anew``
    is true where the posture is taken even if it is the same ("lie on your other side").
    ``sits_up`` is to come up to sitting by the arms. ``shows`` are the kinds of props that are at
    hand afterwards. ``position`` names the one that is taken: "lying on your stomach".
    """

    moves_limb: bool = False
    props: tuple[Prop, ...] = ()
    shows: frozenset[str] = frozenset()
    postures: tuple[Posture | Literal["seated"], ...] = ()
    anew: bool = False
    sits_up: bool = False
    position: str = ""


class Meaning(NamedTuple):
    """What the words of a part do, so that nobody needs to read them again.

    ``leads_out``: out of a hold. ``meanwhile``: they are meant during the hold that they follow
    ("Keep your back flat."); ``within``: they are said in it ("Breathe."). ``shapes``: they put the
    body into a shape that it has to leave; ``slight``: they are only about eyes, fingers or breath.
    ``stillness`` tells whether a hold's words hold something ("Stay"), only breathe, or neither
    ("Rest", "Keep going"). ``settled`` is what is said instead to who has the posture already that
    the words begin with: "Lift your leg." for "Lie down and lift your leg.", "" for "Lie down.",
    None where they begin with none. ``in_place``: a caution that means nothing before the words
    that it follows ("Do not pull.", "If your knee hurts, …"). ``soothes``: what they may be said
    again for in a long hold, breath or ease. ``actions`` are what the body is to do, sentence by
    sentence, and ``tempo`` is how fast it is done.
    """

    leads_out: bool = False
    meanwhile: bool = False
    within: bool = False
    shapes: bool = False
    slight: bool = False
    stillness: Stillness = "none"
    soothes: Literal["", "breath", "ease"] = ""
    actions: tuple[Action, ...] = ()
    tempo: TempoKind = ""
    settled: str | None = None
    in_place: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence, or one clause of it, with its one reading.

    ``text`` is what is spoken. In a hold it has ``{}`` where the chosen length is said
    ("Hold for {}."), and may be "" for a silent hold. Parts of kind ``rounds`` and ``side``
    say that something is done again: they mark where, and are not spoken as they stand (their
    meaning is in `Rounds` and `Sides`). ``source`` keeps the author's words.

    ``role`` is "caution" (never left out, spoken before the step's action), "tip" (once, in full
    guidance), "way out" (how to leave a hold: said in every round), "note"
    (neither spoken nor timed: "do this 3 times a day") or "".
    ``optional`` parts are left out unless asked for. ``step`` is the index of the numbered step,
    -1 in an introduction; ``sentence`` the index of the sentence within that step.
    An inhale or exhale has its breath word alone in ``short`` ("Inhale."), and a ``duration`` only
    where its length is written ("inhale for a count of four"); for other parts ``short`` is the
    first clause, for a round that is led briefly.

    A ``quiet`` hold is one without words in it. ``among`` tells which rounds a hold belongs to.

    ``meaning`` is read from ``text``, by `voiceguide.english.meaning.understood`.
    """

    kind: PartKind
    text: str
    source: str = ""
    short: str = ""
    role: Role = ""
    optional: bool = False
    duration: Duration | None = None
    step: int = -1
    sentence: int = 0
    place: Place | None = field(default=None, compare=False)
    quiet: bool = False
    among: Among = ""
    meaning: Meaning = field(default=Meaning(), compare=False, repr=False)


class Rounds(NamedTuple):
    """How often a stretch of a pose's parts is done, all in all: ``low`` to ``high`` rounds.

    ``first`` and ``last`` are indexes into `Pose.parts`, ``last`` not included.
    ``high`` is None for "or more". Rounds that are ``sets`` go round those within them; ``rest``
    is the time to recover between one and the next, ``tempo`` how long one takes as written.
    ``tail`` is what the sentence says besides ("Feeling your spine open."), said once after round
    1. ``optional`` rounds ("repeat both sides if desired") are left out unless asked for;
    ``both_sides`` rounds go round both sides, others within each. Sets with ``every`` begin so
    long one after the other: "every minute on the minute". ``taken`` is as in `Duration`.
    """

    low: int
    high: int | None
    first: int
    last: int
    words: str = ""
    tail: str = ""
    assumed: bool = False
    optional: bool = False
    both_sides: bool = False
    place: Place | None = None
    sets: bool = False
    rest: Duration | None = None
    tempo: Duration | None = None
    taken: int = 0
    every: Duration | None = None


class Sides(NamedTuple):
    """Two sides: parts ``first`` to ``last`` (not included) are led again for the other side.

    ``names`` are ("right", "left") or ("left", "right") where the text names the side it begins
    with, else ("first", "second"). ``noun`` is what changes: side, leg, arm, direction ...
    ``alternate`` sides change at each round rather than after all of them. ``tail`` is what the
    sentence says besides, said after the change; ``tail_leads_out`` where it leads out of a hold.
    ``optional`` second sides are left out unless asked for.
    """

    names: tuple[SideName, SideName]
    first: int
    last: int
    noun: str = "side"
    words: str = ""
    tail: str = ""
    alternate: bool = False
    optional: bool = False
    place: Place | None = None
    tail_leads_out: bool = False


class Pose(NamedTuple):
    """One ``##`` block: its introduction, its parts in order, and what is done again.

    ``rounds`` do not overlap, but for optional or ``both_sides`` ones round the others.
    ``resting`` poses are those in which to rest is what is done. ``picture`` is the first that its
    text shows, as it names it: a path beside the routine, or an address; "" without one.
    ``optional`` poses are left out unless asked for. ``again`` is which time it is led, where a
    session goes round poses again. In a routine that is made of several, ``number`` is which it is
    in its own text, from 1, and ``text`` which text that is: 0 for `Routine.source`, else one of
    `Routine.others`, from 1.
    """

    name: str
    intro: tuple[Part, ...] = ()
    parts: tuple[Part, ...] = ()
    rounds: tuple[Rounds, ...] = ()
    sides: Sides | None = None
    notes: tuple[str, ...] = ()
    place: Place | None = None
    resting: bool = False
    picture: str = ""
    optional: bool = False
    again: int = 1
    text: int = 0
    number: int = 0


class Include(NamedTuple):
    """A line "include: hips: Pigeon", after ``at`` of a text's poses: what it names, as written."""

    at: int
    words: str
    place: Place


@dataclass(frozen=True, slots=True, repr=False)
class Routine:
    """A whole text as it was understood, with what is wrong with it in ``problems``.

    ``settings`` are those of its front matter. ``welcome`` and ``closing`` are said before the
    first pose and after the last.
    ``source`` is the text itself. ``chosen`` are the numbers, in the text, of the poses kept from
    it, in their order; () where all are; ``left_out`` are the names of those that were asked to be
    skipped. ``includes`` are the routines that its text takes in, as long as they are not, and
    ``others`` the texts of those that were. ``client`` is the name of whom it is mended for and
    what of its poses is another, as plain data. ``said`` is how words are said, and ``files`` the
    sound files it had, by the names of settings, of a session made again.
    ``rounds`` is how often all poses are gone round, None where it is once. ``about`` tells in a
    few words what it is for.
    """

    path: str
    title: str
    settings: Settings = field(default_factory=Settings)
    author: str = ""
    welcome: tuple[Part, ...] = ()
    closing: tuple[Part, ...] = ()
    poses: tuple[Pose, ...] = ()
    problems: tuple[Problem, ...] = ()
    source: str = field(default="", compare=False)
    chosen: tuple[int, ...] = field(default=(), compare=False)
    said: Mapping[str, str] = field(default_factory=dict, compare=False)
    files: Mapping[str, str] = field(default_factory=dict, compare=False)
    left_out: tuple[str, ...] = field(default=(), compare=False)
    includes: tuple[Include, ...] = field(default=(), compare=False)
    others: tuple[str, ...] = field(default=(), compare=False)
    client: Mapping[str, Any] = field(default_factory=dict, compare=False)
    rounds: Rounds | None = None
    about: str = ""
    date: str = ""

    def __repr__(self) -> str:
        """Give its title and size: it may have thousands of parts."""
        count = len(self.poses)
        return f"Routine({self.title!r}, {count} {'pose' if count == 1 else 'poses'})"

    def _repr_html_(self) -> str:
        """Give what a notebook shows: its title and the names of its poses."""
        from html import escape

        poses = "".join(f"<li>{escape(pose.name)}</li>" for pose in self.poses)
        return f"<p><b>{escape(self.title)}</b></p><ol>{poses}</ol>"
