"""Found products as cards and stated constraints as chips, in the shopper's language."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from agents.glossed import called, held, named
from agents.replies import spoken
from agents.turn import Card, Chip, Found, Language
from knowledge.constraints import Constraints
from knowledge.product import Match, Product, Reason, Variant
from prompts import render

_COLUMNS = ("color", "size", "material", "audience", "brand")
_SHORT = 28  # characters that a badge on a picture has room for
_OWN_WORDS = {"brand_not": "near_brand", "price_max": "near_price", "in_stock": "near_stock"}


def cards_of(found: Found, wanted: Constraints, language: Language, n: int) -> tuple[Card, ...]:
    """Return the first `n` cards of a turn: what fits, or else what nearly does, or else what is talked about."""
    if found.matches:
        best = found.matches[:n]
        shown = [m.product for m in best]
        return tuple(_explained(card(m, language), m.product, shown, wanted, language) for m in best)
    if found.near:
        return tuple(card(miss.match, language, miss.breaks) for miss in found.near[:n])
    return tuple(card(Match(p, 0.0), language) for p in found.about[:n])


def card(match: Match, language: Language, breaks: str = "") -> Card:
    """Return one product's card; `breaks` names the constraint that a near miss misses."""
    p = match.product
    return Card(
        id=p.id,
        title=p.titled(language),
        price=p.price,
        currency=p.currency,
        in_stock=p.in_stock,
        reason=reason_of(match.reasons, language),
        list_price=p.price_cents / 100 if p.on_sale else None,
        stock=p.stock,
        image=p.image,
        link=p.link,
        brand=p.brand,
        rating=p.rating,
        review_count=p.review_count,
        near=_missed(breaks, p, language),
        options=_options(p, language),
        sponsored=p.sponsored,
    )


def _missed(breaks: str, product: Product, language: Language) -> str:
    """Return in a few words what a near miss misses; "" for what fits."""
    plain = breaks.removeprefix("attributes.")
    if breaks in _OWN_WORDS:
        return render(f"card/{_OWN_WORDS[breaks]}", language)
    if not breaks:
        return ""
    name, fact = spoken.label(plain, language), product.fact(plain)
    if breaks.startswith("attributes.") and (fact is None or isinstance(fact.value, bool)):
        return render("card/near_feature", language, name=name, stated=fact is not None)
    has = _has(plain, product, language)
    return render("card/near", language, name=name, has=has if len(name) + len(has) <= _SHORT else "")


def _has(name: str, product: Product, language: Language) -> str:
    """Return what a product has of a column or attribute, "" where its record does not say."""
    if name in _COLUMNS:
        return ("、" if language == "zh" else ", ").join(named(product, name, v, language) for v in held(product, name))
    fact = product.fact(name)
    return spoken.value(fact, language) if fact else ""


def _explained(made: Card, product: Product, shown: Sequence[Product], wanted: Constraints, language: Language) -> Card:
    return made if made.reason else replace(made, reason=_plainly(product, shown, wanted, language))


def _plainly(product: Product, shown: Sequence[Product], wanted: Constraints, language: Language) -> str:
    """Return why a product is shown where taste had no say: what it meets, or how it stands among those shown."""
    if needs := spoken.needs(product, wanted, language):
        return render("reason/fits", language, needs=("、" if language == "zh" else ", ").join(needs))
    if len(shown) < 3:
        return ""
    if product.now_cents < min(p.now_cents for p in shown if p.id != product.id):
        return render("reason/lowest_price", language)
    if (product.rating or 0) > max(p.rating or 0 for p in shown if p.id != product.id):
        return render("reason/best_rated", language)
    return render("reason/on_sale", language) if product.on_sale else ""


def reason_of(reasons: Sequence[Reason], language: Language) -> str:
    """Return the reason that moved a product most, in words; "" where nothing did."""
    if not reasons:
        return ""
    key, values = reasons[0].key, reasons[0].values
    if field := _SAYS.get(key):  # a kind or a colour, which is called what the shopper calls it
        values = {name: called(field, str(value), language) for name, value in values.items()}
    return render(f"reason/{key}", language, **values)


def _options(product: Product, language: Language) -> tuple[str, ...]:
    labels = [" / ".join(_chosen(product, v, language)) for v in product.variants]
    return tuple(dict.fromkeys(label for label in labels if label))


def _chosen(product: Product, variant: Variant, language: Language) -> Iterator[str]:
    """Yield what tells a variant from its siblings."""
    for name in ("color", "size", "material"):
        if value := getattr(variant, name):
            yield named(product, name, value, language)
    yield from (called(name, value, language) for name, value in variant.options.items() if value)


_SAYS = {"piece": "product_type", "with_kind": "product_type", "with_color": "color"}
_BOUNDS = {"<=": "at_most", ">=": "at_least"}


def chips_of(wanted: Constraints, language: Language) -> tuple[Chip, ...]:
    """Return a removable chip for each thing that was stated."""
    return tuple(_chips(wanted, language))


def _chips(wanted: Constraints, language: Language) -> Iterator[Chip]:
    stated = wanted.as_json()
    currency = stated.pop("currency", "")
    for name, value in stated.items():
        if name == "attributes":
            yield from (Chip(f"attributes.{k}", _attribute(k, v, language)) for k, v in value.items())
        elif isinstance(value, list):
            yield from (Chip(f"{name}:{v}", _worded(name, v, language)) for v in value)
        elif name in ("price_min", "price_max"):
            yield Chip(name, _worded(name, spoken.money(round(value * 100), currency, language), language))
        else:
            yield Chip(name, _worded(name, value, language))


def _stated(name: str, value: str, language: Language) -> str:
    sign, _, amount = value.partition(" ")
    if sign in _BOUNDS:
        return render(f"chip/{_BOUNDS[sign]}", language, value=amount)
    said = called(name, value, language)
    return spoken.label(value, language) if said == value else said


def _worded(name: str, value: object, language: Language) -> str:
    shown = _stated(name, value, language) if isinstance(value, str) else value
    key = f"sort_{value}" if name == "sort" else name
    return render(f"chip/{key}", language, value=f"{shown:g}" if isinstance(shown, float) else shown)


def _attribute(name: str, value: object, language: Language) -> str:
    said = spoken.label(name.removesuffix("_not"), language)
    if isinstance(value, bool):
        return render("chip/attribute_yes" if value else "chip/attribute_no", language, name=said)
    shown = f"{value:g}" if isinstance(value, float) else _stated(name, str(value), language)
    return render("chip/attribute_not" if name.endswith("_not") else "chip/attribute", language, name=said, value=shown)
