"""What people write in chat for short, as they would write it elsewhere: "wat do ppl think abt"."""

import re
from collections.abc import Callable
from typing import Final

_SHORT: Final = {
    "wat": "what",
    "wut": "what",
    "wats": "what is",
    "ppl": "people",
    "abt": "about",
    "u": "you",
    "ur": "your",
    "thx": "thanks",
    "pls": "please",
    "plz": "please",
    "w/": "with",
    "w/o": "without",
    "b/c": "because",
    "bc": "because",
    "cuz": "because",
    "idk": "I don't know",
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "got to",
    "dunno": "don't know",
    "thru": "through",
    "tho": "though",
    "rn": "now",
    # What only laughs or weighs its words says nothing of a topic.
    "lol": "",
    "lmao": "",
    "tbh": "",
    "imo": "",
    "imho": "",
    "btw": "",
}
_WORDS: Final = "|".join(map(re.escape, sorted(_SHORT, key=len, reverse=True)))
# In small letters and by itself: "PPL" and "U.S." are names.
_WRITTEN: Final = re.compile(rf"(?<![\w./:'’@#-])(?:{_WORDS})(?![\w/:'’-]|\.\w)")
# "r" is a language too.
_ARE: Final = re.compile(r"(?<![\w./:'’@#-])r(?= (?:u|you|they|we|there)\b)")
_LONGEST_LETTER: Final = 1


def spelt_out(question: str, is_said: Callable[[str], bool]) -> str:
    """A question with what is short in it written out; as it was where nothing is.

    `is_said` tells whether the library says a word: then it is meant as it is written.
    """

    def written_out(match: re.Match[str]) -> str:
        short = match[0]
        a_word = short.isalpha() and len(short) > _LONGEST_LETTER
        return short if a_word and is_said(short) else _SHORT[short]

    spelt = _WRITTEN.sub(written_out, _ARE.sub("are", question))
    return question if spelt == question else re.sub(r" +(?=[ ?!.,]|$)", "", spelt).strip()
