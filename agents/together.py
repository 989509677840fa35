"""What a turn asks beside single products: whole sets and changes to them, others like a product, what goes with it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from langchain_core.tools import BaseTool

from agents.tools import use
from agents.turn import Beside, Found, KeptSet, NearMiss, SetShown, Understanding
from agents.wishes import searchable
from knowledge.constraints import Constraints
from knowledge.goes_with import parts_of
from knowledge.people import group_of, serves
from knowledge.product import Match, Product, Reason
from knowledge.search.index import SearchResult
from knowledge.search.kinds import is_one
from knowledge.whole import WholeSet

Tools = Mapping[str, BaseTool]
SHOWN, NEAR = 24, 4
DEAREST = "dearest"  # the part meant where a set is to be cheaper and none is named


def beside(understood: Understanding, about: Sequence[Product], tools: Tools) -> Found | None:
    """Return what was found where the turn asks for more than single products, None where it does not."""
    wish = understood.beside
    match wish and wish.ask:
        case "set":
            return _new_set(understood, about, tools)
        case "swap" | "drop" | "add" | "budget" | "total":
            return _changed_set(understood, tools)
        case "alternative" | "cheaper" if about:
            return _instead(understood, about[0], tools)
        case "accessory" if wish and wish.name:
            return _going_with_kind(understood, wish.name, tools)
        case "accessory" if about:
            return _going_with(understood, about[0], tools)
    return None


def _new_set(understood: Understanding, about: Sequence[Product], tools: Tools) -> Found | None:
    wish, wanted = understood.beside, understood.state.constraints
    assert wish is not None
    kept = KeptSet(wish.name, wish.parts, _owned(wish, about), wanted.price_max, wish.people)
    whole = _assembled(kept, wanted, tools)
    return _of(whole) if len(whole.pieces) > (0 if wish.name else 1) else None


def _owned(wish: Beside, about: Sequence[Product]) -> dict[str, str]:
    """Return the product talked about as the piece of the set that it can be, so that a set is built around it."""
    kinds = {part.name: part.kinds for part in parts_of(wish.name)}
    fitting = ((p, part) for p in about[:1] for part in wish.parts if _serves(p, kinds.get(part, (part,))))
    product, part = next(fitting, (None, ""))
    return {part: product.id} if product else {}


def _serves(product: Product, kinds: Sequence[str]) -> bool:
    own = product.product_type.split()[-1:]
    return any(own == kind.split()[-1:] or own == [f"{kind.split()[-1]}s"] for kind in kinds)


def _changed_set(understood: Understanding, tools: Tools) -> Found | None:
    wish, held, wanted = understood.beside, understood.state.whole, understood.state.constraints
    assert wish is not None
    if held is None:
        return None
    before = _assembled(replace(held, parts=tuple(held.pieces)), wanted, tools)
    match wish.ask:
        case "total":
            return replace(_of(_assembled(held, wanted, tools)), before=before)
        case "budget":
            return _of(_assembled(replace(held, pieces={}, budget=wanted.price_max), wanted, tools))
        case "drop":
            rest = {part: i for part, i in held.pieces.items() if part != wish.part}
            left = replace(held, pieces=rest, without=(*held.without, wish.part))
            return replace(_of(_assembled(left, wanted, tools)), before=before, changed=wish.part)
        case "add":
            more = replace(held, parts=tuple(dict.fromkeys([*held.parts, wish.part])))
            return replace(
                _of(_assembled(more, wanted, tools, {wish.part: understood.stated})), before=before, changed=wish.part
            )
    return _swapped(understood, held, before, tools)


def _swapped(understood: Understanding, held: KeptSet, before: WholeSet, tools: Tools) -> Found:
    wish, wanted, limits = understood.beside, understood.state.constraints, understood.stated
    assert wish is not None
    dearest = max(before.pieces, key=lambda piece: piece.cents).part
    part = dearest if wish.part == DEAREST else wish.part
    old = before.piece(part)
    if old is not None and wish.cheaper:
        limits = replace(limits, price_max=round(old.product.price - 0.01, 2), sort="")
    rest = {p: i for p, i in held.pieces.items() if p != part}
    refused = [old.product.id] if old else []
    after = _assembled(replace(held, pieces=rest), wanted, tools, {part: limits}, refused)
    if after.piece(part) is None:
        return replace(_of(_assembled(held, wanted, tools)), lacking="swap", before=before, changed=part)
    return replace(_of(after), before=before, changed=part)


def _assembled(
    held: KeptSet,
    wanted: Constraints,
    tools: Tools,
    limits: Mapping[str, Constraints] | None = None,
    refused: Sequence[str] = (),
) -> WholeSet:
    _, told = searchable("", replace(wanted, product_type="", price_max=None, price_min=None, sort=""))
    found: WholeSet = use(
        tools["find_set"],
        kinds=list(held.parts),
        budget=held.budget,
        constraints=replace(told, attributes={}).as_json(),
        name=held.name,
        people=held.people,
        kept=dict(held.pieces),
        limits={part: _of_one_part(limit).as_json() for part, limit in (limits or {}).items()},
        without=list(held.without),
        refused=list(refused),
    )
    return found


def _of_one_part(limit: Constraints) -> Constraints:
    return searchable("", replace(limit, product_type="", sort="", price_min=None))[1]


def _of(whole: WholeSet) -> Found:
    explained = (replace(p.match, reasons=(Reason("piece", {"value": p.kind}),)) for p in whole.pieces)
    return Found(matches=tuple(explained), whole=whole)


def _instead(understood: Understanding, product: Product, tools: Tools) -> Found:
    """Find others of the product's kind; where none obeys every wish, those that miss one of them."""
    wish, wanted = understood.beside, understood.state.constraints
    assert wish is not None
    limits = replace(searchable("", wanted)[1], product_type="", sort="", audience=_audience(wanted, product))
    if wish.cheaper:
        dearest = round(product.price - 0.01, 2)
        limits = replace(limits, price_max=min(dearest, limits.price_max or dearest), price_min=None)
    found: SearchResult = use(tools["find_alternatives"], product_id=product.id, constraints=limits.as_json(), k=SHOWN)
    if found.matches:
        return Found(matches=found.matches, relation="instead", anchor=product)
    spared = [(m, why) for m, why in found.near if not (wish.cheaper and why == "price_max")]
    near = tuple(NearMiss(m, why) for m, why in spared[:NEAR])
    missed: Literal["cheaper", "other_brand", "alternative"]
    missed = "cheaper" if wish.cheaper else "other_brand" if wish.other_brand else "alternative"
    about = () if near else (product,)
    return Found(
        near=near,
        blocked_by=found.blocked_by if near else "",
        about=about,
        relation="instead",
        anchor=product,
        lacking=missed,
    )


def _audience(wanted: Constraints, product: Product) -> str:
    served = serves(product, wanted.audience) or group_of(wanted.audience) == group_of(product.audience)
    return "" if served else wanted.audience


def _going_with(understood: Understanding, product: Product, tools: Tools) -> Found:
    stated = understood.stated
    limits: dict[str, Any] = {
        k: v for k, v in stated.as_json().items() if k.startswith(("price", "color", "brand", "material"))
    }
    wish = understood.beside
    query = wish.part if wish else ""
    matches: tuple[Match, ...] = use(
        tools["find_complements"], product_id=product.id, query=query, constraints=limits, k=SHOWN
    )
    return Found(
        matches=matches,
        about=() if matches else (product,),
        relation="with",
        anchor=product,
        lacking="" if matches else "with",
    )


def _going_with_kind(understood: Understanding, kind: str, tools: Tools) -> Found | None:
    """Find what goes with a kind of thing that nobody showed: by the product that stands for it best."""
    found: SearchResult = use(tools["search_products"], query=kind, constraints={"product_type": kind}, k=4)
    typical = next((m.product for m in found.matches if is_one(m, kind)), None)
    if typical is None:
        return None
    return replace(_going_with(understood, typical, tools), about=(), anchor_kind=kind)


def kept(whole: WholeSet) -> KeptSet:
    """Return a set as the conversation remembers it."""
    pieces = {piece.part: piece.product.id for piece in whole.pieces}
    several = {piece.part: piece.quantity for piece in whole.pieces if piece.quantity > 1}
    return KeptSet(whole.name, whole.parts, pieces, whole.budget, whole.people, whole.without, several)


def shown(whole: WholeSet | None) -> SetShown | None:
    """Return a set as a page shows it."""
    if whole is None or not whole.pieces:
        return None
    return SetShown(
        name=whole.name,
        total=whole.total_cents / 100,
        currency=whole.currency,
        parts={piece.product.id: piece.kind for piece in whole.pieces},
        quantities={piece.product.id: piece.quantity for piece in whole.pieces if piece.quantity > 1},
        budget=whole.budget,
        left=None if whole.left_cents is None else whole.left_cents / 100,
        beyond=tuple(piece.part for piece in whole.beyond),
        unsold=whole.unsold,
    )
