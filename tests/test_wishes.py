"""What is searched for, and what rules a product out."""

from agents.cards import chips_of
from agents.wishes import searchable
from knowledge.constraints import Constraints


def test_a_matter_of_degree_orders_products_and_rules_none_out() -> None:
    asked, limits = searchable("blanket", Constraints(attributes={"warm": True, "waterproof": True}))
    assert asked == "blanket warm"
    assert limits.attributes == {"waterproof": True}


def test_a_gift_for_somebody_need_not_be_made_for_them_but_is_not_made_for_others() -> None:
    asked, limits = searchable("present women", Constraints(audience="women", attributes={"use": "cooking"}))
    assert (asked, limits) == ("cooking", Constraints(attributes={"audience_not": "men"}))
    asked, limits = searchable("birthday present men", Constraints(audience="men", attributes={"occasion": "birthday"}))
    assert (asked, limits) == ("", Constraints(audience="men"))
    _, shoes = searchable("shoes", Constraints(audience="women", product_type="shoe"))
    assert shoes.audience == "women"


def test_a_chip_says_a_limit_in_words() -> None:
    wanted = Constraints(size="<= 15 inch", attributes={"weight": ">= 3 kg"})
    assert [c.label for c in chips_of(wanted, "en")] == ["size up to 15 inch", "weight: at least 3 kg"]
    assert [c.label for c in chips_of(wanted, "zh")] == ["尺寸 15 inch以内", "重量：至少 3 kg"]
