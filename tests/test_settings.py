"""Settings that are wrong say how to write them, and the public address is where links lead."""

import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from app.server import create_app
from app.settings import Settings
from tests.conftest import settings
from tests.serving import Server, running


def test_links_lead_to_the_public_address_or_to_host_and_port() -> None:
    assert Settings(public_url="https://chat.shop.example/").address == "https://chat.shop.example"
    assert Settings(port=8123).address == "http://127.0.0.1:8123"
    assert Settings(host="0.0.0.0").address == "http://127.0.0.1:8000", "nobody can go to 0.0.0.0"


@pytest.mark.parametrize("wrong", ["chat.shop.example", "ftp://shop.example", "https://shop.example/chat", "https://"])
def test_a_public_address_that_is_none_is_refused_in_one_line(wrong: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"write it like https://chat\.shop\.example"):
        Settings(public_url=wrong)


def test_the_command_line_says_in_a_line_which_setting_is_wrong(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "app", "serve", "--home", str(tmp_path)]
    told = subprocess.run(command, capture_output=True, text=True, env={"SHOP_PUBLIC_URL": "shop", "PATH": ""})
    assert told.returncode == 1 and told.stderr.startswith("shopguide: SHOP_PUBLIC_URL: shop is no address of a shop")


def test_behind_a_proxy_links_cookies_and_origins_are_the_public_ones(demo_home: Path) -> None:
    shop = "https://chat.shop.example"
    with running(create_app(settings(demo_home, public_url=shop))) as url, httpx.Client(base_url=url) as browser:
        told = browser.get("/.well-known/ucp").json()
        assert told["ucp"]["services"]["dev.ucp.shopping"][0]["endpoint"] == f"{shop}/mcp"
        wish = {"jsonrpc": "2.0", "id": 1, "method": "tools/call"}
        asked = {"name": "search_catalog", "arguments": {"catalog": {"query": "kettle", "pagination": {"limit": 1}}}}
        accept = {"Accept": "application/json, text/event-stream"}
        found = browser.post("/mcp", json={**wish, "params": asked}, headers=accept).text
        assert f"{shop}/demo/products/" in found and url not in found
        page = browser.get("/demo")
        assert "; Secure" in page.headers["set-cookie"]
        cookie = {"Cookie": page.headers["set-cookie"].split(";")[0]}
        ours = {**cookie, "Origin": shop, "Host": "inside:8000"}
        assert browser.post("/api/v1/sessions", headers=ours).status_code == 200
        foreign = {**ours, "Origin": "https://other.example", "X-Forwarded-Host": "other.example"}
        assert browser.post("/api/v1/sessions", headers=foreign).status_code == 403


def test_only_trusted_proxies_say_whose_address_it_is(tmp_path: Path) -> None:
    for trusted, statuses in (("127.0.0.1", [200, 200]), ("10.0.0.1", [200, 429])):
        home = tmp_path / trusted
        home.mkdir()
        server = Server(home, trusted_proxies=trusted, limit_address="1/minute", llm="none", embedding="hashing")
        try:
            url = server.wait(open_shop=False).url
            said = [{"X-Forwarded-For": address} for address in ("198.51.100.1", "198.51.100.2")]
            assert [httpx.post(f"{url}/api/v1/sessions", headers=h).status_code for h in said] == statuses
        finally:
            server.stop()
