"""The demo shop's answers say the same in both languages, and its shoppers did and ordered what the shop sells."""

import json
import re
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from knowledge import demo
from knowledge.demo import people
from knowledge.events import NAMES
from knowledge.faq import read_faq
from knowledge.feeds import read_feed
from knowledge.product import Passage, Product

CASES = Path(__file__).parent / "cases"
MONTHS = ("", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
_MONTH = re.compile(rf"\b({'|'.join(MONTHS[1:])})\b")
_NUMBER = re.compile(r"\d+(?:[.:]\d+)*")
STATUSES = {"placed", "paid", "shipped", "delivered", "cancelled", "returned"}


def passages(language: str) -> dict[str, Passage]:
    file = {"en": demo.faq_files()[0], "zh": demo.faq_files()[1]}[language]
    found = list(read_faq(file))
    assert all(isinstance(p, Passage) and p.language == language for p in found), found
    return {p.id.split("/", 1)[1]: p for p in found if isinstance(p, Passage)}


def numbers(passage: Passage) -> Counter[str]:
    """Return the numbers of a passage, months among them, as Chinese writes those in digits."""
    text = _MONTH.sub(lambda m: str(MONTHS.index(m[1])), f"{passage.question} {passage.answer}")
    return Counter(_NUMBER.findall(text))


@pytest.fixture(scope="module")
def products() -> dict[str, Product]:
    return {p.id: p for p in read_feed(demo.products_file()) if isinstance(p, Product)}


@pytest.fixture(scope="module")
def events() -> list[dict[str, Any]]:
    return [json.loads(line) for line in demo.events_file().read_text(encoding="utf-8").splitlines()]


def test_faq_has_the_same_entries_in_both_languages() -> None:
    english, chinese = passages("en"), passages("zh")
    assert list(english) == list(chinese)
    assert len(english) >= 55


def test_faq_says_the_same_numbers_in_both_languages() -> None:
    english, chinese = passages("en"), passages("zh")
    assert {k: numbers(p) for k, p in english.items()} == {k: numbers(p) for k, p in chinese.items()}


def test_faq_entries_are_short_enough_to_stay_whole_and_have_an_address() -> None:
    for passage in (*passages("en").values(), *passages("zh").values()):
        assert "~" not in passage.id
        assert passage.topic
        assert passage.source == f"/help#{passage.id.split('/')[1]}"


def test_faq_promises_no_longer_warranty_than_the_products_carry(products: dict[str, Product]) -> None:
    said = {"television": "3 years", "smartphone": "2 years", "stand mixer": "5 years", "kitchen knife": "25 years",
            "sofa": "10 years", "bookcase": "5 years", "office chair": "10 years", "tent": "3 years"}  # fmt: skip
    answers = " ".join(p.answer for k, p in passages("en").items() if k.startswith("warranty"))
    for kind, years in said.items():
        assert years in answers
        terms = {fact.text() for p in products.values() if p.product_type == kind and (fact := p.fact("warranty"))}
        assert terms <= {years, years.rstrip("s")}, kind


def test_events_are_about_products_that_the_shop_sells(
    events: list[dict[str, Any]], products: dict[str, Product]
) -> None:
    shoppers = {s["id"] for s in demo.shoppers()}
    assert {e["event"] for e in events} == set(NAMES)
    for event in events:
        assert event["shopper"] in shoppers
        assert ("query" in event) == (event["event"] == "search")
        if event["event"] != "search":
            product = products[event["item_id"]]
            assert event["price"] in (product.price, product.price_cents / 100)
            assert event["quantity"] >= 1
            assert product.released <= event["time"] or not product.released


def test_events_fill_a_year_that_ends_on_a_fixed_day(events: list[dict[str, Any]]) -> None:
    assert 2500 <= len(events) <= 3500
    assert demo.events_file().stat().st_size < 600_000
    times = [datetime.fromisoformat(e["time"]) for e in events]
    assert times == sorted(times)
    assert 350 <= (times[-1] - times[0]).days <= 366
    assert times[-1] <= people.END


def test_shoppers_keep_to_their_tastes(events: list[dict[str, Any]], products: dict[str, Product]) -> None:
    personas, _ = people.read_people()
    assert len(personas) == 12
    for persona in personas:
        bought = [products[e["item_id"]] for e in events if (e["shopper"], e["event"]) == (persona.id, "purchase")]
        assert len(bought) >= 15
        liked = sum(p.brand in persona.brands for p in bought)
        assert liked > sum(p.brand in persona.avoids for p in bought)
        again = Counter(p.id for p in bought if p.product_type in persona.restocks)
        assert max(again.values()) >= 3, f"{persona.name} buys nothing again"


def test_orders_are_what_was_bought(events: list[dict[str, Any]], products: dict[str, Product]) -> None:
    bought = Counter(
        (e["shopper"], e["item_id"], e["quantity"], e["price"]) for e in events if e["event"] == "purchase"
    )
    orders = demo.orders()
    counts = Counter(o["shopper"] for o in orders)
    assert set(counts) == {s["id"] for s in demo.shoppers()} and set(counts.values()) <= {2, 3, 4}
    assert len({o["id"] for o in orders}) == len(orders)
    for order in orders:
        for item in order["items"]:
            assert item["title"] == products[item["id"]].title
            bought[(order["shopper"], item["id"], item["quantity"], item["price"])] -= 1
        goods = sum(i["quantity"] * i["price"] for i in order["items"])
        assert order["total"] == pytest.approx(goods + order["shipping"])
        assert order["currency"] == "USD"
    assert min(bought.values()) >= 0


def test_orders_show_every_status_with_the_dates_that_go_with_it() -> None:
    orders = demo.orders()
    assert {o["status"] for o in orders} == STATUSES
    for order in orders:
        assert re.fullmatch(r"HP-\d{5}", order["id"])
        assert ("delivered" in order) == (order["status"] in ("delivered", "returned"))
        assert ("expected" in order) == (order["status"] != "cancelled")
        assert order.get("delivered", "9999") > order["placed"]
        assert order.get("delivered", "") <= people.END.date().isoformat()


def test_shoppers_are_introduced_in_both_languages() -> None:
    for shopper in demo.shoppers():
        assert shopper["id"] and shopper["name"]
        assert shopper["language"] in ("en", "zh")
        assert not re.search("[\u4e00-\u9fff]", shopper["about"]["en"])
        assert re.search("[\u4e00-\u9fff]", shopper["about"]["zh"])


def test_people_are_made_the_same_again() -> None:
    made = people.files()
    for name, text in made.items():
        kept = (demo.events_file().parent / name).read_text(encoding="utf-8")
        assert kept == text, f"{name} is not what its tables say: run python -m knowledge.demo.people"


def test_questions_to_measure_retrieval_name_entries_that_exist() -> None:
    ids = {p.id for language in ("en", "zh") for p in passages(language).values()}
    lines = (CASES / "faq_questions.jsonl").read_text(encoding="utf-8").splitlines()
    asked = [json.loads(line) for line in lines]
    counts = Counter((a["language"], a["passage"] is not None) for a in asked)
    assert counts == {("en", True): 60, ("zh", True): 60, ("en", False): 40, ("zh", False): 40}
    assert len({a["question"] for a in asked}) == len(asked)
    for one in asked:
        assert one["passage"] is None or (one["passage"] in ids and f"faq.{one['language']}/" in one["passage"])
