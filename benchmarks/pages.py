"""Write measured figures into the docs: README's tables, docs/rules.md and the confidence curve.

    python -m benchmarks.accuracy GOLD --labels LABELS --json now.json
    python -m benchmarks.editor EDITORS_GOLD --json editor.json
    python -m benchmarks.speed GOLD --json speed.json
    python -m benchmarks.pages now.json --editor editor.json --speed speed.json --example

Each table comes from the run of that name, the curve from the accuracy run, the example from the
models, and docs/rules.md from the table of rules. What you do not pass stays unchanged.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import schemas
from benchmarks.report import read_json
from extractor import Extractor, __version__, inventory

ROOT = Path(__file__).resolve().parents[1]
RULES_PAGE = ROOT / "docs" / "rules.md"
SIZING_PAGE = ROOT / "docs" / "sizing.md"
CURVE = ROOT / "docs" / "pictures" / "confidence.svg"
WIDTH = 118
BEGIN = "<!-- {}: made by benchmarks/pages.py -->"
END = "<!-- end of {} -->"
# F on the same documents: the best system that runs as distributed, and Citron retrained on train.
ELSEWHERE = {
    "quoted+who": ("76.4 (textacy)", "73.4"),
    "all@0.3": ("52.8 (GenderGapTracker)", "67.8"),
    "all@0.8": ("35.7 (GenderGapTracker)", "46.5"),
    "indirect@0.3": ("37.4 (GenderGapTracker)", "61.5"),
}


EDITORS_SETS: Final = ("our own articles", "newspapers' articles")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("run", type=Path, nargs="?", help="JSON written by benchmarks.accuracy")
    parser.add_argument(
        "--editor", type=Path, nargs="+", help="JSON written by benchmarks.editor, a column each"
    )
    parser.add_argument(
        "--speed", type=Path, nargs="+", help="JSON written by benchmarks.speed, a column each"
    )
    parser.add_argument("--example", action="store_true", help="update the README's example")
    options = parser.parse_args(argv)
    readme = ROOT / "README.md"
    page = readme.read_text("utf-8")
    if options.run:
        figures = read_json(options.run)["figures"]
        page = with_table(page, "accuracy", accuracy(figures))
        draw(figures["least confidence"], CURVE)
    if options.editor:
        found = [json.loads(path.read_text("utf-8")) for path in options.editor]
        page = with_table(page, "editor", editor(found))
    if options.example:
        page = with_table(
            page, "example", f"```json\n{layout(answer(page, Extractor.load()))}\n```"
        )
    if options.speed:
        runs = [json.loads(path.read_text("utf-8")) for path in options.speed]
        page = with_table(page, "speed", speed(runs))
        planned = SIZING_PAGE.read_text("utf-8")
        SIZING_PAGE.write_text(with_table(planned, "sizing", sizing(runs)), "utf-8")
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
        if name == "all" or (name.startswith("need") and name != "need absent"):
            yield f"| {name} | {row['right']:.1f} | {row['n']:.0f} |"


def editor(runs: Sequence[Mapping[str, Mapping[str, float]]]) -> str:
    """Return the table of an editor's standard as Markdown: a column for each set of articles."""
    columns = [f"per cent of {name}" for name in (*EDITORS_SETS, *("…",) * len(runs))[: len(runs)]]
    head = [f"| figure | {' | '.join(columns)} |", f"|---|{'---|' * len(runs)}"]
    rows = (f"| {name} | {' | '.join(_share(run[name]) for run in runs)} |" for name in runs[0])
    return "\n".join([*head, *rows])


def _share(row: Mapping[str, float]) -> str:
    return f"{row['per cent']:.1f} ({row['of']:.0f})"


def answer(page: str, extractor: Extractor) -> Any:
    """Return the service's answer to the request in the README."""
    body = json.loads(re.findall(r"^     -d '(.*)'$", page, re.MULTILINE)[0])
    options, software = schemas.Options(), schemas.Software(__version__, extractor.model)
    return schemas.dump(extractor(body["text"]), body["text"], software, None, options)


def layout(value: Any, indent: int = 0) -> str:
    """Return JSON in lines of at most 100 columns, with as many members per line as fit."""
    line = json.dumps(value, ensure_ascii=False)
    if indent + len(line) <= WIDTH or not isinstance(value, (dict, list)):
        return line
    keys = [f"{json.dumps(key)}: " for key in value] if isinstance(value, dict) else None
    members = value.values() if isinstance(value, dict) else value
    lines = [""]
    for key, member in zip(keys or [""] * len(value), members, strict=True):
        part = key + layout(member, indent + 1 + len(key))
        if "\n" in part and key:
            part = f"{key.rstrip()}\n{' ' * (indent + 2)}{layout(member, indent + 2)}"
        if lines[-1] and (len(lines[-1]) + len(part) + indent + 4 > WIDTH or "\n" in part):
            lines.append("")
        lines[-1] += part + ", "
    opening, closing = "{}" if keys is not None else "[]"
    body = f"\n{' ' * (indent + 1)}".join(line.rstrip() for line in lines)
    return f"{opening}{body.rstrip(',')}{closing}"


def speed(runs: Sequence[Mapping[str, Any]]) -> str:
    """Return the table of speed as Markdown, a column for each run."""
    first = runs[0]
    lengths = " / ".join(f"{int(length):,}" for length in first["growth"])
    columns = [dict(_speed_rows(run, lengths)) for run in runs]
    about = f"on one core, {first['articles']} articles of {first['words']:,} words in all"
    head = [f"| {about} |{' |' * len(runs)}", f"|---|{'---|' * len(runs)}"]
    rows = (f"| {name} | {' | '.join(c[name] for c in columns)} |" for name in columns[0])
    return "\n".join([*head, *rows])


def _speed_rows(run: Mapping[str, Any], lengths: str) -> Iterator[tuple[str, str]]:
    rest = sum(share for stage, share in run["stages"].items() if stage != "parsing")
    yield "processor", run["processor"]
    yield "number type", run["numbers"]
    yield "words a second", f"{run['ours']:,}"
    yield (
        "Stanza's own pipeline with its defaults, same models in float32, same run",
        f"{run['plain']:,}",
    )
    yield "times as fast", f"{run['ratio']:.1f} (± {run['spread']:.1f} over groups of articles)"
    if other := run.get("spacy"):
        yield (
            f"spaCy's `{other['pipeline']}`, same run; times as fast",
            f"{other['words a second']:,}; {other['ratio']:.2f}",
        )
    yield "words that are parsed", f"{run['parsed']:.0f} %"
    yield "all but parsing", f"{rest:.1f} % of the time"
    yield f"seconds for {lengths} characters", _row(run["growth"].values())
    yield (
        "seconds from the start of a process to its first answer, by the clock / the processor",
        _row(run["first answer"].values()),
    )
    yield "MiB of a process; of each further worker's own", _row(run["memory"].values())


ARCHIVE = 10_000_000
"""Articles for which docs/sizing.md counts cores."""


def sizing(runs: Sequence[Mapping[str, Any]]) -> str:
    """Return the table of docs/sizing.md as Markdown, a column for each run."""
    columns = [dict(_sizing_rows(run)) for run in runs]
    head = [
        f"| | {' | '.join(run['numbers'] for run in runs)} |",
        f"|---|{'---|' * len(runs)}",
    ]
    rows = (f"| {name} | {' | '.join(c[name] for c in columns)} |" for name in columns[0])
    return "\n".join([*head, *rows])


def _sizing_rows(run: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    rate = run["ours"] * run["articles"] / run["words"]
    hours = ARCHIVE / rate / 3600
    loaded, own = run["memory"]["loaded"], run["memory"]["forked"]
    yield "processor", run["processor"]
    yield "words a second and core", f"{run['ours']:,}"
    yield f"articles of {run['words'] / run['articles']:.0f} words a second and core", f"{rate:.1f}"
    yield "MiB shared by all workers of a machine", f"{loaded}"
    yield "MiB of each worker's own", f"{own}"
    yield "MiB a core, 16 workers on a machine", f"{own + loaded / 16:.0f}"
    yield f"core hours for {ARCHIVE:,} articles", f"{hours:,.0f}"
    for name, available in (("a day", 24), ("an hour", 1)):
        yield f"cores for them in {name}", f"{math.ceil(hours / available):,}"


def _row(values: Iterable[float]) -> str:
    return " / ".join(f"{value:g}" for value in values)


def with_table(page: str, name: str, table: str) -> str:
    """Return *page* with *table* between the begin and end comments of *name*."""
    begin, end = BEGIN.format(name), END.format(name)
    before, _, rest = page.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n{table}\n{end}{after}"


def rules_page() -> str:
    """Return docs/rules.md: one section per rule, in the order of the table."""
    head = "# Rules\n\n`python -m benchmarks.pages` writes this page from the table in"
    head += (
        " `extractor/rules/__init__.py`.\nRules do not see each other: each proposes its pairs,"
        " and selection decides. Precision is the share of proposed\npairs of content and"
    )
    head += (
        " speaker that were right, cross-validated on the training corpus. Selection drops most of"
        " the wrong ones:\nthe `confidence` of a quotation says how often such answers are right."
    )
    return "\n\n".join([head, *map(_section, inventory.rules())]) + "\n"


def _section(rule: inventory.RuleInfo) -> str:
    few = f"unknown (too few pairs: {rule.pairings})"
    share = (
        few
        if rule.precision is None
        else f"{100 * rule.precision:.0f} % of {rule.pairings:,} pairs"
    )
    example = rule.example.replace("\n", "\n> ")
    return f"## {rule.name}\n\n{rule.description}\n\n> {example}\n\nPrecision: {share}."


def draw(rows: Mapping[str, Mapping[str, float]], path: Path) -> None:
    """Draw precision and recall by ``min_confidence`` as SVG; needs matplotlib."""
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
