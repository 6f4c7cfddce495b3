"""The studio in a real browser: from an empty folder to a session that plays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browsing import until
from served_below import served_below
from studio_running import Running

Open = Callable[..., Any]
SOUND = "document.querySelector('audio')"
DRAWN = "performance.getEntriesByName('voiceguide-drawn').length"


@pytest.fixture
def page(running: Running, open_page: Open) -> Any:
    page = open_page(running.link, viewport={"width": 1400, "height": 900})
    page.locator("#total", has_text=":").wait_for()
    return page


def total(page: Any) -> int:
    minutes, seconds = page.inner_text("#total").split(":")
    return int(minutes) * 60 + int(seconds)


def drawn(page: Any, does: Callable[[], object]) -> None:
    """Do something, and wait until the picture was drawn for it."""
    before = page.evaluate(DRAWN)
    does()
    until(page, f"{DRAWN} > {before}")


def write(page: Any, text: str) -> None:
    drawn(page, lambda: page.fill("#text", text))


def test_from_an_empty_folder_to_a_session_that_plays_to_its_end(
    running: Running, open_page: Open
) -> None:
    (running.folder / "scripts" / "evening.md").unlink()
    page = open_page(running.link)
    page.get_by_role("button", name="New").click()
    write(
        page,
        "---\ntitle: Tiny\nvoice: system\nchime: none\n---\n"
        "## Reach\n1. Reach. Hold for 1 second.\n",
    )
    assert "not saved" in page.inner_text("#saved")
    page.once("dialog", lambda dialog: dialog.accept("tiny"))
    page.click("#save")
    until(page, "document.getElementById('saved').textContent === 'saved'")
    assert (running.folder / "scripts" / "tiny.md").read_text().startswith("---\ntitle: Tiny")
    page.click("#make")
    page.locator("#job").get_by_role("button", name="Listen").click(timeout=60_000)
    page.get_by_role("button", name="Play", exact=True).click()
    until(page, f"{SOUND}.currentTime > 0.3")
    assert page.inner_text(".vg-title") == "Tiny"
    page.keyboard.press("n")
    assert page.inner_text(".vg-name") == "Reach"
    page.evaluate("document.querySelector('vg-player').seek(1e9)")
    until(page, f"{SOUND}.ended")
    with page.expect_download() as download:
        page.click("#download")
    made = running.folder / "output" / "tiny.mp3"
    assert download.value.path().read_bytes() == made.read_bytes()
    page.keyboard.press("Escape")
    until(page, "!document.getElementById('listening').open")
    assert page.get_by_role("button", name="Listen: tiny.mp3").is_visible()


def test_a_dial_changes_the_length_and_the_picture(page: Any) -> None:
    before = total(page)
    drawn(page, lambda: page.get_by_label("Holds").fill("2"))
    assert abs(total(page) - before - 5) <= 1  # each is rounded to whole seconds
    assert "Reach" in page.get_attribute("#picture", "aria-label")
    drawn(page, lambda: page.get_by_role("button", name="All dials as usual").click())
    assert total(page) == before


def test_poses_are_left_out_and_moved_by_keyboard(page: Any) -> None:
    names = "#poses label span"
    before = total(page)
    page.get_by_label("Fold", exact=True).focus()
    drawn(page, lambda: page.keyboard.press("Space"))
    assert total(page) < before
    assert page.locator("#poses .out").inner_text().startswith("Fold")
    drawn(page, lambda: page.keyboard.press("Space"))
    page.get_by_role("button", name="Later: Reach").focus()
    drawn(page, lambda: page.keyboard.press("Enter"))
    assert page.locator(names).all_inner_texts() == ["Fold", "Reach"]
    assert page.get_attribute("#picture", "aria-label").index("Fold") < page.get_attribute(
        "#picture", "aria-label"
    ).index("Reach")


def test_poses_are_moved_by_dragging(page: Any) -> None:
    drawn(
        page,
        lambda: page.locator("#poses li").nth(1).drag_to(page.locator("#poses li").nth(0)),
    )
    assert page.locator("#poses label span").all_inner_texts() == ["Fold", "Reach"]


def test_a_mistake_is_shown_at_its_line_and_mended(page: Any) -> None:
    text = page.input_value("#text")
    write(page, text.replace("Hold for 2 seconds", "Hold for 2"))
    assert "hold has no unit" in page.inner_text("#problems")
    assert page.is_disabled("#make")
    assert page.locator(".numbered .error").evaluate(
        "each => [...each.parentNode.children].indexOf(each) + 1"
    ) == int(page.locator("#problems button").inner_text().split()[1])
    page.locator("#problems button").click()
    assert page.evaluate("document.activeElement.id") == "text"
    write(page, text)
    assert page.inner_text("#problems") == ""
    assert page.is_enabled("#make")


def drop(page: Any, name: str, made: str) -> None:
    """Drop a file on the page; ``made`` makes its inside, in the page's own language."""
    page.evaluate(
        f"""() => {{
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([{made}], "{name}"));
            const dropped = new DragEvent("drop", {{ dataTransfer, bubbles: true }});
            document.body.dispatchEvent(dropped);
        }}"""
    )


def test_an_article_that_is_dropped_tells_what_was_left_out(page: Any) -> None:
    article = """`<html><title>Three stretches</title><body><p>Subscribe to our newsletter.</p>
        <h1>Three stretches</h1><h2>Neck tilt</h2><p>Tilt your head to the right.
        Hold for 20 seconds, then repeat on the other side.</p></body></html>`"""
    drawn(page, lambda: drop(page, "article.html", article))
    assert "## Neck tilt" in page.input_value("#text")
    assert "read as an article" in page.inner_text("#taken")
    assert "Subscribe" in page.inner_text("#taken")
    page.locator("#readings", has_text="hold, 20 s (written)").wait_for()
    assert "not saved" in page.inner_text("#saved")


def test_a_file_that_is_too_large_is_refused_in_words(page: Any) -> None:
    drop(page, "film.mp4", "new Uint8Array(10000001)")
    assert "film.mp4 has 11 MB; at most 10 MB" in page.inner_text("#problems")


def test_what_was_typed_survives_a_reload(page: Any) -> None:
    text = page.input_value("#text") + "\n## Third\n1. Sit.\n"
    write(page, text)
    page.reload()
    page.locator("#poses", has_text="Third").wait_for()
    assert page.input_value("#text") == text
    assert "not saved" in page.inner_text("#saved")


def test_what_is_led_and_the_dials_survive_a_reload(page: Any) -> None:
    page.locator("#routine").select_option("wind-down")
    page.locator("#poses", has_text="Sphinx").wait_for()
    drawn(page, lambda: page.get_by_label("Holds").fill("1.5"))
    drawn(page, lambda: page.locator("#poses input").nth(1).uncheck())
    shown = page.inner_text("#total")
    page.reload()
    page.locator("#total", has_text=shown).wait_for()
    assert page.input_value("#routine") == "wind-down"
    assert page.get_by_label("Holds").input_value() == "1.5"
    assert page.locator("#poses .out").count() == 1


def test_a_file_that_changed_on_the_disk_is_not_written_over(page: Any, running: Running) -> None:
    file = running.folder / "scripts" / "evening.md"
    write(page, page.input_value("#text") + "\nMine.\n")
    file.write_text(theirs := file.read_text() + "\nTheirs.\n")
    page.click("#save")
    page.locator("#conflict", has_text="changed on the disk").wait_for()
    assert file.read_text() == theirs
    page.get_by_role("button", name="Take what is on the disk").click()
    until(page, "document.getElementById('text').value.includes('Theirs.')")
    write(page, page.input_value("#text") + "\nBoth.\n")
    page.keyboard.press("Control+s")
    until(page, "document.getElementById('saved').textContent === 'saved'")
    assert "Both." in file.read_text()


def test_a_hostile_title_is_only_text(page: Any) -> None:
    write(page, "---\ntitle: <img src=x onerror=alert(1)>\n---\n## <b>A</b><img src=x>\n1. Sit.\n")
    assert page.locator("#poses img, #poses b").count() == 0
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.click("#make")
    page.locator("#job", has_text="<img").wait_for()


def test_a_session_is_opened_with_its_settings(page: Any) -> None:
    drawn(page, lambda: page.get_by_label("Holds").fill("1.5"))
    drawn(page, lambda: page.get_by_label("Reach", exact=True).uncheck())
    made = total(page)
    page.click("#make")
    page.locator("#job").get_by_role("button", name="Listen").wait_for(timeout=60_000)
    drawn(page, lambda: page.get_by_label("Reach", exact=True).check())
    drawn(page, lambda: page.get_by_role("button", name="All dials as usual").click())
    assert page.get_by_label("Holds").input_value() == "1"
    page.get_by_role("button", name="Open with its settings: evening-without-reach.mp3").click()
    until(page, f"document.getElementById('total').textContent.endsWith(':{made % 60:02}')")
    assert page.get_by_label("Holds").input_value() == "1.5"
    assert page.locator("#poses .out").inner_text().startswith("Reach")


def test_a_session_is_made_for_a_client(running: Running, open_page: Open) -> None:
    (running.folder / "clients").mkdir()
    (running.folder / "clients" / "anna.toml").write_text('hold = 2\n[pose."Fold"]\nskip = true\n')
    page = open_page(running.link)
    page.locator("#total", has_text=":").wait_for()
    whom = page.locator("#dials select").first
    drawn(page, lambda: whom.select_option("anna"))
    assert "Their file sets: hold." in page.inner_text("#dials")
    assert page.locator("#poses .long").all_inner_texts()[1] == "left out"
    page.click("#make")
    page.locator("#job").get_by_role("button", name="Listen").wait_for(timeout=60_000)
    assert [each.name for each in (running.folder / "output").iterdir()] == ["evening-anna.mp3"]
    drawn(page, lambda: page.get_by_role("button", name="All dials as usual").click())
    assert whom.input_value() == ""
    page.get_by_role("button", name="Open with its settings: evening-anna.mp3").click()
    page.locator("#poses .out", has_text="Fold").wait_for()
    assert whom.input_value() == "anna"


def test_a_length_tells_what_was_done_for_it_or_why_it_cannot_be(page: Any) -> None:
    before = total(page)
    length = page.get_by_label("Length in minutes")
    drawn(page, lambda: length.fill("0.5"))  # less than the dial goes down to: nothing is asked
    assert total(page) == before
    drawn(page, lambda: length.fill("90"))
    assert "can’t" in page.inner_text("#fitted").replace("'", "’")
    assert "the longest it can is" in page.inner_text("#fitted")
    assert page.is_disabled("#make")
    assert page.inner_text("#problems") == ""
    write(page, page.input_value("#text").replace("Hold for 3 seconds", "Hold for 30-60 seconds"))
    length.fill("1.75")
    page.locator("#fitted", has_text="To last 1:45: ").wait_for()
    assert page.inner_text("#total") == "1:45"


def test_a_voice_is_heard_with_one_click(page: Any) -> None:
    page.evaluate(
        """() => {
            window.heard = [];
            const Before = window.Audio;
            window.Audio = class extends Before {
                constructor(src) { super(src); heard.push(this); }
            };
        }"""
    )
    hear = page.get_by_role("button", name="Hear it")
    hear.click()
    until(page, "heard.length === 1 && heard[0].currentTime > 0.1")
    hear.click()
    until(page, "heard.length === 2 && heard[1].currentTime > 0 && heard[0].paused")


def test_a_line_is_heard_as_it_was_read(page: Any) -> None:
    page.get_by_text("How it was read").click()
    with page.expect_request("**/api/say") as asked:
        page.get_by_role("button", name="Hear: Reach your right arm up.").click()
    assert asked.value.post_data_json["words"] == "Reach your right arm up."
    assert asked.value.response().status == 200


def test_a_session_that_was_taken_away_is_told(
    running: Running, open_page: Open, short_session: Path
) -> None:
    made = running.folder / "output" / "short.mp3"
    made.parent.mkdir()
    made.write_bytes(short_session.read_bytes())
    page = open_page(running.link)
    listen = page.get_by_role("button", name="Listen: short.mp3")
    listen.wait_for()
    page.locator("#total", has_text=":").wait_for()
    made.unlink()
    listen.click()
    page.locator("#problems", has_text="there is no session 'short.mp3'").wait_for()


def test_below_a_path_of_another_server_it_is_the_same(running: Running, open_page: Open) -> None:
    with served_below("/deep/er", running.port) as address:
        page = open_page(f"{address}{running.link.removeprefix(running.address)}")
        page.locator("#total", has_text=":").wait_for()
        assert page.url == address
        drawn(page, lambda: page.get_by_label("Holds").fill("1.5"))
        page.click("#make")
        page.locator("#job").get_by_role("button", name="Listen").click(timeout=60_000)
        page.get_by_role("button", name="Play", exact=True).click()
        until(page, f"{SOUND}.currentTime > 0.1")


def slow_routine(page: Any, sentences: int) -> None:
    steps = "\n".join(f"{n}. Sit still and count sheep number {n}." for n in range(1, sentences))
    write(page, f"---\ntitle: Sheep\nvoice: system\n---\n## Count\n{steps}\n")


def test_two_tabs_and_a_reload_agree_and_cancel_keeps_what_was_spoken(
    page: Any, running: Running
) -> None:
    slow_routine(page, 300)
    other = page.context.new_page()
    other.goto(running.address)
    other.locator("#total", has_text=":").wait_for()
    page.click("#make")
    for each in (page, other):
        each.locator("#job progress").wait_for()
        each.locator("#job", has_text="of 3").wait_for(timeout=60_000)
    page.reload()
    page.locator("#job progress").wait_for()
    page.get_by_role("button", name="Cancel").click()
    for each in (page, other):
        each.locator("#job", has_text="Cancelled").wait_for()
    assert not [*(running.folder / "output").glob("*")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_it_is_fit_for_all_on_every_screen(
    running: Running, open_page: Open, scheme: str, width: int
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = open_page(running.link, color_scheme=scheme, viewport={"width": width, "height": 844})
    page.locator("#total", has_text=":").wait_for()
    page.get_by_text("How it was read").click()
    write(page, page.input_value("#text") + "\n## A\n1. Hold for 30.\n")
    results = axe.Axe().run(page)
    assert not results.violations_count, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
