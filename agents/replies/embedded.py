"""Our own reply model in this process: SmolLM2 with our adapter, loaded behind, several chats in one batch."""

import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch

import prompts
from agents.replies import base
from agents.replies.allowed import MARKER_END, Allowed, Course
from agents.replies.models import ModelUnavailable, Prompt
from agents.turn import Language

LONGEST = 120  # tokens of a reply
TEMPERATURE = 0.8
LIKELIEST = 12
LEAST_OF_BEST = 0.2  # min-p sampling (arXiv 2407.01082): what is far below the best is a slip, not variety
IDLE_S = 0.5

Layers = list[tuple[torch.Tensor, torch.Tensor]]


@dataclass
class _Chat:
    """A reply under way: what it may say, what it has said, and where its pieces go (None ends them)."""

    ids: list[int]
    words: torch.Tensor
    course: Course
    cancel: threading.Event
    random: torch.Generator
    pieces: "queue.SimpleQueue[str | None]" = field(default_factory=queue.SimpleQueue)
    told: str = ""
    length: int = 0
    said: int = 0
    last: int = -1

    def take(self, token: int, text: str) -> None:
        """Send on what a step has said."""
        self.told += text
        if marker := MARKER_END.search(self.told):
            self.course.take(marker.group())
        self.said += 1
        self.last = token
        self.pieces.put(text)


class EmbeddedModel:
    """Words plans in markers, in English. `adapter` is a LoRA folder or None, `folder` an exported model if any.

    `threads` of 0 leaves PyTorch's own number; `chats` share one batch and as many again may wait.
    """

    reads_slots = True
    languages: tuple[Language, ...] = ("en",)

    def __init__(
        self,
        *,
        adapter: Path | None = None,
        folder: Path | None = None,
        threads: int = 0,
        chats: int = 16,
        dtype: torch.dtype | None = None,
        load: bool = True,
    ) -> None:
        self.adapter, self.folder, self.threads, self.chats = adapter, folder, threads, chats
        self.dtype = dtype or base.fast_dtype()
        self.problem = ""
        self._arrivals: queue.SimpleQueue[_Chat] = queue.SimpleQueue()
        self._loaded = threading.Event()
        self._closed = threading.Event()
        self._under_way = 0
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="reply-model", daemon=True)
        if load:
            self.load()

    @property
    def ready(self) -> bool:
        """Whether the weights are loaded and there is room for another chat."""
        return self._loaded.is_set() and not self.problem and self._under_way < 2 * self.chats

    def load(self) -> None:
        """Begin to load the weights on a thread of its own; for a model that was made with `load=False`."""
        self._thread.start()

    def wait(self, timeout_s: float) -> bool:
        """Wait until the weights are loaded or could not be; return whether they are."""
        self._loaded.wait(timeout_s)
        return self._loaded.is_set() and not self.problem

    def close(self) -> None:
        """Stop the background thread; chats under way end."""
        self._closed.set()
        if self._thread.ident is not None:
            self._thread.join(timeout=10)

    def stream(self, prompt: Prompt, cancel: threading.Event) -> Iterator[str]:
        """Yield the reply in markers, token by token; raises ModelUnavailable while loading or full."""
        if not self.ready:
            raise ModelUnavailable(
                self.problem or "The reply model is still loading or has too many chats: plain words."
            )
        chat = _Chat(
            self._tokenizer(base.user_text(prompt.user)).input_ids,
            self._allowed.words(prompt.words), Course(prompt.course), cancel,
            torch.Generator().manual_seed(prompt.seed),
        )  # fmt: skip
        with self._lock:
            self._under_way += 1
        self._arrivals.put(chat)
        try:
            while (piece := chat.pieces.get()) is not None:
                yield piece
        finally:
            cancel.set()
            with self._lock:
                self._under_way -= 1

    def _run(self) -> None:
        try:
            self._load()
        except Exception as problem:  # anything that keeps the weights from loading: replies stay in plain words
            self.problem = f"The reply model could not be loaded: {problem}"
        self._loaded.set()
        if not self.problem:
            with torch.inference_mode():
                self._serve()

    def _load(self) -> None:
        if self.threads:
            torch.set_num_threads(self.threads)
        self._tokenizer = base.load_tokenizer(self.folder)
        model = base.load_model(self.dtype, self.folder)
        if self.adapter is not None:
            from peft import PeftModel

            model = PeftModel.from_pretrained(model, self.adapter).merge_and_unload()
        self._model: Any = model.eval()
        self._allowed = Allowed(self._tokenizer)
        system = base.system_text(prompts.render("reply/slots_system", "en"))
        with torch.inference_mode():
            ids = torch.tensor([self._tokenizer(system).input_ids])
            self._prefix = _layers(self._model(ids, use_cache=True, logits_to_keep=1).past_key_values)
            self._prefix_length = ids.shape[1]

    def _serve(self) -> None:
        rows: list[_Chat] = []
        held: Layers = []
        while not self._closed.is_set():
            rows, held = self._admit(rows, held)
            going = [i for i, chat in enumerate(rows) if not self._over(chat)]
            for chat in (c for i, c in enumerate(rows) if i not in going):
                chat.pieces.put(None)
            rows, held = _keep(rows, held, going)
            if rows:
                held = self._step(rows, held)
        for chat in rows:
            chat.pieces.put(None)

    def _over(self, chat: _Chat) -> bool:
        return chat.cancel.is_set() or chat.last == self._allowed.end or chat.said >= LONGEST

    def _admit(self, rows: list[_Chat], held: Layers) -> tuple[list[_Chat], Layers]:
        """Take waiting chats into the batch, reading each one's prompt behind the shared prefix."""
        while len(rows) < self.chats:
            try:
                chat = self._arrivals.get_nowait() if rows else self._arrivals.get(timeout=IDLE_S)
            except queue.Empty:
                break
            cache = _cache(self._prefix)
            read = self._model(torch.tensor([chat.ids]), past_key_values=cache, use_cache=True, logits_to_keep=1)
            chat.length = self._prefix_length + len(chat.ids)
            self._say(chat, read.logits[0, -1])
            rows, held = [*rows, chat], _join(held, _layers(read.past_key_values))
        return rows, held

    def _step(self, rows: list[_Chat], held: Layers) -> Layers:
        longest = held[0][0].shape[2]
        ids = torch.tensor([[chat.last] for chat in rows])
        places = torch.tensor([[chat.length] for chat in rows])
        seen = None
        if any(chat.length != longest for chat in rows):
            seen = (torch.arange(longest + 1)[None] >= longest - places).long()
        read = self._model(ids, past_key_values=_cache(held), attention_mask=seen, position_ids=places, use_cache=True)
        for row, chat in enumerate(rows):
            chat.length += 1
            self._say(chat, read.logits[row, -1])
        return _layers(read.past_key_values)

    def _say(self, chat: _Chat, logits: torch.Tensor) -> None:
        """Choose the next token among those allowed, and send its text on."""
        scores, tokens = self._allowed.only(logits.float(), chat.told, chat.words, chat.course).topk(LIKELIEST)
        chances = torch.softmax(scores / TEMPERATURE, 0)
        chances[chances < LEAST_OF_BEST * chances[0]] = 0.0
        token = int(tokens[torch.multinomial(chances, 1, generator=chat.random)])
        chat.take(token, "" if token == self._allowed.end else self._allowed.text(token))


def _layers(cache: Any) -> Layers:
    return [(layer.keys, layer.values) for layer in cache.layers]


def _cache(layers: Layers) -> Any:
    from transformers import DynamicCache

    return DynamicCache(layers)


def _join(held: Layers, new: Layers) -> Layers:
    """Put one more chat into the batch, the shorter ones padded on the left."""
    if not held:
        return new
    longest = max(held[0][0].shape[2], new[0][0].shape[2])
    return [
        (torch.cat([_padded(k, longest), _padded(nk, longest)]), torch.cat([_padded(v, longest), _padded(nv, longest)]))
        for (k, v), (nk, nv) in zip(held, new, strict=True)
    ]


def _padded(held: torch.Tensor, length: int) -> torch.Tensor:
    return torch.nn.functional.pad(held, (0, 0, length - held.shape[2], 0))


def _keep(rows: list[_Chat], held: Layers, going: list[int]) -> tuple[list[_Chat], Layers]:
    """Keep the chats that go on, and no more of their past than the longest needs."""
    if len(going) == len(rows):
        return rows, held
    kept = [rows[i] for i in going]
    if not kept:
        return [], []
    longest = max(chat.length for chat in kept)
    return kept, [(k[going, :, -longest:], v[going, :, -longest:]) for k, v in held]
