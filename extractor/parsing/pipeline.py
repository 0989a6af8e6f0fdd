"""How every Stanza pipeline is built here: offline, quiet, on one thread."""

from __future__ import annotations

import logging
from typing import Any

import huggingface_hub.constants
import stanza
import torch
import transformers

PROCESSORS = ("tokenize", "mwt", "pos", "lemma", "depparse")


def prepare() -> None:
    """Set what is set for the whole process: one torch thread, no network, no chatter.

    Parallel work is done by processes. The thread count has to be set before the first
    model is loaded, or a process forked later hangs.
    """
    torch.set_num_threads(1)
    # Stanza looks transformers up again for some packages, whatever it was told.
    huggingface_hub.constants.HF_HUB_OFFLINE = True
    transformers.logging.disable_progress_bar()
    transformers.logging.set_verbosity_error()
    logging.getLogger("stanza").setLevel(logging.ERROR)


def build(folder: str, **options: Any) -> stanza.Pipeline:
    """Build a pipeline from the models in *folder*. Raises whatever Stanza raises."""
    return stanza.Pipeline(
        "en",
        dir=folder,
        download_method=None,
        use_gpu=False,
        logging_level="ERROR",
        # Stanza writes <UNK> for a token longer than this; its default is the training's.
        tokenize_max_seqlen=1000,
        # Words. Sentences of a batch are padded to the longest, its square in the parser:
        # larger batches take more memory and are no faster on a CPU.
        pos_batch_maximum_tokens=400,
        depparse_batch_size=250,
        # A repair of double subjects whose loops have no bound on junk.
        depparse_resolve_head_constraints=False,
        **options,
    )
