"""The values of one conversation turn, from the shopper's message to the recorded reply."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from knowledge.constraints import Constraints
from knowledge.product import Answer as Answer
from knowledge.product import Match, Passage, Product
from knowledge.product import Row as Row
from knowledge.whole import WholeSet

Language: TypeAlias = Literal["en", "zh"]

INTENTS = (
    "find_products", "refine", "recommend", "complement", "ask_product", "compare", "ask_policy", "order_status",
    "cancel_order", "modify_order", "return_order", "exchange_order", "refund_status", "add_to_cart",
    "remove_from_cart", "view_cart", "checkout", "promotion", "account", "complaint", "human", "greet", "thanks",
    "bye", "affirm", "deny", "chitchat", "out_of_scope",
)  # fmt: skip
SPAN_LABELS = (
    "UoM", "color", "condition", "content", "core_product_type", "creator", "department", "material", "modifier",
    "occasion", "origin", "price", "product_name", "product_number", "quantity", "shape", "time",
)  # fmt: skip


@dataclass(frozen=True)
class Message:
    """What a shopper sent: the client's `id` makes a retry one turn; `viewing` is the page they are on."""

    session: str
    text: str
    id: str = ""
    shopper: str = ""
    locale: str = ""
    viewing: str = ""
    drop: tuple[str, ...] = ()  # constraints that the shopper removed by a click: "price_max", "brand:Samsung"
    owner: str = ""  # who may read the conversation, where a server knows its callers
    objects: bool = False  # their browser asks for privacy (Global Privacy Control): only this visit counts


@dataclass(frozen=True)
class Span:
    """A labelled part of the text: `text == message[start:end]`, `label` one of SPAN_LABELS."""

    label: str
    text: str
    start: int
    end: int
    score: float = 1.0


@dataclass(frozen=True)
class Tagged:
    """What the trained model reads in an utterance: intents with probabilities best first, scope, spans, language.

    `taught` is the intent that staff taught for this text or one very like it, `taught_when` the situation that the
    lesson is for, "" for any, `taught_source` the id of the answer that they gave to it.
    """

    intents: tuple[tuple[str, float], ...]
    in_scope: bool
    scope_score: float
    spans: tuple[Span, ...]
    language: Language
    taught: str = ""
    taught_when: str = ""
    taught_source: str = ""


@dataclass(frozen=True)
class Link:
    """A span tied to the catalogue: `field` of Constraints, its catalogue `value`, and how close they are (0 to 1)."""

    text: str
    field: str
    value: str
    closeness: float


@dataclass(frozen=True)
class Question:
    """One short question back: a wording key of prompts/ask, its values, and the choices offered as quick replies."""

    key: str
    choices: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class KeptSet:
    """A set as a conversation holds it: `pieces` maps each part to a product's id, `without` are parts left out.

    `quantities` says of which part it needs more than one.
    """

    name: str
    parts: tuple[str, ...]
    pieces: Mapping[str, str] = field(default_factory=dict)
    budget: float | None = None
    people: int = 1
    without: tuple[str, ...] = ()
    quantities: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Beside:
    """What a turn asks for beside single products.

    `ask` is a whole set of some `parts`, a change to one `part` of the set that stands, its total, or products in the
    place of, or for use with, the one talked about. `cheaper` and `other_brand` say how they are to differ from it.
    """

    ask: Literal["set", "swap", "drop", "add", "budget", "total", "alternative", "cheaper", "accessory"]
    name: str = ""
    parts: tuple[str, ...] = ()
    part: str = ""
    people: int = 1
    cheaper: bool = False
    other_brand: bool = False


@dataclass(frozen=True)
class DialogueState:
    """Where a conversation stands after a turn; kept with the turn's record, so that a restart loses nothing.

    `query` holds the topic's search words, `shown` the product ids last shown in order, `focus` those talked about,
    `disliked` what the shopper said in this conversation that they do not like, as "material:leather". `traditional`
    says that the shopper writes traditional characters, `undone` holds the constraints to which "undo that" goes back.
    """

    constraints: Constraints = field(default_factory=Constraints)
    query: str = ""
    shown: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    intent: str = ""
    asked: Question | None = None
    failures: int = 0
    disliked: tuple[str, ...] = ()
    language: Language = "en"
    whole: KeptSet | None = None
    traditional: bool = False
    undone: Constraints | None = None


@dataclass(frozen=True)
class Understanding:
    """What a turn means. `stated` is what this turn wishes for, `state` where that leaves the conversation.

    `named` is every value that the words name, a wish or not: in "does it come in red?" the colour.

    `also` are further intents of the same turn; `references` the ids of products shown before that are meant;
    `order_id` an order number in the text. `query` is what to search for ("" where nothing is to be searched).
    """

    text: str
    language: Language
    intent: str
    confidence: float
    in_scope: bool
    spans: tuple[Span, ...] = ()
    links: tuple[Link, ...] = ()
    stated: Constraints = field(default_factory=Constraints)
    named: Constraints = field(default_factory=Constraints)
    state: DialogueState = field(default_factory=DialogueState)
    query: str = ""
    also: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    ask: Question | None = None
    order_id: str = ""
    source: str = ""  # the id of the answer that staff gave to such a question
    beside: Beside | None = None
    scores: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class NearMiss:
    """A product that fits but for one constraint, and by how it misses it ("price_max", "color", ...)."""

    match: Match
    breaks: str


@dataclass(frozen=True)
class Found:
    """What the shop's own data hold for a turn: the only source of what a reply may state.

    `matches` obey every stated constraint; `near` are shown only when `matches` is empty, and `blocked_by` names the
    constraint then in the way; `conflict` names constraints that contradict each other. `foreign` is a currency that
    was named but that the shop does not sell in: amounts were compared as they stand. The first `questions` passages
    answer a question each; `unanswered` says that the text asked something else as well that no passage answers.
    `whole` is a set, whose pieces are the matches, and `before` what it was until its part `changed`. `relation` says
    that the matches go with, or stand in for, the `anchor`, and `lacking` what was asked for and is not there.
    """

    matches: tuple[Match, ...] = ()
    near: tuple[NearMiss, ...] = ()
    blocked_by: str = ""
    conflict: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    answers: tuple[Answer, ...] = ()
    comparison: tuple[Row, ...] = ()
    about: tuple[Product, ...] = ()
    foreign: str = ""
    questions: int = 1
    unanswered: bool = False
    whole: WholeSet | None = None
    before: WholeSet | None = None
    changed: str = ""
    relation: Literal["", "with", "instead"] = ""
    anchor: Product | None = None
    anchor_kind: str = ""  # what the matches go with, where it is a kind of thing rather than one product
    lacking: Literal["", "cheaper", "other_brand", "swap", "alternative", "with"] = ""

    @property
    def products(self) -> tuple[Product, ...]:
        """Every product of this turn, in the order shown."""
        shown = [m.product for m in self.matches] + [n.match.product for n in self.near]
        anchor = [self.anchor] if self.anchor else []
        sets = [piece.product for one in (self.whole, self.before) if one for piece in (*one.pieces, *one.beyond)]
        return tuple({p.id: p for p in [*shown, *self.about, *anchor, *sets]}.values())


@dataclass(frozen=True)
class Refused:
    """A sentence that the gate did not let pass as it stood, and the claims in it that no record backs."""

    text: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sentence:
    """A checked piece of a reply; `origin` tells the model's own words from plain wording.

    `refused` is what was not said before it, or is said by it in other words; `dropped` counts those.
    """

    text: str
    origin: Literal["model", "plain"]
    dropped: int = 0
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True)
class Card:
    """A product as a page shows it; prices in major units, `list_price` set on a sale only, `near` what it misses."""

    id: str
    title: str
    price: float
    currency: str
    in_stock: bool
    reason: str = ""
    list_price: float | None = None
    stock: int | None = None
    image: str = ""
    link: str = ""
    brand: str = ""
    rating: float | None = None
    review_count: int = 0
    near: str = ""
    options: tuple[str, ...] = ()
    sponsored: bool = False


@dataclass(frozen=True)
class Chip:
    """A constraint as a removable label; `name` is what Message.drop takes back."""

    name: str
    label: str


@dataclass(frozen=True)
class SetShown:
    """A whole set as a page shows it, amounts in major units; `beyond` are parts that the budget no longer pays for.

    `parts` maps a piece's product id to what it is there for; `left` is None where no budget was given.
    """

    name: str
    total: float
    currency: str
    parts: Mapping[str, str]
    quantities: Mapping[str, int] = field(default_factory=dict)
    budget: float | None = None
    left: float | None = None
    beyond: tuple[str, ...] = ()
    unsold: tuple[str, ...] = ()


@dataclass(frozen=True)
class Received:
    """The message is on disk as this turn: from here on it is not lost."""

    session: str
    turn: int


@dataclass(frozen=True)
class ProductsReady:
    """What a reply begins with: cards and chips, sent as soon as retrieval and ranking are done."""

    cards: tuple[Card, ...]
    chips: tuple[Chip, ...]
    understanding: Understanding
    whole: SetShown | None = None


@dataclass(frozen=True)
class Reply:
    """The last event of a reply, and its record: `text` is the sentences joined, `ms` the time of each stage.

    `held_by` is who has the conversation after this turn; while a person has it, `text` is empty. `cart_changes` are
    the pieces that went into the cart, or out of it where below 0, by product id.
    """

    session: str
    turn: int
    text: str
    intent: str
    constraints: Constraints
    asks_back: bool
    cards: tuple[Card, ...]
    sources: tuple[Passage, ...]
    grounded: bool
    dropped: int
    handoff: bool
    ms: Mapping[str, float]
    choices: tuple[str, ...] = ()
    comparison: tuple[Row, ...] = ()
    language: Language = "en"
    trace: Mapping[str, Any] = field(default_factory=dict)
    held_by: Literal["assistant", "waiting", "person"] = "assistant"
    whole: SetShown | None = None
    cart_changes: Mapping[str, int] = field(default_factory=dict)


Progress: TypeAlias = Received | ProductsReady | Sentence | Reply
