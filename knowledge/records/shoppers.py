"""Shoppers: what they allowed, what they did, what lies in their cart and what they ordered."""

import hashlib
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import delete, func, select

from knowledge.events import Event
from knowledge.pii import mask
from knowledge.records.database import Database
from knowledge.records.schema import cart, event, order, product, shopper

_BATCH = 2000


@dataclass(frozen=True)
class Permissions:
    """What a shopper allows: `consent` to keep behaviour (None: not asked), `personalised` ranking, lines to forget."""

    consent: bool | None = None
    personalised: bool = True
    forgotten: tuple[str, ...] = ()


@dataclass(frozen=True)
class Order:
    """An order: `placed` in seconds since 1970, `status` placed|paid|shipped|delivered|cancelled|returned."""

    id: str
    shopper: str
    placed: float
    status: str
    body: dict[str, Any]


class Shoppers:
    """The people who shop here. An owner is a signed-in shopper's id, or a session's id for a stranger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def permissions(self, shopper_id: str) -> Permissions:
        """Return what the shopper allows; the default for one not known."""
        with self._database.read() as connection:
            row = connection.execute(select(shopper).where(shopper.c.id == shopper_id)).one_or_none()
        return Permissions(row.consent, row.personalised, tuple(row.forgotten)) if row else Permissions()

    def allow(self, shopper_id: str, permissions: Permissions) -> None:
        """Keep what the shopper allows, at once."""
        row = {**asdict(permissions), "id": shopper_id, "forgotten": list(permissions.forgotten)}
        with self._database.write() as connection:
            self._database.upsert(connection, shopper, [row])

    def name(self, shopper_id: str, name: str) -> None:
        """Keep the name that a shopper goes by."""
        allowed = self.permissions(shopper_id)
        row = {**asdict(allowed), "id": shopper_id, "name": name, "forgotten": list(allowed.forgotten)}
        with self._database.write() as connection:
            self._database.upsert(connection, shopper, [row])

    def named(self) -> list[tuple[str, str]]:
        """Return (id, name) of the shoppers who have a name, by name."""
        with self._database.read() as connection:
            query = select(shopper.c.id, shopper.c.name).where(shopper.c.name != "").order_by(shopper.c.name)
            return [(row.id, row.name) for row in connection.execute(query)]

    def add_events(self, events: Iterable[Event]) -> int:
        """Keep events and return how many were new; an event without an id is told from others by its content."""
        return sum(self.keep_events(list(events)))

    def keep_events(self, events: Sequence[Event]) -> list[bool]:
        """Keep events in one transaction and return which were new."""
        new, rows = list[bool](), [_event_row(e) for e in events]
        with self._database.write() as connection:
            for start in range(0, len(rows), _BATCH):
                new += self._database.add_new(connection, event, rows[start : start + _BATCH])
        return new

    def events(self, shopper_id: str) -> list[Event]:
        """Return a shopper's events, oldest first."""
        query = select(event).where(event.c.shopper == shopper_id).order_by(event.c.time, event.c.id)
        with self._database.read() as connection:
            return [Event(**row) for row in connection.execute(query).mappings()]

    def all_events(self) -> Iterator[Event]:
        """Yield every event, by shopper and time."""
        query = select(event).order_by(event.c.shopper, event.c.time, event.c.id)
        with self._database.read() as connection:
            for row in connection.execution_options(yield_per=5000).execute(query).mappings():
                yield Event(**row)

    def count_events(self) -> int:
        """Return how many events are kept."""
        with self._database.read() as connection:
            return connection.execute(select(func.count()).select_from(event)).scalar_one()

    def put_in_cart(self, owner: str, item_id: str, quantity: int = 1) -> None:
        """Add pieces of a product to a cart; raises LookupError for a product that the shop does not have."""
        with self._database.write() as connection:
            if connection.execute(select(product.c.id).where(product.c.id == item_id)).first() is None:
                raise LookupError(f"There is no product {item_id}.")
            there = connection.execute(_in_cart(owner, item_id)).scalar() or 0
            row = {"owner": owner, "item_id": item_id, "quantity": there + quantity, "added": time.time()}
            self._database.upsert(connection, cart, [row])

    def take_from_cart(self, owner: str, item_id: str) -> bool:
        """Take a product out of a cart; False where it was not in it."""
        with self._database.write() as connection:
            gone = delete(cart).where(cart.c.owner == owner, cart.c.item_id == item_id)
            return connection.execute(gone).rowcount > 0

    def fill_cart(self, owner: str, pieces: Mapping[str, int]) -> None:
        """Make a cart hold exactly these pieces, by product id; products that the shop does not have are left out."""
        with self._database.write() as connection:
            there = set(connection.execute(select(product.c.id).where(product.c.id.in_(pieces))).scalars())
            connection.execute(delete(cart).where(cart.c.owner == owner))
            now = time.time()
            rows = [
                {"owner": owner, "item_id": id, "quantity": n, "added": now + i / 1000}
                for i, (id, n) in enumerate(pieces.items())
                if id in there
            ]
            self._database.upsert(connection, cart, rows)

    def empty_cart(self, owner: str) -> None:
        """Take everything out of a cart."""
        with self._database.write() as connection:
            connection.execute(delete(cart).where(cart.c.owner == owner))

    def cart(self, owner: str) -> list[tuple[str, int]]:
        """Return (product id, pieces) in the cart, in the order added."""
        query = select(cart.c.item_id, cart.c.quantity).where(cart.c.owner == owner).order_by(cart.c.added)
        with self._database.read() as connection:
            return [(row.item_id, row.quantity) for row in connection.execute(query)]

    def write_orders(self, orders: Sequence[Order]) -> None:
        """Keep orders, replacing those with the same id."""
        with self._database.write() as connection:
            self._database.upsert(connection, order, [asdict(o) for o in orders])

    def orders(self, shopper_id: str) -> list[Order]:
        """Return a shopper's orders, newest first."""
        query = select(order).where(order.c.shopper == shopper_id).order_by(order.c.placed.desc())
        with self._database.read() as connection:
            return [Order(**row) for row in connection.execute(query).mappings()]


def _in_cart(owner: str, item_id: str) -> Any:
    return select(cart.c.quantity).where(cart.c.owner == owner, cart.c.item_id == item_id)


def _event_row(e: Event) -> dict[str, Any]:
    row = dict(vars(e))  # thousands come in a second: `asdict` would copy every value
    if not e.id:
        content = repr((e.shopper, e.name, e.item_id, e.quantity, e.price_cents, e.time, e.session, e.query))
        row["id"] = hashlib.blake2b(content.encode(), digest_size=12).hexdigest()
    if e.query:
        row["query"] = mask(e.query).text
    return row
