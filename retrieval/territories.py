"""The countries that a text calls by several names, in a question by one: "U.S.", "America".

Unicode's repository of locale data has a short and a long name of each; only these few countries
are called by letters in running text, of which one, "US", is else a pronoun.
"""

import re
from typing import Final

# What it is called in one word, by which it is known; as terms; and in all its names.
_CALLED: Final = {
    "US": (("us", "usa", "america"), r"U\.S\.(?:A\.?)?|(?i:USA|United States(?: of America)?"),
    "UK": (("uk", "britain"), r"U\.K\.|(?i:UK|United Kingdom|(?:Great )?Britain"),
    "EU": (("eu",), r"E\.U\.|(?i:EU|European Union"),
}
# "South America", "the Bank of America", "US-China" and "New Britain" are something else.
_FORMS: Final = tuple(
    (re.compile(rf"(?<![\w.-])(?:{names}))(?![\w-])"), one) for one, (_, names) in _CALLED.items()
)
_AMERICA: Final = re.compile(
    r"(?<![\w-])(?<!south )(?<!north )(?<!latin )(?<!central )(?<!bank of )(?<!the )"
    r"america(?![\w-])",
    re.IGNORECASE,
)
_TERMS: Final = {terms[0]: terms for terms, _ in _CALLED.values()}


def in_one_name(text: str) -> str:
    """A text with each such country by one name, so that all its names ask for the same."""
    for form, one in _FORMS:
        text = form.sub(one, text)
    return _AMERICA.sub("the US", text)


def names_of(term: str) -> tuple[str, ...]:
    """The terms of a country's names, itself among them; none where it is another term."""
    return _TERMS.get(term, ())
