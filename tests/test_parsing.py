"""The stage as a whole, with the embedded models: any text becomes trees of its own words."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from extractor import Extractor, marks
from extractor.domain import Document, Parser, Span, Word
from tests import conllu

pytestmark = pytest.mark.model
SAMPLE = (Path(__file__).parent / "articles" / "sample.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def parser(extractor: Extractor) -> Parser:
    """Return the parser with the embedded models."""
    return extractor.parser


def sentences(document: Document) -> list[str]:
    """Return the sentences as printed."""
    return [sentence.span.of(document.text) for sentence in document.sentences]


def _words(parser: Parser, text: str) -> list[Word]:
    """Return the words of all sentences of a text."""
    return [word for sentence in parser(marks.find(text)).sentences for word in sentence.words]


def test_name(parser: Parser) -> None:
    """The response can name the model."""
    assert parser.name == "embedded-minilm-2"


def test_tree(parser: Parser) -> None:
    """Words come with lemma, tags and head; contractions as their parts, with offsets."""
    (sentence,) = parser(marks.find("“We don’t know,” Ruth Okafor said.")).sentences
    shown = [
        (word.start, word.text, word.lemma, word.upos, word.head, word.deprel)
        for word in sentence.words
    ]
    assert shown == [
        (0, "“", '"', "PUNCT", 4, "punct"),
        (1, "We", "we", "PRON", 4, "nsubj"),
        (4, "do", "do", "AUX", 4, "aux"),
        (6, "n’t", "not", "PART", 4, "advmod"),
        (10, "know", "know", "VERB", 9, "ccomp"),
        (14, ",", ",", "PUNCT", 4, "punct"),
        (15, "”", '"', "PUNCT", 4, "punct"),
        (17, "Ruth", "Ruth", "PROPN", 9, "nsubj"),
        (22, "Okafor", "Okafor", "PROPN", 7, "flat"),
        (29, "said", "say", "VERB", -1, "root"),
        (33, ".", ".", "PUNCT", 9, "punct"),
    ]


def test_names_like_function_words(parser: Parser) -> None:
    """What the text shows to be a name is one to the models, but not an auxiliary or a pronoun."""
    text = (
        "George Will spoke. Will urged readers to go. Will the bill pass? “No,” said Le Van To. "
        "To win, he paid. To Lam said it was over. Tran Van An agreed. An told us. An aide left. "
        "“I was in,” said He Jing. He said it rained. Will You Pay, Asks Mayor. Um Ali said hi. "
        "Can Arslan said the set was closed. Can she come? A cook, Park Sun-won of Seoul, agreed."
    )
    words = _words(parser, text)
    asked = {"Will", "To", "An", "He", "Um", "Can", "Sun-won"}
    assert [(w.text, w.lemma, w.upos == "PROPN") for w in words if w.text in asked] == [
        ("Will", "Will", True),
        ("Will", "Will", True),
        ("Will", "will", False),
        ("To", "To", True),
        ("To", "to", False),
        ("To", "To", True),
        ("An", "a", True),
        ("An", "An", True),
        ("An", "a", False),
        ("He", "He", True),
        ("He", "he", False),
        ("Will", "will", False),
        ("Um", "Um", True),
        ("Can", "Can", True),
        ("Can", "can", False),
        ("Sun-won", "Sun-won", True),
    ]


def test_letters_of_the_unnamed(parser: Parser) -> None:
    """A letter that tells witnesses apart is a name to the models, but an article is none."""
    text = "Witness A said he saw none. Teacher A told us. A driver left. Driver A top man."
    words = _words(parser, text)
    assert [w.upos == "PROPN" for w in words if w.text == "A"] == [True, True, False, False]


def test_divided_roles(parser: Parser) -> None:
    """A noun for somebody is one before a name, with a hyphen too; what else has one stays."""
    text = (
        "Hull half-back Ana Moe left. Passers-by saw a by-stander. A set-back came. A captain left."
    )
    words = _words(parser, text)
    asked = {"back", "by", "stander", "captain"}
    assert [(w.text, w.lemma, w.upos) for w in words if w.text in asked and w.head >= 0] == [
        ("back", "back", "NOUN"),
        ("by", "by", "NOUN"),
        ("by", "by", "NOUN"),
        ("stander", "stander", "NOUN"),
        ("back", "back", "NOUN"),
        ("captain", "captain", "NOUN"),
    ]


def test_levels(parser: Parser) -> None:
    """What somebody is at belongs to the noun, with its number or letter: no second subject."""
    text = (
        "“We walk,” the Form Two pupil said. The Category C prisoner said he ran. A Level 300 "
        "student told us no. The Grade 9 learner said so. The gates had 2 guards. Grade 4 is hard."
    )
    words = _words(parser, text)
    asked = {"Form", "Category", "Level", "C", "Grade"}
    assert [(w.text, w.lemma.lower(), w.deprel) for w in words if w.text in asked] == [
        ("Form", "form", "compound"),
        ("Category", "category", "compound"),
        ("C", "c", "flat"),
        ("Level", "level", "compound"),
        ("Grade", "grade", "compound"),
        ("Grade", "grade", "nsubj"),
    ]


def test_cues_like_plurals(parser: Parser) -> None:
    """A verb of saying that looks like a plural is one behind words in marks and its subject."""
    text = (
        "“They know it,” a voice-over in the ad states. “It rains,” a co-author of the study "
        "notes: “Hamlet,” a play with many notes. “We won,” two of the film critics."
    )
    words = _words(parser, text)
    asked = {"states", "notes", "critics"}
    assert [(w.text, w.lemma, w.upos) for w in words if w.text in asked] == [
        ("states", "state", "VERB"),
        ("notes", "note", "VERB"),
        ("notes", "note", "NOUN"),
        ("critics", "critic", "NOUN"),
    ]


def test_cues_like_names(parser: Parser) -> None:
    """A verb of saying in small letters beside a name is no part of the name."""
    text = (
        "“We lost,” Tully fumed. “Late again,” rued Rovers boss Craig Tully. In court papers, "
        "prosecutors allege Stone hid it. “No,” said Ada Note. She told ABC radio the dam was full."
        "\n\n“You are all thieves,” Tully fumed."
    )
    words = _words(parser, text)
    asked = {"fumed", "rued", "allege", "Note", "radio"}
    assert [(w.text, w.lemma, w.upos) for w in words if w.text in asked] == [
        ("fumed", "fume", "VERB"),
        ("rued", "rue", "VERB"),
        ("allege", "allege", "VERB"),
        ("Note", "note", "PROPN"),
        ("radio", "radio", "PROPN"),
        ("fumed", "fume", "VERB"),
    ]


@pytest.mark.parametrize(
    ("text", "upos"),
    [
        ("The city has new parks, city rules", "NOUN"),
        ("Plan was illegal, judge rules", "VERB"),
        ("Harbour diaries must be opened, judge rules", "VERB"),
    ],
)
def test_closing_cues(parser: Parser, text: str, upos: str) -> None:
    """What ends a headline behind a comma is a verb of saying where a person stands before it."""
    (sentence,) = parser(marks.find(text)).sentences

    assert (sentence.words[-1].text, sentence.words[-1].upos) == ("rules", upos)


def test_unfamiliar_participles(parser: Parser) -> None:
    """A participle that the models hardly know is read as one that they do."""
    (sentence,) = parser(
        marks.find("An innkeeper surnamed Yoo said he had lost bookings.")
    ).sentences
    word = sentence.words[2]

    assert (word.text, word.upos, sentence.words[word.head].text) == (
        "surnamed",
        "VERB",
        "innkeeper",
    )


def test_initials_like_a_pronoun(parser: Parser) -> None:
    """The initials of a body are a name where not all is in capitals."""
    text = "The WHO said it was sorry. WHO DID IT?"
    words = _words(parser, text)

    assert [(w.lemma, w.upos) for w in words if w.text == "WHO"] == [
        ("WHO", "PROPN"),
        ("who", "PRON"),
    ]


def test_sentences(parser: Parser) -> None:
    """Sentences keep to paragraphs and to attributions; what is only quoted is left out."""
    text = (
        "LONDON (Reuters) - It rained.\r\n\r\n“So what?” said Sen. Ann Lee. ''Stop!'' she said.\n\n"
        "“I was there. It was cold there. Nobody came,” he said. He left\n\n‘Why?’ Ms. Day asked."
    )
    document = parser(marks.find(text))
    assert sentences(document) == [
        "LONDON (Reuters) -",
        "It rained.",
        "“So what?” said Sen. Ann Lee.",
        "''Stop!'' she said.",
        "“I was there.",
        "Nobody came,” he said.",
        "He left",
        "‘Why?’ Ms. Day asked.",
    ]
    numbers = [(sentence.index, sentence.paragraph) for sentence in document.sentences]
    assert numbers == [*((0, 0), (1, 0), (2, 1), (3, 1), (4, 2), (5, 2), (6, 2), (7, 3))]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        ".",
        "?!…—“”\"''`",
        "\ud800\udfff \x00 \u200b\ufeff",
        "a\ud800b said\x00 no.",
        "\u0301 \ufe0f e\u0301 \u200d",
        "שלום, אמר דני. \u202eabc\u202c",
        "👨\u200d👩\u200d👧 said 👍🏽.",
        "x" * 20_000,
        "http://" + "a/" * 3000,
        "“" * 300,
        "a, " * 1000,
        "no\n" * 300,
        "She said: " + "very " * 1000 + "much.",
        "\r\n".join("\t".join(str(row * column) for column in range(9)) for row in range(50)),
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_junk(parser: Parser, text: str) -> None:
    """Nothing makes it fail: words are slices of the text, in order, in sentences of a size."""
    document = parser(marks.find(text))
    check(document)
    assert all(len(sentence.words) <= 150 for sentence in document.sentences)


def check(document: Document) -> None:
    """Check what holds for every document."""
    for sentence in document.sentences:
        assert document.paragraphs[sentence.paragraph].covers(sentence.span)
        assert sum(word.head == -1 for word in sentence.words) == 1
        for word in sentence.words:
            assert word.text == document.text[word.start : word.end] != ""
            assert word.lemma
            assert word.deprel
    spans = [word.span for sentence in document.sentences for word in sentence.words]
    assert all(a == b or a.end <= b.start for a, b in pairwise(spans))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.one_of(
            st.text(max_size=12),
            st.sampled_from(["He said", "“No,”", "''", "don’t", "U.S.", "\n\n", "Sen.", "!", "'"]),
        ),
        max_size=12,
    )
)
def test_anything(parser: Parser, pieces: list[str]) -> None:
    """Any text becomes a sound document, the same each time."""
    marking = marks.find(" ".join(pieces))
    document = parser(marking)
    check(document)
    assert parser(marking) == document
    assert conllu.load(conllu.dump(document), marking) == document


def test_neighbours_change_nothing(parser: Parser) -> None:
    """A text has the same parse alone, among others, and in another thread."""
    texts = [SAMPLE[start : start + 700] for start in range(0, 2800, 700)]
    markings = [marks.find(text) for text in texts]
    alone = tuple(map(parser, markings))
    assert parser.parse_all(markings) == alone
    assert parser.parse_all(markings[::-1])[::-1] == alone
    with ThreadPoolExecutor(4) as pool:
        assert tuple(pool.map(parser, markings)) == alone


def test_sample_article(parser: Parser) -> None:
    """The client's article is parsed in paragraphs that are whole, and in good time."""
    marking = marks.find(SAMPLE)
    started = time.process_time()
    document = parser(marking)
    seconds = time.process_time() - started
    check(document)
    paragraphs = {sentence.paragraph for sentence in document.sentences}
    assert paragraphs == set(range(len(document.paragraphs)))
    first = Span(document.sentences[0].start, document.sentences[0].end)
    assert first == document.paragraphs[0]
    assert seconds < 3


def test_memory() -> None:
    """A process of its own, with the models and many parses behind it, stays under 1 GB."""
    done = subprocess.run(
        [sys.executable, "-c", CROWDED],
        input=SAMPLE,
        env=os.environ | {"OMP_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert 100_000 < int(done.stdout) < 1_000_000


CROWDED = """
import sys
from pathlib import Path
from extractor import Extractor
text = sys.stdin.read()
extractor = Extractor.load()
for _ in range(3):
    extractor(text)
extractor((text + " ") * 10)
extractor(text.replace(".", " ").replace("\\n", " "))
status = Path("/proc/self/status").read_text()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""
