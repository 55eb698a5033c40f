"""What does Discord refuse, and in which words?"""

from tests.limits.messages import is_empty, message_faults
from tests.limits.requests import request_faults
from tests.loopback.world import Json


class Refusal(Exception):
    """An HTTP error as Discord words it: status, JSON code, sentence."""

    def __init__(self, status: int, code: int, message: str, **extra: Json) -> None:
        super().__init__(message)
        self.status = status
        self.body: Json = {"message": message, "code": code, **extra}


def unknown(what: str, code: int) -> Refusal:
    return Refusal(404, code, f"Unknown {what}")


def invalid_form(field: str, sentence: str) -> Refusal:
    errors: Json = {field: {"_errors": [{"code": "INVALID", "message": sentence}]}}
    return Refusal(400, 50035, "Invalid Form Body", errors=errors)


def check_request(method: str, path: str, body: object) -> None:
    """Refuse a request whose payload the real API refuses."""
    for field, sentence in request_faults(method, path, body):
        raise invalid_form(field, sentence)


def check_message(body: Json) -> None:
    """Refuse a message that cannot be as it would stand there, an edit taken into it."""
    if is_empty(body):
        raise Refusal(400, 50006, "Cannot send an empty message")
    for field, sentence in message_faults(body):
        raise invalid_form(field, sentence)
