"""Reader of the Online Retail data as the benchmarks of ranking use it: the same rows as the shop would be given."""

import csv
import gzip
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from knowledge.events import Event
from knowledge.product import Product

Row = dict[str, str]


@dataclass(frozen=True)
class Retail:
    """A shop of Online Retail: what it sells, what happened before, what each repeat customer bought last, and when."""

    products: list[Product]
    events: list[Event]
    last: dict[str, set[str]]
    when: dict[str, float]


def read_retail(folder: Path, earlier: int = 0) -> Retail:
    """Hold out the last invoice of each customer who has three or more in the open data.

    `earlier` first forgets that many of these last invoices altogether: there one may try what to measure later.
    """
    with gzip.open(folder / "online_retail" / "transactions.csv.gz", "rt", newline="") as file:
        rows = [r for r in csv.DictReader(file) if _real(r)]
    products = _products(rows)
    for _ in range(earlier):
        gone = _ends(rows)
        rows = [r for r in rows if r["InvoiceNo"] not in gone]
    ends = _ends(rows)
    last: dict[str, set[str]] = defaultdict(set)
    when: dict[str, float] = {}
    for r in rows:
        if r["InvoiceNo"] in ends:
            last[_who(r)].add(r["StockCode"])
            when[_who(r)] = _event(r).time
    return Retail(products, [_event(r) for r in rows if r["InvoiceNo"] not in ends], dict(last), when)


def _ends(rows: Iterable[Row]) -> set[str]:
    """Return the last invoice of each customer of three or more."""
    invoices: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for r in rows:
        invoices[_who(r)].add((r["InvoiceDate"], r["InvoiceNo"]))
    return {max(v)[1] for v in invoices.values() if len(v) >= 3}


def _real(r: Row) -> bool:
    named = bool(r["CustomerID"]) and not r["InvoiceNo"].startswith("C")
    return named and int(r["Quantity"]) > 0 and re.match(r"\d{5}", r["StockCode"]) is not None


def _who(r: Row) -> str:
    return r["CustomerID"].split(".")[0]


def _products(rows: Iterable[Row]) -> list[Product]:
    title: dict[str, str] = {}
    price: dict[str, list[float]] = defaultdict(list)
    for r in rows:
        title[r["StockCode"]] = r["Description"].strip() or r["StockCode"]
        price[r["StockCode"]].append(float(r["UnitPrice"]))
    middle = {k: sorted(v)[len(v) // 2] for k, v in price.items()}
    return [Product(k, v.capitalize(), round(middle[k] * 100), "GBP") for k, v in title.items()]


def _event(r: Row) -> Event:
    when = datetime.fromisoformat(r["InvoiceDate"]).replace(tzinfo=UTC).timestamp()
    price = round(float(r["UnitPrice"]) * 100)
    return Event(_who(r), "purchase", r["StockCode"], int(r["Quantity"]), price, when)
