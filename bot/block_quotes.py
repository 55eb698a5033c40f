"""How a quote is written as Discord's block quote, over several messages if it is long."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

import regex

from bot.markdown import escape, width
from bot.parts import Quoted, Sentence
from bot.translation import gettext as _
from bot.wording.marks import OPEN_SOURCE
from bot.written import named, words

_BOLD = "**"


def quote_blocks(part: Quoted, room: int, longest: int) -> list[str]:
    """Write a quote; if one message cannot hold it, fill `room` first and then whole messages.

    Both are in UTF-16 units. It is divided between sentences, inside of one if it is too long.
    """
    foot = _foot(part, longest // 2)
    whole = _block_quote(part.sentences) + foot
    if width(whole) <= longest:
        return [whole]
    fragments = _fragments(part.sentences, longest - width(foot))
    bodies = _pack(fragments, room, longest)
    if width(_block_quote(bodies[-1]) + foot) > longest:
        last = bodies.pop()
        bodies += _pack(last, longest - width(foot), longest - width(foot))
    return [_block_quote(body) for body in bodies[:-1]] + [_block_quote(bodies[-1]) + foot]


def _foot(part: Quoted, most: int) -> str:
    """Write the lines under a quote: whose it is, where it can be read, and where else.

    Other places are left out where all would be longer than `most`.
    """
    link = f"\n-# [{words(_(OPEN_SOURCE))}](<{part.link}>)" if part.link else ""
    foot = f"\n-# — {escape(part.attribution, links=False)}{link}"
    for place in part.also:
        line = f"\n-# {named(place)}"
        foot += line if width(foot + line) <= most else ""
    return foot


def _block_quote(sentences: Iterable[Sentence]) -> str:
    text, bold = "", False
    for sentence in sentences:
        written = _sentence(sentence)
        # Two bold stretches that touch would end in four stars, which are none.
        if bold and sentence.strong:
            text, written = text.removesuffix(_BOLD), written.removeprefix(_BOLD)
        text += written
        bold = sentence.strong and not sentence.gap
    return "\n".join(f"> {line}" for line in text.strip().split("\n"))


def _sentence(sentence: Sentence) -> str:
    mark = _BOLD if sentence.strong else ""
    return f"{mark}{escape(sentence.text)}{mark}{sentence.gap}"


def _pack(fragments: Iterable[Sentence], room: int, longest: int) -> list[list[Sentence]]:
    """Fill `room` and then as many messages as it takes, in order."""
    bodies: list[list[Sentence]] = [[]]
    for fragment in fragments:
        if width(_block_quote([*bodies[-1], fragment])) > room:
            bodies.append([])
            room = longest
        bodies[-1].append(fragment)
    return bodies if bodies[0] else bodies[1:]


def _fragments(sentences: Iterable[Sentence], longest: int) -> Iterator[Sentence]:
    """Yield the sentences, those that no message can hold divided at spaces."""
    for sentence in sentences:
        if width(_block_quote([sentence])) <= longest:
            yield sentence
        else:
            yield from _divided(sentence, longest)


def _divided(sentence: Sentence, longest: int) -> Iterator[Sentence]:
    """Divide a sentence at spaces, and inside of a word only if it alone is too long."""
    pieces = list(_pieces(sentence, longest))
    while pieces:
        # No piece is empty, so no more than `longest` of them can fit.
        fitting = bisect_right(
            range(1, min(len(pieces), longest) + 1),
            longest,
            key=lambda count: width(_block_quote([_joined(pieces[:count])])),
        )
        taken = max(fitting, 1)
        yield _joined(pieces[:taken])
        pieces = pieces[taken:]


def _joined(pieces: list[Sentence]) -> Sentence:
    text = "".join(piece.text + piece.gap for piece in pieces[:-1]) + pieces[-1].text
    return Sentence(text, pieces[-1].gap, pieces[-1].strong)


def _pieces(sentence: Sentence, longest: int) -> Iterator[Sentence]:
    """Yield words with the space behind them; of a word that is too long, its characters."""
    for word, gap in regex.findall(r"(\S+)(\s*)", sentence.text):
        if width(_block_quote([Sentence(word, "", sentence.strong)])) <= longest:
            yield Sentence(word, gap or sentence.gap, sentence.strong)
        else:
            characters = _characters(word, longest)
            yield from (Sentence(one, "", sentence.strong) for one in characters[:-1])
            yield Sentence(characters[-1], gap or sentence.gap, sentence.strong)


def _characters(word: str, longest: int) -> list[str]:
    """Return what a reader takes for characters; one that no message can hold, in code points."""
    found: list[str] = []
    for cluster in regex.findall(r"\X", word):
        held = width(_block_quote([Sentence(cluster, "")])) <= longest
        found += [cluster] if held else list(cluster)
    return found
