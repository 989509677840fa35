"""Read rows into products, bringing rows that share an item_group_id together as variants of one."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

from knowledge.feeds.refused import BadField, Refused
from knowledge.feeds.spool import Spool
from knowledge.feeds.variants import merged
from knowledge.product import Product

Read: TypeAlias = tuple[int, Product] | Refused
Rows: TypeAlias = Iterable[tuple[int, dict[str, Any]] | Refused]
Build: TypeAlias = Callable[[dict[str, Any], str], Product]


class Once:
    """Remembers which ids were seen, in about 70 bytes each."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def first(self, id: str) -> bool:
        """Whether `id` had not been seen before; it has been now."""
        before = len(self._seen)
        self._seen.add(hash(id))
        return len(self._seen) > before


def grouped(rows: Rows, build: Build, currency: str) -> Iterator[Read]:
    """Yield single products as they come, then the groups; a group of one row is a single product with its own id."""
    with Spool() as spool:
        for found in rows:
            if isinstance(found, Refused):
                yield found
            elif group := str(found[1].get("item_group_id") or "").strip():
                spool.put(group, *found)
            else:
                yield built(*found, build, currency)
        for group, members in spool.groups():
            yield from _together(group, members, build, currency)


def built(row: int, values: dict[str, Any], build: Build, currency: str) -> Read:
    """Return one row's product, or why it is refused."""
    try:
        return row, build(values, currency)
    except BadField as bad:
        return Refused(row, bad.field, bad.reason, str(values.get("id") or "")[:100])


def _together(group: str, members: list[tuple[int, dict[str, Any]]], build: Build, currency: str) -> Iterator[Read]:
    products: list[Product] = []
    once, first_row = Once(), members[0][0]
    for row, values in members:
        found = built(row, values, build, currency)
        if isinstance(found, Refused):
            yield found
        elif not once.first(found[1].id):
            yield duplicate(row, found[1].id)
        elif products and found[1].currency != products[0].currency:
            reason = f"is priced in {found[1].currency}, the rest of its group in {products[0].currency}."
            yield Refused(row, "currency", reason, found[1].id)
        else:
            products.append(found[1])
    if len(products) == 1:
        yield first_row, products[0]
    elif products:
        yield first_row, merged(group, [(p, {}) for p in products])


def duplicate(row: int, id: str) -> Refused:
    """Return the refusal of an id that an earlier row has."""
    return Refused(row, "id", f"has the id {id[:60]!r} of an earlier row: the first is kept.", id)
