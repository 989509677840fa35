"""Bring the shop's catalogue in line with a feed: write what is new or changed, remove what is gone."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Protocol, TypeAlias, TypeVar, runtime_checkable

import orjson

from knowledge.feeds.refused import Refused
from knowledge.product import Passage, Product

Item = TypeVar("Item", Product, Passage)
Kept = TypeVar("Kept", contravariant=True)
BATCH = 16_384  # products written at once: the lexical index is laid out anew by every write
TOLD = 256  # rows between two words of progress
_HASH_BYTES = 12
# Facts that change without changing what a product is: they never call for a new embedding.
_TRADE = ("price_cents", "sale_price_cents", "availability", "stock", "rating", "review_count", "sponsored", "seller",
          "images", "link", "variants")  # fmt: skip


class Store(Protocol[Kept]):
    """Keeps items durably, each with an opaque hash of its content and the name of the feed it came from."""

    def hashes(self, feed: str) -> Mapping[str, str]:
        """Return the hash of everything that came from `feed`, by id."""

    def write(self, rows: Sequence[tuple[Kept, str]], feed: str) -> None:
        """Keep items, each with its hash, as coming from `feed`; one already there is replaced."""

    def remove(self, ids: Sequence[str]) -> None:
        """Forget the items with these ids; unknown ids are passed over."""


class Index(Protocol[Kept]):
    """Finds items; holds no truth of its own."""

    def write(self, items: Sequence[Kept], /) -> None:
        """Add or replace items, embedding their texts."""

    def remove(self, ids: Sequence[str]) -> None:
        """Forget the items with these ids; unknown ids are passed over."""


@runtime_checkable
class Updatable(Protocol):
    """An index that can take a new price or stock without embedding the text again."""

    def update(self, items: Sequence[Any], /) -> None:
        """Replace price, stock and the like of items whose texts have not changed."""


ProductStore: TypeAlias = Store[Product]
ProductIndex: TypeAlias = Index[Product]


@dataclass(frozen=True)
class Summary:
    """What an ingest did: `written` counts new and changed products, `updated` those of them with no new text."""

    read: int = 0
    written: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    refused: tuple[Refused, ...] = ()
    refused_count: int = 0
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """Return the summary for machines; `refused` lists the first rows in full, `refused_count` counts all."""
        listed = [
            {"row": r.row, "field": r.field, "id": r.id, "feed": r.feed, "reason": r.reason, "text": str(r)}
            for r in self.refused
        ]
        return {**self.__dict__, "refused": listed, "seconds": round(self.seconds, 3)}


@dataclass
class _Tally:
    read: int = 0
    written: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[Refused] = field(default_factory=list)
    refused_count: int = 0

    def refuse(self, row: Refused) -> None:
        self.refused_count += 1
        if len(self.refused) < MOST_LISTED:
            self.refused.append(row)


MOST_LISTED = 10_000


def ingest(
    feed: Iterable[Item | Refused],
    shop: Store[Item],
    index: Index[Item],
    *,
    replace_feed: str,
    progress: Callable[[int], None] = lambda rows: None,
) -> Summary:
    """Make the products, or answers, that came from the feed called `replace_feed` those that `feed` yields.

    Unchanged ones are not touched; those with new text go to `index.write`, others to `index.update`. Nothing is
    removed unless the feed was read to its end: an error of `feed` passes through, and what was written stands. The
    index is written before the store, so that after a crash the next run does again what was half done. `progress` is
    called with the number of rows read.
    """
    began = time.monotonic()
    before = dict(shop.hashes(replace_feed))
    gone = set(before)
    tally = _Tally()
    for batch in _batches(_accepted(feed, tally, progress)):
        gone.difference_update(p.id for p in batch)
        _write(batch, before, shop, index, replace_feed, tally)
    for ids in _batches(sorted(gone)):
        index.remove(ids)
        shop.remove(ids)
    progress(tally.read)
    return Summary(
        **{**tally.__dict__, "refused": tuple(tally.refused)}, removed=len(gone), seconds=time.monotonic() - began
    )


def _accepted(feed: Iterable[Item | Refused], tally: _Tally, progress: Callable[[int], None]) -> Iterator[Item]:
    seen: set[str] = set()
    for found in feed:
        tally.read += 1
        if tally.read % TOLD == 0:
            progress(tally.read)
        if isinstance(found, Refused):
            tally.refuse(found)
        elif found.id in seen:
            tally.refuse(Refused(tally.read, "id", f"has the id {found.id[:60]!r} again: the first is kept.", found.id))
        else:
            seen.add(found.id)
            yield found


def _write(
    batch: Sequence[Item],
    before: Mapping[str, str],
    shop: Store[Item],
    index: Index[Item],
    feed: str,
    tally: _Tally,
) -> None:
    """Write what changed in a batch; `before` maps ids to the hashes of the last run."""
    hashed = [(item, content_hash(item)) for item in batch]
    changed = [(item, hash) for item, hash in hashed if before.get(item.id) != hash]
    traded = [p for p, hash in changed if text_part(before.get(p.id, "")) == text_part(hash)]
    same_text = {p.id for p in traded}
    if new := [p for p, _ in changed if p.id not in same_text]:
        index.write(new)
    if traded:
        (index.update if isinstance(index, Updatable) else index.write)(traded)
    if changed:
        shop.write(changed, feed)
    tally.written += len(changed)
    tally.updated += len(traded)
    tally.unchanged += len(batch) - len(changed)


def content_hash(product: Product | Passage) -> str:
    """Return "text-trade": a hash of what is said about a product, and one of its price, stock and the like.

    An answer has text alone.
    """
    if isinstance(product, Passage):
        return f"{_digest(product.__dict__)}-"
    trade = {name: getattr(product, name) for name in _TRADE}
    text = {name: value for name, value in product.__dict__.items() if name not in _TRADE}
    text["versions"] = [(v.id, v.color, v.size, v.material, v.options) for v in product.variants]
    return f"{_digest(text)}-{_digest(trade)}"


def text_part(hash: str) -> str:
    """Return the part of a content hash that covers the text; "" of ""."""
    return hash.partition("-")[0]


def _digest(values: Mapping[str, Any]) -> str:
    said = orjson.dumps(values, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS, default=str)
    return blake2b(said, digest_size=_HASH_BYTES).hexdigest()


def _batches(items: Iterable[Any]) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for item in items:
        batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
