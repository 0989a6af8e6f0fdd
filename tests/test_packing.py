"""Weights laid out ahead: the very same numbers, for any count of vectors."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from extractor.parsing.fast import packing
from extractor.parsing.fast.precision import Linear
from extractor.parsing.fast.recurrent import Direction

BF16 = torch.bfloat16
packed = pytest.mark.skipif(not packing.packs(BF16), reason="no bfloat16 here")


def random(*size: int) -> Tensor:
    """Return numbers that are the same in every run."""
    return torch.randn(*size, generator=torch.Generator().manual_seed(7)).to(BF16)


@packed
@pytest.mark.parametrize("rows", [(1,), (17,), (640,), (5, 24)])
@pytest.mark.parametrize("biased", [True, False])
def test_linear(rows: tuple[int, ...], biased: bool) -> None:
    """A packed linear layer is torch's own, bit for bit."""
    weight, bias, vectors = random(48, 96), random(48) if biased else None, random(*rows, 96)
    with torch.inference_mode():
        found = packing.linear(weight, bias, 640)(vectors)
        assert torch.equal(found, functional.linear(vectors, weight, bias))


@packed
@pytest.mark.parametrize(("count", "width"), [(1, 1), (8, 40), (24, 7)])
def test_lstm(count: int, width: int) -> None:
    """A packed LSTM is torch's own, bit for bit, however its input lies in memory."""
    torch.manual_seed(7)
    layer = nn.LSTM(32, 64).to(BF16).eval()
    steps, hidden, cell = random(width, count, 32), random(1, count, 64), random(1, count, 64)
    follow = packing.lstm(layer)
    with torch.inference_mode():
        expected = layer(steps, (hidden, cell))[0]
        assert torch.equal(follow(steps, hidden, cell), expected)
        turned = steps.transpose(0, 1).contiguous().transpose(0, 1)
        assert torch.equal(follow(turned, hidden, cell), expected)


def test_single_precision_is_not_packed() -> None:
    """What oneDNN packs for bfloat16 only goes torch's usual way else."""
    assert packing.packs(torch.float32) is False


def test_without_the_operators(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where torch lacks them, the layers work all the same."""
    monkeypatch.setattr(packing, "packs", lambda dtype: False)
    weight, vectors = random(48, 96), random(9, 96)
    layer = nn.LSTM(32, 64).to(BF16).eval()
    state = (torch.zeros(1, 1, 64), torch.zeros(1, 1, 64))
    steps = random(40, 8, 32)
    with torch.inference_mode():
        linear = Linear(weight, None, BF16)(vectors)
        lstm = Direction(dict(layer.state_dict()), state, BF16)(steps)
        assert torch.equal(linear, functional.linear(vectors, weight))
        assert torch.equal(lstm, layer(steps)[0])
