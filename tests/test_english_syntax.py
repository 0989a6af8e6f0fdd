"""Queries over dependency trees, each on a small tree written by hand."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from extractor.domain import Sentence, Span, Word, remembered
from extractor.english import inflection, syntax
from extractor.rules.shared.cue_verbs import predicate_of_object


def tree(*rows: str) -> Sentence:
    """Build a sentence: a row a word, ``text lemma UPOS XPOS head relation``, heads from 1."""
    words, start = [], 0
    for index, row in enumerate(rows):
        text, lemma, upos, xpos, head, deprel = row.split()
        end = start + len(text)
        words.append(Word(index, start, end, text, lemma, upos, xpos, "_", int(head) - 1, deprel))
        start = end + 1
    return Sentence.of(0, 0, words)


TOLD = tree(
    "Residents resident NOUN NNS 3 nsubj:pass",
    "were be AUX VBD 3 aux:pass",
    "told tell VERB VBN 0 root",
    "that that SCONJ IN 7 mark",
    "it it PRON PRP 7 nsubj",
    "could could AUX MD 7 aux",
    "rain rain VERB VB 3 ccomp",
)
CALLED = tree(
    "She she PRON PRP 2 nsubj",
    "called call VERB VBD 0 root",
    "it it PRON PRP 2 obj",
    "a a DET DT 5 det",
    "shame shame NOUN NN 2 xcomp",
)
SAW = tree(
    "She she PRON PRP 2 nsubj",
    "saw see VERB VBD 0 root",
    "it it PRON PRP 2 obj",
    "as as ADP IN 6 case",
    "a a DET DT 6 det",
    "threat threat NOUN NN 2 obl",
)
WANTED = tree(
    "She she PRON PRP 2 nsubj",
    "wanted want VERB VBD 0 root",
    "to to PART TO 5 mark",
    "be be AUX VB 5 cop",
    "mayor mayor NOUN NN 2 xcomp",
)
ADDING = tree(
    "Never never ADV RB 2 advmod",
    "adding add VERB VBG 0 root",
    "it it PRON PRP 2 obj",
)
IS_ADDING = tree(
    "He he PRON PRP 3 nsubj",
    "is be AUX VBZ 3 aux",
    "adding add VERB VBG 0 root",
)
QUOTED_AUX = tree(
    "will will AUX MD 3 aux",
    '" " PUNCT `` 3 punct',
    "fight fight VERB VB 0 root",
)


@pytest.mark.parametrize(
    ("deprel", "names", "expected"),
    [
        ("nsubj", ("nsubj:pass",), False),
        ("obl", ("obj", "nsubj"), False),
        ("nsubj", ("nsubj",), True),
        ("nsubj:pass", ("nsubj",), True),
        ("nsubj:pass", ("nsubj:pass",), True),
    ],
)
def test_is_relation(deprel: str, names: tuple[str, ...], expected: bool) -> None:
    """A name without a subtype stands for its subtypes, and not the other way."""
    assert syntax.is_relation(deprel, names) is expected


def test_children() -> None:
    """Dependents come left to right, subtypes included; the first alone, or None."""
    assert list(syntax.children(TOLD, 2, "nsubj", "aux", "ccomp")) == [0, 1, 6]
    assert syntax.child(TOLD, 2, "ccomp") == 6
    assert syntax.child(TOLD, 2, "obj") is None


def test_subtree() -> None:
    """A subtree is sorted and leaves out the trees that are to be skipped."""
    assert syntax.subtree(TOLD, 6) == [3, 4, 5, 6]
    assert syntax.subtree(TOLD, 2, {6, 1}) == [0, 2]
    assert syntax.subtree(TOLD, 2, {2}) == []


def test_ancestors() -> None:
    """The heads above come nearest first; above the root there are none."""
    assert list(syntax.ancestors(TOLD, 4)) == [6, 2]
    assert list(syntax.ancestors(TOLD, 2)) == []


def test_marker() -> None:
    """The marker of a clause or case of a noun is returned in lower case."""
    assert [syntax.marker(TOLD, p) for p in (2, 6)] == ["", "that"]
    assert syntax.marker(SAW, 5) == "as"


@pytest.mark.parametrize(
    ("sentence", "verb", "expected"),
    [(TOLD, 6, False), (CALLED, 1, False), (IS_ADDING, 2, False), (TOLD, 2, True)],
)
def test_is_passive(sentence: Sentence, verb: int, expected: bool) -> None:
    """A passive has its auxiliary or its subject marked."""
    assert syntax.is_passive(sentence, verb) is expected


@pytest.mark.parametrize(
    ("sentence", "verb", "expected"), [(TOLD, 2, False), (CALLED, 1, False), (ADDING, 1, True)]
)
def test_is_negated(sentence: Sentence, verb: int, expected: bool) -> None:
    """A verb is denied by never."""
    assert syntax.is_negated(sentence, verb) is expected


@pytest.mark.parametrize(
    ("sentence", "verb", "expected"),
    [(IS_ADDING, 2, ""), (TOLD, 2, ""), (QUOTED_AUX, 2, ""), (TOLD, 6, "could")],
)
def test_modal(sentence: Sentence, verb: int, expected: str) -> None:
    """The modal is told by its lemma; not one that a quotation mark parts from the verb."""
    assert syntax.modal(sentence, verb) == expected


@pytest.mark.parametrize(
    ("sentence", "verb", "expected"),
    [(TOLD, 2, None), (WANTED, 1, None), (CALLED, 1, 4), (SAW, 1, 5)],
)
def test_predicate(sentence: Sentence, verb: int, expected: int | None) -> None:
    """What a verb says of its object stands bare or with as, never with to."""
    assert predicate_of_object(sentence, verb) == expected


def test_runs() -> None:
    """Positions fall into runs, and one of them holds a head."""
    assert list(syntax.runs([])) == []
    assert list(syntax.runs({5, 1, 2, 4, 9})) == [[1, 2], [4, 5], [9]]
    assert syntax.run_around({5, 1, 2, 4, 9}, 4) == [4, 5]


def test_span() -> None:
    """A range goes from the first word to the last, whatever lies between."""
    assert syntax.span(TOLD, [1, 2]) == Span(10, 19)
    assert syntax.span(TOLD, [2, 0]) == Span(0, 19)


@pytest.mark.parametrize(
    ("text", "lemma", "xpos", "expected"),
    [
        ("said", "say", "VBD", "say"),
        ("Said", "say", "VBD", "say"),
        ("news", "news", "NNS", "news"),
        ("red", "red", "VBN", "red"),
        ("sing", "sing", "VB", "sing"),
        ("passes", "pass", "VBZ", "pass"),
        ("cross", "cross", "VBZ", "cross"),
        ("tweeted", "tweeted", "VBD", "tweet"),
        ("tweets", "tweets", "VBZ", "tweet"),
        ("tweeting", "tweeting", "VBG", "tweet"),
        ("quipped", "quipped", "VBD", "quip"),
        ("retorted", "retorted", "VBD", "retort"),
        ("speculated", "speculated", "VBN", "speculate"),
        ("theorized", "theorized", "VBD", "theorize"),
        ("announcing", "announcing", "VBG", "announce"),
        ("replied", "replied", "VBD", "reply"),
    ],
)
def test_base(text: str, lemma: str, xpos: str, expected: str) -> None:
    """A verb that the lemmatizer left inflected gets its base form; others keep their lemma."""
    assert inflection.base(text, lemma, xpos) == expected


def test_a_question_is_answered_once_for_each_sentence() -> None:
    """The sentence keeps the answer, which is no part of it: an equal one is asked anew."""
    asked = []

    @remembered
    def length(sentence: Sentence, more: int) -> int:
        asked.append(sentence)
        return len(sentence.words) + more

    one, other = replace(TOLD), replace(TOLD)
    assert [length(one, 0), length(one, 0), length(one, 1), length(other, 0)] == [7, 7, 8, 7]
    assert len(asked) == 3
    assert one == replace(TOLD) == pickle.loads(pickle.dumps(one))


def test_a_tree_that_is_asked_for_again_is_whole() -> None:
    """Who changes the list of a tree's words changes no other list."""
    sentence = replace(TOLD)
    syntax.subtree(sentence, 6).clear()
    assert syntax.subtree(sentence, 6) == [3, 4, 5, 6]
