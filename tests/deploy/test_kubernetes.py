"""The manifests: as Kubernetes' schemas say, confined, and true to the image and the service."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from flask.testing import FlaskClient
from jsonschema import Draft7Validator

from service.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "deploy" / "kubernetes"
NEWEST = kubernetes_validate.latest_version()
VERSIONS = ("1.31", NEWEST)
KUBECTL = shutil.which("kubectl")
MONITOR = json.loads((Path(__file__).parent / "servicemonitor.json").read_text("utf-8"))


def documents(text: str) -> Iterator[Any]:
    """Yield the documents of a YAML stream."""
    return (each for each in yaml.safe_load_all(text) if each)


def written() -> dict[str, Any]:
    """Return the manifests as they are in the folder, by path."""
    paths = sorted(path for path in FOLDER.rglob("*.yaml"))
    found = {
        path.relative_to(FOLDER).as_posix(): yaml.safe_load(path.read_text()) for path in paths
    }
    return {name: each for name, each in found.items() if "kustomization" not in name}


def rendered(folder: Path) -> list[Any]:
    """Return what kustomize makes of a folder."""
    assert KUBECTL
    done = subprocess.run([KUBECTL, "kustomize", folder], capture_output=True, check=True)
    return list(documents(done.stdout.decode()))


def check(manifest: Any, version: str) -> None:
    """Hold a manifest against its schema; what the schema does not know is refused."""
    if manifest["kind"] == "ServiceMonitor":
        Draft7Validator(MONITOR).validate(manifest)
    else:
        kubernetes_validate.validate(manifest, version, strict=True)


MANIFESTS = {name: each for name, each in written().items() if isinstance(each, dict)}


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", MANIFESTS)
def test_schemas(name: str, version: str) -> None:
    """Every manifest is as the schema of its kind says, in old and new versions."""
    check(MANIFESTS[name], version)


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("Deployment", {"replica": 1}),
        ("Service", {"ports": [{"port": "http"}]}),
        ("ServiceMonitor", {"endpoint": []}),
        ("ServiceMonitor", {"endpoints": [{"port": 8000}]}),
    ],
)
def test_schemas_refuse(kind: str, wrong: dict[str, Any]) -> None:
    """A field that does not exist, or of another type, is seen."""
    (manifest,) = (each for each in MANIFESTS.values() if each["kind"] == kind)

    with pytest.raises(Exception, match=r"not valid under|is not of type|Additional properties"):
        check(manifest | {"spec": manifest["spec"] | wrong}, NEWEST)


@pytest.mark.skipif(not KUBECTL, reason="kubectl, which holds kustomize, is not installed")
@pytest.mark.parametrize("folder", [FOLDER, FOLDER / "base"], ids=["all", "base"])
def test_rendered(folder: Path) -> None:
    """What kustomize makes of them is valid too, and selects the pods that it makes."""
    found = rendered(folder)
    for manifest in found:
        check(manifest, NEWEST)
    of = {each["kind"]: each["spec"] for each in found}
    labels = of["Deployment"]["template"]["metadata"]["labels"]

    assert of["Service"]["selector"] == labels
    assert of["Deployment"]["selector"]["matchLabels"] == labels
    assert of["PodDisruptionBudget"]["selector"]["matchLabels"] == labels
    metrics = [each["type"] for each in of["HorizontalPodAutoscaler"]["metrics"]]
    assert metrics == (["Resource", "Pods"] if folder == FOLDER else ["Resource"])
    assert ("ServiceMonitor" in of) == (folder == FOLDER)


def test_every_file_is_used() -> None:
    """Every manifest is named by the kustomization beside it."""
    for path in FOLDER.rglob("kustomization.yaml"):
        named = yaml.safe_load(path.read_text())
        files = {*named.get("resources", ()), *(p["path"] for p in named.get("patches", ()))}
        beside = {each.name for each in path.parent.glob("*.yaml")} - {path.name}
        assert {name for name in files if name.endswith(".yaml")} == beside


def test_confined() -> None:
    """The pod is denied all that Kubernetes' strictest standard denies, and a writable root."""
    pod = MANIFESTS["base/deployment.yaml"]["spec"]["template"]["spec"]
    (container,) = pod["containers"]

    assert pod["securityContext"] == {
        "runAsNonRoot": True,
        "runAsUser": 65532,
        "runAsGroup": 65532,
        "fsGroup": 65532,
        "seccompProfile": {"type": "RuntimeDefault"},
    }
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert pod["automountServiceAccountToken"] is False


def test_no_egress() -> None:
    """No policy lets anything out, and the first speaks of what goes out."""
    policies = [each["spec"] for each in MANIFESTS.values() if each["kind"] == "NetworkPolicy"]

    assert [policy for policy in policies if "egress" in policy] == []
    assert sorted(policy["policyTypes"] for policy in policies) == [
        ["Ingress"],
        ["Ingress", "Egress"],
    ]


def test_environment_and_times() -> None:
    """The settings exist, and a pod is given longer to end than the service takes."""
    pod = MANIFESTS["base/deployment.yaml"]["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    environment = {each["name"]: each["value"] for each in container["env"]}
    keys = environment.pop("EXTRACTOR_API_KEYS_FILE")
    waits = int(container["lifecycle"]["preStop"]["exec"]["command"][1])
    settings = Settings.from_environment(environment)
    mounts = [each["mountPath"] for each in container["volumeMounts"]]

    assert Path(keys).parent.as_posix() in mounts
    assert settings.workers == int(container["resources"]["requests"]["cpu"])
    assert pod["terminationGracePeriodSeconds"] > settings.graceful_timeout + waits


def test_queue_metric_exists(client: FlaskClient) -> None:
    """The autoscaler asks for a figure that the service gives, below what all places come to."""
    (patch,) = written()["prometheus/scaling.yaml"]
    asked = patch["value"]["pods"]
    places = 2 * (Settings().waiting + 1)
    metrics = client.get("/metrics").text

    assert f"\n{asked['metric']['name']} 0.0\n" in metrics
    assert 0 < int(asked["target"]["averageValue"]) < places
