"""Shoe sizes of several systems, against makers' usual charts."""

from pathlib import Path

import pytest

from knowledge.constraints import Constraints
from knowledge.product import Product, Variant
from knowledge.search.embedding import HashingEmbedder
from knowledge.search.index import SearchIndex
from knowledge.shoe_sizes import shoe_size, sizes_that_fit
from tests.test_search import Records

US = tuple(f"US {n}" for n in range(6, 12))


@pytest.mark.parametrize(
    ("worn", "audience", "fitting"),
    [
        ("EU 41", "men", "US 8"),
        ("42", "men", "US 9"),
        ("265", "men", "US 9"),
        ("EU 44", "", "US 10"),
        ("UK 8", "men", "US 9"),
        ("38", "women", "US 7"),
        ("EU 39", "women", "US 8"),
        ("240", "women", "US 7"),
        ("UK 5", "women", "US 7"),
    ],
)
def test_a_size_finds_the_same_foot_in_the_shops_system(worn: str, audience: str, fitting: str) -> None:
    assert sizes_that_fit(worn, US, audience) == (fitting,)


def test_childrens_sizes_have_a_chart_of_their_own() -> None:
    assert sizes_that_fit("EU 28", ("US 7 kids", "US 9 kids", "US 11 kids"), "kids") == ("US 11 kids",)


def test_what_nobody_in_the_shop_wears_fits_nothing() -> None:
    assert sizes_that_fit("EU 48", US, "men") == ()


@pytest.mark.parametrize("text", ["M", "one size", "160x230 cm", "9", "", "2-3 y", "27 inch"])
def test_other_sizes_are_no_shoe_sizes(text: str) -> None:
    assert shoe_size(text) is None


@pytest.mark.parametrize(
    ("size", "ids"), [("42", {"his"}), ("EU 38", {"hers"}), ("245", {"hers"}), ("US 8", {"his", "hers"}), ("48", set())]
)
def test_search_minds_for_whom_a_shoe_is_made(tmp_path: Path, size: str, ids: set[str]) -> None:
    def boots(name: str, audience: str, *sizes: int) -> Product:
        variants = tuple(Variant(f"{name}-{n}", size=f"US {n}") for n in sizes)
        return Product(name, "Trail boots", 9000, "USD", product_type="boots", audience=audience, variants=variants)

    shelf = (boots("his", "men", 8, 9), boots("hers", "women", 7, 8))
    index = SearchIndex(tmp_path, HashingEmbedder(), Records(shelf).get)
    index.write(shelf)
    found = index.search("boots", Constraints(product_type="boots", size=size), 10)
    assert {m.product.id for m in found.matches} == ids
