"""What is a digest asked about? "What did Jane Roe think about chips?": chips, by Jane Roe."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from retrieval.aspects import AspectFinder
from retrieval.indexes import Indexes
from retrieval.rows import Vectors
from retrieval.terms import QueryTerm

# How a request that is more than a topic begins, and what else stands before its topic.
_LEAD = re.compile(
    r"""\s*(?:(?:please|summari[sz]e|describe|outline|recap|explain|give|tell|show|what|how|why|who
    |which|when|where)\b(?:['’]s|[\s,:])*)+
    (?:(?:me|us|did|does|do|was|were|is|are|has|have|had|been|be|the|a|an|all|of|on|in|about
    |regarding|towards?|to|for|by|from|with|and|their|they|it|there|discussions?|discuss(?:ed|es)?
    |talk(?:ed|s)?|conversations?|debates?|say|says|said|think|thinks|thought|thoughts|opinions?
    |views?|summar(?:y|ies)|digest|group|team|participants?|members?|people|everyone|anyone
    |whole|entire|this|meetings?|main|general|key|points?)\b(?:['’]s|[\s,:])*)*""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A topic: its unit vector (dimensions,), its terms, and the voices whose words are wanted.

    Without terms, everything is asked for; without voices, any.
    """

    vector: Vectors
    terms: tuple[QueryTerm, ...]
    voices: frozenset[str] = frozenset()


def asked_for(request: str, voices: Iterable[str], indexes: Indexes) -> Asked:
    """Read a request, in which one of `voices` may be named: embed and analyse what it is about."""
    finder = AspectFinder(voices, (), indexes.keywords.is_ordinary)
    # Voices alone are looked for, and they are the same on any day.
    aspects = finder.find(request, date.min)
    topic = topic_of(aspects.topic)
    vector = indexes.embedder.embed_queries([topic or request])[0]
    terms = indexes.keywords.analyse(topic) if topic else []
    return Asked(vector, tuple(terms), aspects.voices)


def topic_of(request: str) -> str:
    """What is left of a request without what leads to its topic.

    "" where that is nothing: everything is asked for.
    """
    lead = _LEAD.match(request)
    return request[lead.end() if lead else 0 :].strip(" \t\n.?!")
