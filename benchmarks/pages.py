"""Write what was measured into the pages: README's tables, docs/rules.md, the curve's picture.

    python -m benchmarks.accuracy GOLD --labels LABELS --json now.json
    python -m benchmarks.speed GOLD --json speed.json
    python -m benchmarks.pages now.json --speed speed.json

The table of accuracy and the picture come from the accuracy run, the table of speed from the speed
run, the rules' page from the rules' table alone; what is not given stays as it is.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.report import read_json
from extractor import catalogue

ROOT = Path(__file__).resolve().parents[1]
RULES_PAGE = ROOT / "docs" / "rules.md"
CURVE = ROOT / "docs" / "pictures" / "confidence.svg"
BEGIN = "<!-- {}: made by benchmarks/pages.py -->"
END = "<!-- end of {} -->"
# F on the same documents: the best system that runs as distributed, and Citron retrained on train.
ELSEWHERE = {
    "quoted+who": ("76.4 (textacy)", "73.4"),
    "all@0.3": ("52.8 (GenderGapTracker)", "67.8"),
    "all@0.8": ("35.7 (GenderGapTracker)", "46.5"),
    "indirect@0.3": ("37.4 (GenderGapTracker)", "61.5"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("run", type=Path, nargs="?", help="what benchmarks.accuracy wrote")
    parser.add_argument("--speed", type=Path, help="what benchmarks.speed wrote with --json")
    options = parser.parse_args(argv)
    readme = ROOT / "README.md"
    page = readme.read_text("utf-8")
    if options.run:
        figures = read_json(options.run)["figures"]
        page = with_table(page, "accuracy", accuracy(figures))
        draw(figures["least confidence"], CURVE)
    if options.speed:
        page = with_table(page, "speed", speed(json.loads(options.speed.read_text("utf-8"))))
    readme.write_text(page, "utf-8")
    RULES_PAGE.write_text(rules_page(), "utf-8")
    return 0


def accuracy(figures: Mapping[str, Any]) -> str:
    """Return the table of accuracy as Markdown."""
    return "\n".join([*_overall(figures), "", *_labels(figures.get("labels", {}))])


def _overall(figures: Mapping[str, Any]) -> Iterator[str]:
    yield "| figure | P | R | F | speaker right | best existing system | best retrained |"
    yield "|---|---|---|---|---|---|---|"
    for name, row in figures["overall"].items():
        cells = [f"{row[key]:.1f}" for key in ("p", "r", "f")]
        who = f"{row['who']:.1f}" if "who" in row else ""
        yield f"| {' | '.join([name, *cells, who, *ELSEWHERE.get(name, ('', ''))])} |"


def _labels(labels: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    yield "| speaker label | right | quotations |"
    yield "|---|---|---|"
    for name, row in labels.items():
        if name == "all" or name.startswith("need"):
            yield f"| {name} | {row['right']:.1f} | {row['n']:.0f} |"


def speed(run: Mapping[str, Any]) -> str:
    """Return the table of speed as Markdown."""
    rest = sum(share for stage, share in run["stages"].items() if stage != "parsing")
    lengths = [f"{int(length):,}" for length in run["growth"]]
    rows = {
        "words a second": f"{run['ours']:,}",
        "Stanza's own pipeline with its defaults, same models, same run": f"{run['plain']:,}",
        "times as fast": f"{run['ratio']:.1f} (± {run['spread']:.1f} over groups of articles)",
        "words that are parsed": f"{run['parsed']:.0f} %",
        "all but parsing": f"{rest:.1f} % of the time",
        f"seconds for {' / '.join(lengths)} characters": _row(run["growth"].values()),
        "seconds from the start of a process to its first answer": _row(
            [run["first answer"]["clock"]]
        ),
        "MiB of a process; of each further worker's own": _row(run["memory"].values()),
    }
    about = f"on one core, {run['articles']} articles of {run['words']:,} words in all"
    head = [f"| {about} | |", "|---|---|"]
    return "\n".join([*head, *(f"| {name} | {value} |" for name, value in rows.items())])


def _row(values: Iterable[float]) -> str:
    return " / ".join(f"{value:g}" for value in values)


def with_table(page: str, name: str, table: str) -> str:
    """Return *page* with *table* between the two comments that mark the place of *name*."""
    begin, end = BEGIN.format(name), END.format(name)
    before, _, rest = page.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n{table}\n{end}{after}"


def rules_page() -> str:
    """Return docs/rules.md: a section a rule, in the order of the table."""
    head = "# Rules\n\nMade from the rules' table by `python -m benchmarks.pages`. Precision is the"
    head += " share of pairings\n(content and speaker) that were right on the training corpus, on"
    head += " documents left out of the fit."
    return "\n\n".join([head, *map(_section, catalogue.rules())]) + "\n"


def _section(rule: catalogue.RuleInfo) -> str:
    share = f"{100 * rule.precision:.0f} % of {rule.pairings:,}" if rule.precision else "not seen"
    example = rule.example.replace("\n", "\n> ")
    return f"## {rule.name}\n\n{rule.description}\n\n> {example}\n\nPrecision: {share}."


def draw(rows: Mapping[str, Mapping[str, float]], path: Path) -> None:
    """Draw precision and recall over ``min_confidence`` as SVG; needs matplotlib."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "quote-extractor"  # the same figures, the same file
    from matplotlib import pyplot

    least = [float(name) for name in rows]
    figure, axes = pyplot.subplots(figsize=(7, 3.6))
    for key, name, color, style in (
        ("p", "precision", "#1f5fa8", "-"),
        ("r", "recall", "#b8541a", "--"),
    ):
        axes.plot(least, [row[key] for row in rows.values()], style, label=name, color=color)
    axes.set(xlabel="min_confidence", ylabel="per cent", xlim=(0, 0.95), ylim=(0, 100))
    axes.grid(alpha=0.3)
    axes.legend(loc="lower left", frameon=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None}, bbox_inches="tight")


if __name__ == "__main__":
    sys.exit(main())
