"""Staff see who shops here, in groups large enough to tell on nobody."""

from pathlib import Path

from knowledge.records import open_records
from tests import small_shop
from tests.staff_desk import PASSWORD, signed_in, visitor


def test_the_console_shows_what_each_group_likes_and_bought(tmp_path: Path) -> None:
    records = open_records(tmp_path)
    records.staff.add("Eve", PASSWORD, "reviewer")
    eve = signed_in(records, "Eve")
    assert "Nobody to group yet" in eve.get("/staff/segments").text
    assert "/staff/segments" in eve.get("/staff/dashboard").text, "the dashboard leads there"
    records.products.write([(p, p.id) for p in small_shop.products()], "shop")
    records.shoppers.add_events(small_shop.events(120))
    page = eve.get("/staff/segments").text
    assert all(brand in page for brand in small_shop.BRANDS), "what came meanwhile is shown at once"
    assert page.count("<tr>") >= 5 and "Bought by most of them" in page
    assert not any(f">s{n}<" in page for n in range(120)), "no shopper is named"
    assert visitor(records).get("/staff/segments", follow_redirects=False).status_code != 200
