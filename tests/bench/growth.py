"""Show how time, memory and quality grow with the catalogue, made from Icecat by varying colour, line and price.

    python tests/bench/growth.py --keep FOLDER [--sizes 1000,20000,100000,500000] [--build]

Builds an index of each size in FOLDER once (`--build` stops there), then opens and measures each in a process of its
own. Quality is NDCG@10 over Icecat's graded queries with the shipped weights, which have seen these queries: its trend
counts. A copy is as relevant as what it was made from, and counts once. Writes results/growth.md and growth.png.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from search_quality import dcg
from shared_data import icecat_products, icecat_ratings

from knowledge.constraints import Constraints
from knowledge.product import Product
from knowledge.search.documents import passage_of
from knowledge.search.embedding import PackagedEmbedder, Vectors
from knowledge.search.index import SearchIndex

RESULTS = Path(__file__).parent / "results"
COLORS = ("crimson", "teal", "ivory", "navy", "olive", "amber", "violet", "graphite", "coral", "mint")
AT_ONCE = 10_000
ROUNDS = 3
COLUMNS = {
    "products": "products",
    "embed_min": "embedding, processor minutes",
    "index_min": "indexing, processor minutes",
    "build_gb": "peak memory while building, GB",
    "open_s": "opening, s",
    "serve_gb": "memory while serving, GB",
    "p50_ms": "search p50, ms",
    "p95_ms": "p95, ms",
    "update_ms": "a price changed, ms",
    "recall": "recall of the 50 nearest that a search takes",
    "store_recall": "recall of the store's graph alone",
    "judged": "judged-only NDCG@10",
    "whole": "whole NDCG@10",
}


SWITCH = """
Flat to 100,000 products. Above that all grows with the catalogue: comparing vectors, scoring more neighbours, and
memory, of which building takes three times what serving does. What to switch to:

- over 100,000 products: feed the shop on a machine with 16 GB; search stays under 100 ms to 500,000.
- over 600,000: the store's graph answers by itself then, quicker, and misses a few of the nearest among near copies.
  Put Chroma on a server of its own (`SHOP_STORE_URL=http://chroma:8000`) and the records into PostgreSQL.
- variants of one product belong under one `item_group_id`: they are then one product here, whatever their number.
"""


class Grown:
    """Icecat's own products, the judged ones first, then copies of them in other colours, lines and prices."""

    def __init__(self) -> None:
        judged = {i for grades in icecat_ratings().values() for i in grades}
        self._own = sorted(icecat_products(), key=lambda p: p.id not in judged)
        self._place = {p.id: at for at, p in enumerate(self._own)}

    def __getitem__(self, at: int) -> Product:
        turn, place = divmod(at, len(self._own))
        own = self._own[place]
        if not turn:
            return own
        color, cents = COLORS[turn % len(COLORS)], max(1, round(own.price_cents * (0.8 + 0.05 * (turn % 9))))
        title = f"{own.title} {color} Series {turn + 1}"
        return replace(own, id=f"{own.id}~{turn}", title=title, color=color, price_cents=cents)

    def by_id(self, ids: Sequence[str]) -> dict[str, Product]:
        """Make products anew from their ids, as a shop's records are read."""
        places = ((i, *i.partition("~")[::2]) for i in ids)
        return {i: self[int(turn or 0) * len(self._own) + self._place[own]] for i, own, turn in places}


class Kept:
    """The packaged embedder, with the vectors of the grown catalogue read from a folder where they are known."""

    name, dim = PackagedEmbedder.name, PackagedEmbedder.dim

    def __init__(self, folder: Path, products: Grown) -> None:
        self._folder, self._products, self._inner = folder, products, PackagedEmbedder()
        self._held: dict[str, NDArray[np.float16]] = {}

    def take(self, size: int) -> float:
        """Have the vectors of the first `size` products at hand; return the processor seconds that they took."""
        seconds = 0.0
        for first in range(0, size, AT_ONCE):
            texts = [passage_of(self._products[at]) for at in range(first, first + AT_ONCE)]
            file = self._folder / f"vectors-{first}.npz"
            if not file.exists():
                began = time.process_time()
                vectors = self._inner.encode_texts(texts).astype(np.float16)
                np.savez(self._folder / "new.npz", vectors=vectors, seconds=time.process_time() - began)
                (self._folder / "new.npz").replace(file)
            with np.load(file) as saved:
                self._held.update(zip(texts, saved["vectors"], strict=True))
                seconds += float(saved["seconds"]) * min(1.0, (size - first) / AT_ONCE)
        return seconds

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        """Return vectors, (n, 384) float32 of unit length."""
        if all(t in self._held for t in texts):
            return np.array([self._held[t] for t in texts], np.float32)
        return self._inner.encode_texts(texts)

    encode_queries = encode_texts


def build(size: int, folder: Path) -> None:
    """Build the index of one size in `folder`, with what it took in built.json."""
    made, products = folder / str(size), Grown()
    embedder = Kept(folder, products)
    embedding = embedder.take(size)
    before, began = time.process_time(), time.perf_counter()
    index = SearchIndex(made, embedder, products.by_id)
    index.write([products[at] for at in range(size)])
    took = {"embed_min": embedding / 60, "index_min": (time.process_time() - before) / 60}
    took |= {"wall_s": time.perf_counter() - began, "build_gb": _peak_gb()}
    (made / "built.json").write_text(json.dumps(took))


def measure(size: int, folder: Path) -> dict[str, float]:
    """Open the index of one size and return its figures."""
    products, before = Grown(), _now_gb()
    began = time.perf_counter()
    index = SearchIndex(folder / str(size), PackagedEmbedder(), products.by_id)
    opening = time.perf_counter() - began
    ratings = icecat_ratings()
    times = [_seconds(index, query, limits) for limits in _limits() for query in ratings]
    serving = _now_gb() - before
    changed = products[0]
    began = time.perf_counter()
    index.update([replace(changed, price_cents=changed.price_cents + 1)])
    update = time.perf_counter() - began
    judged, whole = _quality(index, ratings)
    recall, store_recall = _recall(index, list(ratings))
    built: dict[str, float] = json.loads((folder / str(size) / "built.json").read_text())
    return built | {
        "products": size, "open_s": opening, "serve_gb": serving, "p50_ms": statistics.median(times) * 1000,
        "p95_ms": float(np.percentile(times, 95)) * 1000, "update_ms": update * 1000,
        "recall": recall, "store_recall": store_recall, "judged": judged, "whole": whole,
    }  # fmt: skip


def _limits() -> list[Constraints]:
    return [Constraints(), Constraints(price_max=150.0), Constraints(in_stock=True)] * ROUNDS


def _seconds(index: SearchIndex, query: str, limits: Constraints) -> float:
    index._vector_of.cache_clear()
    began = time.perf_counter()
    index.search(query, limits, 10)
    return time.perf_counter() - began


def _now_gb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e9


def _peak_gb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def _quality(index: SearchIndex, ratings: dict[str, dict[str, int]]) -> tuple[float, float]:
    judged, whole = [], []
    for query, grades in ratings.items():
        best = dcg(sorted(grades.values(), reverse=True))
        among = index.search(query, Constraints(), len(grades), list(grades)).matches
        judged.append(dcg([grades[m.product.id] for m in among]) / best)
        found = (m.product.id.partition("~")[0] for m in index.search(query, Constraints(), 250).matches)
        whole.append(dcg([grades.get(i, 0) for i in dict.fromkeys(found)]) / best)
    return statistics.mean(judged), statistics.mean(whole)


def _recall(index: SearchIndex, queries: list[str]) -> tuple[float, float]:
    """Return which share of the exact 50 nearest a search takes, and which the store finds."""
    everything, count = np.ones(len(index), bool), min(50, len(index))
    taken, stored = [], []
    for vector in index.embedder.encode_queries(queries):
        close = index._rows.vectors.cosines(vector, np.arange(len(index)))
        least = float(np.sort(close)[-count:].min()) - 1e-3
        taken.append(min(count, int((close[index.neighbours(vector, everything, 50)] >= least).sum())) / count)
        found = [s for _, s in index._store.nearest(vector, index.depth(len(index), 50))][:50]
        stored.append(sum(s >= least for s in found) / count)
    return float(np.mean(taken)), float(np.mean(stored))


def draw(rows: list[dict[str, float]]) -> None:
    """Write the table, a line for each figure, and the plot."""
    lines = [f"# Growth of the catalogue\n\n{(__doc__ or '').split(chr(10))[0]}\n"]
    lines += ["Command: `python tests/bench/growth.py --keep FOLDER`. Quality is with the shipped weights, which have"]
    lines += ["seen these queries; a copy counts once, as what it was made from.\n"]
    lines += ["| products | " + " | ".join(f"{row['products']:,.0f}" for row in rows) + " |"]
    lines += ["| --- |" + " ---: |" * len(rows)]
    for name, title in list(COLUMNS.items())[1:]:
        lines.append(f"| {title} | " + " | ".join(f"{row[name]:,.3g}" for row in rows) + " |")
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "growth.md").write_text("\n".join(lines) + "\n" + SWITCH)
    print("\n".join(lines))
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    shown = (("index_min", "p50_ms"), ("embed_min", "p95_ms"), ("build_gb", "recall"), ("serve_gb", "whole"))
    figure, places = pyplot.subplots(2, 4, figsize=(15, 6))
    for column, pair in enumerate(shown):
        for place, name in zip(places[:, column], pair, strict=True):
            place.plot([r["products"] for r in rows], [r[name] for r in rows], marker="o")
            place.set_xscale("log")
            place.set_ylim(bottom=0)
            place.set_title(COLUMNS[name], fontsize=10)
            place.grid(alpha=0.3)
    for place in places[1]:
        place.set_xlabel("products")
    figure.tight_layout()
    figure.savefig(RESULTS / "growth.png", dpi=90)


def main() -> None:
    """Build what is missing, then measure, every size in a process of its own."""
    read = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    read.add_argument("--keep", type=Path, required=True)
    read.add_argument("--sizes", default="1000,20000,100000,500000")
    read.add_argument("--build", action="store_true")
    read.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    asked = read.parse_args()
    if asked.one:
        act, size = asked.one
        if act == "build":
            build(int(size), asked.keep)
        else:
            print(json.dumps(measure(int(size), asked.keep)))
        return
    asked.keep.mkdir(parents=True, exist_ok=True)
    sizes = [int(size) for size in asked.sizes.split(",")]
    for size in sizes:
        if not (asked.keep / str(size) / "built.json").exists():
            _apart("build", size, asked.keep)
            print(f"{size:,} products are indexed", file=sys.stderr)
    if not asked.build:
        draw([json.loads(_apart("measure", size, asked.keep)) for size in sizes])


def _apart(act: str, size: int, folder: Path) -> str:
    command = [sys.executable, __file__, "--keep", str(folder), "--one", act, str(size)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


if __name__ == "__main__":
    main()
