"""The state of a conversation: what a turn carries over, replaces, loosens, drops or resets."""

from dataclasses import replace

import pytest

from agents.turn import DialogueState
from agents.understanding.references import referred
from agents.understanding.state import corrects, drop, dropped, is_new_topic, loosens, merged, starts_over
from knowledge.constraints import Constraints
from knowledge.product import Product

SHOES = Constraints(
    product_type="shoe", brand=("Nike",), price_max=100.0, color=("black",), attributes={"waterproof": True}
)
SHOWN = (
    Product("a", "Pulse Headphones", 9900, "USD", brand="Sony", color="black", product_type="headphones", rating=4.1),
    Product("b", "Quiet Buds", 4900, "USD", brand="Samsung", color="white", product_type="earbuds", rating=4.6),
    Product("c", "Studio One", 15900, "USD", brand="Bose", color="silver", product_type="headphones", rating=4.4),
)


def test_what_is_said_replaces_what_was_said_and_the_rest_stays() -> None:
    after = merged(SHOES, Constraints(color=("red",)), "red instead")
    assert after == replace(SHOES, color=("red",))


@pytest.mark.parametrize("text", ["a bit more is fine", "i can go a little higher", "贵一点也行", "预算可以再高一点"])
def test_loosening_raises_the_limit_by_a_fifth(text: str) -> None:
    assert loosens(text)
    assert merged(SHOES, Constraints(), text).price_max == 120.0


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("any brand", ("brand", "brand_not")),
        ("the brand doesn't matter", ("brand", "brand_not")),
        ("品牌无所谓", ("brand", "brand_not")),
        ("price doesn't matter", ("price_min", "price_max")),
        ("forget the budget", ("price_min", "price_max")),
        ("价格不限", ("price_min", "price_max")),
        ("any color is ok", ("color",)),
        ("颜色随便", ("color",)),
        ("size doesn't matter", ("size",)),
        ("材质不限", ("material",)),
        ("black please", ()),
        ("what brands do you have?", ()),
        ("有什么牌子", ()),
    ],
)
def test_dropped_constraints(text: str, names: tuple[str, ...]) -> None:
    assert dropped(text) == names


def test_a_refused_brand_leaves_the_wanted_ones() -> None:
    after = merged(replace(SHOES, brand=("Nike", "Puma")), Constraints(brand_not=("Nike",)), "not nike")
    assert (after.brand, after.brand_not) == (("Puma",), ("Nike",))


def test_or_adds_to_a_list_and_plain_words_replace_it() -> None:
    assert merged(SHOES, Constraints(brand=("Puma",)), "or puma").brand == ("Nike", "Puma")
    assert merged(SHOES, Constraints(brand=("Puma",)), "彪马也可以").brand == ("Nike", "Puma")
    assert merged(SHOES, Constraints(brand=("Puma",)), "puma").brand == ("Puma",)


def test_limits_that_would_cross_give_way_to_the_newer() -> None:
    before = Constraints(price_min=160.0, price_max=240.0)
    assert merged(before, Constraints(price_max=150.0), "under 150") == Constraints(price_max=150.0)
    assert merged(before, Constraints(price_min=300.0), "at least 300") == Constraints(price_min=300.0)


def test_another_product_is_a_new_topic_and_a_closer_name_is_not() -> None:
    assert is_new_topic(SHOES, Constraints(product_type="laptop"), "show me laptops")
    assert not is_new_topic(SHOES, Constraints(product_type="running shoe"), "running shoes")
    assert not is_new_topic(SHOES, Constraints(product_type="boot"), "no, i meant boots")
    assert not is_new_topic(SHOES, Constraints(color=("red",)), "in red")


@pytest.mark.parametrize("text", ["start over", "new search please", "重新开始", "forget everything"])
def test_starting_over_is_heard(text: str) -> None:
    assert starts_over(text)


@pytest.mark.parametrize(
    "text", ["no, i meant for my son", "sorry i meant boots", "不是，我是说给我儿子", "说错了，要蓝色"]
)
def test_corrections_are_heard(text: str) -> None:
    assert corrects(text)


def test_a_clicked_chip_is_dropped() -> None:
    state = DialogueState(constraints=SHOES)
    assert drop(state, ["price_max"]).constraints == replace(SHOES, price_max=None)
    assert drop(state, ["brand:Nike"]).constraints == replace(SHOES, brand=())
    assert drop(state, ["attributes.waterproof", "color:black"]).constraints == replace(SHOES, attributes={}, color=())


def test_an_unknown_chip_changes_nothing() -> None:
    state = DialogueState(constraints=SHOES)
    assert drop(state, ["nonsense", "attributes", "", "brand:Puma"]) == state


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("the second one", ("b",)), ("tell me about #3", ("c",)), ("number two please", ("b",)),
        ("the last one", ("c",)),
        ("first and third", ("a", "c")), ("the first two", ("a", "b")), ("that Sony", ("a",)),
        ("the white one", ("b",)),
        ("the cheapest one", ("b",)), ("the most expensive one", ("c",)), ("the best rated one", ("b",)),
        ("第二个", ("b",)), ("最后一个", ("c",)), ("第一款和第三款", ("a", "c")), ("前两个", ("a", "b")),
        ("索尼那个", ("a",)), ("白色那款", ("b",)), ("最便宜的那个", ("b",)), ("倒数第二个", ("b",)),
        ("show me red shoes", ()), ("this is the first time i buy here", ()), ("cheapest headphones", ()),
    ],
)  # fmt: skip
def test_references_to_what_was_shown(text: str, ids: tuple[str, ...]) -> None:
    assert referred(text, SHOWN) == ids


def test_the_cheaper_of_the_two_is_of_those_talked_about() -> None:
    assert referred("the cheaper of the two", SHOWN, focus=("a", "c")) == ("a",)
    assert referred("便宜的那个", SHOWN, focus=("a", "c")) == ("a",)


def test_it_points_at_what_was_talked_about_then_at_the_page_looked_at() -> None:
    assert referred("is it waterproof?", SHOWN, focus=("b",)) == ("b",)
    assert referred("is it waterproof?", (), viewing=SHOWN[2]) == ("c",)
    assert referred("这个防水吗", SHOWN, focus=("b",)) == ("b",)


def test_places_beyond_what_was_shown_mean_nothing() -> None:
    assert referred("the fifth one", SHOWN) == ()
    assert referred("the second one", ()) == ()
