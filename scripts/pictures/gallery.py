"""The page that shows all pictures: docs/gallery.md."""

from collections.abc import Sequence

from pictures.picture import Picture

_HEAD = """# What it looks like

Every picture shows what the bot really sends, drawn as Discord draws it: in the dark, in the light,
and on a phone. It answers from the documents in `seeds/`, which are real. The members and their
words are invented, also where an answer of theirs is kept and quoted, or told of in the daily post;
and so are the talks of "Field Notes", with the Ada Brook who is heard in them, since the seeds hold
nobody who is heard more than once. It is the same morning in all pictures, in London.
`python3 scripts/run.py scripts/picture.py` takes them, and writes this page.
"""
_ONE = """
## {caption}
![{caption}](pictures/{name}.png)
"""


def gallery(pictures: Sequence[Picture]) -> str:
    """Return the page in Markdown."""
    ones = (_ONE.format(caption=picture.caption, name=picture.name) for picture in pictures)
    return _HEAD + "".join(ones)
