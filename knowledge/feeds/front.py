"""The one door to every feed: tell its format, read it, refuse an id that comes twice."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, TypeAlias, cast, get_args

import orjson

from knowledge.feeds import google, icecat, jsonl, shopify, woocommerce
from knowledge.feeds.groups import Once, Read, duplicate
from knowledge.feeds.opening import open_text
from knowledge.feeds.refused import FeedError, Refused
from knowledge.feeds.tables import delimiter
from knowledge.product import Product

Kind: TypeAlias = Literal["google", "shopify", "woocommerce", "icecat", "jsonl", "faq"]
KINDS: tuple[str, ...] = get_args(Kind)
_READERS: dict[str, Callable[[Path, str], Iterator[Read]]] = {
    "google": google.read,
    "shopify": shopify.read,
    "woocommerce": woocommerce.read,
    "icecat": icecat.read,
    "jsonl": jsonl.read,
}
_HEAD = 1 << 20


def read_feed(path: Path | str, kind: str = "auto", currency: str = "USD") -> Iterator[Product | Refused]:
    """Yield each product of a feed, or why a row was refused; the first row of an id wins.

    `currency` holds for prices that name none. Raises FeedError where the feed cannot be opened, is of no known
    format, or breaks off midway.
    """
    path = Path(path)
    found = detect(path) if kind == "auto" else kind
    if found not in _READERS:
        raise FeedError(f"{path.name} is not a product feed but {found!r}: use one of {', '.join(_READERS)}.")
    once = Once()
    for read in _READERS[found](path, currency):
        if isinstance(read, Refused):
            yield _named(read, path)
        elif once.first(read[1].id):
            yield read[1]
        else:
            yield _named(duplicate(read[0], read[1].id), path)


def _named(refused: Refused, path: Path) -> Refused:
    return Refused(refused.row, refused.field, refused.reason, refused.id, path.name)


def detect(path: Path | str) -> Kind:
    """Return the format of a feed or FAQ file from its content; raises FeedError where nothing known fits."""
    path = Path(path)
    with open_text(path) as text:
        head = text.read(_HEAD).lstrip("\ufeff \r\n\t")
    if re.search(r"\.(md|markdown)(\.gz)?$", path.name, re.IGNORECASE):
        return "faq"
    if head.startswith("<"):
        return "google"
    if head.startswith("{"):
        return _json_kind(path, head)
    if head.startswith("["):
        raise FeedError(f"{path.name} is one JSON array: write one object a line instead.")
    return _table_kind(path, head.splitlines()[0] if head else "")


def _json_kind(path: Path, head: str) -> Kind:
    for line in head.splitlines()[:50]:
        try:
            values = orjson.loads(line.encode(errors="replace"))
        except orjson.JSONDecodeError:
            continue
        if isinstance(values, dict):
            return _object_kind(set(values))
    raise FeedError(f"{path.name} begins like JSON but none of its first lines is an object: write one a line.")


def _object_kind(names: set[str]) -> Kind:
    if "question" in names and "answer" in names:
        return "faq"
    is_icecat = {"supplier", "name", "ean"} <= names or any(n.startswith(("attr_t_", "attr_n_")) for n in names)
    return "icecat" if is_icecat else "jsonl"


def _table_kind(path: Path, header: str) -> Kind:
    names = {c.strip().strip('"').lower().replace("_", " ") for c in header.split(delimiter(header))}
    signs: list[tuple[str, bool]] = [
        ("faq", {"question", "answer"} <= names),
        ("shopify", "url handle" in names or {"handle", "variant price"} <= names),
        ("woocommerce", {"type", "name"} <= names and bool({"regular price", "parent", "sku"} & names)),
        ("google", {"id", "title"} <= names),
    ]
    for kind, fits in signs:
        if fits:
            return cast(Kind, kind)
    raise FeedError(f"{path.name} is of no known format: name it with --as {'|'.join(KINDS)}.")
