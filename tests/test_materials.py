"""Materials and their kinds: what is made of what, and how search obeys it."""

from pathlib import Path

import pytest

from knowledge.constraints import Constraints
from knowledge.materials import made_of
from knowledge.product import Product
from knowledge.search.embedding import HashingEmbedder
from knowledge.search.index import SearchIndex
from tests.test_search import Records

SCARVES = tuple(
    Product(material.replace(" ", "-") or "unsaid", f"{material} scarf".strip(), 4000, "USD", product_type="scarf",
            material=material, description="Soft as wool" if material == "silk" else "")
    for material in ("lambswool", "cashmere", "silk", "cotton, merino wool", "organic cotton")
)  # fmt: skip


@pytest.mark.parametrize(
    ("stated", "wanted"),
    [
        ("lambswool", "wool"),
        ("merino wool", "wool"),
        ("cashmere", "wool"),
        ("full-grain leather", "leather"),
        ("nubuck", "leather"),
        ("organic cotton", "cotton"),
        ("cotton percale", "cotton"),
        ("recycled polyester", "polyester"),
        ("oak", "wood"),
        ("birch plywood", "wood"),
        ("stainless steel", "metal"),
        ("enamelled cast iron", "iron"),
        ("80% cotton, 20% wool", "wool"),
        ("walnut", "oak, walnut"),
        ("chenille", "fabric"),
    ],
)
def test_a_kind_of_a_material_is_that_material(stated: str, wanted: str) -> None:
    assert made_of(stated, wanted)


@pytest.mark.parametrize(
    ("stated", "wanted"),
    [
        ("faux leather", "leather"),
        ("vegan leather", "leather"),
        ("cotton", "organic cotton"),
        ("wool", "cashmere"),
        ("glass", "wood"),
        ("faux suede", "leather"),
        ("", "wool"),
    ],
)
def test_a_mock_or_a_wider_one_is_not(stated: str, wanted: str) -> None:
    assert not made_of(stated, wanted)


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ({"material": "wool"}, {"lambswool", "cashmere", "cotton,-merino-wool"}),
        ({"material": "cotton"}, {"organic-cotton", "cotton,-merino-wool"}),
        ({"material": "silk, cashmere"}, {"silk", "cashmere"}),
        ({"attributes": {"material_not": "wool"}}, {"silk", "organic-cotton"}),
        ({"attributes": {"material_not": "wool, silk"}}, {"organic-cotton"}),
    ],
)
def test_search_wants_and_refuses_materials_with_their_kinds(
    tmp_path: Path, wanted: dict[str, object], ids: set[str]
) -> None:
    index = SearchIndex(tmp_path, HashingEmbedder(), Records(SCARVES).get)
    index.write(SCARVES)
    found = index.search("scarf", Constraints.from_json({"product_type": "scarf", **wanted}), 10)
    assert {m.product.id for m in found.matches} == ids
