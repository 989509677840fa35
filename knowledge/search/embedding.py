"""Text to vectors: a real sentence model, and a stand-in that needs no weights."""

import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray

from knowledge.encoder import WIDTH, Encoder, embedding_folder, load_tokenizer
from knowledge.search.text import tokens

Vectors = NDArray[np.float32]
MAX_TOKENS = 80
BATCH = 64


class Embedder(Protocol):
    """What the index needs of an embedding model; vectors are (n, dim) float32 of unit length."""

    @property
    def name(self) -> str:
        """Identify the vector space: two embedders of one name may share an index."""

    @property
    def dim(self) -> int:
        """The length of a vector."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed what shoppers write."""

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        """Embed what the shop has."""


def fast_dtype(device: str) -> torch.dtype:
    """Return bfloat16 where the processor computes in it, float32 elsewhere."""
    if device.startswith("cuda"):
        return torch.bfloat16
    try:
        flags = Path("/proc/cpuinfo").read_text()
    except OSError:
        return torch.float32
    return torch.bfloat16 if "avx512_bf16" in flags or "amx_bf16" in flags else torch.float32


class PackagedEmbedder:
    """The all-MiniLM-L6-v2 that comes as a package, on the processor: open in half a second, where libraries take four.

    Gives what sentence-transformers gives for it: the mean of the hidden states, at unit length.
    """

    name, dim = "all-MiniLM-L6-v2", WIDTH

    def __init__(self) -> None:
        self._tokenizer, self._encoder = load_tokenizer(max_pieces=MAX_TOKENS), Encoder(rank=0)
        self._encoder.fold()
        self._encoder.eval()

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed what shoppers write, (n, 384) float32 of unit length."""
        return self.encode_texts(texts)

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        """Embed what the shop has, (n, 384) float32 of unit length."""
        pieces = [e.ids for e in self._tokenizer.encode_batch(list(texts))]
        vectors = np.zeros((len(pieces), WIDTH), np.float32)
        by_length = sorted(range(len(pieces)), key=lambda i: -len(pieces[i]))
        for start in range(0, len(pieces), BATCH):  # texts of like length together, so that little is padding
            rows = by_length[start : start + BATCH]
            vectors[rows] = self._encode([pieces[i] for i in rows])
        return vectors

    @torch.inference_mode()
    def _encode(self, pieces: Sequence[Sequence[int]]) -> Vectors:
        ids = torch.zeros(len(pieces), max(map(len, pieces)), dtype=torch.long)
        seen = torch.zeros_like(ids)
        for row, one in enumerate(pieces):
            ids[row, : len(one)], seen[row, : len(one)] = torch.tensor(one), 1
        hidden = self._encoder(ids, seen) * seen.unsqueeze(2)
        return np.asarray(torch.nn.functional.normalize(hidden.sum(1), dim=1).numpy(), np.float32)


class SentenceEmbedder:
    """A sentence-transformers model by name or folder, the packaged one by default, on any device."""

    def __init__(self, model: str | Path = "", device: str = "cpu", dtype: torch.dtype | None = None) -> None:
        from sentence_transformers import SentenceTransformer  # seconds to import: only where such a model is named

        kind = dtype or fast_dtype(device)
        self._model = SentenceTransformer(str(model or embedding_folder()), device=device, model_kwargs={"dtype": kind})
        self._model.max_seq_length = min(MAX_TOKENS, self._model.max_seq_length or MAX_TOKENS)
        self._name = str(model) or PackagedEmbedder.name

    @property
    def name(self) -> str:
        """The model's name or folder."""
        return self._name

    @property
    def dim(self) -> int:
        """The length of a vector."""
        return int(self._model.get_embedding_dimension() or 0)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed what shoppers write, (n, dim) float32 of unit length."""
        return self._encode(texts)

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        """Embed what the shop has, (n, dim) float32 of unit length."""
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dim), np.float32)
        found = self._model.encode(list(texts), batch_size=64, show_progress_bar=False, convert_to_tensor=True)
        assert isinstance(found, torch.Tensor)
        vectors = found.float()
        return np.ascontiguousarray(torch.nn.functional.normalize(vectors, dim=1).cpu().numpy(), dtype=np.float32)


class HashingEmbedder:
    """A stand-in without weights: tokens hashed into signed buckets; similar wording gives similar vectors."""

    def __init__(self, dim: int = 256) -> None:
        self._dim = dim

    @property
    def name(self) -> str:
        """The space's name, which holds its width."""
        return f"hashing-{self._dim}"

    @property
    def dim(self) -> int:
        """The length of a vector."""
        return self._dim

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed what shoppers write, (n, dim) float32 of unit length."""
        return self.encode_texts(texts)

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        """Embed what the shop has, (n, dim) float32 of unit length."""
        vectors = np.zeros((len(texts), self._dim), np.float32)
        for row, text in enumerate(texts):
            for token in tokens(text) or ["?"]:
                code = zlib.crc32(token.encode())
                vectors[row, code % self._dim] += 1.0 if code >> 31 else -1.0
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors[lengths[:, 0] == 0, 0] = 1.0
        return np.asarray(vectors / np.where(lengths == 0, 1.0, lengths), np.float32)
