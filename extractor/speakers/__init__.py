"""Stage 5: coreference. Who the mentions at the cues are, by one label a speaker.

`label` is the entry. It knows nothing of how quotations were found: it reads the trees for names,
titles, appositions, pronouns and descriptions, and returns the values that the caller gets.

    coreference           reads in order, links each mention to an entity
      names               finds names, splits titles off
      entity_types        person, organization, place or group
      appositions         what the words around a name say of its bearer
      name_resolution     names: full, short, misspelt, acronyms
      pronoun_resolution  pronouns, by agreement and the ranking
      nominal_resolution  descriptions, by ordered sieves
      entities, ranking   the index of entities; how likely each is meant at a place
      mentions, discourse   what these share
    labels                label, kind, name and role of an entity
    sourcing              pronouns, descriptions and anonymity of an entity
      descriptions        what the text calls it besides its name
    output                the caller's values
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.domain import Attribution, Document, Quotation, Speaker
from extractor.speakers.coreference import Resolution, resolve
from extractor.speakers.labels import label_speaker
from extractor.speakers.output import assemble
from extractor.speakers.sourcing import sourcing_of


def label(
    attributions: Sequence[Attribution], document: Document
) -> tuple[tuple[Quotation, ...], tuple[Speaker, ...]]:
    """Turn chosen attributions into quotations in text order, and list their speakers.

    Quotations are numbered ``q1``, ``q2``, ...; speakers ``s1``, ``s2``, ... in the order of
    their first quotation. A quotation has no speaker where it has no mention, or where the
    text does not say whom a pronoun refers to; its confidence counts how likely the antecedent
    of a pronoun is.
    """
    mentions = [found.mention for found in attributions if found.mention is not None]
    resolution = resolve(document, mentions)
    speakers = resolution.speakers
    spoken = [(a, None if a.mention is None else speakers[a.mention]) for a in attributions]
    known = {entity.number: entity for _, entity in spoken if entity is not None}
    labels = {number: label_speaker(resolution.index, e) for number, e in known.items()}
    labelled = [
        (_weighed(a, resolution), None if e is None else labels[e.number]) for a, e in spoken
    ]
    return assemble(labelled, document.text, sourcing_of(resolution.index, spoken))


def _weighed(attribution: Attribution, resolution: Resolution) -> Attribution:
    """Return an attribution whose confidence counts how sure the antecedent of its mention is."""
    mention = attribution.mention
    if mention is None:
        return attribution
    probability = resolution.index.probabilities.get((mention.sentence, mention.head), 1.0)
    return replace(attribution, confidence=round(attribution.confidence * probability, 2))
