"""Each product's filterable facts as columns, and constraints as masks over them, one mask a constraint."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import orjson
from numpy.typing import NDArray

from knowledge.constraints import AttributeValue, Constraints
from knowledge.materials import made_of, parts_of
from knowledge.product import Attribute, Product
from knowledge.search.documents import colors_of, plain_name
from knowledge.search.measures import DIMENSIONS, Measure, limit, measure, measures_in
from knowledge.search.text import clean, tokens
from knowledge.shoe_sizes import ShoeSize, same_foot, shoe_size
from knowledge.words import glossary

Mask = NDArray[np.bool_]
Holding = Callable[[Sequence[str]], Mask]
_FACT = np.dtype([("name", "i4"), ("text", "i4"), ("number", "f8"), ("dimension", "i2")])
_ROW = np.dtype(
    [("price", "f8"), ("rating", "f4"), ("stock", "?"), ("brand", "i4"), ("currency", "i4"), ("released", "i4")]
)
_SIZE_NAMES = ("size", "diagonal", "screen", "display", "length", "memory", "storage", "capacity", "volume", "weight")
_NOT_SIZE = ("package", "pallet", "master", "case_", "maximum")
_GROWN = ("women", "men", "adult", "woman", "man")
# What shoppers state, as records keep it: memory for "ram", seats for how many persons a sofa is for.
_RECORDED_AS = {
    "ram": ("memory", "internal_memory"),
    "capacity": ("seats", "sleeps", "persons", "serves"),
    "battery_life": ("total_battery",),
    "insulated": ("keeps_hot", "keeps_cold"),
    "carry_on": ("cabin_size",),
}
_CLOSE = 0.02  # relative difference at which two amounts are the same (15.6 inch is sold as 39.6 cm)

_WORDED = re.compile(r"[^\W\d_]")


class Facets:
    """Columns in the row order of the lexical index; `holding(tokens)` says which rows' text holds all the tokens."""

    def __init__(self, file: Path | None = None) -> None:
        self._codes: dict[str, int] = {}
        self._names: dict[str, frozenset[str]] = {}  # each attribute's name as kept, and its words
        self._facts: list[NDArray[np.void]] = []
        self._rows: NDArray[np.void] = np.zeros(0, _ROW)
        self._table: NDArray[np.void] = np.zeros(0, _FACT)
        self._owner: NDArray[np.int32] = np.zeros(0, np.int32)
        if file is not None and file.with_suffix(".npz").exists():
            self._load(file)
        else:
            self._name_attributes()

    def write(self, kept: Sequence[int], products: Sequence[Product]) -> None:
        """Keep the rows `kept`, in that order, and add `products` after them."""
        self._facts = [self._facts[r] for r in kept] + [self._facts_of(p) for p in products]
        added = np.array([self._row_of(p) for p in products], _ROW)
        self._rows = np.concatenate([self._rows[list(kept)], added]) if len(kept) else added
        self._gather()

    def update(self, changed: Mapping[int, Product]) -> None:
        """Take over new prices, stock and ratings."""
        rows = self._rows.copy()
        for row, product in changed.items():
            rows[row] = self._row_of(product)
        self._rows = rows

    def masks(self, wanted: Constraints, holding: Holding) -> dict[str, Mask]:
        """Return for each stated constraint, by its name, the rows that obey it."""
        rows, found = self._rows, dict[str, Mask]()
        if wanted.price_min is not None:
            found["price_min"] = rows["price"] >= wanted.price_min - 1e-6
        if wanted.price_max is not None:
            found["price_max"] = rows["price"] <= wanted.price_max + 1e-6
        if wanted.currency and (wanted.price_min is not None or wanted.price_max is not None):
            found["currency"] = rows["currency"] == self._codes.get(wanted.currency.upper(), -1)
        if wanted.in_stock is not None:
            found["in_stock"] = rows["stock"] == wanted.in_stock
        if wanted.rating_min is not None:
            found["rating_min"] = rows["rating"] >= wanted.rating_min - 1e-6
        for name in ("brand", "brand_not"):
            if names := getattr(wanted, name):
                of = np.isin(rows["brand"], [self._codes.get(f"brand:{plain_name(n)}", -1) for n in names])
                found[name] = of if name == "brand" else ~of
        for name in ("color", "material", "audience", "size"):
            if value := getattr(wanted, name):
                found[name] = self._said(name, value, holding)
        for name, value in wanted.attributes.items():
            if name != "quantity":
                found[f"attributes.{name}"] = self._attribute(name, value, holding)
        return found

    def column(self, name: str) -> NDArray[np.float64]:
        """Return "price", "rating" or "released" (days) of every row as numbers."""
        return self._rows[name].astype(np.float64)

    def _said(self, name: str, value: str | tuple[str, ...], holding: Holding) -> Mask:
        if name == "size" and isinstance(value, str) and (bound := limit(value)) and bound[1].dimension:
            return self._within(bound, _SIZE_NAMES)
        if name == "material" and isinstance(value, str):
            return self._made_of(value, holding)
        if name == "size" and isinstance(value, str) and (worn := shoe_size(value)):
            return self._worn(worn, value)
        mask = np.zeros(len(self._rows), bool)
        for one in (value,) if isinstance(value, str) else value:
            for word in _color_words(one) if name == "color" else (" ".join(tokens(one)),):
                mask |= self._equal(name, word)
                if name == "audience" and word in _GROWN:
                    mask |= self._equal(name, "unisex")
        return mask if mask.any() or name in ("color", "size") else self._texts(value, holding)

    def _made_of(self, value: str, holding: Holding) -> Mask:
        """Rows whose material is one of those in `value` or a kind of it; their words tell where no record says."""
        fits = {c for c, text in self._texts_of("material").items() if made_of(text, value)}
        mask = self._with_texts("material", fits)
        if mask.any():
            return mask
        return self._texts(tuple(one for one in value.split(",") if one.strip()), holding)

    def _worn(self, worn: ShoeSize, value: str) -> Mask:
        """Rows that have a shoe's size, in this system or the same foot's in another, by whom they are made for."""
        mask, known = self._equal("size", " ".join(tokens(value))), self._texts_of("size")
        sizes = {c: size for c, text in known.items() if (size := shoe_size(text)) and size.system != worn.system}
        women, kids = self._for_whom("women"), self._for_whom("kids")
        rows = {"women": women, "kids": kids & ~women, "men": ~women & ~kids}
        for audience, own in rows.items():
            fits = {c for c, size in sizes.items() if same_foot(worn, size, audience)}
            mask |= self._with_texts("size", fits) & own
        return mask

    def _for_whom(self, audience: str) -> Mask:
        words = {"women": ("women", "woman", "girl", "lady", "female"), "kids": ("kid", "child", "boy", "girl", "baby")}
        fits = {c for c, text in self._texts_of("audience").items() if set(text.split()) & set(words[audience])}
        return self._with_texts("audience", fits)

    def _texts_of(self, name: str) -> dict[int, str]:
        """The texts that rows state under a name, by their codes."""
        if name not in self._stated:
            held = set(self._table["text"][self._table["name"] == self._codes.get(f"name:{name}", -1)].tolist()) - {-1}
            found = {c: t.removeprefix("text:") for t, c in self._codes.items() if c in held and t.startswith("text:")}
            self._stated[name] = found
        return self._stated[name]

    def _with_texts(self, name: str, codes: set[int]) -> Mask:
        stated = self._table["name"] == self._codes.get(f"name:{name}", -1)
        return self._where(stated & np.isin(self._table["text"], list(codes)))

    def _texts(self, value: str | tuple[str, ...], holding: Holding) -> Mask:
        mask = np.zeros(len(self._rows), bool)
        for one in (value,) if isinstance(value, str) else value:
            mask |= holding(tokens(one))
        return mask

    def _equal(self, name: str, word: str) -> Mask:
        mask = np.zeros(len(self._rows), bool)
        code, text = self._codes.get(f"name:{name}", -1), self._codes.get(f"text:{word}", -1)
        mask[self._owner[(self._table["name"] == code) & (self._table["text"] == text)]] = True
        return mask

    def _attribute(self, name: str, value: AttributeValue, holding: Holding) -> Mask:
        if name == "color_not":
            return self._not_only(str(value), holding)
        if name.endswith("_not"):
            return ~self._any_of(name.removesuffix("_not"), value, holding)
        if value is False or str(value).lower() == "false":
            return ~self._attribute(name, True, holding)
        named = sorted({code for one in _also_called(name) for code in self._named(one)})
        if value is True or str(value).lower() == "true":
            yes = self._where(np.isin(self._table["name"], named) & (self._table["number"] > 0))
            no = self._where(np.isin(self._table["name"], named) & (self._table["number"] == 0))
            said = np.logical_or.reduce([holding(tokens(one.replace("_", " "))) for one in _also_called(name)])
            return np.asarray((yes | said) & ~(no & ~yes), bool)
        bound = limit(str(value))
        if bound is not None and not bound[1].dimension and _WORDED.search(str(value)):
            bound = None  # "4K", "5G": a name that begins with a figure
        if bound is not None and named:
            return self._within(bound, _also_called(name))
        if bound is not None and bound[1].dimension:
            return self._within(bound, tuple(tokens(name.replace("_", " "))))
        return holding(tokens(str(value)))

    def _not_only(self, refused: str, holding: Holding) -> Mask:
        """Rows that come in another colour than those refused, or whose record names no colour and none is said."""
        words = {word for one in refused.split(",") for word in _color_words(one)}
        known = self._texts_of("color")
        has = self._with_texts("color", {c for c, text in known.items() if text in words})
        other = self._with_texts("color", {c for c, text in known.items() if text in _plain_colors() - words})
        said = np.logical_or.reduce([holding((word,)) for word in words]) & ~self._with_texts("color", set(known))
        return np.asarray(~((has & ~other) | said), bool)

    def _any_of(self, name: str, value: AttributeValue, holding: Holding) -> Mask:
        """Rows that have one of the values listed in `value`; a material counts with its kinds."""
        listed = [one.strip() for one in value.split(",")] if isinstance(value, str) else [value]
        mask = np.logical_or.reduce([self._attribute(name, one, holding) for one in listed])
        if name != "material":
            return np.asarray(mask, bool)
        unsaid = ~self._with_texts("material", set(self._texts_of("material")))
        return self._made_of(str(value), lambda _: np.zeros(len(self._rows), bool)) | (np.asarray(mask, bool) & unsaid)

    def _named(self, name: str) -> list[int]:
        """Codes of the attributes called `name`, or whose names hold all of its words."""
        if (code := self._codes.get(f"name:{name}")) is not None:
            return [code]
        parts = set(tokens(name.replace("_", " ")))
        return [self._codes[n] for n, held in self._names.items() if parts <= held]

    def _within(self, bound: tuple[str, Measure], names: Sequence[str]) -> Mask:
        sign, wanted = bound
        table = self._table
        fits = np.isin(table["name"], self._measured(tuple(names)))
        if wanted.dimension == "people":  # "seats: 3" counts people without saying so
            fits &= np.isin(table["dimension"], [DIMENSIONS.index("people"), -1])
        elif wanted.dimension:
            fits &= table["dimension"] == DIMENSIONS.index(wanted.dimension)
        number, amount = table["number"], wanted.amount
        slack = abs(amount) * _CLOSE
        if sign == ">=":
            fits &= number >= amount - slack
        elif sign == "<=":
            fits &= number <= amount + slack
        else:
            fits &= np.abs(number - amount) <= slack
        return self._where(fits)

    def _measured(self, names: tuple[str, ...]) -> list[int]:
        """Codes of the attributes whose names hold one of `names`; a title's measures count as sizes."""
        if names not in self._measures:
            known = [n for n in self._names if any(p in n for p in names) and not any(p in n for p in _NOT_SIZE)]
            if not known or names == _SIZE_NAMES:
                known.append("name:title")
            self._measures[names] = [self._codes.get(n, -1) for n in known]
        return self._measures[names]

    def _where(self, fits: Mask) -> Mask:
        mask = np.zeros(len(self._rows), bool)
        mask[self._owner[fits]] = True
        return mask

    def _row_of(self, p: Product) -> tuple[float, float, bool, int, int, int]:
        rating = p.rating if p.rating is not None else -1.0
        brand, currency = self._code(f"brand:{plain_name(p.brand)}"), self._code(p.currency.upper())
        day = p.released[:10].replace("-", "")
        return p.price, rating, p.in_stock, brand, currency, int(day) if len(day) == 8 and day.isdigit() else 0

    def _facts_of(self, product: Product) -> NDArray[np.void]:
        found = [f for a in product.attributes for f in self._attribute_facts(a)]
        found += [self._fact("color", c) for c in colors_of(product)]
        for name in ("material", "audience", "size"):
            said = [getattr(product, name), *(getattr(v, name, "") for v in product.variants)]
            told = [part for s in said for part in (parts_of(s) if name == "material" else (s,))]
            found += [self._fact(name, " ".join(tokens(s))) for s in dict.fromkeys(told) if s]
            found += [self._fact(name, m) for s in dict.fromkeys(said) if s for m in measures_in(s)]
        found += [self._fact("title", m) for m in measures_in(product.title)]
        return np.array(found, _FACT)

    def _attribute_facts(self, a: Attribute) -> list[tuple[int, int, float, int]]:
        if isinstance(a.value, bool):
            return [self._fact(a.name, Measure(float(a.value)))]
        if isinstance(a.value, (int, float)):
            return [self._fact(a.name, measure(float(a.value), a.unit))]
        word = " ".join(tokens(a.value[:80]))
        said = [self._fact(a.name, m) for m in measures_in(a.value[:80])]
        truth = {"yes": 1.0, "y": 1.0, "true": 1.0, "no": 0.0, "n": 0.0, "false": 0.0}.get(a.value.lower())
        return said + ([self._fact(a.name, Measure(truth))] if truth is not None else [self._fact(a.name, word)])

    def _fact(self, name: str, value: str | Measure) -> tuple[int, int, float, int]:
        code = self._code(f"name:{name}")
        if isinstance(value, str):
            return code, self._code(f"text:{value}"), np.nan, -1
        return code, -1, value.amount, DIMENSIONS.index(value.dimension) if value.dimension else -1

    def _code(self, text: str) -> int:
        return self._codes.setdefault(text, len(self._codes))

    def _gather(self) -> None:
        self._table = np.concatenate(self._facts) if self._facts else np.zeros(0, _FACT)
        self._owner = np.repeat(np.arange(len(self._facts), dtype=np.int32), [len(f) for f in self._facts])
        self._name_attributes()

    def _name_attributes(self) -> None:
        named = (n for n in self._codes if n.startswith("name:") and n not in self._names)
        self._measures: dict[tuple[str, ...], list[int]] = {}
        self._stated: dict[str, dict[int, str]] = {}
        self._names |= {n: frozenset(tokens(n[5:].replace("_", " "))) for n in named}

    def save(self, file: Path) -> None:
        """Write beside others, so that a break leaves the old or the new."""
        file.parent.mkdir(parents=True, exist_ok=True)
        names = np.frombuffer(orjson.dumps(list(self._codes)), np.uint8)
        lengths = np.array([len(f) for f in self._facts], np.int32)
        written = file.with_suffix(".new.npz")
        np.savez(written, rows=self._rows, table=self._table, lengths=lengths, names=names)
        written.replace(file.with_suffix(".npz"))

    def _load(self, file: Path) -> None:
        with np.load(file.with_suffix(".npz")) as held:
            self._codes = {t: i for i, t in enumerate(orjson.loads(held["names"].tobytes()))}
            self._rows, self._table, lengths = held["rows"], held["table"], held["lengths"]
        self._facts = np.split(self._table, np.cumsum(lengths)[:-1]) if len(lengths) else []
        self._owner = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        self._name_attributes()


@lru_cache(maxsize=2000)
def _also_called(name: str) -> tuple[str, ...]:
    """Return the names under which records may keep an attribute: its own first, then the glossary's other words."""
    spoken = name.replace("_", " ")
    lists = (english for file in ("features", "parts") for _, english, _ in glossary(file))
    listed = (one.replace(" ", "_").replace("-", "_") for english in lists if spoken in english for one in english)
    return tuple(dict.fromkeys([name, *listed, *_RECORDED_AS.get(name, ())]))


@cache
def _plain_colors() -> frozenset[str]:
    """The words that name a colour by themselves."""
    return frozenset(word for _, english, _ in glossary("colors") for name in english for word in _color_words(name))


def _color_words(said: str) -> set[str]:
    return {"gray" if t == "grey" else t for t in tokens(clean(said))}
