"""Who is quoted inside a text? Names only what the words around a quotation say outright."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from retrieval.models import Segment, Voice
from retrieval.readers.base import Line, paragraphs_of, trimmed
from retrieval.sentences import sentence_spans

_WORDS_OF_A_STATEMENT = 5
# A statement of its own: introduced by a colon, or ended as a sentence inside its marks.
_QUOTED = re.compile(r"“(?P<curly>[^“”]+)”|(?<![\w\"])\"(?P<plain>[^\"]+)\"(?!\w)")
_ENDED = re.compile(r"[.!?…]['’]?$")
# Capitals that begin a sentence, a date or a title, and no name. After "In" stands a place.
_NO_NAME = (
    r"(?!(?:A|An|The|This|That|These|Those|My|Your|His|Her|Its|Our|Their|And|But|Or|So|Yet|As|If"
    r"|When|While|Where|What|Why|How|Who|Because|Since|Although|Though|After|Before|Until|Once"
    r"|In|On|At|By|For|From|Of|To|With|Like|Unlike|Even|Only|Also|Then|Now|Here|There|Today"
    r"|Yesterday|Last|Next|Earlier|Later|Recently|Meanwhile|However|Indeed|Dear|Mr|Mrs|Ms|Dr"
    r"|Prof|Professor|President|Minister|Senator|Secretary|General|CEO|CTO|CFO|COO|Founder|Chief"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July"
    r"|August|September|October|November|December)\b)"
)
_PART = rf"{_NO_NAME}[A-Z][\w’'-]+"
_NAME = (
    rf"(?<!\bIn )(?<!\bAt )(?<!\bFrom )(?<![\w’'-])"
    rf"(?P<name>{_PART}(?: (?:[A-Z]\.|[a-z]{{2,3}}|{_PART})){{0,2}} {_PART})"
)
_SAYS = (
    r"(?:says?|said|tells?|told|writes?|wrote|argues?|argued|notes?|noted|explains?|explained"
    r"|adds?|added|claims?|claimed|warns?|warned|replie[sd]|was quoted|is quoted|put it)"
)
# "Ada Brook of the Rope Works told us": what follows "of" is where somebody works.
_NO_PLACE = r"(?<!\bof )(?<!\bof the )(?<!\bat )(?<!\bat the )(?<!\bfrom )(?<!\bfrom the )"
_NAMED = re.compile(rf"{_NO_PLACE}{_NAME},? (?:(?:who|has|had|once|also|recently) )*{_SAYS}\b")
_ACCORDING = re.compile(rf"\b(?:[Aa]ccording to|[Qq]uot(?:ing|e from)|words of) {_NAME}")
# What follows ends the sentence or places it: "“…!” Kevin Xu said that nobody wins" is a new one.
_SAID_SO = r"(?=[.,;:]|$| (?:in|on|at|to|during|last|this)\b)"
_SPEAKER_AFTER = (
    re.compile(rf",? ?{_SAYS} {_NAME}{_SAID_SO}"),
    re.compile(rf",? ?{_NAME},? {_SAYS}{_SAID_SO}"),
)
# Between the one who is said to speak and the quotation no further clause may begin.
_LEADS_TO_IT = re.compile(r"[^,;—–]*[,:]?\s*")
# "a recent quote from an a16z partner, Martin Casado, another vocal advocate": an apposition.
_APPOSITION = re.compile(rf"\b(?:an?|the|its|their|our)(?: [\w’'-]+){{1,4}}, {_NAME}[,.]")
_PRONOUN = re.compile(rf"\b(?:[Hh]e|[Ss]he|[Tt]hey) (?:(?:has|had|also|once|then) )*{_SAYS}\b")
_IN = re.compile(
    r"\b(?:quoted (?:in|by)|(?:told|interview (?:in|with))) "
    r"((?:the |The )?[A-Z][\w’'&-]*(?: (?:of |[A-Z])[\w’'&-]*)*)"
)
_SELF = re.compile(
    r"\bI(?:’ve|'ve| have| had|)(?: \w+)?"
    r" (?:said|stated|wrote|written|argued|predicted|posted|put)\b"
)
_MY_WORKS = re.compile(
    r"\bmy (?:\w+ )?(?:interview|post|article|essay|piece|comment|tweet|thread|newsletter|blog)\b"
)
_WHEN = re.compile(
    r"\b((?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r" \d{4})\b"
)
_LEAD_IN = 600
_BLOCKQUOTE = re.compile(r">+[ \t]*")


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


def split_blockquotes(text: str, lines: Sequence[Line], voice: Voice) -> Iterator[Segment]:
    """A voice's lines cut as by `split_quotations`; those that begin with ">" are another's."""
    before = ""
    for paragraph in _paragraphs(text, lines):
        if mark := _BLOCKQUOTE.match(paragraph.text):
            start, end = trimmed(text, paragraph.start + mark.end(), paragraph.end)
            # An empty line of a quote says nothing.
            if start < end:
                yield Segment(start, end, blockquote_voice(before, voice))
        else:
            yield from split_quotations(text, paragraph.start, paragraph.end, voice)
            before = paragraph.text


def _paragraphs(text: str, lines: Sequence[Line]) -> Iterator[Line]:
    """Paragraphs, with each line of a block quote on its own: its mark is not part of a quote."""
    plain: list[Line] = []
    for line in lines:
        if line.text.startswith(">"):
            yield from paragraphs_of(text, plain)
            plain = []
            yield line
        else:
            plain.append(line)
    yield from paragraphs_of(text, plain)


def blockquote_voice(before: str, voice: Voice) -> Voice:
    """The voice of a block quote, from the paragraphs by the same voice `before` it.

    Who says "I have stated … that was in October 2023" and then quotes is quoting himself.
    """
    if not _cites_itself(before):
        name = _named_before(before[-_LEAD_IN:])
        return replace(voice, quotation=True, quoted_speaker=name, quoted_in=None)
    when = _WHEN.findall(before)
    return replace(
        voice,
        quotation=True,
        quoted_speaker=voice.speaker,
        quoted_in=when[-1] if when else None,
    )


def _cites_itself(before: str) -> bool:
    """Whether the writer says outright that these were the writer's own words, and from when.

    A colon introduces what follows by its own sentence: "I said it is good. The best part:".
    """
    if before.endswith(":"):
        lead = before[-_LEAD_IN:]
        said = _SELF.search(lead, _last_sentence(lead))
        return said is not None and bool(_LEADS_TO_IT.fullmatch(lead, said.end()))
    dated = _WHEN.search(before) or _MY_WORKS.search(before)
    return bool(dated and _SELF.search(before)) and _named_before(before[-_LEAD_IN:]) is None


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
    leads = announced or before.endswith(",")
    name = _named_before(before) if leads else _named_after(after)
    if name is None and not announced:
        return None
    where = _IN.findall(before, _last_sentence(before))
    return replace(
        voice, quotation=True, quoted_speaker=name, quoted_in=where[-1] if where and name else None
    )


def _last_sentence(text: str) -> int:
    sentences = sentence_spans(text)
    return sentences[-1].start if sentences else 0


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
        cue = max(cues, key=re.Match.start)
        return cue["name"] if _LEADS_TO_IT.fullmatch(before, cue.end()) else None
    pronoun = _PRONOUN.search(before, lead)
    if pronoun is None or len(sentences) < 2 or not _LEADS_TO_IT.fullmatch(before, pronoun.end()):  # noqa: PLR2004 - one to name, one to quote
        return None
    return _introduced(before[sentences[-2].start : pronoun.start()])


def _introduced(before: str) -> str | None:
    """The one person whom the sentence before "He said" introduces; None if it names two."""
    cues = [m for p in (_NAMED, _ACCORDING, _APPOSITION) for m in p.finditer(before)]
    if not cues:
        return None
    last = max(cues, key=re.Match.start)
    others = (m for m in re.finditer(_NAME, before) if m["name"] != last["name"])
    return None if any(others) else last["name"]
