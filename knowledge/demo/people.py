"""Make the demo shop's shoppers, their year of events and their orders: `python -m knowledge.demo.people`.

The same every time for the same feed and the same table of tastes, source/people.yaml; run it again whenever either
changes, so that products and prices agree.
"""

import json
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import yaml

from knowledge.demo import events_file, products_file
from knowledge.demo.browsing import END, Kinds, Persona, Visit, look, restock
from knowledge.demo.ordering import orders_of
from knowledge.demo.tables import SOURCE
from knowledge.feeds import read_feed
from knowledge.product import Product

YEAR_DAYS = 364


@dataclass(frozen=True)
class Errand:
    """A visit as planned: `restocks` are kinds bought again, `looks` whether to look around, `buys` whether surely."""

    time: datetime
    restocks: tuple[str, ...] = ()
    looks: bool = False
    buys: bool = False


def main() -> None:
    """Write shoppers.json, events.jsonl and orders.json."""
    folder = events_file().parent
    for name, text in files().items():
        (folder / name).write_text(text, encoding="utf-8")


def files() -> dict[str, str]:
    """Return the text of each file by its name."""
    shelf = shelf_of(p for p in read_feed(products_file()) if isinstance(p, Product))
    personas, kinds = read_people()
    years = {p.id: year_of(p, shelf, kinds) for p in personas}
    products = {p.id: p for some in shelf.values() for p in some}
    orders = orders_of(years, {p.id: p.apart for p in personas}, products, kinds.large, END)
    shoppers = [{"id": p.id, "name": p.name, "language": p.language, "about": dict(p.about)} for p in personas]
    events = sorted((e for year in years.values() for e in year), key=lambda e: (e["time"], e["shopper"]))
    return {
        "shoppers.json": _pretty(shoppers),
        "events.jsonl": "".join(json.dumps(e, ensure_ascii=False) + "\n" for e in events),
        "orders.json": _pretty(orders),
    }


def read_people() -> tuple[list[Persona], Kinds]:
    """Return what source/people.yaml says, the personas in its order."""
    raw = yaml.safe_load((SOURCE / "people.yaml").read_text(encoding="utf-8"))
    personas = []
    for values in raw["people"]:
        english, chinese = values["about"].split(" | ")
        personas.append(Persona(**{**values, "about": {"en": english, "zh": chinese}}))
    return personas, Kinds(**{name: raw["kinds"][name] for name in ("many", "collected", "large")})


def shelf_of(products: Iterable[Product]) -> dict[str, list[Product]]:
    """Return the products by kind, each kind from the cheapest up."""
    shelf: dict[str, list[Product]] = {}
    for product in sorted(products, key=lambda p: (p.now_cents, p.id)):
        shelf.setdefault(product.product_type, []).append(product)
    return shelf


def year_of(persona: Persona, shelf: Mapping[str, list[Product]], kinds: Kinds) -> list[dict[str, Any]]:
    """Return all that a persona did in the year, oldest first; raises ValueError for a kind that the shop has not."""
    missing = [kind for kind in (*persona.wants, *persona.restocks) if kind not in shelf]
    if missing:
        raise ValueError(f"{persona.name} looks for {', '.join(missing)}, which the shop has not: correct people.yaml.")
    events: list[dict[str, Any]] = []
    owned: set[str] = set()
    usual: dict[str, Product] = {}
    for n, errand in enumerate(planned(persona), 1):
        visit = Visit(persona, kinds, f"{persona.id}-{n:03}", errand.time)
        basket = [restock(visit, shelf[kind], usual) for kind in errand.restocks]
        if errand.looks:
            basket.append(look(visit, shelf, owned, errand.buys))
        for product, quantity in filter(None, basket):
            visit.did("purchase", product, quantity)
        events += visit.events
    return events


def planned(persona: Persona) -> list[Errand]:
    """Return the year's visits in order: those to look around, those to restock, and the last order."""
    rng = random.Random(persona.id)
    days = YEAR_DAYS - persona.latest - 2
    errands = [Errand(_time(rng.uniform(0, days), rng), looks=True) for _ in range(persona.visits)]
    errands += [Errand(_time(day, rng), restocks=kinds) for day, kinds in _due(persona, days - 8, rng)]
    errands.sort(key=lambda e: e.time)
    last = END - timedelta(days=persona.latest)
    return [*errands, Errand(last, tuple(persona.restocks)[:1], looks=True, buys=True)]


def _time(day: float, rng: random.Random) -> datetime:
    """Return a time on a day of the year, most likely in the evening."""
    midnight = (END - timedelta(days=YEAR_DAYS - day)).replace(hour=0)
    return midnight + timedelta(seconds=round(rng.triangular(7, 23.5, 20) * 3600))


def _due(persona: Persona, days: float, rng: random.Random) -> Iterator[tuple[float, tuple[str, ...]]]:
    """Yield the days of restocking with what is bought; what is due within four days is bought together."""
    due = []
    for kind, period in persona.restocks.items():
        day = rng.uniform(0, period)
        while day < days:
            due.append((day, kind))
            day += period * rng.uniform(0.85, 1.15)
    due.sort()
    while due:
        first = due[0][0]
        yield first, tuple(dict.fromkeys(kind for day, kind in due if day <= first + 4))
        due = [(day, kind) for day, kind in due if day > first + 4]


def _pretty(values: list[dict[str, Any]]) -> str:
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    main()
