"""Weights that make the right antecedent likely among its rivals: a conditional logit.

Logistic regression over candidates that exclude each other, with a Gaussian prior, by L-BFGS on
one thread; the same examples give the same weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import torch

from training.coreference.replay import Example

MIN_COUNT: Final = 20
"""How often a feature must be seen to get a weight."""
PRIOR: Final = 8.0
"""How strongly the prior draws a weight that holds for all pronouns to zero."""
PRIOR_BY_KIND: Final = 40.0
"""The same for what a feature weighs in addition for one kind of pronoun."""
PRIORS_OF_CORPORA: Final = {"novels": 0.5, "gum": 20.0}
"""The same for what it weighs in addition in one corpus, by the corpus."""
STEPS: Final = 120
DIGITS: Final = 3

Weighted = Sequence[tuple[Example, float]]
"""Examples, and how much each counts."""


def fit(examples: Weighted) -> dict[str, float]:
    """Return the weights of features by name: of those seen often enough, in any corpus."""
    torch.set_num_threads(1)
    counts = Counter(name for example, _ in examples for row in example.rows for name in row)
    places = {n: i for i, n in enumerate(sorted(n for n, c in counts.items() if c >= MIN_COUNT))}
    weights = torch.nn.Parameter(torch.zeros(len(places), 1))
    optimizer = torch.optim.LBFGS([weights], max_iter=STEPS, line_search_fn="strong_wolfe")
    table = _Table(examples, places)

    prior = torch.tensor([[_prior(name)] for name in places])

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        total = table.error(weights) + (prior / 2 * weights**2).sum()
        total.backward()
        return total

    optimizer.step(loss)
    found = weights.detach().squeeze(1).tolist()
    rounded = {name: round(found[place], DIGITS) for name, place in places.items()}
    return {name: weight for name, weight in rounded.items() if weight and not _is_own(name)}


def of_corpus(example: Example, corpus: str) -> Example:
    """Return an example with a second copy of each feature, to learn what holds of one corpus only.

    In novels the speakers of a dialogue take turns; in the news the last one goes on.
    """
    rows = tuple((*row, *(f"{corpus}&{name}" for name in row)) for row in example.rows)
    return replace(example, rows=rows)


def _is_own(name: str) -> bool:
    return name.partition("&")[0] in PRIORS_OF_CORPORA


def _prior(name: str) -> float:
    first, more, _ = name.partition("&")
    return PRIORS_OF_CORPORA.get(first, PRIOR_BY_KIND if more else PRIOR)


class _Table:
    """All candidates of all examples as tensors."""

    def __init__(self, examples: Weighted, places: dict[str, int]) -> None:
        rows = [[places[n] for n in row if n in places] for e, _ in examples for row in e.rows]
        self._index = torch.tensor([place for row in rows for place in row])
        self._offsets = torch.cumsum(torch.tensor([0, *map(len, rows)]), 0)[:-1]
        sizes = [len(example.rows) for example, _ in examples]
        self._group = torch.tensor([i for i, size in enumerate(sizes) for _ in range(size)])
        starts = torch.cumsum(torch.tensor([0, *sizes]), 0)[:-1]
        self._right = starts + torch.tensor([example.right for example, _ in examples])
        self._worth = torch.tensor([worth for _, worth in examples])

    def error(self, weights: torch.Tensor) -> torch.Tensor:
        """Return the summed cross-entropy of the right candidates."""
        scores = torch.nn.functional.embedding_bag(
            self._index, weights, self._offsets, mode="sum"
        ).squeeze(1)
        # Scores are small: their exponentials do not overflow in single precision.
        totals = torch.zeros(len(self._worth)).index_add(0, self._group, scores.exp())
        return (self._worth * (totals.log() - scores[self._right])).sum()
