"""Products and answers as records: what every claim is checked against, with the hash that tells what changed."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar

import orjson
from sqlalchemy import Table, delete, func, or_, select

from knowledge.product import Passage, Product, product_from_json
from knowledge.records.database import Database
from knowledge.records.schema import passage, product

T = TypeVar("T", Product, Passage)
_BATCH = 500  # SQLite's limit on bound values is 32,766; this keeps statements small


class _Table(Generic[T]):
    """Rows by id, each with the feed it came from and the hash of its content."""

    def __init__(self, database: Database, table: Table, read: Callable[[dict[str, Any]], T]) -> None:
        self._database, self._table = database, table
        self._read: Callable[[dict[str, Any]], T] = read

    def hashes(self, feed: str) -> dict[str, str]:
        """Return id -> hash of what `feed` brought."""
        query = select(self._table.c.id, self._table.c.hash).where(self._table.c.feed == feed)
        with self._database.read() as connection:
            return {row.id: row.hash for row in connection.execute(query)}

    def write(self, rows: Sequence[tuple[T, str]], feed: str) -> None:
        """Write items with their hashes, in one transaction."""
        values = [{"id": r.id, "feed": feed, "hash": h, "body": orjson.dumps(_plain(r))} for r, h in rows]
        with self._database.write() as connection:
            self._database.upsert(connection, self._table, values)

    def remove(self, ids: Sequence[str]) -> None:
        """Remove items by id; unknown ids are no error."""
        with self._database.write() as connection:
            for start in range(0, len(ids), _BATCH):
                connection.execute(delete(self._table).where(self._table.c.id.in_(ids[start : start + _BATCH])))

    def get(self, ids: Sequence[str]) -> dict[str, T]:
        """Return those of `ids` that there are."""
        found: dict[str, T] = {}
        with self._database.read() as connection:
            for start in range(0, len(ids), _BATCH):
                query = select(self._table.c.body).where(self._table.c.id.in_(ids[start : start + _BATCH]))
                items = (self._read(orjson.loads(body)) for body in connection.execute(query).scalars())
                found.update({item.id: item for item in items})
        return found

    def all(self) -> Iterator[T]:
        """Yield every item, in order of id."""
        after = ""
        while True:
            query = select(self._table).where(self._table.c.id > after).order_by(self._table.c.id).limit(_BATCH)
            with self._database.read() as connection:
                rows = connection.execute(query).all()
            yield from (self._read(orjson.loads(row.body)) for row in rows)
            if len(rows) < _BATCH:
                return
            after = rows[-1].id

    def count(self) -> int:
        """Return how many there are."""
        with self._database.read() as connection:
            return connection.execute(select(func.count()).select_from(self._table)).scalar_one()


class ProductTable(_Table[Product]):
    """The shop's products."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, product, product_from_json)

    def with_variant(self, id: str) -> Product | None:
        """Return the product that has this variant, or a GTIN of this number; None for none. Reads every row."""
        held = [orjson.dumps({key: id})[1:-1] for key in ("id", "gtin")]
        if self._database.dialect == "sqlite":
            where = or_(*[func.instr(product.c.body, h) > 0 for h in held])
        else:
            where = or_(*[func.strpos(func.convert_from(product.c.body, "UTF8"), h.decode()) > 0 for h in held])
        with self._database.read() as connection:
            bodies = connection.execute(select(product.c.body).where(where).limit(20)).scalars()
            found = [product_from_json(orjson.loads(body)) for body in bodies]
        return next((p for p in found if id in (p.gtin, *(x for v in p.variants for x in (v.id, v.gtin)))), None)


class PassageTable(_Table[Passage]):
    """The shop's FAQ and policy answers."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, passage, lambda values: Passage(**values))


def _plain(item: Product | Passage) -> dict[str, Any]:
    return item.as_json() if isinstance(item, Product) else dict(item.__dict__)
