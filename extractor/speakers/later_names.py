"""Names that come after a description of the same person.

`named_by_oneself` finds who gives a name: ``*The woman* identified herself as Ida Moe``.

`described_at_opening` finds whom a story opens with before it says who that is, as features do:

    A farmer says hippos ate his crop. … *Joseph Otieno, 54,* has planted here since 1998.
    └─ subject of the opening            └─ a full name, an age, and no role: the reader knows it

Somebody new would need a role here. So the name is that of the one person without a name whom the
text has told of, unless it comes back to the description (``the farmer said``), promises to keep
the name out, or tells what seldom befalls who has spoken (Otieno *was arrested*).
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from extractor.domain import Sentence
from extractor.english import anonymity, lexicon
from extractor.english.syntax import (
    NOMINAL_SUBJECTS,
    ancestors,
    child,
    children,
)
from extractor.speakers.entities import Entity, EntityIndex
from extractor.speakers.mentions import NamedMention, NameProfile

SELF_NAMING: Final = frozenset("identify introduce call name describe".split())
REFLEXIVES: Final = frozenset("himself herself themself".split())
OWN: Final = lexicon.POSSESSIVE_DETERMINERS | {"he", "she", "it", "they"}
OPENING: Final = 4
"""In how many sentences, a headline among them, a story says of whom it tells."""
NAMED_LATER: Final = 0.8
"""How likely who is named later is who was described at the opening."""
OTHERS_FATES: Final = lexicon.NARRATION["fate"]
"""What befalls the dead, the missing and the accused, seldom who told the story in the opening."""
# --- who gives a name -----------------------------------------------------------------------


def named_by_oneself(sentence: Sentence, name: NamedMention) -> int | None:
    """Return the subject who gives *name*: ``*The woman* identified herself as Ida Moe``.

    The name may stand in what she calls herself: ``as a resident named Ida``. Or she gave ``her
    first name, Ida``.
    """
    words = sentence.words
    for verb in ancestors(sentence, name.head):
        if words[verb].xpos not in {"VBD", "VBZ"}:
            continue
        forms = {words[i].text.lower() for i in children(sentence, verb, "obj", "iobj")}
        subject = child(sentence, verb, "nsubj")
        named = words[verb].lemma in SELF_NAMING and bool(forms & REFLEXIVES)
        given = words[verb].lemma == "give" and _is_own_name(sentence, child(sentence, verb, "obj"))
        found = subject is not None and name.head > verb and (named or given)
        return subject if found else None
    return None


def _is_own_name(sentence: Sentence, position: int | None) -> bool:
    """Return whether a noun is what somebody is called: ``her first name``."""
    if position is None or sentence.words[position].lemma != "name":
        return False
    owner = child(sentence, position, "nmod:poss")
    return owner is not None and sentence.words[owner].lemma.lower() in OWN


# --- whom the opening described ---------------------------------------------------------------


def described_at_opening(
    index: EntityIndex, name: NamedMention, named: Entity, profile: NameProfile
) -> Entity | None:
    """Return the only one without a name whom the text has told of so far, by *name* from here on.

    *named* is the bearer, who must be new to the text; *profile* is what stands around the name.
    The text has told of this person more than once, of nobody else without a name (no *thief*, no
    *staff*), and does not come back to the description further on.
    """
    if named.mentions or named.is_impersonal or not _stands_without_role(index, name, profile):
        return None
    unnamed = [
        entity
        for entity in index.recent(name.sentence)
        if entity.is_person and not (entity.names or entity.members)
    ]
    if len(unnamed) != 1 or not _opens_story(index, unnamed[0]):
        return None
    (person,) = unnamed
    others = (
        _is_others_fate(index, name, person),
        _asks_for_no_name(index, person),
        _comes_back(index, name, person),
        bool(person.gender and named.gender and person.gender != named.gender),
    )
    ages = _ages(person)
    return person if not any(others) and (not ages or profile.age in ages) else None


def _stands_without_role(index: EntityIndex, name: NamedMention, profile: NameProfile) -> bool:
    """Return whether a full name has an age beside it and nothing else, and only does something."""
    place = (name.sentence, name.head)
    word = index.discourse.document.sentences[name.sentence].words[name.head]
    told = place not in index.discourse.quoted and place not in index.discourse.cue_mentions
    bare = not (profile.title_nouns or profile.descriptions) and profile.preceding_noun is None
    return (
        told
        and bare
        and bool(profile.age)
        and len(name.parts) > 1
        and word.deprel in NOMINAL_SUBJECTS
    )


def _opens_story(index: EntityIndex, entity: Entity) -> bool:
    """Return whether the opening is about somebody: ``A farmer says``, and the text goes on so."""
    first = entity.mentions[0]
    sentence = index.discourse.document.sentences[first.sentence]
    word = sentence.words[first.word]
    does = word.deprel in NOMINAL_SUBJECTS and word.head >= 0 and sentence.words[word.head].head < 0
    introduced = any(n.determiner == "indefinite" for n in entity.nominals)
    other = any(n.noun in lexicon.SOURCE_NOUNS or "other" in n.modifiers for n in entity.nominals)
    goes_on = len({mention.sentence for mention in entity.mentions}) > 1
    opens = first.sentence < OPENING and not first.quoted and does
    return opens and introduced and goes_on and not other


def _is_others_fate(index: EntityIndex, name: NamedMention, person: Entity) -> bool:
    """Return whether what befalls the bearer is seldom told of *person*, who has spoken."""
    sentence = index.discourse.document.sentences[name.sentence]
    verb = sentence.words[name.head].head
    return person.has_spoken and verb >= 0 and sentence.words[verb].lemma in OTHERS_FATES


def _comes_back(index: EntityIndex, name: NamedMention, person: Entity) -> bool:
    """Return whether the text says the description again behind the name: ``the vicar said``."""
    nouns = {nominal.noun for nominal in person.nominals}
    return any(
        word.text.lower() in nouns and (before.text.lower(), before.upos) == ("the", "DET")
        for sentence in index.discourse.document.sentences[name.sentence :]
        for before, word in pairwise(sentence.words)
    )


def _asks_for_no_name(index: EntityIndex, person: Entity) -> bool:
    """Return whether a sentence that mentions somebody says why the name is not given."""
    sentences = index.discourse.document.sentences
    told = {mention.sentence for mention in person.mentions}
    return any(True for each in told for _ in anonymity.grants_in(sentences[each]))


def _ages(person: Entity) -> frozenset[str]:
    """Return the ages that the text gives of somebody: ``the 62-year-old``."""
    words = (
        n.modifiers
        for n in (*person.nominals, *person.descriptions)
        if "old" in {n.noun, *n.modifiers}
    )
    return frozenset(word for each in words for word in each if word.isdecimal())
