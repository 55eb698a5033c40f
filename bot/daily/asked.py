"""What was asked, alike questions as one: those that were answered, and those still open."""

from collections.abc import Iterable, Sequence

from bot.daily.sections import QuestionBullet
from bot.desk import Desk
from bot.likeness import grouped
from bot.links import jump_link
from bot.parts import Quoted, Sentence
from bot.state.enquiries import Enquiry, FirstQuote

# More than a post could show; the latest count.
_MOST = 200


async def asked(
    enquiries: Sequence[Enquiry], desk: Desk
) -> tuple[tuple[QuestionBullet, ...], tuple[QuestionBullet, ...]]:
    """Return the questions that were answered, and those that met nothing but silence.

    `enquiries` are in the order of time. What was asked most often comes first, then what was
    asked first. A question that met silence first and was answered later is answered.
    """
    latest = [enquiry for enquiry in enquiries if _place(enquiry)][-_MOST:]
    found = await grouped([enquiry.text for enquiry in latest], desk)
    groups = [[latest[number] for number in group] for group in found]
    groups.sort(key=len, reverse=True)
    bullets = [_bullet(group) for group in groups]
    return (
        tuple(bullet for bullet in bullets if bullet.quote),
        tuple(bullet for bullet in bullets if not bullet.quote),
    )


def _bullet(group: Sequence[Enquiry]) -> QuestionBullet:
    """Return what alike questions have in common, under the first of them."""
    shown = next((enquiry for enquiry in group if enquiry.quote), group[0])
    quote = _quoted(shown.quote) if shown.quote else None
    jump = jump_link(shown.guild, shown.channel, _place(shown))
    return QuestionBullet(shown.text, len(group), jump, shown.author, quote)


def _place(enquiry: Enquiry) -> int:
    """Return the message in which a question can be seen, 0 if there is none."""
    return enquiry.message or enquiry.answer or 0


def _quoted(quote: FirstQuote) -> Quoted:
    lines = tuple(_sentences(quote.text.split("\n")))
    return Quoted(lines, quote.attribution, quote.link, quote.source)


def _sentences(lines: Iterable[str]) -> Iterable[Sentence]:
    return (Sentence(line, "\n") for line in lines)
