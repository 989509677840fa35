"""Cut the items out of an XML feed one at a time, so that a broken one costs only itself and memory stays small.

Items are parsed without the document's own definitions: no entity of the feed is expanded, nothing is fetched.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from lxml import etree

from knowledge.feeds.opening import open_text
from knowledge.feeds.refused import FeedError, Refused

Nested: TypeAlias = dict[str, Any]
LONGEST_ITEM = 1 << 22
_CHUNK = 1 << 18
_START = re.compile(r"<(item|entry|product)(?=[\s>])")
_ROOT = re.compile(r"<(?![?!])[^>]*>")
_NAMESPACE = re.compile(r"""\sxmlns(?::[\w.-]+)?\s*=\s*(?:"[^"<]*"|'[^'<]*')""")


def xml_items(path: Path) -> Iterator[tuple[int, dict[str, Any]] | Refused]:
    """Yield number, from 1, and values of each item by its local name: text, nested objects, lists where repeated.

    Raises FeedError where the document ends before its root does.
    """
    number = 0
    root = ""
    with open_text(path) as text:
        held = text.read(_CHUNK)
        root = _root(path, held)
        while True:
            cut, held = _next(held, text.read)
            if cut is None:
                break
            number += 1
            yield _parsed(number, cut, root)
    if not re.search(rf"</{re.escape(root.split()[0])}\s*>\s*(?:<!--.*?-->\s*)*$", held, re.DOTALL):
        raise FeedError(f"{path.name} breaks off after item {number}: fetch it again; nothing was removed.")


def _next(held: str, read: Any) -> tuple[str | None, str]:
    """Return the next item's text, None at the end, and what is left."""
    while True:
        start = _START.search(held)
        if start:
            end = f"</{start[1]}>"
            at = held.find(end, start.end())
            if at >= 0:
                return held[start.start() : at + len(end)], held[at + len(end) :]
            if len(held) - start.start() > LONGEST_ITEM:
                return held[start.start() : start.end()], held[start.end() :]
        if not (more := read(_CHUNK)):
            return None, held
        held = (held[start.start() :] if start else held[-_CHUNK:]) + more


def _root(path: Path, head: str) -> str:
    """Return name and namespace declarations of the document's first elements, to read items under."""
    prolog = re.sub(r"<!--.*?-->", "", head, flags=re.DOTALL)
    found = _ROOT.search(prolog)
    if not found:
        raise FeedError(f"{path.name} is not a product feed: its XML has no root element.")
    name = re.match(r"<\s*([\w:.-]+)", found[0])
    declared = dict.fromkeys(n.strip() for n in _NAMESPACE.findall(found[0]))
    if not any(n.startswith("xmlns:g") for n in declared):
        declared["xmlns:g='http://base.google.com/ns/1.0'"] = None
    return " ".join([name[1] if name else "rss", *declared])


def _parsed(number: int, cut: str, root: str) -> tuple[int, dict[str, Any]] | Refused:
    name = root.split()[0]
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        document = etree.fromstring(f"<{root}>{cut}</{name}>".encode(errors="replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return Refused(number, "", f"is not well-formed XML ({str(error)[:100]}): correct its markup.")
    values = _values(document[0]) if len(document) else {}
    return number, values if isinstance(values, dict) else {}


def _values(element: Any, depth: int = 0) -> dict[str, Any] | str:
    """Return an element's children by local name; its text where it has none, its attributes where it has no text."""
    if depth > 8:
        return ""
    if not len(element):
        text = element.text or ""
        return text if text.strip() or not element.attrib else {str(k): str(v) for k, v in element.attrib.items()}
    values: dict[str, Any] = {}
    for child in element:
        if isinstance(child.tag, str):
            name, value = etree.QName(child).localname, _values(child, depth + 1)
            values[name] = value if name not in values else [*_listed(values[name]), value]
    return values


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
