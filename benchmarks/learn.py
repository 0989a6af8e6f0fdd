r"""Refresh the lexicon, the weights and the confidence curves from a gold file.

    python -m benchmarks.learn GOLD.jsonl.gz --parses ~/parses

The rules' candidates on the gold documents are judged right or wrong. Counts and weights come from
all documents; where a candidate is scored to learn from it, its lexicon is counted on the other
fifths, and the curves are measured on documents that neither lexicon nor weights have seen.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.accuracy import load
from benchmarks.items import GoldDocument, Item, read_gold
from benchmarks.learning.curves import curve
from benchmarks.learning.evidence import count
from benchmarks.learning.examples import Example, examples
from benchmarks.learning.logistic import Row, fit
from benchmarks.masks import mask
from benchmarks.scoring import HIGH, LOW, Verdict, judge
from extractor import cue_lexicon, marks, selection
from extractor.cue_lexicon import Lexicon
from extractor.domain import Attribution, Document
from extractor.selection.attributions import Scorer, inputs

FOLDS = 5
PLAUSIBLE = 0.08
"""Lower than `cue_lexicon.FLOOR`: rare uses serve as negative examples."""
DATA = Path(cue_lexicon.__file__).parent / "data"

Article = tuple[GoldDocument, Document, list[Example]]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--parses", type=Path, required=True, help="folder of remembered parses")
    parser.add_argument("--out", type=Path, default=DATA)
    options = parser.parse_args(argv)
    parse = load(None, options.parses).parser
    articles: list[Article] = []
    for number, gold in enumerate(read_gold(options.gold), 1):
        document = parse(marks.find(gold.text))
        articles.append((gold, document, examples(gold, document)))
        if sys.stderr.isatty():
            print(f"\r{number} documents", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    options.out.mkdir(parents=True, exist_ok=True)
    scorer = learn(articles)
    _write(options.out / "cues.json", scorer.lexicon.table)
    _write(options.out / "weights.json", scorer.weights)
    _write(options.out / "confidence.json", measure(articles))
    return 0


def learn(articles: Sequence[Article]) -> Scorer:
    """Return lexicon and weights of *articles*; each fifth's evidence comes from the others."""
    rows: list[Row] = []
    right: list[bool] = []
    for fold in range(FOLDS):
        others = count(_examples(articles, fold, inside=False))
        for example in _examples(articles, fold, inside=True):
            if _is_plausible(example, others, PLAUSIBLE):
                rows.append(inputs(example.candidate, others))
                right.append(example.right)
    return Scorer(count(e for _, _, found in articles for e in found), fit(rows, right), {})


def measure(articles: Sequence[Article]) -> dict[str, Any]:
    """Return curves by type and precision by rule, on fifths that the scorer has not seen.

    The curves hold for the scope ``quotations``: whatever it returns, the wide gold has too. Right
    is there what an editor would print: the content nearly whole (overlap above 0.8), its speaker
    and no other. The rules' precision is that of the scope ``attributions``, at 0.3.
    """
    scored: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    by_rule: dict[str, list[bool]] = defaultdict(list)
    for fold in range(FOLDS):
        scorer = learn([a for i, a in enumerate(articles) if i % FOLDS != fold])
        for gold, document, found in articles[fold::FOLDS]:
            floor = cue_lexicon.FLOOR
            plausible = [e.candidate for e in found if _is_plausible(e, scorer.lexicon, floor)]
            narrow = selection.choose(plausible, document, "quotations", scorer)
            for verdict in _verdicts(gold, narrow, HIGH):
                if verdict.rule != CONTINUATION:
                    kind = verdict.rule if verdict.rule == UNATTRIBUTED else verdict.type
                    scored[kind].append((verdict.confidence, verdict.right))
            # Gold joins continuations to the preceding piece, so candidates are judged instead.
            going_on = (e for e in found if e.candidate.continues)
            scored[CONTINUATION] += [(scorer.score(e.candidate), e.right) for e in going_on]
            wide = selection.choose(plausible, document, "attributions", scorer)
            for verdict in _verdicts(gold, wide, LOW):
                by_rule[verdict.rule].append(verdict.right)
    return {
        "curves": {kind: curve(pairs) for kind, pairs in sorted(scored.items())},
        "rules": {
            rule: {"pairings": len(seen), "precision": round(sum(seen) / len(seen), 3)}
            for rule, seen in sorted(by_rule.items())
        },
    }


CONTINUATION = "continuation"
UNATTRIBUTED = "unattributed"


def _verdicts(gold: GoldDocument, chosen: Sequence[Attribution], bar: float) -> list[Verdict]:
    found = judge(gold, [_item(a) for a in chosen], bar).verdicts
    return [verdict for verdict in found if verdict.side == "predicted"]


def _item(attribution: Attribution) -> Item:
    spans = tuple((s.start, s.end) for s in attribution.segments)
    mention, cue = attribution.mention, attribution.cue
    return Item(
        id="",
        type=attribution.type,
        spans=spans,
        content=mask(spans),
        source=mask([(mention.span.start, mention.span.end)]) if mention else 0,
        cue=mask([(cue.span.start, cue.span.end)]) if cue else 0,
        rule=attribution.rule,
        confidence=attribution.confidence,
    )


def _is_plausible(example: Example, evidence: Lexicon, floor: float) -> bool:
    candidate = example.candidate
    lemma = candidate.cue.lemma if candidate.cue else ""
    return evidence.rate(lemma, candidate.frame) >= floor


def _examples(articles: Sequence[Article], fold: int, *, inside: bool) -> list[Example]:
    return [e for i, a in enumerate(articles) if (i % FOLDS == fold) == inside for e in a[2]]


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
