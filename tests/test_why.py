""" "Why this one?" in chat: answered from what moved the product, and checked by ranking again without it."""

import itertools
from dataclasses import replace

import pytest

from agents.replies.points import Done
from agents.retrieve import SHOWN, candidates
from agents.tools import shop_tools
from agents.turn import DialogueState, Message, Reply
from agents.why import asks_why, lower_place
from app.build import OpenShop
from knowledge import demo

SHOWN_ONE = DialogueState(query="kettle", shown=("k1",))


ASKED = (
    "why this one?", "why did you recommend that", "Why is that on top?", "how come you suggest this one",
    "why the first one?", "what makes you recommend this", "为什么推荐这个", "为啥是这个？", "你为什么给我推荐这款",
    "怎么推荐的这个", "推荐理由是什么",
)  # fmt: skip


@pytest.mark.parametrize("text", ASKED)
def test_the_question_is_heard(text: str) -> None:
    assert asks_why(text, SHOWN_ONE) and not asks_why(text, DialogueState())


@pytest.mark.parametrize(
    "text",
    ["why is it so expensive", "why is my order late", "why was my card declined", "为什么这么贵", "为什么还没发货"],
)
def test_other_whys_are_left_alone(text: str) -> None:
    assert not asks_why(text, SHOWN_ONE)


def say(shop: OpenShop, session: str, text: str, shopper: str = "") -> Reply:
    *_, reply = shop.assistant.respond(Message(session, text, shopper=shopper))
    assert isinstance(reply, Reply)
    return reply


QUERIES = ("mug", "jacket", "kettle", "coffee beans", "backpack", "desk lamp", "boots", "cushion")
PEOPLE = [persona["id"] for persona in demo.shoppers()]


def test_the_answer_is_what_the_card_said(demo_shop: OpenShop) -> None:
    asked = 0
    for me in PEOPLE[:4]:
        session = f"why-card-{me}"
        shown = say(demo_shop, session, "show me mugs", me)
        reasoned = [row for row in shown.trace["ranked"] if row["reasons"]]
        if not reasoned or reasoned[0]["id"] != shown.cards[0].id:
            continue
        asked += 1
        told = say(demo_shop, session, "why the first one?", me)
        assert shown.cards[0].reason[1:].lower() in told.text.lower()
        assert told.intent == "ask_product" and [c.id for c in told.cards] == [shown.cards[0].id]
        assert shown.cards[0].id == say(demo_shop, session, "为什么推荐这个", me).cards[0].id
    assert asked


def test_a_place_that_is_named_is_the_one_that_ranking_without_the_signal_gives(demo_shop: OpenShop) -> None:
    told = 0
    tools = shop_tools(demo_shop.shop)
    for me, query in itertools.product(PEOPLE, QUERIES):
        before, message = DialogueState(query=query), Message("why-place", "why", shopper=me)
        found = candidates(query, before.constraints, tools)
        ranked = demo_shop.personal.rerank(query, found, me, message.session, SHOWN)
        for place, match in enumerate(ranked[:3], 1):
            for reason in match.reasons[:1]:
                said = lower_place(reason, found, before, message, match.product, place, demo_shop.shop)
                signal = str(reason.values["signal"])
                again = demo_shop.personal.rerank(query, found, me, message.session, len(found), (), (signal,))
                without = [m.product.id for m in again].index(match.product.id) + 1
                assert said == ({"place": str(place), "without": str(without)} if without > place else {})
                told += bool(said)
        if told:
            return
    assert told


def test_a_product_that_nothing_personal_moved_is_said_to_fit(demo_shop: OpenShop) -> None:
    say(demo_shop, "why-none", "a kettle under $50")
    told = say(demo_shop, "why-none", "why this one?")
    assert told.text and "you often" not in told.text and "you bought" not in told.text.lower()


def test_the_switch_is_owned_up_to(demo_shop: OpenShop) -> None:
    me = PEOPLE[0]
    allowed = demo_shop.records.shoppers.permissions(me)
    demo_shop.records.shoppers.allow(me, replace(allowed, personalised=False))
    say(demo_shop, "why-off", "show me jackets", me)
    told = say(demo_shop, "why-off", "why this one?", me)
    assert "you switched personal ranking off" in told.text and "you often pick" not in told.text


def test_every_wording_is_there_in_both_languages() -> None:
    from prompts import render

    values = {"name": "K", "reason": "Popular", "also": "", "place": "1", "without": "3", "what": "not black"}
    for done in (Done("why"), Done("why_without"), Done("why_off"), Done("disliked"), Done("disliked_kept")):
        assert all(render(f"reply/done_{done.key}", language, **values) for language in ("en", "zh"))
