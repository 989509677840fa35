"""What is searched for, and what rules a product out."""

from agents.wishes import searchable
from knowledge.constraints import Constraints


def test_a_matter_of_degree_orders_products_and_rules_none_out() -> None:
    asked, limits = searchable("blanket", Constraints(attributes={"warm": True, "waterproof": True}))
    assert asked == "blanket warm"
    assert limits.attributes == {"waterproof": True}
