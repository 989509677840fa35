"""Next basket and personal search on Online Retail, beside plain baselines, all in one run.

    python tests/bench/basket.py [--data DIR] [--home DIR] [--write]

Trains from the open events less each repeat customer's last invoice (into --home, so that a second run need not train),
then measures on those invoices. --write keeps the tables as tests/bench/results/basket.md. Settings were chosen on the
invoices before those, which the models that ship have not seen either; their figure is printed beside.
"""

import argparse
import os
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from knowledge.events import Event
from knowledge.product import Match, Product
from knowledge.ranking.evaluate import figures, ndcg
from knowledge.ranking.factors import als_scores
from knowledge.ranking.fairness import exposure
from knowledge.ranking.profile import Profile, profile_of
from knowledge.ranking.purchases import purchases_of
from knowledge.ranking.queries import HALF, asked, found
from knowledge.ranking.ranker import Ranker, open_ranker, query_scores, signals_for, with_relevance
from knowledge.ranking.ranking import MIXED, Context, recommend, rerank
from knowledge.ranking.sparse import counted
from knowledge.ranking.train import train
from tests.bench.retail import Retail, read_retail
from tests.bench.shared_data import ROOT

RESULTS = Path(__file__).parent / "results" / "basket.md"
SEGMENTS = (("few (1-2 baskets)", 1, 3), ("some (3-5)", 3, 6), ("many (6 or more)", 6, 10**6))
TOLD = "training.txt"
WAYS = ("as found", "stranger", "personal")
Orders = dict[str, list[str]]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=ROOT)
    parser.add_argument("--home", type=Path, default=None)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    retail = read_retail(args.data)
    folder = args.home or Path(tempfile.mkdtemp())
    lines = [f"{len(retail.events)} purchases before, {len(retail.last)} last baskets held out.", ""]
    if not (folder / "ranker.json").exists():
        start = time.time()
        done = train(retail.events, retail.products, folder, tell=lambda text: print(text, flush=True))
        (folder / TOLD).write_text(f"Training: {time.time() - start:.0f} s; on its own split {done.as_json()}")
    lines += [(folder / TOLD).read_text(), ""]
    ranker = open_ranker(folder, retail.products)
    for part in (speed, next_basket, chosen_on, personal_search, reasons, cold_start, fairness):
        lines += [*part(retail, ranker), ""]
        print("\n".join(lines[-40:]), flush=True)
    if args.write:
        RESULTS.write_text("# Next basket and personal search on Online Retail\n\n" + "\n".join(lines) + "\n")


def next_basket(retail: Retail, ranker: Ranker) -> list[str]:
    """Return a table of who is shown what they then bought, by way of ranking and by how much is known of them."""
    users = sorted(retail.last)
    start = time.time()
    pages = recommend(users, retail.events, 10, ranker)
    took = time.time() - start
    shipped = replace(open_ranker(None, retail.products), shelf=ranker.shelf, trade=ranker.trade)
    plain = recommend(users, retail.events, 10, shipped, Context(variety=MIXED, reasons=False))
    ways: dict[str, Orders] = {
        "popularity": _popular(retail, users),
        "own history": _history(retail, users),
        "implicit ALS": _als(retail, ranker, users),
        "models as shipped": {u: [x.id for x in p] for u, p in zip(users, plain, strict=True)},
        "trained on the shop": {u: [x.id for x in p] for u, p in zip(users, pages, strict=True)},
    }
    return [
        "## Next basket",
        "",
        *_by_segment(ways, retail),
        "",
        f"{len(users)} shoppers in {took:.0f} s, with reasons.",
    ]


def _by_segment(ways: Mapping[str, Orders], retail: Retail) -> list[str]:
    baskets = _baskets(retail.events)
    heads = ["all", *(name for name, _, _ in SEGMENTS)]
    lines = ["| NDCG@10 / HR@10 | " + " | ".join(heads) + " |", "|---|" + "---|" * len(heads)]
    groups = [list(retail.last), *([u for u in retail.last if a <= baskets[u] < b] for _, a, b in SEGMENTS)]
    lines.append("| shoppers | " + " | ".join(str(len(g)) for g in groups) + " |")
    for name, orders in ways.items():
        cells = []
        for group in groups:
            f = figures([orders[u] for u in group], [retail.last[u] for u in group])  # type: ignore[misc]
            cells.append(f"{f.ndcg10:.3f} / {f.hr10:.3f}")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return lines


def _baskets(events: Sequence[Event]) -> Counter[str]:
    return Counter(who for who, _ in {(e.shopper, e.time) for e in events})


def _popular(retail: Retail, users: Sequence[str]) -> Orders:
    best = [i for i, _ in Counter(e.item_id for e in retail.events).most_common(10)]
    return dict.fromkeys(users, best)


def _history(retail: Retail, users: Sequence[str]) -> Orders:
    """What a shopper bought in most baskets first, what sells best where that ties or runs out."""
    popular = Counter(e.item_id for e in retail.events)
    mine: dict[str, Counter[str]] = defaultdict(Counter)
    for who, item, _ in {(e.shopper, e.item_id, e.time) for e in retail.events}:
        mine[who][item] += 1
    fill = [i for i, _ in popular.most_common(20)]
    return {
        u: [*sorted(mine[u], key=lambda i, c=mine[u]: (-c[i], -popular[i])), *(i for i in fill if i not in mine[u])][
            :10
        ]  # type: ignore[misc]
        for u in users
    }


def _als(retail: Retail, ranker: Ranker, users: Sequence[str]) -> Orders:
    p = purchases_of(retail.events, ranker.shelf.row)
    shape = (len(p.shoppers), len(ranker.shelf))
    scores = als_scores(counted(p.line_shopper, p.item, np.ones(len(p.item)), shape), seed=1)
    number = {s: n for n, s in enumerate(p.shoppers)}
    return {u: [ranker.shelf.ids[i] for i in np.argsort(-scores[number[u]])[:10]] for u in users}


def chosen_on(_: Retail, __: Ranker) -> list[str]:
    """Return the figures of the models that ship on the invoices one earlier, on which settings were chosen."""
    before = read_retail(ROOT, earlier=1)
    users = sorted(before.last)
    pages = recommend(users, before.events, 10, open_ranker(None, before.products, before.events))
    f = figures([[x.id for x in p] for p in pages], [before.last[u] for u in users])  # type: ignore[misc]
    told = f"NDCG@10 {f.ndcg10:.4f}, HR@10 {f.hr10:.4f}"
    return [
        f"Models as shipped, on the invoices one earlier, where settings were chosen: {f.shoppers} shoppers, {told}."
    ]


def reasons(retail: Retail, ranker: Ranker, many: int = 500) -> list[str]:
    """Return of how many results with a reason the score falls without each signal that was named."""
    by, products = _by_shopper(retail.events), {p.id: p for p in retail.products}
    now, falls, named, results = max(e.time for e in retail.events), 0, 0, 0
    searches = _searches(retail, ranker, 1)
    for n in np.random.default_rng(3).permutation(len(searches)):
        user, _, matches = searches[n]
        profile = profile_of(by[user], products, now)
        for match in rerank("", matches, profile, ranker, 10):
            if not match.reasons or results == many:
                continue
            results += 1
            without = [_score_without(ranker, profile, matches, match, r.values["signal"]) for r in match.reasons]
            named += len(without)
            falls += all(less < match.score for less in without)
    told = f"in {falls} of {results} results, with {named} signals named"
    return ["## Reasons", "", f"Signals built anew and scored without each that was named: the score falls {told}."]


def _score_without(ranker: Ranker, profile: Profile, matches: Sequence[Match], shown: Match, signal: str) -> float:
    order = sorted(range(len(matches)), key=lambda j: ranker.shelf.row[matches[j].product.id])
    rows = np.array([ranker.shelf.row[matches[j].product.id] for j in order])
    table, _ = signals_for(ranker, rows, profile.events, profile.now, profile.removed, profile.shopper)
    table = with_relevance(table, order, [m.score for m in matches])
    row = int(np.flatnonzero(rows == ranker.shelf.row[shown.product.id])[0])
    return float(query_scores(ranker, table.without(signal))[row])


def personal_search(retail: Retail, ranker: Ranker) -> list[str]:
    """Return NDCG@10 of the bought product among what shortened names find, with and without the shopper's past."""
    lines = [
        "## Personal search",
        "",
        "| words of the name kept | queries | " + " | ".join(WAYS) + " | lift |",
        "|---|---|---|---|---|---|",
    ]
    for words in (1, HALF, 2, 3):
        gains = _search_gains(retail, ranker, _searches(retail, ranker, words))
        mean = {k: float(np.mean(v)) for k, v in gains.items()}
        lift = 100 * (mean["personal"] / mean["stranger"] - 1)
        cells = " | ".join(f"{mean[w]:.3f}" for w in WAYS)
        lines.append(
            f"| {'each by even chance' if words == HALF else words} | {len(gains[WAYS[0]])} | {cells} | {lift:+.1f}% |"
        )
    return [*lines, "", "NDCG@10 of the bought product among the 100 found by what is left of its name, less at least"
            " one word; lift: personal over stranger."]  # fmt: skip


def _search_gains(
    retail: Retail, ranker: Ranker, searches: Sequence[tuple[str, str, list[Match]]]
) -> dict[str, list[float]]:
    by = _by_shopper(retail.events)
    products = {p.id: p for p in retail.products}
    gains: dict[str, list[float]] = defaultdict(list)
    for user, item, matches in searches:
        now = retail.when[user]  # who searches does so now: the clock is known, unlike the day of a next basket
        quiet, profile = Context(now, variety=0.0, reasons=False), profile_of(by[user], products, now)
        ways: dict[str, Callable[[], list[Match]]] = {
            "as found": lambda m=matches: m,  # type: ignore[misc]
            "stranger": lambda m=matches, q=quiet: rerank("", m, None, ranker, 10, q),  # type: ignore[misc]
            "personal": lambda m=matches, p=profile, q=quiet: rerank("", m, p, ranker, 10, q),  # type: ignore[misc]
        }
        for name, way in ways.items():
            gains[name].append(ndcg([m.product.id for m in way()[:10]], {item}))  # type: ignore[misc]
    return gains


def _searches(retail: Retail, ranker: Ranker, words: int, many: int = 600) -> list[tuple[str, str, list[Match]]]:
    """Return (shopper, product bought, what a query of some words of its name finds), for the held baskets."""
    users = sorted(retail.last)[:many]
    held = [Event(u, "purchase", i, 1, None, 1e9) for u in users for i in sorted(retail.last[u])]
    bought = purchases_of(held, ranker.shelf.row, users)
    queries = asked(bought, bought.first_basket[:-1], ranker.shelf, 1, seed=7, words=words)
    products = {p.id: p for p in retail.products}
    out = []
    results = found(queries.words, ranker.shelf, 100)
    for case, item, (rows, cosines) in zip(queries.case, queries.item, results, strict=True):
        matches = [Match(products[ranker.shelf.ids[r]], float(c)) for r, c in zip(rows, cosines, strict=True)]
        out.append((users[case], ranker.shelf.ids[item], matches))
    return out


def _by_shopper(events: Sequence[Event]) -> Mapping[str, list[Event]]:
    by: dict[str, list[Event]] = defaultdict(list)
    for e in events:
        by[e.shopper].append(e)
    return by


def cold_start(retail: Retail, ranker: Ranker) -> list[str]:
    """Return what a new shopper sees and gets right, and how near the top a new product comes when it is asked for."""
    users = sorted(retail.last)
    new = [x.id for x in recommend(["-"], [], 10, ranker, Context())[0]]
    f = figures([new] * len(users), [retail.last[u] for u in users])  # type: ignore[misc, list-item]
    kinds = len({ranker.shelf.codes["type"][ranker.shelf.row[i]] for i in new})
    fresh = _as_new(retail, ranker)
    return [
        "## Cold start",
        "",
        f"A new shopper: NDCG@10 {f.ndcg10:.3f}, HR@10 {f.hr10:.3f}; {kinds} kinds of product among the 10.",
        "A new product, asked for by part of its name: mean reciprocal place "
        f"{fresh[0]:.3f} with its sales known, {fresh[1]:.3f} as if it had come today, {fresh[2]:.3f} as found.",
    ]


def _as_new(retail: Retail, ranker: Ranker, many: int = 200) -> tuple[float, float, float]:
    """Return mean reciprocal places of products asked for: as known, with all tables of them blank, as found."""
    quiet = Context(variety=0.0, reasons=False)
    known, blank, plain = list[float](), list[float](), list[float]()
    for _, item, matches in _searches(retail, ranker, 2)[:many]:
        if item not in [m.product.id for m in matches]:
            continue
        unknown = [replace(m, product=replace(m.product, id="?")) if m.product.id == item else m for m in matches]
        known.append(_reciprocal([m.product.id for m in rerank("", matches, None, ranker, 100, quiet)], item))
        blank.append(_reciprocal([m.product.id for m in rerank("", unknown, None, ranker, 100, quiet)], "?"))
        plain.append(_reciprocal([m.product.id for m in matches], item))
    return float(np.mean(known)), float(np.mean(blank)), float(np.mean(plain))


def _reciprocal(order: Sequence[str], item: str) -> float:
    return 1 / (1 + order.index(item)) if item in order else 0.0


def speed(retail: Retail, ranker: Ranker) -> list[str]:
    """Return how long ranking 100 products for a shopper takes, reasons and profile included."""
    by, products = _by_shopper(retail.events), {p.id: p for p in retail.products}
    now, took = max(e.time for e in retail.events), []
    rng = np.random.default_rng(1)
    for user in sorted(retail.last)[:200]:
        some = rng.choice(len(retail.products), 100, replace=False)
        matches = [Match(retail.products[i], 1 - 0.005 * n) for n, i in enumerate(some)]
        profile = profile_of(by[user], products, now)
        clock, cpu = time.perf_counter(), time.thread_time()
        rerank("", matches, profile, ranker, 10)
        took.append(((time.perf_counter() - clock) * 1000, (time.thread_time() - cpu) * 1000))
    wall, busy = (np.percentile([t[n] for t in took], [50, 95]) for n in (0, 1))
    return [
        "## Speed",
        "",
        f"Rerank of 100 with reasons: p50 {wall[0]:.1f} ms, p95 {wall[1]:.1f} ms, load {os.getloadavg()[0]:.1f} "
        f"on {os.cpu_count()} cores; processor time p50 {busy[0]:.1f} ms, p95 {busy[1]:.1f} ms.",
    ]


def fairness(retail: Retail, ranker: Ranker) -> list[str]:
    """Return who is shown how much, without and with variety."""
    users = sorted(retail.last)[:400]
    some = [e for e in retail.events if e.shopper in set(users)]
    lines = ["## Exposure", ""]
    for name, variety in (("before", 0.0), ("after", MIXED)):
        pages = recommend(users, some, 10, ranker, Context(variety=variety, reasons=False))
        report = exposure(
            [[x.id for x in p] for p in pages], [sorted(retail.last[u]) for u in users], _lookup(retail), ranker
        )
        lines += [f"{name}: {report.as_json()}"]
    return lines


def _lookup(retail: Retail) -> Mapping[str, Product]:
    return {p.id: p for p in retail.products}


if __name__ == "__main__":
    main()
