"""Stage 3: a parsed document -> candidates, each with the name of the rule that made it.

The table is the set of constructions, the most trusted first. Adding a rule: a module here, its
trees in ``tests/trees``, a line in the table. A few small ones of one kind share a module.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from typing import Final

from extractor import cue_lexicon
from extractor.domain import Candidate, CueWords, Document, NounPhrase, Span
from extractor.english import syntax
from extractor.rules import (
    according_to,
    back_reference,
    colon,
    complement,
    continuation,
    cue_subject,
    dash_line,
    hearsay,
    infinitive,
    light_verb,
    list_items,
    medial_cue,
    noun_cue,
    object_phrase,
    oblique,
    predicates,
    reported_clause,
    script_line,
)
from extractor.rules.shared.content import content_of, is_title, reports_speech
from extractor.rules.shared.context import Context, Match, Rule
from extractor.rules.shared.evidence import FeatureExtractor, steps
from extractor.rules.shared.filters import (
    answers_to_question,
    is_unsaid,
    questions_put_to_source,
    spoken_by_another,
)

RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "cue-subject",
        cue_subject.find,
        "A cue verb beside a quotation in marks; the verb's subject is the speaker.",
        '"We will rebuild," said the mayor.',
    ),
    Rule(
        "reported-clause",
        reported_clause.find,
        "A clause governed by a verb of saying, with or without `that`.",
        "The mayor said that sales fell.",
    ),
    Rule(
        "according-to",
        according_to.find,
        "A source after a preposition: `according to`, `in the words of`.",
        "According to the report, sales fell.",
    ),
    Rule(
        "medial-cue",
        medial_cue.find,
        "`he said` in the middle or at the end of reported words that are not in marks.",
        "Acts of protest, he said, are acts of love.",
    ),
    Rule(
        "heard",
        hearsay.find_heard,
        "What a court, a committee or a meeting hears, from nobody who is named.",
        "The inquest heard that the brakes had failed.",
    ),
    Rule(
        "back-reference",
        back_reference.find,
        "A sentence after a quotation that refers back to it and names the speaker.",
        '"It came from nowhere." So said Piet Vos.',
    ),
    Rule(
        "dash-line",
        dash_line.find,
        "A quotation followed by a dash and a name.",
        '"To be great is to be misunderstood." — Emerson',
    ),
    Rule(
        "script-line",
        script_line.find,
        "A name and a colon at the start of a line, as in a transcript or above a quotation.",
        "OKAFOR: We never saw the memo.",
    ),
    Rule(
        "list-items",
        list_items.find,
        "A list, or paragraphs without marks, below a verb of saying and a colon.",
        "The minister also said:\n\n- The port must stay open\n- The treaty will be passed",
    ),
    Rule(
        "colon",
        colon.find,
        "A colon that introduces a quotation without a verb of saying.",
        'Her advice was simple: "Do not wait."',
    ),
    Rule(
        "light-verb",
        light_verb.find,
        "A clause after `made it clear`, `left no doubt` and similar phrases.",
        "She made it clear that the fee would stand.",
    ),
    Rule(
        "infinitive",
        infinitive.find,
        "An infinitive or gerund that somebody urges, wants, promises, refuses or denies.",
        "The mayor urged residents to leave.",
    ),
    Rule(
        "complement",
        complement.find,
        "Somebody or something that is called, described as or seen as something.",
        "The senator called the deal a disgrace.",
    ),
    Rule(
        "noun-cue",
        noun_cue.find,
        "A noun that reports: somebody's claim, call or support.",
        "Critics rejected her claim that the vote was rigged.",
    ),
    Rule(
        "noun-predicate",
        predicates.find_nouns,
        "A noun such as `view`, `question` or `hope`, then `is` and the content.",
        "His view is that the court erred.",
    ),
    Rule(
        "adjective",
        predicates.find_adjectives,
        "A state of mind: `sure that`, `worried about`, `eager to`.",
        "The mayor is confident that it will work.",
    ),
    Rule(
        "oblique",
        oblique.find,
        "A noun phrase or gerund after a verb and its preposition.",
        "The group called for an end to the fighting.",
    ),
    Rule(
        "object-phrase",
        object_phrase.find,
        "A noun phrase that somebody claims, criticises or supports.",
        "Party leaders criticised the plan.",
    ),
    Rule(
        "passive-infinitive",
        hearsay.find_passive_infinitives,
        "Something that is expected, said or asked, with no source named.",
        "The bill is expected to pass.",
    ),
    Rule(
        "hearsay",
        hearsay.find_adverbs,
        "An adverb that marks hearsay without naming a source.",
        "The club is reportedly spending more.",
    ),
    Rule(
        "continuation",
        continuation.find,
        "A quotation that continues without a new cue, in the same paragraph or the next.",
        '"We lost," she said. "The barn still stands."',
    ),
)

STATED = frozenset({"noun-that", "noun-predicate"})
VOICED = cue_lexicon.REPORTING_CLASSES | {"stance"}
"""Classes of nouns whose clause may be what was said, however rare they are."""


def propose(
    document: Document, floor: float = cue_lexicon.FLOOR, rules: tuple[Rule, ...] = RULES
) -> tuple[Candidate, ...]:
    """Return every pairing that a rule finds and whose cue was an attribution often enough.

    *floor* is the least share of a cue's uses in a frame that were attributions, 0 to 1; 0 lets
    all pass, for counting. What a noun of saying stands for was said, however rare it is.
    """
    evidence = cue_lexicon.default()

    @cache
    def is_cue(lemma: str, frame: str) -> bool:
        said = frame in STATED and cue_lexicon.listed_class(lemma) in VOICED
        return floor <= 0 or said or evidence.rate(lemma, frame) >= floor

    context = Context(document, is_cue)
    features = FeatureExtractor(context)
    return tuple(
        candidate
        for rule in rules
        for match in rule.find(context)
        if is_cue(match.lemma, match.frame)
        if not is_unsaid(context, match)
        for candidate in _candidates(context, rule.name, match, features)
    )


def _candidates(
    context: Context, rule: str, match: Match, features: FeatureExtractor
) -> list[Candidate]:
    """Return the candidate of a match; none where its content is empty or only a title."""
    other = questions_put_to_source(context, match) | spoken_by_another(context, match)
    other |= answers_to_question(context, match) | context.of_another_turn(match)
    taken = [k for k in match.passages if k not in other]
    pieces = [piece for piece in match.content if other.isdisjoint(context.passages_over(piece))]
    if len(pieces) < len(match.content) and not taken and not _holds_verb(context, match, pieces):
        return []  # “…,” he said, according to Reuters, *after a race*
    kind, segments, passages = content_of(context, pieces, taken)
    if match.exact:
        opened = {context.passages[k].start for k in passages}
        with_marks = any(piece.start in opened for piece in match.content)
        kind, segments = "mixed" if with_marks else "direct", match.content
    if not segments or (kind == "direct" and is_title(context, match, passages)):
        return []
    mention = match.source.mention if match.source else None
    if mention is not None and kind == "direct" and _holds_words(context, mention, segments):
        mention = None  # a cry of “Stop!” went up
    cue = None
    if match.cue_span is not None:
        cue_class = cue_lexicon.cue_class(match.lemma, match.frame)
        cue = CueWords(match.cue_span, match.lemma, cue_class)
    return [
        Candidate(
            rule=rule,
            type=kind,
            segments=segments,
            cue=cue,
            mention=mention,
            addressee=match.addressee,
            frame=match.frame,
            passages=passages,
            continues=match.continues,
            reports_speech=reports_speech(context, match, kind),
            features=features(match),
            notes=tuple(f"{rule}:{note}" for note in match.notes),
            explain=partial(steps, context, match),
        )
    ]


def _holds_words(context: Context, mention: NounPhrase, segments: Sequence[Span]) -> bool:
    """Return whether a noun that names nobody has the words in marks below it."""
    head = context.sentences[mention.sentence].words[mention.head]
    return head.upos == "NOUN" and any(map(mention.span.overlaps, segments))


def _holds_verb(context: Context, match: Match, pieces: Sequence[Span]) -> bool:
    """Return whether what is left of a content behind another's words has a main verb."""
    sentence = context.sentences[match.sentence]
    finite = [word for word in sentence.words if word.xpos in syntax.FINITE_OR_MODAL]
    clauses = (w.head if w.upos == "AUX" and w.head >= 0 else w.index for w in finite)
    return any(
        syntax.enclosing(sentence, clause, "acl:relcl", "advcl") is None
        for word, clause in zip(finite, clauses, strict=True)
        if any(piece.covers(word.span) for piece in pieces)
    )
