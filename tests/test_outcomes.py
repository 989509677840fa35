"""What becomes of conversations is counted as it happens, and what is unusual is told, with what it is about."""

import time
from pathlib import Path

import pytest

from knowledge.events import Event
from knowledge.records import Records
from knowledge.records.outcomes import DAY_S, TurnOutcome
from knowledge.records.privacy import erase, held_on
from knowledge.sentiment.limits import usual
from knowledge.sentiment.topics import topics
from knowledge.sentiment.watch import watch
from tests.database import records_for

NOW = 1_767_225_600.0 + 12 * 3600
TODAY = int(NOW // DAY_S)


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return records_for(tmp_path)


def turn(records: Records, session: str, number: int = 1, **values: object) -> None:
    records.outcomes.record(TurnOutcome(session, number, **{"text": "hello", "time": NOW, **values}))  # type: ignore[arg-type]


def test_each_outcome_is_counted_once_under_its_day(records: Records) -> None:
    kept = records.outcomes
    turn(records, "answered")
    turn(records, "left", answered=False, gap="no_result", words="plutonium", text="Plutonium?")
    turn(records, "bought", products_ms=44.0)
    turn(records, "bought", 2, answered=False)
    turn(records, "handed", answered=False)
    kept.hand_over("handed")
    for name in ("select_item", "add_to_cart", "purchase", "search"):
        kept.happened([Event("", name, "p1", session="bought", time=NOW)])
    (day,) = kept.days(TODAY, TODAY, now=NOW + 7200)
    assert (day.conversations, day.turns, day.answers) == (4, 5, 2)
    assert (day.resolved, day.left, day.handed_over, day.open) == (2, 1, 1, 0)
    assert (day.clicked, day.added, day.bought) == (1, 1, 1)
    assert kept.days(TODAY, TODAY, now=NOW + 60)[0].open == 1, "a conversation that may go on was called left"
    assert [d.conversations for d in kept.days(TODAY - 1, TODAY + 1)] == [0, 4, 0]


def test_a_turn_that_is_recorded_again_counts_once(records: Records) -> None:
    turn(records, "s", mood="negative")
    turn(records, "s", mood="negative")
    (day,) = records.outcomes.days(TODAY, TODAY)
    assert (day.turns, day.negative) == (1, 1)


def test_a_purchase_counts_for_the_shoppers_newest_conversation(records: Records) -> None:
    turn(records, "old", shopper="ann", time=NOW - 3 * DAY_S)
    turn(records, "new", shopper="ann")
    records.outcomes.happened([Event("ann", "purchase", "p1", time=NOW + 60)])
    bought = {s: (records.outcomes.of(s) or {})["bought"] for s in ("old", "new")}
    assert bought == {"old": False, "new": True}


def test_the_survey_keeps_the_last_answer_and_refuses_nonsense(records: Records) -> None:
    turn(records, "s")
    records.outcomes.rate("s", 2)
    records.outcomes.rate("s", 5)
    (day,) = records.outcomes.days(TODAY, TODAY)
    assert (day.rated, day.rating_sum, day.satisfied) == (1, 5, 1)
    with pytest.raises(ValueError, match="1 to 5"):
        records.outcomes.rate("s", 6)
    with pytest.raises(LookupError):
        records.outcomes.rate("nobody", 3)


def test_gaps_are_counted_by_what_was_asked(records: Records) -> None:
    for i in range(3):
        turn(records, f"a{i}", gap="missing", words="surfboard", text=f"a surfboard {i}")
    turn(records, "b", gap="missing", words="kayak", text="Kayak!")
    turn(records, "c", gap="unanswered", words="is it vegan", text="Is it vegan?")
    found = records.outcomes.gaps("missing", TODAY, TODAY)
    assert [(g.words, g.count) for g in found] == [("surfboard", 3), ("kayak", 1)]
    assert records.outcomes.gaps("missing", TODAY + 1, TODAY + 9) == []


def test_the_time_to_products_is_given_by_its_percentiles(records: Records) -> None:
    for i in range(100):
        turn(records, f"s{i}", products_ms=float(i * 10 + 5))
    assert records.outcomes.products_ms(TODAY, TODAY) == (500.0, 950.0)
    assert records.outcomes.products_ms(TODAY + 1, TODAY + 1) is None


def test_an_erased_shopper_leaves_nothing_behind(records: Records) -> None:
    records.conversations.receive("s", "m", "hello", "ann", "en")
    turn(records, "s", shopper="ann", mood="negative", gap="missing", words="kayak")
    records.live.call("s", "asked")
    records.live.leave_address("s", b"sealed")
    assert all(held_on(records.database, "ann")[name] for name in ("moods", "outcomes", "gaps", "live_chats"))
    gone = erase(records.database, "ann")
    assert all(gone[name] == 1 for name in ("moods", "outcomes", "gaps", "live_chats", "left_addresses"))
    assert records.outcomes.of("s") is None and records.live.address_of("s") is None
    assert records.live.waiting() == []


def test_limits_are_laneys_worked_out_by_hand() -> None:
    # Two hours of 100 turns, 10 and 30 negative: share (40+4)/(200+40) = .18333, one hour's sigma .038695,
    # scores -2.1536 and 3.0150, moving range 5.1686 over 1.128 = 4.5821.
    seen = usual([(10, 100), (30, 100)])
    assert seen.share == pytest.approx(0.18333, abs=1e-5)
    assert seen.spread == pytest.approx(4.5821, abs=1e-3)
    assert seen.upper(100) == pytest.approx(0.18333 + 3 * 4.5821 * 0.038695, abs=1e-3)
    steady = usual([(10, 100)] * 20)
    assert steady.spread == 1.0, "even hours narrowed the limits below chance"


def fill(records: Records, since_h: int, an_hour: int, negative: int) -> None:
    for hour in range(since_h, 1, -1):
        for i in range(an_hour):
            mood = "negative" if i < negative else "neutral"
            turn(records, f"h{hour}-{i}", mood=mood, time=NOW - hour * 3600 + 60 + i)


def burst(records: Records, texts: list[str]) -> None:
    for i, text in enumerate(texts):
        records.conversations.receive(f"b{i}", "m", text, "", "en")
        turn(records, f"b{i}", text=text, mood="negative", time=NOW - 600 + i)


def test_a_burst_of_complaints_raises_one_alert_that_names_its_topic(records: Records) -> None:
    fill(records, 48, 10, 1)
    assert watch(records.outcomes, NOW) is None, "a usual hour raised an alert"
    burst(records, ["the parcel is lost", "my parcel got lost", "lost parcel again", "you lost my parcel"] * 3)
    found = watch(records.outcomes, NOW)
    assert found is not None and (found.negative, found.total) == (12, 12)
    assert {"parcel", "lost"} & {w for word in found.topics[0]["words"] for w in word.split()}
    assert found.topics[0]["session"].startswith("b")
    assert watch(records.outcomes, NOW + 60) is None, "the same burst raised a second alert"
    (kept,) = records.outcomes.alerts(unseen=True)
    records.outcomes.see_alert(kept.id, "Ana")
    records.outcomes.see_alert(kept.id, "Ben")
    assert records.outcomes.alerts(unseen=True) == [] and records.outcomes.alerts()[0].seen_by == "Ana"
    assert [n.kind for n in records.outbox.due()] == ["sentiment.alert"]


def test_a_busy_hour_with_its_usual_share_raises_nothing(records: Records) -> None:
    fill(records, 24, 20, 4)
    for i in range(60):
        turn(records, f"busy{i}", mood="negative" if i % 5 == 0 else "neutral", time=NOW - 600 + i)
    assert watch(records.outcomes, NOW) is None


def test_topics_keep_what_is_different_apart_in_both_languages() -> None:
    told = topics(
        ["the kettle leaks", "kettle leaking", "my kettle leaks", "refund is missing", "no refund yet, missing",
         "包裹丢了", "快递把包裹弄丢了"]
    )  # fmt: skip
    assert told[0].count == 3 and "kettle" in " ".join(told[0].words)
    assert any("refund" in " ".join(t.words) and t.count == 2 for t in told)
    assert any("包裹" in t.words and t.count == 2 for t in told)
    assert topics([]) == [] and topics(["!!!"]) == []


def test_the_figures_of_a_month_come_quickly(records: Records) -> None:
    for i in range(300):
        turn(records, f"q{i}", time=NOW - (i % 28) * DAY_S)
    start = time.perf_counter()
    records.outcomes.days(TODAY - 27, TODAY)
    assert time.perf_counter() - start < 1.0
