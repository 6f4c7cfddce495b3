"""A client's file in TOML: settings, poses across routines, and what of each pose is another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from voiceguide.clients.mending import MENDS, Mend, NoMendError, mended, read_mend
from voiceguide.library import folded, pose_finder
from voiceguide.problems import Place, Problem, VoiceguideError, fail
from voiceguide.routine import Pose, Routine
from voiceguide.settings import SETTINGS, Settings

FOLDER = Path("clients")
ALL = "*"
_MOST_BYTES = 1_000_000
_TITLE = 200


class Mends(NamedTuple):
    """What of one pose is another: its name as written, and where, and what it says."""

    name: str
    place: Place | None
    mend: Mend
    plain: Mapping[str, Any]


class Client(NamedTuple):
    """What a client's file says. ``poses`` are those to lead, () for those of the routine."""

    name: str
    path: Path
    settings: Settings = Settings()
    title: str = ""
    poses: tuple[str, ...] = ()
    mends: tuple[Mends, ...] = ()


def find_clients(names: Sequence[str]) -> list[Path]:
    """Find clients' files: by name in ./clients, by path where it ends in .toml, or "*" for all.

    Raises VoiceguideError: there is none of that name, or it could be no name.
    """
    found: list[Path] = []
    for name in names:
        if name.strip() == ALL:
            every = sorted(FOLDER.glob("*.toml"))
            if not every:
                raise fail("there are no clients", f"write {FOLDER / 'anna.toml'} for one")
            found += every
        else:
            found.append(_find(name.strip()))
    return list(dict.fromkeys(found))


def _find(name: str) -> Path:
    if name.endswith(".toml"):
        return Path(name)
    if not re.fullmatch(r"\w[\w '’-]*", name):
        raise fail(f"{name!r} is no client's name", "give a name such as anna, or a .toml file")
    path = FOLDER / f"{name}.toml"
    if not path.is_file():
        import difflib  # slow to load for names that are right

        names = sorted(each.stem for each in FOLDER.glob("*.toml"))
        near = difflib.get_close_matches(name, names, n=1)
        hint = f"did you mean {near[0]}?" if near else f"write {path}"
        raise fail(f"there is no client {name!r}", hint)
    return path


def read_client(path: Path) -> Client:
    """Read a client's file. Raises VoiceguideError: with every problem in it."""
    import tomllib  # few have one

    try:
        data = path.read_bytes()[: _MOST_BYTES + 1]
        text = data.decode("utf-8-sig")
    except FileNotFoundError:
        raise fail(f"there is no file {path}", "name a client's file") from None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise fail(f"{path} can't be read: {reason}") from error
    try:
        rows = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise VoiceguideError(_not_toml(path, text, str(error))) from error
    return _Reader(path, text).read(rows)


def _not_toml(path: Path, text: str, told: str) -> Problem:
    found = re.search(r"\(at line (\d+), column (\d+)\)", told)
    lines = text.splitlines() or [""]
    line = min(int(found[1]), len(lines)) if found else len(lines)
    message = told[: found.start()].strip() if found else told.removesuffix("(at end of document)")
    hint = 'a line is a name and a value, such as pace = "slow"'
    if "poses" in lines[line - 1] and re.search(r"^\s*poses\s*=", text, re.MULTILINE):
        hint = 'beside a list of poses, write [pose."Bridge"]'
    place = Place(str(path), line, int(found[2]) if found else 1)
    return Problem(f"this is no TOML: {message.strip()}", hint, place, source=lines[line - 1])


class _Reader:
    """Reads the rows of a client's file; what is wrong is told where it stands in the text."""

    def __init__(self, path: Path, text: str) -> None:
        self._path, self._lines = path, text.splitlines()
        self._problems: list[Problem] = []

    def read(self, rows: Mapping[str, Any]) -> Client:
        settings: dict[str, Any] = {}
        title = ""
        poses: tuple[str, ...] = ()
        mends: list[Mends] = []
        for key, value in rows.items():
            name = key.replace("_", "-")
            if name in SETTINGS:
                row = SETTINGS[name]
                try:
                    settings[row.field] = row.read(value)
                except ValueError as error:
                    self._wrong(str(error), f"mend it, or leave {key} out", key)
            elif key == "title":
                title = self._title(value)
            elif key in ("pose", "poses") and isinstance(value, dict):
                mends += self._mends(key, value)
            elif key == "poses":
                poses = self._names(value)
            else:
                names = [*SETTINGS, "title", "poses"]
                self._wrong(f"unknown setting {key!r}", _did_you_mean(key, names), key)
        voice = str(settings.get("voice", "")).strip().lower()
        if voice.startswith("command:"):
            self._wrong("a client's file runs no program", "give it with --voice", "voice")
        if self._problems:
            raise VoiceguideError(self._problems)
        return Client(self._path.stem, self._path, Settings(**settings), title, poses, tuple(mends))

    def _title(self, value: object) -> str:
        words = " ".join(value.split()) if isinstance(value, str) else ""
        if not words or not words.isprintable() or len(words) > _TITLE:
            self._wrong("a title is a few words", "mend it, or leave title out", "title")
        return words

    def _names(self, value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            hint = 'write poses = ["Bridge", "hips:Pigeon"]'
            self._wrong("poses is a list of names", hint, "poses")
            return ()
        return tuple(value)

    def _mends(self, table: str, rows: Mapping[str, Any]) -> Iterator[Mends]:
        for name, plain in rows.items():
            header = rf'^\s*\[\s*{table}\s*\.\s*["\']?{re.escape(name)}["\']?\s*\]'
            line = self._line(header, 0)
            if not isinstance(plain, dict):
                hint = f'write [{table}."{name}"], and below it what is another'
                self._wrong(f"{name!r} has nothing of its own", hint, name)
                continue
            try:
                yield Mends(name, self._place(line), read_mend(plain), plain)
            except NoMendError as error:
                hint = _did_you_mean(error.key, MENDS) if error.key not in MENDS else "mend it"
                self._wrong(str(error), hint, error.key, after=line)

    def _wrong(self, message: str, hint: str, key: str, after: int = 0) -> None:
        line = self._line(rf"^\s*[\"']?{re.escape(key)}[\"']?\s*[.=]", after)
        place = self._place(line)
        self._problems.append(Problem(message, hint, place, source=self._lines[place.line - 1]))

    def _line(self, pattern: str, after: int) -> int:
        lines = range(after, len(self._lines))
        found = (at for at in lines if re.match(pattern, self._lines[at]))
        return next(found, after)

    def _place(self, at: int) -> Place:
        line = self._lines[at] if at < len(self._lines) else ""
        indent = len(line) - len(line.lstrip())
        return Place(str(self._path), at + 1, indent + 1, max(1, len(line.strip())))


def _did_you_mean(word: str, words: Iterable[str]) -> str:
    import difflib

    names = list(words)
    near = difflib.get_close_matches(word.lower(), names, n=1)
    return f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"


def for_client(routine: Routine, client: Client, whole: Routine) -> Routine:
    """Give a routine as it is for a client; ``whole`` has the poses too that are not led.

    What the file says of a pose that is in neither is told as a warning: it may be another
    routine's.

    Raises VoiceguideError: a pose can't be mended so, or none is left.
    """
    problems: list[Problem] = []
    poses = list(routine.poses)
    kept: list[dict[str, Any]] = []
    skipped: set[int] = set()
    for mends in client.mends:
        found = _named(poses, routine, mends.name)
        if not found:
            if not _named(whole.poses, whole, mends.name):
                message = f"{mends.name!r} is no pose of {Path(routine.path).stem}"
                problems.append(_warning(message, mends.place))
            continue
        for at in found:
            try:
                poses[at] = mended(poses[at], mends.mend)
            except NoMendError as error:
                hint = f"leave {error.key} out for it"
                raise VoiceguideError(Problem(str(error), hint, mends.place)) from error
            text, number = _home(routine, at)
            kept.append({"text": text, "number": number, **mends.plain})
        if mends.mend.skip:
            skipped |= set(found)
    left = [at for at in range(len(poses)) if at not in skipped]
    if not left:
        raise fail(f"no pose is left to lead for {client.name}", "skip fewer poses")
    numbers = routine.chosen or tuple(range(1, len(poses) + 1))
    chosen = tuple(numbers[at] for at in left) if skipped else routine.chosen
    return replace(
        routine,
        title=client.title or routine.title,
        poses=tuple(poses[at] for at in left),
        chosen=chosen,
        problems=(*routine.problems, *problems),
        client={"name": client.name, "poses": kept},
    )


def as_kept(routine: Routine, client: Mapping[str, Any]) -> Routine:
    """Give a routine as a session keeps it to be for its client.

    Raises ValueError or KeyError: what it keeps could not have been in a client's file.
    """
    poses = list(routine.poses)
    for kept in client["poses"]:
        plain = {key: value for key, value in kept.items() if key not in ("text", "number")}
        mend = read_mend(plain)
        home = (kept["text"], kept["number"])
        for at in range(len(poses)):
            if _home(routine, at) == home and not mend.skip:
                poses[at] = mended(poses[at], mend)
    return replace(routine, poses=tuple(poses), client=client)


def _home(routine: Routine, at: int) -> tuple[int, int]:
    """Give the text that a pose comes from, and its number there."""
    pose = routine.poses[at]
    numbers = routine.chosen or range(1, len(routine.poses) + 1)
    return pose.text, pose.number or numbers[at]


def _named(poses: Sequence[Pose], routine: Routine, name: str) -> list[int]:
    """Find a pose by its name, wherever it is led; "hips:Pigeon" is one of that routine alone."""
    of, mark, which = name.partition(":")
    if not mark or any(folded(pose.name) == folded(name) for pose in poses):
        of, which = "", name
    some = [at for at, pose in enumerate(poses) if not of or _routine_of(pose) == folded(of)]
    once = list({poses[at].place: poses[at] for at in some}.values())
    if not once:
        return []
    try:
        (index,) = pose_finder(replace(routine, poses=tuple(once)))(which.strip())
    except VoiceguideError as error:
        if "several poses" in str(error):
            raise
        return []
    return [at for at in some if poses[at].place == once[index].place]


def _routine_of(pose: Pose) -> str:
    return folded(Path(pose.place.path).stem) if pose.place else ""


def _warning(message: str, place: Place | None) -> Problem:
    hint = 'mend its name or, where it is of another routine, write "hips:Pigeon"'
    return Problem(message, hint, place, "warning")
