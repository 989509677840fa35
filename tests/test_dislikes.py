"""What a shopper says that they do not like: minded at once, kept only with consent, and taken back by a click."""

import time
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from agents.turn import Message, Reply
from agents.visits import ACTS, MOST, Visits
from app.build import OpenShop
from app.likes import ShopperLikes
from app.server import create_app
from knowledge.constraints import Constraints
from knowledge.events import Event
from knowledge.records.shoppers import Permissions
from tests.conftest import settings

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


def test_a_browser_that_objects_keeps_a_taste_in_its_conversation_whatever_was_allowed(demo_shop: OpenShop) -> None:
    demo_shop.records.shoppers.allow(ME, Permissions(consent=True))
    say(demo_shop, "taste-gpc", "I don't like Northfell", ME, objects=True)
    assert not demo_shop.records.shoppers.events(ME)
    heard = (demo_shop.records.conversations.state("taste-gpc") or {})["disliked"]
    assert heard == ["brand:Northfell"], "it holds on in this conversation"
    assert demo_shop.personal.dislikes(ME, heard, objects=True) and not demo_shop.personal.dislikes(ME)


def test_a_taste_kept_before_is_not_used_for_a_browser_that_objects(demo_shop: OpenShop) -> None:
    demo_shop.records.shoppers.allow(ME, Permissions(consent=True))
    say(demo_shop, "taste-kept", "I don't like Northfell", ME)
    assert demo_shop.personal.dislikes(ME) and not demo_shop.personal.dislikes(ME, objects=True)
    jackets = say(demo_shop, "taste-now", "show me jackets", ME)
    objecting = say(demo_shop, "taste-objects", "show me jackets", ME, objects=True)
    stranger = say(demo_shop, "taste-stranger", "show me jackets")
    assert [c.id for c in objecting.cards] == [c.id for c in stranger.cards] != [c.id for c in jackets.cards]


def test_over_http_the_objection_is_heard(demo_home: Path) -> None:
    with TestClient(create_app(settings(demo_home))) as client:
        client.headers["Authorization"] = "Bearer " + client.post("/api/v1/sessions").json()["token"]
        while client.get("/healthz").json()["shop"] != "open":
            pass
        client.put("/api/v1/consent", json={"consent": True})
        said = {"session": "taste-over-http-1", "text": "I don't like Northfell"}
        client.post("/api/v1/chat", json=said, headers={"Sec-GPC": "1"}).raise_for_status()
        assert client.get("/api/v1/export").json()["events"] == []
        client.post("/api/v1/chat", json={**said, "session": "taste-over-http-2"}).raise_for_status()
        assert [e["query"] for e in client.get("/api/v1/export").json()["events"]] == ["brand:Northfell"]


@pytest.mark.parametrize(("consent", "may_keep"), [(None, True), (False, True), (True, False)])
def test_what_may_not_be_kept_counts_in_its_visit_alone(
    demo_shop: OpenShop, consent: bool | None, may_keep: bool
) -> None:
    me = "visitor-passing"
    demo_shop.records.shoppers.allow(me, Permissions(consent=consent))
    looked = [Event(me, "view_item", id, time=time.time(), session="visit-1") for id in ("kit-70444", "kit-70445")]
    demo_shop.assistant.events(looked, may_keep)
    here = demo_shop.personal.profile(me, "visit-1", not may_keep)
    assert here is not None and {e.item_id for e in here.session} <= {"kit-70444", "kit-70445"} and here.session
    assert demo_shop.personal.profile(me, "visit-2", not may_keep) is None
    assert demo_shop.personal.profile("somebody-else", "visit-1", not may_keep) is None
    assert not demo_shop.records.shoppers.events(me)
    demo_shop.records.shoppers.allow(me, Permissions(consent=consent, personalised=False))
    assert demo_shop.personal.profile(me, "visit-1", not may_keep) is None, "the switch holds here too"
    demo_shop.records.shoppers.allow(me, Permissions(consent=consent))
    demo_shop.erase(me)
    assert demo_shop.personal.profile(me, "visit-1", not may_keep) is None


def test_a_visit_ends_with_silence_and_old_acts_make_room() -> None:
    visits = Visits()
    visits.saw([Event("ann", "view_item", f"k{n}", session="s") for n in range(ACTS + 5)])
    assert [e.item_id for e in visits.of("s", "ann")] == [f"k{n}" for n in range(5, ACTS + 5)]
    visits.saw([Event("bob", "view_item", "k", session=f"s{n}") for n in range(MOST)])
    assert not visits.of("s", "ann") and visits.of("s0", "bob")
