"""Our own reply model in this process: SmolLM2 with our adapter, loaded behind, several chats in one batch."""

import queue
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch

import prompts
from agents.replies import base
from agents.replies.batch import Batch, Chat, cache_of, layers_of
from agents.replies.course import Courses
from agents.replies.models import ModelUnavailable, Prompt
from agents.turn import Language
from knowledge.shapes import evened

LONGEST = 240  # tokens of a reply
# Whatever the phrase book lets come is right, so that the choice may be a lively one.
TEMPERATURE = 1.4
LIKELIEST = 24
LEAST_OF_BEST = 0.05  # min-p sampling (arXiv 2407.01082)
IDLE_S = 0.5


class EmbeddedModel:
    """Words plans in markers, in English. `adapter` is a LoRA folder or None, `folder` an exported model if any.

    `threads` of 0 leaves PyTorch's own number; `chats` share one batch and as many again may wait. `share_prefix` and
    `skip_ahead` are to be turned off only to measure what they save.
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
        share_prefix: bool = True,
        skip_ahead: bool = True,
    ) -> None:
        self.adapter, self.folder, self.threads, self.chats = adapter, folder, threads, chats
        self.dtype = dtype or base.fast_dtype()
        self._share_prefix, self._skip_ahead = share_prefix, skip_ahead
        self.problem = ""
        self._arrivals: queue.SimpleQueue[Chat] = queue.SimpleQueue()
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
        chat = Chat(
            self._tokenizer(base.user_text(prompt.user)).input_ids, self._courses.of(prompt.lines), cancel,
            torch.Generator().manual_seed(prompt.seed),
        )  # fmt: skip
        with self._lock:
            self._under_way += 1
        self._arrivals.put(chat)
        try:
            while (piece := chat.pieces.get()) is not None and not cancel.is_set():
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
        self._model: Any = evened(model.eval())
        self._courses = Courses(self._tokenizer)
        system = base.system_text(prompts.render("reply/slots_system", "en"))
        self._prefix_ids: list[int] = self._tokenizer(system).input_ids
        with torch.inference_mode():
            read = self._model.model(torch.tensor([self._prefix_ids]), use_cache=True)
            self._prefix = layers_of(read.past_key_values)

    def _serve(self) -> None:
        batch = Batch()
        while not self._closed.is_set():
            self._admit(batch)
            going = [i for i, chat in enumerate(batch.chats) if not (chat.ended or chat.cancel.is_set())]
            for chat in (c for i, c in enumerate(batch.chats) if i not in going):
                chat.pieces.put(None)
            batch.keep(going)
            if batch.chats:
                self._step(batch)
        for chat in batch.chats:
            chat.pieces.put(None)

    def _admit(self, batch: Batch) -> None:
        """Take waiting chats into the batch, reading each one's prompt behind the shared prefix."""
        while len(batch.chats) < self.chats:
            try:
                chat = self._arrivals.get_nowait() if batch.chats else self._arrivals.get(timeout=IDLE_S)
            except queue.Empty:
                break
            ids = chat.ids if self._share_prefix else [*self._prefix_ids, *chat.ids]
            past = cache_of(self._prefix if self._share_prefix else [])
            read = self._model.model(torch.tensor([ids]), past_key_values=past, use_cache=True)
            chat.length = len(self._prefix_ids) + len(chat.ids)
            self._say(chat, read.last_hidden_state[0, -1])
            batch.join(chat, layers_of(read.past_key_values))

    def _step(self, batch: Batch) -> None:
        """Have the model read what each chat has said since it last did, and each say on."""
        wide = max(len(chat.unread) for chat in batch.chats)
        ids = torch.tensor([[0] * (wide - len(c.unread)) + c.unread for c in batch.chats])
        fresh = torch.tensor([[0] * (wide - len(c.unread)) + [1] * len(c.unread) for c in batch.chats])
        places = torch.tensor([[max(0, c.length + len(c.unread) - wide + i) for i in range(wide)] for c in batch.chats])
        batch.seen = torch.cat([batch.seen, fresh], dim=1)
        mask = None if bool(batch.seen.all()) else batch.seen
        read = self._model.model(
            ids, past_key_values=cache_of(batch.held), attention_mask=mask, position_ids=places, use_cache=True
        )
        batch.held = layers_of(read.past_key_values)
        for row, chat in enumerate(batch.chats):
            chat.length += len(chat.unread)
            self._say(chat, read.last_hidden_state[row, -1])

    def _say(self, chat: Chat, hidden: torch.Tensor) -> None:
        """Choose the next token among those that may come, and say with it whatever leaves no choice."""
        chat.unread = []
        options = chat.course.next()
        token = options[0] if len(options) == 1 else self._chosen(chat, options, hidden)
        while True:
            chat.ended = token == self._courses.end or chat.said >= LONGEST
            if chat.ended:
                return
            chat.course.take(token)
            chat.unread.append(token)
            chat.said += 1
            chat.pieces.put(self._courses.text(token))
            options = chat.course.next()
            if len(options) != 1 or not self._skip_ahead:
                return
            token = options[0]

    def _chosen(self, chat: Chat, options: list[int], hidden: torch.Tensor) -> int:
        # Only the words that may come are scored: the whole vocabulary is a fifth of the model.
        logits = (self._model.lm_head.weight[options] @ hidden).float()
        scores, places = logits.topk(min(LIKELIEST, len(options)))
        chances = torch.softmax(scores / TEMPERATURE, 0)
        chances[chances < LEAST_OF_BEST * chances[0]] = 0.0
        return options[int(places[torch.multinomial(chances, 1, generator=chat.random)])]
