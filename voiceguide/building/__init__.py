"""From a routine to a script: what a good teacher says, and when."""

from voiceguide.building.pacing import Pacing, pacing_from
from voiceguide.building.script import build, vocabulary

__all__ = ["Pacing", "build", "pacing_from", "vocabulary"]
