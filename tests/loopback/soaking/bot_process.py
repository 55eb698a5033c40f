"""python -m tests.loopback.soaking.bot_process REST GATEWAY [--echo]: the bot, pointed at us.

It is `python -m bot` but for constants of discord.py and of its own that say for how long it waits,
and with `--echo` for its library.
"""

import sys
from dataclasses import replace
from functools import partial
from typing import Any

from bot import __main__ as program
from bot import composition
from bot.desk import Desk
from retrieval import Answer, LibrarySettings
from tests.bot.fakes import FakeLibrary, quote
from tests.loopback.pointing import send_to, skip_waits, take_over_soon


class EchoLibrary(FakeLibrary):
    """Answers every question with itself, so that each answer shows which question it is to."""

    def ask(self, question: str, *given: Any, **more: Any) -> Answer:
        """Any: whatever the library is asked with."""
        found = super().ask(question, *given, **more)
        self.asked.clear()
        self.shown.clear()
        return replace(found, answered=True, quotes=(quote(question),))


def _opened(settings: LibrarySettings, *, create: bool = False) -> EchoLibrary:  # noqa: ARG001 - an Opener
    assert create
    return EchoLibrary(quote("It may be delayed."))


def main() -> int:
    """Run the bot until it is told to stop."""
    rest, gateway, *options = sys.argv[1:]
    send_to(rest, gateway, setattr)
    skip_waits(setattr)
    take_over_soon(setattr)
    if "--echo" in options:
        setattr(composition, "Desk", partial(Desk, opener=_opened))  # noqa: B010 - only for us
    return program.main([])


if __name__ == "__main__":
    sys.exit(main())
