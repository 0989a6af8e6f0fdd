"""Corpora with coreference are read whole, and the weights of antecedents are learned from them."""

from __future__ import annotations

from random import Random

from extractor.speakers import pronoun_resolution
from training import sentences
from training.coreference import corpora, fitting, replay, snippets

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
