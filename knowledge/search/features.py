"""What speaks for a product as an answer to a query, as numbers: one column a signal, one row a candidate."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from knowledge.search.documents import FIELDS
from knowledge.search.kinds import Column, Kinds
from knowledge.search.lexical import Lexical
from knowledge.search.query import Group, Query

Rows = NDArray[np.int64]
NAMES = (
    *(f"bm25_{f}" for f in FIELDS), "cover_title", "every_title", "literal", "cover_any", "every_any", "brand", "model",
    "phrase", "early", "brief", "dense", "kind_head", "kind_cover", "kind_query", "kind_exact", "kind_close",
    "kind_common",
)  # fmt: skip
RARE = 10.0  # the weight, as an inverse document frequency, of a word that no product holds
FIRST = 20  # the best by words, whose kinds tell what the query means ("kind_common")


def lexical_scores(lexical: Lexical, query: Query) -> dict[str, Column]:
    """Return each field's BM25 of all rows, as a share of what a perfect short document would get."""
    ideal = sum(max(lexical.idf(t) * w for t, w in group.items()) for group in query.groups) or 1.0
    weights = query.weights
    return {f: lexical.scores(f, weights) / np.float32(ideal) for f in FIELDS}


def features(
    lexical: Lexical,
    kinds: Kinds,
    query: Query,
    scores: dict[str, Column],
    dense: Column,
    vector: Column | None,
    rows: Rows,
) -> NDArray[np.float32]:
    """Return (len(rows), len(NAMES)) float32; `scores` are of all rows, `dense` the cosine of those in `rows`."""
    columns: dict[str, Column] = {f"bm25_{f}": s[rows] for f, s in scores.items()}
    columns |= _coverage(lexical, query, rows) | _wording(lexical, query, rows) | {"dense": dense}
    columns |= kinds.features(query, vector, rows)
    unnamed = np.array([not kinds.names[k] for k in kinds.rows[rows]], bool)
    if query.groups and unnamed.any():
        columns["kind_head"][unnamed] = 0.6 * lexical.hits(query.groups[query.head], ("title",))[rows][unnamed]
    columns["kind_common"] = _common(kinds, columns["bm25_title"] + columns["bm25_kind"], rows)
    return np.stack([columns[n] for n in NAMES], axis=1).astype(np.float32)


def _coverage(lexical: Lexical, query: Query, rows: Rows) -> dict[str, Column]:
    """How many of the query's words, weighed by rarity, the title, or any field, holds; and the least of them."""
    weights = np.array([_rarity(lexical, g) for g in query.groups] or [1.0], np.float32)
    weights /= weights.sum()
    found: dict[str, Column] = {}
    for name, fields in (("title", ("title",)), ("any", FIELDS)):
        held = np.stack([lexical.hits(g, fields)[rows] for g in query.groups] or [np.zeros(len(rows), np.float32)])
        found[f"cover_{name}"], found[f"every_{name}"] = weights @ held, held.min(axis=0)
    literal = [lexical.hits({t: 1.0}, ("title", "description"))[rows] for t in query.typed]
    # A Chinese query without a product word has groups of its own making and nothing typed.
    typed = len(literal) == len(weights)
    found["literal"] = weights @ np.stack(literal) if typed else np.zeros(len(rows), np.float32)
    for name in ("brand", "model"):
        parts = [lexical.hits(g, (name,))[rows] for g in query.groups] or [np.zeros(len(rows), np.float32)]
        found[name] = np.max(np.stack(parts), axis=0)
    return found


def _rarity(lexical: Lexical, group: Group) -> float:
    return max(lexical.idf(t) for t in group) or RARE


def _wording(lexical: Lexical, query: Query, rows: Rows) -> dict[str, Column]:
    """Whether words that follow each other do so in the title or description, how early they stand, how short it is."""
    codes = [{c for t in g if (c := lexical.vocabulary.get(t)) is not None} for g in query.groups]
    known = set().union(*codes) if codes else set()
    phrase, early, brief = (np.zeros(len(rows), np.float32) for _ in range(3))
    for j, row in enumerate(rows):
        title = lexical.tokens(row, "title").tolist()
        brief[j] = 1.0 / (1.0 + len(title) / 8.0)
        first = next((i for i, t in enumerate(title) if t in known), None)
        early[j] = 0.0 if first is None else 1.0 / (1.0 + first / 4.0)
        if len(codes) > 1:
            described = lexical.tokens(row, "description").tolist()
            phrase[j] = max(_side_by_side(title, codes), 0.8 * _side_by_side(described, codes))
    return {"phrase": phrase, "early": early, "brief": brief}


def _side_by_side(said: list[int], codes: list[set[int]]) -> float:
    pairs = list(pairwise(codes))
    held = set(said)
    follows = set(pairwise(said))
    hits = sum(bool(a & b & held) or any((x, y) in follows for x in a for y in b) for a, b in pairs)
    return hits / len(pairs)


def _common(kinds: Kinds, scores: Column, rows: Rows) -> Column:
    """Return the share of each row's kind among the best by words: what a query means shows in what it finds."""
    found = kinds.rows[rows]
    best = np.argsort(-scores, kind="stable")[:FIRST]
    weights = np.bincount(found[best], weights=scores[best], minlength=len(kinds.names))
    top = weights.max() if len(weights) and weights.max() > 0 else 1.0
    named = np.array([bool(n) for n in kinds.names] or [False])
    return (np.where(named, weights, 0.0) / top)[found].astype(np.float32)
