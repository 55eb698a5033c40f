"""Is each limit kept to the last character? Payloads at it pass, payloads over it do not."""

from typing import Any

import pytest

from tests.limits.requests import ping_faults, request_faults
from tests.limits.texts import Json

SEND = ("POST", "/channels/1/messages")
EDIT = ("PATCH", "/channels/1/messages/2")
FOLLOW_UP = ("POST", "/webhooks/1/token")
EDIT_REPLY = ("PATCH", "/webhooks/1/token/messages/@original")
CALLBACK = ("POST", "/interactions/1/token/callback")
THREAD = ("POST", "/channels/1/messages/2/threads")
COMMANDS = ("PUT", "/applications/1/commands")

Route = tuple[str, str]


def refused(route: Route, body: Any) -> set[str]:
    return {where for where, _ in request_faults(*route, body)}


def row(*components: Json) -> Json:
    return {"content": "x", "components": [{"type": 1, "components": list(components)}]}


def button(**given: Any) -> Json:
    return {"type": 2, "style": 2, "label": "More", "custom_id": "more"} | given


def option(n: int = 0, **given: Any) -> Json:
    return {"label": f"Option {n}", "value": str(n)} | given


def menu(choices: int = 1, **given: Any) -> Json:
    chosen = [option(n) for n in range(choices)]
    return {"type": 3, "custom_id": "menu", "options": chosen} | given


def layout(*components: Json) -> Json:
    return {"flags": 1 << 15, "components": list(components)}


def words(length: int) -> Json:
    return {"type": 10, "content": "x" * length}


def embed(**given: Any) -> Json:
    return {"embeds": [{"title": "t"} | given]}


def field(name: int = 1, value: int = 1) -> Json:
    return {"name": "x" * name, "value": "x" * value}


def modal(*components: Json, **given: Any) -> Json:
    data = {"title": "Not it", "custom_id": "why", "components": list(components)}
    return {"type": 9, "data": data | given}


def asked(label: int = 1, description: int = 0, **given: Any) -> Json:
    entry = {"type": 4, "custom_id": "reason", "style": 1} | given
    said = {"label": "x" * label, "description": "x" * description}
    return {"type": 18, "component": entry} | said


def asked_in_a_row(label: int) -> Json:
    entry = {"type": 4, "custom_id": "reason", "style": 1, "label": "x" * label}
    return {"type": 1, "components": [entry]}


def choices(count: int, name: int = 1, value: int = 1) -> Json:
    offered = [{"name": f"{n:0{name}}", "value": "x" * value} for n in range(count)]
    return {"type": 8, "data": {"choices": offered}}


def command(**given: Any) -> list[Json]:
    return [{"name": "ask", "type": 1, "description": "Ask"} | given]


def typed(n: int = 0, **given: Any) -> Json:
    return {"name": f"option-{n}", "description": "An option", "type": 3} | given


def of_size(length: int) -> list[Json]:
    """A command whose names, descriptions and choices have `length` characters together."""
    below = [typed(n) for n in range(4)]
    spare = (
        length - len("ask" + "Ask") - sum(len(one["name"] + one["description"]) for one in below)
    )
    sizes = [*[100] * (spare // 100), spare % 100]
    offered = [{"name": f"{n:0{size}}", "value": n} for n, size in enumerate(sizes)]
    return command(options=[one | {"choices": offered[n::4]} for n, one in enumerate(below)])


def files(count: int, description: int = 0) -> Json:
    told = [{"id": n, "filename": "a.png", "description": "x" * description} for n in range(count)]
    return {"content": "x", "attachments": told, "files": {str(n): b"x" for n in range(count)}}


def poll(question: int = 1, answer: int = 1, answers: int = 1) -> Json:
    offered = [{"poll_media": {"text": "x" * answer}}] * answers
    return {"poll": {"question": {"text": "x" * question}, "answers": offered}}


AT_THE_LIMIT: list[tuple[Route, Any]] = [
    (SEND, {"content": "x" * 2000}),
    (SEND, {"content": "🙂" * 1000}),
    (SEND, {"content": "x", "nonce": "9" * 25}),
    (SEND, files(10, description=1024)),
    (SEND, embed(title="x" * 256, description="x" * 4096)),
    (SEND, embed(footer={"text": "x" * 2048}, author={"name": "x" * 256})),
    (SEND, embed(fields=[field(256, 1024)])),
    (SEND, embed(fields=[field()] * 25)),
    (SEND, {"embeds": [{"description": "x" * 3000}] * 2}),
    (SEND, {"embeds": [{"title": "t"}] * 10}),
    (SEND, row(button(label="x" * 80, custom_id="x" * 100))),
    (SEND, row(button(label=None, emoji={"name": "🗑"}))),
    (SEND, row(*(button(custom_id=str(n)) for n in range(5)))),
    (SEND, row(menu(25, placeholder="x" * 150, max_values=25))),
    (SEND, row(menu(0, options=[option(label="x" * 100, value="x" * 100)]))),
    (SEND, row(menu(0, options=[option(description="x" * 100)]))),
    (SEND, layout(*[words(100)] * 40)),
    (SEND, poll(question=300, answer=55, answers=10)),
    (FOLLOW_UP, {"content": "x" * 2000}),
    (EDIT, {"embeds": []}),
    (THREAD, {"name": "x" * 100}),
    (CALLBACK, {"type": 5, "data": {"flags": 64}}),
    (CALLBACK, {"type": 4, "data": {"content": "x" * 2000}}),
    (CALLBACK, choices(25, name=100, value=100)),
    (CALLBACK, modal(asked(45, 100, placeholder="x" * 100, value="x" * 4000), title="x" * 45)),
    (CALLBACK, modal(asked_in_a_row(45), custom_id="x" * 100)),
    (CALLBACK, modal(*(asked(custom_id=str(n)) for n in range(5)))),
    (COMMANDS, command(name="x" * 32, description="x" * 100)),
    (COMMANDS, command(name_localizations={"ja": "質問"}, options=[typed(n) for n in range(25)])),
    (COMMANDS, command(description_localizations={"de": "x" * 100})),
    (COMMANDS, [command(name=f"c{n}")[0] for n in range(100)]),
    (COMMANDS, [{"name": "Find sources", "type": 3, "description": ""}]),
    (COMMANDS, of_size(8000)),
]

OVER_IT: list[tuple[Route, Any, str]] = [
    (SEND, {"content": "x" * 2001}, "content"),
    (SEND, {"content": "🙂" * 1001}, "content"),
    (SEND, {"content": ""}, "content"),
    (SEND, {"content": "x", "nonce": "9" * 26}, "nonce"),
    (SEND, {"content": "x", "allowed_mentions": {"parse": ["all"]}}, "allowed_mentions"),
    (
        SEND,
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        "allowed_mentions",
    ),
    (SEND, files(11), "attachments"),
    (SEND, files(11), "files"),
    (SEND, files(1, description=1025), "attachments.description"),
    (SEND, {"content": "x", "files": {"0": b"x" * (10 * 1024 * 1024 + 1)}}, "files"),
    (SEND, {"embeds": [{}]}, "embeds"),
    (SEND, {"embeds": [{"title": "t"}] * 11}, "embeds"),
    (SEND, {"embeds": [{"description": "x" * 3001}] * 2}, "embeds"),
    (SEND, embed(title="x" * 257), "embeds.title"),
    (SEND, embed(description="x" * 4097), "embeds.description"),
    (SEND, embed(footer={"text": "x" * 2049}), "embeds.footer"),
    (SEND, embed(author={"name": "x" * 257}), "embeds.author"),
    (SEND, embed(fields=[field()] * 26), "embeds.fields"),
    (SEND, embed(fields=[field(name=0)]), "embeds.fields.name"),
    (SEND, embed(fields=[field(name=257)]), "embeds.fields.name"),
    (SEND, embed(fields=[field(value=0)]), "embeds.fields.value"),
    (SEND, embed(fields=[field(value=1025)]), "embeds.fields.value"),
    (SEND, row(button(label="x" * 81)), "components.label"),
    (SEND, row(button(label=None)), "components.label"),
    (SEND, row(button(custom_id="x" * 101)), "components.custom_id"),
    (SEND, row(button(custom_id=None)), "components.custom_id"),
    (SEND, row(button(), button()), "components.custom_id"),
    (SEND, row(button(style=5, custom_id=None)), "components.url"),
    (SEND, row(button(style=5, custom_id=None, url="https://x/" + "x" * 512)), "components.url"),
    (SEND, row(*(button(custom_id=str(n)) for n in range(6))), "components.row"),
    (SEND, row(), "components.row"),
    (SEND, row(menu(), button()), "components.row"),
    (SEND, {"content": "x", "components": [row(button())["components"][0]] * 6}, "components"),
    (SEND, {"content": "x", "components": [words(1)]}, "components"),
    (SEND, row(menu(26)), "components.options"),
    (SEND, row(menu(0)), "components.options"),
    (SEND, row(menu(0, options=[option(), option()])), "components.options.value"),
    (SEND, row(menu(0, options=[option(label="x" * 101)])), "components.options.label"),
    (SEND, row(menu(0, options=[option(value="x" * 101)])), "components.options.value"),
    (
        SEND,
        row(menu(0, options=[option(description="x" * 101)])),
        "components.options.description",
    ),
    (SEND, row(menu(placeholder="x" * 151)), "components.placeholder"),
    (SEND, row(menu(2, max_values=3)), "components.max_values"),
    (SEND, row({"type": 6, "custom_id": "roles", "max_values": 26}), "components.max_values"),
    (SEND, layout(*[words(1)] * 41), "components"),
    (SEND, layout({"type": 17, "components": [words(1)] * 40}), "components"),
    (SEND, layout(words(2001), {"type": 17, "components": [words(2000)]}), "components"),
    (SEND, layout(words(0)), "components.content"),
    (SEND, layout(words(1)) | {"content": "x"}, "content"),
    (SEND, layout(words(1)) | embed(), "content"),
    (
        SEND,
        layout({"type": 12, "items": [{"description": "x" * 1025}]}),
        "components.description",
    ),
    (SEND, layout({"type": 12, "items": [{}] * 11}), "components.items"),
    (SEND, layout({"type": 9, "components": [words(1)] * 4}), "components.section"),
    (SEND, poll(question=301), "poll.question"),
    (SEND, poll(answer=56), "poll.answers"),
    (SEND, poll(answers=11), "poll.answers"),
    (EDIT, {"content": "x" * 2001}, "content"),
    (FOLLOW_UP, {"content": ""}, "content"),
    (EDIT_REPLY, {"embeds": [{"title": "x" * 257}]}, "embeds.title"),
    (THREAD, {"name": "x" * 101}, "name"),
    (THREAD, {"name": ""}, "name"),
    (("POST", "/channels/1/threads"), {"name": "x", "message": {"content": ""}}, "content"),
    (CALLBACK, {"type": 4, "data": {"content": "x" * 2001}}, "content"),
    (CALLBACK, {"type": 4, "data": {"content": ""}}, "content"),
    (CALLBACK, {"type": 4, "data": files(10), "files": files(11)["files"]}, "files"),
    (CALLBACK, {"type": 7, "data": {"content": "x" * 2001}}, "content"),
    (CALLBACK, choices(26), "choices"),
    (CALLBACK, choices(1, name=101), "choices.name"),
    (CALLBACK, choices(1, value=0), "choices.value"),
    (CALLBACK, choices(1, value=101), "choices.value"),
    (CALLBACK, modal(asked(), title="x" * 46), "title"),
    (CALLBACK, modal(asked(), title=""), "title"),
    (CALLBACK, modal(asked(), custom_id="x" * 101), "custom_id"),
    (CALLBACK, modal(), "components"),
    (CALLBACK, modal(button()), "components"),
    (CALLBACK, modal(*(asked(custom_id=str(n)) for n in range(6))), "components"),
    (CALLBACK, modal(asked(), asked()), "components.custom_id"),
    (CALLBACK, modal(asked(46)), "components.label"),
    (CALLBACK, modal(asked(0)), "components.label"),
    (CALLBACK, modal(asked(description=101)), "components.description"),
    (CALLBACK, modal(asked_in_a_row(46)), "components.label"),
    (CALLBACK, modal(asked_in_a_row(0)), "components.label"),
    (CALLBACK, modal(asked(placeholder="x" * 101)), "components.placeholder"),
    (CALLBACK, modal(asked(value="x" * 4001)), "components.value"),
    (CALLBACK, modal(asked(max_length=10, value="x" * 11)), "components.value"),
    (COMMANDS, command(name="x" * 33), f"name {'x' * 33!r}"),
    (COMMANDS, command(name="Ask"), "name 'Ask'"),
    (COMMANDS, command(name="a sk"), "name 'a sk'"),
    (COMMANDS, command(name_localizations={"de": "Fragen"}), "name 'Fragen'"),
    (COMMANDS, command(name_localizations={"de-DE": "fragen"}), "name_localizations"),
    (COMMANDS, command(description="x" * 101), "description of ask"),
    (COMMANDS, command(description=""), "description of ask"),
    (COMMANDS, command(description_localizations={"ja": "x" * 101}), "description of ask"),
    (COMMANDS, command(options=[typed(description="x" * 101)]), "description of option-0"),
    (
        COMMANDS,
        command(options=[typed(options=[typed(1, description="")])]),
        "description of option-1",
    ),
    (COMMANDS, command(options=[typed(n) for n in range(26)]), "options"),
    (COMMANDS, command(options=[typed(), typed(1, required=True)]), "options"),
    (COMMANDS, command(options=[typed(), typed()]), "name"),
    (
        COMMANDS,
        command(options=[typed(), typed(1, name_localizations={"es-ES": "option-0"})]),
        "name in es-ES",
    ),
    (COMMANDS, command(options=[typed(choices=choices(26)["data"]["choices"])]), "choices"),
    (
        COMMANDS,
        command(options=[typed(choices=choices(1, name=101)["data"]["choices"])]),
        "choices.name",
    ),
    (COMMANDS, [command(name=f"c{n}")[0] for n in range(101)], "commands"),
    (COMMANDS, [{"name": "x" * 33, "type": 3, "description": ""}], "name"),
    (COMMANDS, [{"name": "Find", "type": 3, "description": "What it does"}], "description"),
    (COMMANDS, of_size(8001), "ask"),
]


@pytest.mark.parametrize(("route", "body"), AT_THE_LIMIT)
def test_what_is_at_a_limit_is_taken(route: Route, body: Any) -> None:
    assert refused(route, body) == set()


@pytest.mark.parametrize(("route", "body", "where"), OVER_IT)
def test_what_is_over_a_limit_is_refused_and_named(route: Route, body: Any, where: str) -> None:
    assert where in refused(route, body)


def test_of_a_text_in_several_languages_the_longest_counts_once() -> None:
    long = {"description_localizations": {"de": "x" * 100, "ja": "x" * 50}}
    options = [typed(n, description="x" * 100, **long) for n in range(25)]

    assert refused(COMMANDS, command(options=options)) == set()


@pytest.mark.parametrize(
    "allowed",
    [None, {"parse": ["everyone"]}, {"parse": [], "users": ["1"]}, {"parse": [], "roles": ["1"]}],
)
@pytest.mark.parametrize("route", [SEND, EDIT, FOLLOW_UP, EDIT_REPLY])
def test_words_that_could_ping_are_found(route: Route, allowed: Json | None) -> None:
    body = {"content": "@everyone", "allowed_mentions": allowed}

    assert list(ping_faults(*route, body))
    assert not list(ping_faults(*route, body | {"allowed_mentions": {"parse": []}}))


def test_an_answer_to_an_interaction_that_could_ping_is_found() -> None:
    loud = {"type": 4, "data": {"content": "@everyone"}}

    assert list(ping_faults(*CALLBACK, loud))
    assert not list(ping_faults(*CALLBACK, {"type": 5, "data": {"flags": 64}}))
