"""Whether somebody asks without a question: "I wonder why …", "tell me more about …"."""

import re
from typing import Final

_WH: Final = r"(?:who|whom|whose|what|which|why|how|where|when|if|whether)(?:['’]?s)?\b"

# What is a question to whoever reads it.
_TO_ALL: Final = rf"""
(?:i\s|i['’]m\s|i\sam\s|i\swas\s|just\s|still\s|been\s)*wonder(?:ing)?\s(?:about\b|{_WH})
|any(?:one|body)?\s(?:(?:got|have|has|with)\s)?(?:any\s|an\s)?(?:idea|clue)s?\s(?:of\s|about\s)?{_WH}
|(?:what\s)?(?:i|we)?\s?(?:['’]d\s|really\s|just\s|would\s(?:really\s)?)*(?:like|love|want|need)
    \sto\s(?:know|learn|find\sout|understand)\b
|(?:i['’]m\s|i\sam\s|just\s)*curious\s(?:about\b|{_WH})
|(?:can|could)\s(?:any|some)(?:one|body)\b
|ich\s(?:frage?\smich|wüsste\sgern|(?:würde|möchte|will)\s(?:\w+\s){{0,2}}wissen)\b
|mich\s(?:würde\s(?:\w+\s)?interessieren|interessiert)\b|kann\s(?:mir|uns)\s(?:jemand|wer|einer)\b
|(?:me|nos)\s(?:gustaría|interesaría|encantaría)\ssaber\b|(?:quiero|quisiera|querría)\ssaber\b
|me\spregunto\b|alguien\s(?:me|nos)\s(?:explica|dice|cuenta|ayuda)\b
|.*(?:知りたい|聞きたい|教えて)|(?:我|我们)?(?:很|也|就|还)?想(?:要)?(?:知道|了解|问)|请教|求(?:解释|科普)
"""

# What is one to whom it is said.
_TO_ONE: Final = rf"""
(?:please\s)?(?:tell|show|give|find|get|read|remind)\s(?:me|us)\b
|(?:please\s)?(?:explain|summari[sz]e|describe|define|list|compare|elaborate|expand\son|quote|look\sup
    |search|look\sfor|find|show(?!\s(?:up|off|them))|name|dig\sdeeper|go\s(?:deeper|on|into)|say\smore|continue)\b
|let(?:['’]?s|\sme|\sus)\s(?:hear|see|read)\b(?!\sif\b)
|(?:can|could|would|will)\syou\b|do\syou\s(?:know|have)\b|have\syou\s(?:got|anything|something|any)
|(?:got\s|have\s|is\sthere\s)?(?:any(?:thing|one|body)?|some(?:thing|one)|more|stuff)\b
    (?:\s[\w'’-]+){{0,3}}?\s(?:on|about|from|by|regarding)\b
|any\s(?:more|other|others|quotes?|sources?|examples?|details?|thoughts|news|word|updates?)\b
|(?:thoughts|views|opinions|takes?)\s(?:on|about)\b
|(?:i|we)?\s?(?:['’]d\s|really\s|would\s(?:really\s)?)*(?:like|love|want|need)
    \s(?:to\s(?:hear|see|read)|more|another|some(?:thing)?)\b
|(?:i\s|we\s)?(?:still\s|really\s|just\s)*(?:do(?:n['’]?t|\snot)|can(?:['’]?t|not))
    \s(?:really\s|quite\s|fully\s)?(?:get|see|understand|follow)\s(?:who|what|why|how|where|when|which)\b(?!\sto\b)
|(?:i['’]m\s|i\sam\s)?not\s(?:really\s|quite\s)?sure\s(?:i\s(?:get|see|understand|follow)\s)?
    (?:who|what|why|how|where|when|which)\b(?!\sto\b)
|(?:i\shave\s)?no\s(?:idea|clue)\s(?:who|what|why|how|where|when|which)\b(?!\sto\b)
|(?:that|this|it|which)\s(?:does|did)(?:n['’]?t|\snot)\s(?:really\s)?(?:answer|say|tell|explain)
    (?:\sme)?\s{_WH}
|(?:what|how|why)\s[\w'’]+\s(?:thinks?|thought|says?|said|makes?|made|feels?)\s(?:of|about|on|to)\b
|(?:erklär|sag|erzähl|zeig|gib|nenn|such|finde?|beschreib|vergleich|fass)e?\s(?:mir|uns|mal|bitte|das)\b
|(?:hast|weißt|kennst|kannst|könntest)\sdu\b|(?:mehr|etwas|was|irgendwas)\s(?:\w+\s)?(?:zu|über|von|dazu)\b
|ich\s(?:verstehe|kapiere|weiß)\s(?:\w+\s)?nicht\b.*\b(?:wer|was|warum|wieso|wie|wo|wann|ob)\b
|(?:dime|explícame|cuéntame|muéstrame|dame|enséñame|háblame|búscame|recuérdame|resume|explica|compara)\b
|(?:tienes|tendrás|hay|sabes|puedes|podrías|conoces)\s(?:algo|algún|alguna|más|otr|si|qué|quién|cómo|por|cuándo
    |dónde|decir|explicar|contar|mostrar|dar|buscar|resumir)
|(?:algo|más)\s(?:\w+\s)?(?:sobre|acerca|de)\b
|(?:no|sigo\ssin)\s(?:entiendo|entender|sé|comprendo)\s(?:\w+\s)?(?:por\squé|qué|cómo|quién|cuándo|dónde)\b
|.*(?:説明して|詳しく|見せて|探して|まとめて|比べて|他には)|.*(?:について|に関して)(?:は|も)?$
|(?:请|請|再|多|能|可以)*(?:给|跟|和|替|帮)(?:我|我们)(?:讲|说|介绍|解释|看|找|总结|比较)|告诉我|告訴我
|(?:请|請|再|多)*(?:说说|讲讲|聊聊|谈谈|介绍|解释|总结|比较|对比|详细|展开|列出|说明)|还有.*吗|关于.*呢
"""
# What is left of a question to whom one speaks with: "why though", "says who".
_SHORT: Final = re.compile(
    r"""(?:why|how|when|where|who|what)(?:\s(?:so|though|tho|exactly|then|else|is\sthat|come))?
    |says\swho|since\swhen|such\sas|like\s(?:what|who)|for\sexample|any\sothers?|any(?:one|thing)\selse
    |warum|wieso|wer\snoch|was\snoch|seit\swann|zum\sbeispiel|por\squé|desde\scuándo|quién\smás
    |por\sejemplo|qué\smás|なぜ|どうして|たとえば|例えば|为什么|为啥|比如|谁说的|誰說的""",
    re.IGNORECASE | re.VERBOSE,
)
_REQUEST_TO_ALL: Final = re.compile(_TO_ALL, re.IGNORECASE | re.VERBOSE)
_REQUEST_TO_ONE: Final = re.compile(_TO_ONE, re.IGNORECASE | re.VERBOSE)


def requests_of_all(clause: str) -> bool:
    """Tell whether a clause asks whoever reads it."""
    return bool(_REQUEST_TO_ALL.match(clause))


def requests_of_one(clause: str) -> bool:
    """Tell whether a clause asks whom it is said to."""
    return bool(_REQUEST_TO_ONE.match(clause))


def is_short_request(text: str) -> bool:
    """Tell whether a text is what is left of a question to whom one speaks with."""
    return bool(_SHORT.fullmatch(text.strip()))
