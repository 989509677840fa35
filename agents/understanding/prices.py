"""Prices as shoppers state them: limits, ranges and "around", with or without a currency, in English and Chinese."""

import re
from dataclasses import dataclass

from agents.understanding.nearby import just_before
from agents.understanding.numbers import NUMBER, number
from agents.understanding.units import AFTER_NUMBER

AROUND = 0.2  # "around 200" is 160 to 240
_CURRENCIES = {
    "USD": r"us\$|usd|us dollars?|dollars?|bucks?|\$|美元|美金|美刀|刀",
    "HKD": r"hk\$|hkd|港币|港元",
    "CAD": r"ca\$|cad|加元|加币",
    "AUD": r"au\$|aud|澳元",
    "EUR": r"€|euros?|eur|欧元|欧",
    "GBP": r"£|pounds?|quid|gbp|英镑|镑",
    "JPY": r"jpy|yen|日元|日币|円",
    "CNY": r"¥|cny|rmb|yuan|kuai|元人民币|块人民币|人民币|元|块钱|块",
    "INR": r"₹|inr|rupees?|卢比",
}
_SIGN = r"(?:us\$|hk\$|ca\$|au\$|[$€£¥₹]|\b(?:usd|eur|gbp|rmb|cny|hkd|jpy|cad|aud|inr)\b)"
_NAMES = "|".join(sorted((n for names in _CURRENCIES.values() for n in names.split("|")), key=len, reverse=True))
_AMOUNT = re.compile(rf"(?P<before>{_SIGN})?\s?(?P<number>{NUMBER})\s?(?P<after>(?:{_NAMES})(?![a-z]))?", re.IGNORECASE)
_PAIR = re.compile(r"(?<![零一二三四五六七八九十百千万\d])([一两二三四五六七八])([两二三四五六七八九])([十百千万])")

_NOT = r"(?:\bnot?\b|n't\b|\bnever\b|\bcannot\b|\bcant\b|\bdont\b|\bwithout\b)[a-z' ]{0,22}"
_OVER = r"(?:more than|over|above|exceed(?:ing|s)?|beyond|higher than|past|spend|pay|going over|greater than)"
_UNDER = r"(?:less than|under|below|lower than|cheaper than)"
_OF = r"(?: of| is| price| at|:|s)*(?: (?:a|us))?"
_MAX_BEFORE = re.compile(
    rf"(?:{_NOT}{_OVER}|\b{_UNDER}|\b(?:up ?to|upto|at most|within|(?<!air )max(?:imum)?|tops|limit|less then|"
    rf"cap(?:ped)?|budget|afford|spend(?:ing)?|pay(?:ing)?|no greater than|nothing over|nothing above|"
    rf"(?:stretch|go (?:up|as high as)|push|raise|up|increase|bump)(?: it| the budget| my budget)?(?: up)?(?= to))"
    rf"{_OF}(?: to)?|\b(?:have|got)(?: only| about| just)?|(?:提高?|加|放宽|涨|调)到|预算[^。\d]{{1,8}}[，,]|"
    rf"<=?|≤|(?:不|别|没)[^，。,\d]{{0,3}}(?:超过|超|高于|大于|多于)|不到|低于|少于|小于|"
    rf"最多|最高|至多|顶多|上限(?:是|为)?|"
    rf"预算[^，。,\d]{{0,4}}|控制在|(?:我)?(?:只有|就)|以内|花)\s*$",
    re.IGNORECASE,
)
_MIN_BEFORE = re.compile(
    rf"(?:{_NOT}{_UNDER}|\b(?:{_OVER}|at least|from|starting (?:at|from)|starts (?:at|from)|min(?:imum)?{_OF}|"
    rf"no less than|not less than|upwards of|north of|pricier than)|>=?|≥|不低于|不少于|至少|"
    rf"最少|起码|超过|高于|大于|多于|最低)\s*$",
    re.IGNORECASE,
)
_ABOUT_BEFORE = re.compile(
    r"(?:\b(?:around|about|approx(?:imately)?\.?|roughly|circa|near(?:ly)?|close to|somewhere around|"
    r"in the (?:range|region|neighbou?rhood|ballpark) of|more or less)|~|≈|大概|大约|约|差不多|将近)\s*(?:a )?$",
    re.IGNORECASE,
)
_OVER_BEFORE = re.compile(
    r"(?:\b(?:a (?:little|bit|tad)|just|slightly) (?:over|above|more than)|略超|刚过|刚超)\s*$", re.IGNORECASE
)
_MAKE_IT = re.compile(r"\b(?:make (?:it|that)|let['’]?s say)\s*$", re.IGNORECASE)
_A_BUDGET = 50  # from which "make it 60" is an amount of money rather than a size or a count
_MAX_AFTER = re.compile(
    r"\s*(?:(?:or|and) (?:less|under|below|lower|cheaper)\b(?!\s*(?:than )?[$€£¥]?\s?\d)|"
    r"max(?:imum)?\b|tops\b|at most|at the most|limit\b|budget\b|"
    r"以内|以下|之内|之下|内|封顶|以里|为限|的预算|预算|够吗)",
    re.IGNORECASE,
)
_MIN_AFTER = re.compile(
    r"\s*(?:\+(?!\s*\d)|(?:or|and) (?:more|above|over|up|higher|upwards?)\b(?!\s*(?:than |to )?[$€£¥]?\s?\d)|"
    r"upwards?\b|plus\b|"
    r"min(?:imum)?\b|以上|之上|起|往上)",
    re.IGNORECASE,
)
_ABOUT_AFTER = re.compile(
    r"\s*-?(?:ish\b|or so\b|or thereabouts|give or take|左右|上下|附近|[多来](?:块钱?|元)|[多来](?=的|$))",
    re.IGNORECASE,
)
_OVER_AFTER = re.compile(r"\s*(?:and a bit\b|and change\b|出头|多一点)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:-|–|—|~|\bto\b|\btill?\b|\bthrough\b|至|到)\s*", re.IGNORECASE)
_AND = re.compile(r"\s*(?:and|&|和|与|to|-)\s*", re.IGNORECASE)
_BETWEEN_BEFORE = re.compile(r"(?:\bbetween|\bfrom|\branging from|介于|在|从)\s*$", re.IGNORECASE)
_PRICE_WORDS = re.compile(
    r"\b(?:prices?|priced?|budget|costs?|spend|pay|cheap(?:er)?|expensive|afford|money)\b|价|预算|钱|贵|便宜|花费",
    re.IGNORECASE,
)
_HAVE_BEFORE = re.compile(
    r"(?:\b(?:for|with|have|only|just|spend|spending|budget|got|of|is)|[有花给])\s*(?:a |only |about )?$", re.IGNORECASE
)
_RATED = re.compile(
    r"(?:\brat(?:ed|ings?)(?: of)?|\bstars?|评分|评价)[:：]?\s*(?:is |at least |above |over |"
    r"more than |在|至少|不低于|高于|超过|大于)?$",
    re.IGNORECASE,
)
_GLUED = re.compile(
    r"[a-z\d#.\-/\"]$|(?:[几数第型]|(?<!以)上)$|\b(?:order|size|model|version|no|number|spf|iphone|ipad|galaxy|top|one|last|first)\s*$",
    re.IGNORECASE,
)
_ANOTHER_SIDE = re.compile(rf"\s?(?:x|×|\*|by|乘以?)\s?{NUMBER}", re.IGNORECASE)  # "2 by 3 metres"
_RATING = re.compile(r"\s*(?:\+\s*)?(?:/\s*\d|stars?\b|star rating|星|颗星|分)", re.IGNORECASE)


@dataclass(frozen=True)
class Price:
    """A price limit read at text[start:end], in major units; `low` or `high` is None where it was not said."""

    start: int
    end: int
    low: float | None
    high: float | None
    currency: str = ""


@dataclass(frozen=True)
class _Amount:
    start: int
    end: int
    value: float
    currency: str
    written: str


def prices(text: str) -> list[Price]:
    """Return the price limits stated in `text` (as `words.plain` gives it), in order."""
    pairs = _pairs(text)
    amounts = [a for a in _amounts(text) if not any(p.start <= a.start < p.end for p in pairs)]
    found, i = pairs, 0
    while i < len(amounts):
        ranged = _range(text, amounts[i], amounts[i + 1]) if i + 1 < len(amounts) else None
        one = ranged or _limit(text, amounts[i])
        if one:
            found.append(one)
        i += 2 if ranged else 1
    return sorted(found, key=lambda p: p.start)


def _amounts(text: str) -> list[_Amount]:
    found = []
    for m in _AMOUNT.finditer(text):
        value = number(m["number"])
        start = m.start("before") if m["before"] else m.start("number")
        currency = _currency(m["before"] or m["after"] or "")
        if value is None or value <= 0 or _RATING.match(text, m.end()) or text[m.end() : m.end() + 1] in ("%", "折"):
            continue
        if just_before(_RATED, text, start) and value <= 5:
            continue
        if (
            just_before(_GLUED, text, start)
            and not m["before"]
            and not _BETWEEN.search(text[max(0, start - 4) : start])
        ):
            continue
        found.append(_Amount(start, m.end(), value, currency, m["number"]))
    return found


def _currency(said: str) -> str:
    return next((code for code, names in _CURRENCIES.items() if said and re.fullmatch(names, said, re.IGNORECASE)), "")


def _range(text: str, first: _Amount, second: _Amount) -> Price | None:
    """Return the range that two neighbouring amounts state, as in "$5 to $10" or "500到800块"."""
    gap, after = text[first.end : second.start], text[second.end :]
    asked = just_before(_BETWEEN_BEFORE, text, first.start)
    if not (_BETWEEN.fullmatch(gap) or (asked and _AND.fullmatch(gap))) or _measured(text, second):
        return None
    currency = second.currency or first.currency
    told = currency or asked or _PRICE_WORDS.search(text) or re.match(r"\s*(?:左右|之间|以内|的)", after)
    if not told and (_measured(text, first) or second.value < 20 or re.match(r"\s*[a-z㐀-鿿]", after, re.IGNORECASE)):
        return None
    low = first.value
    if low < second.value / 100 and second.value >= 1000:  # "1-2k", "3到5千"
        low *= 1000
    elif low < 10 and re.search("[百千万]$", second.written) and not first.currency:
        low *= {"百": 100, "千": 1000, "万": 10_000}[second.written[-1]]
    start = asked.start() if asked else first.start
    return Price(start, second.end, min(low, second.value), max(low, second.value), currency)


def _limit(text: str, amount: _Amount) -> Price | None:
    """Return the limit that one amount states through the words around it, or None where it is no price."""
    after, start = text[amount.end :], amount.start
    if not amount.currency and _no_price(text, amount):
        return None
    rules = (
        (_OVER_AFTER.match(after) or just_before(_OVER_BEFORE, text, start), "over"),
        (_ABOUT_AFTER.match(after), "about"), (_MAX_AFTER.match(after), "max"), (_MIN_AFTER.match(after), "min"),
        (just_before(_ABOUT_BEFORE, text, start), "about"), (just_before(_MAX_BEFORE, text, start), "max"),
        (just_before(_MIN_BEFORE, text, start), "min"),
    )  # fmt: skip
    cue, kind = next(((m, k) for m, k in rules if m), (None, ""))
    if cue is None and amount.value >= _A_BUDGET and (made := just_before(_MAKE_IT, text, start)):
        return Price(made.start(), amount.end, None, amount.value, amount.currency)
    if cue is None:
        return _bare(text, amount)
    if kind == "min" and not amount.currency and not _alone(after) and not _PRICE_WORDS.search(text):
        return None
    leads = cue.re in (_OVER_BEFORE, _ABOUT_BEFORE, _MAX_BEFORE, _MIN_BEFORE)
    begin = cue.start() if leads else amount.start
    end = amount.end if leads else amount.end + cue.end()
    low, high = {
        "over": (amount.value, amount.value * (1 + AROUND)),
        "about": (amount.value * (1 - AROUND), amount.value * (1 + AROUND)),
        "max": (None, amount.value),
        "min": (amount.value, None),
    }[kind]
    currency = amount.currency or ("CNY" if re.search("[块元]", cue[0]) else "")
    return Price(begin, end, _rounded(low), _rounded(high), currency)


def _bare(text: str, amount: _Amount) -> Price | None:
    """Return what an amount of money with no limiting word means: what one has to spend, or a price aimed at."""
    if not amount.currency:
        return None
    piece = re.fullmatch(r"[一二两三四五六七八九]", amount.written) and text[amount.start : amount.end].endswith("块")
    if piece and re.match(r"[㐀-鿿]", text[amount.end :]):
        return None  # "两块手表" are two pieces, not two yuan
    alone = not re.sub(r"[\W_]", "", text[: amount.start] + text[amount.end :])
    if alone or just_before(_HAVE_BEFORE, text, amount.start):
        return Price(amount.start, amount.end, None, amount.value, amount.currency)
    low, high = _rounded(amount.value * (1 - AROUND)), _rounded(amount.value * (1 + AROUND))
    return Price(amount.start, amount.end, low, high, amount.currency)


def _no_price(text: str, amount: _Amount) -> bool:
    """Whether a number without a currency counts or measures something else."""
    spelled = not re.search(r"\d", amount.written)
    return _measured(text, amount) or (spelled and amount.value < 10)


def _measured(text: str, amount: _Amount) -> bool:
    after = text[amount.end :]
    return not amount.currency and bool(AFTER_NUMBER.match(after) or _ANOTHER_SIDE.match(after))


def _alone(after: str) -> bool:
    """Whether nothing that could be counted follows a number: the end, a sign, or a small word."""
    return bool(
        re.match(
            r"\s*(?:$|[^\w\s]|[㐀-鿿]|(?:and|but|or|with|for|in|please|that|which|if|is|on|pls|plz|to|under|below|"
            r"over|above|less|up)\b)",
            after,
            re.IGNORECASE,
        )
    )


def _pairs(text: str) -> list[Price]:
    """Return ranges said as two neighbouring digits: "三四百" is 300 to 400."""
    found = []
    for m in _PAIR.finditer(text):
        low, high = number(m[1] + m[3]), number(m[2] + m[3])
        tail = re.match(rf"(?P<c>{_NAMES})?(?:左右|之间|以内|上下|的)?", text[m.end() :], re.IGNORECASE)
        closed = m[3] != "十" and re.match(r"\s*(?:$|[,，。.!！?？])", text[m.end() :])
        told = tail and (closed or tail["c"] or _PRICE_WORDS.search(text) or tail[0])
        if low and high and high > low and told and not AFTER_NUMBER.match(text[m.end() :]):
            currency = _currency(tail["c"] or "") if tail else ""
            found.append(Price(m.start(), m.end() + (tail.end() if tail else 0), low, high, currency))
    return found


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
