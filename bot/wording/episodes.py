"""What a reader is told of a work."""

from collections.abc import Sequence
from typing import Final

from bot.display import mended, one_line, shortened
from bot.parts import Entry, Heading, Lead, Listing, Part, Reply, Said
from bot.replies import entry, heading, quoted
from bot.translation import gettext as _
from bot.translation import ngettext
from bot.translation import noted as N_
from bot.wording.dates import in_facts
from bot.wording.lists import among, comma, cut
from bot.wording.numbers import number, percent
from retrieval import Chapter, Episode, Quote, Share

EPISODE_DESCRIPTION: Final = N_(
    "A work at a glance: takeaways, highlights, chapters, and who speaks"
)
TITLE_OPTION: Final = N_("Which work? A part of its title will do")

_LONGEST_ASKED: Final = 200
_MOST_CHAPTERS: Final = 20
_MOST_VOICES: Final = 8
_FOUND: Final = N_("Found by shift of topic; the source names none")


def page(asked: str, found: Episode) -> Reply:
    """Return a work at a glance; or a sentence that says which may be meant."""
    if found.title is None:
        return (Said(_none(asked, found.nearest)),)
    published = in_facts(found.published) if found.published else ""
    facts = [found.publisher, published, _voices(found.voices)]
    return (
        heading(found.title),
        *((Said("\n".join(_line(fact) for fact in facts if fact)),) if any(facts) else ()),
        *_quotes(_("Quick takeaways"), found.takeaways),
        *_quotes(_("Highlights"), found.highlights),
        *_chapters(found.chapters),
    )


def _none(asked: str, nearest: Sequence[str]) -> str:
    shown = shortened(one_line(asked), _LONGEST_ASKED)
    if not nearest:
        return _("I know no work by the title “{title}”.").format(title=shown)
    unsure = _("I am not sure which work “{title}” means. Do you mean {titles}?")
    return unsure.format(title=shown, titles=among(nearest))


def _voices(voices: Sequence[Share]) -> str:
    unknown = _("unknown voices")
    told = [f"{each.speaker or unknown} {percent(each.share)}" for each in voices[:_MOST_VOICES]]
    beyond = len(voices) - _MOST_VOICES
    if beyond > 0:
        rest = ngettext("and {count} more voice", "and {count} more voices", beyond)
        told.append(rest.format(count=number(beyond)))
    return _("Speaking: {voices}").format(voices=comma().join(told)) if told else ""


def _line(text: str) -> str:
    return shortened(one_line(mended(text)), _LONGEST_ASKED * 2)


def _quotes(title: str, quotes: Sequence[Quote]) -> tuple[Part, ...]:
    parts = [part for quote in quotes if (part := quoted(quote)).sentences]
    return (Heading(title), *parts) if parts else ()


def _chapters(chapters: Sequence[Chapter]) -> tuple[Part, ...]:
    if not chapters:
        return ()
    lead = (Lead(_(_FOUND)),) if any(chapter.found for chapter in chapters) else ()
    listed = cut([_chapter(chapter) for chapter in chapters], _MOST_CHAPTERS, _further)
    return (Heading(_("Chapters")), *lead, Listing(listed))


def _further(count: int) -> str:
    more = ngettext("and {count} more chapter", "and {count} more chapters", count)
    return more.format(count=number(count))


def _chapter(chapter: Chapter) -> Entry:
    return entry(f"{chapter.clock} {chapter.heading}".strip())
