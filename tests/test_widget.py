"""The chat widget in a real Chromium: on the demo shop's pages, and on another site's that is unkind to it."""

import gzip
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from knowledge.records import open_records
from tests.serving import Server, slow_llm

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no chromium to browse with: apt-get install chromium"),
]
SAYS = ["Here ", "is ", "what ", "fits. ", "Take ", "your ", "time. "]
WAIT_MS = 20_000
UNKIND = """* { font: 40px cursive !important; color: red !important; text-transform: uppercase !important; }
shop-guide, section, button, textarea, header { display: none !important; transform: scale(3) !important; }
p { color: rgb(1, 2, 3) !important; }"""


@pytest.fixture(scope="module")
def site() -> Iterator[dict[str, str]]:
    """Another site, strict about what its pages may load, whose page holds the widget of `shop` once that is set."""
    held = {"shop": ""}

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            shop = held["shop"]
            html = f"""<!doctype html><html lang="en"><title>A shop</title><p>Words</p>
                <link rel="stylesheet" href="/unkind.css">
                <script src="{shop}/widget.js" data-shop="other" data-color="gold" async></script>"""
            css = self.path.endswith(".css")
            self.send_response(200)
            self.send_header("Content-Type", "text/css" if css else "text/html")
            policy = f"default-src 'none'; style-src 'self'; script-src {shop}; connect-src {shop}; img-src {shop}"
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write((UNKIND if css else html).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    held["url"] = f"http://127.0.0.1:{server.server_port}"
    yield held
    server.shutdown()


@pytest.fixture(scope="module")
def home(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(loaded, tmp_path_factory.mktemp("widget") / "home"))


@pytest.fixture(scope="module")
def shop(home: Path, site: dict[str, str]) -> Iterator[dict[str, Any]]:
    """A shop that the other site may embed; "start" starts its server again after it was killed."""
    with slow_llm(SAYS, 0.08) as llm:

        def start(port: int = 0) -> Server:
            held["server"] = Server(home, port, llm_url=llm, llm_model="slow", origins=site["url"])
            return held["server"]

        held: dict[str, Any] = {"start": start}
        held["url"] = site["shop"] = start().wait().url
        yield held
        held["server"].stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 860}, **getattr(request, "param", {})})
    context.set_default_timeout(WAIT_MS)
    opened = context.new_page()
    broken: list[str] = []
    opened.on("pageerror", lambda error: broken.append(str(error)))
    yield opened
    context.close()
    assert broken == []


def part(page: Page, selector: str) -> Locator:
    return page.locator(f"shop-guide {selector}")


def ask(page: Page, text: str) -> Locator:
    """Open the widget, send a message and return its turn, answered."""
    if not part(page, ".panel").is_visible():
        part(page, ".launch").click()
    part(page, "textarea").fill(text)
    page.keyboard.press("Enter")
    turn = part(page, ".turn").last
    expect(turn.locator(".thumbs")).to_be_visible(timeout=WAIT_MS)
    return turn


def session(page: Page, name: str = "demo") -> str:
    return str(page.evaluate(f"JSON.parse(localStorage.getItem('shop-widget-{name}')).session"))


def test_products_come_before_prose_and_a_thumb_is_kept(page: Page, shop: dict[str, Any], home: Path) -> None:
    page.goto(f"{shop['url']}/demo")
    page.evaluate("""() => { window.seen = []; new MutationObserver(() => {
        const all = document.querySelector('shop-guide').shadowRoot;
        window.seen.push([all.querySelectorAll('.card').length, all.querySelector('.turn .text')?.textContent || '']);
    }).observe(document.querySelector('shop-guide').shadowRoot, {subtree: true, childList: true}); }""")
    turn = ask(page, "a kettle")
    seen = page.evaluate("window.seen")
    assert next(text for cards, text in seen if cards) == "", "prose came before the cards"
    assert len({text for _, text in seen if text}) >= 2, "the prose came in one piece"
    with page.expect_response("**/feedback") as kept:
        turn.get_by_role("button", name="This helped").click()
    assert kept.value.ok
    records = open_records(home)
    (stored,) = records.conversations.transcript(session(page))
    records.close()
    assert stored.thumb is True and stored.text == "a kettle"


def test_the_assistant_knows_the_product_page_and_the_conversation_follows_to_the_next(
    page: Page, shop: dict[str, Any]
) -> None:
    page.goto(f"{shop['url']}/demo/products/kit-70444")
    turn = ask(page, "is this in stock?")
    expect(turn.locator(".card")).to_have_attribute("data-product", "kit-70444")
    turn.locator(".add").click()
    expect(page.locator("[data-count]")).to_have_text("1")
    turn.locator(".card a").click()
    page.wait_for_url("**/demo/products/kit-70444")
    expect(part(page, ".said")).to_contain_text("is this in stock?")
    expect(part(page, ".text")).not_to_be_empty()


def test_the_keyboard_stays_inside_until_escape_and_axe_finds_nothing_serious(page: Page, shop: dict[str, Any]) -> None:
    page.goto(f"{shop['url']}/demo")
    ask(page, "how long does delivery take?")
    stops = set()
    for _ in range(14):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") == "SHOP-GUIDE"
        stops.add(page.evaluate("document.activeElement.shadowRoot.activeElement.className"))
    assert {"tool", "talk"} <= stops
    assert "/help#" in str(part(page, ".sources a").first.get_attribute("href"))
    found = Axe().run(page).response["violations"]
    assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []
    part(page, "textarea").focus()
    page.keyboard.press("Escape")
    expect(part(page, ".panel")).to_be_hidden()
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.className") == "launch"


@pytest.mark.parametrize("page", [{"viewport": {"width": 390, "height": 844}}], indirect=True)
def test_on_a_phone_it_fills_the_screen_in_chinese(page: Page, shop: dict[str, Any]) -> None:
    page.goto(f"{shop['url']}/demo?lang=zh")
    ask(page, "电水壶")
    box = part(page, ".panel").bounding_box()
    assert box and (box["x"], box["width"], box["height"]) == (0, 390, 844)
    expect(part(page, ".add").first).to_contain_text("加入购物车")


def test_it_works_on_a_site_with_a_strict_policy_and_unkind_style(
    page: Page, shop: dict[str, Any], site: dict[str, str]
) -> None:
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
    page.goto(site["url"])
    page.wait_for_function("window.Shopguide")
    page.evaluate("() => { window.heard = []; Shopguide.on('message', (m) => window.heard.push(m.from)); }")
    turn = ask(page, "<img src=x onerror=alert(1)> a kettle")
    expect(turn.locator(".said")).to_contain_text("<img src=x onerror=alert(1)>")
    style = turn.locator(".text").evaluate("e => [getComputedStyle(e).fontSize, getComputedStyle(e).textTransform]")
    assert style == ["15px", "none"]
    assert part(page, ".launch").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 215, 0)"
    assert page.locator("p").first.evaluate("e => getComputedStyle(e).color") == "rgb(1, 2, 3)"
    assert page.evaluate("window.heard") == ["shopper", "assistant"] and refused == []


def test_a_site_that_is_not_listed_is_not_let_in(shop: dict[str, Any], site: dict[str, str]) -> None:
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    chat = f"{shop['url']}/api/v1/chat"
    listed = httpx.options(chat, headers={"Origin": site["url"], **asked})
    stranger = httpx.options(chat, headers={"Origin": "https://elsewhere.example", **asked})
    assert listed.headers["access-control-allow-origin"] == site["url"]
    assert "access-control-allow-origin" not in stranger.headers


def test_the_file_is_under_30_kilobytes_compressed(shop: dict[str, Any]) -> None:
    assert len(gzip.compress(httpx.get(f"{shop['url']}/widget.js").content)) < 30_000


def test_a_reply_cut_off_by_a_killed_server_goes_on_once_it_is_back(
    page: Page, shop: dict[str, Any], home: Path
) -> None:
    page.goto(f"{shop['url']}/demo")
    part(page, ".launch").click()
    part(page, "textarea").fill("a table lamp")
    page.keyboard.press("Enter")
    part(page, ".card").first.wait_for()
    server: Server = shop["server"]
    server.kill()
    expect(part(page, ".banner")).to_be_visible(timeout=WAIT_MS)
    part(page, "textarea").fill("in brass please")  # written meanwhile: waits its turn
    page.keyboard.press("Enter")
    shop["start"](server.port).wait()
    expect(part(page, ".thumbs")).to_have_count(2, timeout=60_000)
    expect(part(page, ".banner")).to_be_hidden()
    records = open_records(home)
    turns = records.conversations.transcript(session(page))
    records.close()
    assert [(t.text, t.status) for t in turns] == [("a table lamp", "answered"), ("in brass please", "answered")]
