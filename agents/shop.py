"""What the agent works with: one shop's knowledge, opened."""

from collections.abc import Callable
from dataclasses import dataclass

from agents.understanding.tagger import Tagger
from knowledge.records import Records
from knowledge.search.index import SearchIndex
from knowledge.search.passages import PassageIndex
from knowledge.vocabulary import Vocabulary


@dataclass(frozen=True)
class Shop:
    """One shop's records, indexes and trained parts; `vocabulary` returns the newest, since feeds change it."""

    name: str
    records: Records
    index: SearchIndex
    passages: PassageIndex
    vocabulary: Callable[[], Vocabulary]
    tagger: Tagger
