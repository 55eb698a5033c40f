"""Mojibake: text that was decoded wrongly somewhere, decoded right, to be shown and searched.

What is stored stays as it is, and so do its offsets.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ftfy import TextFixerConfig


# A wrong decoding leaves control characters, halves of pairs, or one character for each byte, side
# by side, of which a space may have been a no-break one. ftfy is slow, and most texts have none.
_SUSPECT: Final = re.compile(
    "[\x80-\x9f\ud800-\udfff]|[\x80-\u2fff\ufb00-\uffff]{2}|[\xc2\xc3\xc5\xce\xd0\xd9] "
)


def mended(text: str, *, controls: bool = True) -> str:
    """Return the text with text that was decoded wrongly somewhere decoded right.

    Without `controls`, a control character that stands alone stays one.
    """
    if text.isascii() or not _SUSPECT.search(text):
        return text
    # Imported here: it takes a tenth of a second, and many a text needs none of it.
    from ftfy import fix_text  # noqa: PLC0415

    return fix_text(text, _encoding_only(controls=controls))


@lru_cache(maxsize=2)
def _encoding_only(*, controls: bool) -> "TextFixerConfig":
    """Only encodings are mended. Quotation marks, ligatures, widths and entities are the author's.

    The steps of ftfy by Robyn Speer, "ftfy" (2019), that undo a wrong decoding.
    """
    from ftfy import TextFixerConfig  # noqa: PLC0415 - as above

    return TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=True,
        fix_c1_controls=controls,
        remove_control_chars=False,
        normalization=None,
    )
