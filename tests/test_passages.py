"""The shop's questions and answers: found in other words, in either language, and left alone where none fits."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge import demo
from knowledge.faq import read_faq
from knowledge.product import Passage
from knowledge.search.embedding import HashingEmbedder, PackagedEmbedder
from knowledge.search.passages import PassageIndex
from knowledge.search.policy import choice, topics
from knowledge.search.policy.concepts import concepts, glossed, lexicon, root, strict, widened
from knowledge.search.policy.entries import key, share


@pytest.fixture(scope="module")
def embedder() -> PackagedEmbedder:
    return PackagedEmbedder()


@pytest.fixture(scope="module")
def passages() -> list[Passage]:
    return [p for file in demo.faq_files() for p in read_faq(file) if isinstance(p, Passage)]


@pytest.fixture(scope="module")
def index(
    embedder: PackagedEmbedder, passages: list[Passage], tmp_path_factory: pytest.TempPathFactory
) -> PassageIndex:
    made = PassageIndex(tmp_path_factory.mktemp("faq"), embedder)
    made.write(passages)
    return made


@pytest.fixture
def small(embedder: PackagedEmbedder, tmp_path: Path) -> Iterator[PassageIndex]:
    made = PassageIndex(tmp_path, embedder)
    made.write([
        Passage("help/post", "What does postage cost?", "Parcels cost 4 euros, and nothing from 50 euros."),
        Passage("help/back", "May I send things back?", "Yes, within 14 days of delivery, unused."),
        Passage("help/guarantee", "What guarantee is there?", "All goods are guaranteed for 3 years."),
        Passage("help/pay", "How can I pay?", "By card, PayPal or bank transfer."),
    ])  # fmt: skip
    yield made


@pytest.mark.parametrize(
    ("question", "language", "entry"),
    [
        ("how many weeks do I have to send something back", "en", "returns-window"),
        ("do you deliver to Vancouver", "en", "canada"),
        ("the vase was smashed when I opened the box", "en", "damaged"),
        ("I can't log in any more", "en", "password"),
        ("能送到多伦多吗", "zh", "canada"),
        ("忘了密码登不上去", "zh", "password"),
        ("花瓶打开一看是碎的", "zh", "damaged"),
        ("买了张大床，要送到五楼", "zh", "large-items"),
        ("几号从我卡上划钱", "zh", "when-charged"),
        ("退这个我得自己掏邮费吗", "zh", "return-cost"),
    ],
)
def test_other_words_find_the_entry(index: PassageIndex, question: str, language: str, entry: str) -> None:
    assert index.search(question, language, 3)[0][0].id == f"faq.{language}/{entry}"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("do you deliver to Brazil", "en"),
        ("what is the tallest mountain in Europe", "en"),
        ("can I bring my parrot into the shop", "en"),
        ("能寄到智利吗", "zh"),
        ("世界上最高的山是哪座", "zh"),
    ],
)
def test_what_no_entry_says_is_not_answered(index: PassageIndex, question: str, language: str) -> None:
    assert index.answer(question, language) == ()


def test_an_answer_is_in_the_language_that_is_asked_for(index: PassageIndex) -> None:
    assert index.answer("how long does a refund take", "en")[0].id == "faq.en/refund-time"
    assert index.answer("退款要多久", "zh")[0].id == "faq.zh/refund-time"


def test_pages_in_english_only_answer_chinese_questions(small: PassageIndex) -> None:
    assert small.search("能退货吗", "zh", 1)[0][0].id == "help/back"
    assert small.search("运费多少钱", "zh", 1)[0][0].id == "help/post"


def test_pages_in_chinese_only_answer_english_questions(
    embedder: PackagedEmbedder, passages: list[Passage], tmp_path: Path
) -> None:
    index = PassageIndex(tmp_path, embedder)
    index.write([p for p in passages if p.language == "zh"])
    assert index.search("how do I cancel my order", "en", 1)[0][0].id == "faq.zh/cancel-order"
    assert index.search("do you ship to Canada", "en", 1)[0][0].id == "faq.zh/canada"


def test_another_shops_pages_are_answered_from(small: PassageIndex) -> None:
    assert small.answer("how much is shipping", "en")[0].id == "help/post"
    assert small.search("which payment methods do you take", "en", 1)[0][0].id == "help/pay"


def test_scores_are_chances_best_first(index: PassageIndex) -> None:
    scores = [score for _, score in index.search("can I pay in instalments", "en", 10)]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 10
    assert 0 < sum(scores) <= 1.0


def test_never_more_than_three_and_nothing_for_nothing(index: PassageIndex) -> None:
    assert len(index.answer("warranty", "en")) <= 3
    assert index.answer("  ", "en") == () == tuple(index.search("", "zh", 3))


def test_a_removed_passage_is_not_found_and_a_changed_one_is(small: PassageIndex) -> None:
    small.remove(["help/back", "no-such-id"])
    assert "help/back" not in [p.id for p, _ in small.search("may I send things back", "en", 5)]
    small.write([Passage("help/pay", "How can I pay?", "In seashells only.")])
    assert small.search("how can I pay", "en", 1)[0][0].answer == "In seashells only."


def test_an_index_opened_again_answers_the_same(
    embedder: PackagedEmbedder, small: PassageIndex, tmp_path: Path
) -> None:
    before = small.search("what does shipping cost", "en", 4)
    assert PassageIndex(tmp_path, embedder).search("what does shipping cost", "en", 4) == before


def test_an_embedding_without_weights_will_do(passages: list[Passage], tmp_path: Path) -> None:
    index = PassageIndex(tmp_path, HashingEmbedder())
    index.write(passages)
    assert index.search("do you ship to Canada", "en", 1)[0][0].id == "faq.en/canada"


def test_a_question_takes_under_20_ms_beside_its_embedding(passages: list[Passage], tmp_path: Path) -> None:
    index = PassageIndex(tmp_path, HashingEmbedder())
    index.write(passages)
    index.search("warm up", "en", 3)
    spent = []
    for n in range(20):
        start = time.process_time()
        index.answer(f"when will parcel number {n} to Hamburg arrive and what does it cost", "en")
        spent.append(time.process_time() - start)
    assert sorted(spent)[-2] < 0.020


def test_concepts_are_the_same_in_both_languages() -> None:
    assert {"return", "shoes"} <= concepts("Can I send back these boots?") & concepts("这双靴子能退吗")


def test_a_town_is_in_its_country_and_strict() -> None:
    assert {"eu-country", "europe"} <= widened(concepts("shipping to Munich"))
    assert strict(concepts("shipping a sofa to Munich")) == {"eu-country"}


def test_a_chinese_question_is_glossed_and_an_english_one_left() -> None:
    assert {"refund", "how", "long"} <= set(glossed("退款要多久").split())
    assert glossed("How long?") == "How long?"


def test_a_gloss_is_the_same_in_every_process() -> None:
    words = "退货运费谁出，多久能到账，礼品卡能用吗"
    asked = "from knowledge.search.policy.concepts import glossed; print(glossed('" + words + "'))"
    said = {
        subprocess.run(
            [sys.executable, "-c", asked], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert said == {glossed(words) + "\n"}


def test_a_second_file_adds_ways_and_changes_no_concept() -> None:
    assert "late" in concepts("my parcel vanished") and "late" in concepts("包裹石沉大海")
    assert lexicon()["deliver"].gloss == "deliver"
    assert lexicon()["sofa"].wider == ("furniture",)


def test_endings_do_not_matter() -> None:
    assert root("deliveries") == root("delivery") == root("delivered") == root("delivering")
    assert root("dress") == "dress"


def test_a_translation_belongs_to_its_entry() -> None:
    assert key(Passage("faq.en/canada", "", "")) == key(Passage("faq.zh/canada", "", ""))
    assert key(Passage("faq.en/canada", "", "")) != key(Passage("faq.en/asia", "", ""))


def test_rare_words_count_more() -> None:
    assert share({"a", "b"}, {"a"}, {"a": 3.0, "b": 1.0}) == pytest.approx(0.75)
    assert share({"a", "new"}, {"a"}, {"a": 1.0, "b": 3.0}) == pytest.approx(0.25)  # unheard of: as rare as the rarest


def test_every_wider_concept_has_its_line() -> None:
    known = lexicon()
    assert {w for c in known.values() for w in c.wider} <= set(known)


def test_weights_are_small() -> None:
    assert topics.WEIGHTS.stat().st_size + choice.WEIGHTS.stat().st_size < 1_000_000
