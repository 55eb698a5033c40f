"""What questions look like that are about the bot, what it holds, or the answer before.

They are looked for in plain words, as courtesies are: one space between them, lower case, no marks.
"""

from enum import Enum, auto
from typing import Final


class About(Enum):
    """What is asked about."""

    BOT = auto()
    ADDING = auto()
    # What there is to ask about, the works, those who are heard.
    HOLDINGS = auto()
    WORKS = auto()
    VOICES = auto()
    # The answer before: what stands around it, what opposes it, all of it in short.
    CONTEXT = auto()
    OTHER_SIDE = auto()
    IN_SHORT = auto()
    # What only somebody who writes of their own could do.
    OPINION = auto()


WORKS: Final = (
    r"(?:podcasts?|episodes?|works?|sources?|essays?|books?|articles?|newsletters?|interviews?"
    r"|talks?|shows?|videos?|transcripts?|documents?|titles?|issues?)"
)
_VOICES: Final = r"(?:guests?|speakers?|voices?|hosts?|authors?|writers?|people|persons|experts?)"
_LIBRARY: Final = r"(?:library|archive|collection|database|corpus|knowledge\ base)"
_IT: Final = r"(?:this\ bot|the\ bot|this\ thing|pullquote|you|u|it|this)"
_LANGUAGE: Final = (
    r"(?:german|english|spanish|french|japanese|chinese|italian|portuguese|dutch|polish|russian"
    r"|deutsch|englisch|spanisch|español|inglés|alemán)"
)
_LIST: Final = r"(?:(?:can|could)\ you\ )?(?:list|show|name|tell|give)(?:\ (?:me|us))?"
_ALL: Final = r"(?:\ (?:all|of|the|your))*"

FORMS: Final = {
    About.BOT: rf"""
what(?:\ else)?\ (?:can|could|should|may|do|shall)\ (?:i|we|one)\ (?:ask|type)
    (?:\ (?:you|this\ bot|it|here|for|about))*
|what\ can\ (?:i|we|one)\ do\ (?:here|with\ {_IT})
|what(?:\ else)?\ (?:can|could|do)\ {_IT}\ (?:do|answer|offer|help)(?:\ (?:me|us|with|here
    |for))*
|who\ (?:made|built|created|wrote|runs|owns|programmed|developed|designed|trained|is\ behind|are
    |is)
    \ {_IT}
|(?:what's|what\ is|what\ are)\ (?:{_IT}(?:\ for)?|your\ (?:name|purpose|job))
|(?:are|r)\ (?:you|u)\ (?:just\ |really\ |only\ )?(?:an?\ )?(?:bot|robot|human|person|ai|real
    |llm
    |chatgpt|gpt|machine|program|alive|sentient|language\ model|chatbot|computer|there)
|is\ this\ (?:an?\ )?(?:bot|ai|human|llm|chatgpt|real)
|how\ (?:do|does|can|should)\ (?:i|we|{_IT})\ (?:use|work|ask|talk\ to|query|search)
    (?:\ (?:{_IT}|here|an?\ question|questions))*
|how\ (?:were|was|are|is)\ {_IT}\ (?:made|built|trained)|what's\ your\ (?:name|purpose|job)
|(?:do|can)\ you\ (?:speak|understand|answer\ in)\ {_LANGUAGE}
|(?:what|which)\ languages\ (?:do|can)\ you\ (?:speak|understand)
|(?:what|which)\ commands(?:\ (?:are\ there|do\ you\ have|can\ i\ use))?|{_LIST}{_ALL}\ commands
|(?:tell\ me\ )?about\ (?:you|yourself|this\ bot)|introduce\ yourself
|where\ do\ you\ (?:get|take)\ (?:your|the|these)\ (?:answers|information|info|data
    |quotes)(?:\ from)?
|was\ (?:kann|darf|soll)\ (?:ich|man)\ (?:dich\ |hier\ )*(?:alles\ )?fragen
|wer\ hat\ (?:dich|das|diesen\ bot)\ (?:gemacht|gebaut|programmiert|entwickelt)
|bist\ du\ (?:ein\ |eine\ )?(?:bot|mensch|ki|roboter|maschine|echt)|was\ bist\ du
|wie\ (?:benutze|verwende|frage)\ ich\ (?:dich|das|den\ bot)|sprichst\ du\ {_LANGUAGE}
|qué\ (?:te\ )?puedo\ preguntar(?:te)?|quién\ te\ (?:hizo|creó|programó|ha\ hecho)
|eres\ (?:un\ |una\ )?(?:bot|robot|humano|persona|ia|máquina|real)|cómo\ (?:te\ uso|se\ usa)
|hablas\ {_LANGUAGE}|何を(?:聞けます|聞け|質問でき|質問できます)(?:る)?か?
    |誰が(?:あなたを)?作(?:った|りました)(?:の|か)?
|(?:あなたは)?(?:ボット|人間|ai|ロボット)(?:です|なの)?か?|(?:我)?(?:能
    |可以)?问(?:你)?(?:些)?什么|谁(?:做|造|开发|创造)(?:了)?你的?
|你是(?:个)?(?:机器人|人|ai|真人)(?:吗)?
""",
    About.ADDING: rf"""
(?:how\ (?:do|can|could)|can|could|may)\ (?:i|we|you)\ (?:add|upload|import|connect|include
    |submit)
    (?:\ (?:my|our|an?|another|more|new|your|own|other|to\ (?:you|this|it|the\ {_LIBRARY})))*
    (?:\ (?:feeds?|files?|content|data|blogs?|{WORKS}))?(?:\ (?:here|to\ (?:you|this|it)))?
|wie\ (?:füge|kann)\ ich\ (?:meinen|eigene|einen|neue|weitere)(?:\ eigenen)?\ (?:podcasts?
    |quellen?)
    \ hinzu(?:fügen)?|cómo\ (?:agrego|añado)\ (?:mi|un|una)(?:\ propio)?\ (?:podcast|fuente)
|(?:自分の)?(?:ポッドキャスト|ソース)を追加(?:する(?:には|方法は)?|したい|できますか)|(?:怎么
    |如何)添加(?:我的|自己的)?(?:播客|来源)
""",
    About.HOLDINGS: rf"""
what(?:'s|\ is)(?:\ there)?\ in\ (?:your|the|this)\ {_LIBRARY}
|what\ (?:do|does)\ (?:you|it|this|(?:the|your)\ {_LIBRARY})\ (?:know|have|contain|hold|cover)
    (?:\ (?:about|here))*|what\ can\ you\ tell\ me|what\ is\ there|what(?:'s|\ is)\ in\ (?:it
    |here)
|(?:what|which)\ (?:topics|subjects|themes|things)(?:\ (?:do|does|can|are|is|you|it|i|there|have
    |know
    |cover|ask|talk|discuss|about|in|here|your|the|this|{_LIBRARY}))*|{_LIST}{_ALL}\ (?:topics
    |subjects)
|what(?:'s|\ is)\ (?:this|the|your)\ (?:{WORKS}|{_LIBRARY}|server|channel)(?:\ all)?\ about
|(?:tell|show|give)\ (?:me|us)\ (?:something|anything)
    (?:\ (?:interesting|cool|fun|funny|random|good|surprising))?|surprise\ me
|was\ (?:weißt|kennst|hast)\ du(?:\ (?:alles|so))*|welche\ themen(?:\ (?:hast|kennst)\ du
    |\ gibt\ es)?
|was\ (?:ist|steht)\ in\ (?:deiner|der)\ bibliothek|worum\ geht\ es\ (?:hier
    |in\ diesem\ podcast)
|erzähl\ (?:mir\ )?(?:et)?was\ interessantes|qué\ (?:sabes|tienes)|qué\ temas\ (?:tienes|hay
    |conoces)
|qué\ hay\ en\ (?:tu|la)\ biblioteca|de\ qué\ trata\ este\ podcast
    |cuéntame\ algo(?:\ interesante)?
|何を知って(?:いますか|る|いる)|どんな(?:トピック|話題|テーマ)が?(?:ありますか|ある)?
    |何か面白いこと(?:を教えて|は)?
|你(?:都)?知道(?:些)?什么|(?:你)?有(?:什么|哪些)(?:话题|主题|内容)|说点有(?:趣|意思)的
""",
    About.WORKS: rf"""
what(?:'s|\ is)\ (?:new|the\ latest)(?:\ (?:here|today|this\ week|in\ (?:your
    |the)\ {_LIBRARY}))*
|(?:is\ there\ )?anything\ new|any\ news
|(?:(?:what|which)(?:'s|\ is|\ are|\ was)?\ )?(?:the\ |your\ )?(?:latest|newest|most\ recent
    |last)\ {WORKS}
|{_LIST}{_ALL}\ (?:(?:latest|newest|most\ recent)\ )?{WORKS}
|(?:what|which)\ {WORKS}\ (?:do\ you\ (?:have|know|quote|use)|are\ (?:there|in\ (?:the
    |your)\ {_LIBRARY}))
|how\ many\ {WORKS}\ (?:do\ you\ (?:have|know)|are\ there)(?:\ (?:here|in\ (?:the
    |your)\ {_LIBRARY}))*
|was\ gibt\ es\ neues|was\ ist\ neu|(?:die\ )?neuesten?\ (?:folgen?|episoden?)
    |welche\ (?:quellen|folgen|podcasts)\ (?:hast\ du|gibt\ es)
|qué\ hay\ de\ nuevo|(?:el\ )?último\ episodio|qué\ (?:fuentes|episodios|podcasts)\ (?:tienes
    |hay)
|(?:新着|最新(?:の)?エピソード)(?:は)?|何が新しい(?:ですか|の)?|(?:有)?什么新(?:的|内容
    |闻)(?:吗)?|最新一?(?:期|集)
""",
    About.VOICES: rf"""
{_LIST}{_ALL}\ {_VOICES}|who\ (?:are|were)(?:\ (?:all|the|your))+\ {_VOICES}
|who(?:'s|\ is|\ are)\ in\ (?:your|the|this)\ (?:{_LIBRARY}|{WORKS})
|who\ (?:talks?|speaks?|is\ heard|is\ quoted|appears?|says)\ (?:the\ )?most(?:\ often)?
|(?:what|which|how\ many)\ {_VOICES}\ (?:do\ you\ (?:have|know|quote)|are\ there)
|wer\ (?:redet|spricht)\ am\ meisten|wer\ sind\ die\ gäste|welche\ gäste\ gibt\ es
|quién\ habla\ más|quiénes\ son\ los\ invitados|ゲスト(?:一覧|は誰(?:ですか)?)
    |誰が一番話して(?:いますか|る)
|谁说得最多|(?:有)?哪些嘉宾
""",
    About.CONTEXT: r"""
(?:(?:can|could|may)\ (?:you|i|we)\ )?(?:(?:give|show|get|see|have)\ )?(?:(?:me|us)\ )?
    (?:(?:some|a\ bit|a\ little|the|any|more|full|of)\ )*context(?:\ (?:on|for|of|around
    |to)\ (?:that|this|it))?
|(?:what's|what\ is|what\ was)\ the\ context|in\ (?:what|which)\ context
|what\ (?:happened|happens|came|comes|was\ said|is\ said|did\ (?:he|she|they)\ say)
    \ (?:right\ |directly\ |just\ |immediately\ )?(?:before|after|next|afterwards)(?:\ (?:that
    |this|it))?
|(?:mehr\ )?(?:kontext|zusammenhang)|was\ (?:kam|kommt)\ da(?:nach|vor)|más\ contexto
|qué\ (?:dijo|pasó|viene)\ (?:después|antes)|文脈(?:は|を(?:教えて|見せて))?|(?:更多)?上下文
""",
    About.OTHER_SIDE: r"""
(?:(?:are\ there|is\ there|do\ you\ have|what\ are|what's)\ )?(?:(?:any|some|the|other)\ )*
    (?:counter\ ?arguments?|opposing\ views?|opposite\ views?|other\ side|criticisms?
    |objections?
    |contrary\ views?|dissent|dissenting\ (?:views?|voices?))(?:\ (?:to|of|on|about)\ (?:that
    |this|it))?
|(?:who|does\ any(?:one|body)|did\ any(?:one|body)|any(?:one|body))\ (?:disagrees?|objects?
    |against)
    (?:\ (?:with\ )?(?:that|this|it))?|gegenargumente|wer\ widerspricht(?:\ dem)?
    |contraargumentos
|quién\ (?:no\ está\ de\ acuerdo|discrepa)|反論(?:は|はありますか)?|(?:有)?反对意见吗?
    |谁(?:不同意|反对)
""",
    About.IN_SHORT: r"""
(?:can\ you\ )?(?:summari[sz]e|recap|sum\ up|sum\ (?:that|this|it)\ up)(?:\ (?:that|this|it|all
    |everything))*
|(?:give\ (?:me|us)\ )?(?:a\ |the\ )?(?:short\ |quick\ )?(?:summary|recap|overview)|tl\ ?dr
    |in\ short
|fass\ (?:das\ |es\ )?zusammen|zusammenfassung|(?:un\ )?resumen|resúme(?:lo)?|resume(?:lo)?
    |要約(?:して)?|总结(?:一下)?
""",
    About.OPINION: rf"""
(?:is|was)\ (?:that|this|it)\ (?:still\ |really\ |actually\ )*(?:true|right|correct|accurate
    |valid|so|current
    |up\ to\ date|the\ case)(?:\ (?:today|now))?|are\ you\ (?:sure|certain|serious)|really
    |for\ real
|what\ (?:do|did)\ you\ mean(?:\ (?:by|with)\ (?:that|this|it))?|what\ does\ (?:that|this
    |it)\ mean
|(?:can\ you\ )?(?:explain|clarify|rephrase|simplify|paraphrase)(?:\ (?:that|this|it))?
    (?:\ (?:to|for)\ me)?(?:\ (?:more|better|further|simply|again))*(?:\ in\ (?:simple|other
    |your\ own)\ (?:words|terms))?
|(?:make\ (?:it|that)\ )?(?:shorter|longer|simpler|shorten\ (?:it|that))|eli5|in\ (?:simple
    |other|your\ own)\ words
|(?:say\ (?:it|that)\ |answer\ |now\ )?(?:in|auf|en)\ {_LANGUAGE}|translate(?:\ (?:that|this
    |it))?
    (?:\ (?:in)?to\ {_LANGUAGE})?|what\ do\ you\ think(?:\ (?:of|about)\ (?:that|this|it))?
|wirklich|stimmt\ das(?:\ (?:noch|wirklich))?|was\ meinst\ du(?:\ damit)?
    |(?:kannst\ du\ das\ )?erklär(?:e|en)?(?:\ (?:das|mir))*
|kürzer|qué\ quieres\ decir|explíca(?:lo|me)?|más\ corto|(?:eso\ )?(?:es
    |sigue\ siendo)\ (?:cierto|verdad)|de\ verdad
|どういう(?:意味|こと)(?:ですか)?|説明して|短くして|日本語で|英語で|本当(?:です)?か?|什么意思
    |解释(?:一下)?|简短一?点|用(?:中文|英文)(?:说)?|真的吗?
""",
}
