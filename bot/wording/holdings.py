"""What is said of all that the library holds, and of what the bot cannot do."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from bot.display import one_line
from bot.parts import Call, Entry, Heading, Line, Listing, Part, Reply, Said
from bot.replies import entry
from bot.translation import gettext as _
from bot.translation import ngettext
from bot.wording.dates import in_facts
from bot.wording.lists import all_of, cut, works
from bot.wording.numbers import number
from bot.wording.sentences import sentence
from retrieval import SourceSummary

ADDING_AT_A_TERMINAL: Final = (
    "Add podcasts, pages and files with “python -m retrieval sources add …”."
)
_MOST_WORKS: Final = 8
_MOST_VOICES: Final = 12


def newest(held: Sequence[SourceSummary]) -> tuple[Part, ...]:
    """Return the works, those that were published last first, of which there is at least one."""
    ordered = sorted(held, key=lambda one: one.published or "", reverse=True)
    return _listed(_("The newest of {works}").format(works=works(len(held))), map(_work, ordered))


def voices(held: Sequence[SourceSummary]) -> tuple[Part, ...]:
    """Return those who are heard, in how many works, those who are in most of them first."""
    counts = Counter(voice for one in held for voice in one.voices)
    told = (entry(name, works(count)) for name, count in counts.most_common())
    return _listed(_("Who is heard"), told, _MOST_VOICES)


def topics(names: Sequence[str]) -> Reply:
    """Return topics that there is much on, and how to see one."""
    if not names:
        return ()
    said = _("Much is said on {topics}. See one with {command}.")
    return (sentence(said, topics=all_of(map(one_line, names)), command=Call("digest")),)


def adding(*, in_server: bool) -> Reply:
    """Return how sources come into the library."""
    if not in_server:
        return (Said(ADDING_AT_A_TERMINAL),)
    said = _("Whoever runs this server adds podcasts, pages and files with {command}.")
    return (sentence(said, command=Call("sources add")),)


def only_quotes() -> Line:
    """Return what a bot cannot do that writes nothing of its own, and what it can."""
    said = _(
        "I only quote, so I cannot explain, judge, shorten or translate what was said. Ask for "
        "“more context” or “more”, or see a topic at a glance with {command}."
    )
    return sentence(said, command=Call("digest"))


def no_other_side() -> Line:
    """Return what is said where a digest has nothing that speaks against."""
    said = _(
        "I found nothing that plainly speaks against this. {command} shows all sides of a topic."
    )
    return sentence(said, command=Call("digest"))


def _listed(title: str, entries: Iterable[Entry], most: int = _MOST_WORKS) -> tuple[Part, ...]:
    told = cut(list(entries), most, _further)
    return (Heading(title), Listing(told)) if told else ()


def _further(count: int) -> str:
    return ngettext("and {count} more", "and {count} more", count).format(count=number(count))


def _work(one: SourceSummary) -> Entry:
    published = in_facts(one.published) if one.published else ""
    note = " · ".join(part for part in (one.publisher, published) if part)
    return entry(one.name, note, one.url)
