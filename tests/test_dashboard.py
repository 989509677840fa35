"""The dashboard shows what happened, warns of a burst of complaints, and exports for admins alone."""

import csv
import io
import os
import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from app.staff import charts
from app.staff.dashboard import _presets, figures, shown
from app.staff.dashboard import days_of as days
from app.staff.drawing import draw
from knowledge.records import Records, open_records
from knowledge.records.outcomes import DAY_S, TurnOutcome
from knowledge.records.staff import StaffUser
from tests.console import PASSWORD, Desk, add_staff
from tests.serving import Server
from tests.test_shopper_page import CHROMIUM, FLAGS, WAIT_MS

SHOTS = os.environ.get("SHOTS", "")
BURST = [
    "my parcel is lost, nobody answers", "the parcel got lost again!!!", "where is my parcel, it is lost",
    "lost parcel, awful",
    "refund still not paid", "I was promised a refund weeks ago", "no refund, this is theft",
]  # fmt: skip


def fill(records: Records, an_average_day: int = 14, seed: int = 1) -> None:
    """Keep four weeks of conversations as a small shop has them."""
    rng, now = random.Random(seed), time.time()
    for back in range(55, -1, -1):
        for n in range(round(an_average_day * rng.uniform(0.6, 1.3))):
            _conversation(records, f"c{back}-{n}", now - back * DAY_S - rng.uniform(7200, 20000), rng)


def _conversation(records: Records, name: str, start: float, rng: random.Random) -> None:
    fate = rng.random()
    for turn in range(1, rng.randint(2, 4)):
        gap = rng.choice(("no_result", "missing", "unanswered", "", "", "", "", ""))
        words = rng.choice(("surfboard", "kayak", "left-handed scissors", "do you deliver to Malta", "is it vegan"))
        told = TurnOutcome(
            name, turn, words, answered=fate < 0.75, gap=gap, words=words, products_ms=rng.uniform(30, 90),
            mood="negative" if rng.random() < 0.09 else "neutral", time=start + turn * 20,
        )  # fmt: skip
        records.outcomes.record(told)
    if fate > 0.9:
        records.outcomes.hand_over(name)
    if fate < 0.4:
        records.outcomes.rate(name, rng.choice((3, 4, 4, 5, 5)))


def complain(records: Records) -> None:
    """Let many shoppers complain within minutes."""
    for i, text in enumerate(BURST * 2):
        records.conversations.receive(f"angry-{i}", "m1", text, "", "en")
        told = TurnOutcome(f"angry-{i}", 1, text, answered=False, mood="negative", angry=True, score=0.9)
        records.outcomes.record(told)


@pytest.fixture(scope="module")
def shop(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = Path(shutil.copytree(loaded, tmp_path_factory.mktemp("dash") / "home"))
    add_staff(home, "Ana")
    records = open_records(home)
    records.staff.add("Rob", PASSWORD, "reviewer")
    fill(records)
    complain(records)
    records.close()
    server = Server(home, llm="none").wait(open_shop=False)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("no chromium to browse with: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()


def opened(browser: Browser, shop: Server, size: dict[str, int], dark: bool = False) -> Page:
    context = browser.new_context(viewport=size, color_scheme="dark" if dark else "light", reduced_motion="reduce")
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    page.goto(f"{shop.url}/staff/dashboard")
    page.fill("input[name=name]", "Ana")
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".tiles")
    return page


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


@pytest.mark.browser
def test_a_burst_of_complaints_is_read_as_an_alert_with_its_topics(browser: Browser, shop: Server) -> None:
    page = opened(browser, shop, {"width": 1440, "height": 900})
    alert = page.locator(".alert")
    expect(page.locator('[data-badge="dashboard"]')).to_have_text("1")
    expect(alert).to_contain_text("More shoppers are upset than usual")
    topics = alert.locator("li b").all_inner_texts()
    assert any("parcel" in topic or "lost" in topic for topic in topics)
    assert any("refund" in topic for topic in topics)
    shot(page, "dashboard")
    assert [v["id"] for v in Axe().run(page).response["violations"] if v["impact"] in ("critical", "serious")] == []
    page.locator(".spot").nth(20).hover()
    expect(page.locator(".tip")).to_contain_text("Resolved:")
    page.click("text=Seen >> nth=0")
    expect(page.locator(".alert")).to_have_count(0)
    page.click("summary:has-text('Alerts in these days')")
    expect(page.locator("details table").last).to_contain_text("Ana")


@pytest.mark.browser
def test_the_page_reads_well_in_the_dark_and_on_a_phone(browser: Browser, shop: Server) -> None:
    dark = opened(browser, shop, {"width": 1280, "height": 860}, dark=True)
    shot(dark, "dashboard-dark")
    phone = opened(browser, shop, {"width": 390, "height": 844})
    shot(phone, "dashboard-phone")
    wide = phone.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, "the page is wider than the phone"


def test_exports_agree_with_the_records_and_are_for_admins_alone(shop: Server) -> None:
    with httpx.Client(base_url=shop.url, timeout=30) as client:
        Desk(client, "Ana")
        told = client.get("/staff/dashboard.json").json()
        rows = list(csv.DictReader(io.StringIO(client.get("/staff/dashboard.csv").text)))
        assert len(rows) == len(told["days"]) == 28
        assert sum(int(row["conversations"]) for row in rows) == told["total"]["conversations"] > 200
        assert client.get("/staff/dashboard?from=2026-02-01&to=2026-01-01").status_code == 422
        assert client.get("/staff/dashboard?from=yesterday").status_code == 422
    with httpx.Client(base_url=shop.url, timeout=30) as client:
        page = client.get("/staff/sign-in").text
        token = page.split('name="csrf" value="')[1].split('"')[0]
        client.post("/staff/sign-in", data={"name": "Rob", "password": PASSWORD, "csrf": token})
        assert client.get("/staff/dashboard").status_code == 200
        assert client.get("/staff/dashboard.csv").status_code == 403


def test_nothing_happened_is_a_page_too(tmp_path: Path) -> None:
    records = open_records(tmp_path)
    told = shown(records, days("", ""))
    assert told["total"]["conversations"] == 0 and told["alerts"] == [] and not told["ever"]
    assert figures(records, days("", ""))["products_ms"] is None
    records.close()


def test_hostile_text_is_only_text(tmp_path: Path) -> None:
    records = open_records(tmp_path)
    text = "<script>alert(1)</script>"
    records.outcomes.record(TurnOutcome("s", 1, text, gap="unanswered", words=text, answered=False))
    user = StaffUser(1, "Ana", "admin", csrf="token")
    within = days("", "")
    page = draw("dashboard", user, here="dashboard", **shown(records, within), presets=_presets(within))
    drawn = bytes(page.body).decode()
    assert text not in drawn and "&lt;script&gt;" in drawn
    records.close()


def test_bars_stand_on_each_other_up_to_the_scale() -> None:
    chart = charts.stacked(["1 May", "2 May"], [("Resolved", [3, 0]), ("Left", [1, 2])])
    low, high = (bar for bar in chart.bars if bar.x < 300)
    assert low.height == pytest.approx(3 * high.height)
    assert high.y + high.height == pytest.approx(low.y)
    assert [text for _, text in chart.ticks] == ["0", "2", "4"]
    assert chart.spots[1][2] == ("Resolved: 0", "Left: 2")


def test_a_line_breaks_where_there_is_no_value() -> None:
    chart = charts.line(["a", "b", "c"], [0.1, None, 0.3], 0.4, "Share", "{:.0%}", [(0.0, 0.2)] * 3, [2])
    assert chart.lines[0][0].count("M") == 2
    assert chart.spots[1][2][0] == "Share: none"
    assert len(chart.marks) == 1
