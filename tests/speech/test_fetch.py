"""Voices are got whole or not at all: against a server here that cuts off, lies and goes on."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from voiceguide.problems import VoiceguideError
from voiceguide.speech.engine import Wanted
from voiceguide.speech.engines import piper
from voiceguide.speech.fetch import TRIES, fetch, fetch_json
from voiceguide.speech.voices import stored_for, wanted_for

MODEL = bytes(range(256)) * 2000


class Server(ThreadingHTTPServer):
    """Serves ``files``; breaks off after ``cut`` bytes of each answer; may know no ranges."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files: dict[str, bytes] = {}
        self.cut: int | None = None
        self.ranges = True
        self.asked: list[str | None] = []

    @property
    def place(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        span = self.headers["Range"]
        self.server.asked.append(span)
        whole = self.server.files.get(self.path[1:])
        if whole is None:
            self.send_error(404)
            return
        start = int(span.removeprefix("bytes=").rstrip("-")) if span and self.server.ranges else 0
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(whole) - start))
        self.end_headers()
        self.wfile.write(whole[start:][: self.server.cut])

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def wanted(server: Server, folder: Path, served: bytes = MODEL) -> Wanted:
    server.files["some.onnx"] = served
    digest = hashlib.sha256(MODEL).hexdigest()
    return Wanted(f"{server.place}some.onnx", folder / "some.onnx", len(MODEL), digest, "sha256")


def test_a_file_comes_whole_with_its_progress(server: Server, tmp_path: Path):
    told: list[tuple[int, int]] = []
    file = wanted(server, tmp_path / "new" / "folder")
    fetch([file], lambda there, size: told.append((there, size)))
    assert file.path.read_bytes() == MODEL
    assert [path.name for path in file.path.parent.iterdir()] == ["some.onnx"]
    assert told == sorted(told) and told[-1] == (len(MODEL), len(MODEL))
    fetch([file], lambda *_: None)
    assert len(server.asked) == 1


@pytest.mark.parametrize("ranges", [True, False])
def test_what_broke_off_is_gone_on_with(ranges: bool, server: Server, tmp_path: Path):
    file = wanted(server, tmp_path)
    server.cut, server.ranges = len(MODEL) // 3, True
    server.files["some.onnx"] = MODEL
    fetch([file], lambda *_: None)
    assert file.path.read_bytes() == MODEL
    assert len(server.asked) == 4 and server.asked[1] == f"bytes={len(MODEL) // 3}-"
    # And in a run of its own, with a server that has to begin anew.
    file.path.unlink()
    (tmp_path / "some.onnx.part").write_bytes(MODEL[:1000])
    server.cut, server.ranges = None, ranges
    fetch([file], lambda *_: None)
    assert file.path.read_bytes() == MODEL
    assert server.asked[-1] == "bytes=1000-"


def test_what_breaks_off_again_and_again_is_told_and_kept_for_later(server: Server, tmp_path: Path):
    file = wanted(server, tmp_path)
    server.cut = 1000
    with pytest.raises(VoiceguideError, match="it broke off"):
        fetch([file], lambda *_: None)
    assert not file.path.exists()
    assert (tmp_path / "some.onnx.part").read_bytes() == MODEL[: 1000 * TRIES]


@pytest.mark.parametrize("served", [MODEL[:-1] + b"x", MODEL + b"more, but not other"])
def test_what_is_not_what_it_should_be_is_not_kept(served: bytes, server: Server, tmp_path: Path):
    file = wanted(server, tmp_path, served)
    if served.startswith(MODEL):
        fetch([file], lambda *_: None)
        assert file.path.read_bytes() == MODEL
        return
    file.path.write_bytes(b"as before")
    with pytest.raises(VoiceguideError, match="is not what it should be"):
        fetch([file], lambda *_: None)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"as before"]


def test_without_a_connection_it_says_so(tmp_path: Path):
    server = Server()
    file = wanted(server, tmp_path)
    server.server_close()
    with pytest.raises(
        VoiceguideError, match=r"can't be got: .*\nhint: see that this .* is online"
    ):
        fetch([file], lambda *_: None)
    with pytest.raises(VoiceguideError, match="can't be got"):
        fetch_json(f"{server.place}voices.json")


@pytest.fixture
def catalogue(server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """Give a catalogue as Piper has it, with one voice."""
    monkeypatch.setattr(piper, "PLACE", server.place)
    files = {
        "en/en_US/some/low/en_US-some-low.onnx": MODEL,
        "en/en_US/some/low/en_US-some-low.onnx.json": json.dumps(
            {"audio": {"sample_rate": 16000}, "espeak": {"voice": "en-us"}}
        ).encode(),
        "en/en_US/some/low/MODEL_CARD": b"* License: CC BY 4.0\n",
        "en/en_US/some/low/../../evil.sh": b"no",
    }
    server.files |= files
    about = {
        name: {"size_bytes": len(block), "md5_digest": hashlib.md5(block).hexdigest()}
        for name, block in files.items()
    }
    server.files["voices.json"] = json.dumps({"en_US-some-low": {"files": about}}).encode()
    return server


@pytest.mark.usefixtures("catalogue")
def test_a_voice_of_the_catalogue_is_got_and_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("VOICEGUIDE_VOICES", str(tmp_path / "voices"))
    fetch(wanted_for("en_US-some-low"), lambda *_: None)
    names = {path.name for path in (tmp_path / "voices").iterdir()}
    assert names == {
        "en_US-some-low.onnx", "en_US-some-low.onnx.json", "en_US-some-low.MODEL_CARD"
    }  # fmt: skip
    assert {path.name for path in stored_for("en_US-some-low")} == names
    with pytest.raises(VoiceguideError, match=r"did you mean en_US-some-low\?"):
        wanted_for("en_US-somme-low")
    with pytest.raises(VoiceguideError, match="no voice to get is named"):
        wanted_for("nobody")
    with pytest.raises(VoiceguideError, match="was got"):
        stored_for("en_US-other-low")
