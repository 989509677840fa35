"""The door to bm25s: fielded BM25 over product tokens, kept in a folder."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import bm25s
import numpy as np
import orjson
from numpy.typing import NDArray

Scores = NDArray[np.float32]


class Lexical:
    """Documents of token lists, one list a field; a document's place is its row, in the order of `ids`."""

    def __init__(self, fields: Sequence[str], folder: Path | None = None) -> None:
        self.fields = tuple(fields)
        self.ids: list[str] = []
        self.row: dict[str, int] = {}
        self.vocabulary: dict[str, int] = {}
        self._documents: dict[str, list[NDArray[np.int32]]] = {f: [] for f in self.fields}
        self._index: dict[str, bm25s.BM25] = {}
        self._spellings: dict[str, list[str]] | None = None
        self.frequency: NDArray[np.int32] = np.zeros(0, np.int32)
        self._pairs: NDArray[np.int64] = np.zeros(0, np.int64)
        self._pair_counts: NDArray[np.int32] = np.zeros(0, np.int32)
        if folder is not None and (folder / "documents.npz").exists():
            self._load(folder)

    def write(self, documents: Mapping[str, Mapping[str, Sequence[str]]], removed: Sequence[str] = ()) -> None:
        """Add or replace documents and remove others, then index; `documents` maps an id to its fields' tokens.

        Copies made before with `copy.copy` keep what they held: nothing they read is changed in place.
        """
        gone = {self.row[i] for i in [*documents, *removed] if i in self.row}
        keep = [r for r in range(len(self.ids)) if r not in gone]
        self.ids = [self.ids[r] for r in keep]
        self._documents = {f: [rows[r] for r in keep] for f, rows in self._documents.items()}
        for identity, fields in documents.items():
            self.ids.append(identity)
            for name in self.fields:
                self._documents[name].append(self._coded(fields.get(name, ())))
        self._build()

    def scores(self, field: str, tokens: Mapping[str, float]) -> Scores:
        """Return each row's BM25 for weighted tokens in one field, (n rows,) float32."""
        total = np.zeros(len(self.ids), np.float32)
        if field not in self._index:
            return total
        held = self._index[field].scores
        for token, weight in tokens.items():
            code = self.vocabulary.get(token)
            if code is not None and code + 1 < len(held["indptr"]):
                start, end = held["indptr"][code], held["indptr"][code + 1]
                total[held["indices"][start:end]] += weight * held["data"][start:end]
        return total

    def hits(self, tokens: Mapping[str, float], fields: Sequence[str]) -> Scores:
        """Return the highest weight of the tokens that each row holds in any of the fields, 0 for none."""
        found = np.zeros(len(self.ids), np.float32)
        for token, weight in sorted(tokens.items(), key=lambda t: t[1]):
            code = self.vocabulary.get(token)
            for name in fields:
                held = self._index[name].scores if name in self._index else None
                if code is not None and held is not None and code + 1 < len(held["indptr"]):
                    found[held["indices"][held["indptr"][code] : held["indptr"][code + 1]]] = weight
        return found

    def tokens(self, row: int, field: str) -> NDArray[np.int32]:
        """Return the codes of the tokens of a row's field."""
        return self._documents[field][row]

    def count(self, token: str) -> int:
        """Return how many documents hold a token."""
        code = self.vocabulary.get(token, -1)
        return int(self.frequency[code]) if 0 <= code < len(self.frequency) else 0

    def pair(self, first: str, second: str) -> int:
        """Return how many times two tokens stand side by side in the first field."""
        a, b = self.vocabulary.get(first), self.vocabulary.get(second)
        if a is None or b is None:
            return 0
        at = int(np.searchsorted(self._pairs, (a << 32) + b))
        return int(self._pair_counts[at]) if at < len(self._pairs) and self._pairs[at] == (a << 32) + b else 0

    def near(self, token: str) -> list[str]:
        """Return the tokens of about the length of `token` and with its first letter that several documents hold."""
        if self._spellings is None:
            self._spellings = {}
            for known, code in self.vocabulary.items():
                if len(known) > 2 and known.isalpha() and code < len(self.frequency) and self.frequency[code] > 1:
                    self._spellings.setdefault(known[0], []).append(known)
        return [t for t in self._spellings.get(token[:1], []) if abs(len(t) - len(token)) <= 2]

    def idf(self, token: str) -> float:
        """Return the inverse document frequency of a token (Lucene's), 0 for one that no document holds."""
        n = self.count(token)
        return float(np.log(1 + (len(self.ids) - n + 0.5) / (n + 0.5))) if n else 0.0

    def _count_pairs(self) -> None:
        rows = [r.astype(np.int64) for r in self._documents[self.fields[0]] if len(r) > 1]
        joined = np.concatenate([(r[:-1] << 32) + r[1:] for r in rows]) if rows else np.zeros(0, np.int64)
        self._pairs, counts = np.unique(joined, return_counts=True)
        self._pair_counts = counts.astype(np.int32)

    def _coded(self, tokens: Sequence[str]) -> NDArray[np.int32]:
        known = self.vocabulary
        return np.fromiter((known.setdefault(t, len(known)) for t in tokens), np.int32, len(tokens))

    def _build(self) -> None:
        self.row = {identity: r for r, identity in enumerate(self.ids)}
        self._index = {}
        self._spellings = None
        self._count_pairs()
        size = max(1, len(self.vocabulary))
        self.frequency = np.zeros(size, np.int32)
        for name, rows in self._documents.items():
            if any(len(r) for r in rows):
                index = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
                index.index(
                    (([r.tolist() for r in rows]), self.vocabulary), show_progress=False, create_empty_token=False
                )
                self._index[name] = index
            for r in rows:
                self.frequency[np.unique(r)] += 1

    def save(self, folder: Path) -> None:
        """Write to a new folder, from which `Lexical(fields, folder)` reads."""
        folder.mkdir(parents=True)
        arrays: dict[str, NDArray[np.int32]] = {"frequency": self.frequency}
        pairs = {"pairs": self._pairs, "pair_counts": self._pair_counts}
        for name, rows in self._documents.items():
            arrays[f"{name}.tokens"] = np.concatenate(rows) if rows else np.zeros(0, np.int32)
            arrays[f"{name}.lengths"] = np.array([len(r) for r in rows], np.int32)
        for name, index in self._index.items():
            index.save(folder / name, show_progress=False)
        (folder / "names.json").write_bytes(orjson.dumps({"ids": self.ids, "vocabulary": list(self.vocabulary)}))
        np.savez(folder / "documents.npz", **arrays, **pairs)  # type: ignore[arg-type]

    def _load(self, folder: Path) -> None:
        names = orjson.loads((folder / "names.json").read_bytes())
        self.ids = names["ids"]
        self.row = {identity: r for r, identity in enumerate(self.ids)}
        self.vocabulary = {t: i for i, t in enumerate(names["vocabulary"])}
        with np.load(folder / "documents.npz") as arrays:
            self.frequency = arrays["frequency"]
            self._pairs, self._pair_counts = arrays["pairs"], arrays["pair_counts"]
            for name in self.fields:
                cuts = np.cumsum(arrays[f"{name}.lengths"])[:-1]
                self._documents[name] = np.split(arrays[f"{name}.tokens"], cuts) if self.ids else []
        self._index = {f: bm25s.BM25.load(folder / f) for f in self.fields if (folder / f).exists()}
