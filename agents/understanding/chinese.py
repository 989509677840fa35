"""The Chinese model: characters, jieba's word borders and a shop glossary into a small recurrent tagger of ours."""

import itertools
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from agents.turn import INTENTS, SPAN_LABELS
from agents.understanding import meanings
from agents.understanding.crf import Crf, bio_tags
from agents.understanding.examples import CODES, read_worlds
from knowledge import segment

TAGS = bio_tags(SPAN_LABELS)
MAX_CHARACTERS = 200
PHRASES = 32768  # hashed
TRUST = 0.67  # how far the phrases decide intents and scope against the network
_LONGEST = 8


@dataclass(frozen=True)
class Batch:
    """Model input, each (batch, characters): character ids, place in the word (0-4), row of the word's and of the
    character's own meaning, glossary mark; and the mask.
    """

    characters: Tensor
    borders: Tensor
    words: Tensor
    own: Tensor
    marks: Tensor
    mask: Tensor
    phrases: tuple[Tensor, Tensor, Tensor]


@dataclass(frozen=True)
class Outputs:
    """Logits of a batch: intents (batch, 28), scope (batch,), emissions (batch, characters, tags) and the mask.

    In training `second` holds the intents and scope that the phrases alone give, which are learnt apart.
    """

    intents: Tensor
    scope: Tensor
    emissions: Tensor
    mask: Tensor
    second: tuple[Tensor, Tensor] | None = None


def read_glossary() -> dict[str, tuple[str, str]]:
    """Return Chinese shop words with their English name and span label; of a word with two, the first."""
    entries: dict[str, tuple[str, str]] = {}
    for world in read_worlds("zh").values():
        for code, words in world.items():
            for word in words:
                zh, _, en = word.partition("=")
                if len(zh) > 1 or code in "cd":
                    entries.setdefault(zh.lower(), (en, CODES[code]))
    return entries


def _words(text: str, rows: Mapping[str, int]) -> tuple[list[int], list[int]]:
    """Return for each character its place (1 begins a word, 2 inside, 3 ends it, 4 alone) and its word's meaning row.

    A word without a meaning takes that of its longest ending that has one: the head of a Chinese noun comes last.
    """
    places: list[int] = []
    found: list[int] = []
    for word in segment.words(text):
        places += [4] if len(word) == 1 else [1, *([2] * (len(word) - 2)), 3]
        endings = (rows[word[i:]] for i in range(max(0, len(word) - 6), len(word)) if word[i:] in rows)
        found += [next(endings, len(rows))] * len(word)
    return places, found


def _marks(text: str, glossary: Mapping[str, int]) -> list[int]:
    """Return for each character the glossary mark of the longest entry over it: 2k+1 where it begins, 2k+2 inside."""
    marks, at = [0] * len(text), 0
    while at < len(text):
        size = next((n for n in range(_LONGEST, 0, -1) if text[at : at + n] in glossary), 0)
        if size:
            label = glossary[text[at : at + size]]
            marks[at : at + size] = [2 * label + 1, *([2 * label + 2] * (len(text[at : at + size]) - 1))]
        at += size or 1
    return marks


def _phrases(texts: Sequence[str]) -> tuple[Tensor, Tensor, Tensor]:
    """Return the hashed runs of one to three characters of all texts, where each text's begin, and their weights."""
    runs: list[list[int]] = []
    for text in texts:
        framed = f"^{text}$"
        cut = [framed[i : i + n] for n in (1, 2, 3) for i in range(len(framed) - n + 1)]
        runs.append([zlib.crc32(run.encode("utf-8")) % PHRASES for run in cut])
    begins = [0, *itertools.accumulate(map(len, runs))][:-1]
    weights = [len(some) ** -0.5 for some in runs for _ in some]
    return torch.tensor([r for some in runs for r in some]), torch.tensor(begins), torch.tensor(weights)


class PhraseHead(nn.Module):
    """A linear reading of intents and scope from runs of characters and word meanings: sure where words are telling."""

    def __init__(self) -> None:
        super().__init__()
        self.bag = nn.EmbeddingBag(PHRASES, len(INTENTS) + 1, mode="sum")
        self.senses = nn.Linear(3 * meanings.WIDTH, len(INTENTS) + 1)
        nn.init.zeros_(self.bag.weight)

    def forward(self, phrases: tuple[Tensor, Tensor, Tensor], words: Tensor, own: Tensor, mask: Tensor) -> Tensor:
        """Return logits (batch, 29), the last for scope; `words` and `own` are meanings (batch, characters, 64)."""
        runs, begins, weights = phrases
        seen = mask.unsqueeze(2)
        count = seen.sum(1)
        senses = [(words * seen).sum(1) / count, words.masked_fill(~seen, -1.0).amax(1), (own * seen).sum(1) / count]
        read: Tensor = self.bag(runs, begins, per_sample_weights=weights) + self.senses(2 * torch.cat(senses, 1))
        return read


class ChineseModel(nn.Module):
    """Embedded characters with word borders and glossary marks, a bidirectional LSTM of two layers, three heads."""

    def __init__(
        self, alphabet: str, glossary: Mapping[str, tuple[str, str]], width: int = 128, dropout: float = 0.3
    ) -> None:
        super().__init__()
        self.alphabet = alphabet
        self.index = {c: i + 2 for i, c in enumerate(alphabet)}
        self.glossary = {zh: SPAN_LABELS.index(label) for zh, (_, label) in glossary.items()}
        self.embed = nn.Embedding(len(alphabet) + 2, width, padding_idx=0)
        self.border = nn.Embedding(5, 16)
        self.mark = nn.Embedding(2 * len(SPAN_LABELS) + 1, 24)
        self.rows, vectors = meanings.load()
        self.register_buffer("vectors", vectors, persistent=False)
        self.means = nn.Linear(2 * meanings.WIDTH, 96)
        self.drop = nn.Dropout(dropout)
        self.near = nn.Conv1d(width + 40 + 96, 2 * width, 3, padding=1)
        self.reads = nn.LSTM(2 * width, width, 2, batch_first=True, bidirectional=True, dropout=dropout)
        self.tagger = nn.Linear(4 * width, len(TAGS))
        self.crf = Crf(TAGS)
        self.look = nn.Linear(2 * width, 1)
        self.turn = nn.Sequential(nn.Linear(4 * width, 192), nn.GELU(), nn.Dropout(dropout))
        self.intents = nn.Linear(192, len(INTENTS))
        self.scope = nn.Linear(192, 1)
        self.phrases = PhraseHead()

    def encode(self, texts: Sequence[str]) -> Batch:
        """Return the model input of `texts`, each cut at 200 characters."""
        cut = [
            text[:MAX_CHARACTERS].lower() if len(text.lower()) == len(text) else text[:MAX_CHARACTERS] for text in texts
        ]
        shape = (len(cut), max(1, *map(len, cut)) if len(cut) > 1 else max(1, len(cut[0])))
        characters, borders, marks, words, own = (torch.zeros(shape, dtype=torch.long) for _ in range(5))
        mask = torch.zeros(shape, dtype=torch.bool)
        for row, text in enumerate(cut):
            mask[row, : max(1, len(text))] = True
            if text:
                characters[row, : len(text)] = torch.tensor([self.index.get(c, 1) for c in text])
                places, means = _words(text, self.rows)
                borders[row, : len(text)], words[row, : len(text)] = torch.tensor(places), torch.tensor(means)
                own[row, : len(text)] = torch.tensor([self.rows.get(c, len(self.rows)) for c in text])
                marks[row, : len(text)] = torch.tensor(_marks(text, self.glossary))
        return Batch(characters, borders, words, own, marks, mask, _phrases(cut))

    def forward(self, batch: Batch) -> Outputs:
        """Return the logits of a batch."""
        vectors = self.get_buffer("vectors")
        of_words, of_own = vectors[batch.words], vectors[batch.own]
        means = self.means(torch.cat([of_words, of_own], 2))
        marks = self.mark(batch.marks)
        seen = torch.cat([self.embed(batch.characters), self.border(batch.borders), marks, means], 2)
        near = nn.functional.gelu(self.near(self.drop(seen).transpose(1, 2))).transpose(1, 2)
        lengths = batch.mask.sum(1)
        packed = nn.utils.rnn.pack_padded_sequence(self.drop(near), lengths, batch_first=True, enforce_sorted=False)
        read, _ = nn.utils.rnn.pad_packed_sequence(self.reads(packed)[0], batch_first=True, total_length=near.shape[1])
        emissions = self.tagger(self.drop(torch.cat([read, near], 2)))
        hide = ~batch.mask.unsqueeze(2)
        weight = torch.softmax(self.look(read).masked_fill(hide, -1e4), 1)
        pooled = torch.cat([(read * weight).sum(1), read.masked_fill(hide, -1e4).amax(1)], 1)
        turn = self.turn(self.drop(pooled))
        intents, scope = self.intents(turn), self.scope(turn).squeeze(1)
        other = self.phrases(batch.phrases, of_words, of_own, batch.mask)
        if self.training:
            return Outputs(intents, scope, emissions, batch.mask, (other[:, :-1], other[:, -1]))
        intents = (1 - TRUST) * intents + TRUST * other[:, :-1]
        return Outputs(intents, (1 - TRUST) * scope + TRUST * other[:, -1], emissions, batch.mask)

    def groups(self, rate: float) -> list[dict[str, Any]]:
        """Return the parameters to train with their learning rates: the rare counts of the phrases learn faster."""
        slow = [p for name, p in self.named_parameters() if not name.startswith("phrases.")]
        return [{"params": slow, "lr": rate}, {"params": self.phrases.parameters(), "lr": 25 * rate}]

    def trained(self) -> dict[str, Tensor]:
        """Return the weights in bfloat16."""
        return {k: v.detach().to(torch.bfloat16).contiguous() for k, v in self.state_dict().items()}

    def restore(self, weights: Mapping[str, Tensor]) -> None:
        """Load what `trained` returned; raises RuntimeError when names or shapes do not fit."""
        loaded: dict[str, Any] = {k: v.float() for k, v in weights.items()}
        self.load_state_dict(loaded)


def alphabet_of(texts: Sequence[str], size: int = 4000) -> str:
    """Return the characters of `texts` by frequency, then those of jieba's most frequent words, `size` at most."""
    counts: dict[str, int] = {}
    for text in texts:
        for c in text.lower():
            counts[c] = counts.get(c, 0) + 1
    known = segment.frequencies()
    for word in sorted(known, key=known.__getitem__, reverse=True)[:60000]:
        for c in word.lower():
            counts.setdefault(c, 0)
    return "".join(sorted(counts, key=lambda c: -counts[c])[:size])
