"""Discord's components as HTML: buttons, menus, layouts, and the pictures that came along."""

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from html import escape

from pictures.markdown import Names, as_html
from pictures.shown import Json

ROW, BUTTON, STRING_SELECT, ROLE_SELECT, CHANNEL_SELECT = 1, 2, 3, 6, 8
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17
_STYLES = {1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link"}
_MENUS = {ROLE_SELECT: "@", CHANNEL_SELECT: "#"}
_ATTACHED = "attachment://"


class NotDrawn(Exception):
    """The bot has sent something that these pictures cannot show."""


class Drawing:
    """Draws the components of one message, whose files are known by their names."""

    def __init__(self, names: Names, files: Mapping[str, bytes]) -> None:
        self._names = names
        self._files = files
        self._drawn: dict[int, Callable[[Json], str]] = {
            ROW: lambda one: self._held("row", one),
            BUTTON: self._button,
            STRING_SELECT: self._menu,
            ROLE_SELECT: self._menu,
            CHANNEL_SELECT: self._menu,
            SECTION: self._section,
            TEXT: self._text,
            THUMBNAIL: lambda one: self.picture(one["media"]["url"], one.get("description")),
            GALLERY: self._gallery,
            FILE: lambda one: file_box(one["file"]["url"].removeprefix(_ATTACHED)),
            SEPARATOR: self._separator,
            CONTAINER: self._container,
        }

    def all(self, components: Iterable[Json]) -> str:
        """Return components, one below the other."""
        return "".join(self._one(component) for component in components)

    def picture(self, address: str, alt: str | None) -> str:
        """Return a picture that came along, with its alt text and Discord's sign of one."""
        data = b64encode(self._files[address.removeprefix(_ATTACHED)]).decode("ascii")
        sign = "<i>ALT</i>" if alt else ""
        source = f"data:image/png;base64,{data}"
        return f'<figure><img src="{source}" alt="{escape(alt or "")}">{sign}</figure>'

    def _one(self, component: Json) -> str:
        draw = self._drawn.get(component["type"])
        if draw is None:
            raise NotDrawn(f"There is no drawing of components of type {component['type']}.")
        return draw(component)

    def _held(self, kind: str, component: Json) -> str:
        return f'<div class="{kind}">{self.all(component.get("components") or [])}</div>'

    def _button(self, button: Json) -> str:
        emoji = (button.get("emoji") or {}).get("name") or ""
        parts = [f"<i>{escape(emoji)}</i>" if emoji else "", escape(button.get("label") or "")]
        off = " off" if button.get("disabled") else ""
        label = "".join(part for part in parts if part)
        return f'<span class="button {_STYLES[button["style"]]}{off}">{label}</span>'

    def _menu(self, menu: Json) -> str:
        chosen = "".join(f"<em>{escape(name)}</em>" for name in self._chosen(menu))
        shown = chosen or escape(menu.get("placeholder") or "Make a selection")
        kind = "menu" if chosen else "menu empty"
        return f'<span class="{kind}"><span>{shown}</span></span>'

    def _chosen(self, menu: Json) -> list[str]:
        options = menu.get("options") or []
        found = [one["label"] for one in options if one.get("default")]
        sign = _MENUS.get(menu["type"], "")
        given = [int(one["id"]) for one in menu.get("default_values") or []]
        return found + [f"{sign}{self._names.get(one, 'unknown')}" for one in given]

    def _section(self, section: Json) -> str:
        beside = self._one(section["accessory"])
        return f'<div class="section">{self._held("words", section)}{beside}</div>'

    def _text(self, text: Json) -> str:
        return f'<div class="content">{as_html(text["content"], self._names)}</div>'

    def _gallery(self, gallery: Json) -> str:
        items = gallery["items"]
        return "".join(self.picture(one["media"]["url"], one.get("description")) for one in items)

    def _separator(self, separator: Json) -> str:
        kind = "line" if separator.get("divider", True) else "space"
        return f'<hr class="{kind}">'

    def _container(self, container: Json) -> str:
        colour = container.get("accent_color")
        style = "" if colour is None else f' style="border-left: 4px solid #{colour:06x}"'
        return f'<div class="container"{style}>{self.all(container["components"])}</div>'


def file_box(name: str) -> str:
    """Return a file that is no picture, as something to download."""
    return f'<div class="file"><b>📄</b><a>{escape(name)}</a></div>'
