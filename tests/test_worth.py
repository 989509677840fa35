"""Facts worth a shopper's while, in a person's words; sentences in the number of what they speak of."""

import pytest

from agents.replies import worth
from agents.replies.agreement import agreed, is_plural
from knowledge.product import Attribute, Product

PALLET = Attribute("pallet_weight", 149000.0, "g")
SERUM = Product("s", "Morning Serum", 4200, "USD", category=("Beauty & care",), material="glass", product_type="serum")


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (Attribute("battery_life", 30.0, "h"), "30 hours of battery life"),
        (Attribute("battery_life", 1.0, "h"), "1 hour of battery life"),
        (Attribute("screen_size", 15.6, "in"), "a 15.6-inch screen"),
        (Attribute("warranty", 2.0, "years"), "a 2-year warranty"),
        (Attribute("screen_size", 8.0, "in"), "an 8-inch screen"),
        (Attribute("capacity", 2.0, "people"), "room for 2 people"),
        (Attribute("waterproof", True), "waterproof"),
        (Attribute("season", "winter"), "made for winter"),
        (Attribute("print_technology", "Laser"), "laser print technology"),
    ],
)
def test_a_fact_is_said_as_a_person_says_it(fact: Attribute, said: str) -> None:
    assert worth.phrase(fact, fact.name.replace("_", " ")) == said


def test_logistics_and_numbers_without_a_unit_are_no_news_to_a_shopper() -> None:
    held = (PALLET, Attribute("storage", 512.0), Attribute("timer", True), Attribute("waterproof", True))
    product = Product("k", "Kettle", 100, "USD", attributes=held)
    assert [a.name for a in worth.known(product)] == ["waterproof", "timer"]


def test_a_serum_is_not_made_of_its_bottle() -> None:
    assert not worth.made_to_last(SERUM)
    assert worth.made_to_last(Product("l", "Lamp", 100, "USD", category=("Home",), material="glass"))


def test_what_the_name_says_is_not_said_again() -> None:
    assert worth.says_itself("made of linen", "Drift Linen Curtains")
    assert not worth.says_itself("in blue", "Drift Linen Curtains")


@pytest.mark.parametrize(
    ("name", "kind", "plural"),
    [
        ("Hush Lite Headphones", "wireless headphones", True),
        ("Carbon Trekking Poles", "trekking pole", True),
        ("Merino Hiking Socks, 2 Pairs", "sock", True),
        ("Lighthouse Keepers", "board game", False),
        ("Meadow Tea Dress", "dress", False),
        ("Tempo Running Tights Men", "leggings", True),
    ],
)
def test_what_is_plural(name: str, kind: str, plural: bool) -> None:
    assert is_plural(name, Product("p", name, 100, "USD", product_type=kind)) is plural


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("The Wool Socks is made of wool and costs $9.", "The Wool Socks are made of wool and cost $9."),
        ("Try the Wool Socks: it was $9 and is now $7.", "Try the Wool Socks: they were $9 and are now $7."),
        ("The weight of the Wool Socks is 90 g.", "The weight of the Wool Socks is 90 g."),
        ("If it's rating you care about, the Wool Socks.", "If it's rating you care about, the Wool Socks."),
        ("The Desk Lamp is cheaper.", "The Desk Lamp is cheaper."),
        ("For a electric kettle, look here.", "For an electric kettle, look here."),
        ("A USB hub and a unisex scarf.", "A USB hub and a unisex scarf."),
    ],
)  # fmt: skip
def test_a_sentence_about_socks_says_they(said: str, shown: str) -> None:
    assert agreed(said, "en", {"Wool Socks"}, {"Desk Lamp"}, False) == shown


def test_it_means_what_was_named_last() -> None:
    assert agreed("It's in black, as you asked.", "en", set(), set(), True) == "They're in black, as you asked."
    assert agreed("它是黑色。", "zh", set(), set(), True) == "它是黑色。"
