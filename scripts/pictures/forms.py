"""A form that opens before a member, as HTML."""

from collections.abc import Mapping
from html import escape

from pictures.components import ROW, TEXT, Drawing
from pictures.shown import Form, Json

_LABEL, _TEXT_INPUT, _PARAGRAPH = 18, 4, 2
_CARD = """<div class="form"><h2>{title}<span>✕</span></h2>{fields}
<div class="row"><span class="button secondary">Cancel</span>
<span class="button primary">Submit</span></div></div>"""
_FIELD = '<div class="field"><b>{label}{star}</b>{description}{entry}</div>'


def form_html(form: Form) -> str:
    """Return the form with what is typed into it."""
    drawing = Drawing({}, {})
    fields = "".join(_field(one, form.typed, drawing) for one in form.body["components"])
    return _CARD.format(title=escape(form.body["title"]), fields=fields)


def _field(top: Json, typed: Mapping[str, str], drawing: Drawing) -> str:
    if top["type"] == TEXT:
        return drawing.all([top])
    [field] = top["components"] if top["type"] == ROW else [top["component"]]
    said = top if top["type"] == _LABEL else field
    description = said.get("description")
    return _FIELD.format(
        label=escape(said["label"]),
        star='<u class="star">*</u>' if field.get("required", True) else "",
        description=f"<p>{escape(description)}</p>" if description else "",
        entry=_entry(field, typed, drawing),
    )


def _entry(field: Json, typed: Mapping[str, str], drawing: Drawing) -> str:
    given = typed.get(field["custom_id"])
    if field["type"] != _TEXT_INPUT:
        chosen = [one | {"default": one["value"] == given} for one in field.get("options") or []]
        return drawing.all([field | {"options": chosen} if given else field])
    kind = "entry tall" if field.get("style") == _PARAGRAPH else "entry"
    if given:
        return f'<div class="{kind}">{escape(given)}</div>'
    return f'<div class="{kind} empty">{escape(field.get("placeholder") or "")}</div>'
