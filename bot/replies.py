"""What is answered to questions, in words and quotes; what every reply has in common with it.

What is said of topics, people and the like stands in `wording/`.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from bot.display import clean, mended, one_line, shortened, worded
from bot.links import safe_link
from bot.parts import Asked, Entry, Heading, Phrase, Quoted, Reply, Said, Sentence
from bot.translation import gettext as _
from bot.translation import noted as N_
from bot.wording import attribution
from bot.wording.lists import one_of, sentences
from retrieval import Answer, FilterProblem, FilterReason, Kind, Quote

# Longer attributions and questions are somebody's mischief; a message must hold them whole.
_LONGEST_ATTRIBUTION = 400
_LONGEST_ASKED = 200
_LONGEST_EXAMPLE = 200
_LONGEST_VALUE = 100
_LONGEST_CHOICE = 100
_LONGEST_HEADING = 120
_LONGEST_ENTRY = 200
_MOST_PROBLEMS = 3

# Captions and printed books break lines where the space ends; people who write posts, lists and
# comments break them where they mean it.
_FLOWING = frozenset({Kind.TRANSCRIPT, Kind.BOOK, Kind.TEXT})


def answer(found: Answer) -> Reply:
    """Return the quotes of an answer, best first; or the sentence of silence and nothing else.

    Where filters were not followed, it is a sentence that says what to write instead.
    """
    if found.problems:
        return unfollowed(found.problems)
    quotes = tuple(quoted(quote) for quote in found.quotes) if found.answered else ()
    return tuple(part for part in quotes if part.sentences) or SILENCE


def entry(text: str, note: str = "", link: str | None = None) -> Entry:
    """Return a line of a listing, short enough for any message; a link that is not safe is none."""
    return Entry(
        shortened(one_line(mended(text)), _LONGEST_ENTRY),
        shortened(one_line(mended(note)), _LONGEST_ENTRY),
        safe_link(link),
    )


def unfollowed(problems: Sequence[FilterProblem]) -> Reply:
    """Return what to write instead of filters that cannot be followed, a sentence for each."""
    return tuple(Said(_what_is_wrong(problem)) for problem in problems[:_MOST_PROBLEMS])


def under_question(question: str, reply: Reply) -> Reply:
    """Return the reply with the question above it."""
    return (Asked(shortened(one_line(question), _LONGEST_ASKED)), *reply)


def heading(text: str) -> Heading:
    """Return a heading on one line, of which a message can hold many."""
    return Heading(shortened(one_line(mended(text)), _LONGEST_HEADING))


def quoted(quote: Quote) -> Quoted:
    """Return a quote as it is shown: mended, without what cannot be seen, whole otherwise."""
    whose = shortened(one_line(mended(attribution.attribution(quote))), _LONGEST_ATTRIBUTION)
    also = tuple(
        entry(_("Also in {place}").format(place=attribution.place(place)), link=place.link)
        for place in quote.also
    )
    link = safe_link(quote.link or quote.url)
    place = quote.source, also, quote.start, quote.end
    return Quoted(_sentences(quote), whose, link, *place, words=quote.text)


def _sentences(quote: Quote) -> tuple[Sentence, ...]:
    """Cut a quote where its sentences begin; every character of it is in one of the pieces."""
    starts = {span.start for span in quote.sentences if 0 < span.start < len(quote.text)}
    bounds = [0, *sorted(starts), len(quote.text)]
    pieces = [quote.text[start:end] for start, end in pairwise(bounds)]
    shown = [Sentence(worded(piece, quote.source), _gap(piece, quote.kind)) for piece in pieces]
    return tuple(sentence for sentence in shown if sentence.text)


def _gap(piece: str, kind: Kind) -> str:
    r"""Return the white space behind a sentence; a line break becomes a space or one ``\n``."""
    gap = clean(piece[len(piece.rstrip()) :])
    if "\n" not in gap:
        return gap
    paragraph = re.search(r"\n\s*\n", gap)
    return " " if kind in _FLOWING and not paragraph else "\n"


def _what_is_wrong(problem: FilterProblem) -> str:
    value = shortened(one_line(problem.value), _LONGEST_VALUE)
    match problem.reason:
        case FilterReason.UNKNOWN if problem.filter == "from":
            nobody = _("I know nobody called “{name}”.").format(name=value)
            return sentences(nobody, _perhaps(problem))
        case FilterReason.UNKNOWN:
            nothing = _("I know no work or kind of text called “{name}”.").format(name=value)
            return sentences(nothing, _perhaps(problem))
        case FilterReason.NO_DATE:
            return sentences(_("I cannot read “{text}” as a date.").format(text=value), _(_DATES))
        case FilterReason.NO_QUESTION:
            return _("Please tell me what you want to know as well, not only where to look.")
        case FilterReason.NOTHING_LEFT:
            return _(
                "Nothing in the library passes these filters. Perhaps leave one out; "
                "what has no date passes neither since: nor until:."
            )


def _perhaps(problem: FilterProblem) -> str:
    names = [shortened(one_line(name), _LONGEST_VALUE) for name in problem.nearest]
    written = one_of(f'{problem.filter}:"{name}"' for name in names)
    return _("Did you mean {names}?").format(names=written) if written else ""


_DATES = N_(
    "After since: and until: write 2025, 2025-06, 2025-06-01, 30d, or words such as "
    '"last month" and "June 2025".'
)
SILENCE: Reply = (
    Phrase(
        N_(
            "I looked, but the library has nothing on that; maybe other words for it would find "
            "more."
        )
    ),
)
STOPPING: Reply = (
    Phrase(
        N_("Sorry, I have to stop now and could not finish this. Please ask me again in a minute.")
    ),
)
NEEDS_MENTION: Reply = (
    Phrase(
        N_(
            "I cannot read this reply, because Discord shows me only messages that mention me. "
            "Please mention me in it, or use /ask."
        )
    ),
)

_NARROWING = N_("To narrow it, add from:name, in:title or since:2025-06.")
_HONESTY = N_("I answer in the authors' own words or not at all.")


class Place(StrEnum):
    """Where the conversation is, and how one asks there."""

    DISCORD = N_("Mention me with a question, send it to me directly, or use /ask.")
    DIRECT = N_("Just write to me, or use /ask.")
    TERMINAL = (
        "Type a question and press Enter. There are also /digest topic, /person name and "
        "/episode title; “exit” ends this."
    )


def how_to_ask(place: Place, examples: Sequence[str]) -> Reply:
    """Return how to ask, with questions that the library can answer."""
    lines = [shortened(one_line(example), _LONGEST_EXAMPLE) for example in examples]
    listed = [_("For example"), *(f"• {line}" for line in lines)] if lines else []
    told = sentences(_(place), _(_HONESTY), _(_NARROWING))
    return (Said("\n".join([told, *listed])),)


def hello(place: Place) -> Reply:
    """Return a greeting."""
    return (Said(sentences(_("Hello!"), _(place), _(_HONESTY))),)


def welcome() -> Reply:
    """Return what thanks are answered with."""
    return (Said(_("You're welcome! Ask me more whenever you like.")),)


def fault(reference: str) -> Reply:
    """Return the one sentence for everything that goes wrong, with the id that the log carries."""
    said = _(
        "Sorry, something went wrong on my side and I could not answer; "
        "whoever runs me can find it in the log under {reference}."
    )
    return (Said(said.format(reference=reference)),)


TOKEN_HINT = (
    "No DISCORD_TOKEN is set, so this is the same conversation here in the terminal.",
    (
        "For Discord: make a bot at https://discord.com/developers/applications, "
        "copy its token (Bot, Reset Token) and put DISCORD_TOKEN=… into .env here."
    ),
)

PROMPT = "Ask › "
FILLING = "Reading the seeds"
OPENING = "Opening the library"
LOOKING = "Looking"

ASK_DESCRIPTION = N_("Ask the library; the answer is quotes with their source, or nothing.")
ASK_OPTION = N_("What do you want to know?")
FROM_OPTION = N_("Only what this person or publication says")
IN_OPTION = N_("Only this work, publisher or kind of text")
UNTIL_OPTION = N_('Only what was published by the end of: 2025, 2025-06, 30d, "last month"')
SINCE_OPTION = N_('Only what was published since: 2025, 2025-06, 30d, "last month"')


def choice(name: str) -> tuple[str, str]:
    """Return a known name as it is offered for an option, and what the option then holds.

    Both have at most 100 characters; a name that is cut is still found by its words.
    """
    line = one_line(name)
    # An emoji may count for two characters.
    longest = _LONGEST_CHOICE if all(c <= "\uffff" for c in line) else _LONGEST_CHOICE // 2
    shown = shortened(line, longest)
    return shown, shown.removesuffix("…")
