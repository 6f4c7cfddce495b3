"""What a browser is given of a session."""

from __future__ import annotations

import itertools
from pathlib import Path

from voiceguide.page.following import followed
from voiceguide.page.pictures import LARGEST, pictures_beside
from voiceguide.routine import Pose

PNG = b"\x89PNG\r\n\x1a\n"


def test_cues_cover_the_session_and_holds_breathe(short_session: Path) -> None:
    data = followed(short_session, {"reach.png": "pictures/reach"})
    assert data["title"] == "Two <b>breaths</b> & a stretch"
    for cue, following in itertools.pairwise(data["cues"]):
        assert cue["end_ms"] == following["start_ms"]
    holds = [cue for cue in data["cues"] if cue["kind"] == "hold"]
    assert holds
    assert all(cue["breath"][:2] == [3500, 4500] for cue in holds)
    assert [pose["picture"] for pose in data["poses"]] == ["", "pictures/reach"]
    assert [each["name"] for each in data["chapters"]] == ["Opening", "Breathe", "Reach", "Closing"]


def test_the_same_session_has_the_same_place_kept(short_session: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.mp3"
    again.write_bytes(short_session.read_bytes())
    assert followed(again, {})["id"] == followed(short_session, {})["id"]


def test_pictures_are_of_the_routines_own_folder(tmp_path: Path) -> None:
    folder = tmp_path / "scripts"
    (folder / "img").mkdir(parents=True)
    (folder / "img" / "a.png").write_bytes(PNG)
    (folder / "words.png").write_bytes(b"no picture")
    (folder / "huge.png").write_bytes(PNG + bytes(LARGEST))
    (tmp_path / "secret.png").write_bytes(PNG)
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    names = [
        "img/a.png", "words.png", "huge.png", "../secret.png", "link.png", "missing.png",
        str(tmp_path / "secret.png"), "https://example.org/a.png", "img", "\0", "",
    ]  # fmt: skip
    poses = [Pose("Twist", picture=name) for name in names]
    assert pictures_beside(poses, folder) == {"img/a.png": (folder / "img" / "a.png").resolve()}
