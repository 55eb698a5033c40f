"""Documents into the library: cut, embedded, then exchanged for what is held in one step."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

import numpy as np

from retrieval.chunking import Chunker
from retrieval.embedding import texts_of
from retrieval.indexes import OwnIndexes
from retrieval.models import NOTHING, Document, LeftOut, Passage
from retrieval.postings import Row
from retrieval.reports import Failure
from retrieval.rows import Entry, Vectors, surroundings_of
from retrieval.sentences import sentence_spans

Embed = Callable[[Sequence[str]], Vectors]
# A text as it was embedded, and whether it is a passage's: those are stored in full precision.
Text = tuple[str, bool]
Known = dict[Text, Vectors]


@dataclass(frozen=True, slots=True)
class Cut:
    """A document and its passages; `lead_ins` are the sentences that introduce quotations."""

    document: Document
    passages: list[Passage]
    lead_ins: list[str]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document with all that is written of it; `terms` are its passages', without their ids."""

    document: Document
    entries: list[Entry]
    terms: list[Row]


@dataclass(slots=True)
class Tally:
    """What came of documents so far, by `Document.source`."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    passages: int = 0
    left_out: LeftOut = NOTHING

    def count(self, exchanged: Sequence[Prepared], held: Sequence[bool]) -> None:
        """Count documents that were exchanged, and whether each was held before."""
        for each, before in zip(exchanged, held, strict=True):
            (self.changed if before else self.added).append(each.document.source)
            self.passages += len(each.entries)
            self.left_out += each.document.left_out


class Exchanger:
    """Brings documents into a library; `known` and `exchange` alone look into it."""

    def __init__(self, indexes: OwnIndexes, now: Callable[[], datetime]) -> None:
        """`now` tells when a document comes in, with its time zone."""
        self._indexes = indexes
        self._now = now
        self._chunker = Chunker()

    def cut(self, document: Document) -> Cut:
        """The document's passages."""
        passages = self._chunker.passages(document)
        return Cut(document, passages, [_lead_in(document, passage) for passage in passages])

    def known(self, cuts: Iterable[Cut]) -> Known:
        """The stored vectors of these documents' texts, which need not be embedded again."""
        found: Known = {}
        for cut in cuts:
            found |= self._known(cut.document.source)
        return found

    def _known(self, source: str) -> Known:
        catalogue = self._indexes.catalogue
        stored = catalogue.passages(catalogue.passage_ids_of(source))
        vectors = catalogue.vectors([each.id for each in stored]) if stored else ()
        found: Known = {}
        for each, vector in zip(stored, vectors, strict=True):
            whole, *sentences = texts_of(each.passage, each.text, each.lead_in)
            found[whole, True] = vector
            alone = ((text, False) for text in sentences)
            found.update(zip(alone, each.sentence_vectors, strict=True))
        return found

    def prepared(self, cuts: Sequence[Cut], known: Known, embed: Embed) -> list[Prepared]:
        """The documents with their vectors, of which `embed` makes those that are not `known`."""
        wanted = [list(_texts(cut)) for cut in cuts]
        lacking = list(dict.fromkeys(text[0] for text in chain(*wanted) if text not in known))
        made = dict(zip(lacking, embed(lacking), strict=True))
        return [
            self._prepared(cut, (known[t] if t in known else made[t[0]] for t in texts))
            for cut, texts in zip(cuts, wanted, strict=True)
        ]

    def exchange(self, prepared: Sequence[Prepared]) -> list[bool]:
        """Put documents in the place of what is held of them; whether each was held before.

        One transaction. Chroma still has to be told (`Store.settle`).
        """
        with self._indexes.catalogue.transaction():
            return [self._replace(each) for each in prepared]

    def remove(self, source: str) -> int:
        """Forget a document in one transaction, as `exchange`; how many passages went."""
        with self._indexes.catalogue.transaction():
            gone = self._indexes.catalogue.remove_document(source)
            self._indexes.keywords.remove(gone)
        return len(gone)

    def _prepared(self, cut: Cut, vectors: Iterator[Vectors]) -> Prepared:
        entries = [_entry(cut, number, vectors) for number in range(len(cut.passages))]
        terms = [self._terms(cut.document, entry) for entry in entries]
        return Prepared(cut.document, entries, terms)

    def _terms(self, document: Document, entry: Entry) -> Row:
        passage = entry.passage
        around = surroundings_of(passage, document.work, entry.lead_in)
        return self._indexes.keywords.row_of(document.text[passage.start : passage.end], around)

    def _replace(self, prepared: Prepared) -> bool:
        catalogue, keywords = self._indexes.catalogue, self._indexes.keywords
        source = prepared.document.source
        held = catalogue.fingerprint(source) is not None
        # What has changed is not new.
        added = catalogue.added(source) if held else self._now()
        keywords.remove(catalogue.remove_document(source))
        ids = catalogue.add_document(prepared.document, prepared.entries, added)
        for number, (_, said, around, names) in zip(ids, prepared.terms, strict=True):
            keywords.put((number, said, around, names))
        return held


def _texts(cut: Cut) -> Iterator[Text]:
    text = cut.document.text
    for passage, lead_in in zip(cut.passages, cut.lead_ins, strict=True):
        whole, *sentences = texts_of(passage, text[passage.start : passage.end], lead_in)
        yield whole, True
        yield from ((sentence, False) for sentence in sentences)


def _entry(cut: Cut, number: int, vectors: Iterator[Vectors]) -> Entry:
    passage = cut.passages[number]
    segments = cut.document.segments
    return Entry(
        passage=passage,
        lead_in=cut.lead_ins[number],
        vector=next(vectors),
        sentence_vectors=np.stack([next(vectors) for _ in passage.sentences]),
        at=tuple(segments[s.segment].at for s in passage.sentences),
    )


def _lead_in(document: Document, passage: Passage) -> str:
    """The sentence that introduces a quotation: it tells who speaks, and of what."""
    number = passage.sentences[0].segment
    if not passage.voice.quotation or number == 0:
        return ""
    before = document.segments[number - 1]
    if before.voice.speaker != passage.voice.speaker:
        return ""
    last = sentence_spans(document.text, before.start, before.end)[-1]
    return document.text[last.start : last.end]
