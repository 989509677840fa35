"""A sentence encoder that puts a question near the fact that answers it: MiniLM, its upper layers adapted by us."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file

from knowledge.encoder import WIDTH, Encoder, load_tokenizer
from knowledge.search.embedding import Vectors

WEIGHTS = Path(__file__).parent / "weights" / "answering.safetensors"
RANK = 24
ADAPTED = 3  # the first layer that was adapted; those below are as they come
MAX_PIECES = 44
BATCH = 32
REMEMBERED = 4096  # texts whose vectors are kept: names of facts come again with every product


class AnsweringEncoder(torch.nn.Module):
    """Questions and pieces of evidence in one space, near where one answers the other."""

    def __init__(self, dropout: float = 0.0) -> None:
        super().__init__()
        self._tokenizer, self.encoder = load_tokenizer(max_pieces=MAX_PIECES), Encoder(rank=RANK, dropout=dropout)
        for name, weight in self.encoder.named_parameters():
            weight.requires_grad_(name.startswith("layers.") and int(name.split(".")[1]) >= ADAPTED)

    def forward(self, texts: Sequence[str]) -> torch.Tensor:
        """Return (n, 384) float32 of unit length; texts of like length are read together, so that little is padding."""
        pieces = [e.ids for e in self._tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(pieces)), key=lambda i: len(pieces[i]))
        parts = [self._read([pieces[i] for i in order[at : at + BATCH]]) for at in range(0, len(order), BATCH)]
        return torch.cat(parts)[torch.argsort(torch.tensor(order))]

    def _read(self, pieces: Sequence[Sequence[int]]) -> torch.Tensor:
        ids = torch.zeros(len(pieces), max(map(len, pieces)), dtype=torch.long)
        seen = torch.zeros_like(ids)
        for row, one in enumerate(pieces):
            ids[row, : len(one)], seen[row, : len(one)] = torch.tensor(one), 1
        hidden = self.encoder(ids, seen) * seen.unsqueeze(2)
        return torch.nn.functional.normalize(hidden.sum(1), dim=1)

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
            weight.data.copy_(held[name])
        model.encoder.fold()
        self._model, self._short = model, dict[str, Vectors]()

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions, (n, 384) float32 of unit length."""
        return self.encode_texts(texts)

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        """Embed pieces of evidence and names of facts, (n, 384) float32 of unit length."""
        new = [t for t in dict.fromkeys(texts) if t not in self._short]
        found = dict(zip(new, self._encode(new), strict=True)) if new else {}
        rows = [found[t] if t in found else self._short[t] for t in texts]
        if len(self._short) + len(found) > REMEMBERED:
            self._short = {}
        self._short = self._short | found
        return np.array(rows, np.float32).reshape(-1, WIDTH)

    @torch.inference_mode()
    def _encode(self, texts: Sequence[str]) -> Vectors:
        return np.asarray(self._model(texts).float().numpy(), np.float32)


@lru_cache(maxsize=1)
def reader() -> Reader:
    """Return the one that comes with the code."""
    return Reader()


def save(model: AnsweringEncoder, path: Path = WEIGHTS) -> None:
    """Write the adapted weights in bfloat16."""
    save_file({n: p.detach().to(torch.bfloat16).contiguous() for n, p in model.adapted().items()}, path)
