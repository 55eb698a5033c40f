"""/person over the wire: its chart arrives whole, once, with words for who does not see it."""

import pytest

from retrieval import PeriodCount, Person
from tests.bot.fakes import FakeLibrary
from tests.loopback.checks import FOLLOW_UP
from tests.loopback.server import LoopbackDiscord

pytestmark = pytest.mark.usefixtures("online")

ADA = Person("Ada Brook", timeline=(PeriodCount("2024-03", 120), PeriodCount("2024-05", 40)))
PNG, END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"


async def test_a_chart_comes_with_the_page(server: LoopbackDiscord, library: FakeLibrary) -> None:
    library.found_person = ADA

    used = server.use("person", name="ada")

    await server.until(lambda: used.original)
    assert used.original is not None
    assert used.original.content.startswith("### Ada Brook\n")
    [told] = used.original.body["attachments"]
    assert told["filename"] == "words-over-time.png"
    assert "From March 2024 to May 2024" in told["description"]
    [picture] = used.original.body["files"].values()
    assert picture.startswith(PNG)
    assert picture.endswith(END)


async def test_a_429_on_its_way_loses_nothing_of_it(
    server: LoopbackDiscord, library: FakeLibrary
) -> None:
    library.found_person = ADA
    server.fail_next(FOLLOW_UP, status=429, retry_after=0.2)

    used = server.use("person", name="ada")

    await server.until(lambda: used.original)
    assert used.original is not None
    [picture] = used.original.body["files"].values()
    assert picture.startswith(PNG)
    assert picture.endswith(END)
    assert used.followups == []
