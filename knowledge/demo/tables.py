"""Read the hand-written tables in source/ that the demo shop is made from.

A department is a list of families (one kind of product each). A family's `say` holds sentences as
"English | Chinese"; {name} stands for an attribute, and a leading [name] keeps a sentence for products that have it.
A row of `rows` is: brand | title | Chinese title | price[>sale price] | colours | material | attributes | hook in
English | hook in Chinese.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

SOURCE = Path(__file__).parent / "source"
DEPARTMENTS = ("kitchen", "home", "clothing", "electronics", "outdoor", "beauty", "toys", "office")
Value = str | bool | float


@dataclass(frozen=True)
class Words:
    """Colours to (Chinese, shade), materials to Chinese, units to (English, Chinese)."""

    colors: dict[str, tuple[str, str]]
    materials: dict[str, str]
    units: dict[str, tuple[str, str]]


@dataclass(frozen=True)
class Row:
    """One product as it was written down; prices in dollars."""

    brand: str
    title: str
    title_zh: str
    price: float
    sale: float | None
    colors: tuple[str, ...]
    material: str
    facts: dict[str, Value]
    hook: str
    hook_zh: str


@dataclass(frozen=True)
class Family:
    """One kind of product; pairs are (English, Chinese), `sizes` map a size to its share of the price."""

    department: tuple[str, str]
    code: str
    kind: tuple[str, str]
    path: tuple[str, str]
    draw: str
    units: dict[str, str]
    say: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    sizes: dict[str, float] = field(default_factory=dict)


def read_words() -> Words:
    """Return the shared vocabulary of colours, materials and units."""
    raw = yaml.safe_load((SOURCE / "words.yaml").read_text(encoding="utf-8"))
    return Words(
        {k: (v[0], v[1]) for k, v in raw["colors"].items()},
        raw["materials"],
        {k: (v[0], v[1]) for k, v in raw["units"].items()},
    )


def read_families() -> Iterator[Family]:
    """Yield every family of every department, in shop order, and after it what stands apart from it."""
    apart = yaml.safe_load((SOURCE / "apart.yaml").read_text(encoding="utf-8"))
    for name in DEPARTMENTS:
        raw = yaml.safe_load((SOURCE / f"{name}.yaml").read_text(encoding="utf-8"))
        for values in raw["families"]:
            family = _family(values, _pair(raw["department"]), raw["code"])
            yield replace(family, rows=tuple(r for r in family.rows if r.title not in apart))
            common = values.get("common", {})
            yield from (_apart(family, common, row, apart[row.title]) for row in family.rows if row.title in apart)


def _apart(family: Family, common: dict[str, Value], row: Row, own: dict[str, Any]) -> Family:
    """Return a product as a family of its own: another type, with its own facts and, mostly, its own sentences."""
    stated = _facts(own.get("facts", ""))
    kept = {k: v for k, v in row.facts.items() if common.get(k) != v or k in own.get("keep", [])}
    facts = {k: v for k, v in kept.items() if k not in own.get("drop", [])}
    return replace(
        family,
        kind=_pair(own["type"]),
        units={**family.units, **own.get("units", {})},
        say=tuple(_pair(line) for line in own["say"].splitlines()) if "say" in own else family.say,
        sizes=_sizes(own["sizes"]) if "sizes" in own else family.sizes,
        rows=(replace(row, facts={**facts, **stated}),),
    )


def _family(raw: dict[str, Any], department: tuple[str, str], code: str) -> Family:
    common = raw.get("common", {})
    return Family(
        department=department,
        code=code,
        kind=_pair(raw["type"]),
        path=_pair(raw["path"]),
        draw=raw["draw"],
        units=raw.get("units", {}),
        say=tuple(_pair(line) for line in raw["say"].splitlines()),
        rows=tuple(_row(line, common) for line in raw["rows"].splitlines()),
        sizes=_sizes(raw.get("sizes", "")),
    )


def _row(line: str, common: dict[str, Value]) -> Row:
    cells = [cell.strip() for cell in line.split(" | ")]
    if len(cells) != 9:
        raise ValueError(f"A row has {len(cells)} cells where 9 are needed: {line}")
    brand, title, title_zh, price, colors, material, facts, hook, hook_zh = cells
    usual, _, sale = price.partition(">")
    return Row(
        brand=brand,
        title=title,
        title_zh=title_zh,
        price=float(usual),
        sale=float(sale) if sale else None,
        colors=tuple(c for c in colors.split("/") if c != "-"),
        material="" if material == "-" else material,
        facts={**common, **_facts(facts)},
        hook=hook,
        hook_zh=hook_zh,
    )


def _facts(text: str) -> dict[str, Value]:
    facts: dict[str, Value] = {}
    for part in filter(None, (p.strip() for p in text.split(";"))):
        name, given, value = part.partition("=")
        facts[name.strip()] = _value(value.strip()) if given else True
    return facts


def _value(text: str) -> Value:
    if text in ("true", "false"):
        return text == "true"
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else text


def _sizes(text: str) -> dict[str, float]:
    """Read "S, M, L" or "twin=1, queen=1.3"; a size without a share costs the product's price."""
    sizes: dict[str, float] = {}
    for part in filter(None, (p.strip() for p in str(text).split(","))):
        name, _, share = part.partition("=")
        sizes[name.strip()] = float(share or 1)
    return sizes


def _pair(text: str) -> tuple[str, str]:
    english, bar, chinese = text.partition(" | ")
    if not bar:
        raise ValueError(f'"English | Chinese" is needed, found: {text}')
    return english.strip(), chinese.strip()
