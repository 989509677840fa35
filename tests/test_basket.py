"""Several products go into the cart, and out of it, in one message; sets as many as they need."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from agents.basket import all_meant
from agents.turn import Message, Reply
from app.build import OpenShop
from tests.conftest import settings


@pytest.fixture(scope="module")
def shop(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenShop]:
    opened = OpenShop(settings(Path(shutil.copytree(loaded, tmp_path_factory.mktemp("basket") / "home"))))
    yield opened
    opened.close()


def say(shop: OpenShop, session: str, *texts: str) -> Reply:
    for text in texts:
        *_, last = shop.assistant.respond(Message(session, text))
    assert isinstance(last, Reply)
    return last


def cart(shop: OpenShop, session: str) -> dict[str, int]:
    return dict(shop.records.shoppers.cart(session))


@pytest.mark.parametrize(
    "order", ["add the whole set to my cart", "全部加入购物车", "put the camping set in my basket"]
)
def test_a_set_goes_into_the_cart_whole_and_as_often_as_it_is_needed(shop: OpenShop, order: str) -> None:
    offered = say(shop, order, "a camping set for two").whole
    assert offered is not None and set(offered.quantities.values()) == {2}
    added = say(shop, order, order)
    assert cart(shop, order) == {id: offered.quantities.get(id, 1) for id in offered.parts}
    assert f"${offered.total:,.0f}" in added.text


def test_what_a_shopper_excepts_stays_out(shop: OpenShop) -> None:
    offered = say(shop, "but", "everything for a home office under $500").whole
    assert offered is not None
    say(shop, "but", "add them all to my cart except the mouse")
    assert {offered.parts[id] for id in cart(shop, "but")} == set(offered.parts.values()) - {"wireless mouse"}


def test_those_shown_are_meant_together_and_one_talked_about_alone(shop: OpenShop) -> None:
    shown = say(shop, "these", "a kettle").cards
    say(shop, "these", "add the first two to my cart")
    assert set(cart(shop, "these")) == {card.id for card in shown[:2]}
    say(shop, "these", "clear my cart", "how loud is the second one?", "add them to my cart")
    assert set(cart(shop, "these")) == {shown[1].id}, "what was asked about, called them"


def test_what_is_compared_goes_in_together(shop: OpenShop) -> None:
    compared = say(shop, "compared", "compare two kettles").cards
    say(shop, "compared", "add both to my cart")
    assert set(cart(shop, "compared")) == {card.id for card in compared[:2]}


def test_pieces_are_counted_as_they_are_said(shop: OpenShop) -> None:
    shown = say(shop, "three", "a kettle").cards
    say(shop, "three", "add three of the second one to my cart")
    say(shop, "three", "把第一个加入购物车，来两个")
    assert cart(shop, "three") == {shown[1].id: 3, shown[0].id: 2}


@pytest.mark.parametrize("order", ["empty my cart", "remove them all from my cart", "清空购物车"])
def test_a_cart_is_emptied_in_one_message(shop: OpenShop, order: str) -> None:
    say(shop, order, "a kettle", "add the first two to my cart", order)
    assert cart(shop, order) == {}


def test_several_are_taken_out_and_the_rest_stays(shop: OpenShop) -> None:
    shown = say(shop, "out", "a kettle", "add the first three to my cart").cards
    told = say(shop, "out", "remove the first two from my cart")
    assert set(cart(shop, "out")) == {shown[2].id}
    assert shown[0].title.split()[0] in told.text


def test_all_is_heard_and_a_few_are_not_all() -> None:
    assert all_meant("add everything") and all_meant("都要") and all_meant("put the whole lot in")
    assert not all_meant("add both") and not all_meant("both of the first two, that's all")
