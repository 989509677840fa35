"""Small operations on sparse matrices that ranking needs in several places."""

import numpy as np
import scipy.sparse as sp
from numpy.typing import ArrayLike

from knowledge.ranking.purchases import Ints


def strongest(matrix: sp.csr_matrix, k: int) -> sp.csr_matrix:
    """Return the matrix with at most `k` entries a row, the largest."""
    matrix = matrix.tocsr()
    indices, data, ends = [], [], [0]
    for r in range(matrix.shape[0]):
        part = slice(matrix.indptr[r], matrix.indptr[r + 1])
        values, columns = matrix.data[part], matrix.indices[part]
        if len(values) > k:
            best = np.argpartition(-values, k)[:k]
            values, columns = values[best], columns[best]
        indices.append(columns)
        data.append(values)
        ends.append(ends[-1] + len(values))
    if not indices:
        return matrix
    return sp.csr_matrix((np.concatenate(data), np.concatenate(indices), ends), matrix.shape, dtype=np.float32)


def scaled(rows: ArrayLike, matrix: sp.csr_matrix) -> sp.csr_matrix:
    """Return the matrix with each row multiplied by a number."""
    return (sp.diags(np.asarray(rows, np.float32)) @ matrix).tocsr()


def shares(matrix: sp.csr_matrix) -> sp.csr_matrix:
    """Return the matrix with rows that sum to 1; empty rows stay empty."""
    return scaled(1 / np.maximum(np.abs(np.asarray(matrix.sum(1)).ravel()), 1e-6), matrix)


def unit(matrix: sp.csr_matrix) -> sp.csr_matrix:
    """Return the matrix with rows of length 1; empty rows stay empty."""
    return scaled(1 / np.maximum(np.sqrt(np.asarray(matrix.multiply(matrix).sum(1)).ravel()), 1e-6), matrix)


def counted(rows: Ints, columns: Ints, values: ArrayLike, shape: tuple[int, int]) -> sp.csr_matrix:
    """Return the sum of `values` at each (row, column) as float32."""
    made = sp.csr_matrix((np.asarray(values, np.float32), (rows, columns)), shape=shape)
    made.sum_duplicates()
    return made
