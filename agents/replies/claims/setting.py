"""A sentence under examination: which words name which product, and whom a claim is about."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from agents.replies.records import Records
from agents.turn import Language
from knowledge.product import Product

_CLAUSE = re.compile(r"[;；。，:：—]|, (?!\d)|\b(?:while|whereas|but|although)\b|但|而(?!且)|不过")
# "4.9 to 3.8", "$20 against $25": the first is the winner's, the second the other's.
_FIRST_OF_TWO = re.compile(r"\s*[\w%.]{0,6}\s*(?:to|against|versus|vs\.?|对)\s*[$€£¥]?\d")
_SECOND_OF_TWO = re.compile(r"\d[\d.,]*\s*[\w%]{0,6}\s*(?:to|against|versus|vs\.?|对)\s*$")
_UNMET = re.compile(
    r"letting go|let go|give a little|\bease|easing|bend on|gets? in the way|rules|sticking point|comes? down"
    r"|because of"
    r"|can't (?:confirm|vouch)|says? nothing|doesn't (?:mention|say)|leaves? (?:it )?out|no note|doesn't cover|it's the"
    r"|(?:listed|marked) as|no note of|放宽|调整|卡在|问题出在|对不上|没有写|没有提到|没有记录",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\bfrom\s+\S+\s+to\s*$", re.IGNORECASE)
_NAMELESS = ("the", "a", "an", "for", "with", "and", "of", "in", "this", "our", "my")


@dataclass(frozen=True)
class Mention:
    """Where a sentence names a product."""

    start: int
    end: int
    product: Product


@dataclass(frozen=True)
class Setting:
    """A sentence with its product names blanked out, and the product that the sentence before ended on."""

    sentence: str
    masked: str
    mentions: tuple[Mention, ...]
    records: Records
    language: Language
    before: Product | None

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """Return the borders of the clause that holds a claim."""
        cuts = [m.end() for m in _CLAUSE.finditer(self.masked, 0, start)]
        after = _CLAUSE.search(self.masked, end)
        return (cuts[-1] if cuts else 0), (after.start() if after else len(self.masked))

    def words(self, start: int, end: int) -> str:
        """Return the clause that holds a claim, in lower case."""
        left, right = self.clause(start, end)
        return self.masked[left:right].lower()

    def subject(self, start: int, end: int) -> Product | None:
        """Return whom a claim is about: named in its clause, else before it, else after it, else carried over."""
        first = _nearest(list(self.mentions), start)
        if first is not None and _FIRST_OF_TWO.match(self.masked[end:]):
            return first.product
        if first is not None and _SECOND_OF_TWO.search(self.masked[:start]) and not _RANGE.search(self.masked[:start]):
            return next(iter(self.others(first.product)), None)
        left, right = self.clause(start, end)
        inside = [m for m in self.mentions if left <= m.start < right]
        nearest = _nearest(inside, start) or _nearest([m for m in self.mentions if m.start < start], start)
        nearest = nearest or next(iter(self.mentions), None)
        if nearest is not None:
            return nearest.product
        return self.before or self.records.lead

    def only_wished(self, word: str) -> bool:
        """Whether a word is the wish that is in the way or unrecorded, spoken of as such: no claim of a product."""
        return bool(_UNMET.search(self.masked)) and any(
            word in v.lower() for v in self.records.values("constraint", "feature")
        )

    def sides(self, start: int, end: int) -> tuple[Product | None, Product | None]:
        """Return who is said to be more, and than whom if that is named: "X is cheaper than Y", "X 比 Y 便宜"."""
        than = re.search(r"\bthan (?:the )?\x00", self.masked[end:])
        versus = re.search(r"比\s*\x00", self.masked[:start])
        if not than and not versus:
            return self.subject(start, end), None
        at = end + than.end() - 1 if than else versus.end() - 1 if versus else 0
        other = next((m.product for m in self.mentions if m.start == at), None)
        earlier = [m for m in self.mentions if m.end <= min(start, at)]
        return (earlier[-1].product if earlier else self.before or self.records.lead), other

    def others(self, subject: Product | None) -> list[Product]:
        """Return whom a comparison without a name is against: those named in the sentence, else lead, else the rest."""
        named = [m.product for m in self.mentions if m.product is not subject]
        if named:
            return named
        planned = [p.other for p in self.records.plan.points if p.product is subject and p.other is not None]
        if planned:
            return planned
        lead = self.before if self.before is not None and self.before is not subject else self.records.lead
        if lead is not None and lead is not subject:
            return [lead]
        return [p for p in self.records.products if p is not subject]


def _nearest(mentions: list[Mention], start: int) -> Mention | None:
    """Return the last mention before a claim, else the first after it."""
    earlier = [m for m in mentions if m.end <= start]
    return earlier[-1] if earlier else next(iter(mentions), None)


@dataclass(frozen=True)
class Claim:
    """A piece of a sentence that a record must back."""

    kind: str
    text: str
    start: int
    end: int
    backed: bool = False


@dataclass(frozen=True)
class Kind:
    """A row of the table of claims: how one is found in the masked sentence, and whether the records back it."""

    name: str
    found: re.Pattern[str]
    backed: Callable[[re.Match[str], Setting], bool]


def setting(sentence: str, records: Records, language: Language, before: Product | None) -> Setting:
    """Read which products a sentence names, and blank the names so that their digits and words are no claims."""
    masked, mentions = sentence, []
    for alias, product in _aliases(records, language):
        for found in re.finditer(re.escape(alias), masked, re.IGNORECASE):
            edges = masked[found.start() - 1 : found.start()] + masked[found.end() : found.end() + 1]
            if alias.isascii() and re.search(r"[A-Za-z0-9]", edges) and not re.search(r"[\u4e00-\u9fff]", edges):
                continue
            mentions.append(Mention(found.start(), found.end(), product))
            masked = masked[: found.start()] + "\x00" * len(alias) + masked[found.end() :]
    ordered = tuple(sorted(mentions, key=lambda m: m.start))
    return Setting(sentence, masked, ordered, records, language, before)


def _aliases(records: Records, language: Language) -> list[tuple[str, Product]]:
    """Return what each product may be called, the longest first; a shortened name only where it tells one product."""
    full: dict[str, Product] = {}
    short: dict[str, set[str]] = {}
    for product in records.products:
        names = {records.plan.names.get(product.id, ""), product.title, product.titled(language)} - {""}
        full |= {name: product for name in names if len(name) > 1}
        for name in names:
            for head in _heads(name):
                short.setdefault(head, set()).add(product.id)
    by_id = {p.id: p for p in records.products}
    told = {head: by_id[next(iter(ids))] for head, ids in short.items() if len(ids) == 1 and head not in full}
    return sorted((told | full).items(), key=lambda pair: -len(pair[0]))


def _heads(name: str) -> list[str]:
    words = name.split()
    heads = [" ".join(words[:n]) for n in range(2, len(words))]
    return [h for h in heads if len(h) >= 6 and words[0].lower() not in _NAMELESS]
