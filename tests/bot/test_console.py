import io
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from hypothesis import given
from rich.console import Console

from bot import parts, replies
from bot.console import PipeFace, TerminalFace, _reply, converse
from bot.desk import Desk
from bot.drawing import PlainDrawer, TerminalDrawer
from bot.replies import quoted
from retrieval import (
    Appearance,
    Chapter,
    Episode,
    Failure,
    FilterProblem,
    FilterReason,
    LibraryHeld,
    LibrarySettings,
    PeriodCount,
    Person,
)
from tests.bot.fakes import EXAMPLES, FakeLibrary, desk_with, opened, quote
from tests.bot.texts import nasty_texts

NOWHERE = Path("no-seeds")


def in_a_pipe(library: FakeLibrary, lines: Iterable[str], seeds: Path = NOWHERE) -> tuple[str, str]:
    out, notes = io.StringIO(), io.StringIO()
    desk = desk_with(library)
    converse(desk, seeds=seeds, face=PipeFace(lines, out, notes))
    desk.close(1)
    return out.getvalue(), notes.getvalue()


def at_a_terminal(library: FakeLibrary, *typed: str, seeds: Path = NOWHERE) -> str:
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=60, color_system=None, markup=False)
    desk = desk_with(library)
    converse(desk, seeds=seeds, face=TerminalFace(console, reader(typed)))
    desk.close(1)
    return out.getvalue()


def reader(typed: Iterable[str]) -> Callable[[str], str]:
    lines = iter(typed)

    def read(_prompt: str) -> str:
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    return read


def test_in_a_pipe_every_line_is_answered_and_nothing_else_is_written() -> None:
    library = FakeLibrary(quote("One.", url="https://a.example/1"), quote("Two."))

    out, notes = in_a_pipe(library, ["why?\n", "how?\r\n"])

    answer = (
        "> One.\n— Azeem Azhar · podcast appearance\nhttps://a.example/1\n"
        "> Two.\n— Azeem Azhar · podcast appearance\n\n"
    )
    assert out == answer * 2
    assert library.asked == ["why?", "how?"]
    assert notes.splitlines() == list(replies.TOKEN_HINT)


def test_a_question_is_asked_behind_those_before_it_and_tells_what_it_was_understood_as() -> None:
    library = FakeLibrary(quote("One."), quote("Two."))
    library.understood = {"and Huawei?": "What did Xi say about Huawei?"}

    out, _ = in_a_pipe(library, ["What did Xi say about chips?\n", "thanks\n", "and Huawei?\n"])

    assert library.followed == [(), ("What did Xi say about chips?",)]
    assert out.count("Understood as: What did Xi say about Huawei?\n") == 1


def test_who_asks_for_more_where_there_is_none_is_told_that_this_was_all() -> None:
    library = FakeLibrary()
    library.understood = {"more": "Who says so?"}

    out, _ = in_a_pipe(library, ["more\n"])

    assert "That was everything" in out
    assert "I looked" not in out


def test_the_hint_how_to_get_a_token_has_two_lines_and_names_the_setting() -> None:
    assert len(replies.TOKEN_HINT) == 2
    assert "DISCORD_TOKEN" in " ".join(replies.TOKEN_HINT)
    assert "https://discord.com/developers/applications" in " ".join(replies.TOKEN_HINT)
    assert ".env" in " ".join(replies.TOKEN_HINT)


def test_who_sits_at_a_terminal_sees_how_to_ask_and_what_before_the_first_question() -> None:
    shown = at_a_terminal(FakeLibrary())

    assert "/person name" in shown
    assert all(example in shown for example in EXAMPLES[:3])


def test_at_a_terminal_a_quote_stands_behind_a_bar_over_its_attribution() -> None:
    shown = at_a_terminal(FakeLibrary(quote("R2 may be late. " * 9)), "why?")

    lines = [line.rstrip() for line in shown.split("\n")]
    assert sum("▌" in line and "R2" in line for line in lines) > 1
    assert "  — Azeem Azhar · podcast appearance" in lines


def test_a_link_stays_whole_on_one_line_however_long_it_is() -> None:
    url = "https://a.example/" + "x" * 200

    assert url in at_a_terminal(FakeLibrary(quote(url=url)), "why?")


def test_the_hint_comes_before_the_first_start_fills_the_library(tmp_path: Path) -> None:
    library = FakeLibrary(sources=[])

    shown = at_a_terminal(library, seeds=tmp_path)

    assert shown.startswith(replies.TOKEN_HINT[0])
    assert replies.FILLING in shown
    assert library.ingested == [tmp_path]


def test_a_seed_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = FakeLibrary(sources=[])
    ingest = library.ingest

    def failing(paths: list[Path], **options: object) -> object:
        report = ingest(paths)
        assert "progress" in options
        return type(report)([], [], [], [Failure("/seeds/9.txt", "It is binary.")], 0)

    monkeypatch.setattr(library, "ingest", failing)

    _, notes = in_a_pipe(library, [], seeds=tmp_path)

    assert "/seeds/9.txt: It is binary." in notes


@pytest.mark.parametrize("farewell", ["exit", "quit", " EXIT "])
def test_exit_and_quit_end_the_conversation(farewell: str) -> None:
    library = FakeLibrary()

    at_a_terminal(library, farewell, "why?")

    assert library.asked == []


def test_an_empty_line_is_told_how_to_ask_with_two_examples() -> None:
    out, _ = in_a_pipe(FakeLibrary(), ["\n"])

    assert all(example in out for example in EXAMPLES)


def test_a_greeting_is_not_answered_with_quotes() -> None:
    library = FakeLibrary(quote())

    out, _ = in_a_pipe(library, ["Hello!\n"])

    assert out.startswith("Hello!")
    assert library.asked == []


def test_silence_is_the_same_sentence_as_in_discord() -> None:
    out, _ = in_a_pipe(FakeLibrary(), ["why?\n"])

    [silence] = replies.SILENCE
    assert isinstance(silence, parts.Phrase)
    assert out == f"{silence.text}\n\n"


def test_a_filter_that_cannot_be_followed_is_explained_and_the_conversation_goes_on() -> None:
    library = FakeLibrary()
    library.problems = (FilterProblem(FilterReason.UNKNOWN, "from", "x\x1b[1m", ("Ann",)),)

    out, _ = in_a_pipe(library, ["from:x why?\n", "why?\n"])

    assert out.count('from:"Ann"') == 2
    assert "\x1b" not in out
    assert library.asked == ["from:x why?", "why?"]


def test_a_fault_is_a_sentence_with_an_id_and_the_conversation_goes_on() -> None:
    library = FakeLibrary(quote())

    def break_down() -> None:
        library.before_answering = lambda: None
        raise RuntimeError("password=hunter2")

    library.before_answering = break_down

    out, _ = in_a_pipe(library, ["why?\n", "why?\n"])

    assert "went wrong" in out
    assert "hunter2" not in out
    assert "> It may be delayed." in out


@given(nasty_texts)
def test_no_escape_sequence_of_a_stranger_reaches_a_terminal(text: str) -> None:
    out, plain = io.StringIO(), io.StringIO()
    console = Console(file=out, force_terminal=True, color_system=None, markup=False, width=70)
    reply = (quoted(quote(text, attribution=text, url=text)), parts.Said(text))

    TerminalDrawer(console).draw(reply)
    PlainDrawer(plain).draw(reply)

    for shown in (out.getvalue(), plain.getvalue()):
        assert not any(c in shown for c in "\x1b\x00\x9b\x07\u202e\r")
        shown.encode("utf-8")


def test_brackets_are_not_read_as_markup() -> None:
    shown = at_a_terminal(FakeLibrary(quote("[bold]x[/bold] :smile:")), "why?")

    assert "[bold]x[/bold] :smile:" in shown


def test_a_library_that_cannot_be_opened_is_the_callers_to_report(tmp_path: Path) -> None:
    def opener(settings: LibrarySettings, *, create: bool = False) -> FakeLibrary:
        raise LibraryHeld(f"{settings.library} is held. {create}")

    with pytest.raises(LibraryHeld):
        converse(
            Desk(LibrarySettings(), opener=opener),
            seeds=tmp_path,
            face=PipeFace([], io.StringIO(), io.StringIO()),
        )


def test_ctrl_c_while_an_answer_is_looked_for_is_apologised_for() -> None:
    library, out = FakeLibrary(), io.StringIO()
    desk = opened(library)

    class Interrupted(PipeFace):
        def looking(self) -> AbstractContextManager[object]:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        converse(desk, seeds=NOWHERE, face=Interrupted(["why?"], out, io.StringIO()))

    [apology] = replies.STOPPING
    assert isinstance(apology, parts.Phrase)
    assert apology.text in out.getvalue()
    desk.close(1)


def test_an_answer_that_the_end_overtook_is_apologised_for() -> None:
    library = FakeLibrary()
    desk = opened(library)
    face_out = io.StringIO()
    desk.close(1)

    [part] = _reply(desk, "why?", PipeFace([], face_out, face_out))

    assert part == replies.STOPPING[0]


def test_a_heading_stands_right_above_what_it_leads_to() -> None:
    out, plain = io.StringIO(), io.StringIO()
    console = Console(file=out, force_terminal=True, color_system=None, markup=False, width=70)
    reply = (replies.heading("[b]Chips"), parts.Lead("First"), quoted(quote("A.")))

    TerminalDrawer(console).draw(reply)
    PlainDrawer(plain).draw(reply)

    assert [line.rstrip() for line in out.getvalue().split("\n")][:3] == [
        "[b]Chips",
        "First",
        "▌ A.",
    ]
    assert plain.getvalue().startswith("# [b]Chips\nFirst\n> A.\n")


def test_people_and_works_are_told_of_in_a_terminal_too() -> None:
    library = FakeLibrary()
    library.found_person = Person(
        "Ada [b]Brook",
        timeline=(PeriodCount("2024-03", 1200), PeriodCount("2024-05", 300)),
        works=(Appearance("Deep", None, None, "https://h.example/1", "a.txt", 1500),),
    )
    library.found_episode = Episode(
        "Deep", chapters=(Chapter("Rope", 0, 61.0, found=True, source_name="a.txt"),)
    )

    out, _ = in_a_pipe(library, ["/person ada\n", "/Episode title:deep\n", "/person\n"])
    shown = at_a_terminal(library, "/person ada")

    assert library.asked == ["ada", "deep", "ada"]
    assert "# Ada [b]Brook\n" in out
    assert "2024-03  ████" in out
    assert "- “Deep” · 1,500 words · https://h.example/1\n" in out
    assert "- 1:01 Rope\n" in out
    assert EXAMPLES[0] in out
    assert "2024-03  ████" in shown
