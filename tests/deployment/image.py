"""An image without an engine: the Dockerfile's last stage, built in a directory from the files that a build copies."""
import compileall
import fnmatch
import json
import os
import re
import shutil
import sys
import venv
from dataclasses import dataclass, field
from importlib.metadata import distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = ROOT / "Dockerfile"


@dataclass
class Image:
    """The settings of the Dockerfile's last stage, and the location of its files.

    :ivar root: the directory that represents ``/``
    :ivar copied: the project's files in it, by their paths in the project
    """

    root: Path
    workdir: str = "/"
    environ: dict[str, str] = field(default_factory=dict)
    entrypoint: list[str] = field(default_factory=list)
    command: list[str] = field(default_factory=list)
    user: str = "0"
    copied: set[str] = field(default_factory=set)

    def place(self, path: str) -> Path:
        """Return the location of a path of the image on this machine."""
        return self.root / os.path.normpath(os.path.join(self.workdir, path)).lstrip("/")


def build(root: Path, arguments: dict[str, str]) -> Image:
    """Apply the instructions of the last stage, except RUN."""
    image, variables = Image(root), dict(arguments)
    for word, rest in last_stage(DOCKERFILE.read_text()):
        match word:
            case "ARG":
                name, _, default = rest.partition("=")
                variables.setdefault(name, default)
            case "ENV":
                for name, value in re.findall(r"(\w+)=(\S+)", expand(rest, variables)):
                    image.environ[name] = variables[name] = value
            case "WORKDIR":
                image.workdir = expand(rest, variables)
                image.place(".").mkdir(parents=True)
            case "COPY":
                _copy(image, expand(rest, variables).split())
            case "USER":
                image.user = rest
            case "ENTRYPOINT":
                image.entrypoint = json.loads(rest)
            case "CMD":
                image.command = json.loads(rest)
            case "FROM" | "LABEL" | "RUN" | "EXPOSE" | "STOPSIGNAL" | "HEALTHCHECK":
                pass
            case _:
                raise AssertionError(f"the Dockerfile has {word}, which this reader does not know")
    compileall.compile_dir(image.place("."), quiet=1)  # as the stage's own RUN does
    return image


def last_stage(dockerfile: str) -> list[tuple[str, str]]:
    """Return the instructions of the last stage with their arguments."""
    joined = re.sub(r"\\\n", " ", "\n".join(line for line in dockerfile.splitlines() if not line.startswith("#")))
    lines = [line.split(maxsplit=1) for line in joined.splitlines() if line.strip()]
    start = max(number for number, (word, _) in enumerate(lines) if word == "FROM")
    return [(word, rest.strip()) for word, rest in lines[start:]]


def expand(text: str, variables: dict[str, str]) -> str:
    """Expand build arguments and environment variables."""
    return re.sub(r"\$\{(\w+)\}", lambda found: variables[found[1]], text)


def _copy(image: Image, words: list[str]) -> None:
    if words[0] == "--from=libraries-of-service":
        libraries_without_tools(image.place(words[-1]))
        return
    *sources, target = words
    for source in sources:
        kept = [path for path in project_files(source) if not is_ignored(path)]
        assert kept, f"COPY {source}: a build would find no such file"
        for path in kept:
            inner = Path(path).relative_to(source) if (ROOT / source).is_dir() else Path(path).name
            place = image.place(target) / inner
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / path, place)
            image.copied.add(path)


def project_files(source: str) -> list[str]:
    """Return all files of a source of COPY."""
    start = ROOT / source
    found = [start] if start.is_file() else [path for path in start.rglob("*") if path.is_file()]
    return sorted(path.relative_to(ROOT).as_posix() for path in found)


def is_ignored(path: str) -> bool:
    """Whether .dockerignore excludes a file; the last matching rule decides."""
    ignored = False
    for line in (ROOT / ".dockerignore").read_text().splitlines():
        rule = line.strip()
        if rule and not rule.startswith("#") and _fits(path, rule.removeprefix("!")):
            ignored = not rule.startswith("!")
    return ignored


def _fits(path: str, rule: str) -> bool:
    parts, wanted = path.split("/"), rule.split("/")
    if wanted[0] == "**":
        return any(fnmatch.fnmatchcase(part, wanted[1]) for part in parts)
    return len(parts) >= len(wanted) and all(fnmatch.fnmatchcase(*pair) for pair in zip(parts, wanted, strict=False))


def libraries_without_tools(place: Path) -> None:
    """Return a Python environment with the locked libraries, without those that the first stage removes."""
    venv.create(place, with_pip=False, symlinks=True)
    packages = place / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    for name in image_libraries():
        for top in {file.parts[0] for file in distribution(name).files or () if file.parts[0] not in ("..", "__pycache__")}:
            target = Path(str(distribution(name).locate_file(top)))
            if target.exists() and not (packages / top).exists():
                (packages / top).symlink_to(target)


def image_libraries() -> list[str]:
    """Return the names in requirements.lock that the image contains, for this Python."""
    from packaging.requirements import Requirement
    lines = re.findall(r"^[A-Za-z0-9][^\\\n]*==[^\\\n]*", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    locked = [Requirement(line.split(" \\")[0]) for line in lines]
    taken_out = re.search(r"uninstall --yes ([\w -]+?) *(?:&&|\\|\n)", DOCKERFILE.read_text())
    assert taken_out is not None
    return [one.name for one in locked
            if one.name not in taken_out[1].split() and (one.marker is None or one.marker.evaluate())]
