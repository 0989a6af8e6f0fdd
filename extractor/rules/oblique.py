"""A noun phrase or gerund after a verb and its preposition.

The group called for an end to the fighting.
          ^^^^^^ ^^^    ^^^
          cue   <-case- content <-obl- cue;   cue -nsubj-> group

What somebody in marks is blamed for belongs to the content: ``railed at “thugs” for *rioting*``.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor import cue_lexicon
from extractor.domain import Sentence
from extractor.english import syntax
from extractor.rules.shared import cue_verbs, narration
from extractor.rules.shared.context import Context, Match, cue_at

PREPOSITIONS = frozenset(
    "for to about of on at against with over in into upon toward from around as by".split()
)


def find(context: Context) -> Iterator[Match]:
    """Yield each verb without object or clause that takes its content by a preposition."""
    for sentence, verb in context.tagged("VERB"):
        things = list(syntax.children(sentence, verb, "obj"))
        misread = [thing for thing in things if syntax.marker(sentence, thing) in PREPOSITIONS]
        bare = (
            len(misread) < len(things)
            or sentence.words[verb].lemma.lower() in cue_verbs.ASPECTUAL_VERBS
        )
        if bare or syntax.child(sentence, verb, "ccomp", "xcomp") is not None:
            continue
        reasons: set[int] = set()
        for group in (*misread, *syntax.children(sentence, verb, "obl", "advcl")):
            if syntax.child(sentence, group, "ccomp") is not None:
                continue  # ``went on to say that …`` reports by *say*
            if group in context.granting_words[sentence.index]:
                continue  # said *on condition of anonymity* that …
            case = syntax.child(sentence, group, "case", "mark")
            if (
                case is None
                or sentence.words[case].text.lower() not in PREPOSITIONS
                or group < verb
                or group in reasons
            ):
                continue
            reason = _reason(context, sentence, group)
            cue = cue_at(sentence, verb, case)
            if reason and not cue_lexicon.is_listed(cue.lemma):
                cue = cue_at(sentence, verb)
            frame = "passive-oblique" if syntax.is_passive(sentence, verb) else "oblique"
            if context.is_cue(cue.lemma, frame):
                whole = syntax.subtree(sentence, group, {case})
                below = set(whole) - cue_verbs.reporting_participles(sentence, whole)
                below -= cue_verbs.trailing_reports(sentence, whole)
                below -= narration.comment_behind_marks(sentence, below)
                reasons |= reason
                below |= reason
                yield from context.matches(sentence, cue, frame, below)


def _reason(context: Context, sentence: Sentence, group: int) -> set[int]:
    """Return what follows with ``for`` right behind the closing mark of a phrase under a stance."""
    verb, row = sentence.words[group].head, context.passage_of_word[sentence.index]
    case = syntax.child(sentence, group, "case", "mark")
    cues = (cue_at(sentence, verb), *((cue_at(sentence, verb, case),) if case is not None else ()))
    stance = any(cue_lexicon.listed_class(cue.lemma) == "stance" for cue in cues)
    last = syntax.subtree(sentence, group)[-1]
    for reason in syntax.children(sentence, verb, "obl", "advcl") if stance else ():
        below = syntax.subtree(sentence, reason)
        behind = syntax.marker(sentence, reason) == "for" and below[0] == last + 1
        if behind and row[group] >= 0 > row[below[0]]:
            return set(below)
    return set()
