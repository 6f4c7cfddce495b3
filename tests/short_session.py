"""A short session, to be followed: import the fixture where it is used."""

from __future__ import annotations

from pathlib import Path

import pytest

from voiceguide.loader import parse_routine
from voiceguide.pipeline import make

SHORT = """\
---
title: Two <b>breaths</b> & a stretch
chime: none
---
## Breathe
1. Inhale, and lift.
2. Exhale, and lower.
3. Repeat twice.

## Reach

![A reach](reach.png)

1. Reach your right arm up. Hold for 2 breaths.
2. Repeat on the other side.
"""


@pytest.fixture(scope="session")
def short_session(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sessions") / "short.mp3"
    make(parse_routine(SHORT, "short.md"), path)
    return path
