"""A training that is stopped continues as if it had not been, and what it exports loads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.test_training import SENTENCES

if TYPE_CHECKING:
    from extractor import Extractor
    from training.joint import Training
    from training.plan import Plan

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an encoder that knows nothing, and whole words as its pieces."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    special = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
    forms = {word.form.lower() for sentence in SENTENCES for word in sentence.words}
    vocabulary = {piece: place for place, piece in enumerate([*special, *sorted(forms)])}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    folder = tmp_path_factory.mktemp("encoder")
    names = ("pad_token", "unk_token", "cls_token", "sep_token", "mask_token")
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, model_max_length=512, **dict(zip(names, special, strict=True))
    ).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=24,
        num_hidden_layers=4,
        num_attention_heads=2,
        intermediate_size=32,
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    return folder


def plan(**changes: int) -> Plan:
    """Return a plan of six small steps."""
    from training.plan import Plan

    return replace(Plan(steps=6, pieces=64, save_every=3, score_every=10), **changes)


def begin(base: Path, folder: Path, own: Plan | None = None) -> Training:
    """Begin or continue with a training on a few sentences."""
    import torch

    from training.joint import Lessons, Training, fresh

    torch.set_num_threads(1)
    own = own or plan()
    lessons = Lessons(SENTENCES * 8, silver=SENTENCES * 8)
    return Training(own, *fresh(own, base, lessons.train), folder, lessons)


@pytest.fixture(scope="module")
def trained(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Training:
    """Return a training of 120 steps that has run."""
    training = begin(base, tmp_path_factory.mktemp("run"), plan(steps=120, save_every=120))
    training.run(SENTENCES)
    return training


@pytest.fixture(scope="module")
def made(trained: Training, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the encoder, tagger and parser of that training."""
    from training import export

    folder = tmp_path_factory.mktemp("made")
    export.encoder(trained.models, trained.reading.tokenizer, folder / "encoder")
    export.heads(trained.models, folder)
    return folder


def test_a_stopped_training_goes_on_as_if_it_had_not_stopped(base: Path, tmp_path: Path) -> None:
    """Weights are equal to the bit."""
    import torch

    whole = begin(base, tmp_path / "whole")
    whole.run(SENTENCES)
    stopped = begin(base, tmp_path / "parts")
    for lesson, _ in zip(stopped._stream(), range(4), strict=False):
        stopped._learn(lesson)
        stopped.step += 1
        if stopped.step == 3:
            stopped._save()
    again = begin(base, tmp_path / "parts")
    assert again.step == 3
    again.run(SENTENCES)
    pairs = zip(
        whole.models.parser.state_dict().values(),
        again.models.parser.state_dict().values(),
        strict=True,
    )
    assert all(torch.equal(one, other) for one, other in pairs)


def test_it_learns(base: Path, tmp_path: Path, trained: Training) -> None:
    """Tags and heads get better, on sentences that were seen."""
    before = begin(base, tmp_path).scores(SENTENCES)
    after = trained.scores(SENTENCES)
    assert (before.upos < 60, after.upos > 80, after.uas > before.uas) == (True, True, True)


def test_what_is_exported_parses_as_what_was_trained(
    made: Path, tmp_path: Path, trained: Training
) -> None:
    """The files load in our own inference and tag as well as the models that made them."""
    import torch

    from extractor.parsing.inference import Analyser
    from training import steps

    plain = steps.lay_out(tmp_path, dict.fromkeys(("train", "dev", "test"), SENTENCES), "plain")
    (tmp_path / "models").mkdir()
    steps.dictionary(tmp_path, plain).replace(made / "lemma.pt")
    read = [[word.form for word in sentence.words] for sentence in SENTENCES]
    found = Analyser(made, torch.float32)(read)
    right = sum(
        guess.upos == word.upos
        for words, sentence in zip(found, SENTENCES, strict=True)
        for guess, word in zip(words, sentence.words, strict=True)
    )
    whole = sum(len(words) for words in read)
    assert round(100 * right / whole, 2) == trained.scores(SENTENCES).upos
    assert found[0][2].lemma == "not"


def test_a_pupil_of_its_teachers_size_is_its_teacher(made: Path) -> None:
    """With all layers, cells and units nothing is lost: no score of any tag or arc differs."""
    import torch

    from training import losses, student, teacher
    from training.batches import batches
    from training.models import Sizes

    models, reading = teacher.load(made, 64)
    sample = list(batches(SENTENCES, reading))
    pupil = student.begin(models, reading, 4, Sizes(dropout=0.2), sample)
    wanted, _ = teacher.Teacher(models, 4)(sample[0])
    for module in pupil.modules():
        module.eval()
    found = losses.scores(pupil, sample[0])
    pairs = zip((*found.tags, found.arcs), (*wanted.tags, wanted.arcs), strict=True)
    assert all(torch.allclose(own, other, atol=0.02) for own, other in pairs)


def test_a_pupil_learns_what_its_teacher_says(made: Path, tmp_path: Path) -> None:
    """Three layers of four and fewer cells: in some steps it comes nearer to the teacher."""
    from dataclasses import replace

    from training import losses, student, teacher
    from training.batches import batches
    from training.joint import Lessons, Training
    from training.models import Sizes

    models, reading = teacher.load(made, 64)
    sample = list(batches(SENTENCES, reading))
    own = replace(student.PLAN, steps=40, restart=40, save_every=40)
    pupil = student.begin(models, reading, 3, Sizes(32, 48, 47, 0.1), sample)
    taught = teacher.Teacher(models, 3)
    training = Training(own, pupil, reading, tmp_path, Lessons(SENTENCES * 8, (), taught))
    lesson = next(training._stream())

    def away() -> float:
        for module in pupil.modules():
            module.eval()
        pupil.encoder.forget()
        found = losses.scores(pupil, lesson)
        return float(losses.distilled(found, taught(lesson)[0], 0.5).detach())

    before = away()
    training.run(SENTENCES)
    assert away() < 0.9 * before
    assert pupil.encoder.config.num_hidden_layers == 3


def test_text_without_gold_is_learned_from_as_it_is_parsed(extractor: Extractor) -> None:
    """A single line break is a space; a blank line parts paragraphs."""
    from extractor.parsing.parser import TextParser
    from training.sentences import read
    from training.silver import lines

    parser = extractor.parser
    assert isinstance(parser, TextParser)
    sentences = read(lines("Ada\nsings.\n\nBo sleeps.", parser))
    assert [[word.form for word in sentence.words] for sentence in sentences] == [
        ["Ada", "sings", "."],
        ["Bo", "sleeps", "."],
    ]


def test_a_batch_goes_to_another_device_whole(base: Path, tmp_path: Path) -> None:
    """No tensor stays behind, neither of the batch nor of what the models are given."""
    import torch

    from training.batches import batch
    from training.losses import parser_inputs, tagger_inputs

    there = torch.device("meta")
    moved = batch(SENTENCES, begin(base, tmp_path).reading).on(there)
    given = (*moved.tags, *tagger_inputs(moved)[:4], *parser_inputs(moved)[:4])
    assert {value.device for value in given if value is not None} == {there}
    assert (moved.heads.device, moved.deprels.device) == (there, there)


@pytest.mark.parametrize("both_ways", [False, True])
def test_the_faster_lstm_is_the_same(both_ways: bool) -> None:
    """Both ways of running an LSTM give the same numbers."""
    import torch
    from torch.nn.utils.rnn import pack_padded_sequence

    from training.kernels import install

    torch.manual_seed(1)
    lstm = torch.nn.LSTM(5, 4, 1, batch_first=True, bidirectional=both_ways)
    ways = 1 + both_ways
    state = (torch.randn(ways, 3, 4), torch.randn(ways, 3, 4))
    packed = pack_padded_sequence(torch.randn(3, 6, 5), [6, 4, 1], batch_first=True)
    slow = lstm(packed, state)[0].data
    holder = torch.nn.ModuleList([lstm])
    install(holder)
    assert torch.allclose(holder[0](packed, state)[0].data, slow, atol=1e-6)


def test_words_are_spelled_once_and_vectors_are_the_same(made: Path) -> None:
    """The faster character model returns what Stanza's does, words in the same order."""
    import torch
    from stanza.models.common.char_model import CharacterModel

    from training import teacher
    from training.batches import batches

    models, reading = teacher.load(made, 64)
    (lesson,) = batches(SENTENCES * 2, reading)
    letters, fast = lesson.letters, models.tagger.charmodel.eval()
    given = (letters.chars, letters.mask, letters.order, lesson.lengths, letters.lengths)
    slow = CharacterModel.forward(fast, *given)
    assert type(fast) is not CharacterModel
    assert torch.allclose(fast(*given).data, slow.data, atol=1e-6)


def test_dropout_by_bytes_drops_its_share() -> None:
    """A quarter is dropped, the mean stays, and nothing is dropped outside training."""
    import torch

    from training.kernels import ByteDropout

    torch.manual_seed(1)
    drop = ByteDropout(0.25)
    dropped = drop(torch.ones(400, 400))
    assert abs(float((dropped == 0).float().mean()) - 0.25) < 0.01
    assert abs(float(dropped.mean()) - 1) < 0.01
    assert torch.equal(drop.eval()(dropped), dropped)
