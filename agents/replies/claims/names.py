"""Product and brand names: none but those of the records, and a brand only of its own product."""

import re
from functools import cache
from pathlib import Path

from agents.replies.claims.setting import Kind, Setting
from agents.replies.records import text_of

# A capital within a sentence, or Latin letters within Chinese, is a name until a record shows it.
NAME = re.compile(
    r"(?<![\w\x00.!?'’-])(?P<first>[A-Z][\w'’+-]*)|(?P<within>(?<=[a-z])[A-Z]{2,}\w*)"
    r"|(?P<latin>(?<=[\u4e00-\u9fff])[A-Za-z][A-Za-z0-9+-]+)"
    r"|(?P<quoted>[《「『“\"][^》」』”\"]{2,40}[》」』”\"])"
)
_OWN = frozenset(
    re.findall(
        r"\S+",
        "i i'd i'm i'll i've ok okay faq usd eur gbp cny rmb usb led lcd hd uhd tv pc id cm mm kg gb "
        "tb mb wh mah hz db",
    )
)


@cache
def known_brands() -> tuple[str, ...]:
    """Return brand names that are known the world over, English and Chinese, in lower case."""
    text = (Path(__file__).parent / "brands.txt").read_text("utf-8")
    return tuple(b.strip().lower() for b in re.split(r"[,\n]", text) if b.strip() and not b.startswith("#"))


def _name_backed(found: re.Match[str], here: Setting) -> bool:
    word = found.group().strip("《》「」『』“”\"'’").lower().removesuffix("'s").removesuffix("’s")
    if word in _OWN or not re.search(r"\w", word):
        return True
    starts = not re.search(r"\w", here.masked[: found.start()].replace("\x00", "")) or bool(
        re.search(r"[.!?:]\s*[\"“]?$", here.masked[: found.start()])
    )
    if found["first"] and starts and "\x00" not in here.masked[: found.start()]:
        return True  # an ordinary first word: brands among them are found below
    return _recorded(word, here)


def _recorded(word: str, here: Setting) -> bool:
    subject = here.subject(0, 0) if here.mentions else None
    held = [subject] if subject is not None and not here.mentions[1:] else list(here.records.products)
    texts = [text_of(p, here.language) for p in held]
    texts += [f"{p.question} {p.answer}".lower() for p in here.records.passages] + [
        " ".join(here.records.values()).lower()
    ]
    if word.isascii():
        return any(re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", t) for t in texts)
    return any(word in t for t in texts)


def _brand_pattern() -> re.Pattern[str]:
    latin = [re.escape(b) for b in known_brands() if b.isascii()]
    chinese = [re.escape(b) for b in known_brands() if not b.isascii()]
    return re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(latin)})(?![A-Za-z0-9])|{'|'.join(chinese)}", re.I)


def _brand_backed(found: re.Match[str], here: Setting) -> bool:
    if found.group().islower() and found.group().isascii() and found.group() in _ORDINARY:
        return True
    return _recorded(found.group().lower(), here)


# Brands that are also plain words: a claim only when written with a capital.
_ORDINARY = ("apple", "brother", "sharp", "amazon", "columbia", "galaxy", "beats", "puma", "kindle", "canon", "prada")

KINDS = (Kind("name", NAME, _name_backed), Kind("brand", _brand_pattern(), _brand_backed))
