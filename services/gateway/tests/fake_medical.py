"""The medical file and the delegations of the fake casework service. For tests only."""
from collections.abc import Callable
from typing import Any

from flask import Flask, g, jsonify, request

from services.gateway.tests.fake_data import READ_AT, Json

UNDER_NOBODY = {"delegation_id": None, "doctor_id": None, "doctor_name": None, "began_at": None}


def add_medical(app: Flask, data_of: Callable[[str], Any]) -> None:
    """Add the routes.

    :param data_of: a part of the present data of the fakes
    """
    _add_delegations(app, data_of)
    app.get("/v1/dossiers/<key>/medical", endpoint="medical")(lambda key: jsonify(items=data_of("medical")[::-1]))

    @app.post("/v1/dossiers/<key>/medical")
    def add_entry(key: str) -> Any:
        entries = data_of("medical")
        entry = {"entry_id": f"m-{len(entries) + 1}", "author_id": g.actor.account_id, "doctor_id": "acc-doctor",
                 "recorded_at": READ_AT}
        entries.append({"corrects": None, **request.get_json(), **entry, "absence_number": key, "author_role": "company_doctor"})
        return jsonify(entry), 201

    @app.post("/v1/dossiers/<key>/medical/<entry_id>/publication")
    def share(key: str, entry_id: str) -> Any:
        text = next(each["text"] for each in data_of("medical") if each["entry_id"] == entry_id)
        shared = {"entry_id": entry_id, "text": text, "shared_at": READ_AT, "shared_by": g.actor.account_id}
        _dossier(data_of, key)["limitations"].insert(0, shared)
        return jsonify(shared)

    @app.post("/v1/dossiers/<key>/referrals")
    def refer(key: str) -> Any:
        referral = {"referral_id": "r-1", **request.get_json()}
        _dossier(data_of, key)["referrals"].append(referral)
        return jsonify(referral), 201


def _add_delegations(app: Flask, data_of: Callable[[str], Any]) -> None:
    app.get("/v1/delegations", endpoint="delegations")(lambda: jsonify(items=data_of("consultants")))

    @app.post("/v1/delegations")
    def delegate() -> Any:
        row = next(each for each in data_of("consultants") if each["consultant_id"] == request.get_json()["consultant_id"])
        row.update(delegation_id="g-1", doctor_id=g.actor.account_id, began_at=READ_AT)
        return jsonify(_delegation(row, ended_at=None)), 201

    @app.post("/v1/delegations/<delegation_id>/ending")
    def withdraw(delegation_id: str) -> Any:
        row = next(each for each in data_of("consultants") if each["delegation_id"] == delegation_id)
        ended = _delegation(row, ended_at=READ_AT)
        row.update(UNDER_NOBODY)
        return jsonify(ended)


def _delegation(consultant: Json, *, ended_at: str | None) -> Json:
    given = {name: consultant[name] for name in ("consultant_id", "delegation_id", "doctor_id", "began_at")}
    return given | {"ended_at": ended_at}


def _dossier(data_of: Callable[[str], Any], key: str) -> Json:
    found: Json = next(each for each in data_of("dossiers") if each["absence_number"] == key)
    return found
