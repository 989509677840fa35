"""What the shop thinks a shopper likes: read in their language, and changed at once by what they allow."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from agents.turn import Language
from app import shopper_view as view
from app.likes import ShopperLikes
from knowledge.events import Event
from knowledge.product import Attribute, Product
from knowledge.records import Records
from tests.database import records_for

KETTLE = Product("k1", "Nord kettle", 4500, "USD", brand="Nord", product_type="kettle", category=("Kitchen",))


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    """A shop with one product, which Ada bought three times last week."""
    opened = records_for(tmp_path)
    opened.products.write([(KETTLE, "hash")], "feed")
    week_ago = time.time() - 7 * 86400
    opened.shoppers.add_events(Event("ada", "purchase", "k1", time=week_ago + i * 3600) for i in range(3))
    yield opened
    opened.close()


def test_nothing_is_said_of_a_shopper_who_was_not_asked_or_said_no(records: Records) -> None:
    likes = ShopperLikes(records)
    assert likes.profile("ada", "en").consent is None
    assert likes.profile("ada", "en").lines == ()
    likes.set_consent("ada", False)
    assert likes.profile("ada", "en").lines == ()


def test_what_is_liked_is_said_in_the_shoppers_language(records: Records) -> None:
    likes = ShopperLikes(records)
    likes.set_consent("ada", True)
    assert any("Nord" in line.label for line in likes.profile("ada", "en").lines)
    chinese = [line.label for line in likes.profile("ada", "zh").lines]
    assert chinese
    assert all(any("\u4e00" <= c <= "\u9fff" for c in label) for label in chinese)


def test_an_attribute_is_said_as_a_person_would_and_one_that_is_no_taste_is_not_said(records: Records) -> None:
    facts = (Attribute("dishwasher_safe", True), Attribute("style", "modern"), Attribute("consumable", True),
             Attribute("goes_with", "teapot"), Attribute("loud", False))  # fmt: skip
    records.products.write([(replace(KETTLE, attributes=facts), "hash 2")], "feed")
    likes = ShopperLikes(records)
    likes.set_consent("ada", True)
    said = [line.label for line in likes.profile("ada", "en").lines]
    assert "You often pick: dishwasher safe" in said and "Your usual style: modern" in said
    assert not [x for x in said if "consumable" in x or "teapot" in x or "loud" in x]
    assert "您常选的款式：modern" in [line.label for line in likes.profile("ada", "zh").lines]


def test_a_line_taken_out_stays_out(records: Records) -> None:
    likes = ShopperLikes(records)
    likes.set_consent("ada", True)
    gone = likes.profile("ada", "en").lines[0].key
    likes.forget_line("ada", gone)
    likes.forget_line("ada", gone)
    assert gone not in [line.key for line in ShopperLikes(records).profile("ada", "en").lines]


def _panel(likes: ShopperLikes, language: Language, objected: bool = False) -> str:
    return view.likes(likes.profile("ada", language, objected), (), "ada", language)


@pytest.mark.parametrize(("language", "said"), [("en", "Global Privacy Control"), ("zh", "全球隐私控制")])
def test_a_browser_that_objects_is_told_so_and_not_asked(records: Records, language: Language, said: str) -> None:
    likes = ShopperLikes(records)
    assert said not in _panel(likes, language)
    assert 'class="ask"' in _panel(likes, language)
    assert said in _panel(likes, language, objected=True)
    assert 'data-act="consent"' not in _panel(likes, language, objected=True)


def test_what_was_allowed_before_a_browser_objected_can_be_taken_out(records: Records) -> None:
    likes = ShopperLikes(records)
    likes.set_consent("ada", True)
    assert 'data-act="forget"' in _panel(likes, "en", objected=True)


def test_consent_is_taken_back_and_given_again_with_one_click(records: Records) -> None:
    likes = ShopperLikes(records)
    likes.set_consent("ada", True)
    assert 'data-act="consent" data-on=""' in _panel(likes, "en")
    likes.set_consent("ada", False)
    refused = _panel(likes, "en")
    assert 'data-act="consent" data-on="1"' in refused
    assert "will show up in this list" not in refused, "nothing will"


def test_the_panel_says_that_ordering_is_off_for_one_or_for_all(records: Records) -> None:
    likes = ShopperLikes(records)
    likes.set_consent("ada", True)
    assert "It is off" not in _panel(likes, "en")
    likes.set_personalisation("ada", False)
    assert "It is off" in _panel(likes, "en")
    assert "the same way for everybody" in _panel(ShopperLikes(records, offered=False), "en")


def test_switching_off_is_kept_and_leaves_consent_alone(records: Records) -> None:
    likes = ShopperLikes(records)
    likes.set_consent("ada", True)
    likes.set_personalisation("ada", False)
    profile = likes.profile("ada", "en")
    assert (profile.consent, profile.personalised) == (True, False)
