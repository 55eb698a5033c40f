"""Who is quoted inside a text? Names only what the words around a quotation say outright."""

import re
from dataclasses import replace

from retrieval.models import Segment, Voice
from retrieval.readers.base import trimmed
from retrieval.sentences import sentence_spans

_WORDS_OF_A_STATEMENT = 5
# A statement of its own: introduced by a colon, or ended as a sentence inside its marks.
_QUOTED = re.compile(r"“(?P<curly>[^“”]+)”|(?<![\w\"])\"(?P<plain>[^\"]+)\"(?!\w)")
_ENDED = re.compile(r"[.!?…]['’]?$")
_NAME = r"(?P<name>[A-Z][\w’'-]+(?: (?:[A-Z]\.|[a-z]{2,3}|[A-Z][\w’'-]+)){0,2} [A-Z][\w’'-]+)"
_SAYS = (
    r"(?:says?|said|tells?|told|writes?|wrote|argues?|argued|notes?|noted|explains?|explained"
    r"|adds?|added|claims?|claimed|warns?|warned|replie[sd]|was quoted|is quoted|put it)"
)
_NAMED = re.compile(rf"{_NAME},? (?:(?:who|has|had|once|also|recently) )*{_SAYS}\b")
_ACCORDING = re.compile(rf"\b(?:[Aa]ccording to|[Qq]uot(?:ing|e from)|words of) {_NAME}")
_SPEAKER_AFTER = (
    re.compile(rf"^,? ?{_SAYS} {_NAME}"),
    re.compile(rf"^,? ?{_NAME},? {_SAYS}\b"),
)
# "a recent quote from an a16z partner, Martin Casado, another vocal advocate": an apposition.
_APPOSITION = re.compile(rf"\b(?:an?|the|its|their|our)(?: [\w’'-]+){{1,4}}, {_NAME}[,.]")
_PRONOUN = re.compile(rf"\b(?:[Hh]e|[Ss]he|[Tt]hey) (?:(?:has|had|also|once|then) )*{_SAYS}\b")
_IN = re.compile(
    r"\b(?:quoted (?:in|by)|(?:told|interview (?:in|with))) "
    r"((?:the |The )?[A-Z][\w’'&-]*(?: (?:of |[A-Z])[\w’'&-]*)*)"
)
_SELF = re.compile(
    r"\bI(?:’ve|'ve| have| had|)(?: \w+)? (?:said|stated|wrote|written|argued|predicted|posted|put)\b"
)
_WHEN = re.compile(
    r"\b((?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r" \d{4})\b"
)
_LEAD_IN = 600


def split_quotations(text: str, start: int, end: int, voice: Voice) -> list[Segment]:
    """`[start, end)` cut into the voice's own words and the statements it quotes from others.

    Words in quotation marks stay inside their sentence unless they are a statement of their own:
    a named person's after a colon or as a whole sentence, or anybody's after a colon at the end.
    """
    segments: list[Segment] = []
    position = start
    for match in _QUOTED.finditer(text, start, end):
        cited = _cited_voice(text, start, match, end, voice)
        if cited is None:
            continue
        if text[position : match.start()].strip():
            segments.append(_piece(text, position, match.start(), voice))
        segments.append(Segment(match.start(), match.end(), cited))
        position = match.end()
    if text[position:end].strip():
        segments.append(_piece(text, position, end, voice))
    return segments


def blockquote_voice(before: str, voice: Voice) -> Voice:
    """The voice of a block quote, from the paragraphs by the same voice `before` it.

    Who says "I have stated … that was in October 2023" and then quotes is quoting himself.
    """
    when = _WHEN.findall(before)
    if _SELF.search(before):
        return replace(
            voice,
            quotation=True,
            quoted_speaker=voice.speaker,
            quoted_in=when[-1] if when else None,
        )
    return replace(voice, quotation=True, quoted_speaker=_named_before(before), quoted_in=None)


def _piece(text: str, start: int, end: int, voice: Voice) -> Segment:
    return Segment(*trimmed(text, start, end), voice)


def _cited_voice(
    text: str, start: int, match: re.Match[str], end: int, voice: Voice
) -> Voice | None:
    inside = (match["curly"] or match["plain"]).strip()
    if len(inside.split()) < _WORDS_OF_A_STATEMENT:
        return None
    before = text[max(start, match.start() - _LEAD_IN) : match.start()].rstrip()
    after = text[match.end() : min(end, match.end() + 80)]
    announced = before.endswith(":")
    if not announced and not (_ENDED.search(inside) and _ends_a_sentence(before)):
        return None
    name = _named_after(after) or _named_before(before)
    if name is None and not announced:
        return None
    where = _IN.findall(before)
    return replace(
        voice, quotation=True, quoted_speaker=name, quoted_in=where[-1] if where and name else None
    )


def _ends_a_sentence(before: str) -> bool:
    return not before or before[-1] in ".!?,"


def _named_after(after: str) -> str | None:
    matches = (pattern.match(after) for pattern in _SPEAKER_AFTER)
    return next((match["name"] for match in matches if match), None)


def _named_before(before: str) -> str | None:
    """The person whom the sentence that leads to a quotation names as its speaker, or None.

    "He was quoted as saying:" names whoever was introduced last in the sentences before it.
    """
    sentences = sentence_spans(before)
    lead = sentences[-1].start if sentences else 0
    cues = [m for pattern in (_NAMED, _ACCORDING) for m in pattern.finditer(before, lead)]
    if cues:
        return max(cues, key=re.Match.start)["name"]
    pronoun = _PRONOUN.search(before, lead)
    if pronoun is None:
        return None
    earlier = [
        m for p in (_NAMED, _ACCORDING, _APPOSITION) for m in p.finditer(before, 0, pronoun.start())
    ]
    return max(earlier, key=re.Match.start)["name"] if earlier else None
