"""What a sentence of an article does: warns, praises, asks to move, or talks of something else."""

from __future__ import annotations

import re
from typing import Literal

from voiceguide.english.body import EVERY, either
from voiceguide.english.breaths import find_breaths
from voiceguide.english.doses import find_dose
from voiceguide.english.repeats import find_repeat
from voiceguide.english.roles import cut_prefix, role_of
from voiceguide.english.sides import find_side
from voiceguide.english.times import find_times

Purpose = Literal["caution", "benefit", "time", "step", "needs", "talk"]

# Parts of the body that other things have as well: tables have legs, clocks have hands.
_OTHERS_HAVE = (
    "leg arm hand foot shoulder thigh ear eye cheek back chest head trunk body neck face stomach "
    "waist rib mouth nose lung muscle nostril limb"
).split()
_SURE = (
    either(" ".join(part for part in EVERY.split() if part not in _OTHERS_HAVE))
    + r"|shoulder\sblades?|lower\sback|upper\sback"
)
_BODY = rf"{either(EVERY)}|{_SURE}|weight|gaze|core|heart|bottom|seat"
_YOURS = re.compile(
    rf"\b(?:your|both|each|one|left|right|opposite|other|straight|bent|top|bottom|front|back|this|that)\s"
    rf"(?:[\w-]+\s){{0,3}}?(?:{_BODY})\b|\byour\s(?:\w+\s)?sides?\b|\b(?:{_SURE})\b",
    re.IGNORECASE,
)
_LIMBS = re.compile(rf"\b(?:the|with)\s(?:\w+\s)?(?:{_BODY})\b", re.IGNORECASE)
_POSTURE = re.compile(
    r"\b(?:(?:sit|sitting|seated)\s(?:up|tall|on|upright|comfortably|cross|down|with|in|back|at)|"
    r"(?:lie|lying|lay)\s(?:on|down|back|flat|face|facedown|supine|prone|comfortably|still)|"
    r"(?:stand|standing)\s(?:up|tall|with|facing|on|upright|straight|next|near|in|behind|beside)|kneel(?:ing)?|"
    r"squat|lunge|on\sall\sfours|hands\sand\sknees|cross[\s-]legged|fac(?:e|ing)\sdown|tabletop|hip[\s-]width|"
    r"shoulder[\s-](?:width|height)|downward|plank|child[’']s\spose|fold\s(?:forward|over)|side\sto\sside|"
    r"foam\sroller|stretch|starting\sposition|(?:cat[\s/-]cow|cobra|pigeon|sphinx|savasana|shavasana|lunge|backbend)s?|"
    r"(?:\w+\s)?(?:dog|warrior|baby|corpse|child[’']?s|mountain|tree|bridge|hero|frog|boat|chair)\spose)\b",
    re.IGNORECASE,
)
_BODY_NOUN = re.compile(rf"\b(?:{_BODY})\b", re.IGNORECASE)
# Nouns of movements as sheets and lists have them, by themselves or at the end of a name.
_MOVEMENT = re.compile(
    r"""\b(?:stretch(?:es|ing)?|(?:push|press|sit|chin|pull|step|roll|curl|reach|warm|get)[\s-]?ups?|squats?|lunges?|planks?|bridges?|
    crunch(?:es)?|burpees?|(?:jumping|star)\sjacks?|jacks|climbers?|thrusters?|deadlifts?|kettlebell|(?:bicep\s|hamstring\s)?curls?|
    raises?|lifts?|press(?:es)?|rows?|dips?|kicks?|swings?|circles?|rolls?|rotations?|twists?|tilts?|bends?|folds?|shrugs?|nods?|tucks?|
    slides?|pumps?|clams?(?:hells?)?|taps?|march(?:es|ing)?|walks?|walking|jog(?:ging)?|hops?|jumps?|skips?|pulses?|crawls?|
    cat[\s/-]?(?:and\s)?cows?|cobras?|camel|cat|cow|sphinx|pigeon|butterfl(?:y|ies)|frog|swan|dragon|caterpillar|sleeping\sswan|shoelace|
    saddle|puppy|locust|bow|boat|hero|warrior|triangle|chair\spose|tree|mountain|eagle|fish|plough|plow|corpse|s(?:h)?avasana|
    happy\sbaby|child[’']?s\spose|downward|upward\sdog|dead\sbugs?|bird[\s-]?dogs?|superman|hollow\shold|wall\s(?:sit|angel|slide)s?|
    figure[\s-](?:four|4)|backbends?|forward\sfold|legs?\sup|body\sscan|breathing|balance|yoga|pilates|opener|mobili[sz]ation|hugs?|hinges?|
    poses?|asana|pendulums?|isometrics?|(?:quad|glute)\s(?:sets?|squeezes?)|squeezes?|flexions?|extensions?|abductions?|adductions?)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_BREATH = re.compile(r"\b(?:inhal\w+|exhal\w+|breath(?:e|ing|s)?)\b", re.IGNORECASE)

_CAUTION = re.compile(
    r"\b(?:can|may|could|might|will)\s(?:\w+\s)?(?:compress|strain|hurt|injure|damage|harm|irritate|aggravate|worsen)\b"
    r"|\b(?:see|ask|tell|speak\s(?:to|with)|talk\s(?:to|with)|consult|check\swith|call)\s(?:a|your|the)?\s?"
    r"(?:doctor|gp|physio\w*|physician|therapist|healthcare|health\s?care|midwife|medical)\b"
    r"|\bstop\s(?:if|when|at\sonce|and|immediately)\b|\bif\s[^.]{0,60}\bstop\b|\bnever\s(?:force|bounce|push)\b"
    r"|\b(?:don[’']?t|do\snot|should(?:n[’']t|\snot)|must\snot|mustn[’']t)\s(?:\w+\s){0,3}?(?:pain\w*|hurt|bounce|force|push|twist|lock|worse)\b"
    r"|\bif\syou\s(?:have|are|had|suffer|feel|experience)\b[^.]*\b(?:avoid|skip|injur\w+|surgery|pregnan\w+|hernia|dizz\w+)\b"
    r"|\b(?:should|may|might|must)(?:\snot|n[’']t)\smake\s(?:your|the)\spain\b",
    re.IGNORECASE,
)
_BENEFIT = re.compile(
    r"\b(?:help(?:s|ed|ing)?\b|improv\w+|relie[fv]\w*|reliev\w+|benefit\w*|reduc(?:e|es|ing)\b|strengthens?\b|increases?\b|"
    r"boosts?|promotes?|releases\b|eases\b|eas(?:es|ing)\stension|calms?\b|great\s(?:for|way)|good\sfor|perfect\sfor|ideal\sfor|"
    r"(?:wonderful|excellent|lovely|gentle|good|great|nice|effective)\sway|targets\b|works\s(?:the|your)|stretches\s(?:the|your|both|and|out)|"
    r"opens\s(?:the|your|up)|lengthens\s(?:the|your)|encourages?|mobili[sz]es|loosens\b|tones\b|supports\s(?:the|your)|"
    r"research|studies|study|experts?|antidote|favou?rite|counteracts?|wakes\sup)\b",
    re.IGNORECASE,
)
_PRAISES = re.compile(
    r"^(?:relieves?|opens|improves?|reduces?|strengthens|increases?|boosts?|promotes?|eases|calms|stretches|tones|"
    r"lengthens|loosens|encourages|supports|helps|builds|stimulates|soothes|targets|enhances)\b",
    re.IGNORECASE,
)
_NEEDS = re.compile(
    r"\b(?:you(?:[’']?ll|\swill)?\s(?:only\s|just\s)?need|uses?\s(?:\w+\s)?props?|equipment|feel\sfree\sto|grab\s(?:a|your)|have\s(?:a|your)\b"
    r"[^.]*\b(?:ready|nearby|to\shand)|nothing\sbut\s(?:a|your))\b",
    re.IGNORECASE,
)
_VERBS = (
    "run jog "
    "start begin come get sit lie lay stand kneel squat lunge place position put set bring take "
    "step walk roll rotate turn twist tilt bend fold lean reach raise lift lower drop let draw "
    "pull push press squeeze tighten tuck curl arch round extend straighten stretch lengthen "
    "open close cross uncross clasp interlace hold stay remain rest relax pause keep maintain "
    "breathe inhale exhale release return repeat switch change alternate continue move slide "
    "shift sway swing circle rock wiggle shake nod gaze look focus feel notice allow soften "
    "sink melt spread point flex engage grab grip hug wrap slowly gently carefully rise hinge "
    "hang float send root ground plant loop assume find use try do make perform complete go "
    "work pedal tap clench thread support stack unwind scan imagine bounce jump march hop swap "
    "anchor lace give attempt aim have interlock apply flatten brace contract massage stroke "
    "glide drape hover hoist bow gather pretend avoid ease press-up smile blink yawn hum count "
    "follow wait sweep dip puff peel rub shrug retract squash cup face activate inch scoop "
    "separate touch trace tense undo wind zip choose adjust elevate end finish "
).split()
_OPENS = re.compile(
    r"^(?:(?:then|now|next|first|finally|and|also|again|from\s(?:here|there)|slowly|gently|carefully|simply|just|please|"
    r"be\ssure\sto|make\ssure|remember\sto|try\sto|continue\sto|to\s(?:begin|start|finish|exit|come\sout)|\w+ly|"
    r"you\s(?:can|will|should|may|might)(?:\s(?:also|even|now|then))?|when\syou(?:[’']re|\sare)\sready)[\s,]+)*"
    rf"(?:{'|'.join(sorted(set(_VERBS), key=len, reverse=True))})\b",
    re.IGNORECASE,
)
_TERSE = re.compile(rf"^(?:the\s)?(?:left|right|both|each|one|{_BODY})\b", re.IGNORECASE)
_OPENS_LATER = re.compile(
    r"^(?:with|on|in|from|at|as|while|when|once|if|after|before|during|for|keeping|using|lying|sitting|standing|"
    r"kneeling|holding|starting|seated|without|to|because)\b[^,]{2,80},\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_DAILY = re.compile(
    r"\b(?:a|per|each|every)\s(?:day|week|session|morning|evening|night|hour)\b|\b(?:daily|weekly|once\sa)\b|\bfor\s\w+\sweeks\b",
    re.IGNORECASE,
)


def moves(words: str) -> bool:
    """Tell whether words speak of a listener's own body: its parts, its postures, its breath."""
    return bool(_YOURS.search(words) or _POSTURE.search(words) or _BREATH.search(words))


def may_move(words: str) -> bool:
    """Tell the same less strictly: "lift the legs" could be those of a table."""
    return moves(words) or bool(_LIMBS.search(words))


def names_movement(words: str) -> bool:
    """Tell whether a name is that of a movement or a posture: "Bridge", "Shoulder rolls"."""
    return bool(_MOVEMENT.search(words) or _BODY_NOUN.search(words) or moves(words))


def asks(words: str) -> bool:
    """Tell whether a sentence asks the listener to do something."""
    while later := _OPENS_LATER.match(words):
        words = later["rest"]
    return bool(_OPENS.match(words))


def asks_tersely(words: str) -> bool:
    """Tell "Right ankle on left knee" and "Hands on hips", as notes have it, for a step."""
    return bool(_TERSE.match(words)) and len(words.split()) <= 12


def times(words: str) -> bool:
    """Tell whether a sentence has a hold, rounds, or another side to lead."""
    if _DAILY.search(words):
        return False
    found = find_times(words) or find_repeat(words) or find_side(words)
    return bool(found or (any(mark.isdigit() for mark in words) and find_dose(words.rstrip("."))))


def praises(words: str) -> bool:
    """Tell what a pose is good for from what to do."""
    return bool(_PRAISES.match(words)) or (bool(_BENEFIT.search(words)) and not asks(words))


def warns(words: str) -> bool:
    """Tell a caution by the reading's own measure or, for what only articles say, by ours."""
    prefix, _ = cut_prefix(words)
    return prefix == "caution" or role_of(words) == "caution" or bool(_CAUTION.search(words))


def purpose(words: str) -> Purpose:
    """Give what a sentence around the steps is for."""
    if warns(words):
        return "caution"
    if times(words) and (asks(words) or not praises(words)):
        return "time"
    if _NEEDS.search(words):
        return "needs"
    if praises(words):
        return "benefit"
    if find_breaths(words) or (asks(words) and may_move(words)):
        return "step"
    return "talk"


def as_caution(words: str) -> str:
    """Put "Caution:" before what the reading would not take for one by itself."""
    prefix, length = cut_prefix(words)
    if prefix == "caution":
        return f"Caution: {words[length:]}"
    return words if role_of(words) == "caution" else f"Caution: {words}"
