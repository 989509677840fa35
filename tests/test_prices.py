"""Prices as shoppers write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.understanding.numbers import number
from agents.understanding.prices import prices
from knowledge.words import plain


def read(text: str) -> list[tuple[float | None, float | None, str]]:
    return [(p.low, p.high, p.currency) for p in prices(plain(text))]


@pytest.mark.parametrize(
    ("text", "low", "high", "currency"),
    [
        ("under 50", None, 50, ""),
        ("between $5 and $10", 5, 10, "USD"),
        ("$5 to $10", 5, 10, "USD"),
        ("$5-10", 5, 10, "USD"),
        ("around 200", 160, 240, ""),
        ("about £30", 24, 36, "GBP"),
        ("200-ish", 160, 240, ""),
        ("not over a grand", None, 1000, ""),
        ("half a grand max", None, 500, ""),
        ("50 bucks", None, 50, "USD"),
        ("headphones under 1.5k", None, 1500, ""),
        ("no more than €30", None, 30, "EUR"),
        ("nothing over 40 pounds", None, 40, "GBP"),
        ("at least 100", 100, None, ""),
        ("from 20 to 40 euros", 20, 40, "EUR"),
        ("$1,299.99 or less", None, 1299.99, "USD"),
        ("a hundred and fifty dollars tops", None, 150, "USD"),
        ("i can't spend more than twenty five dollars", None, 25, "USD"),
        ("my budget is 300", None, 300, ""),
        ("more than 50 dollars", 50, None, "USD"),
        ("1.5 to 2k", 1500, 2000, ""),
        ("under 50 but not the cheapest", None, 50, ""),
        ("两百以内", None, 200, ""),
        ("五百到八百块", 500, 800, "CNY"),
        ("500-800元", 500, 800, "CNY"),
        ("不超过三千五", None, 3500, ""),
        ("预算一千左右", 800, 1200, ""),
        ("大概两百块", 160, 240, "CNY"),
        ("三四百的", 300, 400, ""),
        ("一两千块", 1000, 2000, "CNY"),
        ("１００元以下", None, 100, "CNY"),
        ("至少50美元", 50, None, "USD"),
        ("1.2万以内", None, 12000, ""),
        ("千元以内", None, 1000, "CNY"),
        ("别超过两百", None, 200, ""),
        ("100到200之间", 100, 200, ""),
        ("两千起", 2000, None, ""),
    ],
)
def test_a_price_is_read(text: str, low: float | None, high: float | None, currency: str) -> None:
    assert read(text) == [(low, high, currency)]


@pytest.mark.parametrize(
    "text",
    [
        "15 inch laptop", "iphone 13", "2 pack of socks", "1 TB ssd", "a 27 inch monitor", "order 12345", "#W1234567",
        "size 42", "at least 4 stars", "4k tv", "usb 3.0 hub", "over 100 reviews", "more than 3 usb ports", "20% off",
        "under 2 kg", "at least 16GB", "the second one", "rtx 4070", "5 year old", "ps5", "up to 8 people",
        "27寸显示器", "两个杯子", "第二个", "42码", "5岁", "16G内存", "500毫升", "打八折", "三星手机", "十分满意",
        "一下",
    ],
)  # fmt: skip
def test_other_numbers_are_no_prices(text: str) -> None:
    assert read(text) == []


def test_a_measure_and_a_price_stand_side_by_side() -> None:
    assert read("1 TB under 100") == [(None, 100, "")]
    assert read("iphone 13 under 500 dollars") == [(None, 500, "USD")]
    assert read("至少16GB内存，5000以内") == [(None, 5000, "")]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,299.50", 1299.5), ("1.5k", 1500), ("two hundred", 200), ("a grand", 1000), ("half a grand", 500),
        ("a hundred and fifty", 150), ("twenty-five", 25), ("a thousand two hundred", 1200), ("两百", 200),
        ("三千五", 3500), ("一百零五", 105), ("一百五", 150), ("十五", 15), ("5千", 5000), ("一万二", 12000),
        ("两千三百四十五", 2345), ("1.2万", 12000), ("nothing", None),
    ],
)  # fmt: skip
def test_numbers_are_read_as_they_are_said(written: str, value: float | None) -> None:
    assert number(written) == value


@given(st.integers(1, 99_999))
def test_every_plain_limit_is_read_back(amount: int) -> None:
    assert read(f"under ${amount}") == [(None, amount, "USD")]
    assert read(f"{amount}元以内") == [(None, amount, "CNY")]


@given(st.text(max_size=300))
def test_no_text_makes_it_raise(text: str) -> None:
    for low, high, _ in read(text):
        assert (low or 0) >= 0 and (high or 0) >= 0
