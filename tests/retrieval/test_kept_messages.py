"""A member's message that is kept as an answer: found, quoted as that person's, and withdrawn."""

import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from retrieval import Kind, NothingToKeep
from retrieval.embedding import Embedder, load_embedder
from retrieval.models import Work
from retrieval.rebuilding import Rebuild
from retrieval.sources.printing import list_lines
from tests.conftest import SEEDS
from tests.retrieval.fakes import opened
from tests.retrieval.killed_keeping import KEPT, WAYS
from tests.retrieval.shelves import BOATS, in_step, transcript, write
from tests.retrieval.toys import TOY

ASKED, MEMBERS = KEPT.asked, KEPT.audience


def test_it_is_found_by_the_like_question_and_quoted_as_that_persons(
    tmp_path: Path, embedder: Embedder
) -> None:
    with opened(tmp_path / "library", embedder) as library:
        library.ingest([write(tmp_path / "shelf", boats=BOATS)])
        library.keep_message(KEPT)

        quote = library.ask("how does one make the ferry stop at an island?").quotes[0]

    assert quote.text in ("You have to wave a lantern three times.", "Then they come.")
    assert (quote.speaker, quote.kind, quote.audience) == (None, Kind.MESSAGE, MEMBERS)
    assert quote.link == KEPT.link
    assert quote.attribution == ("Jane, member of Harbour Friends · “#help” · 2031-08-20 · message")


def test_it_is_found_by_its_question_in_any_language(tmp_path: Path, embedder: Embedder) -> None:
    asked = "Wann ist das nächste Treffen in Frankreich?"
    with opened(tmp_path / "library", embedder) as library:
        library.ingest([write(tmp_path / "shelf", boats=BOATS)])
        library.keep_message(
            replace(KEPT, asked=asked, text="Wir sehen uns am Dienstag um acht Uhr abends.")
        )

        quote = library.ask(asked).quotes[0]

    assert quote.text == "Wir sehen uns am Dienstag um acht Uhr abends."


def test_what_it_quotes_of_others_is_not_kept_as_anybodys(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        library.keep_message(KEPT)

        texts = [quote.text for quote in library.more(ASKED, shown=0).quotes]

    assert texts
    assert not any("night" in text for text in texts)


def test_it_is_shown_to_its_audience_alone(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        library.ingest([write(tmp_path / "shelf", boats=BOATS)])
        library.keep_message(KEPT)
        others = library.readable_by(["server:8/members"])

        assert library.readable_by([MEMBERS]).ask(ASKED).answered
        assert not others.ask(ASKED).answered
        assert others.people("Jane", 5) == []
        assert "Jane" not in repr(others.evidence("You have to wave a lantern three times."))


def test_an_edited_message_takes_the_place_of_what_was_kept_of_it(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        library.keep_message(KEPT)
        library.keep_message(replace(KEPT, text="Ring the bell of the pier instead."))

        assert [q.text for q in library.more(ASKED, shown=0).quotes] == [
            "Ring the bell of the pier instead."
        ]
        assert library.verify().documents == 1


def test_what_is_withdrawn_is_gone_from_everywhere(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        library.ingest([write(tmp_path / "shelf", boats=BOATS)])
        library.keep_message(KEPT)

        assert library.withdraw_message(KEPT.id)
        assert not library.withdraw_message(KEPT.id)
        assert not library.ask(ASKED).answered
        assert library.people("Jane", 5) == []
        assert in_step(library)
        assert library.verify().clean


@pytest.mark.parametrize(
    "text", ["", "  \n", "> only what another said", "👍", "https://a.example"]
)
def test_what_holds_no_words_of_its_author_is_refused(tmp_path: Path, text: str) -> None:
    with opened(tmp_path / "library") as library:
        with pytest.raises(NothingToKeep, match="pick another"):
            library.keep_message(replace(KEPT, text=text))

        assert library.sources() == []


def test_it_survives_ingests_syncs_and_a_rebuild(tmp_path: Path) -> None:
    shelf = write(tmp_path / "shelf", boats=BOATS)
    with opened(tmp_path / "library") as library:
        library.keep_message(KEPT)
        library.ingest([shelf])
        library.sync(remove_vanished=True)
        assert library.verify().clean
    toy = load_embedder(TOY)
    with Rebuild(tmp_path / "library", toy) as rebuild:
        rebuild.embed(lambda *_: None)
        rebuild.exchange(lambda *_: None)

    with opened(tmp_path / "library", toy) as library:
        assert library.ask(ASKED).quotes[0].attribution.startswith("Jane, member of Harbour")
        assert library.verify().clean
        assert in_step(library)


def test_a_kill_while_it_is_kept_leaves_all_of_it_or_nothing(tmp_path: Path) -> None:
    with opened(tmp_path / "sound") as library:
        library.ingest([write(tmp_path / "shelf", boats=BOATS)])
    for way in WAYS:
        shutil.copytree(tmp_path / "sound", tmp_path / way.__name__)
    command = [sys.executable, "-m", "tests.retrieval.killed_keeping", str(tmp_path)]
    subprocess.run(command, check=True, cwd=SEEDS.parent, timeout=120)  # noqa: S603 - our own module, on our own folder

    for way in WAYS:
        with opened(tmp_path / way.__name__) as library:
            assert in_step(library)
            assert library.verify().clean
            library.keep_message(KEPT)
            assert library.ask(ASKED).answered


def test_a_listing_of_sources_tells_of_messages_in_one_line(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        library.ingest([write(tmp_path / "shelf", boats=BOATS)])
        library.keep_message(KEPT)
        library.keep_message(replace(KEPT, id=5))
        lines = list(list_lines((), library.sources()))

        assert lines[-1] == "2 messages of members, kept as answers"
        assert not any("kept-message" in line or "Jane" in line for line in lines)
        assert library.added_since(datetime(2000, 1, 1, tzinfo=UTC))[0].title == "boats.txt"
        assert len(library.added_since(datetime(2000, 1, 1, tzinfo=UTC))) == 1


def test_a_member_who_bears_the_name_of_a_voice_is_somebody_else(tmp_path: Path) -> None:
    talk = transcript("talk.txt", ("Jane", BOATS), work=Work(title="On boats"))
    with opened(tmp_path / "library") as library:
        library.ingest_documents([talk])
        before = library.people("", 9), library.person("Jane"), library.works("", 50)
        assert before[0] == ["Jane"]
        library.keep_message(KEPT)

        assert (library.people("", 9), library.person("Jane"), library.works("", 50)) == before
        asked = library.ask(f'from:"Jane" {ASKED}')
        assert not any("lantern" in quote.text for quote in asked.quotes)
        digest = library.digest("ferry")
        quoted = [q for s in (*digest.sections, *digest.deep_dives) for q in s.quotes]
        assert not any("lantern" in quote.text for quote in quoted)
        assert library.digest("lantern").voices == ()


BERLIN = replace(KEPT, text="It is on 3 March in the c-base.", asked="When is the Berlin meetup?")


@pytest.mark.parametrize(
    "question",
    [
        "who runs the meetup in Berlin?",
        "When's the berlin meetup in Hamburg?",
        "when is the hamburg meetup?",
        "When is the meetup?",
        "Where is the parking for the Berlin meetup?",
        "When is the Berlin meetup 2032?",
        "meetup in Berlin",
    ],
)
def test_it_is_not_quoted_for_another_place_or_matter(tmp_path: Path, question: str) -> None:
    with opened(tmp_path / "library") as library:
        library.keep_message(BERLIN)

        assert not library.ask(question).answered


@pytest.mark.parametrize(
    "question",
    ["when is the berlin meetup", "What date is the meetup in Berlin?", "When's Berlin's meetup?"],
)
def test_the_same_in_other_words_is_answered(tmp_path: Path, question: str) -> None:
    with opened(tmp_path / "library") as library:
        library.keep_message(BERLIN)

        assert library.ask(question).answered


def test_a_statement_that_is_like_it_does_not_bring_it_up(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as library:
        library.keep_message(BERLIN)

        assert not library.evidence("The Berlin meetup is on 3 March.").answered


def test_words_are_known_by_the_library_the_language_or_their_script(
    tmp_path: Path, embedder: Embedder
) -> None:
    with opened(tmp_path / "library", embedder) as library:
        library.ingest([write(tmp_path / "shelf", boats=BOATS + " Zorbqua sank.")])

        known = ["asdf", "asdf qwrtz", "zorbqua", "France?", "how", "東京", "…"]
        assert [text for text in known if not library.knows_words(text)] == [
            *known[:2],
            "…",
        ]
