"""English words that name no topic: grammar, and the verbs, adverbs and fillers of all talk."""

import re

from retrieval.words import STOPWORDS, term_of

# What a noun may follow: "the moat", "of compute", "about chips".
LEADS_TO_A_NOUN = frozenset(
    re.findall(
        r"\w+",
        """
        the a an this that these those its their our your his her my some any no every each all
        both such of in on for with about from by into over under between among across through
        against without within towards toward per via as more most less fewer much many several
        and or versus vs like called around behind beyond regarding what which whose
        """,
    )
)
# What a verb follows: "they run", "to open", "can scale".
LEADS_TO_A_VERB = frozenset(
    re.findall(
        r"[\w']+",
        """
        i you he she it we they who to can could will would shall should may might must not don't
        doesn't didn't won't can't couldn't wouldn't shouldn't let's i'll you'll we'll they'll it'll
        i'd you'd we'd they'd please
        """,
    )
)
_GRAMMAR = """
    about above across afterwards against almost along already although always amid amidst among
    amongst atop
    another anyway around aside away back became become becomes behind below beside besides
    between beyond cannot despite eight either else elsewhere enough especially etc even ever
    except first second third five forth four front hence hereby however indeed instead lastly
    later latter least less likely lot lots may maybe meanwhile might mine moreover mostly must
    namely nearly neither never nevertheless nine nobody none nonetheless nothing nowhere often
    onto ones one two three six seven ten others otherwise ours perhaps per plus quite rather
    regarding respectively seem several shall since somehow sometime sometimes somewhat
    somewhere soon still therefore thereby though throughout thus together toward towards twice
    unless unlike unto upon various versus via vs well whatever whenever whereas whereby
    wherever whether hundred hundreds thousand thousands million millions billion billions
    trillion trillions dozen dozens whether whichever whoever within without yeah yep yet yours
    zero us en de la le el und der die das
"""
_VERBS = """
    accept achieve add agree aim allow answer appear apply appreciate argue arise arrive ask
    assume attempt avoid await base beat begin believe belong bring build buy call care carry
    catch cause choose claim close come compare complete consider contain continue create cut
    deal decide define delve depend describe deserve determine develop die differ discover
    discuss do draw drive drop eat emphasize enable end enjoy ensure enter exist expect
    experience explain explore express face fail fall feel fight figure fill find finish fit
    focus follow force forget gain gather get give go grab grow guess handle happen hate hear
    help hide highlight hit hold hope identify imagine impact imply improve include increase
    indicate influence inform introduce involve join jump justify keep kick know lack lag laugh
    lay lead leave let lie like listen live look lose love maintain make manage maneuver matter
    mean meet mention miss move need notice obtain occur offer participate pass pause pay pick
    place play pop pose prefer prepare present pretend prevent produce promise prove provide
    publish pull push put raise reach read realize receive recognize recommend reduce refer
    reflect refuse regard relate relax release rely remain remember remind remove repeat replace
    reply represent require resolve respond rest result return reveal ride rise roll run save
    saw see seek seem select sell send serve set shape share shift shoot show shut sit sleep
    slow smile solve sort sound speak spend stand start state stay stick stop struggle stuck
    study succeed suggest suit suppose surprise take talk teach tell tend thank think throw tie
    tie touch treat try turn understand use vary visit wait wake walk want warn waste watch wear
    welcome win wish wonder work worry implement restrict invest impose foster mobilize enforce
    expand codify monitor associate compete write got gotten gone went came made took taken
    given gave seen knew known thought felt found kept left lost meant met paid put ran sent sat
    shown slept sold spent stood told understood woke won wore written wrote heard held began
    begun brought built bought caught chose chosen done drawn driven fallen fought forgotten
    grown hit laid led grew wanna gonna gotta lemme dunno
"""
_DULL = """
    january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday able absolute actual amazing awesome bad
    basic better best big bigger bit bunch certain clear cool correct couple crazy cute day days
    deep different difficult due early easy else entire exact example exciting extra extreme
    fact fair fairly fantastic far fast few fine folk folks free full fun funny future general
    glad good gosh great guy guys half happy hard haha hello high huge idea ideas important
    individual interest interesting interested job kind kinds large last late latest little
    literal long low main major man minute minutes moment month months multiple nice new next
    normal number obvious okay old overall part particular parts past people perfect person
    place point points possible pretty previous probable proper question questions quick quote
    real reason recent regular related right sad same scene sense separate short side similar
    simple single small special specific stuff sure super thing things time times top total
    tough true type types typical uh um usual value vast version way ways week weeks weird whole
    wide word words world worth wow wrong year years yesterday today tomorrow tonight term terms
    today's talked anyways today tons ton sorts bits area areas level levels case cases end ends
    line lines issue issues course mind instance chance order current key idle idly anymore sake
    handful plenty course mind instance chance order current key idle anymore sake handful
    plenty notable fascinating wonderful incredible cannot dear episode episodes listener
    listeners podcast show chapter section host guest everybody's audience conversation
    subscribe excerpt excerpts takeaway takeaways introduction mention mentions
"""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Of nouns and adjectives that exact form, of verbs every form that has its stem and is no noun.
_EXACT = STOPWORDS | _listed(_GRAMMAR) | _listed(_DULL)
_STEMS = frozenset(term_of(word) for word in _listed(_VERBS)) | {"use"}
# "explainability" and "development" may be what a text is about.
_NOUN_OF_A_VERB = re.compile(r"[a-z]{3,}(?:bility|ivity|ment|tion)s?")
_LISTED_VERBS = _listed(_VERBS)
_ADVERBS = re.compile(r"[a-z]{3,}ly")
_NO_ADVERBS = _listed(
    "family supply assembly reply anomaly monopoly italy july butterfly ally rally fly jelly"
)


def is_light(word: str) -> bool:
    """Whether a word (any case, no possessive) belongs to no name of a topic."""
    folded = word.casefold().replace("’", "'")
    if folded in _EXACT:
        return True
    if term_of(folded) in _STEMS:
        return folded in _LISTED_VERBS or not _NOUN_OF_A_VERB.fullmatch(folded)
    return bool(_ADVERBS.fullmatch(folded)) and folded not in _NO_ADVERBS


def is_verb(word: str) -> bool:
    """Whether a word (any case) is light for being a verb alone, and in its plain form."""
    folded = word.casefold()
    return folded in _LISTED_VERBS and folded not in _EXACT
