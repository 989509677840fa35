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
    """A trained ranking model over named signals: trees, or several sets of them, each with its weight ."""

    def __init__(self, *boosters: "lgb.Booster", weights: Sequence[float] = (1.0,)) -> None:
        self._parts = list(zip(boosters, weights, strict=True))
        self.names: tuple[str, ...] = tuple(boosters[0].feature_name())

    def scores(self, values: Matrix) -> NDArray[np.float64]:
        """Return (rows,) scores of (rows, names) signals; a higher one ranks first."""
        return self._summed(values, 1, raw_score=True)

    def contributions(self, values: Matrix) -> NDArray[np.float64]:
        """Return (rows, names) exact TreeSHAP shares of each score, less the constant (Lundberg et al. 2018)."""
        return self._summed(values, 1 if len(values) < 500 else 0, pred_contrib=True)[:, :-1]

    def save(self, file: Path) -> None:
        """Write the model as text."""
        file.write_text("".join(f"{_PART}{weight!r}\n{b.model_to_string()}" for b, weight in self._parts))

    def _summed(self, values: Matrix, threads: int, **what: bool) -> NDArray[np.float64]:
        told = [w * np.asarray(b.predict(values, num_threads=threads, **what), np.float64) for b, w in self._parts]
        return np.asarray(np.sum(told, axis=0), np.float64)


_PART = "=== weight "


def load_trees(file: Path) -> Trees:
    """Read a model that `save` wrote, or one of LightGBM's own."""
    import lightgbm as lgb  # a second: a server's first reply comes before it

    text = file.read_text()
    if not text.startswith(_PART):
        return Trees(lgb.Booster(model_str=text))
    parts = [part.split("\n", 1) for part in text.split(_PART)[1:]]
    return Trees(*(lgb.Booster(model_str=t) for _, t in parts), weights=[float(weight) for weight, _ in parts])


def fit_trees(
    values: Matrix,
    relevant: NDArray[np.int64],
    groups: NDArray[np.int64],
    names: Sequence[str],
    rounds: int,
    start: NDArray[np.float64] | None = None,
    **changed: Any,
) -> Trees:
    """Return trees that rank the relevant rows of each group first; `start` are scores that they add to.

    `changed` are settings of LightGBM other than `SETTINGS`.
    """
    import lightgbm as lgb

    data = lgb.Dataset(values, relevant, group=groups, feature_name=list(names), init_score=start)
    return Trees(lgb.train({**SETTINGS, **changed}, data, rounds))
