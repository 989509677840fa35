"""The kinds of thing that the shop sells, one a product, and how near a query is to each."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import orjson
from numpy.typing import NDArray

from knowledge.product import Match, Product
from knowledge.search.embedding import Embedder
from knowledge.search.query import Query
from knowledge.search.text import tokens, words
from knowledge.words import is_chinese

Column = NDArray[np.float32]
UNKNOWN_CLOSENESS = 0.2  # cosine taken for a product whose kind is not known
SAME = 0.85  # cosine of two kinds' names from which they mean one thing
SYNONYM, UNLIKE = 0.5, 0.35  # a synonym's feature is above the one; kinds of names below the other share no meaning
ALL = 0.9  # from here a record holds every word of a query, if joined or taken apart ("micro sd", "microSD")
LITERAL = 0.99  # from here a feature says that the very word stands there, not a synonym of it


class Kinds:
    """Each row's kind of product, in the row order of the lexical index; kinds' names are embedded once."""

    def __init__(self, embedder: Embedder, file: Path | None = None) -> None:
        self._embedder = embedder
        self.names: list[str] = []
        self.rows: NDArray[np.int32] = np.zeros(0, np.int32)
        self._vectors: Column = np.zeros((0, embedder.dim), np.float32)
        if file is not None and file.with_suffix(".npz").exists():
            self._load(file)
        self._tokens = [tokens(n) for n in self.names]

    def write(self, kept: Sequence[int], products: Sequence[Product]) -> None:
        """Keep the rows `kept`, in that order, and add `products` after them."""
        code = {n: i for i, n in enumerate(self.names)}
        added = [code.setdefault(kind_of(p), len(code)) for p in products]
        new = list(code)[len(self.names) :]
        self._vectors = np.concatenate([self._vectors, self._embedder.encode_texts([n or "?" for n in new])])
        self.names = [*self.names, *new]
        self._tokens = [*self._tokens, *(tokens(n) for n in new)]
        self.rows = np.concatenate([self.rows[list(kept)], np.array(added, np.int32)]).astype(np.int32)

    def features(self, query: Query, vector: Column | None, rows: NDArray[np.int64]) -> dict[str, Column]:
        """Return for each row how well its kind is what the query's head noun asks for, each from 0 to 1."""
        used, place = np.unique(self.rows[rows], return_inverse=True)
        head = query.groups[query.head] if query.groups else {}
        columns = np.zeros((4, len(used)), np.float32)
        for j, kind in enumerate(used):
            if said := self._tokens[kind]:
                covered = [max((g.get(t, 0.0) for g in query.groups), default=0.0) for t in said]
                asked = [max((g.get(t, 0.0) for t in said), default=0.0) for g in query.groups]
                cover, share = float(np.mean(covered)), float(np.mean(asked)) if asked else 0.0
                columns[:, j] = head.get(said[-1], 0.0), cover, share, cover * share
        close = np.full(len(used), UNKNOWN_CLOSENESS, np.float32)
        if vector is not None:
            named = np.array([bool(self._tokens[k]) for k in used])
            close[named] = (self._vectors[used] @ vector)[named]
        names = ("kind_head", "kind_cover", "kind_query", "kind_exact")
        return {n: c[place] for n, c in zip((*names, "kind_close"), (*columns, close), strict=True)}

    def named_after(self, word: str) -> tuple[str, ...]:
        """Return the kinds whose names hold a token before the last one, those of most products first."""
        counts = np.bincount(self.rows, minlength=len(self.names))
        found = [i for i, said in enumerate(self._tokens) if word in said[:-1] and counts[i]]
        return tuple(self.names[i] for i in sorted(found, key=lambda i: -counts[i]))

    def sells(self, kind: str) -> bool:
        """Whether any product may be of a kind: one is named like it, or its own kind is not known."""
        head = tokens(kind)[-1:]
        return any(not said or said[-1:] == head for said in self._tokens)

    def is_named(self, kind: str) -> bool:
        """Whether the kind of any product is named by what a kind is called last: "sofa" where sofa beds are sold."""
        head = tokens(kind)[-1:]
        return any(said[-1:] == head for said in self._tokens if said)

    def named(self, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether each row's kind is known."""
        known = np.array([bool(said) for said in self._tokens] or [False], bool)
        return np.asarray(known[self.rows[rows]], bool)

    def compounds(self, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether the name of each row's kind is of several words: "sleeping bag"."""
        several = np.array([len(said) > 1 for said in self._tokens] or [False], bool)
        return np.asarray(several[self.rows[rows]], bool)

    def save(self, file: Path) -> None:
        """Write to files of this name."""
        np.savez(file.with_suffix(".npz"), rows=self.rows, vectors=self._vectors.astype(np.float16))
        file.with_suffix(".json").write_bytes(orjson.dumps(self.names))

    def _load(self, file: Path) -> None:
        self.names = orjson.loads(file.with_suffix(".json").read_bytes())
        with np.load(file.with_suffix(".npz")) as held:
            self.rows, self._vectors = held["rows"], held["vectors"].astype(np.float32)


def kind_of(product: Product) -> str:
    """Return what a product is: its type, or the last step of its category."""
    return (product.product_type or (product.category[-1] if product.category else "")).lower()


def is_one(match: Match, kind: str) -> bool:
    """Whether a product found for a kind is one: "desk lamp" takes no floor lamp and "camera bag" no sleeping bag.

    A product whose kind is not known, or is one that says little, is what its title ends on.
    """
    said, own = tokens(kind), tokens(kind_of(match.product))
    if said == own or not said:
        return True
    product = match.product
    held = set(tokens(f"{product.title} {product.description} {' '.join(product.category)}")) | set(own)
    held |= {t for a in product.attributes for t in tokens(f"{a.name.replace('_', ' ')} {a.text()[:80]}")}
    if own:
        named = own[-1] == said[-1] and match.signals.get("kind_head", 1.0) >= LITERAL
        title = tokens(product.title)
        # Where the title names the record's kind itself, that is what it is: a "computer holder - desk" is no desk.
        titled = _ends_with(title, said) and own[-1] not in title
        return match.signals.get("kind_close", 0.0) >= SAME or titled or (named and set(said) <= held)
    return _ends_with(tokens(product.title), said)


def surely(found: Sequence[Match], kind: str, said: str, holds: Callable[[str], bool]) -> tuple[Match, ...]:
    """Return those of the products found for a kind that are of it, as found; none where all are something near it.

    Of a kind by its name, in any language as it was `said`, by a name of the same meaning, or by its last word where
    the product's record holds (`holds`, by id) the kind's other words; else by a synonym of it, where that is so of any
    product of the same kind. "Computer screen" is a monitor, "baby monitor" none for computers, and for "mattress" a
    bed is only near.
    """
    first, second = set[str](), set[str]()
    for m in found:
        head, close, id = m.signals["kind_head"], m.signals["kind_close"], m.product.id
        whole = holds(id) or m.signals["every_any"] >= ALL
        if close >= SAME or _called(m.product, kind, said) or (head >= LITERAL and whole):
            first.add(id)
        elif head >= SYNONYM and close >= UNLIKE and holds(id):
            second.add(kind_of(m.product))
    other = second if len(words(kind)) == 1 or not first else set()
    return tuple(m for m in found if m.product.id in first or kind_of(m.product) in other)


def _called(product: Product, kind: str, said: str) -> bool:
    """Whether a product's title calls it by a kind's name, or by the words of another language that it was asked in."""
    titles = [str(texts.get("title", "")) for texts in product.translations.values()]
    return (is_chinese(said) and any(said in title for title in titles)) or _ends_with(
        tokens(product.title), tokens(kind)
    )


def nearest_first(found: Iterable[Match], kind: str) -> tuple[Match, ...]:
    """Order products that are only near a kind: what is called by its last word first, then by meaning."""
    last = tokens(kind)[-1:]
    return tuple(sorted(found, key=lambda m: (last[0] not in tokens(kind_of(m.product)), -m.signals["kind_close"])))


def _ends_with(title: Sequence[str], said: Sequence[str]) -> bool:
    """Whether a title names a kind of thing last, sizes and the like left aside: "Stargazer Camping Tent, 2 m"."""
    words = [t for t in title if t.isalpha() and len(t) > 1]
    return words[-len(said) :] == list(said)
