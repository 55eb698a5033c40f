"""How the program tells its operator what happens: one line for each event, to stderr."""

import logging
import sys
from typing import TextIO

import structlog

from bot.settings import LogFormat, LogLevel

# Their "info" is about themselves; an operator wants to hear from them when something is wrong.
_CHATTY = ("chromadb", "httpx", "asyncio", "dotenv", "urllib3", "alembic")
# What members wrote, or where a private link leads, stands in lines of theirs.
_INDISCREET = ("aiosqlite", "httpcore")


def set_up(form: LogFormat, level: LogLevel, *, stream: TextIO | None = None) -> None:
    """Send the log lines of this program and of every library it uses to `stream` (stderr)."""
    target = stream or sys.stderr
    handler = logging.StreamHandler(target)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_shared(form),
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _renderer(form, colours=target.isatty()),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _CHATTY:
        logging.getLogger(name).setLevel(_quieter(level))
    for name in _INDISCREET:
        logging.getLogger(name).setLevel(logging.WARNING)
    _hand_over_to_standard_logging(form)


def _hand_over_to_standard_logging(form: LogFormat) -> None:
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(form),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def _shared(form: LogFormat) -> list[structlog.typing.Processor]:
    time_form = "iso" if form is LogFormat.JSON else "%H:%M:%S"
    chain: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt=time_form, utc=form is LogFormat.JSON),
    ]
    # Lines for machines carry the traceback as text; the console renderer draws its own.
    return [*chain, structlog.processors.format_exc_info] if form is LogFormat.JSON else chain


def _renderer(form: LogFormat, *, colours: bool) -> structlog.typing.Processor:
    if form is LogFormat.JSON:
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    # Local variables are left out of tracebacks: they may hold what members wrote.
    return structlog.dev.ConsoleRenderer(
        colors=colours, exception_formatter=structlog.dev.plain_traceback
    )


def _quieter(level: LogLevel) -> int:
    return logging.DEBUG if level is LogLevel.DEBUG else logging.WARNING
