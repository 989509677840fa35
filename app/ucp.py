"""The catalogue in the shapes of the Universal Commerce Protocol, version 2026-08-25 (https://ucp.dev)."""

import base64
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from app.goods import Choice
from app.shopper_view import address
from knowledge.constraints import Constraints
from knowledge.product import Product, Variant

VERSION = "2026-08-25"
SEARCH, LOOKUP = "dev.ucp.shopping.catalog.search", "dev.ucp.shopping.catalog.lookup"
_TITLES = {"color": "Color", "size": "Size", "material": "Material"}
_DECIMALS = {
    "JPY": 0,
    "KRW": 0,
    "VND": 0,
    "CLP": 0,
    "ISK": 0,
    "HUF": 2,
    "BHD": 3,
    "KWD": 3,
    "OMR": 3,
    "TND": 3,
    "JOD": 3,
}


class _Asked(BaseModel):
    model_config = ConfigDict(extra="allow")  # extensions of the protocol are no error


class Price(_Asked):
    """Limits in minor units of the shop's currency."""

    min: int | None = Field(default=None, ge=0)
    max: int | None = Field(default=None, ge=0)


class Filters(_Asked):
    """What the products must be; all of it together."""

    categories: list[str] = Field(default_factory=list, max_length=50, description="any of these")
    price: Price | None = None
    availability: list[str] = Field(default_factory=list, max_length=10, description="any of these, as in_stock")
    brand: list[str] = Field(default_factory=list, max_length=50, description="any of these")


class Context(_Asked):
    """Where the buyer is and what they read; a hint only."""

    language: str = Field(default="", max_length=35, description="IETF BCP 47, as zh or en-GB")


class Pagination(_Asked):
    """Which part of the results."""

    cursor: str = Field(default="", max_length=100)
    limit: int = Field(default=10, ge=1, le=50)


class SearchRequest(_Asked):
    """What to search for: words, filters, or both."""

    query: str = Field(default="", max_length=2000)
    filters: Filters = Field(default_factory=Filters)
    context: Context = Field(default_factory=Context)
    pagination: Pagination = Field(default_factory=Pagination)


class LookupRequest(_Asked):
    """Products or variants by id or GTIN."""

    ids: list[str] = Field(min_length=1, description="ids of products or variants, or GTINs; 50 at most")
    filters: Filters = Field(default_factory=Filters)
    context: Context = Field(default_factory=Context)


class Selected(_Asked):
    """One chosen option."""

    name: str = Field(max_length=100)
    label: str = Field(max_length=200)


class ProductRequest(_Asked):
    """One product, its variants narrowed to what is selected; `preferences` says which options matter most."""

    id: str = Field(max_length=200)
    selected: list[Selected] = Field(default_factory=list, max_length=20)
    preferences: list[str] = Field(default_factory=list, max_length=20)
    context: Context = Field(default_factory=Context)


def envelope(capability: str, **fields: Any) -> dict[str, Any]:
    """Return a response of the protocol."""
    return {"ucp": {"version": VERSION, "capabilities": {capability: [{"version": VERSION}]}}, **fields}


def profile(endpoint: str) -> dict[str, Any]:
    """Return what the shop tells of itself at /.well-known/ucp: what it can do, and where."""
    spec = f"https://ucp.dev/{VERSION}"
    service = {
        "version": VERSION,
        "spec": f"{spec}/specification/overview",
        "transport": "mcp",
        "schema": f"{spec}/services/shopping/mcp.openrpc.json",
        "endpoint": endpoint,
    }
    able = {
        name: [
            {
                "version": VERSION,
                "spec": f"{spec}/specification/shopping/catalog/{part}",
                "schema": f"{spec}/schemas/shopping/catalog_{part}.json",
            }
        ]
        for name, part in ((SEARCH, "search"), (LOOKUP, "lookup"))
    }
    return {
        "ucp": {
            "version": VERSION,
            "services": {"dev.ucp.shopping": [service]},
            "capabilities": able,
            "payment_handlers": {},
        }
    }


def constraints(filters: Filters, stated: Constraints, decimals: int) -> Constraints:
    """Return what a search must obey: what the words say, overruled by the filters."""
    price = filters.price or Price()
    unit = 10**decimals
    found = {
        **stated.as_json(),
        **({"brand": tuple(filters.brand)} if filters.brand else {}),
        **({"price_min": price.min / unit} if price.min is not None else {}),
        **({"price_max": price.max / unit} if price.max is not None else {}),
        **({"in_stock": True} if filters.availability and set(filters.availability) <= {"in_stock"} else {}),
    }
    return Constraints.from_json(found)


def admits(filters: Filters, product: Product) -> bool:
    """Whether a product is what the filters ask for, those included that a search does not know."""
    price, cents = filters.price or Price(), [p["amount"] for p in _prices(product)]
    names = {c["value"].lower() for c in _categories(product)}
    return (
        (not filters.categories or any(c.lower() in names for c in filters.categories))
        and (not filters.brand or product.brand.lower() in {b.lower() for b in filters.brand})
        and (price.min is None or max(cents) >= price.min)
        and (price.max is None or min(cents) <= price.max)
        and (not filters.availability or bool(_statuses(product) & set(filters.availability)))
    )


def product_of(product: Product, language: str, base: str, inputs: Sequence[tuple[str, str]] = ()) -> dict[str, Any]:
    """Return a product; `base` is put before local addresses, `inputs` pairs ids asked for with the variant found."""
    variants = [_variant(v, product, language, base, inputs) for v in product.variants or (Variant(product.id),)]
    shown = [v for v in variants if "inputs" in v] if inputs else variants
    amounts = sorted(v["price"]["amount"] for v in variants)
    found: dict[str, Any] = {
        "id": product.id,
        "title": product.titled(language),
        "description": {"plain": product.described(language) or product.titled(language)},
        "price_range": {"min": money(amounts[0], product.currency), "max": money(amounts[-1], product.currency)},
        "variants": shown or variants[:1],
    }
    listed = [v["list_price"]["amount"] for v in variants if "list_price" in v]
    if listed:
        ends = {"min": money(min(listed), product.currency), "max": money(max(listed), product.currency)}
        found["list_price_range"] = ends
    if product.rating is not None:
        found["rating"] = {"value": product.rating, "scale_max": 5, "count": product.review_count}
    if facts := {a.name: a.text() for a in product.attributes}:
        found["metadata"] = {"attributes": facts}
    optional = {
        "brand": product.brand,
        "url": _absolute(product.link, base),
        "categories": _categories(product),
        "media": _media(product.images, product.titled(language), base),
        "options": [{"name": name, "values": [{"label": x} for x in labels]} for name, labels in axes(product).items()],
    }
    return found | {name: value for name, value in optional.items() if value}


def detail_of(product: Product, wish: ProductRequest, base: str) -> dict[str, Any]:
    """Return a product with what can be chosen, given what is selected; what fits nothing is given up, last first."""
    named = {name.lower(): name for name in axes(product)}
    chosen = {named[s.name.lower()]: s.label for s in wish.selected if s.name.lower() in named}
    order = [*dict.fromkeys(named[p.lower()] for p in wish.preferences if p.lower() in named), *chosen]
    kept = [name for name in dict.fromkeys(order) if name in chosen]
    while kept and not _fitting(product, {name: chosen[name] for name in kept}):
        kept.pop()
    selected = {name: chosen[name] for name in kept}
    found = product_of(product, wish.context.language[:2], base)
    ids = [v.id for v in _fitting(product, selected)] or [product.id]
    found["variants"] = [v for v in found["variants"] if v["id"] in ids]
    if axes(product):
        found["selected"] = [{"name": name, "label": label} for name, label in selected.items()]
        found["options"] = [
            {"name": name, "values": [_offered(product, selected, name, label) for label in labels]}
            for name, labels in axes(product).items()
        ]
    return found


def axes(product: Product) -> dict[str, list[str]]:
    """Return what can be chosen of a product: the values of each option by its name."""
    found: dict[str, list[str]] = {}
    for variant in product.variants:
        for name, label in options_of(variant).items():
            found.setdefault(name, [])
            found[name] += [] if label in found[name] else [label]
    return found


def options_of(variant: Variant) -> dict[str, str]:
    """Return what a variant is chosen by."""
    return {_TITLES.get(name, name.replace("_", " ").capitalize()): label for name, label in Choice.of(variant).items()}


def decimals(currency: str) -> int:
    """Return how many decimals a currency has (ISO 4217)."""
    return _DECIMALS.get(currency, 2)


def money(amount: int, currency: str) -> dict[str, Any]:
    """Return an amount of minor units."""
    return {"amount": amount, "currency": currency}


def cursor_of(offset: int) -> str:
    """Return what stands for a place in the results."""
    return base64.urlsafe_b64encode(str(offset).encode()).decode()


def offset_of(cursor: str) -> int:
    """Return the place that a cursor stands for; raises ValueError for one that is not ours."""
    offset = int(base64.urlsafe_b64decode(cursor.encode()).decode()) if cursor else 0
    if not 0 <= offset <= 1000:
        raise ValueError(f"{cursor} leads beyond the results.")
    return offset


def _fitting(product: Product, selected: dict[str, str]) -> list[Variant]:
    wanted = {name: label.lower() for name, label in selected.items()}
    return [v for v in product.variants if all(options_of(v).get(n, "").lower() == x for n, x in wanted.items())]


def _offered(product: Product, selected: dict[str, str], name: str, label: str) -> dict[str, Any]:
    fitting = _fitting(product, {**selected, name: label})
    return {"label": label, "available": any(_available(v) for v in fitting), "exists": bool(fitting)}


def _variant(
    variant: Variant, product: Product, language: str, base: str, inputs: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    own = variant.id != product.id
    labels = options_of(variant)
    title = " / ".join(labels.values()) or product.titled(language)
    usual, sale = variant.price_cents or product.price_cents, variant.sale_price_cents
    sale = product.sale_price_cents if sale is None and variant.price_cents is None else sale
    status = variant.availability if own else product.availability
    there = _available(variant) if own else product.in_stock
    found: dict[str, Any] = {
        "id": variant.id,
        "sku": variant.id,
        "title": title,
        "description": {"plain": title},
        "price": money(_minor(usual if sale is None else sale, product.currency), product.currency),
        "availability": {"available": there, "status": status if there else "out_of_stock"},
    }
    if sale is not None and sale < usual:
        found["list_price"] = money(_minor(usual, product.currency), product.currency)
    if asked := [
        {"id": id, "match": "exact" if id != product.id or not own else "featured"}
        for id, v in inputs
        if v == variant.id
    ]:
        found["inputs"] = asked
    gtin = variant.gtin or ("" if own else product.gtin)
    optional = {
        "barcodes": [{"type": "GTIN", "value": gtin}] if gtin else [],
        "options": [{"name": name, "label": label} for name, label in labels.items()],
        "media": _media([variant.image] if variant.image else [], title, base),
    }
    return found | {name: value for name, value in optional.items() if value}


def _available(variant: Variant) -> bool:
    return variant.availability == "in_stock" and variant.stock != 0


def _statuses(product: Product) -> set[str]:
    return {
        _variant(v, product, "", "", ())["availability"]["status"] for v in product.variants or (Variant(product.id),)
    }


def _prices(product: Product) -> list[dict[str, Any]]:
    return [_variant(v, product, "", "", ())["price"] for v in product.variants or (Variant(product.id),)]


def _minor(cents: int, currency: str) -> int:
    return round(cents * 10.0 ** (decimals(currency) - 2))


def _categories(product: Product) -> list[dict[str, str]]:
    path = product.category
    values = [*path, " > ".join(path)] if len(path) > 1 else [*path]
    return [{"value": v, "taxonomy": "merchant"} for v in dict.fromkeys([*values, product.product_type]) if v]


def _media(images: Iterable[str], title: str, base: str) -> list[dict[str, str]]:
    return [{"type": "image", "url": url, "alt_text": title} for i in images if (url := _absolute(i, base))]


def _absolute(link: str, base: str) -> str:
    safe = address(link)
    return base.rstrip("/") + safe if safe.startswith("/") and base else safe
