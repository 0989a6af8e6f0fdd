"""The clean text that other stages read, and the mapping back to the source."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest
from hypothesis import example, given, strategies as st

from extractor import Extractor, cleaning
from extractor.cleaning import AlignedText
from extractor.domain import (
    Cue,
    Extraction,
    Mention,
    Quotation,
    QuotedSpeaker,
    Segment,
    Span,
    Speaker,
    Step,
)
from tests.test_splices import PIECES, splices


def cleaned(text: str) -> str:
    """Return what the other stages read of a text."""
    return cleaning.clean(text)[0].text


def codes(text: str) -> list[str]:
    """Return the codes of the warnings of a text."""
    return [warning.code for warning in cleaning.clean(text)[1]]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "“We lost,” said Ida Moe, 44, of Moe & Sons; it’s over – for now…",
        "5 < 6 and a <= b, but x > y & z; AT&T; R&D",
        "2 * 3 * 4 = 24, snake_case_name, a_b",
        "* a list\n* of things\n\n- and\n- more",
        "The tweet read: “***”",
        "What the f***, he said, and s**t.",
        r"C:\new\table on the disk" + "\nand more",
        "“LE CAFÉ” and “AMANHÔ, “Spaß” – voilà”",
        "Is it? Yes. Why? What?! ¿Qué?",
        "at 10:30, 3:2, 1,200 and 3.5; www.example.org,too or ann@example.org;bo@example.org",
        "U.S.The and a.m.Monday, Node.js, e.g.this",
        "[a] nurse said [sic] that “[10] people” [who] left [laughs]",
        "It closed in 1999.\n\nPAGE ONE\n\nThe mill is shut.",
        "The mill-\nThe Owner's",
        "on the road where\n44 people died in May\nthe bridge fell in 1999\nand no one went",
        'It was\n\nBo Ek said it was "so\n\n4 of them\n\nshut".',
        '{"It is so," said Moe.}',
    ],
)
def test_left_alone(text: str) -> None:
    """What is no markup stays the very same text, without a warning."""
    clean, warnings = cleaning.clean(text)
    assert (clean.is_source, clean.text, warnings) == (True, text, ())


CLEANED = [
    # HTML
    ("<p>“No,” said <b>Lena Fox</b>.</p>", "\n\n“No,” said Lena Fox.\n\n"),
    ('<a href="/lena" title="a > b">Lena Fox</a> left.', "Lena Fox left."),
    ("said:<br>“No.”<BR/>", "said:\n“No.”\n"),
    ("<q>No</q>, she said.", "“No”, she said."),
    (
        "<blockquote><p>We stay.</p></blockquote><p>– Lena Fox</p>",
        "\n\n\n\n“We stay.”\n\n\n\n\n\n– Lena Fox\n\n",
    ),
    ("<blockquote>We stay.</blockquote><p>It rained.</p>", "\n\nWe stay.\n\n\n\nIt rained.\n\n"),
    (
        "<div>The mayor\nsaid <i>no</i>.</div><div>So.</div>",
        "\n\nThe mayor said no.\n\n\n\nSo.\n\n",
    ),
    ("Fox<sup>12</sup> left on the 3<sup>rd</sup>.", "Fox left on the 3rd."),
    ("a<!-- not > said -->b<script>said</script >c<style>p{}</style>d", "abcd"),
    ("<!-- <b>open", "<!-- open"),
    ("<!DOCTYPE html>\n<html><body>It.</body></html>", " \n\n\n\nIt.\n\n\n\n"),
    ("<o:p>x</o:p><amp-img src=y>", "x"),
    # entities
    (
        "&ldquo;We&rsquo;re done,&rdquo; said&nbsp;Voss &amp; Sons.",
        "“We’re done,” said\xa0Voss & Sons.",
    ),
    ("&#8220;No&#x201D; &#147;No&#148; &amp;quot;no&amp;quot;", '“No” “No” "no"'),
    ("&lt;p&gt;No.&lt;/p&gt;&unknown;", "\n\nNo.\n\n&unknown;"),
    # Markdown
    (
        "**Lena Fox** and *Bo Ek* said __no__, _“no”_, ***no***, ~~no~~.",
        "Lena Fox and Bo Ek said no, “no”, no, no.",
    ),
    (
        "[Lena Fox](https://example.org/a_(b)?c) and ![a cat](c.png)[[Bo|Bo Ek]]",
        "Lena Fox and Bo Ek",
    ),
    (
        "## Mill shuts\n> “No,” she\n> said.\n>> Bo Ek: So.",
        "Mill shuts\n“No,” she said.\nBo Ek: So.",
    ),
    ("It shut.[1] Lena Fox [2].[^3] So [citation needed].", "It shut. Lena Fox. So."),
    # escapes
    (r"\"No,\" she said.\n\n\"So.\"", '"No," she said.\n\n"So."'),
    (r"\u201cNo,\u201d she said\/wrote.", "“No,” she said/wrote."),
    (r"\*no\* and \[no\]", "*no* and [no]"),
    (
        r'{"title": "Pool", "n": 1, "body": "\"No,\" she said.\n\nSo."}',
        '\n\nPool\n\n"No," she said.\n\nSo.\n\n',
    ),
    # decoded wrongly
    ("â€œItâ€™s overâ€\x9d â€“ said JosÃ© FranÃ§ois", "“It’s over” – said José François"),
    ("â€œNo,â€ said Moe.", "“No,” said Moe."),
    ("Ã¢â‚¬Å“NoÃ¢â‚¬\x9d", "“No”"),
    ("‚ÄúNo,‚Äù she said; it‚Äôs so. Jos√©", "“No,” she said; it’s so. José"),
    ("?We don?t know,? said Moe. Why?", "“We don’t know,” said Moe. Why?"),
    ("\ufffdNo,\ufffd said Moe.", "“No,” said Moe."),
    # pages
    (
        "the compa-\nny and the well-\nknown, well-known mill",
        "the company and the well-known, well-known mill",
    ),
    ("were never\n\nDAILY POST | MONDAY | A7\n\ntested.", "were never\ntested."),
    ("they were\nPage 3 of 12\nThe Daily Post\nnever tested.", "they were\nnever tested."),
    (
        "[00:01:12] Fox: No.\n(00:20) Bo Ek: So.\n10:30 is late",
        "Fox: No.\nBo Ek: So.\n10:30 is late",
    ),
    # single characters
    (
        "Fox™ (@fox) said† no¹, the so\u00adcalled mill (https://example.org/x).",
        "Fox said no, the socalled mill.",
    ),
    ("<<No,>> said Moe. ,,No”", "«No,» said Moe. „No”"),
    (
        "“No”,said Ida Krogh,head of the lab.“We go”.",
        "“No”, said Ida Krogh, head of the lab. “We go”.",
    ),
    ('He said:"No,"said Moe.It went.“So.”“No.”', 'He said: "No," said Moe. It went. “So.” “No.”'),
]


@pytest.mark.parametrize(("text", "expected"), CLEANED, ids=lambda text: ascii(text[:20]))
def test_clean(text: str, expected: str) -> None:
    """Markup goes or becomes what it means; what it means is read once."""
    assert cleaned(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained.", []),
        ("It <b>rained</b>.", ["markup"]),
        ("It &ldquo;rained&rdquo;.", ["markup"]),
        ("It **rained**.", ["markup"]),
        ("It wasnâ€™t <b>dry</b>.", ["mis-decoded", "markup"]),
        (
            "La maire a dit que la ville est en train de construire un pont sur la rivière.",
            ["not-english"],
        ),
        (
            "Der Bürgermeister hat gesagt, dass die Brücke nicht mehr für die Stadt gebaut wird.",
            ["not-english"],
        ),
        (
            "Мэр сказал, что мост будет закрыт до осени, и потом все ушли домой спать.",
            ["not-english"],
        ),
        (
            "De burgemeester zei dat de brug er voor de stad niet komt en dat het een plan was.",
            ["not-english"],
        ),
        (
            "“No,” said the mayor of Saint-Denis, who was born in Le Havre and went to Les Halles.",
            [],
        ),
        ("Ann Lee, Bo Ek, Carl Voss, Dana Cole, Raj Puri, Olga Frey, Kit Moss, Iris Bell", []),
        ("| Name | Comment |\n| Ann Lee | Very good food |\n| Bo Ek | Too salty | 1 2 3 4", []),
    ],
)
def test_warnings(text: str, expected: list[str]) -> None:
    """Each kind of thing that was seen is warned of once."""
    assert codes(text) == expected


def test_a_warning_shows_where() -> None:
    """The range is that of the first markup, in the text as it was sent."""
    text = "It <b>rained</b>."
    (warning,) = cleaning.clean(text)[1]
    assert text[warning.start : warning.end] == "<"


TAGS = (
    *"<b> </b> <p> </p> <br> <q> </q> <!-- --> <script> </script> <sup> </sup> <".split(),
    "<a href='x y'>",
)
ODD = st.sampled_from(
    (
        *TAGS,
        *"&ldquo; &rdquo; &amp;quot; &#8217; &nbsp; & &; &#1;".split(),
        *"**x** ** * __ [ ] ]( ) [1] [[x|y]]".split(),
        *r"\" \n \u201c \ud800 \\ â€œ â€ Ã© ‚Äú ï¿½ ? ,, << >> > # ™ † (@x) \u00ad".split(),
        *("\u00ad", "-\n", "\n", "\n\n", "a", "Be", "said", ".", ",", "“", "”", '"', "\ud800", " "),
    )
)
TEXTS = st.one_of(st.text(), st.lists(ODD, max_size=60).map("".join))


@given(TEXTS)
@example("<sup>1</sup>")
@example("\\ud800 \\ud83d\\ude00")
def test_every_character_leads_back(text: str) -> None:
    """Ranges of the source come in order; what stands in both is the same."""
    clean, warnings = cleaning.clean(text)
    assert len(clean.starts) == len(clean.ends) == len(clean.text)
    assert list(clean.starts) == sorted(clean.starts)
    assert list(clean.ends) == sorted(clean.ends)
    assert all(0 <= a <= b <= len(text) for a, b in zip(clean.starts, clean.ends, strict=True))
    assert all(0 <= each.start <= each.end <= len(text) for each in warnings)
    kept = [
        (char, text[a])
        for char, a, b in zip(clean.text, clean.starts, clean.ends, strict=True)
        if char.isalpha() and char.isascii() and b == a + 1
    ]
    assert all(one == other for one, other in kept)


@given(TEXTS)
def test_clean_text_is_clean_enough(text: str) -> None:
    """Cleaning again never fails, and never makes a text longer than a space a character."""
    once = cleaned(text)
    assert len(cleaned(once)) <= 2 * len(once) + 1


@pytest.mark.parametrize(
    "piece",
    [
        *TAGS,
        *"<a &amp; &a ** [ [a]( [[ \\ \\n â€ ?a Â “a” a,b http:// <<a (@a \xad @".split(),
        *("<a ", "*a ", "-\n", "\n1", "a\nb\n", "00:01 A\n", '<a b="', "> a\n"),
    ],
)
def test_time_is_linear(piece: str) -> None:
    """Four times the text takes at most some eight times as long, whatever it is made of."""

    def seconds(count: int) -> float:
        text = piece * count
        took = []
        for _ in range(3):
            began = time.process_time()
            cleaning.clean(text)
            took.append(time.process_time() - began)
        return min(took)

    count = 6_000 // len(piece)
    assert seconds(4 * count) <= 8 * seconds(count) + 0.05


def extraction(clean: str, words: dict[str, str]) -> Extraction:
    """Return an extraction with one quotation, whose parts stand in a clean text."""

    def span(part: str) -> Span:
        start = clean.index(words[part])
        return Span(start, start + len(words[part]))

    def piece(kind: type[Segment] | type[Mention], part: str) -> Segment | Mention:
        return kind(span(part).start, span(part).end, words[part])

    segment, mention = piece(Segment, "segment"), piece(Mention, "mention")
    assert isinstance(segment, Segment)
    assert isinstance(mention, Mention)
    cue = Cue(span("cue").start, span("cue").end, words["cue"], "say", "speech")
    speaker = QuotedSpeaker("s1", words["mention"], "person", mention)
    quotation = Quotation(
        id="q1",
        type="direct",
        text=segment.text,
        segments=(segment,),
        speaker=speaker,
        cue=cue,
        addressee=None,
        rule="cue-subject",
        confidence=0.9,
        explanation=(Step("nsubj", span("cue"), span("mention")),),
    )
    person = Speaker("s1", words["mention"], "person", words["mention"], None, (mention,), ("q1",))
    return Extraction((quotation,), (person,))


def test_results_lead_back() -> None:
    """All ranges and texts are those of the source; the label is the clean name."""
    text = "&ldquo;We&rsquo;re *done*,&rdquo; said <b>Lena</b> <i>Fox</i>."
    clean, _ = cleaning.clean(text)
    parts = {"segment": "We’re done,", "mention": "Lena Fox", "cue": "said"}
    found = cleaning.restore(extraction(clean.text, parts), clean)
    (quotation,) = found.quotes

    def at(part: str) -> tuple[int, int, str]:
        return text.index(part), text.index(part) + len(part), part

    assert quotation.segments == (Segment(*at("We&rsquo;re *done*,")),)
    assert quotation.text == "We&rsquo;re *done*,"
    assert quotation.speaker is not None
    assert quotation.speaker.mention == Mention(*at("Lena</b> <i>Fox"))
    assert quotation.speaker.label == "Lena Fox"
    assert quotation.cue == Cue(*at("said"), "say", "speech")
    assert quotation.explanation == (
        Step("nsubj", Span(*at("said")[:2]), Span(*at("Lena</b> <i>Fox")[:2])),
    )
    assert found.speakers[0].mentions == (quotation.speaker.mention,)


def test_a_segment_is_split_at_what_is_foreign() -> None:
    """A page header, or the address of a link, is in no segment."""
    text = "“It was\n\nDAILY POST | A7\n\nshut by [the mill](https://example.org),” said Fox."
    clean, _ = cleaning.clean(text)
    parts = {"segment": "It was\nshut by the mill,", "mention": "Fox", "cue": "said"}
    (quotation,) = cleaning.restore(extraction(clean.text, parts), clean).quotes
    assert [segment.text for segment in quotation.segments] == [
        *("It was", "shut by [the mill", ","),
    ]
    assert all(text[s.start : s.end] == s.text for s in quotation.segments)


def test_nothing_to_lead_back() -> None:
    """Results of a text that was clean stay the same object."""
    found = extraction("“No,” said Fox.", {"segment": "No,", "mention": "Fox", "cue": "said"})
    assert cleaning.restore(found, AlignedText.of("“No,” said Fox.")) is found


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "segment", "label"),
    [
        (
            "&quot;The mill will open,&quot; said <b>Greta Holm</b>.",
            "The mill will open,",
            "Greta Holm",
        ),
        (
            "> “We have no\n> plan,” the chair, Ruth\n> Adair, told staff.",
            "We have no\n> plan,",
            "Ruth Adair",
        ),
        ("â€œWe lost,â€\x9d said JosÃ© Moe.", "We lost,", "José Moe"),
        ("″We lost,″ said Ida Moe, who is 5′ 11″ tall.", "We lost,", "Ida Moe"),
        ("“We lost”,said Ida Anders-\nson,head of the lab.", "We lost", "Ida Andersson"),
    ],
)
def test_texts_as_they_arrive(extractor: Extractor, text: str, segment: str, label: str) -> None:
    """Segments are verbatim, labels are clean."""
    (quotation,) = extractor(text).quotes
    assert quotation.speaker is not None
    assert ([each.text for each in quotation.segments], quotation.speaker.label) == (
        [segment],
        label,
    )


@pytest.mark.model
def test_markup_among_news(extractor: Extractor) -> None:
    """News with tags, entities and the like cut in at random is answered, and verbatim."""
    chance = random.Random(7)
    pieces = (
        *PIECES,
        *TAGS,
        "&ldquo;",
        "&rdquo;",
        "&amp;",
        "**",
        "[x](y)",
        "\\n",
        "â€œ",
        "Ã©",
        "\u00ad",
    )
    for text in splices(100, seed=7):
        words = text.split(" ")
        for _ in range(4):
            words.insert(chance.randint(0, len(words)), chance.choice(pieces))
        whole = chance.choice((" ", "", "\n")).join(words)
        for quotation in extractor(whole).quotes:
            assert all(whole[s.start : s.end] == s.text != "" for s in quotation.segments)
            assert replace(quotation).text == " ".join(s.text for s in quotation.segments)
            ranges = [(s.start, s.end) for s in quotation.segments]
            assert ranges == sorted(ranges)
