"""Behaviour is kept under a name only with consent, and never for a browser that asks not to be tracked."""

import pytest
from fastapi.testclient import TestClient

from app.build import OpenShop
from app.consent import objects
from app.erasing import Daily, expire_older
from app.server import create_app
from knowledge.events import Event
from knowledge.records.shoppers import Permissions
from tests.conftest import settings


@pytest.mark.parametrize(
    ("header", "objected"), [("1", True), (" 1 ", True), ("0", False), ("", False), ("true", False)]
)
def test_only_one_means_that_a_browser_objects(header: str, objected: bool) -> None:
    assert objects({"sec-gpc": header}) is objected
    assert objects({}) is False


@pytest.mark.parametrize(
    ("consent", "may_keep", "kept"), [(None, True, 0), (False, True, 0), (True, True, 1), (True, False, 0)]
)
def test_an_act_is_kept_under_a_name_only_with_consent(
    demo_shop: OpenShop, consent: bool | None, may_keep: bool, kept: int
) -> None:
    demo_shop.records.shoppers.allow("ann", Permissions(consent))
    act = Event("ann", "view_item", "kit-70444", time=1e9, session="talk-ann", query="kettle")
    assert demo_shop.assistant.events([act], may_keep) == [True]
    assert len(demo_shop.records.shoppers.events("ann")) == kept
    nameless = [e for e in demo_shop.records.shoppers.events("") if e.time == 1e9]
    assert [e.session for e in nameless] == ([] if kept else [""]), "a conversation leads to its shopper"


def test_over_http_a_browsers_objection_outweighs_what_was_allowed(demo_home) -> None:  # type: ignore[no-untyped-def]
    with TestClient(create_app(settings(demo_home))) as client:
        client.headers["Authorization"] = "Bearer " + client.post("/api/v1/sessions").json()["token"]
        while client.get("/healthz").json()["shop"] != "open":
            pass
        client.put("/api/v1/consent", json={"consent": True})
        act = {"events": [{"name": "view_item", "item_id": "kit-70444"}]}
        client.post("/api/v1/events", json=act, headers={"Sec-GPC": "1"})
        assert client.get("/api/v1/consent", headers={"Sec-GPC": "1"}).json()["consent"] is False
        assert client.get("/api/v1/export").json()["events"] == []
        client.post("/api/v1/events", json=act)
        assert [e["item_id"] for e in client.get("/api/v1/export").json()["events"]] == ["kit-70444"]


def test_what_is_older_than_the_shop_keeps_goes_at_the_start(demo_shop: OpenShop) -> None:
    records = demo_shop.records
    records.conversations.receive("talk", "m", "hello", "ann", "en")
    assert not any(expire_older(records, -1).values()) and records.conversations.transcript("talk")
    before = records.shoppers.count_events()
    gone = expire_older(records, 100)
    assert gone["conversations"] == 0 and 0 < gone["events"] < before, "the demo's year of events is cut"
    ran: list[int] = []
    daily = Daily(lambda: ran.append(expire_older(records, 0)["conversations"]))
    daily.stop()
    assert ran == [1] and records.conversations.transcript("talk") == []
