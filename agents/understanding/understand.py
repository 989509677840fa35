"""One utterance in its conversation: intent, constraints, references, the state after it, perhaps a question back."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from agents.turn import DialogueState, Language, Tagged, Understanding
from agents.understanding.beside import allowed_beside, leaves_state, meant_beside, read_beside, stated_beside
from agents.understanding.comparing import outdoing
from agents.understanding.constraints import Reading, read_constraints
from agents.understanding.intents import LOOKING, Meant, asks_of_it, meant
from agents.understanding.phrases import order_id
from agents.understanding.queries import rewritten, search_words
from agents.understanding.questions import question_back
from agents.understanding.references import referred
from agents.understanding.rules import by_rules, says
from agents.understanding.state import dropped, is_new_topic, loosens, merged, starts_over, undoes
from agents.understanding.unlisted import UNLISTED
from knowledge.constraints import Constraints
from knowledge.product import Product
from knowledge.traditional import simplified
from knowledge.vocabulary import Vocabulary
from knowledge.words import is_chinese, plain

LONGEST_TEXT = 1500  # characters that are read; what a shopper writes beyond that is not searched for wishes
_CHEAPER_THAN = re.compile(
    r"\b(?:cheaper|less expensive|lower(?: price)?|less) than\b|比.{1,12}(?:便宜|低)", re.IGNORECASE
)
_DEARER_THAN = re.compile(r"\b(?:more expensive|pricier|dearer) than\b|比.{1,12}贵", re.IGNORECASE)


_A_PART = re.compile(
    r"\b(?:how|what|whats|does|is|are|can|will)\b.*\b(?:the|its|their) \w+|多久|多长|多大|多少|怎么样|如何",
    re.IGNORECASE,
)
_ABOUT_THE_KIND = ("what", "which_meaning")


class Tagger(Protocol):
    """What reads intents, scope and spans: the trained model, or plain rules."""

    def tag(self, texts: Sequence[str]) -> list[Tagged]:
        """Return what is read in each text, in order."""
        ...


class RuleTagger:
    """Reads intents by plain rules and marks no spans: for tests, and when no trained weights are installed."""

    def tag(self, texts: Sequence[str]) -> list[Tagged]:
        """Return what plain rules read in each text, in order."""
        return [by_rules(text) for text in texts]


def understand(
    text: str,
    state: DialogueState,
    tagger: Tagger,
    vocabulary: Vocabulary,
    shown: Sequence[Product] = (),
    viewing: Product | None = None,
    locale: str = "",
) -> Understanding:
    """Return what `text` means after `state`, with the products last `shown` and the page the shopper is `viewing`."""
    read = plain(text[:LONGEST_TEXT])
    tagged = tagger.tag([read])[0]
    reading = read_constraints(read, vocabulary, tagged, state.constraints.product_type)
    return composed(text, read, state, tagged, reading, vocabulary, shown, viewing, locale)


def composed(
    text: str,
    read: str,
    state: DialogueState,
    tagged: Tagged,
    reading: Reading,
    vocabulary: Vocabulary,
    shown: Sequence[Product],
    viewing: Product | None,
    locale: str,
) -> Understanding:
    """Return the understanding that `tagged` and `reading` of a text lead to; `read` is the text made plain."""
    reading = _of_what_was_shown(read, tagged, _without_loose_type(read, reading, state), state)
    references = referred(read, shown, state.focus, viewing)
    reading = _against(read, reading, next((p for p in shown if p.id in (references or state.focus)[:1]), None))
    intent = meant(read, tagged, reading, state, references)
    beside = None if tagged.taught else read_beside(read, reading, state, references, shown, vocabulary, intent.intent)
    beside = allowed_beside(beside, intent)
    intent = meant_beside(beside, intent)
    if beside is None and intent.intent == "ask_product" and not references and asks_of_it(read, reading):
        references = (*state.focus, *state.shown)[:1]
    language = _language(read, tagged, state, locale)
    stated = _stated(read, reading, intent, references, [*shown, *([viewing] if viewing else [])])
    stated = stated_beside(beside, stated, [p for p in shown if p.id in (references or state.focus)[:1]])
    after = _after(read, state, stated, intent, references, language)
    if leaves_state(beside):
        after = replace(after, constraints=state.constraints)
    said = "" if beside and beside.ask != "set" else read
    if references or undoes(read) or dropped(read) or loosens(read) or (starts_over(read) and not stated):
        said = ""  # it speaks of the conversation, and names nothing to look for
    query = search_words(said, reading, state, after, vocabulary) if intent.intent in LOOKING else ""
    ask = None
    if beside is None:
        ask = question_back(reading, intent, stated, state, after, query, vocabulary, shown, references)
    after = replace(after, query=query or after.query, asked=ask)
    if undoes(read) and state.undone is not None:
        intent = replace(intent, intent="refine", confidence=1.0, in_scope=True)
        query = rewritten(state.query, state.constraints, state.undone)
        after = replace(state, constraints=state.undone, query=query, intent="refine", asked=None, undone=None)
        stated, references, beside, ask = state.undone, (), None, None
    elif after.constraints != state.constraints:
        after = replace(after, undone=state.constraints)
    return Understanding(
        text=simplified(text),
        language=language,
        intent=intent.intent,
        confidence=intent.confidence,
        in_scope=intent.in_scope,
        spans=tagged.spans,
        links=reading.links,
        stated=stated,
        named=reading.constraints,
        state=after,
        query=query,
        also=intent.also,
        references=references,
        ask=ask,
        order_id=order_id(read),
        source=tagged.taught_source if intent.intent == tagged.taught else "",
        beside=beside,
        scores=dict(tagged.intents[:5]),
    )


def _without_loose_type(text: str, reading: Reading, state: DialogueState) -> Reading:
    """Return a follow-up's reading less a product type that no list knows: "leather strap" of a watch is its strap."""
    loose = any(link.field == "product_type" and link.closeness <= UNLISTED for link in reading.links)
    if not loose or not state.constraints.product_type or says("find_products", text):
        return reading
    return replace(reading, constraints=replace(reading.constraints, product_type=""))


def _of_what_was_shown(text: str, tagged: Tagged, reading: Reading, state: DialogueState) -> Reading:
    """Return a question's reading less the part it asks about: "how long does the battery last?" of headphones."""
    kind = reading.constraints.product_type
    asks = bool(tagged.intents) and tagged.intents[0][0] == "ask_product" and not says("find_products", text)
    if not kind or not asks or not state.focus or kind == state.constraints.product_type:
        return reading
    if not _A_PART.search(text):
        return reading
    return replace(reading, constraints=replace(reading.constraints, product_type=""))


def _against(text: str, reading: Reading, product: Product | None) -> Reading:
    """Return a reading with the limit that another product's record sets: "anything lighter?" than this one."""
    limits = outdoing(text, product) if product is not None and not reading.constraints.product_type else {}
    if not limits:
        return reading
    name, limit = next(iter(limits.items()))
    stated = {k: v for k, v in reading.constraints.attributes.items() if k not in ("lightweight", "quiet")}
    return replace(reading, constraints=replace(reading.constraints, attributes={**stated, name: limit}))


def _language(text: str, tagged: Tagged, state: DialogueState, locale: str) -> Language:
    """Return the language of the text; where it has no words of its own, that of the conversation or the page."""
    if is_chinese(text):
        return "zh"
    if re.search(r"[A-Za-z]{2,}\s+[A-Za-z]{2,}", text):
        return "en"
    if state.intent:
        return state.language
    return "zh" if locale.lower().startswith("zh") and not re.search(r"[A-Za-z]{3,}", text) else tagged.language


def _stated(
    text: str, reading: Reading, intent: Meant, references: Sequence[str], known: Sequence[Product]
) -> Constraints:
    """Return what the turn asks of products: nothing where it is about an order, or only points at shown ones."""
    stated = reading.constraints
    meant_products = [p for p in known if p.id in references]
    if intent.intent in LOOKING and meant_products:
        return _beside(text, stated, meant_products[0], intent)
    if intent.intent in LOOKING or (intent.intent in ("ask_product", "compare", "promotion") and not references):
        return stated
    quantity = {k: v for k, v in stated.attributes.items() if k == "quantity"}
    return (
        Constraints(attributes=quantity)
        if intent.intent in ("add_to_cart", "remove_from_cart", "modify_order")
        else Constraints()
    )


def _beside(text: str, stated: Constraints, product: Product, intent: Meant) -> Constraints:
    """Return a wish stated against a shown product: "cheaper than that one", "like the second but in blue"."""
    if _CHEAPER_THAN.search(text):
        return replace(
            stated, price_max=round(product.price - 0.01, 2), sort=stated.sort if stated.sort != "price_asc" else ""
        )
    if _DEARER_THAN.search(text):
        return replace(stated, price_min=round(product.price + 0.01, 2))
    if intent.intent == "complement":
        return replace(stated, product_type="", brand=())
    return stated


def _after(
    text: str, state: DialogueState, stated: Constraints, intent: Meant, references: Sequence[str], language: Language
) -> DialogueState:
    """Return the state that the turn leads to; only wishes for products change the constraints."""
    if starts_over(text) and not stated:
        return DialogueState(
            shown=state.shown,
            intent=intent.intent,
            disliked=state.disliked,
            language=language,
            traditional=state.traditional,
        )
    constraints = state.constraints
    query = state.query
    if intent.intent in LOOKING:
        answers = state.asked is not None and state.asked.key in _ABOUT_THE_KIND
        fresh = not answers and (intent.fresh or is_new_topic(state.constraints, stated, text))
        constraints = stated if fresh else merged(state.constraints, stated, text)
        query = "" if fresh else query
    elif not state.constraints and stated:
        constraints = stated
    return replace(
        state,
        constraints=constraints,
        query=query,
        focus=tuple(references) or state.focus,
        intent=intent.intent,
        asked=None,
        language=language,
    )
