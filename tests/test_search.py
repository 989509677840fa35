"""Product search over a real Chroma folder and a real lexical index, with the hashing embedder."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.constraints import Constraints
from knowledge.product import Attribute, Product, Variant
from knowledge.search.embedding import HashingEmbedder
from knowledge.search.index import SearchIndex

SHELF = (
    Product("slim", "Acme Slim laptop 14 inch 16 GB", 90000, "USD", brand="Acme", product_type="laptop", color="black",
            rating=4.5, released="2026-01-05", attributes=(Attribute("internal_memory", 16.0, "GB"),)),
    Product("budget", "Acme Budget laptop 15.6 inch 8 GB", 40000, "USD", brand="Acme", product_type="laptop",
            color="silver", rating=3.9, released="2024-01-05", attributes=(Attribute("internal_memory", 8.0, "GB"),)),
    Product("sleeve", "Bolt laptop sleeve 14 inch", 1500, "USD", brand="Bolt", product_type="laptop sleeve",
            color="black"),
    Product("boots", "Bolt Trail hiking boots", 12000, "USD", brand="Bolt", product_type="hiking boots", color="brown",
            material="leather", attributes=(Attribute("waterproof", True),),
            variants=(Variant("boots-42", size="42", color="brown"), Variant("boots-43", size="43", color="green"))),
    Product("city", "Bolt City boots", 9000, "USD", brand="Bolt", product_type="boots",
            attributes=(Attribute("waterproof", False),)),
    Product("sony", "Sony WH-1000XM4 headphones", 30000, "USD", brand="Sony", product_type="headphones",
            model="WH-1000XM4"),
    Product("toner", "Xerox 006R90321 toner cartridge", 5000, "USD", brand="Xerox", product_type="toner cartridge",
            model="006R90321", stock=0),
    Product("disk", "Volt portable SSD 1 TB", 8000, "USD", brand="Volt", product_type="external ssd"),
    Product("lamp", "Nordic desk lamp", 4500, "USD", brand="Nordic", product_type="desk lamp",
            translations={"zh": {"title": "北欧台灯", "product_type": "台灯"}}),
)  # fmt: skip


class Records:
    """The shop's records, as the index reads them."""

    def __init__(self, products: Sequence[Product]) -> None:
        self.held = {p.id: p for p in products}

    def get(self, ids: Sequence[str]) -> dict[str, Product]:
        return {i: self.held[i] for i in ids if i in self.held}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    made = SearchIndex(tmp_path_factory.mktemp("index"), HashingEmbedder(), Records(SHELF).get)
    made.write(SHELF)
    yield made


def found(index: SearchIndex, query: str, **wanted: object) -> list[str]:
    return [m.product.id for m in index.search(query, Constraints.from_json(wanted), 10).matches]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("WH-1000XM4", "sony"), ("wh1000xm4", "sony"), ("006r90321", "toner"), ("head phones", "sony"),
        ("lap top", "slim"), ("lapto", "slim"), ("1000 GB ssd", "disk"), ("1tb ssd", "disk"), ("notebook", "slim"),
        ("笔记本电脑", "slim"), ("台灯", "lamp"), ("耳机", "sony"), ("hiking boot", "boots"),
    ],
)  # fmt: skip
def test_a_query_finds_what_it_names(index: SearchIndex, query: str, first: str) -> None:
    assert found(index, query)[0] == first


def test_budget_is_a_hard_limit(index: SearchIndex) -> None:
    assert found(index, "laptop", price_max=500) == ["budget", "sleeve"]
    assert found(index, "laptop", price_min=500)[0] == "slim"


def test_a_named_kind_leaves_out_what_goes_with_it(index: SearchIndex) -> None:
    assert found(index, "laptop", product_type="laptop") == ["slim", "budget"]


def test_cheapest_laptop_is_a_laptop(index: SearchIndex) -> None:
    assert found(index, "laptop", product_type="laptop", sort="price_asc") == ["budget", "slim"]
    assert found(index, "laptop", sort="price_asc")[0] == "budget"
    assert found(index, "laptop", product_type="laptop", sort="newest") == ["slim", "budget"]


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ({"brand": ["acme"]}, {"slim", "budget"}),
        ({"brand_not": ["Acme", "Bolt"]}, {"sony", "toner", "disk", "lamp"}),
        ({"color": ["green"]}, {"boots"}),
        ({"material": "leather"}, {"boots"}),
        ({"size": "43"}, {"boots"}),
        ({"size": ">= 15 inch"}, {"budget"}),
        ({"size": "39.6 cm"}, {"budget"}),
        ({"attributes": {"internal_memory": ">= 16 GB"}}, {"slim"}),
        ({"attributes": {"memory": "16 GB"}}, {"slim"}),
        ({"attributes": {"waterproof": True}}, {"boots"}),
        ({"rating_min": 4}, {"slim"}),
        ({"in_stock": False}, {"toner"}),
    ],
)
def test_constraints_are_filters(index: SearchIndex, wanted: dict[str, object], ids: set[str]) -> None:
    assert set(found(index, "", **wanted)) == ids


def test_the_constraint_in_the_way_is_named_and_only_that_one_is_broken(index: SearchIndex) -> None:
    result = index.search("laptop", Constraints(product_type="laptop", price_max=300, color=("silver",)), 5)
    assert (result.matches, result.blocked_by) == ((), "price_max")
    assert [(m.product.id, breaks) for m, breaks in result.near] == [("budget", "price_max")]


def test_a_kind_that_is_sold_is_not_said_to_be_missing_where_limits_together_rule_it_out(index: SearchIndex) -> None:
    pink = {"color": ("pink",), "price_max": 300.0}
    several = index.search("pink laptop", Constraints(product_type="laptop", **pink), 5)
    assert (several.matches, several.near, several.blocked_by) == ((), (), "")
    unsold = index.search("pink canoe", Constraints(product_type="canoe", **pink), 5)
    assert not unsold.matches and unsold.blocked_by == "product_type"


def test_contradictions_are_named(index: SearchIndex) -> None:
    assert index.search("laptop", Constraints(price_min=500, price_max=100), 5).conflict == ("price_min", "price_max")
    clash = index.search("laptop", Constraints(brand=("Acme",), brand_not=("ACME",)), 5)
    assert clash.conflict == ("brand", "brand_not")


def test_what_the_shop_does_not_sell_is_not_found(index: SearchIndex) -> None:
    result = index.search("sofa", Constraints(product_type="sofa"), 5)
    assert (result.matches, result.blocked_by) == ((), "product_type")


def test_a_model_number_that_the_shop_does_not_have_finds_nothing(index: SearchIndex) -> None:
    assert found(index, "WH-1000XM5") == []


def test_a_limit_in_words_does_not_hide_the_kind(index: SearchIndex) -> None:
    assert found(index, "laptop at least 15 inch", product_type="laptop", size=">= 15 inch") == ["budget"]


def test_among_ranks_exactly_those(index: SearchIndex) -> None:
    chosen = ["lamp", "slim", "toner", "nobody"]
    ranked = [m.product.id for m in index.search("laptop", Constraints(), 1, among=chosen).matches]
    assert ranked[0] == "slim"
    assert set(ranked) == {"lamp", "slim", "toner"}


def test_signals_say_what_a_score_is_made_of(index: SearchIndex) -> None:
    best = index.search("laptop", Constraints(), 1).matches[0]
    assert best.signals["kind_head"] == 1.0
    assert best.signals["fused"] == pytest.approx(best.score)


def test_new_prices_and_removals_are_used_at_once_and_survive_reopening(tmp_path: Path) -> None:
    records = Records(SHELF)
    index = SearchIndex(tmp_path, HashingEmbedder(), records.get)
    index.write(SHELF[:4])
    index.write(SHELF[4:])
    records.held["slim"] = replace(records.held["slim"], price_cents=10000)
    index.update([records.held["slim"]])
    index.remove(["budget", "nobody"])
    del index
    again = SearchIndex(tmp_path, HashingEmbedder(), records.get)
    assert len(again) == len(SHELF) - 1
    assert found(again, "laptop", product_type="laptop", price_max=150) == ["slim"]


def test_a_record_newer_than_the_index_has_the_last_word(tmp_path: Path) -> None:
    records = Records(SHELF)
    index = SearchIndex(tmp_path, HashingEmbedder(), records.get)
    index.write(SHELF)
    records.held["slim"] = replace(records.held["slim"], price_cents=999900)
    assert "slim" not in found(index, "laptop", price_max=1000)


def test_a_replaced_product_is_found_by_its_new_words_alone(tmp_path: Path) -> None:
    records = Records(SHELF)
    index = SearchIndex(tmp_path, HashingEmbedder(), records.get)
    index.write(SHELF)
    records.held["disk"] = replace(records.held["disk"], title="Volt kettle", product_type="kettle")
    index.write([records.held["disk"]])
    assert found(index, "kettle") == ["disk"]
    assert "disk" not in found(index, "ssd")
