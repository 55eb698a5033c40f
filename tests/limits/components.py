"""What may stand under a message, or make it up?

https://discord.com/developers/docs/components/reference
"""

from collections.abc import Callable, Iterator

from tests.bot.reading import width
from tests.limits.texts import Fault, Json, count, distinct, text

ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT = 5, 6, 7, 8
SECTION, TEXT_DISPLAY, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17
SELECTS = frozenset({STRING_SELECT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT})
LINK, PREMIUM = 5, 6

# A message of these alone, without content and embeds: discord.py's LayoutView.
LAYOUT = 1 << 15
MOST, MOST_ROWS, MOST_WORDS = 40, 5, 4000


def walk(components: list[Json]) -> Iterator[Json]:
    """Every component, containers before what they hold."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        yield from walk(
            [component[held] for held in ("accessory", "component") if held in component]
        )


def component_faults(body: Json) -> Iterator[Fault]:
    """What is wrong with the components of a message, whose flags tell if they are all of it."""
    top = body.get("components") or []
    yield from _layout_faults(body) if is_layout(body) else _row_faults(top)
    yield from parts_faults(top)


def parts_faults(top: list[Json]) -> Iterator[Fault]:
    """What is wrong with components wherever they stand, in messages and modals."""
    everything = list(walk(top))
    ids = [one["custom_id"] for one in everything if one.get("custom_id")]
    yield from distinct("components.custom_id", ids)
    for component in everything:
        yield from text("components.custom_id", component.get("custom_id"), 100)
        yield from _OF_EACH.get(component["type"], _nothing)(component)


def is_layout(body: Json) -> bool:
    return bool((body.get("flags") or 0) & LAYOUT)


def _layout_faults(body: Json) -> Iterator[Fault]:
    everything = list(walk(body.get("components") or []))
    yield from count("components", everything, MOST)
    if body.get("content") or body.get("embeds"):
        yield "content", "Cannot be used beside components of version 2."
    if sum(width(one.get("content") or "") for one in everything) > MOST_WORDS:
        yield "components", f"Displayed text is {MOST_WORDS} or fewer in length."


def _row_faults(top: list[Json]) -> Iterator[Fault]:
    yield from count("components", top, MOST_ROWS)
    if any(one["type"] != ROW for one in top):
        yield "components", "Only rows, unless the message is a layout."


def _row(row: Json) -> Iterator[Fault]:
    held = [one["type"] for one in row.get("components") or []]
    yield from count("components.row", held, 5, least=1)
    if len(held) > 1 and set(held) != {BUTTON}:
        yield "components.row", "A menu stands alone in its row."


def _button(button: Json) -> Iterator[Fault]:
    style = button.get("style")
    yield from text("components.label", button.get("label"), 80)
    if not (button.get("label") or button.get("emoji") or style == PREMIUM):
        yield "components.label", "A button needs a label or an emoji."
    yield from text("components.url", button.get("url"), 512, least=int(style == LINK))
    if bool(button.get("custom_id")) == (style in {LINK, PREMIUM}):
        yield "components.custom_id", "What can be pressed has an id, a link has none."


def _select(menu: Json) -> Iterator[Fault]:
    yield from text("components.placeholder", menu.get("placeholder"), 150)
    least, most = menu.get("min_values", 1), menu.get("max_values", 1)
    if not 0 <= least <= most <= 25 or most < 1:
        yield "components.max_values", "Must be between 0 and 25, the smaller first."


def _string_select(menu: Json) -> Iterator[Fault]:
    options = menu.get("options") or []
    yield from _select(menu)
    yield from count("components.options", options, 25, least=1)
    yield from distinct("components.options.value", [option["value"] for option in options])
    if (menu.get("max_values") or 1) > len(options):
        yield "components.max_values", "More than there are options."
    for option in options:
        yield from text("components.options.label", option["label"], 100, least=1)
        yield from text("components.options.value", option["value"], 100, least=1)
        yield from text("components.options.description", option.get("description"), 100)


def _text_input(field: Json) -> Iterator[Fault]:
    yield from text("components.label", field.get("label"), 45)
    yield from text("components.placeholder", field.get("placeholder"), 100)
    yield from text("components.value", field.get("value"), field.get("max_length") or 4000)


def _section(section: Json) -> Iterator[Fault]:
    yield from count("components.section", section.get("components") or [], 3, least=1)


def _words(display: Json) -> Iterator[Fault]:
    yield from text("components.content", display.get("content"), MOST_WORDS, least=1)


def _described(picture: Json) -> Iterator[Fault]:
    yield from text("components.description", picture.get("description"), 1024)


def _gallery(gallery: Json) -> Iterator[Fault]:
    yield from count("components.items", gallery.get("items") or [], 10, least=1)
    for item in gallery.get("items") or []:
        yield from _described(item)


def _container(container: Json) -> Iterator[Fault]:
    yield from count("components.container", container.get("components") or [], MOST, least=1)


def _nothing(_: Json) -> Iterator[Fault]:
    yield from ()


_OF_EACH: dict[int, Callable[[Json], Iterator[Fault]]] = {
    ROW: _row,
    BUTTON: _button,
    STRING_SELECT: _string_select,
    **dict.fromkeys(SELECTS - {STRING_SELECT}, _select),
    TEXT_INPUT: _text_input,
    SECTION: _section,
    TEXT_DISPLAY: _words,
    THUMBNAIL: _described,
    GALLERY: _gallery,
    CONTAINER: _container,
}
