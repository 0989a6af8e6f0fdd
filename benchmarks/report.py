"""Reports of a run: tables, JSON, and changes since an earlier run.

The JSON holds ids of documents and offsets, never a word of a text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.items import BenchmarkError
from benchmarks.scoring import Verdict

SMALLEST_CHANGE = 0.005


def table(title: str, rows: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    """Yield the lines of a table: one row per name, one column per figure; integers are counts."""
    columns = list(dict.fromkeys(column for row in rows.values() for column in row))
    widest = max(map(len, [title, *rows]))
    yield f"{title:{widest}}" + "".join(f"  {column:>{_width(column)}}" for column in columns)
    for name, row in rows.items():
        cells = (f"  {_cell(row.get(column)):>{_width(column)}}" for column in columns)
        yield f"{name:{widest}}" + "".join(cells)


def as_object(
    about: Mapping[str, Any], figures: Mapping[str, Any], verdicts: Iterable[Verdict]
) -> dict[str, Any]:
    """Return the run as an object of JSON."""
    return {"about": about, "figures": figures, "items": list(map(_item, verdicts))}


def as_json(run: Mapping[str, Any]) -> str:
    """Return the run as JSON, one item per line so that files can be compared as text too."""
    head = json.dumps({"about": run["about"], "figures": run["figures"]}, indent=1)
    lines = ",\n".join(map(json.dumps, run["items"]))
    return f'{head[:-2]},\n "items": [\n{lines}\n]}}\n'


def read_json(path: Path) -> dict[str, Any]:
    """Read an earlier run. Raises BenchmarkError if it is not one."""
    try:
        run: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return {"figures": run["figures"], "items": run["items"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BenchmarkError(f"{path}: not an earlier run ({error})") from error


def changes(earlier: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Yield the figures that differ, then the items gained and lost, both runs read from JSON."""
    before, after = dict(_flat(earlier["figures"])), dict(_flat(now["figures"]))
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name, 0.0), after.get(name, 0.0)
        if abs(new - old) >= SMALLEST_CHANGE:
            yield f"{name:40} {_cell(old):>9} -> {_cell(new):>9}  {new - old:+.2f}"
    yield from _changed_items(earlier["items"], now["items"])


def _item(verdict: Verdict) -> dict[str, Any]:
    return {
        "doc": verdict.doc,
        "side": verdict.side,
        "type": verdict.type,
        "spans": verdict.spans,
        "rule": verdict.rule,
        "matched": verdict.matched,
        "who": verdict.who,
        "cue": verdict.cue,
        "right": verdict.right,
    }


def _changed_items(
    earlier: Sequence[dict[str, Any]], now: Sequence[dict[str, Any]]
) -> Iterator[str]:
    """Gold items are gained or lost; unmatched predictions are false: new or gone."""
    before, after = map(_by_place, (earlier, now))
    wrong_before, wrong_after = map(_false, (before, after))
    lists = {
        "gained": [after[k] for k in after if _right(after, k) and not _right(before, k)],
        "lost": [after.get(k, before[k]) for k in before if _right(before, k) > _right(after, k)],
        "new false": [after[k] for k in after if k in wrong_after - wrong_before],
        "gone false": [before[k] for k in before if k in wrong_before - wrong_after],
    }
    for name, items in lists.items():
        yield f"\n{name}: {len(items)}"
        yield from map(_line, items)


def _by_place(items: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {json.dumps([i["side"], i["doc"], i["type"], i["spans"]]): i for i in items}


def _right(items: Mapping[str, dict[str, Any]], key: str) -> bool:
    return key in items and items[key]["side"] == "gold" and bool(items[key]["right"])


def _false(items: Mapping[str, dict[str, Any]]) -> set[str]:
    return {k for k, i in items.items() if i["side"] == "predicted" and not i["matched"]}


def _line(item: Mapping[str, Any]) -> str:
    spans = " ".join(f"{start}-{end}" for start, end in item["spans"])
    state = "matched, other speaker" if item["matched"] and not item["right"] else ""
    return f"  {item['doc']} {spans} {item['type']} {item['rule'] or '-'} {state}".rstrip()


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, float]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, f"{name} {key}".strip())
    else:
        yield name, value


def _width(column: str) -> int:
    return max(7, len(column))


def _cell(value: float | None) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else f"{value:.2f}"
