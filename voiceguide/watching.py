"""Files that are watched for saves, by asking again and again how they look."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

Mark = tuple[int, int, int]
Marks = dict[Path, Mark]


def marks_of(paths: Iterable[Path]) -> Marks:
    """Tell how each file that is there looks now: which file it is, its time and its size.

    An editor that writes a new file in place of the old is seen by that, whatever the times.
    """
    marks = {}
    for path in paths:
        try:
            about = path.stat()
        except OSError:
            continue  # taken away, or about to be replaced
        marks[path] = (about.st_ino, about.st_mtime_ns, about.st_size)
    return marks


def watch(
    look: Callable[[], Marks], saved: Callable[[list[Path]], None], wait: Callable[[], None]
) -> None:
    """Call ``saved`` with every file at first, then with those that look different, for ever.

    A save is acted on once the files look the same twice: some editors empty a file before they
    fill it. What is saved while ``saved`` runs is seen as soon as that ends. ``wait`` lets a
    moment pass; what it raises ends the watch.
    """
    seen = look()
    saved(list(seen))
    while True:
        now = look()
        # A file that is away for a moment is compared with how it was.
        different = [path for path, mark in now.items() if seen.get(path) != mark]
        wait()
        if not different or look() != now:
            continue
        seen |= now
        saved(different)
