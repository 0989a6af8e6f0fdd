"""Matches to drop: words that the text says were not said, and titles in quotation marks.

She did not say whether it will close.     He could say that it was a joke.
It goes without saying that a ferry needs a boat.
The mayor declined to comment.             Nobody has said "sorry".
"""

from __future__ import annotations

from extractor import cue_lexicon
from extractor.domain import Passage, Sentence, Span, Word
from extractor.english import lexicon, syntax
from extractor.english.orthography import is_teaser
from extractor.rules.shared import cue_verbs
from extractor.rules.shared.clause_extent import CONDITIONS
from extractor.rules.shared.context import REPORTING_FRAMES, Context, Match

REAL_ADVERBS = frozenset(
    """afterwards always eventually finally frequently later often only regularly repeatedly
    sometimes subsequently""".split()
)
"""Adverbs with which *would* tells what was said: ``would later say``, ``would say only that``."""
WITHHOLDING_VERBS = frozenset("decline refuse fail forget neglect omit".split())
UNDONE_VERBS = frozenset(
    """advise advocate avoid consider contemplate discourage entail envisage imagine involve mean
    mind necessitate oppose postpone prevent propose recommend require resist risk""".split()
)
"""Verbs whose gerund need not have happened: ``avoided *saying* that it was lost``."""
UNDONE_NOUNS = frozenset(
    "chance cost danger hope idea possibility prospect risk temptation thought".split()
)
"""Nouns whose gerund need not have happened: ``the risk of *telling* voters that it was lost``."""
ABSTAINING_VERBS = frozenset("refrain abstain desist shrink shy stop".split())
"""Verbs before ``from`` and a gerund that was not done: ``refrained from *saying*``."""
NOT_QUITE = frozenset({"short of", "close to", "far from", "shy of", "instead of", "rather than"})
"""Words before a gerund that was not quite done: ``came close to *saying*``."""
WITHHELD_VERBS = frozenset(
    "comment respond answer reply say discuss elaborate speak talk confirm".split()
)
REQUESTING_VERBS = frozenset("ask request insist".split())
IDENTIFYING_VERBS = frozenset("name identify quote".split())
CONDITIONALS = frozenset("if unless".split())
UNSAID = CONDITIONALS | {"whether", "without"}
OF_QUESTIONS = frozenset("ccomp csubj advcl advcl:relcl root".split())
NEAR_CUE = 6
SUBORDINATORS = CONDITIONS | frozenset("after as before".split())
DEMONSTRATIVES = frozenset("this that these".split())
NOBODY = lexicon.NEGATIVE_PRONOUNS | lexicon.FREE_CHOICE_PRONOUNS | {"no"}


def is_unsaid(context: Context, match: Match) -> bool:
    """Return whether the sentence says that the content was not, or need not have been, said."""
    if match.cue_span is not None and is_teaser(context.text, match.cue_span.start):
        return True
    if match.cue < 0:
        return False
    sentence = context.sentences[match.sentence]
    if _is_withheld(sentence, match) or _only_names(sentence, match):
        return True
    if _is_heading(sentence, match.cue):
        return True
    cue_class = cue_lexicon.cue_class(match.lemma, match.frame)
    if cue_class not in cue_lexicon.REPORTING_CLASSES:
        answers = cue_class in cue_lexicon.SPEECH_ACT_CLASSES
        joined = syntax.child(sentence, match.cue, "cc")  # would neither confirm *nor* deny that
        nor = joined is not None and sentence.words[joined].text in lexicon.NEGATIVE_CONJUNCTIONS
        return answers and (nor or _is_by_nobody(sentence, match))
    if syntax.is_negated(sentence, match.cue) or _is_by_nobody(sentence, match):
        return True
    if _is_by_fact(sentence, match) or _opens_with_no(sentence, match.cue):
        return True
    if _is_inverted_condition(sentence, match.cue):
        return True
    if syntax.marker(sentence, match.cue) in UNSAID or _is_nothing(context, match):
        return True
    if _is_asked(context, sentence, match) or cue_verbs.is_put_to_subject(sentence, match.cue):
        return True
    if _is_left_to_time(sentence, match) or _is_phrase(sentence, match.cue):
        return True
    modal = syntax.modal(sentence, match.cue)
    unreal = modal in cue_verbs.UNREAL_MODALS and not _is_told(context, match, modal)
    return match.frame in REPORTING_FRAMES and (unreal or _is_governed(sentence, match.cue))


def _is_asked(context: Context, sentence: Sentence, match: Match) -> bool:
    """Return whether the narrator asks who said so, or whether: ``Did Ek say it was safe?``.

    Also below another verb: ``It is not clear *who said* it was safe``.
    """
    words = sentence.words
    who = syntax.child(sentence, match.cue, "nsubj")
    asks = who is not None and words[who].text in {"who", "Who"}  # not: WHO
    if asks and _denies_cleft(sentence, match.cue):
        return True
    clefted = words[match.cue].deprel == "advcl:relcl"  # It was *Moss who said* it fell
    clefted = clefted and words[words[match.cue].head].upos in syntax.NOUNS
    if asks and words[match.cue].deprel in OF_QUESTIONS and not clefted:
        return True
    ends = context.text[: sentence.end].rstrip().endswith("?")
    spoken = context.passages_over(Span(sentence.end - 1, sentence.end))
    helped = syntax.auxiliaries(sentence, match.cue)
    inverted = who is not None and any(aux < who for aux in helped)
    return ends and not spoken and inverted


def _denies_cleft(sentence: Sentence, cue: int) -> bool:
    """Return whether a sentence tells who it was not, or asks: ``*It was not* Moss who said …``."""
    words, top = sentence.words, sentence.words[cue].head
    if words[cue].deprel not in {"acl:relcl", "advcl:relcl"}:
        return False
    subject, copula = (syntax.child(sentence, top, *r) for r in (("nsubj", "expl"), ("cop",)))
    if subject is None or copula is None or words[subject].text.lower() != "it":
        return False
    return copula < subject or syntax.is_negated(sentence, top)


def _is_told(context: Context, match: Match, modal: str) -> bool:
    """Return whether a modal tells what was said: ``“No,” he would say``, ``would later say``."""
    if modal == "would" and _stands_before(context, match):
        return True
    sentence = context.sentences[match.sentence]
    words, cue = sentence.words, match.cue
    adverbs = {words[i].text.lower() for i in syntax.children(sentence, cue, "advmod")}
    adverbs.update(word.text for word in words[cue + 1 : cue + 2])  # say *only* that
    subject = syntax.child(sentence, cue, "nsubj")
    first = subject if subject is None else min(syntax.subtree(sentence, subject))
    if first is not None and "all" in {
        w.text.lower() for w in words[max(first - 1, 0) : first + 1]
    }:
        adverbs.add("only")  # *All* he would say was that
    conditions = (syntax.marker(sentence, i) for i in syntax.children(sentence, cue, "advcl"))
    real = REAL_ADVERBS if modal == "would" else REAL_ADVERBS & {"only"}
    return modal in {"could", "would"} and bool(adverbs & real) and "if" not in conditions


def _stands_before(context: Context, match: Match) -> bool:
    """Return whether words in marks come before the cue: ``“Good bones,” agents would murmur``."""
    held = set(match.passages).union(*(context.passages_over(s) for s in match.content))
    cue = context.sentences[match.sentence].words[match.cue]
    return any(context.passages[k].end <= cue.start for k in held)


def _is_heading(sentence: Sentence, cue: int) -> bool:
    """Return whether the sentence is a heading like ``What readers say:``.

    Not behind a clause that opens it: ``When he came, she said: “No.”``
    """
    words = sentence.words
    asks = words[0].text.lower() in lexicon.WH_WORDS and "," not in {w.text for w in words[:cue]}
    return asks and cue + 1 < len(words) and words[cue + 1].text == ":"


def _is_left_to_time(sentence: Sentence, match: Match) -> bool:
    """Return whether a thing is the subject, as in ``Only *time will tell*``: nobody speaks."""
    if match.lemma != "tell" or match.source is None or match.addressee is not None:
        return False
    head = sentence.words[match.source.mention.head]
    told = syntax.child(sentence, match.cue, "obj", "iobj") is not None
    thing = head.upos == "NOUN" and lexicon.common_noun_class(head.text) is None
    return thing and not told and match.source.mention.sentence == match.sentence


def _is_phrase(sentence: Sentence, cue: int) -> bool:
    """Return whether a verb of saying is part of a set phrase by which nobody reports anything.

    ``*That is to say*, …``, ``I *dare say* …``.
    """
    words = sentence.words
    thing = syntax.child(sentence, cue, "nsubj", "nsubj:outer")
    helped = [words[p].lemma for p in sentence.children[cue] if p < cue]
    equates = thing is not None and words[thing].text.lower() in {"that", "which", "this"}
    return (equates and {"be", "to"}.issubset(helped)) or words[max(cue - 1, 0)].lemma == "dare"


def _is_nothing(context: Context, match: Match) -> bool:
    words = [span.of(context.text).lower() for span in match.content]
    return words[:1] == ["nothing"] or any(w.startswith("nothing about") for w in words)


def questions_put_to_source(context: Context, match: Match) -> frozenset[int]:
    """Return the passages before the cue that hold what the source was asked.

    ``Asked “Will you go?”, Moreau said: “No.”`` and ``“Will you go?” Moreau answered, “No.”``
    """
    if match.cue < 0:
        return frozenset()
    sentence = context.sentences[match.sentence]
    cue = sentence.words[match.cue]
    touched = set(match.passages).union(*(context.passages_over(s) for s in match.content))
    before = [k for k in touched if context.passages[k].end <= cue.start and context.asks(k)]
    answers = cue.lemma.lower() in lexicon.ANSWERING_VERBS and _is_followed(context, sentence, cue)
    return frozenset(k for k in before if answers or _was_asked(context, sentence, match.cue, k))


def answers_to_question(context: Context, match: Match) -> frozenset[int]:
    """Return the passages that answer what a reporter asked: ``“Why?” a reporter asked Moe. “…”``.

    Anybody else goes on in the same paragraph: ``“Where is he?” Ek asked Moe. “I am late.”`` So
    nothing but a phrase without a verb answers them: ``“Why?” Ek asked Moe. “Habit.”``
    """
    if match.cue < 0 or match.source is None or match.lemma not in cue_lexicon.QUESTIONING_VERBS:
        return frozenset()
    sentence, mention = context.sentences[match.sentence], match.source.mention
    asker = context.sentences[mention.sentence].words[mention.head]
    asked = context.passages_over(Span(sentence.start, sentence.words[match.cue].end))
    put = any(context.asks(k) for k in asked)
    press = asker.lemma.lower() in cue_lexicon.PRESS or asker.text in {"I", "we"}
    if not put or (match.addressee is None and not press):
        return frozenset()
    apart = (k for k in match.passages if context.passages[k].start >= sentence.end)
    return frozenset(k for k in apart if not context.asks(k) and (press or _is_phrasal(context, k)))


def _is_phrasal(context: Context, k: int) -> bool:
    """Return whether a passage has no verb that could be a sentence's: ``“Not guilty.”``."""
    sentences = context.sentences_of(context.passages[k])
    rows = ((s, context.passage_of_word[s.index]) for s in sentences)
    tags = {w.xpos for s, row in rows for w in s.words if row[w.index] == k}
    return tags.isdisjoint(syntax.FINITE_OR_MODAL | {"VB"})


def _was_asked(context: Context, sentence: Sentence, cue: int, k: int) -> bool:
    """Return whether words in marks are what the speaker was asked, maybe a sentence before."""
    passage = context.passages[k]
    if _is_asked_before(sentence, passage, cue):
        return True
    own = context.sentence_at(passage.start)
    return own is not None and own is not sentence and _is_asked_before(own, passage, -1)


def spoken_by_another(context: Context, match: Match) -> frozenset[int]:
    """Return the passages of *match* that another verb of saying reports, behind or before them.

    ``“Shambles,” wrote one; “I want my money back,” *said another*.``
    ``After Ek *said* the mill was "a ruin," Lund said: "Not so."``
    """
    if match.cue < 0:
        return frozenset()
    touched = set(match.passages).union(*(context.passages_over(s) for s in match.content))
    cues = {k: _cue_behind(context, k) for k in touched}
    own = (match.sentence, match.cue)
    behind = {
        k
        for k, cue in cues.items()
        if cue not in {None, own} and not (cue and _is_in_clause_before(context, *cue, k))
        if not (cue and cue[0] == own[0] and _is_in_participle(context, match, cue[1], k))
        if not (cue and cue[0] == own[0] and _is_relayed(context, match, cue[1], k))
    }
    return frozenset(behind.union(k for k in touched if _is_in_clause_before(context, *own, k)))


def _is_relayed(context: Context, match: Match, cue: int, k: int) -> bool:
    """Return whether the cue behind relays a report: ``Ek said it was “dead,” AP *reported*``."""
    verb = context.sentences[match.sentence].words[match.cue]
    before = context.text[: context.passages[k].start].rstrip()[-1:]
    inside = verb.end <= context.passages[k].start and before.isalnum()
    inside &= cue_verbs.says(context.sentences[match.sentence], match.cue)
    return inside and (verb.head, verb.deprel) == (cue, "ccomp")


def _is_in_participle(context: Context, match: Match, cue: int, k: int) -> bool:
    """Return whether a participle in front has the marks, its verb a report behind it.

    ``*Calling* it “theft”, the union *said* it would strike.``
    """
    sentence, passage = context.sentences[match.sentence], context.passages[k]
    verb = sentence.words[match.cue]
    before = verb.xpos == "VBG" and verb.end <= passage.start
    clause = syntax.child(sentence, cue, "ccomp")
    return before and clause is not None and clause > cue


def _is_in_clause_before(context: Context, index: int, position: int, k: int) -> bool:
    """Return whether a passage is in a report that a clause in front of a cue makes.

    The cue, at *position* of sentence *index*, reports words behind it as well: without these, the
    passage may be its own, unless it is no more than what something is described as.
    """
    sentence, passage = context.sentences[index], context.passages[k]
    cue = sentence.words[position]
    if passage.end > cue.start:
        return False
    start, _ = context.positions_in(sentence, passage.inner[0])
    followed = ("ccomp", "xcomp", "obj") if _is_followed(context, sentence, cue) else ()
    return any(
        _reports_in_front(sentence, word.head, start, position)
        for word in (sentence.words[p] for p in (start, *syntax.ancestors(sentence, start)))
        if syntax.is_relation(word.deprel, ("obl", *followed))
    )


def _reports_in_front(sentence: Sentence, reporter: int, start: int, cue: int) -> bool:
    """Return whether a verb reports what begins at *start*, in a clause in front of *cue*."""
    above = sentence.words[reporter]
    if reporter >= start or above.deprel not in {"advcl", "ccomp"} or above.head != cue:
        return False
    opening = sentence.words[min(syntax.subtree(sentence, reporter))]
    subject = syntax.child(sentence, reporter, "nsubj")
    subordinate = opening.text.lower() in SUBORDINATORS
    return subordinate and subject is not None and cue_verbs.reports(sentence, reporter)


def _cue_behind(context: Context, k: int) -> tuple[int, int] | None:
    """Return sentence and position of the cue of ``“…,” said X`` or ``“…,” X said``."""
    passage = context.passages[k]
    inner = passage.inner[-1].of(context.text).rstrip()
    end = passage.end
    while end < len(context.text) and context.text[end] in " \xa0,":
        end += 1
    sentence = context.sentence_at(end)
    if sentence is None or (not inner.endswith((",", "!", "?", "—")) and end == passage.end + 1):
        return None
    start, _ = context.positions_in(sentence, Span(end, sentence.end))
    for position in range(start, min(start + NEAR_CUE, len(sentence.words))):
        word = sentence.words[position]
        if word.xpos in {"VBD", "VBZ", "VBN"} and cue_verbs.says(sentence, position):
            own = syntax.child(sentence, position, "xcomp") is not None  # continued to allege
            own |= cue_verbs.is_in_chain(sentence, position)  # called it “dull,” recalled …
            own |= inner.endswith(("?", "!")) and _opens_another(context, sentence, position)
            return None if own else (sentence.index, position)
        if word.upos not in syntax.NOUN_PHRASE_TAGS:
            return None
    return None


def _opens_another(context: Context, sentence: Sentence, cue: int) -> bool:
    """Return whether a sentence in marks follows a cue: ``“Are you?” Dunn *replied*, “No.”``."""
    mark = sentence.words[cue + 1 : cue + 2]
    if not mark or mark[0].text not in {",", ":"}:
        return False
    behind = context.passages_over(Span(mark[0].end, max(mark[0].end, sentence.end)))
    opens = behind and not context.text[mark[0].end : context.passages[behind[0]].start].strip()
    return bool(opens) and context.passages[behind[0]].inner[0].of(context.text)[:1].isupper()


def _is_followed(context: Context, sentence: Sentence, cue: Word) -> bool:
    """Return whether a passage or a clause of its own stands after the cue in its sentence."""
    clause = syntax.child(sentence, cue.index, "ccomp")
    return (clause is not None and clause > cue.index) or any(
        context.passages[k].start >= cue.end
        for k in context.passages_over(Span(cue.end, max(cue.end, sentence.end)))
    )


def _is_asked_before(sentence: Sentence, passage: Passage, cue: int) -> bool:
    """Return whether a participle without a subject, ``Asked``, stands before a passage."""
    return any(
        word.lemma.lower() in cue_lexicon.QUESTIONING_VERBS
        and word.xpos in {"VBN", "VBD"}
        and word.end <= passage.start
        and word.index != cue
        and syntax.child(sentence, word.index, "nsubj", "aux") is None
        for word in sentence.words
    )


def _is_withheld(sentence: Sentence, match: Match) -> bool:
    """Return whether words are withheld: ``declined to comment``, ``asked not to be named``."""
    if match.lemma not in WITHHOLDING_VERBS and match.lemma not in REQUESTING_VERBS:
        return False
    clause = syntax.child(sentence, match.cue, "xcomp")
    if clause is None:
        return False
    lemma = sentence.words[clause].lemma.lower()
    return (match.lemma in WITHHOLDING_VERBS and lemma in WITHHELD_VERBS) or (
        match.lemma in REQUESTING_VERBS
        and lemma in IDENTIFYING_VERBS
        and syntax.is_negated(sentence, clause)
    )


def _only_names(sentence: Sentence, match: Match) -> bool:
    """Return whether a passive without agent only gives a thing its name: ``a law called “…”``.

    Also behind the thing: ``“Hamlet,” named Best Play in Oslo``, but not ``“Ho!” called out Ek``.
    """
    naming = match.lemma.partition(" ")[0] in cue_lexicon.LABELLING_VERBS
    named = match.source is not None and match.source.path == "noun"
    past = sentence.words[match.cue].xpos in {"VBN", "VBD"}
    if naming and named and past:
        return True
    phrasal = " " in match.lemma and cue_lexicon.is_listed(match.lemma)
    participle = sentence.words[match.cue].xpos == "VBN" and not phrasal
    if naming and participle and match.frame == "inverted-quotation":
        return True
    return naming and match.source is None and syntax.is_passive(sentence, match.cue)


def _is_governed(sentence: Sentence, cue: int) -> bool:
    """Return whether the cue is below ``declined to …``, ``avoided …ing`` or a denied verb."""
    word = sentence.words[cue]
    if word.head < 0 or _is_only_possible(sentence, cue) or _stops_short(sentence, cue):
        return word.head >= 0
    if word.deprel not in {"xcomp", "ccomp"}:
        return False
    lemma = sentence.words[word.head].lemma.lower()
    if word.xpos == "VBG" and lemma in UNDONE_VERBS:
        return True
    yet = (sentence.words[c].text.lower() == "yet" for c in sentence.children[word.head])
    if lemma in {"have", "be"} and any(yet):
        return True  # has *yet to say*
    denied = lemma in WITHHOLDING_VERBS or syntax.is_negated(sentence, word.head)
    return denied and word.deprel == "xcomp"


def _opens_with_no(sentence: Sentence, cue: int) -> bool:
    """Return whether a phrase in front denies the cue: ``*At no point* did Ek say so``."""
    subject = syntax.child(sentence, cue, "nsubj")
    inverted = subject is not None and any(
        aux < subject for aux in syntax.auxiliaries(sentence, cue)
    )
    groups = (g for g in syntax.children(sentence, cue, "obl") if inverted and g < cue)
    return any(syntax.is_negated(sentence, group) for group in groups)


def _is_inverted_condition(sentence: Sentence, cue: int) -> bool:
    """Return whether a clause is a condition without *if*: ``*Had Ek said* so, it would …``."""
    subject = syntax.child(sentence, cue, "nsubj")
    helped = syntax.auxiliaries(sentence, cue)
    if subject is None or not helped or sentence.words[cue].deprel != "advcl":
        return False
    first = sentence.words[helped[0]]
    opens = first.index == 0 or sentence.words[first.index - 1].upos in {"PUNCT", "CCONJ"}
    return opens and first.index < subject and first.text.lower() in {"had", "should", "were"}


def _stops_short(sentence: Sentence, cue: int) -> bool:
    """Return whether a gerund was not said quite: ``stopped *short of* saying``, ``far from``."""
    words = sentence.words
    mark = syntax.child(sentence, cue, "mark", "case")
    if words[cue].xpos != "VBG" or mark is None or mark == 0 or mark > cue:
        return False
    before = words[mark - 1]
    abstains = {before.lemma.lower(), words[max(words[cue].head, 0)].lemma.lower()}
    held = words[mark].text.lower() == "from" and not ABSTAINING_VERBS.isdisjoint(abstains)
    return held or f"{before.text.lower()} {words[mark].text.lower()}" in NOT_QUITE


def _is_only_possible(sentence: Sentence, cue: int) -> bool:
    """Return whether it might be done: ``could win *by telling* them``, ``a risk of *telling*``."""
    word, mark = sentence.words[cue], syntax.marker(sentence, cue)
    if word.xpos != "VBG":
        return False
    if word.deprel == "acl" and mark == "of":
        return sentence.words[word.head].lemma.lower() in UNDONE_NOUNS
    by = word.deprel == "advcl" and mark == "by"
    return by and syntax.modal(sentence, word.head) in cue_verbs.UNREAL_MODALS


def _is_by_fact(sentence: Sentence, match: Match) -> bool:
    """Return whether what was told before is said to show something: ``*This* explains why …``."""
    if match.source is None or match.source.mention.sentence != match.sentence:
        return False
    head = sentence.words[match.source.mention.head]
    points = head.text.lower() in DEMONSTRATIVES and head.upos in {"PRON", "DET"}
    return points and match.source.path != "relative" and not sentence.children[head.index]


def _is_by_nobody(sentence: Sentence, match: Match) -> bool:
    if match.source is None or match.source.mention.sentence != match.sentence:
        return False
    head = match.source.mention.head
    clause = syntax.enclosing(sentence, match.cue, "acl:relcl")
    if clause is not None and sentence.words[head].xpos in {"WDT", "WP"}:
        head = sentence.words[clause].head  # *nothing* that suggests it would fail
    neither = syntax.child(sentence, head, "cc:preconj", "det")
    if neither is not None and sentence.words[neither].text.lower() == "neither":
        return True  # *Neither* Ms Cole nor her lawyer said whether she would appeal
    return sentence.words[head].lemma.lower() in NOBODY or syntax.is_negated(sentence, head)
