"""The demo shop: its feed is read without refusal, in two languages, and every product has its picture."""

import json
import re
from collections import Counter
from typing import Any
from xml.etree import ElementTree

import pytest

from knowledge.demo import pictures_folder, products_file
from knowledge.demo.draw import pictures
from knowledge.demo.make import feed
from knowledge.feeds import Refused, read_feed
from knowledge.product import Product

HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def products() -> list[Product]:
    read = list(read_feed(products_file()))
    assert [r for r in read if isinstance(r, Refused)] == []
    return [p for p in read if isinstance(p, Product)]


@pytest.fixture(scope="module")
def lines() -> list[dict[str, Any]]:
    return [json.loads(line) for line in products_file().read_text(encoding="utf-8").splitlines()]


def test_the_shop_has_eight_departments_and_about_four_hundred_products(products: list[Product]) -> None:
    departments = Counter(p.category[0] for p in products)
    assert 380 <= len(products) <= 450
    assert len(departments) == 8 and min(departments.values()) >= 25
    assert len({p.product_type for p in products}) >= 150


def test_ids_and_titles_are_unique_in_both_languages(products: list[Product]) -> None:
    assert len({p.id for p in products}) == len(products)
    assert len({p.title for p in products}) == len(products)
    assert len({p.titled("zh") for p in products}) == len(products)
    variants = [v.id for p in products for v in p.variants]
    assert len(set(variants)) == len(variants)


def test_every_product_is_told_in_english_and_in_chinese(products: list[Product]) -> None:
    for p in products:
        assert p.description.count(".") + p.description.count("?") >= 2, p.title
        assert not HAN.search(p.title + p.description + p.product_type), p.title
        assert set(p.translations["zh"]) >= {"title", "description", "product_type", "category"}, p.title
        assert all(HAN.search(text) for name, text in p.translations["zh"].items() if name != "title"), p.title


def test_copy_has_no_gaps_and_no_two_products_share_it(products: list[Product]) -> None:
    for language in ("en", "zh"):
        texts = [p.described(language) for p in products]
        assert not [t for t in texts if re.search(r"[{}\[\]]|\bNone\b|  |\.\.", t)]
        assert len(set(texts)) == len(texts)


def test_no_sentence_is_said_twice_in_one_description(products: list[Product]) -> None:
    for p in products:
        sentences = re.split(r"(?<=[.。])\s*", p.description)
        assert len(set(sentences)) == len(sentences), p.title


def test_prices_are_those_of_a_shop(products: list[Product]) -> None:
    assert {p.currency for p in products} == {"USD"}
    assert all(500 <= p.price_cents <= 250_000 for p in products)
    on_sale = [p for p in products if p.on_sale]
    assert 0.1 < len(on_sale) / len(products) < 0.4
    assert all(0.6 <= p.now_cents / p.price_cents < 1 for p in on_sale)


def test_some_products_are_sold_out_and_some_nearly(products: list[Product]) -> None:
    assert 3 <= sum(not p.in_stock for p in products) <= 30
    assert sum(any(v.stock == 0 for v in p.variants) and p.in_stock for p in products) >= 20
    assert sum(0 < (v.stock or 0) <= 5 for p in products for v in p.variants) >= 20


def test_measures_are_read_as_numbers_with_units(products: list[Product]) -> None:
    kettle = next(p for p in products if p.title.startswith("Larkmoor Tidewater Glass Kettle"))
    capacity, power = kettle.fact("capacity"), kettle.fact("power")
    assert capacity and (capacity.value, capacity.unit) == (1.7, "l")
    assert power and (power.value, power.unit) == (2200.0, "W")
    assert kettle.fact("auto_shut_off") and kettle.fact("auto_shut_off").value is True  # type: ignore[union-attr]


def test_what_a_part_fits_is_a_product_of_the_shop(products: list[Product]) -> None:
    models = {p.model for p in products if p.model}
    brands = {p.brand for p in products}
    named = [
        part.strip()
        for p in products
        if (fits := p.fact("compatible_with"))
        for part in str(fits.value).split(",")
        if any(part.strip().startswith(brand) for brand in brands)
    ]
    assert len(named) >= 20
    assert [part for part in named if part.split()[-1] not in models] == []


def test_every_address_of_a_picture_stands_for_a_file(lines: list[dict[str, Any]]) -> None:
    named = {line["image_link"] for line in lines} | {
        v["image"] for p in lines for v in p.get("variants", []) if "image" in v
    }
    drawn = {f"/demo/pictures/{file.name}" for file in pictures_folder().glob("*.svg")}
    assert named == drawn


def test_pictures_are_small_plain_drawings() -> None:
    files = list(pictures_folder().glob("*.svg"))
    assert sum(f.stat().st_size for f in files) < 1_500_000
    for file in files:
        text = file.read_text(encoding="utf-8")
        tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(text).iter()}
        assert not tags & {"script", "text", "image", "foreignObject", "a", "style"}, file.name
        assert len(text) < 6_000 and "href" not in text and " on" not in text, file.name


def test_the_feed_is_made_again_byte_for_byte() -> None:
    assert feed() == products_file().read_text(encoding="utf-8")


def test_the_pictures_are_drawn_again_byte_for_byte() -> None:
    for name, svg in pictures():
        assert (pictures_folder() / f"{name}.svg").read_text(encoding="utf-8") == svg, name
