"""What the shopper page draws: everything that a shop or a shopper wrote is text, and every state has its drawing."""

import string
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import prompts
from agents.record import as_json
from agents.turn import Card, Language, ProductsReady, Received, Reply, Row, Sentence, Understanding
from app import shopper_view as view
from app.shopper_view import Shown, Words
from knowledge.constraints import Constraints
from knowledge.product import Passage
from knowledge.records.conversations import StoredTurn

JACKET = Card("j1", "Rain jacket", 84.0, "USD", True, "On sale", list_price=120.0, stock=3, rating=4.4, review_count=12)
SAFE_TAGS = {"article", "span", "svg", "use", "img", "div", "p", "s", "h3", "a", "i", "button", "ul", "li", "cite",
             "form", "input", "table", "thead", "tbody", "tr", "th", "td", "path", "circle"}  # fmt: skip


class Tags(HTMLParser):
    """Collects the tags, the attributes and the text of a fragment."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


def reply(**changed: object) -> Reply:
    values: dict[str, object] = {
        "session": "s", "turn": 1, "text": "Here is one.", "intent": "find_products", "constraints": Constraints(),
        "asks_back": False, "cards": (JACKET,), "sources": (), "grounded": True, "dropped": 0, "handoff": False,
        "ms": {}, **changed,
    }  # fmt: skip
    return Reply(**values)  # type: ignore[arg-type]


def drawn(shown: Shown) -> str:
    return " ".join(view.turn_fragments(shown, "en").values())


HOSTILE = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'--></svg>", "{{ 7 }}", "${x}"]),
)  # fmt: skip


@settings(deadline=None)
@given(HOSTILE, HOSTILE)
def test_no_word_of_a_product_or_a_reply_becomes_markup(first: str, second: str) -> None:
    card = Card(first, second, 9.0, "USD", True, reason=first, image=second, link=first, near=second)
    passage = Passage(first, second, first, source=second)
    shown = Shown("k", said=first, number=1, cards=(card,)).then(
        reply(cards=(card,), text=first, choices=(second,), sources=(passage,), comparison=(Row(first, (second,)),))
    )
    page = Tags(drawn(shown))
    assert page.tags <= SAFE_TAGS
    assert not [name for name, _ in page.attributes if name.startswith("on")]


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "data:text/html,x", "//evil.example/x", " JaVaScRiPt:alert(1)", "http://[", "about:"],
)
def test_a_link_that_is_no_page_is_not_a_link(link: str) -> None:
    assert view.address(link) == ""
    html = drawn(Shown("k", cards=(Card("a", "A", 1, "USD", True, link=link, image=link),)))
    assert not Tags(html).tags & {"a", "img"}


@pytest.mark.parametrize("link", ["https://shop.example/p/1", "http://shop.example", "/demo/p1"])
def test_a_page_of_the_shop_is_a_link(link: str) -> None:
    assert view.address(link) == link


def test_a_card_says_price_old_price_rating_stock_and_why() -> None:
    text = Tags(drawn(Shown("k", cards=(JACKET,)))).text
    for said in ("$84", "$120", "30% off", "4.4", "(12)", "Only 3 left", "On sale", "Add to cart"):
        assert said in text


def test_a_sold_out_product_cannot_be_added() -> None:
    html = drawn(Shown("k", cards=(Card("a", "A", 1, "USD", False),)))
    assert "disabled" in dict(Tags(html).attributes)
    assert "Sold out" in html


def test_a_search_that_finds_nothing_says_so_and_a_policy_question_leaves_the_shelf() -> None:
    assert "Nothing fits all of that" in drawn(Shown("k").then(reply(cards=())))
    policy = Shown("k").then(reply(cards=(), intent="ask_policy"))
    assert policy.cards is None
    assert policy.count == -1


def test_a_turn_grows_event_by_event() -> None:
    shown = Shown("k", said="jacket").then(Received("s", 4))
    assert (shown.number, shown.state, shown.cards) == (4, "waiting", None)
    understood = Understanding("jacket", "en", "find_products", 0.9, True)
    shown = shown.then(ProductsReady((JACKET,), (), understood))
    assert (shown.state, shown.count, shown.sentences) == ("telling", 1, ())
    shown = shown.then(Sentence("Here is one.", "plain")).then(Sentence("It is on sale.", "plain"))
    assert shown.sentences == ("Here is one.", "It is on sale.")
    assert "after" not in view.turn_fragments(shown, "en")
    assert shown.then(reply()).answered


def test_a_turn_from_the_records_reads_as_it_did_live() -> None:
    wanted = Constraints(price_max=100, currency="USD", brand_not=("Acme",))
    stored = StoredTurn("s", 1, "m1", "jacket", 0.0, "answered", as_json(reply(constraints=wanted)), {}, False)
    shown = view.from_record(stored)
    assert shown.sentences == ("Here is one.",)
    assert [chip.name for chip in shown.chips] == ["brand_not:Acme", "price_max"]
    assert 'aria-pressed="true"' in drawn(shown)


def test_a_turn_that_a_crash_cut_off_offers_to_try_again() -> None:
    shown = view.from_record(StoredTurn("s", 1, "m1", "jacket", 0.0, "interrupted"))
    assert not shown.answered
    assert 'data-act="retry"' in drawn(shown)


@pytest.mark.parametrize(("language", "said"), [("en", "Many shoppers are asking"), ("zh", "现在咨询的人很多")])
def test_a_busy_shop_says_so_in_the_shoppers_language_and_offers_to_try_again(language: Language, said: str) -> None:
    shown = Shown("k", said="a kettle", language=language).broken("busy")
    html = " ".join(view.turn_fragments(shown, language).values())
    assert said in html and 'data-act="retry"' in html


def test_a_comparison_is_a_table_with_the_better_value_marked() -> None:
    html = drawn(Shown("k").then(reply(cards=(JACKET, JACKET), comparison=(Row("pit_zips", ("no", "yes"), 1),))))
    assert Tags(html).tags >= {"table", "thead", "th", "td"}
    assert "pit zips" in html
    assert html.count('class="better"') == 1


def test_both_languages_have_every_label_with_the_same_places_to_fill() -> None:
    labels = {language: view._labels(language) for language in prompts.LANGUAGES}
    assert labels["en"].keys() == labels["zh"].keys()
    for name, text in labels["en"].items():
        places = [
            {place for _, place, _, _ in string.Formatter().parse(t) if place} for t in (text, labels["zh"][name])
        ]
        assert places[0] == places[1], name
        assert text and labels["zh"][name], name


def test_an_unknown_label_or_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        Words("en")("no_such_label")
    with pytest.raises(KeyError):
        Words("en")("left")
