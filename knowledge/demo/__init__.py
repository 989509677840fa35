"""A whole demo shop, Harbour & Pine: products with pictures, FAQ, shoppers, a year of events, and orders."""

import json
from pathlib import Path
from typing import Any

NAME = "Harbour & Pine"
_FOLDER = Path(__file__).parent


def products_file() -> Path:
    """Return the product feed, in the jsonl product format."""
    return _FOLDER / "products.jsonl"


def faq_files() -> tuple[Path, Path]:
    """Return the FAQ in English and in Chinese."""
    return _FOLDER / "faq.en.md", _FOLDER / "faq.zh.md"


def events_file() -> Path:
    """Return a year of the personas' events, in the format of `events import`."""
    return _FOLDER / "events.jsonl"


def pictures_folder() -> Path:
    """Return the folder that the feed's /demo/pictures/ addresses stand for."""
    return _FOLDER / "pictures"


def shoppers() -> list[dict[str, Any]]:
    """Return the personas: id, name, language, and a line of who they are in both languages."""
    return _read("shoppers.json")


def orders() -> list[dict[str, Any]]:
    """Return the personas' orders, oldest first; amounts are in US dollars."""
    return _read("orders.json")


def _read(name: str) -> list[dict[str, Any]]:
    values: list[dict[str, Any]] = json.loads((_FOLDER / name).read_text(encoding="utf-8"))
    return values
