"""What is reported without a source: three constructions, none of which has a speaker.

The inquest heard that the brakes had failed.      What a court, a committee or a meeting hears.
^^^^^^^^^^^ ^^^^^                      ^^^^^^      Whoever hears does not speak, but is the
addressee   cue         -ccomp->       content     addressee.

The bill is expected to pass.                      What is expected, said or asked, in the
            ^^^^^^^^    ^^^^                       passive.
            cue -xcomp-> content

The club is reportedly spending more.              What an adverb marks as hearsay.
            ^^^^^^^^^^ ^^^^^^^^
            cue <-advmod- content
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractor import cue_lexicon
from extractor.domain import Sentence
from extractor.english import inflection, lexicon, syntax
from extractor.english.noun_phrases import mention_of
from extractor.rules.shared import cue_adjuncts, cue_verbs, narration
from extractor.rules.shared.context import Context, CuePhrase, Match, cue_at, match_of

ADVERBS = frozenset("reportedly allegedly supposedly purportedly".split())
MAX_ASIDE = 16


def find_adverbs(context: Context) -> Iterator[Match]:
    """Yield the clause of each adverb of hearsay."""
    for sentence, adverb in context.tagged("ADV"):
        word = sentence.words[adverb]
        if word.text.lower() in ADVERBS and word.head >= 0 and not _speaks(sentence, word.head):
            below = syntax.subtree(sentence, word.head, {adverb})
            cue = CuePhrase(adverb, word.text.lower(), (adverb,))
            yield match_of(sentence, cue, "adverb", below, None)


def _speaks(sentence: Sentence, verb: int) -> bool:
    """Return whether a verb has a speaker: ``Ek reportedly *said* it fell``, so that it is Ek's."""
    own = syntax.child(sentence, verb, "nsubj") is not None
    return own and cue_verbs.says(sentence, verb) and not syntax.is_passive(sentence, verb)


def find_passive_infinitives(context: Context) -> Iterator[Match]:
    """Yield each passive verb with an infinitive."""
    for sentence, verb in context.tagged("VERB"):
        if not syntax.is_passive(sentence, verb):
            continue
        for clause in syntax.children(sentence, verb, "xcomp"):
            below = syntax.subtree(sentence, clause)
            subject = syntax.child(sentence, verb, "nsubj:pass")
            if subject is not None:
                below = sorted({*below, *syntax.subtree(sentence, subject)})
            yield from context.matches(
                sentence, cue_at(sentence, verb), "passive-infinitive", below
            )


def find_heard(context: Context) -> Iterator[Match]:
    """Yield each clause that a body in session heard, behind its cue or before it."""
    for sentence, verb in context.tagged("VERB"):
        if sentence.words[verb].lemma.lower() != "hear" or syntax.modal(sentence, verb):
            continue
        body = syntax.child(sentence, verb, "nsubj")
        if body is None or syntax.is_passive(sentence, verb) or not _sits(sentence, body):
            continue
        content = _clauses(sentence, verb) or _clause_around_aside(sentence, verb)
        if content:
            match = match_of(sentence, cue_at(sentence, verb), "heard", content, None)
            yield replace(match, addressee=mention_of(sentence, body))


def _sits(sentence: Sentence, noun: int) -> bool:
    """Return whether a noun is a body in session: a court, jurors, a committee, members."""
    word = sentence.words[noun]
    if cue_lexicon.is_bench(word.text, sentence.words[noun - 1].text if noun else ""):
        return True
    # One member may hear a rumour: ``The senator heard that the shop was closing``.
    several = word.xpos.endswith("S") or lexicon.noun_class(word.text) != "person"
    return inflection.plain_singular(word.text) in cue_lexicon.ASSEMBLIES and several


def _clauses(sentence: Sentence, verb: int) -> set[int]:
    """Return the clauses that were heard: ``heard *that it failed*``, ``heard *how he hid it*``."""
    groups = syntax.children(sentence, verb, "obl")
    below = [c for group in groups for c in syntax.children(sentence, group, "acl")]
    clauses = [c for c in syntax.children(sentence, verb, "ccomp") if syntax.is_finite(sentence, c)]
    clauses += [c for c in below if syntax.marker(sentence, c) == "that" and c > verb]
    keep = {p for clause in clauses for p in syntax.subtree(sentence, clause)}
    keep -= narration.narrators_words(sentence, verb, keep)
    return keep - cue_adjuncts.words_of_cue(sentence, verb, keep)


def _clause_around_aside(sentence: Sentence, verb: int) -> set[int]:
    """Return the clause that an aside interrupts or follows: ``The van, *the jury heard*, …``."""
    words = sentence.words
    aside = [p for p in syntax.subtree(sentence, verb) if words[p].upos != "PUNCT"]
    edges = (words[aside[0] - 1], *words[aside[-1] + 1 : aside[-1] + 2])
    set_off = aside[0] > 0 and all(edge.upos == "PUNCT" for edge in edges)
    bare = syntax.child(sentence, verb, "obj", "ccomp", "mark", "cc") is None
    if words[verb].deprel != "parataxis" or not set_off or not bare or len(aside) > MAX_ASIDE:
        return set()
    content = set(syntax.subtree(sentence, words[verb].head, {verb}))
    return content if min(content) < aside[0] else set()
