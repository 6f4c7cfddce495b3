"""What a phone and a podcast app get, from one address of this machine to another."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from browsing import until
from studio_running import Running

from voiceguide.page.square import square_lines
from voiceguide.session.captions import chapters_json
from voiceguide.session.file import read_session

ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"


def asked(address: str, method: str = "GET", **headers: str) -> tuple[int, Any, bytes]:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    try:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection.request(method, path, headers=given)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


@pytest.fixture
def shared(running: Running, short_session: Path) -> tuple[str, Path]:
    """Share a session; give the address, and the file."""
    path = running.folder / "output" / "Śavāsana.mp3"
    path.parent.mkdir()
    path.write_bytes(short_session.read_bytes())
    (path.parent / "music.mp3").write_bytes(b"another's")
    return told(running, "POST")["address"], path


def told(running: Running, method: str, path: str = "api/share") -> Any:
    headers = {"Cookie": running.cookie, "Sec_Fetch_Site": "same-origin"}
    status, _, body = asked(f"{running.address}{path}", method, **headers)
    assert status == 200
    return json.loads(body)


def test_nothing_is_shared_unasked_and_it_ends_when_told_to(running: Running) -> None:
    assert "address" not in told(running, "GET")
    first = told(running, "POST")
    assert first["address"].startswith("http://127.0.0.2:")
    assert first["square"].startswith("<?xml")
    assert "hear" in first["warning"]
    assert told(running, "POST") == first
    assert "address" not in told(running, "DELETE")
    with pytest.raises(OSError):
        asked(first["address"])
    assert told(running, "POST")["address"].split("/")[3] == first["address"].split("/")[3]


def test_a_new_address_shuts_the_old_one_out(running: Running) -> None:
    old = told(running, "POST")["address"]
    new = told(running, "POST", "api/share?anew")["address"]
    assert old.split("/")[3] != new.split("/")[3]
    assert asked(new)[0] == 200
    assert asked(new.replace(new.split("/")[3], old.split("/")[3]))[0] == 404


def test_only_the_address_itself_leads_in_and_only_to_read(shared: tuple[str, Path]) -> None:
    address, _ = shared
    origin, token = address.rstrip("/").rsplit("/", 1)
    assert len(token) >= 16
    for path in ("/", "/api/home", "/feed.xml", f"/{token[:-1]}x/feed.xml"):
        assert asked(f"{origin}{path}")[0] == 404
    assert asked(f"{address}sounds/..%2F..%2Fscripts%2Fevening.md")[0] == 404
    assert asked(address, Host="example.org")[0] == 421
    for method in ("POST", "PUT", "DELETE"):
        assert asked(f"{address}sessions.json", method)[0] == 405


def test_a_podcast_app_can_follow_it(shared: tuple[str, Path]) -> None:
    address, path = shared
    status, headers, body = asked(f"{address}feed.xml")
    assert (status, headers.get_content_type()) == (200, "application/rss+xml")
    channel = ET.fromstring(body)[0]
    (item,) = channel.findall("item")
    assert item.findtext("title") == "Two <b>breaths</b> & a stretch"
    enclosure = item.find("enclosure")
    assert enclosure is not None
    url, size = enclosure.get("url", ""), int(enclosure.get("length", ""))
    assert (size, enclosure.get("type")) == (path.stat().st_size, "audio/mpeg")
    assert url.isascii() and re.fullmatch(r"\S+/sounds/[0-9a-f]+\.mp3", url)
    assert item.findtext("guid", "").isascii()
    assert ET.fromstring(asked(f"{address}feed.xml")[2])[0].findtext("item/guid") == item.findtext(
        "guid"
    )
    # Apple asks for HEAD and for ranges.
    status, headers, body = asked(url, "HEAD")
    assert (status, headers["content-length"], body) == (200, str(size), b"")
    assert headers["accept-ranges"] == "bytes"
    status, headers, body = asked(url, Range="bytes=0-1")
    assert (status, body) == (206, path.read_bytes()[:2])
    assert headers["content-range"] == f"bytes 0-1/{size}"
    chapters = item.find(f"{PODCAST}chapters")
    assert chapters is not None
    _, headers, body = asked(chapters.get("url", ""))
    assert headers.get_content_type() == "application/json+chapters"
    assert body.decode() == chapters_json(read_session(path).timeline)
    cover = item.find(f"{ITUNES}image")
    assert cover is not None
    assert asked(cover.get("href", ""))[2].startswith(b"\x89PNG")


def test_a_phone_plays_it(shared: tuple[str, Path], open_page: Callable[..., Any]) -> None:
    page = open_page(shared[0], viewport={"width": 390, "height": 844})
    until(page, "document.getElementById('feed').value.endsWith('/feed.xml')")
    page.get_by_role("link", name="Two <b>").first.click()
    # An address of this machine may keep the screen on; one in a network may not.
    page.evaluate("Object.defineProperty(navigator, 'wakeLock', { value: undefined })")
    page.get_by_role("button", name="Play", exact=True).click()
    until(page, "document.querySelector('audio').currentTime > 0.3")
    until(page, "document.querySelector('.vg-notice').textContent.includes('may go dark')")
    page.get_by_role("button", name="All sessions").click()
    assert page.get_by_role("link", name="Download").is_visible()


def test_the_square_is_drawn_for_a_terminal() -> None:
    lines = square_lines("http://192.168.0.2:8724/abcdefghijklmnop/")
    assert len({len(line) for line in lines}) == 1
    assert set("".join(lines)) == set("█▀▄ ")
