"""LambdaMART; the only module that knows LightGBM."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import lightgbm as lgb

Matrix = NDArray[np.float32]

SETTINGS: dict[str, Any] = {
    "objective": "lambdarank",
    "learning_rate": 0.06,
    "num_leaves": 31,
    "min_data_in_leaf": 100,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambdarank_truncation_level": 20,
    "lambda_l2": 5.0,
    "max_bin": 127,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,  # a second thread gains little here, and waits in vain where the machine is busy
    "verbose": -1,
}


class Trees:
    """A trained ranking model over named signals."""

    def __init__(self, booster: "lgb.Booster") -> None:
        self._booster = booster
        self.names: tuple[str, ...] = tuple(booster.feature_name())

    def scores(self, values: Matrix) -> NDArray[np.float64]:
        """Return (rows,) scores of (rows, names) signals; a higher one ranks first."""
        return np.asarray(self._booster.predict(values, num_threads=1), np.float64)

    def contributions(self, values: Matrix) -> NDArray[np.float64]:
        """Return (rows, names) exact TreeSHAP shares of each score, less the constant (Lundberg et al. 2018)."""
        shares = self._booster.predict(values, pred_contrib=True, num_threads=1 if len(values) < 500 else 0)
        return np.asarray(shares, np.float64)[:, :-1]

    def save(self, file: Path) -> None:
        """Write the model as text."""
        self._booster.save_model(file)


def load_trees(file: Path) -> Trees:
    """Read a model that `save` wrote."""
    import lightgbm as lgb  # a second: a server's first reply comes before it

    return Trees(lgb.Booster(model_file=file))


def fit_trees(
    values: Matrix,
    relevant: NDArray[np.int64],
    groups: NDArray[np.int64],
    names: Sequence[str],
    rounds: int,
    start: NDArray[np.float64] | None = None,
    **changed: Any,
) -> Trees:
    """Return trees that rank the relevant rows of each group first; `start` are scores that they add to."""
    import lightgbm as lgb

    data = lgb.Dataset(values, relevant, group=groups, feature_name=list(names), init_score=start)
    return Trees(lgb.train({**SETTINGS, **changed}, data, rounds))
