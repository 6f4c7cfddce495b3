"""Words that come out of a pose, and words that bring a body into one."""

from __future__ import annotations

import re

from voiceguide.english.body import LARGE_PAIRED, OF_ATTENTION, TRUNK, either
from voiceguide.english.pattern import Pattern
from voiceguide.routine import Stillness

_FIRST = r"^\W*(?:(?:and|then|now|next|finally|slowly|gently|carefully|to\sfinish)\W+)*"

# What undoes a pose, wherever in a sentence it stands.
_UNDOES = "releas|return|unwind|unclasp|unroll|uncross|unfold|unhook|untwist|unlock"
_NO_VERB = (
    r"(?:your|the|both|a|an|one|each|his|her|its|with|in|on|at|to|feet|legs|arms|hands|knees)\b"
)
_COMES = r"com(?:e|ing)\s(?:back|out|up|down)"
_LETS_GO = r"let\s(?:it|them)?\s?go"
# "Rest your forehead on the floor", "put your hands down on the mat", "take your gaze down": what
# is put somewhere has not left; what comes back has.
_PLACES = r"\s(?:your|the|one|both|each)\s[^.;,]*?\b(?:on|onto|by|at|in|against|under|over|to)\b"
_DOWN = r"down(?!\s(?:on|onto)\b)"
_NO_ATTENTION = rf"(?!\w*{OF_ATTENTION})"

# Where a clause begins with them, these lead out of a pose, or back to where a movement began.
_COMES_OUT = Pattern(
    rf"""{_FIRST}(?:(?:{_UNDOES})\w*|lower|{_LETS_GO}|{_COMES}|come\sto\scent|
        relax\sback|ease\s(?:back|out)|slide\s(?:off|it\sback|back)|
        roll\s(?:back|down|up|to\s(?:one|your)\s\w*\s?side|onto\syour\sside|off|over)|rotate\sback|
        to\s(?:come\sout|release|exit|get\sup|leave)|when\syou(?:[’']re|\sare)\s(?:ready|done|finished)|
        bring{_NO_ATTENTION}\s[^.]*\bback\b|go\sback|sit\sback\sup|rise\sback|step\sback\s(?:to|in)|
        push\sback)\b"""
)
# These lead out of a hold wherever in a sentence they stand.
_LEADS_OUT = Pattern(
    rf"""\b(?:{_UNDOES}
        |lower(?!\s(?:body|belly|ribs|abdom\w+|legs\b(?!\s(?:down|back))|leg\b|half|spine|arms?\b))
        (?!\sback\b(?!\s(?:down|to|up|onto|in)\b))
        |{_LETS_GO}\b|let\s(?:it|them|that)\b|roll\sup\b(?!\s(?:a|an|your|the|one)\b)|(?:sit|stand|get|rise)\s(?:back\s)?up\b
        |(?:to|into)\s(?:standing|sitting|sit|stand)\b
        |(?:{_COMES}|com(?:e|ing)\sto)\b
        |(?:push|press|draw|lift|mov\w*|ease|go){_NO_ATTENTION}\s[^.;,]*?
        (?<!your\s)(?<!the\s)(?<!upper\s)back\s(?:up|to|into|in|out|down)\b
        |(?:slid\w*|roll|bring|put|set|tak\w*|walk|swing|drop|climb|step|float|plac\w*)
        {_NO_ATTENTION}(?!\s[^.;,]*\b(?:shoulders?|chin|ribs)\b)[^.;,]*?
        (?<!your\s)(?<!the\s)(?<!upper\s)(?<!lower\s)\b(?:back|{_DOWN}|off|out\sof)\b)""",
    "releas|return|un|lower|let|up|out|down|off|back|com|sit|stand",
)
# These lead out of a hold where the sentence begins with them.
_BEGINS_OUT = Pattern(
    rf"""{_FIRST}(?:relax\b
        (?!\s(?:your|the)\s(?:\w+\s)?(?:shoulders?|neck|face|jaw|breath|belly|eyes|brow|throat|
        forehead|tongue))(?!\s(?:into|here|more|further|deeper))
        |rest\b(?!\sin\b|\shere\b|{_PLACES})
        |turn\s(?:round|around|over|back)\b|step\s(?:off|together|forwards?)\b|switch\b
        |shake\s(?:out|off|your)\b|straighten\s(?:up|out|again)\b|roll\s(?:up|over|on|to)\b
        |rise\s(?:to|back|from)\b|get\s(?:to|off|out)\b)
        |\bnow\srelax\b""",
    "relax|rest|turn|step|switch|shake|straighten|roll|rise|get",
)
_MEANWHILE = Pattern(r"^\W*(?:if|keep|let|make\ssure)\b", "if|keep|let|make")
# "Breathe." right after a hold: there is nothing to do after it but what is done in it.
_WITHIN = Pattern(
    r"""^\W*(?:(?:and|just|then|now)\s)*(?:(?:keep|continue|remember\sto)\s)?breath(?:e|ing)
    (?:\s(?:deeply|normally|slowly|easily|calmly|naturally|evenly|freely|gently|softly|steadily|in
    |out|and|as\susual|throughout))*\W*$""",
    "breath",
)
# What is closed, crossed or watched without a limb going anywhere.
_SLIGHT = Pattern(
    r"\b(?:eyes?|eyelids?|gaze|fingers?|fingertips?|thumbs?|toes?|jaw|tongue|lips|face|breath(?:ing)?)\b",
    "eye|gaze|finger|thumb|toe|jaw|tongue|lips|face|breath",
)
_MORE = Pattern(
    rf"\b(?:{either(f'{LARGE_PAIRED} {TRUNK} buttock glute hamstring')}|spine|neck|stomach|belly|"
    r"forehead|chin|squat|plank|sit|lie|kneel|stand|fold|twist)\b"
)
_POSTURE_FIRST = Pattern(
    rf"{_FIRST}(?:lie|lay|sit|stand|kneel|(?:come|get)\s(?:on|onto|into|down)|start\s(?:on|in|by))\b(?!-)",
    "lie|lay|sit|stand|kneel|come|get|start",
)
# "Sit tall" is no way into sitting; the other side is lain on anew.
_NOT_TAKEN = Pattern(r"\b(?:left|right|one|other|side|up|tall|straight|still|back\son)\b")
# "Lie on your back and lift your leg": to one who lies there only the second half is new.
_THEN_DO = Pattern(
    rf",?\s(?:and\sthen|and|then)\s(?!{_NO_VERB})(?P<rest>\w.*)$", "and|then", flags=re.I | re.S
)
_LETS_OUT = Pattern(r"^\W*let\b", "let")
# "Lower for four seconds": the time of a movement out, and no hold.
_OUT_FOR = Pattern(
    rf"{_FIRST}(?:releas|return|lower|relax|rest(?!{_PLACES})|unroll|let\s(?:(?:it|them|that|this|everything)\s)?go"
    r"|roll\s(?:back\s)?(?:down|up)|com(?:e|ing)\s(?:back|out)|go\sback|(?:sit|stand)\s(?:back\s)?up)"
)
_HOLDING = Pattern(r"\b(?:hold|stay|remain|keep|paus|into|here|position|posture|stretch)")
# Time that is filled with breathing or movement: nothing is held.
_MOTIONS = (
    "repeat|alternat|walk|march|jog|rock|sway|swing|circl|roll|rotat|shak|bounc|puls|pedal|wiggl"
    "|massag|rub|tap|swirl|wav|step|skip|jump|switch|mov|flow|nod"
)
_MOVING = Pattern(
    rf"""{_FIRST}(?:keep\s(?:on\s)?(?:going|(?!hold|breath|stretch|press|push|pull|relax|sitt|ly|look
        |lift|reach|stand|squeez|lean)\w+ing)\b
        |continu\w*(?!\s(?:to\s)?(?:hold|stay|stretch|press|push|pull|lean|reach|breathing\sinto))
        |{_MOTIONS}|run\b|finish\w*\sby\b)
        |\b(?:side\sto\sside|back\sand\sforth|up\sand\sdown|in\scircles|to\sand\sfro)\b""",
    f"keep|continu|run|finish|side|forth|down|fro|{_MOTIONS}",
)
_WORKS = Pattern(
    rf"{_FIRST}(?:walk|march|jog|run|hop|skip|jump|danc|pedal|shak|bounc|puls|sway|swing|rock|circl)"
    r"(?!\w*\s(?:your\s\w+\s)?(?:up|down|out|forward|back|to\sthe|over|into)\b)",
    "walk|march|jog|run|hop|skip|jump|danc|pedal|shak|bounc|puls|sway|swing|rock|circl",
)
_WORK_OF = Pattern(
    r"\{\}\sof\s(?!(?:rest|stillness|silence|breath\w*|stretch\w*|hold\w*|quiet|relax\w*)\b)\w+",
    "of",
)
_BREATHING = Pattern(
    rf"{_FIRST}(?:breath(?!e?\s(?:here|there|into)\b)|take\s\{{\}}\.)", "breath|take"
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
        use|assume|grab|fold\sa|put|lean\sagainst|rest\syour|hold\s(?:on|the\sback|onto)|step\syour\sfeet|(?:stay|remain)\s(?:on|in|lying|sitting|seated|standing)|on\s(?:all\sfours|
        your\s)|before\syou|hands\sand\sknees)\b"""
)
_ONLY_POSITION = Pattern(
    r"^(?:in|from|on)\s[^,]*$|^(?:sitting|standing|lying|kneeling|seated)\b[^,]*$"
)
_READY = Pattern(
    r"^(?:this|that)\s(?:is|will\sbe)\b.*\b(?:your|the)\sstarting\spos[it]+ion\b", "start"
)
_FINAL_REST = r"\b(?:corpse|savasana|shavasana|final\s(?:rest|relaxation))\b"
_IS_FINAL_REST = Pattern(_FINAL_REST)
_IS_REST = Pattern(rf"{_FINAL_REST}|\brest(?:ing)?\b|relaxation")


_SILENCE = Pattern(
    r"\bin\s(?:complete\s|total\s|full\s)?silence\b|\b(?:silently|without\s(?:any\s)?words)\b",
    "silen|words",
)


def asks_for_silence(words: str) -> bool:
    """Tell a hold in which nothing is to be said: "Sit in silence for two minutes."."""
    return bool(_SILENCE.search(words))


def comes_out(words: str) -> bool:
    """Tell whether words lead out of a pose, or back to where a movement began."""
    return bool(_COMES_OUT.match(words))


def leads_out(words: str) -> bool:
    """Tell whether words lead out of a hold, anywhere in them."""
    if _MEANWHILE.match(words) and not _LETS_OUT.match(words):
        # "Keep still a little longer, and then uncross your legs."
        words = words.partition(" then ")[2]
    return bool(_LEADS_OUT.search(words) or _BEGINS_OUT.search(words))


def is_meanwhile(words: str) -> bool:
    """Tell whether words that follow a hold are meant during it: "Keep your back flat."."""
    return bool(_MEANWHILE.match(words)) and not leads_out(words)


def is_within(words: str) -> bool:
    """Tell words that are said in the hold that they follow: "Breathe."."""
    return bool(_WITHIN.match(words))


def is_slight(words: str) -> bool:
    """Tell words about eyes, fingers or the breath alone: there is no position to leave."""
    return bool(_SLIGHT.search(words)) and not _MORE.search(words)


def without_posture(words: str) -> str | None:
    """Give what is left of words that begin by taking a posture; None where they do not."""
    if not _POSTURE_FIRST.match(words):
        return None
    more = _THEN_DO.search(words)
    if _NOT_TAKEN.search(words, 0, more.start() if more else len(words)):
        return None
    return f"{more['rest'][0].upper()}{more['rest'][1:]}" if more else ""


def stillness(words: str) -> Stillness:
    """Tell whether a hold's words hold something, only breathe, or neither."""
    if _BREATHING.match(words):
        return "breathing"
    if _HOLDING.search(words) and not _MOVING.match(words):
        return "held"
    return "none" if _OUT_FOR.match(words) or _MOVING.search(words) else "held"


def is_work(words: str) -> bool:
    """Tell a movement that is done for a time ("March for {}.", "{} of squats.") from a hold."""
    return bool(_WORKS.match(words) or _WORK_OF.search(words))


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


def is_final_rest(name: str) -> bool:
    """Tell the pose that a session ends with by its name: "Savasana", "Final rest"."""
    return bool(_IS_FINAL_REST.search(name))


def is_rest(name: str) -> bool:
    """Tell a pose in which to rest is what is done by its name: "Final rest", "Resting pose"."""
    return bool(_IS_REST.search(name))
