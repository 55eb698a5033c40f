"""A channel as DiscordChatExporter writes it: every message its author's, at its own address."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.chunking import Chunker
from retrieval.errors import DocumentDamaged, DocumentEmpty, DocumentError
from retrieval.models import Document, Kind, Work
from retrieval.readers import document_from
from retrieval.readers.base import Raw
from tests.retrieval.fakes import opened
from tests.retrieval.reading import quotations_of, speakers_of, texts_of

CHANNEL = "https://discord.com/channels/11/22"
ADA, BO = {"id": "1", "name": "ada_b", "nickname": "Ada Brook"}, {"id": "2", "name": "bo"}
LONG = "Do they sink when nobody looks after them for a year?"
GONE = {"id": "456226577798135808", "name": "Deleted User", "nickname": "Deleted User"}


def message(number: int, author: dict[str, Any], content: str, **more: Any) -> dict[str, Any]:
    stamp = f"2025-03-{number % 28 + 1:02}T10:00:00.123+00:00"
    known = {"id": str(number), "type": "Default", "timestamp": stamp, "timestampEdited": None}
    return {**known, "content": content, "author": author, "attachments": [], **more}


def exported(*messages: dict[str, Any], **more: Any) -> bytes:
    guild = {"id": "11", "name": "Pier Club", "iconUrl": "https://cdn.example/i.png"}
    channel = {"id": "22", "type": "GuildTextChat", "name": "boats", "topic": None}
    whole = {"guild": guild, "channel": channel, "messages": messages, **more}
    return json.dumps(whole).encode()


def read(*messages: dict[str, Any], **more: Any) -> Document:
    return document_from("chat.json", Raw("chat.json", exported(*messages, **more)))


def test_each_message_is_its_authors_with_its_day_and_address() -> None:
    document = read(message(7, ADA, "Boats float on salt water."), message(8, BO, LONG))

    assert document.form == "chat-export"
    assert texts_of(document) == ["Boats float on salt water.", LONG]
    assert speakers_of(document) == ["Ada Brook", "bo"]
    assert {segment.voice.kind for segment in document.segments} == {Kind.MESSAGE}
    first = document.segments[0].at
    assert (first.url, first.published) == (f"{CHANNEL}/7", "2025-03-08")
    assert document.work == Work(
        "#boats", "Pier Club", "2025-03", CHANNEL, description="messages on Discord", language="en"
    )


def test_a_reply_names_whom_it_answers() -> None:
    answers = {"type": "Reply", "reference": {"messageId": "7", "channelId": "22"}}
    lost = {"type": "Reply", "reference": {"messageId": "404"}}
    document = read(
        message(7, ADA, "Boats float on salt water."),
        message(8, BO, "They do not float for ever.", **answers),
        message(9, BO, "What was deleted is answered here.", **lost),
        message(10, ADA, "I go on about my own message.", **answers),
    )

    assert [s.voice.replying_to for s in document.segments] == [None, "Ada Brook", None, None]


def test_bots_joins_pins_and_bare_links_are_left_out() -> None:
    document = read(
        message(1, {**ADA, "isBot": True}, "Beep, I am a bot and say so."),
        message(2, ADA, "Joined the server.", type="GuildMemberJoin"),
        message(3, ADA, "Pinned a message.", type="ChannelPinnedMessage"),
        message(4, ADA, "https://tenor.example/cat.gif"),
        message(5, ADA, "", attachments=[{"url": "https://cdn.example/a.png"}]),
        message(6, ADA, "lol"),
        message(7, ADA, "Boats float on salt water."),
    )

    assert texts_of(document) == ["Boats float on salt water."]


def test_a_deleted_user_is_an_unknown_voice_and_namesakes_are_told_apart() -> None:
    other = {"id": "3", "name": "ada_two", "nickname": "Ada Brook"}
    document = read(
        message(1, GONE, "I am no longer here at all."),
        message(2, ADA, "I am still here, as you see."),
        message(3, other, "So am I, with the same name."),
    )

    assert speakers_of(document) == [None, "Ada Brook (ada_b)", "Ada Brook (ada_two)"]


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("Ask <@1> or <@!1>, not <@99>.", "Ask @Ada Brook or @Ada Brook, not @somebody."),
        ("See <#22> and <@&5>, everyone.", "See #channel and @role, everyone."),
        ("It is **very** *nice* and __so__ ~~old~~.", "It is very nice and so old."),
        ("Well <:rope:123> done <a:wave:4> you.", "Well :rope: done :wave: you."),
        ("We sail <t:1741600000:F> from here.", "We sail 2025-03-10 09:46 UTC from here."),
        ("Read [the log](https://pier.example/a) first.", "Read the log first."),
        ("It is at <https://pier.example/a> now.", "It is at https://pier.example/a now."),
        ("Call `__init__` before 2 * 3 * 4 is done.", "Call `__init__` before 2 * 3 * 4 is done."),
        ("# Boats\nThey float on water.", "Boats\nThey float on water."),
        ("snake_case_names stay as they are.", "snake_case_names stay as they are."),
    ],
)
def test_marks_and_ids_are_made_readable(content: str, shown: str) -> None:
    assert texts_of(read(message(1, ADA, content))) == [shown]


def test_quoted_lines_are_anothers_words_and_are_given_to_whoever_wrote_them_before() -> None:
    document = read(
        message(1, ADA, "Boats float on salt water."),
        message(2, BO, "> Boats float on salt water.\nThat is what I like about them."),
        message(3, BO, ">>> Nobody knows who has said this.\nNor who said that.\n"),
    )

    assert quotations_of(document) == [
        ("Boats float on salt water.", "Ada Brook"),
        ("Nobody knows who has said this.", None),
        ("Nor who said that.", None),
    ]


def test_words_of_the_message_that_is_answered_are_its_writers() -> None:
    written = "I told them in March, and the council sent a postcard."
    answers = {"type": "Reply", "reference": {"messageId": "1"}}

    document = read(
        message(1, ADA, written),
        message(2, BO, "> the council sent a postcard\nIt hangs in the pub.", **answers),
        message(3, BO, "> the council sent a post\nIt hangs in the pub.", **answers),
        message(4, BO, "> the council sent a postcard\nIt hangs in the pub."),
    )

    assert [whose for _, whose in quotations_of(document)] == ["Ada Brook", None, None]


def test_an_edited_message_says_so() -> None:
    edited = message(1, ADA, "Boats float on any water.", timestampEdited="2025-03-03T00:00:00Z")

    assert read(edited).segments[0].voice.remark == "edited"


def test_messages_of_one_author_in_a_row_share_a_passage_and_keep_their_addresses(
    tmp_path: Path,
) -> None:
    document = read(
        message(1, ADA, "Boats float on salt water."),
        message(2, ADA, "Rope holds them at the pier."),
        message(3, BO, "Kites fly in steady wind."),
    )

    assert len(Chunker().passages(document)) == 2
    with opened(tmp_path / "library") as library:
        library.ingest_documents([document])
        [quote, *_] = library.ask("What holds boats at the pier?").quotes
        assert (quote.text, quote.link) == ("Rope holds them at the pier.", f"{CHANNEL}/2")
        assert quote.published == "2025-03-03"


def test_a_direct_message_has_no_publisher_and_what_has_no_ids_no_address() -> None:
    talk = read(message(1, ADA, "Boats float here."), guild={"id": "0", "name": "Direct Messages"})
    bare = read(message(1, ADA, "Boats float here."), guild={"id": "x/..", "name": "Pier"})

    assert talk.segments[0].at.url == "https://discord.com/channels/@me/22/1"
    assert talk.work.publisher is None
    assert bare.segments[0].at.url is None


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (exported(message(1, ADA, "Boats float."))[:-20], DocumentDamaged),
        (b'{"guild": 1, "channel": 2, "messages": []}', DocumentDamaged),
        (b'{"guild": {}, "channel": {}, "messages": ' + b"[" * 100_000, DocumentDamaged),
        (exported(message(1, ADA, "Boats float.")) + b"\xff", DocumentDamaged),
        (exported(), DocumentEmpty),
        (exported(message(1, ADA, "   ")), DocumentEmpty),
    ],
)
def test_what_is_no_whole_export_is_refused_by_name(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"chat\.json: "):
        document_from("chat.json", Raw("chat.json", data))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.text(max_size=80), st.text(max_size=400)), min_size=1, max_size=4))
def test_whatever_is_written_is_read_or_refused(written: list[tuple[str, str]]) -> None:
    messages = [message(n, {"id": str(n), "name": a}, c) for n, (a, c) in enumerate(written)]
    try:
        document = read(*messages)
    except DocumentError:
        return
    document.text.encode()
    assert all(0 <= s.start < s.end <= len(document.text) for s in document.segments)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_damage_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    whole = exported(message(1, ADA, "Boats float."), message(2, BO, "> Boats float.\nNo."))
    place = data.draw(st.integers(0, len(whole)))
    damaged = whole[:place] + data.draw(st.binary(max_size=6)) + whole[place:][::1]
    for broken in (damaged, whole[:place]):
        try:
            document_from("chat.json", Raw("chat.json", broken))
        except DocumentError:
            continue
