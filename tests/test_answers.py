"""Questions about one product, and products side by side."""

import pytest

from knowledge.answers import answer_from_facts, compare
from knowledge.product import Attribute, Product

BOTTLE = Product(
    "1", "Acme Bottle 0.5 L", 1999, "USD", brand="Acme", color="blue",
    description="Keeps drinks cold for 24 hours. The lid is dishwasher safe.",
    attributes=(
        Attribute("capacity", 0.5, "l"), Attribute("waterproof", True), Attribute("weight", 300.0, "g"),
        Attribute("package_weight", 400.0, "g"),
    ),
)  # fmt: skip
OTHER = Product(
    "2", "Acme Bottle 700 ml", 2499, "USD", brand="Acme", color="red",
    attributes=(Attribute("capacity", 700.0, "ml"), Attribute("weight", 0.25, "kg")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "name", "value"),
    [
        ("is it waterproof?", "waterproof", "yes"),
        ("how heavy is it?", "weight", "300 g"),
        ("what color is it?", "color", "blue"),
        ("how much does it hold?", "capacity", "0.5 l"),
        ("what does it cost?", "price", "19.99 USD"),
        ("重量是多少？", "weight", "300 g"),
        ("多少钱？", "price", "19.99 USD"),
        ("is the lid dishwasher safe?", "description", "The lid is dishwasher safe."),
    ],
)
def test_the_fact_that_answers_comes_first(question: str, name: str, value: str) -> None:
    answer = answer_from_facts(question, BOTTLE)[0]
    assert (answer.name, answer.value) == (name, value)


@pytest.mark.parametrize("question", ["does it have bluetooth?", "who designed it?", "does it come with a straw?", "?"])
def test_what_the_record_does_not_say_is_not_answered(question: str) -> None:
    assert answer_from_facts(question, BOTTLE) == []


def test_a_comparison_shows_differences_in_one_unit_and_marks_the_better() -> None:
    rows = {row.name: row for row in compare([BOTTLE, OTHER])}
    assert rows["capacity"].values == ("0.5 l", "0.7 l")
    assert rows["capacity"].better == 1
    assert rows["weight"].values == ("300 g", "250 g")
    assert rows["weight"].better == 1
    assert rows["price"].better == 0
    assert rows["color"].better == -1
    assert "brand" not in rows


def test_nothing_is_compared_with_itself() -> None:
    assert compare([BOTTLE]) == []
