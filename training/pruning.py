"""Narrower heads out of trained ones: the cells and hidden units that matter most, with weights.

The mean output of a removed unit is added to the bias of the next layer, so that little has to be
learned again (He et al. 2014, "Reshaping deep neural network for fast decoding by
node-pruning"; Molchanov et al. 2017 for activation times weight).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from training.batch import Batch
from training.losses import parser_inputs, tagger_inputs
from training.models import Models

_PARTS = 4
"""Gates of a cell: each has a row in the weights."""

Weights = dict[str, Tensor]


def narrow(teacher: Models, pupil: Models, batches: Iterable[Batch]) -> None:
    """Give the heads of *pupil* what fits them of the *teacher*'s, judged by some *batches*."""
    seen = _Seen.of(teacher, batches)
    for own, theirs, lstm in zip(
        pupil.modules(), teacher.modules(), ("taggerlstm", "parserlstm"), strict=True
    ):
        weights = {
            name: weight.detach().clone()
            for name, weight in theirs.state_dict().items()
            if not name.startswith(("bert_model.", "bert_layer_mix."))
        }
        size = own.args["hidden_dim"]
        readers = _READERS[lstm]
        kept = _kept_cells(weights, readers, seen.cells[lstm], size)
        _cut_cells(weights, lstm, kept, seen.own[lstm])
        for reader in readers:
            _cut_inputs(weights, reader, kept, seen.cells[lstm])
        if lstm == "parserlstm":
            for scorer in ("unlabeled", "deprel"):
                _cut_scorer(weights, scorer, own.args["deep_biaff_hidden_dim"], seen.hidden[scorer])
        own.load_state_dict(weights, strict=False)


_READERS: Mapping[str, Sequence[str]] = {
    "taggerlstm": ("upos_hid",),
    "parserlstm": ("unlabeled.W1", "unlabeled.W2", "deprel.W1", "deprel.W2"),
}


@dataclass(frozen=True, slots=True)
class _Activity:
    """What units gave over many words."""

    mean: Tensor
    spread: Tensor

    @classmethod
    def of(cls, values: Sequence[Tensor]) -> _Activity:
        together = torch.cat(list(values))
        return cls(together.mean(0), together.std(0))


@dataclass(frozen=True, slots=True)
class _Seen:
    """Activity of each LSTM's output, of its cells alone, and of the scorers' two hidden layers."""

    cells: dict[str, _Activity]
    own: dict[str, _Activity]
    hidden: dict[str, tuple[_Activity, _Activity]]

    @classmethod
    def of(cls, models: Models, batches: Iterable[Batch]) -> _Seen:
        found: dict[str, list[Tensor]] = {}

        def listen(name: str, module: nn.Module) -> None:
            module.register_forward_hook(
                lambda _, __, out: found.setdefault(name, []).append(out[0].data)
            )

        for module in models.modules():
            module.eval()
        lstms = {"taggerlstm": models.tagger.taggerlstm, "parserlstm": models.parser.parserlstm}
        for name, lstm in lstms.items():
            listen(name, lstm)
            listen(f"{name} own", lstm.lstm[0])
        with torch.no_grad():
            for batch in batches:
                models.encoder.forget()
                models.tagger(*tagger_inputs(batch))
                models.parser.embed(*parser_inputs(batch))
        for lstm in lstms.values():
            lstm._forward_hooks.clear()
            lstm.lstm[0]._forward_hooks.clear()
        read = torch.cat(found["parserlstm"])
        hidden = {}
        for name in ("unlabeled", "deprel"):
            scorer = getattr(models.parser, name)
            with torch.no_grad():
                sides = [scorer.hidden_func(w(read)) for w in (scorer.W1, scorer.W2)]
            hidden[name] = (_Activity.of(sides[:1]), _Activity.of(sides[1:]))
        return cls(
            {name: _Activity.of(found[name]) for name in lstms},
            {name: _Activity.of(found[f"{name} own"]) for name in lstms},
            hidden,
        )


def _kept_cells(
    weights: Weights, readers: Sequence[str], seen: _Activity, size: int
) -> tuple[Tensor, Tensor]:
    """Return the cells on and back that are kept, numbered each from 0."""
    read = torch.cat([weights[f"{reader}.weight"] for reader in readers])
    matter = (seen.spread * read.norm(dim=0)).view(2, -1)
    on, back = (each.topk(size).indices.sort().values for each in matter)
    return on, back


def _cut_cells(weights: Weights, name: str, kept: tuple[Tensor, Tensor], seen: _Activity) -> None:
    whole = len(seen.mean) // 2
    for cells, mean, suffix in zip(kept, seen.mean.view(2, -1), ("", "_reverse"), strict=True):
        rows = torch.cat([cells + part * whole for part in range(_PARTS)])
        start = f"{name}.lstm.0.lstm"
        on = weights[f"{start}.weight_hh_l0{suffix}"]
        gone = mean.clone()
        gone[cells] = 0
        weights[f"{start}.bias_hh_l0{suffix}"] += on @ gone
        weights[f"{start}.weight_hh_l0{suffix}"] = on[:, cells]
        for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
            key = f"{start}.{kind}_l0{suffix}"
            weights[key] = weights[key][rows]
    both = torch.cat([kept[0], kept[1] + whole])
    for part in ("highway", "gate"):
        for kind in ("weight", "bias"):
            key = f"{name}.{part}.0.{kind}"
            weights[key] = weights[key][both]
    for state in ("h_init", "c_init"):
        key = f"{name}_{state}"
        old = weights[key]
        weights[key] = torch.stack([old[way][:, kept[way]] for way in range(2)])


def _cut_inputs(weights: Weights, name: str, kept: tuple[Tensor, Tensor], seen: _Activity) -> None:
    both = torch.cat([kept[0], kept[1] + len(seen.mean) // 2])
    gone = seen.mean.clone()
    gone[both] = 0
    weights[f"{name}.bias"] += weights[f"{name}.weight"] @ gone
    weights[f"{name}.weight"] = weights[f"{name}.weight"][:, both]


def _cut_scorer(weights: Weights, name: str, size: int, seen: tuple[_Activity, _Activity]) -> None:
    table = weights[f"{name}.scorer.W_bilin.weight"]
    for side, (layer, activity) in enumerate(zip(("W1", "W2"), seen, strict=True)):
        turned = table.transpose(0, side)
        matter = activity.spread * turned[:-1].flatten(1).norm(dim=1)
        units = matter.topk(size).indices.sort().values
        gone = activity.mean.clone()
        gone[units] = 0
        turned[-1] += torch.tensordot(gone, turned[:-1], 1)
        last = torch.tensor([len(turned) - 1])
        table = turned[torch.cat([units, last])].transpose(0, side)
        for kind in ("weight", "bias"):
            key = f"{name}.{layer}.{kind}"
            weights[key] = weights[key][units]
    weights[f"{name}.scorer.W_bilin.weight"] = table
