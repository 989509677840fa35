"""The shop's products as they are found: every stated constraint is a filter, relevance orders what is left."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from knowledge.constraints import Constraints
from knowledge.product import Match, Product
from knowledge.search.documents import FIELDS, fields_of, metadata_of, passage_of, plain_name
from knowledge.search.embedding import Embedder
from knowledge.search.facets import Facets, Mask
from knowledge.search.lexical import Lexical
from knowledge.search.store import Store, Where
from knowledge.search.text import words

Lookup: TypeAlias = Callable[[Sequence[str]], dict[str, Product]]
Vector: TypeAlias = NDArray[np.float32]
DENSE = 100  # products that the vector search brings in
POOL = 200  # products that are scored in full
WEIGHTS = {"title": 1.0, "brand": 0.6, "model": 1.5, "kind": 1.0, "attributes": 0.3, "description": 0.3}


@dataclass(frozen=True)
class SearchResult:
    """What was found. `near` pairs a product with the constraint it breaks; `total` counts what the filters admit."""

    matches: tuple[Match, ...] = ()
    near: tuple[tuple[Match, str], ...] = ()
    blocked_by: str = ""
    conflict: tuple[str, ...] = ()
    total: int = 0


class SearchIndex:
    """Products in a folder, found by words and by meaning; `products` reads the records, which have the last word."""

    def __init__(self, folder: Path, embedder: Embedder, products: Lookup, store_url: str = "") -> None:
        self._embedder = embedder
        self._products = products
        self._store = Store(folder / "chroma", store_url).collection("products", embedder.name)
        self._lexical = Lexical(FIELDS, folder / "lexical")
        self._facets = Facets(folder / "facets")

    def __len__(self) -> int:
        return len(self._lexical.ids)

    def write(self, products: Sequence[Product]) -> None:
        """Add or replace products: texts are embedded, longest first, and indexed."""
        latest = {p.id: p for p in products}
        if not latest:
            return
        texts = {i: passage_of(p) for i, p in latest.items()}
        order = sorted(latest, key=lambda i: -len(texts[i]))
        for start in range(0, len(order), 2048):
            part = order[start : start + 2048]
            vectors = self._embedder.encode_texts([texts[i] for i in part])
            self._store.write(part, vectors, [metadata_of(latest[i]) for i in part])
        kept = [r for i, r in self._lexical.row.items() if i not in latest]
        self._lexical.write({i: fields_of(p) for i, p in latest.items()})
        self._facets.write(kept, list(latest.values()))

    def update(self, products: Sequence[Product]) -> None:
        """Take over prices, stock and ratings; wording is left as it was indexed. Unknown products are ignored."""
        known = {self._lexical.row[p.id]: p for p in products if p.id in self._lexical.row}
        if known:
            self._store.update([p.id for p in known.values()], [metadata_of(p) for p in known.values()])
            self._facets.update(known)

    def remove(self, ids: Sequence[str]) -> None:
        """Forget products; an unknown id is no error."""
        gone = {i for i in ids if i in self._lexical.row}
        if gone:
            self._store.remove(sorted(gone))
            kept = [r for i, r in self._lexical.row.items() if i not in gone]
            self._lexical.write({}, sorted(gone))
            self._facets.write(kept, [])

    def search(self, query: str, constraints: Constraints, k: int, among: Sequence[str] | None = None) -> SearchResult:
        """Return the `k` best products that obey every constraint, best first, or why there are none."""
        if clash := conflicts(constraints):
            return SearchResult(conflict=clash)
        masks = self._facets.masks(constraints, self._holding)
        allowed = self._everything()
        for mask in masks.values():
            allowed &= mask
        if among is not None:
            within = np.zeros(len(self), bool)
            within[[self._lexical.row[i] for i in among if i in self._lexical.row]] = True
            allowed &= within
            k = max(k, len(among))
        matches = self._best(query, constraints, allowed, k, whole=among is not None)
        total = int(allowed.sum())
        if matches or not masks:
            return SearchResult(matches=matches, total=total)
        return self._nearly(query, constraints, masks, k)

    def _nearly(self, query: str, constraints: Constraints, masks: Mapping[str, Mask], k: int) -> SearchResult:
        """Drop one constraint at a time; keep the one whose loss leaves the best products."""
        best: tuple[float, str, tuple[Match, ...]] = (float("-inf"), "", ())
        for name in masks:
            others = self._everything()
            for other, mask in masks.items():
                if other != name:
                    others &= mask
            found = self._best(query, constraints.without(name), others, k, whole=False) if others.any() else ()
            if found and found[0].score > best[0]:
                best = (found[0].score, name, found)
        return SearchResult(near=tuple((m, best[1]) for m in best[2]), blocked_by=best[1])

    def _best(self, query: str, constraints: Constraints, allowed: Mask, k: int, whole: bool) -> tuple[Match, ...]:
        if not allowed.any():
            return ()
        asked = " ".join(dict.fromkeys([*query.split(), *constraints.product_type.split()]))
        weights = dict.fromkeys(words(asked), 1.0)
        lexical = {f: self._lexical.scores(f, weights) for f in FIELDS}
        bm25 = np.sum([WEIGHTS[f] * s for f, s in lexical.items()], axis=0) * allowed
        vector = self._embedder.encode_queries([asked])[0] if asked else None
        rows = np.flatnonzero(allowed) if whole else self._pool(bm25, vector, constraints, allowed)
        if not len(rows):
            return ()
        dense = self._cosines(vector, rows)
        top = max(float(bm25.max()), 1e-6)
        fused = 0.5 * bm25[rows] / top + 0.5 * dense
        order = np.argsort(-fused, kind="stable")
        if constraints.sort:
            order = self._sorted(constraints.sort, rows, fused, order)
        chosen = [int(rows[j]) for j in order[:k]]
        records = self._products([self._lexical.ids[r] for r in chosen])
        place = {int(r): j for j, r in enumerate(rows)}
        found = []
        for row in chosen:
            if product := records.get(self._lexical.ids[row]):
                j = place[row]
                signals = {f"bm25_{f}": float(s[row]) for f, s in lexical.items()}
                signals |= {"bm25": float(bm25[row]), "dense": float(dense[j]), "fused": float(fused[j])}
                found.append(Match(product, float(fused[j]), signals))
        return tuple(m for m in found if still_fits(m.product, constraints))

    def _pool(
        self, bm25: NDArray[np.float32], vector: Vector | None, wanted: Constraints, allowed: Mask
    ) -> NDArray[np.int64]:
        if vector is None:
            return np.flatnonzero(allowed)
        n = min(POOL - DENSE, int((bm25 > 0).sum()))
        rows = set(np.argpartition(-bm25, n - 1)[:n].tolist()) if n else set()
        near = self._store.nearest(vector, DENSE, where_of(wanted))
        rows |= {self._lexical.row[i] for i, _ in near if i in self._lexical.row and allowed[self._lexical.row[i]]}
        return np.array(sorted(rows), np.int64)

    def _cosines(self, vector: Vector | None, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        if vector is None:
            return np.zeros(len(rows), np.float32)
        ids = [self._lexical.ids[r] for r in rows]
        held = self._store.vectors(ids)
        return np.array([held[i] @ vector if i in held else 0.0 for i in ids], np.float32)

    def _sorted(self, sort: str, rows: NDArray[np.int64], fused: Vector, order: NDArray[np.int64]) -> NDArray[np.int64]:
        """Order those at least nearly as relevant as the best by price, rating or date; the rest follow."""
        near = order[fused[order] >= 0.7 * fused[order[0]]]
        name, sign = {"price_asc": ("price", 1), "price_desc": ("price", -1), "rating_desc": ("rating", -1)}.get(
            sort, ("released", -1)
        )
        values = sign * self._facets.column(name)[rows[near]]
        return np.concatenate([near[np.argsort(values, kind="stable")], order[len(near) :]])

    def _holding(self, tokens: Sequence[str]) -> Mask:
        mask = self._everything()
        for token in tokens:
            one = np.zeros(len(self), bool)
            one[self._lexical.rows_with(token)] = True
            mask &= one
        return mask

    def _everything(self) -> Mask:
        return np.ones(len(self), bool)


def conflicts(wanted: Constraints) -> tuple[str, ...]:
    """Name the constraints that contradict each other."""
    if wanted.price_min is not None and wanted.price_max is not None and wanted.price_min > wanted.price_max:
        return ("price_min", "price_max")
    refused = {plain_name(b) for b in wanted.brand_not}
    if wanted.brand and all(plain_name(b) in refused for b in wanted.brand):
        return ("brand", "brand_not")
    for name, value in wanted.attributes.items():
        if wanted.attributes.get(f"{name}_not", None) == value:
            return (f"attributes.{name}", f"attributes.{name}_not")
    return ()


def where_of(wanted: Constraints) -> Where:
    """Return the store's filter for the constraints that its metadata can decide."""
    parts: list[Where] = []
    if wanted.price_min is not None:
        parts.append({"price": {"$gte": wanted.price_min}})
    if wanted.price_max is not None:
        parts.append({"price": {"$lte": wanted.price_max}})
    if wanted.in_stock is not None:
        parts.append({"in_stock": wanted.in_stock})
    if wanted.rating_min is not None:
        parts.append({"rating": {"$gte": wanted.rating_min}})
    if wanted.brand:
        parts.append({"brand": {"$in": [plain_name(b) for b in wanted.brand]}})
    if wanted.brand_not:
        parts.append({"brand": {"$nin": [plain_name(b) for b in wanted.brand_not]}})
    return parts[0] if len(parts) == 1 else {"$and": parts} if parts else {}


def still_fits(product: Product, wanted: Constraints) -> bool:
    """Whether the record, which may be newer than the index, obeys the limits on price, stock and rating."""
    if wanted.price_max is not None and product.price > wanted.price_max + 1e-6:
        return False
    if wanted.price_min is not None and product.price < wanted.price_min - 1e-6:
        return False
    return wanted.in_stock is None or product.in_stock == wanted.in_stock


def relaxed(wanted: Constraints, names: Sequence[str]) -> Constraints:
    """Return the constraints less several of them."""
    for name in names:
        wanted = wanted.without(name)
    return replace(wanted)
