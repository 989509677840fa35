"""Plain wording: every kind of point in both languages, varied, true by the gate, and free of gaps."""

import random
import re
from pathlib import Path

import pytest

import prompts
from agents.replies.gate import check
from agents.replies.plain import plain
from agents.replies.plan import Plan, plan_reply
from agents.replies.records import Records, records_of
from agents.turn import Answer, DialogueState, Found, Language, NearMiss, Question, Row, Understanding
from knowledge.constraints import Constraints
from knowledge.product import Attribute, Match, Passage, Product
from tests.test_plan import DAY, NOW, SHELL, offered

WORDING = Path(prompts.__file__).parent / "reply"
NOUNS = ("Fellwind Shell", "Brook Day Jacket", "Summit Storm Parka", "Lumo Air", "Pomme Kettle")
FACTS = (Attribute("waterproof", True), Attribute("weight", 480.0, "g"), Attribute("cordless", False))


def invented(rng: random.Random, name: str) -> Product:
    cents = rng.randint(900, 90000)
    return Product(
        name, name, cents, "USD", rating=round(rng.uniform(3, 5), 1), review_count=rng.randint(0, 90),
        sale_price_cents=round(cents * 0.8) if rng.random() < 0.3 else None, sponsored=rng.random() < 0.1,
        availability="out_of_stock" if rng.random() < 0.2 else "in_stock", attributes=FACTS, color="blue", brand="Fell",
        material="cotton",
    )  # fmt: skip


def turn(rng: random.Random, language: Language) -> tuple[Plan, Records]:
    """Return the plan and the records of an invented turn."""
    products = tuple(invented(rng, name) for name in rng.sample(NOUNS, 3))
    wanted = Constraints(price_max=50.0, color=("blue",), attributes={"waterproof": True})
    understanding = Understanding(
        "blue, under $50", language, "find_products", 1.0, True, state=DialogueState(constraints=wanted), query="x"
    )
    near = tuple(NearMiss(Match(p, 1.0), rng.choice(("price_max", "color", "size", "in_stock"))) for p in products)
    near = tuple(n for n in near if n.breaks != "price_max" or n.match.product.price > 50)
    near = tuple(n for n in near if n.breaks != "in_stock" or not n.match.product.in_stock)
    a, b, _ = products
    rows = (
        Row(
            "rating",
            (str(a.rating), str(b.rating)),
            -1 if a.rating == b.rating else int((b.rating or 0) > (a.rating or 0)),
        ),
    )
    founds = (
        Found(matches=tuple(Match(p, 1.0) for p in products)),
        Found(near=near, blocked_by=near[0].breaks) if near else Found(),
        Found(answers=(Answer(a, "weight", "480 g"), Answer(a, "noise"), Answer(a, "waterproof", "yes")), about=(a,)),
        Found(comparison=rows, about=(a, b)),
        Found(passages=(Passage("p", "?", "Unused items can be returned within 30 days." if language == "en" else
                                "未使用的商品 30 天内可以退货。", language),)),
    )  # fmt: skip
    found = rng.choice(founds)
    plan = plan_reply(understanding, found, now=NOW)
    return plan, records_of(found, plan)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_plain_words_always_pass_the_gate(language: Language) -> None:
    rng = random.Random(11)
    for seed in range(300):
        plan, records = turn(rng, language)
        before = None
        for sentence in plain(plan, seed):
            seen = check(sentence, records, language, before)
            before = seen.about
            assert seen.ok, (sentence, [(c.kind, c.text) for c in seen.unbacked])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_plain_words_have_no_gaps_and_no_markup(language: Language) -> None:
    rng = random.Random(5)
    for seed in range(200):
        text = " ".join(plain(turn(rng, language)[0], seed))
        assert not re.search(r"\{|\}|  |None|\(\)|（）| [,.;]|，。", text), text


def test_the_same_seed_says_the_same_and_others_vary() -> None:
    plan = offered(SHELL, DAY)
    assert plain(plan, 7) == plain(plan, 7)
    assert len({tuple(plain(plan, seed)) for seed in range(20)}) >= 5


def test_every_wording_stands_in_both_languages_in_more_ways_than_one() -> None:
    english = {f.name.removesuffix(".en.txt") for f in WORDING.glob("*.en.txt")}
    chinese = {f.name.removesuffix(".zh.txt") for f in WORDING.glob("*.zh.txt")}
    assert english == chinese
    single = {"passage", "labels", "care_distress", "care_danger", "slots_system", "server_system", "server_user"}
    for name in english - single:
        for language in ("en", "zh"):
            assert "\n---\n" in (WORDING / f"{name}.{language}.txt").read_text("utf-8"), name


def test_a_question_closes_the_reply_with_its_label_worded() -> None:
    plan = Plan("ask", "zh", ask=Question("relax", values={"constraint": "price_max"}))
    assert all("预算" in plain(plan, seed)[-1] for seed in range(4))
