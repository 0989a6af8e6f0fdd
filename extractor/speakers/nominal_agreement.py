"""Whether a description may refer to an entity, by what the text says of both.

By the words that both share (``the official``, an official), by what is said of somebody (``the
senator``, Sen. Ann Lee), or by the kind of an organization (``the agency``, the Environment
Agency). Which of those that may be meant is meant, `nominal_resolution` decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from extractor.domain import Sentence
from extractor.english import lexicon
from extractor.english.syntax import child, children, is_negated, marker, subtree
from extractor.speakers.entities import Entity, EntityIndex
from extractor.speakers.mentions import NominalMention, describes_first_conjunct, nominal_mention

Test = Callable[[Entity], bool]
"""Whether a description can refer to an entity."""
VAGUE_MODIFIERS: Final = frozenset("former current late said same senior top longtime".split())
PAST: Final = frozenset({"former", "retired"})
"""Modifiers of who is no longer what the noun says."""
MADE_BY_FIRMS: Final = frozenset({"paper"})
"""At the end of a name also what a firm makes, not what it is: ``Halden Paper``."""
KIND_LINKS: Final = frozenset({"of", "for", "on", "against"})
VAGUE_KINDS: Final = frozenset(
    "group house lab labs service services store shop brand studio".split()
)
"""Words that end the names of organizations of many kinds."""
FAMILIAR_MODIFIERS: Final = frozenset({"born", "retired", "old", "taught"})
"""Modifiers that tell more of somebody known: ``the Chilean-born reporter``, self-taught."""
LIVED_BY: Final = frozenset(
    """work run own keep play study make produce write lead manage teach have grow tend raise sail
    publish release score direct build win start found launch open climb ride learn fly""".split()
)
"""Verbs whose object tells what somebody does: ``plays the violin``, not ``heard the violin``."""
OF_PLACES: Final = frozenset({"run", "keep"})
"""Those that mean another thing without an object: who ``runs a bar`` is no runner."""
ENDINGS_OF_TRADES: Final = frozenset("ist ian er eer man woman mistress master".split())
LOCATING_MODIFIERS: Final = frozenset("based headquartered listed owned".split())
NEAR: Final = 2
"""How many sentences back an organization may be that the description does not name."""
LEAST_STEM: Final = 4
MOST_DEEDS: Final = 12
"""How many of somebody's last mentions are asked what he or she does."""
SHARED_LETTERS: Final = 4
"""How many letters a demonym shares with the adjective; one less in short ones: ``Dane``."""
NATIONAL_ADJECTIVES: Final = frozenset(
    """british danish dutch english finnish french irish polish scottish spanish swedish turkish
    welsh""".split()
)
"""Adjectives that are no demonyms themselves."""
CONTESTS: Final = frozenset("election presidency nomination race primary contest vote".split())
"""For what a candidate runs of whom the text need not say more."""
SHARED_OFFICES: Final = frozenset("senator representative congressman congresswoman".split())
"""Offices that many hold at a time."""
OPPOSED_PARTIES: Final = {
    "democratic": "republican",
    "republican": "democratic",
    "gop": "democratic",
}


# --- by the same words --------------------------------------------------------------------


def same_phrase_test(index: EntityIndex, nominal: NominalMention) -> Test | None:
    """Return the test for the same words of the same possessor, None where none can be meant."""
    if nominal.determiner == "bare" and not nominal.plural:
        return None
    owner = index.owner(nominal)
    if nominal.determiner == "possessive" and owner is None:
        return None
    modifiers = nominal.modifiers - _possessor_names(nominal, index)
    return lambda entity: any(
        n.noun == nominal.noun
        and (n.plural, n.plural_form) == (nominal.plural, nominal.plural_form)
        and n.determiner == nominal.determiner
        and (n.after == nominal.after or owner is not None)
        and n.modifiers - _possessor_names(n, index) == modifiers
        and index.owner(n) == owner
        for n in [*entity.nominals, *entity.descriptions]
    )


def _possessor_names(nominal: NominalMention, index: EntityIndex) -> frozenset[str]:
    """Return the words of the possessor, which count by their referent, not by their form."""
    if nominal.possessor is None:
        return frozenset()
    sentence = index.discourse.document.sentences[nominal.sentence]
    return frozenset(
        word.text.lower() for word in sentence.words[: nominal.head] if word.upos == "PROPN"
    )


def same_noun_test(nominal: NominalMention) -> Test:
    """Return the test for the same noun, with all of the description's modifiers.

    One for who is no longer what the noun says stands for another: a *retired* inspector.
    """
    first = "first" in nominal.modifiers  # as against a second one
    modifiers, past = nominal.modifiers - {"first"} - PAST, nominal.modifiers & PAST
    return lambda entity: any(
        n.noun == nominal.noun
        and (n.plural, n.plural_form) == (nominal.plural, nominal.plural_form)
        and modifiers <= n.modifiers
        and (not past or bool(n.modifiers & PAST))
        and not (first and n.modifiers & lexicon.ORDINALS)
        for n in entity.nominals
    )


def related_noun_test(nominal: NominalMention) -> Test | None:
    """Return the test for a noun of the same family, None where it has none."""
    related = lexicon.related_nouns(nominal.noun)
    needed = nominal.modifiers - VAGUE_MODIFIERS
    known = len(related) > 1 and not nominal.plural
    alike = known and not needed
    house = nominal.noun in lexicon.HOUSE_NOUNS  # the club, after his team: more than one plays
    others = {"bare", "possessive"} if house else {"bare"}
    if not known and nominal.noun != "document":
        return None

    def fits(entity: Entity) -> bool:
        if nominal.noun == "document" and entity.nominals and not entity.plural:
            return entity.nominals[0].noun_class == "document"
        if entity.names and known:  # the Vale boss, of Port Vale's manager
            return bool(related & entity.head_nouns) and needed <= _words_said(entity)
        return alike and any(
            n.noun in related and not n.plural and n.determiner not in others
            for n in entity.nominals
        )

    return fits


def is_unnamed_speaker(entity: Entity, nominal: NominalMention) -> bool:
    """Return whether one introduced without a name has spoken and has the same modifiers."""
    if entity.names or entity.plural or not entity.is_person or not entity.has_spoken:
        return False
    introduced = [n for n in entity.nominals if n.determiner in {"indefinite", "contrastive"}]
    needed = nominal.modifiers - (VAGUE_MODIFIERS - PAST)
    return any(
        needed <= n.modifiers or (n.modifiers & PAST and needed <= n.modifiers | PAST)
        for n in introduced
    )


# --- by what the text says of somebody ----------------------------------------------------


def noun_of_name_test(nominal: NominalMention) -> Test | None:
    """Return the test for a name of which the noun is said, None for a plural."""
    if nominal.plural:
        return None
    needed = nominal.modifiers - VAGUE_MODIFIERS
    return lambda entity: (
        nominal.noun in entity.head_nouns and bool(entity.names) and needed <= _words_said(entity)
    )


def _words_said(entity: Entity) -> frozenset[str]:
    """Return the lower-case words that titles and descriptions say of an entity."""
    titles = {word.lower().strip(".") for title in entity.titles for word in title.split()}
    return frozenset(titles).union(*(each.modifiers for each in entity.descriptions))


def says_house(entity: Entity, nominal: NominalMention) -> bool:
    """Return whether the text says of somebody the house that a description names."""
    house = {word.partition(".")[0] for word in nominal.modifiers - VAGUE_MODIFIERS}
    return bool(house) and house <= {word.partition(".")[0] for word in _words_said(entity)}


def is_prominent(nominal: NominalMention) -> bool:
    """Return whether a noun denotes people whom the news describes after naming them."""
    familiar = nominal.modifiers & FAMILIAR_MODIFIERS and nominal.noun_class == "person"
    if familiar or nominal.noun == "old":
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
    if clause is not None and not _is_behind_comma(sentence, clause):
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


def _is_behind_comma(sentence: Sentence, clause: int) -> bool:
    """Return whether a comma parts a clause from what is before it, wherever the tree has it."""
    words = sentence.words
    first = next(p for p in subtree(sentence, clause) if words[p].upos != "PUNCT")
    return words[first - 1].text == ","


def is_coordinated(sentence: Sentence, nominal: NominalMention) -> bool:
    """Return whether two nouns with one article are of one person: ``the poet and activist``."""
    conjuncts = list(children(sentence, nominal.head, "conj"))
    person = nominal.noun_class == "person" and nominal.determiner == "definite"
    both = (describes_first_conjunct(sentence, nominal.head, other) for other in conjuncts)
    return person and len(conjuncts) == 1 and all(both)


def is_introduced(entity: Entity, nominal: NominalMention) -> bool:
    """Return whether somebody without a name was introduced by the noun: ``a teenager``."""
    introduced = any(
        n.noun == nominal.noun and n.determiner == "indefinite" and not n.plural
        for n in entity.nominals
    )
    return introduced and not entity.names and nominal.modifiers <= VAGUE_MODIFIERS


def may_be_epithet_of(entity: Entity, nominal: NominalMention) -> bool:
    """Return whether nothing said of somebody named speaks against the description."""
    if not entity.names or not entity.may_be_one_person:
        return False
    if nominal.sentence in entity.named_in:
        return False
    gender = lexicon.noun_gender(nominal.noun)
    if gender and entity.gender and gender != entity.gender:
        return False
    said = _words_said(entity) | entity.head_nouns
    demonym = lexicon.is_demonym(nominal.noun.capitalize())
    if demonym and _nations(entity) and not is_compatriot(entity, nominal.noun):
        return False
    if any(OPPOSED_PARTIES.get(word) in said for word in nominal.modifiers):
        return False
    held = entity.head_nouns & lexicon.OFFICE_NOUNS
    if nominal.noun not in lexicon.OFFICE_NOUNS or nominal.noun in held:
        return True
    if "former" in nominal.modifiers and nominal.noun not in SHARED_OFFICES:
        return "former" in said  # only a text that says so makes somebody a former president
    return not held or "former" in nominal.modifiers | said


# --- by what the text tells of somebody ---------------------------------------------------


def is_told_to_be(index: EntityIndex, entity: Entity, nominal: NominalMention) -> bool:
    """Return whether what somebody does shows the noun: ``films whales``, a photographer.

    By the verb itself (``bakes``, a baker), by what it is done to (``keeps bees``, a beekeeper), or
    by the deeds that are listed for a noun. Other words before the noun must be told as well.
    """
    deeds = list(_deeds_of(index, entity))
    modifiers = {w for w in nominal.modifiers if w.rpartition("-")[2] not in FAMILIAR_MODIFIERS}
    told = _words_said(entity).union(*deeds)
    return modifiers - VAGUE_MODIFIERS <= told and any(_shows(nominal.noun, *d) for d in deeds)


def _shows(noun: str, verb: str, thing: str) -> bool:
    """Return whether a deed shows what a noun says; *thing* is what it is done to, or empty."""
    listed, plain, agents = lexicon.DEEDS.get(noun, ()), noun.replace("-", ""), _agents(verb)
    if verb in listed or (plain.startswith(thing) and plain.removeprefix(thing) in agents):
        return True
    return verb in LIVED_BY and (thing in listed or _is_trade_in(plain, thing))


def _deeds_of(index: EntityIndex, entity: Entity) -> Iterator[tuple[str, str]]:
    """Yield the lemmas of the verbs by which somebody does something, each with what to, or ''.

    What is by or from somebody, he or she has made: ``a goal from Silva``.
    """
    for mention in entity.mentions[-MOST_DEEDS:]:
        sentence = index.discourse.document.sentences[mention.sentence]
        word = sentence.words[mention.word]
        if mention.quoted or word.head < 0:
            continue
        above = sentence.words[word.head]
        if word.deprel == "nmod" and marker(sentence, word.index) in {"by", "from"}:
            yield "make", above.lemma
        elif word.deprel in {"nsubj", "obl:agent"} and above.upos == "VERB":
            for verb in (above.index, *children(sentence, above.index, "conj", "xcomp")):
                if sentence.words[verb].upos == "VERB" and not is_negated(sentence, verb):
                    yield from _done_by(sentence, verb)


def _done_by(sentence: Sentence, verb: int) -> Iterator[tuple[str, str]]:
    """Yield a deed with each thing it is done to; also without, if it is a habit.

    Such is what is done now, or to several: ``bakes``, ``translated forty novels``. What happened
    once is no trade: ``reported the theft``, ``flew to Kabul``, ``managed to escape``.
    """
    word = sentence.words[verb]
    things = list(children(sentence, verb, "obj"))
    now = word.xpos in {"VBZ", "VBP"} and child(sentence, verb, "xcomp") is None
    several = any(sentence.words[thing].xpos == "NNS" for thing in things)
    lemma = word.lemma
    if (several or now) and not (things and lemma in OF_PLACES):
        yield lemma, ""
    for thing in things:
        for part in (thing, *children(sentence, thing, "compound")):
            yield lemma, sentence.words[part].lemma.lower()


def _agents(verb: str) -> frozenset[str]:
    """Return the nouns for who does what a verb says: ``baker``, ``runner``, ``translator``."""
    short = verb.removesuffix("e")
    carried = f"{verb[:-1]}ier" if verb.endswith("y") else f"{verb}er"
    return frozenset({f"{short}er", f"{verb}{verb[-1]}er", f"{short}or", carried})


def _is_trade_in(noun: str, thing: str) -> bool:
    """Return whether a noun is made of a thing: ``violinist``, ``pianist``, ``postmistress``."""
    stem = thing.rstrip("aeiouy") if len(thing) > LEAST_STEM else thing
    if not stem:
        return False
    made = (noun.removeprefix(start) for start in (thing, stem) if noun.startswith(start))
    return any(rest in ENDINGS_OF_TRADES for rest in made)


def has_another_come_up(index: EntityIndex, entity: Entity, nominal: NominalMention) -> bool:
    """Return whether a new thing came up since that has such a person too: ``A bus hit a wall``."""
    things, sentences = lexicon.DEEDS.get(nominal.noun, ()), index.discourse.document.sentences
    return any(
        word.lemma in things and nominal_mention(sentence, word.index).determiner == "indefinite"
        for sentence in sentences[entity.mentions[-1].sentence + 1 : nominal.sentence]
        for word in sentence.words
        if word.upos == "NOUN"
    )


def _nations(entity: Entity) -> set[str]:
    """Return the nationalities that the text says of an entity: ``scottish``, ``spaniard``."""
    said = _words_said(entity) | entity.head_nouns
    return set(filter(is_national, said))


def is_national(word: str) -> bool:
    """Return whether a lower-case word says a nation: ``danish``, ``german``."""
    return word in NATIONAL_ADJECTIVES or lexicon.is_demonym(word.capitalize())


def is_compatriot(entity: Entity, noun: str) -> bool:
    """Return whether the text says of an entity the nation, or the place, that a demonym names."""
    demonym = lexicon.is_demonym(noun.capitalize())
    home = any(noun in lexicon.nationals(place) for place in _words_said(entity))
    return demonym and (home or any(_is_same_nation(noun, n) for n in _nations(entity)))


def _is_same_nation(noun: str, nation: str) -> bool:
    """Return whether a demonym and another, or an adjective, name one nation: ``Dane``, Danish."""
    short, long = sorted((noun, nation), key=len)
    if noun == nation or short == long.removesuffix("woman").removesuffix("man"):
        return True
    shared = SHARED_LETTERS if len(short) > SHARED_LETTERS else SHARED_LETTERS - 1
    both = noun.endswith(("an", "ese")) and nation.endswith(("an", "ese"))
    return noun[:shared] == nation[:shared] and not both


# --- by the kind of an organization -------------------------------------------------------


def may_be_named(entity: Entity, nominal: NominalMention) -> bool:
    """Return whether an organization is near enough for a description that need not name it."""
    if not entity.names or entity.is_person or entity.plural:
        return False
    near = nominal.sentence - entity.mentions[-1].sentence <= NEAR
    located = nominal.modifiers & LOCATING_MODIFIERS or all(map(is_national, nominal.modifiers))
    return near or bool(located)


def is_medium(index: EntityIndex, entity: Entity) -> bool:
    """Return whether a name stands only where something is published: ``on Instagram``."""
    sentences = index.discourse.document.sentences
    return all(marker(sentences[m.sentence], m.word) in {"on", "via"} for m in entity.mentions)


def is_of_kind(entity: Entity, nominal: NominalMention) -> bool:
    """Return whether a name says the noun: ``the agency`` for an Agency."""
    plain = nominal.modifiers <= VAGUE_MODIFIERS.union(*entity.name_forms)
    said = nominal.modifiers & frozenset().union(*entity.name_forms)
    institution = said and nominal.noun in lexicon.INSTITUTION_NOUNS  # the water company
    return plain and (nominal.noun in _kinds_of(entity) or bool(institution))


def is_called_alike(entity: Entity, nominal: NominalMention) -> bool:
    """Return whether the text has said a noun of the same family: ``Norda, a shipyard,``."""
    related = lexicon.related_nouns(nominal.noun)
    house = nominal.noun in lexicon.INSTITUTION_NOUNS | lexicon.HOUSE_NOUNS
    return house and bool(related & entity.head_nouns)


def is_of_like_kind(entity: Entity, nominal: NominalMention) -> bool:
    """Return whether a name says a noun of the family: ``the watchdog`` for an Agency."""
    related = lexicon.related_nouns(nominal.noun)
    if is_of_other_kind(entity, nominal):
        return False
    return len(related) > 1 and bool(related & _kinds_of(entity)) and entity.is_impersonal


def may_be_of_kind(entity: Entity, nominal: NominalMention) -> bool:
    """Return whether an organization may be called so, though nothing says it."""
    kinds = _kinds_of(entity) - MADE_BY_FIRMS - VAGUE_KINDS
    institutional = {
        kind
        for kind in kinds
        if kind in lexicon.COMPANY_SUFFIXES
        or kind in lexicon.INSTITUTION_NOUNS
        or lexicon.noun_class(kind) == "organization"
    }
    firm = nominal.noun in lexicon.related_nouns("company") | {"group"}
    if institutional and not (firm and institutional <= lexicon.COMPANY_SUFFIXES):
        return False  # the army is no ministry, Norda Ltd no regulator
    organization = entity.is_impersonal and entity.type != "place"
    if is_of_other_kind(entity, nominal):
        return False
    house = nominal.noun in lexicon.HOUSE_NOUNS and not nominal.modifiers
    named = nominal.noun in lexicon.INSTITUTION_NOUNS - lexicon.NEVER_FIRMS
    return organization and (house or named)


def is_of_other_kind(entity: Entity, nominal: NominalMention) -> bool:
    """Return whether a name is known to be of no such kind: no firm, or nothing but a firm."""
    if any(" ".join(form) in lexicon.PUBLIC_BODIES for form in entity.name_forms):
        return nominal.noun in lexicon.FIRMS | lexicon.PRESS_NOUNS
    firm = "company" in _kinds_of(entity) or bool(lexicon.FIRMS & entity.head_nouns)
    return firm and nominal.noun in lexicon.PUBLIC_NOUNS | lexicon.PRESS_NOUNS | lexicon.HOUSE_NOUNS


def _kinds_of(entity: Entity) -> set[str]:
    words = {word for form in entity.name_forms for word in _kind_words(form)}
    return words.union(*map(lexicon.kinds_of_organization, words))


def _kind_words(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of an organization's name by which the text refers back to it."""
    link = next((i for i, part in enumerate(parts) if i and part in KIND_LINKS), None)
    return parts[-1:] if link is None else (parts[-1], parts[0], parts[link - 1])
