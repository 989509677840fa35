"""A conversation goes to a person and back: offered when due, promised only where somebody is, silent while held."""

from collections.abc import Iterator

import pytest

from agents.handover import summary
from agents.turn import Message, Reply
from app.build import OpenShop
from knowledge.records.live import HeldByAnother

SESSION = "talk-0001"


@pytest.fixture
def shop(demo_shop: OpenShop) -> Iterator[OpenShop]:
    yield demo_shop


def say(shop: OpenShop, text: str, session: str = SESSION, id: str = "", locale: str = "en") -> Reply:
    *_, last = shop.assistant.respond(Message(session, text, id, locale=locale))
    assert isinstance(last, Reply)
    return last


def test_who_asks_for_a_person_waits_and_is_promised_one_only_if_one_is_there(shop: OpenShop) -> None:
    live = shop.records.live
    alone = say(shop, "can I talk to a human please")
    assert alone.handoff and alone.held_by == "waiting" and live.holder(SESSION) == "waiting"
    assert "colleague has been called" not in alone.text and ("Nobody" in alone.text or "no colleague" in alone.text)
    live.set_duty("Ana", True)
    helped = say(shop, "I want a real person", session="talk-0002")
    assert "colleague" in helped.text and "obody" not in helped.text
    again = say(shop, "get me a human now", session="talk-0002")
    assert len(live.handovers("talk-0002")) == 1, "a second call made a second place in the queue"
    assert "queue" in again.text or "has been called" in again.text


def test_the_assistant_goes_on_answering_while_the_shopper_waits(shop: OpenShop) -> None:
    say(shop, "I want to speak to a person")
    found = say(shop, "a rain jacket under $200")
    assert found.cards and found.text and found.held_by == "waiting"


def test_the_assistant_is_silent_while_a_person_has_the_chat_and_goes_on_where_it_stood(shop: OpenShop) -> None:
    live = shop.records.live
    before = say(shop, "a rain jacket under $200")
    say(shop, "let me talk to a person")
    live.join(SESSION, "Ana")
    held = say(shop, "hello, are you there?", id="m-held-1")
    assert (held.text, held.cards, held.held_by) == ("", (), "person")
    assert say(shop, "hello, are you there?", id="m-held-1").turn == held.turn, "a retry made a second message"
    assert shop.records.conversations.transcript(SESSION)[-1].status == "held"
    live.say(SESSION, "Ana", "Hello, I am Ana.")
    live.end(SESSION, "returned", "Ana", "Told her about the sale.")
    cheaper = say(shop, "under $120")
    assert cheaper.text and cheaper.held_by == "assistant"
    assert cheaper.constraints.product_type == before.constraints.product_type
    assert [line.kind for line in live.lines(SESSION)] == ["waiting", "turn", "joined", "turn", "message", "left"]


def test_only_one_colleague_has_a_chat_and_the_other_is_told_who(shop: OpenShop) -> None:
    live = shop.records.live
    say(shop, "human please")
    live.join(SESSION, "Ana")
    live.join(SESSION, "Ana")
    with pytest.raises(HeldByAnother) as refused:
        live.join(SESSION, "Ben")
    assert refused.value.name == "Ana"
    for act in (lambda: live.say(SESSION, "Ben", "hi"), lambda: live.end(SESSION, "closed", "Ben")):
        with pytest.raises(HeldByAnother):
            act()
    assert [line.kind for line in live.lines(SESSION)].count("joined") == 1
    with pytest.raises(LookupError):
        live.join("talk-of-nobody", "Ben")


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("this is ridiculous, your bot is useless!!!", "en"),
        ("I want to complain, the kettle arrived broken", "en"),
        ("你们是骗子！！！气死我了", "zh"),
    ],
)
def test_anger_and_complaints_are_offered_a_person_and_yes_calls_one(shop: OpenShop, text: str, locale: str) -> None:
    offered = say(shop, text, locale=locale)
    assert offered.choices == (("转人工",) if locale == "zh" else ("Talk to a person",))
    assert shop.records.live.holder(SESSION) == "assistant", "nobody is called who was not wanted"
    called = say(shop, "好的" if locale == "zh" else "yes please", locale=locale)
    assert called.handoff and called.held_by == "waiting"
    assert shop.records.live.handovers(SESSION)[0].why in ("anger", "complaint")


def test_the_offered_quick_reply_calls_a_person(shop: OpenShop) -> None:
    offered = say(shop, "I am so angry, worst shop ever!!!")
    assert say(shop, offered.choices[0]).held_by == "waiting"


def test_two_failures_in_a_row_bring_the_offer_and_one_does_not(shop: OpenShop) -> None:
    first = say(shop, "do you sell plutonium")
    second = say(shop, "got any uranium rods")
    assert "Talk to a person" not in first.choices
    assert second.choices == ("Talk to a person",)


def test_a_quiet_wish_is_never_offered_a_person(shop: OpenShop) -> None:
    for text in ("a rain jacket", "under $150", "what is the return policy", "thanks"):
        assert "Talk to a person" not in say(shop, text).choices


def test_the_summary_is_made_of_records(shop: OpenShop) -> None:
    found = say(shop, "a rain jacket under $200")
    say(shop, "this is useless, get me a person!!!")
    call = shop.records.live.handovers(SESSION)[0]
    told = summary(shop.records, call)
    assert told.asked == ("a rain jacket under $200", "this is useless, get me a person!!!")
    assert set(told.shown) <= {card.title for card in found.cards} and told.shown
    assert any("200" in wish for wish in told.wants)
    assert told.mood == "angry"


def test_what_was_said_survives_a_restart(shop: OpenShop) -> None:
    say(shop, "human please")
    shop.records.live.join(SESSION, "Ana")
    shop.records.live.say(SESSION, "Ana", "One moment.")
    again = type(shop.records.live)(shop.records.database)
    assert again.holder(SESSION) == "person"
    assert [(line.name, line.text) for line in again.lines(SESSION) if line.kind == "message"] == [
        ("Ana", "One moment.")
    ]


def test_the_bell_rings_for_those_who_listen_and_no_longer(shop: OpenShop) -> None:
    heard: list[str] = []
    leave = shop.records.live.bell.listen(SESSION, lambda name, _: heard.append(name))
    shop.records.live.typing(SESSION, "shopper")
    say(shop, "human please")
    leave()
    shop.records.live.typing(SESSION, "shopper")
    assert heard[0] == "typing" and heard.count("typing") == 1 and "news" in heard
