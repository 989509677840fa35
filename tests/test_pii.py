"""Personal data in a message is masked; what only looks like it is not."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.pii import Pii, mask, mask_json, without_marks
from knowledge.pii.cards import luhn
from knowledge.pii.ids import is_chinese_id, is_iban
from tests.bench.pii import lines, measure

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "pii.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_a_line_is_masked_as_a_person_masked_it(case: dict[str, str]) -> None:
    assert mask(case["text"]).text == case.get("masked", case["text"])


def test_a_thousand_made_up_lines_are_masked_with_few_mistakes() -> None:
    counts, wrong = measure(lines(1000, seed=2026))
    assert counts["found"][0] / counts["found"][1] >= 0.98, wrong
    assert counts["clean"][0] / counts["clean"][1] >= 0.99, wrong
    assert all(right / total >= 0.95 for right, total in counts.values()), counts


def test_items_say_what_was_masked_and_where() -> None:
    text = "call 415-555-2671 or write to jo@ex.co"
    masked = mask(text)
    assert masked.text == "call [phone] or write to [email]"
    assert masked.items == (Pii("phone", "415-555-2671", 5, 17), Pii("email", "jo@ex.co", 30, 38))


def test_masking_twice_changes_nothing_more() -> None:
    for case in CASES:
        once = mask(case["text"]).text
        assert mask(once).text == once


@given(st.text(max_size=300))
def test_any_text_is_masked_and_what_stands_between_is_kept(text: str) -> None:
    masked, rest, at = mask(text), "", 0
    for item in masked.items:
        assert item.value == text[item.start : item.end] and item.start >= at
        rest += text[at : item.start] + f"[{item.kind}]"
        at = item.end
    assert masked.text == rest + text[at:]


def test_check_digits_by_hand() -> None:
    assert luhn("79927398713") and not luhn("79927398710")
    assert is_chinese_id("11010519491231002X") and not is_chinese_id("110105194912310021")
    assert is_iban("GB82 WEST 1234 5698 7654 32") and not is_iban("GB82 WEST 1234 5698 7654 33")


def test_every_text_of_a_json_value_is_masked() -> None:
    assert mask_json({"a": ["jo@ex.co", 1], "b": {"c": "x"}}) == {"a": ["[email]", 1], "b": {"c": "x"}}


def test_a_message_takes_less_than_two_milliseconds_and_a_hostile_one_not_long() -> None:
    made = [line.text for line in lines(200, 3)]
    started = time.perf_counter()
    for text in made:
        mask(text)
    assert (time.perf_counter() - started) / len(made) < 0.002
    for hostile in (
        "1 " * 1000,
        "a at " * 400,
        "路1" * 1000,
        "a@" * 1000,
        "12 Oak " * 280,
        "一" * 2000,
        "1-" * 1000,
        "省市区" * 600,
    ):
        started = time.perf_counter()
        mask(hostile)
        assert time.perf_counter() - started < 0.25, hostile[:12]


def test_what_stands_for_personal_data_is_no_word_of_the_shoppers() -> None:
    assert without_marks("a kettle, call me at [phone] or [email] please") == "a kettle, call me at or please"
    assert without_marks("[card]") == "" and without_marks("a [red] mug") == "a [red] mug"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("my card is [card]", ""),
        ("My credit card number is [card].", ""),
        ("[card] is my card", ""),
        ("我的卡号是[card]", ""),
        ("我的信用卡是 [card]", ""),
        ("my phone number is [phone], do you have a kettle?", "do you have a kettle?"),
        ("我的手机号是[phone]，有电水壶吗？", "有电水壶吗？"),
        ("do you sell gift cards? my card is [card]", "do you sell gift cards?"),
        ("do you have a cheaper phone [phone]", "do you have a cheaper phone"),
        ("a card holder and a phone case", "a card holder and a phone case"),
    ],
)
def test_what_personal_data_is_called_is_no_wish(text: str, left: str) -> None:
    assert without_marks(text).strip(" ,，") == left
