"""Whether somebody asks something, by the look of it, in the five languages that the bot speaks.

A question mark tells it, or how a clause begins or ends. Where nobody has put it to the bot,
missing a question does less harm than taking talk for one; whoever speaks with the bot is heard
with less.
"""

import re
from typing import Final

from bot.pleasantries import pleasantry
from bot.talking.clauses import Clause, clauses_in
from bot.talking.idioms import is_idiom
from bot.talking.requests import is_short_request, requests_of_all, requests_of_one

_UNREAD: Final = re.compile(
    r"```.*?```|`[^`]*`|https?://\S+|<@[!&]?\d+>|^>.*$", re.DOTALL | re.MULTILINE
)
_MARK: Final = re.compile(r"[?？](?=[\s\"'”’»)\]!?？*_~]|$)|¿")
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Chinese and Japanese put no spaces between words; so many of their characters may be a question.
_HAN_KANA: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_FEWEST_WORDS, _FEWEST_CHARACTERS = 2, 4

_ENGLISH: Final = r"""
(?:what|why|how)(?:['’]?s|['’]re|['’]d)?
    \s(?:(?:is|are|was|were|am|do|does|did|can|could|should|shall|would|will|has|have|had|might|may
    |must|about|much|many|long|often|far|big|old|come|exactly|happens|happened|makes|made|said|says
    |thinks|else|kind|sort|time|day|year|people|to)(?:n['’]t)?)\b
|(?:what|how|why)['’]?s\b
|(?:is|are|was|were|can|could|should|will)(?:n['’]t)?
    \s(?:anyone|anybody|someone|somebody|there|it|he|she|they|the|you|we|i|this|that|these|any)\b
|(?:do|does|did|has|have|had|would)(?:n['’]t)?
    \s(?:anyone|anybody|someone|somebody|there|it|he|she|they|the|you|we|i|these|any)\b
|does\s(?:that|this)\b|(?:does|did)\s(?!not\b|that\b|my\b|nothing\b|so\b)\w+\s\w+
|(?:anyone|anybody|someone|somebody)\s(?:know|knows|have|has|remember|understand|got)\b
|(?:please\s)?(?:tell\sme|explain|remind\sme)\b
"""
# Behind what they may tell more of, these open a question only with a joint before them.
_RELATIVE: Final = r"""
which\s(?!is\b|was\b|are\b|were\b|has\b|have\b|means\b|makes\b|made\b|took\b|i\b|you\b|he\b|she\b|we\b|they\b)\w+\s\w+
|(?:who|whom|whose|where|when)(?:['’]?s|['’]re|['’]d)?
    \s(?:is|are|was|were|am|do|does|did|can|could|should|shall|would|will|has|have|had|might|may|must
    |else|exactly|happens|happened)(?:n['’]t)?\b
|who\s(?!i\b|you\b|he\b|she\b|we\b|they\b)\w+\s\w+|who['’]s\b
|(?:what|how)(?:\s(?!i\b|you\b|he\b|she\b|we\b|they\b|it\b|matters\b|happen)[\w'’-]+){1,3}
    \s(?:did|does|do|was|were|are|has|have|can|could|should|would|will)\b
|(?:in|on|at|from|to|by|for|with)\s(?:which|whom|whose|what)\b
"""
_GERMAN: Final = r"""
(?:wer|wen|wem|wessen|was|wann|wo|warum|wieso|weshalb|wie|woher|wohin|wozu|worum|womit|wovon
    |welche[rsnm]?|wieviele?)
    \s(?:(?:ist|sind|war|waren|bin|hat|haben|hatte|hatten|kann|können|könnte|soll|sollen|sollte
    |wird|werden|würde|wurde|wurden|muss|müssen|darf|will|macht|sagt|sagte|sagen|meint|meinte
    |denkt|hält|geht|kommt|gibt|heißt|steht|stehen|bedeutet|funktioniert|viele?|lange|oft|groß|alt
    |hoch|weit|genau|passiert|passierte|kostet|schreibt|schrieb)\b)
|(?:weiß|kennt|hat|kann|könnte)\s(?:jemand|wer|man|einer)\b|gibt\ses\b
|(?:erklär|sag|erzähl)e?\smir\b
"""
_SPANISH: Final = r"""
(?:(?:por|a|de|en|con|para|desde|hasta)\s)?
    (?:qué(?!\s(?:bueno|bien|lindo|pena|lástima|tal\b|risa|guay|chulo))|quién(?:es)?|cómo|cuándo
    |dónde|adónde|cuál(?:es)?|cuánt[oa]s?)\b
|(?:que|quien|como|cuando|donde|cual)\s(?:es|son|fue|dice|dijo|piensa|opina|funciona|hace|hizo)\b
|alguien\s(?:sabe|conoce|tiene|puede|recuerda)\b|sabe[ns]?\s(?:alguien|si)\b
"""
_OPENING: Final = re.compile(
    rf"{_ENGLISH}|{_GERMAN}|{_SPANISH}|which\s(?:one|ones)\b", re.IGNORECASE | re.VERBOSE
)
_OPENING_ALONE: Final = re.compile(_RELATIVE, re.IGNORECASE | re.VERBOSE)
_JAPANESE: Final = re.compile(
    r"(?:か|かな|かしら|だっけ|っけ|のでしょう|教えて(?:ください|下さい|ほしい)?)[。！!～~ｗw]*$"
    r"|どうなの|どうです"
    r"|(?:どんな|どの|どう|何[がをとに]|なぜ|誰[がのを]|いつ|どこ[がでにの]).*の[。！!～~]*$"
    r"|^(?:なぜ|何故|どうして|どうやって|(?:誰|だれ|どこ|いつ|何)(?!も|か|でも)|どんな|どの|どれ|いくら)"
)
_CHINESE: Final = re.compile(
    r"(?:吗|嗎|呢|么|麼)[。！!～~]*$"
    r"|什么|什麼|为何|為何|为啥|怎么|怎麼|怎样|怎樣|如何|多[少久长長大远遠高快]|是否|是不是|有没有|有沒有|能不能|会不会"
    r"|哪[里裡个個些位种種家年]|^(?:谁|誰)|[是有](?:谁|誰)"
)

# How a question begins that leans on the one before it; behind the second kind anything may come.
_FOLLOWING: Final = re.compile(
    r"""(?:what\sabout|how\sabout|same\s(?:for|with)|more\s(?:on|about|from|by|of)
    |tell\sme\smore|since\swhen|in\s\d{4}|i\smeant?|was\sist\smit|wie\ssieht|mehr\s(?:von|zu)
    |ich\smeinte?|qué\shay|más\s(?:de|sobre)|me\srefiero)\b|¿y\b|还有|還有|更多|もっと|他に""",
    re.IGNORECASE | re.VERBOSE,
)
_GOING_ON: Final = re.compile(
    r"(?:and|or|but|also|und|oder|aber|auch|y|o|pero|también)\b\s*|那|じゃあ|では|それ",
    re.IGNORECASE,
)
_LONGEST_FOLLOWING, _LONGEST_FRAGMENT = 12, 3
# Whoever says one of these tells something.
_TELLING: Final = re.compile(
    r"""\b(?:i|you|we|he|she|they|it|that|this|my|your|our|me|us|is|are|was|were|am|be|not|no|have|has
    |had|do|does|did|don|will|would|can|could|should|think|like|love|hate|looks?|sounds?|seems?|works?
    |ich|du|wir|er|sie|ist|sind|war|hat|habe|mein\w*|dein\w*|das|es|nicht|kein\w*
    |yo|tú|son|fue|era|mi|tu|nos|eso|esto|me|te)\b|[我你他她]|です|ます|だよ|だね|た[ねよなわ]?$|了$""",
    re.IGNORECASE | re.VERBOSE,
)


def is_question(text: str) -> bool:
    """Tell whether a text asks something; greetings, a lone "what?" and "?" do not."""
    read = _UNREAD.sub(" ", text).strip()
    if not _says_enough(read) or pleasantry(read) is not None:
        return False
    return bool(_MARK.search(read)) or any(map(_asks, clauses_in(read)))


def is_asking(text: str) -> bool:
    """Tell whether a text that is said to the bot asks something, in whatever form."""
    read = _UNREAD.sub(" ", text).strip()
    if pleasantry(read) is not None:
        return False
    clauses = list(clauses_in(read))
    if is_question(text) or any(is_short_request(one.text) for one in clauses if len(clauses) == 1):
        return True
    return any(requests_of_one(one.text) and not is_idiom(one.text) for one in clauses)


def follows_up(text: str) -> bool:
    """Tell whether a short text goes on with a question: "and Huawei?", "more on chips"."""
    read = text.strip()
    if word_count(read) > _LONGEST_FOLLOWING:
        return False
    going_on = _GOING_ON.match(read)
    return bool(_FOLLOWING.match(read)) or bool(going_on and _names(read[going_on.end() :]))


def is_fragment(text: str) -> bool:
    """Tell whether a text is a name or a few words without a statement: "the Chinese ones"."""
    return word_count(text) <= _LONGEST_FRAGMENT and _names(text)


def _names(text: str) -> bool:
    return bool(text.strip()) and not _TELLING.search(text)


def word_count(text: str) -> int:
    """Return how many words a text has; of Chinese and Japanese, every two characters are one."""
    drawn = len(_HAN_KANA.findall(text))
    return len(_WORD.findall(_HAN_KANA.sub(" ", text))) + (drawn + 1) // 2


def _says_enough(text: str) -> bool:
    drawn = len(_HAN_KANA.findall(text))
    return drawn >= _FEWEST_CHARACTERS or len(_WORD.findall(text)) >= _FEWEST_WORDS


def _asks(clause: Clause) -> bool:
    """Judge a clause by its beginning, and Chinese and Japanese by their question words."""
    said = clause.text
    if is_idiom(said):
        return False
    if _HAN_KANA.search(said):
        return bool(_JAPANESE.search(said) or _CHINESE.search(said) or requests_of_all(said))
    if len(_WORD.findall(said)) <= _FEWEST_WORDS:
        return False
    alone = clause.opens and _OPENING_ALONE.match(said)
    return bool(alone or _OPENING.match(said) or requests_of_all(said))
