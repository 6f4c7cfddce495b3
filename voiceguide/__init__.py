"""voiceguide turns a stretching routine you can read into a session you can follow, eyes closed.

from voiceguide import Settings, make, plan, read_routine, verify

routine = read_routine("scripts/middle-back.md", skip=["Cobra"])
print(plan(routine).length_ms)
made = make(routine, "output/middle-back.mp3", Settings(pace="slow"))
print(verify(made.path).faults)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from voiceguide.catalogue.making import make_all
    from voiceguide.catalogue.orders import Order, Outcome
    from voiceguide.loader import parse_routine, read_routine
    from voiceguide.pipeline import Made, make
    from voiceguide.planning import plan
    from voiceguide.problems import Place, Problem, VoiceguideError
    from voiceguide.routine import Routine
    from voiceguide.settings import Settings
    from voiceguide.timeline import Timeline
    from voiceguide.verifying.verdict import Verdict, verify

__version__ = "0.1.0"

_HOMES = {
    "Made": "pipeline",
    "make": "pipeline",
    "make_all": "catalogue.making",
    "Order": "catalogue.orders",
    "Outcome": "catalogue.orders",
    "plan": "planning",
    "parse_routine": "loader",
    "read_routine": "loader",
    "Place": "problems",
    "Problem": "problems",
    "VoiceguideError": "problems",
    "Routine": "routine",
    "Settings": "settings",
    "Timeline": "timeline",
    "Verdict": "verifying.verdict",
    "verify": "verifying.verdict",
}

__all__ = [
    "Made",
    "Order",
    "Outcome",
    "Place",
    "Problem",
    "Routine",
    "Settings",
    "Timeline",
    "Verdict",
    "VoiceguideError",
    "make",
    "make_all",
    "parse_routine",
    "plan",
    "read_routine",
    "verify",
]


def __getattr__(name: str) -> Any:
    # Names load their modules when they are first asked for, so that `voiceguide --help` is quick.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"voiceguide.{_HOMES[name]}"), name)
