"""Why somebody is not named: ``because …``, ``for fear of …``, ``citing …``, ``to …``."""

from __future__ import annotations

from extractor.domain import Sentence, Span
from extractor.english import lexicon
from extractor.english.anonymity.grant import RELATIVES, Grant, with_auxiliaries
from extractor.english.syntax import FINITE, child, children, is_negated, span, subtree


def end_of_complement(sentence: Sentence, verb: int) -> int:
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


def _opens_reason(sentence: Sentence, position: int, verb: int) -> bool:
    """Return whether a word opens the reason of a grant."""
    word = sentence.words[position]
    lower = word.text.lower()
    if lower in {"over", "amid", "for", "out"}:
        plain = lexicon.plain_singular(sentence.words[word.head].text) if word.head >= 0 else ""
        feared = plain in lexicon.ANONYMITY["reason-noun"]
        return feared and word.deprel == "case" and word.head > position
    if lower == "as":
        return word.deprel == "mark" or _is_clause(sentence, position)
    if lower in lexicon.ANONYMITY["reason"]:
        return word.deprel in {"mark", "case", "fixed", "advcl", "obl", "advmod", "acl"}
    if lower in lexicon.ANONYMITY["reason-adjective"]:
        return sentence.words[position - 1].text == "," if position else True
    if lower == "to":
        return word.deprel == "mark" and word.head > position
    if word.deprel == "advcl" and word.xpos == "VBG":
        return word.head == position - 1 and lower not in {"speaking", "adding"}
    if lower in {"so", "in"}:
        after = [w.text.lower() for w in sentence.words[position + 1 : position + 3]]
        so = lower == "so" and after[:1] in (["that"], ["as"], ["he"], ["she"], ["they"])
        in_order = after[:1] in (["order"], ["line"], ["accordance"], ["keeping"])
        return so or (lower == "in" and in_order)
    return False


def _is_clause(sentence: Sentence, case: int) -> bool:
    """Return whether a verb follows the noun of an ``as``: ``as *deliberations are* private``."""
    after = max(subtree(sentence, sentence.words[case].head)) + 1
    words = sentence.words[after : after + 1]
    return sentence.words[case].deprel == "case" and any(
        word.xpos in {*FINITE, "MD"} for word in words
    )


def reason_of(sentence: Sentence, grant: Grant) -> Span | None:
    """Return the words that say why: right behind a grant, in front of it, or beside it."""
    words = sentence.words
    to = max(grant.whose, default=-1)  # granted anonymity to *the officer* because …
    start = max(subtree(sentence, to) if to > grant.last else [grant.last]) + 1
    while start < len(words) and words[start].text.lower() in lexicon.CALENDAR | {"on"}:
        start += 1  # on condition of anonymity on Tuesday because …
    if start < len(words) and words[start].text == ",":
        start += 1
        if start < len(words) and _opens_another(sentence, start):
            start = len(words)
    used_for = [word.text.lower() for word in words[start : start + 2]] == ["used", "to"]
    start += used_for  # a pseudonym used to protect her
    if start < len(words) and (used_for or _opens_reason(sentence, start, grant.top)):
        return _clause_from(sentence, start)
    subjects = children(sentence, grant.top, "nsubj")
    at_subject = ((s, ("acl", "amod", "appos")) for s in subjects)
    for top, relations in ((grant.top, ("advcl", "obl")), *at_subject):
        for clause in children(sentence, top, *relations):
            first = min(i for i in subtree(sentence, clause) if words[i].upos != "PUNCT")
            if first < grant.first and _opens_reason(sentence, first, grant.top):
                return _clause_from(sentence, first)
    return _not_authorised(sentence, grant)


def _opens_another(sentence: Sentence, position: int) -> bool:
    """Return whether a word behind a comma opens what may be no reason: ``, as troops advanced``.

    One by which somebody is not allowed to speak is a reason.
    """
    word = sentence.words[position]
    lower = word.text.lower()
    if lower == "as" and word.deprel == "mark":
        state = child(sentence, word.head, "cop") is not None
        return not (state or is_negated(sentence, word.head))
    return lower in {"to", "as", "so"}


def _clause_from(sentence: Sentence, first: int) -> Span:
    """Return the clause or phrase that a word opens, up to its end."""
    words = sentence.words
    word = words[first]
    if word.deprel == "case" and word.text.lower() == "as":  # the tree has no such clause
        stop = next((w.index for w in words[first:] if w.upos == "PUNCT"), len(words))
        return span(sentence, (first, stop - 1))
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
    for noun in (*grant.whose, above, *children(sentence, grant.top, "nsubj")):
        if noun < 0:
            continue
        joined = [above] if sentence.words[grant.top].deprel == "conj" else []
        for clause in (*joined, *children(sentence, noun, "acl")):
            lemma = sentence.words[clause].lemma.lower()
            if lemma in lexicon.ANONYMITY["not-authorised"] and is_negated(sentence, clause):
                first = with_auxiliaries(sentence, clause)
                tree = subtree(sentence, clause)
                ends = grant.first if first < grant.first else len(sentence.words)
                inside = [i for i in tree if first <= i < ends]
                while len(inside) > 1 and sentence.words[inside[-1]].upos in {"PUNCT", "CCONJ"}:
                    inside.pop()
                return span(sentence, inside)
    return None
