"""The sessions of a folder as a feed that podcast apps follow: RSS, with what they ask of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

from voiceguide.problems import VoiceguideError
from voiceguide.session.file import read_session
from voiceguide.timeline import Timeline, clock

_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_PODCAST = "https://podcastindex.org/namespace/1.0"


class Shared(NamedTuple):
    """One session as it is given to others: under a short name that is plain ASCII.

    ``ident`` is of what is inside, so that an app which has it does not fetch it again.
    """

    ident: str
    path: Path
    title: str
    timeline: Timeline

    @property
    def length_ms(self) -> int:
        """How long it lasts, in milliseconds."""
        return self.timeline.length_ms


def shared(sessions: Iterable[Path]) -> list[Shared]:
    """Give those sessions that every app plays: the MP3s that voiceguide made."""
    found = []
    for path in sessions:
        if path.suffix.lower() != ".mp3":
            continue
        try:
            session = read_session(path)
        except VoiceguideError:
            continue  # another sound that lies in the folder
        found.append(Shared(ident_of(path), path, session.title, session.timeline))
    return found


def ident_of(session: Path) -> str:
    """Name a session's file by its name, size and time, without opening it."""
    about = session.stat()
    told = f"{session.name}\0{about.st_size}\0{about.st_mtime_ns}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def feed(name: str, address: str, sessions: Iterable[Shared]) -> bytes:
    """Give the feed of sessions, the newest first; ``address`` ends in a slash."""
    ET.register_namespace("itunes", _ITUNES)
    ET.register_namespace("podcast", _PODCAST)
    rss = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(rss, "channel")
    _put(channel, "title", name)
    _put(channel, "link", address)
    _put(channel, "description", "Sessions to follow, made by voiceguide.")
    _put(channel, "language", "en")
    _put(channel, f"{{{_ITUNES}}}explicit", "false")
    for index, each in enumerate(sessions):
        cover = f"{address}covers/{each.ident}.png"
        if not index:
            ET.SubElement(channel, f"{{{_ITUNES}}}image", {"href": cover})
        item = ET.SubElement(channel, "item")
        about = each.path.stat()
        _put(item, "title", each.title)
        _put(item, "description", f"{clock(each.length_ms)}")
        ET.SubElement(item, "guid", {"isPermaLink": "false"}).text = f"voiceguide-{each.ident}"
        _put(item, "pubDate", format_datetime(datetime.fromtimestamp(about.st_mtime, UTC)))
        url = f"{address}sounds/{each.ident}.mp3"
        of = {"url": url, "length": str(about.st_size), "type": "audio/mpeg"}
        ET.SubElement(item, "enclosure", of)
        _put(item, f"{{{_ITUNES}}}duration", str(round(each.length_ms / 1000)))
        ET.SubElement(item, f"{{{_ITUNES}}}image", {"href": cover})
        chapters = {
            "url": f"{address}chapters/{each.ident}.json",
            "type": "application/json+chapters",
        }
        ET.SubElement(item, f"{{{_PODCAST}}}chapters", chapters)
    text: bytes = ET.tostring(rss, encoding="utf-8", xml_declaration=True)
    return text


def _put(under: ET.Element, name: str, words: str) -> None:
    ET.SubElement(under, name).text = words
