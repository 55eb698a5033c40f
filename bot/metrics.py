"""How the bot gets on, in numbers that Prometheus reads: no member, no server, no word of theirs.

Names and units follow https://prometheus.io/docs/practices/naming/.
"""

import logging
from collections.abc import Callable
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from bot.observing import Outcome

FORM: Final = CONTENT_TYPE_LATEST
# Seconds: an answer takes some hundredths, and a few seconds where many ask at once.
_BUCKETS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """An `Observer` that counts for as long as the program runs."""

    def __init__(self) -> None:
        registry = self._registry = CollectorRegistry()
        self._questions = Counter(
            "pullquote_questions",
            "Questions, by what became of them.",
            ["outcome"],
            registry=registry,
        )
        self._latency = Histogram(
            "pullquote_answer_seconds",
            "Seconds from a question to its quotes or silence, waiting for the library included.",
            buckets=_BUCKETS,
            registry=registry,
        )
        self._syncs = Counter(
            "pullquote_syncs", "Syncs of sources, by how they ended.", ["result"], registry=registry
        )
        self._errors = Counter(
            "pullquote_errors", "Errors that stand in the log.", registry=registry
        )
        self._queue = Gauge(
            "pullquote_queue_length", "Requests that wait for the library.", registry=registry
        )
        # What never happened is zero, and not unknown.
        for outcome in Outcome:
            self._questions.labels(outcome.value)
        for result in ("done", "failed"):
            self._syncs.labels(result)

    def asked(self, outcome: Outcome, seconds: float) -> None:
        """Count a question and how long the library took for it."""
        self._questions.labels(outcome.value).inc()
        self._latency.observe(seconds)

    def synced(self, *, well: bool) -> None:
        """Count a sync of a source."""
        self._syncs.labels("done" if well else "failed").inc()

    def watch_queue(self, length: Callable[[], int]) -> None:
        """Tell the length of the queue from now on."""
        self._queue.set_function(length)

    def count_errors(self, logger: logging.Logger) -> None:
        """Count what is logged as an error from now on, whoever logs it."""
        logger.addHandler(_ErrorCount(self._errors))

    def text(self) -> bytes:
        """Return all of it in Prometheus' text format."""
        return generate_latest(self._registry)


class _ErrorCount(logging.Handler):
    def __init__(self, errors: Counter) -> None:
        super().__init__(logging.ERROR)
        self._errors = errors

    def emit(self, _: logging.LogRecord) -> None:
        """Count it."""
        self._errors.inc()
