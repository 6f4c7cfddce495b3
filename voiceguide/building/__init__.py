"""From a routine to a script: what a good teacher says, and when."""

from voiceguide.building.builder import build, vocabulary
from voiceguide.building.pacing import Pacing, pacing_from

__all__ = ["Pacing", "build", "pacing_from", "vocabulary"]
