"""Words of Markdown files as they are meant: a backslash says "show the next character as it is".

What is stored stays as it is, and so do its offsets.
"""

import re
from typing import Final

_IS_MARKDOWN: Final = re.compile(r"\.(?:md|markdown)(?:[?#].*)?$", re.IGNORECASE)
# CommonMark 0.31, 2.4: any ASCII punctuation may follow, and within code a backslash is one.
_CODE_OR_ESCAPE: Final = re.compile(r"(?P<code>`[^`]+`)|\\(?P<shown>[!-/:-@\[-`{-~])")


def without_escapes(text: str, source: str) -> str:
    r"""Return the words of a text without Markdown's backslashes, where its source is Markdown.

    "\[laughs\]" is "[laughs]". A source is named by its path or address.
    """
    if "\\" not in text or not _IS_MARKDOWN.search(source):
        return text
    return _CODE_OR_ESCAPE.sub(lambda found: found["code"] or found["shown"], text)
