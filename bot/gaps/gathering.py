"""The gaps of a server: questions that met silence or "Not it", alike ones as one.

What was asked where whoever looks cannot see is counted, and neither shown nor quoted by its link.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.audiences import Audiences
from bot.desk import Desk
from bot.feedback import Verdict
from bot.likeness import grouped
from bot.links import jump_link
from bot.state.enquiries import Enquiry

# The latest questions that are looked at: to compare them takes the library a moment for each.
MOST: Final = 300
# Seconds that it may take to ask the library about all gaps anew.
_CHECKING: Final = 6.0
_MOST_LINKS: Final = 3


class GapStatus(StrEnum):
    """What became of a gap since."""

    OPEN = "open"
    ANSWERED_NOW = "answered now"
    KEPT = "a member's answer is kept"


@dataclass(frozen=True, slots=True)
class Gap:
    """A question, as it was asked last where whoever looks can see it, and how often it was asked.

    Of the `times`, `unseen` were where they cannot see, and `not_it` had an answer of which
    somebody said that this was not it; `verdicts` say why, the latest first, as far as whoever
    looks can see the answers. `links` lead to the latest ones, the latest first, and `linked` is
    when each of those was asked; what was asked by a command that is gone has none.
    """

    question: str
    times: int
    unseen: int
    not_it: int
    first: datetime
    last: datetime
    links: tuple[str, ...]
    channel: int
    status: GapStatus = GapStatus.OPEN
    verdicts: tuple[Verdict, ...] = ()
    linked: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Gaps:
    """The gaps of a server: the open ones first, what was asked most often before the rest.

    `questions` is how many there were, `unseen` how many of them only where whoever looks cannot
    see. `cut` is true where there were more than are looked at.
    """

    found: tuple[Gap, ...]
    questions: int
    unseen: int
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Whoever looks at gaps: whether they see where a question was asked, and what they may read.

    By what is shown they are not to learn which words stand in what others read.
    """

    sees: Callable[[Enquiry], bool]
    audiences: Audiences


# Whether a member's answer to a question is kept that is read in a channel.
IsKept = Callable[[str, int], bool]
# Whether the library could answer a gap's question now, where it was asked.
Answerable = Callable[[Gap], Awaitable[bool]]


async def gather(
    enquiries: Sequence[Enquiry],
    *,
    desk: Desk,
    onlooker: Onlooker,
    is_kept: IsKept,
    verdicts: Sequence[Verdict] = (),
) -> Gaps:
    """Return the gaps that these questions are, in the order of time.

    What holds no word that the onlooker may read or the language knows ("asdf") is none. `verdicts`
    are what was thought of answers. Raises Stopped.
    """
    latest = await _telling(enquiries[-MOST:], desk, onlooker.audiences)
    groups = await grouped([enquiry.meant for enquiry in latest], desk)
    gaps, unseen = [], 0
    for group in ([latest[number] for number in numbers] for numbers in groups):
        gap = _gap(group, onlooker.sees, is_kept, verdicts)
        if gap is None:
            unseen += len(group)
        else:
            gaps.append(gap)
    return Gaps(_sorted(gaps), len(latest), unseen, cut=len(enquiries) > MOST)


async def checked(gaps: Gaps, answerable: Answerable) -> Gaps:
    """Return the gaps with those marked that the library could answer by now.

    They are checked one after the other, so that nobody who asks meanwhile waits for more than one
    of them; what there is no time for stays open, and so does what was answered and not found
    helpful.
    """
    found = list(gaps.found)
    try:
        async with asyncio.timeout(_CHECKING):
            for number, gap in enumerate(found):
                if gap.status is GapStatus.OPEN and not gap.not_it and await answerable(gap):
                    found[number] = replace(gap, status=GapStatus.ANSWERED_NOW)
    except TimeoutError:
        pass
    return replace(gaps, found=_sorted(found))


async def _telling(enquiries: Sequence[Enquiry], desk: Desk, audiences: Audiences) -> list[Enquiry]:
    """Return the questions in which any word is known."""
    texts = [one.meant for one in enquiries]
    told = await asyncio.wrap_future(desk.says_something(texts, audiences))
    return [one for one, tells in zip(enquiries, told, strict=True) if tells]


def _gap(
    group: Sequence[Enquiry],
    sees: Callable[[Enquiry], bool],
    is_kept: IsKept,
    verdicts: Sequence[Verdict],
) -> Gap | None:
    """Return what alike questions have in common, None where none of them may be seen."""
    seen = [enquiry for enquiry in group if sees(enquiry)][::-1]
    if not seen:
        return None
    closed = any(is_kept(enquiry.meant, seen[0].channel) for enquiry in group)
    answers = {one.answer for one in seen}
    places = [(one, place) for one in seen if (place := one.message or one.answer)]
    links = [jump_link(one.guild, one.channel, place) for one, place in places]
    return Gap(
        question=seen[0].meant,
        times=len(group),
        unseen=len(group) - len(seen),
        not_it=sum(one.answered for one in group),
        first=group[0].at,
        last=group[-1].at,
        links=tuple(links[:_MOST_LINKS]),
        channel=seen[0].channel,
        status=GapStatus.KEPT if closed else GapStatus.OPEN,
        verdicts=tuple(one for one in verdicts[::-1] if one.reason and one.answer in answers),
        linked=tuple(one.at for one, _ in places[:_MOST_LINKS]),
    )


def _sorted(gaps: Sequence[Gap]) -> tuple[Gap, ...]:
    def weight(gap: Gap) -> tuple[bool, int, float]:
        return gap.status is not GapStatus.OPEN, -gap.times, -gap.last.timestamp()

    return tuple(sorted(gaps, key=weight))
