"""What shoppers did: GA4-named events, as the page, the widget, the API and `events import` bring them."""

from dataclasses import dataclass

NAMES = ("search", "view_item", "select_item", "add_to_cart", "remove_from_cart", "purchase")


@dataclass(frozen=True)
class Event:
    """One act of one shopper. `time` is seconds since 1970 UTC, `price_cents` a piece; `id` makes a retry harmless."""

    shopper: str
    name: str
    item_id: str = ""
    quantity: int = 1
    price_cents: int | None = None
    time: float = 0.0
    session: str = ""
    query: str = ""
    id: str = ""
