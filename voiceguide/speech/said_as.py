"""Words that voices say wrong, and how they are said: Sanskrit, anatomy, verbs that are nouns too.

Each word has its sound in the IPA and, where it helps, another spelling: made for espeak-ng, and
checked against the phonemes that it makes of it. Sounds are those of American English. Sanskrit is
as English-speaking teachers say it, which is judgement: no speaker of it has heard them yet.
"""

from __future__ import annotations

from typing import NamedTuple


class Said(NamedTuple):
    """How a word is said: in the IPA, and in other letters; "" where there is none of the two."""

    ipa: str = ""
    spelling: str = ""


JOINS = frozenset("and or then to now slowly gently".split())
"""Words after which a verb stands as it does at the beginning."""


class Verb(NamedTuple):
    """A word that is said in another way as a verb, as it is where it begins a sentence.

    ``before`` are the words that must follow it, "" being the end of its clause. One that is found
    ``anywhere`` needs them to tell.
    """

    said: Said
    before: frozenset[str]
    anywhere: bool = False


def _rows(table: str) -> dict[str, Said]:
    said = {}
    for row in table.strip().splitlines():
        word, ipa, *spelling = row.split()
        said[word] = Said(ipa, *spelling)
    return said


WORDS = _rows("""
savasana        ʃəvˈɑːsənə          shavasana
shavasana       ʃəvˈɑːsənə
svanasana       ʃvɑːnˈɑːsənə
shvanasana      ʃvɑːnˈɑːsənə
asana           ˈɑːsənə
asanas          ˈɑːsənəz
balasana        bɑːlˈɑːsənə
tadasana        tɑːdˈɑːsənə
uttanasana      ˌʊtənˈɑːsənə
trikonasana     tɹˌɪkoʊnˈɑːsənə
virabhadrasana  vˌiːɹəbədɹˈɑːsənə
vrksasana       vɹɪkʃˈɑːsənə
vrkshasana      vɹɪkʃˈɑːsənə
vrikshasana     vɹɪkʃˈɑːsənə
bhujangasana    bˌuːdʒəŋɡˈɑːsənə
bandhasana      bəndˈɑːsənə
ustrasana       ustɹˈɑːsənə
paschimottanasana pˌɑːʃtʃɪmˌoʊtənˈɑːsənə
utkatasana      ˌʊtkətˈɑːsənə
garudasana      ɡˌɑːɹudˈɑːsənə
malasana        mɑːlˈɑːsənə
sukhasana       sukˈɑːsənə
padmasana       pədmˈɑːsənə
navasana        nɑːvˈɑːsənə
anjaneyasana    ˌɑːndʒəneɪˈɑːsənə
konasana        koʊnˈɑːsənə
halasana        hɑːlˈɑːsənə
dandasana       dəndˈɑːsənə
virasana        viːɹˈɑːsənə
vajrasana       vədʒɹˈɑːsənə
matsyasana      mətsjˈɑːsənə
dhanurasana     dˌɑːnuɹˈɑːsənə
salabhasana     ʃˌɑːləbˈɑːsənə
sarvangasana    sˌɑːɹvɑːŋɡˈɑːsənə
sirsasana       ʃɪɹʃˈɑːsənə
kapotasana      kəpoʊtˈɑːsənə
gomukhasana     ɡˌoʊmukˈɑːsənə
marjaryasana    mˌɑːɹdʒəɹjˈɑːsənə
bitilasana      bɪtɪlˈɑːsənə
natarajasana    nˌɑːtəɹɑːdʒˈɑːsənə
apanasana       əpɑːnˈɑːsənə
phalakasana     pˌɑːləkˈɑːsənə
padottanasana   pˌɑːdoʊtənˈɑːsənə
setu            sˈeɪtu
baddha          bˈʌdə
supta           sˈʊptə
adho            ˈɑːdoʊ
urdhva          ˈʊɹdvə
mukha           mˈʊkə
ananda          ɑːnˈʌndə
utthita         ʊtˈiːtə
parivrtta       pˌʌɹivɹˈɪtə
upavistha       ˌʊpəvˈɪʃtə
prasarita       pɹəsˈɑːɹɪtə
surya           sˈʊɹjə
namaskar        nˈʌməskˌɑːɹ
namaste         nˈɑːməstˌeɪ         nahmastay
ashtanga        əʃtˈɑːŋɡə           ashtahnga
vinyasa         vɪnjˈɑːsə           vin-yahssa
chaturanga      tʃˌɑːtəɹˈɑːŋɡə
ujjayi          udʒˈaɪi             oojjahyee
pranayama       pɹˌɑːnəjˈɑːmə       prahna-yahma
nadi            nˈɑːdi
bhramari        bɹˈɑːməɹi
uddiyana        ˌʊdiˈɑːnə
mula            mˈuːlə
mudra           mˈuːdɹə
bandha          bˈʌndə
hatha           hˈʌtə
om              ˈoʊm                ohm
qigong          tʃiːɡˈɔːŋ           cheegong
chi             tʃˈiː
pilates         pəlˈɑːtˌiːz         pilahteez
sacrum          sˈeɪkɹəm
sacroiliac      sˌeɪkɹoʊˈɪliˌæk     sacro-iliac
theraband       θˈɛɹəbˌænd          therrabband
bosu            bˈoʊsu              bohsu
kegel           kˈeɪɡəl             kaygle
kegels          kˈeɪɡəlz            kaygles
vertebrae       vˈɜːɾəbɹˌeɪ         verta-bray
patella         pətˈɛlə
sciatic         saɪˈæɾɪk            sighattic
iliopsoas       ˌɪlioʊsˈoʊəs
multifidus      mˌʌltˈɪfədəs
supraspinatus   sˌuːpɹəspaɪnˈeɪɾəs  supra-spy-naytus
infraspinatus   ˌɪnfɹəspaɪnˈeɪɾəs   infra-spy-naytus
subscapularis   sˌʌbskæpjəlˈɛɹɪs
gastrocnemius   ɡˌæstɹɑːknˈiːmiəs
quadriceps      kwˈɑːdɹəsˌɛps       quadra-seps
sternocleidomastoid stˌɜːnoʊklˌaɪdoʊmˈæstɔɪd sterno-clydo-mastoid
tibialis        tˌɪbiˈeɪlɪs
brachialis      bɹˌeɪkiˈeɪlɪs
pectoralis      pˌɛktəɹˈeɪlɪs
latae           lˈeɪti
fascia          fˈæʃiə              fashia
fasciae         fˈæʃii
myofascial      mˌaɪoʊfˈæʃəl
fasciitis       fˌæʃiˈaɪɾɪs
shh             ʃː
""")  # fmt: skip
"""By the word in small letters without accents."""

_WHAT = frozenset(
    "your the both one each all a an this that these those it its legs arms sides feet hands knees "
    "hips ankles wrists elbows shoulders heels toes fingers thighs glutes abs quads core".split()
)
_WHERE = frozenset("forward forwards down over up from at in to toward towards back".split())


def _verb(ipa: str, spelling: str, before: frozenset[str] = _WHAT) -> Verb:
    return Verb(Said(ipa, spelling), before)


VERBS = {
    # Those that can be told within a sentence, too.
    "close": Verb(Said("klˈoʊz", "cloze"), frozenset("your the both one".split()), True),
    "separate": Verb(Said("sˈɛpəɹˌeɪt", "separayt"), frozenset("your the both".split()), True),
    "bow": Verb(
        Said("bˈaʊ", "bough"), frozenset("your the forward down over from at in".split()), True
    ),
    # Those that begin a sentence, or what is joined to one.
    "alternate": _verb("ˈɔːltəɹnˌeɪt", "alternayt", _WHAT | _WHERE | frozenset(["between", ""])),
    "use": _verb("jˈuːz", "yooze"),
    "wind": _verb("wˈaɪnd", "wined", _WHAT | _WHERE),
    "contract": _verb("kəntɹˈækt", "contractt", _WHAT | frozenset(["and", "for", ""])),
    "insert": _verb("ɪnsˈɜːt", "inssert"),
    "project": _verb("pɹədʒˈɛkt", "projectt", _WHAT | _WHERE),
    "progress": _verb("pɹəɡɹˈɛs", "progresss", _WHERE | frozenset(["slowly", "only", "when"])),
    "increase": _verb("ɪnkɹˈiːs", ""),
    "decrease": _verb("dɪkɹˈiːs", "decreece"),
    "present": _verb("pɹɪzˈɛnt", "prezent"),
    "perfect": _verb("pəɹfˈɛkt", "perfeckt", frozenset("your the this".split())),
    "moderate": _verb("mˈɑːdəɹˌeɪt", "moderayt"),
    "estimate": _verb("ˈɛstəmˌeɪt", "estimayt"),
    "coordinate": _verb("koʊˈɔːɹdənˌeɪt", "coordinayt"),
    "approximate": _verb("əpɹˈɑːksəmˌeɪt", "approximayt", frozenset("your the".split())),
    "graduate": _verb("ɡɹˈædʒuˌeɪt", "graduayt", frozenset("to from".split())),
    "excuse": _verb("ɪkskjˈuːz", "excuze"),
    "rebound": _verb(
        "ɹɪbˈaʊnd", "", _WHERE | frozenset(["gently", "softly", "slowly", "lightly", ""])
    ),
    "record": _verb("ɹɪkˈɔːɹd", "recordd"),
    "permit": _verb("pəɹmˈɪt", "permitt", _WHAT | frozenset("yourself".split())),
    "conduct": _verb("kəndˈʌkt", "condukt"),
    "transport": _verb("tɹænspˈɔːɹt", "transpourt"),
}
"""Verbs by the word in small letters."""
