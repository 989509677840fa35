"""The door to bm25s: fielded BM25 over product tokens, kept in a folder."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import bm25s
import numpy as np
import orjson
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Rows = NDArray[np.int64]


class Lexical:
    """Documents of token lists, one list a field; a document's place is its row, in the order of `ids`."""

    def __init__(self, fields: Sequence[str], folder: Path | None = None) -> None:
        self.fields = tuple(fields)
        self._folder = folder
        self.ids: list[str] = []
        self.row: dict[str, int] = {}
        self.vocabulary: dict[str, int] = {}
        self._documents: dict[str, list[NDArray[np.int32]]] = {f: [] for f in self.fields}
        self._index: dict[str, bm25s.BM25] = {}
        self.frequency: NDArray[np.int32] = np.zeros(0, np.int32)
        if folder is not None and (folder / "documents.npz").exists():
            self._load(folder)

    def write(self, documents: Mapping[str, Mapping[str, Sequence[str]]], removed: Sequence[str] = ()) -> None:
        """Add or replace documents and remove others, then index; `documents` maps an id to its fields' tokens."""
        gone = {self.row[i] for i in [*documents, *removed] if i in self.row}
        if gone:
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
            if code is not None:
                start, end = held["indptr"][code], held["indptr"][code + 1]
                total[held["indices"][start:end]] += weight * held["data"][start:end]
        return total

    def rows_with(self, token: str, fields: Sequence[str] = ()) -> Rows:
        """Return the rows that hold a token in any of the fields."""
        code = self.vocabulary.get(token)
        if code is None:
            return np.zeros(0, np.int64)
        parts = []
        for name in fields or self.fields:
            if name in self._index:
                held = self._index[name].scores
                parts.append(held["indices"][held["indptr"][code] : held["indptr"][code + 1]])
        return np.unique(np.concatenate(parts)).astype(np.int64) if parts else np.zeros(0, np.int64)

    def tokens(self, row: int, field: str) -> NDArray[np.int32]:
        """Return the codes of the tokens of a row's field."""
        return self._documents[field][row]

    def _coded(self, tokens: Sequence[str]) -> NDArray[np.int32]:
        known = self.vocabulary
        return np.fromiter((known.setdefault(t, len(known)) for t in tokens), np.int32, len(tokens))

    def _build(self) -> None:
        self.row = {identity: r for r, identity in enumerate(self.ids)}
        self._index = {}
        size = max(1, len(self.vocabulary))
        self.frequency = np.zeros(size, np.int32)
        for name, rows in self._documents.items():
            if any(len(r) for r in rows):
                index = bm25s.BM25(method="lucene", k1=1.2, b=0.6 if name != "title" else 0.4)
                index.index(
                    (([r.tolist() for r in rows]), self.vocabulary), show_progress=False, create_empty_token=False
                )
                self._index[name] = index
            for r in rows:
                self.frequency[np.unique(r)] += 1
        if self._folder is not None:
            self._save(self._folder)

    def _save(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        arrays: dict[str, NDArray[np.int32]] = {"frequency": self.frequency}
        for name, rows in self._documents.items():
            arrays[f"{name}.tokens"] = np.concatenate(rows) if rows else np.zeros(0, np.int32)
            arrays[f"{name}.lengths"] = np.array([len(r) for r in rows], np.int32)
        for name, index in self._index.items():
            index.save(folder / name, show_progress=False)
        (folder / "names.json").write_bytes(orjson.dumps({"ids": self.ids, "vocabulary": list(self.vocabulary)}))
        np.savez(folder / "documents.npz", **arrays)  # type: ignore[arg-type]

    def _load(self, folder: Path) -> None:
        names = orjson.loads((folder / "names.json").read_bytes())
        self.ids = names["ids"]
        self.row = {identity: r for r, identity in enumerate(self.ids)}
        self.vocabulary = {t: i for i, t in enumerate(names["vocabulary"])}
        with np.load(folder / "documents.npz") as arrays:
            self.frequency = arrays["frequency"]
            for name in self.fields:
                cuts = np.cumsum(arrays[f"{name}.lengths"])[:-1]
                self._documents[name] = np.split(arrays[f"{name}.tokens"], cuts) if self.ids else []
        self._index = {f: bm25s.BM25.load(folder / f) for f in self.fields if (folder / f).exists()}
