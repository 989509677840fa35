"""What the trace shows of a reply: what the gate refused and why, signals, state and timings, of turns old and new."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agents.record import as_json
from app.staff.traces import CHART, seen, snippet
from knowledge.records import Records, open_records
from knowledge.records.conversations import StoredTurn
from tests.staff_desk import card, signed_in
from tests.test_language_model import scripted, told


@pytest.fixture
def records(staffed: Path, tmp_path: Path) -> Iterator[Records]:
    records = open_records(Path(shutil.copytree(staffed, tmp_path / "home")))
    yield records
    records.close()


def kept(reply: dict[str, Any] | None, text: str = "a jacket") -> StoredTurn:
    return StoredTurn("s", 1, "m", text, 0.0, "answered" if reply else "interrupted", reply, {})


def test_what_the_gate_refused_is_shown_with_the_claim_that_nothing_backs(records: Records) -> None:
    sentences = told(scripted("The @A is $B. It is the cheapest anywhere. The @B is $B."))
    refused = [no for sentence in sentences for no in sentence.refused]
    assert [no.text for no in refused] == ["The Fellwind Shell Jacket is $74.50.", "It is the cheapest anywhere."]
    assert any("$74.50" in claim for claim in refused[0].claims)
    assert sum(sentence.dropped for sentence in sentences) == 2
    reply = {
        "text": "…", "intent": "find_products", "cards": [], "sources": [], "dropped": 2, "ms": {"total": 5.0},
        "trace": {"understanding": {"intent": "find_products"}, "plan": {"kind": "offer", "points": []},
                  "sentences": as_json(sentences)},
    }  # fmt: skip
    records.conversations.receive("s", "m", "a jacket", "", "en")
    records.conversations.answer("s", 1, reply, {}, "en")
    page = signed_in(records, "Rob").get("/staff/conversations/s").text
    assert '<s dir="auto">The Fellwind Shell Jacket is $74.50.</s>' in page
    assert "no record backs" in page and "2 dropped" in page


def test_bars_stand_one_after_another_and_fill_the_chart() -> None:
    ms = {"understand": 50.0, "retrieve": 25.0, "rerank": 0.0, "reply": 25.0, "total": 100.0}
    bars = seen(kept({"text": "", "ms": ms})).bars
    assert [(b.name, b.start, b.length) for b in bars] == [
        ("understand", 0, CHART / 2), ("retrieve", CHART / 2, CHART / 4), ("rerank", CHART * 3 / 4, 1.5),
        ("reply", CHART * 3 / 4, CHART / 4),
    ]  # fmt: skip


def test_the_state_is_told_before_and_after() -> None:
    before = {"constraints": {"price_max": 200.0, "attributes": {"bluetooth": True}}, "failures": 0}
    after = {"constraints": {"price_max": 100.0, "color": ["red", "blue"], "attributes": {"bluetooth": True}}}
    trace = {"before": before, "understanding": {"state": after}}
    changes = {c.name: (c.before, c.after) for c in seen(kept({"trace": trace})).changes}
    assert changes == {"price_max": ("200", "100"), "bluetooth": ("yes", "yes"), "color": ("", "red, blue")}


def test_the_intent_decided_on_comes_first_and_those_that_hardly_are_do_not_show() -> None:
    scores = {"refine": 0.6, "ask_product": 0.3, "greet": 0.001}
    understood = {"intent": "ask_product", "confidence": 0.9, "scores": scores}
    assert seen(kept({"trace": {"understanding": understood}})).scores == [("ask_product", 0.3), ("refine", 0.6)]


@pytest.mark.parametrize("reply", [None, {}, {"text": "hi"}, {"text": "hi", "cards": [card("k")], "trace": {}}])
def test_a_turn_of_which_little_was_kept_is_still_shown(records: Records, reply: dict[str, Any] | None) -> None:
    records.conversations.receive("s", "m", "hello", "", "en")
    if reply is not None:
        records.conversations.answer("s", 1, reply, {}, "en")
    answer = signed_in(records, "Rob").get("/staff/conversations/s")
    assert answer.status_code == 200 and "hello" in answer.text


def test_a_snippet_stands_around_what_was_searched_for() -> None:
    cut = snippet("x" * 100 + " the red kettle " + "y" * 200, "KETTLE red")
    assert [p.text for p in cut if p.label] == ["red", "kettle"]
    assert cut[0].text == cut[-1].text == "…"
    assert "".join(p.text for p in snippet("送到上海要几天", "上海")) == "送到上海要几天"
