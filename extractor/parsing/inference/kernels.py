"""Multiplication: in which number type, with weights packed once, on few shapes.

Numbers are bfloat16 where the processor has instructions for it. Weights are then packed as oneDNN
reads them, which torch would do again at each call, with the operators that torch's own compiler
puts in place of linear and recurrent layers when it freezes a model
(``torch/_inductor/mkldnn_lowerings.py``, ``mkldnn_fusion.py``); the results are the same, bit for
bit. oneDNN compiles code for each new shape of a tensor, so sizes are padded to multiples, and
recurrent layers run a fixed number of steps at once: on texts that it sees for the first time, a
process would spend a quarter of its time on that.

Elsewhere large linear layers multiply bytes (int8), at twice the speed of single precision. Each
row of weights and each vector has a scale of its own, so that a vector's image depends on nothing
but the vector: it is the same, bit for bit, alone and among others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Final, Literal, Protocol

import torch
from torch import Tensor, nn
from torch.nn import functional

FEATURE_MULTIPLE: Final = 32
"""Vectors are padded to a multiple of it with zeros: bfloat16 is slow with other sizes."""

_EXPECTED_ROWS = 640
"""Word pieces of a full batch, as in `features`."""

MAX_ERROR: Final = 0.02
"""The largest relative error of a product in a small type that a sound processor makes."""

NUMBER_TYPES: Final = {
    "float32": torch.float32,
    "bfloat16": torch.bfloat16,
    "int8": torch.int8,
}
"""What a model may be loaded in, by name."""

_LSTM_MODE = 2
"""The number of this kind of recurrent layer in oneDNN's operators."""
_LSTM_WEIGHTS = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
_PACKING_OPERATORS = (
    "_is_mkldnn_bf16_supported",
    "_linear_pointwise",
    "_reorder_linear_weight",
    "_reorder_mkldnn_rnn_layer_weight",
)

Product = Callable[[Tensor], Tensor]
Recur = Callable[[Tensor, Tensor, Tensor], tuple[Tensor, Tensor, Tensor]]
"""From vectors (place, row, size), hidden and cell state (1, row, size) to the same three."""


def best_dtype() -> torch.dtype:
    """Return the number type to multiply in on this machine.

    Single precision is right everywhere. bfloat16 is several times as fast where there are
    instructions for it (AVX-512 BF16 or AMX), int8 twice as fast elsewhere; either is taken only
    where it proves right.
    """
    has_bf16 = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    # oneDNN may be kept from using them (ONEDNN_MAX_CPU_ISA); it would emulate bfloat16.
    if has_bf16 and can_pack(torch.bfloat16) and is_accurate(torch.bfloat16):
        return torch.bfloat16
    return torch.int8 if largest_pair() and is_accurate(torch.int8) else torch.float32


def is_accurate(dtype: torch.dtype) -> bool:
    """Return whether products in *dtype* come near those in single precision."""
    generator = torch.Generator().manual_seed(1)
    vectors = torch.randn(64, 384, generator=generator)
    weight = torch.randn(384, 384, generator=generator)
    exact = vectors @ weight.T
    with torch.inference_mode():
        found = Linear(weight, None, dtype)(vectors).float()
    return bool(((found - exact).norm() / exact.norm()) < MAX_ERROR)


def vector_dtype(dtype: torch.dtype) -> torch.dtype:
    """Return the number type of vectors between layers that multiply in *dtype*."""
    return torch.float32 if dtype == torch.int8 else dtype


Function = Literal["none", "gelu", "relu"]
"""What stands behind a linear layer. oneDNN compiles others for too long, 5 ms for each shape."""

_IN_PLACE: Final[Mapping[str, Callable[[Tensor], Tensor]]] = {
    "none": lambda vectors: vectors,
    "gelu": torch.ops.aten.gelu_,
    "relu": torch.relu_,
}


class Apply(Protocol):
    """A linear layer with its function."""

    def __call__(self, vectors: Tensor, added: Tensor | None = None) -> Tensor:
        """Return the images of *vectors*; in place of the function, *added* may be added."""


class Linear:
    """A linear layer, and its function, that compute in the number type of the weights."""

    def __init__(
        self,
        weight: Tensor,
        bias: Tensor | None,
        dtype: torch.dtype,
        expected_rows: int = _EXPECTED_ROWS,
        function: Function = "none",
    ) -> None:
        """*weight* is (output, input); it is packed for about so many vectors at once."""
        self._dtype = vector_dtype(dtype)
        self._apply = _kernel(weight, bias, dtype, expected_rows, function)

    def __call__(self, vectors: Tensor, added: Tensor | None = None) -> Tensor:
        """Return the images of *vectors*, of any number type, in that of the layer's vectors.

        *added* is of that type.
        """
        return self._apply(vectors.to(self._dtype), added)


def _kernel(
    weight: Tensor, bias: Tensor | None, dtype: torch.dtype, expected_rows: int, function: Function
) -> Apply:
    if dtype == torch.int8:
        product = quantized_linear(weight, torch.zeros(1) if bias is None else bias)
        return in_steps(product, function)
    weight, bias = weight.to(dtype).contiguous(), None if bias is None else bias.to(dtype)
    if can_pack(dtype):
        return packed_linear(weight, bias, expected_rows, function)
    return in_steps(partial(functional.linear, weight=weight, bias=bias), function)


def in_steps(product: Product, function: Function = "none") -> Apply:
    """Return a layer that does the rest of its work behind the *product*, in place."""
    finish = _IN_PLACE[function]

    def apply(vectors: Tensor, added: Tensor | None = None) -> Tensor:
        found = finish(product(vectors))
        return found if added is None else found.add_(added)

    return apply


# --- packed weights -----------------------------------------------------------------------


@cache
def can_pack(dtype: torch.dtype) -> bool:
    """Return whether oneDNN can pack weights of this number type."""
    there = all(hasattr(torch.ops.mkldnn, name) for name in _PACKING_OPERATORS)
    return dtype == torch.bfloat16 and there and torch.ops.mkldnn._is_mkldnn_bf16_supported()


def packed_linear(
    weight: Tensor, bias: Tensor | None, expected_rows: int, function: Function = "none"
) -> Apply:
    """Return the layer of a (output, input) weight; all of its work is one pass over memory."""
    packed = torch.ops.mkldnn._reorder_linear_weight(weight, expected_rows)
    multiply = torch.ops.mkldnn._linear_pointwise

    def apply(vectors: Tensor, added: Tensor | None = None) -> Tensor:
        found: Tensor = (
            multiply(vectors, packed, bias, function, [], "none")
            if added is None
            else multiply.binary(vectors, added, packed, bias, "add")
        )
        return found

    return apply


def packed_lstm(layer: nn.LSTM) -> Recur:
    """Return an LSTM of one layer and one direction."""
    into, on, *biases = (getattr(layer, name).detach() for name in _LSTM_WEIGHTS)
    size = layer.hidden_size
    packed = torch.ops.mkldnn._reorder_mkldnn_rnn_layer_weight(into, on, size, False, True, True)

    def recur(steps: Tensor, hidden: Tensor, cell: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        outputs, hidden, cell, _ = torch.ops.aten.mkldnn_rnn_layer(
            steps.contiguous(),
            *packed,
            *biases,
            hidden,
            cell,
            reverse=False,
            batch_sizes=[],
            mode=_LSTM_MODE,
            hidden_size=size,
            num_layers=1,
            has_biases=True,
            bidirectional=False,
            batch_first=False,
            train=False,
        )
        return outputs, hidden, cell

    return recur


# --- bytes --------------------------------------------------------------------------------

_QUANTIZING_OPERATORS = ("qlinear_prepack", "qlinear_pointwise")
_LARGEST_WEIGHT, _LARGEST_INPUT = 127, 255
_LEAST_SCALE, _LEAST_SHARE = 1e-9, 1e-3
_MIDDLE = (_LARGEST_INPUT + 1) // 2
_PARTS = 4
_SMOOTHED = 0.7
"""How much of the difference between inputs is taken from them, and given to the weights."""


@cache
def largest_pair() -> int:
    """Return what two weights side by side may add up to: 254, 127, or 0 for no bytes at all.

    Without instructions for bytes (VNNI) processors add products in pairs of 16 bits, which would
    overflow with two large weights of one sign. Tried with one more, which rounding may add.
    """
    if not all(hasattr(torch.ops.onednn, name) for name in _QUANTIZING_OPERATORS):
        return 0
    vectors = torch.full((32, 256), _LARGEST_INPUT, dtype=torch.uint8)
    for largest in (2 * _LARGEST_WEIGHT, _LARGEST_WEIGHT):
        second = min(largest + 1 - _LARGEST_WEIGHT, _LARGEST_WEIGHT)
        pair = (_LARGEST_WEIGHT, second)
        rows = [(*pair, *pair), (*pair, *pair[::-1]), (sum(pair) // 2,) * 4]
        weight = torch.tensor(rows, dtype=torch.int8).repeat(1, 64)
        weight = torch.cat([weight, -weight])
        try:
            found = bytes_product(weight, torch.ones(len(weight)))(vectors, 0)
        except RuntimeError:  # torch was built without
            return 0
        if bool((found == _LARGEST_INPUT * weight.sum(1)).all()):
            return largest
    return 0


def bytes_product(weight: Tensor, scales: Tensor) -> Callable[[Tensor, int], Tensor]:
    """Return the product with a weight (output, input) of signed bytes, each output scaled.

    It takes vectors (vector, input) of unsigned bytes, and which of these stands for zero. Sums
    are whole numbers, so that they do not depend on the order of adding.
    """
    packed = torch.ops.onednn.qlinear_prepack(
        weight.contiguous(), [_EXPECTED_ROWS, weight.shape[1]]
    )
    zeros = torch.zeros(len(weight), dtype=torch.int32)

    def apply(vectors: Tensor, zero: int) -> Tensor:
        found: Tensor = torch.ops.onednn.qlinear_pointwise(
            vectors,
            1.0,
            zero,
            packed,
            scales,
            zeros,
            None,
            1.0,
            0,
            torch.float32,
            "none",
            [],
            "",
        )
        return found

    return apply


def to_bytes(vectors: Tensor, zero: int) -> tuple[Tensor, Tensor]:
    """Return vectors of any shape as unsigned bytes, and the step of each vector's scale.

    The byte *zero* stands for 0; where it is 0, no number may be negative.
    """
    sizes = vectors.amax(-1, keepdim=True)
    if zero:
        sizes = torch.maximum(sizes, -vectors.amin(-1, keepdim=True))
    step = sizes.clamp_(min=_LEAST_SCALE).div_(_LARGEST_INPUT - zero)
    # A whole vector of halves, and by way of int16: torch is several times as slow without.
    half = vectors.new_full(vectors.shape[-1:], zero + 0.5)
    return torch.addcmul(half, vectors, 1 / step).to(torch.int16).to(torch.uint8), step


def quantized_weight(weight: Tensor) -> Callable[[Tensor, int], Tensor]:
    """Return the product, as of `bytes_product`, with a weight (output, input) of any numbers."""
    # Of two neighbours of opposite signs neither is larger than what a single weight may be.
    pairs = functional.pad(weight, (0, weight.shape[1] % 2)).unflatten(1, (-1, 2)).sum(2)
    sizes = ((weight, _LARGEST_WEIGHT), (pairs, largest_pair()))
    alone, paired = (each.abs().amax(1) / largest for each, largest in sizes)
    scales = torch.maximum(alone, paired).clamp(min=_LEAST_SCALE)
    return bytes_product((weight / scales[:, None]).round().to(torch.int8), scales)


def quantized_linear(weight: Tensor, bias: Tensor) -> Product:
    """Return the layer of a (output, input) weight; each output and vector has a scale."""
    product = quantized_weight(weight)

    def apply(vectors: Tensor) -> Tensor:
        inputs, step = to_bytes(vectors, _MIDDLE)
        found = product(inputs, _MIDDLE)
        return torch.addcmul(bias, found, step, out=found)

    return apply


def quantized_in_parts(weight: Tensor, bias: Tensor, least: float) -> Product:
    """Return the layer for inputs that are nowhere below *least* and a few of which are large.

    Inputs are taken in parts, each with a scale of its own: the steps are small in most of them.
    The vectors are overwritten.
    """
    products = [quantized_weight(part) for part in weight.chunk(_PARTS, dim=1)]
    bias = bias + least * weight.sum(1)

    def apply(vectors: Tensor) -> Tensor:
        inputs, steps = to_bytes(vectors.sub_(least).unflatten(1, (_PARTS, -1)), 0)
        found = bias
        for product, *part in zip(products, inputs.unbind(1), steps.unbind(1), strict=True):
            images = product(part[0], 0)
            found = torch.addcmul(found, images, part[1], out=images)
        return found

    return apply


class CalibratedLinear:
    """A linear layer that multiplies bytes once it has seen vectors like those to come.

    Some inputs of an encoder's layers are ten times as large as others, which would leave few
    steps of a byte for these. So each is taken from its mean and divided by a number of its own,
    with which the weights are multiplied (SmoothQuant, Xiao et al. 2023).
    """

    def __init__(self, weight: Tensor, bias: Tensor) -> None:
        self._weight, self._bias = weight, bias
        self._apply: Product | None = None

    def __call__(self, vectors: Tensor) -> Tensor:
        """Return the images of *vectors* (vector, size); the first call decides on the scales."""
        if self._apply is None:
            self._apply = self._calibrated(vectors)
            return functional.linear(vectors, self._weight, self._bias)
        return self._apply(vectors)

    def _calibrated(self, sample: Tensor) -> Product:
        middle = sample.mean(0)
        sizes, weights = (
            each.abs().amax(0).clamp(min=_LEAST_SHARE) for each in (sample - middle, self._weight)
        )
        shares = sizes**_SMOOTHED / weights ** (1 - _SMOOTHED)
        bias = self._bias + self._weight @ middle
        multiply = quantized_linear(self._weight * shares, bias)
        factors, offsets = 1 / shares, -middle / shares
        return lambda vectors: multiply(torch.addcmul(offsets, vectors, factors))


# --- shapes -------------------------------------------------------------------------------


def pad_to_multiple(values: Tensor, *multiples: int) -> Tensor:
    """Return *values* with zeros behind them, its first sizes multiples of *multiples*."""
    missing = [-size % step for size, step in zip(values.shape, multiples, strict=False)]
    missing += [0] * (values.dim() - len(missing))
    return functional.pad(values, [side for each in reversed(missing) for side in (0, each)])


def round_up(size: int, multiple: int) -> int:
    """Return the least multiple that is no less than *size*."""
    return size + -size % multiple


def padding_mask(lengths: Sequence[int], width: int) -> Tensor:
    """Return for rows of these lengths, padded to *width*, what is no padding: (row, place)."""
    return torch.arange(width)[None, :] < torch.tensor(lengths)[:, None]
