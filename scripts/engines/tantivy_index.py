"""tantivy (https://github.com/quickwit-oss/tantivy), by its Python binding."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import tantivy

from retrieval.lexicon import looked_up
from retrieval.postings import Row
from retrieval.terms import QueryTerm

_AROUND = 0.6
_HEAP = 64_000_000


class Tantivy:
    """Two fields of terms parted by spaces, without their positions; one writer thread."""

    def __init__(self, folder: Path) -> None:
        fields = tantivy.SchemaBuilder()
        fields.add_integer_field("id", stored=True, indexed=True, fast=True)
        for name in ("said", "around"):
            fields.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
        self._schema = fields.build()
        self._index = tantivy.Index(self._schema, path=str(folder))
        self._index.reload()
        self._writer = self._index.writer(_HEAP, 1)

    def build(self, rows: Iterable[Row]) -> None:
        """In one commit."""
        self.change(rows, ())

    def search(self, question: Sequence[QueryTerm], count: int) -> list[int]:
        """Any of the terms, in either field."""
        wanted = looked_up(question)
        said = [tantivy.Query.term_query(self._schema, "said", term) for term in wanted]
        around = [tantivy.Query.term_query(self._schema, "around", term) for term in wanted]
        lesser = [tantivy.Query.boost_query(query, _AROUND) for query in around]
        query = tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, each) for each in (*said, *lesser)]
        )
        searcher = self._index.searcher()
        hits = searcher.search(query, count, count=False).hits
        return [searcher.doc(address)["id"][0] for _, address in hits]

    def change(self, added: Iterable[Row], removed: Sequence[int]) -> None:
        """In one commit."""
        for number, said, around, _ in added:
            self._writer.add_document(tantivy.Document(id=number, said=said, around=around))
        for number in removed:
            self._writer.delete_documents_by_term("id", number)
        self._writer.commit()
        self._index.reload()
