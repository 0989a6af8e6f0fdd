"""Somebody or something that is called, described as or seen as something.

The senator called the deal a disgrace.
            ^^^^^^     ^^^^   ^^^^^^^^
            cue -obj-> content <-xcomp- cue;   cue -nsubj-> senator

What it is called so for (``for its price``) may belong to the content: obl or advcl with *for*.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.english import lexicon, syntax
from extractor.rules.shared import complements
from extractor.rules.shared.context import Context, Match, cue_at


def find(context: Context) -> Iterator[Match]:
    """Yield each verb with a predicate about its object (or, passive, its subject)."""
    for sentence, verb in context.tagged("VERB"):
        about = syntax.child(sentence, verb, "obj", "nsubj:pass")
        says = complements.predicate_of_object(sentence, verb)
        if says is None:
            continue
        below = set(syntax.subtree(sentence, says))
        relative = lexicon.RELATIVE_PRONOUNS  # which *she called a disgrace*
        if about is not None and sentence.words[about].lemma.lower() not in relative:
            below |= set(syntax.subtree(sentence, about))
        elif about is not None or sentence.words[verb].deprel == "acl:relcl":
            # whom he described as *the best*
            below -= set(syntax.children(sentence, says, "case", "mark"))
        frame = "passive-complement" if syntax.is_passive(sentence, verb) else "complement"
        cue = cue_at(sentence, verb)
        yield from context.matches(sentence, cue, frame, below)
        for group in syntax.children(sentence, verb, "obl", "advcl"):
            if syntax.marker(sentence, group) == "for" and group > says:
                more = below | set(syntax.subtree(sentence, group))
                yield from context.matches(sentence, cue, frame + "-for", more)
