"""Writes tests/cases/gate_worlds.jsonl and gate.jsonl: sentences about invented shops, half of them subtly false.

Frames are written by hand; what is true of a world is worked out here from its own numbers, apart from the gate.
Run: python tests/bench/make_gate_cases.py
"""

# ruff: noqa: E501  (a frame a line reads better)

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.product import Attribute, Passage, Product, Variant

CASES = Path(__file__).parents[1] / "cases"
POLICIES = (
    Passage("returns", "Can I return something?", "You can return unused items within 30 days of delivery. Sale items cannot be returned."),
    Passage("delivery", "How long does delivery take?", "Standard delivery takes 3 working days. Delivery is free for orders over $50."),
    Passage("warranty", "Is there a warranty?", "Every product has a 2 year warranty. Water damage is not covered."),
    Passage("returns-zh", "可以退货吗？", "未使用的商品自签收之日起 30 天内可以退货。特价商品不能退货。", "zh"),
    Passage("delivery-zh", "多久送到？", "普通配送需要 3 个工作日。订单满 50 美元免运费。", "zh"),
    Passage("warranty-zh", "有保修吗？", "所有商品保修 2 年。进水损坏不在保修范围内。", "zh"),
)  # fmt: skip


@dataclass(frozen=True)
class Shelf:
    """Three products: `a` in stock, `b` the cheapest and sold out, `c` the dearest, best rated and on sale."""

    name: str
    a: Product
    b: Product
    c: Product
    fact: tuple[str, str, str]  # an attribute of all three with a unit: name, English and Chinese word
    feature: tuple[str, str, str]  # true of `a`, false of `b`: name, English and Chinese word


def _product(
    id_: str, title: str, zh: str, cents: int, rating: float, reviews: int, color: str, brand: str, **more: object
) -> Product:
    return Product(
        id=id_, title=title, price_cents=cents, currency="USD", rating=rating, review_count=reviews, color=color, brand=brand,
        translations={"zh": {"title": zh}}, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _facts(*pairs: tuple[str, object, str]) -> tuple[Attribute, ...]:
    return tuple(Attribute(*pair) for pair in pairs)  # type: ignore[arg-type]


def _shoe(id_: str, color: str, size: str, cents: int, stock: int) -> Variant:
    return Variant(
        id_,
        price_cents=cents,
        availability="in_stock" if stock else "out_of_stock",
        stock=stock,
        color=color,
        size=size,
    )


SHELVES = (
    Shelf(
        "jackets",
        _product("j1", "Fellwind Shell Jacket", "山风冲锋衣", 12900, 4.4, 87, "black", "Fellwind", stock=7,
                 attributes=_facts(("waterproof", True, ""), ("weight", 480.0, "g"), ("pockets", 4.0, ""))),
        _product("j2", "Brook Day Jacket", "溪行外套", 7450, 3.9, 31, "blue", "Brookline", availability="out_of_stock",
                 attributes=_facts(("waterproof", False, ""), ("weight", 390.0, "g"), ("pockets", 2.0, ""))),
        _product("j3", "Summit Storm Parka", "峰顶派克大衣", 26000, 4.8, 140, "red", "Hochland", sale_price_cents=20800, stock=3,
                 attributes=_facts(("waterproof", True, ""), ("weight", 910.0, "g"), ("pockets", 6.0, ""))),
        ("weight", "weight", "重量"), ("waterproof", "waterproof", "防水"),
    ),
    Shelf(
        "headphones",
        _product("h1", "Lumo Air Headphones", "鹿鸣头戴耳机", 8900, 4.2, 412, "white", "Lumo", stock=25,
                 attributes=_facts(("wireless", True, ""), ("battery_life", 30.0, "h"), ("weight", 250.0, "g"))),
        _product("h2", "Tonnik Wired Two", "托尼克有线耳机", 3900, 4.0, 95, "black", "Tonnik", availability="out_of_stock",
                 attributes=_facts(("wireless", False, ""), ("battery_life", 1.0, "h"), ("weight", 190.0, "g"))),
        _product("h3", "Orrin Studio Max", "欧林录音室耳机", 24900, 4.7, 268, "silver", "Orrin", sale_price_cents=19920, stock=4,
                 attributes=_facts(("wireless", True, ""), ("battery_life", 42.0, "h"), ("weight", 310.0, "g"))),
        ("battery_life", "battery life", "电池续航"), ("wireless", "wireless", "无线"),
    ),
    Shelf(
        "kettles",
        _product("k1", "Pomme Steel Kettle", "石榴电水壶", 5490, 4.5, 63, "silver", "Pomme", stock=12, material="stainless steel",
                 attributes=_facts(("cordless", True, ""), ("capacity", 1.7, "l"), ("power", 2200.0, "w"))),
        _product("k2", "Little Boil Kettle", "小滚水壶", 2390, 4.1, 18, "white", "Kessel", availability="out_of_stock", material="plastic",
                 attributes=_facts(("cordless", False, ""), ("capacity", 0.8, "l"), ("power", 1100.0, "w"))),
        _product("k3", "Hearth Gooseneck", "炉边细口壶", 9900, 4.9, 201, "green", "Hearth & Co", sale_price_cents=7920, stock=2, material="steel",
                 attributes=_facts(("cordless", True, ""), ("capacity", 1.2, "l"), ("power", 1500.0, "w"))),
        ("capacity", "capacity", "容量"), ("cordless", "cordless", "无线"),
    ),
    Shelf(
        "backpacks",
        _product("p1", "Tarn Trek 32 Backpack", "湖畔登山包", 11500, 4.3, 54, "green", "Tarn", stock=9, material="nylon",
                 attributes=_facts(("waterproof", True, ""), ("capacity", 32.0, "l"), ("weight", 1.3, "kg"))),
        _product("p2", "Penny City Backpack", "便士双肩包", 4250, 3.8, 22, "grey", "Penny Lane", availability="out_of_stock", material="canvas",
                 attributes=_facts(("waterproof", False, ""), ("capacity", 18.0, "l"), ("weight", 0.7, "kg"))),
        _product("p3", "Moraine 60 Pack", "冰碛大背包", 23000, 4.6, 77, "orange", "Moraine", sale_price_cents=17250, stock=5, material="nylon",
                 attributes=_facts(("waterproof", True, ""), ("capacity", 60.0, "l"), ("weight", 1.9, "kg"))),
        ("capacity", "capacity", "容量"), ("waterproof", "waterproof", "防水"),
    ),
    Shelf(
        "shoes",
        _product("s1", "Kestrel Road Shoe", "红隼跑鞋", 9800, 4.1, 133, "", "Kestrel",
                 attributes=_facts(("breathable", True, ""), ("weight", 240.0, "g"), ("drop", 8.0, "mm")),
                 variants=(_shoe("s1a", "black", "41", 9800, 6), _shoe("s1b", "black", "42", 9800, 2), _shoe("s1c", "white", "43", 10400, 0),
                           _shoe("s1d", "yellow", "44", 10900, 5))),
        _product("s2", "Plover Gym Shoe", "鸻鸟训练鞋", 5200, 3.7, 40, "grey", "Plover", availability="out_of_stock",
                 attributes=_facts(("breathable", False, ""), ("weight", 310.0, "g"), ("drop", 4.0, "mm"))),
        _product("s3", "Merlin Trail Shoe", "灰背隼越野鞋", 15600, 4.9, 59, "blue", "Merlin", sale_price_cents=12480, stock=8,
                 attributes=_facts(("breathable", True, ""), ("weight", 290.0, "g"), ("drop", 6.0, "mm"))),
        ("weight", "weight", "重量"), ("breathable", "breathable", "透气"),
    ),
)  # fmt: skip

Case = tuple[str, str, bool, str]  # sentence, language, true, kind


def _money(cents: int) -> str:
    return f"${cents / 100:,.2f}".removesuffix(".00")


def cases(s: Shelf) -> Iterator[Case]:
    """Yield true and false sentences about a shelf, in pairs."""
    yield from _english(s)
    yield from _chinese(s)
    if s.a.variants:
        yield from _variants(s)


def _pair(language: str, kind: str, true: str, *false: str) -> Iterator[Case]:
    yield true, language, True, kind
    for sentence in false:
        yield sentence, language, False, kind


def _english(s: Shelf) -> Iterator[Case]:
    a, b, c = (p.title for p in (s.a, s.b, s.c))
    pa, pb, pc, lc = _money(s.a.now_cents), _money(s.b.now_cents), _money(s.c.now_cents), _money(s.c.price_cents)
    ab, ca, cut = (
        _money(s.a.now_cents - s.b.now_cents),
        _money(s.c.now_cents - s.a.now_cents),
        _money(s.c.price_cents - s.c.now_cents),
    )
    percent = round(100 - s.c.now_cents / s.c.price_cents * 100)
    fa, fb, fc = (p.fact(s.fact[0]).text() for p in (s.a, s.b, s.c))  # type: ignore[union-attr]
    word, feature = s.fact[1], s.feature[1]
    off = _money(s.a.now_cents - 100)
    yield from _pair("en", "money", f"I'd start with the {a} at {pa}.", f"I'd start with the {a} at {pb}.")
    yield from _pair("en", "money", f"The {a} costs {pa} and the {b} {pb}.", f"The {a} costs {pb} and the {b} {pa}.")
    yield from _pair(
        "en",
        "money",
        f"At {pc}, the {c} is the sturdier pick of the lot.".replace("the sturdier pick of the lot", "worth a look"),
        f"At {off}, the {a} is worth a look.",
    )
    yield from _pair(
        "en",
        "money",
        f"The {c} was {lc} and is {pc} now.",
        f"The {c} was {lc} and is {pa} now.",
        f"The {c} was {pc} and is {lc} now.",
    )
    yield from _pair(
        "en",
        "money",
        f"For {ab} less there's the {b} at {pb}.",
        f"For {ca} less there's the {b} at {pb}.",
        f"For {ab} less there's the {c} at {pc}.",
    )
    yield from _pair(
        "en", "money", f"The {b} would save you {ab}; it's {pb}.", f"The {c} would save you {ca}; it's {pc}."
    )
    yield from _pair(
        "en",
        "money",
        f"The {c} is {ca} more than the {a}.",
        f"The {c} is {ab} more than the {a}.",
        f"The {a} is {ca} more than the {c}.",
    )
    yield from _pair(
        "en",
        "discount",
        f"The {c} is on sale, {cut} below its usual {lc}.",
        f"The {a} is on sale right now.",
        f"The {c} is on sale, {cut} below its usual {pa}.",
    )
    yield from _pair(
        "en",
        "discount",
        f"That's {percent}% off for the {c}.",
        f"That's {percent + 10}% off for the {c}.",
        f"That's {percent}% off for the {a}.",
    )
    yield from _pair(
        "en",
        "discount",
        f"The {c} has been marked down from {lc} to {pc}.",
        f"The {b} has been marked down from {pa} to {pb}.",
        "Use the promo code SAVE10 for a little extra.",
        "You'll get a free gift with it.",
    )
    less = round(100 - s.b.now_cents / s.a.now_cents * 100)
    yield from _pair(
        "en",
        "money",
        f"The {b} is {less}% cheaper than the {a}.",
        f"The {b} is {less + 7}% cheaper than the {a}.",
        f"The {a} is {less}% cheaper than the {b}.",
        f"The {b} is {less}% off.",
    )
    yield from _pair("en", "stock", f"The {a} is in stock.", f"The {b} is in stock.", f"The {a} is sold out.")
    yield from _pair(
        "en",
        "stock",
        f"Sadly the {b} is out of stock at the moment.",
        f"Sadly the {c} is out of stock at the moment.",
        f"The {b} will be back in stock soon.",
    )
    yield from _pair(
        "en",
        "stock",
        f"We have the {c} available now, unlike the {b}.".split(",")[0] + ".",
        f"We have the {b} available now.",
    )
    yield from _pair(
        "en",
        "stock",
        f"The {b} isn't in stock, I'm afraid.",
        f"The {b} isn't sold out.",
        f"The {a} isn't in stock, I'm afraid.",
    )
    if s.c.stock:
        yield from _pair(
            "en",
            "stock",
            f"There are only {s.c.stock} left of the {c}.",
            f"There are only {s.c.stock - 1} left of the {c}.",
            f"Only two left of the {a}, so be quick.",
        )
    yield from _pair(
        "en",
        "rating",
        f"Buyers rate the {a} {s.a.rating} out of 5.",
        f"Buyers rate the {a} {s.c.rating} out of 5.",
        f"Buyers rate the {b} {s.a.rating} out of 5.",
    )
    yield from _pair(
        "en",
        "rating",
        f"The {c} holds {s.c.rating} stars from {s.c.review_count} reviews.",
        f"The {c} holds {s.c.rating} stars from {s.a.review_count} reviews.",
        f"The {a} holds 5 stars from {s.a.review_count} reviews.",
    )
    yield from _pair(
        "en",
        "rating",
        f"Going by ratings, the {c} is ahead: {s.c.rating} against {s.a.rating}.",
        f"Going by ratings, the {a} is ahead: {s.c.rating} against {s.a.rating}.",
    )
    yield from _pair(
        "en",
        "superlative",
        f"The {b} is the cheapest of these.",
        f"The {a} is the cheapest of these.",
        f"The {c} is the cheapest of these.",
    )
    yield from _pair(
        "en",
        "superlative",
        f"The {c} is the most expensive of the three.",
        f"The {a} is the most expensive of the three.",
        f"The {c} has the lowest price.",
    )
    yield from _pair(
        "en",
        "superlative",
        f"The {c} is the best rated.",
        f"The {a} is the best rated.",
        f"The {a} is our bestseller.",
        f"The {c} is the best on the market.",
    )
    yield from _pair(
        "en",
        "comparison",
        f"The {b} is cheaper than the {a}.",
        f"The {a} is cheaper than the {b}.",
        f"The {c} is cheaper than the {a}.",
    )
    yield from _pair(
        "en",
        "comparison",
        f"The {c} is more expensive than the {a}.",
        f"The {a} is more expensive than the {c}.",
        f"The {b} costs more than the {a}.",
    )
    yield from _pair(
        "en",
        "comparison",
        f"The {c} has the better rating, {s.c.rating} against {s.a.rating}.",
        f"The {b} has the better rating.",
        f"The {a} has a better rating than the {c}.",
    )
    yield from _pair(
        "en", "comparison", f"The {a} is higher rated than the {b}.", f"The {b} is higher rated than the {a}."
    )
    yield from _pair(
        "en",
        "number",
        f"The {word} of the {a} is {fa}.",
        f"The {word} of the {a} is {fb}.",
        f"The {word} of the {b} is {fc}.",
    )
    yield from _pair(
        "en",
        "number",
        f"On {word}, the {c} has {fc}, where the {a} has {fa}.",
        f"On {word}, the {c} has {fa}, where the {a} has {fc}.",
    )
    yield from _pair("en", "feature", f"The {a} is {feature}.", f"The {b} is {feature}.", f"The {a} is not {feature}.")
    yield from _pair(
        "en",
        "feature",
        f"Its record lists the {c} as {feature}.",
        f"The {c} is dishwasher-safe and {feature}.",
        f"The {a} comes in purple.",
    )
    if s.a.color:
        yield from _pair(
            "en",
            "feature",
            f"The {a} comes in {s.a.color}.",
            f"The {a} comes in {s.c.color}.",
            f"The {b} comes in {s.a.color}.",
        )
    yield from _pair(
        "en",
        "name",
        f"The {a} by {s.a.brand} may suit you.",
        f"The {a} by {s.c.brand} may suit you.",
        f"The {a} by Sony may suit you.",
    )
    yield from _pair(
        "en",
        "name",
        f"You could weigh up the {a} and the {c}.",
        f"You could weigh up the {a} and the Nordic Pro.",
        f"The {a} is much like the Zephyr X200.",
    )
    yield from _pair(
        "en",
        "policy",
        "You can return unused items within 30 days of delivery.",
        "You can return unused items within 31 days of delivery.",
        "You can return used items within 30 days of delivery.",
        "You can return items any time.",
    )
    yield from _pair(
        "en", "policy", "Sale items cannot be returned.", "Sale items can be returned.", "Sale items can be exchanged."
    )
    yield from _pair(
        "en",
        "policy",
        "Every product has a 2 year warranty.",
        "Every product has a 3 year warranty.",
        "Every product has a lifetime warranty.",
    )
    yield from _pair(
        "en",
        "delivery",
        "Standard delivery takes 3 working days.",
        "Standard delivery takes 2 working days.",
        f"The {a} arrives tomorrow.",
        "Next-day delivery is free.",
    )
    yield from _pair(
        "en",
        "delivery",
        "Delivery is free for orders over $50.",
        "Delivery is free for orders over $25.",
        f"The {a} ships for free.",
        f"The {c} is delivered by Friday.",
    )
    yield from _pair(
        "en",
        "urgency",
        f"Have a look at the {c} first.",
        f"Hurry, the {c} is selling fast.",
        f"It's the last chance for the {c}.",
    )
    yield from _pair(
        "en", "plain", f"If you go by price, start with the {b}.", f"If you go by price, start with the {b} at {pa}."
    )


def _chinese(s: Shelf) -> Iterator[Case]:
    a, b, c = (p.titled("zh") for p in (s.a, s.b, s.c))
    pa, pb, pc, lc = _money(s.a.now_cents), _money(s.b.now_cents), _money(s.c.now_cents), _money(s.c.price_cents)
    ab, ca, cut = (
        _money(s.a.now_cents - s.b.now_cents),
        _money(s.c.now_cents - s.a.now_cents),
        _money(s.c.price_cents - s.c.now_cents),
    )
    fold = s.c.now_cents / s.c.price_cents * 10
    fa, fb, fc = (p.fact(s.fact[0]).text() for p in (s.a, s.b, s.c))  # type: ignore[union-attr]
    word, feature = s.fact[2], s.feature[2]
    colors = {
        "black": "黑色",
        "white": "白色",
        "silver": "银色",
        "green": "绿色",
        "red": "红色",
        "orange": "橙色",
        "blue": "蓝色",
        "grey": "灰色",
    }
    yield from _pair("zh", "money", f"我会先看{a}，价格 {pa}。", f"我会先看{a}，价格 {pb}。")
    yield from _pair("zh", "money", f"{a}是 {pa}，{b}是 {pb}。", f"{a}是 {pb}，{b}是 {pa}。")
    yield from _pair(
        "zh",
        "money",
        f"{a}卖 {s.a.now_cents / 100:g} 美元。",
        f"{a}卖 {s.a.now_cents / 100 + 1:g} 美元。",
        f"{a}卖 {s.a.now_cents / 100:g} 元。",
    )
    yield from _pair(
        "zh", "money", f"{c}原价 {lc}，现在 {pc}。", f"{c}原价 {pc}，现在 {lc}。", f"{c}原价 {lc}，现在 {pa}。"
    )
    yield from _pair(
        "zh",
        "money",
        f"想省一点可以看{b}，{pb}，便宜 {ab}。",
        f"想省一点可以看{b}，{pb}，便宜 {ca}。",
        f"想省一点可以看{c}，{pc}，便宜 {ca}。",
    )
    yield from _pair("zh", "money", f"{c}比{a}贵 {ca}。", f"{c}比{a}贵 {ab}。", f"{a}比{c}贵 {ca}。")
    yield from _pair(
        "zh", "discount", f"{c}正在促销，比原价省 {cut}。", f"{a}正在促销。", f"{c}正在促销，比原价省 {ab}。"
    )
    yield from _pair(
        "zh",
        "discount",
        f"{c}现在打 {fold:g} 折。",
        f"{c}现在打 {fold - 2:g} 折。",
        f"{a}现在打 {fold:g} 折。",
        "下单可以用优惠券。",
        f"买{a}送赠品。",
    )
    less = round(100 - s.b.now_cents / s.a.now_cents * 100)
    yield from _pair("zh", "money", f"{b}比{a}便宜 {less}%。", f"{b}比{a}便宜 {less + 7}%。", f"{a}比{b}便宜 {less}%。")
    yield from _pair("zh", "stock", f"{a}现在有货。", f"{b}现在有货。", f"{a}已经卖完了。")
    yield from _pair("zh", "stock", f"{b}目前缺货。", f"{c}目前缺货。", f"{b}没有缺货。", f"{b}马上补货。")
    yield from _pair("zh", "stock", f"{b}暂时没有现货。", f"{a}暂时没有现货。", f"{b}可以直接下单。")
    if s.c.stock:
        yield from _pair("zh", "stock", f"{c}仅剩 {s.c.stock} 件。", f"{c}仅剩 {s.c.stock - 1} 件。", f"{a}只剩 1 件。")
    yield from _pair(
        "zh",
        "rating",
        f"{a}的评分是 {s.a.rating} 分。",
        f"{a}的评分是 {s.c.rating} 分。",
        f"{b}的评分是 {s.a.rating} 分。",
    )
    yield from _pair(
        "zh",
        "rating",
        f"{c}有 {s.c.review_count} 条评价，评分 {s.c.rating}。",
        f"{c}有 {s.a.review_count} 条评价，评分 {s.c.rating}。",
        f"{c}有 {s.c.review_count} 条评价，评分 5。",
    )
    yield from _pair(
        "zh",
        "superlative",
        f"这几款里{b}最便宜。",
        f"这几款里{a}最便宜。",
        f"这几款里{c}最便宜。",
        f"{a}是全网最低价。",
    )
    yield from _pair("zh", "superlative", f"{c}是其中最贵的。", f"{a}是其中最贵的。", f"{b}是其中最贵的。")
    yield from _pair(
        "zh", "superlative", f"{c}评分最高。", f"{a}评分最高。", f"{a}是店里最畅销的。", f"{c}是最好的选择。"
    )
    yield from _pair("zh", "comparison", f"{b}比{a}便宜。", f"{a}比{b}便宜。", f"{c}比{a}便宜。")
    yield from _pair("zh", "comparison", f"{c}比{a}更贵。", f"{a}比{c}更贵。", f"{b}比{a}更贵。")
    yield from _pair("zh", "comparison", f"{c}的评分更高。", f"{b}的评分更高。", f"{a}比{c}评分更高。")
    yield from _pair("zh", "number", f"{a}的{word}是{fa}。", f"{a}的{word}是{fb}。", f"{b}的{word}是{fc}。")
    yield from _pair("zh", "number", f"比{word}，{c}是{fc}，{a}是{fa}。", f"比{word}，{c}是{fa}，{a}是{fc}。")
    if s.name != "kettles":
        yield from _pair("zh", "feature", f"{a}是{feature}的。", f"{b}是{feature}的。", f"{a}不{feature}。")
    if s.a.color:
        yield from _pair(
            "zh",
            "feature",
            f"{a}是{colors[s.a.color]}的。",
            f"{a}是{colors[s.c.color]}的。",
            f"{b}是{colors[s.a.color]}的。",
        )
    yield from _pair(
        "zh",
        "name",
        f"可以对比一下{a}和{c}。",
        f"可以对比一下{a}和索尼。",
        f"{a}和小米的差不多。",
        f"可以对比一下{a}和Zephyr X200。",
    )
    yield from _pair(
        "zh",
        "policy",
        "未使用的商品自签收之日起 30 天内可以退货。",
        "未使用的商品自签收之日起 31 天内可以退货。",
        "使用过的商品 30 天内可以退货。",
        "随时可以退货。",
    )
    yield from _pair("zh", "policy", "特价商品不能退货。", "特价商品可以退货。", "特价商品不能换货。")
    yield from _pair("zh", "policy", "所有商品保修 2 年。", "所有商品保修 3 年。", "所有商品终身保修。")
    yield from _pair(
        "zh", "delivery", "普通配送需要 3 个工作日。", "普通配送需要 2 个工作日。", f"{a}明天就到。", "全部商品包邮。"
    )
    yield from _pair(
        "zh", "delivery", "订单满 50 美元免运费。", "订单满 20 美元免运费。", f"{a}免运费。", f"{c}周五送达。"
    )
    yield from _pair("zh", "urgency", f"可以先看看{c}。", f"抓紧，{c}快卖完了。", f"{c}限时特价。")


def _variants(s: Shelf) -> Iterator[Case]:
    a, z = s.a.title, s.a.titled("zh")
    yield from _pair(
        "en",
        "variant",
        f"The {a} in black is {_money(9800)}.",
        f"The {a} in yellow is {_money(9800)}.",
        f"The {a} in black is {_money(10900)}.",
    )
    yield from _pair(
        "en",
        "variant",
        f"The {a} in white is sold out.",
        f"The {a} in white is in stock.",
        f"The {a} in yellow is sold out.",
    )
    yield from _pair(
        "en",
        "variant",
        f"The {a} in black comes in size 42.",
        f"The {a} in black comes in size 44.",
        f"The {a} in yellow comes in size 41.",
        f"The {a} comes in size 45.",
    )
    yield from _pair("en", "variant", f"The {a} in size 42 is in stock.", f"The {a} in size 43 is in stock.")
    yield from _pair("zh", "variant", f"{z}白色目前缺货。", f"{z}白色现在有货。", f"{z}黄色目前缺货。")
    yield from _pair(
        "zh",
        "variant",
        f"{z}黄色的价格是 {_money(10900)}。",
        f"{z}黄色的价格是 {_money(9800)}。",
        f"{z}黑色的价格是 {_money(10400)}。",
    )
    yield from _pair("zh", "variant", f"{z}黑色有 42 码。", f"{z}黑色有 44 码。", f"{z}有 46 码。")


def main() -> None:
    """Write both files and say how many cases there are."""
    worlds = [{"world": s.name, "products": [p.as_json() for p in (s.a, s.b, s.c)]} for s in SHELVES]
    worlds[0]["passages"] = [p.__dict__ for p in POLICIES]
    rows = [
        {"world": s.name, "language": language, "true": true, "kind": kind, "sentence": sentence}
        for s in SHELVES
        for sentence, language, true, kind in cases(s)
    ]
    for name, lines in (("gate_worlds", worlds), ("gate", rows)):
        (CASES / f"{name}.jsonl").write_text("".join(json.dumps(x, ensure_ascii=False) + "\n" for x in lines), "utf-8")
    true = sum(bool(r["true"]) for r in rows)
    print(
        f"{len(rows)} sentences, {true} true, {len(rows) - true} false, {sum(r['language'] == 'zh' for r in rows)} Chinese"
    )


if __name__ == "__main__":
    main()
