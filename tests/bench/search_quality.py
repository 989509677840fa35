"""Measure product search on Icecat's graded queries, with an ablation, and learn the second stage's weights.

    python tests/bench/search_quality.py [--home DIR] [--learn]

Builds the index in DIR once (minutes), then prints and writes results/search_quality.md. Every figure of the
second stage is from cross-validation over queries in 12 folds: a query is scored by weights that never saw it.
"""

import argparse
import json
import math
import random
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from shared_data import icecat_products, icecat_ratings

from knowledge.constraints import Constraints
from knowledge.search.embedding import PackagedEmbedder
from knowledge.search.features import NAMES
from knowledge.search.index import FIRST, SearchIndex
from knowledge.search.learn import Graded, as_file, learn

RESULTS = Path(__file__).parent / "results" / "search_quality.md"
WEIGHTS = Path(__file__).parents[2] / "knowledge" / "search" / "weights" / "ranking.json"
Score = Callable[[np.ndarray], np.ndarray]


def dcg(grades: Sequence[int]) -> float:
    """Return discounted cumulative gain of the first ten, gain 2^grade - 1."""
    return sum((2**g - 1) / math.log2(i + 2) for i, g in enumerate(grades[:10]))


class Case:
    """One query's candidates, of the judged products alone and of the whole catalogue."""

    def __init__(self, index: SearchIndex, query: str, grades: dict[str, int]) -> None:
        self.query, self.best = query, dcg(sorted(grades.values(), reverse=True))
        asked = index._asked(query, Constraints())
        row = index._rows.lexical.row
        judged = np.array(sorted(row[i] for i in grades if i in row))
        self.judged_grades = np.array([grades[index._rows.lexical.ids[r]] for r in judged])
        self.judged = index._scored(asked, judged)[0]
        pool = index._pool(asked, np.ones(len(index), bool))
        self.whole = index._scored(asked, pool)[0]
        self.whole_grades = np.array([grades.get(index._rows.lexical.ids[r], -1) for r in pool])

    def measure(self, score: Score) -> tuple[float, float]:
        """Return NDCG@10 among the judged and over the catalogue; ties are broken by chance."""
        found = []
        for table, grades in ((self.judged, self.judged_grades), (self.whole, self.whole_grades)):
            noise = np.random.default_rng(0).random(len(table)) * 1e-9
            order = np.argsort(-(score(table) + noise))
            found.append(dcg([max(0, int(grades[j])) for j in order]) / self.best)
        return found[0], found[1]

    def graded(self) -> Graded:
        """Return what can be learned from: judged candidates, and those of the catalogue that nobody judged."""
        unknown = self.whole_grades < 0
        table = np.concatenate([self.judged, self.whole[unknown]])
        return Graded(table, np.concatenate([self.judged_grades, self.whole_grades[unknown]]))


def without(table: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """Return a table in which some features are silent."""
    muted = table.copy()
    muted[:, [NAMES.index(n) for n in names]] = 0
    return muted


def plain(names: dict[str, float]) -> Score:
    """Return a fixed weighting of a few features."""
    return lambda table: sum(w * table[:, NAMES.index(n)] for n, w in names.items())


def held_out(cases: list[Case], muted: Sequence[str] = ()) -> list[tuple[float, float]]:
    """Return each query's figures under weights learned from the queries of the other folds."""
    found = []
    for fold in range(FOLDS):
        others = [c.graded() for j, c in enumerate(cases) if j % FOLDS != fold]
        w = learn([Graded(without(g.table, muted), g.grades) for g in others])
        found += [c.measure(lambda table, w=w: without(table, muted) @ w) for c in cases[fold::FOLDS]]
    return found


def line(name: str, found: Sequence[tuple[float, float]]) -> str:
    """Return a row of the table: mean and standard error over the queries."""
    cells = []
    for column in zip(*found, strict=True):
        cells.append(f"{statistics.mean(column):.3f} ± {statistics.stdev(column) / math.sqrt(len(column)):.3f}")
    return f"| {name} | {' | '.join(cells)} |"


FOLDS = 12
LEXICAL = [n for n in NAMES if n.startswith(("bm25_", "cover_", "every_"))]
PLAIN = {
    "BM25 (title, brand, model, kind, attributes, description)": plain(
        {f"bm25_{field}": weight for field, weight in FIRST.items()}
    ),
    "MiniLM alone": plain({"dense": 1}),
    "BM25 + MiniLM, equal": plain({"bm25_title": 1, "bm25_kind": 0.5, "bm25_description": 0.4, "dense": 2}),
}  # fmt: skip
ABLATIONS = {
    "second stage, all features": [],
    "less the kind of thing": [n for n in NAMES if n.startswith("kind_")],
    "less the vector": ["dense", "kind_close"],
    "less BM25 and coverage": LEXICAL,
    "less phrases, literal words and length": ["phrase", "early", "brief", "literal"],
    "less brand and model": ["brand", "model", "bm25_brand", "bm25_model"],
}


def table(cases: list[Case]) -> list[str]:
    """Return the lines of the result."""
    rows = [line(name, [c.measure(score) for c in cases]) for name, score in PLAIN.items()]
    rows += [line(name, held_out(cases, muted)) for name, muted in ABLATIONS.items()]
    head = "| what ranks | judged-only NDCG@10 | whole catalogue NDCG@10 |"
    return [head, "| --- | --- | --- |", *rows]


def speed(index: SearchIndex, queries: list[str]) -> str:
    """Return how long whole searches take, the query's embedding included."""
    random.Random(1).shuffle(queries)
    wanted = [Constraints(), Constraints(price_max=200.0), Constraints(brand=("HP",)), Constraints(in_stock=True)]
    times = []
    for turn in range(3):
        for i, query in enumerate(queries):
            index._vector_of.cache_clear()
            start = time.perf_counter()
            index.search(query, wanted[(i + turn) % 4], 10)
            times.append((time.perf_counter() - start) * 1000)
    times.sort()
    p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
    shared = "a quarter each with a price, a brand or a stock filter"
    return f"{len(times)} searches, {shared}: p50 {p50:.0f} ms, p95 {p95:.0f} ms."


def recall(index: SearchIndex, queries: list[str]) -> str:
    """Return how much of the exact 50 nearest a search takes, and the store's graph alone finds."""
    taken, stored, everything = [], [], np.ones(len(index), bool)
    for vector in index.embedder.encode_queries(queries):
        exact = set(np.argsort(-index._rows.vectors.cosines(vector, np.arange(len(index))))[:50].tolist())
        taken.append(len(exact & set(index.neighbours(vector, everything, 50).tolist())) / 50)
        near = index._store.nearest(vector, index.depth(len(index), 50))[:50]
        stored.append(len(exact & {index._rows.lexical.row[i] for i, _ in near}) / 50)
    found = f"a search {statistics.mean(taken):.3f}, the store's graph alone {statistics.mean(stored):.3f}"
    return f"Recall of the 50 nearest against exact search: {found}."


def main() -> None:
    """Measure, and learn where asked to."""
    read = argparse.ArgumentParser(description=__doc__)
    read.add_argument("--home", type=Path, default=Path("/tmp/shopguide-bench-icecat"))
    read.add_argument("--learn", action="store_true")
    asked = read.parse_args()
    products = {p.id: p for p in icecat_products()}
    index = SearchIndex(asked.home, PackagedEmbedder(), lambda ids: {i: products[i] for i in ids if i in products})
    built = ""
    if not len(index):
        start = time.perf_counter()
        index.write(list(products.values()))
        built = f"Built in {time.perf_counter() - start:.0f} s."
    ratings = icecat_ratings()
    cases = [Case(index, query, grades) for query, grades in ratings.items()]
    if asked.learn:
        WEIGHTS.parent.mkdir(exist_ok=True)
        WEIGHTS.write_text(json.dumps(as_file(learn([c.graded() for c in cases])), indent=1) + "\n")
    lines = [
        "# Product search on Icecat",
        "",
        f"{len(products)} products, {len(cases)} graded queries with a relevant product; mean ± standard error.",
        "The second stage is measured by cross-validation over the queries, 12 folds.",
        "Command: `python tests/bench/search_quality.py`.",
        "",
        *table(cases),
        "",
        recall(index, list(ratings)),
        speed(index, list(ratings)),
        built,
    ]
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text("\n".join(lines).strip() + "\n")
    print(RESULTS.read_text())


if __name__ == "__main__":
    main()
