"""The shop's products as they are found: every stated constraint is a filter, relevance orders what is left."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from threading import RLock
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from knowledge.constraints import Constraints
from knowledge.product import Match, Product
from knowledge.search import ranking
from knowledge.search.documents import FIELDS, passage_of
from knowledge.search.embedding import Embedder
from knowledge.search.facets import Mask
from knowledge.search.features import NAMES, features, lexical_scores
from knowledge.search.generation import Generation, keep, opened
from knowledge.search.kinds import SYNONYM, UNLIKE, nearest_first, surely
from knowledge.search.limits import conflicts, still_fits
from knowledge.search.query import Query, read_query
from knowledge.search.store import Store
from knowledge.search.text import words
from knowledge.search.vectors import Vector

Lookup: TypeAlias = Callable[[Sequence[str]], dict[str, Product]]
Rows: TypeAlias = NDArray[np.int64]
BY_WORDS, BY_MEANING = 150, 100  # products that each way of searching brings to the second stage
SPARE = 1.3  # times as many neighbours as are wanted, since those admitted may lie farther off
LEAST = 400  # neighbours asked of the store: its graph misses more where it is asked for fewer
DEEPER = 250  # products for each neighbour that is looked at, where that is more
EXACT = 600_000  # up to so many products, all are compared in 40 ms; the store's graph takes as long to miss as few
FIRST = {"title": 1.0, "kind": 0.5, "brand": 0.5, "model": 1.0, "attributes": 0.2, "description": 0.4}
RECENT = 256  # queries whose vectors are kept: a turn asks the same more than once
NEAREST = 6  # near misses shown
ALIKE = 0.6  # cosine of two kinds from which one is worth showing for want of the other


@dataclass(frozen=True)
class SearchResult:
    """What was found. `near` pairs a product with the constraint it breaks; `total` counts what the filters admit."""

    matches: tuple[Match, ...] = ()
    near: tuple[tuple[Match, str], ...] = ()
    blocked_by: str = ""
    conflict: tuple[str, ...] = ()
    total: int = 0


@dataclass(frozen=True)
class _Asked:
    """A search as every filter's try shares it: the query read, its vector, and all rows' BM25 by field."""

    said: str
    query: Query
    vector: Vector | None
    scores: Mapping[str, Vector]
    constraints: Constraints
    firm: bool  # whether the kind of thing was named as a constraint


class SearchIndex:
    """Products in a folder, found by words and by meaning; `products` reads the records, which have the last word."""

    def __init__(self, folder: Path, embedder: Embedder, products: Lookup, store_url: str = "") -> None:
        self.embedder = embedder
        self._products = products
        self._vector_of = lru_cache(RECENT)(lambda text: embedder.encode_queries([text])[0])
        self._store = Store(folder / "chroma", store_url).collection("products", embedder.name)
        self._folder = folder / "products"
        self._rows, self._saved = opened(embedder, self._folder)
        self._reading, self._writing = RLock(), RLock()
        if len(self):
            self.search("warm 暖", Constraints(), 1)

    def __len__(self) -> int:
        return len(self._rows.lexical.ids)

    @property
    def ids(self) -> Sequence[str]:
        """The ids of all products that can be found."""
        return tuple(self._rows.lexical.ids)

    def close(self) -> None:
        """Let go of the store; nothing can be found afterwards."""
        self._store.close()

    def write(self, products: Sequence[Product]) -> None:
        """Add or replace products: texts are embedded, longest first, and indexed; searches go on meanwhile."""
        latest = list({p.id: p for p in products}.values())
        if latest:
            with self._writing:
                self._take(self._rows.next(latest, self._embedded(latest)))

    def update(self, products: Sequence[Product]) -> None:
        """Take over prices, stock and ratings; wording is left as it was indexed. Unknown products are ignored."""
        with self._writing:
            known = {row[p.id]: p for row in [self._rows.lexical.row] for p in products if p.id in row}
            if not known or self._saved is None:
                return
            with self._reading:
                self._rows.facets.update(known)
            self._rows.facets.save(self._saved / "facets")

    def remove(self, ids: Sequence[str]) -> None:
        """Forget products; an unknown id is no error."""
        with self._writing:
            gone = sorted({i for i in ids if i in self._rows.lexical.row})
            if gone:
                self._take(self._rows.next([], np.zeros((0, self.embedder.dim), np.float32), gone))
                self._store.remove(gone)

    def _take(self, rows: Generation) -> None:
        self._saved = keep(rows, self._folder, self._saved)
        with self._reading:
            self._rows = rows

    def search(self, query: str, constraints: Constraints, k: int, among: Sequence[str] | None = None) -> SearchResult:
        """Return the `k` best products that obey every constraint, best first, or why there are none.

        With `among`, exactly those products are ranked, also ones that do not match, and constraints still hold.
        """
        if clash := conflicts(constraints):
            return SearchResult(conflict=clash)
        with self._reading:
            if not len(self):
                return SearchResult()
            asked = self._asked(query, constraints)
            masks = self._rows.facets.masks(constraints, self._holding)
            if among is not None:
                return self._among(asked, masks, among)
            return self._filtered(asked, masks, k)

    def kinds_for(self, word: str) -> tuple[str, ...]:
        """Return the kinds of thing that are named after another ("laptop sleeve" after "laptop"), the usual first."""
        with self._reading:
            return self._rows.kinds.named_after(word)

    def sells(self, kind: str) -> bool:
        """Whether the shop may have any product of a kind, named so by its record or in its title."""
        with self._reading:
            return self._rows.kinds.sells(kind) or self.titles_with(words(kind)[-1]) > 0

    def titles_with(self, token: str) -> int:
        """Return how many titles hold a token."""
        with self._reading:
            return int((self._rows.lexical.hits({token: 1.0}, ("title",)) > 0).sum())

    def _embedded(self, products: Sequence[Product]) -> Vector:
        """Embed and store products; return their vectors in the order given."""
        texts = [passage_of(p) for p in products]
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        vectors = np.zeros((len(texts), self.embedder.dim), np.float32)
        for start in range(0, len(order), 2048):
            part = order[start : start + 2048]
            vectors[part] = self.embedder.encode_texts([texts[i] for i in part])
            self._store.write([products[i].id for i in part], vectors[part])
        return vectors

    def _asked(self, query: str, constraints: Constraints) -> _Asked:
        said = set(words(query))
        kind = constraints.product_type
        text = query if all(w in said for w in words(kind)) else f"{query} {kind}".strip()
        read = read_query(text, self._rows.lexical)
        if kind:
            read = replace(read, head=read.place_of(words(kind)[-1:]))
        vector = self._vector_of(read.text) if read.text.strip() else None
        return _Asked(query.strip(), read, vector, lexical_scores(self._rows.lexical, read), constraints, bool(kind))

    def _among(self, asked: _Asked, masks: Mapping[str, Mask], among: Sequence[str]) -> SearchResult:
        rows = np.array(sorted({self._rows.lexical.row[i] for i in among if i in self._rows.lexical.row}), np.int64)
        rows = rows[self._all_of(masks)[rows]]
        if not len(rows):
            return SearchResult()
        table, scores = self._scored(asked, rows)
        found = self._matches(asked, rows, table, scores, self._ordered(asked, rows, table, scores), len(rows))
        return SearchResult(matches=found, total=len(rows))

    def _filtered(self, asked: _Asked, masks: Mapping[str, Mask], k: int) -> SearchResult:
        allowed = self._all_of(masks)
        matches = self._best(asked, allowed, k)
        if matches:
            return SearchResult(matches=matches, total=int(allowed.sum()))
        best: tuple[float, str, tuple[Match, ...]] = (0.0, "", ())
        for name in masks:
            others = self._all_of({n: m for n, m in masks.items() if n != name})
            freed = replace(asked, constraints=asked.constraints.without(name))
            found = self._best(freed, others, 4 * NEAREST)
            if found and found[0].score > best[0]:
                best = (found[0].score, name, _least_off(name, found)[: min(k, NEAREST)])
        if not best[2] and asked.firm and self._is_sold(asked, masks):
            return SearchResult()  # several limits together rule everything out: none of them alone, and not the kind
        if not best[2] and asked.firm:
            loose = replace(asked, firm=False)
            other = self._best(loose, allowed, 4 * NEAREST)
            best = (0.0, "product_type", _alike(other, asked.constraints.product_type)[: min(k, NEAREST)])
        return SearchResult(
            near=tuple((m, best[1]) for m in best[2]), blocked_by=best[1] if best[2] or asked.firm else ""
        )

    def _is_sold(self, asked: _Asked, masks: Mapping[str, Mask]) -> bool:
        """Whether there is something of the kind asked for once the other limits are left aside."""
        bare = replace(asked, constraints=Constraints(product_type=asked.constraints.product_type))
        return bool(masks) and bool(self._best(bare, self._all_of({}), 1))

    def _best(self, asked: _Asked, allowed: Mask, k: int) -> tuple[Match, ...]:
        rows = self._pool(asked, allowed)
        if not len(rows):
            return ()
        table, scores = self._scored(asked, rows)
        if asked.query.groups:
            fits = self._of_kind(asked, rows, table) if asked.firm else ranking.related(table, asked.query.is_code)
            rows, table, scores = rows[fits], table[fits], scores[fits]
        found = self._matches(asked, rows, table, scores, self._ordered(asked, rows, table, scores), k)
        return self._surely(found, asked.constraints.product_type, asked.said) if asked.firm else found

    def _surely(self, found: tuple[Match, ...], kind: str, said: str) -> tuple[Match, ...]:
        rest = self._holding(words(kind)[:-1])
        return surely(found, kind, said, lambda id: bool(rest[self._rows.lexical.row[id]]))

    def _of_kind(self, asked: _Asked, rows: Rows, table: ranking.Table) -> Mask:
        fits = ranking.of_kind(table)
        if self._rows.kinds.is_named(asked.constraints.product_type):
            fits &= ranking.by_name(table, self._rows.kinds.compounds(rows))
        single = len(asked.query.groups) == 1
        return fits & ranking.named_first(table, fits, self._rows.kinds.named(rows), single)

    def _pool(self, asked: _Asked, allowed: Mask) -> Rows:
        """Return the rows worth a closer look: the best by words and the nearest by meaning, of those allowed."""
        admitted = np.flatnonzero(allowed)
        if asked.vector is None or len(admitted) <= BY_WORDS + BY_MEANING:
            return admitted
        first = np.sum([FIRST[f] * s[admitted] for f, s in asked.scores.items()], axis=0)
        by_words = admitted[np.argpartition(-first, BY_WORDS)[:BY_WORDS]]
        # Of many products more are near copies of each other, which must not fill the pool alone.
        by_meaning = self.neighbours(asked.vector, allowed, max(BY_MEANING, len(self) // DEEPER))
        return np.union1d(by_words, by_meaning)

    def neighbours(self, vector: Vector, allowed: Mask, n: int) -> Rows:
        """Return about `n` of the rows allowed, those nearest to a vector; in a large shop as the store finds them.

        The store is asked for more and those not allowed are dropped, in a tenth of the time of its own filter.
        """
        admitted = np.flatnonzero(allowed)
        if len(self) <= EXACT:
            return self._rows.vectors.nearest(vector, admitted, n)
        near = self._store.nearest(vector, self.depth(len(admitted), n))
        rows = np.array([self._rows.lexical.row[i] for i, _ in near if i in self._rows.lexical.row], np.int64)
        return rows[allowed[rows]]

    def depth(self, admitted: int, n: int = BY_MEANING) -> int:
        """Return how many neighbours to ask the store for, so that about `n` are among the `admitted`."""
        return max(int(n * SPARE * len(self) / max(1, admitted)), LEAST, len(self) // DEEPER)

    def _scored(self, asked: _Asked, rows: Rows) -> tuple[ranking.Table, ranking.Scores]:
        dense = self._rows.vectors.cosines(asked.vector, rows)
        table = features(
            self._rows.lexical, self._rows.kinds, asked.query, dict(asked.scores), dense, asked.vector, rows
        )
        return table, ranking.score(table)

    def _ordered(self, asked: _Asked, rows: Rows, table: ranking.Table, scores: ranking.Scores) -> Rows:
        best = np.argsort(-scores, kind="stable")
        if not asked.constraints.sort or not len(best):
            return best
        sort = asked.constraints.sort
        values = self._rows.facets.column(ranking.sort_column(sort))[rows]
        return np.asarray(ranking.in_order(sort, values, table, scores, best), np.int64)

    def _matches(
        self, asked: _Asked, rows: Rows, table: ranking.Table, scores: ranking.Scores, order: Rows, k: int
    ) -> tuple[Match, ...]:
        chosen = order[:k]
        records = self._products([self._rows.lexical.ids[rows[j]] for j in chosen])
        found = []
        for j in chosen:
            product = records.get(self._rows.lexical.ids[rows[j]])
            if product is not None and still_fits(product, asked.constraints):
                signals = dict(zip(NAMES, table[j].tolist(), strict=True)) | {"fused": float(scores[j])}
                found.append(Match(product, float(scores[j]), signals))
        return tuple(found)

    def _all_of(self, masks: Mapping[str, Mask]) -> Mask:
        allowed = np.ones(len(self), bool)
        for mask in masks.values():
            allowed &= mask
        return allowed

    def _holding(self, tokens: Sequence[str]) -> Mask:
        return self._all_of({t: self._rows.lexical.hits({t: 1.0}, FIELDS) > 0 for t in tokens})


def _alike(found: tuple[Match, ...], kind: str) -> tuple[Match, ...]:
    """Return those that are called by the same last word or mean nearly the same, the nearest kinds first."""
    close = {m.product.id: m.signals["kind_close"] for m in found}
    alike = [m for m in found if close[m.product.id] >= (UNLIKE if m.signals["kind_head"] >= SYNONYM else ALIKE)]
    return nearest_first(alike, kind)


def _least_off(name: str, found: tuple[Match, ...]) -> tuple[Match, ...]:
    """Order near misses on price by how far they miss it; others stay as relevant as they are."""
    if name not in ("price_max", "price_min"):
        return found
    near = [m for m in found if m.score >= ranking.SORTED_FROM * found[0].score]
    return tuple(sorted(near, key=lambda m: m.product.price, reverse=name == "price_min"))
