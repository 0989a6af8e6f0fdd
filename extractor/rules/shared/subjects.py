"""Who speaks at a cue.

Paths from a cue to its speaker, in the order tried:

    quoted      obj/nsubj:pass of ``quote``   *The mayor* was quoted as saying …
    quoted      nmod, nmod:poss of what is read   Moe read a letter from *the widow*: …
    own         nsubj           *She* said …;  said *the mayor*
    agent       obl:agent       was first reported by *the Post*
    relative    nsubj = who     Ann Lee, *who* said …  (or obj, as the parser may have it)
    conj        conj -> nsubj   *He* nodded and said …
    shared      advcl/ccomp/xcomp/parataxis -> nsubj   *She* spoke, adding …  (`subject_control`)
    noun        acl -> noun     *a letter* saying …
    state       nsubj:pass      *She* is worried about …, a passive in form only
    inserted    nsubj of a participle set off by commas   *Amy Tan*, asked about it, said …
    misparsed   obj after the cue, no nsubj   said *Ellis*
    adjacent    a nominal beside the cue that the parser attached elsewhere (`misattached_subjects`)
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from extractor import cue_lexicon
from extractor.domain import NounPhrase, Sentence, Span, Word
from extractor.english import lexicon, syntax
from extractor.english.noun_phrases import mention_of, subject_of_participle
from extractor.rules.shared.cue_verbs import commented_by
from extractor.rules.shared.misattached_subjects import (
    NEVER_SPEAK,
    after_conjunction,
    before_relative,
    inverted_aside,
    misattached_subject,
    read_as_apposition,
)
from extractor.rules.shared.names import name_before, name_instead, speaker_in_commas
from extractor.rules.shared.subject_control import (
    Source,
    author_of_read,
    borrowed_source,
    issuer_of_relative,
)

ACCUSATIVES = frozenset("him her them me us".split())
STATE_PARTICIPLES = frozenset(
    """
    worry concern convince assure determine commit dedicate oppose focus divide disappoint
    surprise shock alarm please thrill delight excite honor honour encourage frustrate interest
    prepare poise tempt incline
    """.split()
)
UNCHANGED = frozenset("read put cut cast burst spit".split())
"""Pasts that look like the infinitive, which the tagger confuses: ``“…,” *read* a note``."""
PARTICLES = frozenset("in up out back away on off through".split())
WHOLES = frozenset("all both each".split())


def source_of(sentence: Sentence, cue: int, barred: Collection[int] = frozenset()) -> Source | None:
    """Return who speaks at *cue*, or None where the sentence does not say.

    *barred* are positions inside quotation marks: a cue outside them has its subject outside.
    """
    issuer = issuer_of_relative(sentence, cue)
    if issuer is not None:
        return issuer
    if _reads_as_participle(sentence, cue):
        return None  # `source_beside` finds it
    for path, head in _subjects_in_tree(sentence, cue, barred):
        if head is not None:
            name = name_instead(sentence, cue, head) if path == "own" else head
            return _source(sentence, name, path if name == head else "adjacent", cue)
    displaced = before_relative(sentence, cue) or read_as_apposition(sentence, cue)
    displaced = displaced or inverted_aside(sentence, cue)
    if displaced is None or displaced in barred:
        displaced = name_before(sentence, cue, barred)
    if displaced is not None:
        return _source(sentence, displaced, "adjacent", cue)
    if syntax.is_passive(sentence, cue) or _has_expletive(sentence, cue):
        return _of_state(sentence, cue)
    found = borrowed_source(sentence, cue)
    if found is not None and found.mention.head not in barred:
        return found
    path_and_head = misattached_subject(sentence, cue)
    if path_and_head is None:
        return None
    path, head = path_and_head
    found = _source(sentence, head, path, cue)
    return None if found.mention.head in barred else found


def _source(sentence: Sentence, head: int, path: str, cue: int) -> Source:
    """Return the source whose mention has the noun at *head*, by the path that led to it."""
    head = _of_whom(sentence, head, cue)
    word = sentence.words[head]
    if word.lemma.lower() in lexicon.RELATIVE_PRONOUNS and word.upos == "PRON":
        path = "relative"
    mention = _with_share(sentence, mention_of(sentence, head, frozenset({cue})))
    return Source(_without_what(sentence, mention), path)


def _without_what(sentence: Sentence, mention: NounPhrase) -> NounPhrase:
    """Return the mention without *what* or *all*, read as its determiner: ``What *Ek* called …``.

    Also without words in marks behind it: ``What Ek called “a ruin” *the city* called “a home”``.
    """
    words = sentence.words
    first = next(word for word in words if word.end > mention.span.start)
    named = words[mention.head].upos == "PROPN"
    drops = first.text.lower() == "what" or (first.text.lower() == "all" and named)
    if not drops or first.index >= mention.head:
        return mention
    marks = [p for p in range(first.index, mention.head) if words[p].text in syntax.QUOTE_MARKS]
    start = words[max([first.index, *marks]) + 1].start
    return replace(mention, span=Span(start, mention.span.end))


def _with_share(sentence: Sentence, mention: NounPhrase) -> NounPhrase:
    """Return the mention with the share before it, read apart: ``*six in 10* voters``."""
    words = sentence.words
    first = next(word.index for word in words if word.end > mention.span.start)
    before = words[max(first - 3, 0) : first]
    numbers = [word.upos == "NUM" for word in before] == [True, False, True]
    if not numbers or before[1].text.lower() not in {"in", "of"}:
        return mention
    return replace(mention, span=Span(before[0].start, mention.span.end))


def _of_whom(sentence: Sentence, head: int, cue: int) -> int:
    """Return the pronoun of ``clerks, each of *whom* said``, where it stands for one noun only.

    Or the noun of ``*an official* briefed on it said``, whose participle was read as the subject.
    """
    known = subject_of_participle(sentence, head)
    if known is not None:
        return known
    noun = syntax.noun_of_relative(sentence, cue)
    if sentence.words[head].text.lower() not in WHOLES or noun is None:
        return head
    listed = sentence.words[noun].deprel == "conj" or syntax.child(sentence, noun, "conj")
    below = syntax.children(sentence, head, "nmod") if not listed else ()
    return next((p for p in below if sentence.words[p].text.lower() == "whom"), head)


# --- tied to the cue by the tree ----------------------------------------------------------


def _subjects_in_tree(
    sentence: Sentence, cue: int, barred: Collection[int]
) -> Iterator[tuple[str, int | None]]:
    """Yield path and head of each subject that the tree ties to *cue*, the surest first."""
    yield "quoted", _quoted(sentence, cue)
    yield "quoted", author_of_read(sentence, cue)
    yield "relative", _relative(sentence, cue)
    yield "own", _own(sentence, cue, barred)
    yield "agent", _agent(sentence, cue)
    yield "adjacent", after_conjunction(sentence, cue)


def _quoted(sentence: Sentence, cue: int) -> int | None:
    """Return who is quoted, at ``quote`` and at the ``saying`` below it; None at other cues.

    ``The Post quoted *the mayor* as saying …``: the mayor speaks, not the Post. So he does in ``To
    quote *the mayor*, …``.
    """
    words = sentence.words
    announced = _announced_source(sentence, cue)
    if announced is not None:
        return announced
    verb = cue if words[cue].lemma.lower() == "quote" else words[cue].head
    if verb < 0 or words[verb].lemma.lower() != "quote":
        return None
    says = any(syntax.marker(sentence, c) == "as" for c in sentence.children[verb])
    if verb != cue and syntax.marker(sentence, cue) != "as":
        return None
    if syntax.is_passive(sentence, verb):
        return syntax.child(sentence, verb, "nsubj:pass")
    opens = words[verb].deprel == "advcl" and syntax.marker(sentence, verb) == "to"
    return syntax.child(sentence, verb, "obj") if says or opens else None


def _reads_as_participle(sentence: Sentence, cue: int) -> bool:
    """Return whether the last verb was read as a participle of its subject: ``*Moe's note* read``.

    That is a document, and the sentence has no other verb outside marks.
    """
    words, word = sentence.words, sentence.words[cue]
    above = words[word.head]
    ends = all(each.upos == "PUNCT" for each in words[cue + 1 :])
    past = word.xpos in {"VBN", "VBD"} or word.text in UNCHANGED
    bare = word.deprel == "acl" and past and not sentence.children[cue]
    document = above.head < 0 and lexicon.noun_class(above.text) == "document"
    return document and ends and bare and word.head < cue


def _announced_source(sentence: Sentence, cue: int) -> int | None:
    """Return who is quoted right before a colon: ``Frank quotes an adviser, *Al Kehl*: “…”``."""
    words = sentence.words
    if words[cue].lemma.lower() not in {"quote", "cite"} or syntax.is_passive(sentence, cue):
        return None
    quoted = max(
        (c for c in syntax.children(sentence, cue, "obj", "iobj") if c > cue), default=None
    )
    end = syntax.subtree(sentence, quoted)[-1] + 1 if quoted is not None else len(words)
    if quoted is None or end >= len(words) or words[end].text != ":":
        return None
    return _writer(sentence, quoted)


def _writer(sentence: Sentence, quoted: int) -> int:
    """Return whose words are quoted: ``quoted a line by *Al Kehl*:``; else what is quoted."""
    word = sentence.words[quoted]
    if word.upos != "NOUN" or lexicon.noun_class(word.text) in lexicon.PEOPLE:
        return quoted
    authors = syntax.modifiers(sentence, quoted, "by", "from", "of")
    return next((c for c in authors if sentence.words[c].upos == "PROPN"), quoted)


def _relative(sentence: Sentence, cue: int) -> int | None:
    """Return the ``who`` of a relative clause that the parser took for its object.

    ``Petrak, *who* a week ago asserted that …``: what stands between is no subject.
    """
    if sentence.words[cue].deprel != "acl:relcl" or syntax.is_passive(sentence, cue):
        return None
    objects = syntax.children(sentence, cue, "obj")
    who = next((p for p in objects if sentence.words[p].text.lower() == "who"), None)
    own = syntax.child(sentence, cue, "nsubj")
    return who if own is None and who is not None and who < cue else None


def _own(sentence: Sentence, cue: int, barred: Collection[int]) -> int | None:
    """Return the subject nearest to *cue*: the parser may have given it a quoted one too.

    Of two, the one before it: what follows is whom *she, 49, told*, unless the cue is inverted:
    ``…, said *Lee*``.
    """
    if syntax.is_passive(sentence, cue):
        return None
    judge = commented_by(sentence, cue)
    if judge is not None:
        return judge
    spoken = speaker_in_commas(sentence, cue)
    if spoken:
        return next(p for p in spoken if sentence.words[p].head not in spoken)
    heads = [
        head
        for head in (*syntax.children(sentence, cue, "nsubj"), *_misread_it(sentence, cue))
        if head not in barred and not _never_speaks(sentence, head)
        if not _is_note(sentence, head)
    ]
    if sentence.words[cue].lemma == "come":
        authors = [_author_of_reply(sentence, head) for head in heads]
        heads = [author for author in authors if author is not None]
    if len(heads) > 1:  # *Leaders* — all of them new — *both* suggested it
        heads = [head for head in heads if not _floats(sentence, head, cue)] or heads
    if len(heads) > 1:  # known only as *Madam Tan* said
        heads = [head for head in heads if syntax.child(sentence, head, "case") is None] or heads
    ahead = [head for head in heads if head < cue]
    if len(ahead) == 2 and _is_apposed(sentence, ahead[0], ahead[1], cue):
        return ahead[0]
    behind = sorted(head for head in heads if head > cue)
    if len(behind) == 2 and not ahead and _is_named_behind(sentence, *behind):
        return behind[1]
    wrong = {h for h in heads if ahead and h > cue and not _is_inverted(sentence, cue, h)}
    return min(heads, key=lambda head: (head in wrong, abs(head - cue)), default=None)


def _author_of_reply(sentence: Sentence, head: int) -> int | None:
    """Return who replies in ``“No,” came the reply from *Moe*``, or *Moe*'s reply; else *head*.

    A reply that is nobody's has no author: ``“No,” came the reply``.
    """
    word = sentence.words[head]
    if word.upos != "NOUN" or not cue_lexicon.is_listed(word.lemma.lower()):
        return head
    for author in syntax.modifiers(sentence, head, "from"):
        named = sentence.words[author]
        if named.upos != "NOUN" or lexicon.noun_class(named.text) is not None:
            return author
    return syntax.child(sentence, head, "nmod:poss")


def _never_speaks(sentence: Sentence, head: int) -> bool:
    """Return whether a word says when or where; not one that opens a name: ``Sunday Oliseh``."""
    named = syntax.child(sentence, head, "flat") is not None
    return sentence.words[head].text.lower() in NEVER_SPEAK and not named


def _floats(sentence: Sentence, head: int, cue: int) -> bool:
    """Return whether a quantifier stands apart from what it counts: ``*both* said so``."""
    word = sentence.words[head]
    return word.upos == "DET" and not sentence.children[head] and head < cue


def _is_apposed(sentence: Sentence, name: int, noun: int, cue: int) -> bool:
    """Return whether the second subject only says who the first is: ``*Al Dunn*, the chair, said``.

    A comma stands before it and behind it, and it is a noun for a person behind a name.
    """
    words = sentence.words
    first = syntax.subtree(sentence, noun)[0]
    set_off = words[first - 1].text == "," and words[cue - 1].text == ","
    person = words[noun].upos == "NOUN" and lexicon.common_noun_class(words[noun].text) == "person"
    return words[name].upos == "PROPN" and name < first and set_off and person


def _is_named_behind(sentence: Sentence, noun: int, name: int) -> bool:
    """Return whether the second subject is the name of the first: ``said the cook, *Al Dunn*``."""
    words = sentence.words
    last, first = syntax.subtree(sentence, noun)[-1], syntax.subtree(sentence, name)[0]
    first += words[first].text == ","
    gap = [word.text for word in words[last + 1 : first]] or [words[last].text]
    return gap == [","] and words[noun].upos != "PROPN" and words[name].upos == "PROPN"


def _is_note(sentence: Sentence, head: int) -> bool:
    """Return whether a number right behind a closing mark is a note's: ``“No,”1 said Lee``."""
    word, before = sentence.words[head], sentence.words[head - 1]
    near = head > 0 and word.start - before.end <= 1  # cleaning puts a space between
    beside = near and before.text in syntax.QUOTE_MARKS
    return beside and word.text.isdecimal()


def _is_inverted(sentence: Sentence, cue: int, head: int) -> bool:
    """Return whether a name behind the cue is its subject; who is told something is not."""
    lemma = sentence.words[cue].lemma.lower()
    if cue_lexicon.takes_addressee(lemma) or sentence.words[head].text in ACCUSATIVES:
        return False
    after_mark = cue > 0 and sentence.words[cue - 1].upos == "PUNCT"
    named = sentence.words[head].upos == "PROPN" or syntax.child(sentence, head, "det") is None
    return after_mark and named


def _agent(sentence: Sentence, cue: int) -> int | None:
    """Return by whom it is said; not *the minister* whom somebody ``called on``, read as agent."""
    for head in syntax.children(sentence, cue, "obl"):
        agent = sentence.words[head].deprel == "obl:agent" or syntax.is_passive(sentence, cue)
        bare = not any(p < head for p in sentence.children[head][1:])
        way = bare and sentence.words[head].lemma.lower() in cue_lexicon.WAYS  # told by letter
        if agent and not way and syntax.marker(sentence, head) == "by":
            return head
    return None


def _has_expletive(sentence: Sentence, cue: int) -> bool:
    """Return whether the subject is ``it`` or ``there`` and stands for nobody."""
    return syntax.child(sentence, cue, "expl") is not None


def _misread_it(sentence: Sentence, cue: int) -> Iterator[int]:
    """Yield an ``it`` that the parser took for an expletive: ``*It* laid out three rules``.

    A verb with an object, and no clause that the pronoun could announce, has a real subject.
    """
    announced = syntax.child(sentence, cue, "ccomp", "csubj", "xcomp", "advcl") is not None
    if syntax.child(sentence, cue, "obj") is None or announced:
        return
    for head in syntax.children(sentence, cue, "expl"):
        if head < cue and sentence.words[head].text.lower() == "it":
            yield head


def _of_state(sentence: Sentence, cue: int) -> Source | None:
    """Return the subject of a passive that means a state of mind."""
    head = syntax.child(sentence, cue, "nsubj:pass")
    if head is not None and sentence.words[cue].lemma.lower() in STATE_PARTICIPLES:
        return _source(sentence, head, "state", cue)
    return None


# --- beside the cue, whatever the tree ----------------------------------------------------


def can_speak(word: Word, document: bool = True) -> bool:
    """Return whether a word is a name, a pronoun or a noun for who, or what *document*, speaks."""
    silent = {None} if document else {None, "document"}
    return word.upos not in {"NOUN", "ADV"} or lexicon.noun_class(word.text) not in silent


def source_beside(sentence: Sentence, verb: int, passage_end: int) -> Source | None:
    """Return the noun phrase beside a cue whose subject the parser lost.

    It fills the gap from the passage to *verb* (``between``) or stands right behind the verb
    (``inverted``): ``“…,” said the 46-year-old.`` *passage_end* is the offset one past the
    passage; a verb before it has neither.
    """
    words = sentence.words
    last = all(word.upos == "PUNCT" for word in words[verb + 1 :])
    finite = words[verb].xpos in syntax.FINITE or (last and words[verb].text in UNCHANGED)
    if not finite or words[verb].start < passage_end:
        return None
    gap = [w for w in words[:verb] if w.start >= passage_end]
    if gap:
        beyond = frozenset({*range(gap[0].index), *range(verb, len(words))})
        return _leading_phrase(sentence, gap, beyond, "between")
    stop = next((w.index for w in words[verb + 1 :] if w.upos == "PUNCT"), len(words))
    before = frozenset({*range(verb + 1), *range(stop, len(words))})
    return _leading_phrase(sentence, words[verb + 1 : stop], before, "inverted")


def inverted_source(
    sentence: Sentence, verb: int, passage_end: int
) -> tuple[Source, tuple[int, ...]] | None:
    """Return who follows a cue that stands right behind a passage, and the cue's particle.

    ``“…,” chipped in Ada Finn``, where the parser reads a participle, and an oblique behind it.
    """
    words = sentence.words
    if (verb > 0 and words[verb - 1].end > passage_end) or words[verb].start < passage_end:
        return None
    past = words[verb].xpos in {"VBD", "VBN", "VBZ"} or words[verb].text in UNCHANGED
    own = syntax.children(sentence, verb, "aux", "nsubj")
    if not past or any(words[c].start >= passage_end for c in own):
        return None
    after = verb + 1
    if after < len(words) and words[after].text.lower() in PARTICLES:
        after += 1
    source = phrase_behind(sentence, after - 1)
    return (source, tuple(range(verb + 1, after))) if source else None


def has_particle(sentence: Sentence, verb: int) -> bool:
    """Return whether a particle follows a verb: ``chipped *in*``."""
    return any(word.text.lower() in PARTICLES for word in sentence.words[verb + 1 : verb + 2])


def reply_behind(sentence: Sentence, verb: int, passage_end: int) -> int | None:
    """Return the noun of ``“No,” came *the reply* from Moe``, which says that somebody spoke."""
    words = sentence.words
    reply = next((c for c in syntax.children(sentence, verb, "nsubj") if c > verb), None)
    inverted = words[verb].lemma == "come" and words[verb].start >= passage_end
    if reply is None or not inverted or words[reply].upos != "NOUN":
        return None
    return reply if cue_lexicon.is_listed(words[reply].lemma.lower()) else None


def phrase_behind(sentence: Sentence, position: int) -> Source | None:
    """Return the noun phrase right behind a word, up to the next mark, as an inverted subject."""
    words = sentence.words
    stop = next((w.index for w in words[position + 1 :] if w.upos == "PUNCT"), len(words))
    outside = frozenset({*range(position + 1), *range(stop, len(words))})
    return _leading_phrase(sentence, words[position + 1 : stop], outside, "inverted")


def _leading_phrase(
    sentence: Sentence, group: Sequence[Word], avoid: frozenset[int], path: str
) -> Source | None:
    """Return the noun phrase that opens *group*, cut off from the positions in *avoid*."""
    if (
        not group
        or group[0].upos not in syntax.NOUN_PHRASE_TAGS
        or group[0].text.lower() in NEVER_SPEAK
    ):
        return None
    held = {w.index for w in group}
    top = next((w for w in group if w.head not in held and w.upos in syntax.NOMINAL), None)
    if top is None:
        return None
    mention = mention_of(sentence, top.index, avoid)
    name = list(takewhile(lambda w: w.upos == "PROPN", group))
    if name and mention.span.start == name[0].start and mention.span.end < name[-1].end:
        mention = NounPhrase(Span(name[0].start, name[-1].end), sentence.index, top.index)
    return Source(mention, path)  # the whole name, though its parts were parsed apart
