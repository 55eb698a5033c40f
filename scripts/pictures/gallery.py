"""The page that shows all pictures: docs/gallery.md."""

from collections.abc import Sequence

from pictures.picture import Picture

_HEAD = """# What it looks like

Every picture shows what the bot really sends, over the documents in `seeds/`, drawn as Discord
draws it: in the dark, in the light, and on a phone. `python3 scripts/run.py scripts/picture.py`
takes them, and writes this page.
"""
_ONE = """
## {caption}
![{caption}](pictures/{name}.png)
"""


def gallery(pictures: Sequence[Picture]) -> str:
    """Return the page in Markdown."""
    ones = (_ONE.format(caption=picture.caption, name=picture.name) for picture in pictures)
    return _HEAD + "".join(ones)
