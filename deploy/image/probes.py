"""Requests from inside a container, whose only network is its own loopback."""

from __future__ import annotations

import json
import subprocess
import time
from typing import Any, Final

from deploy.image.engines import Engine

ADDRESS: Final = "http://127.0.0.1:8000"
PYTHON: Final = ("python3", "-c")
POST: Final = f"""
import sys, urllib.request as u
head = {{"Content-Type": "text/plain; charset=utf-8"}}
asked = u.Request("{ADDRESS}/v1/quotes", sys.stdin.buffer.read(), head)
sys.stdout.buffer.write(u.urlopen(asked, timeout=60).read())
"""
READY: Final = f"""
import urllib.request as u
print(u.urlopen("{ADDRESS}/readyz", timeout=5).status)
"""
PROCESSES: Final = """
import json, pathlib
def facts(path):
    lines = (line.split(":") for line in path.read_text().splitlines())
    return {name: value.split() for name, value in lines if name in ("Uid", "Gid", "CapEff")}
print(json.dumps([facts(path) for path in pathlib.Path("/proc").glob("[0-9]*/status")]))
"""


def wait(engine: Engine, container: str, seconds: float = 120) -> float:
    """Wait for ``/readyz`` and return the seconds it took; raises SystemExit with the log."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        try:
            engine.ask(container, *PYTHON, READY, quiet=True)
            return time.monotonic() - began
        except subprocess.CalledProcessError:
            time.sleep(0.5)
    raise SystemExit(f"The service is not ready.\n{engine.logs(container)}")


def post(engine: Engine, container: str, text: bytes) -> Any:
    """Return the service's answer to a text."""
    return json.loads(engine.ask(container, *PYTHON, POST, given=text))


def processes(engine: Engine, container: str) -> list[dict[str, list[str]]]:
    """Return user and group ids and capabilities of every process in a container."""
    found: list[dict[str, list[str]]] = json.loads(engine.ask(container, *PYTHON, PROCESSES))
    return found
