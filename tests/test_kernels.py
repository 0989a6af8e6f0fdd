"""Layers with packed weights compute the very same numbers; those of bytes, nearly the same."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from extractor.parsing.inference import kernels, lstm
from extractor.parsing.inference.kernels import Function, Linear, can_pack
from extractor.parsing.inference.lstm import (
    BiLstm,
    Lstm,
    RowSteps,
    SteppedBiLstm,
)

BF16 = torch.bfloat16
needs_bf16 = pytest.mark.skipif(not can_pack(BF16), reason="no bfloat16 here")


def random(*size: int) -> Tensor:
    """Return numbers that are the same in every run."""
    return torch.randn(*size, generator=torch.Generator().manual_seed(7)).to(BF16)


def state(size: int, count: int = 1) -> tuple[Tensor, Tensor]:
    """Return an initial state of zeros."""
    return torch.zeros(1, count, size), torch.zeros(1, count, size)


@needs_bf16
@pytest.mark.parametrize("rows", [(1,), (17,), (640,), (5, 24)])
@pytest.mark.parametrize("biased", [True, False])
def test_linear(rows: tuple[int, ...], biased: bool) -> None:
    """A packed linear layer is torch's own, bit for bit."""
    weight, bias, vectors = random(48, 96), random(48) if biased else None, random(*rows, 96)
    with torch.inference_mode():
        found = Linear(weight, bias, BF16)(vectors)
        assert torch.equal(found, functional.linear(vectors, weight, bias))


FUNCTIONS: dict[Function, Callable[[Tensor], Tensor]] = {
    "gelu": functional.gelu,
    "relu": torch.relu,
}


@pytest.mark.parametrize("dtype", [torch.float32, BF16, torch.int8])
def test_what_a_layer_does_besides(dtype: torch.dtype) -> None:
    """A layer may apply its function or add other vectors, in any number type."""
    weight, vectors, other = random(48, 96).float(), random(17, 96).float(), random(17, 48)
    images = functional.linear(vectors, weight)
    with torch.inference_mode():
        sums = Linear(weight, None, dtype)(vectors, other.to(kernels.vector_dtype(dtype)))
        both = [(sums, images + other)]
        for name, function in FUNCTIONS.items():
            both.append((Linear(weight, None, dtype, function=name)(vectors), function(images)))
    for found, wanted in both:
        assert (found.float() - wanted).norm() < kernels.MAX_ERROR * wanted.norm()


@needs_bf16
@pytest.mark.parametrize(("count", "width"), [(1, 1), (8, 40), (24, 7)])
def test_lstm(count: int, width: int) -> None:
    """A packed LSTM is torch's own, bit for bit."""
    torch.manual_seed(7)
    layer = nn.LSTM(32, 64).to(BF16).eval()
    steps = random(width, count, 32)
    packed = Lstm(dict(layer.state_dict()), state(64), BF16)
    with torch.inference_mode():
        expected = layer(steps)[0].flatten(0, 1)
        assert torch.equal(packed(steps.flatten(0, 1), [(width, count)]), expected)


@pytest.mark.parametrize("lengths", [(1,), (7, 40, 2, 40, 13), (3,) * 30, tuple(range(90, 0, -1))])
@pytest.mark.parametrize(("steps", "multiple"), [(1, 1), (4, 2), (16, 8)])
def test_rows_side_by_side(lengths: tuple[int, ...], steps: int, multiple: int) -> None:
    """An LSTM in both directions gives each row what it gives the row by itself."""
    torch.manual_seed(7)
    layer = nn.LSTM(32, 8, bidirectional=True).eval()
    vectors = torch.randn(sum(lengths) + 5, 32)
    rows = RowSteps.of(lengths, len(vectors), steps, multiple)
    with torch.inference_mode():
        found = BiLstm(dict(layer.state_dict()), torch.float32)(vectors, rows)
        alone = [layer(row)[0] for row in vectors[: sum(lengths)].split(lengths)]
    assert found.shape == (len(vectors), 16)
    assert torch.allclose(found[: sum(lengths)], torch.cat(alone), atol=1e-6)


@pytest.mark.parametrize("lengths", [(1,), (7, 40, 2, 40, 13), (3,) * 30])
def test_rows_step_by_step(lengths: tuple[int, ...]) -> None:
    """Where the input is multiplied in bytes, it is nearly that."""
    torch.manual_seed(7)
    layer = nn.LSTM(32, 8, bidirectional=True).eval()
    vectors, zero = torch.randn(sum(lengths) + 5, 32), torch.zeros(2, 1, 8)
    with torch.inference_mode():
        stepped = SteppedBiLstm(dict(layer.state_dict()), (zero, zero))
        found = stepped(vectors, RowSteps.of(lengths, len(vectors)))
        alone = [layer(row)[0] for row in vectors[: sum(lengths)].split(lengths)]
    assert found.shape == (len(vectors), 16)
    assert float((found[: sum(lengths)] - torch.cat(alone)).abs().max()) < 0.05


def test_rows_are_laid_out_in_chunks() -> None:
    """A row that has ended leaves the others; steps and rows are multiples of what is asked for."""
    lengths = [10, 50, 9, 52, 11, 51]
    assert RowSteps.of(lengths, 183, 16, 2).chunks == [(16, 6), (16, 4), (16, 4), (16, 4)]
    assert RowSteps.of([3, 1], 4).chunks == [(1, 2), (1, 1), (1, 1)]
    assert RowSteps.of([3, 1], 4).ways.tolist() == [[0, 3, 1, 2], [2, 3, 1, 0]]


def test_single_precision_is_not_packed() -> None:
    """Only bfloat16 is packed; single precision goes torch's usual way."""
    assert can_pack(torch.float32) is False


def best_dtype_of_a_process(**environment: str) -> str:
    """Return the number type that a process takes under environment variables."""
    code = "from extractor.parsing.inference.kernels import best_dtype; print(best_dtype())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_bytes_where_bfloat16_would_be_emulated() -> None:
    """A processor that all libraries take for one with AVX2 alone multiplies bytes."""
    found = best_dtype_of_a_process(ONEDNN_MAX_CPU_ISA="AVX2", ATEN_CPU_CAPABILITY="avx2")
    assert found == "torch.int8"


def test_single_precision_where_nothing_else_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kernel that computes something else, or is missing, is not used."""
    monkeypatch.setattr(kernels, "can_pack", lambda dtype: False)
    monkeypatch.setattr(kernels, "bytes_product", lambda *_: lambda vectors, _: vectors.float())
    assert kernels.best_dtype() is torch.float32
    monkeypatch.undo()
    monkeypatch.setattr(kernels, "can_pack", lambda dtype: False)
    monkeypatch.setattr(kernels, "largest_pair", lambda: 0)
    assert kernels.best_dtype() is torch.float32


@pytest.mark.skipif(not kernels.largest_pair(), reason="no products of bytes here")
@pytest.mark.parametrize("pair", [127, 254])
@pytest.mark.parametrize("kind", ["plain", "calibrated", "parts"])
def test_bytes(pair: int, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Products of bytes come near, and a vector's is the same alone and among any others."""
    largest = min(kernels.largest_pair(), pair)
    monkeypatch.setattr(kernels, "largest_pair", lambda: largest)
    weight, bias, vectors = random(48, 768).float(), random(48).float(), random(40, 768).float()
    least = float(vectors.min())
    layers: dict[str, Callable[[], Callable[[Tensor], Tensor]]] = {
        "plain": lambda: Linear(weight, bias, torch.int8),
        "calibrated": lambda: kernels.CalibratedLinear(weight, bias),
        "parts": lambda: kernels.quantized_in_parts(weight, bias, least),
    }
    with torch.inference_mode():
        exact, layer = functional.linear(vectors, weight, bias), layers[kind]()
        layer(vectors.clone())  # calibrates where there is something to calibrate
        found = layer(vectors.clone())
        assert (found - exact).norm() < kernels.MAX_ERROR * exact.norm()
        company = torch.cat([vectors * 100, vectors, torch.zeros(3, 768)])
        company[:40].clamp_(min=least)
        assert torch.equal(layer(company.clone())[40:80], found)
        assert torch.equal(torch.cat([layer(each) for each in vectors.clone().split(1)]), found)


def test_pairs_of_weights_do_not_overflow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where products are added in pairs of 16 bits, no two weights side by side are too large."""
    seen: list[Tensor] = []
    monkeypatch.setattr(kernels, "largest_pair", lambda: 127)
    monkeypatch.setattr(kernels, "bytes_product", lambda weight, _: seen.append(weight))
    kernels.quantized_weight(torch.cat([random(48, 767).float(), torch.ones(1, 767)]))
    pairs = functional.pad(seen[0].int(), (0, 1)).unflatten(1, (-1, 2)).sum(2)
    assert int(pairs.abs().max()) <= 128
    assert int(seen[0].abs().max()) > 64


def test_without_the_operators(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where torch lacks them, the layers work all the same."""
    for module in (kernels, lstm):
        monkeypatch.setattr(module, "can_pack", lambda dtype: False)
    weight, vectors, steps = random(48, 96), random(9, 96), random(40, 8, 32)
    layer = nn.LSTM(32, 64).to(BF16).eval()
    with torch.inference_mode():
        assert torch.equal(Linear(weight, None, BF16)(vectors), functional.linear(vectors, weight))
        found = Lstm(dict(layer.state_dict()), state(64), BF16)(steps.flatten(0, 1), [(40, 8)])
        assert torch.equal(found, layer(steps)[0].flatten(0, 1))
