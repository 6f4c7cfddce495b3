"""What a page that is one file tells a browser of the style and the script that stand in it."""

from __future__ import annotations

import base64
import hashlib


def digest_of(text: str) -> str:
    """Give what a Content-Security-Policy knows a style or a script by that stands in the page."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
