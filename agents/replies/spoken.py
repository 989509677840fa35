"""How the values of a record are said in a sentence: money, names, facts and needs, in English and Chinese."""

import re
from functools import cache
from pathlib import Path

import prompts
from agents.replies import worth
from agents.turn import Language
from knowledge.constraints import Constraints
from knowledge.materials import made_of
from knowledge.product import Attribute, Product
from knowledge.shoe_sizes import sizes_that_fit
from knowledge.words import glossary

SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "CNY": "¥", "JPY": "¥", "INR": "₹", "CAD": "CA$", "AUD": "A$"}
NAME_LENGTH = 46  # characters of a title that a sentence can carry


def money(cents: int, currency: str, language: Language) -> str:
    """Return an amount of hundredths as it is written: "$49.99", "$1,299", "199 元", "49.90 CHF"."""
    number = f"{cents / 100:,.2f}".removesuffix(".00")
    if currency == "CNY" and language == "zh":
        return f"{number} 元"
    symbol = SYMBOLS.get(currency)
    return f"{symbol}{number}" if symbol else f"{number} {currency}".strip()


def price(product: Product, language: Language) -> str:
    """Return what the product costs now."""
    return money(product.now_cents, product.currency, language)


def rating(product: Product) -> str:
    """Return the average rating as "4.6", or "" where the record has none."""
    return "" if product.rating is None else f"{product.rating:.1f}"


def short_name(product: Product, language: Language) -> str:
    """Return the title cut, at a boundary, to what a sentence can carry; always the beginning of the record's title."""
    title = product.titled(language).strip()
    if len(title) <= NAME_LENGTH:
        return title
    head = re.split(r"\s[-–|:(]\s?|[,;(（，]", title)[0].strip()
    if not 8 <= len(head) <= NAME_LENGTH:
        head = title[:NAME_LENGTH].rsplit(" ", 1)[0] if " " in title[:NAME_LENGTH] else title[:NAME_LENGTH]
    return head.rstrip(" ,-–|:&/")


def names(products: tuple[Product, ...], language: Language) -> dict[str, str]:
    """Return a name for each product id that tells it from the others of the turn, as short as that allows."""
    short = {p.id: short_name(p, language) for p in products}
    taken = list(short.values())
    told = {p.id: short[p.id] for p in products if taken.count(short[p.id]) == 1}
    for product in products:
        if product.id in told:
            continue
        telling = [t for t in (product.color, product.size, product.model) if t]
        full = product.titled(language).strip()
        longer = f"{short[product.id]} ({', '.join(telling)})" if telling else full
        told[product.id] = longer if longer not in told.values() else full
    return told


@cache
def labels(language: Language) -> dict[str, str]:
    lines = (Path(prompts.__file__).parent / "reply" / f"labels.{language}.txt").read_text("utf-8").splitlines()
    return {k.strip(): v.strip() for k, v in (line.split("=", 1) for line in lines if "=" in line)}


def label(name: str, language: Language) -> str:
    """Return what an attribute or constraint is called in a sentence: "battery life", "电池续航"."""
    return labels(language).get(name) or name.removeprefix("attr_").replace("_", " ")


def value(attribute: Attribute, language: Language) -> str:
    """Return an attribute's value as a person reads it."""
    if isinstance(attribute.value, bool):
        return label("yes" if attribute.value else "no", language)
    told = labels(language).get(attribute.text().lower(), attribute.text())
    return measured_in_chinese(told) if language == "zh" else told


_UNITS_ZH = (
    (r"people|persons?", "人"), (r"years?|yrs?", "年"), (r"months?", "个月"), (r"weeks?", "周"), (r"days?", "天"),
    (r"hours?|hrs?|h", "小时"), (r"minutes?|mins?", "分钟"), (r"litres?|liters?|l", "升"), (r"pages?", "页"),
    (r"inch(?:es)?|in", "英寸"), (r"pieces?|pcs?", "件"),
)  # fmt: skip


def measured_in_chinese(told: str) -> str:
    """Return an amount with its unit in Chinese where people say it so: "2 people" is 2 人, "480 g" stays."""
    for unit, said in _UNITS_ZH:
        told = re.sub(rf"(?<=\d) (?:{unit})(?![\w/])", f" {said}", told, flags=re.IGNORECASE)
    return told


def material(product: Product, language: Language) -> str:
    """Return what a product is made of in a language, "" where no word for it is known."""
    own = product.translations.get(language, {}).get("material", "") if language != "en" else ""
    told = own or label(product.material.lower(), language)
    return told if language == "en" or re.search(r"[\u4e00-\u9fff]", told) else ""


def _colors(product: Product) -> list[str]:
    return [c.lower() for c in [product.color, *(v.color for v in product.variants)] if c]


def _need_of(name: str, wanted: object, product: Product, language: Language) -> str:
    fact = product.fact(name)
    if fact is None or wanted is False:
        return ""
    if isinstance(fact.value, bool) and not (fact.value and wanted is True):
        return ""
    if language == "en":
        return f"in {fact.text().lower()}" if name in ("color", "colour") else worth.phrase(fact, label(name, language))
    return _fact_in_chinese(fact)


_FOR_ZH = {"skin_type": "适合{}肌肤", "hair_type": "适合{}发质"} | dict.fromkeys(
    ("season", "occasion", "use", "room"), "适合{}"
)


def _fact_in_chinese(fact: Attribute) -> str:
    """Return a fact as Chinese says it, "" where a word of it is in English."""
    of_its_own = labels("zh").get(f"{fact.name} {fact.text().lower()}")
    shown = "" if fact.value is True else of_its_own or value(fact, "zh")
    told = _FOR_ZH[fact.name].format(shown) if fact.name in _FOR_ZH else f"{label(fact.name, 'zh')} {shown}".strip()
    return "" if re.search(r"[a-z]{3,}", told) else told


def needs(product: Product, wanted: Constraints, language: Language) -> tuple[str, ...]:
    """Return those stated wishes that the product's own record meets, as phrases: "waterproof", "in black"."""
    zh = language == "zh"
    met: list[str] = []
    for name, want in wanted.attributes.items():
        met.append(_need_of(name, want, product, language))
    for color in wanted.color:
        if any(color.lower() in c for c in _colors(product)):
            met.append(f"{kind_of_color(color)}款" if zh else f"in {color.lower()}")
    if wanted.material and made_of(product.material, wanted.material):
        shown = material(product, language)
        met.append((f"{shown}材质" if zh else f"made of {shown}") if shown else "")
    sizes = tuple(s for s in dict.fromkeys([product.size, *(v.size for v in product.variants)]) if s)
    same = tuple(s for s in sizes if s.lower() == wanted.size.lower())
    if wanted.size and (same := same or sizes_that_fit(wanted.size, sizes, product.audience)):
        met.append(f"{same[0]} 码" if zh else f"in size {same[0]}")
    return tuple(dict.fromkeys(m for m in met if m))[:2]


def traits(product: Product, language: Language) -> tuple[str, ...]:
    """Return up to two facts of the record worth a word: the material, and what is listed as worth it."""
    telling = worth.tells(product.material) and worth.made_to_last(product)
    shown = material(product, language) if telling else ""
    if language == "zh":
        told = [_fact_in_chinese(a) for a in worth.known(product) if a.value is True or a.name in _FOR_ZH]
        made = [f"{shown}材质"] if shown else []
        return tuple(t for t in made + told if re.match(r"[\u4e00-\u9fff]", t))[:2]
    facts = [worth.phrase(a, label(a.name, language)) for a in worth.known(product)]
    return (f"made of {shown}", *facts) if shown else tuple(facts)


def noun(product: Product, language: Language) -> str:
    """Return what kind of thing it is, for "this jacket", or "" where the record has no plain word for it."""
    kind = product.translations.get(language, {}).get("product_type") or product.product_type
    return kind if language == "zh" or re.fullmatch(r"[a-z][a-z \-]{1,24}(?<!s)", kind) else ""


def kind_of_color(name: str) -> str:
    """Return what a colour is called in Chinese; its own name where no glossary has it."""
    listed = (chinese[0] for _, english, chinese in glossary("colors") if chinese and name.lower() in english)
    return labels("zh").get(name.lower()) or next(listed, name)


def kind(name: str, language: Language) -> str:
    """Return what a kind of thing is called in a language; its own name where no glossary has it."""
    if language == "en":
        return name
    listed = (chinese[0] for _, english, chinese in glossary("types") if chinese and name.lower() in english)
    return next(listed, name)


def with_article(noun_: str) -> str:
    """Return an English noun with "a" or "an" before it."""
    return f"{'an' if noun_[:1].lower() in 'aeiou' else 'a'} {noun_}"
