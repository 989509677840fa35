"""Stock, delivery, dates and urgency."""

import re

from agents.replies.claims.money import meant
from agents.replies.claims.setting import Kind, Setting
from knowledge.product import Product

_NO = r"(?:\bnot\b|n't\b|\bno longer\b|\bnever\b|\bisn't\b|\baren't\b|没有?|不再|未|并非|不是)"
STOCK = re.compile(
    r"(?P<few>\b(?:only|just|last|final)\s+(?P<n>\d+|one|two|three|few|a few|a handful"
    r"|couple)\s*(?:(?!is)\w+\s+)?(?:left|remaining|in stock|units?|pieces?)"
    r"|(?P<n2>\d+)\s+(?:units? |pieces? |pairs? |of them )?(?:left|remaining|in stock)"
    r"|(?:仅剩|只剩|还剩|最后|剩下?|库存(?:有|还有|为)?)\s*(?P<n3>\d+|[一二三四五六七八九两几])\s*(?:件|个|台"
    r"|双|只|条|款)?)"
    r"|(?P<soon>\bback in stock\b|\brestock\w*|\bavailable (?:again|soon)\b|\bcoming soon\b|\barriving soon\b"
    r"|补货|即将到货|很快到货|马上到货)"
    r"|(?P<pre>\bpre-?orders?\b|\bback-?order\w*|预售|预订|预购)"
    r"|(?P<out>\bsold[- ]out\b|\bout of stock\b|\bunavailable\b|\bnone left\b|\bgone for now\b|缺货|售罄|卖完"
    r"|卖光|断货"
    r"|无货|没货|没有货|没有现货|没有库存|无库存|库存不足)"
    r"|(?P<in>\bin stock\b|\bavailable\b(?! in the)|\bready to (?:ship|go|order)\b|\bon the shelf\b"
    r"|\bcan (?:order|buy) (?:it|one) (?:now|today|right away)\b"
    r"|\border it now\b|\bon its way\b|\bis there in (?=\d|black|white)"
    r"|有货|现货|有库存|库存充足|在售|(?:可以?|能)(?:马上|立即|直接)?下单|可购买)",
    re.I,
)  # fmt: skip
_COUNTS = {"one": 1, "two": 2, "three": 3, "couple": 2, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}


def _stock_backed(found: re.Match[str], here: Setting) -> bool:
    subject = here.subject(found.start(), found.end())
    if found["soon"] or subject is None:
        return _in_passages(found.group(), here)
    words = here.words(found.start(), found.end())
    if found["few"]:
        said = found["n"] or found["n2"] or found["n3"]
        count = int(said) if said.isdigit() else _COUNTS.get(said.lower(), -1)
        return count == _stock(subject, words)
    if found["pre"]:
        wanted = "backorder" if "back" in found.group().lower() else "preorder"
        return subject.availability == wanted
    denied = bool(re.search(_NO + r".{0,14}$", here.masked[: found.start()].rsplit("\x00", 1)[-1], re.I))
    says_in = bool(found["in"]) != denied
    told = meant(subject, words)
    held = any(v.availability == "in_stock" and v.stock != 0 for v in told) if told is not None else subject.in_stock
    return held == says_in


def _stock(product: Product, words: str) -> int | None:
    told = meant(product, words)
    if told is not None:
        return sum(v.stock or 0 for v in told)
    return product.stock


DELIVERY = re.compile(
    r"\bfree (?:\w+ )?(?:delivery|shipping|postage|returns?|pick-?up|installation|gift\b[\w -]*)|\b(?:next"
    r"|same)[- ]day\b|\bovernight\b"
    r"|\bexpress\b|\bship(?:s|ped|ping)?\b(?! (?:shape))|\bdeliver(?:y|ed|s|ies)?\b|\bdispatch\w*|\barriv(?:e"
    r"|es|ing|al)\b|\bcourier\b|\bdoorstep\b"
    r"|\b(?:get|have|receive) (?:it|them) (?:by|on|tomorrow|within"
    r"|in(?= (?:\d|an? |one|two|three|four|five|six|seven|under|less|time)))\b"
    r"|\bin time for\b|\bwithin (?:hours|the hour)\b"
    r"|\bpick-?up in store\b"
    r"|包邮|免运费|免邮|次日达|当日达|隔日达|当天发货|今天发货|明天[就可能]*到|顺丰|快递|送货|配送|发货|送达|送到|到货|上门",
    re.I,
)  # fmt: skip


def _delivery_backed(found: re.Match[str], here: Setting) -> bool:
    words = found.group().lower()
    told = " ".join(here.records.values()).lower()
    return words in told and bool(here.records.done)


DATES = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?(?= \d)|april|june|july|aug(?:ust)?|sept(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b(?: \d{1,2}(?:st|nd|rd|th)?)?"
    r"|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b"
    r"|\btomorrow\b|\btonight\b|\byesterday\b"
    r"|\b(?:next|this|last) (?:week|weekend|month|year)\b|\bwithin the (?:day|week)\b|\buntil (?:\w+day|midnight)\b"
    r"|\d{1,4}\s*(?:月|号)(?:\d{1,2}\s*[日号])?|(?:周|星期|礼拜)[一二三四五六日天末]|明天|后天|今晚|昨天|下周|本周|下个月|月底|年底",
    re.I,
)  # fmt: skip


def _date_backed(found: re.Match[str], here: Setting) -> bool:
    words = found.group().lower()
    subject = here.subject(found.start(), found.end())
    told = " ".join([*here.records.values(), subject.released if subject else ""]).lower()
    return words in told


URGENCY = re.compile(
    r"\bhurry\b|\bselling fast\b|\bsells? out (?:fast|quickly|soon)\b|\blast chance\b|\blimited (?:time|offer"
    r"|edition|stock)\b|\bact (?:now|fast)\b"
    r"|\bdon'?t miss\b|\bwhile (?:stocks?|supplies) last\b|\bgoing fast\b|\bends (?:soon|today|tonight)\b"
    r"|\btoday only\b|\bonly today\b|\bbefore it'?s gone\b"
    r"|\bgrab (?:it|one|yours)\b|\bwon'?t last\b|\bin high demand\b"
    r"|抓紧|赶紧|最后机会|手慢无|限时|抢购|错过|欲购从速|马上卖完|快卖完|即将涨价|仅限今天|今天截止",
    re.I,
)  # fmt: skip


def _never(found: re.Match[str], here: Setting) -> bool:
    return _in_passages(found.group(), here)


def _in_passages(words: str, here: Setting) -> bool:
    return any(
        words.strip().lower() in f"{p.question} {p.answer}".lower() and len(words) > 8 for p in here.records.passages
    )


KINDS = (
    Kind("stock", STOCK, _stock_backed),
    Kind("delivery", DELIVERY, _delivery_backed),
    Kind("date", DATES, _date_backed),
    Kind("urgency", URGENCY, _never),
)
