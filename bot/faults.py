"""How a fault gets a name that the reader and the log share."""

import base64
import secrets

import structlog


def record(error: BaseException, *, doing: str) -> str:
    """Log an exception with its traceback under a short id, and return the id.

    The id is all that a reader is told; the exception's text may hold anything.
    """
    reference = base64.b32encode(secrets.token_bytes(5)).decode("ascii")[:6]
    log = structlog.stdlib.get_logger("bot")
    log.error("fault", reference=reference, doing=doing, exc_info=error)
    return reference
