"""Who is host and who is guest, where the talk itself says so beyond doubt."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from retrieval.models import Role
from retrieval.people import is_nobody
from retrieval.readers.turns import Turn

# People are introduced in the first few turns, each by at most so many characters.
_FIRST_TURNS, _FIRST_WORDS = 12, 3_000
_MOST_NAMES = 100
_JOINED = r"(?:, | and |, and | & )"
_GUEST = (
    r"\b(?:[Mm]y|[Oo]ur|[Tt]oday['’]s|[Tt]his week['’]s)(?: \w+){0,2}? guests?"
    r"(?: today| this week| for today)?(?:,| is| are|:)? "
)
_CO_HOST = r"\b[Mm]y (?:\w+ )?co-?host,? "
_SELF = r"\bI(?:['’]m| am) your (?:co-?)?host\b|\byour (?:co-?)?host,? {me}\b|\b{me},? your host\b"


def introduced(text: str, turns: Sequence[Turn]) -> list[Turn]:
    """The turns, with the roles of those whom the first of them introduce by their whole names.

    Only "my co-host …", "I'm your host" and "my guest …" count; who is both is neither.
    """
    names = {turn.part.speaker for turn in turns if turn.part.speaker}
    people = sorted(name for name in names if not is_nobody(name))[:_MOST_NAMES]
    said = list(_introductions(text, turns, people)) if people else []
    roles = {name: {role for who, role in said if who == name} for name, _ in said}
    certain = {name: found.pop() for name, found in roles.items() if len(found) == 1}
    return [_in_role(turn, certain.get(turn.part.speaker or "")) for turn in turns]


def _in_role(turn: Turn, role: Role | None) -> Turn:
    if role is None or turn.part.role is not None:
        return turn
    return replace(turn, part=replace(turn.part, role=role))


def _introductions(
    text: str, turns: Sequence[Turn], people: Sequence[str]
) -> Iterator[tuple[str, Role]]:
    """Everybody who is introduced, and as what; whoever introduces them is a host."""
    anybody = "|".join(re.escape(name) for name in sorted(people, key=len, reverse=True))
    several = rf"(?P<names>(?:{anybody})(?:{_JOINED}(?:{anybody}))*)(?!\w)"
    patterns = (
        (re.compile(_GUEST + several), Role.GUEST),
        (re.compile(_CO_HOST + several), Role.HOST),
    )
    each = re.compile(rf"(?:{anybody})(?!\w)")
    for turn in [turn for turn in turns if turn.part.speaker in people][:_FIRST_TURNS]:
        me = turn.part.speaker or ""
        words = " ".join(text[s.start : s.end] for s in turn.stretches)[:_FIRST_WORDS]
        if re.search(_SELF.format(me=re.escape(me)), words):
            yield me, Role.HOST
        for pattern, role in patterns:
            for match in pattern.finditer(words):
                others = [name for name in each.findall(match["names"]) if name != me]
                yield from ((name, role) for name in others)
                yield from [(me, Role.HOST)] * bool(others)
