"""Tables: the share of antecedents that are right, by hand and as learned."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Final

from extractor.speakers import coreference, pronoun_resolution
from extractor.speakers.discourse import Place
from extractor.speakers.entities import Entity, EntityIndex
from extractor.speakers.ranking import Antecedent
from training.coreference import news, replay
from training.coreference.corpora import GoldDocument

SURE: Final = 0.9
SAMPLES: Final = 1000
SEED: Final = 17


def _by_hand(index: EntityIndex, place: Place) -> Antecedent | None:
    found = pronoun_resolution.most_salient(index, place)
    return None if found is None else Antecedent(found, 1.0, place)


RESOLVERS: Final[dict[str, coreference.Resolver]] = {
    "by hand": _by_hand,
    "learned": pronoun_resolution.resolve_personal_pronoun,
}


# --- corpora ------------------------------------------------------------------------------

GROUPS: Final[dict[str, Callable[[GoldDocument, replay.Answer], bool]]] = {
    "all": lambda gold, answer: True,
    "news": lambda gold, answer: gold.genre == "news",
    "he and she": lambda gold, answer: not answer.form.startswith("the"),
    "they": lambda gold, answer: answer.form.startswith("the"),
    "outside quotation marks": lambda gold, answer: not answer.quoted,
    "at a cue": lambda gold, answer: answer.at_cue,
}


def of_corpus(documents: Sequence[GoldDocument]) -> Iterator[str]:
    """Yield a table of pronouns whose mentions are given, by group and resolver."""
    yield f"{'pronouns of people':24} {'resolver':8} {'right':>6} {'of':>5} {'answered':>9}"
    for name, resolver in RESOLVERS.items():
        asked = _entity_of(resolver)
        pairs = [(gold, answer) for gold in documents for answer in replay.answers(gold, asked)]
        for group, holds in GROUPS.items():
            found = [answer for gold, answer in pairs if holds(gold, answer)]
            count = max(len(found), 1)
            right = 100 * sum(answer.right is True for answer in found) / count
            answered = 100 * sum(answer.right is not None for answer in found) / count
            yield f"{group:24} {name:8} {right:6.1f} {len(found):5} {answered:9.1f}"


def _entity_of(resolver: coreference.Resolver) -> replay.Resolver:
    def resolve(index: EntityIndex, place: Place) -> Entity | None:
        found = resolver(index, place)
        return None if found is None else found.entity

    return resolve


# --- news ---------------------------------------------------------------------------------

NEWS_GROUPS: Final[dict[str, Callable[[news.Answer], bool]]] = {
    "all": lambda answer: True,
    "he and she": lambda answer: not answer.form.startswith("the"),
    "he and she at a cue": lambda answer: answer.at_cue and not answer.form.startswith("the"),
    "they": lambda answer: answer.form.startswith("the"),
}


def of_news(articles: Sequence[news.Article]) -> Iterator[str]:
    """Yield a table of labelled pronouns, read as the extractor does, by group and resolver.

    ``from`` and ``to`` hold 95 of 100 samples of articles; ``sure`` counts those whose probability
    is at least 0.9, and the last column how many of these are right.
    """
    head = f"{'pronouns of news':20} {'resolver':8} {'right':>6} {'from':>6} {'to':>6} {'wrong':>6}"
    yield f"{head} {'of':>5} {'sure':>5} {'right':>6}"
    for name, resolver in RESOLVERS.items():
        answers = [answer for article in articles for answer in news.answers(article, resolver)]
        for group, holds in NEWS_GROUPS.items():
            yield f"{group:20} {name:8} {_figures([a for a in answers if holds(a)])}"


def _figures(answers: Sequence[news.Answer]) -> str:
    answered = [answer for answer in answers if answer.right is not None]
    sure = [answer.right is True for answer in answered if answer.probability >= SURE]
    least, most = _range(answers)
    right = _percent([answer.right is True for answer in answers])
    wrong = _percent([answer.right is False for answer in answers])
    return (
        f"{right:6.1f} {least:6.1f} {most:6.1f} {wrong:6.1f} {len(answers):5} "
        f"{len(sure):5} {_percent(sure):6.1f}"
    )


def _percent(holds: Sequence[bool]) -> float:
    return 100 * sum(holds) / max(len(holds), 1)


def _range(answers: Sequence[news.Answer]) -> tuple[float, float]:
    """Return between which shares right 95 of 100 samples of the articles lie."""
    by_article: dict[str, list[bool]] = {}
    for answer in answers:
        by_article.setdefault(answer.article, []).append(answer.right is True)
    random, known = Random(SEED), list(by_article.values())
    shares = sorted(
        _percent([right for of_one in random.choices(known, k=len(known)) for right in of_one])
        for _ in range(SAMPLES if known else 1)
    )
    return shares[len(shares) // 40], shares[-1 - len(shares) // 40]
