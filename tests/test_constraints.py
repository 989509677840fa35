"""Constraints read from single turns: hand-labelled cases over the demo shop and a small electronics catalogue."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from agents.understanding.constraints import read_constraints
from knowledge.demo import products_file
from knowledge.feeds import jsonl
from knowledge.product import Attribute, Product
from knowledge.vocabulary import Vocabulary
from tests.bench.shared_data import ROOT, icecat_products

CASES = Path(__file__).parent / "cases"
BARS = {"en": 0.90, "zh": 0.85}


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text("utf-8").splitlines()]


def electronics() -> list[Product]:
    def product(row: dict[str, Any]) -> Product:
        facts = tuple(Attribute(*a) for a in row.pop("attributes"))
        return Product(price_cents=round(row.pop("price") * 100), attributes=facts, **row)

    return [product(row) for row in rows("electronics")]


def demo() -> list[Product]:
    return [item[1] for item in jsonl.read(products_file(), "USD") if isinstance(item[1], Product)]


@cache
def vocabulary(shop: str = "electronics") -> Vocabulary:
    makers = {"demo": demo, "icecat": icecat_products}
    return Vocabulary.of(makers.get(shop, electronics)())


def read(text: str, shop: str = "electronics") -> dict[str, Any]:
    return read_constraints(text, vocabulary(shop)).constraints.as_json()


def over(shop: str, names: Sequence[str]) -> None:
    """Hold the cases of some files to the bar of their language over one shop's vocabulary."""
    language = names[0][:2]
    cases = [c for name in names for c in rows(f"constraints_{name}")]
    wrong = [c["text"] for c in cases if read(c["text"], shop) != c["constraints"]]
    right = 1 - len(wrong) / len(cases)
    assert right >= BARS[language], f"{right:.3f} of {len(cases)} right; wrong: {wrong}"


@pytest.mark.parametrize("name", ["en", "en_more", "en_kept", "zh", "zh_more", "zh_kept", "zh_spoken"])
def test_the_whole_constraints_object_is_right_as_often_as_the_bar_says(name: str) -> None:
    over("electronics", [name])


@pytest.mark.parametrize(
    "name", ["en_demo", "en_demo_more", "zh_demo", "zh_demo_more", "zh_demo_spoken", "en_demo_fresh", "zh_demo_fresh"]
)
def test_so_it_is_over_the_demo_shop(name: str) -> None:
    over("demo", [name])


@pytest.mark.skipif(not (ROOT / "icecat").exists(), reason="needs Icecat's catalogue in the folder of open data")
@pytest.mark.parametrize("language", ["en", "zh"])
def test_so_it_is_over_the_whole_of_icecat(language: str) -> None:
    over("icecat", [f"{language}_icecat"])
    over("icecat", [f"{language}_icecat_fresh"])
    over("icecat", [language, f"{language}_more", f"{language}_kept"])


def test_there_are_at_least_150_cases_in_each_language_over_icecat_and_the_demo_shop() -> None:
    for language in BARS:
        for parts, least in ((("_icecat", "", "_more", "_kept"), 150), (("_demo", "_demo_more"), 50)):
            assert sum(len(rows(f"constraints_{language}{part}")) for part in parts) >= least


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("headfones from samsng", {"product_type": "headphones", "brand": ["Samsung"]}),
        ("a logitec keybord", {"product_type": "keyboard", "brand": ["Logitech"]}),
        ("sony headphones", {"product_type": "headphones", "brand": ["Sony"]}),
        ("索尼耳机", {"product_type": "headphones", "brand": ["Sony"]}),
    ],
)
def test_misspelt_and_chinese_names_link_to_the_catalogue(text: str, said: dict[str, Any]) -> None:
    assert read(text) == said


@pytest.mark.parametrize(
    "text", ["a gift for my brother", "sharp knives", "cherry jam", "act fast", "one case of wine"]
)
def test_plain_words_that_are_also_brands_are_not_taken_for_brands(text: str) -> None:
    assert "brand" not in read(text)


@pytest.mark.parametrize(
    ("text", "brand"),
    [("a Sharp microwave", "Sharp"), ("printer from brother", "Brother"), ("cherry keyboards", "CHERRY")],
)
def test_such_brands_are_heard_where_they_are_used_as_brands(text: str, brand: str) -> None:
    assert read(text)["brand"] == [brand]


@pytest.mark.parametrize(
    "text", ["hello", "thanks a lot", "where is my order", "你好", "我的订单到哪了", "", "   ", "???"]
)
def test_nothing_is_filled_in_that_was_not_said(text: str) -> None:
    assert read(text) == {}


def test_a_vocabulary_survives_being_stored() -> None:
    stored = json.loads(json.dumps(vocabulary().as_json()))
    assert Vocabulary.from_json(stored).index == vocabulary().index


def test_chinese_names_come_from_the_catalogues_translations() -> None:
    lamp = Product("1", "Glow", 1000, "USD", product_type="grow lamp", translations={"zh": {"product_type": "育苗灯"}})
    assert read_constraints("想买育苗灯", Vocabulary.of([lamp])).constraints.product_type == "grow lamp"


def test_links_say_what_was_tied_to_the_catalogue_and_how_closely() -> None:
    links = {link.field: link for link in read_constraints("samsng headphones", vocabulary()).links}
    assert links["brand"].value == "Samsung" and 0.8 < links["brand"].closeness < 1
    assert links["product_type"].closeness == 1.0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("i do not have a specific budget in mind", {}),
        (
            "does it work with an android phone",
            {"product_type": "phone", "attributes": {"operating_system": "android"}},
        ),
        ("nike air max 90 in white", {"brand": ["Nike"], "color": ["white"]}),
        ("earbuds that dont fall out", {"product_type": "earbuds"}),
        ("remove the metal ones", {"attributes": {"material_not": "metal"}}),
        ("a budget laptop for work", {"product_type": "laptop", "sort": "price_asc", "attributes": {"use": "work"}}),
    ],
)
def test_words_that_also_mean_something_else_are_read_by_their_place(text: str, said: dict[str, Any]) -> None:
    assert read(text) == said
