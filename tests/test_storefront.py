"""The demo shop's own pages over its records, in a real Chromium where a script has a part."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from knowledge import demo
from knowledge.product import Attribute, Product, Variant
from knowledge.records import open_records
from tests.serving import Server

CHROMIUM = Path("/usr/bin/chromium")
needs_chromium = pytest.mark.skipif(
    not CHROMIUM.exists(), reason="no chromium to browse with: apt-get install chromium"
)
EVIL = "<img src=x onerror=\"document.title='hacked'\"></script><script>document.title='hacked'</script>"
HOSTILE = Product(
    id="evil/1",
    title=f"Mug {EVIL}",
    price_cents=1000,
    currency="USD",
    description=EVIL,
    brand=EVIL,
    category=("Kitchen", "Tableware"),
    images=("javascript:document.title='hacked'",),
    attributes=(Attribute("style", EVIL),),
    variants=(Variant("v1", color=EVIL), Variant("v2", color="red", image="javascript:document.title='hacked'")),
)


@pytest.fixture(scope="module")
def shop(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = Path(shutil.copytree(loaded, tmp_path_factory.mktemp("front") / "home"))
    records = open_records(home)
    records.products.write([(HOSTILE, "hostile")], "hostile")
    records.close()
    server = Server(home, llm="none").wait(open_shop=False)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def get(shop: Server, path: str) -> str:
    answer = httpx.get(shop.url + path, timeout=30)
    assert answer.status_code == 200, path
    return answer.text


def test_what_a_product_card_links_to_is_there(shop: Server) -> None:
    links = re.findall(r'href="(/demo/products/[^"]+)"', get(shop, "/demo"))
    assert len(set(links)) >= 8
    for link in set(links):
        assert "<h1" in get(shop, link)


def test_every_department_and_kind_is_walked_to_its_last_page(shop: Server) -> None:
    home = get(shop, "/demo")
    departments = set(re.findall(r'href="(/demo/c/[^"]+)"', home))
    assert len(departments) == 9, "eight departments and the whole shop"
    whole = get(shop, "/demo/c/all?page=999")
    assert 'rel="prev"' in whole and 'rel="next"' not in whole
    kind = get(shop, "/demo/c/Kitchen?kind=Tea")
    assert kind.count("<article class=") == 5


def test_every_source_that_a_policy_answer_cites_is_an_anchor_of_the_help_page(shop: Server) -> None:
    for file in demo.faq_files():
        language = "zh" if ".zh." in file.name else "en"
        shown = set(re.findall(r'<article id="([^"]+)"', get(shop, f"/help?lang={language}")))
        cited = set(re.findall(r"\{#([\w.:-]+)\}", file.read_text("utf-8")))
        assert cited and cited <= shown, cited - shown


def test_a_chinese_reader_gets_chinese_and_it_is_kept(shop: Server) -> None:
    with httpx.Client(base_url=shop.url, timeout=30) as client:
        first = client.get("/demo/products/kit-70444?lang=zh").text
        assert "鹅颈手冲电水壶" in first and "奶油色" in first and "厨房" in first and 'lang="zh-CN"' in first
        assert "厨房" in client.get("/demo").text


def test_what_is_not_there_is_said_to_be_missing(shop: Server) -> None:
    for path in ("/demo/products/none", "/demo/c/None"):
        assert httpx.get(shop.url + path, timeout=30).status_code == 404


def test_a_cart_takes_no_product_that_the_shop_cannot_sell(shop: Server) -> None:
    with httpx.Client(base_url=shop.url, timeout=30) as client:
        wish = {"add": "none"}
        assert client.post("/demo/cart", json=wish).json() == {"done": False, "count": 0, "lines": [], "total": ""}
        assert client.post("/demo/cart", json={**wish, "quantity": 0}).status_code == 422


@needs_chromium
@pytest.mark.browser
def test_a_visitor_chooses_a_colour_and_the_cart_is_kept_from_page_to_page(page: Page, shop: Server) -> None:
    page.goto(f"{shop.url}/demo/products/kit-70444")
    page.locator(".option", has_text="cream").click()
    expect(page.locator("#picture")).to_have_attribute("src", "/demo/pictures/kit-70444-cream.svg")
    page.locator(".option", has_text="sage").click()
    expect(page.locator("#buy .firm")).to_be_disabled()
    page.locator(".option", has_text="black").click()
    page.fill("[name=quantity]", "2")
    page.locator("#buy .firm").click()
    expect(page.locator("[data-count]")).to_have_text("2")
    page.goto(f"{shop.url}/demo")
    expect(page.locator("[data-count]")).to_have_text("2")
    page.locator('[data-act="cart"]').click()
    expect(page.locator("#cart li small")).to_have_text("2 × $89")
    expect(page.locator("#cart .sum b")).to_have_text("$178")
    page.locator('#cart [data-act="remove"]').click()
    expect(page.locator("#cart .none")).to_be_visible()
    (cookie,) = [c for c in page.context.cookies() if c["name"] == "shop-session"]
    assert cookie["httpOnly"] and cookie["sameSite"] == "Lax"


@needs_chromium
@pytest.mark.browser
def test_no_markup_of_a_product_is_run(page: Page, shop: Server) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in (f"/demo/products/{quote('evil/1')}", "/demo/c/Kitchen?kind=Tableware"):
        page.goto(shop.url + path)
        page.wait_for_load_state("networkidle")
        expect(page.get_by_text("<img src=x").first).to_be_visible()
        assert "hacked" not in page.title().split("·")[-1] and page.title() != "hacked"
    assert all(url.startswith(shop.url) and not url.endswith("/x") for url in asked)
