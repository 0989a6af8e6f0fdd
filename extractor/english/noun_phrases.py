"""The extent of a noun phrase as a mention and as a label.

``the mayor of Leeds, who resigned`` is the mention ``the mayor of Leeds`` and the label
``mayor of Leeds``. Both exclude clauses and appositions after the head; a label also excludes the
article, and conjuncts unless the mention contains them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from itertools import takewhile
from typing import Final

from extractor.domain import NounPhrase, Sentence, Span
from extractor.english import lexicon, syntax
from extractor.english.orthography import HYPHENS, Truecasing, opens_sentence
from extractor.english.syntax import run_around, subtree

Genitive = Callable[[Sentence, int], str | None]
"""Returns the label text of the possessor or pronoun at a position; None: it stays as is.

An empty text leaves it out.
"""

MENTION_DROPS: Final = frozenset("acl:relcl parataxis advcl ccomp case nsubj cop aux expl".split())
CLOSED_BY: Final = {"”": "“", "’": "‘", '"': '"', "'": "'"}
CLOCK: Final = re.compile(r"\d{1,2}[:.h]\d{2}")
"""The time before an entry of a live blog."""
CLOSING_BRACKETS: Final = frozenset(")]")
NATIONAL: Final = lexicon.NATIONAL_ADJECTIVES | lexicon.DEMONYMS
LABEL_DROPS: Final = frozenset(
    "acl:relcl appos parataxis punct discourse list dep advcl cc conj obl:unmarked obl".split()
)
DROPPED_IN_FRONT: Final = frozenset("punct mark cc discourse cop nsubj aux appos acl".split())
ASIDE_OPENERS: Final = frozenset(
    "including especially particularly notably such like whose who which according".split()
)
OPEN_HEADS: Final = frozenset(
    "person people man woman one someone somebody those anyone source".split()
)
"""Heads that need the participle after them: ``people briefed on the talks``."""

UNMARKED: Final = frozenset("appos nmod:unmarked obl:unmarked".split())
"""How the tree attaches a day without a preposition."""
BOUNDS: Final = (["more", "than"], ["fewer", "than"], ["less", "than"], ["at", "least"])
COMPLEMENT_LINKS: Final = frozenset("of for at in from".split())
KNOWING: Final = frozenset("brief inform apprise acquaint involve".split())
"""What makes somebody unnamed a source: ``a banker briefed on the talks``."""


# --- the mention --------------------------------------------------------------------------


def mention_of(sentence: Sentence, head: int, avoid: frozenset[int] = frozenset()) -> NounPhrase:
    """Return the noun phrase of *head*: its subtree without trailing clauses, one piece.

    The trees of the words in *avoid* are left out.
    """
    skip = set(avoid)
    skip.update(c for c in sentence.children[head] if _is_loose(sentence, head, c))
    whole = subtree(sentence, head, skip)
    asides = [p for p in whole if p != head and _is_relative_aside(sentence, p)]
    if asides:
        whole = subtree(sentence, head, skip.union(asides))
    positions = run_around(whole, head)
    positions = [*_share(sentence, head, positions[0]), *positions]
    positions = [*_first_half(sentence, positions[0]), *positions]
    while positions[-1] != head and _is_mention_edge(sentence, positions[-1]):
        if _closes_marks(sentence, positions) and sentence.words[positions[-2]].upos != "PUNCT":
            break
        positions = positions[:-1]
    while positions[0] != head and _is_mention_edge(sentence, positions[0]):
        positions = positions[1:]
    return NounPhrase(syntax.span(sentence, positions), sentence.index, head)


def _is_loose(sentence: Sentence, head: int, child: int) -> bool:
    word = sentence.words[child]
    if word.deprel == "acl" and child > head:
        return sentence.words[child - 1].text == ","
    if _is_time(sentence, head, child) or (word.deprel == "appos" and child < head):
        return True
    if word.deprel == "parataxis" and sentence.words[child - 1].text == "(":
        return not any(c > child for c in syntax.children(sentence, head, "conj"))
    if word.deprel == "advmod" and child < head:
        return sentence.words[child + 1].text == ","  # *Instead*, the study …
    return syntax.is_relation(word.deprel, MENTION_DROPS)


def _first_half(sentence: Sentence, start: int) -> range:
    """Return the words of a name that the tree cut at its hyphen: ``Mayor Ida Moe-`` Lund."""
    words, hyphen = sentence.words, start - 1
    glued = hyphen > 0 and words[hyphen].text in HYPHENS
    glued = glued and words[hyphen - 1].end == words[hyphen].start
    if not glued or words[hyphen].end != words[start].start:
        return range(0)
    if not words[hyphen - 1].upos == words[start].upos == "PROPN":
        return range(0)
    top = hyphen - 1
    while words[top].deprel == "flat" and words[top].head < top:
        top = words[top].head
    return range(run_around(subtree(sentence, top), top)[0], start)


def _share(sentence: Sentence, head: int, start: int) -> range:
    """Return the words before *start* that say how many of those at *head*: ``6 in 10`` voters."""
    words = sentence.words
    whole = start if words[start].upos == "NUM" else start - 1
    if whole < 1 or words[whole - 1].text.lower() not in {"in", "of"}:
        return range(0)
    links = [word.text.lower() for word in words[max(whole - 2, 0) : whole]]
    first = whole - (2 if links[-1:] == ["in"] else 3)
    linked = links[-1:] == ["in"] or links == ["out", "of"]
    if first < 0 or not linked or words[head].xpos not in {"NNS", "NNPS"}:
        return range(0)
    if not words[first].upos == words[whole].upos == "NUM":
        return range(0)
    bound = [word.text.lower() for word in words[max(0, first - 2) : first]]
    return range(first - 2 if bound in BOUNDS else first, start)


def _is_relative_aside(sentence: Sentence, position: int) -> bool:
    """Return whether it is a relative clause after a comma, wherever the parser attached it.

    Of one that the tree has for a noun *whose* tells: ``the lecturer, whose book, “Tides”, sold``.
    """
    owner = syntax.child(sentence, position, "nmod:poss")
    whose = owner is not None and sentence.words[owner].text.lower() == "whose"
    if sentence.words[position].deprel != "acl:relcl" and not whose:
        return False
    first = min(subtree(sentence, position))
    return first > 0 and "," in {sentence.words[first - 1].text, sentence.words[first].text}


def _is_mention_edge(sentence: Sentence, position: int) -> bool:
    word = sentence.words[position]
    if CLOCK.fullmatch(word.text):
        return True  # 14:50 Police say
    return word.upos in {"PUNCT", "CCONJ"} and word.text not in CLOSING_BRACKETS


def stands_for_noun(sentence: Sentence, head: int) -> bool:
    """Return whether a word counts or contrasts and no noun is with it: ``another said``.

    Not where it counts a share (``six in ten``) or stands beside another: ``France and others``.
    """
    word = sentence.words[head]
    if word.text.lower() not in lexicon.STAND_INS or word.deprel == "conj":
        return False
    if any(c > head for c in syntax.children(sentence, head, "nmod", "obl", "nummod")):
        return False
    denied = (sentence.words[c].text.lower() for c in syntax.children(sentence, head, "det"))
    return not set(denied) & {"no", "any", "every", "each"}


def named_place(sentence: Sentence, part: int) -> list[str]:
    """Return the lower-case words of a complement without article and preposition."""
    words = (sentence.words[i].text.lower() for i in syntax.subtree(sentence, part))
    return [word for word in words if word not in lexicon.ARTICLES | COMPLEMENT_LINKS]


def place_before(sentence: Sentence, head: int) -> str | None:
    """Return the place or house that one name before a noun says, lower case: the *Bath* mayor.

    No party, nation or rank: the *Labour* mayor.
    """
    named = [
        i for i in syntax.children(sentence, head, "compound") if sentence.words[i].upos == "PROPN"
    ]
    word = sentence.words[named[0]].text if len(named) == 1 else ""
    lower = word.lower()
    other = lower in lexicon.PUBLIC_BODIES or lower in lexicon.ORGANIZATION_NAMES
    other = other or lexicon.noun_class(word) is not None or lexicon.is_national(lower)
    return lower if word.istitle() and not other else None


# --- the label ----------------------------------------------------------------------------


def label_words(sentence: Sentence, head: int, keep: Span | None = None) -> list[int]:
    """Return the positions of a label: the phrase without article, asides and relative clauses.

    Conjuncts are in where *keep*, the mention's own span, covers them.
    """
    if sentence.words[head].upos in {"VERB", "AUX"}:
        several = head > 0 and sentence.words[head - 1].text.lower() == "those"
        return [head - 1, head] if several else [head]  # those surveyed
    skip = {c for c in sentence.children[head] if _is_dropped(sentence, head, c, keep)}
    skip |= {i for i in subtree(sentence, head) if i > head and _is_aside(sentence, head, i)}
    compound = range(head, _end_of_compound(sentence, head))
    run = run_around(sorted({*subtree(sentence, head, skip.difference(compound)), *compound}), head)
    run = [*_share(sentence, head, run[0]), *run[: _end_before_aside(sentence, run, head)]]
    run += range(run[-1] + 1, _end_of_compound(sentence, run[-1]))
    run += _knowledge(sentence, head, run[-1])
    while len(run) > 1 and _is_label_end(sentence, run[-1]) and not _closes_marks(sentence, run):
        run = run[:-1]
    one = sentence.words[head].xpos in {"NN", "NNP"}  # *all* the mayor's office would say
    while len(run) > 1 and run[0] < head:
        whole = one and sentence.words[run[0]].deprel == "det:predet"
        if not whole and not _is_label_start(sentence, run[0]):
            break
        run = run[1:]
    return run


def subject_of_participle(sentence: Sentence, position: int) -> int | None:
    """Return the noun whose participle was read as a subject: ``*a banker* briefed on it said``."""
    word, noun = sentence.words[position], syntax.child(sentence, position, "nsubj")
    participle = word.xpos in {"VBN", "VBD"} and word.deprel == "nsubj"
    return noun if participle and noun is not None and noun == position - 1 else None


def _knowledge(sentence: Sentence, head: int, last: int) -> list[int]:
    """Return what says how somebody knows, where its participle was read as the subject."""
    verb = sentence.words[head].head
    knows = last == head and verb == head + 1 and sentence.words[verb].lemma in KNOWING
    if (
        not knows
        or subject_of_participle(sentence, verb) != head
        or not _is_indefinite(sentence, head)
    ):
        return []
    behind = (at for at in subtree(sentence, verb) if at >= verb)
    return list(takewhile(lambda at: sentence.words[at].upos != "PUNCT", behind))


def _end_of_compound(sentence: Sentence, head: int) -> int:
    """Return one past the last word that hyphens join to one: ``director-general``."""
    words, end = sentence.words, head + 1
    while end + 1 < len(words) and words[end].text in HYPHENS:
        if words[end - 1].end != words[end].start or words[end].end != words[end + 1].start:
            break
        end += 2
    return end


def _end_before_aside(sentence: Sentence, run: list[int], head: int) -> int:
    """Return the number of words of *run* before an aside like ``, including ...``, or a colon."""
    for count, position in enumerate(run):
        if position > head and sentence.words[position].text == ":":
            return count
        after = sentence.words[position + 1].text.lower() if position != run[-1] else ""
        aside = after in ASIDE_OPENERS or (
            after and sentence.words[position + 1].xpos in {"VBG", "VBN"}
        )  # a banker familiar with it, *speaking* on condition that …
        if position > head and sentence.words[position].text == "," and aside:
            return count
    return len(run)


def _is_dropped(sentence: Sentence, head: int, child: int, keep: Span | None) -> bool:
    word = sentence.words[child]
    kept = keep is not None and keep.covers(word.span)
    if word.text in HYPHENS and head - child == 1:
        return sentence.words[child - 1].end < word.start  # half-back
    if word.deprel in {"conj", "cc"}:
        return not kept
    if word.text.lower() == "least":
        return True
    start = subtree(sentence, child)[0]
    if nearer_apposed(sentence, child, start) is not None:
        return sentence.words[start - 1].text == ","
    if word.deprel == "case" and child < head and word.upos != "PART":
        return True
    if word.deprel == "advmod" and child < head and sentence.words[child + 1].text == ",":
        return True  # *Instead*, the study …
    if child < head:
        return word.deprel in DROPPED_IN_FRONT or word.text.lower() == "what"
    if _is_time(sentence, head, child) or _is_topic_in_headline(sentence, head, child):
        return True
    if word.deprel == "nmod" and _is_charge(sentence, head, child):
        return True
    if word.deprel in {"acl", "ccomp"} and syntax.marker(sentence, child) == "that":
        return True  # citing a source, *that he was armed*
    if word.deprel == "acl":
        if word.lemma in lexicon.NAMING_VERBS:
            return True
        knows = word.lemma in KNOWING and child + 1 < len(sentence.words)
        knows = knows and sentence.words[child + 1].upos == "ADP" and _is_indefinite(sentence, head)
        return not knows and lexicon.singular(sentence.words[head].text) not in OPEN_HEADS
    if word.deprel == "flat" and word.upos == "PROPN":
        return sentence.words[head].text[:1].islower()
    if word.deprel in {"nmod", "amod"}:
        return _follows_comma(sentence, child) and not _is_region(sentence, child)
    return word.deprel in LABEL_DROPS or word.upos == "VERB" or word.deprel == "case"


def nearer_apposed(sentence: Sentence, head: int, start: int) -> int | None:
    """Return the noun right before a name that it is of: ``a spokesman for union *Verdi*``.

    The tree has it in apposition to the noun above: *a spokesman*. Behind a comma it is so only of
    whom a spokesman speaks for, ``for the landlord, *Ashgate Estates*,``, or by its initials.
    """
    word, words = sentence.words[head], sentence.words
    if word.deprel != "appos":
        return None
    apart = start > 1 and words[start - 1].text == ","
    before = words[max(start - 1 - apart, 0)]
    above = before.head in {word.head, head}
    beside = before.deprel == "nmod" and above and before.upos == "NOUN"
    house = beside and (
        lexicon.noun_class(before.text) == "organization"
        or lexicon.singular(before.text).lower() in lexicon.BUSINESS_ROLES
    )
    if not house:
        return None
    speaks_for = words[word.head].lemma.lower() in lexicon.related_nouns("spokesman")
    initials = word.text.isupper() and len(word.text) > 1
    one = (speaks_for or initials) and _is_indefinite(sentence, word.head)
    one = one and word.upos == "PROPN" and not lexicon.is_given_name(word.text)
    bare = syntax.child(sentence, before.index, "det", "nmod:poss") is None
    return before.index if (one if apart else bare) else None


def is_titled_beside_name(sentence: Sentence, head: int) -> bool:
    """Return whether a name with a title depends on another name: somebody else."""
    word = sentence.words[head]
    names = word.upos == sentence.words[word.head].upos == "PROPN"
    return names and syntax.child(sentence, head, "nmod:desc") is not None


def _is_indefinite(sentence: Sentence, head: int) -> bool:
    """Return whether a phrase introduces somebody: ``a banker``, ``two bankers``, ``bankers``."""
    owned = syntax.child(sentence, head, "nmod:poss") is not None
    forms = {sentence.words[i].text.lower() for i in syntax.children(sentence, head, "det")}
    return not owned and not forms & lexicon.DEFINITE_DETERMINERS


def _is_time(sentence: Sentence, head: int, child: int) -> bool:
    """Return whether a phrase says when, not who: the agency *at first*, the union *on Friday*.

    A day needs no preposition: the club *Friday*; not behind kin: her brother *Sunday*.
    """
    word = sentence.words[child]
    if child > head and word.text.lower() in lexicon.WEEKDAYS and word.deprel in UNMARKED:
        kin = lexicon.singular(sentence.words[head].text) in lexicon.KIN_NOUNS
        return not kin and not sentence.children[child]
    time = word.text.lower() in lexicon.WEEKDAYS or word.text.lower() in {"first", "last"}
    behind = child > head and word.deprel in {"nmod", "obl"}
    return behind and time and syntax.marker(sentence, child) in {"at", "on"}


def _is_charge(sentence: Sentence, head: int, child: int) -> bool:
    """Return whether *of* says what somebody is charged with: accused the trust *of lies*."""
    word = sentence.words[head]
    verb = sentence.words[word.head].lemma if word.deprel in {"obj", "nsubj:pass"} else ""
    return verb in lexicon.VERBS_WITH_OF and syntax.marker(sentence, child) == "of"


def _is_topic_in_headline(sentence: Sentence, head: int, child: int) -> bool:
    """Return whether a phrase says in a headline what somebody speaks of: ``Mayor On Rents:``."""
    cases = syntax.children(sentence, child, "case")
    capital = any(sentence.words[i].text in {"On", "About"} for i in cases)
    return capital and lexicon.noun_class(sentence.words[head].text) == "person"


def _is_aside(sentence: Sentence, head: int, position: int) -> bool:
    """Return whether a relative clause, an apposition or a name's participle begins below *head*.

    ``A poll by Norda *published on Monday*``: no participle tells one name from another.
    """
    words, word = sentence.words, sentence.words[position]
    if word.deprel == "acl" and word.head != head:
        return words[word.head].upos == "PROPN"
    if word.deprel != "appos":
        return word.deprel == "acl:relcl"
    return _follows_comma(sentence, position) and not _is_region(sentence, position)


def _is_region(sentence: Sentence, child: int) -> bool:
    """Return whether a phrase after a comma is the region of a place: ``Flint``, ``Mich.``."""
    words = [sentence.words[i] for i in subtree(sentence, child)]
    names = [word for word in words if word.upos != "PUNCT"]
    if not names or any(word.upos != "PROPN" for word in names):
        return False
    last, head = names[-1].text, sentence.words[sentence.words[child].head]
    abbreviated = last.endswith(".") and last[:1].isupper()
    return head.upos == "PROPN" and (abbreviated or last.lower() in lexicon.PLACE_NAMES)


def _follows_comma(sentence: Sentence, child: int) -> bool:
    first = subtree(sentence, child)[0]
    before = [sentence.words[i].text for i in (first - 1, first) if i >= 0]
    return any(text in {",", "(", "--", "—", "–"} for text in before)


def _is_label_end(sentence: Sentence, position: int) -> bool:
    word = sentence.words[position]
    if word.text in {"'s", "’s", "'", "’"}:
        return not _is_of_place(sentence, word.head)
    return word.upos in {"PUNCT", "ADP"}


def _closes_marks(sentence: Sentence, run: list[int]) -> bool:
    """Return whether a phrase ends in marks that it opens: the writer of “Dust”."""
    opening = CLOSED_BY.get(sentence.words[run[-1]].text)
    return any(sentence.words[i].text == opening for i in run[:-1])


def _is_of_place(sentence: Sentence, name: int) -> bool:
    """Return whether a name behind a preposition ends in *'s*: ``nurses at *St Brendan's*``."""
    case = syntax.child(sentence, name, "case")
    word = sentence.words[name]
    placed = case is not None and case < name and sentence.words[case].upos == "ADP"
    return placed and word.upos == "PROPN" and word.deprel == "nmod"


def _is_label_start(sentence: Sentence, position: int) -> bool:
    word = sentence.words[position]
    lower = word.text.lower()
    if lower in lexicon.ARTICLES or lower in lexicon.FOCUS_WORDS or lower == "least":
        return True
    if lower.rstrip(".") in lexicon.FORMS_OF_ADDRESS and word.text[0].isupper():
        return True  # Mr Speaker
    if word.text == "per":
        return True  # per the club doctor: read as a name
    return word.upos in {"PUNCT", "ADP", "CCONJ", "SCONJ"} or bool(CLOCK.fullmatch(word.text))


def render(
    sentence: Sentence,
    positions: Collection[int],
    text: str,
    genitive: Genitive,
    truecasing: Truecasing,
) -> str:
    """Return the words at *positions* as a label, possessors as *genitive* writes them."""
    instead: dict[int, tuple[int, str]] = {}
    for position in positions:
        if sentence.words[position].deprel == "nmod:poss" or _is_them(sentence, position):
            written = genitive(sentence, position)
            if written is not None:
                tree = run_around(subtree(sentence, position), position)
                instead[tree[0]] = (tree[-1], written)
    pieces: list[str] = []
    done = -1
    for position in positions:
        if position <= done:
            continue
        word = sentence.words[position]
        gap = " " if text[word.start - 1 : word.start].isspace() else ""
        as_printed = (position, truecased(sentence, position, text, truecasing))
        done, written = instead.get(position, as_printed)
        pieces.append(gap + written)
    return " ".join("".join(pieces).split())


def _is_them(sentence: Sentence, position: int) -> bool:
    """Return whether a word counts among those whom a pronoun stands for: ``one of them``."""
    return sentence.words[position].text.lower() == "them"


def truecased(
    sentence: Sentence, position: int, text: str, truecasing: Truecasing | None = None
) -> str:
    """Return the word at *position* as printed, without the capital that opens a sentence.

    What is tagged as a name keeps it, unless *truecasing* knows better.
    """
    word = sentence.words[position]
    printed = text[word.start : word.end]
    if not printed[1:].islower() or not opens_sentence(sentence, position, text):
        return printed
    if word.upos == "PROPN":
        common = truecasing and truecasing.is_common(printed) and not _goes_on(sentence, position)
        return printed.lower() if common else printed
    if word.upos == "NOUN" and truecasing:
        return printed if truecasing.is_capitalized(printed) else printed.lower()
    if word.upos == "ADJ" and printed.lower() in NATIONAL:
        return printed
    noun = lexicon.noun_class(printed) is not None
    noun = noun and lexicon.singular(printed) not in lexicon.CAPITALIZED_NOUNS
    return printed.lower() if noun or word.lemma[:1].islower() else printed


def _goes_on(sentence: Sentence, position: int) -> bool:
    """Return whether a capitalized word of the same phrase follows: ``House Democrats``."""
    word, after = sentence.words[position], sentence.words[position + 1 : position + 2]
    linked = any(word.head == x.index or x.head in {position, word.head} for x in after)
    return linked and after[0].text[:1].isupper()
