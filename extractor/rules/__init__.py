"""Stage 3: a parsed document -> candidates, each with the name of the rule that made it.

The table is the set of constructions, the most trusted first. Adding a rule: a module here, its
trees in ``tests/trees``, a line in the table.
"""

from __future__ import annotations

from functools import cache, partial
from typing import Final

from extractor import lexicon
from extractor.domain import Candidate, CueWords, Document
from extractor.rules import (
    according_to,
    adjective,
    colon,
    complement,
    continuation,
    cue_subject,
    dash_line,
    hearsay,
    infinitive,
    light_verb,
    medial_cue,
    noun_cue,
    noun_predicate,
    object_phrase,
    oblique,
    passive_infinitive,
    reported_clause,
    script_line,
)
from extractor.rules.base import Found, Rule
from extractor.rules.parts.evidence import features
from extractor.rules.parts.scene import Scene
from extractor.rules.parts.settling import settle
from extractor.rules.parts.unsaid import is_title, is_unsaid
from extractor.rules.parts.walk import steps

RULES: Final[tuple[Rule, ...]] = (
    Rule("cue-subject", cue_subject.find, '"We will rebuild," said the mayor.'),
    Rule("reported-clause", reported_clause.find, "The mayor said that sales fell."),
    Rule("according-to", according_to.find, "According to the report, sales fell."),
    Rule("medial-cue", medial_cue.find, "Acts of protest, he said, are acts of love."),
    Rule("dash-line", dash_line.find, '"To be great is to be misunderstood." — Emerson'),
    Rule("script-line", script_line.find, "OKAFOR: We never saw the memo."),
    Rule("colon", colon.find, 'Her advice was simple: "Do not wait."'),
    Rule("light-verb", light_verb.find, "She made it clear that the fee would stand."),
    Rule("infinitive", infinitive.find, "The company vowed to rebuild the plant."),
    Rule("complement", complement.find, "The senator called the deal a disgrace."),
    Rule("noun-cue", noun_cue.find, "Critics rejected her claim that the vote was rigged."),
    Rule("noun-predicate", noun_predicate.find, "His view is that the court erred."),
    Rule("adjective", adjective.find, "The mayor is confident that it will work."),
    Rule("oblique", oblique.find, "The group called for an end to the fighting."),
    Rule("object-phrase", object_phrase.find, "Party leaders criticised the plan."),
    Rule("passive-infinitive", passive_infinitive.find, "The bill is expected to pass."),
    Rule("hearsay", hearsay.find, "The club is reportedly spending more."),
    Rule("continuation", continuation.find, '"We lost," she said. "The barn still stands."'),
)


def propose(
    document: Document, floor: float = lexicon.FLOOR, rules: tuple[Rule, ...] = RULES
) -> tuple[Candidate, ...]:
    """Return every pairing that a rule finds and whose cue was an attribution often enough.

    *floor* is the least share of a cue's uses in a frame that were attributions, 0 to 1; 0 lets
    all pass, for counting.
    """
    evidence = lexicon.default()

    @cache
    def is_cue(lemma: str, frame: str) -> bool:
        return floor <= 0 or evidence.rate(lemma, frame) >= floor

    scene = Scene(document, is_cue)
    return tuple(
        candidate
        for rule in rules
        for found in rule.find(scene)
        if is_cue(found.lemma, found.frame)
        if not is_unsaid(scene, found)
        for candidate in _candidates(scene, rule.name, found)
    )


def _candidates(scene: Scene, name: str, found: Found) -> list[Candidate]:
    kind, segments, passages = settle(scene, found.content, found.passages)
    if found.exact:
        kind, segments = "direct", found.content
    if not segments or (kind == "direct" and is_title(scene, found, passages)):
        return []
    cue = None
    if found.cue_span is not None:
        cue = CueWords(found.cue_span, found.lemma, lexicon.cue_class(found.lemma, found.frame))
    return [
        Candidate(
            rule=name,
            type=kind,
            segments=segments,
            cue=cue,
            mention=found.subject.phrase if found.subject else None,
            addressee=found.addressee,
            frame=found.frame,
            passages=passages,
            continues=found.continues,
            features=features(scene, name, found, kind),
            explain=partial(steps, scene, found),
        )
    ]
