"""The gate: every claim of a sentence is found and must be backed by a record of this turn, in English and Chinese.

To add a kind of claim, write a Kind (a pattern and what backs a match) and put it into the table.
"""

import re
from dataclasses import dataclass

from agents.replies import spoken
from agents.replies.claims import comparisons, discounts, features, measures, money, names, policy, ratings, stock
from agents.replies.claims.setting import Claim, Kind, Setting, setting
from agents.replies.records import Records
from agents.turn import Language
from knowledge.product import Product

KINDS: tuple[Kind, ...] = (
    *money.KINDS, *discounts.KINDS, *stock.KINDS, *features.VARIANTS, *ratings.KINDS, *measures.KINDS,
    *features.KINDS, *comparisons.KINDS, *policy.KINDS, *names.KINDS,
)  # fmt: skip
_QUOTE_LENGTH = 16  # bytes: six Chinese characters, or three short words
_NUMBERS = ("money", "rating", "number with unit", "number")


@dataclass(frozen=True)
class Checked:
    """A sentence after the gate: `text` is what may be shown, "" where nothing may; `ok` that no word was touched.

    `about` is the product that the sentence ended on, to be given with the next one.
    """

    text: str
    ok: bool
    claims: tuple[Claim, ...] = ()
    about: Product | None = None

    @property
    def unbacked(self) -> tuple[Claim, ...]:
        """The claims that no record of the turn backs."""
        return tuple(c for c in self.claims if not c.backed)


def check(sentence: str, records: Records, language: Language, before: Product | None = None) -> Checked:
    """Return the sentence if every claim of it is backed, else one mended from records, else an empty one.

    `before` is the product that the sentence before ended on: whom "it" means.
    """
    here = setting(_unquoted(sentence, records), records, language, before)
    claims = tuple(_claims(here))
    about = here.mentions[-1].product if here.mentions else before
    if all(c.backed for c in claims):
        return Checked(sentence, True, claims, about)
    mended = _mended(sentence, here, claims)
    if mended and all(c.backed for c in _claims(setting(mended, records, language, before))):
        return Checked(mended, False, claims, about)
    return Checked("", False, claims, about)


def _claims(here: Setting) -> list[Claim]:
    found: list[Claim] = []
    taken: list[tuple[int, int]] = []
    for kind in KINDS:
        for match in kind.found.finditer(here.masked):
            # A number that an amount already holds is not a claim of its own.
            if kind.name in _NUMBERS and any(a < match.end() and match.start() < b for a, b in taken):
                continue
            if kind.name in (*_NUMBERS, "discount", "stock"):
                taken.append((match.start(), match.end()))
            found.append(Claim(kind.name, match.group(), match.start(), match.end(), kind.backed(match, here)))
    return found


def _unquoted(sentence: str, records: Records) -> str:
    """Blank out what is quoted word for word from a passage: the shop's own policy backs itself."""
    answers = [p.answer.strip() for p in records.passages]
    pieces = answers + [s for a in answers for s in re.split(r"(?<=[.!?])\s+|(?<=[。！？])", a)]
    pieces += _own_values(sentence, records)
    for piece in sorted({p.strip() for p in pieces if len(p.strip().encode()) >= _QUOTE_LENGTH}, key=len, reverse=True):
        sentence = sentence.replace(piece, "\x00" * len(piece))
    return sentence


def _own_values(sentence: str, records: Records) -> list[str]:
    """Return what the plan read from its lead's record, unless the sentence names another product."""
    named = [
        name for i, name in records.plan.names.items() if name in sentence and records.lead and i != records.lead.id
    ]
    told = [
        v
        for p in records.plan.points
        if p.product is records.lead
        for v in (p.values.get("need"), p.values.get("trait"))
    ]
    return [] if named else [v for v in told if v]


def _mended(sentence: str, here: Setting, claims: tuple[Claim, ...]) -> str:
    """Put the right price where the only thing wrong is a price of a product that the sentence names."""
    wrong = [c for c in claims if not c.backed]
    if len(wrong) != 1 or wrong[0].kind != "money":
        return ""
    subject = here.subject(wrong[0].start, wrong[0].end)
    if subject is None or not here.mentions:
        return ""
    right = spoken.price(subject, here.language)
    return sentence[: wrong[0].start] + right + sentence[wrong[0].end :]
