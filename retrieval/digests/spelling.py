"""Words that a library never uses, mended: which of its own is likely meant."""

from collections.abc import Callable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

# Shorter words have too many neighbours; of longer ones two letters may be wrong.
_SHORTEST, _LONG = 4, 8
# A word that the language uses is not misspelt, but of something that the library does not hold.
_STRANGE = 0.9


class Spelling:
    """The words of a library's phrases, as they are spelt there."""

    def __init__(
        self, words: Mapping[str, int], rarity_in_language: Callable[[str], float]
    ) -> None:
        """`words` are in lower case, with how often they stand.

        `rarity_in_language` tells how seldom a word is in the language, near 0 to 1.
        """
        self._words = words
        self._rarity = rarity_in_language

    def holds(self, word: str) -> bool:
        """Whether the phrases hold a word."""
        return word.casefold() in self._words

    def mended(self, word: str) -> str | None:
        """The word that is likely meant, None if none is.

        Told by the optimal string alignment distance, to which two letters that changed places
        are one slip; the first letter is seldom wrong. Of equals, the most usual word.
        """
        wrong = word.casefold()
        if not wrong.isalnum() or len(wrong) < _SHORTEST or self._rarity(word) < _STRANGE:
            return None
        most = 1 + (len(wrong) >= _LONG)
        near = process.extract(
            wrong, list(self._words), scorer=OSA.distance, score_cutoff=most, limit=None
        )
        meant = [(slips, -self._words[known], known) for known, slips, _ in near]
        begun = [one for one in meant if one[-1][0] == wrong[0] and len(one[-1]) >= _SHORTEST]
        return min(begun)[-1] if begun else None
