"""Settings to a shop and its assistant: the only place that chooses a backend."""

import time
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import orjson

from agents.assistant import Assistant
from agents.record import as_json
from agents.shop import Shop
from agents.turn import DialogueState, Message, Understanding
from agents.understanding.tagger import Tagger
from agents.understanding.understand import understand
from app.settings import Settings
from knowledge.constraints import Constraints
from knowledge.home import Home
from knowledge.records import open_records
from knowledge.search.embedding import Embedder, HashingEmbedder, SentenceEmbedder
from knowledge.search.index import SearchIndex
from knowledge.search.passages import PassageIndex
from knowledge.vocabulary import Vocabulary


class OpenShop:
    """A shop open in this process. What is costly is opened when it is first used, so that a verb pays for its own."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.home = Home(settings.home)
        self.records = open_records(self.home.folder, settings.database_url)
        self.records.conversations.mark_interrupted()
        self._vocabulary: Vocabulary | None = None

    @cached_property
    def embedder(self) -> Embedder:
        """The model that turns text into vectors."""
        if self.settings.embedding == "hashing":
            return HashingEmbedder()
        return SentenceEmbedder(self.settings.embedding_model, self.settings.device or _device())

    @cached_property
    def index(self) -> SearchIndex:
        """The products as they are found."""
        return SearchIndex(self.home.folder, self.embedder, self.records.products.get, self.settings.store_url)

    @cached_property
    def passages(self) -> PassageIndex:
        """The answers as they are found."""
        return PassageIndex(self.home.folder, self.embedder, self.settings.store_url)

    @cached_property
    def tagger(self) -> Tagger:
        """The trained understanding: the home's own weights, or those that ship."""
        own = self.home.folder / "weights" / "understanding"
        return Tagger.load(own if own.exists() else None)

    @cached_property
    def shop(self) -> Shop:
        """What the agent works with."""
        return Shop(
            self.settings.name, self.records, self.index, self.passages, self.vocabulary, self.tagger, self.ranking
        )

    @cached_property
    def assistant(self) -> Assistant:
        """The agent over this shop."""
        return Assistant(self.shop, self._understand, self.model, self.settings.message_limit)

    def vocabulary(self) -> Vocabulary:
        """Return the words by which this catalogue is known, as of the last feed."""
        if self._vocabulary is None:
            file = self.home.folder / "vocabulary.json"
            if not file.exists():
                return self.refresh_vocabulary()
            self._vocabulary = Vocabulary.from_json(orjson.loads(file.read_bytes()))
        return self._vocabulary

    def refresh_vocabulary(self) -> Vocabulary:
        """Read the catalogue's words anew, after a feed changed it."""
        self._vocabulary = Vocabulary.of(self.records.products.all())
        (self.home.folder / "vocabulary.json").write_bytes(orjson.dumps(self._vocabulary.as_json()))
        return self._vocabulary

    def close(self) -> None:
        """Let go of the database and the home."""
        self.records.close()
        self.home.close()
