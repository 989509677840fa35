"""Shopify product CSV, with today's headers ("URL handle", "Price") and the older ones ("Handle", "Variant Price").

Column names: help.shopify.com/en/manual/products/import-export/using-csv. A product is all rows of one handle; its
first row carries what its variants share, further rows bring variants and pictures.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from knowledge.feeds.build import product_of
from knowledge.feeds.groups import Once, Read, built, duplicate
from knowledge.feeds.refused import Refused
from knowledge.feeds.spool import Spool
from knowledge.feeds.tables import table_rows
from knowledge.feeds.variants import merged
from knowledge.product import Product

_TODAY = {
    "handle": "url handle", "body (html)": "description", "body html": "description",
    "published": "published on online store",
    "variant sku": "sku", "variant barcode": "barcode", "variant price": "price", "option1 linked to": "",
    "variant compare at price": "compare-at price", "compare at price": "compare-at price",
    "variant inventory tracker": "inventory tracker", "variant inventory qty": "inventory quantity",
    "variant inventory policy": "continue selling when out of stock", "image src": "product image url",
    "variant image": "variant image url", "variant grams": "weight value (grams)",
    "standard product type": "product category",
    "custom product type": "type", "option2 linked to": "", "option3 linked to": "",
}  # fmt: skip
_SHARED = ("title", "description", "vendor", "product category", "type", "tags", "status", "published on online store",
           "option1 name", "option2 name", "option3 name")  # fmt: skip
# Columns about how the shop runs Shopify, not about the product.
_SHOP_ONLY = re.compile(
    r"cost per item|charge tax|tax code|fulfillment service|requires shipping|variant weight unit|"
    r"weight unit for display|"
    r"image position|image alt text|seo |unit price|inventory tracker|variant taxable|"
    r"variant requires shipping|gift card|"
    r"variant fulfillment service|price /|compare at price /|included /|variant tax code|collection|template suffix"
)
_OPTION_FIELDS = {
    "color": "color",
    "colour": "color",
    "颜色": "color",
    "size": "size",
    "尺码": "size",
    "material": "material",
}
_ON_OFFER = frozenset({"", "active"})


def read(path: Path, currency: str) -> Iterator[Read]:
    """Yield one product for each handle, variants and pictures gathered from all its rows."""
    with Spool() as spool:
        for found in table_rows(path):
            if isinstance(found, Refused):
                yield found
                continue
            values = {name: cell for k, cell in found[1].items() if (name := _TODAY.get(k, k))}
            handle = values.get("url handle") or _handle(values.get("title", ""))
            if handle:
                spool.put(handle, found[0], values)
            else:
                yield Refused(found[0], "url handle", "has no URL handle: add one or remove the row.")
        variants = Once()
        for handle, rows in spool.groups():
            yield from _product(handle, rows, currency, variants)


def _handle(title: str) -> str:
    return re.sub(r"[\W_]+", "-", title.lower()).strip("-")


def _product(handle: str, rows: list[tuple[int, dict[str, Any]]], currency: str, seen: Once) -> Iterator[Read]:
    shared = next((values for _, values in rows if values.get("title")), rows[0][1])
    first = rows[0][0]
    if reason := _not_on_offer(shared):
        yield Refused(first, "status", reason, handle)
        return
    versions, once = [], Once()
    for row, values in rows:
        if row != first and not any(values.get(k) for k in ("price", "sku", "option1 value")):
            continue  # a further picture
        found = built(row, _canonical(handle, shared, values), lambda v, c: product_of(v, c), currency)
        if isinstance(found, Refused):
            yield found
        elif not once.first(found[1].id) or not seen.first(f"{handle}\n{found[1].id}"):
            yield duplicate(row, found[1].id)
        else:
            versions.append((found[1], _options(shared, values)))
    if versions:
        yield first, _whole(handle, versions, [str(v.get("product image url") or "") for _, v in rows])


def _whole(handle: str, versions: list[tuple[Product, dict[str, str]]], pictures: list[str]) -> Product:
    only = versions[0][0]
    whole = (
        replace(only, id=handle) if len(versions) == 1 and not versions[0][1] else merged(handle, versions, only.title)
    )
    shown = product_of({"id": "x", "title": "x", "price": 1, "images": pictures}, "USD").images
    return replace(whole, images=tuple(dict.fromkeys([*shown, *whole.images])), group_id="")


def _not_on_offer(shared: dict[str, Any]) -> str:
    status = str(shared.get("status") or "").strip().lower()
    if status not in _ON_OFFER:
        return f"is not on offer (status {status!r}): publish it to have it found."
    published = str(shared.get("published on online store") or "true").strip().lower()
    return "is not published: publish it to have it found." if published in ("false", "no", "0") else ""


def _canonical(handle: str, shared: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    values = {**{k: shared.get(k) for k in _SHARED if shared.get(k)}, **own}
    price, usual = values.get("price"), values.get("compare-at price")
    lowered = bool(usual) and _above(usual, price)
    options = _options(shared, own)
    suffix = "-".join(options.values())
    extra = {k: v for k, v in {**shared, **own}.items() if k not in _READ and not _SHOP_ONLY.search(k)}
    return {
        **{_metafield(k): v for k, v in extra.items()},
        "id": values.get("sku") or (f"{handle}-{suffix}" if suffix else handle),
        "title": values.get("title"), "description": values.get("description"), "brand": values.get("vendor"),
        "price": usual if lowered else price, "sale_price": price if lowered else None,
        "category": values.get("product category") or values.get("type"),
        "product_type": values.get("type") or str(values.get("product category") or "").split(">")[-1],
        "image_link": own.get("variant image url"), "gtin": str(values.get("barcode") or "").lstrip("'"),
        "availability": _availability(values), "stock": _stock(values), "tags": values.get("tags"),
        "weight": f"{grams} g" if (grams := str(values.get("weight value (grams)") or "")).strip("0.") else None,
        **{field: v for name, v in options.items() if (field := _OPTION_FIELDS.get(name.lower()))},
    }  # fmt: skip


_READ = frozenset({*_SHARED, "url handle", "sku", "barcode", "price", "compare-at price",
"inventory tracker", "inventory quantity",
                   "continue selling when out of stock", "product image url", "variant image url", "weight "
                   "value (grams)",
                   "option1 value", "option2 value", "option3 value"})  # fmt: skip


def _metafield(column: str) -> str:
    """Return the name in "Fabric (product.metafields.custom.fabric)" and "Google Shopping / Gender"."""
    return re.sub(r"\s*\(product\.metafields[^)]*\)", "", column).split(" / ")[-1]


def _above(usual: object, price: object) -> bool:
    try:
        return float(str(usual)) > float(str(price))
    except ValueError:
        return False


def _options(shared: dict[str, Any], own: dict[str, Any]) -> dict[str, str]:
    pairs = ((shared.get(f"option{n} name"), own.get(f"option{n} value")) for n in (1, 2, 3))
    return {str(k): str(v) for k, v in pairs if k and v and (k, v) != ("Title", "Default Title")}


def _stock(values: dict[str, Any]) -> object:
    tracked = "inventory tracker" not in values or bool(values["inventory tracker"])
    return values.get("inventory quantity") if tracked else None


def _availability(values: dict[str, Any]) -> str:
    try:
        empty = float(str(_stock(values) if _stock(values) is not None else 1)) <= 0
    except ValueError:
        empty = False
    goes_on = str(values.get("continue selling when out of stock") or "").strip().lower() in ("continue", "true", "yes")
    return "in_stock" if not empty else "backorder" if goes_on else "out_of_stock"
