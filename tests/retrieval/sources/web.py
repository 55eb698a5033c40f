"""A small web on the loopback: names, pages, and a fetcher that alone may go there."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from retrieval.sources.fetching import Fetcher, Limits

Answer = Callable[[BaseHTTPRequestHandler], None]


class Web:
    """Serves what was put at paths; every host name leads to it, but for those given others."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Mapping[str, str]]] = []
        self._pages: dict[str, Answer] = {}
        self._hosts: dict[str, list[list[str]]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def put(
        self,
        path: str,
        data: bytes | str = b"",
        media_type: str | None = "text/plain",
        status: int = 200,
        **headers: str,
    ) -> Self:
        """At this path stands this; headers are given with `_` for `-`."""
        content = data.encode() if isinstance(data, str) else data
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        if media_type:
            said["Content-Type"] = media_type

        def answer(request: BaseHTTPRequestHandler) -> None:
            etag = request.headers.get("If-None-Match")
            if etag and etag == said.get("ETag"):
                request.send_response(304)
                request.end_headers()
                return
            request.send_response(status)
            for name, value in ({"Content-Length": str(len(content))} | said).items():
                request.send_header(name, value)
            request.end_headers()
            request.wfile.write(content)

        return self.serve(path, answer)

    def serve(self, path: str, answer: Answer) -> Self:
        """At this path, this answers."""
        self._pages[path] = answer
        return self

    def send_to(self, path: str, location: str, status: int = 302) -> Self:
        """This path redirects."""
        return self.put(path, status=status, Location=location)

    def name(self, host: str, *answers: list[str]) -> Self:
        """A host's addresses at the first look-up, the second, ...; the last stays."""
        self._hosts[host] = list(answers)
        return self

    def at(self, path: str, host: str = "pier.example") -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for so far."""
        return [path for path, _ in self.asked]

    def fetcher(self, seconds: float = 20.0, size: int = 20_000_000) -> Fetcher:
        """A fetcher that may use this web's port and address, and else what all may."""
        return Fetcher(
            resolve=self._resolve,
            permits=lambda address: address == "127.0.0.1",
            ports=frozenset({self.port}),
            limits=Limits(size=size, seconds=seconds),
        )

    def close(self) -> None:
        """Serve no more."""
        self._server.shutdown()
        self._server.server_close()

    def _resolve(self, host: str, port: int) -> list[str]:
        assert port == self.port
        answers = self._hosts.get(host, [["127.0.0.1"]])
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                web.asked.append((self.path, dict(self.headers.items())))
                page = web._pages.get(self.path)
                try:
                    if page:
                        page(self)
                    else:
                        self.send_error(404)
                except OSError:
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as above
                pass

        return Handler


@contextmanager
def web() -> Iterator[Web]:
    """A web for the time of a test."""
    served = Web()
    try:
        yield served
    finally:
        served.close()
