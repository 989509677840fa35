"""All that is kept of the products in row order, in one folder that is either whole or not there."""

import copy
import shutil
from collections.abc import Sequence
from pathlib import Path

from knowledge.product import Product
from knowledge.search.documents import FIELDS, fields_of
from knowledge.search.embedding import Embedder
from knowledge.search.facets import Facets
from knowledge.search.kinds import Kinds
from knowledge.search.lexical import Lexical
from knowledge.search.vectors import Vector, Vectors


class Generation:
    """Words, facets, kinds and vectors of the same products, row by row; a change makes the next generation."""

    def __init__(self, embedder: Embedder, folder: Path | None = None) -> None:
        self.lexical = Lexical(FIELDS, folder / "lexical" if folder else None)
        self.facets = Facets(folder / "facets" if folder else None)
        self.kinds = Kinds(embedder, folder / "kinds" if folder else None)
        self.vectors = Vectors(embedder.dim, folder / "vectors.npy" if folder else None)

    def next(self, products: Sequence[Product], vectors: Vector, removed: Sequence[str] = ()) -> "Generation":
        """Return a generation with products added or replaced and others removed; this one stays as it is."""
        made = copy.copy(self)
        made.lexical, made.facets = copy.copy(self.lexical), copy.copy(self.facets)
        made.kinds, made.vectors = copy.copy(self.kinds), copy.copy(self.vectors)
        gone = {p.id for p in products} | set(removed)
        kept = [row for identity, row in self.lexical.row.items() if identity not in gone]
        made.lexical.write({p.id: fields_of(p) for p in products}, removed)
        made.facets.write(kept, products)
        made.kinds.write(kept, products)
        made.vectors.write(kept, vectors)
        return made

    def save(self, folder: Path) -> None:
        """Write to a folder that does not exist yet."""
        self.lexical.save(folder / "lexical")
        self.facets.save(folder / "facets")
        self.kinds.save(folder / "kinds")
        self.vectors.save(folder / "vectors.npy")


def opened(embedder: Embedder, folder: Path) -> tuple[Generation, Path | None]:
    """Return the generation that `current` names, and its folder; an empty one where there is none."""
    name = folder / "current"
    held = folder / name.read_text() if name.exists() else None
    return Generation(embedder, held), held


def keep(generation: Generation, folder: Path, old: Path | None) -> Path:
    """Save a generation, make it the current one, and delete all others; return its folder."""
    number = int(old.name.removeprefix("rows-")) + 1 if old else 1
    made = folder / f"rows-{number}"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    generation.save(made)
    written = folder / "current.new"
    written.write_text(made.name)
    written.replace(folder / "current")
    for other in folder.glob("rows-*"):
        if other != made:
            shutil.rmtree(other, ignore_errors=True)
    return made
