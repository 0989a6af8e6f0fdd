"""Descriptions next to a name: titles, appositions, predicates.

    the chief executive, Mary Lou Teo      apposition before the name
    Lee, the city's mayor,                 apposition after it
    Okafor is a lawyer                     predicate
    Clinton campaign manager Robby Mook    title

`profile_of` gathers them as a `NameProfile`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor.domain import Sentence, Word
from extractor.english import inflection, lexicon
from extractor.english.noun_phrases import nearer_apposed, truecased
from extractor.english.orthography import HYPHENS, is_abbreviated_title, opens_sentence
from extractor.english.syntax import (
    NOMINAL_SUBJECTS,
    ancestors,
    child,
    children,
    is_negated,
    marker,
    run_around,
    subtree,
)
from extractor.speakers.discourse import Discourse
from extractor.speakers.entity_types import age_of, appositions_to, is_nickname, noun_before
from extractor.speakers.mentions import (
    NamedMention,
    NameProfile,
    holder_of_role,
    is_plural,
    nominal_mention,
)
from extractor.speakers.titles import ends_no_title, is_behind_prefix

APPOSED: Final = frozenset("appos flat nmod:desc acl".split())
ABOVE_NAME: Final = APPOSED | {"nmod"}
NOT_YET: Final = frozenset("will would may might could should wo 'll ’ll 'd ’d".split())
BECOMING: Final = frozenset("become remain".split())
TITLE_TAGS: Final = frozenset("NOUN PROPN ADJ NUM PART".split())
TITLE_BOUNDARY_TAGS: Final = frozenset("ADP DET CCONJ PRON VERB AUX SCONJ ADV".split())
PEERS: Final = frozenset("lady lord".split())
LONGEST_TITLE_CHAIN: Final = 6
FARTHEST_HEAD: Final = 10
"""How many words after the comma that follows a name its apposition's head may stand."""


def profile_of(name: NamedMention, discourse: Discourse) -> NameProfile:
    """Return what the words around *name* say of its bearer, unless they are quoted."""
    document = discourse.document
    sentence = document.sentences[name.sentence]
    preceding = _noun_in_apposition(name, sentence)
    heads = _description_heads(name, sentence, preceding)
    title = _title(name, sentence, document.text)
    noun = noun_before(name, sentence, "person")
    return NameProfile(
        title=title,
        title_nouns=_title_nouns(name, sentence) if title else _nouns_of_honorifics(name),
        nationals=_nationals(name, sentence),
        homes=frozenset(word.lower() for word in _countries(name, sentence)),
        descriptions=tuple(
            nominal_mention(sentence, head)
            for head in heads
            # The noun right before a name is in its title already.
            if head != name.start - 1 and (sentence.index, head) not in discourse.quoted
        ),
        age=age_of(name, sentence),
        gender=None if noun is None else lexicon.noun_gender(sentence.words[noun].text),
        preceding_noun=preceding,
        description_heads=tuple(heads),
        governor=_governor(name, sentence, preceding),
    )


# --- appositions and predicates -----------------------------------------------------------


def _noun_in_apposition(name: NamedMention, sentence: Sentence) -> int | None:
    """Return the noun that a name is in apposition to: ``the chief executive, Mary Lou Teo``."""
    word = sentence.words[name.head]
    role = _role_with_particle(name, sentence)
    if role is not None or is_nickname(name, sentence):
        return role
    if _is_party(name, sentence):
        return None
    nearer = nearer_apposed(sentence, name.head, name.start)
    if nearer is not None:
        return nearer
    if word.head >= 0 and sentence.words[word.head].lemma in lexicon.NAMING_VERBS:
        word = sentence.words[word.head]  # a woman identified as Melanie
        if (noun := _noun_before_naming(sentence, word)) is not None:
            return noun
    elif word.deprel in APPOSED and 0 <= word.head < name.start:
        above = sentence.words[word.head]
        bracketed = sentence.words[name.start - 1].text == "("  # the Institute (NIPFP)
        nested = above.deprel == "nmod" and not bracketed
        inside = nested and not _describes(sentence, above.index)
        person = lexicon.common_noun_class(above.text) not in {None, "document"}  # not: a book
        if (above.deprel == "appos" and person) or inside:
            # one delegate, chairwoman Nancy Worley; one of the men, Jessie Elkins
            word = above
    apposed = word.deprel in (APPOSED if word.index == name.head else ABOVE_NAME)
    nearest = _noun_before_comma(name, sentence) or _noun_before_clause(name, sentence)
    if nearest is not None and sentence.words[nearest].deprel == "conj":
        return nearest  # the prosecutor, Ann Lee, and the defence counsel, Tom Fox,
    if apposed and 0 <= word.head < name.start and _is_office_of(sentence, word.head):
        return word.head
    return nearest


def _noun_before_naming(sentence: Sentence, verb: Word) -> int | None:
    """Return whom a participle names that the tree has for a clause: ``a man later identified``."""
    at = verb.index - 1
    while at > 0 and sentence.words[at].upos == "ADV":
        at -= 1
    noun = sentence.words[max(at, 0)]
    subject = noun.deprel in NOMINAL_SUBJECTS and noun.head == verb.head
    named = subject and verb.deprel == "advcl" and verb.xpos in {"VBD", "VBN"}
    return noun.index if named and _describes(sentence, noun.index) else None


def _role_with_particle(name: NamedMention, sentence: Sentence) -> int | None:
    """Return the noun of a role whose particle the tree took for the name's: ``passer-by Dev``."""
    at = name.start - 3
    if at < 0 or child(sentence, name.head, "case") != name.start - 1:
        return None
    noun, hyphen, particle = sentence.words[at : name.start]
    glued = noun.end == hyphen.start and hyphen.end == particle.start
    return at if glued and hyphen.text in HYPHENS and noun.text.islower() else None


def _roles_held(sentence: Sentence, holder: int) -> Iterator[int]:
    """Yield the roles that somebody is said to hold or to have held, not: will take over as."""
    verb = sentence.words[holder].head
    aux = (sentence.words[i].text.lower() for i in children(sentence, verb, "aux"))
    if not is_negated(sentence, verb) and not set(aux) & NOT_YET:
        for role in children(sentence, verb, "obl"):
            if holder_of_role(sentence, role) == holder:
                yield role


def _noun_before_clause(name: NamedMention, sentence: Sentence) -> int | None:
    """Find the noun in ``the firm that runs it, Norton, said``, a name read into the clause.

    Both commas are there, and the noun is the subject of what follows.
    """
    words = sentence.words
    spoken = (p for p in subtree(sentence, name.head) if words[p].upos != "PUNCT")
    before = next(spoken, name.start) - 1
    closed = before > 0 and name.end < len(words) and words[name.end].text == ","
    if not closed or words[before].text != ",":
        return None
    above = list(ancestors(sentence, name.head))
    clause = next((i for i in above if words[i].deprel == "acl:relcl"), None)
    if clause is None or max(subtree(sentence, clause)) > name.end:
        return None
    noun = words[clause].head
    article = child(sentence, noun, "det")
    definite = article is not None and words[article].text.lower() == "the"
    subject = words[noun].deprel == "nsubj" and words[noun].head == name.end + 1
    return noun if definite and subject and _is_office_of(sentence, noun) else None


def _noun_before_comma(name: NamedMention, sentence: Sentence) -> int | None:
    """Find the noun in ``the mayor, Luis Ortega,`` where the tree has something else."""
    before = _title_start(name, sentence) - 2
    closed = name.end < len(sentence.words) and sentence.words[name.end].text == ","
    if before < 0 or not closed or sentence.words[before + 1].text != ",":
        return None
    articles = {sentence.words[i].text.lower() for i in children(sentence, before, "det")}
    definite = (
        bool(articles & {"the", "another"})
        or _is_one_of(sentence, before)
        or child(sentence, before, "nmod:poss") is not None
    )
    return before if definite and _is_office_of(sentence, before) else None


def _is_one_of(sentence: Sentence, position: int) -> bool:
    return any(
        sentence.words[i].text.lower() == "one" for i in children(sentence, position, "nummod")
    )


def _describes(sentence: Sentence, position: int) -> bool:
    """Return whether a word can head a description of a name."""
    word = sentence.words[position]
    if word.text.lower() == "one":
        named = any(w.text == "," for w in sentence.words[position + 1 : position + 2])
        return named or child(sentence, position, "nmod") is not None  # one of her aides, Ann Lee
    known = lexicon.common_noun_class(word.text) in {"person", "organization"}
    known = known or lexicon.singular(word.text) in lexicon.PRESS_NOUNS  # the Vane, a paper
    denied = any(
        sentence.words[i].text.lower() == "no" for i in children(sentence, position, "det")
    )
    return word.text[:1].islower() and known and not (denied or is_plural(sentence, position))


def _is_office_of(sentence: Sentence, position: int) -> bool:
    """Return whether a word heads an office before a name: ``The Commissioner for Health, Dr.``.

    One that opens the sentence needs no article: ``Counsel for Ms Tuilagi, Declan Fahy,``.
    """
    word = sentence.words[position]
    if _describes(sentence, position):
        return True
    opens = position == 0 and child(sentence, 0, "nmod") is not None
    determined = child(sentence, position, "nmod:poss") is not None or any(
        sentence.words[i].text.lower() == "the" for i in children(sentence, position, "det")
    )
    noun_class = lexicon.common_noun_class(word.text)
    person = noun_class == "person" and not is_plural(sentence, position)
    return (determined or opens) and person and word.text[:1].isupper()


def _description_heads(name: NamedMention, sentence: Sentence, preceding: int | None) -> list[int]:
    """Return the heads of what is said of a name: appositions on both sides and predicates."""
    found = [*appositions_to(name, sentence), *_noun_after_comma(name, sentence)]
    word = sentence.words[name.head]
    if word.deprel == "appos" and word.head >= name.end:
        found.append(word.head)  # the tree attaches the name below what is said of it
    if word.deprel == "nsubj" and word.head >= 0 and not is_negated(sentence, word.head):
        if child(sentence, word.head, "cop") is not None:
            found += [word.head] * (sentence.words[word.head].upos != "ADJ")  # more hopeful
        elif sentence.words[word.head].lemma in BECOMING:
            found.extend(children(sentence, word.head, "xcomp", "obj"))
    if word.deprel in NOMINAL_SUBJECTS and word.head >= 0:
        found.extend(_roles_held(sentence, name.head))
    if preceding is not None:
        siblings = children(sentence, preceding, "appos")  # a survivor, a nurse named Ida Moe
        found += [preceding, *(i for i in siblings if not name.start <= i <= name.end)]
    return [i for i in dict.fromkeys(found) if i == preceding or _describes(sentence, i)]


def _noun_after_comma(name: NamedMention, sentence: Sentence) -> list[int]:
    """Find the noun in ``Lee, the city's mayor,`` where the tree has something else."""
    start = name.end + 1
    if start >= len(sentence.words) or sentence.words[name.end].text != ",":
        return []
    for position in (start, *ancestors(sentence, start)):
        if position - start > FARTHEST_HEAD:
            break
        if position > start and _describes(sentence, position):
            tree = run_around(subtree(sentence, position), position)
            after = sentence.words[tree[-1] + 1 : tree[-1] + 2]
            closed = not after or after[0].text in {",", ".", ")", "who"}
            return [position] if tree[0] == start and closed else []
    return []


def _governor(name: NamedMention, sentence: Sentence, preceding: int | None) -> int | None:
    """Return the noun that stands in the sentence for a name in apposition to it."""
    word, above = sentence.words[name.head], preceding
    named = word.head >= 0 and sentence.words[word.head].lemma in lexicon.NAMING_VERBS
    named = named and not is_nickname(name, sentence)
    if above is not None and named and sentence.words[above].deprel == "appos":
        top = sentence.words[above].head  # the leader, a cleric named Yusuf Adan
        return top if _describes(sentence, top) else above
    nearer = nearer_apposed(sentence, name.head, name.start)
    other = _is_party(name, sentence) or nearer is not None
    if above is None and word.deprel == "appos" and not other:
        above = word.head
        if nearer_apposed(sentence, above, above) is not None:
            above = sentence.words[above].head  # the head of union Verdi, *Ida Moe*,
    described = above is not None and (
        above == preceding or _describes(sentence, above) or _says_who(name, sentence, above)
    )
    return above if described else None


def _is_party(name: NamedMention, sentence: Sentence) -> bool:
    """Return whether a name in brackets follows who holds a role: ``convener Ann Hale (*Ind*)``."""
    before = sentence.words[max(name.start - 2, 0) : name.start]
    bracketed = len(before) > 1 and before[1].text == "("
    return bracketed and (before[0].deprel, before[0].upos) == ("flat", "PROPN")


def _says_who(name: NamedMention, sentence: Sentence, noun: int) -> bool:
    """Return whether a full name says who any subject is: ``Her opposite number, *Ann Hale*``.

    So also behind an office that is no listed noun: ``The Prolocutor, *Ann Hale*``.
    """
    words = sentence.words
    full = len(name.parts) > 1 and lexicon.is_given_name(name.parts[0])
    office = child(sentence, noun, "det") is not None and words[noun].text.istitle()
    office = office and child(sentence, noun, "compound", "flat", "nmod") is None
    subject = (words[noun].upos == "NOUN" or office) and words[noun].deprel == "nsubj"
    apart = any(word.text == "," for word in words[noun + 1 : name.start])
    return full and subject and apart and not is_plural(sentence, noun)


# --- titles -------------------------------------------------------------------------------


def _title_start(name: NamedMention, sentence: Sentence) -> int:
    """Return the first word of the title before a name: ``Clinton campaign manager`` Robby Mook."""
    start, noun = name.start, noun_before(name, sentence, "person")
    if noun is not None:
        start = run_around([i for i in subtree(sentence, noun) if i <= noun], noun)[0]
    while start > 0 and _belongs_to_title(sentence, start - 1, name):
        start -= 1
    return start - 2 if is_behind_prefix(sentence.words, start) else start


def _belongs_to_title(sentence: Sentence, position: int, name: NamedMention) -> bool:
    word = sentence.words[position]
    if word.upos == "VERB" and word.deprel != "amod":
        return False
    tagged = word.upos in TITLE_TAGS or word.text in {"-", "&"} or word.deprel == "amod"
    return tagged and _is_below(sentence, position, name)


def _is_below(sentence: Sentence, position: int, name: NamedMention) -> bool:
    """Return whether a word belongs to the phrase of the name that it stands before."""
    if sentence.words[position].xpos == "POS":
        position = sentence.words[position].head  # Nokia's chief executive Pekka Lund
    for _ in range(LONGEST_TITLE_CHAIN):
        head = sentence.words[position].head
        owner = head >= 0 and sentence.words[head].deprel == "nmod:poss"
        if sentence.words[position].deprel == "flat" and owner:
            position, head = head, sentence.words[head].head  # El Salvador's President Ana Cruz
        if sentence.words[position - 1].text == "&" and 0 <= head < position:
            head = sentence.words[head].head  # Sanders & Bloom analyst Ida Moe
        if head == name.head or name.start <= head < name.end:
            return True
        if not position < head < name.start:
            top = sentence.words[name.head]
            return top.head == position and top.deprel in {"appos", "flat", "compound"}
        position = head
    return False


def _title(name: NamedMention, sentence: Sentence, text: str) -> str | None:
    """Return the title before a name as printed, without article and honorific, or None."""
    start = _title_start(name, sentence)
    words = list(sentence.words[start : name.name_start])
    for cut in range(len(words) - 1, -1, -1):
        if start + cut < name.start and _bounds_title(sentence, words[cut].index):
            words = words[cut + 1 :]
            break
    while words and words[0].text.lower().rstrip(".'’") in lexicon.HONORIFICS:
        if words[0].text.lower() in PEERS and any(
            _is_office(sentence, word) for word in words[1:2]
        ):
            break  # Lord Mayor
        words = words[1:]
    words = _with_office_before(sentence, words)
    if words and words[-1].xpos == "POS":
        return None  # the DA's Pieter Wessels
    while words and ends_no_title(words[-1]):
        words = words[:-1]
    if words and words[-1].xpos == "NNS":
        return None  # the brothers Liam and Noel
    brackets = [word.text for word in words if word.text in {"(", ")"}]
    if brackets[-1:] == ["("]:
        words.append(sentence.words[words[-1].index + 1])  # SP (City)
    if not any(_is_office(sentence, word) for word in words):
        return None
    lower = (w for w in words[1:] if w.text.islower() and w.xpos != "POS")
    common = any(word.upos in TITLE_TAGS for word in lower)
    common = common or words[0].text.lower() in lexicon.TITLE_ADJECTIVES or words[0].upos == "ADV"
    first = truecased(sentence, words[0].index, text) if common else words[0].text
    if len(words) == 1 and opens_sentence(sentence, words[0].index, text):
        word = first.lower()
        formal = word in lexicon.TITLE_WORDS or word in lexicon.OFFICE_NOUNS
        position = word in lexicon.TITLES_OF_FULL_NAMES - lexicon.RANKS
        common_noun = position or lexicon.common_noun_class(word) == "person"
        common_noun = common_noun and first[1:].islower()
        first = word if common_noun and not formal else first  # Developer Tom Fox
    return " ".join((first + text[words[0].end : words[-1].end]).split())


def _with_office_before(sentence: Sentence, words: list[Word]) -> list[Word]:
    """Return a title with the office of a house that opens it: ``Leader of the House`` Ida Moe."""
    head = words[0].head if words and words[0].deprel == "nmod" else -1
    if not 0 <= head < words[0].index or not sentence.words[head].text[:1].isupper():
        return words
    between = [word.text.lower() for word in sentence.words[head + 1 : words[0].index]]
    office = _is_office(sentence, sentence.words[head]) and between in (["of"], ["of", "the"])
    return [*sentence.words[head : words[0].index], *words] if office else words


def _bounds_title(sentence: Sentence, position: int) -> bool:
    """Return whether nothing before this word belongs to the title: ``by the`` reporter."""
    word = sentence.words[position]
    if word.upos == "PUNCT":
        return word.text not in HYPHENS
    if position and sentence.words[position - 1].text in HYPHENS:
        return False  # Editor-in-Chief
    if is_behind_prefix(sentence.words, position + 2):
        return False  # then-President
    inside = word.deprel == "amod" or word.text.lower() in {"of", "longtime", "&"}
    return word.upos in TITLE_BOUNDARY_TAGS and not inside


def _is_office(sentence: Sentence, word: Word) -> bool:
    printed = word.text.lower().rstrip(".")
    if printed in lexicon.HONORIFICS:
        return False
    following = [each.text for each in sentence.words[word.index + 1 : word.index + 7]]
    return (
        is_abbreviated_title(word.text, following)
        or lexicon.common_noun_class(printed) == "person"
        or printed in lexicon.TITLE_WORDS | lexicon.TITLES_OF_FULL_NAMES
    )


def _title_nouns(name: NamedMention, sentence: Sentence) -> frozenset[str]:
    """Return the nouns that the words before a name say of its bearer, singular."""
    words = sentence.words[_title_start(name, sentence) : name.name_start]
    said = [word.text.lower().rstrip(".") for word in words]
    expanded = [
        *said,
        *(lexicon.TITLE_EXPANSIONS[w] for w in said if w in lexicon.TITLE_EXPANSIONS),
    ]
    return frozenset(
        lexicon.singular(noun) for noun in expanded if lexicon.common_noun_class(noun) == "person"
    )


def _nouns_of_honorifics(name: NamedMention) -> frozenset[str]:
    """Return the nouns that abbreviated titles stand for, of which no role is made: ``Prof.``."""
    short = (title.rstrip(".") for title in name.titles)
    return frozenset(lexicon.TITLE_EXPANSIONS[t] for t in short if t in lexicon.TITLE_EXPANSIONS)


def _nationals(name: NamedMention, sentence: Sentence) -> frozenset[str]:
    """Return the nouns for who is from where a name's bearer is: ``Spaniard`` Ana Cruz."""
    said = frozenset(title for title in name.titles if lexicon.is_demonym(title))
    return said.union(*map(inflection.nationals, _countries(name, sentence)))


def _countries(name: NamedMention, sentence: Sentence) -> Iterator[str]:
    """Yield the words for where somebody is from: ``Spain's`` Ana Cruz, Ana Cruz ``of Spain``."""
    for position in children(sentence, name.head, "nmod:poss", "nmod"):
        before = sentence.words[position].deprel == "nmod:poss"
        if before or marker(sentence, position) in {"of", "from"}:
            yield sentence.words[position].text
            for inner in children(sentence, position, "compound", "amod"):
                yield sentence.words[inner].text  # the Czech Republic
