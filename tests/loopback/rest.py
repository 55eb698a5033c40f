"""How is a request answered? The HTTP side: body, scripted faults, limits, token, handler."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.loopback.buckets import Buckets
from tests.loopback.faults import Fault, Faults, too_many
from tests.loopback.journal import Exchange, Journal
from tests.loopback.limits import Refusal, check_request

API = "/api/v10"
# An interaction's token in the path stands for the bot's token in the header.
NO_TOKEN_NEEDED = ("/interactions/", "/webhooks/")


@dataclass(frozen=True, slots=True)
class Call:
    """One request: what a handler needs of it. Lists arrive as bodies too (commands)."""

    request: web.Request
    body: Any  # JSON of the client's making

    def id(self, name: str) -> int:
        return int(self.request.match_info[name])

    def word(self, name: str) -> str:
        return self.request.match_info[name]


# None answers 204.
Handler = Callable[[Call], object]


class Rest:
    """Serves tables of `"METHOD /path/{template}" -> handler`, the keys as Discord writes them."""

    def __init__(self, journal: Journal, faults: Faults, buckets: Buckets, token: str) -> None:
        self._journal = journal
        self._faults = faults
        self._buckets = buckets
        self._token = token

    def mount(self, app: web.Application, *tables: Mapping[str, Handler]) -> None:
        for table in tables:
            for route, handler in table.items():
                method, path = route.split(" ")
                app.router.add_route(method, API + path, self._serving(route, handler))
        app.router.add_route("*", "/{rest:.*}", self._serving(None, no_such_route))

    def _serving(
        self, known: str | None, handler: Handler
    ) -> Callable[[web.Request], Any]:  # aiohttp's handler type is a union of private ones
        async def serve(request: web.Request) -> web.Response:
            route = known or f"{request.method} {request.path.removeprefix(API)}"
            call = Call(request, await read_body(request))
            await self._faults.wait_if_held(route)
            if request.transport is None:  # whoever asked is no more
                return web.Response()
            status, answer, headers = self._decide(route, call, handler)
            path = request.path.removeprefix(API)
            self._journal.record(Exchange(route, path, call.body, status, answer))
            await self._faults.wait_if_withheld(route)
            return as_response(status, answer, headers)

        return serve

    def _decide(
        self, route: str, call: Call, handler: Handler
    ) -> tuple[int, object, dict[str, str]]:
        fault = self._faults.due(route)
        free, headers = self._buckets.take(route, call.request)
        if fault is None and not free:
            fault = too_many(float(headers["X-RateLimit-Reset-After"]))
        if fault and not fault.takes_effect:
            return fault.status, fault.body, told(fault, headers)
        try:
            self._check_token(call.request)
            check_request(call.request.method, call.request.path.removeprefix(API), call.body)
            answer = handler(call)
        except Refusal as refusal:
            return refusal.status, refusal.body, headers
        except Exception as broken:
            self._journal.broken.append(broken)
            raise
        if fault:
            return fault.status, fault.body, told(fault, headers)
        return (204 if answer is None else 200), answer, headers

    def _check_token(self, request: web.Request) -> None:
        path = request.path.removeprefix(API)
        if path.startswith(NO_TOKEN_NEEDED):
            return
        if request.headers.get("Authorization") != f"Bot {self._token}":
            raise Refusal(401, 0, "401: Unauthorized")


def told(fault: Fault, headers: dict[str, str]) -> dict[str, str]:
    """A fault's own headers, beside those of the bucket."""
    waits = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    return headers | waits | fault.headers


def no_such_route(call: Call) -> object:
    raise Refusal(404, 0, f"404: Not Found ({call.request.path} is not built yet)")


async def read_body(request: web.Request) -> Any:
    """JSON, or the JSON part of a form, with the bytes of its files as "files", by number."""
    if request.content_type == "multipart/form-data":
        form = await request.post()
        sent = {key: file for key, file in form.items() if isinstance(file, web.FileField)}
        files = {key[len("files[") : -1]: file.file.read() for key, file in sent.items()}
        return json.loads(str(form["payload_json"])) | {"files": files}
    data = await request.read()
    return json.loads(data) if data else {}


def as_response(status: int, answer: object, headers: Mapping[str, str]) -> web.Response:
    if answer is None:
        return web.Response(status=status, headers=headers)
    # Exactly "application/json": discord.py reads an answer with a charset as plain text.
    body = json.dumps(answer).encode()
    return web.Response(status=status, body=body, headers=headers, content_type="application/json")
