"""What goes with a product, and sets within a budget."""

from collections.abc import Iterator, Sequence

import pytest

from knowledge.complements import alternatives, complements, fits
from knowledge.constraints import Constraints
from knowledge.goes_with import Part, parts_of, set_named
from knowledge.people import serves
from knowledge.product import Attribute, Match, Product
from knowledge.search.embedding import HashingEmbedder
from knowledge.search.index import SearchIndex
from knowledge.search.kinds import is_one
from knowledge.sets import Wish, whole_set, within_budget

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
    assert ids(alternatives(index, PHONE, 3).matches) == ["phone2"]


def test_where_no_other_brand_has_the_kind_the_brand_is_named_as_what_is_in_the_way(index: SearchIndex) -> None:
    found = alternatives(index, PHONE, 3, Constraints(brand_not=("Apple", "Nokia")))
    assert ([m.product.id for m, _ in found.near], found.blocked_by) == (["phone2"], "brand_not")


def test_sets_are_named_by_the_longest_name_that_is_said() -> None:
    assert [p.name for p in parts_of(set_named("everything for a home office under $500"))][:2] == [
        "desk",
        "office chair",
    ]
    assert set_named("a blue hat") == ""


def test_a_set_stays_within_its_budget_and_says_what_it_lacks(index: SearchIndex) -> None:
    parts = (Part(("laptop sleeve",)), Part(("mouse",)), Part(("piano",)))
    chosen = whole_set(index, Wish("", parts, 38.0), Constraints())
    assert sorted(p.product.id for p in chosen.pieces) == ["mouse", "sleeve11"]
    assert (chosen.total_cents, chosen.left_cents, chosen.unsold) == (3700, 100, ("piano",))


def test_what_a_set_is_about_goes_before_more_pieces(index: SearchIndex) -> None:
    parts = (Part(("smartphone",), must=True), Part(("mouse",)), Part(("tea",)))
    chosen = whole_set(index, Wish("", parts, 203.0), Constraints())
    assert [p.product.id for p in chosen.pieces] == ["phone2"]
    assert [(p.part, p.product.id) for p in chosen.beyond] == [("mouse", "mouse"), ("tea", "tea")]


def test_pieces_that_every_person_needs_are_paid_as_often(index: SearchIndex) -> None:
    wish = Wish("", (Part(("tea",), each=True), Part(("mouse",))), 42.0, people=3)
    chosen = whole_set(index, wish, Constraints())
    assert [(p.product.id, p.quantity, p.cents) for p in chosen.pieces] == [("tea", 3, 1500), ("mouse", 1, 2500)]
    assert (chosen.total_cents, chosen.left_cents) == (4000, 200)


def test_a_piece_that_is_kept_stays_and_one_refused_does_not_come_back(index: SearchIndex) -> None:
    parts, held = (Part(("laptop sleeve",)), Part(("mouse",))), {"mouse": Match(SHELF[7], 1.0)}
    chosen = whole_set(index, Wish("", parts, None, kept=held, refused=frozenset({"sleeve14"})), Constraints())
    assert [p.product.id for p in chosen.pieces] == ["sleeve11", "mouse"]


def test_grown_ups_get_nothing_made_for_children() -> None:
    wellies = Product("w", "Splash Wellies", 2800, "USD", audience="kids")
    parka = Product("p", "Parka Women", 9000, "USD")
    assert [serves(wellies, ""), serves(wellies, "boys"), serves(parka, "men"), serves(parka, "")] == [
        False, True, False, True,
    ]  # fmt: skip


def test_a_kind_that_shares_only_its_last_word_is_not_the_kind() -> None:
    bag = Match(
        Product("s", "Ember Down Sleeping Bag", 100, "USD", product_type="sleeping bag"), 1.0, {"kind_head": 1.0}
    )
    assert not is_one(bag, "camera bag")
    assert is_one(bag, "bag")


def test_a_budget_takes_the_best_sum_that_it_pays_for() -> None:
    def match(name: str, cents: int, score: float) -> Match:
        return Match(Product(name, name, cents, "USD"), score)

    options = [[match("a", 6000, 0.9), match("b", 3000, 0.5)], [match("c", 5000, 0.9), match("d", 2000, 0.2)]]
    assert ids(within_budget(options, 100.0)) == ["b", "c"]  # 80 for 1.4; a and c cost 110, a and d are worth 1.1
    assert ids(within_budget(options, 25.0)) == ["d"]
    assert within_budget(options, 0.0) == ()
