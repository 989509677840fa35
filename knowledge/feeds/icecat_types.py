"""Work out what kind of thing an Icecat product is: most records do not say.

An Icecat title is brand, name, category noun in lower case, values ("HP Q1904A printing film 24 in"), and the noun is
left out where the name has it. So the nouns are learned from the titles that show them; a name that ends in a noun
("Cat6 Patch Cable") gives its own; what is left ("HP 55X Original Black") is classified by which facts its record
has, with naive Bayes over the learned ones, and stays without a type where that is not clear.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from knowledge.feeds.cleaning import singular
from knowledge.feeds.departments import department

__all__ = ["Types", "department", "learn"]

_NOUN = re.compile(r"[a-zäöü][a-zäöü\-/&'.]*")
_SHORT_WORDS = "USB DVD AV LED LCD CD KVM SIM MP3 GPS TV PC UPS Wi-Fi DVD/Blu-Ray HDMI IP 2D 3D"
_SHORT = frozenset(_SHORT_WORDS.split())
_SHORT_ENDS = frozenset({"TV", "PC", "CD", "DVD"})
_ASIDE = re.compile(r"\([^)]*\)")
_CUT = re.compile(r"[,(;:–*]|\.\s| - |\s(?:for|with|w/|f\.|incl\.?|replaces|compatible)\s", re.IGNORECASE)
_WORD = re.compile(r"[a-z][a-z\-']+")
_NO_TYPES = "system number renewal spares component blank portable bluetooth original negative unit set pack box"
_NOT_TYPES = frozenset(_NO_TYPES.split())
_NAMED = {"multifunctional": "multifunction printer", "pc": "desktop pc", "not categorized": "", "flat panel": ""}
# Words at the end of names that say how a thing is, how much or in which standard, not what it is.
_QUALITY_WORDS = """black white grey gray red blue green yellow orange pink purple cyan magenta silver gold beige brown
    transparent light dark original colour color tri-color high capacity standard premium series pack pcs pc to and or
    in on of the de en us uk eu male female version edition option pro plus mini basic advanced replacement value new
    smart ii iii iv retail bulk oem gloss glossy high-gloss matte matt snagless booted shielded unshielded molded
    external internal wireless wired black-white small large medium extra-large photo-black multi-pack twin-pack yield
    extra super ultra heavy-duty generation gen type model family lite deluxe blister polybag printable resolution
    mm ml cm ft m km kg px ohm inch in. year yr sheet hz gb mb tb hd aa aaa sata sas serial-ata scsi ide rca din lcd led
    dvd-r dvd-rw dvd+r cd-r cd-rw usb usb-c li-ion ac dc utp stp sdram atx gigabit ethernet multimode
    singlemode sc st"""
_QUALITIES = frozenset(_QUALITY_WORDS.split())
_LEAST_SEEN = 3
_SURE = math.log(150)  # odds of the best type against the next; 96% right on held-out titles
_MOST_TYPES = 800
_PRIOR_ROWS = 0.5
# Kinds that Icecat's titles never name, by the facts that only they have.
_SIGNATURES = (
    ("smartphone", ("attr_t_sim_card_capability", "attr_t_rear_camera_type")),
    ("tablet", ("attr_t_touchscreen_type", "attr_t_rear_camera_type", "attr_n_internal_storage_capacity")),
)
Table: TypeAlias = "np.ndarray[Any, np.dtype[np.float32]]"


@dataclass(frozen=True)
class Names:
    """What names teach: `types` that records state, `nouns` how often a name ends in a phrase, `widely` the words that
    several suppliers use, `ends` the last words of types."""

    types: frozenset[str]
    nouns: Counter[str]
    widely: frozenset[str]
    ends: frozenset[str]

    def of_name(self, values: dict[str, Any]) -> str:
        """Return the type that a record's name ends in, "" for none."""
        words = _head(values)
        for length in (3, 2, 1):
            phrase = " ".join(words[-length:])
            if len(words) < length or any(w not in self.widely for w in words[-length:]):
                continue
            if phrase in self.types or (phrase not in _NOT_TYPES and self._is_noun(words[-1], phrase, length)):
                return _spelled(phrase)
        return ""

    def _is_noun(self, last: str, phrase: str, length: int) -> bool:
        """Whether names end in `phrase` often enough; a word that ends no stated type must come in a pair."""
        if last in self.ends:
            return self.nouns[phrase] >= (_LEAST_SEEN, _LEAST_SEEN, 4 * _LEAST_SEEN)[length - 1]
        return length == 2 and self.nouns[phrase] >= 2 * _LEAST_SEEN


@dataclass(frozen=True)
class Types:
    """What was learned: from names, and `weights` (features, types) with `prior` (types), logarithms of odds."""

    by_name: Names
    names: tuple[str, ...]
    rows: dict[str, int]
    weights: Table
    prior: Table

    def of(self, values: dict[str, Any]) -> str:
        """Return the product type of a record, "" where it cannot be told."""
        return stated(values) or self.by_name.of_name(values) or self.of_facts(values)

    def of_facts(self, values: dict[str, Any]) -> str:
        """Return the type whose records have such facts, "" where that is not clear."""
        known = [row for f in _features(values) if (row := self.rows.get(f)) is not None]
        if len(known) < 3 or len(self.names) < 2:
            return ""
        scores = self.weights[known].sum(axis=0) + self.prior
        second, best = np.argpartition(scores, -2)[-2:]
        return self.names[best] if scores[best] - scores[second] >= _SURE else ""


def learn(records: Callable[[], Iterable[dict[str, Any]]]) -> Types:
    """Return what `records` teach about types, reading them twice; memory is bounded by their vocabulary."""
    names = _learn_names(records())
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    types: Counter[str] = Counter()
    for values in records():
        kind = stated(values) or names.of_name(values)
        if kind in names.types:
            types[kind] += 1
            for feature in _features(values):
                seen[feature][kind] += 1
    return Types(names, *_weighed(dict(types.most_common(_MOST_TYPES)), seen))


def _learn_names(records: Iterable[dict[str, Any]]) -> Names:
    stating: Counter[str] = Counter()
    nouns: Counter[str] = Counter()
    suppliers: defaultdict[str, set[str]] = defaultdict(set)
    for values in records:
        words = _head(values)
        nouns.update(" ".join(words[-n:]) for n in (1, 2, 3) if len(words) >= n)
        for word in words:
            suppliers[word].add(str(values.get("supplier")))
        if kind := stated(values):
            stating[kind] += 1
    common = frozenset(kind for kind, n in stating.items() if n >= _LEAST_SEEN)
    widely = {w for w, who in suppliers.items() if len(who) > 1} | {w for kind in common for w in kind.split()}
    return Names(common, nouns, frozenset(widely), frozenset(kind.split()[-1] for kind in common))


def _weighed(
    types: dict[str, int], seen: dict[str, Counter[str]]
) -> tuple[tuple[str, ...], dict[str, int], Table, Table]:
    """Weigh each feature for each type by how much more often it has it than all types together (naive Bayes)."""
    names = tuple(name for name, n in types.items() if n >= _LEAST_SEEN)
    column = {name: at for at, name in enumerate(names)}
    sizes = np.array([types[name] for name in names], dtype=np.float32)
    kept = [f for f, by in seen.items() if by.total() >= _LEAST_SEEN]
    counts = np.zeros((len(kept), len(names)), dtype=np.float32)
    for row, feature in enumerate(kept):
        for kind, times in seen[feature].items():
            if kind in column:
                counts[row, column[kind]] = times
    overall = (counts.sum(axis=1, keepdims=True) + 0.01) / max(1.0, float(sizes.sum()))
    weights = np.log((counts + _PRIOR_ROWS * overall) / (sizes + _PRIOR_ROWS)) - np.log(overall)
    prior = np.log(sizes / max(1.0, float(sizes.sum())))
    return names, {f: i for i, f in enumerate(kept)}, weights.astype(np.float32), prior.astype(np.float32)


def stated(values: dict[str, Any]) -> str:
    """Return the type that a record states, or that its title shows after its name."""
    said = values.get("attr_t_product_type")
    if isinstance(said, str) and re.match(r"[A-Za-z]{3}", said):
        kind = _spelled(re.sub(r"\s*\([^)]*\)", "", said).lower())
        if kind and kind not in _NOT_TYPES and "spares" not in kind:
            return kind
    shown = _spelled(_after_name(str(values.get("title") or ""), str(values.get("name") or "")))
    return shown or next((kind for kind, facts in _SIGNATURES if all(f in values for f in facts)), "")


def _after_name(title: str, name: str) -> str:
    at = title.lower().find(name.lower()) if name else -1
    found: list[str] = []
    for word in title[at + len(name) :].split() if at >= 0 else ():
        if _NOUN.fullmatch(word) or (word in _SHORT and (not found or found[-1] in _NOT_TYPES)):
            found.append(word)
        elif not (found and word.startswith("(") and word.endswith(")") and word[1:-1].isalpha()):
            break
    while found and found[-1] in _SHORT and found[-1] not in _SHORT_ENDS:
        found.pop()
    phrase = " ".join(word.split("/")[0] for word in found).lower()
    return "" if phrase in _NOT_TYPES else phrase


def _spelled(phrase: str) -> str:
    phrase = singular(phrase)
    return _NAMED.get(phrase, phrase)


def _head(values: dict[str, Any]) -> list[str]:
    """Return the words that a name ends in before "for", "with", a comma or a number; its last one is the noun."""
    phrase = _CUT.split(_ASIDE.sub(" ", str(values.get("name") or "")), maxsplit=1)[0]
    words = phrase.lower().split()
    brand = str(values.get("supplier") or "").lower()
    colour = str(values.get("attr_t_product_colour") or values.get("attr_t_cable_colour") or "").lower()
    while words and (
        not _WORD.fullmatch(words[-1]) or words[-1] in colour or words[-1] in _QUALITIES or words[-1] in brand
    ):
        words.pop()
    plain: list[str] = []
    for word in reversed(words[-3:]):
        if not _WORD.fullmatch(word) or word in colour or word in _QUALITIES:
            break
        plain.insert(0, word)
    return singular(" ".join(plain)).split()


def _features(values: dict[str, Any]) -> set[str]:
    words = re.findall(r"[a-z]{2,}", str(values.get("name") or "").lower())
    return {k for k in values if k.startswith("attr_")} | {f"w:{w}" for w in words}
