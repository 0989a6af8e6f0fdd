"""A clause after ``made it clear``, ``made the case`` and similar phrases.

She made it clear that the fee would stand.
    ^^^^    ^^^^^                    ^^^^^
    cue -xcomp-> cue  -ccomp->  content;   cue -nsubj-> she
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.domain import Sentence
from extractor.english import lexicon, syntax
from extractor.rules.shared import cue_verbs, narration
from extractor.rules.shared.clause_extent import CONDITIONS
from extractor.rules.shared.content_clauses import behind_person
from extractor.rules.shared.context import Context, CuePhrase, Match, match_of

LIGHT_VERBS = frozenset("make leave get let".split())
CLEAR_WORDS = frozenset("clear plain known obvious explicit public case".split())
MADE_TO = "case"
"""The one of them that is made to somebody: made *a case* to a jury."""


def find(context: Context) -> Iterator[Match]:
    """Yield each light verb with a word of clarity and a clause."""
    for sentence, verb in context.tagged("VERB"):
        if sentence.words[verb].lemma.lower() in LIGHT_VERBS:
            yield from _matches_of_verb(context, sentence, verb)


def _matches_of_verb(context: Context, sentence: Sentence, verb: int) -> Iterator[Match]:
    """Yield what somebody makes clear, plain or known."""
    for clear in syntax.children(sentence, verb, "xcomp", "obj", "advmod", "ccomp"):
        word = sentence.words[clear]
        said = next((w for w in (word.text.lower(), word.lemma.lower()) if w in CLEAR_WORDS), None)
        if said is None or syntax.is_negated(sentence, clear):
            continue
        for clause in _clauses(sentence, verb, clear):
            cue = CuePhrase(verb, f"make {said}", tuple(range(verb, clear + 1)))
            subject = context.source(sentence, verb)
            below = set(syntax.subtree(sentence, clause))
            if sentence.words[min(below)].text.lower() == "that":  # read as a relative pronoun
                below.discard(min(below))
            below -= _those_told(sentence, said, clause)
            below -= cue_verbs.trailing_reports(sentence, sorted(below))
            below -= narration.narrators_words(sentence, verb, below)
            yield match_of(sentence, cue, "light-verb", below, subject)


def _clauses(sentence: Sentence, verb: int, clear: int) -> Iterator[int]:
    """Yield the clauses behind the word at *clear*: its own, the verb's, or one of who is told."""
    for holder in (clear, verb):
        for clause in syntax.children(sentence, holder, "ccomp", "csubj", "advcl", "acl"):
            if clause > clear and _is_content(sentence, clause):
                yield clause
    for told in syntax.children(sentence, verb, "obl"):
        if told > clear and syntax.marker(sentence, told) == "to":
            yield from behind_person(sentence, told)


def _those_told(sentence: Sentence, said: str, clause: int) -> set[int]:
    """Return to whom a case is made, read into its clause: ``the case that he erred *to a jury*``.

    They can listen and end the clause.
    """
    for group in syntax.children(sentence, clause, "obl") if said == MADE_TO else ():
        below = syntax.subtree(sentence, group)
        listens = lexicon.noun_class(sentence.words[group].text) in {"person", "organization"}
        ends = all(w.upos == "PUNCT" for w in sentence.words[below[-1] + 1 :])
        if syntax.marker(sentence, group) == "to" and listens and ends:
            return set(below)
    return set()


def _is_content(sentence: Sentence, clause: int) -> bool:
    """Return whether a clause is no circumstance: not ``made it clear *if asked*``."""
    if sentence.words[clause].deprel != "advcl":
        return True
    bare = syntax.child(sentence, clause, "nsubj", "csubj", "expl") is None
    return not bare and syntax.marker(sentence, clause) not in CONDITIONS
