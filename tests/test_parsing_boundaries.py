"""Sentence boundaries are corrected at marks, abbreviations and datelines only."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from extractor import marks
from extractor.domain import Span
from extractor.parsing import DraftSentence, Token
from extractor.parsing.boundary_rules import QuoteEdges
from extractor.parsing.plaintext import normalise
from extractor.parsing.sentence_boundaries import correct

CUT = "‖"
TOKEN = re.compile(r"(?:[A-Z]\.)+|(?:Ms|Mr|Rep|Pa)\.|[ap]\.m\.|''|\d+|--|\w+(?:['’]\w+)?|[^\w\s]")


def drafts(text: str, cuts: list[int]) -> list[DraftSentence]:
    """Return tokens as a tokenizer might make them, cut at these offsets and at paragraphs."""
    found = []
    for number, paragraph in enumerate(marks.find(text).paragraphs):
        inside = [cut for cut in cuts if paragraph.start < cut < paragraph.end]
        for start, end in pairwise([paragraph.start, *inside, paragraph.end]):
            spans = [match.span() for match in TOKEN.finditer(text, start, end)]
            tokens = tuple(Token(a, b, (text[a:b].replace("''", '"'),)) for a, b in spans)
            found += [DraftSentence(number, tokens)] if tokens else []
    return found


def corrected(example: str) -> str:
    """Mend the boundaries that *example* shows as bars before a sentence, and show them so."""
    pieces = example.split(CUT)
    text = "".join(pieces)
    cuts = [sum(map(len, pieces[:count])) for count in range(1, len(pieces))]
    shown = text
    for draft in reversed(list(correct(drafts(text, cuts), marks.find(text)))):
        opens = text[: draft.start].strip() and "\n" not in text[: draft.start].strip(" ")[-1:]
        shown = shown[: draft.start] + CUT * bool(opens) + shown[draft.start :]
    return shown


@pytest.mark.parametrize(
    "example",
    [
        "It rained. ‖The match was off.",
        "They met in the U.S. ‖The talks failed.",
        "They met in the U.S. ‖Trump spoke.",
        "She got a standing O. ‖The crowd left.",
        "Neither do I. ‖This must end.",
        "It opened on Main St. ‖He was there.",
        "It closes at 7 p.m. ‖He said so.",
        "Is it over? No. ‖But it hurts.",
        "See the map. ‖https://example.org/map",
        "It was late. ‖well, she slept.",
        'He sang "Hello!" ‖A choir of forty joined in.',
        'They saw "Who Is It?" ‖The film follows a family.',
        'Would you have told her "Stop?" ‖He answered, "I have no idea."',
        '"What a run!" ‖She replied that it was luck.',
        'He called it "a mistake." ‖She left.',
        '"I was there. ‖It was cold," he said.',
        '"I was there," he said. ‖"It was cold."',
        "SHOPS CLOSE EARLY ‖The mayor said so.",
        "Retirement accounts ‖Two years ago they changed.",
        'In the N.H. "No-B.S." barbecue they met.',
        'Gov. C.L. "Butch" Otter spoke.',
        'They met Gov. "Butch," as he is called.',
        '"Why not?" Lee said of the plan: "No."',
        'They met C.L. "Butch," as he is called.',
        'The film "Jaws." is old.',
        'The U.S. "clearly" needed more.',
        "The firm - which is old - failed.",
        "IBM - the maker - failed.",
        "where did you grow up? ‖india?",
        "oh! ‖why? ‖it rained.",
        "Ann Day ‖04/26/2001 07:17 AM",
        "Write to ann@example.org ‖Every line helps.",
        "They met Dr. Will Poe and J. Will Poe.",
        "It is in St. New and at 5 p.m. on Friday.",
    ],
)
def test_left_alone(example: str) -> None:
    """Boundaries that are right stay, and none is put where none belongs."""
    assert corrected(example) == example


@pytest.mark.parametrize(
    ("example", "expected"),
    [
        ('"So what?" ‖said Harry.', '"So what?" said Harry.'),
        ('"Stop!" ‖she said.', '"Stop!" she said.'),
        ('"Stop it." ‖she said.', '"Stop it." she said.'),
        ('"Why?" ‖Ms. Okafor asked.', '"Why?" Ms. Okafor asked.'),
        ("“Why?” ‖Ms. Okafor asked.", "“Why?” Ms. Okafor asked."),
        ("''Why?'' ‖Ms. Okafor asked.", "''Why?'' Ms. Okafor asked."),
        ('"We need it!" ‖Rep. Ann Lee, R-Pa., said.', '"We need it!" Rep. Ann Lee, R-Pa., said.'),
        ('"It is, right?" ‖Lee went on.', '"It is, right?" Lee went on.'),
        ('"Really?" ‖Lee said. ‖"It is odd."', '"Really?" Lee said. ‖"It is odd."'),
        ('"If so…" ‖Lee said.', '"If so…" Lee said.'),
        (
            "\"I use the word 'line',\" ‖Mr Day told them.",
            "\"I use the word 'line',\" Mr Day told them.",
        ),
        ('"Yes." ‖"No," said Lee.', '"Yes." ‖"No," said Lee.'),
    ],
)
def test_attribution_stays_with_its_passage(example: str, expected: str) -> None:
    """What says whose words a passage holds is in the passage's sentence."""
    assert corrected(example) == expected


@pytest.mark.parametrize(
    ("example", "expected"),
    [
        ('It is "great." She left.', 'It is "great." ‖She left.'),
        ("It is ''great.'' Mr. Day left.", "It is ''great.'' ‖Mr. Day left."),
        (
            '"It is theirs." "No, it is ours now," he said.',
            '"It is theirs." ‖"No, it is ours now," he said.',
        ),
        (
            'An official said. "Turkey is a strong player," they added.',
            'An official said. ‖"Turkey is a strong player," they added.',
        ),
        (
            'He said so. "‖They are fortified for long."',
            'He said so. ‖"They are fortified for long."',
        ),
        ("So said Lee. ''Stop!'' she cried.", "So said Lee. ‖''Stop!'' she cried."),
        ('He wrote a mark. "?" she replied.', 'He wrote a mark. ‖"?" she replied.'),
        ('He left. "15,000!" she said.', 'He left. ‖"15,000!" she said.'),
        ('"We won," said Ann. "" said Lee.', '"We won," said Ann. ‖"" said Lee.'),
        ('"Why?" Lee (Con): "No."', '"Why?" ‖Lee (Con): "No."'),
        ("“赢了。”李伟说。“No,” said Ann.", "“赢了。”李伟说。‖“No,” said Ann."),
        ('"What does it mean? ‖" Clara asked.', '"What does it mean? " Clara asked.'),
        ('"It ended. ‖" Then he left.', '"It ended. " ‖Then he left.'),
        ('He will "back" Lee. From a post: "No."', 'He will "back" Lee. ‖From a post: "No."'),
    ],
)
def test_marks_cut(example: str, expected: str) -> None:
    """A passage that ends with its sentence ends it, and each mark goes with its passage."""
    assert corrected(example) == expected


@pytest.mark.parametrize(
    ("example", "expected"),
    [
        ("Texas Sen. ‖Ted Cross won.", "Texas Sen. Ted Cross won."),
        ("It is Rep. ‖Tom Cole's.", "It is Rep. Tom Cole's."),
        ("President John F. ‖Kelly spoke.", "President John F. Kelly spoke."),
        ("So said Tpl. ‖Ada Eze.", "So said Tpl. Ada Eze."),
        ("So said Mr Ng. ‖Ada Eze left.", "So said Mr Ng. ‖Ada Eze left."),
        ("They sailed to Krk. Ada Eze said so.", "They sailed to Krk. ‖Ada Eze said so."),
        ("It went to Tpl. ‖Ada Eze on Monday.", "It went to Tpl. Ada Eze on Monday."),
        ("It went to Wm. ‖Eze said Ann.", "It went to Wm. Eze said Ann."),
        ("So said PCol. ‖Ada Eze.", "So said PCol. Ada Eze."),
        ("So said C/Supt. ‖Ada Eze.", "So said C/Supt. Ada Eze."),
        ("So said then-Sen. ‖Ada Eze.", "So said then-Sen. Ada Eze."),
        ("So said J. ‖D. Vane.", "So said J. D. Vane."),
        ("The author J.K. ‖Row spoke.", "The author J.K. Row spoke."),
        ("It began on Jan. ‖27. ‖All came.", "It began on Jan. 27. ‖All came."),
        ("It was No. ‖5 of ten.", "It was No. 5 of ten."),
        ("It is Lee vs. ‖Kent.", "It is Lee vs. Kent."),
        ("It airs at 9 p.m. ‖Eastern.", "It airs at 9 p.m. Eastern."),
        ("It began at 9 a.m. ‖Monday, he said.", "It began at 9 a.m. Monday, he said."),
        ("They met Fran\x83‖§ois there.", "They met Fran\x83§ois there."),
        ("A Post/ABC ‖News poll came.", "A Post/ABC News poll came."),
        ("Almost 43,000 ‖Floridians voted.", "Almost 43,000 Floridians voted."),
        ("The show Girls Rock! ‖aired on Monday.", "The show Girls Rock! aired on Monday."),
        ("Is it God? ‖-- raises a question.", "Is it God? -- raises a question."),
    ],
)
def test_abbreviations_and_halves_are_joined(example: str, expected: str) -> None:
    """An abbreviation before what it belongs to ends nothing, nor does a missing end."""
    assert corrected(example) == expected


@pytest.mark.parametrize(
    ("example", "expected"),
    [
        ("WASHINGTON (AP) — The bank said so.", "WASHINGTON (AP) — ‖The bank said so."),
        ("CHICO, Calif. ‖- Ann Day came.", "CHICO, Calif. - ‖Ann Day came."),
        ("NEW YORK, Dec. ‖14 (UPI) — Ann came.", "NEW YORK, Dec. 14 (UPI) — ‖Ann came."),
        ("Mexico City (AFP) – It rained.", "Mexico City (AFP) – ‖It rained."),
        ("Accra, 9 June (GNA) – It rained.", "Accra, 9 June (GNA) – ‖It rained."),
        ("Ann Day (GNA) – It rained.", "Ann Day (GNA) – It rained."),
        ("BRASÍLIA – Ömer Öz came.", "BRASÍLIA – ‖Ömer Öz came."),
        ("ÅLESUND — Élan won.", "ÅLESUND — ‖Élan won."),
        ("LA PAZ, Bolivia — It rained.", "LA PAZ, Bolivia — ‖It rained."),
        ('ROME -- "We won," he said.', 'ROME -- ‖"We won," he said.'),
        ("It rained.\n\nROME - It rained.", "It rained.\n\nROME - ‖It rained."),
    ],
)
def test_datelines_stand_alone(example: str, expected: str) -> None:
    """The place and agency before a report are no part of its first sentence."""
    assert corrected(example) == expected


def test_no_sentence_over_two_paragraphs() -> None:
    """However a paragraph ends, the next one begins a sentence."""
    text = "Texas Sen.\n\nTed Cross won."
    assert [draft.paragraph for draft in correct(drafts(text, []), marks.find(text))] == [0, 1]


def test_abbreviation_is_one_token() -> None:
    """The full stop that the tokenizer took for an end goes back to its abbreviation."""
    text = "Texas Sen. Ted Cross won."
    (draft,) = correct(drafts(text, [11]), marks.find(text))
    assert [text[token.start : token.end] for token in draft.tokens] == [
        *("Texas", "Sen.", "Ted", "Cross", "won", "."),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("La ’ Shay", ["La", "’", "Shay"]),
        ("La’Shay left", ["La'Shay", "left"]),
        ("S/Sgt. Ana Mora", ["S/Sgt.", "Ana", "Mora"]),
        ("Maj.-Gen. Ana Mora", ["Maj.-Gen.", "Ana", "Mora"]),
        ("I/O Ana Mora", ["I", "/", "O", "Ana", "Mora"]),
    ],
)
def test_words_are_joined(text: str, words: list[str]) -> None:
    """A name with an apostrophe is one token, and a title with a stroke or a hyphen."""
    pieces = [m.span() for m in re.finditer(r"[\w]+|[^\w\s]", text)]
    tokens = tuple(Token(start, end, (normalise(text[start:end]),)) for start, end in pieces)
    (draft,) = correct([DraftSentence(0, tokens)], marks.find(text))
    assert list(draft.words) == [normalise(word) for word in words]


def test_initials_keep_the_last_full_stop() -> None:
    """At the end of a sentence too: it is part of ``U.S.``."""
    text = "the U.S."
    tokens = (Token(0, 3, ("the",)), Token(4, 7, ("U.S",)), Token(7, 8, (".",)))
    (draft,) = correct([DraftSentence(0, tokens)], marks.find(text))
    assert draft.tokens == (Token(0, 3, ("the",)), Token(4, 8, ("U.S.",)))


@pytest.mark.parametrize(
    ("text", "tokens", "expected"),
    [
        ('He "is" it', [(3, 7, '"is"')], [(3, 4, '"'), (4, 6, "is"), (6, 7, '"')]),
        ("I, ''No''", [(4, 5, '"'), (5, 7, "No"), (7, 8, '"')], [(3, 5), (5, 7), (7, 9)]),
        ("''No'', I", [(1, 4, '"No')], [(0, 2), (2, 4)]),
    ],
)
def test_marks_are_tokens(
    text: str, tokens: list[tuple[int, int, str]], expected: list[tuple[int, ...]]
) -> None:
    """A mark is a token of its own, with both code points where it is a pair."""
    edges = QuoteEdges.of(marks.find(text))
    found = list(edges.retokenize([Token(start, end, (part,)) for start, end, part in tokens]))
    assert [(t.start, t.end, *t.words)[: len(expected[0])] for t in found] == expected


@given(
    st.lists(st.sampled_from([*"\"'“”‘’.?!,—(J", "Sen", "said", "He", "no", " ", "\n\n"])),
    st.data(),
)
def test_no_token_is_lost(pieces: list[str], data: st.DataObject) -> None:
    """Whatever the text and its cuts, the tokens cover what they covered, in order."""
    text = " ".join(pieces)
    cuts = sorted(data.draw(st.sets(st.integers(0, max(len(text), 1)), max_size=5)))
    before = drafts(text, cuts)
    after = list(correct(before, marks.find(text)))
    spans = [Span(token.start, token.end) for draft in after for token in draft.tokens]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join(span.of(text) for span in spans) == "".join(
        text[token.start : token.end] for draft in before for token in draft.tokens
    )
    assert all(draft.tokens for draft in after)
