"""A small made-up shop for the tests of ranking: products of few kinds, and shoppers with habits."""

import random

from knowledge.events import Event
from knowledge.product import Product

DAY = 86400.0
START = 1_700_000_000.0
COLORS, TYPES, BRANDS = ("red", "blue", "green"), ("mug", "towel", "sofa", "lamp"), ("Alder", "Birch", "Cedar", "Dune")


def products(sizes: int = 3) -> list[Product]:
    """Return one product for each colour, type, brand and size: 144; sofas are dear."""
    return [
        Product(
            id=f"{brand[0]}-{kind}-{color}-{size}",
            title=f"{brand} {color} {kind} number {size}",
            price_cents=(90_000 if kind == "sofa" else 1_000) + 100 * size,
            currency="USD",
            brand=brand,
            product_type=kind,
            color=color,
        )
        for kind in TYPES
        for color in COLORS
        for brand in BRANDS
        for size in range(sizes)
    ]


def events(shoppers: int = 200, baskets: int = 6, seed: int = 1) -> list[Event]:
    """Return purchases: everybody has a brand and buys its mugs and towels again and again, and a sofa once."""
    rng, made = random.Random(seed), list[Event]()
    stock = products()
    for n in range(shoppers):
        brand = BRANDS[n % len(BRANDS)]
        usual = rng.sample([p for p in stock if p.brand == brand and p.product_type in ("mug", "towel")], 4)
        sofa, when = rng.randrange(baskets), START + rng.random() * 60 * DAY
        for b in range(baskets):
            bought = [*rng.sample(usual, 2), rng.choice(stock[:72])]
            bought += [rng.choice([p for p in stock if p.product_type == "sofa"])] if b == sofa else []
            made += [Event(f"s{n}", "purchase", p.id, 1, p.price_cents, when, id=f"{n}/{b}/{p.id}") for p in bought]
            when += rng.uniform(10, 20) * DAY
    return sorted(made, key=lambda e: e.time)
