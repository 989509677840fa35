"""Feeds of every format become checked products; what cannot is refused with row, field and what to do."""

import csv
import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.feeds import FeedError, Refused, detect, read_feed
from knowledge.feeds.cleaning import address, clean_text, singular
from knowledge.feeds.money import read_money
from knowledge.feeds.refused import BadField
from knowledge.product import Attribute, Product

ROUNDS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def feed(folder: Path, name: str, content: str | bytes, kind: str = "auto") -> list[Product | Refused]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_feed(path, kind))


def jsonl(folder: Path, *rows: Any) -> list[Product | Refused]:
    return feed(folder, "feed.jsonl", "\n".join(json.dumps(r) for r in rows), "jsonl")


def product(found: object) -> Product:
    assert isinstance(found, Product), str(found)
    return found


def refused(found: object) -> Refused:
    assert isinstance(found, Refused), str(found)
    return found


def table(rows: list[dict[str, str]], mark: str = ",") -> str:
    text = io.StringIO()
    columns = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(text, columns, delimiter=mark)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


GOOD = {"id": "1", "title": "Lamp", "price": "12.50 GBP"}


def test_jsonl_keeps_every_column(tmp_path: Path) -> None:
    row = {
        **GOOD,
        "description": "Warm light",
        "brand": "Acme",
        "product_type": "Home > Desk Lamps",
        "sale_price": 10,
        "availability": "out of stock",
        "stock": 0,
        "image_link": "https://x.example/a.jpg",
        "rating": "4.5",
        "review_count": 7,
        "color": "red",
        "seller": "Shop",
        "sponsored": True,
        "model": "L-1",
        "audience": "women",
        "released": "2025-01-02",
        "attributes": {"Weight": "1.5 kg", "dimmable": "yes", "bulbs": 2},
        "fabric": "linen",
        "cable length (m)": "2",
        "translations": {"zh": {"title": "台灯", "nonsense": "x"}},
    }
    found = product(jsonl(tmp_path, row)[0])
    assert (found.price_cents, found.sale_price_cents, found.currency) == (1250, 1000, "GBP")
    assert (found.category, found.product_type) == (("Home", "Desk Lamps"), "desk lamp")
    assert (found.availability, found.stock, found.in_stock) == ("out_of_stock", 0, False)
    assert (found.rating, found.review_count, found.seller, found.sponsored) == (4.5, 7, "Shop", True)
    assert found.translations == {"zh": {"title": "台灯"}}
    assert set(found.attributes) == {
        Attribute("weight", 1.5, "kg"),
        Attribute("dimmable", True),
        Attribute("bulbs", 2.0),
        Attribute("fabric", "linen"),
        Attribute("cable_length", 2.0, "m"),
    }


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"price": None}, "price", "has no price: add one or remove the row."),
        ({"price": ""}, "price", "has no price: add one or remove the row."),
        ({"price": -3}, "price", "has a negative price (-3.00)"),
        ({"price": "-3.00 USD"}, "price", "has a negative price"),
        ({"price": "£-3"}, "price", "has a negative price"),
        ({"price": 0}, "price", "has a price of 0"),
        ({"price": 10_000_001}, "price", "absurd"),
        ({"price": 1e300}, "price", "absurd"),
        ({"price": "call us"}, "price", "without a number"),
        ({"price": "10 or 12"}, "price", "several numbers"),
        ({"price": [1]}, "price", "not a number"),
        ({"price": True}, "price", "not a number"),
        ({"sale_price": 20}, "sale_price", "above its price"),
        ({"currency": "USD"}, "currency", "make them agree"),
        ({"id": ""}, "id", "has no id"),
        ({"title": " <b></b> "}, "title", "has no title"),
        ({"availability": "perhaps"}, "availability", "unknown availability"),
        ({"rating": 11}, "rating", "0 to 5"),
        ({"stock": "lots"}, "stock", "not a number"),
    ],
)
def test_bad_fields_are_refused_by_name(tmp_path: Path, change: dict[str, Any], field: str, says: str) -> None:
    good, bad = jsonl(tmp_path, GOOD, {**GOOD, "id": "2", **change})
    assert product(good).id == "1"
    assert refused(bad).field == field and says in str(bad)
    assert str(bad).startswith("Row 2 of feed.jsonl has")


def test_lines_that_are_no_objects_are_refused_and_the_rest_read(tmp_path: Path) -> None:
    found = feed(
        tmp_path,
        "f.jsonl",
        b'{"id":1,"title":"A","price":1}\n\n[1]\nnot json\n{"id":"\xff"}\n"x"\n{"id":2,"title":"B","price":1}',
    )
    assert [product(p).id for p in found if isinstance(p, Product)] == ["1", "2"]
    assert [r.row for r in found if isinstance(r, Refused)] == [3, 4, 5, 6]


def test_the_first_of_two_equal_ids_wins(tmp_path: Path) -> None:
    first, second = jsonl(tmp_path, GOOD, {**GOOD, "title": "Other"})
    assert product(first).title == "Lamp"
    assert (refused(second).row, refused(second).field, refused(second).id) == (2, "id", "1")


def test_markup_scripts_and_control_characters_leave_plain_text(tmp_path: Path) -> None:
    title = "<b>Lamp</b><script>alert(1)</script> &amp;\x00 <img src=x onerror=alert(1)>shade\u202e"
    found = product(
        jsonl(tmp_path, {**GOOD, "title": title, "description": "One<br>two &lt;script&gt;x&lt;/script&gt;"})[0]
    )
    assert found.title == "Lamp & shade"
    assert found.description == "One two"


@pytest.mark.parametrize(
    "bad", ["javascript:alert(1)", "data:text/html,x", "ftp://x/y", "https://x/'onload='", "//", "C:\\x", "http://"]
)
def test_only_web_addresses_and_paths_are_kept(bad: str) -> None:
    assert address(bad) == ""
    assert address("https://x.example/a.jpg?b=1") == "https://x.example/a.jpg?b=1"
    assert address("/pictures/a.svg") == "/pictures/a.svg"


def test_variants_of_a_line_share_what_they_do_not_say(tmp_path: Path) -> None:
    variants = [
        {"id": "r", "color": "red"},
        {"id": "b", "color": "blue", "price": "15 GBP", "stock": 0, "options": {"Finish": "matt"}},
    ]
    found = product(jsonl(tmp_path, {**GOOD, "variants": variants})[0])
    assert (found.id, found.price_cents, found.color) == ("1", 1250, "")
    red, blue = found.variants
    assert (red.color, red.price_cents) == ("red", None)
    assert (blue.price_cents, blue.stock, blue.options["Finish"]) == (1500, 0, "matt")


def test_rows_of_a_group_become_variants_however_far_apart(tmp_path: Path) -> None:
    shirts = [
        {**GOOD, "id": f"s{n}", "title": f"Linen Shirt {c}", "color": c, "price": 20 + n, "item_group_id": "S"}
        for n, c in enumerate(["Red", "Blue"])
    ]
    others = [{**GOOD, "id": f"o{n}"} for n in range(3000)]
    found = [product(p) for p in jsonl(tmp_path, shirts[0], *others, shirts[1])]
    assert len(found) == 3001
    shirt = next(p for p in found if p.id == "S")
    assert (shirt.title, shirt.price_cents, shirt.group_id) == ("Linen Shirt", 2000, "S")
    assert [(v.id, v.color, v.price_cents) for v in shirt.variants] == [("s0", "Red", None), ("s1", "Blue", 2100)]


GOOGLE = """<?xml version="1.0" encoding="{encoding}"?>
<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><title>Shop</title>
<item><g:id>1</g:id><title>Caf\u00e9 Dress</title><g:price>40.00 EUR</g:price><g:sale_price>30.00 EUR</g:sale_price>
<g:sale_price_effective_date>2020-01-01T00:00+0000/2020-02-01T00:00+0000</g:sale_price_effective_date>
<g:product_type>Women &gt; Dresses</g:product_type><g:gender>female</g:gender><g:mpn>D1</g:mpn>
<g:image_link>https://x.example/1.jpg</g:image_link><g:additional_image_link>https://x.example/2.jpg</g:additional_image_link>
<g:additional_image_link>https://x.example/3.jpg</g:additional_image_link>
<g:product_detail><g:attribute_name>Weight</g:attribute_name><g:attribute_value>200 g</g:attribute_value>
</g:product_detail></item>
<item><g:id>2</g:id><title>Fish & Chips</title><g:price>1 EUR</g:price></item>
<item><g:id>3</g:id><title>Hat</title><g:price>5 EUR</g:price><g:availability>preorder</g:availability></item>
</channel></rss>"""


def test_google_xml_and_a_broken_item_in_it(tmp_path: Path) -> None:
    dress, broken, hat = feed(tmp_path, "g.xml", GOOGLE.format(encoding="utf-8"))
    assert product(dress).category == ("Women", "Dresses") and product(dress).product_type == "dress"
    assert product(dress).sale_price_cents is None  # its dates are over
    assert len(product(dress).images) == 3 and product(dress).audience == "women" and product(dress).model == "D1"
    assert product(dress).fact("weight") == Attribute("weight", 200.0, "g")
    assert (refused(broken).row, product(hat).availability) == (2, "preorder")


def test_a_feed_that_breaks_off_says_so(tmp_path: Path) -> None:
    with pytest.raises(FeedError, match="breaks off"):
        feed(tmp_path, "g.xml", GOOGLE.format(encoding="utf-8")[:-60])
    whole = gzip.compress(os.urandom(5000).hex().encode())
    with pytest.raises(FeedError, match="breaks off"):
        feed(tmp_path, "f.jsonl.gz", whole[:-500], "jsonl")


def test_entities_of_a_feed_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("TOP SECRET")
    text = f"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>
    <rss xmlns:g="http://base.google.com/ns/1.0"><channel>
    <item><g:id>1</g:id><title>A &x;</title><g:price>1 USD</g:price></item></channel></rss>"""
    assert "SECRET" not in str(feed(tmp_path, "g.xml", text))


def test_google_tsv_and_gzip(tmp_path: Path) -> None:
    rows = [
        {
            "id": "1",
            "title": "Hat",
            "price": "5.00 USD",
            "link": "https://x.example/h",
            "image link": "https://x.example/h.jpg",
            "product detail": "General:Brim:7 cm",
        }
    ]
    plain = feed(tmp_path, "g.tsv", table(rows, "\t"))
    assert plain == feed(tmp_path, "g.tsv.gz", gzip.compress(table(rows, "\t").encode()))
    assert product(plain[0]).image == "https://x.example/h.jpg"
    assert product(plain[0]).fact("brim") == Attribute("brim", 7.0, "cm")


SHOPIFY_NEW = [
    {
        "Title": "Tee",
        "URL handle": "tee",
        "Description": "<p>Soft</p>",
        "Vendor": "Acme",
        "Product category": "Apparel > Tops",
        "Type": "T-Shirts",
        "Status": "Active",
        "SKU": "T-R",
        "Option1 name": "Color",
        "Option1 value": "Red",
        "Price": "10",
        "Compare-at price": "12",
        "Inventory tracker": "shopify",
        "Inventory quantity": "3",
        "Continue selling when out of stock": "DENY",
        "Product image URL": "https://x.example/a.jpg",
    },
    {"Title": "Draft", "URL handle": "draft", "Status": "Draft", "Price": "1"},
    {
        "URL handle": "tee",
        "SKU": "T-B",
        "Option1 value": "Blue",
        "Price": "11",
        "Inventory tracker": "shopify",
        "Inventory quantity": "0",
    },
    {"URL handle": "tee", "Product image URL": "https://x.example/b.jpg"},
]
_OLD = {
    "Title": "Title",
    "URL handle": "Handle",
    "Description": "Body (HTML)",
    "Product category": "Product Category",
    "SKU": "Variant SKU",
    "Option1 name": "Option1 Name",
    "Option1 value": "Option1 Value",
    "Price": "Variant Price",
    "Compare-at price": "Variant Compare At Price",
    "Inventory tracker": "Variant Inventory Tracker",
    "Inventory quantity": "Variant Inventory Qty",
    "Continue selling when out of stock": "Variant Inventory Policy",
    "Product image URL": "Image Src",
}
SHOPIFY_OLD = [{_OLD.get(k, k): v for k, v in row.items()} for row in SHOPIFY_NEW]


def test_shopify_headers_of_both_generations_read_alike(tmp_path: Path) -> None:
    new, old = feed(tmp_path, "s.csv", table(SHOPIFY_NEW)), feed(tmp_path, "s.csv", table(SHOPIFY_OLD))
    assert new == old
    tee, draft = product(new[0]), refused(new[1])
    assert (tee.id, tee.price_cents, tee.sale_price_cents, tee.stock) == ("tee", 1200, 1000, 3)
    assert (tee.category, tee.product_type, tee.description, tee.brand) == (
        ("Apparel", "Tops"),
        "t-shirt",
        "Soft",
        "Acme",
    )
    assert tee.images == ("https://x.example/a.jpg", "https://x.example/b.jpg")
    red, blue = tee.variants
    assert (red.id, red.color, red.availability) == ("T-R", "Red", "in_stock")
    assert (blue.price_cents, blue.sale_price_cents, blue.availability) == (1100, None, "out_of_stock")
    assert (draft.row, draft.field) == (3, "status")


def test_woocommerce_variations_join_their_parent_by_id_or_sku(tmp_path: Path) -> None:
    rows = [
        {
            "ID": "12",
            "Type": "variation",
            "SKU": "H-B",
            "Name": "Hoodie - Blue",
            "In stock?": "0",
            "Regular price": "22",
            "Parent": "H",
            "Attribute 1 name": "Color",
            "Attribute 1 value(s)": "Blue",
            "Weight (kg)": "0.6",
        },
        {
            "ID": "10",
            "Type": "variable",
            "SKU": "H",
            "Name": "Hoodie",
            "Published": "1",
            "Categories": "Sale, Clothing > Hoodies",
            "Attribute 1 name": "Color",
            "Attribute 1 value(s)": "Red, Blue",
            "Images": "https://x.example/h.jpg",
        },
        {
            "ID": "11",
            "Type": "variation",
            "SKU": "H-R",
            "Name": "Hoodie - Red",
            "Stock": "5",
            "Regular price": "20",
            "Sale price": "18",
            "Parent": "id:10",
            "Attribute 1 name": "Color",
            "Attribute 1 value(s)": "Red",
            "Weight (kg)": "0.5",
        },
        {"ID": "13", "Type": "simple", "Name": "Cap", "Regular price": "9", "Weight (kg)": "0.1"},
        {"ID": "14", "Type": "variation", "Name": "Lost", "Regular price": "9", "Parent": "nobody"},
    ]
    cap, hoodie, lost = feed(tmp_path, "w.csv", table(rows))
    assert product(cap).fact("weight") == Attribute("weight", 0.1, "kg")
    assert (product(hoodie).id, product(hoodie).category) == ("10", ("Clothing", "Hoodies"))
    assert (product(hoodie).price_cents, product(hoodie).sale_price_cents) == (2000, 1800)
    assert [(v.color, v.availability) for v in product(hoodie).variants] == [
        ("Blue", "out_of_stock"),
        ("Red", "in_stock"),
    ]
    assert (refused(lost).row, refused(lost).field) == (6, "parent")


def test_icecat_types_units_and_cents(tmp_path: Path) -> None:
    notebook = {
        "id": "7",
        "name": "dv7",
        "title": 'HP dv7 notebook Silver 43.2 cm (17")',
        "supplier": "HP",
        "price": 10995,
        "ean": ["0884420588030"],
        "img_500x500": "http://x.example/m.jpg",
        "date_released": "2008-12-19T00:00:00Z",
        "attr_t_product_colour": "Silver",
        "attr_n_display_diagonal": 17.0,
        "attr_n_weight": 3460.0,
        "attr_b_touchscreen": False,
        "attr_n_internal_memory": 4.0,
        "attr_n_thermal_design_power__tdp_": 25.0,
    }
    found, priceless = feed(
        tmp_path, "i.jsonl", json.dumps(notebook) + "\n" + json.dumps({**notebook, "id": "8", "price": None})
    )
    found = product(found)
    assert (found.price_cents, found.currency, found.model, found.gtin) == (10995, "USD", "dv7", "0884420588030")
    assert (found.product_type, found.category, found.color) == ("notebook", ("Computers", "notebook"), "Silver")
    assert found.fact("display_diagonal") == Attribute("display_diagonal", 17.0, "in")
    assert found.fact("weight") == Attribute("weight", 3460.0, "g")
    assert found.fact("thermal_design_power") == Attribute("thermal_design_power", 25.0, "W")
    assert found.fact("internal_memory") == Attribute("internal_memory", 4.0, "GB")
    assert found.fact("touchscreen") == Attribute("touchscreen", False)
    assert refused(priceless).field == "price"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_of_the_west_are_recognised(tmp_path: Path, encoding: str) -> None:
    names = ["Café crème à emporter", "Größe für Fußgänger", "Señora niño años", "Déjà vu élégant — naïve façade"]
    rows = [{"id": str(n), "title": name, "price": "5 EUR"} for n, name in enumerate(names * 3)]
    found = feed(tmp_path, "g.csv", table(rows).encode(encoding))
    assert [product(p).title for p in found] == [" ".join(n.split()) for n in names * 3]


def test_chinese_in_gb18030_is_recognised(tmp_path: Path) -> None:
    names = ["无线蓝牙耳机降噪", "男士纯棉短袖衬衫", "不锈钢保温杯大容量", "儿童益智玩具积木"]
    rows = [{"id": str(n), "title": name, "price": "5 CNY"} for n, name in enumerate(names * 3)]
    found = feed(tmp_path, "g.csv", table(rows).encode("gb18030"))
    assert [product(p).title for p in found] == names * 3


def test_a_row_in_another_encoding_than_its_feed_is_refused(tmp_path: Path) -> None:
    lines = [f"{n},Café {n},5 EUR".encode() for n in range(20)]
    lines[7] = "7,Café 7,5 EUR".encode("cp1252")
    found = feed(tmp_path, "g.csv", b"\n".join([b"id,title,price", *lines]))
    assert [(r.row, r.field) for r in found if isinstance(r, Refused)] == [(9, "title")]
    assert len(found) == 20


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.xml", "<rss><channel/></rss>", "google"),
        ("a.txt", "id\ttitle\tprice\n", "google"),
        ("a.csv", '"Handle","Title","Variant Price"\n', "shopify"),
        ("a.csv", "Title,URL handle,Price\n", "shopify"),
        ("a.csv", "ID,Type,SKU,Name,Regular price\n", "woocommerce"),
        ("a.jsonl", '{"id": 1, "supplier": "HP", "name": "x", "ean": []}', "icecat"),
        ("a.jsonl", '{"id": 1, "title": "x", "price": 1}', "jsonl"),
        ("a.jsonl", '{"question": "x", "answer": "y"}', "faq"),
        ("a.csv", "question,answer\n", "faq"),
        ("a.zh.md", "# 帮助", "faq"),
    ],
)
def test_formats_are_told_from_content(tmp_path: Path, name: str, content: str, kind: str) -> None:
    (tmp_path / name).write_text(content)
    assert detect(tmp_path / name) == kind


@pytest.mark.parametrize("content", ["", "hello", "[1, 2]", "a,b,c\n1,2,3\n", "\x00\x01\x02"])
def test_an_unknown_format_is_a_clear_error(tmp_path: Path, content: str) -> None:
    (tmp_path / "x").write_text(content)
    with pytest.raises(FeedError, match="x "):
        list(read_feed(tmp_path / "x"))
    with pytest.raises(FeedError, match="cannot be opened"):
        list(read_feed(tmp_path / "missing"))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=8,
)
_NAMES = (
    "id title price currency sale_price availability stock rating review_count image_link link product_type category "
    "attributes "
    "variants translations item_group_id images price_cents color sponsored ean name supplier attr_t_type attr_n_weight"
)
NAMES = st.sampled_from(_NAMES.split())


@ROUNDS
@given(st.lists(st.dictionaries(NAMES | st.text(max_size=12), ANYTHING, max_size=8), max_size=6))
def test_no_json_row_makes_reading_raise(tmp_path: Path, rows: list[dict[str, Any]]) -> None:
    for kind in ("jsonl", "icecat"):
        text = "\n".join(json.dumps(r) for r in rows)
        assert len(feed(tmp_path, "f.jsonl", text, kind)) <= 2 * len(rows)


@ROUNDS
@given(st.lists(st.binary(max_size=60), max_size=6))
def test_no_bytes_make_reading_raise(tmp_path: Path, lines: list[bytes]) -> None:
    read = feed(tmp_path, "f.jsonl", b'{"id":1,"title":"A","price":1}\n' + b"\n".join(lines), "jsonl")
    assert all(isinstance(row, Product | Refused) for row in read)
    feed(tmp_path, "f.csv", b"id,title,price\n" + b"\n".join(lines), "google")
    items = b"".join(b"<item>" + line + b"</item>" for line in lines)
    feed(tmp_path, "f.xml", b"<rss><channel>" + items + b"</channel></rss>", "google")


_SHOPIFY_COLUMNS = st.sampled_from([k.lower() for row in SHOPIFY_OLD + SHOPIFY_NEW for k in row])
_WOO_COLUMNS = st.sampled_from(
    [
        "ID",
        "Type",
        "SKU",
        "Name",
        "Published",
        "Stock",
        "Parent",
        "Images",
        "Categories",
        "Regular price",
        "Sale price",
        "In stock?",
    ]
)


@ROUNDS
@given(st.lists(st.dictionaries(_SHOPIFY_COLUMNS, st.text(max_size=12), min_size=1), max_size=5), st.data())
def test_no_table_row_makes_reading_raise(tmp_path: Path, rows: list[dict[str, str]], data: st.DataObject) -> None:
    feed(tmp_path, "s.csv", table([{"URL handle": "x", "Price": "1"}, *rows]).encode(errors="replace"), "shopify")
    kinds = st.sampled_from(["simple", "variable", "variation", "", "x"])
    woo = st.dictionaries(_WOO_COLUMNS, st.sampled_from(["1", "A", "id:1", "-5", ""]) | st.text(max_size=8), min_size=1)
    more = [{**data.draw(woo), "Type": data.draw(kinds)} for _ in range(3)]
    read = feed(
        tmp_path, "w.csv", table([{"Type": "simple", "Name": "x"}, *more]).encode(errors="replace"), "woocommerce"
    )
    assert all(isinstance(row, Product | Refused) for row in read)


@ROUNDS
@given(
    st.integers(1, 10_000_000 * 100),
    st.sampled_from(["{m}.{c:02d} GBP", "GBP {m}.{c:02d}", "£{m:,}.{c:02d}", "{m}.{c:02d}", "{m:,}.{c:02d} GBP"]),
)
def test_prices_round_trip(cents: int, form: str) -> None:
    money = read_money(form.format(m=cents // 100, c=cents % 100))
    assert money.cents == cents
    assert money.currency in ("GBP", "")
    assert read_money(cents / 100).cents == cents


@pytest.mark.parametrize(
    ("text", "cents", "currency"),
    [
        ("€ 1.234,56", 123456, "EUR"),
        ("1 299,00 €", 129900, "EUR"),
        ("$9.99", 999, "USD"),
        ("¥199", 19900, "CNY"),
        ("199元", 19900, "CNY"),
        ("JPY 1500", 150000, "JPY"),
        ("1,500 JPY", 150000, "JPY"),
    ],
)
def test_prices_as_shops_write_them(text: str, cents: int, currency: str) -> None:
    assert read_money(text) == (cents, currency)


@ROUNDS
@given(st.text(max_size=200))
def test_cleaned_text_holds_no_markup_and_stays_clean(text: str) -> None:
    once = clean_text(text)
    assert "<script" not in once.lower() and not any(c < " " for c in once)
    with_tags = clean_text(f"<a href='x' onclick='y'>{text}</a><script>evil()</script>")
    assert "onclick" not in with_tags.replace(text, "") and "evil()" not in with_tags.replace(text, "")


@ROUNDS
@given(st.text(max_size=30))
def test_any_price_text_gives_money_or_a_reason(text: str) -> None:
    try:
        assert 0 < read_money(text).cents <= 10_000_000 * 100
    except BadField as bad:
        assert bad.field == "price" and bad.reason.startswith("has ")


def test_singular_keeps_nouns_that_have_none() -> None:
    plurals = [
        "Maxi Dresses",
        "Batteries",
        "Headphones",
        "Shoes",
        "Bus",
        "camera lens",
        "Computer mice",
        "Boxes",
        "Glass",
    ]
    singulars = ["maxi dress", "battery", "headphones", "shoe", "bus", "camera lens", "computer mouse", "box", "glass"]
    assert [singular(p) for p in plurals] == singulars


GROWTH = """
import resource, sys
from pathlib import Path
from knowledge.feeds import read_feed
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(sum(len(p.variants) or 1 for p in read_feed(Path(sys.argv[1]))))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_a_large_feed_needs_little_memory(tmp_path: Path) -> None:
    """60 MB of rows, a third of them in groups whose rows stand at both ends of the feed."""
    rows = 12_000
    path = tmp_path / "large.jsonl"
    with path.open("w") as out:
        for n in range(rows):
            group = f"g{n % 2000}" if n < 2000 or n >= rows - 2000 else ""
            values = {
                "id": str(n),
                "title": f"Thing {n}",
                "price": 5,
                "item_group_id": group,
                "description": "word " * 1000,
            }
            out.write(json.dumps(values) + "\n")
    assert path.stat().st_size > 60_000_000
    said = subprocess.run([sys.executable, "-c", GROWTH, path], capture_output=True, text=True, check=True)
    found, grown_kib = said.stdout.split()
    assert int(found) == rows
    assert int(grown_kib) < 30_000
