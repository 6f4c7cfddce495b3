"""Where routines are found, chosen and started."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

from voiceguide.problems import fail
from voiceguide.routine import Pose, Routine

FOLDER = Path("scripts")
_FIRST = "middle-back.md"

_TEMPLATE = """\
---
title: {title}
# Settings for this routine. Take the # away to set one.
# pace: slow
# breath: 4,6
# rate: 110
---
<!-- Text before the first pose is the welcome. Notes like this one are never spoken. -->
Find a quiet place, and a mat or a blanket.

<!-- Each pose begins with ##. The words below its name introduce it. -->
## Seated Side Stretch

This one makes room along your ribs.

> Lines like this one are notes for whoever reads the routine.

1. Sit tall, with your legs crossed or on a chair.
2. Inhale, and reach your right arm up.
3. Exhale, and lean over to the left. Tip: Keep both hips on the floor.
4. Hold for 3-5 breaths, then come back up.
5. Repeat on the other side.

<!-- The words carry the time: breaths, seconds or minutes, rounds, sides. -->
## Child’s Pose

1. Kneel, and sit back on your heels.
2. Fold forward and rest your forehead on the floor. Caution: Do not stay if your knees hurt.
3. Rest for at least one minute.
4. Roll up slowly to sitting.
"""
_LONGEST = 80
MOST_POSES = 10_000
"""Most poses that are led; a day has 8,640 times ten seconds."""
_MOST_WORDS = 8


def shipped() -> Path:
    """Give the folder of the routines that come with voiceguide."""
    package = Path(__file__).parent
    installed = package / "scripts"
    return installed if installed.is_dir() else package.parent / "scripts"


def all_routines() -> list[Path]:
    """Give the routines in ./scripts or, where there are none, those that voiceguide ships."""
    return _own_routines() or sorted(shipped().glob("*.md"))


def _own_routines() -> list[Path]:
    return sorted(filter(_has_poses, FOLDER.glob("*.md"))) if FOLDER.is_dir() else []


def _has_poses(path: Path) -> bool:
    """Tell a routine from a README that lies beside it."""
    try:
        if path.stem.lower() != "readme" or not path.is_file():
            return True
        return "\n## " in path.read_text("utf-8", "replace")
    except OSError:
        return True


def find_routines(names: Sequence[str]) -> list[Path]:
    """Find routines by name, each once; without a name, all in ./scripts, or the first shipped.

    A folder is all routines in it. Several names that are none by themselves may be the words of
    one.

    Raises VoiceguideError: there is none of that name.
    """
    if names:
        found = [path for name in joined_names(names) for path in _found(name)]
        return list(dict.fromkeys(found))
    return _own_routines() or [shipped() / _FIRST]


def joined_names(names: Sequence[str]) -> list[str]:
    """Put names together that were one before a shell took them apart: Hips before bed.

    Raises VoiceguideError: one of them can't even be looked for.
    """
    joined: list[str] = []
    at = 0
    while at < len(names):
        # No more than a name is likely to have, and no paths: those are given one by one.
        words = [*takewhile(lambda name: not set("./\\") & set(name), names[at : at + _MOST_WORDS])]
        ends = range(len(words), 1, -1)
        count = next((end for end in ends if _named(" ".join(words[:end]))), 1)
        joined.append(" ".join(names[at : at + count]))
        at += count
    return joined


def _found(name: str) -> list[Path]:
    path = find_routine(name)
    if not path.is_dir():
        return [path]
    within = sorted(filter(_has_poses, path.glob("*.md")))
    if not within:
        raise fail(f"the folder {name} has no routine in it", "a routine's file ends in .md")
    return within


def find_routine(name: str) -> Path:
    """Find a routine by its path, or by its name in ./scripts or among those shipped.

    Blanks, capitals and accents make no difference, and .md may be left out.
    Raises `VoiceguideError` where there is none, naming the nearest.
    """
    if not name.strip():
        raise fail("a routine needs a name", "voiceguide list shows the routines there are")
    path = _named(name)
    if path is not None:
        return path
    import difflib  # slow to load for names that are right

    names = sorted({routine.stem for routine in _by_stem()})
    near = difflib.get_close_matches(Path(name).stem, names, n=1)
    hint = f"did you mean {near[0]}?" if near else "voiceguide list shows the routines there are"
    raise fail(f"there is no routine {name!r}", hint)


def _named(name: str) -> Path | None:
    """Give the file or folder of a name, None where there is none.

    Raises VoiceguideError: it can't even be looked for.
    """
    path = Path(name)
    try:
        if path.exists() or path.is_symlink():
            own = FOLDER / f"{name}.md"
            # A routine is meant before a folder that happens to have its name.
            return own if path.is_dir() and own.is_file() else path
    except OSError as error:
        raise fail(f"{name[:60]!r} can't be read: {error.strerror}") from error
    beside = [path.with_name(f"{path.name}.md")] if path.name else []
    places = [folder / file for folder in (FOLDER, shipped()) for file in (name, f"{name}.md")]
    for candidate in (*beside, *places):
        if candidate.is_file():
            return candidate
    wanted = _stem(folded(name.removesuffix(".md")))
    return next((path for path in _by_stem() if wanted == _stem(folded(path.stem))), None)


def _by_stem() -> list[Path]:
    return [*sorted(FOLDER.glob("*.md")), *sorted(shipped().glob("*.md"))]


def _stem(name: str) -> str:
    return re.sub(r"[\W_]+", "-", name.lower()).strip("-")


def slug(words: str) -> str:
    """Give words as a part of a file's name: small letters and hyphens, and nothing else."""
    return _stem(words) or "pose"


def folded(name: str) -> str:
    """Give a name without what people leave out when they type: capitals, accents, more blanks."""
    plain = " ".join(name.split()).casefold()
    if plain.isascii():
        return plain
    import unicodedata  # few names ask for it

    letters = unicodedata.normalize("NFKD", plain)
    return "".join(each for each in letters if not unicodedata.combining(each))


def select(routine: Routine, poses: Sequence[str] = (), skip: Sequence[str] = ()) -> Routine:
    """Keep the poses named, in the order named, without those to skip.

    A pose is named by its name, the start of it or of a word in it, or its number in the routine;
    capitals and accents make no difference, and commas part several.
    Raises `VoiceguideError` where a name fits none or several, or no pose is left.
    """
    find = pose_finder(routine)
    chosen = [index for name in poses for index in find(name)] or list(range(len(routine.poses)))
    if len(chosen) > MOST_POSES:
        raise fail(f"{len(chosen):,} poses are too many", f"lead {MOST_POSES:,} at most")
    left_out = {index for name in skip for index in find(name)}
    kept = [index for index in chosen if index not in left_out]
    if not kept:
        raise fail("no pose is left to lead", "skip fewer poses")
    if not poses and not skip:
        return routine
    numbers = routine.chosen or range(1, len(routine.poses) + 1)
    # What is asked for by its name is led, optional or not.
    every = [pose._replace(optional=pose.optional and not poses) for pose in routine.poses]
    return replace(
        routine,
        poses=tuple(every[index] for index in kept),
        chosen=tuple(numbers[index] for index in kept),
        left_out=tuple(routine.poses[index].name for index in sorted(left_out)),
    )


def pose_finder(routine: Routine) -> Callable[[str], list[int]]:
    """Give what finds poses by name or number: one or, with commas between them, several."""
    names = [folded(pose.name) for pose in routine.poses]
    called = set(names)

    def find(name: str) -> list[int]:
        wanted = folded(name)
        number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 9 else 0
        if wanted not in called and 1 <= number <= len(names):
            return [number - 1]  # of thousands in a session, most often
        parts = [part for part in name.split(",") if part.strip()]
        if len(parts) > 1 and not any(wanted in each for each in names):
            return [index for part in parts for index in find(part)]
        return [_find(routine, name.strip(), names)]

    return find


def _find(routine: Routine, name: str, names: list[str]) -> int:
    exact, wanted = " ".join(name.split()).casefold(), folded(name)
    begins = re.compile(rf"(?<!\w){re.escape(wanted)}")
    for found in (
        [i for i, pose in enumerate(routine.poses) if pose.name.casefold() == exact],
        [i for i, each in enumerate(names) if each == wanted],
        [i for i, each in enumerate(names) if wanted and each.startswith(wanted)],
        [i for i, each in enumerate(names) if wanted and begins.search(each)],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            hint = f"name it by its number: {_numbered(routine.poses, found)}"
            raise fail(f"several poses are called {name!r}", hint)
    import difflib

    near = difflib.get_close_matches(wanted, names, n=1, cutoff=0.5)
    listed = _numbered(routine.poses, range(len(names)))
    hint = (
        f"did you mean {routine.poses[names.index(near[0])].name}?"
        if near
        else f"there are {listed}"
    )
    raise fail(f"{routine.path} has no pose {name!r}", hint)


def _numbered(poses: Sequence[Pose], which: Sequence[int]) -> str:
    return ", ".join(f"{index + 1} {poses[index].name}" for index in which)


def keep_from_git(folder: Path, what: str) -> bool:
    """Have git ignore what is private in a folder of a repository; tell whether that is new.

    Raises VoiceguideError: the file .gitignore can't be written.
    """
    here = folder.resolve()
    if not any((each / ".git").exists() for each in (here, *here.parents)):
        return False
    path = folder / ".gitignore"
    try:
        text = path.read_text(encoding="utf-8", errors="surrogateescape") if path.exists() else ""
        if any(line.strip().strip("/") == what.strip("/") for line in text.splitlines()):
            return False
        from voiceguide.files import whole

        with whole(path) as growing:
            gap = "" if not text or text.endswith("\n") else "\n"
            growing.write_text(
                f"{text}{gap}{what}\n", encoding="utf-8", errors="surrogateescape", newline="\n"
            )
    except OSError as problem:
        raise fail(f"{path} can't be read: {problem.strerror or problem}") from problem
    return True


def start_routine(name: str, folder: Path) -> Path:
    """Write a short routine with comments, to be changed, and give its path.

    ``name`` is what the routine is called; its file is named after it. A file that is there
    stays as it is.

    Raises VoiceguideError: the name can't be a file's, is taken, or the file can't be written.
    """
    words = " ".join(name.removesuffix(".md").split())
    stem = _stem(words)
    if not stem or len(words) > _LONGEST or re.search(r"[/\\]", words) or not words.isprintable():
        raise fail(f"{name!r} can't name a routine", "give a short name, such as hips")
    title = words if " " in words else words.replace("-", " ").replace("_", " ").strip()
    path = folder / f"{stem}.md"
    from voiceguide.files import whole  # nothing else here writes

    with whole(path, replacing=False) as growing:
        text = _TEMPLATE.format(title=title[:1].upper() + title[1:])
        growing.write_text(text, encoding="utf-8", newline="\n")
    return path
