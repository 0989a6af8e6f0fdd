"""Sentences to the tensors that Stanza's tagger and parser take, the same batch for both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import torch
from stanza.models.common.data import get_long_tensor, sort_all
from stanza.models.common.utils import simplify_punct
from stanza.models.common.vocab import PAD_ID, ROOT_ID, CharVocab
from stanza.models.pos.vocab import FeatureVocab, MultiVocab, WordVocab
from stanza.models.pos.xpos_vocab_factory import xpos_vocab_factory
from transformers import PreTrainedTokenizerFast

from training.batch import Batch, Letters
from training.sentences import Sentence

SHORTHAND = "en_news"
LONGEST = 32
"""Characters of a word that are read while training: addresses would take most of the memory."""
_NO_WORDS = 10**9
"""A cutoff: the models read letters and pieces, so their vocabulary of words stays empty."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How sentences are read: Stanza's vocabularies, the encoder's pieces, pieces in a batch."""

    vocabulary: MultiVocab
    tokenizer: PreTrainedTokenizerFast
    pieces: int = 2000


def vocabularies(sentences: Sequence[Sentence]) -> MultiVocab:
    """Return the vocabularies of characters, tags and relations, as Stanza keeps them."""
    data = [_rows(sentence) for sentence in sentences]
    return MultiVocab(
        {
            "char": CharVocab(data, SHORTHAND, cutoff=3),
            "word": WordVocab(data, SHORTHAND, cutoff=_NO_WORDS, lower=True),
            "upos": WordVocab(data, SHORTHAND, idx=1),
            "xpos": xpos_vocab_factory(data, SHORTHAND),
            "feats": FeatureVocab(data, SHORTHAND, idx=3),
            "lemma": WordVocab(data, SHORTHAND, cutoff=_NO_WORDS, idx=4, lower=True),
            "deprel": WordVocab(data, SHORTHAND, idx=6),
        }
    )


def batches(
    sentences: Sequence[Sentence], reading: Reading, random: Random | None = None
) -> Iterator[Batch]:
    """Yield *sentences* in batches of at most ``reading.pieces`` word pieces, padding counted."""
    for group in groups(sentences, reading, random):
        yield batch(group, reading)


def groups(
    sentences: Sequence[Sentence], reading: Reading, random: Random | None = None
) -> list[list[Sentence]]:
    """Return what comes together in a batch: sentences of like length; shuffled by *random*."""
    forms = [[word.form for word in sentence.words] for sentence in sentences]
    sizes = [len(ids) for ids in reading.tokenizer(forms, is_split_into_words=True)["input_ids"]]
    rank = [size * random.uniform(0.95, 1.05) if random else size for size in sizes]
    found: list[list[Sentence]] = [[]]
    longest = 0
    for place in sorted(range(len(sizes)), key=rank.__getitem__):
        longest = max(longest, sizes[place])
        if found[-1] and (len(found[-1]) + 1) * longest > reading.pieces:
            found.append([])
            longest = sizes[place]
        found[-1].append(sentences[place])
    if random:
        random.shuffle(found)
    return found


def batch(sentences: Sequence[Sentence], reading: Reading) -> Batch:
    """Return *sentences* as tensors."""
    vocabulary = reading.vocabulary
    rows = sorted((_rows(sentence) for sentence in sentences), key=len, reverse=True)
    chars = [[vocabulary["char"].map(list(word[0][:LONGEST])) for word in row] for row in rows]
    size = len(rows)
    columns = [[[word[i] for word in row] for row in rows] for i in range(7)]
    names = ("upos", "xpos", "feats")
    upos, xpos, feats = (
        get_long_tensor([vocabulary[name].map(row) for row in columns[i]], size)
        for i, name in enumerate(names, 1)
    )
    return Batch(
        text=columns[0],
        lengths=[len(row) for row in rows],
        letters=_letters([word for row in chars for word in row]),
        letters_with_root=_letters([word for row in chars for word in [[ROOT_ID], *row]]),
        tags=(upos, xpos, feats),
        heads=get_long_tensor([[int(head) for head in row] for row in columns[5]], size),
        deprels=get_long_tensor([vocabulary["deprel"].map(row) for row in columns[6]], size),
    )


def _letters(words: list[list[int]]) -> Letters:
    (ordered,), order = sort_all([words], [len(word) for word in words])
    longest = len(ordered[0])
    chars = torch.tensor([word + [PAD_ID] * (longest - len(word)) for word in ordered])
    return Letters(chars, chars == PAD_ID, order, [len(word) for word in ordered])


def _rows(sentence: Sentence) -> list[list[str]]:
    rows = [
        [w.form, w.upos, w.xpos, w.feats, w.lemma, str(w.head), w.deprel] for w in sentence.words
    ]
    simplified: list[list[list[str]]] = simplify_punct([rows])
    return simplified[0]
