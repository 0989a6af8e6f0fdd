"""What stands before a name: ``Clinton campaign manager`` Robby Mook, ``Sen.`` Ben Sasse."""

from __future__ import annotations

from typing import Final

from extractor.domain import Sentence, Word
from extractor.english import lexicon
from extractor.english.noun_phrases import truecased
from extractor.english.syntax import run_around, subtree
from extractor.speakers.classify import person_noun_before
from extractor.speakers.names import Name

BEFORE_TAGS: Final = frozenset("NOUN PROPN ADJ NUM PART".split())


def title_start(name: Name, sentence: Sentence) -> int:
    """Return the first word of the title before a name: ``Clinton campaign manager`` Robby Mook."""
    start = name.first
    noun = person_noun_before(name, sentence)
    if noun is not None:
        start = run_around([i for i in subtree(sentence, noun) if i <= noun], noun)[0]
    while start > 0 and _goes_on(sentence, start - 1, name):
        start -= 1
    return start


def _goes_on(sentence: Sentence, position: int, name: Name) -> bool:
    word = sentence.words[position]
    if word.upos == "VERB" and word.deprel != "amod":
        return False
    tagged = word.upos in BEFORE_TAGS or word.text in {"-", "&"} or word.deprel == "amod"
    return tagged and _below(sentence, position, name)


def _below(sentence: Sentence, position: int, name: Name) -> bool:
    """Return whether a word belongs to the phrase of the name that it stands before."""
    for _ in range(6):
        head = sentence.words[position].head
        if head == name.head or name.first <= head < name.end:
            return True
        if not position < head < name.first:
            top = sentence.words[name.head]
            return top.head == position and top.deprel in {"appos", "flat", "compound"}
        position = head
    return False


def title(name: Name, sentence: Sentence, text: str) -> str | None:
    """Return the title before a name as printed, without article and ``Mr.``; None if none."""
    start = title_start(name, sentence)
    words = list(sentence.words[start : name.core])
    for cut in range(len(words) - 1, -1, -1):
        if start + cut < name.first and _ends_title(words[cut]):
            words = words[cut + 1 :]
            break
    while words and words[0].text.lower().rstrip(".") in lexicon.HONORIFICS:
        words = words[1:]
    if not any(_tells_office(word.text) for word in words):
        return None
    common = any(word.text.islower() for word in words[1:])
    first = truecased(sentence, words[0].index, text) if common else words[0].text
    return " ".join((first + text[words[0].end : words[-1].end]).split())


def _ends_title(word: Word) -> bool:
    """Return whether nothing before this word belongs to the title: ``by the`` reporter."""
    return (
        word.upos in {"ADP", "DET", "CCONJ", "PRON", "VERB", "AUX", "SCONJ", "ADV"}
        and word.deprel != "amod"
        and word.text.lower() not in {"of", "longtime"}
    ) or (word.upos == "PUNCT" and word.text not in {"-", "‐", "‑"})


def _tells_office(word: str) -> bool:
    lower = word.lower().rstrip(".")
    if lower in lexicon.HONORIFICS:
        return False
    return (
        lower in lexicon.ABBREVIATED_TITLES
        or lexicon.noun_class(lower) == "person"
        or lower in lexicon.TITLE_WORDS
    )


def title_heads(name: Name, sentence: Sentence) -> set[str]:
    """Return the nouns that the words before a name say of its bearer, singular."""
    start = title_start(name, sentence)
    heads = set()
    for word in sentence.words[start : name.core]:
        lower = word.text.lower().rstrip(".")
        lower = lexicon.TITLE_EXPANSIONS.get(lower, lower)
        if lexicon.noun_class(lower) == "person":
            heads.add(lexicon.singular(lower))
    return heads
