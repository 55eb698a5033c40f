"""Whether a picture shows all of a message: its buttons, menus, files, and who sees it."""

from typing import Any

import pytest
from pictures.components import NotDrawn
from pictures.forms import form_html
from pictures.page import Theme, View, page
from pictures.shown import Form, Json, Message

_NAMES = {7: "Mira", 9: "general"}
_PNG = b"\x89PNG"


def _shown(body: Json, **given: Any) -> str:
    """Any: whatever else a message has."""
    message = Message("Pullquote", body, **given)
    html = page([message], _NAMES, [View(Theme.DARK, 760)])
    return html[html.index("<main") : html.index("</main>")]


def _row(*components: Json) -> Json:
    return {"components": [{"type": 1, "components": list(components)}]}


def test_buttons_are_told_apart_by_more_than_their_colour() -> None:
    more = {"type": 2, "style": 2, "label": "More", "custom_id": "more"}
    bin_ = {"type": 2, "style": 4, "emoji": {"name": "🗑"}, "custom_id": "bin", "disabled": True}

    html = _shown(_row(more, bin_))

    assert '<span class="button secondary">More</span>' in html
    assert '<span class="button danger off"><i>🗑</i></span>' in html


def test_a_menu_shows_what_is_chosen_or_what_could_be() -> None:
    options = [{"label": "German", "value": "de", "default": True}, {"label": "English"}]

    assert "<em>German</em>" in _shown(_row({"type": 3, "options": options}))
    assert "A language" in _shown(_row({"type": 3, "options": [], "placeholder": "A language"}))
    chosen = {"type": 8, "default_values": [{"id": "9", "type": "channel"}]}
    assert "<em>#general</em>" in _shown(_row(chosen))


def test_a_chart_comes_with_its_alt_text_and_the_sign_of_it() -> None:
    told = [{"id": 0, "filename": "words.png", "description": "Words a month"}]

    html = _shown({"content": "Ada", "attachments": told, "files": {"0": _PNG}})

    assert 'alt="Words a month"' in html
    assert "<i>ALT</i>" in html


def test_a_layout_is_drawn_with_what_it_holds() -> None:
    text = {"type": 10, "content": "**Setup**"}
    inside = [text, {"type": 14}, _row({"type": 2, "style": 1, "label": "Save"})["components"][0]]

    html = _shown({"flags": 1 << 15, "components": [{"type": 17, "components": inside}]})

    assert html.index("<strong>Setup</strong>") < html.index("<hr") < html.index("Save")


def test_what_only_one_member_sees_says_so_and_who_used_what_stands_above() -> None:
    html = _shown({"content": "x"}, private=True, used=("Mira", "/ask"))

    assert "Only you can see this" in html
    assert '<b class="mira">Mira</b>\n<span>used <span class="mention">/ask</span>' in html
    assert "Only you can see this" not in _shown({"content": "x"})


def test_a_form_shows_what_it_asks_and_what_is_typed() -> None:
    field = {"type": 4, "custom_id": "why", "style": 2, "placeholder": "If you like"}
    top = {"type": 18, "label": "What is wrong?", "component": field}
    body = {"title": "Not it", "components": [top]}

    assert "If you like" in form_html(Form(body))
    html = form_html(Form(body, {"why": "Somebody <else> said it"}))
    assert "What is wrong?" in html
    assert "Somebody &lt;else&gt; said it" in html


@pytest.mark.parametrize(
    "body", [{"embeds": [{"title": "t"}]}, {"components": [{"type": 99}]}], ids=["embed", "unknown"]
)
def test_what_cannot_be_drawn_is_not_left_out_silently(body: Json) -> None:
    with pytest.raises(NotDrawn):
        _shown(body)
