"""Readers of the open data sets that the benchmarks measure on."""

import csv
import gzip
import json
import os
import re
from collections import defaultdict
from pathlib import Path

from knowledge.product import Attribute, Product

ROOT = Path(os.environ.get("SHOPGUIDE_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))


def icecat_products(folder: Path = ROOT / "icecat") -> list[Product]:
    """Read Icecat's 19,406 products; prices are cents of USD."""
    with gzip.open(folder / "products.jsonl.gz", "rt") as lines:
        return [_icecat(json.loads(line)) for line in lines]


def icecat_ratings(folder: Path = ROOT / "icecat") -> dict[str, dict[str, int]]:
    """Read query -> product id -> 0 to 3, of the queries that have a relevant product."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    with (folder / "ratings_dev.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            found[row["query"]][row["docid"]] = int(row["rating"])
    return {q: r for q, r in found.items() if max(r.values())}


def _icecat(row: dict[str, object]) -> Product:
    attributes = tuple(
        Attribute(re.sub(r"^attr_[a-z]_", "", k), v if isinstance(v, (bool, float)) else str(v))
        for k, v in row.items()
        if k.startswith("attr_")
    )
    return Product(
        id=str(row["id"]),
        title=str(row["title"]),
        price_cents=int(str(row["price"])),
        currency="USD",
        description=str(row.get("short_description", "")),
        brand=str(row["supplier"]),
        model=str(row["name"]),
        released=str(row["date_released"])[:10],
        attributes=attributes,
    )
