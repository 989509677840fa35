"""WooCommerce product CSV: simple products, and variable ones whose variation rows name them under "Parent".

Columns: github.com/woocommerce/woocommerce/wiki/Product-CSV-Import-Schema.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from knowledge.feeds.build import product_of
from knowledge.feeds.cleaning import snake_case
from knowledge.feeds.groups import Once, Read, built, duplicate
from knowledge.feeds.refused import Refused
from knowledge.feeds.spool import Spool
from knowledge.feeds.tables import table_rows
from knowledge.feeds.variants import merged
from knowledge.product import Product

_FIELDS = {"color": "color", "colour": "color", "颜色": "color", "size": "size", "尺码": "size", "尺寸": "size",
           "material": "material", "材质": "material", "brand": "brand", "品牌": "brand"}  # fmt: skip
# Columns about how the shop runs WooCommerce, not about the product.
_SHOP_ONLY = re.compile(
    r"type|sku|id|name|published|is featured\?|visibility in catalog|(short )?description|"
    r"date sale price (starts|ends)|tax .*|"
    r"in stock\?|stock|low stock amount|backorders allowed\?|sold individually\?|allow customer reviews\?|"
    r"purchase note|"
    r"sale price|regular price|categories|tags|shipping class|images|download.*|parent|grouped products|upsells|"
    r"cross-sells|external url|button text|position|attribute \d+ .*|meta: _.*|gtin, upc, ean, or isbn|"
    r"brands?|swatches.*"
)


def read(path: Path, currency: str) -> Iterator[Read]:
    """Yield simple products as they come, then variable ones with their variations."""
    with Spool() as spool:
        for found in table_rows(path):
            if isinstance(found, Refused):
                yield found
            elif "variation" in _kinds(found[1]):
                spool.put(found[1].get("parent", "").strip(), *found)
            elif "variable" in _kinds(found[1]):
                spool.put(_own_name(found[1]), *found)
                spool.alias(f"id:{found[1].get('id', '').strip()}", _own_name(found[1]))
            else:
                yield _simple(*found, currency)
        for _, rows in spool.groups():
            yield from _variable(rows, currency)


def _kinds(values: dict[str, Any]) -> list[str]:
    return [kind.strip().lower() for kind in str(values.get("type") or "simple").split(",")]


def _own_name(values: dict[str, Any]) -> str:
    return str(values.get("sku") or f"id:{values.get('id', '')}").strip()


def _simple(row: int, values: dict[str, Any], currency: str) -> Read:
    if refused := _not_on_offer(row, values):
        return refused
    return built(row, _canonical(values, {}), lambda v, c: product_of(v, c), currency)


def _not_on_offer(row: int, values: dict[str, Any]) -> Refused | None:
    if str(values.get("published") or "1").strip() in ("0", "-1"):
        return Refused(row, "published", "is not published: publish it to have it found.", _id(values))
    return None


def _id(values: dict[str, Any]) -> str:
    return str(values.get("id") or values.get("sku") or "").strip()


def _variable(rows: list[tuple[int, dict[str, Any]]], currency: str) -> Iterator[Read]:
    row, parent = next((r for r in rows if "variable" in _kinds(r[1])), (0, {}))
    variations = [r for r in rows if "variation" in _kinds(r[1])]
    if not row:
        for orphan, values in variations:
            yield Refused(orphan, "parent", "is a variation of a product that is not in the feed.", _id(values))
        return
    if refused := _not_on_offer(row, parent):
        yield refused
        return
    if not variations:
        yield built(row, _canonical(parent, {}), lambda v, c: product_of(v, c), currency)
        return
    yield from _with_variations(row, parent, variations, currency)


def _with_variations(
    row: int, parent: dict[str, Any], variations: list[tuple[int, dict[str, Any]]], currency: str
) -> Iterator[Read]:
    versions: list[tuple[Product, dict[str, str]]] = []
    once = Once()
    for own_row, values in variations:
        found = _not_on_offer(own_row, values) or built(
            own_row, _canonical(values, parent), lambda v, c: product_of(v, c), currency
        )
        if isinstance(found, Refused):
            yield found
        elif not once.first(found[1].id):
            yield duplicate(own_row, found[1].id)
        else:
            versions.append((found[1], _chosen(values)))
    if not _id(parent):
        yield Refused(row, "id", "has neither id nor SKU: add one or remove the row.")
    elif versions:
        yield row, _whole(parent, versions)


def _whole(parent: dict[str, Any], versions: list[tuple[Product, dict[str, str]]]) -> Product:
    whole = merged(_id(parent), versions, versions[0][0].title)
    pictures = product_of({"id": "x", "title": "x", "price": 1, "images": _pictures(parent)}, "USD").images
    return replace(whole, group_id="", images=tuple(dict.fromkeys([*pictures, *whole.images])))


def _canonical(own: dict[str, Any], parent: dict[str, Any]) -> dict[str, Any]:
    """Return a row under Google Merchant names; what a variation leaves out its parent says."""
    both = {**parent, **own}
    facts = {k.removeprefix("meta: "): v for k, v in both.items() if not _SHOP_ONLY.fullmatch(k)}
    shared = {k: v for k, v in _chosen(parent).items() if "," not in v}
    chosen = {**(shared if parent else {}), **_chosen(own)}
    path = _deepest(str(both.get("categories") or ""))
    return {
        **{_FIELDS.get(name.lower(), name): value for name, value in {**facts, **chosen}.items()},
        "id": _id(own), "title": parent.get("name") or own.get("name"),
        "description": " ".join(str(both.get(k) or "") for k in ("short description", "description")),
        "price": both.get("regular price"), "sale_price": both.get("sale price"),
        "category": path, "product_type": path[-1] if path else "", "images": _pictures(own),
        "availability": _availability(both), "stock": _stock(both), "tags": both.get("tags"),
        "gtin": own.get("gtin, upc, ean, or isbn"), "model": own.get("sku"),
        **({"brand": brand} if (brand := both.get("brands") or both.get("brand")) else {}),
    }  # fmt: skip


def _pictures(values: dict[str, Any]) -> list[str]:
    return [p.strip() for p in str(values.get("images") or "").split(",") if p.strip()]


def _deepest(categories: str) -> list[str]:
    """Return the longest path of "Clothing > Shirts, Sale"."""
    paths = [[step.strip() for step in path.split(">")] for path in categories.split(",") if path.strip()]
    return max(paths, key=len, default=[])


def _chosen(values: dict[str, Any]) -> dict[str, str]:
    """Return attribute values by name, from the numbered pairs of columns."""
    pairs = ((values.get(f"attribute {n} name"), values.get(f"attribute {n} value(s)")) for n in range(1, 51))
    return {str(k).strip(): str(v).strip() for k, v in pairs if k and v and snake_case(str(k))}


def _stock(values: dict[str, Any]) -> object:
    text = str(values.get("stock") or "").strip()
    return None if text.lower() in ("", "parent") else text


def _availability(values: dict[str, Any]) -> str:
    said = str(values.get("in stock?") or "1").strip().lower()
    if said in ("0", "no", "false", "outofstock"):
        return "out_of_stock"
    return "backorder" if said in ("backorder", "onbackorder") else "in_stock"
