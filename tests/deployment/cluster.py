"""The rendered manifests of an overlay, and their validation by schema."""
import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import kubernetes_validate
import yaml

from cli.checks import kustomize

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = Path(__file__).resolve().parent / "schemas"
KUBERNETES = "1.35"
OVERLAYS = ("staging", "production")
Manifest = dict[str, Any]


@cache
def rendered(overlay: str) -> list[Manifest]:
    """Return all manifests of an overlay."""
    command = kustomize.command()
    assert command is not None, "kustomize is missing; ./ontzorg test brings it"
    done = subprocess.run([*command, str(ROOT / "deploy/k8s/overlays" / overlay)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return list(yaml.safe_load_all(done.stdout))


@cache
def _validator(path: Path) -> jsonschema.Draft202012Validator:
    schema = json.loads(path.read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def complaint(manifest: Manifest) -> str | None:
    """Return the schema errors of a manifest, by the schemas of Kubernetes or of an operator."""
    group, _, version = manifest["apiVersion"].rpartition("/")
    own = SCHEMAS / f"{group}_{version}_{manifest['kind']}.json"
    try:
        if own.exists():
            _validator(own).validate(manifest)
        else:
            kubernetes_validate.validate(manifest, KUBERNETES, strict=True)
    except (jsonschema.ValidationError, kubernetes_validate.ValidationError) as problem:
        return f"{manifest['kind']} {manifest['metadata']['name']}: {problem.message}"
    except kubernetes_validate.SchemaNotFoundError:
        return f"{manifest['kind']} {manifest['metadata']['name']}: no schema for {manifest['apiVersion']}"
    return None


def of_kind(overlay: str, *kinds: str) -> list[Manifest]:
    """Return the manifests of the given kinds."""
    return [one for one in rendered(overlay) if one["kind"] in kinds]


def named(overlay: str, kind: str, name: str) -> Manifest:
    """Return the manifest with a kind and name."""
    return next(one for one in of_kind(overlay, kind) if one["metadata"]["name"] == name)


def pod_of(manifest: Manifest) -> Manifest:
    """Return the pod specification of a workload."""
    spec = manifest["spec"]
    template = spec["jobTemplate"]["spec"]["template"] if manifest["kind"] == "CronJob" else spec["template"]
    return dict(template)


def workloads(overlay: str) -> list[Manifest]:
    """Return all workloads of the platform."""
    return of_kind(overlay, "Deployment", "StatefulSet", "Job", "CronJob")
