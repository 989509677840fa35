"""What the agent works with: one shop's knowledge, opened."""

from dataclasses import dataclass

from agents.personal import Personal
from knowledge.records import Records
from knowledge.search.index import SearchIndex
from knowledge.search.passages import PassageIndex


@dataclass(frozen=True)
class Shop:
    """One shop's name, records, indexes and personal ranking."""

    name: str
    records: Records
    index: SearchIndex
    passages: PassageIndex
    personal: Personal
