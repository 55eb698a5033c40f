"""What may a form hold that opens before a member?

https://discord.com/developers/docs/interactions/receiving-and-responding
"""

from collections.abc import Iterator

from tests.limits.components import ROW, TEXT_DISPLAY, TEXT_INPUT, parts_faults
from tests.limits.texts import Fault, Json, count, text

LABEL = 18


def modal_faults(modal: Json) -> Iterator[Fault]:
    top = modal.get("components") or []
    yield from text("title", modal.get("title"), 45, least=1)
    yield from text("custom_id", modal.get("custom_id"), 100, least=1)
    yield from count("components", top, 5, least=1)
    yield from parts_faults(top)
    for component in top:
        yield from _top_faults(component)


def _top_faults(component: Json) -> Iterator[Fault]:
    kind = component["type"]
    if kind == LABEL:
        yield from text("components.label", component.get("label"), 45, least=1)
        yield from text("components.description", component.get("description"), 100)
    elif kind == ROW:
        yield from _row_faults(component["components"])
    elif kind != TEXT_DISPLAY:
        yield "components", "Only labels, rows and text."


def _row_faults(held: list[Json]) -> Iterator[Fault]:
    """A row holds one field, which has to say itself what it is for."""
    if [one["type"] for one in held] != [TEXT_INPUT]:
        yield "components", "A row holds one text field."
    for field in held:
        yield from text("components.label", field.get("label"), 45, least=1)
