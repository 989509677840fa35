"""The personas' orders, made from what they bought: dates by the delivery times that the FAQ promises."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from knowledge.product import Product

FIRST_NUMBER = 10_421
RECENT = timedelta(days=150)
FREE_FROM, POSTAGE, LARGE_POSTAGE = 60.0, 5.95, 79.0
STANDARD_DAYS, LARGE_DAYS = 5, 14  # working days
RETURN_DAYS = 9  # from the day it came to the day it was back
Basket = list[dict[str, Any]]


def orders_of(
    years: Mapping[str, Sequence[dict[str, Any]]],
    apart: Mapping[str, str],
    products: Mapping[str, Product],
    large: Sequence[str],
    now: datetime,
) -> list[dict[str, Any]]:
    """Return two to four orders a shopper, oldest first.

    `years` are the shoppers' events, `apart` says whether the earlier order with the dearest piece was returned or
    cancelled, and `large` which kinds of product come with the furniture van.
    """
    rng = random.Random("orders")
    orders = []
    for shopper, events in years.items():
        newest, *others = _kept(_baskets(events), rng.randint(2, 4), now)
        dearest = max(others, key=_dearest)
        for basket in (newest, *others):
            fate = apart[shopper] if basket is dearest else ""
            orders.append(_order(shopper, basket, fate, products, large, now))
    orders.sort(key=lambda o: o["placed"])
    number = FIRST_NUMBER
    for order in orders:
        order["id"] = f"HP-{number}"
        number += rng.randint(2, 19)
    return orders


def _baskets(events: Sequence[dict[str, Any]]) -> list[Basket]:
    """Return what was bought together, oldest first."""
    baskets: dict[str, Basket] = {}
    for event in events:
        if event["event"] == "purchase":
            baskets.setdefault(event["session"], []).append(event)
    return list(baskets.values())


def _kept(baskets: list[Basket], n: int, now: datetime) -> list[Basket]:
    """Return the newest basket and the largest others of the last months, newest first."""
    recent = [b for b in baskets[:-1] if now - _time(b) < RECENT]
    largest = sorted(recent, key=lambda b: -sum(e["price"] * e["quantity"] for e in b))[: n - 1]
    return sorted([baskets[-1], *largest], key=_time, reverse=True)


def _dearest(basket: Basket) -> float:
    return max(float(event["price"]) for event in basket)


def _time(basket: Basket) -> datetime:
    return datetime.fromisoformat(basket[0]["time"])


def _order(
    shopper: str,
    basket: Basket,
    apart: str,
    products: Mapping[str, Product],
    large: Sequence[str],
    now: datetime,
) -> dict[str, Any]:
    items = [
        {"id": e["item_id"], "title": products[e["item_id"]].title, "quantity": e["quantity"], "price": e["price"]}
        for e in basket
    ]
    goods = sum(i["price"] * i["quantity"] for i in items)
    by_van = any(products[i["id"]].product_type in large for i in items)
    shipping = LARGE_POSTAGE if by_van else 0.0 if goods >= FREE_FROM else POSTAGE
    return {
        "id": "",
        "shopper": shopper,
        "placed": basket[-1]["time"],
        **_fate(_time(basket), LARGE_DAYS if by_van else STANDARD_DAYS, apart, now),
        "items": items,
        "shipping": shipping,
        "total": round(goods + shipping, 2),
        "currency": "USD",
    }


def _fate(placed: datetime, days: int, apart: str, now: datetime) -> dict[str, str]:
    """Return status and dates: an order waits half a day, is packed until the second and then travels."""
    expected, arrived = working_days_after(placed.date(), days), working_days_after(placed.date(), days - 1)
    if apart == "cancelled":
        return {"status": "cancelled", "cancelled": (placed + timedelta(hours=5)).date().isoformat()}
    dates = {"expected": expected.isoformat()}
    if arrived < now.date():
        back = arrived + timedelta(days=RETURN_DAYS)
        dates["delivered"] = arrived.isoformat()
        if apart == "returned" and back <= now.date():
            return {"status": "returned", **dates, "returned": back.isoformat()}
        return {"status": "delivered", **dates}
    age = now - placed
    status = "placed" if age < timedelta(hours=12) else "paid" if age < timedelta(days=2) else "shipped"
    return {"status": status, **dates}


def working_days_after(day: date, n: int) -> date:
    """Return the n-th day after `day` that is neither Saturday nor Sunday."""
    while n:
        day += timedelta(days=1)
        n -= day.weekday() < 5
    return day
