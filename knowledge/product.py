"""A product as the shop sells it: the record that every claim about it is checked against."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

Availability: TypeAlias = Literal["in_stock", "out_of_stock", "preorder", "backorder"]
Value: TypeAlias = str | bool | float


@dataclass(frozen=True)
class Attribute:
    """One typed fact: `name` in snake_case, `value`, and the `unit` of a number ("" for none, "cm", "GB", ...)."""

    name: str
    value: Value
    unit: str = ""

    def text(self) -> str:
        """Return the value as a person reads it: "yes", "1.5 kg", "cotton"."""
        if isinstance(self.value, bool):
            return "yes" if self.value else "no"
        shown = f"{self.value:.12g}" if isinstance(self.value, float) else self.value
        return f"{shown} {self.unit}".strip()


@dataclass(frozen=True)
class Variant:
    """One buyable version of a product; fields that it shares with the product are empty here."""

    id: str
    price_cents: int | None = None
    sale_price_cents: int | None = None
    availability: Availability = "in_stock"
    stock: int | None = None
    color: str = ""
    size: str = ""
    material: str = ""
    image: str = ""
    gtin: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Product:
    """Prices are hundredths of the major unit of `currency` (ISO 4217), for every currency alike.

    `category` is the path from the department down, in English; `product_type` a lower-case singular noun phrase.
    `translations` maps a language ("zh") to any of title, description, product_type, category, color, material.
    """

    id: str
    title: str
    price_cents: int
    currency: str
    description: str = ""
    brand: str = ""
    category: tuple[str, ...] = ()
    product_type: str = ""
    sale_price_cents: int | None = None
    availability: Availability = "in_stock"
    stock: int | None = None
    images: tuple[str, ...] = ()
    link: str = ""
    rating: float | None = None
    review_count: int = 0
    color: str = ""
    size: str = ""
    material: str = ""
    audience: str = ""
    model: str = ""
    gtin: str = ""
    group_id: str = ""
    seller: str = ""
    sponsored: bool = False
    released: str = ""
    attributes: tuple[Attribute, ...] = ()
    variants: tuple[Variant, ...] = ()
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def now_cents(self) -> int:
        """The price to pay now: the sale price where there is one."""
        return self.price_cents if self.sale_price_cents is None else self.sale_price_cents

    @property
    def price(self) -> float:
        """The price to pay now in major units."""
        return self.now_cents / 100

    @property
    def on_sale(self) -> bool:
        """Whether a sale price below the usual price is in force."""
        return self.sale_price_cents is not None and self.sale_price_cents < self.price_cents

    @property
    def in_stock(self) -> bool:
        """Whether the product, or any variant of it, can be bought now."""
        if self.variants:
            return any(v.availability == "in_stock" and v.stock != 0 for v in self.variants)
        return self.availability == "in_stock" and self.stock != 0

    @property
    def image(self) -> str:
        """The first picture's address, or "" for none."""
        return self.images[0] if self.images else ""

    def fact(self, name: str) -> Attribute | None:
        """Return the attribute called `name`, or None where the record does not say."""
        return next((a for a in self.attributes if a.name == name), None)

    def titled(self, language: str) -> str:
        """Return the title in `language`, or the record's own where there is no translation."""
        return self.translations.get(language, {}).get("title") or self.title

    def described(self, language: str) -> str:
        """Return the description in `language`, or the record's own."""
        return self.translations.get(language, {}).get("description") or self.description

    def as_json(self) -> dict[str, Any]:
        """Return a plain object that `product_from_json` reads back to an equal product."""
        return {
            **{k: v for k, v in self.__dict__.items() if k not in ("attributes", "variants", "translations")},
            "attributes": [[a.name, a.value, a.unit] for a in self.attributes],
            "variants": [{**v.__dict__, "options": dict(v.options)} for v in self.variants],
            "translations": {k: dict(v) for k, v in self.translations.items()},
        }


def product_from_json(values: Mapping[str, Any]) -> Product:
    """Read what `Product.as_json` wrote."""
    return Product(
        **{
            **values,
            "category": tuple(values["category"]),
            "images": tuple(values["images"]),
            "attributes": tuple(Attribute(*a) for a in values["attributes"]),
            "variants": tuple(Variant(**{**v, "options": v["options"]}) for v in values["variants"]),
            "translations": values["translations"],
        }
    )


@dataclass(frozen=True)
class Passage:
    """One question and answer of the shop's FAQ or policies: `source` is its page's address, `section` its heading."""

    id: str
    question: str
    answer: str
    language: str = "en"
    topic: str = ""
    source: str = ""


@dataclass(frozen=True)
class Match:
    """A product found for a query; a higher `score` is better, `signals` say what it is made of.

    `reasons` are the names of the signals that moved it most, best first, filled in by the reranker.
    """

    product: Product
    score: float
    signals: Mapping[str, float] = field(default_factory=dict)
    reasons: tuple["Reason", ...] = ()


@dataclass(frozen=True)
class Reason:
    """Why a product stands where it does: a key of prompts/reason, its values, and the signal's share of the score."""

    key: str
    values: Mapping[str, str] = field(default_factory=dict)
    weight: float = 0.0


@dataclass(frozen=True)
class Answer:
    """A fact of a product's record that answers a question about it; `value` is "" where the record does not say.

    `truth` is yes or no where the question asks whether and the fact decides it, `asked` what it was asked about.
    """

    product: Product
    name: str
    value: str = ""
    score: float = 0.0
    truth: bool | None = None
    asked: str = ""


@dataclass(frozen=True)
class Row:
    """One line of a comparison: the attribute, one value a product, and the index of the better one, -1 for neither."""

    name: str
    values: tuple[str, ...]
    better: int = -1
