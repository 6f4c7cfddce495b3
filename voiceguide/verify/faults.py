"""What is found of a finished session that is not as it should be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing in which a session falls short, and when, in milliseconds from its start."""

    at_ms: int
    message: str


class Findings(NamedTuple):
    """Faults, and the figure they were found by: None where there was nothing to measure."""

    faults: list[Fault]
    measured: float | None
