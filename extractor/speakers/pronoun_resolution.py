"""Antecedents of pronouns: personal and first-person; and names that follow (cataphora).

A third-person pronoun refers to the likeliest of the entities that agree with it in number, gender
and kind (`ranking`); of two that are nearly equal to neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from extractor.domain import Sentence
from extractor.english import lexicon
from extractor.english.syntax import ancestors, asks_about, child, children, is_of_who, subtree
from extractor.speakers.discourse import (
    FEW_MENTIONS,
    REACH,
    EntityMention,
    Place,
    first_conjunct,
    is_request,
    names_in_bylines,
    opens_narration,
)
from extractor.speakers.entities import Entity, EntityIndex
from extractor.speakers.mentions import nominal_mention
from extractor.speakers.organization_kinds import organization_just_told_of
from extractor.speakers.ranking import (
    ASKERS,
    ASKING,
    GOING_ON,
    Antecedent,
    agreement,
    clearly_first,
    is_argument_beside,
    is_behind_unnamed_subject,
    is_called_otherwise,
    ranked,
    without_named_in_report,
)

ADDRESSED: Final = 0.85
"""How likely the one to whom a turn is addressed answers it."""
DESCRIBED: Final = 0.9
"""How likely a pronoun in a relative clause is whom the clause describes."""
RULED_OUT_BY_NAME: Final = 0.6
"""How likely an antecedent still is where only a given name rules out who spoke just before."""
INTRODUCED: Final = 0.75
"""How likely a new source tells of itself, where the others have only spoken so far."""
RETURNED_TO: Final = 0.85
"""How likely an obituary returns to the deceased in a paragraph after somebody else's words."""
LEAST_SCORE: Final = 0.08
CLEAR_LEAD: Final = 1.02
"""How many times the second candidate's salience the first one's must be."""
MOST_UNRESOLVED: Final = 40
"""How many pronouns may wait for a name: a text that names nobody takes no longer for it."""


# --- third person -------------------------------------------------------------------------


def resolve_personal_pronoun(index: EntityIndex, place: Place) -> Antecedent | None:
    """Return the antecedent of the pronoun at *place*, None if the text leaves it open.

    Whoever the text says is called ``they`` comes first. The weights are learned on people, so
    what ``it`` refers to is the most salient.
    """
    pronoun = _pronoun_set(index, place)
    if pronoun.gender == "neuter":
        thing = organization_just_told_of(index, place) or most_salient(index, place)
        return None if thing is None else Antecedent(thing, 1.0, place)
    if pronoun.number == "plural":
        person = _person_called_they(index, place)
        if person is not None:
            return Antecedent(person, 1.0, place)
    likely = [
        (entity, fit)
        for entity, fit in agreeing(index, place)
        if not is_called_otherwise(index, place, entity)
        and not _is_told_or_told_of(index, place, entity)
    ]
    likely = without_named_in_report(index, place, likely)
    if (asked := _addressee(index, place, likely)) is not None:
        return Antecedent(asked, ADDRESSED, place)
    if (told_of := _just_told_of(index, place, likely)) is not None:
        return told_of
    if index.deceased is not None and _returns_to_deceased(index, place, likely):
        return Antecedent(index.deceased, RETURNED_TO, place)
    described = _whom_its_clause_describes(index, place, likely)
    if described is not None:
        return Antecedent(described, DESCRIBED, place)
    introduced = _whom_the_paragraph_introduces(index, place, likely)
    if introduced is not None:
        return Antecedent(introduced, INTRODUCED, place)
    if pronoun.number == "plural":
        likely = [(entity, fit) for entity, fit in likely if not entity.is_called_they]
        likely = _without_single_people(likely)
        likely = _several_who_speak(index, place, likely)
    found = clearly_first(ranked(index, place, _without_askers(index, place, likely)))
    if found is None or is_behind_unnamed_subject(index, place, found.entity):
        return None
    if _is_ruled_out_by_name(index, place, found.entity):
        found = replace(found, probability=RULED_OUT_BY_NAME * found.probability)
    return _no_surer_than_before(index, found)


def _is_told_or_told_of(index: EntityIndex, place: Place, entity: Entity) -> bool:
    """Return whether somebody is told the words by name, or is whose relative they tell of.

    ``*He* told Penn``: he is not Penn; ``His aunt, *he* told me, sold gossip``: nor the aunt.
    """
    sentence, position = index.discourse.document.sentences[place[0]], place[1]
    verb = sentence.words[position].head
    if place not in index.discourse.cue_mentions or verb < 0:
        return False
    last = {form[-1] for form in entity.name_forms}
    told = (c for c in children(sentence, verb, "obj", "iobj", "nsubj") if c > verb > position)
    if any(lexicon.fold(sentence.words[c].text) in last for c in told):
        return True
    spoken = sentence.words[verb].deprel == "parataxis"
    return spoken and any(
        mention.sentence == place[0] and _is_relative(sentence, mention.word)
        for mention in entity.mentions[-FEW_MENTIONS:]
    )


def _is_relative(sentence: Sentence, position: int) -> bool:
    """Return whether a word is somebody's relative, whose a pronoun says: ``his grandfather``."""
    owner = child(sentence, position, "nmod:poss")
    owned = owner is not None and sentence.words[owner].text.lower() in lexicon.THIRD_PERSON
    return owned and lexicon.singular(sentence.words[position].text.lower()) in lexicon.KIN_NOUNS


def _just_told_of(
    index: EntityIndex, place: Place, likely: Sequence[tuple[Entity, float]]
) -> Antecedent | None:
    """Return whom the sentence before is about, where another is only beside.

    Who reacts to somebody (``Lee laughed when a man told *her*. …, she said``), and an unnamed
    holder of an office whose people speak (``The premier was ill. *Her* office said``).
    """
    sentences, cues = index.discourse.document.sentences, index.discourse.cue_mentions
    before = sentences[max(place[0] - 1, 0)]
    root = next(word.index for word in before.words if word.head < 0)
    subject = child(before, root, "nsubj", "nsubj:pass")
    if (
        subject is None
        or place[0] == 0
        or index.discourse.quoted & {place, (before.index, subject)}
    ):
        return None
    found, word = index.at((before.index, subject)), sentences[place[0]].words[place[1]]
    agrees = any(entity is found for entity, _ in likely)
    if found is None or not (agrees or (found.is_person and not found.gender_is_said)):
        return None
    if place in cues and _reacts(index, before, root, found, _pronoun_set(index, place)):
        return Antecedent(found, ADDRESSED if agrees else RULED_OUT_BY_NAME, place)
    speaks = word.deprel == "nmod:poss" and (place[0], word.head) in cues
    noun = nominal_mention(before, subject)
    office = noun.noun_class == "person" and noun.determiner == "definite" and not found.names
    alone = not any(
        other is not found and other.mentions and other.mentions[-1].sentence >= before.index
        for other, _ in likely
    )
    meant = speaks and office and agrees and alone and opens_narration(index.discourse, place)
    return Antecedent(found, ADDRESSED, place) if meant else None


def _reacts(
    index: EntityIndex, sentence: Sentence, verb: int, entity: Entity, own: lexicon.PronounSet
) -> bool:
    """Return whether somebody unnamed does something to the subject of the clause around it."""
    for clause in children(sentence, verb, "advcl"):
        acts = child(sentence, clause, "nsubj")
        other = None if acts is None else index.at((sentence.index, acts))
        things = list(children(sentence, clause, "obj", "iobj", "obl"))
        things += [c for thing in things for c in children(sentence, thing, "nmod")]
        met = any(
            index.at((sentence.index, p)) is entity or sentence.words[p].text.lower() in own.forms
            for p in things
        )
        if other is not None and other is not entity and not other.names and met:
            return True
    return False


def _whom_its_clause_describes(
    index: EntityIndex, place: Place, likely: Sequence[tuple[Entity, float]]
) -> Entity | None:
    """Return who does what a relative clause says: ``a nurse who left because *her* boss was ill``.

    Nobody else with whom the pronoun agrees is mentioned in between, and it is no argument of the
    clause's own verb, whose subject is *who*.
    """
    sentence, position = index.discourse.document.sentences[place[0]], place[1]
    word = sentence.words[position]
    clause = next((p for p in ancestors(sentence, position) if is_of_who(sentence, p)), None)
    if clause is None or (word.head == clause and word.deprel != "nmod:poss"):
        return None
    noun = sentence.words[clause].head
    since = {
        entity.number
        for entity, _ in likely
        for mention in entity.mentions[-FEW_MENTIONS:]
        if mention.sentence == place[0] and noun <= mention.word < position
    }
    found = next((entity for entity, _ in likely if since == {entity.number}), None)
    return found if found is not None and found is index.at((place[0], noun)) else None


def _whom_the_paragraph_introduces(
    index: EntityIndex, place: Place, likely: Sequence[tuple[Entity, float]]
) -> Entity | None:
    """Return the new source that tells of itself: ``A neighbour told police *she* saw a van``.

    Or of what it has: ``An engineer said *his* team had warned``.

    The source opens a paragraph, and nobody else whom the pronoun may mean is one whom a text
    tells of: all of them have spoken, and not in this paragraph.
    """
    sentences = index.discourse.document.sentences
    sentence, position = sentences[place[0]], place[1]
    owned = sentence.words[position].deprel == "nmod:poss"
    top = sentence.words[position].head if owned else position
    clause = sentence.words[top].head if top >= 0 else -1
    cue = sentence.words[clause].head if clause >= 0 else -1
    reported = cue >= 0 and sentence.words[clause].deprel == "ccomp" and position < clause
    reported = reported and (not owned or sentence.words[top].deprel == "nsubj")
    subject = child(sentence, cue, "nsubj") if reported else None
    if subject is None or (place[0], subject) not in index.discourse.cue_mentions:
        return None
    opens = place[0] > 0 and sentences[place[0] - 1].paragraph != sentence.paragraph
    source = index.at((place[0], subject))
    new = source is not None and not source.names and source.mentions[0].sentence == place[0]
    others = [entity for entity, _ in likely if entity is not source]
    spoke = all(e.has_spoken and e.mentions[-1].sentence < place[0] for e in others)
    agrees = len(others) < len(likely)
    return source if opens and new and agrees and others and spoke else None


def _is_ruled_out_by_name(index: EntityIndex, place: Place, found: Entity) -> bool:
    """Return whether only a name rules out the last speaker: ``Bisi Cole denied it. *He* added``.

    Who goes on is mostly who spoke just before, and lists of given names err.
    """
    words = index.discourse.document.sentences[place[0]].words
    turn, speaker = index.last_turn, index.last_speaker
    if turn is None or speaker is None or speaker[0] is found:
        return False
    narrative = index.discourse.narrative
    adds = words[max(words[place[1]].head, 0)].lemma in GOING_ON
    near = narrative[place[0]] - narrative[turn[0]] <= 1
    said = speaker[0].gender is None or speaker[0].gender_is_said
    return adds and near and speaker[0].is_person and not said


def _addressee(
    index: EntityIndex, place: Place, likely: Sequence[tuple[Entity, float]]
) -> Entity | None:
    """Return to whom the turn before was addressed, where the pronoun's clause answers it.

    ``Lee told Park that the plan was dead. "Never," he replied``; after a question, any quotation
    answers: ``Lee asked Park about it. "No comment," he said``; after an indirect one, any report.
    """
    sentence, quoted = index.discourse.document.sentences[place[0]], index.discourse.quoted
    verb = sentence.words[max(sentence.words[place[1]].head, 0)].lemma
    speaks = place in index.discourse.cue_mentions and place not in quoted
    turn = _turn_before(index, place) if speaks and verb not in GOING_ON | ASKING else None
    if turn is None:
        return None
    before = index.discourse.document.sentences[turn[0]]
    cue = before.words[first_conjunct(before, turn[1])].head
    quotes = any((place[0], word.index) in quoted for word in sentence.words)
    asks = cue >= 0 and before.words[cue].lemma in ASKING
    asked = asks and (asks_about(before, cue) or quotes) and not is_request(before, cue)
    if cue < 0 or not (verb in lexicon.ANSWERING_VERBS or asked):
        return None
    others = [*children(before, cue, "obj", "iobj", "nsubj:pass")]
    if asked and before.words[cue].deprel == "advcl":  # *Sato* did not smile when Lind asked why
        others += children(before, before.words[cue].head, "nsubj")
    told = (index.at((turn[0], other)) for other in others)
    speaker, agrees = index.at(turn), {entity.number for entity, _ in likely}
    return next((e for e in told if e and e is not speaker and e.number in agrees), None)


def _turn_before(index: EntityIndex, place: Place) -> Place | None:
    """Return the mention of who spoke or asked just before: ``A man asked Lee about the roof``."""
    narrative, sentences = index.discourse.narrative, index.discourse.document.sentences
    turn = index.last_turn
    if turn is not None and narrative[place[0]] - narrative[turn[0]] <= 1:
        return turn if index.last_speaker is not None else None
    for before in sentences[max(place[0] - 1, 0) : place[0]]:
        root = next(word for word in before.words if word.head < 0)
        asks = root.lemma in ASKING and (before.index, root.index) not in index.discourse.quoted
        subject = child(before, root.index, "nsubj") if asks else None
        return None if subject is None else (before.index, subject)
    return None


def _returns_to_deceased(
    index: EntityIndex, place: Place, likely: Sequence[tuple[Entity, float]]
) -> bool:
    """Return whether a new paragraph of an obituary goes on with whom it is about.

    After somebody else's words: ``her daughter said.⏎ Born in Cork, she learned to swim``.
    """
    sentences = index.discourse.document.sentences
    turn, speaker = index.last_turn, index.last_speaker
    if turn is None or speaker is None or speaker[0] is index.deceased:
        return False
    goes_on = place in index.discourse.cue_mentions or speaker[0].last_narrated > turn[0]
    apart = sentences[turn[0]].paragraph < sentences[place[0]].paragraph
    return apart and not goes_on and any(e is index.deceased for e, _ in likely)


def _no_surer_than_before(index: EntityIndex, found: Antecedent) -> Antecedent:
    """Return an antecedent that is no surer than the mention that the pronoun takes up.

    Where that is a pronoun itself, and linked to the wrong one, this one is too.
    """
    before = index.probabilities.get(found.phrase, 1.0)
    return replace(found, probability=min(found.probability, before))


def most_salient(index: EntityIndex, place: Place) -> Entity | None:
    """Return the most salient entity with which the pronoun at *place* agrees, if it is clear."""
    scored = []
    for entity, fit in agreeing(index, place):
        score = index.salience(entity, place)
        score += index.speaker_continuity(entity, place) if score else 0.0
        if not is_argument_beside(index, entity, place):  # Tom remembers *it*
            scored.append((fit * score, entity))
    scored.sort(key=lambda pair: -pair[0])
    if not scored or scored[0][0] < LEAST_SCORE:
        return None
    if len(scored) > 1 and scored[0][0] < CLEAR_LEAD * scored[1][0]:
        return None
    return scored[0][1]


def agreeing(index: EntityIndex, place: Place) -> list[tuple[Entity, float]]:
    """Return those mentioned lately with whom the pronoun at *place* agrees, and how well."""
    pronoun = _pronoun_set(index, place)
    fits = ((entity, agreement(pronoun, entity)) for entity in index.recent(place[0], REACH))
    return [(entity, fit) for entity, fit in fits if fit]


def _person_called_they(index: EntityIndex, place: Place) -> Entity | None:
    """Return the person whom the text calls ``they``, unless several were mentioned since."""
    recent = (
        entity
        for entity in index.recent(place[0], REACH)
        if (entity.plural or entity.is_called_they) and not entity.mentions[-1].quoted
    )
    latest = max(recent, key=lambda entity: entity.mentions[-1], default=None)
    return latest if latest is not None and latest.is_called_they else None


def _without_single_people(likely: list[tuple[Entity, float]]) -> list[tuple[Entity, float]]:
    """Leave out each single person who has a name, where several people may be meant."""
    if not any(entity.plural and entity.is_person for entity, _ in likely):
        return likely
    return [(e, fit) for e, fit in likely if e.plural or not (e.names and e.may_be_one_person)]


def _without_askers(
    index: EntityIndex, place: Place, likely: list[tuple[Entity, float]]
) -> list[tuple[Entity, float]]:
    """Leave out, at a cue that answers, who is called so for asking: ``one questioner``."""
    word = index.discourse.document.sentences[place[0]].words[place[1]]
    verb = index.discourse.document.sentences[place[0]].words[max(word.head, 0)].lemma
    if place not in index.discourse.cue_mentions or verb in ASKING:
        return likely
    return [(e, fit) for e, fit in likely if e.names or not e.called & ASKERS] or likely


def _several_who_speak(
    index: EntityIndex, place: Place, likely: list[tuple[Entity, float]]
) -> list[tuple[Entity, float]]:
    """Return several people before one whom the report itself mentions first.

    ``Two aides described it. The governor threw a stapler, *they* said``.
    """
    several = any(entity.plural and entity.is_person for entity, _ in likely)
    if place not in index.discourse.cue_mentions or not several:
        return likely
    return [
        (entity, fit)
        for entity, fit in likely
        if entity.plural or not entity.mentions or entity.mentions[0].sentence < place[0]
    ]


def _pronoun_set(index: EntityIndex, place: Place) -> lexicon.PronounSet:
    return lexicon.PRONOUN_SET_OF[_form(index, place)]


def _form(index: EntityIndex, place: Place) -> str:
    return index.discourse.document.sentences[place[0]].words[place[1]].text.lower()


def note_called_they(index: EntityIndex, sentence: Sentence) -> None:
    """Note whom a sentence says to be called ``they``: ``Quinn, who uses they/them pronouns``."""
    words = sentence.words
    for word in words:
        lower = word.text.lower()
        slashed = lower == "they" and [w.text.lower() for w in words[word.index + 1 :][:2]] == [
            "/",
            "them",
        ]
        if slashed or lower in lexicon.NONBINARY_WORDS or lower.startswith("they/"):
            found = (index.at((sentence.index, i)) for i in range(word.index))
            person = next((e for e in found if e is not None and e.names and e.is_person), None)
            if person is not None and not person.plural:
                index.mark_called_they(person)


def note_deceased(index: EntityIndex, sentence: Sentence) -> None:
    """Note who has died by a sentence: ``Ruth Hallam, who taught swimming, has died at 91``."""
    for word in sentence.words:
        subject = child(sentence, word.index, "nsubj") if word.lemma == "die" else None
        if subject is not None and (sentence.index, word.index) not in index.discourse.quoted:
            found = index.at((sentence.index, subject))
            if found is not None and found.names and found.is_person and not found.plural:
                index.deceased = index.deceased or found


# --- first person -------------------------------------------------------------------------


def resolve_first_person(index: EntityIndex, form: str) -> Entity | None:
    """Return who says *form* outside quotation marks, one for ``I`` and one for ``we``.

    ``I`` is the author whom a byline names, where the text names them too. Returns None for a
    form of the second person.
    """
    pronoun = lexicon.PRONOUN_SET_OF[form]
    if pronoun.person != 1:
        return None
    label = "I" if pronoun.number == "singular" else "we"
    if label not in index.first_person:
        author = _author(index) if label == "I" else None
        index.first_person[label] = author or index.new_literal(label)
    return index.first_person[label]


def _author(index: EntityIndex) -> Entity | None:
    """Return the author whom a byline names, None if the text does not mention them."""
    names = names_in_bylines(index.discourse.document)
    found = (e for e in index.entities if any(text.lower() in names for text in e.spellings))
    return next(found, None)


# --- cataphora ----------------------------------------------------------------------------


def keep_unresolved(index: EntityIndex, place: Place) -> None:
    """Keep a ``he`` or ``she`` for later where it can refer to nobody mentioned before."""
    pronoun = lexicon.PRONOUN_SET_OF.get(_form(index, place))
    if pronoun is None or pronoun.gender not in {"male", "female"}:
        return
    if len(index.unresolved) >= MOST_UNRESOLVED:
        return
    if not any(
        entity.is_person and entity.last_narrated >= 0 and agreement(pronoun, entity)
        for entity in index.recent(place[0])
    ):
        index.unresolved.append(place)


def resolve_cataphora(index: EntityIndex, sentence: Sentence) -> None:
    """Resolve the kept pronouns that this sentence explains: ``In his view, Weber ...``."""
    _resolve_before_subject(index, sentence)
    index.unresolved = [place for place in index.unresolved if index.at(place) is None]
    for gender in ("male", "female"):
        chain = [p for p in index.unresolved if _pronoun_set(index, p).gender == gender]
        if chain:
            _resolve_chain(index, sentence, chain)


def _resolve_chain(index: EntityIndex, sentence: Sentence, chain: list[Place]) -> None:
    """Let all of *chain* refer to the one person of the sentence; two leave it open for good."""
    found = list(_people_named_in(index, sentence, chain))
    narrative = index.discourse.narrative
    if found or narrative[sentence.index] > narrative[chain[-1][0]]:
        index.unresolved = [place for place in index.unresolved if place not in chain]
    if len(found) == 1:
        index.add_pronoun(found[0], _form(index, chain[0]))
        for place in chain:
            index.refer_ahead(place, found[0])


def _people_named_in(
    index: EntityIndex, sentence: Sentence, chain: list[Place]
) -> Iterator[Entity]:
    """Yield the people named in a sentence to whom every pronoun of *chain* may refer."""
    for entity in index.recent(sentence.index):
        here = any(
            mention.sentence == sentence.index and not mention.quoted
            for mention in entity.mentions[-FEW_MENTIONS:]
        )
        named = here and entity.names and entity.is_person
        if named and all(_may_precede(index, place, entity) for place in chain):
            yield entity


def _may_precede(index: EntityIndex, place: Place, entity: Entity) -> bool:
    """Return whether a pronoun agrees, and has none of the entity's names in its own clause."""
    sentence = index.discourse.document.sentences[place[0]]
    head = sentence.words[place[1]].head
    clause = set(subtree(sentence, head)) if head >= 0 else set()
    inside = (
        mention
        for mention in entity.mentions[:FEW_MENTIONS]
        if mention.sentence == place[0] and mention.word in clause
    )
    agrees = agreement(_pronoun_set(index, place), entity) > 0
    return agrees and not any(_is_by_name(entity, mention) for mention in inside)


def _is_by_name(entity: Entity, mention: EntityMention) -> bool:
    return any(
        name.sentence == mention.sentence and name.head == mention.word
        for name in entity.names[:FEW_MENTIONS]
    )


def _opens_clause(sentence: Sentence, position: int, root: int) -> bool:
    """Return whether a possessive is in the phrase that opens a clause: ``In his order, Lee``."""
    word = sentence.words[position]
    noun = sentence.words[max(word.head, 0)]
    opens = position == 1 and sentence.words[0].deprel == "case"
    return opens and word.deprel == "nmod:poss" and noun.deprel == "obl" and noun.head == root


def _resolve_before_subject(index: EntityIndex, sentence: Sentence) -> None:
    """Let the pronouns before a sentence's subject refer to it, where that is a name."""
    root = next((i for i, word in enumerate(sentence.words) if word.head < 0), 0)
    subject = child(sentence, root, "nsubj")
    if subject is None:
        return
    found = index.at((sentence.index, subject))
    if found is None or not found.names:
        return
    own = set(subtree(sentence, subject))
    for position in range(subject):
        place = (sentence.index, position)
        if position in own:
            continue  # Her sister, Eva Brodin, said
        form = sentence.words[position].text.lower()
        known = index.at(place) is not None and not _opens_clause(sentence, position, root)
        if form not in lexicon.THIRD_PERSON or known:
            continue
        if place not in index.discourse.quoted and agreement(_pronoun_set(index, place), found):
            index.record(found, place)
