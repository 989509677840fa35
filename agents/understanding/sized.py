"""A size or measure, and the attribute of a product that it states."""

import re
from dataclasses import dataclass

_STORAGE_KINDS = re.compile(r"ssd|drive|card|stick|disk|storage|memory|nas|flash")
_DEVICES = re.compile(r"laptop|notebook|phone|tablet|computer|pc|chromebook|ultrabook|console|workstation|server|ipad")
_FOOD = re.compile(
    r"coffee|tea|rice|food|flour|nut|chocolate|candy|cheese|meat|sugar|honey|snack|fruit|butter|pasta|"
    r"dumbbell|kettlebell|litter|powder|cookie|salt"
)
_FIXED = {
    "rate": "refresh_rate", "frequency": "processor_speed", "power": "power", "charge": "battery_capacity",
    "voltage": "voltage",
    "pixels": "resolution", "light": "brightness", "pages": "print_speed", "speed": "speed", "dots": "resolution",
    "energy": "battery_capacity",
}  # fmt: skip


@dataclass(frozen=True)
class Sized:
    """A size or measure at text[start:end]; `hint` names its attribute where the words around it do."""

    start: int
    end: int
    value: str
    dimension: str = "name"
    amount: float = 0.0
    hint: str = ""

    def attribute_of(self, kind: str) -> str:
        """Return the attribute that the measure states for a product type, "size" for its size."""
        if self.hint:
            return self.hint
        if self.dimension == "data":
            return self._memory(kind)
        if self.dimension == "weight":
            return "size" if _FOOD.search(kind) else "weight"
        return _FIXED.get(self.dimension, "size")

    def _memory(self, kind: str) -> str:
        if _STORAGE_KINDS.search(kind) or not _DEVICES.search(kind):
            return "size" if _STORAGE_KINDS.search(kind) or not kind else "storage"
        return "ram" if self.amount <= 64 and not re.search("phone|tablet|console|ipad", kind) else "storage"
