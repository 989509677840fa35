"""Ingesting a feed writes what changed, embeds only new text, removes what is gone, and never after a broken feed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.catalogue import BATCH, TOLD, Summary, content_hash, ingest
from knowledge.feeds import FeedError, Refused, read_feed
from knowledge.product import Attribute, Passage, Product, Variant

ICECAT = Path(__file__).parents[2] / "shared" / "data" / "icecat" / "products.jsonl.gz"


@dataclass
class MemoryStore:
    """Keeps items in dictionaries, by id."""

    items: dict[str, tuple[Product, str, str]] = field(default_factory=dict)

    def hashes(self, feed: str) -> dict[str, str]:
        return {id: hash for id, (_, hash, origin) in self.items.items() if origin == feed}

    def write(self, rows: Sequence[tuple[Product, str]], feed: str) -> None:
        self.items |= {product.id: (product, hash, feed) for product, hash in rows}

    def remove(self, ids: Sequence[str]) -> None:
        for id in ids:
            self.items.pop(id, None)


@dataclass
class MemoryIndex:
    """Keeps products by id, and counts the texts it embedded."""

    products: dict[str, Product] = field(default_factory=dict)
    embedded: int = 0

    def write(self, items: Sequence[Product], /) -> None:
        self.embedded += len(items)
        self.products |= {p.id: p for p in items}

    def update(self, items: Sequence[Product], /) -> None:
        assert all(p.id in self.products for p in items)
        self.products |= {p.id: p for p in items}

    def remove(self, ids: Sequence[str]) -> None:
        for id in ids:
            self.products.pop(id, None)


@dataclass
class Shop:
    store: MemoryStore = field(default_factory=MemoryStore)
    index: MemoryIndex = field(default_factory=MemoryIndex)

    def take(self, feed: Sequence[Product | Refused] | Iterator[Product | Refused], name: str = "feed") -> Summary:
        return ingest(iter(feed), self.store, self.index, replace_feed=name)

    def holds(self) -> dict[str, Product]:
        kept = {id: product for id, (product, _, _) in self.store.items.items()}
        assert kept == self.index.products
        return kept


def lamp(id: str = "1", **changes: object) -> Product:
    return replace(
        Product(id, f"Lamp {id}", 1000, "GBP", stock=3, attributes=(Attribute("height", 30.0, "cm"),)), **changes
    )  # type: ignore[arg-type]


def counts(summary: Summary) -> tuple[int, int, int, int, int]:
    return summary.read, summary.written, summary.updated, summary.unchanged, summary.removed


def test_a_second_run_writes_nothing() -> None:
    shop, feed = Shop(), [lamp(str(n)) for n in range(BATCH + 5)]
    assert counts(shop.take(feed)) == (len(feed), len(feed), 0, 0, 0)
    assert counts(shop.take(feed)) == (len(feed), 0, 0, len(feed), 0)
    assert shop.index.embedded == len(feed) == len(shop.holds())


def test_only_new_text_is_embedded() -> None:
    shop = Shop()
    shop.take([lamp("1"), lamp("2"), lamp("3")])
    summary = shop.take([lamp("1", price_cents=900), lamp("2", title="Tall lamp"), lamp("3", stock=0, rating=4.0)])
    assert counts(summary) == (3, 3, 2, 0, 0)
    assert shop.index.embedded == 4
    assert (shop.holds()["1"].price_cents, shop.holds()["2"].title, shop.holds()["3"].stock) == (900, "Tall lamp", 0)


def test_what_left_the_feed_is_removed_and_other_feeds_stay() -> None:
    shop = Shop()
    shop.take([lamp("1"), lamp("2")], "a")
    shop.take([lamp("3")], "b")
    assert counts(shop.take([lamp("2")], "a")) == (1, 0, 0, 1, 1)
    assert set(shop.holds()) == {"2", "3"}


def test_a_feed_that_breaks_off_removes_nothing_and_keeps_what_was_read() -> None:
    shop = Shop()
    shop.take([lamp(str(n)) for n in range(BATCH + 10)])

    def broken() -> Iterator[Product | Refused]:
        yield from (lamp(str(n), price_cents=1) for n in range(BATCH))
        raise FeedError("feed breaks off")

    with pytest.raises(FeedError):
        shop.take(broken())
    assert len(shop.holds()) == BATCH + 10
    assert shop.holds()["0"].price_cents == 1


def test_a_failing_index_leaves_the_work_to_the_next_run() -> None:
    class Full(MemoryIndex):
        def write(self, items: Sequence[Product], /) -> None:
            raise OSError("disk full")

    store = MemoryStore()
    with pytest.raises(OSError, match="disk full"):
        ingest(iter([lamp()]), store, Full(), replace_feed="feed")
    assert not store.items
    assert Shop(store).take([lamp()]).written == 1


def test_refused_rows_are_listed_and_repeated_ids_refused() -> None:
    bad = Refused(2, "price", "has no price: add one or remove the row.", "9", "feed.csv")
    summary = Shop().take([lamp("1"), bad, lamp("1", title="Other")])
    assert (summary.written, summary.refused_count) == (1, 2)
    listed = summary.as_json()["refused"]
    assert listed[0]["text"] == "Row 2 of feed.csv has no price: add one or remove the row."
    assert (listed[0]["row"], listed[0]["field"], listed[1]["id"]) == (2, "price", "1")


def test_a_row_that_is_refused_now_leaves_the_shop() -> None:
    shop = Shop()
    shop.take([lamp("1"), lamp("2")])
    shop.take([lamp("1"), Refused(3, "price", "has no price.", "2")])
    assert set(shop.holds()) == {"1"}


def test_progress_tells_the_rows_read() -> None:
    told: list[int] = []
    ingest(
        (lamp(str(n)) for n in range(TOLD + 1)), MemoryStore(), MemoryIndex(), replace_feed="f", progress=told.append
    )
    assert told == [TOLD, TOLD + 1]


def test_variants_count_as_text_by_colour_and_as_trade_by_price() -> None:
    red = lamp(variants=(Variant("r", color="red", price_cents=5),))
    cheaper = lamp(variants=(Variant("r", color="red", price_cents=4),))
    blue = lamp(variants=(Variant("r", color="blue", price_cents=5),))
    text, trade = content_hash(red).split("-")
    assert content_hash(cheaper).startswith(text) and not content_hash(cheaper).endswith(trade)
    assert not content_hash(blue).startswith(text)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 3)), min_size=1, max_size=4))
def test_after_any_runs_the_shop_holds_the_last_feed(feeds: list[dict[str, int]]) -> None:
    shop = Shop()
    for prices in feeds:
        feed = [lamp(id, price_cents=cents) for id, cents in prices.items()]
        shop.take(feed)
        assert shop.holds() == {p.id: p for p in feed}


def test_answers_are_ingested_like_products() -> None:
    kept: dict[str, tuple[Passage, str]] = {}

    class Answers:
        def hashes(self, feed: str) -> dict[str, str]:
            return {id: hash for id, (_, hash) in kept.items()}

        def write(self, rows: Sequence[tuple[Passage, str]], feed: str) -> None:
            kept.update({passage.id: (passage, hash) for passage, hash in rows})

        def remove(self, ids: Sequence[str]) -> None:
            for id in ids:
                kept.pop(id, None)

    class Found:
        def write(self, items: Sequence[Passage], /) -> None:
            assert items

        def remove(self, ids: Sequence[str]) -> None:
            assert ids

    first = [Passage("a", "Returns?", "30 days"), Passage("b", "Post?", "Yes")]
    assert ingest(iter(first), Answers(), Found(), replace_feed="f").written == 2
    summary = ingest(iter([Passage("a", "Returns?", "60 days")]), Answers(), Found(), replace_feed="f")
    assert (summary.written, summary.removed, kept["a"][0].answer) == (1, 1, "60 days")


@pytest.mark.skipif(not ICECAT.exists(), reason=f"the Icecat catalogue is not in {ICECAT.parent}")
def test_the_icecat_catalogue_is_unchanged_the_second_time_and_mostly_knows_its_types() -> None:
    shop = Shop()
    assert shop.take(read_feed(ICECAT)).written == 19_406
    again = shop.take(read_feed(ICECAT))
    assert (again.unchanged, again.written, again.removed) == (19_406, 0, 0)
    types = [p.product_type for p in shop.holds().values()]
    assert sum(map(bool, types)) > 0.88 * len(types)
    assert len(set(types)) < 1_000
