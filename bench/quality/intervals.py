"""Bootstrap intervals over items."""

from collections.abc import Sequence

import numpy as np

_ROUNDS = 5000
_SEED = 20261121


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Return the 95 % interval of the mean."""
    data = np.asarray(values, dtype=np.float64)
    draw = np.random.default_rng(_SEED)
    means = data[draw.integers(0, len(data), size=(_ROUNDS, len(data)))].mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)
