"""The shopper page in a real Chromium, over the demo shop, with replies that stream from a language model's server."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from knowledge.records import open_records
from tests.serving import Server, slow_llm

pytestmark = pytest.mark.browser

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
SAYS = ["Here ", "is ", "what ", "fits. ", "Take ", "your ", "time. "]
CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no chromium to browse with: apt-get install chromium"),
]
WAIT_MS = 20_000
NOTE_TEXTS = """() => {
    window.texts = [];
    new MutationObserver(() => {
        const text = document.querySelector('.turn.last .text')?.innerText.trim() || '';
        const cards = document.querySelectorAll('.shelf .card:not(.ghost)').length;
        const last = window.texts.at(-1);
        if (!last || last[0] !== text || last[1] !== cards) window.texts.push([text, cards]);
    }).observe(document.querySelector('#shop'), {subtree: true, childList: true, characterData: true});
}"""


@pytest.fixture(scope="module")
def home(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(loaded, tmp_path_factory.mktemp("page") / "home"))


@pytest.fixture(scope="module")
def shop(home: Path) -> Iterator[Server]:
    """A server over the demo shop, for the tests that do not stop it."""
    with slow_llm(SAYS, 0.05) as llm:
        server = Server(home, llm_url=llm, llm_model="slow").wait()
        yield server
        server.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, shop: Server) -> Iterator[Page]:
    """A new visitor's page, on a desktop."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB", reduced_motion="reduce")
    context.set_default_timeout(WAIT_MS)
    opened = context.new_page()
    broken: list[str] = []
    opened.on("pageerror", lambda error: broken.append(str(error)))
    opened.goto(shop.url)
    opened.wait_for_selector("#message")
    yield opened
    context.close()
    assert broken == []


def ask(page: Page, text: str) -> None:
    """Send a message and wait for its whole answer."""
    before = page.locator(".turn").count()
    page.fill("#message", text)
    page.keyboard.press("Enter")
    answered(page, before + 1)


def answered(page: Page, turns: int) -> None:
    expect(page.locator(".turn")).to_have_count(turns, timeout=WAIT_MS)
    expect(page.locator(".turn.last.done")).to_have_count(1, timeout=WAIT_MS)


def cards(page: Page) -> list[str]:
    return page.locator(".shelf .card:not(.ghost) h3").all_inner_texts()


def chips(page: Page) -> list[str]:
    return page.locator(".shelf .chip").all_inner_texts()


def session(page: Page) -> str:
    return str(page.evaluate("localStorage.getItem('shop-session')"))


def test_a_shopper_asks_sees_cards_then_prose_and_follows_up(page: Page) -> None:
    page.evaluate(NOTE_TEXTS)
    ask(page, "a rain jacket under $200")
    shown = cards(page)
    assert shown
    seen = page.evaluate("window.texts")
    first_cards = next(i for i, (text, count) in enumerate(seen) if count)
    first_words = next(i for i, (text, _) in enumerate(seen) if text)
    assert first_cards <= first_words, "prose came before the cards"
    assert len({text for text, _ in seen if text}) >= 2, "the prose came in one piece"
    prices = page.locator(".shelf .price .now").all_inner_texts()
    assert all(float(re.sub(r"[^\d.]", "", price)) <= 200 for price in prices)
    assert any("200" in chip for chip in chips(page))
    ask(page, "under $120 please")
    prices = page.locator(".shelf .card:not(:has(.flag.near)) .price .now").all_inner_texts()
    assert all(float(re.sub(r"[^\d.]", "", price)) <= 120 for price in prices)
    assert any("120" in chip for chip in chips(page))


def test_a_click_on_a_chip_takes_the_wish_back_and_the_shelf_follows(page: Page) -> None:
    ask(page, "a kettle under $40")
    chip = page.locator(".shelf .chip", has_text="40")
    expect(chip).to_have_count(1)
    chip.click()
    answered(page, 2)
    assert not any("40" in label for label in chips(page))
    assert "Removed" in page.locator(".turn.last [data-part=said]").inner_text()
    assert len(cards(page)) > 0


def test_a_thumb_down_with_a_reason_is_kept(page: Page, home: Path) -> None:
    ask(page, "a kettle")
    page.click(".turn.last .thumb.down")
    page.click('.turn.last [data-reason="wrong"]')
    expect(page.locator(".turn.last .thanks")).not_to_be_empty()
    (rating,) = open_records(home).conversations.ratings([session(page)])
    assert (rating["turn"], rating["up"], rating["reason"]) == (1, False, "wrong")
    page.reload()
    expect(page.locator('.turn .thumb.down[aria-pressed="true"]')).to_have_count(1)


def test_the_whole_page_changes_language_and_the_next_answer_follows(page: Page) -> None:
    ask(page, "a kettle")
    page.fill("#message", "half a thought")
    page.click('[data-act="language"]')
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(page.locator("#message")).to_have_value("half a thought")
    labels = page.locator("header nav, .shelf .add >> nth=0").all_inner_texts()
    assert all(re.search(r"[\u4e00-\u9fff]", label) for label in labels)
    expect(page.locator(".turn")).to_have_count(1)
    ask(page, "电热水壶")
    assert re.search(r"[\u4e00-\u9fff]", page.locator(".turn.last .text").inner_text())
    assert any(re.search(r"[\u4e00-\u9fff]", title) for title in cards(page))


def test_a_policy_answer_names_its_source_and_leaves_the_shelf(page: Page) -> None:
    ask(page, "a kettle")
    shelf = cards(page)
    ask(page, "how long do I have to return something?")
    expect(page.locator(".turn.last .sources li")).not_to_have_count(0)
    assert cards(page) == shelf


def test_a_new_conversation_is_empty_and_the_old_one_is_gone_from_the_page(page: Page) -> None:
    ask(page, "a kettle")
    old = session(page)
    page.click('[data-act="new"]')
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator(".hello h1")).to_be_visible()
    assert session(page) != old


def test_stop_ends_the_reply_and_the_next_question_is_answered(page: Page) -> None:
    page.fill("#message", "a rain jacket")
    page.evaluate("document.querySelector('.composer').requestSubmit(); document.querySelector('.halt').click()")
    expect(page.locator(".turn.last")).to_contain_text("Stopped.")
    expect(page.locator(".frame.busy")).to_have_count(0)
    ask(page, "a kettle")
    assert cards(page)
    assert page.locator(".turn").first.locator(".sentence").count() == 0


def test_what_a_shopper_writes_is_text(page: Page) -> None:
    ask(page, "<img src=x onerror='window.hacked=1'><script>window.hacked=1</script> kettle")
    page.reload()
    expect(page.locator(".turn .bubble")).to_contain_text("<script>")
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("text", ["😀🎉", "مرحبا، أبحث عن غلاية", "?!", "\u202etfel ot thgir"])
def test_odd_messages_get_an_answer(page: Page, text: str) -> None:
    ask(page, text)
    assert page.locator(".turn.last .text").inner_text().strip()


def test_right_to_left_text_reads_right_to_left(page: Page) -> None:
    ask(page, "مرحبا، أبحث عن غلاية")
    direction = page.locator(".turn.last .bubble").evaluate("p => getComputedStyle(p).direction")
    assert direction == "rtl"


def test_an_empty_message_is_not_sent_and_a_huge_one_is_kept_back_with_a_word(page: Page) -> None:
    page.fill("#message", "   ")
    page.keyboard.press("Enter")
    page.fill("#message", "kettle " * 14_000)
    page.keyboard.press("Enter")
    expect(page.locator(".over")).to_contain_text("2,000")
    expect(page.locator(".turn")).to_have_count(0)
    assert page.input_value("#message").startswith("kettle")


def test_a_missing_picture_is_drawn_as_one(page: Page) -> None:
    page.route("**/demo/pictures/**", lambda route: route.fulfill(status=404))
    ask(page, "a kettle")
    expect(page.locator(".shelf .card img")).to_have_count(0)
    expect(page.locator(".shelf .card .nopic").first).to_be_visible()


def test_a_card_tells_the_shop_what_went_into_the_cart(page: Page, home: Path) -> None:
    ask(page, "a kettle")
    card = page.locator(".shelf .card:has(.add:not(:disabled))").first
    item = card.get_attribute("data-id")
    with page.expect_response("**/component_server/"):
        card.locator(".add").click()
    expect(card.locator(".add.added")).to_have_count(1)
    assert page.locator("[data-part=status]").inner_text()
    assert item


def test_on_a_phone_the_cards_are_a_row_inside_the_conversation(browser: Browser, shop: Server) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    phone = context.new_page()
    phone.goto(shop.url)
    phone.wait_for_selector("#message")
    ask(phone, "a kettle")
    expect(phone.locator(".turn.last .row .card").first).to_be_visible()
    expect(phone.locator(".shelf")).to_be_hidden()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_passes_an_accessibility_check(browser: Browser, shop: Server, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(shop.url)
    page.wait_for_selector("#message")
    for text in ("", "a kettle", "compare the first two", "how do returns work?", "a purple kettle under $1"):
        if text:
            ask(page, text)
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}).response["violations"]
        assert [(v["id"], v["nodes"][0]["target"]) for v in found] == [], text
    context.close()


def test_a_message_whose_server_dies_is_answered_once_when_it_is_back(browser: Browser, demo_home: Path) -> None:
    with slow_llm(SAYS * 20, 0.1) as llm:
        settings = {"llm_url": llm, "llm_model": "slow"}
        server = Server(demo_home, **settings).wait()
        page = browser.new_context().new_page()
        page.goto(server.url)
        page.wait_for_selector("#message")
        page.fill("#message", "a kettle")
        page.keyboard.press("Enter")
        page.wait_for_selector(".turn.last.telling")
        server.kill()
        expect(page.locator(".banner.offline")).to_be_visible(timeout=WAIT_MS)
        again = Server(demo_home, port=server.port, **settings).wait()
        answered(page, 1)
        expect(page.locator(".banner.offline")).to_be_hidden()
        talk = session(page)
        page.context.close()
        again.stop()
    turns = open_records(demo_home).conversations.transcript(talk)
    assert [(turn.text, turn.status) for turn in turns] == [("a kettle", "answered")]
