"""Vendors the portal's front-end files from npm tarballs: run at development time, commit the result.

    python services/gateway/tools/vendor_assets.py

Nothing is fetched at run time: the portal serves these files itself, under a strict content security policy.
"""
import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

VENDOR = Path(__file__).resolve().parents[1] / "static" / "vendor"
WANTED = {
    "@tabler/core@1.6.1": ["dist/css/tabler.min.css"],
    "htmx.org@4.0.1": ["dist/htmx.min.js"],
    "@scalar/api-reference@1.76.0": ["dist/browser/standalone.js"],
    "@fontsource-variable/inter@5.3.0": ["files/inter-latin-wght-normal.woff2", "files/inter-latin-ext-wght-normal.woff2"],
}
ICONS = "@tabler/icons@3.35.0"
ICON_NAMES = [
    "alert-triangle", "arrow-left", "building", "calendar", "chart-bar", "check", "chevron-right", "circle-check", "clock",
    "cloud-off", "coin-euro", "file-invoice", "folder", "heart-handshake", "help-circle", "home", "info-circle", "login",
    "logout", "mail", "menu-2", "mood-smile", "mood-sick", "phone", "plus", "search", "shield-check", "upload", "user", "users",
]
MIT = """MIT License

Copyright (c) {holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files
(the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify,
merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES
OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE
LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""
HOLDERS = {"@tabler/core": "2018-2026 The Tabler Authors", "@scalar/api-reference": "2023-present Scalar"}
"""Of packages under the MIT licence that come without its text."""


def download(spec: str) -> tuple[dict[str, bytes], str]:
    """The files of a package by their path in it, and npm's integrity hash."""
    with tempfile.TemporaryDirectory() as directory:
        answer = subprocess.run(["npm", "pack", "--json", "--silent", spec], cwd=directory, check=True, capture_output=True)
        info = json.loads(answer.stdout)
        info = info[0] if isinstance(info, list) else next(iter(info.values()))
        with tarfile.open(next(Path(directory).glob("*.tgz"))) as tarball:
            members = {m.name.split("/", 1)[1]: tarball.extractfile(m) for m in tarball.getmembers() if m.isfile()}
            files = {name: member.read() for name, member in members.items() if member}
    return files, info["integrity"]


def write(path: Path, content: bytes) -> tuple[str, str]:
    """Write one file without its source-map reference; its path under vendor/ and its hash."""
    content = re.sub(rb"\n?(//|/\*)# sourceMappingURL=\S+?( \*/)?\s*$", b"\n", content)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return str(path.relative_to(VENDOR)), "sha256-" + hashlib.sha256(content).hexdigest()


def vendor(spec: str, names: list[str]) -> dict[str, object]:
    """Copy the named files and the licence of a package; its entry in vendor.json."""
    files, integrity = download(spec)
    name, version = spec.rsplit("@", 1)
    folder = VENDOR / name.lstrip("@").replace("/", "-")
    licence = files["LICENSE"] if "LICENSE" in files else MIT.format(holder=HOLDERS[name]).encode()
    written = [write(folder / Path(n).name, files[n]) for n in names] + [write(folder / "LICENSE", licence)]
    return {"version": version, "licence": json.loads(files["package.json"])["license"], "integrity": integrity,
            "files": dict(written)}


def sprite() -> dict[str, object]:
    """One SVG file with the icons that the templates use."""
    files, integrity = download(ICONS)
    symbols = []
    for name in ICON_NAMES:
        drawing = re.sub(r"</?svg[^>]*>|<!--.*?-->", "", files[f"icons/outline/{name}.svg"].decode(), flags=re.DOTALL)
        drawing = " ".join(drawing.replace('<path stroke="none" d="M0 0h24v24H0z" fill="none"/>', "").split())
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" '
                       f'stroke-linecap="round" stroke-linejoin="round">{drawing}</symbol>')
    svg = '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
    folder = VENDOR / "tabler-icons"
    written = [write(folder / "sprite.svg", svg.encode()), write(folder / "LICENSE", files["LICENSE"])]
    return {"version": ICONS.rsplit("@", 1)[1], "licence": "MIT", "integrity": integrity, "files": dict(written)}


def main() -> None:
    """Vendor everything and write vendor.json."""
    entries = {spec.rsplit("@", 1)[0]: vendor(spec, names) for spec, names in WANTED.items()}
    entries["@tabler/icons"] = sprite()
    (VENDOR / "vendor.json").write_text(json.dumps(entries, indent=1) + "\n")


if __name__ == "__main__":
    main()
