"""Understanding by a chat model: its typed answer is checked, tried once more, and the local reading stands in."""

import json
from typing import Any

from langchain_core.language_models import FakeListChatModel
from langchain_core.language_models.fake_chat_models import FakeListChatModelError

from agents.turn import DialogueState
from agents.understanding.by_model import understand_with
from agents.understanding.understand import RuleTagger, understand
from knowledge.product import Product
from knowledge.vocabulary import Vocabulary

SHOP = Vocabulary.of([Product("1", "Odyssey G5", 30000, "USD", brand="Samsung", product_type="monitor", color="black")])
TEXT = "a screen for my office, the korean brand, up to 300"


class Down(FakeListChatModel):
    """A model whose server does not answer."""

    def _call(self, *args: Any, **kwargs: Any) -> str:
        raise FakeListChatModelError


def asked(*answers: Any, text: str = TEXT) -> Any:
    replies = [a if isinstance(a, str) else json.dumps(a) for a in answers]
    return understand_with(FakeListChatModel(responses=replies), text, DialogueState(), RuleTagger(), SHOP)


def test_the_models_typed_answer_is_used_in_the_catalogues_spelling() -> None:
    u = asked({"intent": "find_products", "product_type": "monitors", "brand": ["SAMSUNG"], "price_max": 300})
    assert u.intent == "find_products"
    assert u.state.constraints.as_json() == {"product_type": "monitor", "brand": ["Samsung"], "price_max": 300.0}


def test_a_wrong_answer_is_asked_for_once_more() -> None:
    good = {"intent": "find_products", "product_type": "monitor"}
    assert asked("I would love to help!", good).stated.product_type == "monitor"
    assert asked({"intent": "buy_stuff"}, good).stated.product_type == "monitor"


def test_after_two_wrong_answers_the_local_reading_stands() -> None:
    local = understand("samsung monitor under 300", DialogueState(), RuleTagger(), SHOP)
    assert asked("no", "still no", text="samsung monitor under 300") == local


def test_a_model_that_is_down_leaves_the_local_reading() -> None:
    u = understand_with(Down(responses=["x"]), "samsung monitor", DialogueState(), RuleTagger(), SHOP)
    assert u == understand("samsung monitor", DialogueState(), RuleTagger(), SHOP)


def test_a_price_that_the_text_does_not_state_is_not_taken_from_the_model() -> None:
    u = asked({"intent": "find_products", "product_type": "monitor", "price_max": 99}, text="a monitor please")
    assert u.stated.price_max is None
