"""What keeps a sentence from telling anything: it greets, asks, or speaks of the talk itself."""

import re

# Greetings and housekeeping are quoted only of what is told by nothing else; questions and a few
# words tell little.
_ASKS = re.compile(r"[?？][\"'”’)]*$")
_FILLER = re.compile(
    r"\b(?:welcome (?:back )?to|thanks? (?:you )?(?:so much |very much )?for|great to (?:have|be)"
    r"|good to (?:have|be)|hello|hi everyone|how are you|stay tuned|subscri\w+|show notes|sign up"
    r"|see you next|next episode|this episode|sponsor\w*|coming back online|click|newsletter for"
    r"|join(?:ing|ed)? (?:us|me)\b|joined (?:as always |again |today )?by|have a (?:good|great)"
    r"|nice to (?:meet|be)|i'm your host|co-host|thanks? (?:you )?(?:to )?(?:all|every(?:one|body))"
    r"|(?:we have|we've got|with us|with me|i'm here with|joined) (?:\w+ )?(?:today|as always)"
    r"|today (?:\w+ )?(?:we have|we've got|i have|i'm here)|we have with us|i have with me"
    r"|with (?:me|us) (?:here )?(?:is|are|as always)|(?:like|love|want|pleased|happy) to introduce"
    r"|slack (?:channel|team|workspace|community)|(?:our|public) slack|back to writing"
    r"|follow us on|interested to hear|let us know|hear from you|link in the (?:description|notes)"
    r"|leave (?:us )?a (?:review|comment|rating))\b",
    re.IGNORECASE,
)
# "I'm Jane Roe, a physicist at …": who says that is only introduced.
_INTRODUCES = re.compile(
    r"\b(?:I['’]m|I am|[Mm]y name is|[Tt]his is) [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+,? "
    r"(?:and|a|an|the|I['’]m|I am|your)\b"
)
_FEW_WORDS = 9
_ASKING, _SHORT = 0.35, 0.15
# Talk about the talk itself ("we can talk more about that in a second").
_TALK = re.compile(
    r"\b(?:episodes?|podcast|listen(?:ing|ers)?|this show|talk(?:ed|ing)? (?:a bit |more )*about"
    r"|mentioned|wondering|curious|going back to|dive (?:in|into|deeper)|i'd love to|let's|intro"
    r"|(?:great|good|interesting) (?:\w+ ){0,2}(?:question|intro|point|conversation)|write-up)\b",
    re.IGNORECASE,
)
_TALKING = 0.2


def is_filler(text: str) -> bool:
    """Whether a sentence greets, introduces somebody, takes leave or keeps house."""
    return bool(_FILLER.search(text) or _INTRODUCES.search(text))


def dullness(text: str) -> float:
    """What a sentence loses, of 1, for telling little."""
    asking = _ASKING if _ASKS.search(text) else 0.0
    talking = _TALKING if _TALK.search(text) else 0.0
    short = _SHORT if len(text.split()) < _FEW_WORDS else 0.0
    return asking + talking + short
