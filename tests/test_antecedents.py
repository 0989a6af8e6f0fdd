"""Corpora and labelled news are read whole, and the weights of antecedents learned from them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random

import pytest

from extractor.domain import Span
from extractor.speakers import pronoun_resolution
from training import sentences
from training.coreference import corpora, fitting, labelling, news, replay, snippets, tables

GUM = """
# newdoc id = own_news_kiln
# meta::genre = news
# text = Ada Lund met (Tom's) aides.
1	Ada	Ada	PROPN	NNP	_	3	nsubj	_	Entity=(1-person-new
2	Lund	Lund	PROPN	NNP	_	1	flat	_	Entity=1)
3	met	meet	VERB	VBD	_	0	root	_	_
4	(	(	PUNCT	-LRB-	_	5	punct	_	SpaceAfter=No
5-6	Tom's	_	_	_	_	_	_	_	SpaceAfter=No
5	Tom	Tom	PROPN	NNP	_	8	nmod:poss	_	Entity=(2-person-new(3-person-new
6	's	's	PART	POS	_	5	case	_	Entity=3)
7	)	)	PUNCT	-RRB-	_	5	punct	_	_
8	aides	aide	NOUN	NNS	_	3	obj	_	Entity=2)|SpaceAfter=No
9	.	.	PUNCT	.	_	3	punct	_	_

# newpar
# text = She left.
1	She	she	PRON	PRP	_	2	nsubj	_	Entity=(1-person-giv)
2	left	leave	VERB	VBD	_	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_

""".lstrip()
DOCUMENT = corpora.from_conllu(tuple(sentences.read(GUM.splitlines())))


def test_mentions_of_gum() -> None:
    """Brackets open and close; words have their places in a text with its paragraphs."""
    document = DOCUMENT.document
    found = [
        (
            mention.cluster,
            mention.type,
            [word.text for word in words[mention.first : mention.last + 1]],
        )
        for mention in DOCUMENT.mentions
        for words in [document.sentences[mention.sentence].words]
    ]

    assert document.text == "Ada Lund met (Tom's) aides.\n\nShe left."
    assert [s.paragraph for s in document.sentences] == [0, 1]
    assert all(
        document.text[word.start : word.end] == word.text
        for sentence in document.sentences
        for word in sentence.words
    )
    assert found == [
        ("1", "person", ["Ada", "Lund"]),
        ("3", "person", ["Tom", "'s"]),
        ("2", "person", ["Tom", "'s", ")", "aides"]),
        ("1", "person", ["She"]),
    ]


def test_pronouns_are_asked() -> None:
    """Each pronoun of a person mentioned before is a question, with what is known by then."""
    found = list(replay.answers(DOCUMENT, pronoun_resolution.most_salient))

    assert found == [replay.Answer("she", quoted=False, at_cue=False, right=True)]


def test_weights_prefer_what_is_right() -> None:
    """A feature of the right candidates gets a weight, and one too rare to judge gets none."""
    example = replay.Example((("near", "male"), ("far", "male")), right=0)
    odd = replay.Example((("near",), ("far", "odd")), right=1)
    weights = fitting.fit([(example, 1.0)] * 40 + [(odd, 1.0)] * 10)

    assert weights == {"far": -weights["near"], "near": weights["near"]}
    assert weights["near"] > 0.3


def test_what_holds_of_one_corpus_only_is_left_out() -> None:
    """Where novels say the opposite, a feature keeps the weight that it has elsewhere."""
    example = replay.Example((("near",), ("far",)), right=0)
    novel = fitting.of_corpus(replay.Example((("near",), ("far",)), right=1), "novels")
    weights = fitting.fit([(example, 1.0)] * 40 + [(novel, 1.0)] * 40)

    assert novel.rows == (("near", "novels&near"), ("far", "novels&far"))
    assert list(weights) == ["far", "near"]
    assert weights["near"] > 0.2


def test_marks_of_tokenized_text_find_their_words() -> None:
    """A text that was printed with blanks around its marks reads like any other."""
    text, moved = corpora._respaced('" Yes , " said he ; " it is n\'t Ada \'s . "\n')

    assert text == '"Yes," said he; "it isn\'t Ada\'s."\n'
    assert [text[moved[i]] for i in (2, 15, 32)] == ["Y", "h", "A"]


def test_snippets_are_the_same_each_time() -> None:
    """The made-up texts depend on nothing but their seed, and know whose each mention is."""
    marked = [snippets._marked(Random(3)) for _ in range(2)]
    text, spans = snippets._plain(marked[0])

    assert marked[0] == marked[1]
    assert "[" not in text
    assert {cluster for cluster, _ in spans.values()} <= {"A", "B"}
    assert all(0 <= start < end <= len(text) for start, end in spans)


# --- news -----------------------------------------------------------------------------------

ARTICLE = """
# newdoc id = own_news_harbour
# text = Ada Lund met Eva Moe.
1	Ada	Ada	PROPN	NNP	_	3	nsubj	_	_
2	Lund	Lund	PROPN	NNP	_	1	flat	_	_
3	met	meet	VERB	VBD	_	0	root	_	_
4	Eva	Eva	PROPN	NNP	_	3	obj	_	_
5	Moe	Moe	PROPN	NNP	_	4	flat	_	SpaceAfter=No
6	.	.	PUNCT	.	_	3	punct	_	_

# newpar
# text = She said she would stay.
1	She	she	PRON	PRP	_	2	nsubj	_	_
2	said	say	VERB	VBD	_	0	root	_	_
3	she	she	PRON	PRP	_	5	nsubj	_	_
4	would	would	AUX	MD	_	5	aux	_	_
5	stay	stay	VERB	VB	_	2	ccomp	_	SpaceAfter=No
6	.	.	PUNCT	.	_	2	punct	_	_

""".lstrip()
TEXT = "Ada Lund met Eva Moe.\n\nShe said she would stay."
SHE = Span(23, 26)


class _Recorded:
    """A parser that knows one text."""

    name = "recorded"

    def __init__(self) -> None:
        self.document = corpora.from_conllu(tuple(sentences.read(ARTICLE.splitlines()))).document

    def __call__(self, marking: object) -> object:
        return self.document

    def parse_all(self, markings: object) -> object:
        return (self.document,)


def _article(antecedent: Span) -> news.Article:
    label = news.Label(SHE, "name", antecedent)
    return news.read("harbour", TEXT, [label], _Recorded(), "quotations")  # type: ignore[arg-type]


@pytest.mark.parametrize(("antecedent", "right"), [(Span(0, 8), 0), (Span(13, 20), 1)])
def test_labelled_news_become_examples(antecedent: Span, right: int) -> None:
    """The candidates are the extractor's entities, or nobody; the right one is as labelled."""
    (example,) = news.examples(_article(antecedent))
    first = ("role=", "nobody among")
    roles = [[name for name in row if name.startswith(first)] for row in example.rows]

    assert sorted(roles) == [["nobody among=2"], ["role=object@1"], ["role=subject@1"]]
    assert roles[example.right] == [["role=subject@1"], ["role=object@1"]][right]


def test_labelled_news_are_asked() -> None:
    """A resolver's answer is right, wrong, or open, as the text is read to its end."""
    subject = list(news.answers(_article(Span(0, 8)), tables.RESOLVERS["learned"]))
    object_ = list(news.answers(_article(Span(13, 20)), tables.RESOLVERS["learned"]))
    nobody = list(news.answers(_article(Span(0, 8)), lambda index, place: None))

    assert [(a.form, a.kind, a.at_cue, a.right) for a in subject] == [("she", "name", True, True)]
    assert [a.right for a in object_] == [False]
    assert [a.right for a in nobody] == [None]


def test_labels_hold_places_only() -> None:
    """The file of labels has not a word of an article, and reads as it was written."""
    lines = news.LABELS.read_text("utf-8").splitlines()
    kinds = "name|description|group|ahead"
    known = re.compile(rf"[\w-]+\t(\d+)-(\d+)\t({kinds})\t(\d+)-(\d+)")
    labels = news.read_labels()

    assert lines[0] == news.HEADER
    assert [line for line in lines[1:] if not known.fullmatch(line)] == []
    assert lines[1:] == sorted(set(lines[1:]), key=lambda line: (line.split("\t")[0], _at(line)))
    assert sum(map(len, labels.values())) == len(lines) - 1


def _at(line: str) -> int:
    return int(line.split("\t")[1].partition("-")[0])


def test_the_same_articles_are_held_back_each_time() -> None:
    """About three of ten articles are not learned from, by their names alone."""
    names = list(news.read_labels())
    share = sum(map(news.is_held_back, names)) / len(names)

    assert 0.25 < share < 0.4


@pytest.mark.parametrize(
    ("label", "problems"),
    [
        (news.Label(SHE, "name", Span(0, 8)), []),
        (
            news.Label(Span(22, 26), "name", Span(0, 8)),
            ["the pronoun is no words", "the pronoun is none"],
        ),
        (news.Label(SHE, "name", Span(0, 7)), ["the antecedent begins or ends inside a word"]),
        (news.Label(SHE, "ahead", Span(0, 8)), ["the antecedent is on the wrong side"]),
        (news.Label(SHE, "name", Span(9, 12)), ["the name has no capital"]),
        (news.Label(Span(13, 16), "name", Span(0, 8)), ["the pronoun is none"]),
    ],
)
def test_wrong_labels_are_told(label: news.Label, problems: list[str]) -> None:
    """What cannot be right of a label is told."""
    assert list(news.problems(label, TEXT)) == problems


def test_answers_become_places(tmp_path: Path) -> None:
    """Words that a reader wrote down are looked for where they stand by themselves."""
    text = "Lund met Eva Lund and two aides. She spoke. Then they left, and he sang with Tom Moe."
    spans = tmp_path / "spans.json"
    spans.write_text(json.dumps([["a", [[33, 36], [49, 53], [64, 66]]]]), "utf-8")
    answers = tmp_path / "answers.tsv"
    answers.write_text(
        "a\t1\tLund\na\t2\t+two aides\na\t3\t?\na\t3\t>Tom Moe\na\t2\t+nobody\n", "utf-8"
    )

    found, lost = labelling.labels([answers], spans, {"a": text})

    assert found == {
        "a": [
            news.Label(Span(33, 36), "name", Span(0, 4)),
            news.Label(Span(64, 66), "ahead", Span(77, 84)),
        ]
    }
    assert lost == ["a\t2\tnobody"]
