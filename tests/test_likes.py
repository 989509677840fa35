"""What the shop thinks a shopper likes: read in their language, and changed at once by what they allow."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.likes import ShopperLikes
from knowledge.events import Event
from knowledge.product import Product
from knowledge.records import Records, open_records

KETTLE = Product("k1", "Nord kettle", 4500, "USD", brand="Nord", product_type="kettle", category=("Kitchen",))


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    """A shop with one product, which Ada bought three times last week."""
    opened = open_records(tmp_path)
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


def test_a_line_taken_out_stays_out(records: Records) -> None:
    likes = ShopperLikes(records)
    likes.set_consent("ada", True)
    gone = likes.profile("ada", "en").lines[0].key
    likes.forget_line("ada", gone)
    likes.forget_line("ada", gone)
    assert gone not in [line.key for line in ShopperLikes(records).profile("ada", "en").lines]


def test_switching_off_is_kept_and_leaves_consent_alone(records: Records) -> None:
    likes = ShopperLikes(records)
    likes.set_consent("ada", True)
    likes.set_personalisation("ada", False)
    profile = likes.profile("ada", "en")
    assert (profile.consent, profile.personalised) == (True, False)
