"""Makes utterances from the grammar files and the word lists, with their spans: the part of the corpus that is made.

Run `python -m agents.understanding.corpus.make` to read some of them.
"""

import random
import re
from collections.abc import Callable

from agents.turn import Language
from agents.understanding.examples import CODES, CORPUS, Example, parse_markup, read_worlds

COUNTS: dict[Language, int] = {"en": 4800, "zh": 3400}
_SLOT = re.compile(r"\[(\w+)\]")
_WORLDS = ("electronics", "clothes", "home", "beauty", "food", "kids", "tools")
Words = dict[str, list[str]]


def make(seed: int = 7) -> list[Example]:
    """Return the made utterances of both languages, the same for the same seed."""
    return [example for language in COUNTS for example in make_language(language, random.Random(seed))]


def make_language(language: Language, rng: random.Random) -> list[Example]:
    """Return `COUNTS[language]` different utterances, each over one product world."""
    worlds, templates = read_worlds(language), read_grammar(language)
    found: dict[str, Example] = {}
    while len(found) < COUNTS[language]:
        intents, template = rng.choice(templates)
        words = {**worlds["common"], **worlds[rng.choice(_WORLDS)]}
        line = expand(template, words, language, rng)
        text, spans = parse_markup(" ".join(line.split()) if language == "en" else line.strip())
        scope = "out_of_scope" not in intents
        source = "made" if language == "en" else "made_zh"
        found.setdefault(text, Example(text, language, intents, scope, spans, source))
    return list(found.values())


def read_grammar(language: Language) -> list[tuple[tuple[str, ...], str]]:
    """Return the templates with the intents of their section."""
    templates, intents = [], tuple[str, ...]()
    for line in (CORPUS / f"grammar_{language}.txt").read_text("utf-8").splitlines():
        if line.startswith("=="):
            intents = tuple(name.strip() for name in line.strip("= ").split(","))
        elif line and line[0] != "#":
            templates.append((intents, line))
    return templates


def expand(template: str, words: Words, language: Language, rng: random.Random) -> str:
    """Return a template with every slot filled, as markup; English is sometimes mistyped or capitalised."""
    special: dict[str, Callable[[], str]] = {
        "NP": lambda: thing_en(words, rng) if language == "en" else thing_zh(words, rng),
        "PRICE": lambda: price_en(rng) if language == "en" else price_zh(rng),
        "AMOUNT": lambda: mark(
            f"${round_sum(rng)}" if language == "en" else f"{round_sum(rng)}{rng.choice(('', '元', '块'))}", "$"
        ),
        "ORDER": lambda: rng.choice(("", "#", "no. ")) + str(rng.randint(1000, 9999999)),
        "q": lambda: mark(rng.choice(QUANTITIES[language]), "q"),
    }

    def fill(slot: re.Match[str]) -> str:
        name = slot[1]
        if name in special:
            return special[name]()
        return word(words, name, language, rng)

    line = _SLOT.sub(fill, template)
    return finish_en(line, rng) if language == "en" else finish_zh(line, rng)


QUANTITIES: dict[Language, list[str]] = {
    "en": ["2 pack", "3 pack", "set of 4", "pack of 6", "two", "three", "12 pack", "4", "bulk", "dozen", "a pair",
           "6 piece", "100 count", "5", "24 count", "10 pack", "2", "set of 2", "twin pack", "case of 12", "multipack",
           "50 pieces"],
    "zh": ["两个", "三件", "一箱", "两双", "5个", "一套", "三盒", "十包", "2瓶", "两条", "一打", "3支", "一对",
           "四只", "10片", "两罐", "一提", "六瓶装", "2台", "一双", "两袋", "3本"],
}  # fmt: skip


def mark(text: str, code: str) -> str:
    """Return `text` as a span in corpus markup."""
    return f"{{{text}:{code}}}"


def word(words: Words, code: str, language: Language, rng: random.Random) -> str:
    """Return a random word of a code as a span; a word for a product when the world has none of that code."""
    chosen = rng.choice(words.get(code) or words["p"])
    text = chosen.partition("=")[0] if language == "zh" else chosen
    code = code if words.get(code) else "p"
    if language == "en" and code == "d" and text.startswith("for ") and rng.random() < 0.3:
        text = text.removeprefix("for ")
    return mark(mistype(text, rng) if language == "en" and rng.random() < 0.04 else text, code)


def round_sum(rng: random.Random) -> int:
    """Return an amount as people name it: 5, 20, 150, 3000."""
    return rng.choice(
        (5, 10, 15, 20, 25, 30, 40, 50, 60, 75, 80, 100, 120, 150, 200, 250, 300, 400, 500, 800, 1000, 1500, 3000)
    )


def price_en(rng: random.Random) -> str:
    """Return a price limit, range or wish."""
    low, high = sorted((round_sum(rng), round_sum(rng) + 5))
    unit = rng.choice(
        ("${}", "${}", "{} dollars", "{} bucks", "{}", "£{}", "{} euros", "{} usd", "€{}", "{} pounds", "{} quid")
    )
    a, b = unit.format(low), unit.format(high)
    forms = (
        f"under {b}", f"under {b}", f"below {b}", f"less than {b}", f"up to {b}", f"max {b}", f"no more than {b}",
        f"not over {b}", f"between {a} and {b}", f"from {a} to {b}", f"{a}-{high}", f"around {b}", f"about {b}",
        f"for {b}", f"over {a}", f"at least {a}", "cheap", "on sale", "for sale", "cheapest", "not too expensive",
        f"lower than {b}", f"{b} or less", f"within {b}", f"< {b}", "clearance", "on a budget",
        "affordable", f"at most {b}",
    )  # fmt: skip
    return mark(rng.choice(forms), "$")


def price_zh(rng: random.Random) -> str:
    """Return a price limit, range or wish in Chinese."""
    low, high = sorted((round_sum(rng), round_sum(rng) + 5))
    unit = rng.choice(("", "块", "元", "块钱", "刀", "美元"))
    han = rng.choice(("一百", "两百", "三百", "五百", "一千", "两千", "三千", "五十", "八百", "一万"))
    forms = (
        f"{high}{unit}以内", f"{high}{unit}以下", f"不超过{high}{unit}", f"低于{high}{unit}", f"{low}到{high}{unit}",
        f"{low}-{high}{unit}", f"{high}{unit}左右", f"大概{high}{unit}", f"{han}以内", f"{han}左右", f"{han}以下",
        "便宜", "最便宜", "便宜点", f"{high}{unit}上下", f"{low}{unit}以上", "打折", "特价", f"{han}块",
        "平价", f"最多{high}{unit}",
    )  # fmt: skip
    return mark(rng.choice(forms), "$")


def thing_en(words: Words, rng: random.Random) -> str:
    """Return an English noun phrase: qualifiers before the kind of thing, some after it."""

    def some(code: str, chance: float) -> list[str]:
        return [word(words, code, "en", rng)] if rng.random() < chance else []

    before = [some("b", 0.25), some("n", 0.06), some("x", 0.4), some("c", 0.22), some("m", 0.2), some("s", 0.15)]
    before += [some("u", 0.12), some("k", 0.04), some("g", 0.03), some("t", 0.02), some("e", 0.06), some("o", 0.08)]
    rng.shuffle(before)
    after = [some("d", 0.18), some("u", 0.1), some("c", 0.06), some("x", 0.06), some("o", 0.03)]
    rng.shuffle(after)
    kept = [part for parts in before for part in parts][: rng.choice((1, 1, 2, 2, 3))]
    front = [p for p in kept if not re.match(r"\{(with|for|without|compatible) ", p)]
    tail = [p for p in kept if p not in front]
    rest = [part for parts in after for part in parts][:2]
    return " ".join([*front, word(words, "p", "en", rng), *tail, *rest])


def thing_zh(words: Words, rng: random.Random) -> str:
    """Return a Chinese noun phrase: qualifiers, sometimes with 的, then the kind of thing, some after it."""

    def some(code: str, chance: float) -> list[str]:
        return [word(words, code, "zh", rng)] if rng.random() < chance else []

    before = [some("d", 0.15), some("o", 0.1), some("g", 0.08), some("b", 0.3), some("k", 0.04), some("t", 0.03)]
    before += [some("u", 0.08), some("m", 0.18), some("x", 0.35), some("c", 0.18), some("s", 0.1), some("e", 0.05)]
    rng.shuffle(before)
    kept = [part for parts in before for part in parts][: rng.choice((1, 1, 2, 3))]
    glue = rng.choice(("", "", "", "的", " "))
    after = [p for code, chance in (("u", 0.1), ("d", 0.05), ("c", 0.06), ("x", 0.06)) for p in some(code, chance)][:1]
    return (
        "".join(kept)
        + (glue if kept else "")
        + word(words, "p", "zh", rng)
        + "".join(rng.choice(("", " ")) + p for p in after)
    )


def mistype(text: str, rng: random.Random) -> str:
    """Return a word with one slip of the finger: two letters swapped, one dropped or doubled."""
    if len(text) < 5 or any(c.isdigit() for c in text):
        return text
    at = rng.randrange(1, len(text) - 2)
    if " " in text[at : at + 2]:
        return text
    swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return rng.choice((swapped, text[:at] + text[at + 1 :], text[:at] + text[at] + text[at:]))


def finish_en(line: str, rng: random.Random) -> str:
    """Return a line with the marks and habits of one who types it."""
    if rng.random() < 0.12:
        line = (
            rng.choice(("hi ", "hey ", "um ", "ok ", "so ", "please ", "hello, ", "well ", "excuse me, ", "also "))
            + line
        )
    if rng.random() < 0.12:
        line += rng.choice((" please", " pls", " thanks", " asap", " thx", " if possible", " lol", " :)"))
    if rng.random() < 0.12:
        line += rng.choice(("?", ".", "!", "??", "..."))
    if rng.random() < 0.12:
        line = line[:1].upper() + line[1:] if line[:1].isalpha() else line
    return line


def finish_zh(line: str, rng: random.Random) -> str:
    """Return a line with the particles and marks of one who types it."""
    if rng.random() < 0.1:
        line = rng.choice(("亲，", "你好，", "那个", "请问", "嗯 ", "老板 ", "您好 ", "麻烦问下")) + line
    if rng.random() < 0.12:
        line += rng.choice(("，谢谢", "呀", "呢", "哦", "啊", "，急", " 谢谢", "哈"))
    if rng.random() < 0.15:
        line += rng.choice(("？", "。", "！", "?", "～", "..."))
    return line


if __name__ == "__main__":
    named = {label: code for code, label in CODES.items()}
    for example in random.Random().sample(make(), 40):
        spans = ", ".join(f"{example.text[a:b]} ({named[label]})" for a, b, label in example.spans or ())
        print(f"{example.text}  <{' '.join(example.intents or ())}>  {spans}")
