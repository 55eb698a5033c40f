"""How seldom words are in English, told by the order of the model's vocabulary."""

import math
from typing import Final

from tokenizers import Tokenizer

# Ranks in the vocabulary of bert-base-uncased: below the first there are marks and grammar words.
_FIRST_RANK: Final = 1500
_LAST_RANK: Final = 30_000
_LEAST_RARITY: Final = 0.15


def rarity_of(word: str, tokenizer: Tokenizer) -> float:
    """How seldom a word is in English, from 0.15 (everywhere) to 1 (not in the vocabulary).

    WordPiece vocabularies are written down by falling frequency, so a word's number is its
    rank; by Zipf's law the logarithm of the rank is what tells two words apart.
    """
    rank = tokenizer.token_to_id(word.lower()) or _LAST_RANK
    place = math.log(rank / _FIRST_RANK) / math.log(_LAST_RANK / _FIRST_RANK)
    return min(1.0, max(_LEAST_RARITY, place))
