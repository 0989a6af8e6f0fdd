"""Logistic regression with a Gaussian prior, by L-BFGS on one thread.

The same input gives the same weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import torch

Row = tuple[tuple[str, float], ...]

MIN_COUNT = 15
PRIOR = 10.0
"""The precision of the weights' prior, chosen by cross-validation, see ``benchmarks/README.md``."""
NOTES_PRIOR = 5.0
"""The same for a rule's own notes, which get no weight in combination with the frame."""
STEPS = 80
DIGITS = 3


def fit(rows: Sequence[Row], right: Sequence[bool]) -> dict[str, float]:
    """Return a weight for each feature seen often enough, by name."""
    torch.set_num_threads(1)
    counts = Counter(name for row in rows for name, _ in row)
    places = {n: i for i, n in enumerate(sorted(n for n, c in counts.items() if c >= MIN_COUNT))}
    weights = torch.nn.Parameter(torch.zeros(len(places), 1))
    optimizer = torch.optim.LBFGS([weights], max_iter=STEPS, line_search_fn="strong_wolfe")
    error = _error(rows, right, places)
    prior = torch.tensor(
        [[NOTES_PRIOR if ":" in name.partition("=")[0] else PRIOR] for name in places]
    )

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        total = error(weights) + (prior / 2 * weights**2).sum()
        total.backward()
        return total

    optimizer.step(loss)
    found = weights.detach().squeeze(1).tolist()
    return {name: round(found[place], DIGITS) for name, place in places.items()}


def _error(
    rows: Sequence[Row], right: Sequence[bool], places: dict[str, int]
) -> Callable[[torch.Tensor], torch.Tensor]:
    """Return the function from weights to the summed cross-entropy over *rows*."""
    kept = [[(places[name], value) for name, value in row if name in places] for row in rows]
    index = torch.tensor([place for row in kept for place, _ in row])
    value = torch.tensor([value for row in kept for _, value in row])
    offsets = torch.cumsum(torch.tensor([0, *map(len, kept)]), 0)[:-1]
    target = torch.tensor(right, dtype=torch.float32)

    def error(weights: torch.Tensor) -> torch.Tensor:
        logits = torch.nn.functional.embedding_bag(
            index, weights, offsets, mode="sum", per_sample_weights=value
        ).squeeze(1)
        return torch.nn.functional.binary_cross_entropy_with_logits(logits, target, reduction="sum")

    return error
