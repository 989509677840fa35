"""Labelled utterances: reading our corpus, the open data sets and the corrections that staff made."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agents.turn import INTENTS, SPAN_LABELS, Language

CORPUS = Path(__file__).parent / "corpus"
CODES = {
    "p": "core_product_type", "b": "creator", "n": "product_name", "c": "color", "m": "material", "u": "UoM",
    "d": "department", "x": "modifier", "o": "occasion", "g": "origin", "$": "price", "q": "quantity", "s": "shape",
    "t": "time", "k": "condition", "e": "content", "i": "product_number",
}  # fmt: skip
_SPAN = re.compile(r"\{([^{}]*):([pbncmudxog$qstkei])\}")


@dataclass(frozen=True)
class Example:
    """An utterance with what it means; `intents` or `spans` None where a source does not say.

    `spans` are (start, end, label) in characters of `text`; `source` names where it is from. `labels` are those that
    the source marks, where it leaves others unmarked (all when None).
    """

    text: str
    language: Language
    intents: tuple[str, ...] | None = None
    in_scope: bool | None = None
    spans: tuple[tuple[int, int, str], ...] | None = None
    source: str = ""
    labels: frozenset[str] | None = None


def parse_markup(line: str) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """Return the text and the spans of a line such as `a {red:c} {dress:p}`; raises ValueError on stray braces."""
    text, spans, at = "", [], 0
    for found in _SPAN.finditer(line):
        text += line[at : found.start()]
        spans.append((len(text), len(text) + len(found[1]), CODES[found[2]]))
        text += found[1]
        at = found.end()
    text += line[at:]
    if "{" in text or "}" in text:
        raise ValueError(f"stray brace in {line!r}: write spans as {{text:code}} with a code of {''.join(CODES)}")
    return text, tuple(spans)


def read_markup(path: Path, language: Language) -> Iterator[Example]:
    """Yield the examples of a corpus file: `== intent, intent` heads a section, `#` a comment, the rest are texts."""
    intents: tuple[str, ...] = ()
    for number, raw in enumerate(path.read_text("utf-8").splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("=="):
            intents = tuple(name.strip() for name in line.strip("= ").split(","))
            if unknown := [name for name in intents if name not in INTENTS]:
                raise ValueError(
                    f"{path.name} line {number}: unknown intent {unknown[0]!r}: use one of agents.turn.INTENTS"
                )
            continue
        try:
            text, spans = parse_markup(line)
        except ValueError as error:
            raise ValueError(f"{path.name} line {number}: {error}") from error
        outside = "out_of_scope" in intents
        yield Example(text, language, intents, not outside, spans, f"{language}_{'outside' if outside else 'hand'}")


def read_corpus(language: Language, folder: Path = CORPUS) -> list[Example]:
    """Return every hand-written example of a language, in file order."""
    return [e for path in sorted(folder.glob(f"{language}_*.txt")) for e in read_markup(path, language)]


def read_worlds(language: Language, folder: Path = CORPUS) -> dict[str, dict[str, list[str]]]:
    """Return the word lists of each product world: a span code to words ("zh=en" in Chinese)."""
    worlds: dict[str, dict[str, list[str]]] = {}
    name = ""
    for line in (folder / f"worlds_{language}.txt").read_text("utf-8").splitlines():
        if line.startswith("=="):
            name = line.strip("= ")
            worlds[name] = {}
        elif line and line[0] != "#":
            code, _, words = line.partition(":")
            worlds[name][code] = [word.strip() for word in words.split(",") if word.strip()]
    return worlds


def read_jsonl(path: Path, language_of: Any, source: str = "correction") -> list[Example]:
    """Return examples from JSON lines of {"text", "intents", "spans", "in_scope"?}; spans as in `understand --json`."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [from_json(row, language_of(row["text"]), source) for row in rows]


def from_json(row: Mapping[str, Any], language: Language, source: str) -> Example:
    """Return the example that a JSON object states; raises ValueError on a label or intent that does not exist."""
    spans = None if row.get("spans") is None else tuple((s["start"], s["end"], s["label"]) for s in row["spans"])
    intents = None if row.get("intents") is None else tuple(row["intents"])
    wrong = [i for i in intents or () if i not in INTENTS] + [s[2] for s in spans or () if s[2] not in SPAN_LABELS]
    if wrong:
        raise ValueError(f"{row['text']!r}: unknown intent or label {wrong[0]!r}: use those of agents.turn")
    scope = row.get("in_scope", None if intents is None else "out_of_scope" not in intents)
    return Example(row["text"], language, intents, scope, spans, source)


def from_bio(tokens: Sequence[str], tags: Sequence[str], joiner: str) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """Return the joined text and its character spans; an I- that continues nothing opens a span."""
    spans: list[tuple[int, int, str]] = []
    at, open_label = 0, ""
    for token, tag in zip(tokens, tags, strict=True):
        label = tag[2:]
        if label and tag[0] == "I" and label == open_label:
            spans[-1] = (spans[-1][0], at + len(token), label)
        elif label:
            spans.append((at, at + len(token), label))
        open_label = label
        at += len(token) + len(joiner)
    return joiner.join(tokens), tuple(spans)


def read_queryner(path: Path) -> list[Example]:
    """Return QueryNER queries (arXiv 2405.09507) as in-scope examples with spans and the intent find_products."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    built = [from_bio(row["tokens"], row["tags"], " ") for row in rows]
    return [Example(text, "en", ("find_products",), True, spans, "queryner") for text, spans in built]


_DSNER = {"cp": "core_product_type", "pp": "creator", "yl": "material", "gg": "UoM", "xh": "product_name"}


def read_dsner(path: Path) -> list[Example]:
    """Return Chinese shop requests of DSNER, its entity types mapped to ours (pp brand, cp product, gg measure...)."""
    examples = []
    for block in re.split(r"\n\s*\n", path.read_text("utf-8")):
        pairs = [line.rsplit(maxsplit=1) if line.strip() != "O" else [" ", "O"] for line in block.splitlines() if line]
        pairs = [[" ", p[0]] if len(p) == 1 else p for p in pairs]
        if pairs:
            tags = ["O" if tag == "O" else f"{tag[:2]}{_DSNER[tag[2:]]}" for _, tag in pairs]
            text, spans = from_bio([character[:1] for character, _ in pairs], tags, "")
            examples.append(Example(text, "zh", None, True, spans, "dsner", frozenset(_DSNER.values())))
    return examples


_BITEXT = {
    "cancel_order": "cancel_order", "change_order": "modify_order", "change_shipping_address": "modify_order",
    "check_cancellation_fee": "ask_policy", "check_payment_methods": "ask_policy", "check_refund_policy": "ask_policy",
    "complaint": "complaint", "contact_human_agent": "human", "create_account": "account", "delete_account": "account",
    "edit_account": "account", "switch_account": "account", "recover_password": "account",
    "registration_problems": "account", "set_up_shipping_address": "account", "newsletter_subscription": "account",
    "delivery_options": "ask_policy", "get_refund": "return_order", "track_order": "order_status",
    "track_refund": "refund_status",
}  # fmt: skip


def read_bitext(path: Path) -> list[Example]:
    """Return Bitext customer-service utterances; those whose intent has no counterpart here tell only of scope."""
    with path.open(newline="", encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    named = [(row["utterance"], _BITEXT.get(row["intent"])) for row in rows]
    return [Example(text, "en", (i,) if i else None, True, () if i else None, "bitext") for text, i in named]


_CLINC = {
    "greeting": "greet", "goodbye": "bye", "thank_you": "thanks", "yes": "affirm", "no": "deny",
    "order_status": "order_status", "are_you_a_bot": "chitchat", "what_is_your_name": "chitchat",
    "who_made_you": "chitchat", "how_old_are_you": "chitchat", "where_are_you_from": "chitchat",
    "do_you_have_pets": "chitchat", "what_are_your_hobbies": "chitchat", "tell_joke": "chitchat",
    "what_can_i_ask_you": "chitchat", "who_do_you_work_for": "chitchat",
}  # fmt: skip
_CLINC_UNUSED = frozenset({
    "maybe", "cancel", "repeat", "order", "shopping_list", "shopping_list_update", "redeem_rewards", "rewards_balance",
    "user_name", "change_user_name", "change_language", "recipe", "meal_suggestion", "ingredients_list",
    "ingredient_substitution", "fun_fact", "meaning_of_life", "change_ai_name", "cook_time", "food_last",
})  # fmt: skip


def read_clinc(path: Path) -> list[Example]:
    """Return CLINC150 utterances as a shop sees them: small talk is in scope, banking, travel and the like are not."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    kept = [
        (row["text"], _CLINC.get(row["intent"], "out_of_scope")) for row in rows if row["intent"] not in _CLINC_UNUSED
    ]
    source = "clinc_oos" if "oos" in path.name else "clinc"
    return [Example(text, "en", (i,), i != "out_of_scope", (), source) for text, i in kept]


def read_webshop(path: Path) -> list[Example]:
    """Return WebShop instructions: product wishes in sentences, without spans."""
    texts = [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
    return [Example(text, "en", ("find_products",), True, None, "webshop") for text in texts]


def unique(examples: Iterable[Example]) -> list[Example]:
    """Return the examples without repeated texts, the first of each kept."""
    return list({(e.text, e.language): e for e in reversed(list(examples))}.values())[::-1]
