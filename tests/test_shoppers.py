"""Conversations of shoppers who change their minds, replayed from tests/cases/shoppers.jsonl."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agents.turn import Reply
from app.build import OpenShop
from knowledge.traditional import writes_traditional
from tests.conftest import settings
from tests.test_together import check, say

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "shoppers.jsonl").read_text().splitlines()]


@pytest.fixture(scope="module")
def shop(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenShop]:
    opened = OpenShop(settings(Path(shutil.copytree(loaded, tmp_path_factory.mktemp("shoppers") / "home"))))
    yield opened
    opened.close()


def check_talk(reply: Reply, turn: dict[str, Any]) -> None:
    assert reply.intent == turn.get("intent", reply.intent)
    assert reply.constraints.as_json() == turn.get("constraints", reply.constraints.as_json())
    assert reply.asks_back or not turn.get("asks")
    assert all(words in reply.cards[0].title for words in turn.get("titled", ()))
    assert writes_traditional(reply.text) or not turn.get("traditional")
    if turn.get("fits"):
        assert reply.cards and not any(card.near for card in reply.cards), reply.text


@pytest.mark.parametrize("case", CASES, ids=[c["about"] for c in CASES])
def test_a_shopper_who_talks_freely_is_followed(shop: OpenShop, case: dict[str, Any]) -> None:
    for turn in case["turns"]:
        reply = say(shop.assistant, case["about"], turn["text"])
        check(shop, reply, turn)
        check_talk(reply, turn)
