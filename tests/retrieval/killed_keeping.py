"""Keeps a member's message and is killed in the middle of it, once for each way of being killed.

    python -m tests.retrieval.killed_keeping LIBRARIES

As killed.py does it for an ingest.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from retrieval import KeptMessage
from tests.retrieval.fakes import opened
from tests.retrieval.killed import (
    after_the_transaction,
    inside_the_transaction,
    while_embedding,
)

WAYS = (while_embedding, inside_the_transaction, after_the_transaction)
KEPT = KeptMessage(
    id=1234,
    text="You have to **wave a lantern** three times.\n> never wave at night\nThen they come.",
    author="Jane",
    link="https://discord.com/channels/7/8/1234",
    asked="How do I get the ferry to stop at my island?",
    at=datetime(2031, 8, 20, 23, 30, tzinfo=UTC),
    audience="server:7/members",
    channel="help",
    server="Harbour Friends",
)


def main(libraries: Path) -> None:
    for way in WAYS:
        child = os.fork()
        if child == 0:
            way()
            with opened(libraries / way.__name__) as library:
                library.keep_message(KEPT)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), f"{way.__name__} lived on"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
