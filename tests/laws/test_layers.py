"""Who may use whom: the table in CONTRIBUTING.md, held against every import, also in functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "voiceguide"


def layers() -> dict[str, set[str]]:
    """Read what each room uses; what stands below it in the table, and nothing above."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = text.split("| room | uses |", 1)[1].split("\n\n", 1)[0]
    rows = [line.split("|") for line in table.splitlines()[2:]]
    return {row[1].strip(" `"): set(row[2].replace("`", "").split()) for row in rows}


def room_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports() -> Iterator[tuple[Path, str, str]]:
    """Give (file, its room, the room that it imports from) of each import in the package."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert not node.level, f"{path}: imports are written in full"
                # "from voiceguide import library" names its room last.
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            for name in names:
                parts = name.split(".")
                if parts[0] == "voiceguide" and len(parts) > 1:
                    yield path, room_of(path), parts[1]


def test_no_room_uses_one_that_stands_above_it():
    order = list(layers())
    for room, used in layers().items():
        above = order[: order.index(room) + 1]
        assert not used & set(above), f"{room} uses a room above it"
        assert used <= set(order), f"{room} uses what is no room"


def test_imports_follow_the_table():
    allowed = layers()
    rooms = {room_of(path) for path in PACKAGE.rglob("*.py") if "scripts" not in path.parts}
    assert rooms == {*allowed, "__init__", "__main__"}
    wrong = {
        f"{path.relative_to(ROOT)}: {room} may not use {other}"
        for path, room, other in imports()
        if not room.startswith("__") and other in allowed and other != room
        if other not in allowed[room]
    }
    assert not wrong, "\n".join(sorted(wrong))


def test_every_arrow_of_the_table_is_walked():
    walked = {(room, other) for _, room, other in imports()}
    idle = {(room, other) for room, used in layers().items() for other in used} - walked
    assert not idle, "the table tells of arrows that are not there"
