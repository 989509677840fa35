"""Turn what feeds hold into plain text, names and addresses that are safe to show."""

import html
import re
from urllib.parse import urlsplit

import nh3

_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_BREAK = re.compile(r"<(?:br|/p|/li|/div|/tr|/td|/h[1-6])\b", re.IGNORECASE)
_TAG = re.compile(r"<(?=[a-zA-Z/!?])[^>]*>?")
_NOT_IN_NAMES = re.compile(r"[\W_]+")
_NOT_IN_ADDRESSES = re.compile(r"""[\s"'<>\\^`{|}\x00-\x20\x7f]""")
_MOST_DECODINGS = 3

# Nouns that name one thing in the plural; their "singular" means nothing to a shopper.
_PLURALS = """headphones earphones earbuds glasses sunglasses goggles binoculars trousers pants jeans shorts leggings
    tights pyjamas pajamas scissors pliers tweezers tongs clothes accessories supplies news series species lens canvas
    chassis atlas electronics scales briefs boxers overalls dungarees staples beads"""
_PLURAL_ONLY = frozenset(_PLURALS.split())
_IRREGULAR = {"knives": "knife", "shelves": "shelf", "scarves": "scarf", "loaves": "loaf", "wolves": "wolf",
              "mice": "mouse", "women": "woman", "men": "man", "children": "child", "movies": "movie",
              "cookies": "cookie", "hoodies": "hoodie", "selfies": "selfie", "shoes": "shoe"}  # fmt: skip


def clean_text(raw: object) -> str:
    """Return `raw` as one line of plain text: no markup, scripts, entities, control or direction characters."""
    text = str(raw)
    if "<" in text or "&" in text:
        text = _without_markup(text)
    if not text.isprintable():
        text = _CONTROL.sub("", text)
    return " ".join(text.split())


def _without_markup(text: str) -> str:
    for _ in range(_MOST_DECODINGS):  # markup may be encoded twice: "&amp;lt;script&amp;gt;"
        spaced = _BREAK.sub(lambda found: " " + found.group(), text)
        plain = html.unescape(nh3.clean(spaced, tags=set(), clean_content_tags={"script", "style"}))
        if plain == text:
            break
        text = plain
    return _TAG.sub(" ", text)


def snake_case(name: str) -> str:
    """Return `name` as an attribute name: "Cable length (m)" becomes "cable_length_m"."""
    return _NOT_IN_NAMES.sub("_", clean_text(name).lower()).strip("_")


def address(raw: object) -> str:
    """Return a web address or a relative path, "" for anything else: no other scheme, no quotes, no spaces."""
    text = str(raw).strip()
    if text.startswith("//"):
        text = "https:" + text
    if not text or _NOT_IN_ADDRESSES.search(text):
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    if parts.scheme in ("http", "https"):
        return text if parts.netloc else ""
    return "" if parts.scheme or parts.netloc or ":" in text.split("/")[0] else text


def singular(phrase: str) -> str:
    """Return a lower-case noun phrase with its last word in the singular: "Maxi Dresses" becomes "maxi dress"."""
    *before, last = phrase.lower().split() or [""]
    return " ".join([*before, _singular_word(last)])


def _singular_word(word: str) -> str:
    if word in _PLURAL_ONLY or len(word) < 4 or not word.endswith(("s", "e", "n")):
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
