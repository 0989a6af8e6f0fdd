r"""Measure how often a pronoun's antecedent is right, and learn the weights of its features.

    python -m training.coreference measure CORPORA [--split dev]
    python -m training.coreference learn CORPORA --parses FOLDER [--out FILE]

CORPORA is the folder of ``gum_*.conllu.xz`` and ``litbank_brat.tar.xz``; ``--parses`` keeps the
parses of LitBank outside the repository.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from benchmarks.accuracy import load
from extractor import cue_lexicon
from extractor.speakers import pronoun_resolution
from extractor.speakers.discourse import Place
from extractor.speakers.entities import Entity, EntityIndex
from training.coreference.corpora import CorpusError, GoldDocument, gum, litbank
from training.coreference.fitting import NOVELS, fit
from training.coreference.replay import Answer, Example, Resolver, answers, examples
from training.coreference.snippets import snippets

WEIGHTS: Final = Path(cue_lexicon.__file__).parent / "data" / "antecedent_weights.json"
WORTH_OF_NOVELS: Final = 0.3
"""How much a pronoun of LitBank's novels counts beside one of GUM's."""
WORTH_OF_SNIPPETS: Final = 0.5


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    options = _options(argv)
    try:
        if options.command == "measure":
            print("\n".join(_table(list(gum(options.corpora, options.split)))))
        else:
            _learn(options.corpora, options.parses, options.out)
    except CorpusError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m training.coreference",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    measure = commands.add_parser("measure", help="print how many antecedents are right")
    measure.add_argument("corpora", type=Path)
    measure.add_argument("--split", choices=("train", "dev", "test"), default="dev")
    learn = commands.add_parser("learn", help="write the weights of the features")
    learn.add_argument("corpora", type=Path)
    learn.add_argument("--parses", type=Path, required=True, help="folder of remembered parses")
    learn.add_argument("--out", type=Path, default=WEIGHTS)
    return parser.parse_args(argv)


# --- learn --------------------------------------------------------------------------------


def _learn(corpora: Path, parses: Path, out: Path) -> None:
    """Write the weights that GUM's train part, LitBank and the made-up snippets teach."""
    parser = load(None, parses).parser
    found = [(example, 1.0) for gold in gum(corpora, "train") for example in examples(gold)]
    for gold in litbank(corpora, parser):
        found += [(_of_novels(example), WORTH_OF_NOVELS) for example in examples(gold)]
    for gold in snippets(parser):
        found += [(example, WORTH_OF_SNIPPETS) for example in examples(gold)]
    weights = fit(found)
    kept = {name: weight for name, weight in weights.items() if not name.startswith(NOVELS)}
    out.write_text(json.dumps(kept, indent=0, sort_keys=True) + "\n", "utf-8")


def _of_novels(example: Example) -> Example:
    """Return an example with each feature once more, which takes what holds of novels alone.

    There the speakers of a dialogue take turns; in the news the last one goes on.
    """
    rows = tuple((*row, *(f"{NOVELS}{name}" for name in row)) for row in example.rows)
    return replace(example, rows=rows)


# --- measure ------------------------------------------------------------------------------


def _as_extractor(index: EntityIndex, place: Place) -> Entity | None:
    found = pronoun_resolution.resolve_personal_pronoun(index, place)
    return found.entity if found else None


RESOLVERS: Final[dict[str, Resolver]] = {
    "by hand": pronoun_resolution.most_salient,
    "learned": _as_extractor,
}
GROUPS: Final[dict[str, Callable[[GoldDocument, Answer], bool]]] = {
    "all": lambda gold, answer: True,
    "news": lambda gold, answer: gold.genre == "news",
    "he and she": lambda gold, answer: not answer.form.startswith("the"),
    "they": lambda gold, answer: answer.form.startswith("the"),
    "outside quotation marks": lambda gold, answer: not answer.quoted,
    "at a cue": lambda gold, answer: answer.at_cue,
}


def _table(documents: Sequence[GoldDocument]) -> Iterator[str]:
    """Yield a table: the share of antecedents that are right, by group and resolver."""
    yield f"{'pronouns of people':24} {'resolver':8} {'right':>6} {'of':>5} {'answered':>9}"
    for name, resolver in RESOLVERS.items():
        pairs = [(gold, answer) for gold in documents for answer in answers(gold, resolver)]
        for group, holds in GROUPS.items():
            found = [answer for gold, answer in pairs if holds(gold, answer)]
            count = max(len(found), 1)
            right = 100 * sum(answer.right is True for answer in found) / count
            answered = 100 * sum(answer.right is not None for answer in found) / count
            yield f"{group:24} {name:8} {right:6.1f} {len(found):5} {answered:9.1f}"


if __name__ == "__main__":
    sys.exit(main())
