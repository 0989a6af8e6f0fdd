"""Stage 5: who the mentions at the cues stand for, by one label a speaker.

`label` is the entry. It knows nothing of how quotations were found: it reads the trees for
names, titles, appositions, pronouns and descriptions, and answers with the values the caller
gets.

    names, nouns   phrases of a sentence           classify   what a name stands for
    people         which names are one             pronouns, definites   whom they mean
    reading        one pass that fills the cast    labels, output   writing it down
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.domain import Attribution, Document, Quotation, Speaker
from extractor.speakers.output import assemble
from extractor.speakers.reading import Reading
from extractor.speakers.voices import identify


def label(
    attributions: Sequence[Attribution], document: Document
) -> tuple[tuple[Quotation, ...], tuple[Speaker, ...]]:
    """Turn chosen attributions into quotations in text order, and list their speakers.

    Quotations are numbered ``q1``, ``q2``, ...; speakers ``s1``, ``s2``, ... in the order of
    their first quotation. A quotation without mention has no speaker.
    """
    mentions = [found.mention for found in attributions if found.mention is not None]
    cast = Reading(document, mentions).read()
    who = identify(cast, mentions)
    named = [(a, who[a.mention] if a.mention is not None else None) for a in attributions]
    return assemble(named, document.text)
