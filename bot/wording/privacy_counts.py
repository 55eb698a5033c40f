"""How much is kept of a member, and how much would go, by its kind."""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.kept import PersonalData
from bot.translation import ngettext
from bot.translation import nnoted as NN_
from bot.wording.numbers import number

# By kind of thing, what is said of one and of many.
Forms = Mapping[str, tuple[str, str]]
KEPT: Final[Forms] = {
    "verdicts": NN_(
        "You have judged {count} answer of mine; that is kept as long as questions are.",
        "You have judged {count} answers of mine; that is kept as long as questions are.",
    ),
    "learned": NN_(
        "{count} message of yours is quoted as an answer, as you have agreed.",
        "{count} messages of yours are quoted as answers, as you have agreed.",
    ),
    "offers": NN_(
        "I remember for 30 days that I asked you about {count} message.",
        "I remember for 30 days that I asked you about {count} messages.",
    ),
    "answered": NN_(
        "{count} question of yours stands with a member's answer that I may quote.",
        "{count} questions of yours stand with members' answers that I may quote.",
    ),
    "shown": NN_(
        "Posts of the last year quote you in {count} place.",
        "Posts of the last year quote you in {count} places.",
    ),
    "changes": NN_(
        "You made {count} change of settings; that is kept for 90 days.",
        "You made {count} changes of settings; that is kept for 90 days.",
    ),
    "consents": NN_(
        "You let an answer of yours be kept or took it back {count} time; that is noted for 90 "
        "days.",
        "You let answers of yours be kept or took them back {count} times; that is noted for 90 "
        "days.",
    ),
    "claims": NN_(
        "I know where I answered {count} message of yours, and forget it after 30 days.",
        "I know where I answered {count} messages of yours, and forget it after 30 days.",
    ),
    "remembered": NN_(
        "Until I am restarted I remember your latest question, to follow it up.",
        "Until I am restarted I remember your {count} latest questions, to follow them up.",
    ),
    "words": NN_(
        "Until I am restarted I have the words of {count} message of yours in memory.",
        "Until I am restarted I have the words of {count} messages of yours in memory.",
    ),
}
GOING: Final[Forms] = {
    "questions": NN_("{count} question of yours", "{count} questions of yours"),
    "verdicts": NN_("{count} verdict on an answer", "{count} verdicts on answers"),
    "learned": NN_(
        "{count} message of yours that is quoted as an answer",
        "{count} messages of yours that are quoted as answers",
    ),
    "offers": NN_(
        "that I asked you about {count} message", "that I asked you about {count} messages"
    ),
    "answered": NN_(
        "{count} question of yours that stands with a member's answer",
        "{count} questions of yours that stand with members' answers",
    ),
    "shown": NN_(
        "your words in {count} place of my posts", "your words in {count} places of my posts"
    ),
    "changes": NN_(
        "your name at {count} change of settings, which stays without it",
        "your name at {count} changes of settings, which stay without it",
    ),
    "consents": NN_(
        "your name at {count} note of a kept answer, which stays without it",
        "your name at {count} notes of kept answers, which stay without it",
    ),
    "claims": NN_(
        "where I answered {count} message of yours", "where I answered {count} messages of yours"
    ),
    "remembered": NN_(
        "{count} question that I have only in memory",
        "{count} questions that I have only in memory",
    ),
    "words": NN_(
        "the words of {count} message that I have in memory",
        "the words of {count} messages that I have in memory",
    ),
}


def counted(found: PersonalData, forms: Forms) -> Iterator[str]:
    """Yield how much there is of each kind, of what there is at all."""
    for kind, (one, many) in forms.items():
        if count := found.counts[kind]:
            yield ngettext(one, many, count).format(count=number(count))
