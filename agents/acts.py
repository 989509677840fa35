"""What a turn does rather than finds, in the cart and with orders: always by code, never by a model's words."""

from collections.abc import Mapping, Sequence

from agents.basket import empties, pieces_of_set, pieces_wanted, several_meant, without_excepted
from agents.replies import spoken
from agents.replies.points import Done
from agents.turn import Language, Message, Understanding
from knowledge.product import Product
from knowledge.records import Records
from knowledge.records.shoppers import Order
from prompts import render

_ORDER_ACTS = ("cancel_order", "modify_order", "return_order", "exchange_order")


def act(understanding: Understanding, message: Message, about: Sequence[Product], records: Records) -> tuple[Done, ...]:
    """Do what the turn asks of cart and orders, and return what was done or why it could not be."""
    owner, language = message.shopper or message.session, understanding.language
    match understanding.intent:
        case "add_to_cart":
            several = several_meant(understanding, message.viewing) if len(about) > 1 else ()
            return (
                _add_all(owner, about, understanding, records)
                if several
                else _add(owner, about, understanding, records)
            )
        case "remove_from_cart":
            return _remove(owner, about, understanding, records)
        case "view_cart":
            return (_show_cart(owner, records, language),)
        case "checkout":
            total = _total(owner, records, language)
            return (Done("checkout", {"total": total}) if total else Done("checkout_empty"),)
        case "order_status" | "refund_status" | "cancel_order" | "modify_order" | "return_order" | "exchange_order":
            return _order(understanding, message.shopper, records)
    return ()


def _add(owner: str, about: Sequence[Product], understanding: Understanding, records: Records) -> tuple[Done, ...]:
    if not about:
        return ()
    product, quantity = about[0], pieces_wanted(understanding)
    if not product.in_stock:
        return (Done("cart_sold_out", {}, product),)
    records.shoppers.put_in_cart(owner, product.id, quantity)
    total = _total(owner, records, understanding.language)
    return (Done("cart_added", {"quantity": str(quantity), "total": total}, product, {product.id: quantity}),)


def _add_all(owner: str, about: Sequence[Product], understanding: Understanding, records: Records) -> tuple[Done, ...]:
    """Put each of several products in the cart, of a set as many as it needs, and say which are sold out."""
    chosen, needed = without_excepted(understanding.text, about), pieces_of_set(understanding.state.whole)
    there = {p.id: needed.get(p.id, 1) for p in chosen if p.in_stock}
    gone = tuple(Done("cart_sold_out", {}, p) for p in chosen if not p.in_stock)
    if not there:
        return gone
    for id, quantity in there.items():
        records.shoppers.put_in_cart(owner, id, quantity)
    language = understanding.language
    values = {"items": _items(there, chosen, language), "total": _total(owner, records, language)}
    return (Done("cart_added_all", values, moved=there), *gone)


def _remove(owner: str, about: Sequence[Product], understanding: Understanding, records: Records) -> tuple[Done, ...]:
    inside, language = dict(records.shoppers.cart(owner)), understanding.language
    if not inside:
        return (Done("cart_empty"),)
    if empties(understanding):
        records.shoppers.empty_cart(owner)
        return (Done("cart_emptied", moved={id: -n for id, n in inside.items()}),)
    named = [p for p in about if p.id in inside]
    only = list(records.products.get(list(inside)).values()) if len(inside) == 1 and not about else []
    chosen = named if several_meant(understanding) else (named or only)[:1]
    if not chosen:
        return (Done("cart_not_in", {}, about[0]),) if about else (_show_cart(owner, records, language),)
    for product in chosen:
        records.shoppers.take_from_cart(owner, product.id)
    taken, left = {p.id: inside[p.id] for p in chosen}, _total(owner, records, language) or "0"
    moved = {id: -n for id, n in taken.items()}
    if len(chosen) == 1:
        return (Done("cart_removed", {"total": left}, chosen[0], moved),)
    return (Done("cart_removed_all", {"items": _items(taken, chosen, language), "total": left}, moved=moved),)


def _show_cart(owner: str, records: Records, language: Language) -> Done:
    pieces = dict(records.shoppers.cart(owner))
    products = records.products.get(list(pieces))
    if not products:
        return Done("cart_empty")
    items = _items(pieces, list(products.values()), language)
    return Done("cart_shown", {"items": items, "total": _total(owner, records, language)})


def _items(pieces: Mapping[str, int], products: Sequence[Product], language: Language) -> str:
    """Return pieces and names as a person lists them."""
    named = {p.id: spoken.short_name(p, language) for p in products}
    *most, last = [f"{n} × {named[id]}" for id, n in pieces.items() if id in named]
    comma, final = ("、", "、") if language == "zh" else (", ", " and ")
    return final.join(part for part in (comma.join(most), last) if part)


def _total(owner: str, records: Records, language: Language) -> str:
    """Return what the cart costs, one amount a currency, "" for an empty one."""
    pieces = dict(records.shoppers.cart(owner))
    products = records.products.get(list(pieces))
    sums: dict[str, int] = {}
    for product in products.values():
        sums[product.currency] = sums.get(product.currency, 0) + product.now_cents * pieces[product.id]
    return " + ".join(spoken.money(cents, currency, language) for currency, cents in sums.items())


def _order(understanding: Understanding, shopper: str, records: Records) -> tuple[Done, ...]:
    """Orders are told to the one who placed them alone; changes to them are left to a person.

    A question about returning and the like that names no order is answered from the shop's policies.
    """
    if understanding.intent in _ORDER_ACTS and not understanding.order_id:
        return ()
    if not shopper:
        return (Done("order_sign_in"),)
    orders = records.shoppers.orders(shopper)
    asked = understanding.order_id
    order = next((o for o in orders if o.id.lower().lstrip("#") == asked.lower().lstrip("#")), None) if asked else None
    if asked and order is None:
        return (Done("order_unknown", {"order": asked}),)
    if order is None and orders:
        order = orders[0]
    if order is None or understanding.intent in _ORDER_ACTS:
        return ()
    return (_told(order, understanding.intent, understanding.language),)


def _told(order: Order, intent: str, language: Language) -> Done:
    key = "refund_status" if intent == "refund_status" else "order_status"
    status = render(f"order/{order.status}", language)
    return Done(key, {"order": order.id, "status": status})
