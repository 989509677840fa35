"""Chats that the reply model words side by side, and what it has already read of each."""

import queue
import threading
from dataclasses import dataclass, field
from typing import Any

import torch

from agents.replies.course import Course

Layers = list[tuple[torch.Tensor, torch.Tensor]]


@dataclass
class Chat:
    """A reply under way: where it stands, what the model has not read of it yet, where its pieces go (None ends)."""

    ids: list[int]
    course: Course
    cancel: threading.Event
    random: torch.Generator
    pieces: "queue.SimpleQueue[str | None]" = field(default_factory=queue.SimpleQueue)
    unread: list[int] = field(default_factory=list)
    length: int = 0  # tokens that the model has read
    said: int = 0
    ended: bool = False


@dataclass
class Batch:
    """Chats side by side: their keys and values, padded, and which places of them count."""

    chats: list[Chat] = field(default_factory=list)
    held: Layers = field(default_factory=list)
    seen: torch.Tensor = field(default_factory=lambda: torch.zeros((0, 0), dtype=torch.long))

    def join(self, chat: Chat, new: Layers) -> None:
        """Put one more chat into the batch, the shorter ones padded on the left."""
        seen = torch.ones((1, chat.length), dtype=torch.long)
        longest = max(self.seen.shape[1], chat.length)
        self.seen = torch.cat([_wider(self.seen, longest), _wider(seen, longest)])
        if self.chats:
            pairs = zip(self.held, new, strict=True)
            new = [(_stacked(k, nk, longest), _stacked(v, nv, longest)) for (k, v), (nk, nv) in pairs]
        self.held = new
        self.chats.append(chat)

    def keep(self, going: list[int]) -> None:
        """Keep the chats that go on, and the places that count for any of them."""
        if len(going) == len(self.chats):
            return
        self.chats, self.seen = [self.chats[i] for i in going], self.seen[going]
        if not going:
            self.held, self.seen = [], torch.zeros((0, 0), dtype=torch.long)
            return
        places = self.seen.any(0).nonzero().flatten()
        self.seen = self.seen[:, places]
        self.held = [(k[going][:, :, places], v[going][:, :, places]) for k, v in self.held]


def layers_of(cache: Any) -> Layers:
    """Return keys and values of each layer of a cache."""
    return [(layer.keys, layer.values) for layer in cache.layers]


def cache_of(layers: Layers) -> Any:
    """Return a cache that goes on from these keys and values."""
    from transformers import DynamicCache

    return DynamicCache(layers) if layers else DynamicCache()


def _stacked(held: torch.Tensor, new: torch.Tensor, length: int) -> torch.Tensor:
    return torch.cat([torch.nn.functional.pad(part, (0, 0, length - part.shape[2], 0)) for part in (held, new)])


def _wider(seen: torch.Tensor, length: int) -> torch.Tensor:
    return torch.nn.functional.pad(seen, (length - seen.shape[1], 0))
