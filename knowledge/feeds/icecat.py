"""Icecat JSON lines: electronics with typed facts, prices in cents of USD.

Facts stand in attr_t_ (text), attr_n_ (number) and attr_b_ (yes/no) fields.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from knowledge.feeds.cleaning import address, clean_text
from knowledge.feeds.groups import Read
from knowledge.feeds.icecat_types import Types, department, learn
from knowledge.feeds.icecat_units import unit_of
from knowledge.feeds.jsonl import json_rows
from knowledge.feeds.measures import attribute
from knowledge.feeds.money import HIGHEST_CENTS
from knowledge.feeds.refused import BadField, Refused
from knowledge.product import Attribute, Product

LEARN_FROM = 50_000
_PREFIX = re.compile(r"attr_[tnb]_")
# Facts that a column of Product holds already.
_ELSEWHERE = frozenset({"product_colour", "product_type"})


def read(path: Path, currency: str) -> Iterator[Read]:
    """Yield the products of an Icecat feed, after a first look at its start to learn what kinds of thing it sells."""
    types = learn(lambda: (f[1] for f in islice(json_rows(path), LEARN_FROM) if not isinstance(f, Refused)))
    for found in json_rows(path):
        if isinstance(found, Refused):
            yield found
            continue
        row, values = found
        try:
            yield row, _product(values, types)
        except BadField as bad:
            yield Refused(row, bad.field, bad.reason, str(values.get("id") or "")[:100])


def _product(values: dict[str, Any], types: Types) -> Product:
    kind = types.of(values)
    place = department(kind)
    return Product(
        id=_needed(values, "id"),
        title=_needed(values, "title"),
        price_cents=_price(values.get("price")),
        currency="USD",
        description=clean_text(values.get("short_description") or ""),
        brand=clean_text(values.get("supplier") or ""),
        category=tuple(step for step in (place, kind) if step),
        product_type=kind,
        images=_pictures(values),
        color=clean_text(values.get("attr_t_product_colour") or values.get("attr_t_cable_colour") or ""),
        material=clean_text(values.get("attr_t_material") or values.get("attr_t_jacket_material") or ""),
        model=clean_text(values.get("name") or ""),
        gtin=_gtin(values.get("ean")),
        released=str(values.get("date_released") or "")[:10],
        attributes=_facts(values, kind),
    )


def _needed(values: dict[str, Any], name: str) -> str:
    raw = values.get(name)
    text = clean_text(raw) if isinstance(raw, str | int) and not isinstance(raw, bool) else ""
    if not text:
        raise BadField(name, f"has no {name}: add one or remove the row.")
    return text


def _price(raw: object) -> int:
    if raw is None:
        raise BadField("price", "has no price: add one or remove the row.")
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise BadField("price", f"has a price that is not a number ({str(raw)[:30]!r}): give cents of USD.")
    if raw <= 0:
        raise BadField("price", f"has a price of {raw} cents: give the real one or remove the row.")
    if raw > HIGHEST_CENTS:
        raise BadField("price", f"has an absurd price ({raw} cents): the highest accepted is 10,000,000.00.")
    return round(raw)


def _pictures(values: dict[str, Any]) -> tuple[str, ...]:
    """Return the middle-sized picture, for cards, then the large one."""
    found = (address(values.get(name) or "") for name in ("img_500x500", "img_high"))
    return tuple(dict.fromkeys(picture for picture in found if picture))


def _gtin(raw: object) -> str:
    first = raw[0] if isinstance(raw, list) and raw else raw
    return clean_text(first) if isinstance(first, str) else ""


def _facts(values: dict[str, Any], kind: str) -> tuple[Attribute, ...]:
    found: dict[str, Attribute] = {}
    for key, raw in values.items():
        if key.startswith("attr_") and raw is not None and (name := _name(key)) and name not in _ELSEWHERE:
            fact = _fact(key, name, raw, kind)
            if fact and name not in found:
                found[name] = fact
    return tuple(found.values())


def _fact(key: str, name: str, raw: object, kind: str) -> Attribute | None:
    if isinstance(raw, bool):
        return Attribute(name, raw)
    if key.startswith("attr_t_") and isinstance(raw, str) and not raw.isdigit():
        return Attribute(name, text) if (text := clean_text(raw)) else None
    if isinstance(raw, str | int | float):
        return attribute(name, raw, unit_of(name, raw, kind))
    return None


@cache
def _name(key: str) -> str:
    """Return the fact's name: "attr_n_thermal_design_power__tdp_" becomes "thermal_design_power"."""
    name = _PREFIX.sub("", key, count=1)
    name = re.sub(r"__(t_t|h_h|tdp|s|imperial)_$", lambda found: "_imperial" if found[1] == "imperial" else "", name)
    return re.sub(r"_+", "_", re.sub(r"_s_$", "", name)).strip("_")
