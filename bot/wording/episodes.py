"""What a reader is told of a work."""

from collections.abc import Sequence
from typing import Final

from bot.display import mended, one_line, shortened
from bot.parts import Entry, Heading, Lead, Listing, Part, Reply, Said
from bot.replies import entry, heading, quoted
from bot.wording.lists import among, counted, cut
from retrieval import Chapter, Episode, Quote, Share

EPISODE_DESCRIPTION: Final = "A work at a glance: takeaways, highlights, chapters, and who speaks"
TITLE_OPTION: Final = "Which work? A part of its title will do"

_LONGEST_ASKED: Final = 200
_MOST_CHAPTERS: Final = 20
_MOST_VOICES: Final = 8
_FOUND: Final = "Found by shift of topic; the source names none"


def page(asked: str, found: Episode) -> Reply:
    """Return a work at a glance; or a sentence that says which may be meant."""
    if found.title is None:
        return (Said(_none(asked, found.nearest)),)
    facts = [found.publisher, found.published, _voices(found.voices)]
    return (
        heading(found.title),
        *((Said("\n".join(_line(fact) for fact in facts if fact)),) if any(facts) else ()),
        *_quotes("Quick takeaways", found.takeaways),
        *_quotes("Highlights", found.highlights),
        *_chapters(found.chapters),
    )


def _none(asked: str, nearest: Sequence[str]) -> str:
    shown = shortened(one_line(asked), _LONGEST_ASKED)
    if not nearest:
        return f"I know no work by the title “{shown}”."
    return f"I am not sure which work “{shown}” means. Do you mean {among(nearest)}?"


def _voices(voices: Sequence[Share]) -> str:
    told = [f"{each.speaker or 'unknown voices'} {each.share:.0%}" for each in voices]
    more = len(told) - _MOST_VOICES
    rest = [f"and {counted(more, 'more voice')}"] if more > 0 else []
    return f"Speaking: {', '.join([*told[:_MOST_VOICES], *rest])}" if told else ""


def _line(text: str) -> str:
    return shortened(one_line(mended(text)), _LONGEST_ASKED * 2)


def _quotes(title: str, quotes: Sequence[Quote]) -> tuple[Part, ...]:
    parts = [part for quote in quotes if (part := quoted(quote)).sentences]
    return (Heading(title), *parts) if parts else ()


def _chapters(chapters: Sequence[Chapter]) -> tuple[Part, ...]:
    if not chapters:
        return ()
    lead = (Lead(_FOUND),) if any(chapter.found for chapter in chapters) else ()
    listed = cut([_chapter(chapter) for chapter in chapters], _MOST_CHAPTERS, "chapter")
    return (Heading("Chapters"), *lead, Listing(listed))


def _chapter(chapter: Chapter) -> Entry:
    return entry(f"{chapter.clock} {chapter.heading}".strip())
