"""What goes with a product, and sets within a budget."""

from collections.abc import Iterator, Sequence

import pytest

from knowledge.complements import alternatives, complements, fits, sets_named, whole_set, within_budget
from knowledge.constraints import Constraints
from knowledge.product import Attribute, Match, Product
from knowledge.search.embedding import HashingEmbedder
from knowledge.search.index import SearchIndex

PHONE = Product("phone", "Apple iPhone 13 Pro smartphone", 90000, "USD", brand="Apple", product_type="smartphone")
LAPTOP = Product("laptop", "Acme Slim laptop 14 inch", 90000, "USD", brand="Acme", product_type="laptop", color="black")
SHELF = (
    PHONE, LAPTOP,
    Product("phone2", "Nokia G50 smartphone", 20000, "USD", brand="Nokia", product_type="smartphone"),
    Product("case13", "Bolt phone case for iPhone13 Pro", 2000, "USD", brand="Bolt", product_type="phone case",
            attributes=(Attribute("compatibility", "iPhone 13 Pro"),)),
    Product("caseg", "Bolt phone case for Galaxy S21", 1500, "USD", brand="Bolt", product_type="phone case"),
    Product("sleeve14", "Bolt laptop sleeve 14 inch", 1500, "USD", brand="Bolt", product_type="laptop sleeve"),
    Product("sleeve11", "Bolt laptop sleeve 11 inch", 1200, "USD", brand="Bolt", product_type="laptop sleeve"),
    Product("mouse", "Acme wireless mouse", 2500, "USD", brand="Acme", product_type="mouse"),
    Product("tea", "Green tea", 500, "USD", product_type="tea"),
)  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    held = {p.id: p for p in SHELF}

    def get(ids: Sequence[str]) -> dict[str, Product]:
        return {i: held[i] for i in ids if i in held}

    made = SearchIndex(tmp_path_factory.mktemp("index"), HashingEmbedder(), get)
    made.write(SHELF)
    yield made


def ids(matches: Sequence[Match]) -> list[str]:
    return [m.product.id for m in matches]


def test_an_accessory_for_another_device_is_never_offered(index: SearchIndex) -> None:
    found = ids(complements(index, PHONE, 5))
    assert "caseg" not in found
    assert fits(SHELF[4], PHONE) is False


def test_what_goes_with_a_laptop_fits_its_size_and_is_no_laptop(index: SearchIndex) -> None:
    found = ids(complements(index, LAPTOP, 5))
    assert {"sleeve14", "mouse"} <= set(found)
    assert not {"laptop", "sleeve11"} & set(found)


def test_what_was_bought_with_it_counts(index: SearchIndex) -> None:
    assert "tea" in ids(complements(index, LAPTOP, 5, together={"tea": 9.0}))
    assert "tea" not in ids(complements(index, LAPTOP, 5))


def test_alternatives_are_of_the_same_kind(index: SearchIndex) -> None:
    assert ids(alternatives(index, PHONE, 3)) == ["phone2"]


def test_sets_are_named() -> None:
    assert sets_named("everything for a home office under $500")[:2] == ("desk", "office chair")
    assert sets_named("a blue hat") == ()


def test_a_set_stays_within_its_budget(index: SearchIndex) -> None:
    chosen = whole_set(index, ("laptop sleeve", "mouse", "piano"), 38.0, Constraints())
    assert sorted(ids(chosen)) == ["mouse", "sleeve11"]
    assert sum(m.product.price for m in chosen) <= 38.0


def test_a_budget_takes_the_best_sum_that_it_pays_for() -> None:
    def match(name: str, cents: int, score: float) -> Match:
        return Match(Product(name, name, cents, "USD"), score)

    options = [[match("a", 6000, 0.9), match("b", 3000, 0.5)], [match("c", 5000, 0.9), match("d", 2000, 0.2)]]
    assert ids(within_budget(options, 100.0)) == ["b", "c"]  # 80 for 1.4; a and c cost 110, a and d are worth 1.1
    assert ids(within_budget(options, 25.0)) == ["d"]
    assert within_budget(options, 0.0) == ()
