"""The console in a real Chromium: find a bad reply and review it, from the keyboard; hostile text; what roles see."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from agents.turn import Message
from app.build import OpenShop
from knowledge.records import Records
from tests.conftest import settings
from tests.staff_desk import PASSWORD, STAFF, serving

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="no chromium to browse with: apt-get install chromium")
EVIL = "<img src=x onerror=\"document.title='hacked'\"><script>document.title='hacked'</script> kettle"
CHATS = (
    ("jacket", "I'm looking for a waterproof jacket under $150, not black"),
    ("jacket", "How do I return it?"),
    ("kettle", "Show me a kettle. My mail is ann.smith@example.com"),
    ("zh", "我想买一个200元以下的蓝牙耳机"),
    ("evil", EVIL),
)


@pytest.fixture(scope="module")
def shop(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Records]:
    """The demo shop's records after some chats with its assistant."""
    shop = OpenShop(settings(Path(shutil.copytree(loaded, tmp_path_factory.mktemp("console") / "home"))))
    for session, said in CHATS:
        list(shop.assistant.respond(Message(f"{session}-session", said)))
    shop.records.conversations.rate("jacket-session", 1, False, "too dear")
    for name, role in STAFF:
        shop.records.staff.add(name, PASSWORD, role)
    yield shop.records
    shop.close()


@pytest.fixture(scope="module")
def address(shop: Records) -> Iterator[str]:
    with serving(shop) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    context.set_default_timeout(20_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert [text for text in wrong if "status of 4" not in text] == []


def enter(page: Page, address: str, name: str, to: str = "/staff/conversations") -> None:
    page.goto(address + to)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(address + to)


def test_a_bad_reply_is_found_read_and_judged_from_the_keyboard(page: Page, address: str, shop: Records) -> None:
    enter(page, address, "Rob")
    page.keyboard.press("/")
    page.keyboard.type("jacket")
    page.keyboard.press("Enter")
    page.get_by_label("Rating").select_option("down")
    page.wait_for_url("**/conversations?q=jacket&rating=down")
    expect(page.locator("[data-row]")).to_have_count(1)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/conversations/jacket-session?**")
    page.locator("#t1 [data-panel]").click()
    panel = page.locator("#panel")
    expect(panel.locator("mark", has_text="under $150")).to_be_visible()
    expect(panel.locator(".state tr", has_text="price max")).to_contain_text("150")
    expect(panel.locator("svg.timings text").first).to_have_text("understand")
    page.keyboard.press("1")  # right products: yes,
    page.keyboard.press("1")  # no
    page.keyboard.press("4")  # polite: yes
    panel.get_by_label("Note").fill("Offers what is over the budget")
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    expect(page.locator("#judge h2")).to_contain_text("yours")
    review = shop.reviews.of("jacket-session", 1)[0]
    assert dict(review.marks) == {"right_products": "no", "polite": "yes"}
    assert (review.reviewer, review.note) == ("Rob", "Offers what is over the budget")
    page.goto(address + "/staff/conversations?reviewed=anybody")
    expect(page.locator("[data-row]")).to_have_count(1)


def test_marks_stay_while_another_turn_is_looked_at(page: Page, address: str) -> None:
    enter(page, address, "Eve", "/staff/conversations/jacket-session?turn=2")
    page.locator("#panel label.mark.no").first.click()
    page.get_by_label("Note").fill("half written")
    page.locator("#t1 [data-panel]").click()
    expect(page.locator("#judge h2")).to_contain_text("turn 1")
    expect(page.get_by_label("Note")).to_have_value("")
    page.locator("#t2 [data-panel]").click()
    expect(page.get_by_label("Note")).to_have_value("half written")
    expect(page.locator("#panel label.mark.no input").first).to_be_checked()
    assert page.url.endswith("turn=2")


def test_the_keyboard_sheet_and_going_places(page: Page, address: str) -> None:
    enter(page, address, "Rob")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("g")
    page.keyboard.press("r")
    page.wait_for_url("**/staff/review")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Review")


def test_hostile_markup_in_a_transcript_does_not_run(page: Page, address: str) -> None:
    enter(page, address, "Rob")
    for place in ("/staff/conversations", "/staff/conversations?q=hacked", "/staff/conversations/evil-session"):
        page.goto(address + place)
        expect(page.get_by_text("onerror=").first).to_be_visible()
        assert page.title() != "hacked" and page.locator("main img, main script").count() == 0


def test_a_reviewer_sees_neither_admin_pages_nor_personal_data(page: Page, address: str, shop: Records) -> None:
    enter(page, address, "Rob", "/staff/conversations/kettle-session")
    expect(page.locator(".bubble.shopper")).to_contain_text("[email]")
    expect(page.get_by_text("Only an admin may see this")).to_be_visible()
    expect(page.get_by_role("link", name="People")).to_have_count(0)
    page.goto(address + "/staff/people")
    expect(page.get_by_role("heading", level=1)).to_have_text("That is not open to you")


def test_an_admin_is_shown_personal_data_once_and_it_is_logged(page: Page, address: str, shop: Records) -> None:
    enter(page, address, "Ada", "/staff/conversations/kettle-session")
    page.get_by_role("button", name="Show personal data").click()
    expect(page.locator(".originals")).to_contain_text("ann.smith@example.com")
    assert shop.staff.logged(act="revealed")[0].about == "kettle-session turn 1"
    page.goto(address + "/staff/log")
    expect(page.locator("tbody tr").first).to_contain_text("revealed")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 860}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + "/staff/sign-in")
    wrong = {"sign-in": _violations(page)}
    enter(page, address, "Ada")
    for place in ("conversations", "conversations/jacket-session", "review", "review/agreement", "people", "log"):
        page.goto(f"{address}/staff/{place}")
        wrong[place] = _violations(page)
    context.close()
    assert {place: found for place, found in wrong.items() if found} == {}


def test_a_phone_shows_all_of_it_without_scrolling_sideways(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 740})
    page = context.new_page()
    enter(page, address, "Ada")
    for place in ("conversations", "conversations/jacket-session", "review", "review/agreement", "people", "log"):
        page.goto(f"{address}/staff/{place}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, place
    context.close()


def _violations(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}).response
    assert found["passes"]
    return [f"{v['id']}: {n['target']} {n['failureSummary']}" for v in found["violations"] for n in v["nodes"][:3]]
