r"""Measure how often a pronoun's antecedent is right, and learn the weights of its features.

    python -m training.coreference learn CORPORA --news ARTICLES --parses FOLDER [--hold-back]
    python -m training.coreference measure CORPORA [--split dev]
    python -m training.coreference measure-news ARTICLES --parses FOLDER
    python -m training.coreference label ARTICLES --pronouns SPANS ANSWERS...
    python -m training.coreference check ARTICLES

CORPORA is the folder of ``gum_*.conllu.xz`` and ``litbank_brat.tar.xz``, ARTICLES PolNeAR's train
part as ``benchmarks.accuracy`` reads it; ``--parses`` keeps parses outside the repository.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, get_args

from benchmarks.accuracy import load
from extractor import cue_lexicon
from extractor.domain import Scope
from training.coreference import labelling, news, tables
from training.coreference.corpora import CorpusError, gum, litbank
from training.coreference.fitting import fit, of_corpus
from training.coreference.replay import examples
from training.coreference.snippets import snippets

WORTH_OF_NOVELS: Final = 0.3
"""How much a pronoun of LitBank's novels counts beside one of GUM's."""
WORTH_OF_SNIPPETS: Final = 0.2
"""The same for one of a made-up snippet."""
WORTH_OF_NEWS: Final = 2.0
"""The same for one of the news, in each of the two scopes that they are read in."""
WEIGHTS: Final = Path(cue_lexicon.__file__).parent / "data" / "antecedent_weights.json"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    options = _options(argv)
    try:
        for line in _run(options):
            print(line)
    except CorpusError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _run(options: argparse.Namespace) -> Iterator[str]:
    """Run a command and yield the lines to print."""
    if options.command == "measure":
        yield from tables.of_corpus(list(gum(options.corpora, options.split)))
    elif options.command == "measure-news":
        parser = load(None, options.parses).parser
        articles = news.articles(options.articles, parser, "quotations")
        yield from tables.of_news([a for a in articles if news.is_held_back(a.name)])
    elif options.command == "label":
        yield from _label(options)
    elif options.command == "check":
        yield from _check(options.articles)
    else:
        _learn(options)


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m training.coreference",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    learn = commands.add_parser("learn", help="write the weights of the features")
    learn.add_argument("corpora", type=Path)
    learn.add_argument("--news", type=Path, required=True, metavar="ARTICLES")
    learn.add_argument("--parses", type=Path, required=True, help="folder of remembered parses")
    hold = "leave out the articles that measure-news asks"
    learn.add_argument("--hold-back", action="store_true", help=hold)
    learn.add_argument("--out", type=Path, default=WEIGHTS)
    measure = commands.add_parser("measure", help="print how many antecedents are right in GUM")
    measure.add_argument("corpora", type=Path)
    measure.add_argument("--split", choices=("train", "dev", "test"), default="dev")
    of_news = commands.add_parser("measure-news", help="the same of the news held back")
    of_news.add_argument("articles", type=Path)
    of_news.add_argument("--parses", type=Path, required=True, help="folder of remembered parses")
    label = commands.add_parser("label", help="make the labels of what readers wrote down")
    label.add_argument("articles", type=Path)
    label.add_argument("answers", type=Path, nargs="+")
    label.add_argument("--pronouns", type=Path, required=True, help="ranges of the pronouns, JSON")
    check = commands.add_parser("check", help="hold the labels against the articles")
    check.add_argument("articles", type=Path)
    return parser.parse_args(argv)


# --- labels -------------------------------------------------------------------------------


def _label(options: argparse.Namespace) -> Iterator[str]:
    """Write the labels that readers' answers make; yield the answers that none is made of."""
    texts = news.texts(options.articles)
    found, lost = labelling.labels(options.answers, options.pronouns, texts)
    news.write_labels(found)
    yield from lost


def _check(articles: Path) -> Iterator[str]:
    """Yield what cannot be right of the labels, and how many there are of each kind.

    Raises CorpusError if anything is not right.
    """
    texts, labels = news.texts(articles), news.read_labels()
    counts = Counter(label.kind for of_one in labels.values() for label in of_one)
    yield f"{len(labels)} articles, {sum(counts.values())} pronouns, {dict(sorted(counts.items()))}"
    wrong = [
        f"{name} {label.pronoun.start}: {problem}"
        for name, of_one in labels.items()
        for label in of_one
        for problem in news.problems(label, texts.get(name, ""))
    ]
    if wrong:
        raise CorpusError("\n".join(wrong))


# --- learn --------------------------------------------------------------------------------


def _learn(options: argparse.Namespace) -> None:
    """Write the weights that GUM's train part, LitBank and the labelled news teach."""
    parser = load(None, options.parses).parser
    found = [
        (of_corpus(example, "gum"), 1.0)
        for gold in gum(options.corpora, "train")
        for example in examples(gold)
    ]
    for gold in litbank(options.corpora, parser):
        found += [(of_corpus(example, "novels"), WORTH_OF_NOVELS) for example in examples(gold)]
    for gold in snippets(parser):
        found += [(example, WORTH_OF_SNIPPETS) for example in examples(gold)]
    for scope in get_args(Scope):
        for article in news.articles(options.news, parser, scope):
            if not (options.hold_back and news.is_held_back(article.name)):
                found += [(example, WORTH_OF_NEWS) for example in news.examples(article)]
    options.out.write_text(json.dumps(fit(found), indent=0, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
