"""What is said of products side by side: who wins on what was asked about, and by which values."""

from collections.abc import Mapping

from agents.replies import spoken
from agents.replies.points import Point
from agents.turn import Found, Language, Row
from knowledge.product import Product

_WINS = {
    "price": "is cheaper", "rating": "is better rated", "weight": "is lighter", "warranty": "has the longer warranty",
    "battery_life": "has the longer battery life", "screen_size": "has the larger screen",
    "storage": "has more storage",
    "memory": "has more memory", "capacity": "has the larger capacity",
}  # fmt: skip
COMPARED = 3  # rows of a comparison that prose carries; the table shows the rest


def compared(found: Found, text: str, called: Mapping[str, str], language: Language) -> tuple[Point, ...]:
    """Return who wins on what was asked about, else on each of the first rows, else that they are even."""
    from knowledge.answers import asks_about  # brings in torch: a starting server need not wait

    products = found.about or found.products
    telling = [row for row in found.comparison if 0 <= row.better < len(products)]
    asked = [row for row in telling if asks_about(text, row.name)]
    telling = asked[:1] or telling
    points: list[Point] = []
    for row in telling[:COMPARED]:
        points.append(_winner(row, products, called, language, points[-1].product if points else None))
    if points:
        return tuple(points)
    labels = [spoken.label(row.name, language) for row in found.comparison if len(set(row.values)) == 1]
    names = [called[p.id] for p in products[:2]]
    values = {"name": names[0], "other": names[-1], "attributes": ("、" if language == "zh" else ", ").join(labels[:3])}
    return (Point("even", products[0], products[-1], values=values, must=True),)


def _winner(
    row: Row, products: tuple[Product, ...], called: Mapping[str, str], language: Language, before: Product | None
) -> Point:
    rival = _runner_up(row, products)
    winner, other = products[row.better], products[rival]
    values = {"attribute": spoken.label(row.name, language), "name": called[winner.id], "other": called[other.id]}
    shown = [spoken.measured_in_chinese(v) if language == "zh" else v for v in row.values]
    values |= {"value": shown[row.better] or "-", "other_value": shown[rival] or "-"}
    values["wins"] = _WINS.get(row.name, f"is ahead on {values['attribute']}") if language == "en" else ""
    values["again"] = "again" if before is winner else ""
    return Point("winner", winner, other, values=values, must=True)


def _runner_up(row: Row, products: tuple[Product, ...]) -> int:
    """Return which product comes next to the winner: by price or rating, else the first of the others."""
    others = [i for i in range(len(products)) if i != row.better]
    if row.name == "price":
        return min(others, key=lambda i: products[i].now_cents, default=row.better)
    if row.name == "rating":
        return max(others, key=lambda i: products[i].rating or 0, default=row.better)
    return next(iter(others), row.better)
