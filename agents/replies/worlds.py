"""Shops to learn replies from: readers of the open catalogues, each giving products and ways shoppers ask."""

import gzip
import json
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from knowledge.product import Attribute, Passage, Product, Variant

ICECAT_TAKEN = 2500


@dataclass(frozen=True)
class World:
    """Products by kind, so that what is compared belongs together; policy passages and shoppers' sentences."""

    name: str
    shelves: tuple[tuple[Product, ...], ...]
    passages: tuple[Passage, ...] = ()
    asks: tuple[str, ...] = ()


def worlds(data: Path) -> tuple[World, ...]:
    """Return a world for each catalogue in the folder; raises FileNotFoundError where it holds none of them."""
    readers: Mapping[str, Callable[[Path], list[Product]]] = {
        "retail_demo_store": _retail_demo_store,
        "icecat": _icecat,
        "tau_retail": _tau_retail,
    }
    asks = _asks(data / "webshop" / "instructions.jsonl")
    found = [
        World(name, _shelves(read(data / name)), asks=asks) for name, read in readers.items() if (data / name).is_dir()
    ]
    if not found:
        raise FileNotFoundError(f"{data} holds none of {', '.join(readers)}: give the folder that holds them.")
    return tuple(found)


def _shelves(products: list[Product]) -> tuple[tuple[Product, ...], ...]:
    by_kind: dict[str, list[Product]] = {}
    for product in products:
        by_kind.setdefault(product.product_type or product.brand, []).append(product)
    return tuple(tuple(shelf) for shelf in by_kind.values() if len(shelf) >= 2)


def _asks(file: Path) -> tuple[str, ...]:
    if not file.exists():
        return ()
    lines = file.read_text("utf-8").splitlines()
    return tuple(text for text in (json.loads(line)["text"] for line in lines) if len(text) < 90)


def _retail_demo_store(folder: Path) -> list[Product]:
    with (folder / "products.yaml").open(encoding="utf-8") as file:
        rows: list[dict[str, Any]] = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return [_of_demo_store(row) for row in rows]


def _of_demo_store(row: Mapping[str, Any]) -> Product:
    words = str(row.get("description", "")).lower()
    own = f" {row['name']} ".lower()  # a description names colours and materials of other things too
    color = next((c for c in _COLORS if f" {c} " in own), "")
    material = next(
        (m for m in _MATERIALS if f" {m} " in own or f"made of {m}" in words or f"made from {m}" in words), ""
    )
    yes = tuple(
        Attribute(name, True)
        for name in _FEATURES
        if name.replace("_", "-") in words or name.replace("_", " ") in words
    )
    return Product(
        id=str(row["id"]), title=str(row["name"]), price_cents=round(float(row["price"]) * 100), currency="USD",
        product_type=str(row.get("style", "")).lower(), color=color, material=material, attributes=yes,
        stock=int(row.get("current_stock", 1)),
    )  # fmt: skip


_COLORS = ("black", "white", "red", "blue", "green", "grey", "pink", "brown", "beige", "navy", "silver", "gold")
_MATERIALS = ("leather", "cotton", "wool", "denim", "canvas", "steel", "wood", "bamboo", "linen", "silk", "glass")
_FEATURES = (
    "waterproof", "lightweight", "adjustable", "insulated", "wireless", "foldable", "breathable", "non_slip", "organic",
    "machine_washable", "handmade", "dishwasher_safe", "rechargeable", "portable", "stackable", "vegan",
)  # fmt: skip


def _icecat(folder: Path) -> list[Product]:
    with gzip.open(folder / "products.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    kept = [r for r in rows if r.get("price")]
    return [_of_icecat(r) for r in random.Random(5).sample(kept, min(ICECAT_TAKEN, len(kept)))]


def _of_icecat(row: Mapping[str, Any]) -> Product:
    facts = [(k, v) for k, v in row.items() if k.startswith("attr_") and isinstance(v, str | bool | int | float)]
    read = tuple(Attribute(k[7:], v if isinstance(v, bool | str) else float(v)) for k, v in facts if len(str(v)) < 30)
    title = str(row["title"])
    kinds = [w for w in title.split() if w.isalpha() and w.islower() and len(w) > 3]
    return Product(
        id=str(row["id"]), title=title, price_cents=int(row["price"]), currency="USD", brand=str(row.get("supplier",
        "")),
        product_type=" ".join(kinds[:2]), attributes=read,
    )  # fmt: skip


def _tau_retail(folder: Path) -> list[Product]:
    held = json.loads((folder / "db.json").read_text("utf-8"))["products"].values()
    return [product for entry in held for product in _of_tau(entry)]


def _of_tau(entry: Mapping[str, Any]) -> Iterator[Product]:
    for number, variant in enumerate(entry["variants"].values()):
        options = {k: str(v) for k, v in variant["options"].items()}
        yield Product(
            id=variant["item_id"], title=" ".join([entry["name"], *options.get("color", "").split(), str(number + 1)]),
            price_cents=round(variant["price"] * 100), currency="USD", product_type=entry["name"].lower(),
            color=options.get("color", ""), size=options.get("size", ""), material=options.get("material", ""),
            availability="in_stock" if variant["available"] else "out_of_stock",
            attributes=tuple(Attribute(k.replace(" ", "_"), v) for k, v in options.items()),
            variants=(Variant(variant["item_id"],
            availability="in_stock" if variant["available"] else "out_of_stock"),),
        )  # fmt: skip


def varied(product: Product, rng: random.Random) -> Product:
    """Return the product with another price, rating, sale and stock, so that nothing of a record can be learned."""
    price_cents = max(100, round(product.price_cents * rng.uniform(0.5, 1.8)))
    on_sale = rng.random() < 0.2
    return replace(
        product,
        price_cents=price_cents,
        sale_price_cents=round(price_cents * rng.uniform(0.6, 0.95)) if on_sale else None,
        rating=round(rng.uniform(3.2, 5.0), 1) if rng.random() < 0.7 else None,
        review_count=rng.randint(0, 400),
        availability="out_of_stock" if rng.random() < 0.08 else "in_stock",
        stock=None,
        variants=(),
        sponsored=rng.random() < 0.04,
    )
