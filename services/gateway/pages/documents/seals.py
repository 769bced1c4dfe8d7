"""Checks a sealed re-integration report for anybody who has one: a page for people and an address for programs."""
from typing import Any, BinaryIO, cast

from flask import Blueprint, jsonify, render_template, request

from services.gateway.clients.gathering import services
from services.gateway.clients.service import Json, ServiceRefused
from services.gateway.edge.access import PUBLIC, protect_all
from shared.documents.package import PackageUnreadable, digest_package

pages = protect_all(Blueprint("seals", __name__), PUBLIC)

UNREADABLE = "Dit bestand is geen re-integratieverslag van ons, of de inhoudsopgave ervan is beschadigd."


@pages.get("/controleren")
def form() -> str:
    """The form to send a package."""
    return _page(None, None)


@pages.post("/controleren")
def check() -> str | tuple[str, int]:
    """What was changed in a package; it is read and not kept."""
    file = request.files.get("pakket")
    if file is None or not file.filename:
        return _page(None, "Kies het zip-bestand van het verslag."), 422
    try:
        return _page(services().seals.check(digest_package(cast(BinaryIO, file.stream))), None)
    except (PackageUnreadable, ServiceRefused):
        return _page(None, UNREADABLE), 422


@pages.post("/controleren/zegel")
def check_digests() -> Any:
    """The same for a program, from the digests that it made."""
    return jsonify(services().seals.check_digests(request.get_json()))


def _page(result: Json | None, error: str | None) -> str:
    return render_template("documents/seal.html", result=result, error=error)
