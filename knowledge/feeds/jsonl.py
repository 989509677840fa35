"""Our own format: JSON lines with Google Merchant names."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson

from knowledge.feeds.build import product_of
from knowledge.feeds.groups import Read, grouped
from knowledge.feeds.opening import byte_lines
from knowledge.feeds.refused import BadField, Refused
from knowledge.feeds.variants import merged
from knowledge.product import Product

LONGEST_LINE = 1 << 24
_MOST_VARIANTS = 2_000


def read(path: Path, currency: str) -> Iterator[Read]:
    """Yield a product a line, or a group of lines that share an item_group_id."""
    yield from grouped(json_rows(path), jsonl_product, currency)


def json_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]] | Refused]:
    """Yield number and object of each line; blank lines are passed over, anything else refused."""
    for row, line in byte_lines(path, LONGEST_LINE):
        if line is None:
            yield Refused(row, "", f"is longer than {LONGEST_LINE:,} bytes: split it.")
        elif line.strip():
            yield _object(row, line)


def _object(row: int, line: bytes) -> tuple[int, dict[str, Any]] | Refused:
    try:
        values = orjson.loads(line)
    except (orjson.JSONDecodeError, RecursionError) as error:
        return Refused(row, "", f"is not JSON ({str(error)[:100]}): write one object a line, in UTF-8.")
    if not isinstance(values, dict):
        return Refused(row, "", "is not a JSON object: write one object a line.")
    return row, values


def jsonl_product(values: dict[str, Any], currency: str) -> Product:
    """Return the product of one line, with the `variants` that it lists; raises BadField."""
    product = product_of(values, currency)
    listed = values.get("variants")
    if not listed:
        return product
    if not isinstance(listed, list) or len(listed) > _MOST_VARIANTS or not all(isinstance(v, dict) for v in listed):
        raise BadField("variants", "has variants that are not a list of objects: write [{...}, ...].")
    own = {k: v for k, v in values.items() if k not in ("variants", "gtin", "stock", "image_link", "image", "images")}
    versions = [(product_of(_version(own, v), currency), _options(v)) for v in listed]
    if len({p.id for p, _ in versions}) < len(versions):
        raise BadField("variants", "has two variants with one id: give each its own.")
    found = merged(product.id, versions, product.title)
    return replace(found, images=product.images or found.images, group_id=product.group_id, link=product.link)


def _version(own: dict[str, Any], variant: dict[str, Any]) -> dict[str, Any]:
    said = {k: v for k, v in variant.items() if v is not None and v != "" and k != "options"}
    for name in ("price", "sale_price"):
        if name in said or f"{name}_cents" in said:
            own = {k: v for k, v in own.items() if k not in (name, f"{name}_cents", "sale_price", "sale_price_cents")}
    return {**own, **said}


def _options(variant: dict[str, Any]) -> dict[str, str]:
    options = variant.get("options")
    return {str(k): str(v) for k, v in options.items() if v} if isinstance(options, dict) else {}
