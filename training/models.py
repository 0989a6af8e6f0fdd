"""Stanza's tagger and parser over one encoder that runs once for both."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass
from typing import Any

import torch
from stanza.models import parser as parser_program, tagger as tagger_program
from stanza.models.depparse.model import GraphParser
from stanza.models.pos.model import Tagger
from stanza.models.pos.vocab import MultiVocab
from torch import Tensor, nn
from transformers import BertModel, PreTrainedTokenizerFast

from extractor.parsing.inference.checkpoint import ENCODER
from extractor.parsing.inference.kernels import best_dtype
from training import kernels
from training.batches import SHORTHAND

LAYERS_READ = 4
"""Of the encoder's states the heads mix so many, the last ones."""
_SHARED = {
    "lang": "en",
    "shorthand": SHORTHAND,
    "word_emb_dim": 0,
    "char_emb_dim": 32,
    "char_hidden_dim": 64,
    "transformed_dim": 64,
    "num_layers": 1,
    "charlm": False,
    "pretrain": False,
    "bert_model": ENCODER,
    "bert_hidden_layers": LAYERS_READ,
    "bert_finetune": True,
    "use_peft": False,
    "word_dropout": 0.1,
}
_PARSER = {"tag_emb_dim": 0, "linearization": False, "distance": False}
_TAGGER = {"deep_biaff_hidden_dim": 200, "share_hid": True}


@dataclass(frozen=True, slots=True)
class Sizes:
    """Cells of an LSTM one way, and numbers that a scorer of arcs or relations compares."""

    tagger: int = 150
    parser: int = 200
    scorers: int = 150
    dropout: float = 0.33


_SIZES = Sizes()
ATTENTION = "sdpa" if torch.cuda.is_available() else "eager"
"""How attention is computed: the fused kernel's way back takes five times as long on a CPU."""


class Once(nn.Module):  # type: ignore[misc]  # torch is not typed here
    """An encoder that caches the hidden states of a batch until reset.

    Tagger and parser each ask it about the same pieces. It runs in bfloat16 where *half*.
    """

    def __init__(self, encoder: BertModel, *, half: bool) -> None:
        super().__init__()
        self.encoder = encoder
        self.config = encoder.config
        self._hf_peft_config_loaded = False
        self._half = half
        self._said: list[tuple[Tensor, Namespace]] = []
        self._real = torch.empty(0)

    def forget(self) -> None:
        """Forget the last batch."""
        self._said.clear()

    def forward(self, ids: Tensor, attention_mask: Tensor, **_: Any) -> Namespace:
        """Return the hidden states of pieces (sentences, pieces), as Hugging Face's models do."""
        for seen, said in self._said:
            if seen.shape == ids.shape and torch.equal(seen, ids):
                return said
        with torch.autocast(ids.device.type, torch.bfloat16, enabled=self._half):
            output = self.encoder(ids, attention_mask=attention_mask, output_hidden_states=True)
        said = Namespace(hidden_states=[state.float() for state in output.hidden_states])
        self._said.append((ids, said))
        self._real = attention_mask > 0
        return said

    def states(self) -> list[Tensor]:
        """Return the hidden states of the last batch, each (pieces, size), without padding."""
        (_, said) = self._said[-1]
        return [state[self._real] for state in said.hidden_states]


@dataclass(frozen=True, slots=True)
class Models:
    """The jointly trained models."""

    encoder: Once
    tagger: Tagger
    parser: GraphParser

    @property
    def device(self) -> torch.device:
        """Where they are."""
        return next(self.encoder.parameters()).device

    def modules(self) -> tuple[nn.Module, nn.Module]:
        """Return the two heads; each holds the encoder."""
        return self.tagger, self.parser

    def heads(self) -> list[nn.Parameter]:
        """Return the parameters that are not the encoder's."""
        return [
            parameter
            for module in self.modules()
            for name, parameter in module.named_parameters()
            if not name.startswith("bert_model.")
        ]


def build(
    vocabulary: MultiVocab,
    encoder: BertModel,
    tokenizer: PreTrainedTokenizerFast,
    sizes: Sizes = _SIZES,
) -> Models:
    """Build untrained heads over a shared *encoder*, on a GPU if there is one."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    shared = Once(encoder, half=device == "cuda" or best_dtype() is torch.bfloat16)
    options = {"bert_model": shared, "bert_tokenizer": tokenizer}
    own = {"hidden_dim": sizes.tagger, "dropout": sizes.dropout}
    tagger_options = settings(tagger_program.build_argparse(), {**_TAGGER, **own})
    tagger = Tagger(tagger_options, vocabulary, share_hid=True, **options)
    own = {"hidden_dim": sizes.parser, "dropout": sizes.dropout}
    own["deep_biaff_hidden_dim"] = sizes.scorers
    parser_options = settings(parser_program.build_argparse(), {**_PARSER, **own})
    parser = GraphParser(parser_options, vocabulary, **options)
    for parameter in shared.parameters():
        parameter.requires_grad = True
    parser.bert_finetuning = True
    if device == "cpu":
        for module in (tagger, parser):
            kernels.install(module)
    return Models(shared.to(device), tagger.to(device), parser.to(device))


def settings(program: Any, own: dict[str, Any]) -> dict[str, Any]:
    """Return all options of a Stanza program, which its checkpoints must carry."""
    defaults = vars(program.parse_args([]))
    return {**defaults, **_SHARED, **own}
