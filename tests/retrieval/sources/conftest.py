"""What tests of sources share."""

from collections.abc import Iterator

import pytest

from tests.retrieval.sources.web import Web, web


@pytest.fixture(name="web")
def _web() -> Iterator[Web]:
    with web() as served:
        yield served
