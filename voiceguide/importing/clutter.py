"""What stands in an article and is no part of its routine: by-lines, adverts, links, sources."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from voiceguide.english.sentences import sentences_of
from voiceguide.importing.blocks import Block
from voiceguide.importing.purpose import asks, moves, warns

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_FLAGS = re.IGNORECASE | re.VERBOSE

# Each reason with the words that tell it, at the start of a paragraph or item unless noted.
_BLOCKS = {
    "an image note": re.compile(
        r"""^[\[(]?\s*(?:insert\s)?(?:image|photo|picture|illustration|video|gif|caption|credit|getty|shutterstock|alt)
        (?:graph(?:y|s|er)?)?\b(?:\s?(?:credit|courtesy|source|by|of|here|above|below)\b|\s?:|\s\d|[^.!?]*[\])]\s*$)
        |^(?:insert|view|see|watch)\s(?:the\s)?(?:image|photo|video|gallery)\b|^[\[(][^\])]*\b(?:image|photo|picture|video|embed)\b[^\])]*[\])]\.?$
        |^[^\s]+\.(?:jpe?g|png|gif|webp|svg|mp4)$|^fig(?:ure|\.)?\s?\d+\s?(?:[.:–—-]|$)""",
        _FLAGS,
    ),
    "a by-line": re.compile(
        rf"""^(?:(?:last\s)?(?:medically|clinically|fact|expert|professionally)[\s-]*(?:reviewed|checked|approved)|
        (?:last\s)?(?:updated|reviewed|published|posted|modified|written|edited|compiled|words|text|story|translated)\s(?:on|by|at|in|{_MONTH})\b|
        (?:(?:last\s)?(?:updated|reviewed|published|posted|date|author|editor|reviewer|review\sdate)\s?:)|
        reviewed\sby|guest\spost|\d+\smin(?:ute)?s?\sread|reading\stime|{_MONTH}\.?\s\d{{1,2}},?\s\d{{4}}\.?$|\d{{1,2}}\s{_MONTH}\s\d{{4}}\.?$)
        |^(?:leaflet\s)?review\sdate\b""",
        _FLAGS,
    ),
    "an advert": re.compile(
        r"""^(?:advert(?:isement|isment|orial)?s?|ad|ads|sponsored(?:\s\w+)*|promoted|paid\spartnership|shop\s(?:now|the|our)|
        buy\s(?:now|it|the|our)|order\snow|get\s\d+%|save\s\d+%|use\s(?:the\s)?code|limited\s(?:time|offer))\b[^.]{0,120}\.?$
        |\baffiliate\s(?:links?|commission)|\bearn\sa\s(?:small\s)?commission|\b\d+%\soff\b|\bfree\s(?:trial|shipping|delivery)\b""",
        _FLAGS,
    ),
    "a related link": re.compile(
        r"""^(?:related|read\s(?:more|next|this\snext|also|about)|see\salso|also\sread|more\s(?:from|on|like|about)\b|
        you\s(?:might|may|[’']?ll)\salso\s(?:like|enjoy|love)|up\snext|trending|popular|keep\sreading\s?:|recommended(?:\sreading)?|
        next\s?(?:post|article|up)?\s?:|previous\s?(?:post|article)?\s?:|click\s(?:here|through)|learn\smore|jump\sto|go\sto\stop|
        back\sto\stop|table\sof\scontents|in\sthis\sarticle|continue\sreading|find\sout\smore)\b(?!\s(?:your|the\s(?:floor|mat)))""",
        _FLAGS,
    ),
    "a newsletter box": re.compile(
        r"""\b(?:newsletter|subscribe|unsubscribe|mailing\slist|your\sinbox)\b|^sign\sup\b|^enter\syour\se-?mail|
        ^(?:join|become)\s(?:our|my|a)\s(?:community|member|list|patreon)|^download\s(?:our|the|my)\s|
        ^get\s(?:my|our)\sfree""",
        _FLAGS,
    ),
    "share buttons": re.compile(
        r"""^(?:share(?:\s(?:this|on|via|with|it)\b.*)?|tweet(?:\sthis)?|pin(?:\s(?:it|this|for\slater))?|facebook|twitter|
        instagram|pinterest|whatsapp|telegram|linkedin|reddit|youtube|tiktok|email|e-mail|print|copy\slink|like\s&\sshare|
        save(?:\sfor\slater)?|bookmark|menu|home|search|close|log\sin|sign\sin|next|previous|back|top|skip\sto\scontent)
        [\s.:!|•,]*$|^(?:follow|find|like|tag)\s(?:us|me)\b|^(?:leave|post|write|add)\s(?:a|your)\s(?:comment|reply)|
        \b(?:in|leave)\s(?:the|a)\scomments?\b|^\d+\s(?:comments?|shares?|likes?|views?|replies)\b|^@\w+|^(?:\#\w+[\s,]*)+$""",
        _FLAGS,
    ),
    "a notice of the site": re.compile(
        r"""\bcookies?\b.*\b(?:accept|use|site|browser|consent|policy)\b|\b(?:accept|use|store)\b.*\bcookies\b|
        \bprivacy\spolicy\b|\bterms\s(?:of|and|&)\b|\ball\srights\sreserved\b|^(?:copyright|©|\(c\)\s)|
        \bviewed\s(?:at|with)\s\d|^(?:filed\sunder|tagged|tags|labels|categor(?:y|ies)|topics|posted\sin)\b\s?:?|
        ^powered\sby\b|\benable\sjavascript\b""",
        _FLAGS,
    ),
    "a source": re.compile(
        r"""\bdoi\b|\bet\sal\b|^(?:references?|sources?|bibliography|citations?|footnotes?)\s?:?$|^sources?\s?:|
        ^(?:https?://|www\.)\S+$|^\w[\w\s,.&-]{3,80}\((?:19|20)\d\d\w?\)\.""",
        _FLAGS,
    ),
    "an address": re.compile(
        r"""\b(?:tel(?:ephone)?|phone|fax|call\sus|e-?mail)\b\s?[.:]?\s?(?:\+?[\d(][\d\s()/-]{5,}|\S+@\S+)
        |^\S+@\S+\.\w+$|^(?:contact|opening\shours)\b[^.]*$""",
        _FLAGS,
    ),
}
_NAMED_BY = re.compile(
    r"^(?:(?i:written\s)?[Bb]y|BY)\s+(?:(?i:dr\.?|prof\.?)\s)?[A-Z][\w.’'-]*(?:[\s,&|–—-].*)?$"
)
_TELLS_OF_A_PERSON = re.compile(
    r"^(?:(?:[A-Z][\w.’'-]+\s){1,4}|(?:About\s)?(?:She|He|They)\s)(?:\([^)]*\)\s)?(?:is|was|has\sbeen|works\sas|lives|blogs|writes|teaches)\b"
)
_TRADES = re.compile(
    r"\b(?:teachers?|instructor|therapist|physio\w*|trainer|writer|author|coach|editor|journalist|blogger|expert|doctor|"
    r"founder|nurse|dancer|blogs|writes|lives|teaches|certified|registered|based\sin|freelance\w*|contributor)\b",
    re.IGNORECASE,
)
_SECTIONS = re.compile(
    r"""^(?:(?:article\s|our\s)?(?:references?|sources?|citations?|bibliography|footnotes?|further\sreading|resources|
    acknowledge?ments?|credits)|related(?:\s\w+){0,3}|you\s(?:might|may)\salso\s.*|read\s(?:this\s)?next|more\s(?:from|like|on)\b.*|
    recommended(?:\s\w+){0,2}|recent\s(?:posts|comments|articles)|popular(?:\s\w+){0,2}|trending.*|share\b.*|(?:leave|post|write)\sa\s.*|
    \d*\s?(?:comments?|thoughts|responses|replies)\b.*|about\s(?:the\s)?(?:author|me|us|writer|this\s(?:site|blog))\b.*|
    (?:meet\s)?the\sauthor|author\sbio|subscribe.*|newsletter.*|sign\sup.*|get\s(?:my|our|the)\s(?:free|latest)\b.*|join\s.*|
    follow\s(?:us|me)\b.*|tags|categories|archives|search|menu|navigation|contact(?:\sus)?|table\sof\scontents|contents|
    in\sthis\s(?:article|post|guide)|jump\sto\b.*|on\sthis\spage|faqs?|frequently\sasked.*|shop\b.*|(?:our\s)?products\b.*|
    advertisements?|sponsored.*|cookies?\b.*|privacy\b.*|(?:medical\s)?disclaimer|copyright.*|
    what\s(?:people|readers)\s(?:are\s)?say.*|reviews?|testimonials?)\s*[:?!]?$""",
    _FLAGS,
)
_CLOSINGS = re.compile(
    r"""^(?:(?:the\s)?(?:takeaways?|bottom\sline)|(?:key|final)\s(?:takeaways?|thoughts?|words?|notes?)|conclusions?|summary|
    in\s(?:summary|conclusion|closing)|wrapping\sup|wrap[\s-]up|to\s(?:sum\sup|conclude)|last\swords?|closing\sthoughts|
    when\sto\s(?:see|call|seek)\b.*|next\ssteps|(?:how|why|when|what|who|is|are|does|do|can|should)\s.*\?)\s*[:!]?$""",
    _FLAGS,
)
_LONGEST = 3000
"""Characters of one paragraph: longer ones are data, or a text whose line ends were lost."""


@dataclass(slots=True)
class Sorted:
    """What an article keeps, and what it leaves out with the reason for each.

    ``warnings`` are sentences of a section left out that are said all the same.
    """

    kept: list[Block] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def without_clutter(blocks: list[Block]) -> Sorted:
    """Leave out what is no part of the routine; a warning in it is kept all the same."""
    result = Sorted()
    closed: tuple[int, str] | None = None  # the level and heading of a section left out
    headings = {_bare(block.words) for block in blocks if block.kind == "heading"}
    for index, block in enumerate(blocks):
        if block.kind == "heading":
            if closed and block.level > closed[0]:
                result.left_out.append((f"under {closed[1]!r}", block.words))
                continue
            closed = _closes(block, blocks[index + 1 :])
            if closed:
                result.left_out.append(("a section of its own", block.words))
                continue
        reason = reason_against(block)
        if not reason and block.kind == "item" and _bare(block.words) in headings:
            reason = "a table of contents" if _is_contents(blocks, index, headings) else ""
        if not reason and closed:
            reason = f"under {closed[1]!r}"
            if _is_closing(closed[1]):
                said = sentences_of(block.words)
                result.warnings += [sentence for sentence in said if warns(sentence)]
                block = replace(block, words=" ".join(s for s in said if not warns(s)))  # noqa: PLW2901
                if not block.words:
                    continue
        if reason:
            result.left_out.append((reason, block.words))
        else:
            result.kept.append(block)
    return result


def reason_against(block: Block) -> str:
    """Tell why a block is no part of the routine, or give "" where it may be one."""
    words = block.words
    if not any(mark.isalnum() for mark in words):
        return "no words"
    if len(words) > _LONGEST:
        return "a paragraph too long to be led"
    for reason, pattern in _BLOCKS.items():
        if pattern.search(words):
            # "Share your weight", "Follow your breath": a step that only begins like a button.
            return "" if block.kind != "heading" and asks(words) and moves(words) else reason
    if _NAMED_BY.match(words) and len(words.split()) <= 20 and not moves(words):
        return "a by-line"
    if _TELLS_OF_A_PERSON.match(words) and _TRADES.search(words):
        return "about the author"
    return ""


def _closes(heading: Block, after: list[Block]) -> tuple[int, str] | None:
    """Give the level and words of a heading whose section is no part of the routine."""
    words = heading.words.strip()
    if _SECTIONS.match(words):
        return heading.level, words
    if _CLOSINGS.match(words) and not _holds_steps(heading, after):
        return heading.level, words
    return None


def _is_closing(words: str) -> bool:
    return bool(_CLOSINGS.match(words)) or "disclaimer" in words.lower()


def _holds_steps(heading: Block, after: list[Block]) -> bool:
    for block in after:
        if block.kind == "heading" and block.level <= heading.level:
            break
        if block.counted and moves(block.words) and asks(block.words):
            return True
    return False


def _bare(words: str) -> str:
    return re.sub(r"^\W*\d{1,2}[.):]?\s*|[\W_]+", "", words).lower()


def _is_contents(blocks: list[Block], index: int, headings: set[str]) -> bool:
    """Tell a list of the headings to come from an item that is a heading itself."""
    item = blocks[index]
    near = blocks[max(0, index - 1) : index + 2]
    others = [b for b in near if b is not item and b.kind == "item" and _bare(b.words) in headings]
    return bool(others)
