"""Time codes become links, where the link can be trusted."""

import pytest

from retrieval.deep_links import closest_link
from retrieval.models import Locator, Work

PAGE = "https://pier.example/ep/7"


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://www.youtube.com/watch?v=abc", "https://www.youtube.com/watch?v=abc&t=754"),
        ("https://youtube.com/watch?v=a&t=3#c", "https://youtube.com/watch?v=a&t=754#c"),
        (
            "https://m.youtube.com/watch?list=PL1&v=abc&start=9",
            "https://m.youtube.com/watch?list=PL1&v=abc&t=754",
        ),
        ("https://youtu.be/abc", "https://youtu.be/abc?t=754"),
        ("https://youtu.be/abc?si=x%2By", "https://youtu.be/abc?si=x%2By&t=754"),
        ("https://www.youtube.com/live/abc", "https://www.youtube.com/live/abc?t=754"),
        (
            "https://www.youtube-nocookie.com/embed/abc?rel=0",
            "https://www.youtube.com/watch?v=abc&rel=0&t=754",
        ),
        ("https://vimeo.com/76979871", "https://vimeo.com/76979871#t=754s"),
        (
            "https://player.vimeo.com/video/76979871",
            "https://player.vimeo.com/video/76979871#t=754s",
        ),
        ("https://cdn.example/a/7.MP3?token=1", "https://cdn.example/a/7.MP3?token=1#t=754"),
        ("https://cdn.example/7.mp4#track=en", "https://cdn.example/7.mp4#track=en&t=754"),
        ("https://cdn.example/7.ogg#t=1", "https://cdn.example/7.ogg#t=754"),
    ],
)
def test_a_recordings_address_is_given_the_time(url: str, link: str) -> None:
    assert closest_link(Locator(754.9), Work(url=url)) == link
    assert closest_link(Locator(754.9), Work(url=PAGE, media=url)) == link
    assert closest_link(Locator(754.9), Work(media=url, duration=755)) == link


@pytest.mark.parametrize(
    "url",
    [
        PAGE,
        "https://www.youtube.com/@somebody",
        "https://www.youtube.com/playlist?list=PL1",
        "https://www.youtube.com/watch?list=PL1",
        "https://youtu.be/",
        "https://notyoutube.com/watch?v=abc",
        "https://youtube.com.evil.example/watch?v=abc",
        "https://vimeo.com/about",
        "https://pier.example/why-mp3",
        "https://pier.example/mp3",
        "https://pier.example/a.mp3/notes",
        "ftp://cdn.example/7.mp3",
        "https://[broken/7.mp3",
        "not an address",
    ],
)
def test_a_page_keeps_its_address_without_a_time(url: str) -> None:
    assert closest_link(Locator(754), Work(url=url)) == url


@pytest.mark.parametrize("timestamp", [100, 100.5, 9000, -1, float("nan"), float("inf")])
def test_a_time_outside_the_known_length_leads_to_the_plain_address(timestamp: float) -> None:
    work = Work(url=PAGE, media="https://cdn.example/7.mp3", duration=100)

    assert closest_link(Locator(timestamp), work) == PAGE


def test_the_stretchs_own_address_wins() -> None:
    at = Locator(12, url="https://pier.example/ep/7#comment-3")

    assert closest_link(at, Work(url="https://youtu.be/abc")) == at.url


def test_without_a_time_it_is_the_works_address_or_else_its_recordings() -> None:
    media = "https://cdn.example/7.mp3"

    assert closest_link(Locator(), Work(url=PAGE, media=media)) == PAGE
    assert closest_link(Locator(), Work(media=media)) == media
    assert closest_link(Locator(5), Work()) is None
