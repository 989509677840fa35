"""In a real Chromium: a bad reply is found in the console, made an answer, and the shopper page gives that answer."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.console import PASSWORD, add_staff
from tests.serving import Server

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no chromium to browse with: apt-get install chromium"),
]
WAIT_MS = 20_000
ASKED = "can my dog come in"
ANSWER = "Dogs on a lead are welcome, and there is a bowl of water by the door."


@pytest.fixture(scope="module")
def server(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = Path(shutil.copytree(loaded, tmp_path_factory.mktemp("mending") / "home"))
    add_staff(home, "ann", "ben")
    server = Server(home, llm="none")
    try:
        yield server.wait()
    finally:
        server.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


def at_the_console(browser: Browser, server: Server, name: str = "ann") -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(WAIT_MS)
    page.goto(f"{server.url}/staff/sign-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/staff/conversations*")
    return page


def ask(page: Page, text: str) -> None:
    page.locator("#message").fill(text)
    page.locator("#message").press("Enter")


def on_the_page(browser: Browser, server: Server) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(WAIT_MS)
    page.goto(server.url)
    page.locator("#message").wait_for()
    return page


def test_a_bad_reply_becomes_an_answer_that_the_page_gives(browser: Browser, server: Server) -> None:
    shopper = on_the_page(browser, server)
    ask(shopper, ASKED)
    expect(shopper.get_by_text(ASKED).first).to_be_visible()
    shopper.wait_for_timeout(1500)
    assert ANSWER not in shopper.content()

    desk = at_the_console(browser, server)
    desk.locator("[data-open], [data-row] a, [data-row]").first.click()
    desk.get_by_role("link", name="Make it an answer").first.click()
    expect(desk.locator("[data-asked]")).to_have_text(ASKED)
    assert desk.get_by_role("textbox", name="Question").input_value() == ASKED
    desk.get_by_role("textbox", name="Answer").fill(ANSWER)
    assert Axe().run(desk).violations_count == 0
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_text("The shop answers with it from the next message on.")).to_be_visible()

    later = on_the_page(browser, server)
    ask(later, ASKED)
    expect(later.get_by_text("bowl of water by the door").first).to_be_visible(timeout=WAIT_MS)

    desk.goto(f"{server.url}/staff/corrections")
    expect(desk.get_by_role("link", name=ASKED)).to_be_visible()
    assert Axe().run(desk).violations_count == 0
    desk.get_by_role("button", name="Learn and check").click()
    expect(desk.get_by_text("after learning")).to_be_visible(timeout=90_000)
    expect(desk.get_by_role("row", name=ASKED).get_by_text("right", exact=True)).to_be_visible()


def test_products_are_put_in_order_by_buttons_and_by_drag(browser: Browser, server: Server) -> None:
    shopper = on_the_page(browser, server)
    ask(shopper, "show me kettles")
    shopper.get_by_text("kettle", exact=False).first.wait_for()
    shopper.wait_for_timeout(1500)
    desk = at_the_console(browser, server, "ben")
    desk.locator("[data-open], [data-row] a, [data-row]").first.click()
    desk.get_by_role("link", name="Order", exact=True).first.click()
    rows = desk.locator("[data-order] li")
    names = rows.locator("b").all_inner_texts()
    assert len(names) > 3
    rows.nth(2).get_by_role("button", name="up").click()
    rows.nth(1).get_by_role("button", name="up").click()
    rows.nth(3).drag_to(rows.nth(1), target_position={"x": 40, "y": 2})
    rows.nth(4).get_by_label("not this").check()
    now = rows.locator("b").all_inner_texts()
    assert now[0] == names[2] and now != names and sorted(now) == sorted(names)
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_text("Saved: which products")).to_be_visible()
    assert rows.locator("b").all_inner_texts() == [n for n in now if n != now[4]] + [now[4]]
    assert rows.last.get_by_label("not this").is_checked()
