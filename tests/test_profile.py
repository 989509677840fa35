"""The profile: what it holds, where each entry comes from, and that what is taken out stays out."""

from dataclasses import replace

import numpy as np
import pytest

import prompts
from knowledge.events import Event
from knowledge.product import Attribute, Product
from knowledge.ranking.profile import Dislike, profile_of, weight_of
from knowledge.ranking.segments import FEWEST, portraits, segments
from tests import small_shop
from tests.small_shop import DAY, START

PRODUCTS = {
    "a": Product("a", "Alder mug", 1000, "USD", brand="Alder", product_type="mug", color="red",
                 attributes=(Attribute("dishwasher_safe", True),)),
    "b": Product("b", "Birch mug", 3000, "USD", brand="Birch", product_type="mug", color="blue"),
}  # fmt: skip
NOW = START + 100 * DAY


def _event(name: str, item: str, days_ago: float, session: str = "", id: str = "") -> Event:
    return Event("me", name, item, 1, 1000, NOW - days_ago * DAY, session, id=id or f"{name}-{item}-{days_ago:g}")


def test_weight_halves_in_sixty_days_and_a_purchase_weighs_more_than_a_look() -> None:
    assert weight_of(_event("purchase", "a", 0), NOW) == 1.0
    assert weight_of(_event("purchase", "a", 60), NOW) == pytest.approx(0.5)
    assert weight_of(_event("view_item", "a", 60), NOW) == pytest.approx(0.1)


def test_shares_agree_with_a_count_by_hand_and_name_their_events() -> None:
    profile = profile_of([_event("purchase", "a", 60), _event("purchase", "b", 0)], PRODUCTS, NOW)
    liked = {x.key: x for x in profile.likes}
    assert liked["brand:Birch"].share == pytest.approx(1 / 1.5)
    assert liked["brand:Alder"].share == pytest.approx(0.5 / 1.5)
    assert liked["type:mug"].share == pytest.approx(1)
    assert liked["brand:Alder"].events == ("purchase-a-60",)
    assert liked["attribute:dishwasher_safe=yes"].events == ("purchase-a-60",)
    assert profile.likes[0].key == "type:mug"


def test_this_visit_is_kept_apart_from_what_is_long_known() -> None:
    profile = profile_of(
        [_event("purchase", "a", 30), _event("view_item", "b", 0, "now")], PRODUCTS, NOW, session="now"
    )
    assert {x.value for x in profile.likes if x.kind == "brand"} == {"Alder"}
    assert {x.value for x in profile.likes_now if x.kind == "brand"} == {"Birch"}


def test_bought_returned_and_disliked_are_told_apart() -> None:
    done = [_event("purchase", "a", 9), _event("purchase", "a", 5), _event("refund", "b", 3)]
    profile = profile_of(done, PRODUCTS, NOW, disliked=[Dislike("material", "leather", "m1")])
    assert profile.bought == {"a": ("purchase-a-9", "purchase-a-5")}
    assert profile.returned == {"b": ("refund-b-3",)}
    assert [d.event for d in profile.disliked] == ["m1"]


def test_every_line_reads_in_both_languages_and_goes_when_it_is_taken_out() -> None:
    done = [_event("purchase", "a", 9), _event("purchase", "a", 5), _event("view_item", "b", 1)]
    against = [Dislike("material", "leather")]
    gone: set[str] = set()
    while lines := profile_of(done, PRODUCTS, NOW, disliked=against, removed=gone, bands=lambda _: "2").lines():
        for line in lines:
            for language in prompts.LANGUAGES:
                assert prompts.render(f"reason/{line.wording}", language, **line.values)
        gone.add(lines[0].key)
    assert {"brand:Alder", "item:a", "not_material:leather"} <= gone | {"item:a"}


def test_what_comes_after_now_and_unknown_products_are_left_out() -> None:
    profile = profile_of([_event("purchase", "a", -1), _event("purchase", "gone", 1)], PRODUCTS, NOW)
    assert profile.events == ()
    assert profile.likes == ()


def test_interest_points_where_the_latest_purchases_do() -> None:
    vectors = {"a": np.array([1, 0], np.float32), "b": np.array([0, 1], np.float32)}
    done = [_event("purchase", "a", 60), _event("purchase", "b", 0)]
    profile = profile_of(done, PRODUCTS, NOW, vectors=lambda ids: {i: vectors[i] for i in ids})
    assert profile.interest is not None
    np.testing.assert_allclose(profile.interest, np.array([0.5, 1]) / np.hypot(0.5, 1), rtol=1e-5)


def test_shoppers_of_one_brand_fall_into_one_segment() -> None:
    found = segments(small_shop.events(40), {p.id: p for p in small_shop.products()}, 4, seed=1)
    by_brand = [{found.of[f"s{n}"] for n in range(b, 40, 4)} for b in range(4)]
    assert all(len(s) == 1 for s in by_brand)
    assert len(set.union(*by_brand)) == 4
    assert {name for s in found.names for kind, name in s if kind == "brand"} == set(small_shop.BRANDS)


def test_a_portrait_says_what_sets_a_segment_apart_and_shows_nobody_alone() -> None:
    products = {p.id: p for p in small_shop.products()}
    events = small_shop.events(120)
    told = portraits(events, products, 4)
    assert sum(p.shoppers for p in told) == 120 and all(p.shoppers >= FEWEST for p in told)
    for portrait in told:
        brands = {value for kind, value in portrait.apart if kind == "brand"}
        assert portrait.bought and {product.brand for product, _ in portrait.bought} == brands
        assert all(FEWEST <= many <= portrait.shoppers for _, many in portrait.bought)
    few = [e for e in events if e.shopper in ("s0", "s1", "s2", "s3")]
    assert portraits(few, products, 4) == []
    assert portraits([replace(e, shopper="") for e in events], products) == [], "what nobody agreed to is nobody's"
