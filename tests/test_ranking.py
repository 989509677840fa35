"""Ranking: signals worked out by hand, no look into the future, strangers, relevance, and reasons that are true."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge.events import Event
from knowledge.product import Match, Product
from knowledge.ranking.baskets import chosen_tables, replayed
from knowledge.ranking.evaluate import hit, ndcg
from knowledge.ranking.past import GAPS_ON, Cases, cases_now, due_days, past_of
from knowledge.ranking.profile import Dislike, Profile, profile_of
from knowledge.ranking.purchases import purchases_of
from knowledge.ranking.queries import MOMENT, query_examples
from knowledge.ranking.ranker import (
    Ranker,
    next_basket_scores,
    open_ranker,
    personal_scores,
    query_scores,
    save_ranker,
    signals_for,
    with_relevance,
)
from knowledge.ranking.ranking import Context, recommend, rerank
from knowledge.ranking.shelf import shelf_of
from knowledge.ranking.signals import Table, scores_of, table_of
from knowledge.ranking.trade import key, trade_of
from tests import small_shop
from tests.small_shop import DAY, START

PRODUCTS = small_shop.products()
BY_ID = {p.id: p for p in PRODUCTS}


@pytest.fixture(scope="module")
def history() -> list[Event]:
    return small_shop.events()


@pytest.fixture(scope="module")
def ranker(history: list[Event]) -> Ranker:
    return open_ranker(None, PRODUCTS, history)


def _of(shopper: str, history: list[Event]) -> Profile:
    return profile_of([e for e in history if e.shopper == shopper], BY_ID, history[-1].time)


def _found(ids: list[str]) -> list[Match]:
    return [Match(BY_ID[i], 1.0 - 0.01 * n) for n, i in enumerate(ids)]


def _bought(*lines: tuple[str, float]) -> list[Event]:
    return [Event("me", "purchase", item, 1, 500, START + day * DAY) for item, day in lines]


def test_ndcg_and_hits_agree_with_a_count_by_hand() -> None:
    # Gains at places 1 and 3: 1 + 1/2; the best three places: 1 + 1/log2(3) + 1/2.
    assert ndcg([7, 8, 9], {7, 9, 5}) == pytest.approx(1.5 / (1.5 + 1 / np.log2(3)))
    assert (hit([8, 7], {7}), hit([8], {7})) == (1.0, 0.0)


def test_purchases_within_two_minutes_are_one_basket_with_pieces_summed() -> None:
    a, b = PRODUCTS[0].id, PRODUCTS[1].id
    made = purchases_of(_bought((a, 0), (a, 0.001), (b, 0.002), (b, 0.02), (b, 3)), shelf_of(PRODUCTS).row)
    assert [made.items_of(n).tolist() for n in range(3)] == [[0, 1], [1], [1]]
    assert made.quantity.tolist() == [2, 1, 1, 1]


def test_signals_of_a_products_own_history_agree_with_a_count_by_hand() -> None:
    a, b = PRODUCTS[0].id, PRODUCTS[1].id
    table = _table(_bought((a, 0), (b, 10), (a, 20)), [0, 1, 2], at=26)
    got = {n: table.columns[n].tolist() for n in ("n", "back", "age", "gap", "share", "faded8", "due", "waited")}
    assert got["n"] == [2, 1, 0]
    assert got["back"][:2] == [0, 1] and np.isnan(got["back"][2])
    assert got["age"][:2] == pytest.approx([6, 16], abs=1e-2)
    assert got["gap"][0] == pytest.approx(20, abs=1e-2)
    assert got["due"][0] == pytest.approx(6 / 20, abs=1e-2)
    assert got["share"] == pytest.approx([2 / 3, 1 / 3, 0])
    assert got["faded8"] == pytest.approx([1 + 0.8**2, 0.8, 0])
    assert got["waited"] == pytest.approx([6, 6, 6], abs=1e-2)


def test_sales_are_counted_in_windows_of_days() -> None:
    a = PRODUCTS[0].id
    shelf = shelf_of(PRODUCTS)
    purchases = purchases_of(_bought((a, 0), (a, 10), (a, 12)), shelf.row)
    trade = trade_of(purchases, shelf, purchases.last_day + 1)
    today = np.array([int(purchases.last_day) + 1])
    assert [trade.sales(np.array([0]), today, w).tolist() for w in (1, 3, 30)] == [[1], [2], [3]]


def test_a_rate_of_buying_again_is_drawn_to_that_of_its_type() -> None:
    shelf = shelf_of(PRODUCTS)
    trade = trade_of(purchases_of(small_shop.events(), shelf.row), shelf, 1e9)
    kind = {
        t: np.mean([trade.rebuy[shelf.row[p.id]] for p in PRODUCTS if p.product_type == t]) for t in ("mug", "sofa")
    }
    assert kind["sofa"] < 0.06 < 0.15 < kind["mug"]


def test_a_basket_is_due_the_usual_gap_after_the_last_and_never_after_today() -> None:
    a = PRODUCTS[0].id
    purchases = purchases_of(_bought((a, 0), (a, 10), (a, 20)), shelf_of(PRODUCTS).row)
    last, who = purchases.basket_day[-1], np.array([0])
    assert due_days(purchases, who, np.array([3]), last + 100)[0] == pytest.approx(last + 10)  # of gaps 10, 10 and 30
    assert due_days(purchases, who, np.array([3]), last + 4)[0] == pytest.approx(last + 4)


@pytest.mark.parametrize("back", [1, 2])
def test_a_replay_knows_nothing_of_the_basket_to_foretell_nor_of_what_its_shopper_did_after(
    history: list[Event], back: int
) -> None:
    shelf = shelf_of(PRODUCTS)
    known = purchases_of(history, shelf.row)
    world, cases, targets = replayed(known, back)
    assert len(cases) == sum(np.diff(known.first_basket) > back)
    for s, basket, n in zip(cases.shopper, targets, cases.basket, strict=True):
        mine = slice(world.first_basket[s], world.first_basket[s + 1])
        assert world.first_basket[s + 1] == n and (world.basket_day[mine] < known.basket_day[basket]).all()
        assert known.basket_shopper[basket] == s and n - world.first_basket[s] == basket - known.first_basket[s]
    looks = world.glances
    after = known.basket_day[targets][np.searchsorted(cases.shopper, looks[0]).clip(max=len(targets) - 1)]
    assert (looks[2] < np.where(np.isin(looks[0], cases.shopper), after, np.inf)).all()
    assert (cases.at <= world.last_day + 0.01).all(), "a shopper is looked at on no day that the shop has not seen"


def _table(events: list[Event], items: list[int], at: float) -> Table:
    shelf = shelf_of(PRODUCTS)
    purchases = purchases_of(events, shelf.row)
    cases = cases_now(purchases, np.array([START / DAY + at]))
    past = past_of(purchases, cases, shelf)
    trade = trade_of(purchases, shelf, START / DAY + at)
    return table_of(np.array(items), trade, past, cases, shelf, scores_of(trade, past, cases, shelf, [key("me")]))


def test_a_stranger_sees_what_anybody_sees_with_personal_ranking_off(ranker: Ranker, history: list[Event]) -> None:
    found = _found([p.id for p in PRODUCTS[::3]])
    off = rerank("mug", found, None, ranker, 20)
    new = rerank("mug", found, profile_of([], BY_ID, history[-1].time), ranker, 20)
    assert [m.product.id for m in off] == [m.product.id for m in new]
    assert [m.score for m in off] == pytest.approx([m.score for m in new])
    own = {"bought", "looked", "goes", "similar", "like", "taste", "cheaper", "price"}
    assert not {r.key.split("_")[0] for m in off for r in m.reasons} & own


def test_what_a_shopper_buys_again_rises_among_equally_relevant_products(ranker: Ranker, history: list[Event]) -> None:
    own, anybody = [], []
    for n in range(12):
        profile = _of(f"s{n}", history)
        often = max((i for i in profile.bought if "sofa" not in i), key=lambda i: len(profile.bought[i]))
        kind = BY_ID[often].product_type
        ids = [p.id for p in PRODUCTS if p.product_type == kind and p.id != often]
        found = [Match(BY_ID[i], 1.0) for i in [*ids[:20], often]]
        for places, whose in ((own, profile), (anybody, None)):
            places.append([m.product.id for m in rerank(kind, found, whose, ranker, 21)].index(often))
    assert np.mean(own) < 3 < np.mean(anybody)


def test_taste_never_lifts_what_was_not_asked_for(ranker: Ranker, history: list[Event]) -> None:
    profile = _of("s3", history)
    often = max(profile.bought, key=lambda i: len(profile.bought[i]))
    lamps = [Match(p, 0.9) for p in PRODUCTS if p.product_type == "lamp"][:8]
    rows = np.array(sorted(ranker.shelf.row[m.product.id] for m in [*lamps, Match(BY_ID[often], 0.2)]))
    table, _ = signals_for(ranker, rows, profile.events, profile.now, frozenset())
    shares = [0.2 if ranker.shelf.ids[r] == often else 0.9 for r in rows]
    table = with_relevance(table, list(range(len(rows))), shares)
    assert personal_scores(ranker, table)[[ranker.shelf.ids[r] == often for r in rows]].tolist() == [0.0]
    assert rerank("lamp", [*lamps, Match(BY_ID[often], 0.2)], profile, ranker, 9)[-1].product.id == often


def test_what_a_shopper_does_not_want_and_what_is_gone_come_last(ranker: Ranker) -> None:
    found = _found([p.id for p in PRODUCTS if p.product_type == "mug"][:9])
    gone = replace(found[1].product, availability="out_of_stock")
    found[1] = replace(found[1], product=gone)
    profile = profile_of([], BY_ID, START, disliked=[Dislike("color", "red")])
    ranked = rerank("mug", found, profile, ranker, 9)
    red = [m.product.color == "red" for m in ranked]
    assert red == sorted(red)
    assert rerank("mug", found, None, ranker, 9)[-1].product.id == gone.id


def test_every_reason_of_500_results_lowers_the_score_when_its_signal_is_gone(
    ranker: Ranker, history: list[Event]
) -> None:
    """Checked on what came out, by building the signals again and scoring them without the one that was named."""
    checked = 0
    rng = np.random.default_rng(5)
    for _ in range(60):
        profile = _of(f"s{rng.integers(200)}", history)
        found = _found([PRODUCTS[i].id for i in rng.permutation(len(PRODUCTS))[:40]])
        for match in rerank("anything", found, profile, ranker, 10):
            table = _again(ranker, profile, found)
            row = table.item.tolist().index(ranker.shelf.row[match.product.id])
            full = query_scores(ranker, table)[row]
            assert match.score == pytest.approx(full)
            for reason in match.reasons:
                assert query_scores(ranker, table.without(reason.values["signal"]))[row] < full
                checked += 1
    assert checked >= 500


def _again(ranker: Ranker, profile: Profile, found: list[Match]) -> Table:
    order = sorted(range(len(found)), key=lambda j: ranker.shelf.row[found[j].product.id])
    rows = np.array([ranker.shelf.row[found[j].product.id] for j in order])
    table, _ = signals_for(ranker, rows, profile.events, profile.now, profile.removed, profile.shopper)
    return with_relevance(table, order, [m.score for m in found])


def test_reasons_of_recommendations_are_checked_in_the_same_way(ranker: Ranker, history: list[Event]) -> None:
    who = [f"s{n}" for n in range(12)]
    purchases = purchases_of([e for e in history if e.shopper in who], ranker.shelf.row, who)
    end = purchases.first_basket[1:]
    n = np.arange(12)
    days = [Cases(n, end, due_days(purchases, n, end, ranker.trade.until, g)) for g in GAPS_ON]
    tables = chosen_tables(purchases, days, ranker.trade, ranker.shelf)[1]
    full = next_basket_scores(ranker, tables)
    for shopper, page in enumerate(recommend(who, [e for e in history if e.shopper in who], 10, ranker)):
        assert len(page) == 10
        for x in page:
            row = int(np.flatnonzero((tables[0].case == shopper) & (tables[0].item == ranker.shelf.row[x.id]))[0])
            assert x.score == pytest.approx(full[row])
            for reason in x.reasons:
                less = [t.only(np.array([row])).without(reason.values["signal"]) for t in tables]
                assert next_basket_scores(ranker, less)[0] < full[row]


def test_a_taste_that_was_taken_out_is_no_reason_and_moves_nothing(ranker: Ranker, history: list[Event]) -> None:
    mine = [e for e in history if e.shopper == "s3"]
    brand = BY_ID[mine[0].item_id].brand
    gone = {f"{k}:{v}" for k, vs in (("brand", small_shop.BRANDS),) for v in vs}
    profile = profile_of(mine, BY_ID, history[-1].time, removed=gone)
    assert brand not in {x.value for x in profile.likes}
    found = _found([p.id for p in PRODUCTS if p.product_type == "lamp"])
    ranked = rerank("lamp", found, profile, ranker, 36)
    assert "taste_brand" not in {r.key for m in ranked for r in m.reasons}


def test_a_new_product_is_ranked_with_the_rest(history: list[Event], tmp_path: Path, ranker: Ranker) -> None:
    save_ranker(ranker, tmp_path)
    new = Product("new", "Alder red mug number 9", 1000, "USD", brand="Alder", product_type="mug", color="red")
    later = open_ranker(tmp_path, [new, *PRODUCTS])
    found = [Match(new, 1.0), *_found([p.id for p in PRODUCTS if p.product_type == "mug"][:9])]
    ranked = rerank("mug", found, _of("s0", history), later, 10)
    assert "new" in [m.product.id for m in ranked]


def test_a_product_that_came_after_the_ranker_is_placed_as_any_that_is_new(ranker: Ranker) -> None:
    mugs = _found([p.id for p in PRODUCTS if p.product_type == "mug"][:9])
    late = Match(replace(PRODUCTS[0], id="late"), 1.0)
    ranked = [m.product.id for m in rerank("mug", [late, *mugs], None, ranker, 10)]
    assert sorted(ranked) == sorted(["late", *(m.product.id for m in mugs)])
    scores = [m.score for m in rerank("mug", [late, *mugs], None, ranker, 10, Context(variety=0.0, fair=False))]
    assert scores == sorted(scores, reverse=True)


def test_a_saved_ranker_scores_as_before_and_forgets_a_shopper(
    history: list[Event], tmp_path: Path, ranker: Ranker
) -> None:
    save_ranker(ranker, tmp_path)
    found, profile = _found([p.id for p in PRODUCTS[::5]]), _of("s7", history)
    again = open_ranker(tmp_path, PRODUCTS)
    scores = [{m.product.id: m.score for m in rerank("x", found, profile, r, 20)} for r in (ranker, again)]
    assert scores[0] == pytest.approx(scores[1], rel=1e-3)
    assert len(again.forget("s7").trade.keys) == len(again.trade.keys) - 1


def test_a_shopper_without_a_past_is_shown_what_sells_and_not_one_kind_of_thing(ranker: Ranker) -> None:
    page = recommend(["nobody"], [], 10, ranker, Context())[0]
    assert len({BY_ID[x.id].brand for x in page}) >= 2
    assert np.mean([ranker.trade.buyers[ranker.shelf.row[x.id]] for x in page]) > np.mean(ranker.trade.buyers)


def test_a_query_is_learnt_from_as_of_just_before_its_purchase(history: list[Event]) -> None:
    shelf = shelf_of(PRODUCTS)
    known = purchases_of(history, shelf.row)
    names = ("relevance", "sold7", "sold_all", "waited", "n")
    learnt = query_examples(known, shelf, names, 1, 1, 2, 50)
    assert len(learnt.groups) == 50 and learnt.bought.sum() <= 50
    blank = np.isnan(learnt.values[:, 1])
    assert 0.05 < blank.mean() < 0.3, "of some products nothing is known, as of those that come new"
    assert (np.isnan(learnt.values[:, 2]) == blank).all() and not np.isnan(learnt.values[:, 0]).any()
    targets = replayed(known, 1)[2]
    gaps = known.basket_day[targets] - known.basket_day[targets - 1]
    waits = learnt.values[:, 3][~np.isnan(learnt.values[:, 3])]
    nearest = np.abs(waits[:, None] - (gaps - MOMENT)[None]).min(axis=1)
    assert nearest.max() < 1e-3, "the clock is the purchase's own"


def test_a_product_of_which_nothing_is_known_is_not_placed_below_those_that_sell_little(ranker: Ranker) -> None:
    found = [Match(p, 1 - 0.05 * n) for n, p in enumerate(PRODUCTS[:12])]
    first = replace(found[0], product=replace(found[0].product, id="came-today"))
    ranked = rerank("", [first, *found[1:]], None, ranker, 12, Context(variety=0.0))
    assert [m.product.id for m in ranked].index("came-today") <= 2


def test_what_is_bought_again_and_again_says_so_when_it_is_asked_for(ranker: Ranker, history: list[Event]) -> None:
    mine = next(
        (s, i) for s, i in sorted({(e.shopper, e.item_id) for e in history})
        if sum(e.shopper == s and e.item_id == i for e in history) >= 4
    )  # fmt: skip
    others = [p.id for p in PRODUCTS if p.product_type == BY_ID[mine[1]].product_type and p.id != mine[1]][:3]
    ranked = rerank("", _found([mine[1], *others]), _of(mine[0], history), ranker, 4, Context(variety=0.0))
    why = next(m.reasons for m in ranked if m.product.id == mine[1])
    assert why and why[0].key == "bought_often"
