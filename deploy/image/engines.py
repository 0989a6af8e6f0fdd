"""Docker, or buildah and podman, by the commands that they share."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
STORE: Final = ROOT / "build" / "containers"
TOOLS: Final = ("buildah", "podman", "runc", "debootstrap")

# What a container is denied. Limits of files are named for engines that may not raise them.
CONFINED: Final = (
    *("--network", "none", "--cap-drop", "all", "--security-opt", "no-new-privileges"),
    *("--ulimit", "nofile=4096:4096", "--ulimit", "nproc=4096:4096"),
    *("--memory", "2g", "--cpus", "2", "--no-healthcheck"),
)


@dataclass(frozen=True, slots=True)
class Engine:
    """The commands that build and that run. ``pulls`` tells whether it can fetch a base image."""

    build_command: tuple[str, ...]
    command: tuple[str, ...]
    run_options: tuple[str, ...]
    pulls: bool

    def build(
        self, tag: str, arguments: Mapping[str, str], secret: Path, mounts: Iterable[Path]
    ) -> None:
        """Build the Dockerfile of this repository; *mounts* are seen under their own paths."""
        options = [f"--build-arg={name}={value}" for name, value in arguments.items()]
        options += ["--secret", f"id=pip,src={secret}", "--tag", tag]
        if not self.pulls:
            options += [f"--volume={path}:{path}:ro" for path in mounts]
        subprocess.run([*self.build_command, *options, str(ROOT)], check=True)

    def start(self, tag: str, *options: str) -> str:
        """Start a confined container and return its id."""
        return self._("run", "--detach", *CONFINED, *self.run_options, *options, tag).strip()

    def run(self, tag: str, command: str, *words: str) -> str:
        """Return what a command prints in a confined container of its own."""
        options = (*CONFINED, *self.run_options, f"--entrypoint={command}")
        return self._("run", "--rm", *options, tag, *words)

    def ask(self, container: str, *command: str, given: bytes = b"", quiet: bool = False) -> bytes:
        """Return what a command in a container prints, *given* this on its standard input."""
        call = [*self.command, "exec", "--interactive", container, *command]
        errors = subprocess.DEVNULL if quiet else None
        return subprocess.run(
            call, input=given, check=True, stdout=subprocess.PIPE, stderr=errors
        ).stdout

    def inspect(self, name: str, kind: str = "container") -> Any:
        """Return what the engine knows of a container or image."""
        return json.loads(self._(kind, "inspect", name))[0]

    def has(self, tag: str) -> bool:
        """Return whether there is an image of this name."""
        call = [*self.command, "image", "inspect", tag]
        return subprocess.run(call, capture_output=True, check=False).returncode == 0

    def changed(self, container: str) -> frozenset[str]:
        """Return the paths that were added or changed in the container's own root."""
        return frozenset(line[2:] for line in self._("diff", container).splitlines())

    def stop(self, container: str) -> int:
        """Send SIGTERM and return the exit status; what has not ended in 40 s is killed."""
        self._("stop", "--time", "40", container)
        status: int = self.inspect(container)["State"]["ExitCode"]
        return status

    def logs(self, container: str) -> str:
        """Return what the container has printed."""
        call = [*self.command, "logs", container]
        done = subprocess.run(
            call, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=True, text=True
        )
        return done.stdout

    def remove(self, container: str) -> None:
        """Remove a container, running or not."""
        self._("rm", "--force", container)

    def load(self, tag: str, archive: Path) -> None:
        """Make an image of one layer from a tar file."""
        self._("import", str(archive), tag)

    def _(self, *words: str) -> str:
        call = [*self.command, *words]
        return subprocess.run(call, check=True, stdout=subprocess.PIPE, text=True).stdout


def find() -> Engine:
    """Return docker where its engine runs, else buildah with podman; raises SystemExit."""
    if shutil.which("docker") and _answers("docker", "info"):
        return Engine(("docker", "build"), ("docker",), (), pulls=True)
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if missing or os.getuid() != 0:
        raise SystemExit(
            "No docker engine answers here. Without one the image is built by root with"
            f" {', '.join(TOOLS)}, Debian's packages; missing: {', '.join(missing) or 'root'}."
        )
    running = Path(tempfile.gettempdir()) / "quote-extractor-run"  # sockets have short paths
    store = ("--storage-driver=vfs", f"--root={STORE}", f"--runroot={running}")
    return Engine(
        ("buildah", *store, "bud", "--isolation=chroot", "--format=docker"),
        ("podman", *store, "--runtime=runc", "--log-level=fatal"),
        ("--passwd=false", "--read-only-tmpfs=false"),
        pulls=False,
    )


def _answers(*call: str) -> bool:
    return subprocess.run(call, capture_output=True, check=False).returncode == 0
