"""A clause governed by a verb of saying, with or without ``that``.

The mayor said that sales fell.
          ^^^^           ^^^^^
          cue  -ccomp->  content;   cue -nsubj-> mayor
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from extractor import cue_lexicon
from extractor.domain import NounPhrase, Sentence
from extractor.english import syntax
from extractor.english.orthography import is_in_title_case
from extractor.rules.shared import clause_extent, complements, narration
from extractor.rules.shared.context import Context, CuePhrase, Match, cue_at, match_of
from extractor.rules.shared.missing_subjects import source_at_document
from extractor.rules.shared.narration import content_behind, words_of_grants
from extractor.rules.shared.subjects import (
    ADDRESSEE_RELATIONS,
    before_participle,
    is_described_speaker,
)

ASKING_VERBS = frozenset("ask wonder inquire enquire question".split())
SUBJUNCTIVE_VERBS = frozenset("ask demand insist propose recommend request suggest".split())
WH_WORDS = frozenset("who what which when where why how whom whose".split())
FREE_RELATIVES = frozenset("whoever whomever whatever whichever".split())
NOUNS_OF_CONTENT = frozenset(
    "assumption basis belief condition fact ground hope knowledge premise proviso sense".split()
)
"""Nouns whose ``that`` clause is not what was said: ``said on condition that he not be named``."""
FILLED = ("cop", "obj", "iobj", "ccomp", "aux:pass")
"""What shows that a clause lacks no part, so that it is no relative one."""
AFTER_QUOTATION = frozenset({"ADP", "CCONJ", "PUNCT", "SCONJ"})
"""What may follow a trailing quotation: else comes a cue of its own, or its subject."""


def find(context: Context) -> Iterator[Match]:
    """Yield each verb with the clauses that are its complement: one content, or in marks and not.

    ``They said the road is closed, but that it will open`` has two clauses and reports once.
    """
    rows = zip(context.sentences, context.passage_of_word, strict=True)
    granted = [words_of_grants(sentence, row) for sentence, row in rows]
    for sentence, verb in context.tagged("VERB"):
        grants = granted[sentence.index]
        clauses = [c for c in _clauses(sentence, verb) if c not in grants or verb in grants]
        behind = content_behind(sentence, verb, grants) if grants and not clauses else range(0)
        if behind:
            keep = set(behind) - narration.narrators_words(sentence, verb, behind)
            yield from context.matches(sentence, cue_at(sentence, verb), "that-clause", keep)
            continue
        if not clauses and complements.says(sentence, verb):
            split = clause_extent.split_subject(sentence, verb)
            split = split or clause_extent.clause_above(sentence, verb)
            split -= narration.narrators_words(sentence, verb, split)
            if split:
                yield from context.matches(sentence, cue_at(sentence, verb), "bare-clause", split)
        for alike in _alike(context, sentence, verb, clauses):
            start = min(syntax.subtree(sentence, alike[0]))
            if complements.is_nearer_another(sentence, verb, start):
                continue
            keep = {p for c in alike for p in _content(sentence, verb, c)}
            keep -= _relative_pronoun(sentence, verb, keep)
            keep = _last_passage(context, sentence, verb, keep) or keep
            keep |= _joined(context, sentence, verb)
            if sentence.words[verb].deprel != "advcl":  # after which its main clause comes
                keep.update(_trailing_quotation(context, sentence, keep))
            told = clause_extent.addressee_in_clause(sentence, verb, keep)
            told = told or clause_extent.addressee_cut_off(sentence, verb, keep)
            keep -= clause_extent.words_of_cue(sentence, verb, keep)
            keep = _exclamation(context, sentence, verb, keep) or keep
            cue, frame = cue_at(sentence, verb), _frame(sentence, alike[0])
            for match in context.matches(sentence, cue, frame, keep):
                yield replace(match, addressee=_phrase(sentence, told)) if told else match
    yield from _of_documents(context)


def _of_documents(context: Context) -> Iterator[Match]:
    """Yield ``with a petition *warning that it rained*``, its participle read as a noun."""
    for sentence, noun in context.tagged("NOUN"):
        document = complements.document_before(sentence, noun)
        if document is None:
            continue
        clause = next(syntax.children(sentence, noun, "acl", "ccomp"))
        keep = set(syntax.subtree(sentence, clause))
        keep -= narration.narrators_words(sentence, noun, keep)
        lemma = cue_lexicon.base_of(sentence.words[noun].text, sentence.words[noun].text, "VBG")
        cue = CuePhrase(noun, lemma, (noun,))
        source = source_at_document(sentence, document, noun)
        yield match_of(sentence, cue, "that-clause", keep, source)


def _phrase(sentence: Sentence, positions: Sequence[int]) -> NounPhrase:
    """Return the noun phrase at *positions*, whatever the tree makes of them."""
    within = set(positions)
    head = next(p for p in positions if sentence.words[p].head not in within)
    return NounPhrase(syntax.span(sentence, positions), sentence.index, head)


def _alike(
    context: Context, sentence: Sentence, verb: int, clauses: Sequence[int]
) -> Iterator[Sequence[int]]:
    """Yield the clauses that are one content."""
    front = [half for clause in clauses[-1:] for half in _front(sentence, verb, clause)]
    if front:
        yield (*front, *(c for c in clauses if c not in front))
        return
    for quoted in (False, True):
        alike = [c for c in clauses if context.is_outside(sentence, c) != quoted]
        if alike:
            yield alike


def _front(sentence: Sentence, verb: int, clause: int) -> list[int]:
    """Return what stands before the cue of a clause that begins after it with its verb.

    ``The plan, she said, is "dead"``: the parser may attach both halves to *said*.
    """
    words = sentence.words
    inner = [p for p in syntax.subtree(sentence, clause) if words[p].upos != "PUNCT"]
    told = clause_extent.addressee_in_clause(sentence, verb, inner) if inner else []
    aside = {*told, *clause_extent.time_in_aside(sentence, verb, inner)}
    inner = [p for p in inner if p not in aside]
    own = syntax.child(sentence, clause, "nsubj", "nsubj:pass", "expl", "mark") is not None
    if not inner or clause < verb or own or words[inner[0]].upos not in {"AUX", "VERB"}:
        return []
    if words[inner[0]].xpos == "VB":  # Aides — all new — suggested he *be freed*
        return []
    subject = max(syntax.children(sentence, verb, "nsubj"), default=-1)
    return [
        half
        for half in syntax.children(sentence, verb, "nsubj", "obj", "ccomp")
        if half < min(subject, verb) and words[half].upos in syntax.NOMINAL
    ]


def _content(sentence: Sentence, verb: int, clause: int) -> set[int]:
    below = syntax.subtree(sentence, clause)
    keep = {*below, *clause_extent.hung_on_cue(sentence, verb, clause)}
    split = clause_extent.split_subject(sentence, verb)
    if clause in split and not cue_lexicon.takes_addressee(sentence.words[verb].lemma.lower()):
        keep |= split
    keep |= clause_extent.opening_clause(sentence, verb, clause)
    keep |= _subject_in_front(sentence, verb, clause) | _given(sentence, verb, clause)
    if sentence.words[clause].deprel == "reparandum":  # — You will, *and soon*, said Keane
        keep.update(range(below[0], verb))
        keep.difference_update(
            p for s in syntax.children(sentence, verb, "nsubj") for p in syntax.subtree(sentence, s)
        )
    if sentence.words[verb].lemma.lower() not in ASKING_VERBS:
        keep |= clause_extent.main_clause_of_condition(sentence, verb, clause)
    keep |= clause_extent.coordinated(sentence, verb, clause)
    keep |= clause_extent.results(sentence, verb, clause)
    keep -= complements.trailing_reports(sentence, below)
    return keep - narration.narrators_words(sentence, verb, keep)


def _subject_in_front(sentence: Sentence, verb: int, clause: int) -> set[int]:
    """Return the subject of a clause before the cue where the parser hung it on the cue.

    ``*Two parcels sent to Ek* have been found, Kane wrote``: the cue has a subject of its own.
    """
    inner = syntax.subtree(sentence, clause)
    first = next((p for p in inner if sentence.words[p].upos not in {"PUNCT", "ADV"}), inner[0])
    own = syntax.child(sentence, clause, "nsubj", "nsubj:pass", "csubj", "expl") is not None
    if clause > verb or own or sentence.words[first].xpos not in syntax.FINITE_OR_MODAL:
        return set()
    first = inner[0] if sentence.words[inner[0]].text != "," else inner[0] + 1
    for subject in syntax.children(sentence, verb, "nsubj"):
        before = [p for p in syntax.subtree(sentence, subject) if p < first]
        if before and before[-1] == first - 1:
            return set(before)
    return set()


def _relative_pronoun(sentence: Sentence, verb: int, keep: Collection[int]) -> set[int]:
    """Return the pronoun of ``*which* she said is dull``: it is in the narrator's clause."""
    first = min(keep)
    opens = first < verb and sentence.words[first].xpos in {"WDT", "WP"}
    relative = syntax.enclosing(sentence, verb, "acl:relcl") is not None
    return {first} if opens and relative and first + 1 not in keep else set()


def _last_passage(context: Context, sentence: Sentence, verb: int, keep: set[int]) -> set[int]:
    """Return the passage right before a cue where the words before it are another cue's.

    ``Ruiz said she heard three bangs — "like thunder," she *added*``, and ``She asked for patience:
    "We need time," she *said*``.
    """
    row = context.passage_of_word[sentence.index]
    inside = [p for p in keep if p < verb and row[p] >= 0]
    others = any(
        row[p] < 0
        and complements.says(sentence, p)
        and syntax.child(sentence, p, "nsubj") is not None
        and syntax.child(sentence, p, "ccomp", "xcomp") is not None
        for p in keep
        if p < verb
    )
    if not inside:
        return set()
    last = row[max(inside)]
    lead = context.text[: context.passages[last].start].rstrip()
    if not others and not lead.endswith(":"):
        return set()
    words = sentence.words[max(inside) + 1 : verb]
    near = all(word.upos in syntax.NOMINAL or word.upos == "PUNCT" for word in words)
    return {p for p in inside if row[p] == last} if near else set()


def _exclamation(context: Context, sentence: Sentence, verb: int, keep: set[int]) -> set[int]:
    """Return the passage right behind a cue where the rest says when, where or how it was said.

    ``shouted “Get down” *before the crash*``, but not ``said “Get Down” on the radio was dull``.
    """
    row, words = context.passage_of_word[sentence.index], sentence.words
    kept = [p for p in sorted(keep) if words[p].upos != "PUNCT"]
    inside = [p for p in kept if row[p] == row[kept[0]]] if kept else []
    rest = kept[len(inside) :]
    if not rest or row[kept[0]] < 0 or kept[: len(inside)] != inside:
        return set()
    near = all(word.upos == "PUNCT" for word in words[verb + 1 : kept[0]])
    finite = any(words[p].xpos in syntax.FINITE_OR_MODAL for p in rest)
    adjunct = words[rest[0]].upos == "SCONJ" or (words[rest[0]].upos == "ADP" and not finite)
    if words[rest[0]].lemma.lower() in narration.PERIODS and len(rest) > 1:
        adjunct = words[rest[1]].text.lower() in {"before", "after"}
    capitals = all(word.text.isupper() for word in words if word.text.isalpha())
    title = is_in_title_case([words[p].text for p in inside]) and not capitals
    sentence_like = (
        words[kept[0]].text[:1].isupper() and not title and all(row[p] < 0 for p in rest)
    )
    said = near and kept[0] > verb and complements.says(sentence, verb)
    return set(inside) if said and adjunct and sentence_like else set()


def _joined(context: Context, sentence: Sentence, verb: int) -> set[int]:
    """Return clauses after an ``and`` that hold words in marks but no cue for them.

    ``She said the roof leaks, and the pipes are "a museum"``: the parser may join them to *said*.
    """
    found: set[int] = set()
    for clause in syntax.children(sentence, verb, "conj"):
        below = syntax.subtree(sentence, clause)
        marked = any(not context.is_outside(sentence, p) for p in below)
        own = syntax.child(sentence, clause, "nsubj") is not None
        sourced = any(sentence.words[p].text.lower() == "according" for p in below)
        held = sourced or any(_holds_marks(context, sentence, p) for p in (clause, *below))
        if marked and own and not held:
            found.update(below)
    return found


def _holds_marks(context: Context, sentence: Sentence, verb: int) -> bool:
    """Return whether a verb outside marks has words in marks: ``took to *calling* it “…”``."""
    if not context.is_outside(sentence, verb) or not complements.reports(sentence, verb):
        return False
    return any(not context.is_outside(sentence, p) for p in syntax.subtree(sentence, verb))


def _trailing_quotation(context: Context, sentence: Sentence, content: Collection[int]) -> range:
    """Return the positions from the end of *content* to that of a passage that continues from it.

    ``It notes that the firms owe more, "as much as the state," if all is counted``, whatever the
    parser hung the passage on. It begins behind a comma with a small letter, and no cue can stand
    after it.
    """
    words, end = sentence.words, max(content) + 1
    row = context.passage_of_word[sentence.index]
    start = end + (end < len(words) and words[end].text == ",")
    passage = row[start] if start < len(words) else -1
    if start == end or passage < 0 or row[end - 1] >= 0:
        return range(0)
    while start < len(words) and row[start] == passage:
        start += 1
    spoken = [word for word in words[end:start] if word.upos != "PUNCT"]
    goes_on = bool(spoken) and spoken[0].text[:1].islower()
    closed = context.passages[passage].end <= words[start - 1].end
    follows = start == len(words) or words[start].upos in AFTER_QUOTATION
    return range(end, start) if goes_on and closed and follows else range(0)


def _clauses(sentence: Sentence, verb: int) -> Iterator[int]:
    """Yield the clauses that *verb* reports: objects, ``asked if``, ``it is said that``."""
    lemma = sentence.words[verb].lemma.lower()
    for clause in syntax.children(sentence, verb, "ccomp"):
        modifies = _modifies(sentence, verb, clause) or _is_condition(sentence, verb, clause)
        stands_for_thing = _is_free_relative(sentence, clause) and lemma not in ASKING_VERBS
        other = stands_for_thing or _is_before_infinitive(sentence, verb, clause)
        other = other or _is_of_another(sentence, verb, clause) or _is_glued(sentence, clause)
        other = other or _is_plural(sentence, verb)
        if not (complements.is_participial(sentence, clause) or modifies or other):
            yield clause
    for clause in syntax.children(sentence, verb, "reparandum"):
        if clause < verb and complements.says(sentence, verb):
            yield clause
    if cue_lexicon.takes_addressee(lemma):
        agents = ("obl",) if syntax.is_passive(sentence, verb) else ()
        for told in syntax.children(sentence, verb, *ADDRESSEE_RELATIONS, *agents):
            if not _is_topic(sentence, told):
                yield from _told(sentence, told)
                yield from _told_bare(sentence, told)
    expletive = syntax.child(sentence, verb, "expl") is not None
    for clause in syntax.children(sentence, verb, "csubj"):
        told_that = clause > verb and syntax.marker(sentence, clause) == "that"
        told = cue_lexicon.takes_addressee(lemma) or _is_it(sentence, verb)
        if expletive or (told_that and told):
            yield clause
    if syntax.is_passive(sentence, verb) and complements.reports(sentence, verb):
        yield from _fronted(sentence, verb)
    yield from _questions(sentence, verb, lemma)
    if complements.reports(sentence, verb) and syntax.child(sentence, verb, "ccomp") is None:
        yield from _hung_elsewhere(sentence, verb)


def _hung_elsewhere(sentence: Sentence, verb: int) -> Iterator[int]:
    """Yield the clauses that belong to a cue but hang on another word, or by another relation."""
    yield from _through_channel(sentence, verb)
    above = sentence.words[verb].head
    for clause in syntax.children(sentence, above, "ccomp") if above >= 0 else ():
        if verb in {_follows_another(sentence, above, clause), _led_to(sentence, above, clause)}:
            yield clause
    for noun in syntax.children(sentence, verb, "advcl"):
        if noun > verb and _is_plural(sentence, noun):
            yield from syntax.children(sentence, noun, "ccomp")
    yield from _conditions(sentence, verb)
    yield from _beside_relative(sentence, verb)
    yield from _subjunctives(sentence, verb)
    if sentence.words[verb].deprel == "conj" and sentence.words[verb].xpos == "VBN":
        joined = complements.clause_joined_bare(sentence, verb)
        if joined is not None and complements.says(sentence, verb):
            yield joined


def _is_plural(sentence: Sentence, verb: int) -> bool:
    """Return whether a plural was read as a verb: ``in a letter to member *states* that …``."""
    word, before = sentence.words[verb], sentence.words[verb - 1]
    lone = syntax.child(sentence, verb, *complements.SUBJECTS, "mark", "aux", "cc") is None
    beside = verb > 0 and before.upos == "NOUN" and syntax.marker(sentence, before.index) != ""
    return word.xpos == "VBZ" and word.deprel == "advcl" and lone and beside


def _fronted(sentence: Sentence, verb: int) -> Iterator[int]:
    """Yield the subject of a passive in front: ``*That it leaked* was first reported by Ek``.

    The parser also reads it as a circumstance, or its verb as a participle below its subject, or
    its object as the subject of the passive.
    """
    above = sentence.words[verb].head < 0 and syntax.marker(sentence, verb) == "that"
    clauses = [c for c in syntax.children(sentence, verb, "csubj", "advcl") if c < verb]
    opening = [c for c in clauses if syntax.marker(sentence, c) == "that"]
    yield from opening
    for subject in syntax.children(sentence, verb, "nsubj:pass") if opening or above else ():
        if subject < verb:
            yield subject


def _questions(sentence: Sentence, verb: int, lemma: str) -> Iterator[int]:
    """Yield questions read as something else: ``wondered *if* it fell``, ``explained *why*``.

    As a condition, or as a question word with a relative clause.
    """
    asks = lemma in ASKING_VERBS
    for clause in syntax.children(sentence, verb, "advcl") if asks else ():
        if clause > verb and syntax.marker(sentence, clause) in {"if", "whether"}:
            yield clause
    tags = {"WRB", "WP"} if asks else {"WRB"}  # but told *what he knew*
    for clause in syntax.children(sentence, verb, "obj"):
        said = asks or complements.says(sentence, verb)
        if said and clause > verb and sentence.words[clause].xpos in tags:
            yield clause


def _subjunctives(sentence: Sentence, verb: int) -> Iterator[int]:
    """Yield subjunctives, their subject read as an object or not: ``ask *the chair resign*``."""
    wants = sentence.words[verb].lemma.lower() in SUBJUNCTIVE_VERBS
    for clause in syntax.children(sentence, verb, "xcomp") if wants else ():
        helped = syntax.children(sentence, clause, "aux:pass", "cop")  # suggested he *be* freed
        finite = next((p for p in helped if p > verb), clause)
        bare = sentence.words[finite].xpos in {"VB", "VBP"} and clause > verb
        own = syntax.child(sentence, clause, "nsubj", "nsubj:pass") is not None
        if (
            bare
            and not complements.is_infinitive(sentence, clause)
            and (own or _given(sentence, verb, clause))
        ):
            yield clause


def _given(sentence: Sentence, verb: int, clause: int) -> set[int]:
    """Return the subject of a clause that was read as the object of a verb before it."""
    if sentence.words[clause].deprel != "xcomp":
        return set()
    objects = syntax.children(sentence, verb, *ADDRESSEE_RELATIONS)
    return {p for o in objects if verb < o < clause for p in syntax.subtree(sentence, o)}


def _beside_relative(sentence: Sentence, verb: int) -> Iterator[int]:
    """Yield contents that the parser read as another kind of clause.

    ``steps that he said *helped the poor*`` as a second relative clause,
    ``said *that as a mayor he would know*`` as a circumstance, and ``added that, *in the end, he
    will go*``, whose ``that`` was read as an object, as a second clause.
    """
    word = sentence.words[verb]
    says = complements.says(sentence, verb)
    beside = says and word.deprel == "acl:relcl"
    relative = complements.second_relative(sentence, verb) if beside else None
    if relative is not None:
        yield relative
    for clause in syntax.children(sentence, verb, "advcl") if says else ():
        first = min(syntax.subtree(sentence, clause))
        own = syntax.child(sentence, clause, "nsubj", "nsubj:pass", "expl") is not None
        if clause > verb and own and sentence.words[first].text.lower() == "that":
            yield clause
    that = [word.text.lower() for word in sentence.words[verb + 1 : verb + 3]] == ["that", ","]
    for clause in syntax.children(sentence, verb, "conj", "parataxis") if says and that else ():
        if syntax.child(sentence, clause, "nsubj", "nsubj:pass", "expl") is not None:
            yield clause


def _conditions(sentence: Sentence, verb: int) -> Iterator[int]:
    """Yield ``said *if she lost*, she would go`` where the main clause is attached elsewhere.

    It may be joined to the cue, without a conjunction.
    """
    says = complements.says(sentence, verb)
    for clause in syntax.children(sentence, verb, "advcl", "conj") if says else ():
        own = syntax.child(sentence, clause, "nsubj", "nsubj:pass", "expl") is not None
        if sentence.words[clause].deprel == "conj":
            first = syntax.subtree(sentence, clause)[0]
            opens = first == verb + 1 and sentence.words[first].upos == "SCONJ"
            found = opens and syntax.child(sentence, clause, "cc") is None
        else:
            found = bool(clause_extent.main_clause_of_condition(sentence, verb, clause))
        if own and found:
            yield clause


def _is_it(sentence: Sentence, verb: int) -> bool:
    """Return whether the subject is ``it``, read as a word like others: ``*It* was announced``."""
    subject = syntax.child(sentence, verb, "nsubj:pass")
    return subject is not None and sentence.words[subject].text.lower() == "it"


def _through_channel(sentence: Sentence, verb: int) -> Iterator[int]:
    """Yield ``said in a statement *that the fund closed*``, hung on the statement by the parser.

    So also after any other phrase whose noun has no content of its own: ``said before the vote
    *that it was off*``, but not ``said in the belief that it was off``.
    """
    for group in syntax.children(sentence, verb, "obl"):
        lemma, marker = sentence.words[group].lemma.lower(), syntax.marker(sentence, group)
        if group > verb and (lemma, marker) == ("time", "for"):  # said for the first time he would
            for clause in syntax.children(sentence, group, "acl"):
                if syntax.child(sentence, clause, "nsubj") is not None:
                    yield clause
        channel = cue_lexicon.is_channel(lemma, marker)
        if sentence.words[verb].lemma.lower() in narration.GESTURES:
            continue  # pointed to marks that pupils gave
        if group > verb and (channel or complements.says(sentence, verb)):
            for holder in syntax.subtree(sentence, group):
                spoken = complements.document_before(sentence, holder) is not None
                spoken = spoken or _is_topic(sentence, holder)
                if not spoken and sentence.words[holder].lemma.lower() not in NOUNS_OF_CONTENT:
                    yield from _told(sentence, holder, relative=channel)


def _is_topic(sentence: Sentence, noun: int) -> bool:
    """Return whether a noun with a content of its own is only spoken of: ``about *fears* that``."""
    about = syntax.marker(sentence, noun) == "about"
    return about and cue_lexicon.is_listed(sentence.words[noun].lemma.lower())


def _modifies(sentence: Sentence, verb: int, clause: int) -> bool:
    """Return whether it is the subject's participle: ``A survey *carried out in May* found …``.

    Also in front: ``*Asked about it*, she said …``.
    """
    subject = syntax.child(sentence, verb, "nsubj")
    bare = syntax.child(sentence, clause, "nsubj", "nsubj:pass", "aux", "aux:pass", "mark") is None
    before = subject is not None and clause < verb
    opens = before and clause == min(syntax.subtree(sentence, clause))
    between = before and subject is not None and subject < clause
    participle = sentence.words[clause].xpos in {"VBN", "VBD"}
    if subject is None and clause < verb and before_participle(sentence, verb) is not None:
        return True
    return ((between or opens) and bare and participle) or (
        subject is None and is_described_speaker(sentence, verb, clause) is not None
    )


def _is_condition(sentence: Sentence, verb: int, clause: int) -> bool:
    """Return whether a noun takes the clause: ``said on condition *that he not be named*``."""
    words, first = sentence.words, min(syntax.subtree(sentence, clause))
    before = words[first - 1]
    takes = first - 1 > verb and before.lemma.lower() in NOUNS_OF_CONTENT
    return takes and words[first].text.lower() == "that" and before.deprel == "obl"


def _is_free_relative(sentence: Sentence, clause: int) -> bool:
    """Return whether it names somebody or something: ``confirm *whomever the chief picks*``.

    Not ``said *whatever was lost will be paid for*``, where a clause of its own modifies the word.
    """
    first = min(syntax.subtree(sentence, clause))
    word = sentence.words[first]
    modified = syntax.child(sentence, first, "acl:relcl", "acl") is not None
    return word.lemma.lower() in FREE_RELATIVES and word.head == clause and not modified


def _is_before_infinitive(sentence: Sentence, verb: int, clause: int) -> bool:
    """Return whether a verb governs another: ``After Ek left, Lund *continued to write*``."""
    below = syntax.child(sentence, verb, "xcomp")
    if clause > verb or below is None or syntax.marker(sentence, below) != "to":
        return False
    own = syntax.child(sentence, below, "obj", "ccomp", "xcomp") is not None
    return own or not complements.says(sentence, below)  # but ``…, he went on *to say*``


def _is_of_another(sentence: Sentence, verb: int, clause: int) -> bool:
    """Return whether a clause before a cue belongs to another verb or is set apart from the cue."""
    follows = _follows_another(sentence, verb, clause), _led_to(sentence, verb, clause)
    return follows != (None, None) or _is_before_semicolon(sentence, verb, clause)


def _led_to(sentence: Sentence, verb: int, clause: int) -> int | None:
    """Return the infinitive of saying between a verb that says nothing and a clause behind it.

    ``The noise led Ms. Park *to complain*: “I cannot sleep”``: the parser hung it on *led*.
    """
    first = min(syntax.subtree(sentence, clause))
    if complements.says(sentence, verb) or clause < verb:
        return None
    for below in range(first - 1, verb, -1):
        if complements.says(sentence, below) and syntax.marker(sentence, below) == "to":
            last = max(syntax.subtree(sentence, below, {clause}))
            near = all(word.upos == "PUNCT" for word in sentence.words[last + 1 : first])
            return below if near else None
    return None


def _is_glued(sentence: Sentence, clause: int) -> bool:
    """Return whether a word that was read as a clause is part of one: ``*81*-year-old Al Moss``."""
    word, after = sentence.words[clause], sentence.words[clause + 1 : clause + 2]
    hyphen = bool(after) and after[0].text == "-" and after[0].start == word.end
    return word.upos == "NUM" and hyphen


def _is_before_semicolon(sentence: Sentence, verb: int, clause: int) -> bool:
    """Return whether a semicolon stands between a clause and its cue: ``It rained; Ek agreed``."""
    after = max(syntax.subtree(sentence, clause)) if clause < verb else verb
    return any(word.text == ";" for word in sentence.words[after:verb])


def _follows_another(sentence: Sentence, verb: int, clause: int) -> int | None:
    """Return the verb in front whose clause it is: ``While Ek *admitted* that …, Lund said …``.

    The parser hung it on *verb*. Only what belongs to the other verb stands between.
    """
    first = min(syntax.subtree(sentence, clause))
    if first == 0 or clause > verb or syntax.marker(sentence, clause) != "that":
        return None
    for other in (first - 1, *syntax.ancestors(sentence, first - 1)):
        own = syntax.child(sentence, other, "nsubj") is not None
        if other < first and own and complements.says(sentence, other):
            return other
    return None


def _told(sentence: Sentence, told: int, relative: bool = False) -> Iterator[int]:
    """Yield ``told the court *that he had lied*`` where the parser attaches it to the addressee.

    With *relative* also where it took ``that`` for the clause's object.
    """
    for clause in syntax.children(sentence, told, "acl"):
        own = syntax.child(sentence, clause, "nsubj", "nsubj:pass", "expl")
        that = sentence.words[min(syntax.subtree(sentence, clause))]
        subject = own is not None and own != that.index
        if (
            subject
            and (syntax.marker(sentence, clause) == "that" or relative)
            and (that.text.lower() == "that")
        ):
            yield clause


def _told_bare(sentence: Sentence, told: int) -> Iterator[int]:
    """Yield ``told a hearing *the dam was full*``: right after the addressee, and lacking no part.

    Not ``told a story *they loved*``, whose object is the story. A name takes no such clause that
    says which it is: ``told The Arden Courier *he sells to bakeries*``.
    """
    name = sentence.words[told].text[:1].isupper()
    for clause in syntax.children(sentence, told, "acl", "ccomp"):
        subject = syntax.child(sentence, clause, "nsubj", "nsubj:pass")
        first = min(syntax.subtree(sentence, clause))
        if subject is None or first != told + 1:
            continue
        opens = min(syntax.subtree(sentence, subject)) == first
        relative = sentence.words[subject].lemma.lower() in {*WH_WORDS, "that"}
        verbs = (clause, *syntax.children(sentence, clause, "xcomp"))  # he wanted *to scare her*
        whole = any(syntax.child(sentence, v, *FILLED) is not None for v in verbs)
        if opens and (whole or name) and not relative:
            yield clause


def _frame(sentence: Sentence, clause: int) -> str:
    """Name the clause's form: that-clause, wh-clause, to-infinitive or bare-clause."""
    mark = syntax.marker(sentence, clause)
    if mark == "that":
        return "that-clause"
    if mark in {"if", "whether"}:
        return "wh-clause"
    own = syntax.child(sentence, clause, "nsubj", "nsubj:pass", "expl") is not None
    if mark == "to" and not own:  # but ``Her envoy is to fly, diplomats said``
        return "to-infinitive"
    first = min(syntax.subtree(sentence, clause))
    return "wh-clause" if sentence.words[first].lemma.lower() in WH_WORDS else "bare-clause"
