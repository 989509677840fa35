"""Show how time, memory and recall grow with the catalogue, made from Icecat by varying what products are called.

    python tests/bench/growth.py [--sizes 1000,20000,100000,500000] [--embedder minilm|hashing]

Each size runs in a process of its own. Writes results/growth.md and results/growth.png.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from shared_data import icecat_products, icecat_ratings

from knowledge.constraints import Constraints
from knowledge.product import Product
from knowledge.search.embedding import Embedder, HashingEmbedder, PackagedEmbedder
from knowledge.search.index import SearchIndex

RESULTS = Path(__file__).parent / "results"
COLORS = ("crimson", "teal", "ivory", "navy", "olive", "amber", "violet", "graphite", "coral", "mint")
AT_ONCE = 50_000


def grown(size: int) -> list[Product]:
    """Return `size` products: Icecat's own first, then copies in other colours, lines and prices."""
    own = icecat_products()
    found = own[:size]
    turn = 0
    while len(found) < size:
        color, line = COLORS[turn % len(COLORS)], f"Series {turn + 2}"
        turn += 1
        for p in own[: size - len(found)]:
            cents = max(1, round(p.price_cents * (0.8 + 0.05 * (turn % 9))))
            found.append(
                replace(p, id=f"{p.id}-{turn}", title=f"{p.title} {color} {line}", color=color, price_cents=cents)
            )
    return found


def measure(size: int, embedder: Embedder) -> dict[str, float]:
    """Return the figures of one size."""
    products = {p.id: p for p in grown(size)}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        index = SearchIndex(Path(folder), embedder, lambda ids: {i: products[i] for i in ids if i in products})
        held = list(products.values())
        for first in range(0, size, AT_ONCE):
            index.write(held[first : first + AT_ONCE])
        built = time.perf_counter() - start
        queries = list(icecat_ratings())
        index.search(queries[0], Constraints(), 10)
        times = []
        for i, query in enumerate(queries * 2):
            start = time.perf_counter()
            index.search(query, Constraints(price_max=150.0) if i % 2 else Constraints(), 10)
            times.append((time.perf_counter() - start) * 1000)
        times.sort()
        start = time.perf_counter()
        index.update(held[:1])
        update = time.perf_counter() - start
        recall = _recall(index, queries)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return {
        "products": size, "build_s": built, "p50_ms": times[len(times) // 2], "p95_ms": times[int(len(times) * 0.95)],
        "price_update_s": update, "peak_gb": peak, "of_it_products_gb": before, "recall": recall,
    }  # fmt: skip


def _recall(index: SearchIndex, queries: list[str]) -> float:
    everything = np.arange(len(index))
    shares = []
    for vector in index.embedder.encode_queries(queries):
        close = index._rows.vectors.cosines(vector, everything)
        least = float(np.sort(close)[-50:].min()) - 1e-3 if len(close) >= 50 else -1.0
        found = [s for _, s in index._store.nearest(vector, 50)]
        shares.append(sum(s >= least for s in found) / min(50, len(close)))
    return float(np.mean(shares))


def draw(rows: list[dict[str, float]]) -> None:
    """Write the table and the plot."""
    names = list(rows[0])
    lines = ["# Growth of the catalogue", "", "Command: `python tests/bench/growth.py`.", ""]
    lines += [f"| {' | '.join(names)} |", "| --- |" * 1 + " --- |" * (len(names) - 1)]
    lines += [
        f"| {' | '.join(f'{row[n]:,.3g}' if n != 'products' else f'{row[n]:,.0f}' for n in names)} |" for row in rows
    ]
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "growth.md").write_text("\n".join(lines) + "\n")
    print("\n".join(lines))
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, places = pyplot.subplots(1, 4, figsize=(14, 3.2))
    for place, name in zip(places, ("build_s", "p50_ms", "p95_ms", "peak_gb"), strict=True):
        place.loglog([r["products"] for r in rows], [r[name] for r in rows], marker="o")
        place.set_title(name)
        place.set_xlabel("products")
    figure.tight_layout()
    figure.savefig(RESULTS / "growth.png", dpi=110)


def main() -> None:
    """Measure every size in a process of its own."""
    read = argparse.ArgumentParser(description=__doc__)
    read.add_argument("--sizes", default="1000,20000,100000,500000")
    read.add_argument("--embedder", choices=("minilm", "hashing"), default="minilm")
    read.add_argument("--one", type=int, help=argparse.SUPPRESS)
    asked = read.parse_args()
    if asked.one:
        print(json.dumps(measure(asked.one, PackagedEmbedder() if asked.embedder == "minilm" else HashingEmbedder())))
        return
    rows = []
    for size in map(int, asked.sizes.split(",")):
        command = [sys.executable, __file__, "--one", str(size), "--embedder", asked.embedder]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        rows.append(json.loads(printed.strip().splitlines()[-1]))
        print(rows[-1], file=sys.stderr)
    draw(rows)


if __name__ == "__main__":
    main()
