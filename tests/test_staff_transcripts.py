"""Finding conversations, reading one beside its trace, and what is hidden from whom."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, text, update

from agents.turn import INTENTS as SPOKEN_INTENTS
from app.staff.traces import pieces
from knowledge.pii import mask
from knowledge.records import Records, open_records
from knowledge.records.digests import INTENTS
from knowledge.records.outcomes import TurnOutcome
from knowledge.records.privacy import erase
from knowledge.records.schema import digest
from knowledge.records.transcripts import Wanted
from tests.database import SERVER, records_for
from tests.staff_desk import form_token, signed_in, talked

EVIL = "<img src=x onerror=alert(1)><script>alert(1)</script>"


@pytest.fixture
def records(staffed: Path, tmp_path: Path) -> Iterator[Records]:
    if SERVER:
        records = records_for(tmp_path, staffed=True)
    else:
        records = open_records(Path(shutil.copytree(staffed, tmp_path / "home")))
    yield records
    records.close()


@pytest.fixture
def shop(records: Records) -> Records:
    """Five conversations, oldest first: a, b, c (Chinese), d, e."""
    talked(records, "a", ("A red kettle, café style", "The Nord SM-R910 fits"), intent="find_products", products=["k1"])
    talked(records, "b", ("Where is my order", "On its way"), intent="order_status", sure=0.3)
    talked(records, "c", ("我想买蓝牙耳机", "好的，有货"), language="zh", intent="find_products", products=["h1", "h2"])
    talked(records, "d", ("This is broken", "A colleague helps"), intent="complaint", handoff=True, dropped=2)
    talked(records, "e", ("plutonium", "Nothing"), ("then a kettle", "Here"), intent="find_products", kind="nothing")
    records.conversations.rate("d", 1, False, "")
    records.conversations.rate("a", 1, True, "")
    return records


def found(records: Records, **wanted: Any) -> str:
    return "".join(row.session for row in records.transcripts.page(Wanted(**wanted)).rows)


@pytest.mark.parametrize(
    ("asked", "sessions"),
    [
        ("kettle", "ea"), ("KETT", "ea"), ("cafe", "a"), ("café", "a"), ("kettle plutonium", "e"), ("sm-r910", "a"),
        ("r91", "a"), ('"red kettle"', "a"), ('"kettle red"', ""), ("nord", "a"), ("耳机", "c"), ("蓝牙耳机", "c"),
        ("机", "c"), ("牙", "c"), ("想买 有货", "c"), ("耳蓝", ""), ("nothing there", ""), ("", "edcba"),
        ('"', ""), ("' OR 1=1 --", ""), ("kettle NOT red", ""), ("NEAR(kettle red)", ""), ("*", ""), ("^kettle", "ea"),
    ],
)  # fmt: skip
def test_words_are_found_in_both_languages_and_are_never_read_as_a_query(
    shop: Records, asked: str, sessions: str
) -> None:
    assert found(shop, text=asked) == sessions


@pytest.mark.parametrize(
    ("wanted", "sessions"),
    [
        ({"language": "zh"}, "c"), ({"intent": "find_products"}, "eca"), ({"intent": "complaint"}, "d"),
        ({"products": ("h2", "gone")}, "c"), ({"rating": "down"}, "d"), ({"rating": "up"}, "a"),
        ({"rating": "none"}, "ecb"),
        ({"flags": ("handed_over",)}, "d"), ({"flags": ("dropped",)}, "d"), ({"flags": ("unanswered",)}, "e"),
        ({"flags": ("unsure",)}, "b"), ({"reviewed": "nobody"}, "edcba"), ({"reviewed": "anybody"}, ""),
        ({"text": "kettle", "rating": "up"}, "a"), ({"text": "kettle", "language": "zh"}, ""),
    ],
)  # fmt: skip
def test_each_filter_holds(shop: Records, wanted: dict[str, Any], sessions: str) -> None:
    assert found(shop, **wanted) == sessions


def test_moods_and_reviewers_are_filters_too(shop: Records) -> None:
    from knowledge.records import digests

    with shop.database.write() as connection:
        digests.note_mood(connection, "a", 1, "neutral", 1.0)
        digests.note_mood(connection, "d", 1, "angry", 1.0)
        digests.note_mood(connection, "d", 1, "positive", 1.0)  # the worst one counts
    rob = next(p for p in shop.staff.people() if p.name == "Rob")
    shop.reviews.save("b", 1, rob.id, {"true": "no"}, "", 0)
    assert found(shop, mood="angry") == found(shop, mood="negative") == "d"
    assert found(shop, mood="positive") == ""
    assert found(shop, reviewed=str(rob.id)) == found(shop, reviewed="anybody") == "b"


def test_an_answer_to_the_survey_counts_as_a_rating(shop: Records) -> None:
    for session, rating in (("b", 5), ("c", 1), ("e", 3)):
        shop.outcomes.record(TurnOutcome(session, 1, "…"))
        shop.outcomes.rate(session, rating)
    assert found(shop, rating="up") == "ba" and found(shop, rating="down") == "dc"
    shop.conversations.rate("c", 1, True, "")
    assert found(shop, rating="up") == "cba"
    assert "thumbs_down" in shop.reviews.why("c")[1]


def test_time_is_from_one_day_up_to_another(shop: Records) -> None:
    with shop.database.write() as connection:
        for session, day in zip("abcde", range(1, 6), strict=True):
            aged = update(digest).where(digest.c.session == session)
            connection.execute(aged.values(started=day * 86_400.0 + 5))
    assert found(shop, since=2 * 86_400.0, until=4 * 86_400.0) == "cb"
    assert found(shop, since=2 * 86_400.0, text="kettle") == "e"
    assert found(shop, until=86_400.0) == ""


@pytest.mark.parametrize("asked", ["", "kettle"])
def test_pages_walk_every_conversation_once_there_and_back(records: Records, asked: str) -> None:
    for n in range(23):
        talked(records, f"s{n:02}", ("kettle", "yes"))
    wanted, ahead, before = Wanted(text=asked), list[str](), 0
    while True:
        page = records.transcripts.page(wanted, before, limit=5)
        ahead += [row.session for row in page.rows]
        if not page.older:
            break
        before = page.older
    assert ahead == [f"s{n:02}" for n in reversed(range(23))]
    back, newer = [row.session for row in page.rows], page.newer
    while newer:
        page = records.transcripts.page(wanted, after=newer, limit=5)
        back = [row.session for row in page.rows] + back
        newer = page.newer
    assert back == ahead
    assert records.transcripts.count(wanted) == 23 and records.transcripts.count(wanted, 10) == 10


def test_neighbours_are_those_of_the_filtered_list(shop: Records) -> None:
    a = shop.transcripts.get("a")
    e = shop.transcripts.get("e")
    assert a and e
    assert shop.transcripts.beside(a.number, Wanted(text="kettle")) == ("e", "")
    assert shop.transcripts.beside(e.number, Wanted(text="kettle")) == ("", "a")
    assert shop.transcripts.beside(a.number, Wanted()) == ("b", "")


def test_intents_are_those_that_turns_have() -> None:
    assert INTENTS == SPOKEN_INTENTS


def test_what_a_shopper_said_is_no_longer_found_once_erased(records: Records) -> None:
    talked(records, "mine", ("a secret kettle", "yes"), shopper="ann", products=["k1"], dropped=1)
    records.reviews.save("mine", 1, 1, {"true": "yes"}, "she wants a secret kettle", 0)
    erase(records.database, "ann")
    assert found(records, text="secret") == "" and records.reviews.of("mine") == []
    with records.database.read() as connection:
        for table in ("digest", "digest_product", "pick", "review", "conversation_text"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0, table
        assert (
            connection.execute(text("SELECT count(*) FROM conversation_text WHERE body LIKE '%secret%'")).scalar() == 0
        )


def test_conversations_of_an_older_version_become_findable_as_if_just_written(shop: Records) -> None:
    rows = select(digest).order_by(digest.c.number)
    with shop.database.read() as connection:
        before = [dict(row) for row in connection.execute(rows).mappings()]
    with shop.database.write() as connection:
        connection.execute(delete(digest))
    assert found(shop) == ""
    assert shop.transcripts.catch_up() == 5
    with shop.database.read() as connection:
        after = [dict(row) for row in connection.execute(rows).mappings()]
    same = [name for name in before[0] if name not in ("number", "started", "updated", "sentiment")]
    assert [{n: row[n] for n in same} for row in after] == [{n: row[n] for n in same} for row in before]
    assert found(shop, text="kettle") == "ea"


def test_a_message_is_cut_into_labelled_and_hidden_pieces() -> None:
    said = "a red kettle to ann@example.com"
    spans = [
        {"label": "color", "text": "red", "start": 2, "end": 5, "score": 0.9},
        {"label": "core_product_type", "text": "kettle", "start": 6, "end": 12},
        {"label": "origin", "text": "nowhere", "start": 0, "end": 7},
    ]
    cut = list(pieces(said, spans))
    assert [(p.text, p.label or p.hidden) for p in cut] == [
        ("a ", ""), ("red", "color"), (" ", ""), ("kettle", "core_product_type"), (" to ", ""), ("[email]", "email"),
    ]  # fmt: skip
    assert "ann" not in "".join(p.text for p in cut)


def test_personal_data_is_shown_to_an_admin_who_asks_and_that_is_logged(records: Records) -> None:
    said = mask("write to ann@example.com")
    talked(records, "s", (said.text, "We will write to you"))
    records.vault.keep("s", 1, said.items)
    admin, reviewer = signed_in(records, "Ada"), signed_in(records, "Rob")
    address = "/staff/conversations/s/turns/1/reveal"
    for client in (admin, reviewer):
        page = client.get("/staff/conversations/s").text
        assert "[email]" in page and "ann@example.com" not in page
    token = form_token(reviewer.get("/staff/conversations/s").text)
    refused = reviewer.post(address, data={"csrf": token})
    assert refused.status_code == 403 and "ann@example.com" not in refused.text
    token = form_token(admin.get("/staff/conversations/s").text)
    assert "ann@example.com" in admin.post(address, data={"csrf": token}).text
    assert [(e.user, e.about) for e in records.staff.logged(act="revealed")] == [("Ada", "s turn 1")]
    assert "ann@example.com" not in admin.get("/staff/conversations/s").text


def test_personal_data_that_an_older_version_kept_open_is_hidden_everywhere(records: Records) -> None:
    talked(records, "s", ("call +1 415 555 0132 now", "I will call +1 415 555 0132"))
    client = signed_in(records, "Rob")
    for page in ("/staff/conversations", "/staff/conversations?q=call", "/staff/conversations/s"):
        html = client.get(page).text
        assert "415 555 0132" not in html and "[phone]" in html, page


def test_hostile_text_is_text_on_every_page(records: Records) -> None:
    talked(records, "s", (EVIL, EVIL), intent=EVIL, dropped=1)
    records.reviews.save("s", 1, 1, {"true": "no"}, EVIL, 0)
    client = signed_in(records, "Ada")
    for page in ("/staff/conversations", "/staff/conversations/s", "/staff/review", f"/staff/conversations?q={EVIL}"):
        html = client.get(page).text
        assert "<img src=x" not in html and "<script>alert" not in html, page


def test_a_conversation_that_is_gone_says_so(records: Records) -> None:
    answer = signed_in(records, "Rob").get("/staff/conversations/none")
    assert answer.status_code == 404 and "erased" in answer.text


def test_filters_that_cannot_be_read_count_as_not_said(shop: Records) -> None:
    client = signed_in(shop, "Rob")
    odd = "intent=nope&mood=x&rating=9&since=yesterday&until=2026-99-99&flag=drop&reviewed=me&within=3"
    html = client.get(f"/staff/conversations?{odd}").text
    assert html.count("data-row") == 5
    assert client.get("/staff/conversations?before=abc").status_code == 422


def test_a_turn_cut_off_shows_that_it_has_no_reply(records: Records) -> None:
    records.conversations.receive("s", "m", "hello?", "", "en")
    records.conversations.mark_interrupted()
    assert "the turn was cut off" in signed_in(records, "Rob").get("/staff/conversations/s").text


def test_a_list_is_newest_first_by_when_a_conversation_began(records: Records) -> None:
    talked(records, "first", ("one", "1"))
    talked(records, "second", ("two", "2"))
    talked(records, "first", ("three", "3"))
    page = records.transcripts.page(Wanted())
    assert [(row.session, row.turns, row.opening) for row in page.rows] == [("second", 1, "two"), ("first", 2, "one")]
    assert page.rows[1].updated >= page.rows[0].started <= time.time()


def test_an_admin_exports_a_filtered_list_without_personal_data_and_a_reviewer_does_not(records: Records) -> None:
    talked(records, "sums", ("=1+1 for ann@example.com", "two"), shopper="ann")
    talked(records, "other", ("kettle", "yes"))
    admin = signed_in(records, "Ada")
    rows = admin.get("/staff/export/conversations.json?q=two").json()
    assert [(row["session"], row["opening"], "shopper" in row) for row in rows] == [("sums", "=1+1 for [email]", False)]
    table = admin.get("/staff/export/conversations.csv").text
    assert "'=1+1 for [email]" in table and table.count("\n") == 3
    assert signed_in(records, "Rob").get("/staff/export/conversations.csv").status_code == 403
    assert [e.user for e in records.staff.logged(act="exported")] == ["Ada", "Ada"]
