"""By which words does somebody go on from an earlier question? No others count."""

import re
from typing import Final


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})", re.IGNORECASE)


# "and …", "what about …", "no, …": what follows stands in the place of something said before.
OPENERS: Final = _whole(
    r"(?:(?:ok(?:ay)?|so|well|hm+|oh|no+|nope|nah|yes|yeah|sorry|actually|wait|but|and|or|also|n|&"
    r"|then|now|rather|instead|please|just|only|und|aber|y|pero|i mean|i meant|i was asking"
    r"|you mean|make (?:it|that)"
    r"|not (?:him|her|that|this|them|it|that one|this one))\b[\s,:;.…—-]*)+"
    r"(?:(?:what|how|wat) (?:about|abt|bout|of)\b|what if it(?:['’]s| is| was)\b"
    r"|i mean(?:t)?\b)?[\s,:]*"
    r"|(?:and |but |so |ok(?:ay)?,? )?(?:what|how|wat) (?:about|abt|bout|of)\b[\s,:]*"
    r"|(?:same|the same)(?: question| thing)?,? (?:but\b\s*)?(?:(?:for|about|with)\b)?\s*"
)
# "What about …" among them.
ABOUT: Final = re.compile(r"\b(?:about|abt|bout|of)\b", re.IGNORECASE)
# One word that is left of a question: the reason, the time, the way of what was asked.
_HOW: Final = r"(?:how (?:many|much|long|often|far|big|fast|old|large)|what|which|whose)"
_NO_VERB: Final = (
    r"(?!(?:about|abt|bout|of|is|are|was|were|do|does|did|has|have|had|can|could|will|would"
    r"|should|else|the|if|it|he|she|they)\b)[\w-]+"
)
WHYS: Final = _whole(
    r"(?:and |but |so |ok(?:ay)?,? |hm+,? )*(?P<word>why not|why|y|how so|how come|how|when|where"
    r"|since when|until when|for how long|how long|how much|how many|how often|by whom|for whom"
    r"|with whom|for what|what for|who|with what|in what way|in which way"
    rf"|(?:on|in|at|with|for|from|by|to|of|since|until) {_HOW}(?: {_NO_VERB}){{0,3}}"
    rf"|{_HOW} {_NO_VERB}|any {_NO_VERB}|(?:for|an|any|some|such as|like)? ?(?:example|examples"
    r"|instance)(?: of (?:that|this|it|those))?|such as|like what"
    r"|(?:can|could) you (?:give|name|show) (?:me |us )?(?:an |some |any )?examples?)"
    r"(?: (?:is|was|does|did|are) (?:that|this|it|so))?"
    r"(?: so| exactly| then| though| tho)?\s*[?!.…]*"
)
# Whose words those were stands under every quote: the answer is asked for again.
AGAIN: Final = _whole(
    r"(?:and |so |but |ok(?:ay)?,? )*(?:who (?:said|says|wrote|told you|claims?|claimed|is saying)"
    r"(?: (?:that|this|it|so|these|those))?|says who|said who|according to who(?:m)?"
    r"|where (?:is|does|was|did) (?:that|this|it|he|she|they) (?:come from|from|said|say (?:that|it"
    r"|this))|where (?:is|was) (?:that|this|it) (?:from|said)|(?:what(?:['’]s| is) (?:the|your) )?"
    r"sources?|(?:what|which) (?:source|episode|essay|article|podcast)(?: (?:is|was) (?:that|this"
    r"|it)(?: from)?)?|whose words (?:are|were) (?:that|those|these)|who(?: is| was|['’]s) that"
    r"|(?:(?:can|could|may) (?:i|we|you) (?:get|have|see|give (?:me|us)) )?"
    r"(?:the |a |an )?(?:exact )?"
    r"(?:links?|url|sources?|time ?(?:stamps?|codes?)|dates?)(?: (?:of|for) (?:that|this|it))?"
    r"(?:,? (?:please|pls))?"
    r"|when (?:was|is) (?:that|this|it)(?: (?:said|from|published|written|recorded))?"
    r"|when did (?:he|she|they|\w+) (?:say|write) (?:that|this|it|so)"
    r"|(?:in |from )?(?:what|which) (?:source|episode|essay|article|podcast|interview|issue)"
    r" (?:is|was) (?:that|this|it)(?: from| in)?|where can i (?:read|hear|find|watch"
    r"|listen to) (?:that|this|it|more)"
    r"|(?:please )?(?:say|ask|repeat) (?:that|it) again|again(?: please)?)\s*[?!.…]*"
)
_FURTHER: Final = (
    r"(?:more|another|another one|others?|anything else|something else|what else|who else"
    r"|(?:who|anyone|anybody) else(?: (?:said|says|thinks|mentions|mentioned))?"
    r"|next|further|additional|the rest|other)"
)
MORE: Final = _whole(
    r"(?:and |so |ok(?:ay)?,? |please |yes,? )*"
    r"(?:(?:can|could) you |can i |i want "
    r"|i(?:['’]d| would) like (?:to )?|do you have |have you(?: got)? |got |is there |are there "
    r"|any |some |let me )*"
    r"(?:tell me|show me|give me|show|give|say|tell|read|hear|see|get|find|find me)?\s*"
    r"(?:any |some |a few )?"
    rf"{_FURTHER}(?: (?:quotes?|examples?|details?|sources?|passages?|voices?|results?|answers?"
    r"|opinions?|views?|ones?|info(?:rmation)?|of (?:that|those|these|it|them)"
    r"|(?:about|on) (?:that|this|it|him|her|them)|please|to say|there|like (?:that|this|those)))*"
    r"\s*[?!.…]*"
    r"|(?:please )?(?:go on|continue|keep going|elaborate|expand)"
    r"(?: (?:on (?:that|this|it)|please))*\s*[?!.…]*|\++"
)
# "What else did she say?"
ELSE: Final = re.compile(r"\belse\b", re.IGNORECASE)
# A whole question, with a verb of its own.
CLAUSE: Final = re.compile(
    r"^(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|am|do|does|did|can|could"
    r"|will"
    r"|would|should|shall|may|might|must|has|have|had|isn['’]t|aren['’]t|don['’]t|doesn['’]t"
    r"|didn['’]t|what['’]s|who['’]s|where['’]s|how['’]s|tell|show|give|explain|describe|define|list"
    r"|find|compare|summari[sz]e|name|let['’]?s|i|we|you|he|she|they|it|there)\b",
    re.IGNORECASE,
)
# A verb or a question word anywhere: what holds one is more than what is left of a question.
WHOLE: Final = re.compile(
    r"\b(?:who|whom|what|which|when|where|why|how|is|are|was|were|do|does|did|can|could|will|would"
    r"|should|has|have|had|said|says|isn['’]?t|aren['’]?t|don['’]?t|doesn['’]?t|didn['’]?t)\b",
    re.IGNORECASE,
)
# Thanks and the like before a question.
COURTESY: Final = re.compile(
    r"^(?:(?:(?:many )?thanks?(?: you)?(?: (?:so|very) much| a lot)?|thx|ty|cheers|great|nice"
    r"|cool|wow|interesting"
    r"|awesome|perfect|got it|i see|ok(?:ay)?|hm+|right|good|super|amazing|fair enough|makes sense"
    r"|that helps(?: a lot)?|(?:that['’]s|that is|this is|it['’]s) (?:(?:super|very|really"
    r"|so) )?\w+"
    r"|(?:very |super |so )?helpful)(?: answer| one| point)?\s*[!.,…]+\s*)+",
    re.IGNORECASE,
)
# Complaints and the like: they ask nothing.
ASIDE: Final = _whole(
    r"(?:no+,? |sorry,? |hm+,? |ok(?:ay)?,? )*(?:(?:that(?:['’]s| is| was) )?not what i (?:asked"
    r"|meant"
    r"|wanted)(?: for)?|never ?mind|forget (?:it|that)|i do(?:n['’]?t| not) (?:understand|get it)"
    r"|(?:that(?:['’]s| is) )?wrong|i (?:love|like|see) (?:it|that)|lol|lmao|haha+|nice work"
    r"|good bot"
    r"|good question|no|yes|wow|cool|awesome|hi|hello|hey)(?: all| everyone| there| cool| stuff)*"
    r"\s*[!.,…]*"
)
# "Forget it, what is …", "different topic: …": what follows has nothing to do with what was asked.
CHANGE: Final = _whole(
    r"(?:(?:ok(?:ay)?|alright|so|well|no|hm+|sorry|actually|and|but|now|then|let['’]?s)\b[\s,]*)*"
    r"(?:(?:on )?(?:an?(?:other)? |the )?(?:(?:completely|totally|entirely|whole) )?"
    r"(?:different|new|another|other|next|unrelated)? ?(?:topic|subject|question|matter|note)"
    r"|(?:chang(?:e|ing)|switch(?:ing)?) (?:of )?(?:the )?(?:topics?|subjects?)"
    r"|forget (?:it|that|about (?:it|that))|never ?mind(?: that)?|nvm|something else|unrelated"
    r"|by the way|btw|anyways?)"
    r"(?:\s*[:,;.!…—–-]+\s*|\s+(?=(?:who|whom|what|which|when|where|why|how|is|are|do|does|did|can"
    r"|could|tell|show)\b))"
)
# "He is talking about China, right?"
TAG: Final = re.compile(
    r"^(?P<said>(?!(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|can"
    r"|could|will|would|should|has|have|had)\b)\S+ \S.*?)[\s,]+"
    r"(?:right|correct|no|yes|yeah|huh|eh|ok(?:ay)?|or not"
    r"|(?:is|are|was|were|do|does|did|has|have|had|ca|could|wo|would|should)n['’]?t"
    r" (?:he|she|it|they|that|this|we|you))\s*\?+$",
    re.IGNORECASE,
)
# "Older ones?", "anything more recent?"
TIMED: Final = _whole(
    r"(?:and |so |but |ok(?:ay)?,? )*(?:(?:do you have|are there|is there|show me|give me|got)\s+)?"
    r"(?:any(?:thing)? |something |some |the )?"
    r"(?:(?P<older>older|earlier)|(?P<newer>newer|later|(?:more|most) recent))"
    r"(?: (?:ones?|quotes?|sources?|episodes?|essays?|articles?|passages?|stuff))?"
    r"(?: please)?\s*[?!.…]*"
)
# What no reading may hold: what is left of a name that was cut off.
TORN: Final = re.compile(r"(?:^|\s)['’](?:s|re|ve|ll|d|m)\b", re.IGNORECASE)
# Behind a courtesy a question may begin with these.
JOINTS: Final = _whole(r"(?:(?:and|but|so|also|then|next|now)\b[\s,:]*)+")
# One of these goes for another: "any books?", "and podcasts?".
MEDIA: Final = re.compile(
    r"\b(?:books|podcasts|episodes|articles|essays|newsletters|blogs|papers|videos|courses|talks"
    r"|shows|posts|films|movies)\b",
    re.IGNORECASE,
)
# What a person says, with nothing that it is on.
OPEN_TOPIC: Final = re.compile(
    r"(?:\b(?:say|says|said|think|thinks|thought|argue|argues|write|writes|wrote|believe"
    r"|believes|feel"
    r"|feels|agree|agrees|disagree|disagrees|reply|respond|object)"
    r"|(?:['’]s|s['’]|\b(?:his|her|their)) (?:views?|opinions?|take|thoughts|position|stance))"
    r"(?: (?:then|there|too|as well|instead|later|back then|now))?\s*[?!.…]*$",
    re.IGNORECASE,
)
# A fragment's first word, which says what of a question it stands for.
LEADS: Final = re.compile(
    r"^(?P<lead>according to|than|in|from|by|on|about|for|with|of|at|since|before|after|during"
    r"|until|to"
    r"|regarding|within|under|without|like)\s+",
    re.IGNORECASE,
)
ARTICLE: Final = re.compile(r"^(?:the|that|this|a|an)\s+", re.IGNORECASE)
ORDINAL: Final = re.compile(
    r"\b(?:the |that |your )?(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th|last) (?:one"
    r"|quote|answer|source|point|passage|voice|result|person|speaker|author)\b"
    r"|^(?:the |and the |what about the )?(?P<alone>first|second|third|fourth|last)\s*[?!.]*$",
    re.IGNORECASE,
)
NUMBERS: Final = {
    word: number
    for number, words in enumerate(
        (("first", "1st"), ("second", "2nd"), ("third", "3rd"), ("fourth", "4th"))
    )
    for word in words
} | {"last": -1}
