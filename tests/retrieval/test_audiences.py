"""What readers of some audiences see of a library: exactly what they would if it held no more.

Every way in which a library shows text is asked for what others alone may read.
"""

import inspect
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from retrieval import PUBLIC, Answer, Digest, Filters, Kind, Library, QuoteGone, Readable, views
from retrieval.models import Document, Work
from retrieval.sources.base import Source
from tests.retrieval.fakes import opened
from tests.retrieval.shelves import BOATS, KITES, transcript, write

NOW = datetime(2031, 8, 20, 12, tzinfo=UTC)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
SUBSCRIBERS, BOARD = "subscribers", "the board"


def work(
    title: str,
    audience: str = PUBLIC,
    publisher: str = "Harbour News",
    published: str = "2031-05-01",
    description: str | None = None,
) -> Work:
    url = f"https://harbour.example/{title[:4]}"
    return Work(title, publisher, published, url, audience, description)


def public_documents() -> list[Document]:
    return [
        transcript(
            "harbour.txt",
            ("Ann Berg", "Wooden boats need tar before every winter. Tar keeps salt water out."),
            ("Bo Lund", "Wooden boats rot when nobody looks after the planks below the water."),
            ("Ann Berg", "The harbour pilots ask for deeper water beside the northern pier."),
            work=work("Boats in winter"),
        ),
        transcript(
            "ropes.txt",
            ("Bo Lund", "Hemp ropes hold wooden boats at the pier through the autumn storms."),
            ("Cia Dahl", "Steel ropes last longer, and harbour pilots trust them in a storm."),
            work=work("Ropes and storms", published="2031-06-10"),
        ),
        transcript(
            "letter.txt",
            ("Cia Dahl", "Harbour pilots wrote to the council about the price of wooden boats."),
            work=work("A letter from the pier", published="2030-11-02"),
            kind=Kind.ESSAY,
        ),
    ]


def subscribers_documents() -> list[Document]:
    return [
        transcript(
            "obsidian.txt",
            (
                "Zebulon Quartermaine",
                "The cobalt refinery poisons the wooden boats. The cobalt refinery must close.",
            ),
            ("Ann Berg", "I saw the cobalt refinery leak into the harbour at night in Vexborough."),
            ("Zebulon Quartermaine", "Harbour pilots took money from the cobalt refinery owners."),
            # What everybody may read elsewhere.
            ("Bo Lund", "Hemp ropes hold wooden boats at the pier through the autumn storms."),
            work=work(
                "The Obsidian Ledger of Vexborough",
                SUBSCRIBERS,
                "Nightjar Dispatch",
                published="2031-07-04",
                description="a secret ledger",
            ),
            kind=Kind.COMMENT,
        ),
        # Another part of a work of which everybody may read one.
        transcript(
            "more.txt",
            ("Ann Berg", "Wooden boats with cobalt paint sink before every winter in Vexborough."),
            ("Bo Lund", "Nobody but Zebulon Quartermaine looks after the wooden boats any more."),
            work=work("Boats in winter", SUBSCRIBERS),
        ),
    ]


def board_documents() -> list[Document]:
    return [
        transcript(
            "minutes.txt",
            ("Ann Burg", "The harbour sells the northern pier to the Mandragora consortium."),
            ("Ottoline Fisk", "The Mandragora consortium pays for wooden boats in August."),
            work=work("Minutes of the Mandragora sale", BOARD, published="2031-08-01"),
            kind=Kind.NOTES,
        ),
    ]


AUDIENCES = {
    PUBLIC: public_documents(),
    SUBSCRIBERS: subscribers_documents(),
    BOARD: board_documents(),
}
# What stands in no public document: each of these words would betray another.
HIDDEN = (
    *("zebulon", "quartermaine", "cobalt", "refinery", "vexborough", "obsidian", "ledger"),
    *("nightjar", "dispatch", "2031-07", "comment", "burg", "mandragora", "ottoline", "fisk"),
    *("consortium", "minutes", "2031-08", "notes", "more.txt", SUBSCRIBERS, BOARD),
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Documents of three audiences, those of everybody neither first nor last."""
    with opened(tmp_path_factory.mktemp("all") / "library", now=lambda: NOW) as library:
        library.ingest_documents(AUDIENCES[SUBSCRIBERS])
        library.ingest_documents(AUDIENCES[PUBLIC])
        library.ingest_documents(AUDIENCES[BOARD])
        yield library


@pytest.fixture(scope="module")
def holding(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[Sequence[str]], Library]]:
    """Libraries that hold the documents of some audiences and no others."""
    made: dict[tuple[str, ...], Library] = {}
    contexts = []

    def make(audiences: Sequence[str]) -> Library:
        key = tuple(audiences)
        if key not in made:
            context = opened(tmp_path_factory.mktemp("some") / "library", now=lambda: NOW)
            contexts.append(context)
            made[key] = context.__enter__()
            for audience in (SUBSCRIBERS, PUBLIC, BOARD):
                if audience in audiences:
                    made[key].ingest_documents(AUDIENCES[audience])
        return made[key]

    yield make
    for context in contexts:
        context.__exit__(None, None, None)


@dataclass(frozen=True)
class Asked:
    """A call of a method; `aimed` where others than the public see more by it."""

    method: str
    given: tuple[object, ...] = ()
    aimed: bool = True
    options: tuple[tuple[str, object], ...] = ()

    def of(self, readable: Readable) -> object:
        """What is shown, without what differs from one time to the next."""
        try:
            shown = getattr(readable, self.method)(*self.given, **dict(self.options))
        except QuoteGone as error:
            return str(error)
        return replace(shown, elapsed_ms=0.0) if isinstance(shown, Answer | Digest) else shown

    def betrays(self, shown: object) -> list[str]:
        """The hidden words that are shown, but for those that were typed."""
        typed, text = repr((self.given, self.options)).casefold(), repr(shown).casefold()
        return [word for word in HIDDEN if word in text and word not in typed]


def behind(asked: str, *before: str) -> Asked:
    """A question behind others."""
    return Asked("ask", (asked,), options=(("before", before),))


FROM_Q = Filters(voices=("Quartermaine",))
CALLS = (
    Asked("ask", ("What did Zebulon Quartermaine say about the refinery?",)),
    Asked("ask", ("What about the cobalt refinery?",)),
    Asked("ask", ("Who poisons wooden boats at night?",)),
    Asked("ask", ("What does Quartermain think of harbour pilots?",)),
    Asked("ask", ("wooden boats", FROM_Q)),
    Asked("ask", ("from:Quartermain wooden boats",)),
    Asked("ask", ("from:Fiskk wooden boats",)),
    Asked("ask", ("from:Burg wooden boats",)),
    Asked("ask", ('in:"Obsidian Ledger" wooden boats',)),
    Asked("ask", ("in:Obsidiann wooden boats",)),
    Asked("ask", ("in:Nightjar boats",)),
    Asked("ask", ("in:comments wooden boats",)),
    Asked("ask", ("in:notes wooden boats",)),
    Asked("ask", ("since:2031-07 wooden boats",)),
    Asked("ask", ("What was said last month about wooden boats?",)),
    Asked("ask", ("What did Ann Berg say about wooden boats?",)),
    Asked("ask", ("In the Obsidian Ledger of Vexborough, who poisons boats?",)),
    Asked("ask", ("wooden boats",)),
    Asked("ask", ("harbour pilots",)),
    Asked("ask", ("refinary",)),
    Asked("ask", ("What do hemp ropes hold through the autumn storms?",)),
    behind("and the refinery?", "What did Zebulon Quartermaine say about wooden boats?"),
    behind("and from Zebulon?", "What about wooden boats?"),
    behind("what does he say about harbour pilots?", "Who poisons the wooden boats?"),
    behind("the first one", "Who poisons wooden boats at night?"),
    behind("and in the comments?", "What about wooden boats?"),
    behind("tell me more", "wooden boats"),
    Asked("more", ("wooden boats",), options=(("shown", 0),)),
    Asked("more", ("wooden boats",), options=(("shown", 2),)),
    Asked("around", ("/shelf/obsidian.txt", 0, 45)),
    Asked("around", ("/shelf/harbour.txt", 0, 41), aimed=False),
    Asked("evidence", ("The cobalt refinery leaks into the harbour at night.",)),
    Asked("evidence", ("Hemp ropes hold wooden boats. The refinery owners paid the pilots.",)),
    Asked("starters", (NOW.date(), 8)),
    Asked("digest", ("cobalt refinery",)),
    Asked("digest", ("cobalt refinry",)),
    Asked("digest", ("Mandragora",)),
    Asked("digest", ("Mandragra",)),
    Asked("digest", ("Zebulon Quartermaine",)),
    Asked("digest", ("The Obsidian Ledger of Vexborough",)),
    Asked("digest", ("July 2031",)),
    Asked("digest", ("last month",)),
    Asked("digest", ("wooden boats",)),
    Asked("digest", ("harbour pilots",)),
    Asked("digest", ("Ann Berg",)),
    Asked("digest", ("Boats in winter",)),
    Asked("digest", ("", FROM_Q)),
    Asked("digest", ("", Filters(since=("2031-07",)))),
    Asked("digest", ("", Filters(works=("notes",)))),
    Asked("digest", ("in:Nightjarr",)),
    Asked("person", ("Zebulon Quartermaine",)),
    Asked("person", ("Zebulon",)),
    Asked("person", ("Quartermain, Z.",)),
    Asked("person", ("Ann Berg",)),
    Asked("person", ("Ann",)),
    Asked("person", ("Bo Lund",)),
    Asked("person", ("Ottoline Fisk",)),
    Asked("episode", ("The Obsidian Ledger of Vexborough",)),
    Asked("episode", ("Obsidian",)),
    Asked("episode", ("a secret ledger",)),
    Asked("episode", ("obsidian.txt",)),
    Asked("episode", ("cobalt",)),
    Asked("episode", ("https://harbour.example/The ",)),
    Asked("episode", ("Boats in winter",)),
    Asked("episode", ("Mandragora sale",)),
    Asked("titles", ("obs", 25)),
    Asked("titles", ("", 25)),
    Asked("topics", ("cob", 25)),
    Asked("topics", ("", 100)),
    Asked("topics", ("mandragoar", 25)),
    Asked("people", ("zeb", 25)),
    Asked("people", ("", 25)),
    Asked("works", ("nightj", 25)),
    Asked("works", ("", 100)),
    Asked("added_since", (LONG_AGO,)),
    Asked("example_questions", (8,)),
    Asked("knows_words", ("asdf Vexborough?",)),
    Asked("knows_words", ("boats",), aimed=False),
    Asked("sources"),
    Asked("warm_up", aimed=False),
)


def named(call: Asked) -> str:
    return " ".join([call.method, *map(str, call.given), *map(str, call.options)])


def test_every_way_in_which_a_reader_is_shown_something_is_tried() -> None:
    shows = {name for name, _ in inspect.getmembers(Readable, callable) if name[0] != "_"}

    assert {call.method for call in CALLS} == shows


@pytest.mark.parametrize("call", CALLS, ids=named)
def test_nothing_of_what_others_may_read_is_shown(library: Library, call: Asked) -> None:
    shown = call.of(library.readable_by([PUBLIC]))

    assert call.betrays(shown) == []


@pytest.mark.parametrize("call", CALLS, ids=named)
def test_each_of_these_calls_would_show_it(library: Library, call: Asked) -> None:
    everything, public = call.of(library), call.of(library.readable_by([PUBLIC]))

    assert everything != public or not call.aimed


@pytest.mark.parametrize("audiences", [(PUBLIC,), (PUBLIC, SUBSCRIBERS), (PUBLIC, BOARD)], ids=str)
@pytest.mark.parametrize("call", CALLS, ids=named)
def test_readers_see_what_a_library_of_their_documents_alone_would_show(
    library: Library,
    holding: Callable[[Sequence[str]], Library],
    call: Asked,
    audiences: Sequence[str],
) -> None:
    assert call.of(library.readable_by(audiences)) == call.of(holding(audiences))


@pytest.mark.parametrize("call", CALLS, ids=named)
def test_whoever_may_read_everything_sees_what_the_operator_sees(
    library: Library, call: Asked
) -> None:
    everything = library.readable_by([SUBSCRIBERS, BOARD, "nobody's"])

    assert call.of(everything) == call.of(library)


def test_nothing_that_is_asked_for_readers_is_read_past_what_they_may_read(tmp_path: Path) -> None:
    with opened(tmp_path / "library", now=lambda: NOW) as library:
        for documents in AUDIENCES.values():
            library.ingest_documents(documents)
        past: set[str | None] = set()

        def watch(action: int, table: str | None, _: str | None, *place: str | None) -> int:
            if action == sqlite3.SQLITE_READ and place == ("main", None):
                past.add(table)
            return sqlite3.SQLITE_OK

        mine = library._views.of(frozenset([PUBLIC])).indexes.catalogue.connection
        mine.set_authorizer(watch)
        for call in CALLS:
            call.of(library.readable_by([]))

    # Neither the names of the tables nor what is known of the library as a whole tell of documents.
    assert past <= {"meta", "json_each", "sqlite_master"}


def test_nothing_is_kept_twice_for_whoever_may_read_everything(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        library.ingest_documents(AUDIENCES[PUBLIC])

        assert library._views.of(frozenset([PUBLIC, SUBSCRIBERS])) is library._views.whole


SIDECAR = """
[[source]]
file = "boats.txt"
title = "The tar letter"
speaker = "Ada Lind"
audience = "{}"
"""


def test_an_answer_follows_a_document_to_another_audience_at_once(tmp_path: Path) -> None:
    shelf = write(tmp_path / "shelf", boats=BOATS, kites=KITES)
    with opened(tmp_path / "library") as library:
        public, paying = library.readable_by([]), library.readable_by([SUBSCRIBERS])
        for audience in (PUBLIC, SUBSCRIBERS, PUBLIC, BOARD):
            (shelf / "sources.toml").write_text(SIDECAR.format(audience))
            library.ingest([shelf])
            for readers, reads in ((public, [PUBLIC]), (paying, [PUBLIC, SUBSCRIBERS])):
                seen = audience in reads
                assert readers.ask("What keeps the planks dry?").answered is seen
                assert readers.people("ad", 5) == ["Ada Lind"][:seen]
                assert readers.titles("tar", 5) == ["The tar letter"][:seen]
                assert bool(readers.digest("tar").sections) is seen
                assert len(readers.sources()) == 1 + seen
            assert library.ask("What keeps the planks dry?").answered


def test_names_are_forgotten_while_the_sync_that_hides_them_still_goes_on(tmp_path: Path) -> None:
    shelf = write(tmp_path / "shelf", boats=BOATS, kites=KITES, wires="Wires hum in the wind.")
    others = '[[source]]\nfile = "wires.txt"\naudience = "others"\n'
    (shelf / "sources.toml").write_text(SIDECAR.format(PUBLIC) + others)
    with opened(tmp_path / "library") as library:
        library.add_source(Source("shelf", str(shelf)))
        library.sync()
        public = library.readable_by([])
        shown = [(public.people("ad", 5), public.titles("tar", 5), public.topics("salt", 5))]
        (shelf / "sources.toml").write_text(SIDECAR.format(BOARD) + others)

        def look(*_: object) -> None:
            shown.append(
                (public.people("ad", 5), public.titles("tar", 5), public.topics("salt", 5))
            )

        library.sync(progress=look, gently=True)

    assert shown == [(["Ada Lind"], ["The tar letter"], ["salt water"]), *[([], [], [])] * 3]


def test_whoever_may_read_one_of_a_hundred_audiences_reads_that_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path / "library") as library:
        library.ingest_documents(
            [
                transcript(
                    f"{n}.txt",
                    (f"Speaker{n} Lund", f"Wooden boats of pier{n} need tar."),
                    work=work(f"Letter{n}", f"circle {n}"),
                )
                for n in range(100)
            ]
        )

        # More sets of audiences than are kept ready, and the first of them once more.
        monkeypatch.setattr(views, "_MOST_READY", 8)
        for n in (*range(0, 100, 9), 0):
            [source] = library.readable_by([f"circle {n}"]).sources()
            answer = library.readable_by([f"circle {n}"]).ask("What do wooden boats need?")
            assert {quote.title for quote in answer.quotes} == {source.title} == {f"Letter{n}"}
        assert not library.readable_by([]).ask("What do wooden boats need?").answered
        assert len(library.ask("What do wooden boats need?").quotes) > 1


def test_a_table_that_tells_nothing_of_its_documents_is_empty_to_readers(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        library.ingest_documents([*AUDIENCES[PUBLIC], *AUDIENCES[BOARD]])
        written = library._catalogue.connection
        written.execute("CREATE TABLE rumours (told TEXT)")
        written.execute("INSERT INTO rumours VALUES ('the Mandragora sale')")
        mine = library._views.of(frozenset([PUBLIC])).indexes.catalogue.connection

        held = {
            name: mine.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608 - ours
            for (name,) in written.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }

    assert held["documents"] == len(AUDIENCES[PUBLIC])
    assert held["passages"] == held["passage_terms"] == held["passage_phrases"] > 0
    assert held["sentences"] >= held["passages"]
    assert held["rumours"] == 0


def test_what_many_sets_of_readers_ask_is_ready_again_after_a_sync(tmp_path: Path) -> None:
    shelf = write(tmp_path / "shelf", boats=BOATS)
    with opened(tmp_path / "library") as library:
        for documents in AUDIENCES.values():
            library.ingest_documents(documents)
        public = frozenset([PUBLIC])
        sets = [public, public | {SUBSCRIBERS}, public | {BOARD}]
        ready = {audiences: library._views.of(audiences) for audiences in sets}
        for audiences in sets:
            assert "Planks" not in str(library.readable_by(audiences).topics("pl", 5))
            assert not library.readable_by(audiences).ask("What keeps the planks dry?").answered
        library.add_source(Source("shelf", str(shelf)))

        library.sync(gently=True)

        for audiences in sets:
            assert library._views.of(audiences) is ready[audiences]
            assert library.readable_by(audiences).ask("What keeps the planks dry?").answered
            assert len(library.readable_by(audiences).sources()) > len(AUDIENCES[PUBLIC])


def test_a_server_of_many_circles_has_what_each_of_them_asks_ready(tmp_path: Path) -> None:
    circles = [f"circle {n}" for n in range(20)]
    with opened(tmp_path / "library") as library:
        library.ingest_documents(
            [transcript(f"{name}.txt", ("Ann", BOATS), work=work(name, name)) for name in circles]
        )
        ready = [library._views.of(frozenset([PUBLIC, name])) for name in circles]

        again = [library._views.of(frozenset([PUBLIC, name])) for name in circles]

        assert [id(view) for view in again] == [id(view) for view in ready]
