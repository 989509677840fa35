"""Why a product stands where it does: the signals that moved it up, each checked by scoring without it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.product import Reason
from knowledge.ranking.boosting import Trees
from knowledge.ranking.past import Past
from knowledge.ranking.ranker import Ranker, gate, stranger
from knowledge.ranking.shelf import KINDS
from knowledge.ranking.signals import PERSONAL, SIGNALS, Table, stacked

Tables = Sequence[Table]  # the same rows, looked at on one day or on several
Score = Callable[[Tables], NDArray[np.float64]]
NAMED = 2  # reasons a product
TRIED = 3  # signals that are scored without, strongest first
LEAST = 1e-6  # fall of the score below which a signal did not move the product


@dataclass(frozen=True)
class Shares:
    """(rows,) of a score that each signal brought, by exact TreeSHAP."""

    of: Mapping[str, NDArray[np.float64]]


def shares_next_basket(ranker: Ranker, table: Table) -> Shares:
    """Return the signals' shares in the scores of the next basket."""
    return Shares(_by_kind(_grouped(ranker.next_basket, table), table))


def shares_query(ranker: Ranker, table: Table) -> Shares:
    """Return the signals' shares in the scores of what a query found: the shopper's own above a stranger's."""
    common = _grouped(ranker.relevance, table)
    both = _grouped(ranker.personal, stacked([table, stranger(table)]))
    size, near = len(table.item), gate(table)
    moved = {name: near * (share[:size] - share[size:]) for name, share in both.items() if _personal(name)}
    return Shares(_by_kind({**{k: v for k, v in common.items() if not _personal(k)}, **moved}, table))


def reasons_for(
    tables: Tables, shares: Shares, score: Score, past: Past, ranker: Ranker, allowed: Callable[[str], bool]
) -> list[tuple[Reason, ...]]:
    """Return up to `NAMED` reasons for each row, best first; each lowers the row's score when its signal is gone."""
    table, names = tables[0], [n for n in shares.of if allowed(n)]
    rows = np.arange(len(table.item))
    weights = np.stack([shares.of[n] for n in names])
    order = np.argsort(-weights, axis=0, kind="stable")[:TRIED]
    tried = [
        (n, rows[((order == n) & (np.take_along_axis(weights, order, 0) > LEAST)).any(0)]) for n in range(len(names))
    ]
    gone = [stacked([t, *(t.only(some).without(names[n]) for n, some in tried if len(some))]) for t in tables]
    less = score(gone)
    places = [(int(r), names[n]) for n, some in tried for r in some]
    falls = {at: float(less[at[0]] - fallen) for at, fallen in zip(places, less[len(rows) :], strict=True)}
    return [_named(int(r), [names[n] for n in order[:, r]], falls, table, past, ranker) for r in rows]


def _named(
    row: int, order: Sequence[str], falls: Mapping[tuple[int, str], float], table: Table, past: Past, ranker: Ranker
) -> tuple[Reason, ...]:
    moved = sorted((n for n in order if falls.get((row, n), 0) > LEAST), key=lambda n: -falls[row, n])
    found: list[Reason] = []
    for name in moved:
        worded = wording(name, row, table, past, ranker)
        if worded is not None and len(found) < NAMED:
            found.append(Reason(worded[0], {**worded[1], "signal": name}, falls[row, name]))
    return tuple(found)


def wording(name: str, row: int, table: Table, past: Past, ranker: Ranker) -> tuple[str, dict[str, str]] | None:
    """Return the file of prompts/reason that words a signal of a row, and its values; None where it says nothing."""
    case, item, shelf = int(table.case[row]), int(table.item[row]), ranker.shelf
    if name.startswith("taste."):
        kind = name.removeprefix("taste.")
        return f"taste_{kind}", {"value": shelf.names[kind][shelf.codes[kind][item]]}
    if name == "bought_before":
        times = int(table.columns["n"][row])
        if times < 1:
            return None
        return ("bought_often", {"times": str(times)}) if times > 1 else ("bought_before", {})
    if name in ("goes_with", "like_yours"):
        source = _source(name, case, item, past, ranker)
        return None if source is None else (name, {"title": shelf.titles[source]})
    if name == "price":
        return ("cheaper", {}) if table.columns["price_fit"][row] < -0.5 else ("price_fits", {})
    if name == "looked_at" and table.columns["looked"][row] <= 0:
        return None
    if name in ("popular", "rising") and not table.columns["sold_all"][row] > 0:
        return None
    return name, {}


def _source(name: str, case: int, item: int, past: Past, ranker: Ranker) -> int | None:
    """Return the product of the shopper's own past that most speaks for `item`."""
    wanted = past.wanted[case]
    links = ranker.trade.together if name == "goes_with" else ranker.shelf.kin
    ties = np.asarray(links[wanted.indices, [item] * len(wanted.indices)]).ravel() * wanted.data
    return int(wanted.indices[int(np.argmax(ties))]) if len(ties) and ties.max() > 0 else None


def _grouped(trees: Trees, table: Table) -> dict[str, NDArray[np.float64]]:
    """Return each signal's share."""
    contributions = trees.contributions(table.values(trees.names))
    column = {n: j for j, n in enumerate(trees.names)}
    return {s: _of(contributions, column, names) for s, names in SIGNALS.items()}


def _by_kind(shares: Mapping[str, NDArray[np.float64]], table: Table) -> dict[str, NDArray[np.float64]]:
    """Return the shares with that of taste divided among the kinds of taste as they make it up."""
    likes = np.maximum(table.columns["likes"], 1e-6)
    kinds = {f"taste.{kind}": shares["taste"] * table.parts[kind] / likes for kind in KINDS}
    return {**{name: share for name, share in shares.items() if name != "taste"}, **kinds}


def _of(contributions: NDArray[np.float64], column: Mapping[str, int], names: Sequence[str]) -> NDArray[np.float64]:
    held = [column[n] for n in names if n in column]
    total: NDArray[np.float64] = contributions[:, held].sum(axis=1)
    return total


def _personal(name: str) -> bool:
    return name.split(".")[0] in PERSONAL


def any_signal(name: str) -> bool:
    """Allow every signal: the shopper lets the shop use what they did."""
    return True


def impersonal(name: str) -> bool:
    """Allow only signals that say nothing of the shopper."""
    return not _personal(name)
