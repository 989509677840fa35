"""Make one product with variants out of rows that each describe one buyable version."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from knowledge.product import Attribute, Product, Variant

_OPTIONS = ("color", "size", "material")
_ONE_FOR_ALL = (*_OPTIONS, "model", "gtin", "link")


def merged(id: str, versions: Sequence[tuple[Product, Mapping[str, str]]], title: str = "") -> Product:
    """Return `versions` (each with its options by name) as one product called `id`.

    It carries what all versions share, the price of the cheapest that is in stock, and the stock of all together.
    """
    products = [product for product, _ in versions]
    lead = min(products, key=lambda p: (not p.in_stock, p.now_cents))
    shared: dict[str, Any] = {name: _shared([getattr(p, name) for p in products]) for name in _ONE_FOR_ALL}
    facts = Counter(fact for p in products for fact in p.attributes)
    common = tuple(fact for fact, times in facts.items() if times >= len(products))
    return replace(
        lead,
        id=id,
        title=title or _title(products),
        group_id=lead.group_id or id,
        stock=sum(p.stock or 0 for p in products) if all(p.stock is not None for p in products) else None,
        images=tuple(dict.fromkeys(image for p in products for image in p.images)),
        attributes=common,
        variants=tuple(_variant(p, options, lead, shared, common) for p, options in versions),
        **{**shared, "link": shared["link"] or lead.link},
    )


def _shared(values: Sequence[str]) -> str:
    return values[0] if len(set(values)) == 1 else ""


def _title(products: Sequence[Product]) -> str:
    """Return the words that all titles begin with, or the first title where they share too little."""
    words = [p.title.split() for p in products]
    shared = []
    for column in zip(*words, strict=False):
        if len(set(column)) > 1:
            break
        shared.append(column[0])
    common = " ".join(shared).rstrip(" -–—,(/|:")
    return common if len(common) >= max(8, len(products[0].title) // 3) else products[0].title


def _variant(
    product: Product,
    options: Mapping[str, str],
    lead: Product,
    shared: Mapping[str, str],
    common: Sequence[Attribute],
) -> Variant:
    same_price = (product.price_cents, product.sale_price_cents) == (lead.price_cents, lead.sale_price_cents)
    own = {name: getattr(product, name) if not shared[name] else "" for name in (*_OPTIONS, "gtin")}
    differing = {a.name: a.text() for a in product.attributes if a not in common}
    named = {name: own[name] for name in _OPTIONS if own[name]}
    spoken = {name.lower() for name in options}
    return Variant(
        id=product.id,
        price_cents=None if same_price else product.price_cents,
        sale_price_cents=None if same_price else product.sale_price_cents,
        availability=product.availability,
        stock=product.stock,
        image=product.image,
        options={**{k: v for k, v in {**differing, **named}.items() if k not in spoken}, **options},
        **own,
    )
