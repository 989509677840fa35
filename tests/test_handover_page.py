"""A live chat in a real Chromium: the shopper on the page or in the widget, a colleague at the inbox, at one time."""

import json
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.console import PASSWORD, Desk, add_staff
from tests.serving import Server
from tests.test_shopper_page import CHROMIUM, FLAGS, WAIT_MS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no chromium to browse with: apt-get install chromium"),
]
SHOTS = os.environ.get("SHOTS", "")
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def shop(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = Path(shutil.copytree(loaded, tmp_path_factory.mktemp("inbox") / "home"))
    add_staff(home, "Ana", "Ben")
    server = Server(home, llm="none").wait()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()


def opened(browser: Browser, url: str, size: dict[str, int] = DESKTOP, dark: bool = False) -> Page:
    context = browser.new_context(
        viewport=size, locale="en-GB", reduced_motion="reduce", color_scheme="dark" if dark else "light"
    )
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    page.on("pageerror", lambda error: (_ for _ in ()).throw(AssertionError(error)))
    page.goto(url)
    return page


def colleague(browser: Browser, shop: Server, name: str, size: dict[str, int] = DESKTOP, dark: bool = False) -> Page:
    page = opened(browser, f"{shop.url}/staff/inbox", size, dark)
    page.fill("input[name=name]", name)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-duty]")
    return page


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png")


def ask(page: Page, text: str) -> None:
    page.fill("#message", text)
    page.keyboard.press("Enter")


def test_a_chat_on_the_page_is_taken_over_and_handed_back(browser: Browser, shop: Server) -> None:
    ana = colleague(browser, shop, "Ana")
    ana.click("[data-duty]")
    expect(ana.locator("[data-duty][aria-pressed=true]")).to_be_visible()
    page = opened(browser, shop.url)
    page.wait_for_selector("#message")
    ask(page, "a rain jacket under $200")
    expect(page.locator(".turn.last.done")).to_have_count(1)
    page.click("[data-act=person]")
    expect(page.locator(".banner.waiting")).to_be_visible()
    shot(page, "page-waiting")
    chat = ana.locator(".chat.waits", has_text="rain jacket")
    expect(chat).to_be_visible()
    shot(ana, "inbox-waiting")
    chat.click()
    expect(ana.locator(".told")).to_contain_text("rain jacket under $200")
    expect(ana.locator(".told")).to_contain_text("$200")
    ana.click("text=Join the chat")
    ana.wait_for_selector("[data-write]")
    expect(page.locator(".banner.here")).to_contain_text("Ana")
    ask(page, "is it <b>really</b> waterproof?")
    expect(ana.locator(".said.shopper").last).to_contain_text("is it <b>really</b> waterproof?")
    expect(page.locator(".turn.last.silent")).to_have_count(1)
    ana.locator("[data-write] textarea").press_sequentially("Yes, ")
    expect(page.locator(".types")).to_contain_text("Ana is typing")
    ana.locator("[data-write] textarea").fill("Yes, <i>fully</i>. I tried it.")
    ana.keyboard.press("Enter")
    expect(page.locator("section.live p").last).to_have_text("Yes, <i>fully</i>. I tried it.")
    page.locator("#message").press_sequentially("thank you")
    expect(ana.locator(".went.typing")).to_be_visible()
    shot(page, "page-person")
    shot(ana, "inbox-chat")
    found = Axe().run(ana).response["violations"]
    assert [v["id"] for v in found if v["impact"] in ("critical", "serious")] == []
    ben = colleague(browser, shop, "Ben")
    ben.goto(ana.url)
    expect(ben.locator(".talk")).to_contain_text("Ana has this chat")
    assert ben.locator("[data-write]").count() == 0
    ana.click("text=Hand back")
    ana.fill("[name=note]", "Told her it is waterproof.")
    ana.click("text=Hand back to the assistant")
    ben.reload()
    expect(ben.locator(".told")).to_contain_text("Ana: Told her it is waterproof.")
    expect(page.locator(".banner.here")).to_be_hidden()
    expect(page.locator(".thread")).to_contain_text("Ana left")
    page.click(".survey button[data-n='5']")
    expect(page.locator(".live.survey")).to_contain_text("Thank you")
    ask(page, "under $120")
    expect(page.locator(".turn.last.done:not(.silent) .text")).not_to_be_empty()
    page.reload()
    page.wait_for_selector("#message")
    expect(page.locator("section.live p").first).to_have_text("Yes, <i>fully</i>. I tried it.")
    order = page.locator(".thread").inner_text()
    assert order.index("really") < order.index("fully") < order.index("under $120"), "a person's words lost their place"


def test_a_chat_in_the_widget_is_taken_over_and_the_shopper_may_leave_it(browser: Browser, shop: Server) -> None:
    ana = colleague(browser, shop, "Ana")
    page = opened(browser, f"{shop.url}/demo", PHONE)
    page.click("shop-guide .launch")
    page.fill("shop-guide textarea", "this is ridiculous, your bot is useless!!!")
    page.keyboard.press("Enter")
    page.click("shop-guide .choices >> text=Talk to a person")
    expect(page.locator("shop-guide .held")).to_be_visible()
    shot(page, "widget-waiting")
    ana.locator(".chat.waits", has_text="Angry").click()
    ana.click("text=Join the chat")
    ana.wait_for_selector("[data-write]")
    ana.fill("[data-write] textarea", "I am sorry. What went wrong?")
    ana.keyboard.press("Enter")
    expect(page.locator("shop-guide .person .words")).to_have_text("I am sorry. What went wrong?")
    shot(page, "widget-person")
    page.fill("shop-guide textarea", "the kettle leaks")
    page.keyboard.press("Enter")
    expect(ana.locator(".said.shopper").last).to_contain_text("the kettle leaks")
    page.reload()
    page.click("shop-guide .launch")
    expect(page.locator("shop-guide .person .words")).to_have_text("I am sorry. What went wrong?")
    page.click("shop-guide .held >> text=Back to the assistant")
    expect(page.locator("shop-guide .held")).to_be_hidden()
    expect(ana.locator(".lines")).to_contain_text("Ana left; the assistant goes on")


def test_nobody_there_is_told_honestly_and_an_address_waits_sealed(browser: Browser, shop: Server) -> None:
    ana = colleague(browser, shop, "Ana")
    if ana.locator("[data-duty][aria-pressed=true]").count():
        ana.click("[data-duty]")
        expect(ana.locator("[data-duty][aria-pressed=false]")).to_be_visible()
    page = opened(browser, shop.url, dark=True)
    page.wait_for_selector("#message")
    ask(page, "can I speak to a real person?")
    expect(page.locator(".turn.last.done .text")).to_contain_text("email address")
    page.fill(".leave input", "ann@example.com")
    shot(page, "page-nobody-dark")
    page.keyboard.press("Enter")
    expect(page.locator(".banner.waiting")).to_contain_text("will get back to you")
    ana.goto(f"{shop.url}/staff/inbox/addresses")
    assert "ann@example.com" not in ana.content()
    ana.click("[data-reveal]")
    expect(ana.locator("table")).to_contain_text("ann@example.com")
    ana.goto(f"{shop.url}/staff/log")
    expect(ana.locator("main")).to_contain_text("address")


def test_a_saved_answer_is_found_and_filled(browser: Browser, shop: Server) -> None:
    ana = colleague(browser, shop, "Ana", dark=True)
    ana.goto(f"{shop.url}/staff/inbox/answers")
    ana.fill("[name=title]", "Greeting")
    ana.fill("[name=text]", "Hello {name}, I am {staff} of {shop}.")
    ana.click("text=Keep >> nth=-1")
    page = opened(browser, shop.url)
    page.wait_for_selector("#message")
    page.click("[data-act=person]")
    expect(page.locator(".banner.waiting")).to_be_visible()
    ana.goto(f"{shop.url}/staff/inbox")
    ana.locator(".chat.waits").last.click()
    ana.click("text=Join the chat")
    ana.click("[data-saved]")
    ana.fill(".saved input", "greet")
    shot(ana, "inbox-saved-dark")
    ana.click(".found button >> nth=0")
    box = ana.locator("[data-write] textarea")
    expect(box).to_have_value("Hello {name}, I am Ana of Harbour & Pine.")
    chosen = "(box) => box.value.slice(box.selectionStart, box.selectionEnd)"
    assert box.evaluate(chosen) == "{name}", "what is still to be filled in is not marked"


def signed_in(client: httpx.Client, name: str) -> dict[str, str]:
    """Sign a colleague in and return the headers of a form."""
    desk = Desk(client, name)
    return {"x-csrf-token": desk.token, "accept": "application/json"}


def heard(client: httpx.Client, session: str, last: int, until: str) -> list[tuple[int, str, dict[str, Any]]]:
    """Return (id, name, values) of the live events after `last`, up to one named `until`."""
    told, id, name = list[tuple[int, str, dict[str, Any]]](), 0, ""
    path = f"/api/v1/conversations/{session}/live"
    with client.stream("GET", path, headers={"last-event-id": str(last)}, timeout=20) as answer:
        assert answer.status_code == 200, answer.read()
        for row in answer.iter_lines():
            field, _, value = row.partition(": ")
            if field == "id":
                id = int(value)
            elif field == "event":
                name = value
            elif field == "data":
                told.append((id, name, json.loads(value)))
                if name == until:
                    return told
                id = 0
    raise AssertionError(f"no {until} among {told}")


def test_the_line_is_taken_up_where_it_broke_and_is_the_owners_alone(shop: Server) -> None:
    session = "api-talk-0001"
    with httpx.Client(base_url=shop.url, timeout=30) as ann, httpx.Client(base_url=shop.url, timeout=30) as desk:
        assert ann.post(f"/api/v1/conversations/{session}/person").json()["held_by"] == "waiting"
        assert ann.post(f"/api/v1/conversations/{session}/person").json()["held_by"] == "waiting"
        form = signed_in(desk, "Ben")
        assert desk.post(f"/staff/inbox/{session}/join", headers=form).status_code == 303
        for text in ("one", "two"):
            assert desk.post(f"/staff/inbox/{session}/say", data={"text": text}, headers=form).status_code == 200
        first = heard(ann, session, 0, "state")
        assert [name for _, name, _ in first] == ["waiting", "joined", "message", "message", "state"]
        assert first[-1][2]["name"] == "Ben"
        again = heard(ann, session, first[2][0], "state")
        assert [(name, values.get("text")) for _, name, values in again][:1] == [("message", "two")]
        assert desk.post(f"/staff/inbox/{session}/say", data={"text": " "}, headers=form).status_code == 422
        assert desk.post(f"/staff/inbox/{session}/say", data={"text": "no token"}).status_code == 403
        with httpx.Client(base_url=shop.url, timeout=30) as bob:
            bob.headers["authorization"] = "Bearer " + bob.post("/api/v1/sessions").json()["token"]
            assert bob.get(f"/api/v1/conversations/{session}/live").status_code == 404
            for act in ("person", "typing", "address", "rating"):
                body = {"address": {"address": "a@b.example"}, "rating": {"rating": 5}}.get(act)
                assert bob.post(f"/api/v1/conversations/{session}/{act}", json=body).status_code == 404
        assert ann.post(f"/api/v1/conversations/{session}/address", json={"address": "not one"}).status_code == 422
        assert ann.post(f"/api/v1/conversations/{session}/rating", json={"rating": 9}).status_code == 422
        assert ann.delete(f"/api/v1/conversations/{session}/person").json()["held_by"] == "assistant"
        assert desk.post(f"/staff/inbox/{session}/say", data={"text": "late"}, headers=form).status_code == 409


def test_two_colleagues_who_join_at_once_do_not_both_have_the_chat(shop: Server) -> None:
    session = "api-talk-0002"
    with httpx.Client(base_url=shop.url, timeout=30) as ann:
        ann.post(f"/api/v1/conversations/{session}/person")
    clients = [httpx.Client(base_url=shop.url, timeout=30) for _ in range(2)]
    forms = [signed_in(client, name) for client, name in zip(clients, ("Ana", "Ben"), strict=True)]
    with ThreadPoolExecutor(2) as pool:
        path = f"/staff/inbox/{session}/join"
        joins = [pool.submit(c.post, path, headers=f) for c, f in zip(clients, forms, strict=True)]
        answers = [join.result() for join in joins]
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert refused.json()["detail"] in ("Ana has this chat.", "Ben has this chat.")


def test_the_inbox_fits_a_phone_and_the_chinese_page_asks_in_chinese(browser: Browser, shop: Server) -> None:
    page = opened(browser, shop.url, PHONE, dark=True)
    page.wait_for_selector("#message")
    page.click("[data-act=language]")
    page.wait_for_selector("[data-act=person][aria-label='转人工']")
    ask(page, "你们是骗子！！！气死我了")
    page.click(".choices >> text=转人工")
    expect(page.locator(".banner.waiting")).to_be_visible()
    shot(page, "page-zh-phone-dark")
    ana = colleague(browser, shop, "Ana", PHONE)
    shot(ana, "inbox-phone-list")
    ana.locator(".chat.waits", has_text="Angry").first.click()
    ana.click("text=Join the chat")
    ana.wait_for_selector("[data-write]")
    ana.fill("[data-write] textarea", "您好，我是店员。")
    ana.keyboard.press("Enter")
    expect(page.locator("section.live p").last).to_have_text("您好，我是店员。")
    shot(ana, "inbox-phone-chat")
    for one in (page, ana):
        assert one.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, "wider than the phone"
