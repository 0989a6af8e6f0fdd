"""Build the image, run it as it is meant to be run, and check what has to hold."""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from deploy.image import base, checks, engines, probes, report, sources
from deploy.image.engines import ROOT, Engine
from extractor import __version__

TAG: Final = f"localhost/quote-extractor:{__version__}"
GOLDEN: Final = f"--volume={ROOT / 'tests' / 'golden'}:{checks.GOLDEN}:ro"


def main() -> None:
    """Run all checks; the status is 1 at the first that fails."""
    options = _options()
    engine = engines.find()
    if options.build:
        build(engine, options.base, dict(each.split("=", 1) for each in options.argument))
    told = _Told()
    told("configuration", lambda: checks.configuration(engine, TAG))
    with running(engine, "--read-only", GOLDEN) as container:
        found = confined(engine, container, told)
    with running(engine) as container, running(engine, "--entrypoint=true") as idle:
        probes.wait(engine, container)
        told("sample, root open", lambda: checks.sample(engine, container))
        told("ended", lambda: checks.ends(engine, container))
        told("written", lambda: checks.nothing_written(engine, container, idle))
    report.write(found)
    print(f"image-test: {told.count} checks passed")


def confined(engine: Engine, container: str, told: _Told) -> dict[str, int]:
    """Check a container with a read-only root; return what the image takes, by part."""
    told("ready", lambda: f"after {probes.wait(engine, container):.1f} s")
    told("health check", lambda: checks.health(engine, TAG, container))
    told("sample article", lambda: checks.sample(engine, container))
    told("golden answers", lambda: checks.golden(engine, container))
    told("no root", lambda: checks.nobody_is_root(engine, container))
    told("network", lambda: checks.loopback_alone(engine, container))
    told("file system", lambda: checks.root_is_closed(engine, container))
    told("compilers, caches, tests", lambda: checks.nothing_left(engine, container))
    found = report.sizes(engine, container)
    told("size unpacked", lambda: report.small_enough(found))
    told("SIGTERM", lambda: checks.ends(engine, container))
    return found


def build(engine: Engine, given: str, more: dict[str, str]) -> None:
    """Build the image with this machine's pip configuration."""
    pip = sources.here()
    arguments = base.arguments(engine, given) | {"VERSION": __version__, "REVISION": _revision()}
    with tempfile.NamedTemporaryFile("w", suffix=".conf") as secret:
        secret.write(sources.configuration(pip))
        secret.flush()
        engine.build(TAG, arguments | more, Path(secret.name), sources.folders(pip))


@contextmanager
def running(engine: Engine, *options: str) -> Iterator[str]:
    """Run a container until the block ends; yields its id."""
    container = engine.start(TAG, *options)
    try:
        yield container
    finally:
        engine.remove(container)


class _Told:
    """Prints what each check saw, and counts."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, name: str, check: Callable[[], str]) -> None:
        try:
            print(f"ok      {name}: {check()}", flush=True)
        except (checks.FailedError, subprocess.CalledProcessError) as error:
            raise SystemExit(f"FAILED  {name}: {error}") from None
        self.count += 1


def _revision() -> str:
    call = ["git", "-C", str(ROOT), "rev-parse", "HEAD"]
    return subprocess.run(call, capture_output=True, check=False, text=True).stdout.strip()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m deploy.image", description=__doc__)
    parser.add_argument("--base", default="", help="build on this image")
    parser.add_argument(
        "--no-build", dest="build", action="store_false", help="check what was built before"
    )
    parser.add_argument(
        "--argument", action="append", default=[], help="a build argument, NAME=VALUE"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
