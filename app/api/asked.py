"""What every body that a caller may send has in common."""

from pydantic import BaseModel, ConfigDict


class Asked(BaseModel):
    """A body, or a part of one. A field that it does not have is a fault, so that a misspelt one is told of."""

    model_config = ConfigDict(extra="forbid")
