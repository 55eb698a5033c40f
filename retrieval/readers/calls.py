"""Which paragraphs only ask their reader to subscribe, to share or to read on."""

import re
from typing import Final

# Whoever shares, subscribes or goes on reading does so by a link that says so.
_BUTTONS: Final = (
    r"subscribe|sign up|sign in|log in|share|share this post|leave a comment|read more|tweet"
    r"|like|reply|restack|upgrade to paid|continue reading|download app|get more from .*"
    r"|give a gift subscription|subscribe (?:now|for free)|refer a friend|\d+ comments?"
)
_TEXT: Final = r"(?:post|article|essay|piece|issue|newsletter|episode|story|edition|publication)"
_OURS: Final = r"(?:this|the|my|our|your)"
_LIST: Final = (
    r"(?:newsletter|blog|channel|podcast|substack|mailing list|publication|feed|e-?mails?)"
)
_PLEASE: Final = r"(?:and |so |or |then |please |kindly |just |you can |feel free to |do )*"
# What subscribing and sharing are of: with anything else it may be what the essay is about.
_SUBSCRIBE: Final = (
    r"(?:subscribe|sign up|upgrade|become an? (?:free |paid |or |founding )*(?:subscriber|member))"
    r"(?:$| (?:now|here|below|today|for free|for more|via|by e-?mail)\b"
    r"| to (?:receive|get|support|unlock|keep reading|read (?:on|more)|never miss|stay)\b"
    rf"| (?:to|for) {_OURS} (?:\w+ ){{0,2}}{_LIST}\b|,? if you)"
)
_ENDS: Final = r"(?=$|\s*[.!?,:;]|\s(?:with|on|via|now|below|and|if|so|by)\b)"
_NAME: Final = r"(?-i:[A-Z])[\w’'&-]*(?: (?:of|the|and|&|(?-i:[A-Z])[\w’'&-]*)){0,5}[\s.!]*$"
_SHARE: Final = (
    rf"(?:share|forward|like|restack|recommend) (?:(?:and|or|&) \w+ )?(?:(?:this|my|our) {_TEXT}"
    rf"{_ENDS}|it with (?:a friend|friends|others|someone)|below)|(?:share|subscribe to) {_NAME}"
    r"|(?:hit|click|tap|press|smash) (?:on )?the \W?(?:like|heart|subscribe|share)\b"
    rf"|leave (?:me |us )?a (?:comment|like|review|rating){_ENDS}"
)
_BY_DOING: Final = (
    r"(?:consider|by) (?:\w+ ){0,2}?(?:subscribing|upgrading|sharing (?:it|this)|liking (?:it|this)"
    r"|becoming an? (?:\w+ ){0,4}?(?:subscriber|member|patron)\b(?! of (?:an?|the) )"
    r"|signing up)\b"
)
_IF: Final = (
    rf"(?:if you (?:\w+ ){{0,3}}?(?:enjoy|like|love|found|find|value|appreciate)\w* (?:reading )?"
    rf"(?:{_OURS}|what|it)\b[^.!?]{{0,60}}?, ?"
    r"|to (?:receive|get|support|read|keep|unlock|help|access|hear|follow) [^.!?]{1,80}?, ?)"
)
_CALL: Final = re.compile(
    rf"(?:{_BUTTONS})[\s.!→»]*$|{_IF}?{_PLEASE}(?:{_SUBSCRIBE}|{_SHARE}|{_BY_DOING})"
    rf"|to receive [^.!?]{{1,80}}? {_BY_DOING}"
    rf"|this {_TEXT} is public,? so feel free to share\b",
    re.IGNORECASE,
)
# Words that stand with a call, and are not one by themselves.
_BESIDE: Final = re.compile(
    r"(?:thanks|thank you)(?: so much| very much)? for (?:reading|subscribing|your support)\b"
    rf"|[^.!?]{{1,60}}? is (?:a|an) (?:reader|listener)[- ]supported {_LIST}\b",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+|\n+")
_LINK: Final = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
_TYPE: Final = re.compile(r"[*_]{1,3}")
# Longer ones say more than that.
_MOST_WORDS: Final = 60


def is_call_in_markdown(text: str) -> bool:
    """As `is_call`, of a paragraph with Markdown's links and type."""
    return is_call(_TYPE.sub("", _LINK.sub(r"\1", text)))


def is_call(text: str) -> bool:
    """Whether each sentence of a paragraph asks for that, or thanks for reading beside it."""
    sentences = [part for part in _SENTENCE.split(text.strip()) if part]
    if len(text.split()) > _MOST_WORDS:
        return False
    calls = [bool(_CALL.match(sentence)) for sentence in sentences]
    others = (one for one, call in zip(sentences, calls, strict=True) if not call)
    return any(calls) and all(_BESIDE.match(one) for one in others)
