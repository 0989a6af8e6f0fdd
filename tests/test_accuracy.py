"""The accuracy benchmark: its figures, cached parses, and lists of gains and losses."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import accuracy
from benchmarks.figures import figures
from benchmarks.items import BenchmarkError, GoldDocument, Item, read_gold
from benchmarks.labels import normal
from benchmarks.masks import iou, mask, touches
from benchmarks.parses import CachingParser
from benchmarks.runs import count_runs, quoted_runs
from benchmarks.scoring import judge
from extractor import Extraction
from extractor.domain import (
    Cue,
    Document,
    Marking,
    Mention,
    Quotation,
    QuotationType,
    QuotedSpeaker,
    Segment,
    Sentence,
    Span,
    Word,
)

Run = Callable[..., int]

TEXT = '"We open the bridge on Monday," said Ada Lund. She added that the tolls stay.'
DIRECT, SAID, ADA = (1, 30), (32, 36), (37, 45)
INDIRECT, ADDED, SHE = (62, 76), (51, 56), (47, 50)
GOLD = {
    "doc": "a",
    "split": "dev",
    "text": TEXT,
    "ignore": [],
    "quotes": [
        {"id": "g1", "type": "direct", "content": [DIRECT], "source": [ADA], "cue": [SAID]},
        {"id": "g2", "type": "indirect", "content": [INDIRECT], "source": [SHE], "cue": [ADDED]},
    ],
}
LABELS = {
    "doc": "a",
    "labels": [
        {"id": "g1", "label": "Ada Lund", "aliases": [], "kind": "person", "need": "none"},
        {"id": "g2", "label": "Ms. Lund", "aliases": ["A. Lund"], "need": "anaphor"},
        {"id": "g1", "label": "somebody", "skip": True},
    ],
}


def quotation(
    kind: QuotationType,
    span: tuple[int, int],
    cue: tuple[int, int],
    mention: tuple[int, int],
    rule: str,
) -> Quotation:
    """Build a predicted quotation of one segment, said by Ada Lund."""
    who = Mention(*mention, TEXT[slice(*mention)])
    speaker = QuotedSpeaker("s1", "Ada Lund", "person", who)
    segments = (Segment(*span, TEXT[slice(*span)]),)
    words = Cue(*cue, TEXT[slice(*cue)], "say", "speech")
    return Quotation("q", kind, segments[0].text, segments, speaker, words, None, rule, 0.75)


def item(kind: str, *spans: tuple[int, int], source: int = 0, cue: int = 0) -> Item:
    """Build an item whose mention and cue are masks."""
    return Item("", kind, spans, mask(spans), source, cue, rule="r")


class FakeExtractor:
    """Answers every text with the same quotations."""

    model = "fake"

    def __init__(self, *quotes: Quotation) -> None:
        self.quotes = quotes

    def __call__(self, text: str, scope: str) -> Extraction:
        """Return the quotations, whatever the text; the gold's notion is the wide one."""
        assert scope == "attributions"
        return Extraction(self.quotes, ())


BOTH = (
    quotation("direct", DIRECT, SAID, ADA, "cue-subject"),
    quotation("indirect", INDIRECT, ADDED, SHE, "that-clause"),
)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A gold file of one document of the dev split and one of another."""
    path = tmp_path / "gold.jsonl.gz"
    lines = [json.dumps(GOLD), json.dumps({**GOLD, "doc": "b", "split": "train"})]
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    return path


@pytest.fixture
def run(gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command on the dev split with the given predictions and options."""

    def command(*arguments: str, quotes: tuple[Quotation, ...] = BOTH) -> int:
        monkeypatch.setattr(accuracy, "load", lambda *_: FakeExtractor(*quotes))
        return accuracy.main([str(gold), "--split", "dev", *arguments])

    return command


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ([], [], (0.0, False)),
        ([(0, 4)], [(4, 8)], (0.0, False)),
        ([(0, 10)], [(9, 19)], (1 / 19, False)),
        ([(0, 10)], [(8, 12)], (2 / 12, True)),
        ([(0, 2), (4, 6)], [(0, 6)], (4 / 6, True)),
    ],
)
def test_masks(
    one: list[tuple[int, int]], other: list[tuple[int, int]], expected: tuple[float, bool]
) -> None:
    """Overlap is counted in code points; touching takes half of the smaller."""
    assert (iou(mask(one), mask(other)), touches(mask(one), mask(other))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no marks here at all", []),
        ("too short: “only three words”", []),
        ("'single marks are not looked at here'", []),
        ("“one two three four”", [(1, 19)]),
        ('"one two three four\nfive" six', [(1, 19)]),
        ('"one two three four" five "six seven eight nine"', [(1, 19), (27, 47)]),
    ],
)
def test_quoted_runs(text: str, expected: list[tuple[int, int]]) -> None:
    """A run has four words or more and ends at its mark or at its line's end."""
    found = list(quoted_runs(GoldDocument("a", "dev", text, 0, ())))

    assert found == [mask([span]) for span in expected]


def test_ignored_items_do_not_count() -> None:
    """What touches an ignored span is left out on both sides."""
    document = GoldDocument("a", "dev", "x" * 40, mask([(0, 5)]), (item("direct", (0, 10)),))

    judgement = judge(document, [item("direct", (4, 10))])

    assert judgement.verdicts == ()
    assert +judgement.counts == {}


def test_match_is_one_to_one_best_first() -> None:
    """The better overlap gets the gold item; the other prediction is false."""
    document = GoldDocument("a", "dev", "x" * 40, 0, (item("direct", (0, 10)),))

    verdicts = judge(document, [item("direct", (0, 6)), item("mixed", (0, 9))]).verdicts

    assert [(v.side, v.type, v.matched) for v in verdicts] == [
        ("gold", "direct", True),
        ("predicted", "direct", False),
        ("predicted", "mixed", True),
    ]


@pytest.mark.parametrize(
    ("span", "expected"), [((0, 3), (0, 0)), ((0, 4), (1, 0)), ((0, 8), (1, 0)), ((0, 9), (1, 1))]
)
def test_bars(span: tuple[int, int], expected: tuple[int, int]) -> None:
    """An overlap counts where it is above 0.3, or above 0.8."""
    document = GoldDocument("a", "dev", "x" * 40, 0, (item("direct", (0, 10)),))

    counts = judge(document, [item("direct", span)]).counts

    assert (counts["all@0.3 right"], counts["all@0.8 right"]) == expected


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        (item("direct", (30, 40)), item("direct", (30, 40)), (0, 0, 0, 0)),
        (item("direct", (1, 15)), item("direct", (1, 14)), (0, 0, 0, 0)),
        (item("direct", (1, 19)), item("direct", (1, 15)), (1, 0, 0, 0)),
        (item("direct", (1, 16)), item("direct", (1, 19)), (1, 1, 1, 1)),
        (item("direct", (1, 19), source=1), item("direct", (1, 19)), (1, 1, 1, 0)),
        (item("direct", (1, 19), source=1), item("direct", (1, 19), source=1), (1, 1, 1, 1)),
    ],
)
def test_runs_are_covered(gold: Item, predicted: Item, expected: tuple[int, ...]) -> None:
    """A run is in the item that covers 80 % of it; without a gold source any speaker is right."""
    document = GoldDocument("a", "dev", '"one two three four" and more words', 0, ())

    counts = count_runs(document, [gold], [predicted])

    kinds = ("quoted gold", "quoted predicted", "quoted right", "quoted+who right")
    assert tuple(counts[kind] for kind in kinds) == expected


def test_figures_by_type_and_rule() -> None:
    """Precision follows the predicted type, recall the gold type; rules count what they made."""
    who = mask([(20, 24)])
    items = (item("direct", (0, 10), source=who), item("indirect", (30, 40), source=who, cue=who))
    document = GoldDocument("a", "dev", "x" * 50, 0, items)
    guesses = [item("mixed", (0, 10)), item("indirect", (30, 39), source=who, cue=who)]
    judgement = judge(document, guesses)

    found = figures(judgement.counts, judgement.verdicts)

    right = {"p": 100.0, "r": 100.0, "f": 100.0}
    assert found == {
        "overall": {
            "quoted": {"p": 0.0, "r": 0.0, "f": 0.0, "gold": 0, "predicted": 0},
            "quoted+who": {"p": 0.0, "r": 0.0, "f": 0.0, "gold": 0, "predicted": 0},
            "all@0.3": {**right, "gold": 2, "predicted": 2, "who": 50.0, "cue": 100.0},
            "all@0.8": {**right, "gold": 2, "predicted": 2, "who": 50.0, "cue": 100.0},
            "direct@0.3": {
                **{"p": 0.0, "r": 100.0, "f": 0.0, "gold": 1, "predicted": 0},
                **{"who": 0.0, "cue": 0.0},
            },
            "mixed@0.3": {
                **{"p": 100.0, "r": 0.0, "f": 0.0, "gold": 0, "predicted": 1},
                **{"who": 0.0, "cue": 0.0},
            },
            "indirect@0.3": {**right, "gold": 1, "predicted": 1, "who": 100.0, "cue": 100.0},
        },
        "rules": {
            "r": {
                **{"n": 2, "p": 100.0, "right": 50.0, "confidence": 0.0},
                **{"who": 50.0, "sourced": 2, "cue": 100.0, "cued": 1},
            }
        },
    }


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        (None, ""),
        ("The", ""),
        ("Ada Lund", "ada lund"),
        ("Ms. Ada Lund's office", "ada lund office"),
        ("Lund, the mayor", "lund the mayor"),
    ],
)
def test_normal_label(label: str | None, expected: str) -> None:
    """Only leading articles and titles fall away."""
    assert normal(label) == expected


def test_run_writes_no_text(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON tells every item by document and offsets, and holds no word of the text."""
    out = tmp_path / "now.json"

    assert run("--json", str(out)) == 0
    saved = json.loads(out.read_text(encoding="utf-8"))
    assert saved["about"] == {"gold": "gold.jsonl.gz", "split": "dev", "documents": 1}
    assert saved["figures"]["overall"]["quoted+who"] == {
        **{"p": 100.0, "r": 100.0, "f": 100.0, "gold": 1, "predicted": 1}
    }
    assert saved["items"][-1] == {
        **{"doc": "a", "side": "predicted", "type": "indirect", "spans": [[62, 76]]},
        **{"rule": "that-clause", "matched": True, "who": True, "cue": True, "right": True},
    }
    words = {"bridge", "Monday", "Ada", "Lund", "tolls"}
    assert not [word for word in words if word in out.read_text(encoding="utf-8")]
    assert not [word for word in words if word in capsys.readouterr().out]


def test_against_lists_gains_and_losses(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A later run names what it won, what it lost, and its new false quotations."""
    before = tmp_path / "before.json"
    run("--json", str(before), quotes=BOTH[:1])
    wrong = quotation("direct", (47, 60), ADDED, SHE, "loose")
    capsys.readouterr()

    assert run("--against", str(before), quotes=(BOTH[1], wrong)) == 0
    printed = capsys.readouterr().out.split("gained: ")[1]
    assert printed == (
        "1\n  a 62-76 indirect that-clause\n\n"
        "lost: 1\n  a 1-30 direct -\n\n"
        "new false: 1\n  a 47-60 direct loose\n\n"
        "gone false: 0\n"
    )


def test_labels_are_scored(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Labels count as right by themselves or an alias; skipped ones do not count."""
    labels, out = tmp_path / "labels.jsonl", tmp_path / "now.json"
    labels.write_text(json.dumps(LABELS), encoding="utf-8")

    assert run("--labels", str(labels), "--json", str(out)) == 0
    half = {"right": 50.0, "right of found": 50.0, "found": 100.0, "n": 2}
    scored = json.loads(out.read_text(encoding="utf-8"))["figures"]["labels"]
    assert scored["all"] == half
    assert scored["need anaphor"] == {"right": 0.0, "right of found": 0.0, "found": 100.0, "n": 1}


@pytest.mark.parametrize(
    ("span", "found"), [((1, 15), 0.0), ((1, 16), 100.0)], ids=["less than half", "half"]
)
def test_label_counts_as_found(
    span: tuple[int, int], found: float, run: Run, tmp_path: Path
) -> None:
    """A label is found where one predicted quotation covers half of the gold one."""
    labels, out = tmp_path / "labels.jsonl", tmp_path / "now.json"
    labels.write_text(json.dumps({**LABELS, "labels": LABELS["labels"][:1]}), encoding="utf-8")

    run(
        "--labels",
        str(labels),
        "--json",
        str(out),
        quotes=(quotation("direct", span, SAID, ADA, "r"),),
    )
    scored = json.loads(out.read_text(encoding="utf-8"))["figures"]["labels"]["all"]
    assert (scored["found"], scored["right"]) == (found, found)


def test_predictions_are_for_other_scorers(run: Run, tmp_path: Path) -> None:
    """A document a line: type, segments, mention, cue, label, rule, confidence."""
    out = tmp_path / "predicted.jsonl"

    assert run("--predictions", str(out), quotes=BOTH[:1]) == 0
    assert json.loads(out.read_text(encoding="utf-8")) == {
        "doc": "a",
        "quotes": [
            {
                **{"type": "direct", "segments": [[1, 30]], "speaker": [37, 45], "cue": [32, 36]},
                **{"label": "Ada Lund", "rule": "cue-subject", "confidence": 0.75},
            }
        ],
    }


@pytest.mark.parametrize("option", ["--parses", "--predictions"])
def test_words_stay_out_of_the_repository(
    run: Run, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What would hold words of the articles is refused inside the repository."""
    assert run(option, str(accuracy.ROOT / "kept")) == 1
    assert "must lie outside" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "No such file"), (b"{\n", ":1: Expecting"), (b"\xff", "codec can't decode")],
)
def test_unreadable_gold_is_one_line(tmp_path: Path, content: bytes | None, message: str) -> None:
    """A missing or damaged gold file is reported by name."""
    path = tmp_path / "gold.jsonl"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(BenchmarkError, match=message) as caught:
        list(read_gold(path))
    assert str(path) in str(caught.value)


class CountingParser:
    """Parses every text into one word, and counts."""

    name = "counting"
    calls = 0

    def __call__(self, marking: Marking) -> Document:
        """Return a document of one word."""
        self.calls += 1
        word = Word(0, 0, 3, "One", "one", "NUM", "CD", "", -1, "root")
        return Document(marking.text, marking.paragraphs, (), (Sentence.of(0, 0, [word]),))

    def parse_all(self, markings: list[Marking]) -> tuple[Document, ...]:
        """Parse one by one."""
        return tuple(map(self, markings))


def test_parses_are_remembered(tmp_path: Path) -> None:
    """A text is parsed once per marking and model, over several runs; the answer is the same."""
    parser = CountingParser()
    marking, other = Marking("One.", (Span(0, 4),), ()), Marking("One.", (Span(0, 3),), ())

    first = CachingParser(tmp_path, "m", lambda: parser)(marking)
    again = CachingParser(tmp_path, "m", lambda: parser).parse_all([marking, marking])
    CachingParser(tmp_path, "m", lambda: parser)(other)
    CachingParser(tmp_path, "n", lambda: parser)(marking)

    assert again == (first, first)
    assert first == CountingParser()(marking)
    assert parser.calls == 3
