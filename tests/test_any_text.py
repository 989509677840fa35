"""What no text may do to understanding: raise, hang, or make it state what the text does not."""

import json
import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from agents.turn import DialogueState, Understanding
from agents.understanding.tagger import Tagger
from agents.understanding.understand import RuleTagger, understand
from knowledge.constraints import Constraints
from knowledge.product import Attribute, Product
from knowledge.vocabulary import Vocabulary
from knowledge.words import GLOSSARY, glossary, plain

CASES = Path(__file__).parent / "cases"
FILES = ("types", "brands", "colors", "materials", "audiences", "features", "parts", "values", "compounds", "lines")
CLOSE = 70  # of 100, by rapidfuzz's ratio: a misspelt word may be repaired, another word may not be put in its place
NUMBERS = re.compile(
    r"\d|[零〇一二两双三四五六七八九十百千万半]|grand|half|hundred|thousand|dozen|couple|pair|one|two|three|four|five|six|"
    r"seven|eight|nine|ten|eleven|twelve|teen|ty\b|\ban?\b",
    re.IGNORECASE,
)
MONEY = re.compile(
    r"[$€£¥￥₹]|dollar|buck|euro|pound|quid|cent|usd|eur|gbp|cny|rmb|yuan|renminbi|jpy|yen|inr|rupee|元|块|钱|刀|镑|欧|美|圆|円|毛",
    re.IGNORECASE,
)
SORTING = re.compile(
    r"cheap|price|expensive|pricey|priciest|dear|afford|budget|value|econom|bargain|cost|best|top|high|low|good|great|rat|"
    r"review|new|latest|recent|release|arriv|贵|便宜|价|评|口碑|新|实惠|廉|上市|高",
    re.IGNORECASE,
)
STOCK = re.compile(r"stock|available|ship|现货|有货|库存", re.IGNORECASE)
SIZED = re.compile(
    r"\d|small|medium|large|size|(?<![^\W㐀-鿿])[smlx]+(?![^\W㐀-鿿])|码|号|king|queen|twin|full|double|single",
    re.IGNORECASE,
)


@cache
def shop() -> tuple[Product, ...]:
    def product(row: dict[str, object]) -> Product:
        facts = tuple(Attribute(*a) for a in row.pop("attributes"))  # type: ignore[attr-defined]
        return Product(price_cents=round(float(str(row.pop("price"))) * 100), attributes=facts, **row)  # type: ignore[arg-type]

    return tuple(product(json.loads(line)) for line in (CASES / "electronics.jsonl").read_text("utf-8").splitlines())


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary.of(shop())


@cache
def trained() -> Tagger:
    return Tagger.load()


@cache
def names() -> tuple[tuple[frozenset[str], tuple[str, ...]], ...]:
    """Return each glossary entry as the words that it may put into constraints and the phrases that say it."""
    entries = [e for name in FILES if (GLOSSARY / f"{name}.txt").exists() for e in glossary(name)]
    return tuple((frozenset(_words(" ".join([a, *en]))), tuple(p.lower() for p in (*en, *zh))) for a, en, zh in entries)


def _words(text: str) -> list[str]:
    return [w for w in re.findall(r"[a-z0-9]+", text.lower().replace("_", " ")) if w != "not"]


def spoken(text: str, said: str) -> bool:
    """Whether `text` names `said` (an English value or attribute name): by its words, nearly, or by a glossary name."""
    heard, wanted = _words(text), _words(said)
    if any(len(w) > 1 and w in text for w in wanted) or any(fuzz.ratio(w, h) >= CLOSE for w in wanted for h in heard):
        return True
    return any(set(wanted) & entry and any(p in text for p in phrases) for entry, phrases in names())


def unsaid(text: str, stated: Constraints) -> Iterator[str]:
    """Yield what `stated` holds and `text` does not say."""
    text = re.sub(r"(?<=[㐀-鿿])\s+(?=[㐀-鿿])", "", plain(text).lower())
    told = stated.as_json()
    for name, pattern in (("currency", MONEY), ("sort", SORTING), ("in_stock", STOCK), ("size", SIZED)):
        if name in told and not pattern.search(text) and not NUMBERS.search(text if name == "size" else ""):
            yield f"{name} {told[name]}"
    for name in ("price_min", "price_max", "rating_min"):
        if name in told and not NUMBERS.search(text):
            yield f"{name} {told[name]}"
    listed = [("brand", v) for v in (*stated.brand, *stated.brand_not)] + [("color", v) for v in stated.color]
    named = [(n, told[n]) for n in ("product_type", "material", "audience") if n in told]
    yield from (f"{name} {value}" for name, value in [*listed, *named] if not spoken(text, value))
    for name, value in stated.attributes.items():
        counted = not isinstance(value, bool) and re.search(r"\d", str(value)) and NUMBERS.search(text)
        if not counted and not spoken(text, f"{name} {value}"):
            yield f"{name} {value}"


WORDS = st.sampled_from(
    [
        "cheap",
        "under",
        "over",
        "not",
        "without",
        "$50",
        "50",
        "两百",
        "以内",
        "不要",
        "sony",
        "索尼",
        "red",
        "红色",
        "headphones",
        "耳机",
        "or",
        "and",
        "the",
        "second",
        "one",
        "第二个",
        "16GB",
        "27",
        "inch",
        "M码",
        "for",
        "my",
        "son",
        "between",
        "5",
        "to",
        "10",
        "€",
        "k",
        ",",
        ".",
        "?",
        "！",
        "和",
        "最便宜",
        "any",
        "brand",
        "iphone",
        "13",
        "case",
        "#",
        "order",
        "12345",
        "½",
        "𝟘",
        "，，",
    ]
)


@cache
def utterances() -> tuple[str, ...]:
    """Return every text of the cases: whole wishes and follow-ups, to be cut and joined anew."""
    texts = [
        json.loads(line)["text"] for path in CASES.glob("constraints_*.jsonl") for line in path.open(encoding="utf-8")
    ]
    turns = [
        json.loads(line)["turns"] for path in CASES.glob("dialogues_*.jsonl") for line in path.open(encoding="utf-8")
    ]
    return (*texts, *(turn["text"] for dialogue in turns for turn in dialogue))


CUTS = st.builds(
    lambda text, a, b: text[min(a, b) : max(a, b)],
    st.sampled_from(utterances()),
    st.integers(0, 60),
    st.integers(0, 60),
)
TEXTS = st.one_of(
    st.text(max_size=400),
    st.lists(WORDS, max_size=25).map(" ".join),
    st.lists(WORDS, max_size=25).map("".join),
    st.lists(st.one_of(CUTS, WORDS), max_size=6).map(" ".join),
    st.lists(CUTS, max_size=4).map("，".join),
)


def turn(
    text: str, state: DialogueState, tagger: Tagger | RuleTagger, shown: tuple[Product, ...] = ()
) -> Understanding:
    """Understand within a second of processor time, so that a busy machine stalls nobody's text but its own."""
    began = time.thread_time()
    read = understand(text, state, tagger, vocabulary(), shown)
    assert time.thread_time() - began < 1.0, text
    return read


def check(first: str, second: str, tagger: Tagger | RuleTagger) -> None:
    before = turn(first, DialogueState(), tagger)
    assert not list(unsaid(first, before.stated)), (first, list(unsaid(first, before.stated)))
    after = turn(second, before.state, tagger, shop()[:3])
    stated = after.stated
    beside = re.search(r"than|比", second)  # a price beside that of a shown product, which is not in the text
    if beside and not NUMBERS.search(plain(second)):
        stated = stated.without("price_min").without("price_max")
    assert not list(unsaid(second, stated)), (second, list(unsaid(second, stated)))


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXTS, TEXTS)
def test_plain_rules_raise_at_no_text_and_state_only_what_it_says(first: str, second: str) -> None:
    check(first, second, RuleTagger())


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXTS, TEXTS)
def test_the_trained_tagger_raises_at_no_text_and_states_only_what_it_says(first: str, second: str) -> None:
    check(first, second, trained())


LONG = ["a" * 50_000, "9" * 50_000, "not " * 10_000, "第" * 30_000, "$1 to " * 8_000, "(" * 20_000, "一百" * 10_000,
        "iphone " * 9000, "不要" * 9000, "1" + ",000" * 9000, "-" * 30_000, "红色" * 9000, "x1 " * 9000,
        "\u0301" * 9000, "👩‍👩‍👧" * 5000, "between 1 and " * 3000,
        "的" * 30_000, "5 x " * 9000, " " * 50_000]  # fmt: skip


@pytest.mark.timeout(20)  # a second or less each; what is read again from every character on takes minutes
@pytest.mark.parametrize("text", LONG, ids=lambda t: ascii(t[:12]))
def test_very_long_texts_are_read_in_good_time(text: str) -> None:
    assert turn(text, DialogueState(), trained()).text == text


@pytest.mark.parametrize("text", [" NOT 1 㐀", "with", "or", "1 2 3"])
def test_small_words_name_no_kind_of_product(text: str) -> None:
    assert not turn(text, DialogueState(), trained()).stated.product_type


def test_the_check_itself_hears_what_was_not_said() -> None:
    assert list(unsaid("red shoes", Constraints(brand=("Sony",)))) == ["brand Sony"]
    assert list(unsaid("cheap shoes", Constraints(price_max=50.0, color=("blue",)))) == ["price_max 50.0", "color blue"]
    assert not list(unsaid("索尼耳机", Constraints(brand=("Sony",), product_type="headphones")))
    assert list(unsaid("耳机", Constraints(attributes={"waterproof": True}))) == ["waterproof True"]
