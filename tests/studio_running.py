"""A studio that runs: its folder, its address, and what opens it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from voiceguide.studio.guard import Keys


class Running(NamedTuple):
    folder: Path
    address: str
    keys: Keys

    @property
    def link(self) -> str:
        return f"{self.address}start?token={self.keys.link()}"

    @property
    def cookie(self) -> str:
        return f"voiceguide-{self.port}={self.keys.secret}"

    @property
    def port(self) -> int:
        return int(self.address.rsplit(":", 1)[1].strip("/"))
