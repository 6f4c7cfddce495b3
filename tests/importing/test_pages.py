"""Pages saved from a browser: their character set, their shape, and what only harm would send."""

from __future__ import annotations

import sys

import pytest

from voiceguide.importing import Imported, import_article, source_of
from voiceguide.problems import VoiceguideError

STEP = "<li>Lie on your back and hug your knees. Hold for 30 seconds.</li>"
LIST = f"<ol>{STEP}<li>Let your knees sink to the left.</li></ol>"


def page(body: str, head: str = "<title>Café stretches</title>", name: str = "x.html") -> Imported:
    return import_article(source_of(f"<html><head>{head}</head><body>{body}".encode(), name))


@pytest.mark.parametrize("declared", ["windows-1252", "iso-8859-1", "utf-8", "koi8-r"])
def test_the_declared_character_set(declared: str) -> None:
    words = "Ноги" if declared == "koi8-r" else "Café “ease” now"
    # What says iso-8859-1 is windows-1252, to every browser.
    real = "windows-1252" if declared == "iso-8859-1" else declared
    html = f"<html><head><meta charset={declared}><title>{words}</title></head><body>{LIST}"
    found = import_article(source_of(html.encode(real), "x.html"))
    assert f"title: {words}\n" in found.markdown


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-32"])
def test_a_mark_of_order_goes_before_the_declaration(encoding: str) -> None:
    html = f"<html><head><meta charset=windows-1252><title>Café</title></head><body>{LIST}"
    assert "title: Café\n" in import_article(source_of(html.encode(encoding), "x.html")).markdown


@pytest.mark.parametrize("declared", ["utf-16", "rot13", "nonsense", "idna", ""])
def test_a_character_set_that_can_not_be_is_passed_over(declared: str) -> None:
    html = f"<html><head><meta charset='{declared}'><title>Café</title></head><body>{LIST}"
    assert "title: Café\n" in import_article(source_of(html.encode(), "x.html")).markdown


def test_a_page_saved_in_one_file() -> None:
    archive = (
        "From: <Saved by Blink>\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="--x"\n\n'
        "----x\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n"
        f"<html><head><meta charset=3D=22utf-8=22><title>Caf=C3=A9</title></head><body>{LIST}\n"
        "----x\nContent-Type: image/png\n\nxx\n----x--\n"
    )
    assert "title: Café\n" in import_article(source_of(archive.encode(), "x.mhtml")).markdown


def test_the_site_is_no_part_of_the_title() -> None:
    found = page(LIST, "<title>Five hip stretches | Slow Mornings</title>")
    assert "title: Five hip stretches\n" in found.markdown


def test_what_nobody_sees_is_not_read() -> None:
    hidden = (
        "<script>'Lift your leg.'</script><p style='display: none'>Lift your leg.</p>"
        "<p hidden>Lift your leg.</p><p class='sr-only'>Lift your leg.</p><!-- Lift your leg. -->"
    )
    found = page(hidden + LIST)
    assert "Lift your leg" not in found.markdown
    assert not any("Lift your leg" in each.words for each in found.left_out)


def test_a_list_that_counts_on_is_one_pose() -> None:
    on = '<ol start="2"><li>Straighten your right leg.</li><li>Switch legs.</li></ol>'
    found = page(f"<h1>Stretches</h1><ol>{STEP}</ol><p>Advertisement</p>{on}")
    assert len(found.routine.poses) == 1
    assert len({part.step for part in found.routine.poses[0].parts}) == 3


def test_what_stands_around_the_article_is_told() -> None:
    found = page(f"<nav><ul><li>About us</li></ul></nav><article><h1>Hips</h1>{LIST}</article>")
    assert any("About us" in each.words for each in found.left_out)


def test_steps_that_the_extractor_would_lose_are_kept() -> None:
    for shape in ("<div>{}</div>", "<table><tr><td>{}</td></tr></table>", "<form>x</form>{}"):
        found = page(shape.format(LIST))
        assert [part.source for part in found.routine.poses[0].parts][:1] == [
            "Lie on your back and hug your knees."
        ]


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 20_000 + LIST,
        "<ol><li>Lie on your back for 30 seconds." * 1000,
        "<b>" * 20_000 + "Lie on your back.",
        "<html><body><ol><li>Lie on your back<li>Hold your knees</ul></div></table><p>Then <b>rest",
        '<?xml version="1.0" encoding="x"?><!DOCTYPE h [<!ENTITY a "&b;&b;"><!ENTITY b SYSTEM '
        f'"file:///etc/hostname">]><html><body><p>&a;&b;</p>{LIST}',
        f"<html>\0<body>\0{LIST}&#0;&#xD800;&#1114112;",
        "<html></html>", "<!-- x", "<p>" * 60_000, "<html><head><title></title></head>",
    ],
    ids=range(10),
)  # fmt: skip
def test_a_page_that_is_broken_or_means_harm(html: str) -> None:
    try:
        found = import_article(source_of(html.encode(), "x.html"))
    except VoiceguideError as error:
        assert len(error.problems) == 1
    else:
        assert not [p for p in found.routine.problems if p.severity == "error"]
        assert "\0" not in found.markdown


def test_entities_are_not_fetched() -> None:
    bomb = '<!DOCTYPE h [<!ENTITY b SYSTEM "file:///etc/passwd">]><html><body><p>&b;</p>'
    found = import_article(source_of((bomb + LIST).encode(), "x.html"))
    assert "root:" not in found.markdown + "".join(map(str, found.left_out))


def test_a_page_beyond_all_measure() -> None:
    with pytest.raises(VoiceguideError, match="more than an article"):
        page("<p>Lie down.</p>" * 60_000)


def test_without_trafilatura_the_command_that_installs_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(VoiceguideError) as caught:
        page(LIST)
    assert "pip install trafilatura" in caught.value.problems[0].hint
