"""What thanks, complaints and small talk look like that say more than a word.

They are looked for in plain words: one space between them, lower case, no marks.
"""

import re
from typing import Final

_PRAISED: Final = r"""(?:helpful|useful|great|perfect|good|nice|awesome|amazing|cool|brilliant
    |excellent|wonderful|fantastic|lovely|neat|exactly\swhat\si\s(?:needed|wanted|was\slooking\sfor))"""
_VERY: Final = r"(?:\s?(?:very|really|super|so|extremely|quite|pretty|just|all|indeed|most))*"
_THIS: Final = r"(?:(?:that|this|it|these|those|which)(?:'s|'re|\sis|\sare|\swas|\swere)?|was)"
_TO_ALL: Final = r"(?:\s(?:everyone|everybody|all|guys|folks|team|you\sall|bot|pullquote))?"

_KIND: Final = rf"""
(?:(?:many|big|huge|lots\sof)\s)?(?:thanks|thank\s(?:you|u)|thx|ty)
    (?:\sfor\s(?:(?:the|your|that|this|all)(?:\s\w+){0, 2}|\w+ing)(?:\s(?:me|it|this|that|us))?)?
|{_THIS}{_VERY}\s?{_PRAISED}
|(?:very|really|super|so|quite)\s{_PRAISED}
|(?:that|this|it)(?:\sreally)?\s(?:helps|helped|works|worked)(?:\s(?:me|a\slot|well|now))*
|(?:good|great|nice|excellent|awesome|amazing)\s(?:question|work|job|answer|find|one|stuff|point)
    {_TO_ALL}
|(?:just|exactly)\swhat\si\s(?:needed|wanted|was\slooking\sfor)
|you\srock|you(?:'re|\sare)\s(?:the\sbest|awesome|great|amazing|a\sstar|a\slifesaver|so\shelpful)
|i\s(?:really\s)?appreciate\s(?:it|that|this|the\shelp|your\shelp)|(?:i\s)?love\s(?:it|this)
|(?:vielen|herzlichen|besten|tausend)\sdank(?:\sfür\s(?:die|das|den|deine?|eure?)\s\w+)?
|danke(?:\s(?:dir|euch|sehr|nochmal|vielmals|schön|für\s(?:die|das|den|deine?|eure?)\s\w+))*
|(?:das\s(?:ist|war)\s)?(?:sehr|echt|wirklich|super|total|ja)?\s?(?:hilfreich|nützlich|toll|klasse)
|das\s(?:hilft|hat)(?:\s(?:mir|uns))?(?:\s(?:sehr|viel|echt))?(?:\s(?:weiter|geholfen))?
|das\s(?:ist|war)\s(?:sehr\s|echt\s|wirklich\s)?(?:gut|super|perfekt|prima|genau\srichtig)
|sehr\sgut|gute\s(?:frage|arbeit|antwort)|gut\sgemacht|genau\sdas\shabe\sich\sgesucht
|(?:muchas|mil|muchísimas)?\s?gracias(?:\s(?:a\stodos|por\s(?:la|el|tu|su|todo)(?:\s\w+)?))?
|(?:(?:eso|esto)\s)?(?:es|fue|ha\ssido|está)\s(?:muy|súper|realmente)?\s?(?:útil|genial|perfecto)
|muy\s(?:útil|bien|bueno|amable)|(?:eso\s)?me\s(?:sirve|ayuda|ayudó)(?:\smucho)?
|buen(?:a)?\s(?:pregunta|trabajo|respuesta)|justo\slo\sque\s(?:necesitaba|buscaba)
|(?:本当に|どうも|とても)*(?:ありがとう(?:ございま(?:す|した))?|助か(?:ります|りました|る|った)
    |参考になりました|役に立ちました|勉強になりました|わかりやすいです)(?:ね|よ)?
|(?:非常|十分|太|真的)?(?:感谢|感謝|谢谢|謝謝|多谢)(?:你|您|大家|你们)?(?:的帮助)?了?
|很有(?:用|帮助)|(?:真|很|太)(?:棒|好|赞)了?|(?:这是?个?)?好问题|(?:干|做)得好|帮大忙了
"""

_MISSED: Final = r"""(?:wrong|incorrect|false|off\stopic|irrelevant|nonsense|useless|rubbish
    |unhelpful|not\s(?:really\s|quite\s|even\s|very\s)?(?:right|true|correct|it|helpful|useful
    |relevant|an\sanswer|the\sanswer|my\squestion|the\squestion
    |what\si(?:'ve|\shave|\swas|'m|\sam)?\s(?:asked|meant|wanted|said|asking|looking|after)
        (?:\s(?:for|about))?))"""
_UNKIND: Final = rf"""
(?:{_THIS}\s(?:just\s|totally\s|completely\s|simply\s|plain\s|all\s)?)?{_MISSED}
|(?:that|this|it)\s(?:isn't|wasn't|is\snot)\s(?:right|true|correct|it|helpful|relevant|an\sanswer
    |what\si\s(?:asked|meant|wanted)(?:\s(?:for|about))?)
|(?:that|this|it)?\s?(?:doesn't|didn't|does\snot|did\snot)\s(?:help|answer\s(?:my|the)\squestion)
    (?:\s(?:me|at\sall))*
|i\s(?:asked|meant|wanted)\ssomething\selse|i\s(?:didn't|did\snot)\sask\s(?:for\s)?(?:that|this)
|(?:bad|wrong|terrible|useless)\s(?:answer|bot|person|voice|one)|you(?:'re|\sare)\swrong
|(?:das\s(?:ist|war)\s)?(?:leider\s|aber\s|doch\s|so\s|ganz\s)?(?:falsch|nicht\s(?:richtig|wahr
    |hilfreich|korrekt|das))
|(?:das\s)?stimmt\s(?:so\s|doch\s|aber\s)?nicht|danach\shabe?\sich\snicht\sgefragt
|(?:das\s(?:ist|war)\s)?nicht\s(?:das\s)?was\sich\s(?:gefragt|gemeint|gesucht|wissen)
    (?:\s(?:habe?|hatte|wollte))?|das\shabe?\sich\snicht\s(?:gefragt|gemeint)
|das\shilft(?:\smir)?(?:\sleider)?\snicht(?:\sweiter)?|(?:falsche|schlechte)\santwort
|das\sbeantwortet\s(?:meine|die)\sfrage\snicht
|(?:(?:eso|esto)\s)?no\ses\s(?:eso|esto|cierto|verdad|correcto|así
    |lo\sque\s(?:pregunté|he\spreguntado|preguntaba|pedí|quería|buscaba))
|(?:(?:eso|esto)\s)?(?:es|está)\s(?:falso|mal|incorrecto|equivocado)|incorrecto|te\sequivocas
|(?:eso\s)?no\s(?:me\s)?(?:sirve|ayuda)|no\spregunté\seso|respuesta\s(?:incorrecta|equivocada)
|(?:eso\s)?no\sresponde\s(?:a\s)?(?:mi|la)\spregunta
|(?:それは|これは|いや|うーん)*(?:違います|違う|ちがいます|ちがう|間違い(?:です|だ)?
    |間違って(?:います|いる|る)|正しくない(?:です)?|そう(?:では|じゃ)ない(?:です)?
    |聞きたい(?:こと|の)(?:とは?|は)(?:違います|違う|それではない|これじゃない)
    |質問の?答えになって(?:いない|ない|いません)|役に立たない(?:です)?)(?:よ|ね)?
|(?:这|这个|那|你)?(?:是)?(?:不对|错了|错的|不是我想?要?问的|不是我的意思|答非所问|没用|不正确|不准确
    |没有?回答我的问题)(?:啊|吧)?
"""

_SMALL: Final = r"""
l+o+l+|lmao|rofl|(?:a*ha)+h*|(?:he)+h?|(?:ja){2,}|wo+w+|whoa|huh|h+m+|mhm|aha|oha|uff|oof|omg|wtf
|who\s(?:knows|cares)|so\swhat|for\sreal|no\sway|you\sdon't\ssay|wer\sweiß|na\sund|quién\ssabe|y\squé
|interesting|indeed|agreed|true|exactly|sure|right|same|same\shere|understood|fair|fair\senough
|no|nope|nah|yes|yeah|yep|yup|i\ssee|i\sagree(?:\swith\s(?:that|this|you))?|i\sknow(?:\sright)?
|(?:that\s|it\s)?makes\ssense(?:\snow)?|good\sto\sknow|never\s?mind|nvm|forget\sit|no\sworries
|nein|nee|ja|jo|aha|ach\sso|achso|interessant|egal|vergiss\ses|schon\sgut|verstehe|verstanden|klar
|krass|stimmt|genau|alles\sklar|sí|si|vale|interesante|entiendo|entendido|ya\sveo|claro|olvídalo
|da\sigual|no\simporta|déjalo|vaya|de\sacuerdo
|なるほど|へえ+|そうですか|そうなんだ|そうですね|面白い(?:です)?ね?|笑+|草|了解(?:です)?|(?:分|わ)かりました
|はい|いいえ|気にしないで(?:ください)?|もういい(?:です)?|哈+|嗯+|哦+|原来如此|有意思|明白了?|知道了
|懂了|是的|算了|没事|好吧|不用了|对
"""


def _at_start(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})(?=\s|$)", re.VERBOSE)


THANKS: Final = _at_start(_KIND)
COMPLAINTS: Final = _at_start(_UNKIND)
SMALL_TALK: Final = _at_start(_SMALL)
