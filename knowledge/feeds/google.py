"""Google Merchant feeds: RSS 2.0 or Atom XML, and tab- or comma-separated tables.

Names are those of the product data specification (support.google.com/merchants/answer/7052112).
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from knowledge.feeds.build import product_of
from knowledge.feeds.groups import Read, grouped
from knowledge.feeds.items import Nested, xml_items
from knowledge.feeds.opening import open_text
from knowledge.feeds.refused import Refused
from knowledge.feeds.tables import table_rows
from knowledge.product import Product

_OURS = {
    "sale_price_effective_date": "", "age_group": "", "gender": "", "google_product_category": "", "product_type": "",
    "product_detail": "", "structured_title": "", "structured_description": "", "mpn": "", "condition": "",
    "average_rating": "rating", "product_rating": "rating", "number_of_reviews": "review_count", "quantity": "stock",
    "sell_on_google_quantity": "stock", "external_seller_id": "seller", "summary": "description", "name": "title",
    "colour": "color",
}  # fmt: skip


def read(path: Path, currency: str) -> Iterator[Read]:
    """Yield the products of a Merchant feed, items of one item_group_id as variants."""
    yield from grouped(_rows(path), google_product, currency)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]] | Refused]:
    with open_text(path) as text:
        is_xml = text.read(1000).lstrip("\ufeff \r\n\t").startswith("<")
    if is_xml:
        yield from xml_items(path)
        return
    for found in table_rows(path):
        yield found if isinstance(found, Refused) else (found[0], {_name(k): v for k, v in found[1].items()})


def _name(column: str) -> str:
    return re.sub(r"[\s_]+", "_", column.strip().removeprefix("g:"))


def google_product(values: dict[str, Any], currency: str) -> Product:
    """Return the product of one item; raises BadField."""
    said = {_OURS.get(name) or name: value for name, value in values.items() if _OURS.get(name, name)}
    said["link"] = _address(values.get("link")) or _address(values.get("canonical_link"))
    said["category"], said["product_type"] = _category(values)
    said["audience"] = values.get("audience") or _audience(values)
    said["model"] = values.get("model") or values.get("mpn")
    for structured in ("title", "description"):
        if not said.get(structured) and (nested := _nested(values.get(f"structured_{structured}"))):
            said[structured] = nested[0].get("content")
    if not _in_force(values.get("sale_price_effective_date")):
        said["sale_price"] = None
    said |= {n["attribute_name"]: n.get("attribute_value") for n in _details(values) if n.get("attribute_name")}
    condition = str(values.get("condition") or "").strip()
    return product_of(said if condition.lower() in ("", "new") else {**said, "condition": condition}, currency)


def _address(raw: object) -> str:
    """Return a link given as text, or as Atom writes it, as an element's href."""
    nested = _nested(raw)
    return str(nested[0].get("href") or "") if nested else str(raw or "") if not isinstance(raw, list) else str(raw[0])


def _nested(raw: object) -> list[Nested]:
    return [r for r in (raw if isinstance(raw, list) else [raw]) if isinstance(r, dict)]


def _details(values: dict[str, Any]) -> list[Nested]:
    """Return product details from nested elements, or from "section:name:value" as tables write them."""
    raw = values.get("product_detail")
    if isinstance(raw, str):
        parts = [entry.split(":", 2) for entry in raw.split(",")]
        return [{"attribute_name": p[-2].strip(), "attribute_value": p[-1].strip()} for p in parts if len(p) > 1]
    return _nested(raw)


def _category(values: dict[str, Any]) -> tuple[object, str]:
    """Return category path and product type: the shop's own path first, else Google's taxonomy where it has words."""
    own = values.get("product_type")
    own = own[0] if isinstance(own, list) and own else own
    theirs = values.get("google_product_category")
    path = next((str(p) for p in (own, theirs) if p and not str(p).strip().isdigit()), "")
    return re.split(r"\s*>\s*", path), path.split(">")[-1]


def _audience(values: dict[str, Any]) -> str:
    gender, age = (str(values.get(name) or "").strip().lower() for name in ("gender", "age_group"))
    if age in ("", "adult"):
        return {"male": "men", "female": "women"}.get(gender, gender)
    return {("kids", "male"): "boys", ("kids", "female"): "girls"}.get((age, gender), age)


def _in_force(dates: object) -> bool:
    """Whether now lies in "2026-03-01T13:00-0800/2026-03-11T15:30-0800"; True where no such dates are given."""
    ends = str(dates or "").split("/")
    if len(ends) != 2:
        return True
    try:
        start, end = (datetime.fromisoformat(e.strip()) for e in ends)
    except ValueError:
        return True
    now = datetime.now(UTC)
    return _zoned(start) <= now <= _zoned(end)


def _zoned(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
