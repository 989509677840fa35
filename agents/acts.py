"""What a turn does rather than finds, in the cart and with orders: always by code, never by a model's words."""

from collections.abc import Sequence

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
            return (_add(owner, about, understanding, records),) if about else ()
        case "remove_from_cart":
            return _remove(owner, about, records, language)
        case "view_cart":
            return (_show_cart(owner, records, language),)
        case "checkout":
            total = _total(owner, records, language)
            return (Done("checkout", {"total": total}) if total else Done("checkout_empty"),)
        case "order_status" | "refund_status" | "cancel_order" | "modify_order" | "return_order" | "exchange_order":
            return _order(understanding, message.shopper, records)
    return ()


def _add(owner: str, about: Sequence[Product], understanding: Understanding, records: Records) -> Done:
    product, language = about[0], understanding.language
    if not product.in_stock:
        return Done("cart_sold_out", {}, product)
    wanted = understanding.stated.attributes.get("quantity", 1)
    quantity = int(wanted) if isinstance(wanted, int | float) and 1 <= wanted <= 99 else 1
    records.shoppers.put_in_cart(owner, product.id, quantity)
    return Done("cart_added", {"quantity": str(quantity), "total": _total(owner, records, language)}, product)


def _remove(owner: str, about: Sequence[Product], records: Records, language: Language) -> tuple[Done, ...]:
    inside = [item for item, _ in records.shoppers.cart(owner)]
    if not inside:
        return (Done("cart_empty"),)
    named = [p for p in about if p.id in inside]
    only = list(records.products.get(inside).values()) if len(inside) == 1 and not about else []
    for product in (named or only)[:1]:
        records.shoppers.take_from_cart(owner, product.id)
        return (Done("cart_removed", {"total": _total(owner, records, language) or "0"}, product),)
    return (Done("cart_not_in", {}, about[0]),) if about else (_show_cart(owner, records, language),)


def _show_cart(owner: str, records: Records, language: Language) -> Done:
    pieces = dict(records.shoppers.cart(owner))
    products = records.products.get(list(pieces))
    if not products:
        return Done("cart_empty")
    join = "、" if language == "zh" else ", "
    items = join.join(f"{pieces[i]} × {spoken.short_name(products[i], language)}" for i in pieces if i in products)
    return Done("cart_shown", {"items": items, "total": _total(owner, records, language)})


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
