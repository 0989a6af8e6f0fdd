"""The order of a pronoun's antecedents by learned weights.

`ranked` asks for features of each one's last mentions, and for how well it agrees (`agreement`);
`clearly_first` says whether one stands out. The weights are data, written by
``python -m training.coreference learn``. Names and descriptions go by `salience` instead, which is
in `discourse`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from extractor import cue_lexicon
from extractor.domain import Sentence, remembered, value
from extractor.english import lexicon
from extractor.english.syntax import child, marker
from extractor.speakers.discourse import (
    NEAR,
    REACH,
    SUBORDINATE,
    WINDOW,
    EntityMention,
    Place,
    first_conjunct,
    is_bound,
    is_named_in_report,
    is_other_argument,
    is_topic,
)
from extractor.speakers.entities import Entity, EntityIndex

Agreeing = Sequence[tuple[Entity, float]]
"""Entities with which a pronoun agrees, and how well, 0 to 1."""
Row = tuple[str, ...]
"""The features that hold of one antecedent."""
Candidate = tuple[Entity, Row, EntityMention]
"""An entity that may be the antecedent, its features, and the mention that they are about."""

FEW: Final = 12
"""How many of an entity's last mentions are looked at."""
ROLES: Final = {
    "nsubj": "subject",
    "nsubj:pass": "subject",
    "nsubj:outer": "subject",
    "root": "root",
    "obj": "object",
    "iobj": "object",
    "obl:agent": "agent",
    "obl": "oblique",
    "nmod:poss": "possessor",
    "nmod": "modifier",
}
GOING_ON: Final = frozenset("add continue conclude".split())
"""Verbs by which a speaker goes on."""
ASKING: Final = frozenset("ask press question quiz inquire wonder".split())
"""Verbs by which somebody asks, whom somebody else answers."""
ASKERS: Final = frozenset("questioner interviewer moderator quizmaster inquirer".split())
"""Nouns for who asks, by whatever verb: somebody else answers."""
LEADING: Final = frozenset({"subject", "speaker", "topic"})
"""Roles of whom a main clause is about."""
LEAST_PROBABILITY: Final = 0.35
"""How likely an antecedent must be, else it is nobody."""
LEAST_ALONE: Final = 0.25
"""The same of the only one who may be meant."""
CLEARLY_LIKELIER: Final = 1.2
"""How many times as likely as the second the first antecedent must be, else it is neither."""
CLEARLY_LIKELIER_BESIDE: Final = 2.5
"""The same of two who are named side by side: ``Alice Moore and Jane Hart``."""
AS_NOBODY: Final = 1.0
"""How many times as likely as that nobody is meant it must be."""
SURNAME_OF_OTHERS: Final = 0.35
"""How well one agrees whose only name is also a given name of the other gender: ``Thomas``."""
JUST_CALLED: Final = 2
"""For how many narrative sentences somebody called *she* cannot be *he*."""
LIKELY_CALLED: Final = 0.8
"""How likely a pronoun of a sentence before must be somebody to show their gender: less is often
wrong itself, and then bars the right one."""
FEMALE_ENDING: Final = "a"


@value()
class _View:
    """A candidate as it is seen from the pronoun: its last mentions that can be meant.

    ``mention`` is the most prominent one of the latest sentence that has one; ``distance`` counts
    the narrative sentences between; ``subject_at`` is the last sentence with it as a main clause's
    subject, or -1.
    """

    entity: Entity
    fit: float
    mention: EntityMention
    distance: int
    role: str
    subject_at: int
    mentions: int

    @property
    def at(self) -> tuple[int, int]:
        return self.mention.sentence, self.mention.word


@value()
class Antecedent:
    """What a pronoun may refer to, and how likely it is that among all that it may.

    ``phrase`` is the sentence and the head of the phrase in which it was mentioned last: the first
    conjunct where it stands in a coordination.
    """

    entity: Entity
    probability: float
    phrase: tuple[int, int]


def nobody(index: EntityIndex, place: Place, found: Sequence[Candidate]) -> Row | None:
    """Return the features of the case that none of those *found* is meant by *he* or *she*.

    None for *they*, whose antecedents are too often several that no phrase names.
    """
    kind = _kind(index, place)
    if kind == "they":
        return None
    names = "nobody", f"nobody among={min(len(found), 3)}"
    return (*names, *(f"{kind}&{name}" for name in names))


def ranked(index: EntityIndex, place: Place, agreeing: Agreeing) -> list[Antecedent]:
    """Return the antecedents that the pronoun at *place* may have, the likeliest first.

    What is missing of 1 is how likely none of them is meant.
    """
    found = rows(index, place, agreeing)
    none = nobody(index, place, found)
    scores = [_score(row) for row in (*(row for _, row, _ in found), none) if row is not None]
    top = max(scores, default=0.0)
    odds = [math.exp(score - top) for score in scores]
    total = sum(odds)
    antecedents = (
        Antecedent(entity, part / total, _phrase(index, mention))
        for (entity, _, mention), part in zip(found, odds, strict=False)
    )
    return sorted(antecedents, key=lambda antecedent: -antecedent.probability)


def clearly_first(found: Sequence[Antecedent]) -> Antecedent | None:
    """Return the first of *found*, the likeliest first, unless another choice is nearly as likely.

    That is the second, or that none of them is meant: what is missing of 1.
    """
    least = LEAST_PROBABILITY if len(found) > 1 else LEAST_ALONE
    if not found or found[0].probability < least:
        return None
    nobody = 1 - sum(each.probability for each in found)
    if found[0].probability < AS_NOBODY * nobody:
        return None
    if len(found) == 1:
        return found[0]
    beside = found[0].phrase == found[1].phrase
    lead = CLEARLY_LIKELIER_BESIDE if beside else CLEARLY_LIKELIER
    return found[0] if found[0].probability >= lead * found[1].probability else None


def _phrase(index: EntityIndex, mention: EntityMention) -> tuple[int, int]:
    sentence = index.discourse.document.sentences[mention.sentence]
    return mention.sentence, first_conjunct(sentence, mention.word)


def _score(row: Row) -> float:
    weights = antecedent_weights()
    return sum([weights.get(name, 0.0) for name in row])


@cache
def antecedent_weights() -> Mapping[str, float]:
    """Return the weight of each feature."""
    weights: dict[str, float] = cue_lexicon.read_data("antecedent_weights.json")
    return weights


def rows(index: EntityIndex, place: Place, agreeing: Agreeing) -> list[Candidate]:
    """Return the antecedents that the pronoun at *place* may have."""
    seen = (_view(index, entity, fit, place) for entity, fit in agreeing)
    views = sorted((view for view in seen if view), key=lambda view: view.at, reverse=True)
    kind = _kind(index, place)
    found = []
    for rank, view in enumerate(views):
        names = tuple(_features(index, place, view, rank, views))
        row = (*names, *(f"{kind}&{name}" for name in names))
        found.append((view.entity, row, view.mention))
    return found


def _kind(index: EntityIndex, place: Place) -> str:
    """Return which of the pronoun's uses are weighed by themselves."""
    word = index.discourse.document.sentences[place[0]].words[place[1]]
    pronoun = lexicon.PRONOUN_SET_OF[word.text.lower()]
    if pronoun.number == "plural" or pronoun.gender == "neuter":
        return pronoun.forms[0]
    if _is_reflexive(word.text):
        return "reflexive"
    if place in index.discourse.cue_mentions:
        return "cue"
    return "possessive" if word.deprel == "nmod:poss" else "other"


def _view(index: EntityIndex, entity: Entity, fit: float, place: Place) -> _View | None:
    usable = list(_usable(index, entity, place))
    if not usable:
        return None
    if is_argument_beside(index, entity, place):
        return None
    narrative = index.discourse.narrative
    latest = max([mention.sentence for mention in usable])
    mention = max(
        (mention for mention in usable if mention.sentence == latest),
        key=lambda mention: mention.prominence,
    )
    subject_at = max([m.sentence for m in usable if _role(index, m) in LEADING], default=-1)
    distance = narrative[place[0]] - narrative[latest]
    role = _role(index, mention)
    return _View(entity, fit, mention, distance, role, subject_at, len(usable))


def is_argument_beside(index: EntityIndex, entity: Entity, place: Place) -> bool:
    """Return whether *entity* is another argument of the pronoun's verb: ``Moe met her``."""
    here, position = place
    beside = [m for m in entity.mentions[-FEW:] if m.sentence == here and m.word < position]
    if not beside:
        return False
    sentence = index.discourse.document.sentences[here]
    return not _is_reflexive(sentence.words[position].text) and any(
        is_other_argument(sentence, mention, position) for mention in beside
    )


def _usable(index: EntityIndex, entity: Entity, place: Place) -> Iterator[EntityMention]:
    """Yield the last mentions of *entity* that the pronoun at *place* may take up.

    Words inside quotation marks are no antecedent for the narrator's pronoun.
    """
    here, position = place
    sentence, narrative = index.discourse.document.sentences[here], index.discourse.narrative
    inside = place in index.discourse.quoted
    free = _is_reflexive(sentence.words[position].text)
    for mention in reversed(entity.mentions[-FEW:]):
        if (
            narrative[here] - narrative[mention.sentence] > REACH
            or here - mention.sentence > WINDOW
        ):
            return
        same = here == mention.sentence
        bound = same and (
            mention.word >= position if free else is_bound(sentence, mention, position)
        )
        if not bound and (inside or not mention.quoted):
            yield mention


def _role(index: EntityIndex, mention: EntityMention) -> str:
    """Return a mention's grammatical role; what is deep in subordinate clauses is marked so.

    Whose words are reported is a speaker: ``As Lee put it``; so is who passes them on.
    """
    speaks = (mention.sentence, mention.word) in index.discourse.cue_mentions
    sentence = index.discourse.document.sentences[mention.sentence]
    return _role_in(sentence, mention.word, speaks)


@remembered
def _role_in(sentence: Sentence, word: int, speaks: bool) -> str:
    position = first_conjunct(sentence, word)
    if is_topic(sentence, position):
        return "topic"
    while sentence.words[position].deprel == "appos":
        position = first_conjunct(sentence, sentence.words[position].head)
    speaks = speaks or marker(sentence, word) == "according"
    role = "speaker" if speaks else ROLES.get(sentence.words[position].deprel, "other")
    below = SUBORDINATE - {"advcl"} if speaks else SUBORDINATE
    while position >= 0:
        if sentence.words[position].deprel in below:
            return f"subordinate {role}"
        position = sentence.words[position].head
    return role


def _features(
    index: EntityIndex, place: Place, view: _View, rank: int, views: Sequence[_View]
) -> Iterator[str]:
    sentences = index.discourse.document.sentences
    entity, mention, near = view.entity, view.mention, min(view.distance, 3)
    own = sentences[place[0]]
    yield f"distance={min(view.distance, 5)}"
    yield f"role={view.role}@{near}"
    yield f"nearer={min(rank, 3)}"
    yield f"fit={view.fit:.2f}"
    yield _known_as(index, entity)
    yield f"mentions={min(view.mentions, 4)}"
    yield f"form={_form_of(index, view)}@{near}"
    paragraphs = own.paragraph - sentences[mention.sentence].paragraph
    yield f"paragraphs={min(paragraphs, 2)}"
    later = sum([view.subject_at < other.subject_at for other in views])
    yield f"subjects since={min(later, 2) if view.subject_at >= 0 else 'never'}"
    if not any(
        other.mention.sentence == mention.sentence and other.at < view.at
        for other in views[rank + 1 :]  # those before it follow it there
    ):
        yield f"first@{near}"
    if _syntactic(own, place[1]) == _syntactic(sentences[mention.sentence], mention.word):
        yield f"parallel@{near}"
    if mention.quoted:
        yield "quoted"
    if mention.sentence == place[0]:
        yield "above" if _is_above(own, mention.word, place[1]) else "beside"
    if index.last_speaker is not None and index.last_speaker[0] is entity:
        narrative = index.discourse.narrative
        since = narrative[place[0]] - narrative[index.last_speaker[1]]
        yield f"spoke last@{min(since, 3)}"
        if own.words[max(own.words[place[1]].head, 0)].lemma in GOING_ON:
            yield "spoke last, goes on"
    elif entity.has_spoken:
        yield "has spoken"
    if _asks(sentences[mention.sentence], mention.word):
        yield f"asks@{near}"
    yield from _introduced(view, near)


def _introduced(view: _View, near: int) -> Iterator[str]:
    """Yield by what words the candidate was introduced in its last sentence, if it was new there.

    By a full name, or by a description: ``a farmer``, ``the farmer``, ``her farmer``.
    """
    entity = view.entity
    if entity.mentions[0].sentence != view.mention.sentence:
        return
    if entity.full_names:
        yield f"introduced={view.role.split()[0]}@{near}"
    elif entity.is_person and entity.nominals and not (entity.names or entity.plural):
        determiner = entity.nominals[0].determiner
        new = "new" if determiner in {"indefinite", "contrastive"} else "known"
        kind = "somebody's" if determiner == "possessive" else new
        yield f"described as {kind}={view.role}@{near}"


def _asks(sentence: Sentence, position: int) -> bool:
    """Return whether a word is the subject of a verb of asking: ``One reader asked why``."""
    word = sentence.words[first_conjunct(sentence, position)]
    return word.deprel == "nsubj" and sentence.words[word.head].lemma in ASKING


def _known_as(index: EntityIndex, entity: Entity) -> str:
    """Return whether a candidate has a name, and whether it is known to be a person.

    Of a name that nothing else tells of, whether the tree has its words flat, as a person's are.
    """
    if entity.is_person or not entity.names:
        known = "person" if entity.is_person else "other"
        return f"{'named' if entity.names else 'unnamed'} {known}"
    flat = any(
        index.discourse.document.sentences[name.sentence].words[name.end - 1].deprel == "flat"
        for name in entity.names[:FEW]
        if len(name.parts) > 1
    )
    return "named flat" if flat else "named other"


def _syntactic(sentence: Sentence, position: int) -> str:
    return ROLES.get(sentence.words[first_conjunct(sentence, position)].deprel, "other")


def _is_reflexive(form: str) -> bool:
    return form.lower().endswith(("self", "selves"))


def _form_of(index: EntityIndex, view: _View) -> str:
    """Return how the candidate is mentioned: by a name, a pronoun or a description."""
    word = index.discourse.document.sentences[view.mention.sentence].words[view.mention.word]
    if word.text.lower() in lexicon.PRONOUNS:
        return "pronoun"
    return "name" if word.upos == "PROPN" else "description"


def _is_above(sentence: Sentence, mention: int, position: int) -> bool:
    """Return whether the clause of a mention is around the word at *position*."""
    verb = sentence.words[first_conjunct(sentence, mention)].head
    while position >= 0:
        position = sentence.words[position].head
        if position == verb:
            return verb >= 0
    return False


def is_behind_unnamed_subject(index: EntityIndex, place: Place, found: Entity) -> bool:
    """Return whether the sentence before is about somebody new without a name, not *found*.

    ``Lee spoke. The top judge shook his head. “No,” *he* said``: it may be either. Who asks is
    answered.
    """
    sentences = index.discourse.document.sentences
    if place not in index.discourse.cue_mentions or place[0] == 0 or not found.names:
        return False
    before = sentences[place[0] - 1]
    root = next(word.index for word in before.words if word.head < 0)
    subject = child(before, root, "nsubj", "nsubj:pass")
    if subject is None or before.words[subject].upos != "NOUN":
        return False
    if _asks(before, subject) or before.words[subject].lemma in ASKERS:
        return False
    other = (
        None
        if (before.index, subject) in index.discourse.quoted
        else index.at((before.index, subject))
    )
    own = lexicon.PRONOUN_SET_OF[sentences[place[0]].words[place[1]].text.lower()]
    if other is None or other.names or not other.is_person or not agreement(own, other):
        return False
    return not any(
        mention.sentence >= before.index
        and not (mention.quoted or _is_subject_pronoun(index, mention))
        for mention in found.mentions[-FEW:]
    )


def _is_subject_pronoun(index: EntityIndex, mention: EntityMention) -> bool:
    """Return whether a mention is as open as the pronoun behind it: ``waited before *he* rose``."""
    word = index.discourse.document.sentences[mention.sentence].words[mention.word]
    return word.upos == "PRON" and word.deprel == "nsubj"


# --- agreement -------------------------------------------------------------------------


def agreement(pronoun: lexicon.PronounSet, entity: Entity) -> float:
    """Return how well number, gender and kind agree, 0 to 1."""
    if entity.literal_label:
        return 0.0
    if pronoun.gender == "neuter":
        given = any(len(f) == 1 and lexicon.given_name_gender(f[0]) for f in entity.name_forms)
        nobody = entity.plural or entity.is_person or (given and not entity.is_impersonal)
        return 0.0 if nobody else 1.0 if entity.is_impersonal else 0.4
    if pronoun.number == "singular":
        return _singular_agreement(pronoun, entity)
    if entity.plural:
        documents = entity.nominals and entity.nominals[0].noun_class == "document"
        return 0.4 if documents else 1.0
    if entity.is_impersonal:
        return 0.6
    return 0.0 if entity.gender else 0.3 if entity.names else 0.7


def _singular_agreement(pronoun: lexicon.PronounSet, entity: Entity) -> float:
    """Return how well a pronoun for one person agrees: ``he``, ``she``."""
    if entity.members or not entity.may_be_one_person:
        return 0.0
    if entity.gender is not None:
        agrees = entity.gender == pronoun.gender
        if agrees or entity.gender_is_said:
            return float(agrees)
        return 0.0 if entity.full_names else SURNAME_OF_OTHERS
    if entity.names:
        sounds_female = any(
            len(form) > 1 and form[0].endswith(FEMALE_ENDING) for form in entity.name_forms
        )
        likely = 1.0 if sounds_female and pronoun.gender == "female" else 0.75
        return likely if entity.is_person else 0.5
    return 0.6 if entity.is_person else 0.0


def without_named_in_report(
    index: EntityIndex, place: Place, likely: Agreeing
) -> list[tuple[Entity, float]]:
    """Return who may be meant by a pronoun at a cue without those whom the report names.

    A clause in front may tell what was done to who speaks if no other person is near: ``Police
    freed Holt. The judge had fined *Holt*, he said``.
    """

    def unnamed(*, strictly: bool) -> list[tuple[Entity, float]]:
        return [
            (entity, fit)
            for entity, fit in likely
            if not entity.is_person
            or not is_named_in_report(index.discourse, place, entity.name_forms, strictly=strictly)
        ]

    others = unnamed(strictly=False)
    near = (e for e, _ in others if e.is_person and index.narrated_ago(e, place[0]) <= NEAR)
    return others if any(near) else unnamed(strictly=True)


def is_called_otherwise(index: EntityIndex, place: Place, entity: Entity) -> bool:
    """Return whether a pronoun of the other gender was just likely somebody: ``*He* wept``."""
    narrative, sentences = index.discourse.narrative, index.discourse.document.sentences
    near = [
        (m.sentence, m.word)
        for m in entity.mentions[-FEW:]
        if narrative[place[0]] - narrative[m.sentence] <= JUST_CALLED
    ]
    if not near:
        return False
    others = (
        lexicon.PRONOUN_SET_OF.get(sentences[at[0]].words[at[1]].text.lower())
        for at in near
        if at[0] == place[0] or index.probabilities.get(at, 1.0) >= LIKELY_CALLED
    )
    own = lexicon.PRONOUN_SET_OF[sentences[place[0]].words[place[1]].text.lower()]
    genders = {own.gender, *(o.gender for o in others if o is not None)}
    return genders >= {"female", "male"}
