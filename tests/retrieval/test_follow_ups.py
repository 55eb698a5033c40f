"""A question behind others: what is carried over, and what is left alone."""

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from retrieval import Filters, Kind, Library
from retrieval.follow_ups.turns import Turn
from retrieval.models import Document, Work
from tests.retrieval.fakes import opened
from tests.retrieval.shelves import said, transcript

NOW = datetime(2031, 8, 20, 12, tzinfo=UTC)
_ACCEPTED = Path(__file__).parent.parent / "acceptance" / "questions.toml"


def documents() -> list[Document]:
    def work(title: str) -> Work:
        return Work(title, "Harbour News", "2031-05-01", f"https://harbour.example/{title[:4]}")

    return [
        transcript(
            "harbour.txt",
            ("Ann Berg", "Wooden boats need tar before every winter. Tar keeps salt water out."),
            ("Bo Lund", "Wooden boats rot when nobody looks after the planks below Vexborough."),
            ("Ann Berg", "The pilots of Vexborough ask for deeper water beside the pier."),
            work=work("Boats in winter"),
        ),
        transcript(
            "letter.txt",
            ("Cia Dahl", "The pilots of Mandragora wrote to the council about wooden boats."),
            work=work("A letter from the pier"),
            kind=Kind.ESSAY,
        ),
    ]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with opened(tmp_path_factory.mktemp("all") / "library", now=lambda: NOW) as library:
        library.ingest_documents(documents())
        yield library


BOATS = "What did Ann Berg say about wooden boats?"


@pytest.mark.parametrize(
    ("asked", "understood"),
    [
        ("and tar?", "What did Ann Berg say about tar?"),
        ("What about Bo Lund?", "What did Bo Lund say about wooden boats?"),
        ("and bo lund", "What did bo lund say about wooden boats?"),
        ("ok, and in 2030?", "What did Ann Berg say about wooden boats in 2030?"),
        ("and in the essay?", 'What did Ann Berg say about wooden boats? in:"essay"'),
        ("and Bo Lund in 2030?", "What did Bo Lund say about wooden boats in 2030?"),
        ("from:Bo", 'What did Ann Berg say about wooden boats? from:"Bo"'),
        ("why?", "What did Ann Berg say about wooden boats, and why?"),
        ("since when?", "What did Ann Berg say about wooden boats, and since when?"),
        ("who said that?", BOATS),
        ("tell me more", BOATS),
        ("anything else?", BOATS),
        ("what else does she say about them?", BOATS),
        ("What does she say about tar?", "What does Ann Berg say about tar?"),
        ("what's her view on tar?", "what's Ann Berg’s view on tar?"),
        ("are they expensive?", "are wooden boats expensive?"),
        ("What does Bo think?", "What does Bo think about wooden boats?"),
        ("who else?", BOATS),
        ("link?", BOATS),
        ("just the essay please", 'What did Ann Berg say about wooden boats? in:"essay"'),
        ("und Teer?", "What did Ann Berg say about Teer?"),
        ("any examples?", "What did Ann Berg say about wooden boats, and any examples?"),
        ("do they agree?", "does Ann Berg agree about wooden boats?"),
        ("thanks! and tar?", "What did Ann Berg say about tar?"),
    ],
)
def test_what_the_new_words_leave_open_is_carried_over(
    library: Library, asked: str, understood: str
) -> None:
    answer = library.ask(asked, before=[BOATS])

    assert answer.understood == understood


@pytest.mark.parametrize(
    "asked",
    [
        "What keeps salt water out?",
        "what do pilots ask for when they are at the pier",
        "Who wrote to the council about its boats?",
        "Is it true that wooden boats rot?",
        "Is there a council?",
        "Which boats do you think that pilots like?",
        "harbour pilots",
        "and what did Cia Dahl write about the council?",
        "How much is IT worth?",
        "Who organized the Can Make It exhibition?",
        "ok thanks",
    ],
)
def test_a_question_that_stands_on_its_own_is_answered_as_without_those_before_it(
    library: Library, asked: str
) -> None:
    behind = library.ask(asked, before=[BOATS, "and tar?"])

    assert behind.understood == ""
    assert said(behind) == said(library.ask(asked))


def test_no_question_that_was_written_for_itself_is_taken_to_go_on_from_another(
    seed_library: Library,
) -> None:
    rows = tomllib.loads(_ACCEPTED.read_text("utf-8"))
    asked = [row["question"] for row in (*rows["answerable"], *rows["silent"])]

    with seed_library._everything() as view:
        read = view.conversing._understanding.read
        changed = [q for q in asked if read(Turn.of(q), [BOATS]) is not None]

    # "do they need to buy more GPUs" says of nobody who they are.
    assert changed == ["do they need to buy more GPUs"]


def test_a_name_replaces_the_name_that_is_most_like_it(library: Library) -> None:
    before = ["Does Ann Berg like the pilots of Vexborough?"]

    assert "pilots of Mandragora" in library.ask("and Mandragora?", before=before).understood


def test_a_pronoun_may_mean_whoever_was_quoted(library: Library) -> None:
    asked = library.ask("What else does she know?", before=["Who wrote to the council?"])

    assert "Cia Dahl" in asked.understood


def test_what_was_said_of_filters_stays_until_it_is_said_anew(library: Library) -> None:
    before = ['wooden boats from:"Ann Berg" in:"Boats in winter"', "and tar?"]

    carried = library.ask("and pilots?", before=before)
    replaced = library.ask("and pilots?", Filters(voices=("Bo Lund",)), before=before)

    assert carried.understood.endswith('from:"Ann Berg" in:"Boats in winter"')
    assert replaced.understood.endswith('from:"Bo Lund" in:"Boats in winter"')


@pytest.mark.parametrize(
    ("before", "asked", "understood"),
    [
        (["What is tar?"], "is it better than wax?", "is tar better than wax?"),
        (["What is tar?", "is it better than wax?"], "and than oil?", "is tar better than oil?"),
        (["is open tar safer?"], "no, I meant closed tar", "is closed tar safer?"),
        (["What is a TPU?"], "and GPUs?", "What are GPUs?"),
        (["What is a TPU?"], "how do they compare?", "how does a TPU compare?"),
        (["What are TPUs?"], "is it expensive?", "are TPUs expensive?"),
        (
            ["Great, and what did Ann Berg say about tar?"],
            "and boats?",
            "what did Ann Berg say about boats?",
        ),
        (
            [BOATS, "thanks a lot, that's super helpful"],
            "and tar?",
            "What did Ann Berg say about tar?",
        ),
        ([BOATS, "not what I asked"], "and tar?", "What did Ann Berg say about tar?"),
        (["any books you'd recommend?"], "and podcasts?", "any podcasts you'd recommend?"),
        ([BOATS], "and Nathan?", "What did Nathan say about wooden boats?"),
        (["Hi all! I read a letter. Is Mandragora far?"], "and Vexborough?", "Is Vexborough far?"),
        (["Mandragora\nHi all! I read of it. Is it far?"], "and Vexborough?", "Is Vexborough far?"),
        *(([BOATS], asked, BOATS) for asked in ("when was that?", "link please", "who is that?")),
        ([BOATS], "in which episode was that?", BOATS),
    ],
)
def test_what_is_understood_is_a_question_that_one_would_ask(
    library: Library, before: list[str], asked: str, understood: str
) -> None:
    assert library.ask(asked, before=before).understood == understood


def test_more_of_nothing_is_nothing_once_more(library: Library) -> None:
    silent = "Who invented the zorbgliff of Quuxton?"

    more = library.ask("tell me more", before=[silent])

    assert not library.ask(silent).answered
    assert (more.answered, more.further) == (False, False)


def test_one_may_go_on_from_what_a_question_was_understood_as(library: Library) -> None:
    first = library.ask("and tar?", before=[BOATS])

    asked = library.ask("and Bo Lund?", before=[first.understood])
    folded = library.ask("and Bo Lund?", before=[BOATS, "and tar?"])

    assert asked.understood == folded.understood == "What did Bo Lund say about tar?"


def test_what_nothing_explains_stands_beside_the_question_before(library: Library) -> None:
    asked = library.ask("is it because of the salt?", before=["Why do wooden boats rot?"])

    assert asked.understood == "Why do wooden boats rot? is it because of the salt?"


def test_one_who_asks_for_more_again_and_again_comes_to_an_end(library: Library) -> None:
    before = ["wooden boats"]
    shown = [quote.text for quote in library.ask(before[0]).quotes]
    while (further := library.ask("more", before=before)).answered:
        shown += [quote.text for quote in further.quotes]
        before.append("more")

    assert len(shown) == len(set(shown)) > 0


@pytest.mark.parametrize(
    "asked", ["", "?", "\0", "and", "what about", "the second one", "王阳明", "it"]
)
def test_any_words_may_follow_any(library: Library, asked: str) -> None:
    for before in ([], [""], ["?"], [BOATS], ["it", "the first one", "more"], ["in:nothing why"]):
        library.ask(asked, before=before)
