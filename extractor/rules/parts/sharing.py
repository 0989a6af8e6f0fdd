"""Subjects that a cue shares with the clause it hangs on.

conj        conj -> nsubj                          *He* nodded and said …
shared      advcl/ccomp/xcomp/parataxis -> nsubj   *She* spoke, adding …
made        xcomp -> obj                           The leak led *her* to say …
noun        acl -> noun                            *a letter* saying …
issued      acl -> noun -obj-> verb -> nsubj       *He* issued a letter saying …
"""

from __future__ import annotations

from extractor.domain import Sentence
from extractor.english import syntax
from extractor.rules.base import Subject
from extractor.rules.parts import control
from extractor.rules.parts.phrases import phrase
from extractor.rules.parts.reporting import is_trailing

CLIMB = ("advcl", "xcomp", "ccomp", "parataxis", "dep")
TELLING = frozenset(
    """
    statement letter report article editorial memo email message tweet post note sign ad
    advertisement video book study survey poll review analysis document filing lawsuit complaint
    petition resolution law rule order story headline column speech song poster banner website
    man woman person official officer lawyer spokesman spokeswoman source witness voter expert
    analyst critic activist protester leader member people group company source
    """.split()
)


def inherited(sentence: Sentence, cue: int) -> Subject | None:
    """Climb from *cue* to the word that shares its subject; None where it shares none."""
    at = cue
    path = ""
    while sentence.words[at].head >= 0:
        word = sentence.words[at]
        if word.deprel == "acl" and sentence.words[word.head].upos in syntax.NOMINAL:
            return _of_noun(sentence, word.head, cue, path)
        if word.deprel != "conj" and not _shares(sentence, at):
            return None
        made = control.made_to(sentence, at)
        if made is not None:
            return Subject(phrase(sentence, made, frozenset({cue})), path or "shared")
        path = path or ("conj" if word.deprel == "conj" else "shared")
        if at == cue and is_trailing(sentence, cue):
            outer = _reporting(sentence, word.head, cue)
            if outer is not None:
                return Subject(phrase(sentence, outer, frozenset({cue})), "shared")
        above = _above(sentence, word.head, cue)
        if above is not None:
            return Subject(phrase(sentence, above, frozenset({cue})), path)
        at = word.head
    return None


def _reporting(sentence: Sentence, inner: int, cue: int) -> int | None:
    """Return the subject of the cue that reports the clause of *inner*, if one does."""
    clause = inner
    while sentence.words[clause].deprel in {"conj", "xcomp"}:
        clause = sentence.words[clause].head
    word = sentence.words[clause]
    if word.deprel != "ccomp" or word.head < 0:
        return None
    return _above(sentence, word.head, cue)


def _of_noun(sentence: Sentence, noun: int, cue: int, path: str) -> Subject:
    """Return the noun that a participle modifies, or the main clause's subject.

    The latter past a comma, and where the noun is neither a name nor a thing that tells.
    """
    issuer = _issuer(sentence, noun, cue)
    if issuer is not None:
        return issuer
    named = _named_before(sentence, noun, cue)
    if named is not None:
        return Subject(phrase(sentence, named, frozenset({cue})), "noun")
    word = sentence.words[noun]
    tells = word.upos != "NOUN" or word.lemma.lower() in TELLING
    if not tells or (cue > 0 and sentence.words[cue - 1].text == ","):
        main = _main_subject(sentence, noun, cue)
        if main is not None:
            return Subject(phrase(sentence, main, frozenset({cue})), "shared")
    return Subject(phrase(sentence, noun, frozenset({cue})), path or "noun")


def _issuer(sentence: Sentence, noun: int, cue: int) -> Subject | None:
    """Return who put out the words at *noun*: ``*the mayor* released a statement saying …``."""
    verb = control.issuing(sentence, noun)
    if verb is None:
        return None
    own = _above(sentence, verb, cue)
    if own is None:
        return inherited(sentence, verb)
    return Subject(phrase(sentence, own, frozenset({cue})), "shared")


def _named_before(sentence: Sentence, noun: int, cue: int) -> int | None:
    """Return the name right before the participle: ``footage of *Ann Lee* saying …``."""
    for inner in syntax.children(sentence, noun, "nmod"):
        word = sentence.words[inner]
        if word.upos in {"PROPN", "PRON"} and noun < inner < cue:
            last = max(syntax.subtree(sentence, inner, {cue}))
            if last == cue - 1:
                return inner
    return None


def _main_subject(sentence: Sentence, noun: int, cue: int) -> int | None:
    """Return the subject of the verb above *noun*; None where *noun* is in it itself."""
    for head in (noun, *syntax.ancestors(sentence, noun)):
        if syntax.is_relation(sentence.words[head].deprel, ("nsubj",)):
            return None
        if sentence.words[head].upos == "VERB":
            return _above(sentence, head, cue)
    return None


def _above(sentence: Sentence, governor: int, cue: int) -> int | None:
    own = syntax.child(sentence, governor, "nsubj")
    if own is None or own == cue or sentence.words[own].text.lower() == "there":
        return None
    return own


def _shares(sentence: Sentence, cue: int) -> bool:
    """Return whether *cue* is a clause without subject that borrows its governor's."""
    word = sentence.words[cue]
    if word.deprel == "acl:relcl" or not syntax.is_relation(word.deprel, CLIMB):
        return False
    if word.xpos == "VBN" and not syntax.auxiliaries(sentence, cue):
        return False
    return word.xpos not in syntax.FINITE or word.deprel == "xcomp"
