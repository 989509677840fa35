"""Products set side by side: what differs, in one unit, and which is better where that is clear."""

from collections.abc import Sequence

from knowledge.product import Attribute, Product, Row
from knowledge.search.measures import Measure, measure

MOST_ROWS = 14
_MORE_IS_BETTER = (
    "rating", "battery_life", "battery_capacity", "internal_memory", "memory", "ram", "storage", "hdd_capacity",
    "ssd_capacity", "capacity", "warranty", "resolution", "megapixel", "processor_frequency", "processor_cores",
    "refresh_rate", "print_speed", "page_yield", "brightness", "contrast_ratio", "frames_per_second", "range", "boost",
)  # fmt: skip
_LESS_IS_BETTER = ("price", "weight", "power_consumption", "noise", "response_time", "latency", "charging_time")
_NEITHER = ("package", "pallet", "master", "case_", "maximum_internal", "ark_id", "last_change", "code", "quantity_per")


def compare(products: Sequence[Product]) -> list[Row]:
    """Return one row for each attribute in which the products differ, the most telling first; price always."""
    if len(products) < 2:
        return []
    columns = [_facts(p) for p in products]
    names = list(dict.fromkeys(n for facts in columns for n in facts))
    rows = [_row(name, [facts.get(name) for facts in columns]) for name in names if not name.startswith(_NEITHER)]
    differing = [r for r in rows if len(set(r.values)) > 1 or r.name == "price"]
    shared = {r.name: sum(v != "" for v in r.values) for r in differing}
    return sorted(differing, key=lambda r: (r.name != "price", -shared[r.name], r.better < 0))[:MOST_ROWS]


def _facts(product: Product) -> dict[str, Attribute]:
    found = {"price": Attribute("price", product.price, product.currency)}
    if product.rating is not None:
        found["rating"] = Attribute("rating", product.rating)
    for name in ("brand", "product_type", "color", "size", "material"):
        if value := getattr(product, name):
            found[name] = Attribute(name, value)
    return found | {a.name: a for a in product.attributes if a.name not in found}


def _row(name: str, facts: Sequence[Attribute | None]) -> Row:
    if name == "price":
        shown = tuple(f"{f.value:.2f} {f.unit}" if f else "" for f in facts)
    else:
        unit = next((f.unit for f in facts if f and f.unit), "")
        shown = tuple(_aligned(f, unit) if f else "" for f in facts)
    return Row(name, shown, _better(name, facts))


def _aligned(fact: Attribute, unit: str) -> str:
    """Write a fact in `unit` where it is of the same dimension."""
    if isinstance(fact.value, (str, bool)) or not fact.unit or fact.unit == unit:
        return fact.text()
    one, own = measure(1.0, unit), measure(float(fact.value), fact.unit)
    if not own.dimension or own.dimension != one.dimension:
        return fact.text()
    return Attribute(fact.name, round(own.amount / one.amount, 2), unit).text()


def _better(name: str, facts: Sequence[Attribute | None]) -> int:
    """Return the index of the one best value; -1 where one is missing, not a number, tied, or a matter of taste."""
    more = any(part in name for part in _MORE_IS_BETTER)
    less = any(part in name for part in _LESS_IS_BETTER) and not more
    if not (more or less) or any(f is None or isinstance(f.value, (str, bool)) for f in facts):
        return -1
    found = [measure(float(f.value), f.unit) for f in facts if f is not None]
    if len({m.dimension for m in found}) > 1 or (name == "price" and len({f.unit for f in facts if f}) > 1):
        return -1
    best = (max if more else min)(found, key=lambda m: m.amount)
    return found.index(best) if _alone(best, found) else -1


def _alone(best: Measure, found: Sequence[Measure]) -> bool:
    return sum(m.amount == best.amount for m in found) == 1
