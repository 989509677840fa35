"""Readers of the open data sets that the benchmarks measure on."""

import csv
import os
from collections import defaultdict
from pathlib import Path

from knowledge.feeds.icecat import read
from knowledge.product import Product

ROOT = Path(os.environ.get("SHOPGUIDE_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))


def icecat_products(folder: Path = ROOT / "icecat") -> list[Product]:
    """Read Icecat's 19,406 products as the shop's own feed reader does."""
    found = (row[1] for row in read(folder / "products.jsonl.gz", "USD") if isinstance(row, tuple))
    return [p for p in found if isinstance(p, Product)]


def icecat_ratings(folder: Path = ROOT / "icecat") -> dict[str, dict[str, int]]:
    """Read query -> product id -> 0 to 3, of the queries that have a relevant product."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    with (folder / "ratings_dev.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            found[row["query"]][row["docid"]] = int(row["rating"])
    return {q: r for q, r in found.items() if max(r.values())}
