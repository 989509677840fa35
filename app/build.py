"""Settings to a shop and its assistant: the only place that chooses a backend."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from langchain_core.language_models import BaseChatModel

from agents.assistant import Assistant
from agents.corrections.lessons import Lesson, load_lessons, save_lessons
from agents.personal import Personal
from agents.replies.embedded import EmbeddedModel
from agents.replies.models import ReplyModel, ServerModel
from agents.shop import Shop
from agents.turn import DialogueState, Message, Understanding
from agents.understanding.by_model import understand_with
from agents.understanding.tagger import Tagger
from agents.understanding.understand import Tagger as Reads
from agents.understanding.understand import understand
from app.holding import Held, hold
from app.settings import Settings
from knowledge.constraints import Constraints
from knowledge.product import Product
from knowledge.records.privacy import held_on
from knowledge.search.embedding import Embedder, HashingEmbedder, PackagedEmbedder, SentenceEmbedder
from knowledge.search.index import SearchIndex
from knowledge.search.passages import PassageIndex
from knowledge.vocabulary import Vocabulary

if TYPE_CHECKING:
    from agents.corrections.memory import Known

ADAPTER = Path(__file__).parent.parent / "agents" / "replies" / "weights"


class OpenShop:
    """A shop open in this process. What is costly is opened when it is first used, so that a verb pays for its own."""

    def __init__(self, settings: Settings, held: Held | None = None, patient: bool = True) -> None:
        held = held or hold(settings)
        self._patient = (
            patient  # False: turns are answered as found and in plain words until ranker and model are there
        )
        self.settings, self.home, self.records = settings, held.home, held.records
        self._vocabulary: Vocabulary | None = None

    @cached_property
    def embedder(self) -> Embedder:
        """The model that turns text into vectors."""
        if self.settings.embedding == "hashing":
            return self._same_space(HashingEmbedder())
        named, device = self.settings.embedding_model, self.settings.device or _device()
        packaged = not named and device == "cpu"
        return self._same_space(PackagedEmbedder() if packaged else SentenceEmbedder(named, device))

    def _same_space(self, embedder: Embedder) -> Embedder:
        """Return the embedder if the home's vectors are its own; vectors of two models cannot be compared."""
        noted = self.home.folder / "embedding.txt"
        made_by = noted.read_text("utf-8") if noted.exists() else embedder.name
        if made_by != embedder.name:
            raise ValueError(
                f"{self.home.folder} was indexed with {made_by}, and the settings name {embedder.name}: "
                "set SHOP_EMBEDDING_MODEL back, or ingest into a new home."
            )
        noted.write_text(embedder.name, "utf-8")
        return embedder

    @cached_property
    def index(self) -> SearchIndex:
        """The products as they are found."""
        return SearchIndex(self.home.folder, self.embedder, self.records.products.get, self.settings.store_url)

    @cached_property
    def passages(self) -> PassageIndex:
        """The answers as they are found."""
        return PassageIndex(self.home.folder, self.embedder, self.settings.store_url)

    @cached_property
    def plain_tagger(self) -> Tagger:
        """The trained understanding: the home's own weights, or those that ship."""
        own = self.home.folder / "weights" / "understanding"
        return Tagger.load(own if own.exists() else None)

    @cached_property
    def lessons(self) -> list[Lesson]:
        """What staff taught the understanding."""
        return load_lessons(self._lessons_file)

    @cached_property
    def tagger(self) -> Reads:
        """The trained understanding with what staff taught it before it."""
        if not self.lessons:
            return self.plain_tagger
        from agents.corrections.memory import Memory, Taught  # brings in scikit-learn: only where there are lessons

        return Taught(self.plain_tagger, Memory(self.lessons, self.embedder, self._known))

    @cached_property
    def _known(self) -> "Known":
        from agents.corrections.memory import Known

        return Known(self.embedder, self.home.folder / "weights" / "known")

    def teach(self, lessons: Sequence[Lesson]) -> None:
        """Mind these lessons and no others, from the next turn on."""
        save_lessons(lessons, self._lessons_file)
        self.lessons = list(lessons)
        self.__dict__.pop("tagger", None)

    def reread(self) -> None:
        """Take newly trained understanding into account, from the next turn on."""
        self.__dict__.pop("plain_tagger", None)
        self.__dict__.pop("tagger", None)

    @property
    def _lessons_file(self) -> Path:
        return self.home.folder / "weights" / "lessons.json"

    @cached_property
    def reader(self) -> BaseChatModel:
        """The chat model that reads messages where SHOP_UNDERSTAND is llm."""
        from langchain_openai import ChatOpenAI  # half a second, which only a shop with a server should wait for

        at = self.settings
        return ChatOpenAI(
            base_url=at.llm_url, model=at.llm_model, api_key=lambda: at.llm_api_key, timeout=at.llm_timeout_s,
            max_retries=0, temperature=0.0, max_completion_tokens=400,
        )  # fmt: skip

    @cached_property
    def shop(self) -> Shop:
        """What the agent works with."""
        return Shop(self.settings.name, self.records, self.index, self.passages, self.personal)

    @cached_property
    def personal(self) -> Personal:
        """Ranking for a shopper."""
        weights = self.home.folder / "weights" / "ranking"
        return Personal(self.records, weights, self.settings.personalisation, self._patient)

    @cached_property
    def model(self) -> ReplyModel | None:
        """What words the replies: a server, our own model in this process, or plain wording alone."""
        at = self.settings
        if at.llm_url:
            return ServerModel(at.llm_url, at.llm_model, key=at.llm_api_key, timeout_s=at.llm_timeout_s)
        if at.llm == "none":
            return None
        return EmbeddedModel(adapter=adapter_in(self.home.folder), load=self._patient)

    @property
    def model_state(self) -> str:
        """Return "ready", "loading", or "none" where plain wording is all there is."""
        model = self.__dict__.get("model")
        return "none" if self.settings.llm == "none" and not self.settings.llm_url else _state(model)

    @cached_property
    def assistant(self) -> Assistant:
        """The agent over this shop."""
        return Assistant(self.shop, self.understand_message, self.model, self.settings.message_limit)

    def understand_message(self, message: Message, before: DialogueState) -> Understanding:
        """Return what a message means after `before`, with the products that the shopper saw."""
        ids = [*before.shown, *([message.viewing] if message.viewing else [])]
        seen = self.records.products.get(ids)
        shown = [seen[i] for i in before.shown if i in seen]
        return self.understand(message.text, before, shown, seen.get(message.viewing), message.locale)

    def understand(
        self,
        text: str,
        before: DialogueState,
        shown: Sequence[Product] = (),
        viewing: Product | None = None,
        locale: str = "",
        tagger: Reads | None = None,
    ) -> Understanding:
        """Return what a text means after `before`; `tagger` stands in for the shop's where it has read ahead."""
        reads = tagger or self.tagger
        if self.settings.understand == "llm" and self.settings.llm_url:
            return understand_with(self.reader, text, before, reads, self.vocabulary(), shown, viewing, locale)
        return understand(text, before, reads, self.vocabulary(), shown, viewing, locale)

    def warm_up(self) -> None:
        """Open what a turn cannot do without."""
        _ = self.tagger, self.vocabulary().index, self.assistant
        self.index.search("warm up", Constraints(), 1)

    def finish_opening(self) -> None:
        """Open what makes turns better: the ranker first, then the reply model, which loads on a thread of its own."""
        self.personal.open()
        if isinstance(self.model, EmbeddedModel):
            self.model.load()

    def vocabulary(self) -> Vocabulary:
        """Return the words by which this catalogue is known, as of the last feed."""
        if self._vocabulary is None:
            file = self.home.folder / "vocabulary.json"
            if not file.exists():
                return self.restock()
            self._vocabulary = Vocabulary.from_json(orjson.loads(file.read_bytes()))
        return self._vocabulary

    def restock(self) -> Vocabulary:
        """Take the changed catalogue's words and shelf into account, after a feed was read."""
        self._vocabulary = Vocabulary.of(self.records.products.all())
        (self.home.folder / "vocabulary.json").write_bytes(orjson.dumps(self._vocabulary.as_json()))
        self.personal.restock()
        return self._vocabulary

    def held_on(self, shopper: str) -> dict[str, Any]:
        """Return everything held on a shopper."""
        return held_on(self.records.database, shopper, self.records.vault.unseal)

    def erase(self, shopper: str) -> dict[str, int]:
        """Erase everything held on a shopper, what was learnt of them included, and look again."""
        from app.erasing import erase

        return erase(self, shopper)

    def close(self) -> None:
        """Let go of the index, the database and the home."""
        for opened in ("index", "passages"):
            if opened in self.__dict__:
                self.__dict__.pop(opened).close()
        self.records.close()
        self.home.close()


def adapter_in(home: Path) -> Path | None:
    """Return the reply model's adapter: the home's own, or the one that ships."""
    own = home / "weights" / "replies"
    return next((a for a in (own, ADAPTER) if (a / "adapter_config.json").exists()), None)


def _state(model: ReplyModel | None) -> str:
    return "ready" if model is not None and model.ready else "loading"


def _device() -> str:
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"
