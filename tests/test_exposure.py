"""Who is shown how much: from the command line, over the shop's own events or a folder of them."""

import json
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from app.build import OpenShop
from app.exposure import as_table, shown_to_whom
from tests.conftest import settings
from tests.small_shop import events, products


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with 60 shoppers' events and the products that they buy."""
    made = tmp_path_factory.mktemp("exposure")
    bought = [
        {"shopper": e.shopper, "event": e.name, "item_id": e.item_id, "time": e.time, "id": e.id}
        for e in events(shoppers=60)
    ]
    (made / "events.jsonl").write_bytes(b"".join(orjson.dumps(e) + b"\n" for e in bought))
    feed = [
        {"id": p.id, "title": p.title, "brand": p.brand, "price": p.price, "currency": "USD", "color": p.color,
         "product_type": p.product_type}
        for p in products()
    ]  # fmt: skip
    (made / "products.jsonl").write_bytes(b"".join(orjson.dumps(p) + b"\n" for p in feed))
    return made


def test_exposure_is_told_by_group_before_and_after(folder: Path, tmp_path: Path) -> None:
    shop = OpenShop(settings(tmp_path / "home", embedding="hashing"))
    report = shown_to_whom(shop, folder)
    shop.close()
    assert report["shoppers"] == 60
    for side in ("before", "after"):
        assert set(report[side]) == {"products_shown", "brand", "seller", "price", "tail"}
        assert all(0 <= report[side][group]["gap"] <= 1 for group in ("brand", "seller", "price", "tail"))
    shown = {brand: share for brand, (share, _) in report["before"]["brand"]["widest"].items()}
    assert sum(shown.values()) == pytest.approx(1, abs=0.01)
    assert as_table(report).row_count > 8


def test_events_without_second_baskets_are_refused_in_words(folder: Path, tmp_path: Path) -> None:
    first = (folder / "events.jsonl").read_text("utf-8").splitlines()[:1]
    (tmp_path / "events.jsonl").write_text("\n".join(first), "utf-8")
    shop = OpenShop(settings(tmp_path / "home", embedding="hashing"))
    with pytest.raises(ValueError, match="no products"):
        shown_to_whom(shop, tmp_path)
    (tmp_path / "products.jsonl").write_bytes((folder / "products.jsonl").read_bytes())
    with pytest.raises(ValueError, match="two baskets"):
        shown_to_whom(shop, tmp_path)
    shop.close()


def test_the_verb_prints_json(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "app", "evaluate", "fairness", "--data", str(folder), "--json", "--home"]
    done = subprocess.run([*command, str(tmp_path / "home")], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["shoppers"] == 60
