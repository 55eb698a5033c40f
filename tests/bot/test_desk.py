import threading
from pathlib import Path

import pytest

from bot import replies
from bot.audiences import EVERYBODY
from bot.desk import Desk
from bot.pages import pages
from bot.parts import Asked, Phrase, Quoted, Said
from bot.replies import Place
from bot.wishes import Hello, Lost, Question, Thanks, Unreadable
from bot.workers import Stopped
from retrieval import Answer, LibraryHeld, LibrarySettings, Source
from tests.bot.fakes import EXAMPLES, FakeLibrary, desk_with, opened, quote, waiting_for


def nothing(_done: int, _total: int, _label: str) -> None:
    """Progress that nobody watches."""


def test_a_question_gets_the_librarys_quotes() -> None:
    library = FakeLibrary(quote("One."), quote("Two."))

    reply = opened(library).reply(Question("why?"), Place.DISCORD, EVERYBODY).result(5)

    assert [part.sentences[0].text for part in reply if isinstance(part, Quoted)] == [
        "One.",
        "Two.",
    ]
    assert library.asked == ["why?"]


def test_silence_is_one_sentence_and_no_source() -> None:
    reply = opened(FakeLibrary()).reply(Question("why?"), Place.DISCORD, EVERYBODY).result(5)

    assert pages(reply) == pages(replies.SILENCE)


def test_quotes_of_an_answer_that_is_none_are_not_shown() -> None:
    unsure = Answer("?", answered=False, confidence=0.4, elapsed_ms=1.0, quotes=(quote(),))

    assert replies.answer(unsure) == replies.SILENCE


def test_a_question_that_others_cannot_see_is_repeated_on_one_line() -> None:
    wish = Question("why\nnow? " + "x" * 300, repeated=True)

    asked, *_ = opened(FakeLibrary()).reply(wish, Place.DISCORD, EVERYBODY).result(5)

    assert isinstance(asked, Asked)
    assert asked.question.startswith("why now?")
    assert len(asked.question) <= 200


def test_who_is_lost_gets_two_questions_that_the_library_can_answer() -> None:
    [part] = opened(FakeLibrary()).reply(Lost(), Place.DISCORD, EVERYBODY).result(5)

    assert isinstance(part, Said)
    assert all(example in part.text for example in EXAMPLES)


@pytest.mark.parametrize("wish", [Hello(), Thanks(), Unreadable()])
def test_pleasantries_do_not_trouble_the_library(wish: Hello | Thanks | Unreadable) -> None:
    library = FakeLibrary(quote())

    [part] = opened(library).reply(wish, Place.DISCORD, EVERYBODY).result(5)

    assert isinstance(part, Said | Phrase)
    assert library.asked == []


def test_everything_is_done_in_one_thread_that_is_not_the_callers() -> None:
    library = FakeLibrary(quote())
    desk = opened(library)

    desk.reply(Question("a"), Place.DISCORD, EVERYBODY).result(5)
    desk.close(5)

    assert len(library.threads) == 1
    assert threading.get_ident() not in library.threads


@pytest.mark.parametrize(
    ("sources", "expected"), [([], True), (["{}/000.txt"], True), (["{}/000.txt", "/b.txt"], False)]
)
def test_the_seeds_are_ingested_while_the_library_holds_nothing_else(
    tmp_path: Path, sources: list[str], expected: bool
) -> None:
    library = FakeLibrary(sources=[source.format(tmp_path) for source in sources])
    steps: list[tuple[int, int]] = []

    report = desk_with(library).open(tmp_path, lambda done, total, _: steps.append((done, total)))

    assert bool(report.result(5)) is expected
    assert library.ingested == ([tmp_path] if expected else [])
    assert steps == ([(1, 3), (2, 3), (3, 3)] if expected else [])


def test_closing_ends_an_ingest_and_closes_the_library(tmp_path: Path) -> None:
    library, started, go_on = FakeLibrary(sources=[]), threading.Event(), threading.Event()

    def hold() -> None:
        started.set()
        go_on.wait(5)

    library.before_answering = hold
    desk = desk_with(library)
    opening = desk.open(tmp_path, nothing)
    started.wait(5)

    assert not desk.close(0.01)
    go_on.set()

    assert desk.close(5)
    assert isinstance(opening.exception(5), Stopped)
    assert library.ingested == []
    assert library.closed


def test_closing_drops_what_waits_and_takes_nothing_new() -> None:
    library, go_on = FakeLibrary(), threading.Event()
    desk = opened(library)
    library.before_answering = waiting_for(go_on)
    running = desk.reply(Question("a"), Place.DISCORD, EVERYBODY)
    while not library.asked:
        pass
    waiting = desk.reply(Question("b"), Place.DISCORD, EVERYBODY)

    desk.close(0.01)
    go_on.set()

    assert pages(running.result(5)) == pages(replies.SILENCE)
    assert waiting.cancelled()
    with pytest.raises(Stopped):
        desk.reply(Question("c"), Place.DISCORD, EVERYBODY)
    assert desk.close(5)


def test_members_get_answers_while_a_source_is_brought_in_step() -> None:
    library, go_on = FakeLibrary(quote("One.")), threading.Event()
    library.add_source(Source("feed", "https://a.example"))
    library.between_documents = waiting_for(go_on)
    desk = opened(library)
    steps: list[tuple[int, int]] = []

    syncing = desk.sync("feed", lambda done, total, _: steps.append((done, total)))
    reply = desk.reply(Question("why?"), Place.DISCORD, EVERYBODY).result(5)
    assert not syncing.done()
    go_on.set()

    assert isinstance(reply[0], Quoted)
    report = syncing.result(5)
    assert report
    assert report.name == "feed"
    assert steps == [(1, 3), (2, 3), (3, 3)]
    assert library.sync_threads.isdisjoint(library.threads)


def test_closing_breaks_a_sync_off_soon() -> None:
    library, started, go_on = FakeLibrary(), threading.Event(), threading.Event()
    library.add_source(Source("feed", "https://a.example"))

    def hold() -> None:
        started.set()
        go_on.wait(5)

    library.between_documents = hold
    desk = opened(library)
    syncing = desk.sync("feed", nothing)
    started.wait(5)

    assert not desk.close(0.01)
    go_on.set()

    assert desk.close(5)
    assert isinstance(syncing.exception(5), Stopped)
    assert library.synced == []
    assert library.closed


def test_a_library_that_cannot_be_opened_says_so_to_whoever_opens(tmp_path: Path) -> None:
    def opener(settings: LibrarySettings, *, create: bool = False) -> FakeLibrary:
        raise LibraryHeld(f"{settings.library} is held, {create}")

    desk = Desk(LibrarySettings(), opener=opener)

    assert isinstance(desk.open(tmp_path, nothing).exception(5), LibraryHeld)
    assert desk.close(5)
