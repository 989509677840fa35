"""What of a product is searched: fields of tokens for BM25, one text for the embedding."""

from knowledge.product import Product
from knowledge.search.text import clean, tokens

FIELDS = ("title", "brand", "model", "kind", "attributes", "description")
DESCRIBED = 120  # characters of the description that are embedded
_DULL = ("package_", "master__outer", "pallet", "harmonized", "certification", "temperature", "humidity", "dimensions")


def fields_of(product: Product) -> dict[str, list[str]]:
    """Return the tokens of each field, in every language that the product has."""
    other = product.translations.values()
    title = [product.title, *(t.get("title", "") for t in other)]
    kind = [product.product_type, *product.category, *(t.get("product_type", "") for t in other)]
    description = [product.description[:1500], *(t.get("description", "")[:1500] for t in other)]
    texts = {
        "title": title,
        "brand": [product.brand],
        "model": [product.model, product.gtin],
        "kind": kind,
        "attributes": _attribute_texts(product),
        "description": description,
    }
    return {name: [t for text in parts if text for t in tokens(text)] for name, parts in texts.items()}


def passage_of(product: Product) -> str:
    """Return the text to embed: what it is called and what it is, then the start of what is said of it."""
    kind = product.product_type or (product.category[-1] if product.category else "")
    parts = [product.title, kind, clean(product.description)[:DESCRIBED]]
    return ". ".join(p.strip() for p in parts if p.strip())


def plain_name(name: str) -> str:
    """Return a name's letters and digits, lower case: "Hewlett-Packard " and "hewlett packard" are one."""
    return "".join(c for c in clean(name) if c.isalnum())


def colors_of(product: Product) -> set[str]:
    """Return the colour words of a product and of its variants."""
    said = [
        product.color,
        *(v.color for v in product.variants),
        *(t.get("color", "") for t in product.translations.values()),
    ]
    said += [str(a.value) for a in product.attributes if a.name.endswith(("colour", "color"))]
    return {"gray" if t == "grey" else t for text in said if text for t in tokens(text)}


def _attribute_texts(product: Product) -> list[str]:
    found = [product.color, product.size, product.material, product.audience]
    for attribute in product.attributes:
        if attribute.name.startswith(_DULL):
            continue
        name = attribute.name.replace("_", " ")
        if attribute.value is True:
            found.append(name)
        elif attribute.value is not False:
            found.append(f"{name} {attribute.text()}" if attribute.unit else str(attribute.value))
    for variant in product.variants:
        found += [variant.color, variant.size, variant.material]
    return [t for t in dict.fromkeys(found) if t]
