"""What looks like a question and asks nothing: "who knows", "what a day", "tell me about it"."""

import re
from typing import Final

_IDIOM: Final = re.compile(
    r"""who\s(?:knows?|cares?|needs|am\si|would(?:['’]ve|\shave)|could\shave|wouldn['’]?t|doesn['’]?t
        |does\snot|asked(?:\syou)?$)\b
    |what\s(?:an?\b|the\s(?:heck|hell|f\w*)|nonsense|can\si\s(?:say|do)|do\si\sknow|could\spossibly
        |is\sit\swith\syou|goes\saround|is\smore\b|did\si\s(?:say|tell))
    |what(?:['’]s|\sis|\swas)\s(?:\w+\s){0,2}(?:interesting|different|funny|great|cool|nice|important
        |crazy|weird|sad|clear|true|new)\b.*\s(?:is|are|was)\b
    |how\s(?:about\s(?:that|no)\b|dare|(?:very\s|really\s)?(?:nice|cool|lovely|sweet|sad|funny|great
        |awful|terrible|cute|kind|interesting|fascinating|weird|strange|odd|wonderful|amazing|true
        |rude|nuts|crazy|awesome|typical|boring)\b)
    |why\s(?:thank|of\scourse|yes|bother|not\s(?:l+o+l+|lmao|haha+|then|tho(?:ugh)?|i\sguess|both)\b)
    |tell\sme\sabout\sit\b|you\stell\sme\b|show\sme\sthe\smoney
    |(?:is|are|was|were|do|does|did|has|have|can|could|will|would)(?:n['’]?t)?\s
        (?:it|he|she|they|we|you|that|there|i)(?:\snot|\s(?:now|then|though|tho|lol|haha))?$
    |is\s(?:it\sjust\sme|this\sa\sjoke|that\sso)\b|would\syou\slook\sat|does\sit\smatter
    |have\s(?:a|the|it)\b|had\s(?:a|the|it|that|this)\b|do\s(?:it|that|this|the)\b
    |i\swonder\s*(?:lol|haha|though|tho|too|as\swell)?$|i\swas\swondering\swhen\syou
    |wer\s(?:weiß|hätte|will\sdas|braucht)\b|was\s(?:für\sei|solls|soll['’]s|weiß\sich|soll\sich\ssagen
        |will\sman)|wie\s(?:auch\simmer|dem\sauch|schön|nett|cool|geil|schade|süß|toll|lustig|traurig)\b
    |quién\s(?:sabe|lo\s(?:diría|hubiera|iba)|diría|fuera)\b|cómo\s(?:no\b|pasa\sel\stiempo)
    |qué\s(?:más\sda|le\svamos|va\b|vergüenza|horror|asco|gracia|raro|curioso|interesante|bonito
        |fuerte|locura|suerte|alegría|ganas)
    |.*(?:そう(?:か|なのか|だったのか|いうことか|いうもの)|わけか|まさか|マジか|(?:い|よ)いじゃないか)[。！!～~ｗw]*$
    |なんという|何という|なんて
    |.*[么麼谁誰哪][里裡儿]?[都也]|.*怎么(?:都|也|说呢?$|办呢?$)|.*(?:谁知道|誰知道|什么的$)
    |(?:但|那|可|其实)?我(?:们|們)?(?:都|也|早就|早|已经)?(?:知道|明白|懂|清楚|记得|告诉|说过)""",
    re.IGNORECASE | re.VERBOSE,
)


def is_idiom(clause: str) -> bool:
    """Tell whether words ask nothing, however they begin."""
    return bool(_IDIOM.match(clause))
