"""What is told of a finished session that is not as it should be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing in which a session falls short, and when, in milliseconds from its start."""

    at_ms: int
    message: str
