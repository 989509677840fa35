"""Rank what was found for a shopper, and say what to show one who asked for nothing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from knowledge.events import Event
from knowledge.product import Match, Reason
from knowledge.ranking.baskets import chosen_tables
from knowledge.ranking.diversity import VARIETY, varied
from knowledge.ranking.past import GAPS_ON, Cases, Past, due_days
from knowledge.ranking.profile import Dislike, Profile
from knowledge.ranking.purchases import DAY, Ints, Purchases, purchases_of
from knowledge.ranking.ranker import (
    Ranker,
    less_removed,
    next_basket_scores,
    query_scores,
    signals_for,
    unsold_scores,
    with_relevance,
)
from knowledge.ranking.reasons import any_signal, impersonal, reasons_for, shares_next_basket, shares_query
from knowledge.ranking.shelf import KIN_FLOOR
from knowledge.ranking.signals import Table

NEAR = 0.75  # cosine of two titles from which one product is nearly the other
CHUNK = 256
MIXED = 0.15  # variety of a page that nobody asked for: what is a little like another shown waits


@dataclass(frozen=True)
class Context:
    """The moment: `now` in seconds since 1970 (None: the last day the shop's trade knows), how varied a page is,
    and whether brands and sellers are held to the share that they earned. `without` are signals that nothing reads.
    """

    now: float | None = None
    variety: float = VARIETY
    reasons: bool = True
    fair: bool = True
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recommended:
    """One product to show: its number on the shelf is looked up by `id`."""

    id: str
    score: float
    reasons: tuple[Reason, ...] = ()


def rerank(
    query: str,
    matches: Sequence[Match],
    profile: Profile | None,
    ranker: Ranker,
    n: int,
    context: Context | None = None,
    disliked: Sequence[Dislike] = (),
) -> list[Match]:
    """Return the `n` best of what was found, for this shopper; `profile` None ranks as for a stranger.

    `disliked` is what the shopper does not like, said in this conversation or before.

    Relevance comes first: a product less than a quarter as relevant as the best is not moved by taste. What the shopper
    said they do not want, and what is out of stock, comes after the rest. Where staff put what such a query finds in
    order, that is the order, and what they took out is left out.
    """
    context = context or Context()
    unwanted = ranker.preferences.unwanted(query)
    matches = [m for m in matches if m.product.id not in unwanted] or matches
    known = [j for j, m in enumerate(matches) if m.product.id in ranker.shelf.row]
    if not known:
        return _with_unknown([], matches, ranker)[:n]
    numbers = np.array([ranker.shelf.row[matches[j].product.id] for j in known], np.int64)
    order = np.argsort(numbers, kind="stable")
    table, past = _signals(ranker, numbers[order], profile, context)
    places = [known[j] for j in order]
    table = with_relevance(table, places, [m.score for m in matches])
    for signal in context.without:
        table = table.without(signal)
    told = ranker.preferences.offsets(query, [matches[j].product.id for j in places])
    against = disliked or (profile.disliked if profile else ())
    scores = query_scores(ranker, table) - _against(matches, places, against) + told
    chosen = _page(ranker, table, scores, _found_first(scores, places), n, context, told != 0)
    shown = table.only(np.array(chosen, np.int64))
    why = _why_found(ranker, shown, past, profile) if context.reasons else [()] * len(chosen)
    ranked = [replace(matches[places[r]], score=float(scores[r]), reasons=w) for r, w in zip(chosen, why, strict=True)]
    return _with_unknown(ranked, matches, ranker)[:n]


def _with_unknown(ranked: list[Match], matches: Sequence[Match], ranker: Ranker) -> list[Match]:
    """Return the ranked products and, among them, those that came after the ranker was opened: as any that is new."""
    new = [j for j, m in enumerate(matches) if m.product.id not in ranker.shelf.row]
    scores = unsold_scores(ranker, new, [m.score for m in matches])
    placed = list(ranked)
    for j, score in sorted(zip(new, scores, strict=True), key=lambda x: -x[1]):
        score -= 2.0 * (not matches[j].product.in_stock)
        place = next((r for r, m in enumerate(placed) if m.score < score), len(placed))
        placed.insert(place, replace(matches[j], score=float(score)))
    return placed


def _signals(ranker: Ranker, pairs: Ints, profile: Profile | None, context: Context) -> tuple[Table, Past]:
    now = context.now if context.now is not None else (profile.now if profile else ranker.trade.until * DAY)
    if profile is None:
        return signals_for(ranker, pairs, (), now, frozenset())
    return signals_for(ranker, pairs, profile.events, now, profile.removed, profile.shopper)


def _found_first(scores: NDArray[np.float64], places: Sequence[int]) -> NDArray[np.float64]:
    """Return the scores with ties broken in the order of finding."""
    return scores - 1e-9 * np.array(places, float)


def _against(matches: Sequence[Match], places: Sequence[int], disliked: Sequence[Dislike]) -> NDArray[np.float64]:
    """Return what to take off each score: much for what the shopper does not want, some for what cannot be bought."""
    words = [re.compile(rf"(?<!\w){re.escape(d.value)}(?!\w)", re.IGNORECASE) for d in disliked]
    off = np.zeros(len(places))
    for row, j in enumerate(places):
        product = matches[j].product
        said = " ".join((product.title, product.brand, product.material, product.color, product.product_type))
        off[row] = 10.0 * any(w.search(said) for w in words) + 2.0 * (not product.in_stock)
    return off


def _page(
    ranker: Ranker,
    table: Table,
    scores: NDArray[np.float64],
    ordered: NDArray[np.float64],
    n: int,
    context: Context,
    told: NDArray[np.bool_] | None = None,
    near: float = NEAR,
) -> list[int]:
    """Return the rows of a page, best first; those whose place was `told` keep it, like others on it or not.

    Products whose titles' cosine is below `near` are nothing to each other.
    """
    best = np.argsort(-ordered, kind="stable")[: 4 * n]
    items = table.item[best]
    words = ranker.shelf.words[items]
    alike = np.asarray((words @ words.T).todense(), np.float32)
    alike[alike < near] = 0
    makers = _makers(ranker, items) if context.fair else []
    if told is not None and told.any():
        placed = told[best]
        alike[placed], alike[:, placed] = 0, 0
        makers = [["" if is_told else m for m, is_told in zip(of, placed, strict=True)] for of in makers]
    chosen = varied(ordered[best], alike, n, context.variety, makers)
    return [int(best[r]) for r in chosen]


def _makers(ranker: Ranker, items: Ints) -> list[Sequence[int | str]]:
    """Return the brands, and the sellers where there is more than one."""
    sellers = [ranker.shelf.sellers[i] for i in items]
    brands: list[int] = ranker.shelf.codes["brand"][items].tolist()
    return [brands, sellers] if len(set(sellers)) > 1 else [brands]


def _why_found(ranker: Ranker, table: Table, past: Past, profile: Profile | None) -> list[tuple[Reason, ...]]:
    allowed = impersonal if profile is None else any_signal
    return reasons_for(
        [table], shares_query(ranker, table), lambda t: query_scores(ranker, t[0]), past, ranker, allowed
    )


def recommend(
    shoppers: Sequence[str],
    events: Iterable[Event],
    k: int,
    ranker: Ranker,
    context: Context | None = None,
    removed: Sequence[frozenset[str]] = (),
    due: bool = True,
) -> list[list[Recommended]]:
    """Return the `k` best products for each shopper from the `events` of those who let the shop use them.

    A shopper without events gets what sells now. With `due`, each shopper is looked at on the days when
    their next basket may be due, none after `context.now`: what they are shown is for that basket, not for this day.
    """
    context = context or Context(variety=MIXED)
    now = ranker.trade.until if context.now is None else context.now / DAY
    purchases = purchases_of(events, ranker.shelf.row, shoppers)
    out: list[list[Recommended]] = []
    for start in range(0, len(shoppers), CHUNK):
        who = np.arange(start, min(start + CHUNK, len(shoppers)))
        end = purchases.first_basket[who + 1]
        ahead = GAPS_ON if due else (1.0,)
        days = [due_days(purchases, who, end, now, g) if due else np.full(len(who), now) for g in ahead]
        gone = removed[start : start + CHUNK]
        out += _recommended(ranker, purchases, [Cases(who, end, at) for at in days], k, context, gone)
    return out


def _recommended(
    ranker: Ranker,
    purchases: Purchases,
    days: Sequence[Cases],
    k: int,
    context: Context,
    removed: Sequence[frozenset[str]],
) -> list[list[Recommended]]:
    past, tables = chosen_tables(purchases, days, ranker.trade, ranker.shelf)
    for gone in {g for g in removed if g}:
        theirs = [c for c, g in enumerate(removed) if g == gone]
        tables = [_less_removed_of(t, ranker, gone, theirs) for t in tables]
    worth = next_basket_scores(ranker, tables)
    chosen = _pages(ranker, tables[0], worth, len(days[0]), k, context)
    rows = np.array([r for page in chosen for r in page], np.int64)
    why: list[tuple[Reason, ...]] = [()] * len(rows)
    if context.reasons and len(rows):
        shown = [t.only(rows) for t in tables]
        shares = shares_next_basket(ranker, shown[0])
        why = reasons_for(shown, shares, lambda t: next_basket_scores(ranker, t), past, ranker, any_signal)
    table = tables[0]
    made = [Recommended(ranker.shelf.ids[table.item[r]], float(worth[r]), w) for r, w in zip(rows, why, strict=True)]
    ends = np.cumsum([0, *(len(p) for p in chosen)])
    return [made[a:b] for a, b in pairwise(ends)]


def _less_removed_of(table: Table, ranker: Ranker, gone: frozenset[str], cases: Sequence[int]) -> Table:
    less = less_removed(table, ranker.shelf, gone)
    theirs = np.isin(table.case, cases)
    columns = {n: np.where(theirs, less.columns[n], v) for n, v in table.columns.items()}
    return Table(
        table.case, table.item, columns, {k: np.where(theirs, less.parts[k], v) for k, v in table.parts.items()}
    )


def _pages(
    ranker: Ranker, table: Table, worth: NDArray[np.float64], cases: int, k: int, context: Context
) -> list[list[int]]:
    bounds = np.searchsorted(table.case, np.arange(cases + 1))
    pages = []
    for a, b in pairwise(bounds):
        rows = np.arange(a, b)
        part = table.only(rows)
        pages.append([int(rows[r]) for r in _page(ranker, part, worth[rows], worth[rows], k, context, near=KIN_FLOOR)])
    return pages
