"""Corrections made in the console: kept in every version, learnt from, live at once where they answer, and erased."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.server import create_app
from tests.conftest import settings
from tests.console import Desk, add_staff

CHAT = {"accept": "application/json"}


class House:
    """A shop that serves, and two people at its console."""

    def __init__(self, client: TestClient) -> None:
        self.client, self.shop = client, _shop_of(client)
        other = TestClient(client.app, base_url="http://127.0.0.1")
        self.ann, self.ben = Desk(client, "ann"), Desk(other, "ben")

    def ask(self, session: str, text: str) -> dict[str, Any]:
        """Send a message and return the whole reply."""
        answer = self.client.post("/api/v1/chat", json={"session": session, "text": text}, headers=CHAT)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


def _shop_of(client: TestClient) -> Any:
    for _ in range(600):
        if client.get("/healthz").json()["shop"] == "open":
            return client.app.state.opening.shop  # type: ignore[attr-defined]
        time.sleep(0.05)
    raise TimeoutError("The shop did not open.")


@pytest.fixture(scope="module")
def house(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    import shutil

    home = shutil.copytree(loaded, tmp_path_factory.mktemp("corrections") / "home")
    add_staff(home, "ann", "ben")
    with TestClient(create_app(settings(home)), base_url="http://127.0.0.1") as client:
        yield House(client)


def test_an_answer_made_of_a_turn_is_given_to_the_next_shopper(house: House) -> None:
    bad = house.ask("faq-first-1", "can my dog come into the shop with me")
    assert "biscuits" not in bad["text"]
    saved = house.ann.correct(
        "faq-first-1", bad["turn"], "faq", question="Can I bring my dog?",
        answer="Dogs on a lead are welcome, and there are biscuits at the till.", language="en", topic="Visiting",
    )  # fmt: skip
    assert saved.status_code == 200, saved.text
    for n, text in enumerate(("can my dog come into the shop with me", "can my dog come in the shop with me?")):
        reply = house.ask(f"faq-next-{n}x", text)
        assert "biscuits at the till" in reply["text"], reply["text"]
        assert reply["sources"] == [f"staff/correction-{saved.json()['id']}"]


def test_an_answer_that_is_not_to_be_learnt_from_stays_live_through_learning(house: House) -> None:
    from app.learning import learn_understanding

    turn = house.ask("faq-alone-1", "may i bring my parrot inside")["turn"]
    words = {"question": "Are birds allowed?", "answer": "Parrots may come in if they keep quiet.", "language": "en"}
    saved = house.ann.correct("faq-alone-1", turn, "faq", becomes=["faq"], **words)
    assert saved.json()["becomes"] == ["faq"]
    learn_understanding(house.shop, lambda _: None)
    assert "Parrots may come in" in house.ask("faq-alone-2", "may i bring my parrot inside")["text"]


def test_an_answer_that_is_changed_or_taken_back_changes_what_is_said(house: House) -> None:
    turn = house.ask("faq-again-1", "do you lend out umbrellas when it pours")["turn"]
    words = {"question": "Do you lend umbrellas?", "language": "en"}
    saved = house.ann.correct("faq-again-1", turn, "faq", answer="Yes: ask for the green umbrella.", **words).json()
    assert "green umbrella" in house.ask("faq-again-2", "do you lend out umbrellas when it pours")["text"]
    again = house.ben.correct(
        "faq-again-1", turn, "faq", answer="Yes: ask for the yellow umbrella.", version=saved["version"], **words
    )
    assert again.json()["version"] == 2
    assert "yellow umbrella" in house.ask("faq-again-3", "do you lend out umbrellas when it pours")["text"]
    house.ann.post(f"/staff/corrections/{saved['id']}/take-back", {"version": 2}, page=True)
    assert "umbrella" not in house.ask("faq-again-4", "do you lend out umbrellas when it pours")["text"]


def test_two_people_correcting_one_turn_see_each_other_and_lose_nothing(house: House) -> None:
    turn = house.ask("two-people", "did you lot post it yet")["turn"]
    first = house.ann.correct("two-people", turn, "intent", intent="order_status")
    late = house.ben.correct("two-people", turn, "intent", intent="complaint")
    assert first.status_code == 200 and late.status_code == 409
    told = late.json()
    assert (told["theirs"], told["mine"], told["author"]) == (
        {"intent": "order_status"},
        {"intent": "complaint"},
        "ann",
    )
    path = f"/staff/conversations/two-people/turns/{turn}/correct/intent"
    shown = house.ben.post(path, {"intent": "complaint", "version": 0, "becomes": "training"}, page=True)
    assert shown.status_code == 409 and "order status" in shown.text and "complaint" in shown.text
    assert house.ben.correct("two-people", turn, "intent", intent="complaint", version=1).json()["version"] == 2
    history = house.shop.records.corrections.history(first.json()["id"])
    assert [(v.author, v.right["intent"]) for v in history] == [("ann", "order_status"), ("ben", "complaint")]


def test_what_was_taught_holds_for_other_words_and_not_for_the_rest(house: House) -> None:
    from rich.console import Console

    from app.training import train_understanding

    wrong = house.ask("taught-one", "has the heron flown from your warehouse pond")
    assert wrong["intent"] != "order_status"
    house.ann.correct("taught-one", wrong["turn"], "intent", intent="order_status")
    report = train_understanding(house.shop, None, None, 1, Console(quiet=True))
    assert report["installed"] and report["passed"] > report["passed_before"]
    assert house.ask("taught-two", "did the heron fly from the warehouse pond yet")["intent"] == "order_status"
    assert house.ask("taught-two", "a heart rate monitor")["intent"] == "find_products"
    intents = [name for name in report["after"] if name.endswith(".intent")]
    assert intents and all(report["after"][name] >= report["before"][name] for name in intents)


def test_words_that_were_taught_are_read_in_another_message(house: House) -> None:
    from app.learning import learn_understanding

    turn = house.ask("words-one", "show me a greige armchair")["turn"]
    spans = {"span": ["greige", "armchair"], "label": ["color", "core_product_type"]}
    assert house.ann.correct("words-one", turn, "spans", **spans).status_code == 200
    assert learn_understanding(house.shop, lambda _: None).installed
    house.ask("words-two", "any rugs in greige")
    read = house.shop.records.conversations.transcript("words-two")[0].reply["trace"]["understanding"]["spans"]
    assert ("color", "greige") in [(s["label"], s["text"]) for s in read]


def test_words_that_are_not_in_the_message_are_refused(house: House) -> None:
    turn = house.ask("words-bad", "a blue kettle")["turn"]
    refused = house.ann.correct("words-bad", turn, "spans", span=["green"], label=["color"])
    assert refused.status_code == 422 and "green" in refused.json()["detail"]


def test_products_stand_as_staff_put_them_and_other_queries_stay(house: House) -> None:
    from app.learning import learn_order

    other = [c["id"] for c in house.ask("order-other", "show me desk lamps")["cards"]]
    shown = house.ask("order-one", "show me kettles")
    ids = [c["id"] for c in shown["cards"]]
    assert len(ids) > 3
    wanted, unwanted = [ids[2], ids[0], *ids[3:]], ids[1]
    house.ann.correct("order-one", shown["turn"], "order", ids=wanted, **{"not": [unwanted]})
    learnt = learn_order(house.shop, lambda _: None)
    assert learnt.installed and learnt.passed > learnt.passed_before
    now = [c["id"] for c in house.ask("order-two", "show me kettles")["cards"]]
    assert now[: len(wanted)] == wanted and unwanted not in now
    assert [c["id"] for c in house.ask("order-more", "show me desk lamps")["cards"]] == other


def test_the_cases_say_what_was_wrong_and_what_is_right_now(house: House) -> None:
    from app.learning import regressions

    turn = house.ask("case-one", "no more bots please")["turn"]
    house.ann.correct("case-one", turn, "intent", intent="human")
    row = next(r for r in regressions(house.shop, None) if r["text"] == "no more bots please")
    assert (row["before"], row["passed"], row["kind"]) == (False, False, "intent")
    page = house.client.get("/staff/corrections").text
    assert "no more bots please" in page and "evaluate regressions" in page


def test_asking_a_case_again_leaves_no_conversation_and_no_cart(house: House) -> None:
    from agents.turn import DialogueState, Message

    count = len(house.shop.records.conversations.transcript("case-cart"))
    shown = house.ask("case-cart", "a kettle")
    state = house.shop.records.conversations.state("case-cart")
    from agents.record import state_from_json

    before = state_from_json(state)
    assert isinstance(before, DialogueState) and shown["cards"]
    reply = house.shop.assistant.rehearse(Message("x", "add the first one to my cart"), before)
    assert reply.intent == "add_to_cart"
    assert not [s for s in _carts(house) if s.startswith("rehearsal")]
    assert len(house.shop.records.conversations.transcript("case-cart")) == count + 1


def _carts(house: House) -> list[str]:
    from sqlalchemy import select

    from knowledge.records.schema import cart

    with house.shop.records.database.read() as connection:
        return list(connection.execute(select(cart.c.owner)).scalars())


def test_hostile_words_in_a_correction_do_not_run(house: House) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    turn = house.ask("hostile-one", f"a kettle {hostile}")["turn"]
    house.ann.correct("hostile-one", turn, "reply", text=hostile)
    id = house.ann.correct("hostile-one", turn, "intent", intent="find_products").json()["id"]
    for path in (
        f"/staff/conversations/hostile-one/turns/{turn}/correct",
        "/staff/corrections",
        f"/staff/corrections/{id}",
    ):
        page = house.client.get(path)
        assert page.status_code == 200 and "<script>alert" not in page.text and "<img src=x" not in page.text


def test_erasing_a_shopper_unlearns_what_their_turns_taught(house: House) -> None:
    from agents.turn import Message

    text = "laters"
    for _ in house.shop.assistant.respond(Message("gone-soon", text, shopper="visitor-gone")):
        pass
    house.ann.correct("gone-soon", 1, "intent", intent="bye")
    house.ann.correct("gone-soon", 1, "faq", question=text, answer="Goodbye from all of us at the harbour.")
    from app.learning import learn_understanding

    learn_understanding(house.shop, lambda _: None)
    kept = house.shop.records
    mine = [c.id for c in kept.corrections.all() if c.session == "gone-soon"]
    assert len(mine) == 2 and any(x.id in mine for x in house.shop.lessons)
    assert house.shop.held_on("visitor-gone")["corrections"]
    gone = house.shop.erase("visitor-gone")
    assert gone["corrections"] == 2
    assert not [x for x in house.shop.lessons if x.id in mine or x.text == text]
    assert not [c for c in kept.corrections.all() if c.session == "gone-soon"]
    assert not [p for p in kept.passages.all() if "harbour" in p.answer and p.id.startswith("staff/")]
    assert text not in (house.shop.home.folder / "weights" / "lessons.json").read_text("utf-8")


def test_an_answer_written_by_staff_is_live_and_two_writers_see_each_other(house: House) -> None:
    made = {"question": "Is there a cloakroom?", "answer": "Yes, behind the stairs, at no charge.", "language": "en"}
    there = house.ann.post("/staff/answers", made, page=True)
    id = there.headers["location"].split("saved=")[1]
    assert "behind the stairs" in house.ask("cloak-one1", "is there a cloakroom in the shop")["text"]
    late = house.ben.post("/staff/answers", {**made, "answer": "No.", "id": id, "seen": "stale"}, page=True)
    assert late.status_code == 409 and "behind the stairs" in late.text
    assert house.ann.post("/staff/answers/remove", {"id": id}, page=True).status_code == 303
    assert "behind the stairs" not in house.ask("cloak-two2", "is there a cloakroom in the shop")["text"]


def test_a_reply_that_staff_wrote_teaches_markers_and_never_a_new_figure() -> None:
    from agents.corrections.replies import example_of

    plan = {"kind": "offer", "points": [{"kind": "lead", "values": {"name": "Brew kettle", "price": "$39.00"}}]}
    example = example_of("a kettle", plan, "I'd take the Brew kettle at $39.00.")
    assert example is not None and example.reply == "I'd take the @A at $A."
    assert example_of("a kettle", plan, "The Brew kettle is $35 today.") is None


def test_a_stale_lesson_never_outlives_its_correction(house: House) -> None:
    from app.learning import withdraw

    turn = house.ask("stale-one1", "ring me up")["turn"]
    id = house.ann.correct("stale-one1", turn, "intent", intent="checkout").json()["id"]
    from app.learning import learn_understanding

    learn_understanding(house.shop, lambda _: None)
    assert house.ask("stale-two2", "please ring me up")["intent"] == "checkout"
    made = house.shop.records.corrections.get(id)
    withdraw(house.shop, replace(made, becomes=()))
    assert house.ask("stale-three", "please ring me up")["intent"] != "checkout"


def test_a_file_of_cases_is_asked_in_all_its_words(house: House, tmp_path: Path) -> None:
    from app.learning import regressions

    file = tmp_path / "cases.jsonl"
    file.write_text('{"kind": "intent", "text": "hello", "right": {"intent": "greet"}, "like": ["good morning"]}\n')
    assert [(r["text"], r["passed"]) for r in regressions(house.shop, file)] == [
        ("hello", True),
        ("good morning", True),
    ]
    file.write_text('{"kind": "mood", "text": "hello", "right": {}}\n')
    with pytest.raises(ValueError, match="case 1"):
        regressions(house.shop, file)


def test_a_lesson_that_would_spoil_a_held_out_text_is_kept_to_its_words(house: House) -> None:
    from agents.corrections.learn import restrained
    from agents.corrections.lessons import Lesson
    from agents.corrections.memory import Memory
    from agents.understanding.evaluate import own_test

    held = [e for e in own_test() if e.language == "en" and e.intents and len(e.text) > 25][:40]
    memory = Memory([], house.shop.embedder)
    lessons = [Lesson(n, f"{e.text} pls", "en", "bye") for n, e in enumerate(held) if "bye" not in (e.intents or ())]
    reaching = memory.with_lessons(lessons)
    captured = {x.id for x in reaching.of_intents([e.text for e in held]) if x}
    kept = restrained(lessons, memory, house.shop.plain_tagger, held)
    assert captured and any(x.to_the_word for x in kept)
    after = memory.with_lessons(kept)
    plain = house.shop.plain_tagger.tag([e.text for e in held])
    right = [t.intents[0][0] in (e.intents or ()) for t, e in zip(plain, held, strict=True)]
    now = after.of_intents([e.text for e in held])
    assert not [e.text for e, ok, lesson in zip(held, right, now, strict=True) if ok and lesson]
    assert after.of_intent(f"{held[0].text} pls") is not None
