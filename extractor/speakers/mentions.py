"""Mentions, the phrases that refer to somebody or something: named ones and nominal ones.

``Senator Ann Lee`` is a named mention (found by `names`), ``the senior senator from Ohio`` a
nominal one (read here). Pronouns need no value of their own: they are words of a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from functools import lru_cache
from typing import Final, Literal

from extractor.domain import Sentence, remembered, value
from extractor.english import lexicon
from extractor.english.name_runs import JOINING
from extractor.english.noun_phrases import COMPLEMENT_LINKS, label_words
from extractor.english.syntax import (
    NOUNS,
    child,
    children,
    is_behind_comma,
    is_relation,
    marker,
    subtree,
)

Determiner = Literal["definite", "indefinite", "contrastive", "possessive", "bare"]
"""``contrastive`` introduces somebody else: ``another aide``."""

EntityType = Literal["person", "organization", "place", "group", "document", "thing"]
"""What a mention refers to; ``thing`` is anything else that is not a person."""
TYPE_OF_NOUN_CLASS: Final[dict[lexicon.NounClass | None, EntityType]] = {
    "person": "person",
    "crowd": "group",
    "organization": "organization",
    "document": "document",
    None: "thing",
}

MODIFIERS: Final = frozenset("amod compound nummod nmod advmod flat".split())
VAGUE_MODIFIERS: Final = frozenset("former current late said same senior top longtime".split())
"""Modifiers that do not tell one from another of whom a noun is said."""
STANDING_IN: Final = frozenset("vice deputy lieutenant assistant shadow".split())
"""Modifiers by which somebody is not what the noun says: the ``vice`` president."""
FIELDS: Final = (lexicon.DEPARTMENT_WORDS - {"and", "of", "the"}) | {"prime"}
"""What tells one holder of an office from another: the *prime* minister, the *health* minister."""
PARTIES: Final = frozenset({"democratic"}), frozenset("gop republican".split())
SIDES_IN_COURT: Final = (
    frozenset("defence defending defense lawyer solicitor".split()),
    frozenset("crown plaintiff prosecuting prosecution prosecutor state".split()),
)
"""What is said of two who face each other."""
EX: Final = "ex-"
GENERAL_NOUNS: Final = frozenset(
    "official officer source employee worker executive expert aide insider witness resident".split()
)
"""Nouns that may refer back to an unnamed person of a more special kind."""
FAMILIAR_MODIFIERS: Final = frozenset({"born", "retired", "old", "taught", "based"})
"""Modifiers that tell more of somebody known: ``the Chilean-born reporter``, self-taught."""
PLAIN_NOUNS: Final = lexicon.RELATIONAL_NOUNS | lexicon.OFFICE_NOUNS | GENERAL_NOUNS
"""Nouns behind *former* that may as well be of somebody who has no name."""
CONTESTS: Final = frozenset("election presidency nomination race primary contest vote".split())
"""For what a candidate runs of whom the text need not say more."""
DETERMINING: Final = frozenset("det amod nummod".split())
FUNCTION_TAGS: Final = frozenset("DET PUNCT PART PRON".split())
PLURAL_TAGS: Final = frozenset({"NNS", "NNPS"})


@value()
class Mention:
    """A phrase of one sentence; ``head`` is the word that the rest of the sentence governs."""

    sentence: int
    head: int


@value()
class NamedMention(Mention):
    """A name with its titles.

    Words ``start`` to ``name_start`` are capitalized titles and affiliations, ``name_start`` to
    ``name_end`` the name proper, and up to ``end`` post-nominals. ``text`` is the name proper as
    printed, ``parts`` the same folded for comparison, ``titles`` the lower-case words before it.
    """

    start: int
    name_start: int
    name_end: int
    end: int
    text: str
    parts: tuple[str, ...]
    titles: tuple[str, ...]
    article: bool

    @property
    def place(self) -> tuple[int, int]:
        """The sentence and the first word, which no other name shares."""
        return self.sentence, self.start


@value()
class NominalMention(Mention):
    """A noun phrase that is not a name; ``noun`` is its head, singular and lower case.

    ``modifiers`` are the lower-case words before the head, determiners aside; ``possessor`` is
    the position of what stands in the genitive; ``has_name`` says whether a name modifies the
    head; ``after`` are the words of a plural's label that follow the head; ``size`` is how many
    words depend on the head. ``left_out`` is the noun, with what is compounded with it, for which
    the head only stands: ``official`` in ``another said``.
    """

    noun: str
    noun_class: lexicon.NounClass | None
    plural: bool
    determiner: Determiner
    modifiers: frozenset[str]
    possessor: int | None
    has_name: bool
    after: tuple[str, ...]
    size: int
    left_out: str = ""
    plural_form: bool = False

    @property
    def gender(self) -> lexicon.Gender | None:
        """The gender that the head noun or an adjective shows: ``spokeswoman``, ``male nurse``."""
        said = self.modifiers & {"female", "male"}
        if len(said) == 1:
            return "female" if "female" in said else "male"
        return lexicon.noun_gender(self.noun)

    @property
    def wording(self) -> tuple[object, ...]:
        """All that distinguishes this description from others, its place aside."""
        number, words = (self.plural, self.size), (self.modifiers, self.after, self.left_out)
        return self.noun, self.determiner, *number, *words


@value()
class NameProfile:
    """What the words around a name say of its bearer.

    ``title`` is what stands before it, as printed, ``title_nouns`` are the nouns in that, singular;
    ``nationals`` those for who is from the country beside it (``Spain's`` Ana Cruz), ``homes`` the
    words for where that is;
    ``descriptions`` are appositions and predicates outside quotation marks; ``age`` is a number
    after the name, ``gender`` that of the noun right before it (``her sister Malee``).
    ``preceding_noun`` is the noun that the name is in apposition to, ``description_heads`` are the
    heads of all that is said of it, ``governor`` is the noun that stands for it in the sentence,
    all as positions.
    """

    title: str | None
    title_nouns: frozenset[str]
    nationals: frozenset[str]
    homes: frozenset[str]
    descriptions: tuple[NominalMention, ...]
    age: str | None
    gender: lexicon.Gender | None
    preceding_noun: int | None
    description_heads: tuple[int, ...]
    governor: int | None


# --- nominal mentions ---------------------------------------------------------------------


def nominal_mention(sentence: Sentence, head: int) -> NominalMention:
    """Read the noun phrase whose head is the word at *head*."""
    return nominal_mention_of_class(sentence, head, denoted_class(sentence, head))


def nominal_mention_of_class(
    sentence: Sentence, head: int, noun_class: lexicon.NounClass | None
) -> NominalMention:
    """Read a noun phrase of which the class is known."""
    words, below = sentence.words, sentence.children[head]
    before = [c for c in below if c < head]
    measures = {"obl:unmarked"} if words[head].upos == "ADJ" else set()  # the *52-year*-old
    relations = MODIFIERS | measures if measures else MODIFIERS
    left = [c for c in before if is_relation(words[c].deprel, relations)]
    possessor = next((c for c in before if words[c].deprel == "nmod:poss"), None)
    whole = one_of(sentence, head)
    plural = is_plural(sentence, head)
    after = label_words(sentence, head) if plural and possessor is None else []
    modifiers = frozenset(
        words[i].text.lower()
        for c in left
        for i in subtree(sentence, c)
        if i < head and words[i].upos not in FUNCTION_TAGS
    )
    noun, modifiers = _no_longer(
        lexicon.singular(words[head if whole is None else whole].text), modifiers
    )
    general = any(w.text == "general" and w.head == head for w in words[head + 1 : head + 2])
    return NominalMention(
        sentence=sentence.index,
        head=head,
        noun="general" if general else noun,
        noun_class=noun_class,
        plural=plural,
        determiner=(
            _determiner(sentence, head, possessor is not None) if whole is None else "contrastive"
        ),
        modifiers=modifiers.union({noun} if general else ()),
        possessor=possessor,
        has_name=any(words[c].upos == "PROPN" for c in left),
        after=tuple(words[i].text.lower() for i in after if i > head),
        size=len(below),
        plural_form=words[head].xpos in PLURAL_TAGS,
    )


def _no_longer(noun: str, modifiers: frozenset[str]) -> tuple[str, frozenset[str]]:
    """Return a noun and its modifiers with *former* instead of a prefix: ``ex-banker``."""
    past = [word for word in (noun, *modifiers) if word.startswith(EX)]
    if not past:
        return noun, modifiers
    said = {word.removeprefix(EX) for word in modifiers}
    return noun.removeprefix(EX), frozenset({*said, "former"})


def denoted_class(sentence: Sentence, head: int) -> lexicon.NounClass | None:
    """Return what a phrase denotes by its head; ``a majority of voters`` by what is counted."""
    word = sentence.words[head]
    compound = lexicon.compound_class(sentence.words[head - 1].text, word.text) if head else None
    if compound is not None:
        return compound  # the coast guard
    if _is_joined_noun_for_somebody(sentence, head):
        return "person"
    noun_class, depends = _class_of_word(word.text.removeprefix(EX), word.upos == "NOUN")
    if depends == "figure" and child(sentence, head, "amod", "compound") is not None:
        return "person"  # party figures
    if one_of(sentence, head) is not None:
        return "person"
    if noun_class is None and (word.xpos == "NNPS" or _speaks_at_age(sentence, head)):
        return "person"  # Mexicans; the 31-year-old tea-plucker said
    if depends == "quantity":
        for counted in children(sentence, head, "nmod"):
            if counted > head and lexicon.noun_class(sentence.words[counted].text):
                return lexicon.noun_class(sentence.words[counted].text)
    return noun_class


def _is_joined_noun_for_somebody(sentence: Sentence, head: int) -> bool:
    """Return whether a noun is one for people without its hyphen: ``half-back``."""
    words = sentence.words
    if head < 2 or words[head - 1].text not in JOINING:
        return False
    glued = words[head - 2].end == words[head - 1].start == words[head].start - 1
    joined = words[head - 2].text + words[head].text
    return glued and lexicon.common_noun_class(joined) == "person"


def _speaks_at_age(sentence: Sentence, head: int) -> bool:
    """Return whether a noun has an age and a verb of saying: no mill that is 90 years old."""
    word = sentence.words[head]
    aged = any(sentence.words[c].text == "old" for c in children(sentence, head, "amod"))
    says = sentence.words[word.head].text in lexicon.ATTRIBUTION_VERBS
    return aged and says and word.deprel == "nsubj"


@lru_cache(lexicon.CACHE_SIZE)
def _class_of_word(word: str, common: bool) -> tuple[lexicon.NounClass | None, str]:
    """Return what a noun denotes by itself, and why other words may change that, or ''."""
    class_of = lexicon.common_noun_class if common else lexicon.noun_class
    if word.lower() == "old" or lexicon.is_demonym(word):
        return "person", ""  # the 43-year-old
    singular = lexicon.singular(word)
    if singular == "figure":
        return class_of(word), "figure"
    counts = word.lower() in lexicon.QUANTIFIERS or singular in lexicon.QUANTITY_NOUNS
    return class_of(word), "quantity" if counts else ""


def one_of(sentence: Sentence, head: int) -> int | None:
    """Return those of whom the word at *head* is one: ``one of the officials``, ``one of them``."""
    if sentence.words[head].text.lower() != "one":
        return None
    for position in children(sentence, head, "nmod", "obl"):
        word = sentence.words[position]
        several = word.xpos == "NNS" and denoted_class(sentence, position) == "person"
        if position > head and (several or word.text.lower() == "them"):
            return position
    return None


def apposition_of_one(sentence: Sentence, nominal: NominalMention) -> int | None:
    """Return the noun that says who ``one`` or ``another`` is: ``one, a retired teacher, said``."""
    if sentence.words[nominal.head].text.lower() not in {"one", "another"}:
        return None
    return next(
        (
            position
            for position in children(sentence, nominal.head, "appos")
            if lexicon.common_noun_class(sentence.words[position].text) == "person"
            and sentence.words[position].upos == "NOUN"
        ),
        None,
    )


def is_of_another(
    of: Sequence[str], said: Iterable[NominalMention], sentences: Sequence[Sentence]
) -> bool:
    """Return whether somebody is *said* to be so only with another complement: ``of finance``.

    The head *of the company* may be the head *of Norda*, but is not the head *of the union*.
    """
    known = {complement_of(n, sentences) for n in said} - {()}
    general = {words[-1] in lexicon.INSTITUTION_NOUNS for words in (of, *known)}
    return bool(known) and of not in known and len(general) == 1


def complement_of(nominal: NominalMention, sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """Return the words of a label behind its noun, of names and nouns: ``of health``."""
    if nominal.plural or nominal.left_out:
        return ()
    return _complement_at(sentences[nominal.sentence], nominal.head)


@remembered
def _complement_at(sentence: Sentence, head: int) -> tuple[str, ...]:
    words = sentence.words
    after = [i for i in label_words(sentence, head) if i > head]
    if after and words[after[0]].text == "general":
        after = after[1:]  # the secretary general of the union
    if not after or words[after[0]].text.lower() not in COMPLEMENT_LINKS:
        return ()
    return tuple(words[i].lemma.lower() for i in after if words[i].upos in NOUNS)


def is_of_other_field(
    nominal: NominalMention,
    said: Sequence[NominalMention],
    before: Sequence[frozenset[str]],
    sentences: Sequence[Sentence],
) -> bool:
    """Return whether an office is of another field than those *said*: the *finance* minister.

    *before* are the words before its noun in titles: ``Health`` Minister.
    """
    own = [_fields_of(sentences[n.sentence], n) for n in said] or [w & FIELDS for w in before]
    fields = _fields_of(sentences[nominal.sentence], nominal)
    return bool(fields and own) and all(words and fields.isdisjoint(words) for words in own)


def is_of_other_side(nominal: NominalMention, said: Set[str]) -> bool:
    """Return whether a description is of who faces somebody: *the prosecutor*, a defence lawyer."""
    court = nominal.noun in lexicon.related_nouns("lawyer")
    own = nominal.modifiers | {nominal.noun}
    return any(
        (own & one and said & other and not said & one)
        or (own & other and said & one and not said & other)
        for one, other in (PARTIES, *([SIDES_IN_COURT] if court else ()))
    )


def _fields_of(sentence: Sentence, nominal: NominalMention) -> frozenset[str]:
    inside = children(sentence, nominal.head, "compound", "amod", "nmod")
    words = (sentence.words[i] for part in inside for i in subtree(sentence, part))
    said = {w.text.lower() for w in words if w.upos == "NOUN" or w.head != nominal.head}
    return FIELDS.intersection(said.union(nominal.modifiers & {"prime", "foreign"}))


def is_plural(sentence: Sentence, head: int) -> bool:
    """Return whether a noun denotes several, by its tag; conjuncts are not counted."""
    word = sentence.words[head]
    if one_of(sentence, head) is not None:
        return False
    if word.text.lower() in lexicon.QUANTIFIERS:
        return word.text.lower() not in {"each", "every", "any", "no"}
    if word.text.lower() in {"people", "police"} or lexicon.noun_class(word.text) == "crowd":
        return True
    if lexicon.singular(word.text) in lexicon.QUANTITY_NOUNS and word.xpos not in PLURAL_TAGS:
        counted = (c for c in children(sentence, head, "nmod") if c > head)
        return any(sentence.words[c].xpos in PLURAL_TAGS for c in counted)
    return word.xpos in PLURAL_TAGS or "Number=Plur" in word.feats


def _determiner(sentence: Sentence, head: int, possessed: bool) -> Determiner:
    words = sentence.words
    tops = [head, *children(sentence, head, "compound")]  # *the* attorney general
    below = [c for top in tops for c in sentence.children[top]]
    before = [c for c in below if is_relation(words[c].deprel, DETERMINING)]
    forms = {words[c].text.lower() for c in before if c < head}
    contrast = forms & lexicon.CONTRASTIVE_MODIFIERS
    if contrast and ("the" not in forms or contrast - lexicon.ORDINALS):
        return "contrastive"
    if possessed:
        return "possessive"
    if forms & lexicon.DEFINITE_DETERMINERS:
        return "definite"
    counted = forms & lexicon.QUANTIFIERS or forms & {"a", "an", "one"}
    numbered = any(words[c].upos == "NUM" and words[c].deprel.startswith("nummod") for c in before)
    return "indefinite" if counted or numbered else "bare"


def describes_first_conjunct(sentence: Sentence, head: int, conjunct: int) -> bool:
    """Return whether two nouns describe one: ``the secretary of state and candidate``."""
    one, other = sentence.words[head], sentence.words[conjunct]
    if _continues_apposition(sentence, head, conjunct):
        return True
    bare = child(sentence, conjunct, "det", "nmod:poss", "flat") is None
    first = one.xpos == "NNP" or (one.text[:1].islower() and one.xpos != "NNS")
    return (
        first and bare and other.xpos == "NN" and lexicon.common_noun_class(other.text) == "person"
    )


def _continues_apposition(sentence: Sentence, head: int, conjunct: int) -> bool:
    """Return whether ``and`` continues with an apposition: ``Lee, a Democrat and a skeptic``.

    A comma before ``and`` closes the apposition: ``Lee, a Democrat, and a skeptic`` are two. With
    another article it is one where a comma or a stop follows: ``Lee, a Democrat and the mayor,``.
    """
    words = sentence.words
    person = lexicon.common_noun_class(words[conjunct].text) == "person"
    common = words[conjunct].xpos == "NN" or words[conjunct].text.islower()
    if not common or not person or is_plural(sentence, conjunct):
        return False
    below = subtree(sentence, conjunct)
    first = next((i for i in below if words[i].text != ","), conjunct)
    determined = child(sentence, conjunct, "det", "nmod:poss") is not None
    if determined and words[first - 1].text == "," and words[first - 2].upos == "PROPN":
        return words[head].upos == "PROPN"  # Ruth Kane, a nurse, and Ida Moe
    apposed = any(head < i < conjunct for i in children(sentence, head, "appos"))
    link = child(sentence, conjunct, "cc")
    if not apposed or link is None or words[link - 1].text == ",":
        return False
    forms = {words[i].text.lower() for i in children(sentence, conjunct, "det", "nmod:poss")}
    closed = all(word.upos == "PUNCT" for word in words[below[-1] + 1 : below[-1] + 2])
    return closed or forms <= {"a", "an"}


# --- what a name or a role is said of -----------------------------------------------------


def holder_of_role(sentence: Sentence, role: int) -> int | None:
    """Return who is said to hold a role: ``*Ann Lee* served as the mayor``, was named as mayor."""
    word = sentence.words[role]
    if word.deprel != "obl" or marker(sentence, role) != "as" or word.head < 0:
        return None
    lemma = sentence.words[word.head].lemma
    relations = {"nsubj:pass"} if lemma in lexicon.APPOINTING_VERBS else set[str]()
    relations |= {"nsubj"} if lemma in lexicon.SERVING_VERBS else set()
    return next(iter(children(sentence, word.head, *relations)), None) if relations else None


# --- what a description may be of ----------------------------------------------------------


def is_prominent(nominal: NominalMention) -> bool:
    """Return whether a noun denotes people whom the news describes after naming them."""
    familiar = bool(nominal.modifiers & FAMILIAR_MODIFIERS)
    no_longer = "former" in nominal.modifiers and nominal.noun not in PLAIN_NOUNS
    person = nominal.noun_class in {"person", None}  # *the former model* says so at a cue
    if (person and (familiar or no_longer)) or nominal.noun == "old":
        return True
    demonym = lexicon.is_demonym(nominal.noun.capitalize())
    return demonym or nominal.noun in lexicon.PROMINENT_NOUNS


def is_parent(sentence: Sentence, nominal: NominalMention) -> bool:
    """Return whether a phrase counts somebody's children: ``the mother of two``."""
    after = [c for c in children(sentence, nominal.head, "nmod") if c > nominal.head]
    counted = len(after) == 1 and sentence.words[after[0]].upos == "NUM"
    return counted and nominal.noun in lexicon.KIN_NOUNS and nominal.determiner == "definite"


def is_specified(sentence: Sentence, nominal: NominalMention) -> bool:
    """Return whether more follows, as in an introduction: ``the head of the agency``."""
    clause = child(sentence, nominal.head, "acl:relcl", "acl")
    if clause is not None and not is_behind_comma(sentence, clause):
        return True  # a clause behind a comma only adds something
    conjuncts = children(sentence, nominal.head, "conj")
    if not all(describes_first_conjunct(sentence, nominal.head, other) for other in conjuncts):
        return True
    if sentence.words[nominal.head].deprel == "conj":
        return True
    after = (c for c in children(sentence, nominal.head, "nmod") if c > nominal.head)
    runs = nominal.noun in lexicon.related_nouns("candidate")
    known = lexicon.DEPARTMENT_WORDS | (CONTESTS if runs else frozenset())
    return any(sentence.words[c].text.lower() not in known for c in after)


def is_coordinated(sentence: Sentence, nominal: NominalMention) -> bool:
    """Return whether two nouns with one article are of one person: ``the poet and activist``."""
    conjuncts = list(children(sentence, nominal.head, "conj"))
    person = nominal.noun_class == "person" and nominal.determiner == "definite"
    both = (describes_first_conjunct(sentence, nominal.head, other) for other in conjuncts)
    return person and len(conjuncts) == 1 and all(both)
