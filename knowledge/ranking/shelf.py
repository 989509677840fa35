"""The catalogue as arrays: what ranking needs to know of each product besides who bought it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from knowledge.product import Product
from knowledge.ranking.purchases import Floats, Ints
from knowledge.ranking.sparse import strongest

Codes: TypeAlias = NDArray[np.int32]
KINDS = ("brand", "category", "type", "color", "size", "material", "price")
COLORS = frozenset(
    {"black", "white", "grey", "silver", "gold", "ivory", "cream", "beige", "brown", "red", "pink", "rose", "orange",
     "yellow", "green", "blue", "navy", "turquoise", "purple", "lilac", "mint", "multicolour"}
)  # fmt: skip
KIN_FLOOR = 0.3  # least cosine of two titles that makes their products kin
KIN = 30
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class Shelf:
    """Products by number. `codes[kind]` numbers each product's value of a kind, -1 for none; `names[kind]` says it.

    `kin` (n, n) sparse holds the cosine of two titles, 0 on the diagonal. `released` is a day since 1970, or NaN.
    """

    ids: tuple[str, ...]
    row: dict[str, int]
    titles: tuple[str, ...]
    price: Floats
    released: Floats
    sold: NDArray[np.bool_]
    codes: dict[str, Codes]
    names: dict[str, tuple[str, ...]]
    sellers: tuple[str, ...]
    words: sp.csr_matrix
    kin: sp.csr_matrix

    def __len__(self) -> int:
        return len(self.ids)


def shelf_of(products: Iterable[Product]) -> Shelf:
    """Return the products as arrays; one without a product type is named by the last word of its title."""
    listed = list(products)
    ids = tuple(p.id for p in listed)
    words = _words([p.title or p.id for p in listed])
    prices = np.array([max(p.price, 0.01) for p in listed], float)
    values = {k: [value_of(p, k) for p in listed] for k in KINDS if k != "price"}
    values["price"] = price_bands(prices)
    coded = {k: _coded(v) for k, v in values.items()}
    return Shelf(
        ids=ids,
        row={i: n for n, i in enumerate(ids)},
        titles=tuple(p.title for p in listed),
        price=prices,
        released=np.array([_day(p.released) for p in listed], float),
        sold=np.array([p.in_stock for p in listed], bool),
        codes={k: c for k, (c, _) in coded.items()},
        names={k: n for k, (_, n) in coded.items()},
        sellers=tuple(p.seller for p in listed),
        words=words,
        kin=_kin(words),
    )


def value_of(product: Product, kind: str) -> str:
    """Return what a product is in one kind, "" where neither its record nor its title says; price is not a word."""
    if kind == "brand":
        return product.brand
    if kind == "category":
        return product.category[0] if product.category else ""
    if kind == "type":
        last = product.title.split()[-1].lower() if product.title.split() else ""
        return product.product_type or (last if last.isalpha() else "")
    if kind == "color":
        return product.color or next((w for w in product.title.lower().split() if w in COLORS), "")
    stated = getattr(product, kind)
    return str(stated)


def price_bands(prices: Floats) -> list[str]:
    """Return each product's price band: "1" the cheapest fifth of the shop to "5" the dearest."""
    edges = np.quantile(prices, [0.2, 0.4, 0.6, 0.8]) if len(prices) else np.zeros(4)
    return [str(b) for b in np.searchsorted(edges, prices, side="right") + 1]


def _coded(values: list[str]) -> tuple[Codes, tuple[str, ...]]:
    names = tuple(sorted({v for v in values if v}))
    number = {v: n for n, v in enumerate(names)}
    return np.array([number.get(v, -1) for v in values], np.int32), names


def _words(titles: list[str]) -> sp.csr_matrix:
    if not titles:
        return sp.csr_matrix((0, 0), dtype=np.float32)
    from sklearn.feature_extraction.text import TfidfVectorizer  # a second: a server's first reply comes before it

    return TfidfVectorizer(sublinear_tf=True, token_pattern=r"(?u)\w+").fit_transform(titles).astype(np.float32).tocsr()


def _kin(words: sp.csr_matrix, chunk: int = 1000) -> sp.csr_matrix:
    """Return the cosines of titles that are alike, at most `KIN` a product."""
    parts = []
    for start in range(0, words.shape[0], chunk):
        alike = (words[start : start + chunk] @ words.T).tocoo()
        kept = (alike.data >= KIN_FLOOR) & (alike.row + start != alike.col)
        entries = (alike.data[kept], (alike.row[kept], alike.col[kept]))
        parts.append(strongest(sp.csr_matrix(entries, shape=alike.shape), KIN))
    return sp.vstack(parts).tocsr() if parts else sp.csr_matrix((0, 0), dtype=np.float32)


def _day(released: str) -> float:
    try:
        return float(date.fromisoformat(released[:10]).toordinal() - _EPOCH)
    except ValueError:
        return float("nan")


def rows_of(shelf: Shelf, ids: Iterable[str]) -> Ints:
    """Return the numbers of products; raises KeyError for one that is not on the shelf."""
    return np.array([shelf.row[i] for i in ids], np.int64)
