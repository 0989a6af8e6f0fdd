"""What keeps a speaker's name from the text, and why.

    an aide who   asked not to be named   because the talks are private
                  ^^^ <-xcomp-    ^^^^^   ^^^^^^^
                  grant ...............   reason

The grant runs from the verb, with its auxiliaries and without the relative pronoun, to the end of
its complement: anonymity, a name that is not given, somebody who is not named.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor.domain import Sentence, Span, Word, value
from extractor.english import inflection, lexicon
from extractor.english.syntax import (
    FINITE,
    ancestors,
    child,
    children,
    is_negated,
    is_passive,
    marker,
    span,
    subtree,
)

TRIGGERS: Final = lexicon.ANONYMITY["trigger"]
CLAUSES: Final = frozenset({"acl", "acl:relcl"})
RELATIVES: Final = frozenset("who which that whom whose".split())
TOLD_NAMES: Final = frozenset("obj iobj nsubj:pass nsubj obl xcomp".split())
KEEPING: Final = lexicon.ANONYMITY["keeping"]
LONGEST_CLAUSE: Final = 12
"""Words from a name to the verb by which it is withheld."""
ONLY: Final = frozenset("only just simply solely merely".split())
BESIDE_NAMING: Final = frozenset("to as among on against".split())
"""Prepositions behind ``was not named`` that show another sense: ``named to the team``."""


@value()
class Grant:
    """Words *first* to *last* of a sentence that grant anonymity.

    ``top`` is the verb or noun of the grant in the sentence; ``whose`` are the words that may be
    the one it is granted to, the likelier first.
    """

    first: int
    last: int
    top: int
    whose: tuple[int, ...] = ()


# --- grants -------------------------------------------------------------------------------


def grants_in(sentence: Sentence) -> Iterator[Grant]:
    """Yield the grants of a sentence, whoever they are for."""
    if not any(word.text.lower() in TRIGGERS for word in sentence.words):
        return
    for word in sentence.words:
        lower, lemma = word.text.lower(), word.lemma.lower()
        if lower == "anonymity":
            yield from _of_anonymity(sentence, word.index)
        elif lower in lexicon.ANONYMITY["nameless"]:
            yield from _anonymous(sentence, word.index)
        elif lower in {"anonymously", "pseudonymously", "unattributably"} and word.head >= 0:
            yield _of_adverb(sentence, word.index)
        elif lower == "suppression" and child(sentence, word.index, "compound") is not None:
            yield from _of_anonymity(sentence, word.index)
        elif lower in {"chatham", "lobby"} and word.head > word.index:
            yield from _under_rules(sentence, word.head)
        elif lower in {"background", "attribution", "record"}:
            yield from _on_background(sentence, word.index)
        elif lemma in {"pseudonym", "name"} and word.upos == "NOUN":
            yield from _of_other_name(sentence, word.index)
        if lemma in lexicon.ANONYMITY["naming"] and word.upos == "VERB":
            yield from _not_named(sentence, word.index)
        elif word.upos == "NOUN" and _is_sort_of_name(sentence, word.index):
            told = list(_name_not_told(sentence, word.index))
            yield from told or _withheld(sentence, word.index)


def _is_sort_of_name(sentence: Sentence, noun: int) -> bool:
    """Return whether a noun is a name or what stands for one: ``initials``, ``call sign``."""
    plain = lexicon.plain_singular(sentence.words[noun].text)
    before = sentence.words[noun - 1].text.lower() if noun else ""
    return plain in lexicon.ANONYMITY["name"] or (plain == "sign" and before == "call")


def _of_anonymity(sentence: Sentence, noun: int) -> Iterator[Grant]:
    """Yield ``on condition of anonymity``, ``requested anonymity``, ``insisted on anonymity``."""
    words = sentence.words
    top = noun
    while words[top].head >= 0 and _is_condition(sentence, words[top].head):
        top = words[top].head
    case, verb = _first_case(sentence, top), words[top].head
    if verb < 0:
        return
    lemma = words[verb].lemma.lower()
    right = words[top].lemma.lower() in lexicon.ANONYMITY["right"]
    first = min(subtree(sentence, top)) if case is None else case
    speaks = lemma in {"speak", "talk"} and _is_beside(sentence, verb, first)
    asks = lemma in lexicon.ANONYMITY["granting"] and (top == noun or right)
    if asks or speaks:
        yield Grant(_with_auxiliaries(sentence, verb), noun, verb)
    elif case is not None and words[case].text.lower() in {"on", "under", "in", "with"}:
        yield Grant(case, noun, verb)


def _is_condition(sentence: Sentence, position: int) -> bool:
    word = sentence.words[position]
    lemma, names = word.lemma.lower(), lexicon.ANONYMITY
    return word.upos == "NOUN" and (lemma in names["condition"] or lemma in names["right"])


def _is_beside(sentence: Sentence, verb: int, first: int) -> bool:
    between = sentence.words[verb + 1 : first]
    return verb < first and all(word.upos == "ADV" for word in between)


def _first_case(sentence: Sentence, noun: int) -> int | None:
    case = child(sentence, noun, "case")
    return case if case is not None and case < noun else None


def _anonymous(sentence: Sentence, adjective: int) -> Iterator[Grant]:
    """Yield ``wished to remain anonymous``; an anonymous donor is no grant."""
    above = sentence.words[adjective].head
    remaining = adjective if child(sentence, adjective, "cop") is not None else above
    if remaining < 0 or (
        remaining != adjective
        and sentence.words[remaining].lemma.lower() not in lexicon.ANONYMITY["remaining"]
    ):
        return
    top = _wanting(sentence, remaining)
    stays = remaining != adjective and sentence.words[remaining].deprel in CLAUSES
    if top is not None or stays:  # who remained anonymous
        verb = remaining if top is None else top
        yield Grant(_with_auxiliaries(sentence, verb), adjective, verb)


def _of_adverb(sentence: Sentence, adverb: int) -> Grant:
    """Return ``speaking anonymously``, or the adverb alone at another verb."""
    verb = sentence.words[adverb].head
    speaks = sentence.words[verb].lemma.lower() in {"speak", "talk"} and verb == adverb - 1
    first = _with_auxiliaries(sentence, verb) if speaks else adverb
    return Grant(first, adverb, verb)


def _on_background(sentence: Sentence, noun: int) -> Iterator[Grant]:
    """Yield ``on background``, ``off the record`` and ``not for attribution``."""
    words = sentence.words
    before = [word.text.lower() for word in words[max(noun - 2, 0) : noun]]
    if words[noun].text.lower() == "background":
        on = noun - 1 if before[-1:] == ["on"] else noun - 2 if before == ["on", "deep"] else -1
    else:
        on = noun - 2 if before in (["not", "for"], ["off", "the"]) else -1
        on = noun - 1 if before[-1:] == ["without"] else on
    if on < 0 or words[noun].head < 0:
        return
    verb = words[noun].head
    speaks = words[verb].lemma.lower() in {"speak", "talk"} and verb == on - 1
    yield Grant(_with_auxiliaries(sentence, verb) if speaks else on, noun, verb)


def _under_rules(sentence: Sentence, noun: int) -> Iterator[Grant]:
    """Yield ``on lobby terms`` and ``under the Chatham House rule``."""
    while sentence.words[noun].deprel in {"compound", "nmod"} and sentence.words[noun].head > noun:
        noun = sentence.words[noun].head
    case, verb = _first_case(sentence, noun), sentence.words[noun].head
    if case is None or verb < 0 or sentence.words[noun].lemma.lower() not in {"term", "rule"}:
        return
    speaks = sentence.words[verb].lemma.lower() in {"speak", "talk"} and verb == case - 1
    yield Grant(_with_auxiliaries(sentence, verb) if speaks else case, noun, verb)


def _of_other_name(sentence: Sentence, noun: int) -> Iterator[Grant]:
    """Yield ``a pseudonym`` and ``not her real name`` beside a name."""
    words = sentence.words
    verb = words[noun].head
    if verb >= 0 and _is_false_name(sentence, noun) and words[noun].deprel in {"obj", "obl"}:
        case = _first_case(sentence, noun)
        uses = case is None and words[verb].lemma.lower() == "use"
        speaks = case is not None and words[verb].lemma.lower() in {"speak", "talk"}
        if uses or speaks:
            yield Grant(_with_auxiliaries(sentence, verb), noun, verb)
        return
    if words[noun].lemma.lower() == "pseudonym":
        if words[noun].deprel in {"appos", "parataxis"}:
            article = child(sentence, noun, "det")
            yield Grant(noun if article is None else article, noun, noun)
        elif child(sentence, noun, "cop") is not None:
            yield from _predicate(sentence, noun)
        return
    before = [word.text.lower() for word in words[max(noun - 3, 0) : noun]]
    real = before[-1:] in (["real"], ["full"], ["actual"])
    if real and before[:1] == ["not"] and child(sentence, noun, "cop") is None:
        bearer = next((i for i in range(noun - 4, -1, -1) if words[i].text[0].isalnum()), -1)
        yield Grant(noun - 3, noun, noun, (bearer,))
    elif real and child(sentence, noun, "cop") is not None and is_negated(sentence, noun):
        yield from _predicate(sentence, noun)


def _is_false_name(sentence: Sentence, noun: int) -> bool:
    below = {sentence.words[i].text.lower() for i in sentence.children[noun]}
    false = below & {"false", "assumed", "different", "fake", "made-up"}
    named = any(
        sentence.words[i].upos == "PROPN" for i in children(sentence, noun, "appos", "flat")
    )
    return bool(false) or named or sentence.words[noun].lemma.lower() == "pseudonym"


def _predicate(sentence: Sentence, noun: int) -> Iterator[Grant]:
    """Yield ``is not her real name``, said of a name."""
    copula, subject = child(sentence, noun, "cop"), child(sentence, noun, "nsubj")
    if copula is not None and subject is not None:
        yield Grant(copula, noun, noun, (subject, *subtree(sentence, subject)))


def _not_named(sentence: Sentence, verb: int) -> Iterator[Grant]:
    """Yield ``cannot be named``, ``asked not to be identified``, ``agreed not to name her``."""
    words = sentence.words
    top = _wanting(sentence, verb) or verb
    last = _end_of_complement(sentence, verb)
    part = _by_part_of_name(sentence, verb, last) or _by_other_name(sentence, verb)
    plain = words[verb].lemma.lower() in {"name", "identify", "attribute"} or (
        words[verb].lemma.lower() == "quote" and words[top].lemma.lower() in {"ask", "request"}
    )
    denied = plain and _is_denied(sentence, verb, top) and not _is_chosen(sentence, verb, top)
    other = part and (top != verb or _says_only(sentence, verb, top, last))
    if not (denied or other or _is_called(sentence, verb) or _by_initials(sentence, verb)):
        return
    named, relative = child(sentence, verb, "obj"), _relative_noun(sentence, top)
    passive = is_passive(sentence, verb) or words[verb].xpos == "VBN"
    whose: tuple[int, ...] = ()
    if not passive and (named is not None or _has_subject(sentence, top, relative)):
        whose = (named,) if named is not None else (-1 if relative is None else relative,)
    condition = _condition_above(sentence, top)
    first = _with_auxiliaries(sentence, top) if condition is None else condition
    yield Grant(first, last, top, whose)


def _has_subject(sentence: Sentence, top: int, relative: int | None) -> bool:
    """Return whether somebody else does not name the one whom a relative clause is about."""
    subject = child(sentence, top, "nsubj")
    if subject is None:
        return False
    return relative is None or sentence.words[subject].text.lower() not in RELATIVES


def _is_chosen(sentence: Sentence, verb: int, top: int) -> bool:
    """Return whether somebody is named for a task: ``was not named in the squad``."""
    if sentence.words[verb].lemma == "attribute":
        return top == verb
    if top != verb or any(w.xpos == "MD" for w in _auxiliary_words(sentence, verb)):
        return False
    for noun in children(sentence, verb, "obl", "obj", "xcomp"):
        if noun < verb:
            continue
        case = marker(sentence, noun)
        plain = lexicon.plain_singular(sentence.words[noun].text)
        if case in BESIDE_NAMING or (case == "in" and plain in {"squad", "team", "side", "lineup"}):
            return True
    return False


def _auxiliary_words(sentence: Sentence, verb: int) -> Iterator[Word]:
    return (sentence.words[i] for i in children(sentence, verb, "aux"))


def _is_denied(sentence: Sentence, verb: int, top: int) -> bool:
    """Return whether a verb is negated, or what is asked for declined."""
    chain = {verb, *_between(sentence, verb, top)}
    declined = sentence.words[top].lemma.lower() in lexicon.ANONYMITY["declining"]
    without = marker(sentence, verb) == "without"
    none = any(_is_none(sentence, s) for v in chain for s in children(sentence, v, "nsubj", "obj"))
    declined = declined or (top != verb and sentence.words[top].lemma.lower() == "fear")
    return declined or without or none or any(is_negated(sentence, v) for v in chain)


def _is_none(sentence: Sentence, noun: int) -> bool:
    """Return whether a noun is denied: ``neither he nor she``, ``no name``, ``none of them``."""
    words = (noun, *children(sentence, noun, "det", "cc", "advmod"))
    return any(sentence.words[i].text.lower() in {"neither", "none", "no"} for i in words)


def _says_only(sentence: Sentence, verb: int, top: int, last: int) -> bool:
    first = max(min(verb, top) - 2, 0)
    return any(w.text.lower() in ONLY for w in sentence.words[first : last + 1])


def _by_part_of_name(sentence: Sentence, verb: int, last: int) -> bool:
    """Return whether somebody is named only by a part of a name, or as something."""
    words = sentence.words[verb : last + 1]
    return any(
        lexicon.plain_singular(word.text) in lexicon.ANONYMITY["name"] or word.text.lower() == "as"
        for word in words
    )


def _by_other_name(sentence: Sentence, verb: int) -> bool:
    """Return whether a verb gives somebody a name: ``call him Joe``, ``go by Joe``."""
    lemma = sentence.words[verb].lemma.lower()
    if lemma == "call":
        names = children(sentence, verb, "xcomp", "obj", "obl")
    else:
        names = (n for n in children(sentence, verb, "obl") if marker(sentence, n) == "by")
    named = any(sentence.words[name].upos == "PROPN" for name in names)
    return named and lemma in {"call", "go"}


def _is_called(sentence: Sentence, verb: int) -> bool:
    """Return whether the text itself gives the name: ``a woman we are calling Sara``."""
    subject = child(sentence, verb, "nsubj")
    ours = subject is not None and sentence.words[subject].text.lower() in {"we", "i"}
    return ours and sentence.words[verb].lemma == "call" and sentence.words[verb].xpos == "VBG"


def _by_initials(sentence: Sentence, verb: int) -> bool:
    """Return whether somebody is identified by initials or a nickname."""
    by = (n for n in children(sentence, verb, "obl") if marker(sentence, n) == "by")
    short = {"initials", "initial", "nickname", "alias", "pseudonym"}
    return sentence.words[verb].lemma == "identify" and any(
        sentence.words[n].text.lower() in short or _is_part_of_name(sentence, n) for n in by
    )


def _condition_above(sentence: Sentence, verb: int) -> int | None:
    """Return where ``on (the) condition`` begins, if a clause says what the condition is."""
    above = sentence.words[verb].head
    if above >= 0 and marker(sentence, verb) == "if":  # agreed to talk only if he was not named
        agreed = _wanting(sentence, above) or above
        return _with_auxiliaries(sentence, agreed)
    if above < 0 or sentence.words[above].lemma.lower() not in lexicon.ANONYMITY["condition"]:
        above = next(
            (
                w.index
                for w in sentence.words[max(verb - 7, 0) : verb]
                if w.lemma.lower() == "condition"
            ),
            -1,
        )
    if above < 0:
        return None
    case = _first_case(sentence, above)
    speaker = sentence.words[above].head
    beside = case is not None and 0 <= speaker == case - 1
    if beside and sentence.words[speaker].lemma.lower() in {"speak", "talk"}:
        return _with_auxiliaries(sentence, speaker)
    return case


def _name_not_told(sentence: Sentence, noun: int) -> Iterator[Grant]:
    """Yield ``declined to give his name``, ``asked that her name be withheld`` and the like."""
    words = sentence.words
    verb = words[noun].head
    changed = next((c for c in children(sentence, noun, "acl") if _keeps(sentence, c, noun)), None)
    if changed is not None and words[noun].deprel in {"appos", "parataxis", "dep", "list"}:
        yield Grant(noun, changed, noun, (verb,))  # Asha (name changed)
    if verb < 0 or words[noun].deprel not in TOLD_NAMES:
        return
    if words[verb].lemma.lower() in lexicon.ANONYMITY["wanting"]:
        yield from _not_wanted(sentence, verb, noun)
    if words[verb].lemma.lower() not in lexicon.ANONYMITY["telling-name"]:
        return
    top = _wanting(sentence, verb) or verb
    last = max(_end_of_complement(sentence, verb), noun)
    if words[verb].lemma.lower() in {"leave", "stay"} and not _keeps(sentence, verb, noun):
        return
    part = _is_part_of_name(sentence, noun) or _by_part_of_name(sentence, noun + 1, last)
    only = part and _says_only(sentence, min(verb, noun), top, last)
    if only or _keeps(sentence, verb, noun) or _is_denied(sentence, verb, top):
        owner, relative = _owner(sentence, noun), _relative_noun(sentence, top)
        ways = (owner, relative)
        if owner is not None and words[owner].upos == "PRON":
            ways = (relative, owner)  # the driver, who declined to give his surname
        whose = tuple(p for p in ways if p is not None)
        if owner is not None or not _is_of_others(sentence, noun):
            yield Grant(_first_of_name(sentence, noun, verb, top), last, top, whose)


def _withheld(sentence: Sentence, noun: int) -> Iterator[Grant]:
    """Yield ``whose *name the Post has agreed to withhold*``, whatever the tree makes of it."""
    words = sentence.words
    whose = child(sentence, noun, "nmod:poss")
    if whose is None or words[whose].text.lower() != "whose":
        return
    holder = next((a for a in ancestors(sentence, noun) if a < whose), None)
    for word in words[noun + 1 : noun + LONGEST_CLAUSE]:
        if word.text == ",":
            return
        if inflection.base(word.text.lower(), word.lemma, word.xpos) in KEEPING:
            yield Grant(noun, word.index, noun, () if holder is None else (holder,))
            return


def _owner(sentence: Sentence, noun: int) -> int | None:
    """Return whose name it is: ``her name``, ``the name of the witness``."""
    owner = child(sentence, noun, "nmod:poss")
    if owner is not None:
        return owner
    return next((n for n in children(sentence, noun, "nmod") if marker(sentence, n) == "of"), None)


def _is_of_others(sentence: Sentence, noun: int) -> bool:
    """Return whether a name without an owner is not the subject's: ``released no names``."""
    determiners = {sentence.words[i].text.lower() for i in children(sentence, noun, "det")}
    word = sentence.words[noun]
    verb = sentence.words[word.head].lemma.lower() if word.head >= 0 else ""
    told = verb in {"release", "publish", "print", "disclose", "reveal"}
    return (told and word.xpos == "NNS") or "the" in determiners


def _not_wanted(sentence: Sentence, verb: int, noun: int) -> Iterator[Grant]:
    """Yield ``did not want his name published``, ``asked for her name not to be used``."""
    neither = any(sentence.words[i].text.lower() == "neither" for i in sentence.children[noun])
    for told in children(sentence, verb, "xcomp", "ccomp"):
        telling = sentence.words[told].lemma.lower() in lexicon.ANONYMITY["telling-name"]
        denied = is_negated(sentence, verb) or is_negated(sentence, told) or neither
        if telling and (denied or _keeps(sentence, told, noun)):
            last = _end_of_complement(sentence, told)
            yield Grant(_with_auxiliaries(sentence, verb), last, verb)


def _keeps(sentence: Sentence, verb: int, noun: int) -> bool:
    """Return whether a verb keeps a name back: ``withheld``, ``kept secret``."""
    lemma = sentence.words[verb].lemma.lower()
    if lemma in {"keep", "stay", "leave"}:
        if any(sentence.words[i].text.lower() == "out" for i in subtree(sentence, verb)):
            return True
        near = (*sentence.children[verb], *sentence.children[noun])
        return any(sentence.words[i].text.lower() in lexicon.ANONYMITY["secret"] for i in near)
    return lemma in lexicon.ANONYMITY["keeping"]


def _first_of_name(sentence: Sentence, noun: int, verb: int, top: int) -> int:
    """Return the first word of a grant over a name: ``name The Globe is withholding``."""
    condition = _condition_above(sentence, top)
    if condition is not None:
        return condition
    if noun > verb or top != verb:
        return _with_auxiliaries(sentence, top)
    return noun if sentence.words[noun].deprel == "obj" else _noun_start(sentence, noun)


def _is_part_of_name(sentence: Sentence, noun: int) -> bool:
    before = {sentence.words[i].text.lower() for i in sentence.children[noun]}
    word = sentence.words[noun].text.lower()
    other = word in {"initials", "nickname", "alias", "callsign", "sign", "handle", "pseudonym"}
    return other or bool(before & {"first", "given", "middle", "last", "second"})


def _noun_start(sentence: Sentence, noun: int) -> int:
    """Return where a noun phrase begins, without a relative pronoun: ``name has been changed``."""
    tree = (i for i in subtree(sentence, noun) if sentence.words[i].upos != "PUNCT")
    first = min(tree, default=noun)
    return noun if sentence.words[first].text.lower() in RELATIVES else first


# --- the extent ---------------------------------------------------------------------------


def _wanting(sentence: Sentence, verb: int) -> int | None:
    """Return the verb that asks for what *verb* says, the outermost, or None."""
    found = None
    for above in (verb, *ancestors(sentence, verb)):
        word = sentence.words[above]
        if above != verb and word.lemma.lower() in lexicon.ANONYMITY["wanting"]:
            found = above
        inside = word.deprel == "advcl" and marker(sentence, above) in {"on", "that"}
        # asked not to be photographed or named; but not: feared him and would not be named
        joined = word.deprel == "conj" and not _is_finite(sentence, above)
        if not (inside or joined or word.deprel in {"xcomp", "ccomp"}) or found is not None:
            break
    return found


def _is_finite(sentence: Sentence, verb: int) -> bool:
    auxiliary = child(sentence, verb, "aux")
    finite = auxiliary is not None and sentence.words[auxiliary].xpos in {"MD", *FINITE}
    return finite or sentence.words[verb].xpos in FINITE


def _between(sentence: Sentence, verb: int, top: int) -> Iterator[int]:
    """Yield the heads from *verb* up to *top*."""
    for above in ancestors(sentence, verb):
        yield above
        if above == top:
            return


def _with_auxiliaries(sentence: Sentence, verb: int) -> int:
    """Return the first word of a verb with its auxiliaries, negation and adverbs before it."""
    first = verb
    for below in children(sentence, verb, "aux", "advmod", "cop"):
        if below < verb:
            first = min(first, below)
    words = sentence.words
    while first < verb and words[first].upos == "ADV" and words[first].text.lower() not in ONLY:
        first += 1
    return first


def _end_of_complement(sentence: Sentence, verb: int) -> int:
    """Return the last word of what a verb takes, without the reason and without clauses."""
    words = sentence.words
    last = verb
    inside = set(subtree(sentence, verb))
    for word in words[verb + 1 :]:
        if word.index not in inside or word.text in {",", ";", "—", "–", "--", ")", '"', "”"}:
            break
        if _opens_reason(sentence, word.index, verb):
            break
        if word.deprel == "advcl" and word.xpos == "VBG":
            break
        if word.text.lower() in RELATIVES or word.text.lower() in {"when", "while", "after", "but"}:
            break
        last = word.index
    while last > verb and words[last].upos in {"PUNCT", "CCONJ"}:
        last -= 1
    return last


# --- the reason ---------------------------------------------------------------------------


def _opens_reason(sentence: Sentence, position: int, verb: int) -> bool:
    """Return whether a word opens the reason of a grant."""
    word = sentence.words[position]
    lower = word.text.lower()
    if lower in {"over", "amid", "for"}:
        plain = lexicon.plain_singular(sentence.words[word.head].text) if word.head >= 0 else ""
        feared = plain in lexicon.ANONYMITY["reason-noun"]
        return feared and word.deprel == "case" and word.head > position
    if lower in lexicon.ANONYMITY["reason"]:
        opens = word.deprel in {"mark", "case", "fixed", "advcl", "obl", "advmod"}
        return (
            opens
            and (lower != "as" or word.deprel == "mark")
            and (lower != "out" or sentence.words[position + 1 : position + 2][0].text == "of")
        )
    if lower == "to" and word.deprel == "mark" and word.head > position:
        clause = sentence.words[word.head]
        return clause.deprel in {"advcl", "acl"} or clause.head < verb
    if word.deprel == "advcl" and word.xpos == "VBG":
        return word.head == position - 1 and lower not in {"speaking", "adding"}
    if lower in {"so", "in"}:
        after = [w.text.lower() for w in sentence.words[position + 1 : position + 3]]
        so = lower == "so" and after[:1] in (["that"], ["as"], ["he"], ["she"], ["they"])
        in_order = after[:1] in (["order"], ["line"], ["accordance"], ["keeping"])
        return so or (lower == "in" and in_order)
    return False


def reason_of(sentence: Sentence, grant: Grant) -> Span | None:
    """Return the words that say why: right behind a grant, in front of it, or beside it."""
    words = sentence.words
    start = grant.last + 1
    if start < len(words) and words[start].text == ",":
        start += 1
        if start < len(words) and words[start].text.lower() in {"to", "as", "for", "so"}:
            start = len(words)
    used_for = [word.text.lower() for word in words[start : start + 2]] == ["used", "to"]
    start += used_for  # a pseudonym used to protect her
    if start < len(words) and (used_for or _opens_reason(sentence, start, grant.top)):
        return _clause_from(sentence, start)
    for clause in children(sentence, grant.top, "advcl", "obl"):
        first = min(subtree(sentence, clause))
        front = words[first].text.lower()
        if first < grant.first and front in {
            "because",
            "citing",
            "fearing",
            "given",
            "as",
            "since",
        }:
            return _clause_from(sentence, first)
    return _not_authorised(sentence, grant)


def _clause_from(sentence: Sentence, first: int) -> Span:
    """Return the clause or phrase that a word opens, up to its end."""
    words = sentence.words
    word = words[first]
    head = word.head if word.deprel in {"mark", "case", "fixed", "advmod"} else first
    if word.deprel == "case" and words[head].deprel == "fixed":
        head = words[head].head
    inside = {i for i in subtree(sentence, head) if i >= first} | {first}
    last = first
    for after in words[first + 1 :]:
        if after.index not in inside:
            break
        last = after.index
    while last > first and words[last].upos == "PUNCT":
        last -= 1
    return span(sentence, (first, last))


def _not_authorised(sentence: Sentence, grant: Grant) -> Span | None:
    """Return ``was not authorized to speak``, said of the one who is granted anonymity."""
    above = sentence.words[grant.top].head
    for noun in (*grant.whose, above):
        if noun < 0:
            continue
        joined = [above] if sentence.words[grant.top].deprel == "conj" else []
        for clause in (*joined, *children(sentence, noun, "acl")):
            lemma = sentence.words[clause].lemma.lower()
            if lemma in lexicon.ANONYMITY["not-authorised"] and is_negated(sentence, clause):
                first = _with_auxiliaries(sentence, clause)
                inside = [i for i in subtree(sentence, clause) if i >= first]
                while len(inside) > 1 and sentence.words[inside[-1]].upos == "PUNCT":
                    inside.pop()
                return span(sentence, inside)
    return None


def _relative_noun(sentence: Sentence, verb: int) -> int | None:
    """Return the noun on which the relative clause of a verb hangs, or None."""
    for position in (verb, *ancestors(sentence, verb)):
        word = sentence.words[position]
        if word.deprel in CLAUSES:
            return word.head
        if word.deprel not in {"xcomp", "ccomp", "conj", "advcl"}:
            return None
    return None
