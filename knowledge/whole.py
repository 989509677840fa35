"""A whole set: products that belong together, with what they cost and what is missing."""

from dataclasses import dataclass

from knowledge.product import Match, Product


@dataclass(frozen=True)
class Piece:
    """A product of a set: `part` is what it is there for, `quantity` how many the set needs."""

    part: str
    match: Match
    quantity: int = 1

    @property
    def product(self) -> Product:
        """The product itself."""
        return self.match.product

    @property
    def kind(self) -> str:
        """What the product is: not always what the part is called, as jeans may serve as trousers."""
        return self.product.product_type or self.part

    @property
    def cents(self) -> int:
        """What the piece costs, all of its quantity."""
        return self.product.now_cents * self.quantity


@dataclass(frozen=True)
class WholeSet:
    """Products that belong together. `budget` is in major units, None where none was given.

    `beyond` are the cheapest products of parts that the budget no longer paid for, `unsold` parts that the shop does
    not sell, `without` those that the shopper has or does not want. `kept` are parts left as they were before.
    """

    name: str
    pieces: tuple[Piece, ...]
    parts: tuple[str, ...] = ()
    budget: float | None = None
    people: int = 1
    beyond: tuple[Piece, ...] = ()
    unsold: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def total_cents(self) -> int:
        """What all pieces cost together."""
        return sum(piece.cents for piece in self.pieces)

    @property
    def left_cents(self) -> int | None:
        """What is left of the budget, None where none was given."""
        return None if self.budget is None else round(self.budget * 100) - self.total_cents

    @property
    def currency(self) -> str:
        """The currency of the total."""
        return self.pieces[0].product.currency if self.pieces else ""

    def piece(self, part: str) -> Piece | None:
        """Return the piece that serves as `part`, None where there is none."""
        return next((p for p in self.pieces if p.part == part), None)
