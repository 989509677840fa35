"""What is said of products that belong together: whole sets, what goes with a product, and what could replace it."""

from collections.abc import Iterable, Mapping, Sequence

from agents.replies import spoken
from agents.replies.nearly import constraint_name, holds
from agents.replies.points import Point
from agents.replies.rivals import RATED_BY
from agents.turn import Found, Language, Question
from knowledge.constraints import Constraints
from knowledge.product import Match, Product
from knowledge.search.text import tokens
from knowledge.whole import Piece, WholeSet
from knowledge.words import glossary
from prompts import render

Told = tuple[str, tuple[Point, ...], Question | None]
MORE = 2  # further products that a sentence names
RATED_APART = 0.2  # stars by which ratings must differ to be worth a word


def told(found: Found, called: Mapping[str, str], language: Language) -> Told:
    """Return the kind of reply, its points, and the question it ends on."""
    if found.whole is not None:
        return "set", tuple(_of_set(found, found.whole, called, language)), _about_set(found.whole, language)
    if found.relation == "with":
        return "with", tuple(_going_with(found, called, language)), None
    return ("instead" if found.matches else "near"), tuple(_instead(found, called, language)), None


def _of_set(found: Found, whole: WholeSet, called: Mapping[str, str], language: Language) -> Iterable[Point]:
    """Yield what the set is, or how it changed, what it costs together, and what is missing."""
    if found.before is not None and not found.changed:
        yield _total(whole, language)
        yield Point("set_now", values={"pieces": _listed(whole.pieces, called, language)}, must=True)
    elif found.before is not None:
        yield from _change(found, found.before, whole, called, language)
    elif len(whole.pieces) == 1:
        values = {"name": _name_of(whole, language), "pieces": _listed(whole.pieces, called, language)}
        yield Point("set_one", whole.pieces[0].product, values=values, must=True)
    elif whole.pieces:
        values = {"name": _name_of(whole, language), "pieces": _listed(whole.pieces, called, language)}
        yield Point("set", whole.pieces[0].product, values=values, must=True)
    if len(whole.pieces) > 1 and (found.before is None or found.changed):
        yield _total(whole, language)
    limit = _limit(whole, language)
    if whole.beyond:
        wanted = [_from(piece, language) for piece in whole.beyond]
        yield Point("set_beyond", values={"missing": _joined(wanted, language), "limit": limit}, must=True)
    if whole.unsold:
        names = [spoken.kind(part, language) for part in whole.unsold]
        yield Point("set_unsold", values={"missing": _joined(names, language, "or")}, must=True)


def _change(
    found: Found, before: WholeSet, whole: WholeSet, called: Mapping[str, str], language: Language
) -> Iterable[Point]:
    old, new = before.piece(found.changed), whole.piece(found.changed)
    part = {"part": spoken.kind(old.kind if old else found.changed, language)}
    if found.lacking == "swap":
        yield Point("set_no_swap", values=part, must=True)
        return
    if old and new and old.product.id != new.product.id:
        prices = {"price": spoken.price(new.product, language), "other_price": spoken.price(old.product, language)}
        names = {"name": called[new.product.id], "other": called[old.product.id]}
        yield Point("set_swapped", new.product, old.product, values={**names, **prices}, must=True)
    elif old and not new:
        yield Point("set_dropped", values=part, must=True)
    elif not old and not new:
        yield Point("set_not_added" if found.changed not in whole.without else "set_dropped", values=part, must=True)
    known = {piece.product.id for piece in before.pieces} | ({new.product.id} if old and new else set())
    for piece in whole.pieces:
        if piece.product.id not in known:
            values = {"name": called[piece.product.id], "price": spoken.price(piece.product, language)}
            yield Point("set_added", piece.product, values=values, must=True)
    if whole.pieces:
        yield Point("set_now", values={"pieces": _listed(whole.pieces, called, language)}, must=True)


def _total(whole: WholeSet, language: Language) -> Point:
    total, left = spoken.money(whole.total_cents, whole.currency, language), whole.left_cents
    values = {"total": total, "limit": _limit(whole, language), "left": ""}
    if left is not None and left < 0:
        return Point("set_over", values=values, must=True)
    return Point("set_total", values={**values, "left": _amount(left, whole, language) if left else ""}, must=True)


def _limit(whole: WholeSet, language: Language) -> str:
    return "" if whole.budget is None else _amount(round(whole.budget * 100), whole, language)


def _amount(cents: int, whole: WholeSet, language: Language) -> str:
    currency = whole.currency or next((p.product.currency for p in whole.beyond), "")
    return spoken.money(cents, currency, language)


def _name_of(whole: WholeSet, language: Language) -> str:
    if language == "zh" or not whole.name:
        listed = (chinese[0] for _, english, chinese in glossary("sets") if whole.name in english and chinese)
        return next(listed, spoken.kind(whole.name, language))
    return spoken.with_article(whole.name)


def _listed(pieces: Sequence[Piece], called: Mapping[str, str], language: Language) -> str:
    return _joined([_piece(piece, called, language) for piece in pieces], language)


def _piece(piece: Piece, called: Mapping[str, str], language: Language) -> str:
    """Return a piece with its price; what it is there for is said where its name does not tell."""
    name, price = called[piece.product.id], spoken.price(piece.product, language)
    if language == "zh":
        times = f"{piece.quantity} 件" if piece.quantity > 1 else ""
        return f"{times}{name}（{'每件 ' if times else ''}{price}）"
    told = "" if set(tokens(piece.kind)) & set(tokens(name)) else f" as {_as(piece)}"
    if piece.quantity > 1:
        return f"{piece.quantity} × the {name} ({price} each)"
    return f"the {name}{told} ({price})"


def _as(piece: Piece) -> str:
    return piece.kind if piece.kind.endswith("s") or piece.quantity > 1 else spoken.with_article(piece.kind)


def _from(piece: Piece, language: Language) -> str:
    price = spoken.money(piece.cents, piece.product.currency, language)
    kind = spoken.kind(piece.part, language)
    if language == "zh":
        return f"{kind}（{price} 起）"
    several = f"{piece.quantity} × {kind}" if piece.quantity > 1 else ""
    return f"{several or (kind if kind.endswith('s') else spoken.with_article(kind))} (from {price})"


def _joined(said: Sequence[str], language: Language, last: str = "and") -> str:
    if language == "zh":
        return "；".join(said)
    mark = "; " if any(", " in one for one in said) else ", "
    return f"{mark.join(said[:-1])}{mark if mark == '; ' else ' '}{last} {said[-1]}" if len(said) > 1 else "".join(said)


def _about_set(whole: WholeSet, language: Language) -> Question | None:
    """Ask what to change; the dearest piece and the one last named are offered as quick replies."""
    if len(whole.pieces) < 2:
        return None
    dearest = max(whole.pieces, key=lambda piece: piece.cents)
    if language == "zh":
        return Question("set", ())
    owned = next(piece for piece in reversed(whole.pieces) if piece is not dearest)
    cheaper = f"Swap the {dearest.kind} for something cheaper"
    return Question("set", (cheaper, f"I already have {_as(owned)}"))


def _going_with(found: Found, called: Mapping[str, str], language: Language) -> Iterable[Point]:
    anchor = found.anchor
    assert anchor is not None
    kind = found.anchor_kind
    named = (spoken.with_article(kind) if language == "en" else spoken.kind(kind, language)) if kind else ""
    other = {"other": named or called[anchor.id]}
    if not found.matches:
        yield Point("with_none", other=anchor, values=other, must=True)
        return
    lead = found.matches[0]
    values = {
        "name": called[lead.product.id],
        "price": spoken.price(lead.product, language),
        "why": _why(lead, language),
    }
    yield Point("with", lead.product, anchor, values={**values, **other}, must=True)
    more = _of_other_kinds(found.matches)
    if more:
        pieces = _joined([_priced(m.product, called, language) for m in more], language)
        yield Point("with_more", values={"pieces": pieces, "several": "yes" if len(more) > 1 else ""})


def _of_other_kinds(matches: Sequence[Match]) -> list[Match]:
    """Return the next matches, each of a kind that was not named before."""
    seen, more = {matches[0].product.product_type}, list[Match]()
    for match in matches[1:8]:
        if match.product.product_type not in seen and len(more) < MORE:
            seen.add(match.product.product_type)
            more.append(match)
    return more


def _why(match: Match, language: Language) -> str:
    if not match.reasons or match.reasons[0].key in ("with_kind", "with_fits"):
        return ""
    said = render(f"reason/{match.reasons[0].key}", language, **match.reasons[0].values)
    return said[:1].lower() + said[1:]


def _priced(product: Product, called: Mapping[str, str], language: Language) -> str:
    price = spoken.price(product, language)
    return f"{called[product.id]}（{price}）" if language == "zh" else f"the {called[product.id]} ({price})"


def _instead(found: Found, called: Mapping[str, str], language: Language) -> Iterable[Point]:
    anchor = found.anchor
    assert anchor is not None
    if not found.matches:
        yield from _no_other(found, anchor, called, language)
        return
    lead = next((m.product for m in found.matches if m.product.in_stock), found.matches[0].product)
    values = {"name": called[lead.id], "price": spoken.price(lead, language), "other": called[anchor.id]}
    yield Point("instead", lead, anchor, values={**values, **_apart(lead, anchor, language)}, must=True)
    if lead.brand and anchor.brand and lead.brand != anchor.brand:
        yield Point("instead_brand", lead, anchor, values={"brand": lead.brand, "other_brand": anchor.brand})
    if _better_rated(lead, anchor):
        ratings = {"rating": spoken.rating(lead), "other_rating": spoken.rating(anchor), "other": called[anchor.id]}
        yield Point("instead_rated", lead, anchor, values=ratings)
    others = [m.product for m in found.matches[:8] if m.product is not lead and m.product.in_stock]
    if more := list({called[p.id]: p for p in others if called[p.id] != called[lead.id]}.values())[:MORE]:
        pieces = _joined([_priced(p, called, language) for p in more], language)
        yield Point("instead_more", values={"pieces": pieces})


def _apart(lead: Product, anchor: Product, language: Language) -> dict[str, str]:
    gap = lead.now_cents - anchor.now_cents if lead.currency == anchor.currency else 0
    amount = spoken.money(abs(gap), lead.currency, language)
    return {"less": amount if gap < 0 else "", "more": amount if gap > 0 else ""}


def _better_rated(lead: Product, anchor: Product) -> bool:
    known = min(lead.review_count, anchor.review_count) >= RATED_BY
    return known and (lead.rating or 0) - (anchor.rating or 5) >= RATED_APART


def _no_other(found: Found, anchor: Product, called: Mapping[str, str], language: Language) -> Iterable[Point]:
    """Yield that nothing stands in as asked, and why, with the nearest of the kind where there is one."""
    type_ = spoken.kind(anchor.product_type or (anchor.category or ("product",))[-1].lower(), language)
    values = {"name": called[anchor.id], "price": spoken.price(anchor, language), "type": type_}
    cheaper = any(miss.match.product.now_cents < anchor.now_cents for miss in found.near)
    if found.lacking == "cheaper" and not cheaper:
        yield Point("no_cheaper", anchor, values=values, must=True)
    elif found.lacking == "other_brand" and found.blocked_by in ("brand_not", ""):
        yield Point("no_other_brand", anchor, values={**values, "brand": anchor.brand}, must=True)
    elif found.blocked_by:
        constraint = constraint_name(found.blocked_by, language, Constraints())
        yield Point("no_alternative_so", anchor, values={**values, "constraint": constraint}, must=True)
    else:
        yield Point("no_alternative", anchor, values=values, must=True)
    for miss in found.near[:1]:
        product = miss.match.product
        nearest = {"name": called[product.id], "price": spoken.price(product, language)}
        has = "" if miss.breaks in ("price_max", "price_min") else holds(miss.breaks, product, language)
        yield Point("nearest_of_kind", product, values={**nearest, "has": has}, must=True)
