"""Variety and fair shares of a page, on cases small enough to work out by hand."""

import numpy as np
import pytest

from knowledge.product import Product
from knowledge.ranking.diversity import varied
from knowledge.ranking.fairness import Exposure, exposure, fairness
from knowledge.ranking.ranker import open_ranker
from tests import small_shop

APART = np.zeros((4, 4), np.float32)


def test_without_variety_the_best_score_comes_first() -> None:
    assert varied(np.array([1.0, 3.0, 2.0, 0.0]), APART, 3, variety=0) == [1, 2, 0]


def test_a_near_copy_waits_until_others_were_shown() -> None:
    alike = APART.copy()
    alike[0, 1] = alike[1, 0] = 1.0
    scores = np.array([1.0, 0.9, 0.7, 0.0])
    # After row 0, row 1 is worth 0.9 - 0.3 = 0.6, less than row 2's 0.7.
    assert varied(scores, alike, 3, variety=0.3) == [0, 2, 1]
    assert varied(scores, alike, 3, variety=0.1) == [0, 1, 2]


def test_no_brand_takes_more_of_a_page_than_it_earned() -> None:
    scores = np.concatenate([np.linspace(1, 0.9, 10), np.linspace(0.89, 0.8, 10), [0.0]])
    brands = ["big"] * 10 + [f"b{n}" for n in range(10)] + [""]
    page = varied(scores, np.zeros((21, 21), np.float32), 10, 0.0, [brands])
    # The best 30 rows' worth is about half "big": 10 * 0.53 rounded up, and one for luck.
    assert sum(brands[r] == "big" for r in page) == 7


def test_one_brand_alone_fills_the_page() -> None:
    page = varied(np.arange(20.0), np.zeros((20, 20), np.float32), 10, 0.0, [["only"] * 20])
    assert page == list(range(19, 9, -1))


def test_exposure_discounts_by_place() -> None:
    products = {
        "a": Product("a", "A", 100, "USD", brand="x"),
        "b": Product("b", "B", 900, "USD", brand="y"),
    }
    ranker = open_ranker(None, products.values())
    report = exposure([["a", "b"]], [["b"]], products, ranker)
    second = 1 / np.log2(3)
    assert report.shown["brand"] == pytest.approx({"x": 1 / (1 + second), "y": second / (1 + second)})
    assert report.relevant["brand"] == {"y": 1.0}
    assert report.gap("brand") == pytest.approx(1 / (1 + second))


def test_a_gap_of_nothing_when_shown_as_relevant() -> None:
    same = {"brand": {"x": 0.5, "y": 0.5}}
    assert Exposure(same, same, 2).gap("brand") == 0


def test_fairness_is_reported_before_and_after() -> None:
    products = {p.id: p for p in small_shop.products()}
    events = small_shop.events(60)
    report = fairness(open_ranker(None, products.values(), events), events, products, most=40)
    assert report.shoppers == 40
    assert sum(report.after.shown["brand"].values()) == pytest.approx(1)
    assert report.after.products >= report.before.products
    assert {"brand", "seller", "price", "tail"} <= set(report.as_json()["after"])  # type: ignore[call-overload]
