"""Score the sourcing fields: ``python -m evaluation.sourcing_score FILE [--list]``.

FILE is a split of evaluation/sourcing. Prints, for each field, values right, given and wanted,
precision and recall in per cent, and the share of right spans that are exact; with ``--list``,
each fault. How values are matched is in evaluation/sourcing/README.md.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation.validate import read

ENOUGH = 0.5
LEADING = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
LOAD_TIME = 120.0

Span = tuple[int, int]
# A value of one field: its span, and what must be equal beside it (kind, pronoun).
Value = tuple[Span | None, str]


class Tally:
    """Counts of one run: values right, given, wanted and exact, by field; and the faults."""

    def __init__(self) -> None:
        self.counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.faults: list[str] = []

    def add(self, field: str, item: str, gold: Sequence[Value], given: Sequence[Value]) -> None:
        """Count the *given* values of a *field* against those of the *gold*, each used once."""
        left = list(given)
        for value in gold:
            near = max(left, key=lambda other: _likeness(value, other), default=None)
            if near is None or _likeness(value, near) < ENOUGH:
                self.faults.append(f"{item} {field}: missed {value}")
                continue
            left.remove(near)
            self.counts[field]["right"] += 1
            self.counts[field]["exact"] += near == value
        self.faults += [f"{item} {field}: false {value}" for value in left]
        self.counts[field]["given"] += len(given)
        self.counts[field]["wanted"] += len(gold)

    def table(self) -> Iterator[str]:
        """Yield the figures as lines, a field each."""
        yield f"{'field':14}{'right':>6}{'given':>7}{'wanted':>8}{'P':>7}{'R':>7}{'exact':>7}"
        for field, count in sorted(self.counts.items()):
            shares = [_percent(count["right"], count[of]) for of in ("given", "wanted")]
            exact = _percent(count["exact"], count["right"])
            yield (
                f"{field:14}{count['right']:6}{count['given']:7}{count['wanted']:8}"
                f"{shares[0]:7.1f}{shares[1]:7.1f}{exact:7.1f}"
            )


def score(item: Mapping[str, Any], answer: Mapping[str, Any], tally: Tally) -> None:
    """Count one *answer* of the service, with code-point offsets, against its gold *item*."""
    text, name = item["text"], item["id"]
    pairs = _matched(item["quotes"], answer["quotes"])
    unmatched = [quote for quote in answer["quotes"] if quote not in [given for _, given in pairs]]
    for field in ("channel", "relayed_by"):
        for gold, given in [*pairs, *(({}, quote) for quote in unmatched)]:
            tally.add(field, name, *(_spans(text, [one.get(field)]) for one in (gold, given)))
    speakers = {speaker["id"]: speaker for speaker in answer["speakers"]}
    for gold in item["speakers"]:
        ids = Counter(
            given["speaker"]["id"]
            for quote, given in pairs
            if quote["speaker"] == gold["label"] and given and given["speaker"]
        )
        given = speakers.pop(ids.most_common(1)[0][0], {}) if ids else {}
        _score_speaker(text, name, (gold, given), tally)
    for given in speakers.values():
        _score_speaker(text, name, ({}, given), tally)


def _score_speaker(
    text: str, name: str, both: tuple[Mapping[str, Any], Mapping[str, Any]], tally: Tally
) -> None:
    grants = [speaker.get("anonymity") for speaker in both]
    reasons = [grant and grant["reason"] for grant in grants]
    pronouns = [[(None, word) for word in speaker.get("pronouns", [])] for speaker in both]
    tally.add("pronouns", name, *pronouns)
    tally.add("descriptions", name, *(_spans(text, one.get("descriptions", [])) for one in both))
    tally.add("anonymity", name, *(_spans(text, [grant]) for grant in grants))
    tally.add("reason", name, *(_spans(text, [reason]) for reason in reasons))


def _matched(
    gold: Sequence[Mapping[str, Any]], given: Sequence[Mapping[str, Any]]
) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Return each gold quotation with the given one that shares most with it, or an empty one."""
    places = [{i for start, end in quote["segments"] for i in range(start, end)} for quote in gold]
    pairs: list[tuple[Mapping[str, Any], Mapping[str, Any]]] = []
    for quote, place in zip(gold, places, strict=True):
        best: tuple[float, Mapping[str, Any]] = (0.0, {})
        for other in given:
            covered = {i for one in other["segments"] for i in range(one["start"], one["end"])}
            best = max(
                best, (len(place & covered) / len(place | covered), other), key=lambda x: x[0]
            )
        pairs.append((quote, best[1] if best[0] >= ENOUGH else {}))
    return pairs


def _spans(text: str, spans: Iterable[Mapping[str, Any] | None]) -> list[Value]:
    return [
        (_trimmed(text, span["start"], span["end"]), span.get("kind", "")) for span in spans if span
    ]


def _trimmed(text: str, start: int, end: int) -> Span:
    """Return a span without a leading article and without punctuation at its ends."""
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    article = LEADING.match(text, start, end)
    return (article.end() if article else start), end


def _likeness(value: Value, other: Value) -> float:
    """Return the share of characters two values have in common: 0 if their kinds differ."""
    if value[1] != other[1]:
        return 0.0
    if value[0] is None or other[0] is None:
        return 1.0
    (start, end), (begin, stop) = value[0], other[0]
    return max(0, min(end, stop) - max(start, begin)) / (max(end, stop) - min(start, begin))


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def main() -> None:
    """Score the application of this checkout, in process."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("file", type=Path)
    parser.add_argument("--list", action="store_true", help="print each fault")
    options = parser.parse_args()
    # Imported here: the application loads torch.
    from app import create_app

    client = create_app().test_client()
    deadline = time.monotonic() + LOAD_TIME
    while client.get("/readyz").status_code != 200 and time.monotonic() < deadline:
        time.sleep(0.5)
    tally = Tally()
    for item in read(options.file):
        response = client.post("/v1/quotes", json={"text": item["text"]})
        score(item, response.get_json(), tally)
    if options.list:
        print("\n".join(tally.faults))
    print("\n".join(tally.table()))


if __name__ == "__main__":
    main()
