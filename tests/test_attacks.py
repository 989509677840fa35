"""Markup and scripts from everybody who can write anything: on every page, in a real Chromium, nothing of it runs."""
# ruff: noqa: E501

import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright

from agents.record import as_json
from agents.turn import Card, Reply
from knowledge.constraints import Constraints
from knowledge.demo import shoppers as personas
from knowledge.product import Attribute, Passage, Product, Row, Variant
from knowledge.records import Records, open_records
from tests.serving import Server
from tests.staff_desk import PASSWORD

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no chromium to browse with: apt-get install chromium"),
]
ATTACKS = (Path(__file__).parent / "cases" / "attacks.txt").read_text("utf-8").splitlines()
A_TURN = 2  # attacks to a turn
WATCH = """window.ran = []; window.pwned = (x) => { window.ran.push(x || 1); }; window.alert = window.pwned;
document.addEventListener('securitypolicyviolation', (e) => window.ran.push('policy: ' + e.violatedDirective + ' ' + e.blockedURI));"""
# What waits in the page to be hovered over, focused or clicked.
LATENT = """() => {
  const bad = [], leads = ['href', 'src', 'srcset', 'action', 'formaction', 'xlink:href', 'data', 'poster', 'background', 'ping'];
  const walk = (root) => { for (const e of root.querySelectorAll('*')) {
    for (const a of e.attributes) {
      const value = a.value.replace(/[\\s\\x00-\\x1f]/g, '').toLowerCase();
      if (/^on/.test(a.name) && value.includes('pwned')) bad.push(e.tagName + ' ' + a.name);
      const leadsTo = (text) => { try { return new URL(text, document.baseURI); } catch { return {}; } };
      if (leads.includes(a.name)) for (const part of a.name === 'srcset' ? a.value.split(',') : [a.value]) {
        const to = leadsTo(part.trim());
        if (to.host === 'evil.test' || /^(javascript|vbscript):$/.test(to.protocol) || /^data:(text|image\\/svg)/.test(to.href || ''))
          bad.push(e.tagName + ' ' + a.name + '=' + a.value);
      }
    }
    if (e.shadowRoot) walk(e.shadowRoot);
  } };
  walk(document);
  return bad;
}"""


def batched(texts: Sequence[str], n: int) -> list[tuple[str, ...]]:
    """Return the texts, `n` at a time."""
    return [tuple(texts[start : start + n]) for start in range(0, len(texts), n)]


def hostile() -> list[Product]:
    """Return a product for each attack, and one that has them all."""
    one = [
        Product(
            id=f"bad-{n}", title=attack, price_cents=1000, currency="USD", description=attack, brand=attack, images=(attack,),
            link=attack, category=("Attacks", "Some"), color=attack, attributes=(Attribute("note", attack),),
        )
        for n, attack in enumerate(ATTACKS)
    ]  # fmt: skip
    every = Product(
        id="bad-all", title="All of them", price_cents=1000, currency="USD", description="\n".join(ATTACKS),
        category=("Attacks", "All"), images=tuple(ATTACKS),
        attributes=tuple(Attribute(f"note_{n}", a) for n, a in enumerate(ATTACKS)),
        variants=tuple(Variant(f"v-{n}", color=a, image=a, options={"kind": a}) for n, a in enumerate(ATTACKS)),
    )  # fmt: skip
    return [*one, every]


def converse(records: Records, session: str, owner: str) -> None:
    """Keep a conversation in which everything that is said and shown is an attack."""
    for n, texts in enumerate(batched(ATTACKS, A_TURN)):
        both = " ".join(texts)
        turn = records.conversations.receive(session, f"attack-{n}", both, owner, "en", owner)
        card = Card("x", "", 1.0, "USD", True)
        cards = tuple(
            Card(
                **{
                    **card.__dict__,
                    "id": a,
                    "title": a,
                    "image": a,
                    "link": a,
                    "reason": a,
                    "brand": a,
                    "options": (a,),
                }
            )
            for a in texts
        )
        reply = Reply(
            session, turn.number, both, "find_products", Constraints(product_type=texts[0], brand=texts), False, cards,
            tuple(Passage(a, a, a, "en", a, a) for a in texts), True, 0, False, {"total": 1.0}, tuple(texts),
            (Row(texts[0], tuple(texts)),), trace={"understanding": {"intent": texts[0], "confidence": 0.5}},
        )  # fmt: skip
        records.conversations.answer(session, turn.number, as_json(reply), {"query": both}, "en")
        records.conversations.rate(session, turn.number, False, both)


@pytest.fixture(scope="module")
def home(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Path(shutil.copytree(loaded, tmp_path_factory.mktemp("attacks") / "home"))
    records = open_records(home)
    records.products.write([(p, p.id) for p in hostile()], "hostile")
    passages = [Passage(f"q-{n}", a, a, "en", a, a) for n, a in enumerate(ATTACKS)]
    records.passages.write([(p, p.id) for p in passages], "hostile")
    people = personas()
    for person, texts in zip(people, batched(ATTACKS, -(-len(ATTACKS) // len(people))), strict=False):
        records.shoppers.name(person["id"], " ".join(texts))
    records.staff.add("Ada", PASSWORD, "admin")
    records.close()
    return home


@pytest.fixture(scope="module")
def shop(home: Path) -> Iterator[Server]:
    server = Server(home, llm="none").wait()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, shop: Server) -> Iterator[Page]:
    """A page that must have run nothing and asked nobody else when the test is over."""
    context: BrowserContext = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(30_000)
    context.add_init_script(WATCH)
    foreign: list[str] = []
    context.on("request", lambda r: None if r.url.startswith((shop.url, "data:,", "blob:")) else foreign.append(r.url))
    opened = context.new_page()
    opened.on("dialog", lambda dialog: (foreign.append(f"dialog {dialog.message}"), dialog.dismiss()))
    opened.on("popup", lambda popup: foreign.append(f"popup {popup.url}"))
    yield opened
    unharmed(opened)
    context.close()
    assert foreign == []


def unharmed(page: Page) -> None:
    """Assert that nothing ran, and that nothing waits to."""
    page.wait_for_timeout(150)
    assert page.evaluate("window.ran") == []
    assert page.evaluate(LATENT) == []


def owned(home: Path, session: str) -> None:
    """Fill a browser's own conversation with attacks."""
    records = open_records(home)
    owner = records.conversations.owner(session)
    assert owner
    converse(records, session, owner)
    records.close()


def test_there_are_enough_of_them() -> None:
    assert len(set(ATTACKS)) >= 150


def test_the_storefront_shows_them_as_text(page: Page, shop: Server) -> None:
    for path in ("/demo", "/demo/products/bad-all", "/help"):
        page.goto(shop.url + path)
        assert "<svg onload=pwned(1)>" in page.inner_text("body") or path == "/demo", path
        unharmed(page)
    for n in range(1, -(-len(ATTACKS) // 24) + 1):
        page.goto(f"{shop.url}/demo/c/Attacks?page={n}")
        unharmed(page)


def test_the_shopper_page_shows_them_as_text(page: Page, shop: Server, home: Path) -> None:
    page.goto(shop.url)
    page.locator("#message").wait_for()
    for texts in batched(ATTACKS, 25):
        page.locator("#message").fill("\n".join(texts)[:2000])
        page.keyboard.press("Enter")
        page.wait_for_timeout(300)
    unharmed(page)
    page.wait_for_timeout(1500)
    owned(home, str(page.evaluate("localStorage.getItem('shop-session')")))
    page.reload()
    page.locator("#shop p, #shop h3").filter(has_text="<svg onload=pwned(1)>").first.wait_for()
    unharmed(page)


def test_the_widget_shows_them_as_text(page: Page, shop: Server) -> None:
    """The server's own answers, with an attack in place of every text that a feed, a FAQ or a model may bring."""
    left = batched(ATTACKS, 25)

    def answer(route: Route) -> None:
        texts = left.pop()
        whole = route.fetch()
        route.fulfill(response=whole, body=_infested(whole.text(), texts))

    page.route("**/api/v1/chat", answer)
    page.goto(f"{shop.url}/demo")
    part = lambda selector: page.locator(f"shop-guide {selector}")  # noqa: E731
    part(".launch").click()
    for n, texts in enumerate(batched(ATTACKS, 25), 1):
        part("textarea").fill("\n".join(texts)[:2000])
        page.keyboard.press("Enter")
        expect(part(".thumbs")).to_have_count(n)
    assert left == [] and part(".card").count() == len(ATTACKS)
    unharmed(page)
    page.reload()
    if not part(".panel").is_visible():
        part(".launch").click()
    part(".said").get_by_text("<svg onload=pwned(1)>").first.wait_for()
    unharmed(page)


def _infested(stream: str, texts: Sequence[str]) -> str:
    card = {"price": 1.0, "currency": "USD", "in_stock": True, "stock": 3, "rating": 4.5, "review_count": 2, "near": ""}
    named = ("id", "title", "image", "link", "reason", "brand")
    cards = [{**card, **dict.fromkeys(named, text), "options": [text]} for text in texts]
    row = {"name": texts[0], "label": texts[0], "values": list(texts), "better": 1}
    evil = {
        "cards": cards,
        "chips": [{"name": t, "label": t} for t in texts],
        "choices": list(texts),
        "cited": [{"question": t, "source": t} for t in texts],
        "comparison": [row],
        "text": " ".join(texts),
    }
    lines = []
    for line in stream.splitlines():
        if line.startswith("data: {"):
            told = json.loads(line[6:])
            line = "data: " + json.dumps({k: evil.get(k, v) for k, v in told.items()})
        lines.append(line)
    return "\n".join(lines) + "\n\n"


def test_the_console_shows_them_as_text(page: Page, shop: Server, home: Path) -> None:
    records = open_records(home)
    converse(records, "hostile-talk", "visitor-hostile")
    records.live.call("hostile-talk", "asked")
    records.live.join("hostile-talk", "Ada")
    for texts in batched(ATTACKS, 20):
        records.live.say("hostile-talk", "Ada", "\n".join(texts))
    ada = _id_of(records, "Ada")
    for number, texts in enumerate(batched(ATTACKS, 30), 1):
        records.reviews.save("hostile-talk", number, ada, {"true": "no"}, "\n".join(texts)[:4000], 0)
    records.close()
    page.goto(f"{shop.url}/staff/sign-in")
    page.fill("[name=name]", "Ada")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)
    seen = []
    for path in (
        "/conversations", "/conversations?q=pwned", "/conversations/hostile-talk", "/review", "/review/next", "/inbox",
        "/inbox/hostile-talk", "/corrections", "/conversations/hostile-talk/turns/1/correct", "/answers", "/people", "/log",
        "/dashboard", "/inbox/answers", "/inbox/addresses",
    ):  # fmt: skip
        answer = page.goto(f"{shop.url}/staff{path}")
        assert answer is not None and answer.status < 500, path
        seen += [path] if "pwned(1)" in page.inner_text("body") else []
        unharmed(page)
    assert {"/conversations/hostile-talk", "/inbox/hostile-talk"} <= set(seen), seen


def _id_of(records: Records, name: str) -> Any:
    return next(user.id for user in records.staff.people() if user.name == name)
