"""Values of the records in the shopper's language: colours, materials, kinds and whom things are for."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from agents.replies import spoken
from agents.turn import Language
from knowledge.product import Product, Row
from knowledge.words import glossary

_GLOSSARIES = {"product_type": "types", "color": "colors", "material": "materials", "audience": "audiences"}


def called(name: str, value: str, language: Language) -> str:
    """Return what a value of a column or attribute is called; as it stands where no word for it is known.

    In Chinese "forest green" is 森林绿, and "black / cream" is named part by part.
    """
    said = spoken.labels(language).get(value.lower())
    listed = _GLOSSARIES.get(name)
    if said or language != "zh" or not listed:
        return said or (spoken.label(value, language) if listed else value)
    known = _chinese(listed)
    if chinese := known.get(value.lower()):
        return chinese
    parts = [part.strip() for part in value.split("/")]
    return "/".join(known.get(part.lower(), part) for part in parts) if len(parts) > 1 else value


def named(product: Product, name: str, value: str, language: Language) -> str:
    """Return what a product's own value is called: by its translation where that names its values one for one."""
    words = product.translations.get(language, {}).get(name, "").split("/")
    values = held(product, name)
    own = dict(zip(values, words, strict=True)) if len(words) == len(values) else {}
    return own.get(value) or called(name, value, language)


def held(product: Product, name: str) -> list[str]:
    """Return a product's values of one column, its variants' included, each once."""
    values = (getattr(product, name), *(getattr(v, name, "") for v in product.variants))
    return list(dict.fromkeys(v for v in values if v))


def compared(rows: Sequence[Row], language: Language) -> tuple[Row, ...]:
    """Return a comparison's rows with their values as a shopper reads them."""
    return tuple(replace(row, values=tuple(called(row.name, v, language) for v in row.values)) for row in rows)


@cache
def _chinese(listed: str) -> dict[str, str]:
    return {said.lower(): chinese[0] for _, english, chinese in glossary(listed) if chinese for said in english}
