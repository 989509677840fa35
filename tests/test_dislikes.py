"""What a shopper says that they do not like: minded at once, kept only with consent, and taken back by a click."""

from dataclasses import replace
from pathlib import Path

import pytest

from agents.turn import Message, Reply
from app.build import OpenShop
from app.likes import ShopperLikes
from knowledge.constraints import Constraints
from knowledge.records.shoppers import Permissions

ME = "visitor-taste"


def say(shop: OpenShop, session: str, text: str, shopper: str = "", **more: object) -> Reply:
    *_, reply = shop.assistant.respond(Message(session, text, shopper=shopper, **more))  # type: ignore[arg-type]
    assert isinstance(reply, Reply)
    return reply


def it_is_last(shop: OpenShop, shopper: str, disliked: tuple[str, ...] = ()) -> bool:
    """Whether Northfell's jackets are ranked after every other that is in stock."""
    found = shop.index.search("jacket", Constraints(), 40).matches
    ranked = shop.personal.rerank("jacket", found, shopper, "s", 40, disliked)
    theirs = [m.product.brand == "Northfell" for m in ranked if m.product.in_stock]
    assert any(theirs) and not all(theirs)
    return theirs == sorted(theirs)


@pytest.mark.parametrize("text", ["I don't like black", "i can't stand black", "我讨厌黑色", "黑色我不喜欢"])
def test_a_taste_is_heard_in_both_languages(demo_shop: OpenShop, text: str) -> None:
    say(demo_shop, "taste-heard", text)
    assert (demo_shop.records.conversations.state("taste-heard") or {})["disliked"] == ["color:black"]


@pytest.mark.parametrize("text", ["not black this time", "a jacket, just not black", "why is it black"])
def test_a_wish_of_the_moment_is_no_taste(demo_shop: OpenShop, text: str) -> None:
    say(demo_shop, "taste-moment", text)
    assert not (demo_shop.records.conversations.state("taste-moment") or {})["disliked"]


def test_a_stranger_s_taste_counts_in_this_conversation_alone(demo_shop: OpenShop) -> None:
    reply = say(demo_shop, "taste-here", "I don't like Northfell")
    assert "Northfell" in reply.text and not reply.cards
    say(demo_shop, "taste-here", "thanks")
    assert (demo_shop.records.conversations.state("taste-here") or {})["disliked"] == ["brand:Northfell"]
    assert it_is_last(demo_shop, "", ("brand:Northfell",)) and not it_is_last(demo_shop, "")
    say(demo_shop, "taste-elsewhere", "hello")
    assert not (demo_shop.records.conversations.state("taste-elsewhere") or {})["disliked"]


@pytest.mark.parametrize("consent", [None, False])
def test_without_consent_nothing_is_kept(demo_shop: OpenShop, consent: bool | None) -> None:
    demo_shop.records.shoppers.allow(ME, Permissions(consent=consent))
    say(demo_shop, "taste-no", "I don't like Northfell", ME)
    assert not demo_shop.records.shoppers.events(ME)
    assert demo_shop.personal.dislikes(ME, ("brand:Northfell",)) and not demo_shop.personal.dislikes(ME)


def test_with_consent_it_counts_later_is_shown_and_taken_back_by_a_click(demo_shop: OpenShop) -> None:
    demo_shop.records.shoppers.allow(ME, Permissions(consent=True))
    assert not it_is_last(demo_shop, ME)
    say(demo_shop, "taste-first", "I don't like Northfell", ME)
    assert it_is_last(demo_shop, ME)
    likes = ShopperLikes(demo_shop.records)
    assert ("not_brand:Northfell", "You do not want Northfell") in [
        (x.key, x.label) for x in likes.profile(ME, "en").lines
    ]
    likes.forget_line(ME, "not_brand:Northfell")
    assert not it_is_last(demo_shop, ME, ("brand:Northfell",))
    assert "not_brand:Northfell" not in [x.key for x in likes.profile(ME, "en").lines]
    say(demo_shop, "taste-again", "I don't like Northfell", ME)
    assert it_is_last(demo_shop, ME)


def test_the_switch_turns_it_off_at_once(demo_shop: OpenShop) -> None:
    demo_shop.records.shoppers.allow(ME, Permissions(consent=True))
    say(demo_shop, "taste-switch", "I don't like Northfell", ME)
    allowed = demo_shop.records.shoppers.permissions(ME)
    demo_shop.records.shoppers.allow(ME, replace(allowed, personalised=False))
    assert not it_is_last(demo_shop, ME)


def test_a_clicked_chip_takes_it_back_in_the_conversation(demo_shop: OpenShop) -> None:
    say(demo_shop, "taste-chip", "show me jackets, I don't like Northfell")
    say(demo_shop, "taste-chip", "", drop=("brand_not:Northfell",))
    assert not (demo_shop.records.conversations.state("taste-chip") or {})["disliked"]


def test_erasing_a_shopper_erases_it(demo_shop: OpenShop, tmp_path: Path) -> None:
    demo_shop.records.shoppers.allow(ME, Permissions(consent=True))
    say(demo_shop, "taste-erase", "I don't like Northfell", ME)
    demo_shop.erase(ME)
    demo_shop.records.shoppers.allow(ME, Permissions(consent=True))
    assert not demo_shop.personal.dislikes(ME)
