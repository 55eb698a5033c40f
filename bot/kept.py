"""All that is kept about a member, put together: to be shown, and to be taken away as a file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.exchanges import Exchange
from bot.feedback import Verdict
from bot.gaps.lessons import CONSENTS
from bot.state.enquiries import Enquiry
from bot.state.members import HOLDINGS, Row

# From here on a number is no longer exact in JavaScript, and so in many a reader of JSON.
_EXACT: Final = 2**53
# Whoever asks is answered in it, so that it is known of everybody who asks.
_LANGUAGE: Final = "language"
_DOCUMENTED: Final = "docs/privacy.md"


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What is kept about a member, in all servers.

    `rows` are those of all tables, whole; the others are the same as the program reads them.
    `remembered` is only in memory, and lost when the program ends; so is what is kept `besides`.
    """

    member: int
    rows: Mapping[str, Sequence[Row]]
    enquiries: Sequence[Enquiry]
    verdicts: Sequence[Verdict]
    set_up: Sequence[int]
    remembered: Sequence[Exchange]
    besides: Mapping[str, Sequence[Row]]

    @property
    def counts(self) -> Mapping[str, int]:
        """How much there is of what deleting would change, by its kind."""
        consents = sum(row["subject"] in CONSENTS for row in self.rows["audits"])
        written = [row for row in self.rows["learned"] if row["author_id"] == self.member]
        learned = sum(row["kept_at"] is not None for row in written)
        return {
            "questions": len(self.enquiries),
            "verdicts": len(self.verdicts),
            "learned": learned,
            "offers": len(written) - learned,
            "answered": len(self.rows["learned"]) - len(written),
            "shown": len(self.rows["daily_shown"]),
            "changes": len(self.rows["audits"]) - consents,
            "consents": consents,
            "claims": len(self.rows["claims"]),
            "remembered": len(self.remembered),
            "words": sum(len(rows) for name, rows in self.besides.items() if name != _LANGUAGE),
        }

    @property
    def language(self) -> str:
        """The language that their Discord had when they last used a command, "" if unknown."""
        return next((str(row["language"]) for row in self.besides.get(_LANGUAGE, ())), "")

    @property
    def quoted(self) -> bool:
        """Whether they may be quoted."""
        return not self.rows["not_quoted"]


def exported(kept: PersonalData, at: datetime) -> str:
    """Return it as JSON: every row with all its columns; ids as text, times in UTC (ISO 8601)."""
    fates = {one.table.__tablename__: one.fate for one in HOLDINGS}
    content = {
        "member": str(kept.member),
        "made_at": at.isoformat(),
        "explained_in": _DOCUMENTED,
        "kept": {
            table: {"when_deleted": fates[table], "rows": [_written(row) for row in rows]}
            for table, rows in kept.rows.items()
        },
        "in_memory_until_restart": [_exchange(one) for one in kept.remembered],
        "besides_in_memory": {
            name: [_written(row) for row in rows] for name, rows in kept.besides.items()
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=2, default=_text)


def _written(row: Mapping[str, Any]) -> Row:
    return {name: _exact(value) for name, value in row.items()}


def _exchange(exchange: Exchange) -> Row:
    return _written(
        {
            "server_id": exchange.guild,
            "channel_id": exchange.channel,
            "message_id": exchange.message,
            "answer_ids": list(exchange.answers),
            "text": exchange.text,
            "before": list(exchange.before),
            "filters": str(exchange.filters),
            "private": exchange.private,
            "at": exchange.at,
        }
    )


def _exact(value: object) -> object:
    """Return a value; an id as text."""
    if isinstance(value, list):
        return [_exact(one) for one in value]
    return str(value) if isinstance(value, int) and value >= _EXACT else value


def _text(value: object) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
