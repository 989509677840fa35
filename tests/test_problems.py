"""Every error has one shape, and tells nothing of what lies inside."""

from typing import Annotated

import pytest
from fastapi import FastAPI, HTTPException, Path
from fastapi.testclient import TestClient
from pydantic import BaseModel

from app.problems import MEDIA_TYPE, Problem, tell_problems

SECRET = "sqlite:///home/ann/secret.db"


class Wish(BaseModel):
    name: str
    many: list[int] = []


@pytest.fixture(scope="module")
def client() -> TestClient:
    app = FastAPI()
    tell_problems(app)

    @app.get("/busy")
    def busy() -> None:
        raise Problem(503, "The shop is busy", "Try again.", "busy", {"Retry-After": "2"})

    @app.get("/plain")
    def plain() -> None:
        raise HTTPException(418)

    @app.get("/breaks")
    def breaks() -> None:
        raise RuntimeError(SECRET)

    @app.post("/wish/{n}")
    def wish(wish: Wish, n: Annotated[int, Path(ge=1)]) -> None: ...

    return TestClient(app, raise_server_exceptions=False)


def test_a_problem_says_what_it_is_and_where(client: TestClient) -> None:
    answer = client.get("/busy")
    assert answer.status_code == 503 and answer.headers["retry-after"] == "2"
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert answer.json() == {
        "type": "urn:shopguide:problem:busy",
        "title": "The shop is busy",
        "status": 503,
        "detail": "Try again.",
        "instance": "/busy",
    }


@pytest.mark.parametrize(("path", "status"), [("/plain", 418), ("/nowhere", 404)])
def test_frameworks_own_errors_have_the_same_shape(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert answer.json()["status"] == status and answer.json()["type"] == "about:blank" and answer.json()["title"]


def test_a_wrong_method_keeps_its_header(client: TestClient) -> None:
    answer = client.post("/busy")
    assert answer.status_code == answer.json()["status"] == 405 and answer.headers["allow"] == "GET"


def test_fields_at_fault_are_named_and_what_was_sent_is_not_repeated(client: TestClient) -> None:
    answer = client.post("/wish/0", json={"many": [1, "my card is 4111"]})
    body = answer.json()
    assert (answer.status_code, body["type"]) == (422, "urn:shopguide:problem:validation")
    assert {e.get("pointer") or e.get("parameter") for e in body["errors"]} == {"#/name", "#/many/1", "n"}
    assert "4111" not in answer.text


@pytest.mark.parametrize("body", ["{", "\udcff".encode("utf-8", "surrogateescape"), "[1,", ""])
def test_a_body_that_is_no_json_is_a_422(client: TestClient, body: str) -> None:
    answer = client.post("/wish/1", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422) and answer.headers["content-type"] == MEDIA_TYPE


def test_what_breaks_inside_stays_inside(client: TestClient) -> None:
    answer = client.get("/breaks")
    assert answer.status_code == answer.json()["status"] == 500
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert "secret" not in answer.text and "Traceback" not in answer.text and "RuntimeError" not in answer.text
