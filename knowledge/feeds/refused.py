"""What a feed says when a row, or the feed itself, cannot be read."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Refused:
    """A row that was left out; `row` is as people count: the header of a table is row 1, and the first line or item.

    `reason` is the rest of a sentence whose subject is the row: "has no price: add one or remove the row."
    """

    row: int
    field: str
    reason: str
    id: str = ""
    feed: str = ""

    def __str__(self) -> str:
        place = f"Row {self.row} of {self.feed}" if self.feed else f"Row {self.row}"
        return f"{place} {self.reason}"


class BadField(ValueError):
    """A field of a row cannot be accepted; becomes a Refused."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason


class FeedError(ValueError):
    """The feed as a whole cannot be read, or breaks off; what was read so far stands, nothing may be removed."""
