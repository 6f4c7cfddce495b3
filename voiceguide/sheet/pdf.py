"""A sheet as PDF, by WeasyPrint: the one place that knows it."""

from __future__ import annotations

from voiceguide.problems import fail


def pdf_of(page: str) -> bytes:
    """Print a page of HTML that holds all that it shows; it says itself on what paper.

    Raises VoiceguideError: WeasyPrint is not installed, or finds no Pango on this machine.
    """
    by_hand = "or write a .html, and print that from a browser"
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except ImportError:
        hint = f"pip install 'voiceguide[pdf]', and try again; {by_hand}"
        raise fail("a PDF needs WeasyPrint", hint) from None
    except OSError as problem:
        raise fail(
            f"WeasyPrint can't be used here: {problem!s:.200}",
            f"it needs Pango: doc.courtbouillon.org/weasyprint tells how to get it; {by_hand}",
        ) from problem
    # Nothing is fetched, whatever stands on the page.
    fetcher = URLFetcher(allowed_protocols=("data",))
    written: bytes = HTML(string=page, url_fetcher=fetcher).write_pdf()
    return written
