"""The database: nothing acknowledged is lost, nothing is kept twice."""

import threading
from pathlib import Path

import pytest

from knowledge.events import Event
from knowledge.product import Attribute, Passage, Product, Variant
from knowledge.records import Records, open_records
from knowledge.records.privacy import erase, held_on
from knowledge.records.shoppers import Order, Permissions
from tests.database import records_for


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return records_for(tmp_path)


KETTLE = Product(
    id="k1",
    title="Kettle",
    price_cents=4999,
    currency="USD",
    category=("Kitchen", "Kettles"),
    images=("/k1.svg",),
    attributes=(Attribute("capacity", 1.7, "l"), Attribute("cordless", True)),
    variants=(Variant("k1-red", color="red", options={"finish": "matt"}),),
    translations={"zh": {"title": "电水壶"}},
)


def test_a_product_reads_back_equal(records: Records) -> None:
    records.products.write([(KETTLE, "h1")], "feed")
    assert records.products.get(["k1", "gone"]) == {"k1": KETTLE}
    assert records.products.hashes("feed") == {"k1": "h1"}
    assert records.products.hashes("another") == {}


def test_all_products_come_in_order_of_id_across_batches(records: Records) -> None:
    many = [Product(f"{n:04}", "x", 1, "USD") for n in range(1203)]
    records.products.write([(p, "h") for p in reversed(many)], "feed")
    assert [p.id for p in records.products.all()] == [p.id for p in many]


def test_removed_products_are_gone(records: Records) -> None:
    records.products.write([(KETTLE, "h1")], "feed")
    records.products.remove(["k1", "never"])
    assert records.products.count() == 0


def test_a_passage_reads_back_equal(records: Records) -> None:
    passage = Passage("r", "How do I return?", "Within 30 days.", "en", "returns", "/help")
    records.passages.write([(passage, "h")], "faq")
    assert records.passages.get(["r"])["r"] == passage


def test_a_message_sent_twice_is_one_turn(records: Records) -> None:
    first = records.conversations.receive("s", "m1", "hello", "", "en")
    assert records.conversations.receive("s", "m1", "hello", "", "en") == first
    assert records.conversations.receive("s", "m2", "again", "", "en").number == 2


def test_a_message_sent_by_many_at_once_is_one_turn(records: Records) -> None:
    numbers: list[int] = []
    send = lambda: numbers.append(records.conversations.receive("s", "m", "hello", "", "en").number)  # noqa: E731
    threads = [threading.Thread(target=send) for _ in range(8)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert numbers == [1] * 8
    assert len(records.conversations.transcript("s")) == 1


def test_an_unanswered_turn_is_marked_interrupted_on_reopening(tmp_path: Path) -> None:
    records = open_records(tmp_path)
    records.conversations.receive("s", "m1", "hello", "", "en")
    records.conversations.answer("s", 1, {"text": "Hi", "intent": "greet"}, {"query": ""}, "en")
    records.conversations.receive("s", "m2", "and now?", "", "en")
    records.close()
    again = open_records(tmp_path)
    assert again.conversations.mark_interrupted() == 1
    assert [t.status for t in again.conversations.transcript("s")] == ["answered", "interrupted"]
    assert again.conversations.state("s") == {"query": ""}


def test_a_thumb_can_change_but_needs_a_turn(records: Records) -> None:
    records.conversations.receive("s", "m1", "hello", "", "en")
    records.conversations.rate("s", 1, True, "")
    records.conversations.rate("s", 1, False, "wrong product")
    assert [(r["up"], r["reason"]) for r in records.conversations.ratings(["s"])] == [(False, "wrong product")]
    assert records.conversations.transcript("s")[0].thumb is False
    with pytest.raises(LookupError, match="no turn 9"):
        records.conversations.rate("s", 9, True, "")


def test_one_shoppers_conversation_never_becomes_anothers(records: Records) -> None:
    records.conversations.receive("s", "m1", "hello", "", "en", owner="ann")
    with pytest.raises(LookupError):
        records.conversations.receive("s", "m2", "somebody else", "bob", "en", owner="bob")
    assert records.conversations.owner("s") == "ann"
    assert [t.text for t in records.conversations.transcript("s")] == ["hello"]


def test_the_same_event_is_kept_once(records: Records) -> None:
    bought = Event("ann", "purchase", "k1", 2, 4999, time=1000.0)
    assert records.shoppers.add_events([bought, Event("ann", "view_item", "k1", time=900.0)]) == 2
    assert records.shoppers.add_events([bought]) == 0
    assert [e.name for e in records.shoppers.events("ann")] == ["view_item", "purchase"]


def test_permissions_hold_and_default_to_not_asked(records: Records) -> None:
    assert records.shoppers.permissions("ann") == Permissions(None, True, ())
    records.shoppers.allow("ann", Permissions(True, False, ("brand:Nord",)))
    assert records.shoppers.permissions("ann") == Permissions(True, False, ("brand:Nord",))


def test_the_cart_adds_up_and_refuses_what_the_shop_does_not_have(records: Records) -> None:
    records.products.write([(KETTLE, "h1")], "feed")
    records.shoppers.put_in_cart("ann", "k1")
    records.shoppers.put_in_cart("ann", "k1", 2)
    assert records.shoppers.cart("ann") == [("k1", 3)]
    assert records.shoppers.take_from_cart("ann", "k1") and not records.shoppers.take_from_cart("ann", "k1")
    with pytest.raises(LookupError, match="no product zzz"):
        records.shoppers.put_in_cart("ann", "zzz")


def test_orders_come_newest_first_and_only_ones_own(records: Records) -> None:
    orders = [Order(str(n), who, float(n), "paid", {"total": n}) for n, who in enumerate(["ann", "bob", "ann"])]
    records.shoppers.write_orders(orders)
    assert [o.id for o in records.shoppers.orders("ann")] == ["2", "0"]


def test_everything_held_on_a_shopper_is_read_and_then_gone(records: Records) -> None:
    records.products.write([(KETTLE, "h1")], "feed")
    for who in ("ann", "bob"):
        records.conversations.receive(f"talk-{who}", "m1", f"{who} wants a kettle", who, "en")
        records.conversations.rate(f"talk-{who}", 1, True, "")
        records.shoppers.add_events(
            [Event(who, "purchase", "k1", time=1.0), Event("", "view_item", "k1", session=f"talk-{who}")]
        )
        records.shoppers.put_in_cart(who, "k1")
        records.shoppers.write_orders([Order(f"order-{who}", who, 1.0, "paid", {})])
        records.shoppers.name(who, who.title())
    held = held_on(records.database, "ann")
    held = {name: rows for name, rows in held.items() if rows}
    assert {name: len(rows) for name, rows in held.items() if name != "digest"} == {
        "shopper": 1, "conversations": 1, "turns": 1, "feedback": 1, "events": 2, "cart": 1, "orders": 1,
    }  # fmt: skip
    gone = erase(records.database, "ann")
    assert {name: n for name, n in gone.items() if n} == {name: len(rows) for name, rows in held.items()}
    assert not any(held_on(records.database, "ann").values())
    assert {name for name, rows in held_on(records.database, "bob").items() if rows} == set(held)
