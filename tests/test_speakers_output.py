"""The output of the stage: order, ids, joined text; and robustness on any tree."""

from __future__ import annotations

import pytest

from extractor.domain import (
    Attribution,
    Cue,
    CueWords,
    Document,
    Mention,
    NounPhrase,
    Quotation,
    QuotedSpeaker,
    Segment,
    Sentence,
    Span,
    Speaker,
    Word,
)
from extractor.english.lexicon import PRONOUNS
from extractor.speakers import label
from extractor.speakers.labels import UNSPOKEN
from tests.recorded import TREES, Case, params

TEXT = "“Yes,” said Ann Lee, “no.” “Perhaps.”"


def word(index: int, start: int, text: str, upos: str, head: int, deprel: str) -> Word:
    """Return a word; what the stage does not read is left empty."""
    return Word(index, start, start + len(text), text, text.lower(), upos, "", "", head, deprel)


DOCUMENT = Document(
    TEXT,
    (Span(0, len(TEXT)),),
    (),
    (
        Sentence.of(
            0,
            0,
            [
                word(0, 1, "Yes", "INTJ", 1, "ccomp"),
                word(1, 7, "said", "VERB", -1, "root"),
                word(2, 12, "Ann", "PROPN", 1, "nsubj"),
                word(3, 16, "Lee", "PROPN", 2, "flat"),
            ],
        ),
    ),
)
ANN = NounPhrase(Span(12, 19), 0, 2)
SAID = CueWords(Span(7, 11), "say")
FIRST = Attribution("direct", (Span(1, 5), Span(22, 25)), SAID, ANN, None, "a-rule", 0.9)
SECOND = Attribution("direct", (Span(28, 36),), None, None, ANN, "none", 0.5)


def test_quotations_and_speakers() -> None:
    """Quotations are in text order, their segments joined; speakers list what is theirs."""
    mention = Mention(12, 19, "Ann Lee")
    lee = QuotedSpeaker("s1", "Ann Lee", "person", mention)
    yes, no = Segment(1, 5, "Yes,"), Segment(22, 25, "no.")
    cue = Cue(7, 11, "said", "say", "speech")
    perhaps = Segment(28, 36, "Perhaps.")

    assert label([SECOND, FIRST], DOCUMENT) == (
        (
            Quotation("q1", "direct", "Yes, no.", (yes, no), lee, cue, None, "a-rule", 0.9),
            Quotation("q2", "direct", "Perhaps.", (perhaps,), None, None, mention, "none", 0.5),
        ),
        (Speaker("s1", "Ann Lee", "person", "Ann Lee", None, (mention,), ("q1",)),),
    )


def test_nothing_in_nothing_out() -> None:
    """A document without attributions has no quotations and no speakers."""
    assert label([], DOCUMENT) == ((), ())


def test_a_mention_counts_once() -> None:
    """Two quotations at one mention are two of the speaker's quotations, but one mention."""
    _, (speaker,) = label([FIRST, FIRST], DOCUMENT)

    assert (speaker.mentions, speaker.quotes) == ((Mention(12, 19, "Ann Lee"),), ("q1", "q2"))


@pytest.mark.parametrize(("_file", "case"), params(TREES / "speakers"))
def test_any_word_may_be_a_mention(_file: str, case: Case) -> None:
    """Whatever word a rule takes for a mention, the stage answers, and twice the same.

    Only what can be nobody's label has no speaker.
    """
    document = case.document
    every = [_said_by(document, s, w) for s in document.sentences for w in s.words]

    quotes, speakers = label(every, document)

    silent = {word for quote in quotes if quote.speaker is None for word in quote.text.split()}
    assert {word.lower() for word in silent} <= PRONOUNS | UNSPOKEN
    assert all(quote.speaker.label for quote in quotes if quote.speaker is not None)
    assert {q.speaker.id for q in quotes if q.speaker} == {s.id for s in speakers}
    assert label(every, document) == (quotes, speakers)


def _said_by(document: Document, sentence: Sentence, at: Word) -> Attribution:
    mention = NounPhrase(at.span, sentence.index, at.index)
    return Attribution("direct", (at.span,), None, mention, None, "test", 1.0)
