"""Words that come out of a pose, and words that bring a body into one."""

from __future__ import annotations

from voiceguide.english.pattern import Pattern

_SOFTLY = r"^(?:(?:then|and|slowly|gently|carefully|now|finally|to\sfinish)[\s,]+)*"
_COMES_OUT = Pattern(
    rf"""{_SOFTLY}(?:release|lower|return|let\s(?:go|it\sgo|them\sgo)|come\s(?:back|out|up|down|to\scent)|
        unwind|untwist|unclasp|uncross|relax\sback|ease\s(?:back|out)|slide\s(?:off|it\sback|back)|
        roll\s(?:back|down|up|to\s(?:one|your)\s\w*\s?side|onto\syour\sside|off|over)|rotate\sback|
        to\s(?:come\sout|release|exit|get\sup|leave)|when\syou(?:[’']re|\sare)\s(?:ready|done|finished)|
        bring\s[^.]*\bback\b|go\sback|sit\sback\sup|rise\sback|step\sback\s(?:to|in)|push\sback)\b"""
)
_BREATHES_OUT = Pattern(
    r"""hale\b[\s,]+(?:(?:and|to|as\syou|slowly|gently)[\s,]+)*
        (?:release|lower|return|come\s(?:back|out|up|down)|back\sto|unwind|untwist|let\sgo)\b
        |\bback\sto\s(?:the\s)?cent(?:er|re)\b"""
)
_MOVES_ON = Pattern(
    r"""\b(?:circles?|circling|rock(?:ing)?|swing(?:ing)?|roll(?:ing)?|up\sand\sdown|back\sand\sforth|
        from\sside\sto\sside|(?:and|then)\s(?:then\s)?(?:back|return)|back\s(?:down|up)|return|walk)\b"""
)
_TAKES_POSITION = Pattern(
    r"""^(?:(?:first|to\sbegin|to\sstart|now|then|in\sorder\sto\sbegin|carefully|slowly)[\s,]+
        |(?:in|from)\s(?:a|an)\s[^,]*,\s|(?:sitting|standing|lying|kneeling|seated)\b[^,]*,\s)*
        (?:start|begin|come|get|sit|lie|lay|stand|kneel|place|position|roll\sup|loop|set|find|take\sa|
        use|assume|grab|fold\sa|put|lean\sagainst|rest\syour|hold\s(?:on|the\sback|onto)|on\s(?:all\sfours|
        your\s)|before\syou|hands\sand\sknees)\b"""
)
_ONLY_POSITION = Pattern(
    r"^(?:in|from|on)\s[^,]*$|^(?:sitting|standing|lying|kneeling|seated)\b[^,]*$"
)
_READY = Pattern(
    r"^(?:this|that)\s(?:is|will\sbe)\b.*\b(?:your|the)\sstarting\spos[it]+ion\b", "start"
)


def comes_out(words: str) -> bool:
    """Tell whether words lead out of a pose, or back to where a movement began."""
    return bool(_COMES_OUT.match(words))


def breathes_out(words: str) -> bool:
    """Tell whether a breath leads out of a pose: "Exhale and release."."""
    return bool(_BREATHES_OUT.search(words))


def moves_on(words: str) -> bool:
    """Tell a movement that goes on ("rock from side to side") from one that ends in stillness."""
    return bool(_MOVES_ON.search(words))


def takes_position(words: str) -> bool:
    """Tell whether words only bring the body to where the exercise begins."""
    return bool(_TAKES_POSITION.match(words) or _ONLY_POSITION.match(words))


def is_ready(words: str) -> bool:
    """Tell "This will be your starting position."."""
    return bool(_READY.search(words))
