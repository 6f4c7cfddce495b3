"""Who gets an answer, over real HTTP."""

from __future__ import annotations

import http.client
import json
from typing import Any

import pytest
from studio_running import Running

PLAN = {"text": "## A\n1. Sit.", "name": "a", "poses": None, "settings": {}, "client": ""}


def asked(
    running: Running, method: str, path: str, data: Any = None, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Ask the studio; a header's underscores are dashes, and one that is "" is not sent."""
    given = {"Host": f"127.0.0.1:{running.port}", "Cookie": running.cookie}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=20)
    try:
        body = None if data is None else data if isinstance(data, bytes) else json.dumps(data)
        sent = {name: value for name, value in given.items() if value}
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def test_a_link_works_once_and_gives_a_cookie(running: Running) -> None:
    path = running.link.removeprefix(running.address[:-1])
    status, headers, body = asked(running, "GET", path, Cookie="")
    assert (status, headers["location"]) == (303, "./")
    assert "httponly" in headers["set-cookie"].lower()
    assert "samesite=strict" in headers["set-cookie"].lower()
    assert running.keys.secret not in body.decode()
    assert asked(running, "GET", path, Cookie="")[0] == 403
    assert asked(running, "GET", path)[0] == 303


@pytest.mark.parametrize("path", ["/", "/api/home", "/static/studio.js", "/sessions/x.mp3"])
def test_nothing_is_had_without_the_cookie(running: Running, path: str) -> None:
    assert asked(running, "GET", path, Cookie="")[0] == 403
    assert asked(running, "GET", path, Cookie="voiceguide-1=x")[0] == 403


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1", "example.org:80", ""])
def test_no_other_name_leads_here(running: Running, host: str) -> None:
    assert asked(running, "GET", "/api/home", Host=host or "x")[0] == 421


@pytest.mark.parametrize(
    "origin",
    [
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Origin": "http://example.org"},
        {"Origin": "null"},
        {},
    ],
)
def test_only_its_own_page_changes_anything(running: Running, origin: dict[str, str]) -> None:
    assert asked(running, "POST", "/api/plan", PLAN, **origin)[0] == 403


def test_its_own_page_is_answered(running: Running) -> None:
    for origin in ({"Sec_Fetch_Site": "same-origin"}, {"Origin": running.address[:-1]}):
        assert asked(running, "POST", "/api/plan", PLAN, **origin)[0] == 200


def test_pages_may_run_and_load_nothing_from_elsewhere(running: Running) -> None:
    _, headers, body = asked(running, "GET", "/")
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert b"http" not in body.replace(b"http-equiv", b"")
    assert b'="/' not in body


@pytest.mark.parametrize(
    "path",
    [
        "/sessions/..%2Fscripts%2Fevening.md", "/sessions/evening.md", "/static/../app.py",
        "/static/%2e%2e/app.py", "/player/..%2f..%2fcli.py", "/pictures/evening/..%2Fevening.md",
        "/api/routines/..%2F..%2Fx", "/pictures/evening/%2Fetc%2Fpasswd",
    ],
)  # fmt: skip
def test_no_path_leads_out(running: Running, path: str) -> None:
    assert asked(running, "GET", path)[0] in (404, 422)


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"text": 1}', b"\xff", b"[" * 100_000])
def test_what_is_no_question_is_refused(running: Running, body: bytes) -> None:
    status, _, answer = asked(running, "POST", "/api/plan", body, Sec_Fetch_Site="same-origin")
    assert status == 400
    assert json.loads(answer)["told"]


def test_what_is_too_large_is_refused_in_words(running: Running) -> None:
    status, _, answer = asked(
        running, "POST", "/api/take?name=film.mp4", bytes(10_000_001), Sec_Fetch_Site="same-origin"
    )
    assert status == 422
    assert "larger than 10 MB" in json.loads(answer)["told"]
