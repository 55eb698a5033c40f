"""Words of Markdown files as they are meant: without backslashes, and a link by its label.

What is stored stays as it is, and so do its offsets.
"""

import re
from typing import Final

_IS_MARKDOWN: Final = re.compile(r"\.(?:md|markdown)(?:[?#].*)?$", re.IGNORECASE)
# CommonMark 0.31, 2.4: any ASCII punctuation may follow, and within code a backslash is one.
_CODE_OR_ESCAPE: Final = re.compile(r"(?P<code>`[^`]+`)|\\(?P<shown>[!-/:-@\[-`{-~])")
# 6.3 and 6.4: a link or picture, whose address may hold pairs of brackets, and have a title.
_CODE_OR_LINK: Final = re.compile(
    r"(?P<code>`[^`]+`)|(?<!\\)!?\[(?P<label>(?:[^\[\]\\]|\\.){1,300})\]"
    r"\((?:[^\s()<>]|\([^\s()<>]*\)){1,2000}(?:\s+\"[^\"]{0,300}\")?\)"
)


def without_markup(text: str, source: str) -> str:
    r"""Return the words of a text without Markdown's signs, where its source is Markdown.

    "\[laughs\]" is "[laughs]", "[Space](https://space.example)" is "Space". A source is named by
    its path or address.
    """
    if not _IS_MARKDOWN.search(source):
        return text
    linked = _CODE_OR_LINK.sub(lambda found: found["code"] or found["label"], text)
    return _CODE_OR_ESCAPE.sub(lambda found: found["code"] or found["shown"], linked)
