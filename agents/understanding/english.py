"""The English model: adapted MiniLM with heads for intents, scope and spans."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from agents.turn import INTENTS, SPAN_LABELS
from agents.understanding.crf import Crf, bio_tags
from knowledge.encoder import WIDTH, Encoder, load_tokenizer

TAGS = bio_tags(SPAN_LABELS)
_WORD = re.compile(r"\S+")
_OPENING, _CLOSING = frozenset("([{<\"'“‘*"), frozenset(".,!?;:)]}>…“‘*")
MAX_WORDS, CHARACTERS, LETTERS = 128, 14, 96


def words_of(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of each white-space word of `text`, less the punctuation at its edges."""
    bounds = []
    for found in _WORD.finditer(text):
        start, end = found.span()
        while start < end and text[start] in _OPENING:
            start += 1
        while end > start and _closes(text[end - 2 : end] if end - start > 1 else text[end - 1]):
            end -= 1
        bounds.append((start, end) if end > start else found.span())
        if len(bounds) == MAX_WORDS:
            break
    return bounds


def _closes(tail: str) -> bool:
    """Say whether the last character is punctuation; a quotation mark after a digit is inches or feet."""
    return tail[-1] in _CLOSING or (tail[-1] in "\"'”’" and not tail[0].isdigit())


@dataclass(frozen=True)
class Batch:
    """Model input of some texts; `words` (batch, pieces) is each piece's word, or -1; `letters` (batch, words, 14)."""

    ids: Tensor
    attention: Tensor
    words: Tensor
    letters: Tensor
    mask: Tensor


@dataclass(frozen=True)
class Outputs:
    """Logits of a batch: intents (batch, 28), scope (batch,), emissions (batch, words, tags) and the word mask."""

    intents: Tensor
    scope: Tensor
    emissions: Tensor
    mask: Tensor
    second: None = None


def _letters(word: str) -> list[int]:
    known = [c - 31 if 32 <= (c := ord(letter)) < 127 else LETTERS - 1 for letter in word[:CHARACTERS]]
    return known + [0] * (CHARACTERS - len(known))


def encode(tokenizer: Tokenizer, texts: Sequence[str]) -> tuple[Batch, list[list[tuple[int, int]]]]:
    """Return the model input of `texts` and the bounds of their words; every text counts at least one word."""
    bounds = [words_of(text) or [(0, 0)] for text in texts]
    pieces, owners = [], []
    for text, words in zip(texts, bounds, strict=True):
        parts, owner, at = [], [], 0
        for i, (start, end) in enumerate(words):
            if text[at:start].strip():
                parts.append(text[at:start].strip()[:8])
                owner.append(-1)
            parts.append(text[start:end][:40] or ".")
            owner.append(i)
            at = end
        if tail := text[at : at + 8].strip():
            parts.append(tail)
            owner.append(-1)
        pieces.append(parts)
        owners.append(owner)
    encoded = tokenizer.encode_batch(pieces, is_pretokenized=True)
    length, words_max = max(len(e.ids) for e in encoded), max(map(len, bounds))
    ids = torch.zeros(len(texts), length, dtype=torch.long)
    attention = torch.zeros_like(ids)
    word_ids = torch.full_like(ids, -1)
    letters = torch.zeros(len(texts), words_max, CHARACTERS, dtype=torch.long)
    mask = torch.zeros(len(texts), words_max, dtype=torch.bool)
    for row, (e, owner, words) in enumerate(zip(encoded, owners, bounds, strict=True)):
        ids[row, : len(e.ids)] = torch.tensor(e.ids)
        attention[row, : len(e.ids)] = 1
        word_ids[row, : len(e.ids)] = torch.tensor([-1 if w is None else owner[w] for w in e.word_ids])
        letters[row, : len(words)] = torch.tensor([_letters(texts[row][a:b].lower()) for a, b in words])
        mask[row, : len(words)] = True
    return Batch(ids, attention, word_ids, letters, mask), bounds


class LetterCnn(nn.Module):
    """A vector per word from its spelling: convolutions of width 3 over 14 letters, the largest response kept."""

    def __init__(self, width: int = 64) -> None:
        super().__init__()
        self.embed = nn.Embedding(LETTERS + 1, 24, padding_idx=0)
        self.convolve = nn.Conv1d(24, width, 3, padding=1)

    def forward(self, letters: Tensor) -> Tensor:
        batch, words, size = letters.shape
        seen: Tensor = self.convolve(self.embed(letters.view(-1, size)).transpose(1, 2))
        return seen.amax(2).relu().view(batch, words, -1)


class EnglishModel(nn.Module):
    """MiniLM with low-rank updates, and three heads over it."""

    def __init__(self, rank: int = 32, folder: Path | None = None, dropout: float = 0.2) -> None:
        super().__init__()
        self.rank = rank
        self.encoder = Encoder(folder, rank)
        self.letters = LetterCnn()
        self.drop = nn.Dropout(dropout)
        self.tagger = nn.Sequential(
            nn.Linear(2 * WIDTH + 64, 256), nn.GELU(), nn.Dropout(dropout), nn.Linear(256, len(TAGS))
        )
        self.crf = Crf(TAGS)
        self.turn = nn.Sequential(nn.Linear(2 * WIDTH, 256), nn.GELU(), nn.Dropout(dropout))
        self.intents = nn.Linear(256, len(INTENTS))
        self.scope = nn.Linear(256, 1)

    def forward(self, batch: Batch) -> Outputs:
        hidden = self.encoder(batch.ids, batch.attention)
        seen = batch.attention.unsqueeze(2)
        mean = (hidden * seen).sum(1) / seen.sum(1)
        turn = self.turn(self.drop(torch.cat([mean, hidden[:, 0]], 1)))
        onehot = (batch.words.unsqueeze(1) == torch.arange(batch.mask.shape[1]).view(1, -1, 1)).to(hidden.dtype)
        words = onehot @ hidden / onehot.sum(2, keepdim=True).clamp(min=1)
        context = mean.unsqueeze(1).expand_as(words)
        emissions = self.tagger(self.drop(torch.cat([words, context, self.letters(batch.letters)], 2)))
        return Outputs(self.intents(turn).float(), self.scope(turn).squeeze(1).float(), emissions.float(), batch.mask)

    def groups(self, rate: float) -> list[dict[str, Any]]:
        """Return the parameters to train with their learning rates."""
        return [{"params": [p for p in self.parameters() if p.requires_grad], "lr": rate}]

    def trained(self) -> dict[str, Tensor]:
        """Return what training changed, in bfloat16: the updates, norms, biases and heads."""
        free = {name for name, p in self.named_parameters() if p.requires_grad}
        return {k: v.detach().to(torch.bfloat16).contiguous() for k, v in self.state_dict().items() if k in free}

    def restore(self, weights: Mapping[str, Tensor]) -> None:
        """Load what `trained` returned; raises ValueError when names or shapes do not fit."""
        own: dict[str, Any] = self.state_dict()
        if strange := [k for k, v in weights.items() if k not in own or own[k].shape != v.shape]:
            raise ValueError(f"weights hold {strange[0]}, which this model has not: train again")
        self.load_state_dict({k: v.float() for k, v in weights.items()}, strict=False)

    def ready(self) -> "EnglishModel":
        """Fold the updates in, once, and return the model set for inference alone."""
        self.encoder.fold()
        self.eval()
        return self


def make(rank: int = 32, folder: Path | None = None) -> tuple[EnglishModel, Tokenizer]:
    """Return a fresh model and its tokenizer."""
    return EnglishModel(rank, folder), load_tokenizer(folder)
