"""Passages found by the stage *marks*, by kind of mark."""

import pytest

from extractor import marks


def passages(text: str) -> list[tuple[str, ...]]:
    """Return what stands between the marks, passage by passage, piece by piece."""
    return [tuple(span.of(text) for span in found.inner) for found in marks.find(text).passages]


NOT_MARKS = [
    "",
    " \r\n\t ",
    "No marks here at all.",
    "I don't, you can't and we shouldn‘t; it's five o'clock in O'Hara's bar.",
    "The horses' carrots and Jones' cow stood in the players’ field.",
    "The neighbours' dogs chased the farmers' cats past the Simmons' gate.",
    "'Tis the season, 'twas the night, and ’twill be fun with 'em.",
    "In the '90s, ’80s and ‘70s, Class of '08, rock 'n' roll and fish ’n’ chips.",
    "Back in '54 they were goin' home with th' others.",
    "The '60s hits were the dancers' favourites.",
    "Talkin' and walkin' o' the old days, the boys' trousers wore out.",
    "She is 5'6\" and he is 6' 2\" in his socks.",
    'A 12" record, a 5" pipe and a 19" screen.',
    "He ran it in 4'33″ and stood 5′6″ tall.",
    'Nothing is quoted in "", in “ ” or in "\u200b".',
    "The club (formed in '98) is the members' own.",
    "Sammy Davis Jr.'s hat and the Ph.D.'s desk.",
]


@pytest.mark.parametrize("text", NOT_MARKS)
def test_marks_that_quote_nothing(text: str) -> None:
    """Apostrophes, elisions, feet, inches and empty marks make no passage and no warning."""
    found = marks.find(text)

    assert (found.passages, found.warnings) == ((), ())


DOUBLES = [
    ('"We won."', [("We won.",)]),
    ('"We won," she said. "We did."', [("We won,",), ("We did.",)]),
    ("“We won,” she said. “We did.”", [("We won,",), ("We did.",)]),
    ('“Opened curly, closed straight," she said.', [("Opened curly, closed straight,",)]),
    ('"Opened straight, closed curly,” she said.', [("Opened straight, closed curly,",)]),
    (
        "“Turned back“ and ”Swedish” and ”upside down“.",
        [("Turned back",), ("Swedish",), ("upside down",)],
    ),
    ("„German“ and „Polish” and „Dutch„.", [("German",), ("Polish",), ("Dutch",)]),
    (
        "＂Full width＂ and ❝heavy❞ and \x93Windows\x94.",
        [("Full width",), ("heavy",), ("Windows",)],
    ),
    ('"Hello"--said he--"and bye"', [("Hello",), ("and bye",)]),
    ("“Hello”—said he—“and bye”", [("Hello",), ("and bye",)]),
    ('"It is over--" he broke off.', [("It is over--",)]),
    ('He went on: "...and that was that."', [("...and that was that.",)]),
    ('She said"No"and left.', [("No",)]),
    ('She said:"No,"and left.', [("No,",)]),
    ('He called it " a shame " in court.', [(" a shame ",)]),
    ('("Not now," he said.)', [("Not now,",)]),
    ('A ["so-called"] "expert"-type ("or not").', [("so-called",), ("expert",), ("or not",)]),
    ('"Why?" she asked. "Stop!" he cried.', [("Why?",), ("Stop!",)]),
    ('"One,""two," "three"', [("One,",), ("two,",), ("three",)]),
    ('They paid "$5" or "€6" in "1999".', [("$5",), ("€6",), ("1999",)]),
    ('"He is 6\' 2" tall," she said.', [("He is 6' 2\" tall,",)]),
    ('"He is 5\'6"," she said. "She is 5\'4"."', [("He is 5'6\",",), ("She is 5'4\".",)]),
    ('The 12" single "Blue Harbour" sold well.', [("Blue Harbour",)]),
    ('"I bought a 12" record," he said.', [('I bought a 12" record,',)]),
    ("\"Jones' cow and the horses' hay,\" she said.", [("Jones' cow and the horses' hay,",)]),
]


@pytest.mark.parametrize(("text", "expected"), DOUBLES)
def test_double_marks(text: str, expected: list[tuple[str, ...]]) -> None:
    """Double marks pair in every form; what opens is told by the neighbours and the whole."""
    assert passages(text) == expected


SINGLES = [
    ("'We will win', says mayor", [("We will win",)]),
    ("Mayor: ‘We will win’", [("We will win",)]),
    ("'We won,' she said. 'We did.'", [("We won,",), ("We did.",)]),
    (
        "‘Don’t go to Jones’ field,’ he said. ‘It’s the horses’.’",
        [("Don’t go to Jones’ field,",), ("It’s the horses’.",)],
    ),
    (
        "'The dogs' owners said so,' he told us. 'It's the cats' fault.'",
        [("The dogs' owners said so,",), ("It's the cats' fault.",)],
    ),
    ("'Tis the season,' he said. 'Fine,' she said.", [("Tis the season,",), ("Fine,",)]),
    ("‘’Tis the season,’ he said.", [("’Tis the season,",)]),
    (
        "’Turned round,’ he said, and ‘turned back,‘ she said.",
        [("Turned round,",), ("turned back,",)],
    ),
    ("The 'haves' and the 'have-nots' met.", [("haves",), ("have-nots",)]),
    ("Taking '54 times more' and '47 per cent' in '08.", [("54 times more",), ("47 per cent",)]),
    ("In the '90s they called it 'the dogs' home'.", [("the dogs' home",)]),
    ("`Plain old marks,' he said.", [("Plain old marks,",)]),
    ("‚Low and high‘ he said.", [("Low and high",)]),
    ("She spoke of‘joint work’ and left.", [("joint work",)]),
    ("The star of “Harbour”’s cast met 'Tim'.", [("Harbour",), ("Tim",)]),
    (
        "'We love the dogs' and 'we feed the cats', he said.",
        [("We love the dogs",), ("we feed the cats",)],
    ),
    ("'We said the boys' den was theirs,' she said.", [("We said the boys' den was theirs,",)]),
    ("I'm told the workers' plan is 'dead', and it's the bosses' fault.", [("dead",)]),
    ("'An' the young 'uns – they went,' he said.", [("An' the young 'uns – they went,",)]),
    ("\"We won,\" she said of the 'games'.", [("We won,",), ("games",)]),
]


@pytest.mark.parametrize(("text", "expected"), SINGLES)
def test_single_marks(text: str, expected: list[tuple[str, ...]]) -> None:
    """Single marks pair beside apostrophes, as a text's first choice or beside doubles."""
    assert passages(text) == expected


OTHERS = [
    ("« Bonjour », dit-il. «Salut.»", [("Bonjour",), ("Salut.",)]),
    ("«\xa0Bonjour\xa0», dit-il. «\u202fSalut.\u202f»", [("Bonjour",), ("Salut.",)]),
    ("»Guten Tag«, sagte er. »Ja.«", [("Guten Tag",), ("Ja.",)]),
    ("‹Gut›, ›gut‹.", [("Gut",), ("gut",)]),
    ("He said 「one」 and 『two』.", [("one",), ("two",)]),
    ("``We won,'' she said. ``We did.''", [("We won,",), ("We did.",)]),
    ("''We won,'' she said. ''We did.''", [("We won,",), ("We did.",)]),
    ("''It's the dogs' turn,'' she said.", [("It's the dogs' turn,",)]),
    ("‘‘We won,’’ she said.", [("We won,",)]),
]


@pytest.mark.parametrize(("text", "expected"), OTHERS)
def test_other_marks(text: str, expected: list[tuple[str, ...]]) -> None:
    """Guillemets, corner brackets and doubled singles are marks; French spaces go with them."""
    assert passages(text) == expected
