"""Checks of the image and its container; each returns what it found, or fails."""

from __future__ import annotations

import json
import tomllib
from typing import Final

from deploy.image import probes
from deploy.image.engines import ROOT, Engine
from extractor import __version__

ARTICLE: Final = ROOT / "tests" / "articles" / "sample"
GOLDEN: Final = "/golden"
MODELS: Final = ROOT / "extractor" / "models" / "manifest.json"
# Where a container may write; the first is the only place that the service needs.
TEMPORARY: Final = ("/dev/shm", "/tmp", "/var/tmp")
# What a build may leave behind, and nobody needs who runs the service.
UNWANTED: Final = """
import os, shutil, sys
tools = [name for name in ("cc", "gcc", "c++", "ld", "make", "git") if shutil.which(name)]
left = [path for path in ("/root/.cache", "/src", "/opt/tools") if os.path.exists(path)]
ours = {"tests", "benchmarks", "deploy"} & set(os.listdir("/opt/service"))
print(*tools, *left, *ours)
"""


class FailedError(Exception):
    """Something does not hold; the message says what was seen instead."""


def require(holds: bool, seen: object) -> None:
    """Fail with what was *seen* unless it *holds*."""
    if not holds:
        raise FailedError(str(seen))


def configuration(engine: Engine, image: str) -> str:
    """The image names a user by number, a signal, a health check, and commands without a shell."""
    config = engine.inspect(image, "image")["Config"]
    seen = {name: config.get(name) for name in ("User", "StopSignal", "Entrypoint", "Cmd")}
    wanted = {
        "User": "65532:65532",
        "StopSignal": "SIGTERM",
        "Entrypoint": ["quote-extractor"],
        "Cmd": ["serve"],
    }
    require(seen == wanted, seen)
    require(config["Labels"]["org.opencontainers.image.version"] == __version__, config["Labels"])
    return ", ".join(f"{name} {value}" for name, value in seen.items())


def health(engine: Engine, image: str, container: str) -> str:
    """The image's own health check, run in the container, finds it well."""
    found = engine.inspect(image, "image")
    whole = found["Config"].get("Healthcheck") or found["Healthcheck"]  # podman's place for it
    (kind, *command) = whole["Test"]
    require(kind == "CMD", kind)
    engine.ask(container, *command)
    return " ".join(command)


def sample(engine: Engine, container: str) -> str:
    """The sample article is answered as recorded, by this version and these models."""
    found = probes.post(engine, container, ARTICLE.with_suffix(".txt").read_bytes())
    wanted = json.loads(ARTICLE.with_suffix(".json").read_text("utf-8"))
    model = json.loads(MODELS.read_text("utf-8"))["name"]
    software = {"name": "quote-extractor", "version": __version__, "model": model}
    wanted["software"] = software
    require(found == wanted, f"another answer: {json.dumps(found)[:300]} …")
    return f"{len(found['quotes'])} quotations, each field as recorded; {software}"


def golden(engine: Engine, container: str) -> str:
    """The articles with golden answers are answered so, except for those known to be wrong."""
    command = f"quote-extractor check {GOLDEN} --url {probes.ADDRESS} || test $? = 1"
    printed = engine.ask(container, "sh", "-c", command).decode()
    results = [line.split() for line in printed.splitlines() if not line.startswith(" ")][:-1]
    found = {name: word for word, name, *_ in results}
    wrong = tomllib.loads((ROOT / "tests" / "golden" / "wrong.toml").read_text("utf-8"))
    names = {path.stem for path in (ROOT / "tests" / "golden").glob("*.txt")}
    require(found == {name: "differs" if name in wrong else "ok" for name in names}, printed)
    return f"{len(names)} articles, as in the repository ({len(wrong)} known to differ)"


def nobody_is_root(engine: Engine, container: str) -> str:
    """No process is root in any sense, and none has a capability."""
    seen = probes.processes(engine, container)
    ids = {number for each in seen for number in each["Uid"] + each["Gid"]}
    powers = {int(each["CapEff"][0], 16) for each in seen}
    require(ids == {"65532"} and powers == {0}, f"ids {ids}, capabilities {powers}")
    return f"{len(seen)} processes, all of user and group 65532, without capabilities"


def loopback_alone(engine: Engine, container: str) -> str:
    """There is no network but the container's own loopback."""
    names = engine.ask(container, "ls", "/sys/class/net").decode().split()
    require(names == ["lo"], names)
    return "lo"


def root_is_closed(engine: Engine, container: str) -> str:
    """The root file system is read-only, and nothing that can be written is needed but /dev/shm."""
    lines = engine.ask(container, "cat", "/proc/mounts").decode().splitlines()
    mounts = {place: options.split(",")[0] for _, place, _, options, *_ in map(str.split, lines)}
    seen = {place: mounts.get(place, "part of /") for place in ("/", *TEMPORARY)}
    closed = dict.fromkeys(seen, "part of /") | {"/": "ro", TEMPORARY[0]: "rw"}
    require(seen == closed, seen)
    return f"/ is read-only, {TEMPORARY[0]} alone is not"


def nothing_left(engine: Engine, container: str) -> str:
    """There is no compiler, no cache, no test in it."""
    found = engine.ask(container, *probes.PYTHON, UNWANTED).decode().split()
    require(found == [], found)
    return "none"


def ends(engine: Engine, container: str) -> str:
    """At SIGTERM it ends by itself."""
    status = engine.stop(container)
    require(status == 0, f"exit status {status}\n{engine.logs(container)}")
    return "exit status 0"


def nothing_written(engine: Engine, container: str, idle: str) -> str:
    """A root that can be written to was not, but where every container is: as in an *idle* one."""
    written = engine.changed(container) - engine.changed(idle)
    outside = {path for path in written if not path.startswith(TEMPORARY)}
    require(not outside, sorted(outside))
    return f"nothing outside {TEMPORARY[0]}"
