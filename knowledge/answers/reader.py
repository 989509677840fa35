"""A sentence encoder that puts a question near the fact that answers it: MiniLM, its upper layers adapted by us."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file

from knowledge.encoder import WIDTH, Encoder, load_tokenizer
from knowledge.search.embedding import Vectors

WEIGHTS = Path(__file__).parent / "weights" / "answering.safetensors"
RANK = 24
ADAPTED = 3  # the first layer that was adapted; those below are as they come
MAX_PIECES = 44
BATCH = 32
REMEMBERED = 1024  # texts whose vectors are kept: names of facts come again with every product
KEPT = 0.5  # how much of what was learnt is kept: half-way to MiniLM as it comes is surer where shops differ
NDWords: TypeAlias = NDArray[np.float16]
Seen: TypeAlias = tuple[Vectors, NDWords]


class AnsweringEncoder(torch.nn.Module):
    """Questions and pieces of evidence in one space, near where one answers the other."""

    def __init__(self, dropout: float = 0.0) -> None:
        super().__init__()
        self._tokenizer, self.encoder = load_tokenizer(max_pieces=MAX_PIECES), Encoder(rank=RANK, dropout=dropout)
        for name, weight in self.encoder.named_parameters():
            weight.requires_grad_(name.startswith("layers.") and int(name.split(".")[1]) >= ADAPTED)

    def forward(self, texts: Sequence[str]) -> torch.Tensor:
        """Return (n, 384) float32 of unit length; texts of like length are read together, so that little is padding."""
        read = [self._pooled(hidden, seen) for hidden, seen in self._parts(texts)]
        return torch.cat(read)[torch.argsort(torch.tensor(self._order(texts)))]

    def seen(self, texts: Sequence[str]) -> list[tuple[torch.Tensor, torch.Tensor]]:
        """Return of each text its vector (384,) and those of its word pieces (pieces, 384), all of unit length."""
        found: list[tuple[torch.Tensor, torch.Tensor]] = []
        for hidden, seen in self._parts(texts):
            words = torch.nn.functional.normalize(hidden, dim=2)
            many = seen.sum(1).tolist()
            inner = [w[1 : n - 1] for w, n in zip(words, many, strict=True)]  # without the marks of start and end
            found += zip(self._pooled(hidden, seen), inner, strict=True)
        return [found[i] for i in torch.argsort(torch.tensor(self._order(texts))).tolist()]

    def _order(self, texts: Sequence[str]) -> list[int]:
        long = [len(e.ids) for e in self._tokenizer.encode_batch(list(texts))]
        return sorted(range(len(long)), key=long.__getitem__)

    def _parts(self, texts: Sequence[str]) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
        """Read texts, shortest first; yield hidden states (n, pieces, 384) and which pieces there are (n, pieces)."""
        pieces = sorted((e.ids for e in self._tokenizer.encode_batch(list(texts))), key=len)
        for at in range(0, len(pieces), BATCH):
            part = pieces[at : at + BATCH]
            ids = torch.zeros(len(part), max(map(len, part)), dtype=torch.long)
            seen = torch.zeros_like(ids)
            for row, one in enumerate(part):
                ids[row, : len(one)], seen[row, : len(one)] = torch.tensor(one), 1
            yield self.encoder(ids, seen), seen

    @staticmethod
    def _pooled(hidden: torch.Tensor, seen: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.normalize((hidden * seen.unsqueeze(2)).sum(1), dim=1)

    def adapted(self) -> dict[str, torch.nn.Parameter]:
        """Return the weights that were trained, by their names."""
        return {n: p for n, p in self.encoder.named_parameters() if p.requires_grad}


class Reader:
    """The trained encoder as an embedder; made once, when the first question about a product comes."""

    name, dim = "shopguide-answering", WIDTH

    def __init__(self, path: Path = WEIGHTS) -> None:
        model = AnsweringEncoder().eval()
        held, own = load_file(path), model.adapted()
        if set(held) != set(own):
            raise ValueError(
                f"{path} does not hold the adapted layers: train again with tests/bench/product_qa.py --learn"
            )
        for name, weight in own.items():
            # A low-rank update is the product of two factors, so that half of it is half of one of them.
            learnt = held[name].float()
            weight.data.copy_(learnt if name.endswith(".down") else weight.data + KEPT * (learnt - weight.data))
        model.encoder.fold()
        self._model, self._known = model, dict[str, Seen]()

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions, (n, 384) float32 of unit length."""
        return self.encode_texts(texts)

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        """Embed pieces of evidence and names of facts, (n, 384) float32 of unit length."""
        return np.array([vector for vector, _ in self._seen(texts)], np.float32).reshape(-1, WIDTH)

    def word_by_word(self, question: str, texts: Sequence[str]) -> Vectors:
        """Return, for each text, the mean over the question's words of the cosine to the nearest of the text's words.

        Late interaction, arXiv 2004.12832.
        """
        asked = self._seen([question])[0][1].astype(np.float32)
        held = [words.astype(np.float32) for _, words in self._seen(texts)]
        return np.array([(asked @ w.T).max(1).mean() if len(w) and len(asked) else 0.0 for w in held], np.float32)

    def _seen(self, texts: Sequence[str]) -> list[Seen]:
        new = [t for t in dict.fromkeys(texts) if t not in self._known]
        found = dict(zip(new, self._read(new), strict=True)) if new else {}
        both = [found[t] if t in found else self._known[t] for t in texts]
        if len(self._known) + len(found) > REMEMBERED:
            self._known = {}
        self._known = self._known | found
        return both

    @torch.inference_mode()
    def _read(self, texts: Sequence[str]) -> list[Seen]:
        read = self._model.seen(texts)
        return [(v.float().numpy(), words.to(torch.float16).numpy()) for v, words in read]


@lru_cache(maxsize=1)
def reader() -> Reader:
    """Return the one that comes with the code."""
    return Reader()


def save(model: AnsweringEncoder, path: Path = WEIGHTS) -> None:
    """Write the adapted weights in bfloat16."""
    save_file({n: p.detach().to(torch.bfloat16).contiguous() for n, p in model.adapted().items()}, path)
