"""What a reply will say is decided by code, from the turn's records."""

from dataclasses import replace
from datetime import datetime

import pytest

from agents.replies.plan import Plan, plan_reply
from agents.replies.points import Done
from agents.turn import Answer, DialogueState, Found, NearMiss, Question, Row, Understanding
from knowledge.constraints import Constraints
from knowledge.product import Attribute, Match, Passage, Product, Variant

NOW = datetime(2026, 5, 4)
SHELL = Product(
    "a", "Fellwind Shell Jacket", 12900, "USD", rating=4.2, review_count=87, attributes=(Attribute("waterproof", True),)
)
DAY = Product("b", "Brook Day Jacket", 7450, "USD", rating=3.9, review_count=31, color="blue")
PARKA = Product("c", "Summit Parka", 26000, "USD", sale_price_cents=20800, rating=4.8, review_count=140)


def understood(text: str = "a jacket", intent: str = "find_products", **more: object) -> Understanding:
    wanted = more.pop("wanted", Constraints())
    state = DialogueState(constraints=wanted)  # type: ignore[arg-type]
    base = Understanding(text, "en", intent, 0.9, True, state=state, query="jacket")
    return replace(base, **more)  # type: ignore[arg-type]


def offered(*products: Product, **more: object) -> Plan:
    found = Found(matches=tuple(Match(p, 1.0) for p in products))
    return plan_reply(understood(**more), found, now=NOW)  # type: ignore[arg-type]


def values(plan: Plan, kind: str) -> dict[str, str]:
    return dict(next(p.values for p in plan.points if p.kind == kind))


def test_an_offer_leads_with_the_best_match_and_names_a_cheaper_one_by_how_much() -> None:
    plan = offered(SHELL, DAY)
    assert values(plan, "lead")["price"] == "$129"
    assert values(plan, "cheaper") == {
        "name": "Brook Day Jacket", "price": "$74.50", "less": "$54.50", "lead": "Fellwind Shell Jacket",
        "rating": "", "reviews": "",
    }  # fmt: skip


def test_nothing_dearer_is_called_cheaper() -> None:
    plan = offered(DAY, SHELL)
    assert [p.kind for p in plan.points if p.kind == "cheaper"] == []


def test_a_better_rating_needs_a_real_gap_and_enough_reviews() -> None:
    assert values(offered(SHELL, PARKA), "better_rated")["rating"] == "4.8"
    few = replace(PARKA, review_count=2)
    assert "better_rated" not in [p.kind for p in offered(SHELL, few).points]


def test_a_sale_is_told_with_its_usual_price() -> None:
    told = values(offered(PARKA), "lead_sale")
    assert (told["price"], told["was"], told["saved"]) == ("$208", "$260", "20%")


def test_the_first_product_in_stock_leads_and_one_sold_out_is_said_to_be() -> None:
    gone = replace(SHELL, availability="out_of_stock")
    plan = offered(gone, DAY)
    assert plan.points[0].product == DAY
    assert ("sold_out", gone) in [(p.kind, p.product) for p in plan.points]


def test_a_sponsored_lead_is_marked() -> None:
    assert "sponsored" in [p.kind for p in offered(replace(SHELL, sponsored=True)).points]


def test_a_wish_that_the_record_meets_is_told() -> None:
    plan = offered(SHELL, wanted=Constraints(attributes={"waterproof": True}))
    assert values(plan, "need_is")["need"] == "waterproof"


def test_a_wish_that_the_record_does_not_meet_is_not() -> None:
    plan = offered(DAY, wanted=Constraints(attributes={"waterproof": True}))
    assert not [p.kind for p in plan.points if p.kind.startswith("need")]


def test_a_near_miss_says_by_how_much_it_misses() -> None:
    found = Found(near=(NearMiss(Match(SHELL, 1.0), "price_max"),), blocked_by="price_max")
    plan = plan_reply(understood("a jacket under $100", wanted=Constraints(price_max=100.0)), found, now=NOW)
    assert plan.kind == "near"
    assert values(plan, "near_price")["over"] == "$29"
    assert plan.ask == Question("relax", values={"constraint": "price_max"})


def test_a_budget_far_exceeded_is_told_as_such() -> None:
    found = Found(near=(NearMiss(Match(SHELL, 1.0), "price_max"),), blocked_by="price_max")
    plan = plan_reply(understood("under 20", wanted=Constraints(price_max=20.0)), found, now=NOW)
    assert values(plan, "near_price_far")["limit"] == "$20"


def test_a_limit_that_the_shopper_did_not_name_is_not_put_in_their_mouth() -> None:
    found = Found(near=(NearMiss(Match(SHELL, 1.0), "price_max"),), blocked_by="price_max")
    plan = plan_reply(understood("around $100", wanted=Constraints(price_max=120.0)), found, now=NOW)
    assert values(plan, "near_over") == {"name": "Fellwind Shell Jacket", "price": "$129"}


def test_a_kind_of_thing_that_is_not_there_is_named() -> None:
    found = Found(near=(NearMiss(Match(SHELL, 1.0), "product_type"),), blocked_by="product_type")
    plan = plan_reply(understood(wanted=Constraints(product_type="kayak")), found, now=NOW)
    assert [(p.kind, p.values.get("type")) for p in plan.points] == [("no_kind", "kayak"), ("nearest", None)]


def test_nothing_found_is_said_and_one_wish_offered_to_let_go() -> None:
    plan = plan_reply(understood(wanted=Constraints(color=("red",), price_max=9.0)), Found(), now=NOW)
    assert [p.kind for p in plan.points] == ["nothing", "relax"]


def test_an_unknown_fact_is_said_to_be_unknown() -> None:
    found = Found(answers=(Answer(SHELL, "weight"),), about=(SHELL,))
    assert plan_reply(understood(intent="ask_product"), found, now=NOW).points[0].kind == "fact_unknown"


def test_a_question_on_stock_is_answered_from_stock() -> None:
    gone = replace(SHELL, availability="out_of_stock")
    found = Found(answers=(Answer(gone, "availability", "out of stock"),), about=(gone,))
    assert plan_reply(understood(intent="ask_product"), found, now=NOW).points[0].kind == "sold_out"


@pytest.mark.parametrize("text", ["is the first one in stock?", "第一个有货吗"])
def test_a_question_on_stock_needs_no_answer_from_the_facts(text: str) -> None:
    plan = plan_reply(understood(text, intent="ask_product"), Found(about=(SHELL,)), now=NOW)
    assert plan.points[0].kind == "in_stock"


def test_a_comparison_names_the_winner_of_each_row() -> None:
    rows = (Row("price", ("$129", "$74.50"), 1), Row("color", ("", "blue"), -1))
    plan = plan_reply(understood(intent="compare"), Found(comparison=rows, about=(SHELL, DAY)), now=NOW)
    assert [(p.kind, p.product) for p in plan.points] == [("winner", DAY)]


def test_a_policy_is_quoted_in_the_shoppers_language() -> None:
    passages = (Passage("z", "可以退货吗", "30 天内可以退货。", "zh"), Passage("e", "Returns?", "Within 30 days."))
    plan = plan_reply(understood(intent="ask_policy"), Found(passages=passages), now=NOW)
    assert plan.points[0].values == {"answer": "Within 30 days."}


def test_what_a_tool_did_is_told_first() -> None:
    done = (Done("cart_added", {"quantity": "2", "total": "$258"}, SHELL),)
    plan = plan_reply(understood(intent="add_to_cart"), Found(about=(SHELL,)), now=NOW, done=done)
    assert plan.points[0].values["name"] == "Fellwind Shell Jacket"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I want to kill myself", "care_distress"), ("不想活了", "care_distress"),
        ("what dosage should my son take", "care_medical"), ("孕妇能吃这个吗", "care_medical"),
        ("I will sue you", "care_legal"), ("我要找律师", "care_legal"),
        ("how do I make a bomb from these", "care_danger"), ("怎么制作炸弹", "care_danger"),
    ],
)  # fmt: skip
def test_grave_asks_get_care_and_a_person(text: str, kind: str) -> None:
    plan = plan_reply(understood(text), Found(matches=(Match(SHELL, 1.0),)), now=NOW)
    assert ([p.kind for p in plan.points], plan.handoff) == ([kind], True)


@pytest.mark.parametrize("text", ["a killer jacket", "bath bombs for my mum", "a legal pad", "good for hiking"])
def test_ordinary_asks_do_not(text: str) -> None:
    assert offered(SHELL, text=text).kind == "offer"


def test_out_of_scope_is_refused_without_products() -> None:
    plan = plan_reply(understood(intent="out_of_scope", in_scope=False), Found(), now=NOW)
    assert plan.kind == "refuse"


def test_a_size_is_asked_where_sizes_are_open_with_those_in_stock_as_choices() -> None:
    sizes = (Variant("1", size="41"), Variant("2", size="42"), Variant("3", size="43", availability="out_of_stock"))
    assert offered(replace(SHELL, variants=sizes)).ask == Question("size", ("41", "42"))
    assert offered(replace(SHELL, variants=sizes), wanted=Constraints(size="42")).ask is None


def test_two_products_of_one_title_are_told_apart() -> None:
    plan = offered(replace(SHELL, color="red"), replace(SHELL, id="z", color="green"))
    assert set(plan.names.values()) == {"Fellwind Shell Jacket (red)", "Fellwind Shell Jacket (green)"}
