"""The same understanding, read by a chat model: typed, checked, and local again where the model fails."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage
from pydantic import BaseModel, Field, ValidationError

from agents.turn import INTENTS, DialogueState, Tagged, Understanding
from agents.understanding.constraints import Reading, read_constraints
from agents.understanding.understand import LONGEST_TEXT, Tagger, composed
from knowledge.constraints import Constraints
from knowledge.product import Product
from knowledge.vocabulary import Vocabulary
from knowledge.words import key, plain
from prompts import render

TRIES = 2
_Sort = Literal["", "price_asc", "price_desc", "rating_desc", "newest"]


class Said(BaseModel):
    """What the model is asked for; every field but the intent may stay empty."""

    intent: str = Field(description="one of the listed intents")
    in_scope: bool = True
    product_type: str = ""
    brand: list[str] = []
    brand_not: list[str] = []
    price_min: float | None = None
    price_max: float | None = None
    currency: str = ""
    color: list[str] = []
    size: str = ""
    material: str = ""
    audience: str = ""
    attributes: dict[str, str | bool | float | int] = {}
    sort: _Sort = ""
    in_stock: bool | None = None
    rating_min: float | None = None


def understand_with(
    llm: BaseChatModel,
    text: str,
    state: DialogueState,
    tagger: Tagger,
    vocabulary: Vocabulary,
    shown: Sequence[Product] = (),
    viewing: Product | None = None,
    locale: str = "",
) -> Understanding:
    """Return what `text` means as the chat model reads it; as the local reading has it where the model fails twice."""
    read = plain(text[:LONGEST_TEXT])
    tagged = tagger.tag([read])[0]
    local = read_constraints(read, vocabulary, tagged, state.constraints.product_type)
    heard = _asked(llm, read, state, shown)
    if heard is not None:
        tagged = _tagged(tagged, heard)
        local = replace(local, constraints=_linked(heard, local, read, vocabulary))
    return composed(text, read, state, tagged, local, vocabulary, shown, viewing, locale)


def _asked(llm: BaseChatModel, text: str, state: DialogueState, shown: Sequence[Product]) -> Said | None:
    """Return the model's typed answer, or None after `TRIES` failures of any kind."""
    titles = [p.title for p in shown[:6]]
    system = render(
        "understand/system", "en", intents=", ".join(INTENTS), schema=json.dumps(Said.model_json_schema()["properties"])
    )
    known = json.dumps({"constraints": state.constraints.as_json(), "shown": titles}, ensure_ascii=False)
    messages: list[BaseMessage] = [
        SystemMessage(system),
        HumanMessage(render("understand/turn", "en", state=known, text=text)),
    ]
    for _ in range(TRIES):
        try:
            return _checked(str(llm.invoke(messages).content))
        except ValueError as wrong:  # also pydantic's and json's errors
            messages.append(HumanMessage(render("understand/again", "en", problem=str(wrong)[:300])))
        except Exception:  # a model that is down or slow must never end a turn: the local reading stands
            return None
    return None


def _checked(answer: str) -> Said:
    """Return the object in a model's answer; raises ValueError saying what is wrong with it."""
    start, end = answer.find("{"), answer.rfind("}")
    if start < 0 or end < start:
        raise ValueError("The answer holds no JSON object: write one object and nothing else.")
    try:
        said = Said.model_validate_json(answer[start : end + 1])
    except ValidationError as wrong:
        raise ValueError(str(wrong)) from None
    if said.intent not in INTENTS:
        raise ValueError(f"{said.intent!r} is not one of the intents: choose one of {', '.join(INTENTS)}.")
    return said


def _tagged(tagged: Tagged, said: Said) -> Tagged:
    rest = tuple((i, s * 0.1) for i, s in tagged.intents if i != said.intent)
    return replace(tagged, intents=((said.intent, 0.9), *rest), in_scope=said.in_scope)


def _linked(said: Said, local: Reading, text: str, vocabulary: Vocabulary) -> Constraints:
    """Return the model's constraints in the catalogue's spelling, less prices that the text does not state."""
    values: dict[str, Any] = said.model_dump(exclude={"intent", "in_scope"})
    values["brand"] = tuple(vocabulary.spelling("brand", b) for b in said.brand)
    values["brand_not"] = tuple(vocabulary.spelling("brand", b) for b in said.brand_not)
    values["color"] = tuple(c.lower() for c in said.color)
    values["product_type"] = key(said.product_type)
    if not local.prices:
        values["price_min"] = values["price_max"] = None
        values["currency"] = ""
    return Constraints(**values)
