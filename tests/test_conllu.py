"""Parses survive being written to a file and read again."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from extractor.domain import Document, Marking, Passage, Sentence, Span, Word
from tests import conllu

TEXT = '"No," she said.\n\nThey\tdidn\'t.'
PARAGRAPHS = (Span(0, 15), Span(17, 29))
PASSAGES = (Passage((Span(1, 4),), (Span(0, 5),)),)
MARKING = Marking(TEXT, PARAGRAPHS, PASSAGES)


def word(index: int, start: int, end: int, lemma: str, upos: str, head: int, deprel: str) -> Word:
    """Return a word of TEXT."""
    return Word(index, start, end, TEXT[start:end], lemma, upos, "_", "_", head, deprel)


DOCUMENT = Document(
    TEXT,
    PARAGRAPHS,
    PASSAGES,
    (
        Sentence.of(
            0,
            0,
            [
                word(0, 0, 1, '"', "PUNCT", 1, "punct"),
                word(1, 1, 3, "no", "INTJ", 5, "parataxis"),
                word(2, 3, 4, ",", "PUNCT", 1, "punct"),
                word(3, 4, 5, '"', "PUNCT", 1, "punct"),
                word(4, 6, 9, "she", "PRON", 5, "nsubj"),
                word(5, 10, 14, "say", "VERB", -1, "root"),
                word(6, 14, 15, ".", "PUNCT", 5, "punct"),
            ],
        ),
        Sentence.of(
            1,
            1,
            [
                word(0, 17, 21, "they", "PRON", 1, "nsubj"),
                word(1, 22, 25, "do", "AUX", -1, "root"),
                word(2, 25, 28, "not", "PART", 1, "advmod"),
                word(3, 28, 29, ".", "PUNCT", 1, "punct"),
            ],
        ),
    ),
)


def test_form() -> None:
    """The file is plain CoNLL-U with the document's text and the ranges of the words."""
    lines = conllu.dump(DOCUMENT).split("\n")
    assert lines[:5] == [
        r'# document = "\"No,\" she said.\n\nThey\tdidn' + r"'t." + '"',
        "",
        "# paragraph = 0",
        '# text = "No," she said.',
        '1\t"\t"\tPUNCT\t_\t_\t2\tpunct\t_\tstart_char=0|end_char=1',
    ]
    assert lines[11:14] == ["", "# paragraph = 1", "# text = They\\tdidn't."]


def test_round_trip() -> None:
    """What was written is read back whole."""
    assert conllu.load(conllu.dump(DOCUMENT), MARKING) == DOCUMENT


@given(st.text(min_size=1), st.data())
def test_round_trip_of_anything(text: str, data: st.DataObject) -> None:
    """Any text and any lemma survive, line breaks and backslashes included."""
    column = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
    lemma, feats = data.draw(column), data.draw(column)
    only = Word(0, 0, len(text), text, lemma, "X", "_", feats, -1, "root")
    document = Document(text, (Span(0, len(text)),), (), (Sentence.of(0, 0, [only]),))
    marking = Marking(text, document.paragraphs, ())
    assert conllu.load(conllu.dump(document), marking) == document


def test_no_sentences() -> None:
    """A text without sentences is a header, and reads back as such."""
    empty = Document("  ", (), (), ())
    assert conllu.load(conllu.dump(empty), Marking("  ", (), ())) == empty


def test_text_of() -> None:
    """The text can be had before there is a marking."""
    assert conllu.text_of(conllu.dump(DOCUMENT)) == TEXT


def test_another_text() -> None:
    """A parse is not read against the marks of another text."""
    with pytest.raises(ValueError, match="another text"):
        conllu.load(conllu.dump(DOCUMENT), Marking("No.", (Span(0, 3),), ()))


def test_not_ours() -> None:
    """A file of another origin is refused."""
    with pytest.raises(ValueError, match="first line"):
        conllu.text_of("# sent_id = 1\n1\tNo\n")
