"""Turn a row whose columns carry Google Merchant names into a checked Product."""

import re
from collections.abc import Mapping
from typing import Any

from knowledge.feeds.cleaning import address, clean_text, singular, snake_case
from knowledge.feeds.measures import attributes
from knowledge.feeds.money import HIGHEST_CENTS, Money, read_money
from knowledge.feeds.refused import BadField
from knowledge.product import Attribute, Availability, Product

LONGEST_ID, LONGEST_TITLE, LONGEST_DESCRIPTION = 200, 2_000, 200_000
_AVAILABILITY: dict[str, Availability] = {
    "in stock": "in_stock", "instock": "in_stock", "in": "in_stock", "available": "in_stock", "yes": "in_stock",
    "true": "in_stock", "1": "in_stock", "limited availability": "in_stock", "limitedavailability": "in_stock",
    "onlineonly": "in_stock", "instoreonly": "in_stock", "有货": "in_stock", "out of stock": "out_of_stock",
    "outofstock": "out_of_stock", "sold out": "out_of_stock", "soldout": "out_of_stock", "no": "out_of_stock",
    "false": "out_of_stock", "0": "out_of_stock", "unavailable": "out_of_stock", "discontinued": "out_of_stock",
    "缺货": "out_of_stock", "preorder": "preorder", "pre order": "preorder", "presale": "preorder",
    "backorder": "backorder", "back order": "backorder", "onbackorder": "backorder",
}  # fmt: skip
_TRANSLATED = ("title", "description", "product_type", "category", "color", "material")
_TEXTS = ("color", "size", "material", "audience", "model", "gtin", "seller", "released")
_KNOWN = frozenset({
    "id", "title", "description", "brand", "price", "currency", "sale_price", "availability", "stock", "image_link",
    "additional_image_link", "link", "product_type", "category", "color", "size", "material", "audience", "model",
    "gtin", "item_group_id", "group_id", "rating", "review_count", "seller", "sponsored", "released", "attributes",
    "variants", "translations", "images", "image", "price_cents", "sale_price_cents",
})  # fmt: skip


def product_of(values: Mapping[str, Any], currency: str) -> Product:
    """Return the product in `values`; `currency` holds where the row names none.

    Unknown names become attributes. Raises BadField with what is wrong and what to do.
    """
    texts: dict[str, Any] = {name: _text(values, name) for name in _TEXTS}
    money = _price(values, currency)
    sale = _sale(values, money)
    category = _category(values)
    return Product(
        id=_id(values),
        title=_title(values),
        price_cents=money.cents,
        currency=money.currency,
        description=_text(values, "description", LONGEST_DESCRIPTION),
        brand=_text(values, "brand"),
        category=category,
        product_type=_product_type(values, category),
        sale_price_cents=sale,
        availability=_availability(values.get("availability")),
        stock=_stock(values.get("stock")),
        images=_images(values),
        link=address(values.get("link") or ""),
        rating=_rating(values.get("rating")),
        review_count=_count(values.get("review_count")),
        group_id=_text(values, "item_group_id") or _text(values, "group_id"),
        sponsored=_yes(values.get("sponsored")),
        attributes=_attributes(values),
        translations=_translations(values.get("translations")),
        **texts,
    )


def _text(values: Mapping[str, Any], name: str, longest: int = 1_000) -> str:
    raw = values.get(name)
    if isinstance(raw, list | tuple):
        raw = ", ".join(str(r) for r in raw)
    text = "" if raw is None else clean_text(raw)
    if len(text) > longest:
        raise BadField(name, f"has a {name} of {len(text):,} characters: the longest accepted is {longest:,}.")
    return text


def _id(values: Mapping[str, Any]) -> str:
    if isinstance(values.get("id"), bool | list | Mapping):
        raise BadField("id", "has an id that is neither text nor number: correct it.")
    if not (found := _text(values, "id", LONGEST_ID)):
        raise BadField("id", "has no id: add one or remove the row.")
    return found


def _title(values: Mapping[str, Any]) -> str:
    if not (title := _text(values, "title", LONGEST_TITLE)):
        raise BadField("title", "has no title: add one or remove the row.")
    if any("\ud800" <= c <= "\udfff" for c in title):
        raise BadField("title", "has bytes in its title that fit no encoding: save the feed as UTF-8.")
    return title


def _price(values: Mapping[str, Any], currency: str) -> Money:
    stated = str(values.get("currency") or "").strip().upper()
    raw = _amount(values, "price")
    if raw is None or raw == "":
        raise BadField("price", "has no price: add one or remove the row.")
    money = read_money(raw, currency=stated or currency)
    if stated and not re.fullmatch("[A-Z]{3}", stated):
        raise BadField("currency", f"has the unknown currency {stated[:20]!r}: use a code such as GBP.")
    if stated and money.currency and stated != money.currency:
        raise BadField("currency", f"has a price in {money.currency} but the currency {stated}: make them agree.")
    return Money(money.cents, money.currency or stated or currency)


def _amount(values: Mapping[str, Any], name: str) -> Any:
    raw = values.get(name)
    cents = values.get(f"{name}_cents")
    if raw is None and isinstance(cents, int) and not isinstance(cents, bool):
        return cents / 100 if abs(cents) <= HIGHEST_CENTS * 10 else float(HIGHEST_CENTS)
    if isinstance(raw, Mapping):
        raw = " ".join(str(raw.get(k) or "") for k in ("value", "amount", "currency") if raw.get(k) is not None)
    return raw.strip() if isinstance(raw, str) else raw


def _sale(values: Mapping[str, Any], price: Money) -> int | None:
    raw = _amount(values, "sale_price")
    if raw is None or raw == "":
        return None
    sale = read_money(raw, "sale_price", price.currency)
    if sale.currency and sale.currency != price.currency:
        raise BadField("sale_price", f"has a sale price in {sale.currency} but a price in {price.currency}.")
    if sale.cents > price.cents:
        raise BadField("sale_price", f"has a sale price above its price of {price.cents / 100:.2f}: correct one.")
    return sale.cents if sale.cents < price.cents else None


def _availability(raw: object) -> Availability:
    if raw is None or raw == "":
        return "in_stock"
    text = clean_text(raw).lower().replace("_", " ").replace("-", " ").rsplit("/", 1)[-1]
    if text not in _AVAILABILITY:
        raise BadField("availability", f"has the unknown availability {text[:30]!r}: use in_stock or out_of_stock.")
    return _AVAILABILITY[text]


def _number(raw: object, field: str) -> float | None:
    if raw is None or raw == "":
        return None
    try:
        number = float(str(raw).strip().replace(",", ".")) if not isinstance(raw, bool) else float("nan")
    except ValueError:
        number = float("nan")
    if not abs(number) < 1e15:
        raise BadField(field, f"has a {field.replace('_', ' ')} that is not a number ({str(raw)[:30]!r}): correct it.")
    return number


def _stock(raw: object) -> int | None:
    number = _number(raw, "stock")
    return None if number is None else max(0, int(number))


def _count(raw: object) -> int:
    return max(0, int(_number(raw, "review_count") or 0))


def _rating(raw: object) -> float | None:
    text = str(raw or "").strip().split("/")
    number = _number(text[0] if len(text) == 2 and text[1].strip() == "5" else raw, "rating")
    if number is not None and not 0 <= number <= 5:
        raise BadField("rating", f"has a rating of {number:g}: ratings go from 0 to 5.")
    return number


def _yes(raw: object) -> bool:
    return raw is True or str(raw or "").strip().lower() in ("true", "yes", "1")


def _images(values: Mapping[str, Any]) -> tuple[str, ...]:
    raw: list[Any] = []
    for name in ("image_link", "image", "images", "additional_image_link"):
        value = values.get(name)
        raw += value if isinstance(value, list | tuple) else re.split(r",\s*(?=https?://|/)", str(value or ""))
    return tuple(dict.fromkeys(good for r in raw if r is not None and (good := address(r))))


def _category(values: Mapping[str, Any]) -> tuple[str, ...]:
    for name in ("category", "product_type"):
        raw = values.get(name)
        parts = raw if isinstance(raw, list | tuple) else re.split(r"\s*(?:>|»)\s*", str(raw or ""))
        path = tuple(text for p in parts if p is not None and (text := clean_text(p)))
        if path and (name == "category" or len(path) > 1):
            return path
    return ()


def _product_type(values: Mapping[str, Any], category: tuple[str, ...]) -> str:
    raw = values.get("product_type")
    last = str(raw).split(">")[-1] if isinstance(raw, str) else ""
    return singular(clean_text(last) or (category[-1] if category else ""))


def _attributes(values: Mapping[str, Any]) -> tuple[Attribute, ...]:
    stated = attributes(values["attributes"]) if values.get("attributes") else ()
    unknown = {k: v for k, v in values.items() if k not in _KNOWN and v is not None and v != ""}
    if not unknown:
        return stated
    names = {a.name for a in stated}
    return stated + tuple(a for a in attributes(unknown) if a.name not in names)


def _translations(raw: object) -> dict[str, dict[str, str]]:
    if not isinstance(raw, Mapping):
        return {}
    return {
        snake_case(str(language)): texts
        for language, said in raw.items()
        if isinstance(said, Mapping)
        and (texts := {k: clean_text(said[k]) for k in _TRANSLATED if isinstance(said.get(k), str) and said[k]})
    }
