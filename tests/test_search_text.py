"""Tokens, measures and how a query is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.measures import Measure, limit, measures_in
from knowledge.search.query import read_query
from knowledge.search.text import tokens, words


class Catalogue:
    """Counts as a catalogue's wording would give them."""

    held = {"headset": 40, "head": 3, "set": 9, "book": 20, "shelf": 5, "speaker": 30}  # noqa: RUF012
    pairs = {("book", "shelf"): 8}  # noqa: RUF012

    def count(self, token: str) -> int:
        return self.held.get(token, 0)

    def pair(self, first: str, second: str) -> int:
        return self.pairs.get((first, second), 0)

    def near(self, token: str) -> list[str]:
        return list(self.held)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("1 TB", "1000gb"), ("1TB", "1000gb"), ("1000 GB", "1000gb"), ("WH-1000XM4", "wh1000xm4"),
        ("laptops", "laptop"),
        ("batteries", "battery"), ("Xerox<br>006R90321", "006r90321"), ("Core™2", "core"), ('15.6"', "15.6in"),
        ("USB-C", "usbc"), ("红色连衣裙", "连衣裙"), ("2.5 GHz", "2500mhz"),
    ],
)  # fmt: skip
def test_text_holds_the_token(text: str, held: str) -> None:
    assert held in tokens(text)


def test_what_carries_no_meaning_is_left_out_unless_nothing_else_is_left() -> None:
    assert words("a laptop for me") == ["laptop"]
    assert words("what is it") == ["what", "is", "it"]


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    assert all(t.strip() for t in tokens(text))
    read_query(text, Catalogue())


def test_head_set_means_headset_where_the_catalogue_writes_it_so() -> None:
    query = read_query("head set", Catalogue())
    assert query.text == "headset"
    assert all(group["headset"] == 1.0 for group in query.groups)


def test_a_compound_is_split_as_the_catalogue_writes_it() -> None:
    assert {"book", "shelf"} <= set(read_query("bookshelf", Catalogue()).weights)


def test_a_misspelt_word_is_mended() -> None:
    assert "speaker" in read_query("speeker", Catalogue()).weights


def test_the_head_is_what_is_wanted_not_what_it_is_for() -> None:
    query = read_query("case for a laptop", Catalogue())
    assert "case" in query.groups[query.head]


def test_chinese_is_read_in_english_too() -> None:
    weights = read_query("黑色笔记本电脑", Catalogue()).weights
    assert {"black", "laptop", "笔记本电脑"} <= set(weights)


def test_measures_are_brought_to_one_unit() -> None:
    assert limit(">= 15.6 inch") == (">=", Measure(pytest.approx(39.624), "length"))
    assert limit("XL") is None
    assert [m.dimension for m in measures_in("14 inch, 16 GB, 1.2 kg")] == ["length", "data", "mass"]
