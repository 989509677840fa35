"""Factors of implicit feedback; the only module that knows `implicit`."""

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

FACTORS = 48
REGULARISATION = 0.05
SURENESS = 10.0  # confidence of one purchase (Hu, Koren, Volinsky 2008)
_LEAST = 200  # purchases below which factors say nothing


def fitted_factors(tastes: sp.csr_matrix, seed: int) -> NDArray[np.float32]:
    """Return (products, FACTORS) fitted by alternating least squares; zeros where too little was bought to say."""
    if tastes.nnz < _LEAST:
        return np.zeros((tastes.shape[1], FACTORS), np.float32)
    from implicit.cpu.als import AlternatingLeastSquares
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1, "blas"):
        model = AlternatingLeastSquares(
            factors=FACTORS, regularization=REGULARISATION, alpha=SURENESS, iterations=8, random_state=seed
        )
        model.fit(tastes.tocsr(), show_progress=False)
    return np.asarray(model.item_factors, np.float32)


def als_scores(tastes: sp.csr_matrix, seed: int) -> NDArray[np.float32]:
    """Return (shoppers, products) scores of plain ALS over everything bought: a baseline."""
    from implicit.cpu.als import AlternatingLeastSquares
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1, "blas"):
        model = AlternatingLeastSquares(factors=64, regularization=0.05, alpha=10, iterations=15, random_state=seed)
        model.fit(tastes.tocsr(), show_progress=False)
    return np.asarray(model.user_factors @ model.item_factors.T, np.float32)
