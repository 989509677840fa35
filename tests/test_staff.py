"""The console's door: who may in, for how long, and what a person of the staff may do."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select, text, update
from typer.testing import CliRunner

from app.cli import shopguide
from knowledge.records import Records, open_records
from knowledge.records.schema import staff_session, staff_user
from knowledge.records.staff import IDLE_S, LONGEST_S
from tests.staff_desk import PASSWORD, STAFF, form_token, sign_in, signed_in, visitor


@pytest.fixture
def records(staffed: Path, tmp_path: Path) -> Iterator[Records]:
    records = open_records(Path(shutil.copytree(staffed, tmp_path / "home")))
    yield records
    records.close()


def test_a_stranger_is_sent_to_sign_in_and_then_on_to_where_they_were_going(records: Records) -> None:
    client = visitor(records)
    answer = client.get("/staff/people?a=1", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/staff/sign-in?next=/staff/people%3Fa%3D1"
    assert sign_in(client, "ada", PASSWORD, "/staff/people?a=1").headers["location"] == "/staff/people?a=1"


@pytest.mark.parametrize(
    "next", ["https://evil.example/staff", "//evil.example/staff", "/\\evil", "/staff\\@evil", "/"]
)
def test_signing_in_never_leads_away_from_the_console(records: Records, next: str) -> None:
    assert sign_in(visitor(records), "Ada", PASSWORD, next).headers["location"] == "/staff/conversations"


def test_a_wrong_password_and_an_unknown_name_are_refused_alike(records: Records) -> None:
    client = visitor(records)
    wrong, unknown = sign_in(client, "Ada", "x"), sign_in(client, "Nobody", "x")
    assert wrong.status_code == unknown.status_code == 401
    assert "do not match" in wrong.text and "do not match" in unknown.text
    assert [e.act for e in records.staff.logged()] == ["sign_in_failed"] * 2


def test_sign_in_is_throttled_even_for_the_right_password(records: Records) -> None:
    client = visitor(records)
    assert [sign_in(client, "Ada", "x").status_code for _ in range(6)] == [401] * 5 + [429]
    answer = sign_in(client, "Ada", PASSWORD)
    assert answer.status_code == 429 and 0 < int(answer.headers["retry-after"]) <= 901
    assert sign_in(client, "Rob", PASSWORD).status_code == 303  # a colleague at the same address is not shut out


def test_many_attempts_at_once_gain_nothing(records: Records) -> None:
    def attempt(n: int) -> str:
        try:
            return records.staff.sign_in("Ada", f"guess {n}", "1.2.3.4")
        except ValueError as error:
            return type(error).__name__

    with ThreadPoolExecutor(12) as pool:
        outcomes = sorted(pool.map(attempt, range(12)))
    assert outcomes == ["SignInRefused"] * 5 + ["TooManySignIns"] * 7


def test_a_person_changes_their_own_password_and_is_signed_out(records: Records) -> None:
    client = signed_in(records, "Rob")
    token = form_token(client.get("/staff/me").text)
    wrong = client.post("/staff/me", data={"old": "guess", "new": "a brand new one", "csrf": token})
    assert wrong.status_code == 422 and "not your password" in wrong.text
    client.post("/staff/me", data={"old": PASSWORD, "new": "a brand new one", "csrf": token})
    assert client.get("/staff/review", follow_redirects=False).status_code == 303
    assert sign_in(visitor(records), "Rob", PASSWORD).status_code == 401
    assert sign_in(visitor(records), "Rob", "a brand new one").status_code == 303


def test_the_session_cookie_is_for_the_console_alone(records: Records) -> None:
    cookie = sign_in(visitor(records), "Ada", PASSWORD).headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=strict", "Secure", "Path=/staff"))


@pytest.mark.parametrize(("column", "seconds"), [("seen", IDLE_S), ("started", LONGEST_S)])
def test_a_session_ends_when_idle_and_in_any_case_after_a_day_of_work(
    records: Records, column: str, seconds: float
) -> None:
    client = signed_in(records, "Ada")
    assert client.get("/staff/people").status_code == 200
    aged = {column: staff_session.c[column] - seconds}
    with records.database.write() as connection:
        connection.execute(update(staff_session).values(aged))
    assert client.get("/staff/people", follow_redirects=False).status_code == 303


def test_signing_out_ends_the_session(records: Records) -> None:
    client = signed_in(records, "Ada")
    token = form_token(client.get("/staff/people").text)
    kept = dict(client.cookies)
    client.post("/staff/sign-out", data={"csrf": token})
    client.cookies.update(kept)  # the old cookie, stolen
    assert client.get("/staff/people", follow_redirects=False).status_code == 303


def test_a_form_without_its_token_changes_nothing(records: Records) -> None:
    client = signed_in(records, "Ada")
    for token in ("", "wrong"):
        values = {"name": "Mal", "password": PASSWORD, "role": "admin", "csrf": token}
        assert client.post("/staff/people", data=values).status_code == 403
    assert [p.name for p in records.staff.people()] == ["Ada", "Eve", "Rob"]


def test_a_reviewer_cannot_do_what_is_an_admins_and_the_try_is_logged(records: Records) -> None:
    client = signed_in(records, "Rob")
    token = form_token(client.get("/staff/conversations").text)
    assert client.get("/staff/people").status_code == 403
    assert client.get("/staff/log").status_code == 403
    values = {"name": "Mal", "password": PASSWORD, "role": "admin", "csrf": token}
    assert client.post("/staff/people", data=values).status_code == 403
    assert client.post("/staff/people/Rob", data={"role": "admin", "csrf": token}).status_code == 403
    assert {p.name: p.role for p in records.staff.people()} == dict(STAFF)
    assert [e.about for e in records.staff.logged(act="refused")][-1] == "GET /staff/people"


def test_a_person_whose_account_is_closed_is_out_at_once(records: Records) -> None:
    client = signed_in(records, "Rob")
    records.staff.change("Rob", active=False)
    assert client.get("/staff/conversations", follow_redirects=False).status_code == 303
    assert sign_in(visitor(records), "Rob", PASSWORD).status_code == 401


def test_the_last_admin_cannot_be_lost(records: Records) -> None:
    client = signed_in(records, "Ada")
    token = form_token(client.get("/staff/people").text)
    answer = client.post("/staff/people/Ada", data={"role": "reviewer", "csrf": token})
    assert answer.status_code == 422 and "only admin" in answer.text
    with pytest.raises(ValueError, match="only admin"):
        records.staff.change("ada", active=False)


def test_neither_passwords_nor_tokens_are_kept_as_they_are(records: Records) -> None:
    client = signed_in(records, "Ada")
    with records.database.read() as connection:
        passwords = connection.execute(select(staff_user.c.password)).scalars().all()
        tokens = connection.execute(select(staff_session.c.token)).scalars().all()
    assert all(password.startswith("$argon2id$") for password in passwords)
    assert client.cookies["staff_session"] not in tokens


def test_a_name_is_taken_whatever_its_case_and_a_short_password_is_refused(records: Records) -> None:
    with pytest.raises(ValueError, match="choose another"):
        records.staff.add("ADA", PASSWORD, "reviewer")
    with pytest.raises(ValueError, match="at least 10"):
        records.staff.add("Mal", "short", "reviewer")


def test_pages_of_the_console_run_no_script_but_its_own_and_are_not_kept(records: Records) -> None:
    answer = signed_in(records, "Ada").get("/staff/people")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy and "script-src 'self'" in policy and "unsafe" not in policy
    assert "<script>" not in answer.text and "style=" not in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_a_script_is_answered_with_a_problem_not_a_page(records: Records) -> None:
    answer = visitor(records).get("/staff/people", headers={"accept": "application/json"})
    assert answer.status_code == 401 and answer.headers["content-type"] == "application/problem+json"


def test_what_cannot_be_read_and_what_breaks_are_pages_of_the_console(records: Records) -> None:
    client = signed_in(records, "Ada")
    answer = client.get("/staff/conversations?before=abc")
    assert answer.status_code == 422 and "before" in answer.text and "Go to the console" in answer.text
    with records.database.write() as connection:
        connection.execute(text("ALTER TABLE digest RENAME TO elsewhere"))
    answer = client.get("/staff/conversations")
    assert answer.status_code == 500 and "Something went wrong here" in answer.text and "digest" not in answer.text


def test_the_command_line_adds_a_person_with_a_password_from_standard_input(tmp_path: Path) -> None:
    run = CliRunner().invoke(
        shopguide, ["staff", "add", "Mia", "--role", "admin", "--home", str(tmp_path)], PASSWORD + "\n"
    )
    assert run.exit_code == 0, run.output
    records = open_records(tmp_path)
    assert [(p.name, p.role) for p in records.staff.people()] == [("Mia", "admin")]
    assert records.staff.sign_in("Mia", PASSWORD, "here")
    records.close()
