"""A noun phrase or gerund after a verb and its preposition.

The group called for an end to the fighting.
          ^^^^^^ ^^^    ^^^
          cue   <-case- content <-obl- cue;   cue -nsubj-> group
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.english import syntax
from extractor.rules.shared import complements
from extractor.rules.shared.context import Context, Match, cue_at

PREPOSITIONS = frozenset(
    "for to about of on at against with over in into upon toward from around as by".split()
)


def find(context: Context) -> Iterator[Match]:
    """Yield each verb without object or clause that takes its content by a preposition."""
    for sentence, verb in context.tagged("VERB"):
        things = list(syntax.children(sentence, verb, "obj"))
        misread = [thing for thing in things if syntax.marker(sentence, thing) in PREPOSITIONS]
        bare = len(misread) < len(things)
        if bare or syntax.child(sentence, verb, "ccomp", "xcomp") is not None:
            continue
        for group in (*misread, *syntax.children(sentence, verb, "obl", "advcl")):
            if syntax.child(sentence, group, "ccomp") is not None:
                continue  # ``went on to say that …`` reports by *say*
            case = syntax.child(sentence, group, "case", "mark")
            if (
                case is None
                or sentence.words[case].text.lower() not in PREPOSITIONS
                or group < verb
            ):
                continue
            cue = cue_at(sentence, verb, case)
            frame = "passive-oblique" if syntax.is_passive(sentence, verb) else "oblique"
            if context.is_cue(cue.lemma, frame):
                whole = syntax.subtree(sentence, group, {case})
                below = set(whole) - complements.reporting_participles(sentence, whole)
                yield from context.matches(sentence, cue, frame, below)
