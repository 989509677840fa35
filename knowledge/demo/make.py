"""Make the demo shop's feed and pictures from its tables: `python -m knowledge.demo.make`; the same every time."""

import json
import random
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from knowledge.demo import NAME, products_file
from knowledge.demo.tables import Family, Row, Value, Words, read_families, read_words

TODAY = date(2026, 11, 15)
_HIDDEN = (
    "draw",
    "for",
    "model",
    "capacity_text",
    "capacity_zh",
)  # row facts that have a place of their own in the feed
_FEED_UNITS = {"age": "years", "C": "°C", "m2": "m²", "gsm": "g/m²"}
_AN = re.compile(r"\b([Aa]) (?=(?:8|11|18)(?:\b|\d{3}))")
_SMALL = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_RARE_SELLERS = ("Quayside Outlet", "Second Tide Trading")


def main() -> None:
    """Write products.jsonl."""
    products_file().write_text(feed(), encoding="utf-8")


def feed() -> str:
    """Return the whole feed, one product a line."""
    words = read_words()
    lines = (feed_line(item_id, family, row, words) for item_id, family, row in listed())
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def listed() -> Iterator[tuple[str, Family, Row]]:
    """Yield every product with its id, which hangs on its name alone: a new row leaves the others' ids as they are."""
    taken: dict[str, str] = {}
    for family in read_families():
        for row in family.rows:
            name = f"{row.brand} {row.title}"
            item_id = f"{family.code}-{10_000 + zlib.crc32(name.encode()) % 90_000}"
            if item_id in taken:
                raise ValueError(f"{name} and {taken[item_id]} both come to the id {item_id}: rename one.")
            taken[item_id] = name
            yield item_id, family, row


def feed_line(item_id: str, family: Family, row: Row, words: Words) -> dict[str, Any]:
    """Return one product as an object of the jsonl product format."""
    rng = random.Random(item_id)
    row = row if rng.random() < 0.65 else replace(row, sale=None)  # a shop with everything on sale has no sale
    variants = _variants(item_id, family, row, rng)
    stock = sum(v["stock"] for v in variants) if variants else _stock(rng)
    rating, count = _rating(rng, row)
    english, chinese = _describe(family, row, words, rng)
    line = {
        "id": item_id,
        "title": f"{row.brand} {row.title}",
        "description": english,
        "brand": row.brand,
        "category": " > ".join((family.department[0], family.path[0])),
        "product_type": family.kind[0],
        "price": row.price,
        "sale_price": row.sale,
        "currency": "USD",
        "availability": "in_stock" if stock else "out_of_stock",
        "stock": stock,
        "image_link": f"/demo/pictures/{item_id}.svg",
        "link": f"/demo/products/{item_id}",
        "rating": rating,
        "review_count": count,
        "color": "/".join(row.colors) if not variants or "color" not in variants[0] else "",
        "material": row.material,
        "audience": str(row.facts.get("for", "")),
        "model": str(row.facts.get("model", "")),
        "gtin": _gtin(item_id),
        "seller": rng.choice(_RARE_SELLERS) if rng.random() < 0.08 else NAME,
        "released": (TODAY - timedelta(days=int(rng.triangular(10, 1300, 300)))).isoformat(),
        "attributes": _attributes(family, row),
        "variants": variants,
        "translations": {"zh": _chinese(family, row, words, chinese)},
    }
    return {k: v for k, v in line.items() if v not in ("", None, [])}


def _attributes(family: Family, row: Row) -> dict[str, Any]:
    """Return the typed facts; a number with a unit reads "1.7 l"."""
    return {k: _plain(v, family.units.get(k, "")) for k, v in row.facts.items() if k not in _HIDDEN}


def _plain(value: Value, unit: str) -> Value:
    if isinstance(value, bool | str):
        return value
    if unit:
        return f"{value:g} {_FEED_UNITS.get(unit, unit)}"
    return int(value) if value == int(value) else value


def _chinese(family: Family, row: Row, words: Words, description: str) -> dict[str, str]:
    values = {
        "title": f"{row.brand} {row.title_zh}",
        "description": description,
        "product_type": family.kind[1],
        "category": f"{family.department[1]} > {family.path[1]}",
        "color": "/".join(words.colors[c][0] for c in row.colors),
        "material": words.materials[row.material] if row.material else "",
    }
    return {k: v for k, v in values.items() if v}


def _describe(family: Family, row: Row, words: Words, rng: random.Random) -> tuple[str, str]:
    """Return the copy in both languages: the hook and two or three of the family's sentences, in one of four orders."""
    usable = [pair for pair in family.say if _applies(pair[0], row)]
    chosen = sorted(rng.sample(range(len(usable)), min(len(usable), rng.choice((2, 2, 3)))))
    facts = [usable[i] for i in chosen]
    hook = (row.hook, row.hook_zh)
    order = rng.randrange(4)
    if order == 1:
        parts = [facts[0], hook, *facts[1:]] if not facts[0][0].startswith("[") else [hook, *facts]
    elif order == 2:
        parts = [hook, *reversed(facts)]
    elif order == 3 and len(facts) > 2:
        parts = [*facts[:2], hook, *facts[2:]]
    else:
        parts = [hook, *facts]
    return (
        " ".join(_capital(_fill(p[0], family, row, words, 0)) for p in parts),
        "".join(_fill(p[1], family, row, words, 1) for p in parts),
    )


def _applies(sentence: str, row: Row) -> bool:
    """Return whether the product has every fact that the sentence names."""
    names = [part.split("}")[0].removesuffix("~") for part in sentence.split("{")[1:]]
    if sentence.startswith("["):
        names.append(sentence[1:].split("]")[0])
    return all((n == "material" and row.material) or row.facts.get(n) not in (None, False) for n in names)


def _fill(sentence: str, family: Family, row: Row, words: Words, language: int) -> str:
    text = sentence.partition("] ")[2] if sentence.startswith("[") else sentence
    for name, value in row.facts.items():
        said = _worded(value, family.units.get(name, ""), words, language)
        text = text.replace(f"{{{name}}}", said).replace(f"{{{name}~}}", said if language else _before_noun(said))
    material = words.materials.get(row.material, "") if language else row.material
    return _AN.sub(r"\1n ", text.replace("{material}", material))


def _worded(value: Value, unit: str, words: Words, language: int) -> str:
    """Return a fact as copy has it: "1.7 litres", "1.7升"."""
    if not isinstance(value, float):
        return str(value)
    if unit == "MP" and language:
        return f"{value * 100:g}万像素"
    if not unit and not language and value in range(1, 11):
        return _SMALL[int(value)]
    name = words.units.get(unit, (unit, unit))[language]
    if language == 0 and value == 1:
        name = name.removesuffix("s")
    shown = f"{value:,.12g}" if value >= 10_000 and not language else f"{value:.12g}"
    return f"{shown}{'' if language or unit == '%' else ' '}{name}".strip()


def _before_noun(measure: str) -> str:
    """Return a measure as it stands before a noun: "2 litres" of water, a "2-litre" tank."""
    number, _, unit = measure.partition(" ")
    one = {"inches": "inch", "megapixels": "megapixel", "litres": "litre", "litre": "litre"}.get(unit)
    return f"{number}-{one}" if one else measure


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _variants(item_id: str, family: Family, row: Row, rng: random.Random) -> list[dict[str, Any]]:
    """Return colours times sizes, or nothing where there is one version only."""
    if len(row.colors) < 2 and not family.sizes:
        return []
    sold_out = rng.random() < 0.03
    variants: list[dict[str, Any]] = []
    for number, color in enumerate(row.colors or ("",)):
        for size, share in (family.sizes or {"": 1.0}).items():
            stock = 0 if sold_out or rng.random() < 0.08 else _stock(rng) // (3 if family.sizes else 1)
            values = {
                "id": f"{item_id}-{len(variants) + 1:02d}",
                "price": _rounded(row.price * share) if share != 1 else None,
                "sale_price": _rounded(row.sale * share) if row.sale and share != 1 else None,
                "availability": "in_stock" if stock else "out_of_stock",
                "stock": stock,
                "color": color,
                "size": size,
                "image": f"/demo/pictures/{picture_name(item_id, color, number)}.svg" if number else None,
            }
            variants.append({k: v for k, v in values.items() if v not in ("", None)})
    return variants


def picture_name(item_id: str, color: str, number: int) -> str:
    """Return the name of the picture of a product's colour; the first colour's is the product's."""
    return f"{item_id}-{color.replace(' ', '-')}" if number else item_id


def _stock(rng: random.Random) -> int:
    luck = rng.random()
    if luck < 0.03:
        return 0
    return rng.randint(1, 5) if luck < 0.11 else int(rng.triangular(6, 160, 30))


def _rating(rng: random.Random, row: Row) -> tuple[float, int]:
    rating = min(4.9, max(3.4, rng.gauss(4.4, 0.28)))
    return round(rating, 1), int(rng.lognormvariate(4.9 - row.price / 900, 1.0)) + 3


def _rounded(price: float) -> float:
    return round(price) if price >= 40 else round(price * 2) / 2


def _gtin(item_id: str) -> str:
    """Return an EAN-13 in the range kept for use inside a shop (prefix 20), with its check digit."""
    body = f"20{sum(ord(c) for c in item_id[:3]):04d}{item_id[-5:]}0"
    total = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(body))
    return f"{body}{-total % 10}"


if __name__ == "__main__":
    main()
