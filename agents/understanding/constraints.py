"""From a shopper's text to constraints: only what was said, in the shop's own words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from agents.turn import Link, Tagged
from agents.understanding.linking import Mention, mentions
from agents.understanding.nearby import just_before
from agents.understanding.negation import refused_after, unwanted
from agents.understanding.nouns import Kind, kind_of_product, worked_on
from agents.understanding.phrases import Said, said_outright
from agents.understanding.prices import Price, prices
from agents.understanding.product_lines import Named, named_models
from agents.understanding.sized import Sized
from agents.understanding.sizes import sizes
from agents.understanding.unlisted import UNLISTED
from knowledge.constraints import AttributeValue, Constraints
from knowledge.vocabulary import Vocabulary
from knowledge.words import is_chinese, plain

Stretch = tuple[int, int]

_TAKEN_BACK = re.compile(
    r"(?<=\w)[?,.;\s]+(?:no,? wait|wait,? no|oh no|actually,? no|no,? actually|scratch that|"
    r"sorry,? i mean(?:t)?|no,? sorry|no(?=,)),? |(?<=[㐀-鿿])[，。？,…\s]{0,3}(?:哦不|啊不|不对|说错了|错了)[，,]",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reading:
    """What one text states: constraints, the catalogue links behind them, and the stretches they were read from."""

    constraints: Constraints
    links: tuple[Link, ...] = ()
    used: tuple[Stretch, ...] = ()
    prices: tuple[Price, ...] = ()


@dataclass
class _Draft:
    values: dict[str, Any] = field(default_factory=dict)
    attributes: dict[str, AttributeValue] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)

    def listed(self, name: str, value: str) -> None:
        held = self.values.setdefault(name, [])
        if value not in held:
            held.append(value)

    def attribute(self, name: str, value: AttributeValue) -> None:
        held = self.attributes.get(name)
        several = isinstance(held, str) and isinstance(value, str) and value not in held.split(", ")
        if several and (name.endswith("_not") or name in _SEVERAL):
            value = f"{held}, {value}"
        elif held is not None:
            return
        self.attributes[name] = value


_OR = re.compile(r"(?:\bor\b|/|或者?|、|还是)\s*(?:an? )?$", re.IGNORECASE)
_SEVERAL = frozenset({"use", "pattern"})


def read_constraints(text: str, vocabulary: Vocabulary, tagged: Tagged | None = None, topic: str = "") -> Reading:
    """Return the constraints stated in `text`; the tagger's spans are only a second opinion on what names a product.

    `topic` is the product type talked about: "1 kg" is a size of coffee and a weight of a tent.
    """
    text = plain(text)
    taken_back = max(_TAKEN_BACK.finditer(text), key=lambda m: m.end(), default=None)
    if taken_back is None or len(text) - taken_back.end() <= (1 if is_chinese(text) else 3):
        return _read(text, vocabulary, tagged, topic)
    later = _read(" " * taken_back.end() + text[taken_back.end() :], vocabulary, tagged, topic)
    if later.constraints.product_type:
        return later
    return _put_right(_read(text[: taken_back.start()], vocabulary, tagged, topic), later)


def _put_right(first: Reading, later: Reading) -> Reading:
    """Return what a text states that takes back only a detail: "red socks, no wait, blue" are blue socks."""
    said = {name: getattr(later.constraints, name) for name in later.constraints.as_json()}
    said["attributes"] = {**first.constraints.attributes, **later.constraints.attributes}
    return Reading(
        replace(first.constraints, **said),
        (*first.links, *later.links),
        (*first.used, *later.used),
        (*first.prices, *later.prices),
    )


def _read(text: str, vocabulary: Vocabulary, tagged: Tagged | None, topic: str) -> Reading:
    costs = prices(text)
    outright = [s for s in said_outright(text) if not any(c.start < s.end and s.start < c.end for c in costs)]
    taken = [*((c.start, c.end) for c in costs), *((s.start, s.end) for s in outright)]
    models = named_models(text, taken)
    measured = sizes(text, vocabulary, [*taken, *((m.start, m.end) for m in models)], topic)
    taken += [*((s.start, s.end) for s in measured), *((m.start, m.end) for m in models)]
    named = [m for m in mentions(text, vocabulary, taken) if m.field != "product_type" or not worked_on(text, m.start)]
    kind = kind_of_product(text, named, models, tagged, taken, topic)
    draft = _Draft()
    _put_prices(draft, costs)
    _put_outright(draft, outright)
    _put_kind(draft, kind)
    _put_models(draft, models, kind, text)
    _put_sizes(draft, measured, kind.value or topic)
    refused = unwanted(text)
    for mention in named:
        if mention not in kind.mentions:
            _put_mention(draft, mention, _is_refused(text, mention, refused), text)
    listed = ((kind.start, kind.end),) if kind.value and kind.closeness > UNLISTED else ()
    used = (*taken, *((m.start, m.end) for m in named), *listed)
    return Reading(_finished(draft), tuple(draft.links), used, tuple(costs))


def _is_refused(text: str, mention: Mention, refused: Sequence[Stretch]) -> bool:
    having = mention.text.startswith("带")  # "不带锁" refuses what is called "带锁"
    return any(a - having <= mention.start < b for a, b in refused) or refused_after(text, mention.end)


def _put_prices(draft: _Draft, costs: Sequence[Price]) -> None:
    for cost in costs:
        low, high = cost.low, cost.high
        if low is not None and high is not None and low > high:
            low, high = high, low  # "between 200 and 100"; "over 200 and under 100" contradicts itself
        if low is not None:
            draft.values.setdefault("price_min", low)
        if high is not None:
            draft.values.setdefault("price_max", high)
        if cost.currency:
            draft.values.setdefault("currency", cost.currency)


def _put_outright(draft: _Draft, outright: Sequence[Said]) -> None:
    for said in outright:
        if said.field.startswith("attributes."):
            draft.attribute(said.field.removeprefix("attributes."), said.value)
        elif said.field:
            draft.values.setdefault(said.field, said.value)


def _put_kind(draft: _Draft, kind: Kind) -> None:
    if kind.value:
        draft.values["product_type"] = kind.value
        draft.links.append(Link(kind.text, "product_type", kind.value, kind.closeness))
    for fits in kind.compatible:
        draft.attribute("compatible_with", fits)
    for refused in kind.refused:
        draft.attribute("product_type_not", refused)
    for has, parts in ((False, kind.lacking), (True, kind.having)):
        for part in parts:
            draft.attribute(part.replace(" ", "_").replace("-", "_"), has)


def _put_models(draft: _Draft, models: Sequence[Named], kind: Kind, text: str) -> None:
    refused = unwanted(text)
    for model in models:
        if any(a <= model.start < b for a, b in refused):
            draft.attribute("model_not", model.value)
        elif model not in kind.fitted:
            draft.attribute(model.attribute, model.value)


def _put_sizes(draft: _Draft, measured: Sequence[Sized], kind: str) -> None:
    for one in measured:
        name = one.attribute_of(kind)
        if name == "size":
            draft.values.setdefault("size", one.value)
        else:
            draft.attribute(name, int(one.value) if one.value.isdigit() else one.value)


def _either(held: str, value: str, mention: Mention, text: str) -> str:
    """Return one material or several of which any will do: "wool or cashmere" is "wool, cashmere"."""
    listed = just_before(_OR, text, mention.start) is not None
    return f"{held}, {value}" if held and listed and value not in held.split(", ") else held or value


def _put_mention(draft: _Draft, mention: Mention, refused: bool, text: str) -> None:
    name, value = mention.field, mention.value
    draft.links.append(Link(mention.text, name.replace("parts.", "attributes."), str(value), mention.closeness))
    if name == "brand":
        draft.listed("brand_not" if refused else "brand", str(value))
    elif name == "color" and not refused:
        draft.listed("color", str(value))
    elif name == "material" and not refused:
        draft.values["material"] = _either(str(draft.values.get("material", "")), str(value), mention, text)
    elif name == "audience" and not refused:
        draft.values.setdefault(name, value)
    elif name in ("color", "material", "audience"):
        draft.attribute(f"{name}_not", str(value))
    elif name.startswith(("attributes.", "parts.")):
        attribute = name.partition(".")[2]
        if isinstance(value, bool):
            draft.attribute(attribute, not refused if value else refused)
        else:
            draft.attribute(f"{attribute}_not" if refused else attribute, value)


def _finished(draft: _Draft) -> Constraints:
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in draft.values.items()}
    excluded = set(values.get("brand_not", ()))
    if excluded and values.get("brand"):
        values["brand"] = tuple(b for b in values["brand"] if b not in excluded)
    return Constraints(**values, attributes=draft.attributes)
