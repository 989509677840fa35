"""The vectors of all products in row order, kept beside the store to score candidates and small selections exactly."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
_AT_ONCE = 8192


class Vectors:
    """A (rows, dim) float16 matrix in a file, mapped rather than read."""

    def __init__(self, dim: int, file: Path | None = None) -> None:
        self._held: NDArray[np.float16] = np.zeros((0, dim), np.float16)
        if file is not None and file.exists():
            self._held = np.load(file, mmap_mode="r")

    def write(self, kept: Sequence[int], added: Vector) -> None:
        """Keep the rows `kept`, in that order, and add others after them."""
        self._held = np.concatenate([self._held[list(kept)], added.astype(np.float16)])

    def save(self, file: Path) -> None:
        """Write to a new file and go on from there."""
        np.save(file, self._held)
        self._held = np.load(file, mmap_mode="r")

    def cosines(self, vector: Vector | None, rows: NDArray[np.int64]) -> Vector:
        """Return the cosine of each of the rows with `vector`, 0 without one."""
        found = np.zeros(len(rows), np.float32)
        if vector is None:
            return found
        for start in range(0, len(rows), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            found[part] = self._held[rows[part]].astype(np.float32) @ vector
        return found
