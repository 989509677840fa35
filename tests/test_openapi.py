"""The OpenAPI document is true and whole, and nothing that it allows breaks the server."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given
from hypothesis import settings as budget
from schemathesis.config import SchemathesisConfig

from app.server import create_app
from tests.conftest import settings
from tests.serving import running

UNLIMITED = dict.fromkeys(
    ("limit_address", "limit_session", "limit_shop", "limit_turns_address", "limit_turns_session", "limit_turns_shop"),
    "",
)
ENDS_SESSIONS = {("POST", "/api/v1/erase"), ("DELETE", "/api/v1/sessions")}
EXAMPLES = 12  # of each operation; tests/bench/openapi_fuzz.py tries many more


@pytest.fixture(scope="module")
def shop(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, Any]]]:
    """A running shop's address and its OpenAPI document."""
    home = Path(shutil.copytree(loaded, tmp_path_factory.mktemp("openapi") / "home"))
    app = create_app(settings(home, identity_secret="shop", **UNLIMITED))
    with running(app) as url:
        yield url, app.openapi()


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(m.upper(), path, o) for path, methods in document["paths"].items() for m, o in methods.items()]


def test_every_operation_is_described_with_its_errors(shop: tuple[str, dict[str, Any]]) -> None:
    _, document = shop
    for method, path, operation in operations(document):
        assert operation["summary"] and operation["description"] and operation["tags"], (method, path)
        refused = operation["responses"]["4XX"]["content"]["application/problem+json"]["schema"]
        assert refused == {"$ref": "#/components/schemas/Problem"}
        assert "422" not in operation["responses"]
    assert {"Problem", "Fault"} <= set(document["components"]["schemas"])
    named = {tag["name"] for tag in document["tags"]}
    assert {tag for _, _, operation in operations(document) for tag in operation["tags"]} <= named


def test_examples_of_bodies_are_accepted(shop: tuple[str, dict[str, Any]]) -> None:
    url, document = shop
    token = httpx.post(f"{url}/api/v1/sessions").json()["token"]
    tried = 0
    for method, path, operation in operations(document):
        content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
        name = content.get("schema", {}).get("$ref", "").rsplit("/", 1)[-1]
        examples = content.get("schema", {}).get("examples") or content.get("examples")
        examples = examples or document["components"]["schemas"].get(name, {}).get("examples") or []
        for example in examples:
            headers = {"Authorization": f"Bearer {token}"}
            answer = httpx.request(method, url + path, json=example, headers=headers, timeout=30)
            refused_for_its_own_sake = "user" in path or "feedback" in path
            assert answer.status_code != 422 or refused_for_its_own_sake, (path, answer.text)
            tried += 1
    assert tried >= 6


def test_a_field_that_there_is_not_is_told_by_name_and_nothing_is_done(shop: tuple[str, dict[str, Any]]) -> None:
    url, document = shop
    headers = {"Authorization": f"Bearer {httpx.post(f'{url}/api/v1/sessions').json()['token']}"}
    bodies = [
        (m, p) for m, p, o in operations(document) if "application/json" in o.get("requestBody", {}).get("content", {})
    ]
    for method, path in bodies:
        answer = httpx.request(method, url + path, json={"localle": "zh"}, headers=headers, timeout=30)
        told = [fault for fault in answer.json()["errors"] if fault.get("pointer") == "#/localle"]
        assert answer.status_code == 422 and "no such field" in told[0]["detail"], (path, answer.text)
    assert len(bodies) >= 10
    line = {"lines": [{"product_id": "kit-70444", "quantitty": 2}]}
    answer = httpx.put(f"{url}/api/v1/cart", json=line, headers=headers)
    assert answer.json()["errors"][0]["pointer"] == "#/lines/0/quantitty"
    assert httpx.get(f"{url}/api/v1/cart", headers=headers).json() == {"lines": []}


def test_the_page_shows_every_operation_and_asks_no_other_site(shop: tuple[str, dict[str, Any]]) -> None:
    url, document = shop
    page = httpx.get(f"{url}/docs")
    for method, path, _ in operations(document):
        assert f'id="{method}-{path}"' in page.text
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page.text)
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert httpx.get(f"{url}/docs/style.css").status_code == 200


def test_nothing_that_the_document_allows_breaks_the_server(shop: tuple[str, dict[str, Any]]) -> None:
    url, document = shop
    assert fuzz(url, document, EXAMPLES) > 100


def fuzz(url: str, document: dict[str, Any], examples: int) -> int:
    """Send requests made from the document, many wrong on purpose; return how many were answered, none by a 5xx."""
    schema = schemathesis.openapi.from_dict(document, config=SchemathesisConfig())
    lines = httpx.Client(base_url=url, timeout=30)
    token = lines.post("/api/v1/sessions").json()["token"]
    sent = 0
    for result in schema.get_all_operations():
        operation = result.ok()  # type: ignore[union-attr]
        strategy = operation.as_strategy() | operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE)

        @budget(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(case=strategy)
        def answers(case: Any) -> None:
            nonlocal sent
            ends = (case.method.upper(), case.path) in ENDS_SESSIONS
            mine = lines.post("/api/v1/sessions").json()["token"] if ends else token
            kwargs = case.as_transport_kwargs(base_url=url)
            kwargs.pop("cookies", None)
            kwargs["headers"] = {**dict(kwargs.get("headers") or {}), "Authorization": f"Bearer {mine}"}
            sent += 1
            with lines.stream(**kwargs) as answer:
                if "event-stream" in answer.headers.get("content-type", ""):
                    return  # it may go on for ever
                text = answer.read()[:500]
            assert answer.status_code < 500, (case.method, case.path, kwargs, text)
            if answer.status_code >= 400:
                assert answer.headers["content-type"] == "application/problem+json", (case.path, text)

        answers()
    return sent
