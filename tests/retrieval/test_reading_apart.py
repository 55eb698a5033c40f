"""Large documents are read in a process of their own, and as they would be here."""

from pathlib import Path

import pytest

from retrieval import Source
from retrieval.errors import DocumentEmpty, DocumentEncoding
from retrieval.models import Work
from retrieval.readers import document_from, languages
from retrieval.readers.apart import read_gently
from retrieval.readers.base import Entry, Raw
from retrieval.sources.secrets import Guard
from tests.retrieval.fakes import opened

TURN = "**Ada Brook:** Boats float because they push the water away from under them.\n\n"
SAID = ("# On boats\n\n" + TURN * 8_000).encode()


def test_a_large_document_is_read_elsewhere_and_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard = Guard(private=True, pieces=("k3Y9fQ2mZx7Lw4Tb8Rv1",))
    entry = Entry(work=Work(publisher="The Pier"), audience="crew", hosts=("Ada Brook",))
    # Wherever it is started.
    monkeypatch.chdir(tmp_path)
    languages._identifier.cache_clear()

    apart = read_gently("boats", Raw("boats", SAID, guard=guard), entry)

    assert languages._identifier.cache_info().misses == 0
    assert apart == document_from("boats", Raw("boats", SAID, guard=guard), entry)
    assert len(apart.segments) == 8_000


@pytest.mark.parametrize(
    ("data", "error"), [(b" " * 600_000, DocumentEmpty), (b"\xff" * 600_000, DocumentEncoding)]
)
def test_what_cannot_be_read_elsewhere_is_refused_with_the_same_words(
    data: bytes, error: type[Exception]
) -> None:
    with pytest.raises(error) as apart:
        read_gently("boats", Raw("boats", data), Entry())
    with pytest.raises(error) as here:
        document_from("boats", Raw("boats", data), Entry())

    assert str(apart.value) == str(here.value)


def test_a_process_that_does_not_come_back_costs_one_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "large.txt").write_bytes(b"Boats float. " * 50_000)
    (tmp_path / "small.txt").write_bytes(b"Rope holds.")
    monkeypatch.setattr("retrieval.readers.apart._CHILD", "retrieval.no_such_file")
    with opened(tmp_path / "library") as library:
        library.add_source(Source("pier", str(tmp_path / "*.txt")))

        (done,) = library.sync(gently=True)

    assert [Path(added).name for added in done.added] == ["small.txt"]
    assert "large.txt: it takes too long or too much room" in done.failed[0].reason
