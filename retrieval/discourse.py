"""What does a sentence do in a text? It asks, leans on the one before, takes it back, leads on.

These are some of the acts by which talk is annotated (Stolcke et al., 2000, "Dialogue Act Modeling
for Automatic Tagging and Recognition of Conversational Speech"), told by the words of the sentence.
"""

import re
from typing import Final

from retrieval.words import denial

_CLOSING: Final = "[\"'”’»)\\]]*$"
_ASKS: Final = re.compile(rf"[?？][.…]*{_CLOSING}")
_TAG: Final = re.compile(
    r"\W(?:right|huh|no|eh|yeah|okay|ok|you know|(?:is|are|was|were|do|does|did|wo|ca)n['’]t"
    r" (?:it|they|he|she|you|we|i))[?？]+\W*$",
    re.IGNORECASE,
)
_MARKS: Final = '"“”'
# "Tell us about it.", "I'm wondering if you could …": a request has no question mark.
_REQUESTS: Final = re.compile(
    r"^(?:(?:and|so|but|well|yeah|yes|okay|ok|alright|now|maybe|great|cool|awesome|please)[, ]+)*"
    r"(?:tell (?:us|me)|talk (?:to us|us through|me through|a (?:little )?(?:bit )?about)"
    r"|walk (?:us|me) through|(?:can|could|would) you\b|i(?:['’]d| would) (?:love|like) to (?:hear|"
    r"know|ask|understand)|i(?:['’]m| am|['’]ve been| was) (?:just )?(?:curious|wondering)"
    r"|i wonder\b)",
    re.IGNORECASE,
)
_OPENERS: Final = (
    r"(?:(?:and|but|so|or|then|also|because|which|well|now|no|yet|honestly|frankly|personally"
    r"|however|actually|of course|i mean|look|again|obviously)[ ,—–-]+)*"
)
# A sentence that opens so means what was said before.
_LEANS_BACK: Final = re.compile(
    r"(?:(?:and|but|so|or|then|also|because|which)[ ,]+)*"
    r"(?:it|its|they|their|them|this|that|these|those|he|she|his|her|such|the former|the latter"
    r"|(?:one|another|the (?:first|second|third|other|last)) (?:one )?(?:is|was|of (?:them|those)))"
    r"\b",
    re.IGNORECASE,
)
_ADVERBS: Final = (
    r"(?:(?:really|just|simply|quite|totally|completely|entirely|certainly|at all|actually|also"
    r"|still|so|all|too|even|absolutely|strongly|firmly|personally|honestly|necessarily|clearly"
    r"|plainly|obviously|dead|flat|for one|a) )*"
)
_WRONG: Final = (
    r"(?:wrong|false|untrue|nonsense|mistaken|incorrect|bogus|rubbish|bullshit|ridiculous|absurd"
    r"|misguided|(?:common )?(?:myth|lie|misconception|mistake|fallacy|misunderstanding))\b"
)
_IT: Final = r"(?:that|this|it|so|them|those|these|any of (?:that|this|it))"
# What comes behind "I don't believe that" where it means what was said, and opens no clause.
_SAID: Final = (
    r"(?:['’]s\b|\W*$|[,.;!]|\s*[—–-]| (?:is|was|are|will|would|at all|for a|any|either|to be|view"
    r"|idea|argument|approach|myself))"
)
# Taking a view back: "I don't believe that", "They're wrong", "That's not true", "Not at all."
_TAKES_BACK: Final = re.compile(
    rf"^[\W_]*{_OPENERS}(?:"
    rf"(?:i|we) {_ADVERBS}(?:do not|don['’]t|did not|didn['’]t|cannot|can['’]t|never|would not"
    rf"|wouldn['’]t) {_ADVERBS}(?:believe|think|buy|agree|see|accept|share|support|say|mean"
    rf"|subscribe)(?: (?:with|to|in))? {_IT}{_SAID}"
    rf"|(?:i|we) {_ADVERBS}(?:disagree|beg to differ|(?:doubt|reject|dispute) {_IT})\b"
    rf"|i(?:['’]m| am) {_ADVERBS}not {_ADVERBS}(?:convinced|buying|sure (?:i|that))\b"
    rf"|(?:that|this|they|he|she|those|these|it|which|both)(?:['’](?:s|re)| is| are| was| were)? "
    rf"{_ADVERBS}(?:not {_ADVERBS}(?:true|so|right|correct|the case|how|what|my|our)\b|{_WRONG})"
    rf"|(?:that|this|it|those|these)(?: (?:is|was|does|did|are|were)n['’]t|['’]s not|['’]re not)"
    rf" {_ADVERBS}(?:true|so|right|correct|the case|how|what|my|our)\b"
    rf"|(?:that|nothing) could(?:n['’]t| not)? be (?:further|farther)"
    rf"|(?:nope|wrong|false|untrue|nonsense|far from it|on the contrary|of course not"
    rf"|not (?:at all|true|so|really|quite|exactly|even close|in my|by a)|quite the (?:opposite"
    rf"|contrary|reverse)|(?:the )?(?:opposite|reverse) is|absolutely not|definitely not)\b"
    rf"|no[.!,](?:\W|$)"
    rf")",
    re.IGNORECASE,
)
# A view that is told of as somebody else's.
_REPORTS: Final = re.compile(
    r"\b(?:people|some(?:one|body)?(?: (?!(?:of|in)\b)\w+){0,6}?|many|others|critics|folks|everyone"
    r"|everybody|they|(?:he|she)|you(?:['’]ll)?|we|i)"
    r" (?:\w+ )?(?:hear|heard|say|saying|said|claim|claimed|argue|argued|believe|assume|mentioned"
    r"|worry|fear|complain|tweeted|wrote)\b"
    r"|\b(?:myth|misconception|fallacy|confusion|conventional wisdom|criticism|prejudice)s?\b",
    re.IGNORECASE,
)
_CONTRASTS: Final = re.compile(
    r"^[\W_]*(?:but|however|yet|actually|in (?:reality|fact|truth)|the (?:truth|reality|fact) is"
    r"|on the other hand|i disagree)\b",
    re.IGNORECASE,
)
_DENIES: Final = denial("wrong", "false", "disagree", "myth", "untrue", "nonsense")
# "It isn't." is short; a longer "It isn't …" goes on and tells something new.
_FEW_WORDS: Final = 8
_LEADS_ON: Final = (":", ",", ";", "—")
_IS_QUESTION: Final = re.compile(
    r"^\W*(?:wh(?:at|o|om|ose|ich|en|ere|y)|how|is|are|was|were|do|does|did|can|could|will|would"
    r"|should|has|have|had|may|might)\b|[?？]",
    re.IGNORECASE,
)
_ANSWERS: Final = re.compile(
    r"^\W*(?:well|yes|yeah|no|nope|because|basically|in short|simple|simply|of course)\b",
    re.IGNORECASE,
)
# Who asks what was asked wants a question.
_ABOUT_QUESTIONS: Final = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|questions?|wonder(?:s|ed|ing)?|curious|who said)\b", re.IGNORECASE
)
_HERALDS: Final = re.compile(
    r"\b(?:here(?:['’]s| is| are)|as follows|the following)\W*$"
    r"|\bthere(?:['’]s| is| are|['’]re) (?:basically |really |kind of |sort of )*"
    r"(?:an?|two|three|four|five|several|some|many|multiple|various)(?:\s[\w'’-]+[,.…]*){0,5}?"
    r"\s(?:paths?|ways?|reasons?|things?|points?|ideas?|kinds?|types?|approach(?:es)?|differences?"
    r"|challenges?|issues?|aspects?|steps?|confusions?|myths?|misconceptions?)\b(?:$|[^.]*\W*$)",
    re.IGNORECASE,
)

# "All the info is on boats.example.": the words are somewhere else.
_POINTS_AWAY: Final = re.compile(
    r"\b(?:info|information|details|docs|documentation|links?) (?:is|are) (?:all )?(?:on|at|in)\b"
    r"|\bcheck (?:it|them|that|this) out\b|\byou (?:can )?(?:go to|find (?:it|more|them|that))\b"
    r"|\b(?:google|mailing|facebook) (?:group|list)\b",
    re.IGNORECASE,
)


def asks(sentence: str) -> bool:
    """Whether a sentence is a question or a request to tell something.

    None is what tells of a question (`He said "Why?"`), and what only wants assent ("…, right?").
    """
    if _REQUESTS.match(sentence):
        return True
    return bool(_ASKS.search(sentence)) and not (_TAG.search(sentence) or _told(sentence))


def _told(sentence: str) -> bool:
    """Whether a question at the end stands in quotation marks that the sentence does not begin."""
    if sentence[0] in _MARKS:
        return False
    opened, closed = sentence.count("“"), sentence.count("”")
    return sentence[-1] in _MARKS or sentence.count('"') % 2 == 1 or opened != closed


def leans_back(text: str) -> bool:
    """Whether a text opens with a word such as "It" or "They", that means what was said before."""
    return bool(_LEANS_BACK.match(text) or _TAKES_BACK.match(text))


def takes_back(sentence: str, before: str) -> bool:
    """Whether a sentence denies the one before it, or holds something against a reported view."""
    if _TAKES_BACK.match(sentence):
        return True
    short = len(sentence.split()) <= _FEW_WORDS
    if short and leans_back(sentence) and _DENIES.search(sentence):
        return True
    return bool(_CONTRASTS.match(sentence) and _REPORTS.search(before))


def leads_on(sentence: str) -> bool:
    """Whether a sentence ends in a colon or a comma: what it says comes behind it."""
    return sentence.endswith(_LEADS_ON)


def announces(sentence: str) -> bool:
    """Whether a sentence only says that something comes: "There are three reasons."."""
    return leads_on(sentence) or bool(_HERALDS.search(sentence))


def points_away(sentence: str) -> bool:
    """Whether a sentence only tells where more is to be found."""
    return bool(_POINTS_AWAY.search(sentence))


def wants_questions(question: str) -> bool:
    """Whether somebody wants to know what was asked, or who asked it."""
    return bool(_ABOUT_QUESTIONS.search(question))


def is_question(text: str) -> bool:
    """Whether what a member types is a question, and not only a topic."""
    return bool(_IS_QUESTION.search(text))


def answers(sentence: str) -> bool:
    """Whether a sentence answers the question that stands right before it: "Well, it is …"."""
    return bool(_ANSWERS.match(sentence)) or leans_back(sentence)
