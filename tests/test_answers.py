"""Questions about one product, and products side by side."""

from pathlib import Path

import numpy as np
import pytest
import torch

from knowledge.answers import answer_from_facts, asks_about, compare
from knowledge.answers.asked import apart_from, questions_from
from knowledge.answers.evidence import Evidence
from knowledge.answers.reader import AnsweringEncoder, Reader, reader
from knowledge.answers.train import learn, lessons
from knowledge.answers.wondered import wondered
from knowledge.constraints import Constraints
from knowledge.product import Attribute, Product, Variant

BOTTLE = Product(
    "1", "Acme Bottle 0.5 L", 1999, "USD", brand="Acme", color="blue",
    description="Keeps drinks cold for 24 hours. The lid is dishwasher safe.",
    attributes=(
        Attribute("capacity", 0.5, "l"), Attribute("waterproof", True), Attribute("weight", 300.0, "g"),
        Attribute("package_weight", 400.0, "g"),
    ),
)  # fmt: skip
OTHER = Product(
    "2", "Acme Bottle 700 ml", 2499, "USD", brand="Acme", color="red",
    attributes=(Attribute("capacity", 700.0, "ml"), Attribute("weight", 0.25, "kg")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "name", "value"),
    [
        ("is it waterproof?", "waterproof", "yes"),
        ("how heavy is it?", "weight", "300 g"),
        ("what color is it?", "color", "blue"),
        ("how much does it hold?", "capacity", "0.5 l"),
        ("what does it cost?", "price", "19.99 USD"),
        ("重量是多少？", "weight", "300 g"),
        ("多少钱？", "price", "19.99 USD"),
        ("is the lid dishwasher safe?", "description", "The lid is dishwasher safe."),
    ],
)
def test_the_fact_that_answers_comes_first(question: str, name: str, value: str) -> None:
    answer = answer_from_facts(question, BOTTLE)[0]
    assert (answer.name, answer.value) == (name, value)


@pytest.mark.parametrize("question", ["does it have bluetooth?", "who designed it?", "does it come with a straw?", "?"])
def test_what_the_record_does_not_say_is_not_answered(question: str) -> None:
    assert answer_from_facts(question, BOTTLE) == []


def test_the_encoder_tells_facts_apart_that_plain_meaning_confuses() -> None:
    facts = ["item weight: 3 pounds", "item package weight: 4 pounds", "weight capacity: 300 pounds", "color: red"]
    near = reader().encode_texts(facts) @ reader().encode_queries(["I weigh 280 lbs, will it hold me?"])[0]
    assert int(near.argmax()) == 2
    assert reader().encode_texts([]).shape == (0, 384)


def test_a_fact_is_near_a_question_word_by_word() -> None:
    facts = ["color: red", "handle: wood", "age range: little kid"]
    near = reader().word_by_word("what is the age range for these shoes?", facts)
    assert int(near.argmax()) == 2
    assert near[2] == pytest.approx(
        reader().word_by_word("what is the age range for these shoes?", facts[2:])[0], abs=0.02
    )


def test_a_question_is_like_those_written_for_its_kind_of_fact() -> None:
    names = ["color", "phone standby time", "serial of the box"]
    question = reader().encode_queries(["how many days does it last when nobody touches it?"])[0]
    like = wondered().likeness(question, names, reader().encode_texts(names))
    assert like[1] > like[0]
    assert np.isnan(like[2])  # nobody wrote questions about such a thing


def test_questions_like_measured_ones_are_not_learnt_from() -> None:
    assert apart_from(["Is it heavy?", "what does it smell like"], ["is it heavy"]) == [False, True]
    held = lessons([("is it red?", Evidence("color", "red"), "p")], [], ["is it red"])
    assert held.products == ()
    assert all("is it waterproof" not in k.questions for k in lessons([], [], ["Is it waterproof?"]).kinds)


def test_a_sentence_about_a_fact_becomes_a_question() -> None:
    assert questions_from("The product has two doors.") == ["does it have two doors"]
    assert questions_from("This isn't microwave safe.") == ["is this microwave safe"]
    assert "what is the heel height" in questions_from("The heel height is 3 inches.")


def test_training_changes_the_upper_layers_and_is_read_again(tmp_path: Path) -> None:
    pairs = [(f"how {w} is it?", Evidence(w, "3"), "p") for w in ("tall", "wide", "heavy")]
    model, file = AnsweringEncoder(), tmp_path / "answering.safetensors"
    before = {n: p.detach().clone() for n, p in model.adapted().items()}
    learn(lessons(pairs, [(Evidence("color", "red"), "It is red.")], []), model, steps=1, path=file)
    assert any(not torch.equal(before[n], p) for n, p in model.adapted().items())
    assert Reader(file).encode_texts(["how tall is it?"]).shape == (1, 384)


def test_a_comparison_shows_differences_in_one_unit_and_marks_the_better() -> None:
    rows = {row.name: row for row in compare([BOTTLE, OTHER])}
    assert rows["capacity"].values == ("0.5 l", "0.7 l")
    assert rows["capacity"].better == 1
    assert rows["weight"].values == ("300 g", "250 g")
    assert rows["weight"].better == 1
    assert rows["price"].better == 0
    assert rows["color"].better == -1
    assert "brand" not in rows


def test_nothing_is_compared_with_itself() -> None:
    assert compare([BOTTLE]) == []


BOOT = Product(
    "3", "Fell Boot", 9900, "USD", material="lambswool", rating=4.5, review_count=12,
    variants=(
        Variant("a", color="red", size="US 9 kids"), Variant("b", color="dark blue", size="US 11 kids"),
        Variant("c", color="green", size="US 9 kids", availability="out_of_stock"),
    ),
    attributes=(
        Attribute("laptop_size", 14.0, "in"), Attribute("capacity", "2 people"), Attribute("origin", "Italy"),
        Attribute("weight", 1.6, "kg"),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "truth"),
    [
        ("does it fit a 15-inch laptop?", False),
        ("can it hold a 13 inch laptop?", True),
        ("does it hold 14-inch laptops", True),
        ("does it fit two people?", True),
        ("can it take 3 people?", False),
        ("is it lighter than 2 kg?", True),
        ("is it under 1500 g?", False),
        ("它的重量不到2公斤吗？", True),
        ("how heavy is it?", None),
        ("is the second one under 2 kg and made well?", True),
        ("where is it made?", None),
    ],
)
def test_a_fact_decides_what_a_question_asks_whether(question: str, truth: bool | None) -> None:
    assert answer_from_facts(question, BOOT)[0].truth is truth


@pytest.mark.parametrize(
    ("named", "name", "truth"),
    [
        (Constraints(color=("red",)), "color_options", True),
        (Constraints(color=("blue",)), "color_options", True),
        (Constraints(color=("yellow",)), "color_options", False),
        (Constraints(color=("green",)), "color_sold_out", False),
        (Constraints(size="9"), "size_options", True),
        (Constraints(size="10"), "size_options", False),
        (Constraints(size="XL"), "size_options", False),
        (Constraints(size="EU 26"), "size_options", True),  # the same foot as US 9 for children
        (Constraints(size="EU 42"), "size_options", False),
        (Constraints(material="wool"), "material", True),  # lambswool is a wool
        (Constraints(material="leather"), "material", False),
    ],
)
def test_what_a_product_comes_in_is_read_from_its_variants(named: Constraints, name: str, truth: bool | None) -> None:
    (answer,) = answer_from_facts("does it come in that?", BOOT, named=named)
    assert (answer.name, answer.truth) == (name, truth)


def test_an_option_that_no_variant_has_lists_those_there_are() -> None:
    (answer,) = answer_from_facts("do you have it in yellow?", BOOT, named=Constraints(color=("yellow",)))
    assert answer.value == "red, dark blue, green"
    (sold_out,) = answer_from_facts("and in green?", BOOT, named=Constraints(color=("green",)))
    assert sold_out.value == "red, dark blue"


def test_what_people_say_is_their_rating() -> None:
    assert answer_from_facts("what do people think of it?", BOOT)[0].name == "rating"
    assert answer_from_facts("评价好吗", BOOT)[0].name == "rating"


def test_a_comparative_asks_about_its_attribute() -> None:
    assert asks_about("which one is brighter?", "brightness")
    assert asks_about("哪个更亮", "brightness")
    assert not asks_about("which one is brighter?", "weight")
