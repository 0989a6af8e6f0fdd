"""Whether a match reports what somebody said or wrote: the scope ``quotations``.

Decided by construction and by what the cue means, never by how likely the match is:

    in marks                       always
    by layout                      always
    clause under a cue             a cue of saying, writing or demanding; a document that shows
    infinitive under a cue         who is asked and what for: urged residents to leave
    clause under a noun            a noun of saying or writing
    noun phrase, adjective, ...    only where a part stands in marks: called it "a disgrace"

What is left belongs to the scope ``attributions`` alone: thoughts, wishes, promises to act,
refusals, attitudes.
"""

from __future__ import annotations

from extractor import cue_lexicon
from extractor.domain import QuotationType
from extractor.english import lexicon, syntax
from extractor.rules.shared.complements import REPORTING_CLASSES
from extractor.rules.shared.context import Context, Match

CLAUSE_FRAMES = frozenset("that-clause bare-clause wh-clause medial light-verb".split())
NOUN_FRAMES = frozenset("noun-that noun-clause noun-predicate".split())
INFINITIVE_FRAMES = frozenset("to-infinitive object-to-infinitive passive-infinitive".split())
SOURCE_FRAMES = frozenset(
    "preposition layout colon script script-quotation transcript list-item".split()
)
SAYING_CLASSES = frozenset("speech writing demand denial".split())
"""Cues under which a clause is somebody's words: denied that it leaked, demanded that he resign."""
ASPECTS = frozenset("begin continue finish".split())
"""Cues of words in marks only."""
INFERENCES = frozenset("suggest imply read signal hint".split())
"""Cues that say something only of who can speak: not *the cracks* suggest that …"""
FIGURES = frozenset("number figure data statistic evidence result photo photograph".split())
"""Documents that show but do not say."""
FEWEST_WORDS = 2
QUOTING_CLASSES = frozenset("speech writing demand denial stance".split())
"""Cues under which words in marks are somebody's, whatever the construction."""
WORDS_OF = frozenset("in word,in telling,in account".split(","))


def reports_speech(context: Context, match: Match, kind: QuotationType) -> bool:
    """Return whether the content of *match* was said or written."""
    if kind == "direct" or match.cue < 0 or match.frame in SOURCE_FRAMES:
        return True
    cue_class = cue_lexicon.listed_class(match.lemma)
    clause = cue_class is not None and match.frame in CLAUSE_FRAMES
    if kind == "mixed" and (cue_class in QUOTING_CLASSES or clause):
        return True
    if match.frame in CLAUSE_FRAMES:
        if sum(len(piece.of(context.text).split()) for piece in match.content) < FEWEST_WORDS:
            return False  # said *yes*
        if match.frame == "wh-clause" and match.source is None:
            return False  # *Asked* what it would cost, she …
        if match.frame == "medial" and match.lemma in ASPECTS:
            return False  # As the film *begins*, …
        if match.lemma in INFERENCES and not _can_speak(context, match):
            return False
        says = cue_class in SAYING_CLASSES or match.frame == "light-verb"
        return says or _is_aloud(context, match) or _is_in_document(context, match)
    if match.frame in NOUN_FRAMES:
        return cue_class in REPORTING_CLASSES
    if match.frame in INFINITIVE_FRAMES:
        return match.source is not None and cue_lexicon.is_directive(match.lemma)
    return match.frame == "view" and match.lemma in WORDS_OF


def _is_aloud(context: Context, match: Match) -> bool:
    """Return whether it is ``wondered *aloud*``."""
    sentence = context.sentences[match.sentence]
    return any(
        sentence.words[c].text.lower() == "aloud"
        for c in syntax.children(sentence, match.cue, "advmod")
    )


def _can_speak(context: Context, match: Match) -> bool:
    """Return whether the source can speak: a person, a group, a name; not ``the cracks``.

    What is read is said by a document only: ``the sign reads that …``.
    """
    if match.source is None:
        return True
    mention = match.source.mention
    head = context.sentences[mention.sentence].words[mention.head]
    noun = lexicon.noun_class(head.text)
    if match.lemma == "read":
        return noun == "document"
    return head.upos != "NOUN" or noun is not None


def _is_in_document(context: Context, match: Match) -> bool:
    """Return whether a document says so: ``the audit found that …``, ``the poll shows …``."""
    if match.source is None or cue_lexicon.listed_class(match.lemma) != "evidence":
        return False
    mention = match.source.mention
    words = context.sentences[mention.sentence].words
    head = words[mention.head]
    if match.source.path == "relative":
        clause = syntax.enclosing(context.sentences[mention.sentence], head.index, "acl:relcl")
        head = words[words[clause].head] if clause is not None else head
    return lexicon.noun_class(head.text) == "document" and head.lemma.lower() not in FIGURES
