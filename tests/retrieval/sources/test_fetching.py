"""Where does a link lead, and where is it not followed?"""

import gzip
import logging
import socket
import ssl
import subprocess
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from retrieval.errors import (
    LinkBusy,
    LinkError,
    LinkGone,
    LinkRefused,
    LinkTooLarge,
    LinkTooSlow,
    LinkUnreachable,
    LinkWrongType,
)
from retrieval.sources.connecting import is_public
from retrieval.sources.fetching import Fetcher, Limits
from tests.retrieval.sources.web import Web

KEY = "k3Y9fQ2mZx7Lw4Tb8Rv1"


def test_a_page_comes_with_its_type_its_charset_and_what_to_ask_with_next_time(web: Web) -> None:
    web.put("/a", "Boats.", "text/html; charset=Latin-1", ETag='"1"', Last_Modified="yesterday")

    got = web.fetcher()(web.at("/a"))

    assert (got.data, got.media_type, got.charset) == (b"Boats.", "text/html", "latin-1")
    assert got.state == {"etag": '"1"', "last-modified": "yesterday"}
    assert "Pullquote" in web.asked[0][1]["User-Agent"]
    assert web.asked[0][1]["Host"] == f"pier.example:{web.port}"


def test_what_is_unchanged_is_not_sent_again(web: Web) -> None:
    web.put("/a", "Boats.", ETag='"1"')
    fetch = web.fetcher()

    first = fetch(web.at("/a"))
    again = fetch(web.at("/a"), known=first.state)

    assert again.unchanged
    assert again.data == b""


def test_a_name_that_is_not_in_ascii_is_looked_up_as_browsers_do(web: Web) -> None:
    web.put("/caf%C3%A9", "Boats.").name("xn--bcher-kva.example", ["127.0.0.1"])
    web.name("bücher.example", ["10.0.0.7"])

    assert web.fetcher()(web.at("/café", host="bücher.example")).data == b"Boats."


@pytest.mark.parametrize(
    "address",
    [
        "ftp://pier.example/a",
        "file:///etc/passwd",
        "gopher://pier.example/",
        "http://",
        "http:///a",
        "https://[::1",
        "http://pier.example:22/",
        "http://pier.example:6379/",
        "http://pier.example:99999/",
        "http://pier.example\n.evil.example/",
        "http://" + "a" * 70000,
        "http://xn--\ud800.example/",
    ],
)
def test_what_is_no_web_address_is_refused(address: str) -> None:
    with pytest.raises(LinkRefused) as caught:
        Fetcher(resolve=lambda *_: pytest.fail("looked up"))(address)

    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.1", "0x7f.1", "2130706433", "017700000001", "0", "localhost", "[::1]"),
        *("[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "169.254.169.254", "[fe80::1]", "10.1.2.3"),
        *("[64:ff9b::7f00:1]", "[2002:7f00:1::]", "100.100.100.200", "192.168.0.1"),
    ],
)
def test_addresses_of_the_inside_are_refused_however_they_are_written(host: str) -> None:
    with pytest.raises((LinkRefused, LinkUnreachable)) as caught:
        Fetcher()(f"http://{host}:80/")

    assert isinstance(caught.value, LinkRefused) or not is_public(host.strip("[]"))


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.9.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.9.9"),  # noqa: S104 - refused
        *("192.168.1.1", "169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.192"),
        *("198.18.0.1", "192.0.2.1", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1"),
        *("255.255.255.255", "168.63.129.16", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1"),
        *("fd00:ec2::254", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8"),
        *("::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::1"),
        *("2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "pier.example", ""),
    ],
)
def test_an_address_that_is_not_public_is_told(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:2800:21f:cb07::1"])
def test_a_public_address_is_told(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "location",
    [
        *("http://169.254.169.254/latest", "http://[::1]/", "http://0x7f.1/", "http://2130706433/"),
        *("file:///etc/passwd", "http://inside.example:{port}/", "//inside.example:{port}/"),
        *("gopher://pier.example/", "http://pier.example:22/", "http://[::1"),
    ],
)
def test_a_redirect_to_the_inside_is_not_followed(web: Web, location: str) -> None:
    web.send_to("/a", location.format(port=web.port)).name("inside.example", ["10.0.0.7"])

    with pytest.raises(LinkRefused):
        web.fetcher()(web.at("/a"))

    assert web.paths() == ["/a"]


def test_the_address_that_was_checked_is_the_one_that_is_connected_to(web: Web) -> None:
    """DNS rebinding: a second look-up would be answered by an address of the inside."""
    web.put("/a", "Boats.").name("rebinding.example", ["127.0.0.1"], ["10.0.0.7"])

    assert web.fetcher()(web.at("/a", "rebinding.example")).data == b"Boats."


def test_each_redirect_is_looked_up_and_checked_anew(web: Web) -> None:
    web.send_to("/a", "/b").name("rebinding.example", ["127.0.0.1"], ["10.0.0.7"])

    with pytest.raises(LinkRefused, match="not on the public internet"):
        web.fetcher()(web.at("/a", "rebinding.example"))


def test_one_address_of_the_inside_among_others_is_enough_to_refuse(web: Web) -> None:
    web.put("/a", "Boats.").name("mixed.example", ["127.0.0.1", "10.0.0.7"])

    with pytest.raises(LinkRefused):
        web.fetcher()(web.at("/a", "mixed.example"))


def test_five_redirects_are_followed_and_six_are_not(web: Web) -> None:
    web.put("/0", "Boats.")
    for n in range(6):
        web.send_to(f"/{n + 1}", f"/{n}")

    assert web.fetcher()(web.at("/5")).address == web.at("/0")
    with pytest.raises(LinkRefused, match="more than 5 times"):
        web.fetcher()(web.at("/6"))


def test_proxies_of_the_environment_are_not_used(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    web.put("/a", "Boats.")

    assert web.fetcher()(web.at("/a")).data == b"Boats."


def test_cookies_are_not_kept(web: Web) -> None:
    web.put("/a", status=302, Location="/b", Set_Cookie="id=1").put("/b", "Boats.")

    web.fetcher()(web.at("/a"))

    assert [headers.get("Cookie") for _, headers in web.asked] == [None, None]


def test_a_password_is_only_taken_from_who_is_trusted_and_goes_to_its_own_server(web: Web) -> None:
    web.send_to("/a", "/b").send_to("/b", web.at("/c", "other.example")).put("/c", "Boats.")
    address = web.at("/a").replace("http://", "http://ada:pa%20ss@")

    with pytest.raises(LinkRefused, match="only fetched for the operator") as caught:
        web.fetcher()(address)
    got = web.fetcher()(address, trusted=True)

    sent = [headers.get("Authorization") for _, headers in web.asked]
    assert sent == ["Basic YWRhOnBhIHNz", "Basic YWRhOnBhIHNz", None]
    assert got.address == web.at("/c", "other.example")
    assert "pa" not in str(caught.value).replace("pier.example", "").replace("password", "")


def test_a_password_in_a_redirect_is_not_taken(web: Web) -> None:
    web.send_to("/a", web.at("/b").replace("http://", "http://eve:eve@")).put("/b", "Boats.")

    got = web.fetcher()(web.at("/a"))

    assert "Authorization" not in web.asked[1][1]
    assert got.address == web.at("/b")


@pytest.mark.parametrize(
    ("status", "error", "said"),
    [
        (404, LinkUnreachable, "nothing at this address"),
        (401, LinkUnreachable, "asks for a login"),
        (403, LinkUnreachable, "asks for a login"),
        (500, LinkUnreachable, "in trouble"),
        (503, LinkUnreachable, "in trouble"),
        (410, LinkGone, "gone for good"),
        (304, LinkUnreachable, "does not hand it out"),
        (418, LinkUnreachable, "does not hand it out"),
        (302, LinkUnreachable, "does not hand it out"),
    ],
)
def test_an_answer_that_is_no_document_says_what_to_do(
    web: Web, status: int, error: type[LinkError], said: str
) -> None:
    web.put("/a", status=status)

    with pytest.raises(error, match=said):
        web.fetcher()(web.at("/a"))


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("wish", "seconds"),
    [("120", 120), ("Fri, 01 Jan 2100 00:00:00 GMT", 604800), ("9" * 400, 604800), ("soon", 3600)],
)
def test_a_server_that_asks_to_be_left_alone_is_and_it_says_until_when(
    web: Web, status: int, wish: str, seconds: float
) -> None:
    web.put("/a", status=status, Retry_After=wish)

    with pytest.raises(LinkBusy, match=r"try again after \d{4}-\d\d-\d\d \d\d:\d\d UTC") as caught:
        web.fetcher()(web.at("/a"))

    assert abs(caught.value.until.timestamp() - time.time() - seconds) < 60


@pytest.mark.parametrize(
    "media_type", ["audio/mpeg", "video/mp4", "image/png", "application/x-msdownload", "font/woff"]
)
def test_what_is_no_text_is_refused_before_it_is_fetched(web: Web, media_type: str) -> None:
    web.put("/a", b"x" * 100, media_type, Content_Length="9999999999")

    with pytest.raises(LinkWrongType, match="it is no text"):
        web.fetcher()(web.at("/a"))


@pytest.mark.parametrize("media_type", [None, "text/vtt", "application/rss+xml", "application/pdf"])
def test_texts_and_documents_of_many_types_are_taken(web: Web, media_type: str | None) -> None:
    web.put("/a", "Boats.", media_type)

    assert web.fetcher()(web.at("/a")).media_type == media_type


def test_what_says_that_it_is_too_large_is_not_fetched(web: Web) -> None:
    web.put("/a", b"x", Content_Length="20000001")

    with pytest.raises(LinkTooLarge, match="larger than 20 MB"):
        web.fetcher()(web.at("/a"))


def test_what_turns_out_too_large_is_left(web: Web) -> None:
    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "text/plain")
        request.end_headers()
        while True:
            request.wfile.write(b"x" * 65536)

    web.serve("/a", endless)

    with pytest.raises(LinkTooLarge):
        web.fetcher(size=1_000_000)(web.at("/a"))


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress], ids=["gzip", "deflate"])
def test_what_comes_packed_is_unpacked(web: Web, pack: object) -> None:
    assert callable(pack)
    name = {gzip.compress: "gzip"}.get(pack, "deflate")
    web.put("/a", pack(b"Boats float." * 50_000), Content_Encoding=name)

    assert web.fetcher()(web.at("/a")).data == b"Boats float." * 50_000


def test_members_that_were_packed_one_by_one_come_whole(web: Web) -> None:
    web.put("/a", gzip.compress(b"Boats ") + gzip.compress(b"float."), Content_Encoding="gzip")

    assert web.fetcher()(web.at("/a")).data == b"Boats float."


def test_a_gzip_bomb_is_left_when_it_grows_too_large(web: Web) -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(100)) + packer.flush()
    assert len(bomb) < 200_000
    web.put("/a", bomb, Content_Encoding="gzip")

    with pytest.raises(LinkTooLarge):
        web.fetcher()(web.at("/a"))


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (gzip.compress(b"Boats float.", mtime=0)[:-6], "gzip"),
        (b"no gzip", "gzip"),
        (gzip.compress(gzip.compress(b"x", mtime=0), mtime=0), "gzip, gzip"),
        (b"x", "br"),
    ],
)
def test_what_cannot_be_unpacked_is_one_plain_sentence(
    web: Web, data: bytes, encoding: str
) -> None:
    web.put("/a", data, Content_Encoding=encoding)

    with pytest.raises(LinkUnreachable, match=r"damaged|packed in a way"):
        web.fetcher()(web.at("/a"))


def test_a_body_that_ends_too_early_is_no_document(web: Web) -> None:
    web.put("/a", "Boats", Content_Length="500")

    with pytest.raises(LinkUnreachable):
        web.fetcher()(web.at("/a"))


def drip(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Type", "text/plain")
    request.end_headers()
    while True:
        request.wfile.write(b"x")
        request.wfile.flush()
        time.sleep(0.05)


def drip_headers(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        request.wfile.write(b"x")
        request.wfile.flush()
        time.sleep(0.05)


def say_nothing(_: BaseHTTPRequestHandler) -> None:
    time.sleep(3)


@pytest.mark.parametrize("answer", [drip, drip_headers, say_nothing])
def test_the_time_is_that_of_the_whole_however_slowly_it_drips(web: Web, answer: object) -> None:
    assert callable(answer)
    web.serve("/a", answer)

    with pytest.raises(LinkTooSlow, match=r"longer than 0\.3 seconds"):
        web.fetcher(seconds=0.3)(web.at("/a"))


def test_a_look_up_that_hangs_is_left() -> None:
    ended = threading.Event()

    def hang(*_: object) -> list[str]:
        ended.wait(10)
        return []

    fetch = Fetcher(resolve=hang, limits=Limits(seconds=0.2))

    with pytest.raises(LinkTooSlow):
        fetch("http://pier.example/")
    ended.set()


def test_a_name_that_nobody_has_and_a_closed_port_are_unreachable() -> None:
    def unknown(*_: object) -> list[str]:
        raise socket.gaierror

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        closed = Fetcher(
            resolve=lambda *_: ["127.0.0.1"], permits=lambda _: True, ports=frozenset({port})
        )
        with pytest.raises(LinkUnreachable, match="cannot be reached"):
            closed(f"http://pier.example:{port}/")

    with pytest.raises(LinkUnreachable, match="no such server"):
        Fetcher(resolve=unknown)("http://pier.example/")


def test_the_next_address_is_tried_where_the_first_does_not_answer(web: Web) -> None:
    web.put("/a", "Boats.").name("pier.example", ["127.0.0.9", "127.0.0.1"])
    fetch = web.fetcher()
    fetch._permits = lambda _: True

    assert fetch(web.at("/a")).data == b"Boats."


def test_an_answer_that_is_no_http_is_unreachable(web: Web) -> None:
    def greet(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"SSH-2.0-OpenSSH\r\n")

    web.serve("/a", greet)

    with pytest.raises(LinkUnreachable):
        web.fetcher()(web.at("/a"))


@pytest.mark.parametrize("path", ["/feed/{}/rss", "/feed?auth={}"])
def test_nothing_secret_of_a_link_is_in_an_error_or_a_log(
    web: Web, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    caplog.set_level(logging.DEBUG)
    address = path.format(KEY)
    web.send_to(address, f"/gone/{KEY}")

    with pytest.raises(LinkUnreachable) as caught:
        web.fetcher()(web.at(address))

    assert KEY not in str(caught.value)
    assert KEY not in caplog.text
    assert "pier.example" in str(caught.value)


@pytest.fixture(name="certificate", scope="module")
def _certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and its certificate for pier.example, made for this run."""
    path = tmp_path_factory.mktemp("tls") / "pier.pem"
    command = (
        f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=pier.example "
        f"-addext subjectAltName=DNS:pier.example -keyout {path} -out {path}.crt"
    )
    try:
        subprocess.run(command.split(), check=True, capture_output=True)  # noqa: S603 - fixed
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("openssl makes no certificate here")
    return path


def test_tls_proves_the_name_and_no_other(certificate: Path) -> None:
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{certificate}.crt", certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    port = server.server_address[1]

    def fetcher(tls: ssl.SSLContext | None) -> Fetcher:
        return Fetcher(
            resolve=lambda *_: ["127.0.0.1"],
            permits=lambda _: True,
            ports=frozenset({port}),
            tls=tls,
        )

    knowing = ssl.create_default_context(cafile=f"{certificate}.crt")
    try:
        with pytest.raises(LinkUnreachable, match=r"does not hand it out|in trouble"):
            fetcher(knowing)(f"https://pier.example:{port}/")  # 501: it was reached
        for tls, host in ((knowing, "other.example"), (None, "pier.example")):
            with pytest.raises(LinkUnreachable, match="certificate"):
                fetcher(tls)(f"https://{host}:{port}/")
    finally:
        server.shutdown()
        server.server_close()
