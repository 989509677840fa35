"""Training: it learns what is bought again and what is not, says so in figures, and is the same every time."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.ranking.boosting import fit_trees, load_trees
from knowledge.ranking.evaluate import Figures, split_last
from knowledge.ranking.purchases import purchases_of
from knowledge.ranking.ranker import open_ranker
from knowledge.ranking.ranking import recommend
from knowledge.ranking.shelf import shelf_of
from knowledge.ranking.train import better, train
from tests import small_shop

PRODUCTS = small_shop.products()
BY_ID = {p.id: p for p in PRODUCTS}


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ranker")
    done = train(small_shop.events(90, 5), PRODUCTS, folder, rounds=50)
    assert done.installed, done
    assert done.after.ndcg10 >= done.before.ndcg10
    assert done.after.shoppers == 90
    return folder


def test_a_sofa_is_not_offered_twice_and_a_usual_mug_is(trained: Path) -> None:
    events = small_shop.events(90, 5)
    ranker = open_ranker(trained, PRODUCTS)
    who = [f"s{n}" for n in range(60)]
    mine = {s: [e.item_id for e in events if e.shopper == s] for s in who}
    pages = recommend(who, [e for e in events if e.shopper in set(who)], 5, ranker)
    owned = [x.id for s, page in zip(who, pages, strict=True) for x in page if x.id in mine[s]]
    assert len(owned) > 2 * len(who)
    assert np.mean([BY_ID[i].product_type == "sofa" for i in owned]) < 0.05


def test_training_again_on_the_same_events_gives_the_same_models(trained: Path, tmp_path: Path) -> None:
    train(small_shop.events(90, 5), PRODUCTS, tmp_path, rounds=50)
    for name in ("next_basket", "relevance", "personal"):
        assert (tmp_path / f"{name}.txt").read_text() == (trained / f"{name}.txt").read_text()


def test_a_sum_of_trees_as_a_home_may_hold_is_read_and_its_shares_make_up_its_score(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    values = rng.normal(size=(600, 2)).astype(np.float32)
    bought, groups = (values[:, 0] + rng.normal(size=600) > 1).astype(np.int64), np.full(60, 10)
    one = fit_trees(values, bought, groups, ("a", "b"), 5, min_data_in_leaf=5)
    other = fit_trees(values, bought, groups, ("a", "b"), 5, min_data_in_leaf=5, objective="binary")
    for name, trees in (("one", one), ("other", other)):
        trees.save(tmp_path / name)
    text = (tmp_path / "one").read_text().replace("=== weight 1.0", "=== weight 2.0") + (tmp_path / "other").read_text()
    (tmp_path / "both").write_text(text)
    both = load_trees(tmp_path / "both")
    assert both.scores(values) == pytest.approx(2 * one.scores(values) + other.scores(values))
    rest = both.scores(values) - both.contributions(values).sum(axis=1)
    assert rest == pytest.approx(np.full(600, rest[0])), "shares and one constant make up the score"


def test_too_few_baskets_leave_the_models_as_they_are(tmp_path: Path) -> None:
    done = train(small_shop.events(10), PRODUCTS, tmp_path)
    assert not done.installed
    assert open_ranker(tmp_path, PRODUCTS).trade.buyers.sum() > 0


def test_worse_models_are_not_installed() -> None:
    assert better(Figures(9, 0.30, 0.7), Figures(9, 0.31, 0.6))
    assert not better(Figures(9, 0.30, 0.7), Figures(9, 0.29, 0.8))
    assert better(Figures(9, 0.300, 0.7), Figures(9, 0.299, 0.7))


def test_the_last_basket_is_held_out_of_those_with_three_or_more() -> None:
    shelf = shelf_of(PRODUCTS)
    purchases = purchases_of(small_shop.events(5, 3), shelf.row)
    past, held = split_last(purchases, shelf)
    assert np.diff(past.first_basket).tolist() == [2] * 5
    assert held.bought[0] == frozenset(purchases.items_of(int(purchases.first_basket[1] - 1)).tolist())
