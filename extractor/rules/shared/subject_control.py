"""The subject that a cue shares with another clause, or that its participle modifies.

conj        conj -> nsubj                          *He* nodded and said …
shared      advcl/ccomp/xcomp/parataxis -> nsubj   *She* spoke, adding …
            xcomp -> obj                           The leak led *her* to say …
            acl:relcl, past another's noun         *She* issued a letter after Ek's talk that said …
            acl -> noun -obj-> verb -> nsubj       *He* issued a letter saying …
noun        acl -> noun                            *a letter* saying …
quoted      obj -> nmod, nmod:poss, acl -> nsubj   read a letter from *the widow*: …
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor import cue_lexicon
from extractor.domain import NounPhrase, Sentence, value
from extractor.english import lexicon, syntax
from extractor.english.noun_phrases import mention_of
from extractor.english.syntax import follows_comma
from extractor.rules.shared.cue_verbs import (
    asks_to,
    is_in_chain,
    is_of_thing,
    is_second_cue,
    is_trailing_report,
    says,
)
from extractor.rules.shared.misattached_subjects import (
    CLAUSAL_PREPOSITIONS,
    after_conjunction,
    behind_preposition,
)
from extractor.rules.shared.names import name_before

CLIMB = ("advcl", "xcomp", "ccomp", "parataxis", "dep")
BELOW_REPORT = frozenset("conj xcomp acl obj obl nmod appos".split())
CAUSING_VERBS = frozenset(
    """
    lead prompt cause force allow enable get push drive compel inspire move spur provoke oblige
    permit
    """.split()
)
ISSUING_VERBS = frozenset(
    """
    issue release send post publish write sign make give put deliver file run air tweet pass
    """.split()
)
SPEAKING_NOUNS = frozenset("website company group organization team".split())
"""Nouns besides those for people and documents whose participle speaks for them.

Others leave it to the subject of the main clause.
"""


@value()
class Source:
    """The mention that a cue leads to and the path that led there (``own``, ``conj``, ...)."""

    mention: NounPhrase
    path: str


def borrowed_source(sentence: Sentence, cue: int) -> Source | None:
    """Climb from *cue* to the word that shares its subject; None if it shares none."""
    at = cue
    path = ""
    while sentence.words[at].head >= 0:
        word = sentence.words[at]
        apart = _subject_behind_with(sentence, at)
        apart = behind_preposition(sentence, at) if apart is None else apart
        apart = _utterer(sentence, at) if apart is None else apart
        apart = _subject_in_front(sentence, at) if apart is None else apart
        if apart is not None:
            return _source(sentence, apart, "shared", cue)
        predicated = _subject_of_predicate(sentence, at)
        if predicated is not None:
            return _source(sentence, predicated, path or "shared", cue)
        if word.deprel == "acl" and sentence.words[word.head].upos in syntax.NOMINAL:
            return _of_noun(sentence, word.head, cue, path)
        if at == cue and _follows_document(sentence, cue):
            return _of_noun(sentence, cue - 1, cue, path)
        degree = at != cue and word.deprel == "advmod"  # went so *far* as to say
        if word.deprel != "conj" and not degree and not _shares(sentence, at):
            return None
        made = _made_to(sentence, at)
        if made is not None:
            return _source(sentence, made, path or "shared", cue)
        path = path or ("conj" if word.deprel == "conj" else "shared")
        outer = _subject_of_outer_report(sentence, cue) if at == cue else None
        if outer is not None:
            return _source(sentence, outer, "shared", cue)
        above = _own_subject(sentence, word.head, cue)
        if above is not None:
            return _source(sentence, _who_can_speak(sentence, word.head, above, cue), path, cue)
        at = word.head
    return None


def _subject_of_predicate(sentence: Sentence, participle: int) -> int | None:
    """Return who is told of by a phrase before a participle: ``*They* were in agreement, saying``.

    A comma parts the participle from the phrase, which does not speak: no name of who does, ``The
    next was *Lee*, saying``, nor anything written, ``The first sign was a *letter*, saying``.
    """
    word = sentence.words[participle]
    if word.deprel != "acl" or word.xpos != "VBG":
        return None
    if not syntax.is_behind_comma(sentence, participle):
        return None
    phrase = sentence.words[word.head]
    written = lexicon.common_noun_class(phrase.text) == "document"
    bare = syntax.child(sentence, word.head, "case") is None  # not *in agreement*
    speaks = bare and (phrase.upos == "PROPN" or written)
    relative = phrase.deprel == "acl:relcl"  # Lee, *who is in doubt*, saying
    if relative or speaks or syntax.child(sentence, word.head, "cop") is None:
        return None
    return syntax.child(sentence, word.head, "nsubj")


def _source(sentence: Sentence, head: int, path: str, cue: int) -> Source:
    return Source(mention_of(sentence, head, frozenset({cue})), path)


def _shares(sentence: Sentence, cue: int) -> bool:
    """Return whether *cue* is a clause without subject that borrows its governor's."""
    word = sentence.words[cue]
    if word.deprel == "acl:relcl" or not syntax.is_relation(word.deprel, CLIMB):
        return False
    if is_in_chain(sentence, cue) or _comes_then(sentence, cue):
        return True
    if word.xpos == "VBN" and not syntax.auxiliaries(sentence, cue):
        return False
    return word.xpos not in syntax.FINITE or word.deprel == "xcomp"


def _comes_then(sentence: Sentence, cue: int) -> bool:
    """Return whether a verb is the next act without a conjunction: ``said so, *then added*``."""
    word = sentence.words[cue]
    then = (sentence.words[c].text.lower() for c in syntax.children(sentence, cue, "advmod"))
    alike = word.deprel == "parataxis" and word.xpos == sentence.words[word.head].xpos
    return alike and "then" in then and syntax.child(sentence, cue, *syntax.SUBJECTS) is None


def _subject_behind_with(sentence: Sentence, clause: int) -> int | None:
    """Return the subject of ``ended with *Ann Lee* asking``, which the parser attached to *ended*.

    Not of ``She met with Ann Lee, the chair, saying``: a person has who speaks as a subject.
    """
    words, word = sentence.words, sentence.words[clause]
    if word.xpos != "VBG" or word.deprel != "advcl":
        return None
    for noun in syntax.children(sentence, word.head, "obl"):
        marks = [syntax.child(sentence, each, "mark", "case") for each in (clause, noun)]
        mark = next((each for each in marks if each is not None), noun)
        if words[mark].text.lower() != "with" or not mark < noun < clause:
            continue
        subject = syntax.child(sentence, word.head, "nsubj")
        event = subject is not None and not _is_person(sentence, subject)
        if words[clause - 1].text != ",":
            return noun
        if event and syntax.child(sentence, noun, "appos") is not None:
            return noun
    return None


def _subject_in_front(sentence: Sentence, participle: int) -> int | None:
    """Return the subject of a clause in front: ``While *Ann* wept, saying “…,” her son shouted``.

    The parser attached the participle to the main verb, whose own subject stands behind it.
    """
    words, word = sentence.words, sentence.words[participle]
    main = syntax.child(sentence, word.head, "nsubj")
    if word.xpos != "VBG" or word.deprel != "advcl" or main is None or main < participle:
        return None
    for clause in syntax.children(sentence, word.head, "advcl"):
        below = [p for p in syntax.subtree(sentence, clause) if words[p].upos != "PUNCT"]
        own = syntax.child(sentence, clause, "nsubj")
        opens = words[below[0]].text.lower() in lexicon.CONCESSIVES | {"as", "when"}
        if own is not None and opens and below[-1] < participle <= below[-1] + 2:
            return own
    return None


def _utterer(sentence: Sentence, clause: int) -> int | None:
    """Return who made a remark that a participle quotes: ``cited comments *Lee* made saying``."""
    words, word = sentence.words, sentence.words[clause]
    comma = words[min(syntax.subtree(sentence, clause)) - 1].text == ","
    if word.xpos != "VBG" or word.deprel not in {"advcl", "acl"} or comma:
        return None
    nouns = (word.head,) if word.deprel == "acl" else syntax.children(sentence, word.head, "obj")
    for noun in nouns:
        for relative in syntax.children(sentence, noun, "acl:relcl"):
            who = syntax.child(sentence, relative, "nsubj")
            named = who is not None and words[who].text.lower() not in lexicon.RELATIVE_PRONOUNS
            if named and noun < relative < clause and _issues(sentence, relative, noun):
                return who
    return None


def _made_to(sentence: Sentence, clause: int) -> int | None:
    """Return the object that does what the open clause at *clause* says; None if none does.

    It is made to, ``led *her* to say``, or judged for it: ``mocked *her* for saying``.
    """
    word = sentence.words[clause]
    mark, loose = syntax.marker(sentence, clause), word.deprel in {"xcomp", "advcl"}
    above = sentence.words[word.head].lemma.lower()
    made = above in CAUSING_VERBS and (word.deprel == "xcomp" or mark == "to")
    beside = above == "leave" or above in cue_lexicon.PERCEIVING_VERBS  # recalled *Lee* saying …
    made |= beside and word.xpos == "VBG" and not follows_comma(sentence, clause)
    judged = cue_lexicon.listed_class(above) == "stance" and mark == "for" and word.xpos == "VBG"
    if not loose or not (made or judged):
        return None
    # What the parser takes for a second subject, after the verb, is its object too.
    objects = syntax.children(sentence, word.head, "obj", "iobj", "nsubj")
    between = (each for each in objects if word.head < each < clause)
    return next((each for each in between if made or _is_person(sentence, each)), None)


def _is_person(sentence: Sentence, noun: int) -> bool:
    word = sentence.words[noun]
    return word.upos != "NOUN" or lexicon.noun_class(word.text) in lexicon.PEOPLE


def _own_subject(sentence: Sentence, governor: int, cue: int) -> int | None:
    own = syntax.child(sentence, governor, "nsubj")
    if own is None:
        behind = after_conjunction(sentence, governor)
        return name_before(sentence, governor) if behind is None else behind
    if own == cue or sentence.words[own].text.lower() in {"there", "what"}:
        return None
    last = syntax.subtree(sentence, own)[-1]
    for name in syntax.children(sentence, governor, "nsubj"):  # read apart: *teacher* | *Ann Lee*
        if name == last + 1 < governor and sentence.words[name].upos == "PROPN":
            return name
    return own


def _who_can_speak(sentence: Sentence, governor: int, subject: int, cue: int) -> int:
    """Return *subject*, or who speaks further above where it is a thing that cannot.

    ``*Lee* rejected the idea that changes amounted to a purge and *said* …``: the parser joined the
    cue to the nearest verb in its form. Or to what was said: ``*Lee* said it rained before
    *adding* …``, ``*Lee* said roads were icy while *urging* them to wait``.
    """
    word = sentence.words[subject]
    can = word.upos != "NOUN" or lexicon.common_noun_class(word.text) is not None
    mark = syntax.marker(sentence, cue)
    later = sentence.words[cue].deprel == "advcl" and mark in {"after", "before", "while"}
    can &= not (later and mark == "before" and is_of_thing(sentence, governor, before=True))
    joined = sentence.words[cue].deprel == "conj" and says(sentence, cue)
    later &= says(sentence, cue) or asks_to(sentence, cue)
    if can or not (joined or later):
        return subject
    for above in syntax.ancestors(sentence, governor):
        own = syntax.child(sentence, above, "nsubj")
        alike = (
            says(sentence, above)
            if later
            else (sentence.words[above].xpos == sentence.words[cue].xpos)
        )
        if alike and own is not None and _is_person(sentence, own):
            return own
    return subject


def _subject_of_outer_report(sentence: Sentence, cue: int) -> int | None:
    """Return the subject of the cue that reports the clause of *cue*, if *cue* shares it.

    ``Ek said it might close, *adding* …``, and ``Ek said they feared that it would close and
    *predicted* …``, which the parser joins to the nearest verb, however deep.
    """
    inner = sentence.words[cue].head
    joined = syntax.enclosing(sentence, inner, "ccomp")
    if joined is not None and is_second_cue(sentence, sentence.words[joined].head, cue):
        return _own_subject(sentence, sentence.words[joined].head, cue)
    if not is_trailing_report(sentence, cue):
        return None
    while sentence.words[inner].deprel in BELOW_REPORT:
        inner = sentence.words[inner].head
    word = sentence.words[inner]
    if word.deprel != "ccomp":
        return None
    above = sentence.words[word.head]
    light = above.deprel in {"xcomp", "obj"}  # made *clear* that …
    return _own_subject(sentence, above.head if light else word.head, cue)


# --- participles below a noun -------------------------------------------------------------


def _of_noun(sentence: Sentence, noun: int, cue: int, path: str) -> Source:
    """Return the noun that a participle modifies, or the main clause's subject.

    The latter past a comma, and where the noun is neither a name nor a thing that speaks.
    """
    issuer = _issuer(sentence, noun, cue)
    if issuer is not None:
        return issuer
    agent = _agent_below(sentence, noun)
    if agent is not None:
        return _source(sentence, agent, "noun", cue)
    named = _name_below(sentence, noun, cue)
    if named is not None:
        return _source(sentence, named, "noun", cue)
    word = sentence.words[noun]
    speaks = word.upos != "NOUN" or _is_speaking(word.lemma.lower())
    of = syntax.child(sentence, noun, "nmod")  # left half of *voters* saying
    speaks |= of is not None and lexicon.noun_class(sentence.words[of].text) in lexicon.PEOPLE
    speaks = speaks or syntax.marker(sentence, noun) == "with"  # ended *with both sides* claiming
    past_comma = follows_comma(sentence, cue)
    aim = sentence.words[cue].xpos == "VB" and not _is_person(sentence, noun)  # a call *to say*
    if not speaks or past_comma or aim:
        main = _subject_of_outer_report(sentence, cue)
        main = _subject_of_main_clause(sentence, noun, cue) if main is None else main
        if main is not None:
            return _source(sentence, main, "shared", cue)
    return _source(sentence, noun, path or "noun", cue)


def _is_speaking(noun: str) -> bool:
    return noun in SPEAKING_NOUNS or lexicon.noun_class(noun) in {"person", "document", "crowd"}


def _follows_document(sentence: Sentence, cue: int) -> bool:
    """Return whether a participle stands right after a document: ``with *a poster* arguing``.

    Or after those from whom something comes.
    """
    word, before = sentence.words[cue], sentence.words[cue - 1]
    beside = cue > 0 and word.deprel == "advcl" and word.xpos == "VBG"
    marker = syntax.marker(sentence, before.index)
    body = lexicon.noun_class(before.text) == "organization" or before.upos == "PROPN"
    people = _is_speaking(before.lemma.lower()) or body
    if beside and marker == "from" and people and before.head == word.head:
        return True  # took heat *from a group* demanding …
    document = before.upos == "NOUN" and lexicon.noun_class(before.text) == "document"
    return beside and document and before.deprel in {"obj", "obl"} and before.head == word.head


def _issuer(sentence: Sentence, noun: int, cue: int) -> Source | None:
    """Return who put out the words at *noun*: ``*the mayor* released a statement saying …``."""
    verb = sentence.words[noun].head
    if sentence.words[noun].deprel != "obj" or not _issues(sentence, verb, noun):
        return None
    own = _own_subject(sentence, verb, cue)
    if own is None:
        return borrowed_source(sentence, verb)
    return _source(sentence, own, "shared", cue)


def _issues(sentence: Sentence, verb: int, noun: int) -> bool:
    """Return whether a verb and a noun say that words were put out: ``released``, ``letter``."""
    document = lexicon.noun_class(sentence.words[noun].text) == "document"
    return document and sentence.words[verb].lemma.lower() in ISSUING_VERBS


def issuer_of_relative(sentence: Sentence, cue: int) -> Source | None:
    """Return who put out what speaks in a relative clause that stands behind somebody's words.

    ``*She* issued a letter a day after Ek's talk that said …``: a noun with a possessor takes no
    clause that says which it is, so that the clause is about the letter.
    """
    words = sentence.words
    that = syntax.child(sentence, cue, "nsubj")
    relative = words[cue].deprel == "acl:relcl" and that is not None
    if that is None or not relative or words[that].text.lower() != "that":
        return None
    noun = words[that - 1]
    owned = syntax.child(sentence, noun.index, "nmod:poss") is not None
    # She issued a letter within hours of Ek's talk that said …
    above = words[noun.head].lemma.lower() in lexicon.NARRATION["period"]
    behind = syntax.marker(sentence, noun.index) in CLAUSAL_PREPOSITIONS
    if not owned or not (behind or above):
        return None
    for verb in syntax.ancestors(sentence, cue):
        things = (c for c in syntax.children(sentence, verb, "obj") if c < noun.index)
        issued = any(_issues(sentence, verb, thing) for thing in things)
        own = _own_subject(sentence, verb, cue) if issued else None
        if own is not None:
            return _source(sentence, own, "shared", cue)
    return None


def source_at_document(sentence: Sentence, document: int, participle: int) -> Source:
    """Return who speaks at a participle of a document that was read as a compound noun.

    That is who put the document out, or else the document.
    """
    words, verb = sentence.words, sentence.words[participle].head
    if words[participle].deprel == "obj" and _issues(sentence, verb, document):
        own = _own_subject(sentence, verb, participle)
        if own is not None:
            return _source(sentence, own, "shared", participle)
    below = syntax.subtree(sentence, participle)
    phrase = [p for p in below if p <= document and words[p].deprel not in {"case", "punct"}]
    return Source(NounPhrase(syntax.span(sentence, phrase), sentence.index, document), "noun")


def _agent_below(sentence: Sentence, noun: int) -> int | None:
    """Return who does what a noun names: ``efforts *by some clerks* to hide it while saying …``."""
    if _is_speaking(sentence.words[noun].lemma.lower()):
        return None
    for inner in syntax.modifiers(sentence, noun, "by"):
        word = sentence.words[inner]
        people = word.upos in {"PROPN", "PRON"} or lexicon.noun_class(word.text) in lexicon.PEOPLE
        if people and inner > noun:
            return inner
    return None


def _name_below(sentence: Sentence, noun: int, cue: int) -> int | None:
    """Return who is right before the participle: ``footage of *Ann Lee* saying …``."""
    thing = not _is_speaking(sentence.words[noun].lemma.lower())
    for inner in syntax.children(sentence, noun, "nmod"):
        word = sentence.words[inner]
        somebody = thing and word.xpos == "NN" and lexicon.noun_class(word.text) == "person"
        if (word.upos in {"PROPN", "PRON"} or somebody) and noun < inner < cue:
            last = max(syntax.subtree(sentence, inner, {cue}))
            if last == cue - 1:
                return inner
    return None


def _subject_of_main_clause(sentence: Sentence, noun: int, cue: int) -> int | None:
    """Return the subject of the verb above *noun*; None if *noun* is in it itself."""
    for head in (noun, *syntax.ancestors(sentence, noun)):
        if syntax.is_relation(sentence.words[head].deprel, ("nsubj",)):
            return None
        own = sentence.words[head].deprel != "xcomp" or sentence.words[cue - 1].text != ","
        if sentence.words[head].upos == "VERB" and own:
            return _own_subject(sentence, head, cue)
    return None


# --- whose words are read out ---------------------------------------------------------------

READING_VERBS = frozenset("read recite quote".split())


def author_of_read(sentence: Sentence, cue: int) -> int | None:
    """Return whose words somebody reads out: ``Moe read a letter that *the actor* had left: “…”``.

    A pronoun may be the reader: ``Moe read from *his* diary``.
    """
    words = sentence.words
    if words[cue].lemma.lower() not in READING_VERBS:
        return None
    read = ("nsubj:pass",) if syntax.is_passive(sentence, cue) else ("obj", "obl")
    for letter in syntax.children(sentence, cue, *read):
        if lexicon.noun_class(words[letter].text) != "document":
            continue
        for author in _authors(sentence, letter):
            somebody = lexicon.noun_class(words[author].text) in {*lexicon.PEOPLE, "organization"}
            if words[author].upos == "PROPN" or (words[author].upos == "NOUN" and somebody):
                return author
    return None


def _authors(sentence: Sentence, letter: int) -> Iterator[int]:
    """Yield who may have written a letter: ``*Moe's*``, ``from *Moe*``, ``that *Moe* wrote``."""
    yield from syntax.children(sentence, letter, "nmod:poss")
    yield from syntax.modifiers(sentence, letter, "by", "from")
    for clause in syntax.children(sentence, letter, "acl:relcl", "acl"):
        if not syntax.is_passive(sentence, clause):
            yield from syntax.children(sentence, clause, "nsubj")
