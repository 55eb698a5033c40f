"""`python -m retrieval rebuild`: says what it would do, asks, and does it."""

from collections.abc import Callable
from dataclasses import dataclass

from rich.progress import Progress

from retrieval.errors import LibraryHeld, RebuildNotAgreed
from retrieval.opening import open_rebuild, silence_hint
from retrieval.printing import plan_lines
from retrieval.rebuilding import Rebuild
from retrieval.reports import RebuildPlan
from retrieval.settings import LibrarySettings
from retrieval.terminal import asked, somebody_is_there, tell


@dataclass(frozen=True, slots=True)
class Ended:
    """What came of it: it was done, something is in the way of it, or it was not needed."""

    plan: RebuildPlan
    rebuilt: bool = False
    in_the_way: str | None = None


def rebuild(settings: LibrarySettings, bar: Progress, *, agreed: bool) -> Ended:
    """Bring the library that is set over to the model that is set, once that is `agreed` to.

    Raises `RebuildNotAgreed` where it is not, and whatever `open_rebuild` and the model raise.
    """
    with open_rebuild(settings) as under_way:
        plan = under_way.plan
        if not plan.needed:
            return Ended(plan)
        _agree(plan, agreed=agreed)
        with bar:
            ended = _carry_out(under_way, bar)
        if ended.rebuilt and (hint := silence_hint(under_way.model)):
            tell(hint)
        return ended


def _agree(plan: RebuildPlan, *, agreed: bool) -> None:
    if not agreed and not somebody_is_there():
        raise RebuildNotAgreed("Nobody can be asked here whether to rebuild; say so with --yes.")
    tell("\n".join(plan_lines(plan)))
    if not agreed and not asked("Rebuild? [y/N] "):
        raise RebuildNotAgreed("Nothing was changed.")


def _carry_out(under_way: Rebuild, bar: Progress) -> Ended:
    under_way.embed(_shown(bar, "Embedding"))
    try:
        under_way.exchange(_shown(bar, "Putting the new vectors to use"))
    except LibraryHeld as held:
        return Ended(under_way.plan, in_the_way=str(held))
    return Ended(under_way.plan, rebuilt=True)


def _shown(bar: Progress, doing: str) -> Callable[[int, int], None]:
    task = bar.add_task(doing, total=None)
    return lambda done, total: bar.update(task, completed=done, total=total)
