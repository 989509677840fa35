"""Which products of the catalogue a text names."""

from collections import Counter

import pytest

from agents.naming import products_named
from knowledge.product import Product
from knowledge.search.text import tokens

SHELF = (
    Product("rain", "Northfell Squall Rain Jacket", 18900, "USD", brand="Northfell", product_type="rain jacket"),
    Product("tent", "Cairnfell Lark 2 Trekking Tent", 32900, "USD", brand="Cairnfell", product_type="tent"),
    Product("pack", "Cairnfell Traverse 45 Backpack", 14900, "USD", brand="Cairnfell", product_type="backpack"),
    Product("lamp", "Reader Desk Lamp", 5900, "USD", product_type="desk lamp", color="black"),
    *(Product(f"j{i}", f"Plain Rain Jacket {i}", 5000, "USD", product_type="rain jacket") for i in range(8)),
)
TITLES = Counter(t for p in SHELF for t in set(tokens(p.title)))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("is the Squall jacket waterproof?", ["rain"]),
        ("how heavy is the Cairnfell Lark 2 tent", ["tent"]),
        ("what is the difference between the Lark tent and the Traverse backpack?", ["tent", "pack"]),
        ("compare the Reader lamp with other lamps", ["lamp"]),
        ("Squall jacket 防水吗", ["rain"]),
        ("is a rain jacket waterproof?", []),
        ("a reader of cards for my camera", []),
        ("is it waterproof?", []),
        ("do you have cairnfell tents", []),
    ],
)
def test_a_product_is_named_by_a_word_of_its_own_beside_another(text: str, named: list[str]) -> None:
    assert [p.id for p in products_named(text, SHELF, lambda t: TITLES[t])] == named
