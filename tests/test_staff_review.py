"""Judging: what is picked and why, marks that two readers give at once, and how far they agree."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from knowledge.records import Records, digests, open_records
from knowledge.records.reviews import WAITS_S, kappa, version_of
from knowledge.records.schema import pick
from tests.staff_desk import form_token, signed_in, talked

ADA, EVE, ROB = 1, 2, 3


@pytest.fixture
def records(staffed: Path, tmp_path: Path) -> Iterator[Records]:
    records = open_records(Path(shutil.copytree(staffed, tmp_path / "home")))
    yield records
    records.close()


def queue(records: Records, reader: int, reason: str = "") -> list[tuple[str, int, tuple[str, ...]]]:
    return [(p.session, p.turn, p.reasons) for p in records.reviews.queue(reader, reason) if p.reasons != ("random",)]


def test_the_queue_holds_what_deserves_a_look_the_weightiest_first_and_says_why(records: Records) -> None:
    talked(records, "fine", ("hello", "hi"))
    talked(records, "unsure", ("hmm", "?"), sure=0.4)
    talked(records, "dropped", ("kettle", "yes"), dropped=1)
    talked(records, "handed", ("person", "yes"), handoff=True)
    talked(records, "open", ("plutonium", "no"), kind="nothing")
    talked(records, "thumbed", ("kettle", "no"), dropped=1)
    records.conversations.rate("thumbed", 1, False, "")
    talked(records, "cross", ("bah", "sorry"))
    with records.database.write() as connection:
        digests.note_mood(connection, "cross", 1, "angry", 2e9)
    why = {session: set(reasons) - {"random"} for session, _, reasons in queue(records, ROB)}
    assert why == {
        "thumbed": {"thumbs_down", "dropped_claims"}, "cross": {"angry"}, "dropped": {"dropped_claims"},
        "handed": {"handed_over"}, "unsure": {"low_confidence"}, "open": {"unanswered"},
    }  # fmt: skip
    assert [session for session, *_ in queue(records, ROB)][:4] == ["thumbed", "cross", "dropped", "handed"]
    assert {session for session, *_ in queue(records, ROB, "dropped_claims")} == {"thumbed", "dropped"}
    assert records.reviews.waiting(ROB)["dropped_claims"] == 2


def test_a_random_share_is_picked_whatever_it_is() -> None:
    picked = [n for n in range(5000) if digests.reasons_of(f"session-{n}", 1, {}) == ["random"]]
    assert 70 <= len(picked) <= 130  # one in fifty


def test_what_one_has_read_waits_for_a_second_reader_only_where_two_are_wanted(records: Records) -> None:
    for name, wanted in (("one", 1), ("two", 2)):
        talked(records, name, ("kettle", "yes"), dropped=1)
        with records.database.write() as connection:
            connection.execute(update(pick).where(pick.c.session == name).values(wanted=wanted))
        records.reviews.save(name, 1, ROB, {"true": "no"}, "", 0)
    assert queue(records, ROB) == []
    assert [session for session, *_ in queue(records, EVE)] == ["two"]
    records.reviews.save("two", 1, EVE, {"true": "no"}, "", 1)
    assert queue(records, ADA) == []


def test_what_is_a_month_old_no_longer_waits(records: Records) -> None:
    talked(records, "old", ("kettle", "yes"), dropped=1)
    with records.database.write() as connection:
        connection.execute(update(pick).values(time=pick.c.time - WAITS_S))
    assert queue(records, ROB) == []


def test_kappa_is_agreement_beyond_chance() -> None:
    # 50 turns: 20 both yes, 15 both no, 5 yes/no, 10 no/yes. Observed 35/50 = .7; expected .5*.6 + .5*.4 = .5;
    # (.7 - .5) / (1 - .5) = .4
    pairs = [("yes", "yes")] * 20 + [("no", "no")] * 15 + [("yes", "no")] * 5 + [("no", "yes")] * 10
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([("yes", "yes"), ("no", "no")]) == pytest.approx(1.0)
    assert kappa([("yes", "no"), ("no", "yes")]) == pytest.approx(-1.0)
    assert kappa([]) is None and kappa([("yes", "yes")] * 9) is None


def test_agreement_is_told_for_each_line_with_how_many_were_read_twice(records: Records) -> None:
    marks = [("yes", "yes"), ("no", "no"), ("yes", "no"), ("no", "no")]
    for n, (first, second) in enumerate(marks):
        talked(records, f"s{n}", ("kettle", "yes"))
        records.reviews.save(f"s{n}", 1, ROB, {"true": first, "polite": "yes"}, "", 0)
        records.reviews.save(f"s{n}", 1, EVE, {"true": second}, "", 1)
    lines = {line.line: line for line in records.reviews.agreement()}
    # observed 3/4; expected (2*1 + 2*3) / 16 = .5; (.75 - .5) / .5 = .5
    assert (lines["true"].read_twice, lines["true"].agreed, lines["true"].kappa) == (4, 3, pytest.approx(0.5))
    assert lines["polite"].read_twice == 0 and lines["polite"].kappa is None
    page = signed_in(records, "Rob").get("/staff/review/agreement").text
    assert "0.50" in page and "(75%)" in page


def judge(client: TestClient, session: str, turn: int, seen: int, **marks: str) -> "tuple[int, str]":
    token = form_token(client.get("/staff/conversations").text)
    values = {"csrf": token, "seen": str(seen), **marks}
    answer = client.post(f"/staff/review/{session}/{turn}", data=values, follow_redirects=False)
    return answer.status_code, answer.text


def test_two_people_at_once_see_each_others_marks_and_lose_nothing(records: Records) -> None:
    talked(records, "s", ("kettle", "yes"))
    rob, eve = signed_in(records, "Rob"), signed_in(records, "Eve")
    page = eve.get("/staff/conversations/s").text  # opened before Rob has saved
    seen = int(re.findall(r'name="seen" value="(\d+)"', page)[0])
    assert judge(rob, "s", 1, seen, true="no", note="The price is last year's")[0] == 303
    status, shown = judge(eve, "s", 1, seen, true="yes", note="Reads well to me")
    assert status == 409
    assert "The price is last year&#39;s" in shown and "Reads well to me" in shown
    assert [r.reviewer for r in records.reviews.of("s")] == ["Rob"]
    seen = int(re.findall(r'name="seen" value="(\d+)"', shown)[0])
    assert judge(eve, "s", 1, seen, true="yes", note="Reads well to me")[0] == 303
    assert {r.reviewer: (dict(r.marks), r.note) for r in records.reviews.of("s")} == {
        "Rob": ({"true": "no"}, "The price is last year's"), "Eve": ({"true": "yes"}, "Reads well to me"),
    }  # fmt: skip


def test_one_person_in_two_windows_does_not_overwrite_what_they_wrote(records: Records) -> None:
    talked(records, "s", ("kettle", "yes"))
    rob = signed_in(records, "Rob")
    assert judge(rob, "s", 1, 0, true="no", note="first window")[0] == 303
    status, shown = judge(rob, "s", 1, 0, true="yes", note="second window")
    assert status == 409 and "second window" in shown
    assert [r.note for r in records.reviews.of("s")] == ["first window"]


def test_a_reader_sees_what_others_think_only_after_saying_so_themselves(records: Records) -> None:
    talked(records, "s", ("kettle", "yes"))
    records.reviews.save("s", 1, ROB, {"true": "no"}, "made up", 0)
    eve = signed_in(records, "Eve")
    page = eve.get("/staff/conversations/s").text
    assert "made up" not in page and "1 other reading" in page
    judge(eve, "s", 1, 1, true="yes")
    assert "made up" in eve.get("/staff/conversations/s").text


def test_a_review_needs_a_mark_of_the_rubric_and_a_turn(records: Records) -> None:
    talked(records, "s", ("kettle", "yes"))
    rob = signed_in(records, "Rob")
    status, shown = judge(rob, "s", 1, 0, note="nothing marked, but written")
    assert status == 422 and "Mark at least one line" in shown and "nothing marked, but written" in shown
    assert judge(rob, "s", 1, 0, true="maybe")[0] == 422
    assert judge(rob, "s", 9, 0, true="yes")[0] == 404
    assert records.reviews.of("s") == []


def test_a_turn_read_unasked_counts_as_read(records: Records) -> None:
    talked(records, "fine", ("hello", "hi"))
    reviews = records.reviews.save("fine", 1, ROB, {"polite": "yes"}, "", 0)
    assert version_of(reviews) == 1
    assert records.transcripts.get("fine").reviews == 1  # type: ignore[union-attr]
    again = records.reviews.save("fine", 1, ROB, {"polite": "no"}, "", 1)
    assert version_of(again) == 2 and len(again) == 1
    assert records.transcripts.get("fine").reviews == 1  # type: ignore[union-attr]


def test_saving_from_the_queue_leads_on_to_the_next(records: Records) -> None:
    talked(records, "heavy", ("kettle", "yes"), dropped=1, handoff=True)
    talked(records, "light", ("kettle", "yes"), sure=0.1)
    rob = signed_in(records, "Rob")
    first = rob.get("/staff/review/next", follow_redirects=False).headers["location"]
    assert first == "/staff/conversations/heavy?turn=1&queue=all"
    skipped = rob.get("/staff/review/next?skip=heavy:1", follow_redirects=False).headers["location"]
    assert skipped == "/staff/conversations/light?turn=1&queue=all"
    judge(rob, "heavy", 1, 0, true="no", queue="all")
    assert rob.get("/staff/review/next", follow_redirects=False).headers["location"] == skipped
