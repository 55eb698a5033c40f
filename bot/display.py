"""What of a text may be shown.

Text comes from strangers: archives, feeds, questions. Before it is drawn anywhere, mojibake is
mended and everything that steers a screen instead of standing on it is taken out: terminal
escapes, NUL, bidirectional overrides, lone surrogates. What is stored stays as it is.
"""

import re
import unicodedata

from retrieval import mended, without_markup

__all__ = ["clean", "mended", "one_line", "shortened", "worded"]

_LINE_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")

# C0, DEL and C1 except tab and newline; overrides, embeddings and isolates; deprecated format
# characters; byte order mark; interlinear annotation. Joiners stay: emoji, Persian and Hindi
# need them. So do the plain direction marks, which cannot turn a text around.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    r"""Return the text without what cannot be seen; every line break becomes ``\n``."""
    seen = _UNSEEN.sub("", _LINE_BREAK.sub("\n", text))
    return _LONE_SURROGATE.sub("\ufffd", seen)


def worded(text: str, source: str) -> str:
    """Return the words of a source on one line: mended, without Markdown's own backslashes."""
    return one_line(mended(without_markup(text, source)))


def one_line(text: str) -> str:
    """Return the clean text on one line; white space at a line break becomes one space."""
    return re.sub(r"\s*\n\s*", " ", clean(text)).strip()


def shortened(text: str, longest: int) -> str:
    """Return the text, cut at a word and marked with "…" if it has more than `longest` characters.

    Only for lines of our own making; a quote is never shortened.
    """
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    return (head.rsplit(" ", 1)[0] if " " in head else head) + "…"


def folded(text: str) -> str:
    """Return the text in lower case, without accents, with spaces for what stands for them."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("_", " ").replace("-", " "))
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(letters.split())
