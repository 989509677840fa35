"""When to ask one short question back, with choices: only where no sensible answer exists, and never twice in a row."""

import re
from collections.abc import Sequence

from agents.turn import DialogueState, Question
from agents.understanding.constraints import Reading
from agents.understanding.intents import Meant
from knowledge.constraints import Constraints
from knowledge.product import Product
from knowledge.vocabulary import Vocabulary
from knowledge.words import glossary, key

CHOICES = 4
_LONGEST_CHOICE = 48


def question_back(
    reading: Reading,
    intent: Meant,
    stated: Constraints,
    before: DialogueState,
    after: DialogueState,
    query: str,
    vocabulary: Vocabulary,
    shown: Sequence[Product],
    references: Sequence[str],
) -> Question | None:
    """Return the question that a turn makes necessary, or None; None too right after a question."""
    anew = intent.fresh and bool(before.constraints) and not (after.constraints or query)  # "start over"
    if before.asked is not None and not anew:
        return None
    if intent.intent in ("find_products", "refine"):
        return _which_meaning(reading, stated, after, vocabulary) or _what_product(intent, after, query, vocabulary)
    if intent.intent in ("add_to_cart", "ask_product") and len(shown) > 1 and not references and not stated:
        return _which_product(intent, after, shown)
    return None


def _which_meaning(
    reading: Reading, stated: Constraints, after: DialogueState, vocabulary: Vocabulary
) -> Question | None:
    """Ask what a word means where the shop sells both things that it can mean ("notebook": a laptop or paper)."""
    alone = set(stated.as_json()) <= {"product_type", "color", "price_max", "price_min", "currency", "sort", "brand"}
    if not stated.product_type or not alone:
        return None
    words = {key(link.text) for link in reading.links if link.field == "product_type"}
    for _, said, readings in glossary("ambiguous"):
        sold = [r for r in readings if vocabulary.knows("product_type", r)]
        if len(sold) > 1 and not words.isdisjoint(map(key, said)):
            choices = tuple(_in_language(r, after.language, vocabulary) for r in sold[:CHOICES])
            return Question("which_meaning", choices, {"word": stated.product_type})
    return None


def _what_product(intent: Meant, after: DialogueState, query: str, vocabulary: Vocabulary) -> Question | None:
    """Ask what is wanted where nothing at all was said of it."""
    if after.constraints or query:
        return None
    counted = vocabulary.values.get("product_type") or vocabulary.values.get("category") or {}
    common = sorted(counted, key=lambda v: -counted[v])[:CHOICES]
    return Question("what", tuple(_in_language(v, after.language, vocabulary) for v in common))


def _in_language(kind: str, language: str, vocabulary: Vocabulary) -> str:
    """Return a product type as shoppers read it: the catalogue's translation, the glossary's, or its own name."""
    if language != "zh":
        return kind
    own = (phrase for phrase, (name, value) in vocabulary.names.items() if name == "product_type" and value == kind)
    listed = (chinese[0] for _, english, chinese in glossary("types") if kind in english and chinese)
    return next(own, next(listed, kind))


def _which_product(intent: Meant, after: DialogueState, shown: Sequence[Product]) -> Question | None:
    """Ask which of the shown products is meant; the one last talked about needs no question."""
    if after.focus:
        return None
    titles = tuple(_shortened(p.titled(after.language)) for p in shown[:CHOICES])
    return Question("which_product", titles)


def _shortened(title: str) -> str:
    return title if len(title) <= _LONGEST_CHOICE else re.sub(r"\s+\S*$", "", title[:_LONGEST_CHOICE]) + "…"
