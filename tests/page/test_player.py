"""The player's page, in a real browser, from the disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browsing import until

from voiceguide.page.player_file import write_player
from voiceguide.problems import VoiceguideError

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
SOUND = "document.querySelector('audio')"


@pytest.fixture
def player(short_session: Path, tmp_path: Path) -> Path:
    (tmp_path / "reach.png").write_bytes(PNG)
    beside = tmp_path / "short.mp3"
    beside.write_bytes(short_session.read_bytes())
    return write_player(beside, tmp_path)


def seek(page: Any, pose: str, kind: str, into_ms: int = 100) -> None:
    """Go to the beginning of the first such cue of a pose, by the page's own data."""
    page.evaluate(
        """([pose, kind, into]) => {
            const told = JSON.parse(document.getElementById("session").textContent);
            const here = told.poses.findIndex((each) => each.name === pose);
            const cue = told.cues.find((each) => each.pose === here && each.kind === kind);
            document.querySelector("vg-player").seek(cue.start_ms + into);
        }""",
        [pose, kind, into_ms],
    )


def level(page: Any) -> float:
    return float(
        page.evaluate("document.querySelector('.vg-circle').style.getPropertyValue('--vg-level')")
    )


def test_it_plays_to_its_end_and_a_title_is_only_text(
    player: Path, open_page: Callable[..., Any]
) -> None:
    page = open_page(player.as_uri())
    assert page.inner_text(".vg-title") == "Two <b>breaths</b> & a stretch"
    page.get_by_role("button", name="Play", exact=True).click()
    until(page, f"{SOUND}.currentTime > 0.5")
    assert page.get_by_role("button", name="Pause").is_visible()
    page.evaluate("document.querySelector('vg-player').seek(1e9)")
    until(page, f"{SOUND}.ended")
    assert "That was all of it." in page.inner_text(".vg-notice")


def test_the_screen_follows_the_sounds_own_time(
    player: Path, open_page: Callable[..., Any]
) -> None:
    page = open_page(player.as_uri())
    seek(page, "Breathe", "inhale", 0)
    low = level(page)
    seek(page, "Breathe", "inhale", 3000)
    assert low < 0.1
    assert level(page) > 0.9
    assert page.inner_text(".vg-way") == "Breathe in"
    assert page.inner_text(".vg-name") == "Breathe"
    assert page.inner_text(".vg-where") == "round 1 of 2"
    assert page.inner_text(".vg-coming") == "Next: Reach"
    assert not page.is_visible(".vg-picture")
    seek(page, "Reach", "hold", 0)
    assert page.inner_text(".vg-count") == "16"
    assert page.inner_text(".vg-where") == "Right side"
    assert page.is_visible(".vg-picture")
    seek(page, "Reach", "hold", 7000)
    assert page.inner_text(".vg-way") == "Breathe out"
    assert page.inner_text(".vg-count") == "9"


def test_keys_turn_poses_and_the_place_is_kept(player: Path, open_page: Callable[..., Any]) -> None:
    page = open_page(player.as_uri())
    for key, name in [("n", "Breathe"), ("n", "Reach"), ("p", "Breathe")]:
        page.keyboard.press(key)
        assert page.inner_text(".vg-name") == name
    page.keyboard.press("n")
    before = page.evaluate(f"{SOUND}.currentTime")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(f"{SOUND}.currentTime") == pytest.approx(before + 10)
    page.keyboard.press(" ")
    until(page, f"!{SOUND}.paused")
    page.keyboard.press("k")
    until(page, f"{SOUND}.paused")
    page.reload()
    page.get_by_role("button", name="Go on at").click()
    until(page, f"{SOUND}.currentTime > {before + 9}")
    page.reload()
    page.get_by_role("button", name="Start again").click()
    until(page, f"!{SOUND}.paused && {SOUND}.currentTime < 5")


def test_lock_screen_and_headset_are_told(player: Path, open_page: Callable[..., Any]) -> None:
    page = open_page(player.as_uri())
    page.evaluate(
        """() => {
            window.told = { handlers: [], position: null };
            const session = navigator.mediaSession;
            session.setActionHandler = (name, does) => does && told.handlers.push(name);
            session.setPositionState = (state) => (told.position = state);
        }"""
    )
    page.keyboard.press(" ")
    until(page, "told.position && told.position.position > 0.2")
    told = page.evaluate("told")
    assert told["handlers"] == ["play", "pause", "previoustrack", "nexttrack", "seekto"]
    assert page.evaluate("navigator.mediaSession.metadata.title").startswith("Two <b>")
    assert page.evaluate("navigator.mediaSession.metadata.artwork.length") == 1


def test_the_screen_is_kept_on_while_it_plays(player: Path, open_page: Callable[..., Any]) -> None:
    page = open_page(player.as_uri())
    page.evaluate(
        """() => {
            window.locks = [];
            const request = () => {
                const lock = new EventTarget();
                lock.release = () => { locks.push("released"); return Promise.resolve(); };
                locks.push("asked");
                return Promise.resolve(lock);
            };
            const kept = { value: { request }, configurable: true };
            Object.defineProperty(navigator, "wakeLock", kept);
        }"""
    )
    page.keyboard.press(" ")
    until(page, "locks.length === 1")
    page.keyboard.press(" ")
    until(page, "locks.join() === 'asked,released'")


def test_a_page_that_is_hidden_goes_on_by_the_sounds_time_and_wakes_on_return(
    player: Path, open_page: Callable[..., Any]
) -> None:
    page = open_page(player.as_uri())
    page.evaluate(
        """() => {
            window.locks = [];
            const request = () => {
                const lock = new EventTarget();
                lock.release = () => Promise.resolve();
                locks.push(lock);
                return Promise.resolve(lock);
            };
            Object.defineProperty(navigator, "wakeLock", { value: { request } });
            // What a browser does with a page that is hidden: nothing is drawn, the lock is lost.
            let hidden = false;
            const draw = requestAnimationFrame;
            window.requestAnimationFrame = (does) => (hidden ? 0 : draw(does));
            Object.defineProperty(document, "hidden", { get: () => hidden });
            window.hide = (now) => {
                hidden = now;
                if (now) locks.forEach((lock) => lock.dispatchEvent(new Event("release")));
                document.dispatchEvent(new Event("visibilitychange"));
            };
        }"""
    )
    page.keyboard.press(" ")
    until(page, f"{SOUND}.currentTime > 0.2 && locks.length === 1")
    page.evaluate("hide(true)")
    seek(page, "Breathe", "exhale")
    until(page, "document.querySelector('.vg-name').textContent === 'Breathe'")
    # It is a later pose's turn without anybody's doing: the sound alone moves it on.
    seek(page, "Reach", "hold", -300)
    until(page, "Number(document.querySelector('.vg-count').textContent) > 0")
    assert page.evaluate("locks.length") == 1
    page.evaluate("hide(false)")
    until(page, "locks.length === 2")
    assert not page.evaluate(f"{SOUND}.paused")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("width", "height"), [(390, 844), (844, 390), (1280, 800), (320, 480)], ids=str
)
def test_it_is_fit_for_all_and_fits_every_screen(
    player: Path, open_page: Callable[..., Any], scheme: str, width: int, height: int
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = open_page(
        player.as_uri(), color_scheme=scheme, viewport={"width": width, "height": height}
    )
    seek(page, "Reach", "hold")
    page.get_by_role("button", name="Poses").click()
    assert page.get_by_role("button", name="Breathe").is_visible()
    results = axe.Axe().run(page)
    assert not results.violations_count, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_with_reduced_motion_the_circle_is_still(
    player: Path, open_page: Callable[..., Any]
) -> None:
    page = open_page(player.as_uri(), reduced_motion="reduce")
    shape = "getComputedStyle(document.querySelector('.vg-circle')).transform"
    seek(page, "Breathe", "inhale", 0)
    small = page.evaluate(shape)
    seek(page, "Breathe", "inhale", 3000)
    assert page.evaluate(shape) == small
    assert page.inner_text(".vg-way") == "Breathe in"


def test_only_an_mp3_is_held_by_a_player(tmp_path: Path) -> None:
    with pytest.raises(VoiceguideError, match="a player holds an MP3"):
        write_player(tmp_path / "a.flac", tmp_path)
    assert not list(tmp_path.iterdir())
