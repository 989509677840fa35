"""What can word a plan: a server by its address, our own model in this process, or a list of answers."""

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from agents.replies.slots import Line
from agents.turn import Language


class ModelUnavailable(RuntimeError):
    """A model cannot answer now: not loaded yet, full, down, or its breaker is open. Plain words stand in."""


@dataclass(frozen=True)
class Prompt:
    """`system` never changes, so that its key-value cache is shared.

    `lines` are the plan's, for our own model, which goes along them.
    """

    system: str
    user: str
    lines: tuple[Line, ...] = ()
    seed: int = 0


class ReplyModel(Protocol):
    """Words a plan. `reads_slots` says that it reads and writes markers rather than the records' own values."""

    reads_slots: bool
    languages: tuple[Language, ...]

    @property
    def ready(self) -> bool:
        """Whether a stream would start now."""

    def stream(self, prompt: Prompt, cancel: threading.Event) -> Iterator[str]:
        """Yield the reply in pieces until its end or until `cancel` is set; raises ModelUnavailable."""


class Breaker:
    """Opens after `failures` in a row, and lets one try through every `reopen_s` seconds until one succeeds."""

    def __init__(self, failures: int = 3, reopen_s: float = 15.0) -> None:
        self.failures, self.reopen_s = failures, reopen_s
        self._failed = 0
        self._next_try = 0.0
        self._lock = threading.Lock()

    @property
    def closed(self) -> bool:
        """Whether calls may go through; does not take the one try of an open breaker."""
        with self._lock:
            return self._failed < self.failures or time.monotonic() >= self._next_try

    def enter(self) -> bool:
        """Return whether this call may go through."""
        with self._lock:
            if self._failed < self.failures:
                return True
            if time.monotonic() < self._next_try:
                return False
            self._next_try = time.monotonic() + self.reopen_s
            return True

    def succeeded(self) -> None:
        """Close the breaker."""
        with self._lock:
            self._failed = 0

    def failed(self) -> None:
        """Count a failure, and open the breaker when there were too many."""
        with self._lock:
            self._failed += 1
            self._next_try = time.monotonic() + self.reopen_s


class ServerModel:
    """An OpenAI-compatible server: vLLM, SGLang, `transformers serve`. One retry, then the breaker counts.

    `reads_slots` is for a server of our own exported model: by default where the name holds "shopguide". At most
    `waiting` chats are under way at once.
    """

    def __init__(
        self,
        url: str,
        name: str,
        *,
        key: str = "none",
        timeout_s: float = 10.0,
        reads_slots: bool | None = None,
        waiting: int = 64,
        breaker: Breaker | None = None,
    ) -> None:
        self.reads_slots = "shopguide" in name.lower() if reads_slots is None else reads_slots
        self.languages: tuple[Language, ...] = ("en",) if self.reads_slots else ("en", "zh")
        self.breaker = breaker or Breaker()
        self._room = threading.BoundedSemaphore(waiting)
        from langchain_openai import ChatOpenAI  # half a second, which only a shop with a server should wait for

        self._chat = ChatOpenAI(
            base_url=url, model=name, api_key=lambda: key, timeout=timeout_s, max_retries=1, temperature=0.6,
            max_completion_tokens=220, streaming=True,
        )  # fmt: skip

    @property
    def ready(self) -> bool:
        """Whether the breaker lets a call through."""
        return self.breaker.closed

    def stream(self, prompt: Prompt, cancel: threading.Event) -> Iterator[str]:
        """Yield what the server writes; closing the stream makes the server stop."""
        if not self._room.acquire(blocking=False):
            raise ModelUnavailable("The reply model has too many chats under way: plain words stand in.")
        try:
            if not self.breaker.enter():
                raise ModelUnavailable("The LLM server failed several times: it is tried again in a while.")
            yield from self._streamed(prompt, cancel)
        finally:
            self._room.release()

    def _streamed(self, prompt: Prompt, cancel: threading.Event) -> Iterator[str]:
        messages = [("system", prompt.system), ("human", prompt.user)]
        try:
            for chunk in self._chat.stream(messages):
                if cancel.is_set():
                    break
                yield str(chunk.text)
        except (
            Exception
        ) as problem:  # whatever the client, httpx or the server raised: the reply goes on in plain words
            self.breaker.failed()
            raise ModelUnavailable(f"The LLM server did not answer: {problem}") from problem
        self.breaker.succeeded()


class ScriptedChat:
    """Answers from a list: for tests and for trying the rest without a model.

    Raises LookupError on a prompt whose user part contains none of the keys.
    """

    languages: tuple[Language, ...] = ("en", "zh")
    ready = True

    def __init__(self, answers: Sequence[tuple[str, str]], *, reads_slots: bool = False, pause_s: float = 0.0) -> None:
        self.answers, self.reads_slots, self.pause_s = tuple(answers), reads_slots, pause_s
        self.stopped = False

    def stream(self, prompt: Prompt, cancel: threading.Event) -> Iterator[str]:
        """Yield the answer of the first key found in the prompt, word by word, `pause_s` apart."""
        answer = next((answer for key, answer in self.answers if key in prompt.user), None)
        if answer is None:
            raise LookupError(f"No scripted answer for {prompt.user!r}: add one.")
        for word in answer.split(" "):
            if cancel.wait(self.pause_s) if self.pause_s else cancel.is_set():
                self.stopped = True
                return
            yield word + " "
