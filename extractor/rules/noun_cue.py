"""A noun that reports: somebody's claim, call or support.

Critics rejected her claim that the vote was rigged.
                     ^^^^^                   ^^^^^^
                     cue  -acl->  content;   cue -nmod:poss-> her
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractor import cue_lexicon
from extractor.domain import Sentence, Span
from extractor.english import lexicon, syntax
from extractor.english.noun_phrases import mention_of
from extractor.english.orthography import DASHES, is_in_title_case
from extractor.rules.shared import cue_adjuncts, cue_verbs, narration
from extractor.rules.shared.content_clauses import behind_person
from extractor.rules.shared.context import Context, CuePhrase, Match, Source, cue_at, match_of
from extractor.rules.shared.names import TITLED_WORKS
from extractor.rules.shared.subject_control import source_at_document
from extractor.rules.shared.subjects import can_speak, source_of

UTTERING_VERBS = cue_verbs.UTTERING_VERBS | frozenset(
    "release hold deliver send put take repeat reiterate restate renew".split()
)
"""Behind these verbs a noun of saying is its subject's: ``*took* the view that it would fail``."""
OUTBURST = frozenset("with into".split())
AUTHORS = frozenset("by from".split())
APPOSING = re.compile(
    r"((?: (?:about|against|by|from|in|of|on|over|to) [^\n,.;:]{1,60}?)?)\s*(,|—|–|--| -)\s+"
)
"""What stands between a noun and the words in marks it is about: whom it is to, and a sign."""
EQUATING = re.compile(
    r"(?: (?:about|for|from|of|on|to) [^\n,.;:]{1,40}?)?"
    r"(?: (?:is|was|were|are)(?: \w+ly| just)?|\?) "
)
"""What stands between a noun and a sentence in marks that it is: ``Her motto is “Never.”``."""
INSCRIBING_VERBS = frozenset("read say state declare proclaim".split())
INSCRIPTION = "inscription"
FEWEST = 3
STOPS = frozenset(".!?…,")
NEXT = 3
"""Characters between a sentence and a passage right behind it: ``Her advice? “Go.”``."""
COMING = frozenset("come emanate originate".split())
"""What is said does so from who says it: ``The warning that … came *from the bank*``."""
WORKS = TITLED_WORKS | frozenset("address lecture paper report sermon speech study".split())
"""Nouns for what has a title: ``Her report is “Rain”``, unlike her message."""
NOUN_QUOTATION = "noun-quotation"


def find(context: Context) -> Iterator[Match]:
    """Yield each noun outside marks with a clause or a prepositional phrase as its content."""
    for sentence, noun in context.tagged("NOUN"):
        if sentence.children[noun]:
            yield from _matches_of_noun(context, sentence, noun)
            yield from _by_author(context, sentence, noun)
            yield from _apposed(context, sentence, noun)
    for k in range(len(context.passages)):
        yield from _inscribed(context, k)


def _matches_of_noun(context: Context, sentence: Sentence, noun: int) -> Iterator[Match]:
    """Yield the clauses that say what a noun such as *claim* reports."""
    for clause in (
        *syntax.children(sentence, noun, "acl", "ccomp", "nmod", "csubj"),
        *_displaced(sentence, noun),
    ):
        word = sentence.words[clause]
        if clause < noun or word.deprel in {"nmod:poss", "nmod:desc", "nmod:unmarked"}:
            continue
        relative = word.deprel == "acl:relcl" and not _is_that_clause(sentence, noun, clause)
        if relative and not _is_bare_content(sentence, noun, clause):
            continue
        subject = _clause_as_subject(sentence, noun, clause)
        clause = clause if subject is None else subject
        mark = "that" if subject is not None else syntax.marker(sentence, clause)
        mark = mark or _misread_that(sentence, noun, clause)
        content = word.deprel == "ccomp" or _is_bare_content(sentence, noun, clause)
        if (not mark and not content) or _is_relative(sentence, noun, clause):
            continue
        bare = "that" if word.deprel != "ccomp" else "clause"  # her claim *the vote was rigged*
        frame, lemma = "noun-" + (mark or bare), sentence.words[noun].lemma.lower()
        if context.is_cue(lemma, frame):
            cue = CuePhrase(noun, lemma, (noun,))
            below = _content(sentence, noun, clause)
            yield match_of(sentence, cue, frame, below, _owner(sentence, noun))


def _by_author(context: Context, sentence: Sentence, noun: int) -> Iterator[Match]:
    """Yield clauses attached to who said so: ``complaints from fans *that seats are dear*``."""
    lemma = sentence.words[noun].lemma.lower()
    if not cue_lexicon.is_listed(lemma) or not context.is_cue(lemma, "noun-that"):
        return
    for author in syntax.modifiers(sentence, noun, *AUTHORS):
        for clause in behind_person(sentence, author) if author > noun else ():
            below = _content(sentence, noun, clause)
            source = Source(mention_of(sentence, author, frozenset({clause})), "possessor")
            yield match_of(sentence, CuePhrase(noun, lemma, (noun,)), "noun-that", below, source)


def _apposed(context: Context, sentence: Sentence, noun: int) -> Iterator[Match]:
    """Yield words in marks beside a noun: ``his retort, “That is a lie,” drew``, ``cries of “Go”``.

    Behind a sign they end with a stop or a comma, or stand between dashes; behind ``of`` and
    ``is`` they are a sentence, and nobody need be named for a cry. What is equated is no name or
    title: ``Her name is “Bean”``.
    """
    lemma = sentence.words[noun].lemma.lower()
    act = cue_lexicon.listed_class(lemma) in cue_lexicon.SPEECH_ACT_CLASSES
    voiced = cue_lexicon.is_voiced(lemma)
    owner = _owner(sentence, noun) if act or voiced else None
    said = act and owner is not None
    if not (said or voiced):
        return
    for k in context.passages_over(Span(sentence.words[noun].end, sentence.end + NEXT)):
        between = context.text[sentence.words[noun].end : context.passages[k].start]
        entitled = _may_be_title(context, k)
        beside = _is_equated(context, k, between)
        beside &= not (entitled and lemma in WORKS)  # her report is “Rain”
        beside |= _is_set_off(context, k, between)
        cried = cue_lexicon.is_voiced(lemma) and between.strip() == "of" and _opens(context, k)
        cried &= not (
            entitled
            and owner is None
            and cue_lexicon.is_sound(lemma)
            and _is_definite_singular(sentence, noun)
        )
        if cried or (said and owner is not None and beside):
            cue = CuePhrase(noun, lemma, (noun,))
            match = match_of(
                sentence, cue, NOUN_QUOTATION, (), _uttered_by(sentence, noun, owner, cried)
            )
            yield replace(match, passages=(k,))
            return


def _is_set_off(context: Context, k: int, between: str) -> bool:
    """Return whether a comma or a dash before a passage has its like behind it."""
    sign = APPOSING.fullmatch(between)
    if sign is None or sign[2] == ",":
        return sign is not None and context.is_punctuated(k)
    return context.text[context.passages[k].end :].lstrip().startswith(tuple(DASHES))


def _is_equated(context: Context, k: int, between: str) -> bool:
    """Return whether a noun *is* a sentence in marks, no title: ``Her motto is “Go on.”``."""
    titled = is_in_title_case(context.passages[k].inner[0].of(context.text).split())
    return _opens(context, k) and not titled and EQUATING.fullmatch(between) is not None


def _may_be_title(context: Context, k: int) -> bool:
    """Return whether words in marks may be a title: no stop or mark ends them, and no verb."""
    inner = context.passages[k].inner[0].of(context.text).rstrip()
    return inner[-1:] not in STOPS and not _holds_verb(context, k)


def _holds_verb(context: Context, k: int) -> bool:
    """Return whether a finite verb stands in a passage."""
    return any(
        word.xpos in syntax.FINITE_OR_MODAL
        for sentence in context.sentences_of(context.passages[k])
        for word in sentence.words
        if context.passage_of_word[sentence.index][word.index] == k
    )


def _is_definite_singular(sentence: Sentence, noun: int) -> bool:
    """Return whether a noun is one known thing: ``*the howl* of “Dust”``, which is a song."""
    article = syntax.child(sentence, noun, "det")
    definite = article is not None and sentence.words[article].text.lower() == "the"
    return definite and sentence.words[noun].xpos == "NN"


def _opens(context: Context, k: int) -> bool:
    """Return whether a passage begins with a capital."""
    return context.passages[k].inner[0].of(context.text)[:1].isupper()


def _uttered_by(sentence: Sentence, noun: int, owner: Source | None, cried: bool) -> Source | None:
    """Return *owner*; of cries who utters them: ``*fans* broke into chants``, no ``gallery``."""
    verb = sentence.words[noun].head
    burst = cried and owner is None and verb >= 0 and not syntax.is_passive(sentence, verb)
    if burst and sentence.words[noun].deprel == "obl" and syntax.marker(sentence, noun) in OUTBURST:
        owner = source_of(sentence, verb)
    word = sentence.words[owner.mention.head] if owner is not None else None
    silent = word is not None and word.upos == "NOUN" and lexicon.noun_class(word.text) is None
    return None if cried and silent else owner


def _inscribed(context: Context, k: int) -> Iterator[Match]:
    """Yield words that stand on a thing: ``a shirt that *read* “Never”``, ``a note *saying*: “…”``.

    The tree takes the participle of *read* also for a noun, or for what the finder did.
    """
    passage = context.passages[k]
    sentence = context.sentence_at(passage.start)
    start = passage.start
    before = [w for w in sentence.words if w.end <= start] if sentence else []
    colon = bool(before) and before[-1].text == ":"
    while before and before[-1].text in {",", ":"}:
        before.pop()
    if sentence is None or len(before) < FEWEST or not _opens(context, k):
        return
    verb, noun = before[-1], before[-2 - (before[-2].xpos == "WDT")]
    lemma = cue_lexicon.base_of(verb.text, verb.lemma, "VBG" if verb.upos == "NOUN" else verb.xpos)
    behind = verb.deprel.startswith("acl") or verb.text == "reading"
    kind = lexicon.noun_class(noun.text) if noun.upos == "NOUN" else "person"
    written = kind == "document" or (kind is None and lemma == "read" and verb.text != "reading")
    if not behind or not written or lemma not in INSCRIBING_VERBS or (colon and lemma != "read"):
        return
    source = source_of(sentence, verb.index) if verb.deprel.startswith("acl") else None
    if verb.upos == "NOUN":
        source = source_at_document(sentence, noun.index, verb.index)
    elif source is None:
        source = Source(mention_of(sentence, noun.index, frozenset({verb.index})), "noun")
    match = match_of(sentence, CuePhrase(verb.index, lemma, (verb.index,)), INSCRIPTION, (), source)
    yield replace(match, passages=(k,))


def _content(sentence: Sentence, noun: int, clause: int) -> list[int]:
    """Return the positions of a clause without what the narrator says in it or behind it."""
    below, above = syntax.subtree(sentence, clause), sentence.words[clause].head
    opening = [p for p in below[:2] if sentence.words[p].text.lower() == "that"]
    if opening and all(sentence.words[p].upos == "ADV" for p in below if p < opening[0]):
        below = [p for p in below if p > opening[0]]  # her firmest promise *yet that* she would
    ends = (p for p in below if sentence.words[p].text == ";" or _is_predicate(sentence, noun, p))
    stop = min(
        next(ends, len(sentence.words)),
        _second_half_of_cleft(sentence, noun, below),
        _main_predicate(sentence, noun, below),
    )
    narrated = narration.narrators_words(sentence, noun, below)
    narrated |= cue_verbs.reporting_relatives(sentence, below)
    if above != noun:
        narrated |= narration.narrators_words(sentence, above, below)
    return [p for p in below if p not in narrated and p < stop]


def _clause_as_subject(sentence: Sentence, noun: int, clause: int) -> int | None:
    """Return the clause that was read as the subject of what is said of the noun, or None.

    ``Her claim *that the ball was out* drew laughter``: the noun has no predicate in the tree.
    """
    first = min(syntax.subtree(sentence, clause))
    subject = syntax.child(sentence, clause, "csubj")
    that = first == noun + 1 and sentence.words[first].text.lower() == "that"
    return subject if that and sentence.words[noun].head < 0 else None


def _is_predicate(sentence: Sentence, noun: int, participle: int) -> bool:
    """Return whether a participle in a clause is the predicate that the noun lacks.

    ``The news that it would close shops *sent* shares down``: a passive has no object.
    """
    word, before = sentence.words[participle], sentence.words[participle - 1]
    reduced = word.deprel in {"acl", "advcl"} and word.xpos in {"VBN", "VBD"}
    own = syntax.child(sentence, participle, "obj", "iobj") is not None
    other = syntax.child(sentence, participle, "nsubj", "mark", "aux") is not None
    beside = before.upos != "PUNCT" and not other
    return sentence.words[noun].head < 0 and reduced and own and beside


def _second_half_of_cleft(sentence: Sentence, noun: int, content: list[int]) -> int:
    """Return where ``It was his claim that it leaked *that alarmed them*`` goes on, or the length.

    Behind a noun the clause may be about that, so that it stays part of the content.
    """
    words = sentence.words
    subject = syntax.child(sentence, noun, "nsubj", "expl")
    cleft = syntax.child(sentence, noun, "cop") is not None and subject is not None
    if not cleft or subject is None or words[subject].text.lower() != "it":
        return len(words)
    return next(
        (
            p
            for p in content[2:]
            if words[p].text.lower() in {"that", "which"}
            and words[p - 1].upos in {"VERB", "ADJ", "ADV", "AUX"}
            and not cue_verbs.says(sentence, p - 1)
        ),
        len(words),
    )


def _main_predicate(sentence: Sentence, noun: int, content: list[int]) -> int:
    """Return where ``His claim that it has a way to win *depends on two votes*`` goes on.

    The parser made it part of the content, and the sentence has no other predicate. It has no
    subject and no conjunction. The length, if there is none.
    """
    words, held = sentence.words, set(content)
    alone = words[noun].head < 0 and syntax.child(sentence, noun, "cop") is None
    finite = [p for p in content if words[p].xpos in syntax.FINITE_OR_MODAL]
    for p in finite[1:] if alone else ():
        clause = words[p].head if words[p].upos == "AUX" and words[p].head >= 0 else p
        parts = ("nsubj", "expl", "cc")
        bare = all(c not in held for c in syntax.children(sentence, clause, *parts))
        marked = [c for c in syntax.children(sentence, clause, "mark") if c > finite[0]]
        joined = words[p - 1].upos in {"PUNCT", "CCONJ", "AUX", "PART"}
        if bare and not marked and not joined:
            return p
    return len(words)


def _displaced(sentence: Sentence, noun: int) -> Iterator[int]:
    """Yield the clauses of a noun of saying that the parser attached to a verb that is none.

    ``backed down on her claim *that it rained*``: at most a time stands between noun and clause.
    """
    words, verb = sentence.words, sentence.words[noun].head
    listed = cue_lexicon.is_saying(words[noun].lemma.lower())
    if not listed or verb < 0 or cue_verbs.says(sentence, verb):
        return
    verbal = words[verb].upos == "VERB"
    for clause in syntax.children(sentence, verb, "ccomp", "advcl") if verbal else ():
        first = min(syntax.subtree(sentence, clause))
        between = words[noun + 1 : first]
        near = all(cue_adjuncts.is_time(word) or word.upos in {"DET", "NUM"} for word in between)
        if first > noun > verb and near and words[first].text.lower() == "that":
            yield clause
    end = max(syntax.subtree(sentence, noun))
    for clause in syntax.children(sentence, verb, "csubj"):  # a claim by Ek *that it rained* drew
        first = min(syntax.subtree(sentence, clause))
        if noun < verb and first == end + 1 and words[first].text.lower() == "that":
            yield clause


def _is_bare_content(sentence: Sentence, noun: int, clause: int) -> bool:
    """Return whether a clause is whole, right after its noun: ``her claim *the vote was rigged*``.

    In ``the claim he made`` the verb lacks its object, which the noun stands for.
    """
    word = sentence.words[clause]
    subject = syntax.child(sentence, clause, "nsubj", "expl")
    first = min(syntax.subtree(sentence, clause))
    if subject is None or first != noun + 1 or word.deprel not in {"acl", "acl:relcl"}:
        return False
    relative = sentence.words[subject].text.lower() in lexicon.RELATIVE_PRONOUNS
    if min(syntax.subtree(sentence, subject)) != first or relative:
        return False
    whole = syntax.child(sentence, clause, "obj", "cop", "ccomp", "xcomp", "expl") is not None
    says = cue_lexicon.is_saying(sentence.words[noun].lemma.lower())
    return says and (whole or syntax.is_passive(sentence, clause))


def _is_that_clause(sentence: Sentence, noun: int, clause: int) -> bool:
    """Return whether a relative clause is the noun's content: ``accusations *that they lied*``.

    Its ``that`` is no part of it: it has a subject of its own, and an object or a predicate.
    """
    that = min(syntax.subtree(sentence, clause))
    marks = sentence.words[that].text.lower() == "that" and sentence.words[that].deprel == "mark"
    subject = syntax.child(sentence, clause, "nsubj", "expl")
    whole = syntax.child(sentence, clause, "obj", "cop", "ccomp") is not None
    authors = syntax.modifiers(sentence, noun, *AUTHORS)
    whole = whole or any(c < that for c in authors)  # claims by the union *that he had lied*
    says = cue_lexicon.is_saying(sentence.words[noun].lemma.lower())
    return says and marks and subject is not None and whole


def _misread_that(sentence: Sentence, noun: int, clause: int) -> str:
    """Return "that" in ``made the point *that* the roof leaks``, read as a relative pronoun."""
    word, first = sentence.words[noun], min(syntax.subtree(sentence, clause))
    subject = syntax.child(sentence, clause, "nsubj")
    made = word.deprel == "obj" and _utters(sentence, word.head)
    that = sentence.words[first].text.lower() == "that" and subject not in {None, first}
    return "that" if made and that else ""


def _is_relative(sentence: Sentence, noun: int, clause: int) -> bool:
    """Return whether ``that`` stands for the noun: ``the claim that he made``, ``the reason …``."""
    word = sentence.words[clause]
    uttered = word.upos == "VERB" and word.lemma.lower() in UTTERING_VERBS
    inner = syntax.child(sentence, clause, "obj", "ccomp", "xcomp")
    lacks = inner is None and not syntax.is_passive(sentence, clause)
    reason = sentence.words[noun].lemma.lower() == "reason"
    return syntax.marker(sentence, clause) == "that" and (reason or (uttered and lacks))


def _owner(sentence: Sentence, noun: int) -> Source | None:
    """Return whose noun it is: the possessor, or the subject of the light verb above.

    Also who stands behind a preposition: ``an assurance *by the bank* that …``, ``The warning that
    … came *from the bank*``.
    """
    owner = syntax.child(sentence, noun, "nmod:poss")
    if owner is not None:
        return Source(mention_of(sentence, owner), "possessor")
    for author in syntax.children(sentence, noun, "nmod"):
        if syntax.marker(sentence, author) in AUTHORS:
            return Source(mention_of(sentence, author), "possessor")
    word = sentence.words[noun]
    if word.deprel == "obj" and _utters(sentence, word.head):
        inner = source_of(sentence, word.head)
        return Source(inner.mention, "light-verb") if inner else None
    if word.deprel == "nsubj" and sentence.words[word.head].lemma.lower() in COMING:
        for origin in syntax.children(sentence, word.head, "obl"):
            speaks = can_speak(sentence.words[origin])
            if syntax.marker(sentence, origin) == "from" and speaks:
                return Source(mention_of(sentence, origin), "possessor")
    return None


def _utters(sentence: Sentence, verb: int) -> bool:
    """Return whether a noun of saying below *verb* is its subject's: ``voiced``, ``took``."""
    uttering = sentence.words[verb].lemma.lower() in UTTERING_VERBS
    return uttering or cue_lexicon.expresses(cue_at(sentence, verb).lemma)
