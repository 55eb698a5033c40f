"""Which pictures there are: those that stand by themselves, then every kind of message."""

from pictures import scenes_asking as asking
from pictures import scenes_running as running
from pictures.picture import DARK, LIGHT, Picture

_BY_THEMSELVES = (
    Picture(
        "answer-dark",
        "Two members ask; each is answered in somebody's own words.",
        asking.answers,
        (DARK,),
    ),
    Picture("private-dark", "A private answer.", asking.private, (DARK,)),
    Picture("found-dark", "Passages that speak to a message.", asking.found, (DARK,)),
    Picture("digest-light", "A topic.", asking.digest, (LIGHT,)),
    Picture("person-dark", "A person.", asking.person, (DARK,)),
    Picture("setup-dark", "A server's settings.", running.setup, (DARK,)),
    Picture("stats-dark", "A server's questions.", running.stats, (DARK,)),
    Picture("daily-light", "A daily post.", running.daily, (LIGHT,)),
)
_OF_MEMBERS = (
    Picture("answer", "Quotes of a person who is quoted in a text.", asking.cited),
    Picture("silence", "The library has nothing on it, and says so.", asking.silence),
    Picture("follow-up", "A reply goes on from an answer; how it was read.", asking.follow_up),
    Picture("help-channel", "In a help channel, without a mention.", asking.help_channel),
    Picture("thread", "A long exchange goes on in a thread.", asking.thread),
    Picture("private", "A private answer, which may be shared.", asking.private),
    Picture("context", "What stands around a quote.", asking.context),
    Picture("more", "The quotes that come next.", asking.more),
    Picture("found", "What speaks to a member's message.", asking.found),
    Picture("not-it", "A member says what is wrong with an answer.", asking.not_it),
    Picture("digest", "A topic at a glance.", asking.short_digest),
    Picture("person", "Where and how much somebody is heard, with a chart.", asking.person),
    Picture("episode", "A work at a glance.", asking.episode),
    Picture("limit", "Who asks too much is told privately how long to wait.", asking.limit),
    Picture("refused", "What cannot be, and what to do instead.", asking.refused),
    Picture("help", "Help, on one screen.", asking.helped),
    Picture("privacy", "What is kept of a member.", asking.privacy),
)
_OF_SERVERS = (
    Picture("setup", "All settings of a server in one panel.", running.setup),
    Picture(
        "setup-missing",
        "What the bot is not allowed, what that costs, and how to grant it.",
        running.diagnosis,
        hears=False,
    ),
    Picture("setup-help", "The panel's page for help channels.", running.setup_help),
    Picture("setup-daily", "The panel's page for the daily post.", running.setup_daily),
    Picture("setup-audiences", "The panel's page for who may read what.", running.setup_audiences),
    Picture("setup-limits", "The panel's page for limits.", running.setup_limits),
    Picture("daily", "The daily post.", running.daily),
    Picture("sources", "A file is taken in; nobody else sees it.", running.sources),
    Picture("sources-list", "What a server's answers are quoted from.", running.source_list),
    Picture("gaps", "Questions that met silence.", running.gaps),
    Picture("offer", "Somebody trusted answers, and is asked for leave to keep it.", running.offer),
    Picture("kept", "The kept answer is quoted, and stands in a list.", running.kept),
    Picture("stats", "What a server's questions come to, with a chart.", running.stats),
)
_IN_LANGUAGES = (
    Picture("german", "In German.", asking.german, language="de"),
    Picture("spanish", "In Spanish.", asking.spanish, language="es"),
    Picture("japanese", "In Japanese.", asking.japanese, language="ja"),
    Picture("chinese", "In Simplified Chinese.", asking.chinese, language="zh"),
)
# What the gallery shows.
KINDS = (*_OF_MEMBERS, *_OF_SERVERS, *_IN_LANGUAGES)
PICTURES = (*_BY_THEMSELVES, *KINDS)
