"""The widget on another site, in a real Chromium: a session by token, a shopper by the word of the shop's server."""

import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect, sync_playwright

from app.identity import vouch
from tests.serving import Server
from tests.test_widget import CHROMIUM, WAIT_MS, ask, part

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no chromium to browse with: apt-get install chromium"),
]
SET_USER = "([id, hash]) => Shopguide.setUser(id, {hash})"


@pytest.fixture(scope="module")
def site(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Another site, whose page holds the widget, and the shop that it is of."""
    held = {"shop": ""}

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            script = f'<script src="{held["shop"]}/widget.js" data-shop="other" async></script>'
            self.wfile.write(f"<!doctype html><html lang=en><title>A shop</title>{script}".encode())

        def log_message(self, *_: object) -> None:
            pass

    pages = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=pages.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{pages.server_port}"
    home = Path(shutil.copytree(loaded, tmp_path_factory.mktemp("other") / "home"))
    server = Server(home, llm="none", origins=url, identity_secret="shop-key").wait()
    held["shop"] = server.url
    yield url, server.url
    server.stop()
    pages.shutdown()


@pytest.fixture
def page(site: tuple[str, str]) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        opened = browser.new_context().new_page()
        opened.set_default_timeout(WAIT_MS)
        opened.goto(site[0])
        opened.wait_for_function("window.Shopguide")
        yield opened
        browser.close()


def mine(page: Page, shop: str) -> list[str]:
    """Return the first messages of the conversations that the page's token may read."""
    token = page.evaluate("localStorage.getItem('shop-widget-other-pass')")
    answer = httpx.get(f"{shop}/api/v1/conversations", headers={"Authorization": f"Bearer {token}"}, timeout=30)
    return [c["first"] for c in answer.raise_for_status().json()["conversations"]]


def test_a_stranger_gets_a_token_and_no_cookie_and_it_lasts_from_page_to_page(
    page: Page, site: tuple[str, str]
) -> None:
    ask(page, "a kettle")
    assert mine(page, site[1]) == ["a kettle"]
    assert page.context.cookies() == []
    page.reload()
    ask(page, "under $50")
    assert mine(page, site[1]) == ["a kettle"], "the same conversation went on"


def test_a_shopper_whom_the_shop_vouches_for_keeps_the_conversation_and_the_next_one_does_not_see_it(
    page: Page, site: tuple[str, str]
) -> None:
    ask(page, "a kettle")
    assert page.evaluate(SET_USER, ["ann", vouch("shop-key", "ann")]) is True
    assert mine(page, site[1]) == ["a kettle"]
    ask(page, "under $50")
    expect(part(page, ".said")).to_have_count(2)
    assert page.evaluate(SET_USER, ["bob", vouch("shop-key", "bob")]) is True
    expect(part(page, ".said")).to_have_count(0)
    assert mine(page, site[1]) == []
    ask(page, "a lamp")
    assert mine(page, site[1]) == ["a lamp"]


def test_a_forged_hash_is_an_error_event_and_the_chat_goes_on_as_a_strangers(page: Page, site: tuple[str, str]) -> None:
    page.evaluate("() => { window.errors = []; Shopguide.on('error', (e) => window.errors.push(e.status)); }")
    assert page.evaluate(SET_USER, ["ann", vouch("guessed", "ann")]) is False
    assert page.evaluate("window.errors") == [403]
    ask(page, "a kettle")
    assert mine(page, site[1]) == ["a kettle"]


def test_a_session_that_ended_is_followed_by_a_new_one_without_a_word_lost(page: Page, site: tuple[str, str]) -> None:
    ask(page, "a kettle")
    page.evaluate("localStorage.setItem('shop-widget-other-pass', 'void')")
    page.reload()
    page.wait_for_function("window.Shopguide")
    ask(page, "a table lamp")
    expect(part(page, ".said")).to_have_count(2)
    assert mine(page, site[1]) == ["a table lamp"]


def test_a_shopper_whose_session_ended_is_signed_in_again_by_the_word_the_page_has(
    page: Page, site: tuple[str, str]
) -> None:
    assert page.evaluate(SET_USER, ["cleo", vouch("shop-key", "cleo")]) is True
    ask(page, "a kettle")
    token = page.evaluate("localStorage.getItem('shop-widget-other-pass')")
    httpx.delete(f"{site[1]}/api/v1/sessions", headers={"Authorization": f"Bearer {token}"}).raise_for_status()
    ask(page, "under $50")
    expect(part(page, ".said")).to_have_count(2)
    assert mine(page, site[1]) == ["a kettle"], "the same shopper's, and the same conversation"


def test_a_cart_told_just_before_the_shopper_is_named_is_theirs(page: Page) -> None:
    page.evaluate(
        """([id, hash]) => {
            Shopguide.setContext({ cart: [{ product_id: 'kit-70444', quantity: 2 }] });
            return Shopguide.setUser(id, { hash });
        }""",
        ["dora", vouch("shop-key", "dora")],
    )
    expect(ask(page, "what is in my cart?").locator(".text")).to_contain_text("178")


def test_the_page_hears_what_the_assistant_puts_into_the_cart_and_takes_out(page: Page) -> None:
    page.evaluate(
        """() => {
            window.moved = [];
            for (const name of ['add_to_cart', 'remove_from_cart'])
                Shopguide.on(name, (it) => window.moved.push([name, it.product_id, it.quantity, it.by]));
        }"""
    )
    shown = ask(page, "a camping set for two")
    expect(shown.locator(".sum")).to_contain_text("Altogether")
    shown.get_by_role("button", name="Add all to cart").click()
    page.wait_for_function("window.moved.length > 3")
    moved = page.evaluate("window.moved")
    assert {name for name, *_ in moved} == {"add_to_cart"} and {by for *_, by in moved} == {"assistant"}
    assert sorted(quantity for _, _, quantity, _ in moved)[-2:] == [2, 2], "of what two people need two of"
    ask(page, "empty my cart")
    page.wait_for_function("window.moved.some(([name]) => name === 'remove_from_cart')")


def test_the_assistant_knows_the_cart_of_the_page_it_stands_on(page: Page) -> None:
    with page.expect_response("**/cart") as told:
        page.evaluate("Shopguide.setContext({ cart: [{ product_id: 'kit-70444', quantity: 2 }] })")
    assert told.value.ok
    expect(ask(page, "what is in my cart?").locator(".text")).to_contain_text("178")
