"""What is of the kind that a shopper names, and what is only near it, over the demo shop with the real embedder."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from agents.turn import DialogueState, Message
from app.build import OpenShop
from knowledge.constraints import Constraints
from knowledge.search.index import SearchIndex, SearchResult
from knowledge.search.kinds import kind_of
from tests.conftest import settings


@pytest.fixture(scope="module")
def shop(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenShop]:
    opened = OpenShop(settings(Path(shutil.copytree(loaded, tmp_path_factory.mktemp("kinds") / "home"))))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def index(shop: OpenShop) -> SearchIndex:
    return shop.index


def asked(index: SearchIndex, kind: str) -> SearchResult:
    return index.search(kind, Constraints(product_type=kind), 8)


@pytest.mark.parametrize(
    ("kind", "kinds"),
    [
        ("yoga mat", {"yoga mat"}), ("coffee table", {"coffee table"}), ("desk lamp", {"desk lamp"}),
        ("camping chair", {"camping chair"}), ("baby carrier", {"child carrier"}), ("couch", {"sofa", "corner sofa"}),
        ("computer screen", {"monitor", "ultrawide monitor"}), ("face cream", {"moisturiser"}), ("tv", {"television"}),
        ("ink", {"fountain pen ink", "ink cartridge"}), ("gaming mouse", {"wireless mouse"}),
        ("wool jumper", {"sweater"}),
    ],
)  # fmt: skip
def test_only_what_is_of_the_kind_is_found(index: SearchIndex, kind: str, kinds: set[str]) -> None:
    assert {kind_of(m.product) for m in asked(index, kind).matches} == kinds


@pytest.mark.parametrize(
    "kind",
    ["baby monitor", "laptop stand", "bean bag", "dog bed", "watch strap", "bath mat", "mattress", "bedside table"],
)
def test_what_is_only_near_the_kind_is_a_near_miss(index: SearchIndex, kind: str) -> None:
    result = asked(index, kind)
    assert (result.matches, result.blocked_by) == ((), "product_type")
    assert result.near


def test_the_nearest_kind_comes_first_among_near_misses(index: SearchIndex) -> None:
    near = [kind_of(m.product) for m, _ in asked(index, "standing lamp").near]
    assert near[:2] == ["floor lamp", "floor lamp"]


def test_what_is_far_from_the_kind_is_not_even_near(index: SearchIndex) -> None:
    assert [asked(index, kind).near for kind in ("sun hat", "bike light", "piano")] == [(), (), ()]


def test_a_product_is_called_what_it_is_called_in_the_shoppers_language(index: SearchIndex) -> None:
    found = index.search("红茶", Constraints(product_type="black tea"), 8).matches
    assert [m.product.translations["zh"]["title"][-8:-5] for m in found] == ["姆红茶"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("something to keep my coffee hot", "Ostvik Double-Wall Travel Mug"),
        ("I need something that keeps drinks cold", "Tarnside Spring Insulated Bottle 750 ml"),
        ("anything to charge my phone?", "Kitewave Puck Magnetic Wireless Charger"),
    ],
)
def test_what_a_thing_works_on_is_not_the_thing(shop: OpenShop, text: str, first: str) -> None:
    understood = shop.understand_message(Message("kinds", text), DialogueState())
    assert understood.stated.product_type == ""
    assert shop.index.search(understood.query, understood.stated, 1).matches[0].product.title == first


@pytest.mark.parametrize("text", ["something for my laptop", "a mug to keep my coffee hot"])
def test_a_thing_that_is_named_is_still_the_thing(shop: OpenShop, text: str) -> None:
    assert shop.understand_message(Message("kinds", text), DialogueState()).stated.product_type


def test_what_a_thing_is_to_do_opens_a_topic(shop: OpenShop) -> None:
    asked_first = shop.understand_message(Message("kinds", "a baby monitor"), DialogueState())
    then = shop.understand_message(Message("kinds", "something to keep my coffee hot"), asked_first.state)
    assert (then.state.constraints, then.query) == (Constraints(), "keep coffee hot")
    fitting = shop.understand_message(Message("kinds", "something that fits my laptop"), asked_first.state)
    assert fitting.state.constraints.product_type
