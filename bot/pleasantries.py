"""Whether a message is a question at all, or "hi", "thanks", "that's wrong", "help".

Only a whole message counts: "hi, what did she say about chips?" is a question.
"""

import re
import unicodedata
from enum import Enum, auto
from typing import Final

from bot.courtesies import COMPLAINTS, SMALL_TALK, THANKS

_HELLO = """
hi, hii, hiya, hello, hullo, hey, heya, yo, howdy, sup, greetings, welcome, good morning, morning,
good afternoon, good evening, good night, good day, gm, gn, how are you, how are you doing,
how's it going, how is it going, what's up, whats up, wassup, nice to meet you,
hallo, moin, servus, guten tag, guten morgen, guten abend, grüß gott, hola, buenos días,
buenos dias, buenas, buenas tardes, buenas noches, qué tal, bonjour, salut, bonsoir, coucou, ciao,
buongiorno, buonasera, olá, ola, oi, bom dia, boa tarde, boa noite, hej, hei, hoi, goedemorgen,
cześć, czesc, dzień dobry, ahoj, merhaba, selam, привет, здравствуйте, добрый день, привіт,
γεια, γεια σου, שלום, مرحبا, السلام عليكم, سلام, नमस्ते, namaste, 你好, 您好, 嗨, 早上好, 大家好,
こんにちは, こんばんは, おはよう, おはようございます, 안녕, 안녕하세요, xin chào, สวัสดี, halo
"""
_THANKS = """
thanks, thank you, thank u, thx, thnx, ty, tysm, tyvm, cheers, much appreciated, appreciated,
many thanks, great thanks, got it, nice, nice one, great, cool, awesome, perfect, good bot,
well done, ok, okay, bye, goodbye, see you, see ya, danke, danke schön, dankeschön,
vielen dank, gracias, muchas gracias, merci, merci beaucoup, grazie, grazie mille, obrigado,
obrigada, bedankt, dank je, tack, takk, tak, dziękuję, dzięki, děkuji, teşekkürler, спасибо,
дякую, ευχαριστώ, תודה, شكرا, धन्यवाद, 谢谢, 谢谢你, 謝謝, 多谢, ありがとう, ありがとうございます,
danke dir, super, prima, tschüss, bis bald, mil gracias, genial, perfecto, adiós, hasta luego,
ありがとうございました, 助かりました, さようなら, 好的, 太好了, 再见, 고마워, 감사합니다,
cảm ơn, ขอบคุณ, terima kasih
"""
_HELP = """
help, help me, help please, how do i use this, how do you work, how does this work, how to use,
what can you do, what do you do, what are you, who are you, commands, info, usage, hilfe, ayuda,
aide, 帮助, test, testing, ping,
wie geht das, wie funktioniert das, was kannst du, was machst du, wer bist du, hilf mir, befehle,
cómo funciona, cómo funcionas, qué puedes hacer, qué haces, quién eres, ayúdame, comandos,
ヘルプ, 助けて, 使い方, 使い方を教えて, 何ができますか, 何ができるの, あなたは誰, コマンド,
怎么用, 如何使用, 你能做什么, 你会什么, 你是谁, 求助, 命令
"""
_FILLERS = """
there, all, everyone, everybody, folks, friend, friends, guys, team, bot, pullquote, again, so much,
a lot, very much, a bunch, a million, buddy, mate, dear, oh, ah, well, and, please, for that,
for the help, for this, hm, hmm, really, just, actually, sorry, but, so, much,
at all
"""
_WAVES = frozenset("👋🙏❤💙💚💛🧡💜🖤🤍😊😀🙂😄😁🤗👍👌🙌🎉💯🔥😍🥰")
_LAUGHS = frozenset("😂🤣😅😆🤔😮😯😲👀😢😭🙄🤷")
_THANKFUL = frozenset("🙏❤💙💚💛🧡💜🖤🤍👍👌🙌🎉💯🔥😍🥰")


class Pleasantry(Enum):
    """What a message is that asks the library nothing."""

    HELLO = auto()
    THANKS = auto()
    HELP = auto()
    # "That's wrong", "not what I asked".
    COMPLAINT = auto()
    # "lol", "interesting", "never mind": nothing that one has to answer.
    SMALL_TALK = auto()


def _phrases(listed: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in listed.replace("\n", " ").split(",") if phrase)


_KINDS = {
    Pleasantry.HELLO: _phrases(_HELLO),
    Pleasantry.THANKS: _phrases(_THANKS),
    Pleasantry.HELP: _phrases(_HELP),
}
_CLAUSES: Final = (
    (Pleasantry.COMPLAINT, COMPLAINTS),
    (Pleasantry.THANKS, THANKS),
    (Pleasantry.SMALL_TALK, SMALL_TALK),
)
_SKIPPED = _phrases(_FILLERS)
_LONGEST_PHRASE = 5


def pleasantry(text: str) -> Pleasantry | None:
    """Return what pleasantry a whole message is, or None if it may be a question."""
    words = _words(text)
    if not words:
        return _drawn(text)
    met: list[Pleasantry] = []
    while words:
        kind, count = _next_phrase(words)
        if not count:
            return None
        met += [kind] if kind else []
        words = words[count:]
    return _weightiest(met)


def plain(text: str) -> str:
    """Return a message in small letters, one space between its words and no marks."""
    return " ".join(_words(text))


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return re.findall(r"[\w'\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff]+", plain)


def _next_phrase(words: list[str]) -> tuple[Pleasantry | None, int]:
    """Return the longest known phrase at the beginning: its kind (None for a filler), its words."""
    listed, clause = _next_listed(words), _next_clause(" ".join(words))
    return max(listed, clause, key=lambda met: (met[1], met[0] is not None))


def _next_clause(said: str) -> tuple[Pleasantry | None, int]:
    """Return the kind and the number of words of the clause with which plain words begin."""
    kind, most = None, 0
    for each, pattern in _CLAUSES:
        found = pattern.match(said)
        if found and len(found[0].split()) > most:
            kind, most = each, len(found[0].split())
    return kind, most


def _next_listed(words: list[str]) -> tuple[Pleasantry | None, int]:
    """Return the kind and the number of words of the longest phrase that is listed."""
    for count in range(min(len(words), _LONGEST_PHRASE), 0, -1):
        phrase = " ".join(words[:count])
        for kind, phrases in _KINDS.items():
            if phrase in phrases:
                return kind, count
        if phrase in _SKIPPED:
            return None, count
    return None, 0


def _weightiest(met: list[Pleasantry]) -> Pleasantry | None:
    """Return what counts: "Hi, help please" wants help, "hey, thanks!" is thanks."""
    weights = (Pleasantry.HELP, Pleasantry.COMPLAINT, Pleasantry.THANKS, Pleasantry.HELLO)
    return next((kind for kind in (*weights, Pleasantry.SMALL_TALK) if kind in met), None)


def _drawn(text: str) -> Pleasantry | None:
    """Judge a message without a word: a wave is a greeting, "?" asks for help."""
    marks = [mark for mark in text if not mark.isspace() and mark not in "\ufe0e\ufe0f\u200d"]
    pictures = {mark for mark in marks if not "\U0001f3fb" <= mark <= "\U0001f3ff"}
    if set(marks) <= set("?!.¿？！。"):
        return Pleasantry.HELP
    if pictures <= _LAUGHS:
        return Pleasantry.SMALL_TALK
    if pictures <= _WAVES:
        return Pleasantry.THANKS if pictures <= _THANKFUL else Pleasantry.HELLO
    return None
