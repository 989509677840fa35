# ruff: noqa: E501, SIM905
"""How well personal data is found: 1,000 lines made up in two languages, half of them with look-alikes only.

    python -m tests.bench.pii [--lines 1000] [--seed 7] [--show 20]

A value counts as found when none of its telling parts is left in the text; a line without personal data counts as a
false alarm when anything in it was masked.
"""

import argparse
import random
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from knowledge.pii import mask
from knowledge.pii.cards import luhn

STREETS = "Baker,Oak,Maple,King's,Elm,Victoria,Mill,Station,Park,Cedar,High,Church,Washington,Market,Fleet,Sunset,Hollow Creek".split(
    ","
)
KINDS = "Street,Road,Avenue,Lane,Drive,Court,St,Ave,Rd,Blvd,Close,Way,Terrace,Crescent,Place".split(",")
US = [("Springfield", "IL", "62704"), ("Portland", "OR", "97205"), ("Austin", "TX", "78701"), ("New York", "NY", "10013"),
      ("San Jose", "CA", "95112-3301"), ("Salt Lake City", "UT", "84101")]  # fmt: skip
UK = [
    ("London", "NW1 6XE"),
    ("Leeds", "LS1 4DY"),
    ("Bristol", "BS1 5TR"),
    ("Manchester", "M1 1AE"),
    ("Bath", "BA2 6AA"),
]
CITIES = [("北京市", "朝阳区", "建国路"), ("上海市", "浦东新区", "张杨路"), ("广东省深圳市", "南山区", "科苑路"), ("浙江省杭州市", "西湖区", "文三路"),
          ("四川省成都市", "武侯区", "人民南路"), ("江苏省南京市", "鼓楼区", "中山北路"), ("湖北省武汉市", "洪山区", "珞喻路"), ("", "天河区", "体育西街")]  # fmt: skip
ESTATES = "阳光花园,万科小区,翠竹苑,绿地公寓,金色家园,时代大厦,幸福新村".split(",")
NAMES = "jane.doe,bob,li.wei88,m_garcia,anna-k,zhangsan,o'neil,team+shop".split(",")
HOSTS = "example.com,mail.co.uk,qq.com,163.com,gmail.com,uni-bonn.de,my.company.io".split(",")


@dataclass(frozen=True)
class Line:
    """A made-up message: `secrets` are the parts that must not be left, none for a line without personal data."""

    text: str
    kind: str
    secrets: tuple[str, ...]
    language: str


def digits(rng: random.Random, n: int) -> str:
    return "".join(str(rng.randrange(10)) for _ in range(n))


def email(rng: random.Random, zh: bool) -> tuple[str, tuple[str, ...]]:
    name, host = rng.choice(NAMES), rng.choice(HOSTS)
    value = f"{name}@{host}" if rng.random() < 0.85 else f"{name} [at] {host.replace('.', ' [dot] ')}"
    return value.upper() if rng.random() < 0.1 else value, (name,)


def phone(rng: random.Random, zh: bool) -> tuple[str, tuple[str, ...]]:
    if zh:
        n = f"1{rng.choice('3456789')}{digits(rng, 9)}"
        value = rng.choice([n, f"{n[:3]}-{n[3:7]}-{n[7:]}", f"{n[:3]} {n[3:7]} {n[7:]}", f"+86 {n}", f"+86-{n[:3]}-{n[3:7]}-{n[7:]}",
                            f"0{rng.choice(['10', '21', '755', '571'])}-{rng.choice('25678')}{digits(rng, 7)}",
                            n.translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)})])  # fmt: skip
    else:
        area, line = rng.choice("212 415 312 617 206 503 720 305".split()), f"{rng.randint(2, 9)}{digits(rng, 2)}"
        while line.endswith("11"):
            line = f"{rng.randint(2, 9)}{digits(rng, 2)}"
        last, uk = digits(rng, 4), digits(rng, 6)
        value = rng.choice([f"{area}-{line}-{last}", f"({area}) {line}-{last}", f"{area}.{line}.{last}", f"+1 {area} {line} {last}", f"{area}{line}{last}",
                            f"07911 {uk}", f"+44 7911 {uk}", f"020 7946 0{digits(rng, 3)}", f"+49 30 {rng.randint(2, 9)}{digits(rng, 6)}"])  # fmt: skip
    return value, (value,)


def card(rng: random.Random, zh: bool) -> tuple[str, tuple[str, ...]]:
    start, size = rng.choice(
        [("4", 16), ("53", 16), ("2345", 16), ("37", 15), ("6011", 16), ("6225", 16 if not zh else 19), ("3566", 16)]
    )
    body = start + digits(rng, size - 1 - len(start))
    number = next(body + str(d) for d in range(10) if luhn(body + str(d)))
    gap = rng.choice(["", " ", "-"])
    return gap.join(number[i : i + 4] for i in range(0, size, 4)), (number[4:8],)


def address(rng: random.Random, zh: bool) -> tuple[str, tuple[str, ...]]:
    n = rng.randint(2, 4999)
    if zh:
        city, district, road = rng.choice(CITIES)
        n %= 400
        door = f"{rng.randint(1, 30)}号楼{rng.randint(1, 6)}单元{rng.randint(1, 33)}0{rng.randint(1, 4)}室"
        estate = rng.choice(ESTATES)
        values = [(f"{city}{district}{road}{n}号{estate}{door}", (road, door)), (f"{city}{district}{road}{n}号", (f"{road}{n}号",)), (f"{road}{n}弄{rng.randint(1, 40)}号{rng.randint(1, 9)}01室", (f"{road}{n}弄",)),
                  (f"{city}{district}{estate}{door}", (estate, door)), (f"{estate}{rng.randint(1, 20)}栋{rng.randint(1, 30)}02", (estate,))]  # fmt: skip
        return rng.choice(values)
    street = f"{n}{rng.choice(['', '', '', 'B'])} {rng.choice(STREETS)} {rng.choice(KINDS)}"
    city, state, code = rng.choice(US)
    town, post = rng.choice(UK)
    unit = rng.choice(["", f" Apt {rng.randint(1, 99)}", f", Unit {rng.randint(1, 40)}", f" #{rng.randint(1, 60)}"])
    value = rng.choice([f"{street}{unit}, {city}, {state} {code}", f"{street}, {town} {post}", f"{street}, {town}, {post}", f"Flat {rng.randint(1, 30)}, {street}, {town} {post}", f"{street}{unit}"])  # fmt: skip
    if rng.random() < 0.2:
        value, street, post, code = value.lower(), street.lower(), post.lower(), code.lower()
    return value, (street, *(c for c in (post, code) if c in value))


def id_(rng: random.Random, zh: bool) -> tuple[str, tuple[str, ...]]:
    if zh and rng.random() < 0.7:
        body = f"{rng.choice(['110105', '310115', '440305', '330106'])}{rng.randint(1950, 2007)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}{digits(rng, 3)}"
        weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
        value = body + "10X98765432"[sum(w * int(d) for w, d in zip(weights, body, strict=True)) % 11]
    elif zh:
        value = f"护照{rng.choice(['', '号', '号码是'])}{rng.choice('EG')}{digits(rng, 8)}"
    else:
        account = f"{rng.choice(['37040044', '10010010', '50010517'])}{digits(rng, 10)}"
        check = 98 - int(account + "131400") % 97
        iban = f"DE{check:02}{account}"
        value = rng.choice([f"{rng.randint(100, 665)}-{rng.randint(10, 99)}-{rng.randint(1000, 9999)}", iban, " ".join(iban[i : i + 4] for i in range(0, 22, 4)),
                            f"passport number {rng.choice(['', 'C', 'AB'])}{rng.randint(1, 9)}{digits(rng, 7)}", f"passport: {rng.randint(1, 9)}{digits(rng, 8)}", f"QQ {digits(rng, 2)} {digits(rng, 2)} {digits(rng, 2)} C"])  # fmt: skip
    return value, (value.split()[-1] if "passport" in value else value[-8:] if zh else value,)


VALUES: dict[str, Callable[[random.Random, bool], tuple[str, tuple[str, ...]]]] = {
    "email": email, "phone": phone, "card": card, "address": address, "id": id_,
}  # fmt: skip
SAID_EN = {
    "email": ["send the receipt to {}", "{} is my email", "write to me at {}, please", "my account is under {}. can you check my order HP-20412?"],
    "phone": ["call me at {}", "my number is {}", "{} - ring any time after 6", "can the courier text {} before they come?", "you can reach me on {}, I want the 55\" TV"],
    "card": ["my card is {}", "charge {} please", "can I pay with {}?", "card number {} exp 09/28, for the $129.99 jacket"],
    "address": ["ship it to {}", "my address is {}", "do you deliver to {}?", "please send the 2 mugs to {} by Friday", "I moved, I now live at {}"],
    "id": ["for the invoice: {}", "you asked for my {}", "here is my id: {}", "{} - is that enough to verify me?"],
}  # fmt: skip
SAID_ZH = {
    "email": ["我的邮箱是{}", "发票发到{}", "{}，请把订单HP-20412的发票发过来"],
    "phone": ["我的手机是{}", "请打{}联系我", "{}，送货前打电话", "电话{}，要两件XL的"],
    "card": ["我的卡号{}", "用{}这张卡付款可以吗", "信用卡 {} 扣款失败了"],
    "address": ["请寄到{}", "我的地址是{}", "送到{}要几天", "收货地址：{}，周五前到", "我住在{}，送货上门吗"],
    "id": ["我的身份证{}" , "清关要用{}，够吗", "实名信息：{}"],
}  # fmt: skip
CLEAN_EN: list[Callable[[random.Random], str]] = [
    lambda r: f"where is my order HP-{r.randint(10000, 99999)}?",
    lambda r: f"order number {digits(r, r.choice([8, 10, 11, 12, 16]))} has not arrived",
    lambda r: f"do you have SKU {digits(r, 3)}-{digits(r, 2)}-{digits(r, 4)} in black?",
    lambda r: f"sku {digits(r, r.choice([6, 8, 10]))} size {r.randint(36, 46)}",
    lambda r: f"is the {r.choice(['WH-1000XM5', 'RTX 4090', 'EOS R6', 'SM-G998B', 'MX3000', 'KD-55X85J'])} under ${r.randint(99, 2999)}.{r.randint(10, 99)}?",
    lambda r: f"EAN {r.choice(['40', '50', '69', '08'])}{digits(r, 11)}, still sold?",
    lambda r: f"barcode {digits(r, r.choice([8, 12, 13, 14]))}",
    lambda r: f"a bike with {r.randint(20, 29)} inch wheels between {r.randint(200, 400)} and {r.randint(500, 1500)} dollars",
    lambda r: f"can it arrive by 2026-{r.randint(1, 12):02}-{r.randint(1, 28):02} or {r.randint(1, 12)}/{r.randint(1, 28)}/2026?",
    lambda r: f"rug {r.randint(100, 300)} x {r.randint(100, 400)} cm, {r.randint(1, 9)} pack",
    lambda r: f"I ordered {r.randint(2, 12)} on 12/{r.randint(10, 28)}/2025 for £{r.randint(1, 9)},{digits(r, 3)}.00",
    lambda r: f"do you ship to {r.choice(['Germany', 'New York', 'Texas', 'London', 'Hong Kong'])} in {r.randint(2, 9)} days?",
    lambda r: f"{r.randint(2, 6)} black {r.choice(['street shoes', 'road bike tyres', 'drive bays', 'court shoes', 'park benches', 'way switches', 'garden row covers'])}",
    lambda r: f"tracking number {r.choice(['1Z999AA1', 'RR', ''])}{digits(r, r.choice([10, 12, 20]))} shows nothing",
    lambda r: f"compare the {r.randint(300, 999)}-{r.randint(1000, 9999)} drill with model {digits(r, 6)}",
    lambda r: f"resolution {r.choice(['2560x1440', '3840 x 2160', '1920×1080'])}, {r.randint(60, 240)} Hz, {r.randint(1, 4)}TB, serial number {digits(r, 11)}",
    lambda r: f"something around {r.randint(20, 200)} for my {r.randint(3, 80)} year old @ home",
    lambda r: f"a {r.randint(10, 60)} litre backpack, {r.randint(1, 5)}.{r.randint(1, 9)} kg, rated {r.randint(3, 5)}.{r.randint(1, 9)}",
]  # fmt: skip
CLEAN_ZH: list[Callable[[random.Random], str]] = [
    lambda r: f"订单HP-{r.randint(10000, 99999)}到哪了",
    lambda r: f"订单号{digits(r, r.choice([10, 12, 16, 18]))}怎么还没发货",
    lambda r: f"快递单号 {r.choice(['SF', 'YT', ''])}{digits(r, r.choice([12, 13]))} 查不到",
    lambda r: f"货号{digits(r, r.choice([6, 8, 11]))}有{r.randint(36, 46)}码吗",
    lambda r: f"条形码69{digits(r, 11)}是哪款",
    lambda r: f"{r.choice('57')}号电池{r.randint(2, 40)}节装多少钱",
    lambda r: f"{r.randint(2, 5)}层置物架，长{r.randint(60, 180)}厘米，{r.randint(100, 900)}元以内",
    lambda r: f"{r.randint(2, 4)}座沙发和{r.randint(1, 9)}室温控制的取暖器",
    lambda r: f"送到{r.choice(['北京', '上海市', '广州市天河区', '四川省成都市', '香港'])}要几天",
    lambda r: f"预算{r.randint(100, 999)}到{r.randint(1000, 9999)}的{r.randint(13, 17)}寸笔记本，{r.choice([8, 16, 32])}GB内存",
    lambda r: f"2026年{r.randint(1, 12)}月{r.randint(1, 28)}日前能到吗",
    lambda r: f"华为Mate {r.randint(40, 70)} Pro 和 iPhone {r.randint(12, 17)} 哪个好",
    lambda r: f"有{r.randint(140, 190)}/{r.randint(80, 110)}A的外套吗，第{r.randint(1, 9)}款",
    lambda r: f"型号 {r.choice(['KFR-35GW', 'XQG100', 'BCD-501'])}/{digits(r, 4)} 的说明书",
    lambda r: f"{r.choice(['网络', '无线'])}路由器{r.randint(2, 8)}口的，{r.randint(1, 5)}千兆",
    lambda r: f"买{r.randint(2, 9)}件打{r.randint(5, 9)}折，一共{r.randint(100, 9999)}.{r.randint(10, 99)}元对吗",
]  # fmt: skip


def lines(n: int, seed: int) -> list[Line]:
    """Return `n` lines, alternately with personal data and clean, alternately English and Chinese."""
    rng, made, kinds = random.Random(seed), list[Line](), list(VALUES)
    for i in range(n):
        zh = i % 4 >= 2
        if i % 2:
            made.append(Line(rng.choice(CLEAN_ZH if zh else CLEAN_EN)(rng), "", (), "zh" if zh else "en"))
            continue
        kind = kinds[(i // 4) % len(kinds)]
        value, secrets = VALUES[kind](rng, zh)
        made.append(
            Line(rng.choice((SAID_ZH if zh else SAID_EN)[kind]).format(value), kind, secrets, "zh" if zh else "en")
        )
    return made


def measure(made: list[Line]) -> tuple[dict[str, tuple[int, int]], list[Line]]:
    """Return (right, all) by kind and language, "clean" among the kinds, and the lines that went wrong."""
    counts, wrong = defaultdict[str, list[int]](lambda: [0, 0]), list[Line]()
    for line in made:
        masked = mask(line.text)
        right = not any(s in masked.text for s in line.secrets) and bool(masked.items) == bool(line.secrets)
        for key in (f"{line.kind or 'clean'} {line.language}", "found" if line.kind else "clean"):
            counts[key][0] += right
            counts[key][1] += 1
        wrong += [] if right else [line]
    return {k: (a, b) for k, (a, b) in sorted(counts.items())}, wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", type=int, default=20)
    asked = parser.parse_args()
    made = lines(asked.lines, asked.seed)
    start = time.perf_counter()
    counts, wrong = measure(made)
    took_ms = (time.perf_counter() - start) * 1000 / len(made)
    for name, (right, total) in counts.items():
        print(f"{name:12} {right:4} of {total:4}  {right / total:.4f}")
    print(
        f"recall {counts['found'][0] / counts['found'][1]:.4f}, false alarms {1 - counts['clean'][0] / counts['clean'][1]:.4f} of clean lines, {took_ms:.2f} ms a line"
    )
    for line in wrong[: asked.show]:
        print(f"  wrong: {line.kind or 'clean'}: {line.text} -> {mask(line.text).text}")


if __name__ == "__main__":
    main()
