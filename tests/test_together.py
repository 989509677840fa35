"""Whole sets, alternatives and accessories in conversation, replayed from tests/cases/together.jsonl."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agents.assistant import Assistant
from agents.record import as_json, reply_from_json, state_from_json
from agents.turn import DialogueState, KeptSet, Message, Reply
from app.build import OpenShop
from tests.conftest import settings

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "together.jsonl").read_text().splitlines()]


@pytest.fixture(scope="module")
def shop(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenShop]:
    opened = OpenShop(settings(Path(shutil.copytree(loaded, tmp_path_factory.mktemp("together") / "home"))))
    yield opened
    opened.close()


def say(assistant: Assistant, session: str, text: str) -> Reply:
    steps = list(assistant.respond(Message(session, text)))
    assert isinstance(steps[-1], Reply)
    return steps[-1]


def check_set(reply: Reply, wanted: dict[str, Any]) -> None:
    assert reply.whole is not None
    kinds = set(reply.whole.parts.values())
    times = reply.whole.quantities
    assert reply.whole.total == pytest.approx(sum(c.price * times.get(c.id, 1) for c in reply.cards))
    assert reply.whole.total <= wanted.get("most", reply.whole.total)
    assert set(wanted.get("has", ())) <= kinds
    assert not set(wanted.get("not", ())) & kinds
    assert set(wanted.get("beyond", ())) <= set(reply.whole.beyond)
    assert set(wanted.get("unsold", ())) <= set(reply.whole.unsold)


def check(shop: OpenShop, reply: Reply, turn: dict[str, Any]) -> None:
    products = shop.records.products.get([card.id for card in reply.cards])
    kinds = [products[card.id].product_type for card in reply.cards]
    assert all(said in reply.text for said in turn.get("says", ()))
    assert not set(turn.get("not_kinds", ())) & set(kinds)
    assert set(kinds) <= set(turn.get("kinds", kinds))
    assert len(set(kinds[: turn.get("apart", 0)])) == turn.get("apart", 0)
    assert all(bool(card.near) for card in reply.cards) or not turn.get("near")
    assert all(card.brand != turn.get("brand_not") for card in reply.cards)
    assert len(reply.cards) == turn.get("cards", len(reply.cards))
    if "set" in turn:
        check_set(reply, turn["set"])


@pytest.mark.parametrize("case", CASES, ids=[c["about"] for c in CASES])
def test_what_belongs_together_is_offered_as_a_good_shop_would(shop: OpenShop, case: dict[str, Any]) -> None:
    for turn in case["turns"]:
        check(shop, say(shop.assistant, case["about"], turn["text"]), turn)


def test_a_set_survives_a_restart_and_its_reply_is_read_back_whole(shop: OpenShop) -> None:
    reply = say(shop.assistant, "restart", "a setup for video calls")
    kept = state_from_json(shop.records.conversations.state("restart")).whole
    assert kept is not None
    assert set(kept.pieces.values()) == {card.id for card in reply.cards}
    assert reply_from_json(as_json(reply)).whole == reply.whole
    before = as_json(DialogueState())
    del before["whole"]
    assert state_from_json(before).whole is None
    assert state_from_json(as_json(DialogueState(whole=KeptSet("tea", ("mug",))))).whole == KeptSet("tea", ("mug",))
