"""One thing a reply says, with the record values it uses: what plan, wording, gate and model prompt share."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from agents.replies import spoken
from agents.turn import Found, Language
from knowledge.product import Passage, Product


@dataclass(frozen=True)
class Done:
    """What a tool did this turn, or why it could not: `done_<key>` is a wording of prompts/reply, `values` fill it.

    Keys and their values: cart_added (quantity, total), cart_added_all (items, total), cart_removed (total),
    cart_removed_all (items, total), cart_emptied, cart_shown (items, total), cart_empty, cart_not_in, cart_sold_out,
    cart_option (options), checkout (total), checkout_empty, order_status (order, status), order_unknown (order),
    order_cancelled (order), order_changed (order, change), order_returned (order, steps), order_refused (order,
    reason), order_confirm (order, action), order_sign_in, refund_status (order, status),
    human_called, nothing_changed. Those on a product also take `name`, which the plan fills in. `moved` are the pieces
    put into the cart, or taken out where below 0, by product id.
    """

    key: str
    values: Mapping[str, str] = field(default_factory=dict)
    product: Product | None = None
    moved: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Point:
    """A statement: `kind` is a wording of prompts/reply, `values` its strings, `product` and `other` its subjects.

    A point that `must` be said is said in plain words where the model left it out.
    """

    kind: str
    product: Product | None = None
    other: Product | None = None
    passage: Passage | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    must: bool = False

    def as_json(self) -> dict[str, object]:
        """Return the point as the trace shows it."""
        about = {"product": self.product, "other": self.other, "passage": self.passage}
        shown = {name: record.id for name, record in about.items() if record is not None}
        return {"kind": self.kind, **shown, "values": dict(self.values)}


def named(found: Found, done: tuple[Done, ...], language: Language) -> dict[str, str]:
    """Return what each product of the turn is called in a sentence."""
    others = [d.product for d in done if d.product] + [a.product for a in found.answers]
    products = {p.id: p for p in [*found.products, *others]}
    return spoken.names(tuple(products.values()), language)
