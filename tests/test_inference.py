"""The embedded models compute what Stanza's own pipeline computes from the same files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from extractor import Extractor, marks
from extractor.parsing import Models, ParsedWord, manifest

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.model
SAMPLE = (Path(__file__).parent / "articles" / "sample.txt").read_text(encoding="utf-8")
ODD = (
    "The mayor —\u00ad— said ?!?! and !!! ‽ \U0001f600 no".split(),
    ["?"],
    ["supercalifragilistic" + str(n) + "ology" for n in range(140)],
    ["a b", "\u200b", "n't", "do"] * 3,
    ["No", "."] * 70,
    ["1.2.3"] * 110,
)
"""Among them sentences of more word pieces than the encoder takes at once, one with company."""


@pytest.fixture(scope="module")
def plain() -> Models:
    """Return Stanza's pipeline over the embedded models."""
    from extractor.parsing import manifest, stanza_pipeline

    return stanza_pipeline.load_embedded(manifest.FOLDER)


@pytest.fixture(scope="module")
def sentences(plain: Models) -> list[list[str]]:
    """Return an article's sentences as words, and odd ones."""
    found = plain.tokenize(SAMPLE)
    return [*([word for token in each for word in token.words] for each in found), *map(list, ODD)]


@pytest.fixture(scope="module")
def analysed(plain: Models, sentences: list[list[str]]) -> list[list[ParsedWord]]:
    """Return what Stanza says of them."""
    return [list(each) for each in plain.analyse(sentences)]


@pytest.fixture(scope="module")
def tokenizer() -> Models:
    """Return the embedded models in single precision."""
    return embedded_models(torch.float32)


def embedded_models(dtype: torch.dtype) -> Models:
    """Return the embedded models in a number type."""
    from extractor.parsing.inference import EmbeddedModels

    return EmbeddedModels(manifest.FOLDER, dtype)


def unknown_left(word: str, found: ParsedWord, stanza: ParsedWord) -> ParsedWord:
    """Return *found* with the word for a lemma where Stanza has none: endings are our addition."""
    return found._replace(lemma=word) if stanza.lemma == word else found


def test_exactly_the_same(sentences: list[list[str]], analysed: list[list[ParsedWord]]) -> None:
    """In single precision every tag, head and relation is Stanza's, and every lemma it knows."""
    found = embedded_models(torch.float32).analyse(sentences)
    assert [
        list(map(unknown_left, *each)) for each in zip(sentences, found, analysed, strict=True)
    ] == analysed


def test_nearly_the_same(sentences: list[list[str]], analysed: list[list[ParsedWord]]) -> None:
    """In the number type that this processor is fast with, 99 of 100 words of news are the same."""
    from extractor.parsing.inference.kernels import best_dtype

    found = embedded_models(best_dtype()).analyse(sentences[: -len(ODD)])
    same = [
        unknown_left(word, ours, stanza) == stanza
        for words, *both in zip(sentences, found, analysed, strict=False)
        for word, ours, stanza in zip(words, *both, strict=True)
    ]
    assert len(same) > 500
    assert sum(same) >= 0.99 * len(same)


PARAGRAPHS = (
    *(each.replace("\n", " ") for each in SAMPLE.split("\n\n")),
    "Don't you'll can't they've SHOULDN'T Mayor's We're dunno gonna. I'd've gone!",
    "Ask  ann@example.org,   or see https://example.com/a?b=1 (www.example.net).  ",
    " one. two " * 300,
    "no " * 700,
    "“Ja”…said-b" * 40,
    "!",
)


@pytest.mark.parametrize("text", PARAGRAPHS, ids=lambda text: ascii(text[:9]))
def test_tokens_are_the_same(plain: Models, tokenizer: Models, text: str) -> None:
    """Sentences, tokens and the parts of contractions are Stanza's, paragraph by paragraph."""
    assert tokenizer.tokenize(text) == plain.tokenize(text)


def test_paragraphs_do_not_matter_to_each_other(tokenizer: Models) -> None:
    """A paragraph has the same tokens alone and among others."""
    apart = [
        [found._replace(start=found.start + start, end=found.end + start) for found in each]
        for start, text in zip(STARTS, PARAGRAPHS, strict=True)
        for each in tokenizer.tokenize(text)
    ]
    assert tokenizer.tokenize("\n\n".join(PARAGRAPHS)) == apart


STARTS = [len("\n\n".join((*PARAGRAPHS[:n], ""))) for n in range(len(PARAGRAPHS))]


def test_neither_order_nor_company_matters(sentences: list[list[str]]) -> None:
    """In single precision a sentence has the same analysis alone and among others."""
    models = embedded_models(torch.float32)
    together = models.analyse(sentences[:12])
    assert models.analyse(sentences[11::-1]) == together[::-1]
    assert [models.analyse([each])[0] for each in sentences[:12]] == together


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.int8], ids=str)
def test_words_are_spelled_alike_in_any_company(dtype: torch.dtype) -> None:
    """A word's vector is the same to the last bit, alone or not, read now or remembered."""
    from extractor.parsing.inference.checkpoint import Checkpoint
    from extractor.parsing.inference.features import CharacterModel

    checkpoint = Checkpoint.read(manifest.FOLDER / "pos.pt")
    words = list(dict.fromkeys(SAMPLE.split()))
    apart, together = CharacterModel(checkpoint, dtype), CharacterModel(checkpoint, dtype)
    with torch.inference_mode():
        alone = torch.cat([apart([word])[1:] for word in words])
        for model in (together, apart):
            assert torch.equal(model(words)[1:], alone)


def test_unknown_options_take_the_plain_path(
    monkeypatch: pytest.MonkeyPatch, extractor: Extractor
) -> None:
    """Models trained with options that are not supported here are run by Stanza's pipeline."""
    from extractor.parsing import inference, load_embedded
    from extractor.parsing.inference.checkpoint import UnsupportedError

    def refuse(*_: object) -> None:
        raise UnsupportedError

    monkeypatch.setattr(inference, "EmbeddedModels", refuse)
    marking = marks.find("“We open on Monday,” said Ruth Okafor. She left.")
    parser = load_embedded()
    assert parser(marking) == extractor.parser(marking)
    assert parser.name == extractor.parser.name


@pytest.mark.parametrize(
    ("model", "option", "value"),
    [
        ("tokenize", "hierarchical", False),
        ("mwt", "force_exact_pieces", False),
        ("pos", "char", False),
        ("lemma", "dicts_version", 2),
        ("depparse", "distance", True),
    ],
)
def test_other_options_are_refused(tmp_path: Path, model: str, option: str, value: object) -> None:
    """A model file with an option that this code does not support is refused by name."""
    from extractor.parsing.inference.checkpoint import Checkpoint, UnsupportedError

    file = f"{model}.pt"
    stored = torch.load(manifest.FOLDER / file, weights_only=True)
    place = stored["config"] if option in stored["config"] else stored
    place[option] = value
    torch.save(stored, tmp_path / file)
    with pytest.raises(UnsupportedError, match=f"^{model}: {option}={value}$"):
        Checkpoint.read(tmp_path / file)


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 9), st.integers(0, 2**32 - 1))
def test_best_tree(size: int, seed: int) -> None:
    """Heads are those of Stanza's search for the best tree, for rows of different lengths."""
    from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root

    from extractor.parsing.inference.spanning_tree import best_heads

    lengths = [size, max(2, size - 3)]
    scores = torch.from_numpy(np.random.default_rng(seed).normal(size=(2, size, size)) * 3).float()
    wanted = [
        chuliu_edmonds_one_root(scores[row, :n, :n].log_softmax(1).numpy())[1:].tolist()
        for row, n in enumerate(lengths)
    ]
    found = best_heads(scores.clone(), lengths)
    assert [found[row, 1:n].tolist() for row, n in enumerate(lengths)] == wanted


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 40), st.integers(0, 2**32 - 1), st.booleans())
def test_tree_of_many_cycles(size: int, seed: int, rooted: bool) -> None:
    """Where words depend on each other in cycles within cycles, the tree is Stanza's still."""
    from stanza.models.common.chuliu_edmonds import chuliu_edmonds

    from extractor.parsing.inference.spanning_tree import best_tree

    random = np.random.default_rng(seed)
    scores = random.normal(size=(size, size))
    scores[:, 1:] += 5 * (random.random((size, size - 1)) > 0.7)
    if rooted:
        scores[1:, 0], scores[-1], scores[-1, 0] = -np.inf, -np.inf, -1.0
    assert best_tree(scores)[1:].tolist() == chuliu_edmonds(scores.copy())[1:].tolist()


def test_rules_of_characters_are_stanzas() -> None:
    """The copies in our own code do for every character, and match, what Stanza's do."""
    from stanza.models.tokenization.data import PER_CHAR_FEAT_FUNCS
    from stanza.models.tokenization.utils import MASK_RE

    from extractor.parsing.inference.tokenizer import CHARACTER_FEATURES, KEPT_WHOLE

    assert KEPT_WHOLE.pattern == MASK_RE.pattern
    assert set(CHARACTER_FEATURES) == set(PER_CHAR_FEAT_FUNCS)
    for name, own in CHARACTER_FEATURES.items():
        theirs = PER_CHAR_FEAT_FUNCS[name]
        assert [c for c in map(chr, range(0x11000)) if own(c) != theirs(c)] == []


def test_loading_imports_neither_stanza_nor_transformers() -> None:
    """They would double the time to the first answer."""
    code = (
        "import sys; from extractor import Extractor;"
        "Extractor.load()('\u201cWe stay,\u201d said Ada Lund.');"
        "print(*sorted({'stanza', 'transformers'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout == "\n"
