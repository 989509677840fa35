"""Work out what kind of thing an Icecat product is: most records do not say.

An Icecat title is brand, name, category noun in lower case, values ("HP Q1904A printing film 24 in"), and the noun is
left out where the name has it. So the nouns are learned from the titles that show them; a name that ends in a noun
("Cat6 Patch Cable") gives its own; what is left ("HP 55X Original Black") is classified by which facts its record
has, with naive Bayes over the learned ones, and stays without a type where that is not clear.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from knowledge.feeds.cleaning import singular
from knowledge.feeds.departments import department

__all__ = ["Types", "department", "learn"]

_NOUN = re.compile(r"[a-zäöü][a-zäöü\-/&'.]*")
_SHORT = frozenset("USB DVD AV LED LCD CD KVM SIM MP3 GPS TV PC UPS Wi-Fi DVD/Blu-Ray HDMI IP 2D 3D".split())
_SHORT_ENDS = frozenset({"TV", "PC", "CD", "DVD"})
_CUT = re.compile(r"[,(;:–*]|\.\s| - |\s(?:for|with|w/|f\.|incl\.?|replaces|compatible)\s", re.IGNORECASE)
_WORD = re.compile(r"[a-z][a-z\-']+")
_NOT_TYPES = frozenset("system number renewal spares component blank portable bluetooth original negative".split())
_NAMED = {"multifunctional": "multifunction printer", "pc": "desktop PC", "component": "", "not categorized": "",
          "spares and accessory": "", "processors": "processor"}  # fmt: skip
_ACRONYMS = {"usb": "USB", "kvm": "KVM", "dvd": "DVD", "cd": "CD", "tv": "TV", "av": "AV", "pc": "PC", "hdmi": "HDMI"}
_LEAST_SEEN = 3
_SURE = math.log(150)  # odds of the best type against the next; 96% right on held-out titles
_MOST_TYPES = 600


@dataclass(frozen=True)
class Types:
    """What was learned: `weights` is (features, types), `nouns` how often a name ends in a phrase, `widely` the words
    that several suppliers use."""

    names: tuple[str, ...]
    rows: dict[str, int]
    weights: "np.ndarray[Any, np.dtype[np.float32]]"
    prior: "np.ndarray[Any, np.dtype[np.float32]]"
    nouns: Counter[str]
    widely: frozenset[str]

    def of(self, values: dict[str, Any]) -> str:
        """Return the product type of a record, "" where it cannot be told."""
        return stated(values) or self._from_name(values) or self._from_facts(values)

    def _from_name(self, values: dict[str, Any]) -> str:
        words = _head(values)
        for length in (3, 2, 1):
            phrase = " ".join(words[-length:])
            if len(words) < length or any(w not in self.widely for w in words[-length:]):
                continue
            least = _LEAST_SEEN * (4 if length == 3 else 1)
            if phrase in self.names or self.nouns[phrase] >= least:
                return _spelled(phrase)
        return ""

    def _from_facts(self, values: dict[str, Any]) -> str:
        known = [row for f in _features(values) if (row := self.rows.get(f)) is not None]
        if len(known) < 3 or len(self.names) < 2:
            return ""
        scores = self.weights[known].sum(axis=0) + self.prior
        second, best = np.argpartition(scores, -2)[-2:]
        return _spelled(self.names[best]) if scores[best] - scores[second] >= _SURE else ""


def learn(records: Iterable[dict[str, Any]]) -> Types:
    """Return what `records` teach about types; memory is bounded by their vocabulary."""
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    types: Counter[str] = Counter()
    nouns: Counter[str] = Counter()
    suppliers: defaultdict[str, set[str]] = defaultdict(set)
    for values in records:
        kind, words = stated(values).lower(), _head(values)
        nouns.update(" ".join(words[-n:]) for n in (1, 2, 3) if len(words) >= n)
        for word in words[-3:]:
            suppliers[word].add(str(values.get("supplier")))
        if kind:
            types[kind] += 1
            for feature in _features(values):
                seen[feature][kind] += 1
    common = {kind: n for kind, n in types.most_common(_MOST_TYPES) if n >= _LEAST_SEEN}
    widely = frozenset({w for w, who in suppliers.items() if len(who) > 1} | {w for k in common for w in k.split()})
    return _weighed(common, seen, nouns, widely)


def _weighed(
    types: dict[str, int], seen: dict[str, Counter[str]], nouns: Counter[str], widely: frozenset[str]
) -> Types:
    """Weigh each feature for each type by how much more often it has it than all types together (naive Bayes)."""
    names = tuple(types)
    column = {name: at for at, name in enumerate(names)}
    sizes = np.array([types[name] for name in names], dtype=np.float32)
    kept = [f for f, by in seen.items() if sum(by.values()) >= _LEAST_SEEN]
    counts = np.zeros((len(kept), len(names)), dtype=np.float32)
    for row, feature in enumerate(kept):
        for kind, times in seen[feature].items():
            if kind in column:
                counts[row, column[kind]] = times
    overall = (counts.sum(axis=1, keepdims=True) + 0.01) / max(1.0, float(sizes.sum()))
    weights = np.log((counts + 0.5 * overall) / (sizes + 0.5)) - np.log(overall)
    prior = np.log(sizes / max(1.0, float(sizes.sum())))
    return Types(names, {f: i for i, f in enumerate(kept)}, weights.astype(np.float32), prior, nouns, widely)


def stated(values: dict[str, Any]) -> str:
    """Return the type that a record states, or that its title shows after its name."""
    said = values.get("attr_t_product_type")
    if isinstance(said, str) and re.match(r"[A-Za-z]{3}", said):
        kind = _spelled(re.sub(r"\s*\([^)]*\)", "", said).lower())
        if kind and kind.split()[-1] not in _NOT_TYPES:
            return kind
    return _spelled(_after_name(str(values.get("title") or ""), str(values.get("name") or "")))


def _after_name(title: str, name: str) -> str:
    at = title.lower().find(name.lower()) if name else -1
    found: list[str] = []
    for word in title[at + len(name) :].split() if at >= 0 else ():
        if _NOUN.fullmatch(word) or word in _SHORT:
            found.append(word)
        elif not (found and word.startswith("(") and word.endswith(")") and word[1:-1].isalpha()):
            break
    while found and found[-1] in _SHORT and found[-1] not in _SHORT_ENDS:
        found.pop()
    phrase = " ".join(word.split("/")[0] for word in found).lower()
    return "" if phrase in _NOT_TYPES else phrase


def _spelled(phrase: str) -> str:
    phrase = singular(phrase)
    phrase = _NAMED.get(phrase, phrase)
    return " ".join(_ACRONYMS.get(word, word) for word in phrase.split())


def _head(values: dict[str, Any]) -> list[str]:
    """Return the words that a name ends in before "for", "with", a comma or a number; its last one is the noun."""
    phrase = _CUT.split(str(values.get("name") or ""), maxsplit=1)[0]
    words = phrase.lower().split()
    colour = str(values.get("attr_t_product_colour") or values.get("attr_t_cable_colour") or "").lower()
    while words and (not _WORD.fullmatch(words[-1]) or words[-1] in colour or words[-1] in _QUALITIES):
        words.pop()
    plain: list[str] = []
    for word in reversed(words[-3:]):
        if not _WORD.fullmatch(word) or word in colour or word in _QUALITIES:
            break
        plain.insert(0, word)
    return singular(" ".join(plain)).split()


_QUALITIES = frozenset(
    "black white grey gray red blue green yellow orange pink purple cyan magenta silver gold beige brown "
    "transparent light "
    "dark original colour color high capacity standard premium series pack pcs pc to and or in of the de en "
    "us uk eu male "
    "female m/m m/f version edition option pro plus mini basic advanced replacement value new smart ii iii "
    "retail bulk oem "
    "gloss glossy matte matt snagless booted shielded external internal wireless wired black-white small large medium "
    "extra-large photo-black multi-pack twin-pack yield extra super ultra heavy-duty generation gen type model".split()
)


def _features(values: dict[str, Any]) -> set[str]:
    words = re.findall(r"[a-z]{2,}", str(values.get("name") or "").lower())
    return {k for k in values if k.startswith("attr_")} | {f"w:{w}" for w in words} | {f"s:{values.get('supplier')}"}
