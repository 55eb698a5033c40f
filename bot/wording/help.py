"""What /help says below how to ask: what else there is, by the commands that one can click."""

from collections.abc import Mapping
from typing import Final

from bot.parts import Call, Part, Strong, Together
from bot.translation import gettext as _
from bot.translation import noted as N_
from bot.wording.sentences import sentence

DESCRIPTION: Final = N_("How to ask me, and what else I can do.")

# The ids of commands as Discord has them, by the names of the commands without their subcommands.
Numbers = Mapping[str, int]
# A command, and what it is for.
_FOR_ALL: Final = {
    "ask": N_("{command} asks, and completes names; privately, if you like"),
    "digest": N_("{command} sums a topic up in quotes"),
    "person": N_("{command} shows what somebody says, and when"),
    "episode": N_("{command} shows a work at a glance"),
    "privacy show": N_("{command} shows what I keep about you"),
}
_FOR_MANAGERS: Final = {
    "setup": N_("{command} sets me up here, and shows what is missing"),
    "sources add": N_("{command} adds what I quote from"),
    "daily setup": N_("{command} posts once a day or week"),
    "gaps": N_("{command} lists what I could not answer"),
    "stats": N_("{command} shows how I am doing"),
}


def commands(numbers: Numbers, *, managing: bool) -> tuple[Part, ...]:
    """Return what there is beside asking; `managing` for who may change settings here."""
    told: list[Part] = [_listed(_("Also for you"), _FOR_ALL, numbers)]
    if managing:
        told.append(_listed(_("To run this server"), _FOR_MANAGERS, numbers))
    return tuple(told)


def _listed(title: str, lines: Mapping[str, str], numbers: Numbers) -> Together:
    written = [
        sentence("• {line}", line=sentence(_(line), command=_call(name, numbers)).pieces)
        for name, line in lines.items()
    ]
    return Together((Strong(title), *written))


def _call(name: str, numbers: Numbers) -> Call:
    return Call(name, numbers.get(name.split(maxsplit=1)[0]))
