"""Whether a sealed re-integration report is as it was sealed."""
import json
from pathlib import Path
from typing import Any

import click
import requests

from cli.commands.data_option import data_option
from cli.endings import WrongInput
from cli.platform.layout import Layout
from cli.platform.state import find_state
from shared.documents.package import PackageDigests, PackageUnreadable, digest_package

SECONDS = 30


@click.command(epilog="Example: ./ontzorg verify-report re-integratieverslag.zip")
@data_option
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--address", metavar="URL", help="Of the portal; that of the running platform if left out.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_context
def verify_report(context: click.Context, layout: Layout, file: Path, address: str | None, as_json: bool) -> None:
    """Tell what was changed in a re-integration report since it was sealed; exit 1 if anything was.

    Only the SHA-256 of the files is sent to the platform.
    """
    found = read_package(file)
    result = ask(address or running_address(layout), found)
    click.echo(json.dumps(result) if as_json else "\n".join(lines_of(result)))
    context.exit(0 if result["is_intact"] else 1)


def read_package(file: Path) -> PackageDigests:
    """The digests of the package.

    :raises WrongInput: if it cannot be read, or is none
    """
    try:
        with file.open("rb") as content:
            return digest_package(content)
    except OSError as problem:
        raise WrongInput(f"{file} cannot be read: {problem.strerror}.") from None
    except PackageUnreadable:
        raise WrongInput(f"{file} is no sealed report, or its list of files is damaged.") from None


def running_address(layout: Layout) -> str:
    """The address of the platform on the data directory.

    :raises WrongInput: if none runs
    """
    state = find_state(layout)
    if state is None:
        raise WrongInput(f"No platform runs here; start it with ./ontzorg up{layout.option}, or give --address.")
    return state.address


def ask(address: str, found: PackageDigests) -> dict[str, Any]:
    """The result of the platform.

    :raises WrongInput: if there is no platform at the address
    """
    body = {"report_id": found.folder, "package": found.digest,
            "files": [{"name": name, "sha256": digest} for name, digest in found.files.items()]}
    try:
        answer = requests.post(f"{address.rstrip('/')}/controleren/zegel", json=body, timeout=SECONDS)
        if answer.status_code == 422:
            raise WrongInput("The folder in the package has no name of a report.")
        answer.raise_for_status()
        return dict(answer.json())
    except (requests.RequestException, ValueError) as problem:
        raise WrongInput(f"{address} does not answer as the platform: {type(problem).__name__}.") from None


def lines_of(result: dict[str, Any]) -> list[str]:
    """The result for people."""
    if result["sealed_at"] is None:
        return ["Not sealed by this platform."]
    if result["is_intact"]:
        return [f"Intact: as sealed at {result['sealed_at']}."]
    named = [f"{what}: {name}" for what in ("changed", "missing", "added") for name in result[what]]
    around = ["The files are as sealed, the package around them is not."] if not named and not result["is_same_package"] else []
    log = [] if result["is_log_intact"] else ["The log of readings was changed."]
    return [f"Changed since it was sealed at {result['sealed_at']}.", *named, *around, *log]
