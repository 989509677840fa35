"""Values of the records are read in the shopper's language."""

from agents.cards import card
from agents.glossed import called, compared, named
from agents.replies.nearly import holds
from knowledge.product import Attribute, Match, Product, Row, Variant

COAT = Product(
    "c", "Coat", 9900, "USD", color="camel", attributes=(Attribute("waterproof", False),),
    variants=(Variant("c1", color="forest green", size="M"), Variant("c2", color="burgundy", size="L")),
)  # fmt: skip


def test_colours_are_named_in_chinese_where_the_glossary_knows_them() -> None:
    assert holds("color", COAT, "zh") == "驼色、森林绿、酒红色"
    assert holds("color", COAT, "en") == "camel, forest green, burgundy"
    assert card(Match(COAT, 0.0), "zh").options == ("森林绿 / M", "酒红色 / L")
    assert called("color", "ultra violet haze", "zh") == "ultra violet haze", "what nobody knows stays as it stands"


def test_the_shops_own_words_go_before_the_glossarys() -> None:
    own = Product("c", "Coat", 1, "USD", color="camel", translations={"zh": {"color": "骆驼色"}})
    assert named(own, "color", "camel", "zh") == "骆驼色"


def test_a_comparison_is_read_in_chinese() -> None:
    assert compared([Row("color", ("camel", "")), Row("price", ("9.00 USD", "8.00 USD"))], "zh") == (
        Row("color", ("驼色", "")), Row("price", ("9.00 USD", "8.00 USD")),
    )  # fmt: skip


def test_a_near_miss_says_in_a_few_words_what_it_misses() -> None:
    def near(breaks: str, language: str = "en") -> str:
        return card(Match(COAT, 0.0), language, breaks).near  # type: ignore[arg-type]

    assert near("color") == "Different colour"
    assert near("size") == "Size: M, L"
    assert near("attributes.waterproof") == "Waterproof: no"
    assert near("attributes.warm") == "Warm: not stated"
    assert near("price_max") == "Over your budget"
    assert near("attributes.waterproof", "zh") == "防水：否"
    assert all(len(near(b)) <= 32 for b in ("price_max", "in_stock", "brand_not", "attributes.temperature_control"))
    assert near("") == ""
