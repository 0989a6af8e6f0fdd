"""Stanza's tagger and parser over one encoder that runs once for both."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass
from typing import Any

import torch
from stanza.models import parser as parser_program
from stanza.models import tagger as tagger_program
from stanza.models.depparse.model import GraphParser
from stanza.models.pos.model import Tagger
from stanza.models.pos.vocab import MultiVocab
from torch import Tensor, nn
from transformers import BertModel, PreTrainedTokenizerFast

from extractor.parsing.inference.checkpoint import ENCODER
from extractor.parsing.inference.kernels import best_dtype
from training import kernels
from training.batches import SHORTHAND

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
    "bert_hidden_layers": 4,
    "bert_finetune": True,
    "use_peft": False,
    "word_dropout": 0.1,
    "dropout": 0.33,
}
_PARSER = {
    "tag_emb_dim": 0,
    "hidden_dim": 200,
    "deep_biaff_hidden_dim": 150,
    "linearization": False,
    "distance": False,
}
_TAGGER = {"hidden_dim": 150, "deep_biaff_hidden_dim": 200, "share_hid": True}


class Once(nn.Module):  # type: ignore[misc]  # torch is not typed here
    """An encoder that remembers what it said of a batch, until told to forget it.

    Tagger and parser each ask it about the same pieces. It runs in bfloat16 where *half*.
    """

    def __init__(self, encoder: BertModel, *, half: bool) -> None:
        super().__init__()
        self.encoder = encoder
        self.config = encoder.config
        self._hf_peft_config_loaded = False
        self._half = half
        self._said: list[tuple[Tensor, Namespace]] = []

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
        return said


@dataclass(frozen=True, slots=True)
class Models:
    """What is trained together."""

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
    vocabulary: MultiVocab, encoder: BertModel, tokenizer: PreTrainedTokenizerFast, device: str
) -> Models:
    """Build heads that know nothing yet over *encoder*, which they share."""
    shared = Once(encoder, half=device == "cuda" or best_dtype() is torch.bfloat16)
    options = {"bert_model": shared, "bert_tokenizer": tokenizer}
    tagger_options = settings(tagger_program.build_argparse(), _TAGGER)
    tagger = Tagger(tagger_options, vocabulary, share_hid=True, **options)
    parser = GraphParser(settings(parser_program.build_argparse(), _PARSER), vocabulary, **options)
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
