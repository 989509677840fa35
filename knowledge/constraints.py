"""What a shopper wants of a product, as stated: the filter that search obeys and the chips that the page shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeAlias

AttributeValue: TypeAlias = str | bool | float | int

SORTS = ("price_asc", "price_desc", "rating_desc", "newest")
_LISTS = ("brand", "brand_not", "color")


@dataclass(frozen=True)
class Constraints:
    """Only what was stated; empty fields are unstated.

    Prices are in major units of `currency`. `size` is "number unit", ">= number unit", "<= number unit" or a size name
    such as "XL". `attributes` maps snake_case names to values; an excluded value stands under `<name>_not`.
    """

    product_type: str = ""
    brand: tuple[str, ...] = ()
    brand_not: tuple[str, ...] = ()
    price_min: float | None = None
    price_max: float | None = None
    currency: str = ""
    color: tuple[str, ...] = ()
    size: str = ""
    material: str = ""
    audience: str = ""
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
    sort: str = ""
    in_stock: bool | None = None
    rating_min: float | None = None

    def __bool__(self) -> bool:
        return bool(self.as_json())

    def without(self, name: str, value: str | None = None) -> "Constraints":
        """Return these constraints less one field, one attribute as "attributes.<name>", or one `value` of a list."""
        if name.startswith("attributes."):
            kept = {k: v for k, v in self.attributes.items() if k != name.removeprefix("attributes.")}
            return replace(self, attributes=kept)
        current = getattr(self, name)
        emptied: Any = next(f for f in fields(self) if f.name == name).default
        if isinstance(current, tuple) and value is not None:
            emptied = tuple(v for v in current if v != value)
        changed: dict[str, Any] = {name: emptied}
        return replace(self, **changed)

    def as_json(self) -> dict[str, Any]:
        """Return the stated fields alone, as the command line and the API show them."""
        stated = {f.name: getattr(self, f.name) for f in fields(self)}
        shown = {
            k: list(v) if isinstance(v, tuple) else dict(v) if isinstance(v, Mapping) else v for k, v in stated.items()
        }
        return {k: v for k, v in shown.items() if v not in ("", None) and v != [] and v != {}}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Constraints":
        """Read what `as_json` wrote; raises ValueError on an unknown name."""
        unknown = set(values) - {f.name for f in fields(cls)}
        if unknown:
            raise ValueError(
                f"Unknown constraint {', '.join(sorted(unknown))}: use {', '.join(f.name for f in fields(cls))}."
            )
        read: dict[str, Any] = {k: tuple(v) if k in _LISTS else v for k, v in values.items()}
        if "attributes" in read:
            read["attributes"] = dict(read["attributes"])
        return cls(**read)
