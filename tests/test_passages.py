"""Passages of the FAQ: found in fresh words, in the shopper's language, and not at all where the shop does not say."""

from pathlib import Path

import pytest

from knowledge.product import Passage
from knowledge.search.embedding import HashingEmbedder
from knowledge.search.passages import PassageIndex
from knowledge.search.service import in_english, same_meaning

PAGES = (
    Passage("en/cost", "How much is standard delivery?", "It costs $5.95.", "en", "Delivery", "/help#cost"),
    Passage("zh/cost", "普通配送运费多少？", "运费5.95美元。", "zh", "配送", "/help#cost"),
    Passage("en/return", "How long do I have to return it?", "You have 30 days.", "en", "Returns", "/help#return"),
    Passage("zh/return", "多久之内可以退货？", "30天内可以退货。", "zh", "退货", "/help#return"),
    Passage("en/pay", "How can I pay?", "By credit card or PayPal.", "en", "Payment", "/help#pay"),
)


@pytest.fixture
def index(tmp_path: Path) -> PassageIndex:
    made = PassageIndex(tmp_path, HashingEmbedder())
    made.write(PAGES)
    return made


@pytest.mark.parametrize(
    ("question", "language", "first"),
    [
        ("what do you charge for postage on standard delivery", "en", "en/cost"),
        ("can I return something after two weeks", "en", "en/return"),
        ("邮费要多少", "zh", "zh/cost"),
        ("不喜欢可以退货吗", "zh", "zh/return"),
    ],
)
def test_the_passage_that_answers_comes_first(index: PassageIndex, question: str, language: str, first: str) -> None:
    assert index.search(question, language, 2)[0][0].id == first


def test_a_language_that_the_shop_does_not_have_gets_what_there_is(index: PassageIndex) -> None:
    index.remove(["zh/cost", "zh/return"])
    assert index.search("怎么付款", "zh", 1)[0][0].id == "en/pay"


def test_what_no_page_says_is_not_answered(index: PassageIndex) -> None:
    assert index.answer("who won the world cup in 1998", "en") == ()
    assert index.answer("How much is standard delivery?", "en")[0].id == "en/cost"


def test_passages_survive_reopening_and_are_forgotten_when_removed(index: PassageIndex, tmp_path: Path) -> None:
    index.remove(["en/pay"])
    again = PassageIndex(tmp_path, HashingEmbedder())
    assert "en/pay" not in [p.id for p, _ in again.search("How can I pay?", "en", 5)]
    assert again.search("how long do I have to return", "en", 1)[0][0] == PAGES[2]


def test_words_of_one_meaning_meet() -> None:
    assert "postage" in same_meaning("what is the shipping cost")
    assert "shipping cost" in in_english("邮费要多少")
