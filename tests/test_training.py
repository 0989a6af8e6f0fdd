"""Sentences made up for training are trees as UD English has them, and say what they should."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from extractor.parsing.inference.tagger import lemma_by_ending, read_endings, write_endings
from training import datelines, lemmas, reports
from training.augment import Augmenter, enquoted, headline, other_marks
from training.paragraphs import varied
from training.sentences import Contraction, Sentence, Word, read, text, write
from training.speakers import Speaker
from training.treebanks import TreebankError, is_open, load

TREEBANK = """
# newdoc id = own
# text = We don't know the mayor.
1	We	we	PRON	PRP	_	4	nsubj	_	_
2-3	don't	_	_	_	_	_	_	_	_
2	do	do	AUX	VBP	_	4	aux	_	_
3	n't	not	PART	RB	_	4	advmod	_	_
4	know	know	VERB	VB	_	0	root	_	_
5	the	the	DET	DT	_	6	det	_	_
6	mayor	mayor	NOUN	NN	_	4	obj	_	SpaceAfter=No
7	.	.	PUNCT	.	_	4	punct	_	_

# newpar
# text = Ada Lund stays!
1	Ada	Ada	PROPN	NNP	_	3	nsubj	_	_
2	Lund	Lund	PROPN	NNP	_	1	flat	_	_
3	stays	stay	VERB	VBZ	_	0	root	_	SpaceAfter=No
4	!	!	PUNCT	.	_	3	punct	_	_

""".lstrip()
SENTENCES = tuple(read(TREEBANK.splitlines()))
KNOWN = Sentence(
    (
        Word("We", "we", "PRON", "PRP", "_", 2, "nsubj"),
        Word("know", "know", "VERB", "VBP", "_", 0, "root"),
        Word("the", "the", "DET", "DT", "_", 4, "det"),
        Word("mayor", "mayor", "NOUN", "NN", "_", 2, "obj", "SpaceAfter=No"),
        Word(".", ".", "PUNCT", ".", "_", 2, "punct"),
    )
)
MAYOR = Speaker(
    (
        Word("The", "the", "DET", "DT", "_", 2, "det"),
        Word("mayor", "mayor", "NOUN", "NN", "_", 0, "nsubj"),
    ),
    is_pronoun=False,
)


class Fixed(Random):
    """Draws the first of every choice, and this number."""

    def __init__(self, number: float) -> None:
        super().__init__(0)
        self.number = number

    def random(self) -> float:
        """Return the number."""
        return self.number

    def choice(self, seq):  # type: ignore[no-untyped-def]
        """Return the first."""
        return seq[0]


def arcs(sentence: Sentence) -> list[tuple[str, int, str]]:
    """Return forms with heads and relations."""
    return [(word.form, word.head, word.deprel) for word in sentence.words]


def is_tree(sentence: Sentence) -> bool:
    """Return whether every word leads to the one root."""
    heads = [word.head for word in sentence.words]
    if heads.count(0) != 1 or not all(0 <= head <= len(heads) for head in heads):
        return False
    for place in range(1, len(heads) + 1):
        seen: set[int] = set()
        while place and place not in seen:
            seen.add(place)
            place = heads[place - 1]
        if place:
            return False
    return all(1 <= c.first < c.last <= len(heads) for c in sentence.contractions)


def test_a_treebank_is_read_and_written_back() -> None:
    """CoNLL-U comes out as it went in, contractions and comments included."""
    assert "".join(write(SENTENCES)) == TREEBANK
    assert [text(sentence) for sentence in SENTENCES] == [
        "We don't know the mayor.",
        "Ada Lund stays!",
    ]
    assert SENTENCES[0].contractions == (Contraction(2, 3, "don't"),)


def test_a_report_behind() -> None:
    """`S.` becomes `"S," said the mayor.`: the verb is the root, what is said its ccomp."""
    told = reports.report(KNOWN, None, Fixed(0.4), MAYOR)
    assert told is not None
    assert text(told) == '"We know the mayor," said the mayor.'
    assert arcs(told) == [
        ('"', 3, "punct"),
        ("We", 3, "nsubj"),
        ("know", 8, "ccomp"),
        ("the", 5, "det"),
        ("mayor", 3, "obj"),
        (",", 3, "punct"),
        ('"', 3, "punct"),
        ("said", 0, "root"),
        ("the", 10, "det"),
        ("mayor", 8, "nsubj"),
        (".", 8, "punct"),
    ]


def test_a_report_before() -> None:
    """The report may come first; marks hang on what is said."""
    told = reports.report(SENTENCES[1], None, Fixed(0.1), MAYOR)
    assert told is not None
    assert text(told) == 'The mayor said, "Ada Lund stays!"'
    assert arcs(told) == [
        ("The", 2, "det"),
        ("mayor", 3, "nsubj"),
        ("said", 0, "root"),
        (",", 8, "punct"),
        ('"', 8, "punct"),
        ("Ada", 8, "nsubj"),
        ("Lund", 6, "flat"),
        ("stays", 3, "ccomp"),
        ("!", 8, "punct"),
        ('"', 8, "punct"),
    ]


def test_an_interrupted_quotation() -> None:
    """What follows the report is parataxis, and all is one tree."""
    told = reports.report(SENTENCES[1], KNOWN, Fixed(0.9), MAYOR)
    assert told is not None
    assert text(told) == '"Ada Lund stays!" the mayor said, "We know the mayor."'
    assert (told.words[3].deprel, told.words[12].deprel) == ("ccomp", "parataxis")
    assert is_tree(told)


def test_what_is_quoted_already_is_not_reported() -> None:
    """Marks are not put around marks, nor around what may be some."""
    marked = enquoted(KNOWN, Fixed(0.0))
    assert text(marked) == '"We know the mayor."'
    assert reports.report(marked, None, Fixed(0.4), MAYOR) is None
    assert reports.report(SENTENCES[0], None, Fixed(0.4), MAYOR) is None


def test_headlines_and_marks() -> None:
    """Headlines have capitals and no stop; marks come curly, British or straight."""
    assert text(headline(SENTENCES[0])) == "We Don't Know the Mayor"
    marked = enquoted(SENTENCES[0], Fixed(0.0))
    assert text(other_marks(marked, Fixed(0.0))) == "“We don’t know the mayor.”"
    assert text(other_marks(marked, Fixed(0.15))) == "'We don’t know the mayor.'"
    assert text(other_marks(marked, Fixed(0.9))) == '"We don\'t know the mayor."'


def test_lines_that_no_treebank_has() -> None:
    """Datelines and bylines are made up."""
    assert text(datelines.dateline(Fixed(0.9))) == "WASHINGTON (AP) —"
    assert text(datelines.byline((("Ada", "Lund"),), Fixed(0.9))) == "By Ada Lund"


@pytest.mark.parametrize("seed", range(40))
def test_all_that_is_made_up_are_trees(seed: int) -> None:
    """Whatever is drawn, every word leads to the one root."""
    made = [*Augmenter.of(SENTENCES).epoch(Random(seed)), *varied(SENTENCES, Random(seed))]
    assert [text(sentence) for sentence in made if not is_tree(sentence)] == []


def test_the_same_seed_makes_the_same_sentences() -> None:
    """An epoch is a function of its seed."""
    first, second = (list(Augmenter.of(SENTENCES * 9).epoch(Random("7"))) for _ in range(2))
    other = list(Augmenter.of(SENTENCES * 9).epoch(Random("8")))
    assert first == second
    assert first != other


def words(*pairs: tuple[str, str, str]) -> list[Sentence]:
    """Return a sentence a word: form, lemma, tag."""
    return [
        Sentence((Word(form, lemma, "NOUN" if tag == "NNS" else "VERB", tag, "_", 0, "root"),))
        for form, lemma, tag in pairs
    ]


def test_endings_are_learned_from_different_words() -> None:
    """The longest ending that was seen clearly decides; a tag without any leaves the word."""
    table = lemmas.learn(
        words(
            ("cars", "car", "NNS"),
            ("cars", "car", "NNS"),
            ("maps", "map", "NNS"),
            ("cities", "city", "NNS"),
            ("ladies", "lady", "NNS"),
            ("walked", "walk", "VBD"),
            ("talked", "talk", "VBD"),
        )
    )
    assert table == {"NNS": {"": (1, ""), "es": (3, "y")}, "VBD": {"": (2, "")}}
    found = [lemma_by_ending(*word, table) for word in (("Lockdowns", "NNS"), ("parties", "NNS"))]
    assert found == ["lockdown", "party"]
    assert lemma_by_ending("Lockdowns", "NN", table) == "Lockdowns"


def test_endings_are_kept(tmp_path: Path) -> None:
    """A table comes back as it was written; no file is an empty table."""
    table = {"NNS": {"": (1, ""), "ies": (3, "y")}}
    write_endings(table, tmp_path / "endings.json")
    assert lemma_by_ending("parties", "NNS", read_endings(tmp_path / "endings.json")) == "party"
    assert read_endings(tmp_path / "nothing.json") == {}


def test_a_treebank_that_is_missing_or_another_is_named(tmp_path: Path) -> None:
    """The error names the file, or what it holds and what it should."""
    with pytest.raises(TreebankError, match=r"en_ewt-ud-train\.conllu cannot be read"):
        load(tmp_path, "train")
    (tmp_path / "en_news-ud-train.conllu").write_text(TREEBANK, "utf-8")
    with pytest.raises(TreebankError, match="has 2 sentences of 11 words, not 20,075"):
        load(tmp_path, "train")
    (tmp_path / "en_news-ud-train.conllu").write_text("no tabs\n", "utf-8")
    with pytest.raises(TreebankError, match=r"is no CoNLL-U"):
        load(tmp_path, "train")


def test_of_gum_only_open_genres_are_taken() -> None:
    """Fiction and wikiHow are not open."""
    assert [is_open(name) for name in ("GUM_news_x", "GUM_fiction_x", "GUM_whow_x", "own")] == [
        True,
        False,
        False,
        False,
    ]
